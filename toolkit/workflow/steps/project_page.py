"""What is known of one project? Its months with their cells, decisions, corrections, and the trips to its firm."""

import difflib
from datetime import date

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.corrections import CorrectionLine
from toolkit.model.decisions import Decision
from toolkit.model.errors import ToolkitError
from toolkit.model.names import plain
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Followed, KnownProject, Sighting
from toolkit.model.register_book import Library
from toolkit.model.submission import Project
from toolkit.model.trips import Trip, Visit
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.workspace import Workspace

NEAR = 5


class MonthOfProject(Struct, frozen=True):
    """A project in one month: how it is followed, and the row that counts, with what was decided of its amounts.

    ``issued`` is the sum in 元 that the month was issued with, where it is another one.
    """

    period: ReportingPeriod
    followed: Followed
    sighting: Sighting | None
    row: Project | None
    issued: int | None = None

    @property
    def place(self) -> str:
        """``江口乡6月.xlsx Sheet1 表 K7 单元格``, where 到位资金 stands, else the row; '' where no row counts."""
        if self.row is None or self.sighting is None:
            return ""
        file, sheet, row = self.sighting.place
        cell = self.row.cell("paid_in_yuan")
        return str(CellRef(file, sheet, row, cell.column))


class ProjectPage(Struct, frozen=True):
    """All that is known of a project; ``own`` are the cells of the office's columns in 项目库.xlsx."""

    known: KnownProject
    months: tuple[MonthOfProject, ...]
    decisions: tuple[Decision, ...]
    corrections: tuple[CorrectionLine, ...]
    visits: tuple[tuple[Trip, Visit], ...]
    own: tuple[tuple[str, str], ...]


def project_page(
    workspace: Workspace,
    period: ReportingPeriod,
    as_of: date,
    word: str,
    progress: tables.Progress = tables.silent,
) -> ProjectPage:
    """Return the page of the project that a 编号 or a name means, one of its former names, too.

    Raises ``ToolkitError`` with the nearest names where there is none such, with their numbers where there are several.
    """
    result = month.consolidate_workspace(workspace, period, as_of, progress)
    library = result.library or Library()
    known = found(library, word)
    months = tuple(
        _month_of(library, period, one)
        for period, followed in sorted(library.months.items())
        for one in followed
        if one.number == known.number
    )
    told = library.told()
    own = tuple((heading, text) for heading, text in library.book.own(known.origin).items() if text)
    return ProjectPage(
        known, months, tuple(told.decisions(known)), tuple(told.corrections(known)), tuple(told.visits(known)), own
    )


def _month_of(library: Library, period: ReportingPeriod, one: Followed) -> MonthOfProject:
    row = library.row(one.sightings)
    issued = library.issued_otherwise(period, one.number, row) if row else None
    return MonthOfProject(period, one, library.standing(one.sightings), row, issued)


def found(library: Library, word: str) -> KnownProject:
    """Return the project that a 编号 or a name means; raises ``ToolkitError`` as :func:`project_page`."""
    projects = (*library.register.projects, *library.register.former)
    asked = plain(word)
    by_number = [one for one in projects if one.number == word.strip().upper()]
    meant = by_number or [one for one in projects if asked in map(plain, one.names)]
    meant = meant or [one for one in projects if asked and any(asked in plain(name) for name in one.names)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        listed = "、".join(f"{one.number}（{one.unit}“{one.names[-1]}”）" for one in meant[:NEAR])
        more = f"等{len(meant)}个" if len(meant) > NEAR else ""
        raise ToolkitError(f"“{word}”可能是：{listed}{more}。请写编号。")
    names = {name: one.number for one in projects for name in one.names}
    near = difflib.get_close_matches(word, names, NEAR, 0.4)
    hint = f"相近的有：{'、'.join(f'{names[name]}“{name}”' for name in near)}。" if near else ""
    raise ToolkitError(f"没有项目“{word}”。{hint}")
