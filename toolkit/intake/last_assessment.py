"""Where did the units stand in the years before? The workbook 上年考核: year, unit, score or place (NX-R7, NX-R8)."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.intake.office_table import office_rows, unit_names, unit_of
from toolkit.model.assessment import PastScore
from toolkit.model.findings import Finding, found
from toolkit.model.scheme import Scheme

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "年度": ("年份", "考核年度"),
    "单位": ("考核单位", "单位名称"),
    "考核得分": ("得分", "分数", "考核分数"),
    "名次": ("排名", "考核排名"),
}
YEARS = range(2000, 2100)


def read_last_assessment(path: Path, scheme: Scheme) -> tuple[tuple[PastScore, ...], tuple[Finding, ...]]:
    """Return the rows in order, and what is wrong with them; raises ``ToolkitError`` for a file that is no such book.

    Places that follow over two years rest on this book: a row that cannot be read is left out and asked about.
    """
    findings: list[Finding] = []
    names = unit_names(scheme)
    rows: list[PastScore] = []
    seen: dict[tuple[int, str], int] = {}
    for row in office_rows(path, HEADINGS, "单位"):
        unit = unit_of(row, "单位", names, findings)
        year = row.whole("年度", findings)
        if year is None or year not in YEARS:
            findings.append(found("missing_required", row.cell("年度"), column="年度"))
            continue
        score, rank = row.number("考核得分", findings), row.whole("名次", findings)
        if score is None and not rank:
            findings.append(found("missing_required", row.cell("名次"), column="考核得分或名次"))
            continue
        if unit is None:
            continue
        if (year, unit) in seen:
            findings.append(found("score_row_twice", row.ref, other=seen[year, unit]))
            continue
        seen[year, unit] = row.ref.row
        rows.append(PastScore(row.ref, year, unit, score, rank or None))
    return tuple(rows), tuple(findings)
