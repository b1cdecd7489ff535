"""One workbook a unit sends: its layout, and what its clerk got wrong in it."""

from dataclasses import dataclass
from datetime import date

from writing.columns import BASE
from writing.grid import Value

# Findings after which the amount of a row cannot be counted.
UNCERTAIN = frozenset(
    {
        "approx_value",
        "range_value",
        "foreign_currency",
        "not_dollars",
        "implausible_amount",
        "formula_without_value",
        "error_cell",
        "unparseable_value",
        "missing_required",
    }
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell typed otherwise than the truth; without ``kind`` it is odd but readable, and no mistake."""

    key: str
    column: str
    value: Value
    kind: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """A column the form does not have; ``entries`` repeat down the rows."""

    header: str
    entries: tuple[str, ...]
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line above the table, with the finding it deserves, if any."""

    text: str
    kind: str = ""
    what: str = ""
    role: str = "title"


def two_lines(title: str, unit: str, day: str = "") -> tuple[Line, ...]:
    """The usual two lines above a table."""
    filled = f"    填报日期：{day}" if day else ""
    return Line(title), Line(f"填报单位：{unit}{filled}", role="plain")


@dataclass(frozen=True, slots=True)
class Total:
    """The 合计 row: on top or at the bottom; ``stated`` is typed in place of the true sum."""

    place: str
    columns: tuple[str, ...] = ("invest",)
    stated: float | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything that decides one file, apart from the projects themselves.

    Telephone numbers are ``masked`` as 199****1234 and ``cut_off`` as 199×××; both hold keys of projects.
    """

    prefix: str
    unit: str
    period: str
    file: str
    received: date
    lines: tuple[Line, ...] = ()
    sheet: str = "Sheet1"
    columns: tuple[str, ...] = BASE
    renamed: tuple[tuple[str, str], ...] = ()
    ten_thousand: bool = False
    origin: tuple[int, int] = (1, 1)
    styles: tuple[str, ...] = ("year",)
    edits: tuple[Edit, ...] = ()
    masked: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()
    comments: tuple[Edit, ...] = ()
    struck: tuple[str, ...] = ()
    hidden_rows: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    extra: tuple[Extra, ...] = ()
    samples: bool = False
    placeholders: int = 0
    notes: bool = False
    total: Total | None = None
    merge_industry: bool = False
    hidden_copy: str = ""
    visible_copy: str = ""
    nil: str = ""
    encoding: str = ""
    mac_dates: bool = False

    @property
    def path(self) -> str:
        """The file's path below 报送/."""
        return f"{self.period}/{self.file}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the README's table."""

    file: str
    sheet: str
    cell: str
    kind: str
    what: str
