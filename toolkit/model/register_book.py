"""Which sheets and columns has 项目库.xlsx, and which of them are the office's to fill in?"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from toolkit.model.corrections import CorrectionLine
from toolkit.model.decisions import Decision, OwnLine
from toolkit.model.findings import Finding
from toolkit.model.former import NOTHING_FORMER, FormerYears
from toolkit.model.origin import Origin
from toolkit.model.own_columns import OwnColumn
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Followed, KnownProject, Place, Register, Sighting, State, UnitChange
from toolkit.model.submission import Project
from toolkit.model.told_of_projects import ToldOfProjects
from toolkit.model.trips import Trip

PROJECT_SHEET, PAGE_SHEET, MONTH_SHEET, CHANGE_SHEET = "项目", "项目页", "月度", "单位变更"
DECISIONS, TRIPS = "裁定和更正", "出行"
# The row of the first project on the sheets 项目 and 月度.
FIRST_LINE = 4
# The office fills in three columns; the others are computed at every run, and the last three tell projects apart.
STATED, SINCE, MORE_NAMES = "办公室改状态", "自哪月起", "办公室补名称"
FIRST_UNIT, FIRST_NAME, FIRST_FIRM = "首报单位", "首报名称", "首报项目方"
PROJECT_COLUMNS = (
    *(
        "编号",
        "现名",
        "曾用名",
        "项目方",
        "统一社会信用代码",
        "单位",
        "原单位",
        "首报期间",
        "最近期间",
        "状态",
        "状态说明",
    ),
    *("行业", "投资总额（亿元）", "到位资金（亿元）", "阶段", DECISIONS, TRIPS, STATED, SINCE, MORE_NAMES),
    *(FIRST_UNIT, FIRST_NAME, FIRST_FIRM),
)
# How a column of 项目 is marked whose values are the statistics table's, as the county's rulebook declares it.
REPORTED = "统计表）"
# What the office may write under 办公室改状态.
STATES = (State.ENDED, State.WITHDRAWN)
CHANGE_COLUMNS = ("变更", "原单位", "新单位", "自哪月起", "项目", "依据", "填写人", "说明")
# A change that an answer of 裁定.xlsx made is written anew at every run.
BY_ANSWER = "裁定 "


def is_offices(heading: str) -> bool:
    """Tell whether a column of the sheet 项目 is the office's own: neither the tool's nor the statistics table's."""
    return heading not in PROJECT_COLUMNS and not heading.endswith(REPORTED)


def reported_heading(column: OwnColumn) -> str:
    """Return what stands over a declared column on the sheet 项目: ``当年固定资产投资（亿元，统计表）``."""
    unit = {"yuan": "亿元", "usd": "美元", "mu": "亩", "sqm": "㎡"}.get(column.ending, column.unit)
    return f"{column.heading}（{f'{unit}，' if unit else ''}{REPORTED}"


class Stated(Struct, frozen=True):
    """What the office wrote of a project itself: out from a month on."""

    state: State
    since: ReportingPeriod


class RegisterBook(Struct, frozen=True):
    """项目库.xlsx as it was read.

    ``numbers``, ``stated``, ``names`` and ``written`` are by the project's origin: its 编号, what the office wrote of
    its state, names that it added, and its whole line on the sheet 项目.  ``strays`` are lines there that are no
    project of the tool's.  ``changes`` are the lines of 单位变更 that were understood, ``change_lines`` all that a
    person wrote; ``months`` his cells on the sheet 月度, by 编号; ``others`` the lines of every other sheet.
    """

    numbers: Mapping[Origin, str] = field(default_factory=dict)
    stated: Mapping[Origin, Stated] = field(default_factory=dict)
    names: Mapping[Origin, tuple[str, ...]] = field(default_factory=dict)
    written: Mapping[Origin, Mapping[str, str]] = field(default_factory=dict)
    strays: tuple[OwnLine, ...] = ()
    changes: tuple[UnitChange, ...] = ()
    change_lines: tuple[OwnLine, ...] = ()
    months: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    others: tuple[OwnLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()

    def own(self, origin: Origin) -> dict[str, str]:
        """Return what stands in the office's own columns of a project: heading → text."""
        return {head: text for head, text in self.written.get(origin, {}).items() if is_offices(head)}

    @property
    def own_headings(self) -> tuple[str, ...]:
        """The headings of the office's own columns on the sheet 项目, in their order."""
        seen = (heading for line in self.written.values() for heading in line if is_offices(heading))
        return tuple(dict.fromkeys(seen))


EMPTY_BOOK = RegisterBook()


class Library(Struct, frozen=True):
    """What 项目库.xlsx is written from: the register of all months, the book as it was read, the rows as settled.

    ``rows`` hold the projects by file, sheet and row, with what was decided of their amounts; ``decisions`` are all
    answers, ``trips`` those of the trip register; ``path`` is where the book lies; ``declared`` are the columns that
    the county's rulebook adds to the statistics table.  ``answer_places`` says in
    which book and row an answer stands: by the question's id in 裁定.xlsx, by ``来源“英属维尔京”`` in 词典.xlsx.
    ``former`` is what the former year left; its rows are among ``rows``.  ``issued`` is 到位资金 in 元 as a month was
    issued, by month and 编号.
    """

    register: Register = field(default_factory=Register)
    book: RegisterBook = EMPTY_BOOK
    rows: Mapping[Place, Project] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    trips: tuple[Trip, ...] = ()
    path: str = ""
    declared: tuple[OwnColumn, ...] = ()
    answer_places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    former: FormerYears = NOTHING_FORMER
    issued: Mapping[ReportingPeriod, Mapping[str, int | None]] = field(default_factory=dict)

    @property
    def months(self) -> dict[ReportingPeriod, tuple[Followed, ...]]:
        """The projects of each month: of the former year as they were followed then, and of this one."""
        return {**{one.period: one.projects for one in self.former.months}, **self.register.months}

    @property
    def places(self) -> dict[str, int]:
        """In which row of the sheet 项目 each project stands, by its 编号."""
        return {one.number: row for row, one in enumerate(self.register.projects, FIRST_LINE)}

    def issued_otherwise(self, period: ReportingPeriod, number: str, row: Project) -> int | None:
        """Return which sum of a project a month was issued with, where that is another than its row has now."""
        issued = self.issued.get(period, {}).get(number)
        return None if issued == row.paid_in_yuan else issued

    def is_former(self, known: KnownProject) -> bool:
        """Tell whether a project was reported in a former year only: none of its sums is this year's."""
        months = self.register.months
        return bool(months) and known.sightings[-1].period < min(months)

    def told(self) -> ToldOfProjects:
        """Return who finds what was settled of a project, and who went to see it."""
        decisions = {one.id: one for one in (*self.former.decisions, *self.decisions)}
        return ToldOfProjects(decisions.values(), (*self.former.corrections, *self.book.corrections), self.trips)

    def standing(self, sightings: Iterable[Sighting]) -> Sighting | None:
        """Return the first sighting whose row is known, ``None`` where none is."""
        return next((one for one in sightings if one.place in self.rows), None)

    def row(self, sightings: Iterable[Sighting]) -> Project | None:
        """Return the row of that sighting."""
        standing = self.standing(sightings)
        return self.rows[standing.place] if standing else None

    def newest(self, known: KnownProject) -> Project | None:
        """Return a project's newest row."""
        return self.row(reversed(known.sightings))
