"""Which places did units have in earlier years? The workbook 上年考核: year, unit, score or place (NX-R7, NX-R8)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.intake.office.office_table import OfficeRow, office_rows, unit_names
from toolkit.intake.values.typed import compact
from toolkit.model.assessment import PastScore
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.register import UnitChange
from toolkit.model.scheme import Scheme
from toolkit.model.wording import LINE_OUT

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "年度": ("年份", "考核年度"),
    "单位": ("考核单位", "单位名称"),
    "考核得分": ("得分", "分数", "考核分数"),
    "名次": ("排名", "考核排名"),
}
YEAR = expression(r"(20\d\d)(?:\.0+)?(?:年度?)?(?:第?([一二三四1-4])季度)?")
SCORE = expression(r"(\d+(?:\.\d+)?)分?")
PLACE = expression(
    r"(?:并列)?第?(?:(\d+)(?:\.0+)?|([一二三四五六七八九]?十?[一二三四五六七八九]?))(?:名|位)?(?:\(?并列\)?)?"
)
DIGITS = "零一二三四五六七八九"


def read_last_assessment(
    path: Path, scheme: Scheme, changes: Sequence[UnitChange] = ()
) -> tuple[tuple[PastScore, ...], tuple[Finding, ...]]:
    """Return the rows in order, and what is wrong with them; raises ``ToolkitError`` for a file that is no such book.

    Places that follow over two years rest on this book: a row that cannot be read is asked about and stays as one
    with a problem, so that nobody takes the other rows for the whole ranking.  A row of a unit that ``changes`` (the
    lines of 单位变更) name by an older name is the unit's that follows it.
    """
    findings: list[Finding] = []
    names = _with_older(unit_names(scheme), changes)
    rows: list[PastScore] = []
    seen: dict[tuple[int, int | None, str], PastScore] = {}
    for row in office_rows(path, HEADINGS, "单位"):
        read = _row(row, names, findings)
        if read.year is not None and not read.problem:
            first = seen.setdefault((read.year, read.quarter, read.unit), read)
            if first is not read:
                same = (first.score, first.rank) == (read.score, read.rank)
                kind = "score_row_twice" if same else "past_unit_twice"
                findings.append(found(kind, row.ref, other=first.ref.row, unit=read.unit))
                if same:
                    continue
                said = f"与第{first.ref.row}行不一致"
                read = PastScore(read.ref, read.year, read.unit, None, None, said, read.quarter)
        rows.append(read)
    return tuple(rows), tuple(findings)


def _with_older(names: Mapping[str, str], changes: Sequence[UnitChange]) -> dict[str, str]:
    """Return the names with those that units had before, each leading to the unit of today."""
    known = dict(names)
    for change in sorted(changes, key=lambda one: one.since):
        if change.project or not change.to:
            continue
        after = known.get(compact(change.to), change.to)
        before = known.get(compact(change.unit), change.unit)
        known[compact(change.unit)] = after
        known |= {name: after for name, unit in known.items() if unit == before}
    return known


def _row(row: OfficeRow, names: Mapping[str, str], findings: list[Finding]) -> PastScore:
    """Read one row; every cell that cannot be read is asked about."""
    before = len(findings)
    typed = row.text("单位")
    unit = names.get(compact(typed))
    if unit is None:
        kind = "past_unit_unknown" if typed else "missing_required"
        findings.append(found(kind, row.cell("单位"), column="单位", typed=typed, effect=LINE_OUT))
    year, quarter = _year(row, findings)
    score, place = _score(row, findings), _place(row, findings)
    if score is None and place is None and not (row.text("考核得分") or row.text("名次")):
        findings.append(found("missing_required", row.cell("名次"), column="考核得分或名次", effect=LINE_OUT))
    if len(findings) == before and unit is not None:
        return PastScore(row.ref, year, unit, score, place, quarter=quarter)
    problem = "不是现在参加考核的单位" if unit is None else "没有填对年度、得分或名次"
    return PastScore(row.ref, year, unit or typed, None, None, problem, quarter)


def _year(row: OfficeRow, findings: list[Finding]) -> tuple[int | None, int | None]:
    """Return the year, and the quarter where the row is of one: 2022, 2022年度, 2022年第一季度, 2022年1季度."""
    typed = compact(row.text("年度"))
    if match := YEAR.fullmatch(typed):
        said = match[2]
        return int(match[1]), (int(said) if said.isdigit() else DIGITS.index(said)) if said else None
    kind = "past_year_unread" if typed else "missing_required"
    findings.append(found(kind, row.cell("年度"), column="年度", typed=row.text("年度"), effect=LINE_OUT))
    return None, None


def _score(row: OfficeRow, findings: list[Finding]) -> float | None:
    typed = compact(row.text("考核得分"))
    if match := SCORE.fullmatch(typed):
        return float(match[1])
    if typed:
        findings.append(row.no_number("考核得分"))
    return None


def _place(row: OfficeRow, findings: list[Finding]) -> int | None:
    """Return a place from the top: 13, 第13名, 第十三名, 并列第2名; 0 and places from the last are asked about."""
    typed = compact(row.text("名次"))
    match = PLACE.fullmatch(typed)
    place = (int(match[1]) if match[1] else _chinese(match[2])) if match else 0
    if typed and not place:
        findings.append(found("past_place_unread", row.cell("名次"), typed=row.text("名次")))
    return place or None


def _chinese(said: str) -> int:
    """Return a number below a hundred.

    >>> [_chinese(said) for said in ("二", "十", "十三", "二十", "二十一", "")]
    [2, 10, 13, 20, 21, 0]
    """
    tens, ten, ones = said.rpartition("十")
    return (10 * (DIGITS.index(tens) if tens else 1) if ten else 0) + (DIGITS.index(ones) if ones else 0)
