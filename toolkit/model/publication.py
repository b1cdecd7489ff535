"""What was issued for a month, and what differs from it now?"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from toolkit.model.period import ReportingPeriod


class Publication(Struct, frozen=True):
    """One issue of a month, as the head of its snapshot says it.

    ``number`` counts the month's issues from 1; ``figures`` are the county's by indicator id, in ledger units (元, 个,
    a fraction for %), ``None`` for 无数据; ``targets`` likewise.  ``elapsed`` is (elapsed, whole) of the year.
    ``folder`` is the name of its folder in 定稿; ``known`` are the files of months issued before that had changed by
    then, with the SHA-256 they had: nobody needs to be told again.
    """

    period: ReportingPeriod
    number: int
    issued_on: date
    reason: str
    elapsed: tuple[int, int]
    figures: Mapping[str, int | float | None]
    targets: Mapping[str, int | float | None]
    folder: str
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def which(self) -> str:
        """``第2次定稿，2022-07-20``."""
        return f"第{self.number}次定稿，{self.issued_on}"

    @property
    def label(self) -> str:
        """``2022年5月定稿（第1次定稿，2022-06-10）``."""
        return f"{self.period.label}定稿（{self.which}）"


class Change(Struct, frozen=True):
    """One thing that is no longer as it was issued.

    ``kind`` is 文件, 项目, 指标, 目标, 裁定, 公文 or 定稿 (an issued file); ``field`` a heading, '' where the whole
    thing came or went; ``place`` the cell where the new value stands.
    """

    kind: str
    subject: str
    field: str
    before: str
    after: str
    place: str = ""

    @property
    def in_words(self) -> str:
        """``江口乡“甲项目”：到位资金（亿元） 0.5 → 0.8（江口乡6月.xlsx Sheet1 表 G4 单元格）``."""
        what = f"{self.field} {self.before or '空'} → {self.after or '空'}" if self.field else self.after
        return f"{self.subject}：{what}{f'（{self.place}）' if self.place else ''}"


class LateChange(Struct, frozen=True):
    """A table of an issued month that came, changed or went after that; ``digest`` is '' for one that went."""

    issue: Publication
    unit: str
    file: str
    what: str
    digest: str

    @property
    def in_words(self) -> str:
        """``2022年5月定稿印发后收到：江口乡　报送/2022-05/江口乡5月（更正）.xlsx``."""
        whose = f"{self.unit}　" if self.unit else ""
        return f"{self.issue.period.label}定稿印发后{self.what}：{whose}{self.file}"


class MonthOfYear(Struct, frozen=True):
    """The county's figures of one month of the year, by indicator id, in ledger units; ``None`` for 无数据.

    ``elapsed`` is (elapsed, whole) of the year; ``issued`` says which issue they are from, '' where there is none;
    ``targets`` are those that held when it was issued.
    """

    period: ReportingPeriod
    elapsed: tuple[int, int]
    figures: Mapping[str, int | float | None]
    issued: str = ""
    targets: Mapping[str, int | float | None] = field(default_factory=dict)


class SinceIssue(Struct, frozen=True):
    """How a month that was issued stands now: its newest issue, and what differs from it."""

    issue: Publication
    changes: tuple[Change, ...]

    @property
    def said_of_papers(self) -> str:
        """What is to be said of a paper that is written now; '' where it says what was issued."""
        if not self.changes:
            return ""
        told = f"{self.issue.period.label}已定稿（{self.issue.which}），现在的数和定稿有 {len(self.changes)} 处不同"
        return f"{told}，新写的按现在的数；定稿的在 定稿/{self.issue.folder}"
