"""Which values of the target table contradict each other or the document?"""

from collections.abc import Iterator
from itertools import pairwise

from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.money import in_yi
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.submission import StatedTotal, Submission, TargetLine

PLANNED_FIRMS = expression(r"(?:计划)?引进\s*(\d+)\s*(?:家|个)")


def total_mismatch(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """The stated 合计 equals the sum of the lines (LZ table A: 55 / 60 / 40 / 25)."""
    # Lines that hold from different months are not added up.
    dated = any(line.since for line in submission.target_lines)
    for total in () if dated else first_totals(submission):
        lines = [line for line in submission.target_lines if line.ref.sheet == total.ref.sheet]
        for indicator in scheme.row_indicators:
            stated = total.values.get(indicator.id)
            summed = sum(line.targets.get(indicator.id) or 0 for line in lines)
            if stated is not None and stated != summed:
                cell = total.cell(indicator.id)
                yield found("total_mismatch", cell, stated=_shown(indicator, stated), summed=_shown(indicator, summed))


def county_total_differs(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """The 合计 is what the document sets for the county (LZ-T1, T3, T6, T7)."""
    totals = first_totals(submission)
    for indicator in scheme.row_indicators if totals else ():
        values = [value for total in totals if (value := total.values.get(indicator.id)) is not None]
        stated, required = sum(values), indicator.target
        if values and required is not None and stated != required:
            yield found(
                "county_total_differs",
                totals[-1].cell(indicator.id),
                indicator=indicator.name,
                stated=_shown(indicator, stated),
                whole=scheme.whole,
                required=_shown(indicator, required),
            )


def first_totals(submission: Submission) -> list[StatedTotal]:
    """Return the first 合计 of every table of the workbook: three annexes have three."""
    firsts: dict[str, StatedTotal] = {}
    for total in submission.totals:
        firsts.setdefault(total.ref.sheet, total)
    return list(firsts.values())


def order_violation(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """On every line 亿元工业 ≤ 工业 ≤ 新签约: each is a part of the one before."""
    counts = [
        indicator for indicator in scheme.row_indicators if indicator.aggregate == "count" and not indicator.factors
    ]
    nested = [(a, b) for a, b in pairwise(counts) if set(a.criteria) < set(b.criteria)]
    for line in submission.target_lines:
        for large, small in nested:
            large_value, small_value = line.targets.get(large.id), line.targets.get(small.id)
            if large_value is not None and small_value is not None and small_value > large_value:
                yield found(
                    "order_violation",
                    line.cell(small.id),
                    line=line.label,
                    small=small.name,
                    small_value=small_value,
                    large=large.name,
                    large_value=large_value,
                )


def missing_group(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """Every group of the document has a line."""
    present = {line.group for line in submission.target_lines}
    for group in dict.fromkeys(row.group for row in scheme.target_rows):
        if group not in present:
            yield found("missing_group", submission.ref(), group=group)


def duplicate_line(submission: Submission, scheme: Scheme) -> Iterator[Finding]:  # noqa: ARG001 - one shape for all checks
    """(group, lead unit, scope) is the key of a target: it stands once."""
    first: dict[tuple[object, ...], int] = {}
    for line in submission.target_lines:
        row = first.setdefault((*line.key, line.since), line.ref.row)
        if row != line.ref.row:
            yield found("duplicate_line", line.cell("lead_unit"), line=line.label, other=row)


def remark_differs(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """A number of firms in 备注 that is not the target (商贸物流: 16家 against 12) is reported as a note.

    A 备注 merged over a group's lines speaks of any of them, or of their sum.
    """
    signed = next((indicator for indicator in scheme.row_indicators if indicator.aggregate == "count"), None)
    groups: dict[tuple[str, str], list[TargetLine]] = {}
    for line in submission.target_lines:
        if signed and line.remark:
            groups.setdefault((line.group, line.remark), []).append(line)
    for (_, remark), lines in groups.items():
        targets = [line.targets.get(signed.id) or 0 for line in lines] if signed else []
        match = PLANNED_FIRMS.search(remark)
        if match and int(match[1]) not in (*targets, sum(targets)):
            yield found("remark_differs", lines[0].cell("remark"), typed=match[0], target=sum(targets))


def _shown(indicator: Indicator, value: int | float) -> str:
    if indicator.unit == "亿元":
        return f"{in_yi(int(value))}亿元"
    return f"{value / indicator.scale:g}{indicator.unit}"
