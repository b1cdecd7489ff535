"""Which marks did units give each other? The book 评分表: who is rated, for what, by whom, how many marks, when."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.intake.office.office_table import office_rows, unit_names, unit_of
from toolkit.model.assessment import Rating
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.wording import LINE_OUT

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "被评单位": ("单位", "评价对象", "被评价单位"),
    "评分项": ("事项", "评价内容"),
    "评分单位": ("打分单位", "评分人", "评价单位"),
    "得分": ("分数", "评分"),
    "日期": ("评分日期", "时间"),
}


def rated(scheme: Scheme) -> list[str]:
    """Return the words that 评分项 may be."""
    return list(dict.fromkeys(rule.event for rule in scheme.rules.scores if rule.source == "rating"))


def read_ratings(path: Path, scheme: Scheme, period: ReportingPeriod) -> tuple[tuple[Rating, ...], tuple[Finding, ...]]:
    """Return the marks in order, and what is wrong with the rows; every row is one or the other.

    Raises ``ToolkitError`` where the file is no such book.
    """
    findings: list[Finding] = []
    names, allowed = unit_names(scheme), rated(scheme)
    most = {rule.event: rule.out_of for rule in scheme.rules.scores if rule.source == "rating"}
    ratings: list[Rating] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in office_rows(path, HEADINGS, "评分项"):
        before = len(findings)
        unit, rater = unit_of(row, "被评单位", names, findings), unit_of(row, "评分单位", names, findings)
        what = row.required("评分项", findings)
        if what and what not in allowed:
            choices = "、".join(allowed)
            findings.append(found("score_event_unknown", row.cell("评分项"), typed=what, choices=choices))
        row.required("得分", findings)
        mark, day = row.number("得分", findings), row.day("日期", period, findings)
        if day is None and not row.text("日期"):
            findings.append(found("missing_required", row.cell("日期"), column="日期", effect=LINE_OUT))
        if mark is not None and not 0 <= mark <= most.get(what, mark):
            findings.append(
                found("unparseable_value", row.cell("得分"), column="得分", typed=row.text("得分"), effect=LINE_OUT)
            )
        if len(findings) > before or not unit or not rater or mark is None or day is None:
            continue
        if day > period.last_day or scheme.accounting.year_of(day) != scheme.accounting.year_of(period):
            continue
        once = (unit, what, rater, day)
        if once in seen:
            findings.append(found("score_row_twice", row.ref, other=seen[once]))
            continue
        seen[once] = row.ref.row
        ratings.append(Rating(row.ref, unit, what, rater, mark, day))
    return tuple(ratings), tuple(findings)
