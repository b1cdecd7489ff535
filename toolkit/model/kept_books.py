"""Which books does a document ask an office to keep, and how does each stand? Its lines, what is owed, what is late."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from toolkit.model.cells import CellRef
from toolkit.model.rules import Register

# Where the lines of a book come from, and the columns that the tool fills in for each.
ROWS: Mapping[str, tuple[str, ...]] = {
    "duties": ("条款", "事项", "责任单位"),
    "organs": ("机构", "职责", "角色", "姓名"),
    "occasions": ("活动名称",),
    "units": ("单位", "类别"),
    "groups": ("招商组", "小分队", "牵头单位", "第一责任单位", "办公室"),
    "names": (),
    "projects": (
        "项目名称",
        "投资方",
        "行业",
        "投资总额（亿元）",
        "投资来源",
        "阶段",
        "责任单位",
        "报送单位",
        "承接部室",
        "投资规模（亿元）",
        "落户地",
        "联系人",
        "签约日期",
    ),
    "none": (),
}
# The columns by which a line of each is known again; the others of the above may be corrected by hand.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "duties": ("条款", "责任单位"),
    "organs": ("机构", "角色"),
    "occasions": ("活动名称",),
    "units": ("单位",),
    "projects": ("项目名称",),
}
# The last day by which a book is to be filled in, in words.
SPAN_WORDS = {"month": "本月", "quarter": "本季度", "half_year": "本半年", "year": "本年"}
PAPERS = ("", "table", "each")
# A roster with one of these columns lists people, who stay from one year to the next.
_PEOPLE = ("姓名", "队长", "成员")


def lists_people(register: Register) -> bool:
    """Tell whether a book is a roster of people (GN-O1, NX-R10, LZ-R16), and none of projects or of a year's papers."""
    return register.is_book and register.kind == "roster" and any(one in register.columns for one in _PEOPLE)


class ExpectedLine(Struct, frozen=True):
    """A line that a book should have: its texts by column, and other names that its first key goes by."""

    texts: Mapping[str, str]
    also: tuple[str, ...] = ()


class KeptLine(Struct, frozen=True):
    """One line of a book as the office keeps it; ``days`` holds those of its dated columns that could be read."""

    ref: CellRef
    texts: Mapping[str, str]
    columns: Mapping[str, int]
    days: Mapping[str, date] = field(default_factory=dict)

    def cell(self, heading: str) -> CellRef:
        """Return a cell's place."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.columns.get(heading, 0))


class Owed(Struct, frozen=True):
    """What a line of a book still owes: the line in words, the unit (or ''), by when, and whether that day is past."""

    line: str
    unit: str
    what: str
    due: date | None
    late: bool


class BookState(Struct, frozen=True):
    """How one book stands on a day: ``there`` is false where the office has not begun it.

    ``expected`` counts the lines that the document asks for, ``done`` the lines of the book that owe nothing.
    ``missing`` names expected lines that the book lacks; ``owed`` is what lines owe, what is late first.
    ``units`` counts the lines of each unit as (all, done).  ``lines`` are those of the book, or expected ones.
    """

    register: Register
    there: bool
    expected: int
    lines: tuple[KeptLine, ...]
    done: int
    missing: tuple[str, ...]
    owed: tuple[Owed, ...]
    units: Mapping[str, tuple[int, int]]

    @property
    def late(self) -> tuple[Owed, ...]:
        """What is past its day."""
        return tuple(one for one in self.owed if one.late)


def keys_of(register: Register) -> tuple[str, ...]:
    """Return the columns by which a book's line is known again: what its rows come from, else its first column."""
    if register.rows == "groups":
        return tuple(one for one in ("招商组", "小分队") if one in register.columns)[:1]
    return _KEYS.get(register.rows, register.columns[:1])


def line_words(texts: Mapping[str, str], register: Register) -> str:
    """Return what a line is about in a few words: its keys, else its first two filled columns."""
    said = [texts.get(key, "") for key in keys_of(register) if texts.get(key)]
    said = said or [texts[column] for column in register.columns if texts.get(column)][:2]
    return "·".join(said)
