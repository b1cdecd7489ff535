"""Which figures of other offices did the office enter? The book 官方数据: indicator, month, amount, publisher."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from toolkit.intake.office.months import month_of
from toolkit.intake.office.office_table import OfficeRow, office_rows
from toolkit.intake.values.typed import compact
from toolkit.model.findings import Finding, found
from toolkit.model.official import OfficialFigure
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.units import parse_unit

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "指标": ("指标名称",),
    "截至月份": ("月份", "期间", "截至"),
    "本年累计": ("数值", "累计数", "累计"),
    "单位": ("计量单位",),
    "发布部门": ("部门", "公布部门"),
    "出处": ("来源", "文号", "文件或网页"),
}


def published(scheme: Scheme) -> list[Indicator]:
    """Return the indicators whose county figure another office publishes."""
    return [one for one in scheme.indicators if one.official]


def read_official(path: Path, scheme: Scheme) -> tuple[tuple[OfficialFigure, ...], tuple[Finding, ...]]:
    """Return the figures in order, and what is wrong with the rows; every row is one or the other.

    Of two rows for one indicator and month neither counts, unless they say the same.  Raises ``ToolkitError`` where the
    file is no such book.
    """
    findings: list[Finding] = []
    known: dict[tuple[str, str], OfficialFigure] = {}
    disputed: set[tuple[str, str]] = set()
    for row in office_rows(path, HEADINGS, "指标"):
        one = _figure(row, scheme, findings)
        if one is None:
            continue
        key = (one.indicator, str(one.period))
        first = known.setdefault(key, one)
        if first.amount != one.amount:
            findings.append(found("official_twice", row.ref, other=first.ref.row))
            disputed.add(key)
    return tuple(one for key, one in known.items() if key not in disputed), tuple(findings)


def _figure(row: OfficeRow, scheme: Scheme, findings: list[Finding]) -> OfficialFigure | None:
    before = len(findings)
    typed, choices = compact(row.required("指标", findings)), published(scheme)
    indicator = next((one for one in choices if typed in (compact(one.name), compact(one.id))), None)
    if typed and indicator is None:
        names = "、".join(one.name for one in choices)
        findings.append(found("official_indicator_unknown", row.cell("指标"), typed=row.text("指标"), choices=names))
    month = month_of(row.required("截至月份", findings))
    if row.text("截至月份") and month is None:
        findings.append(found("official_month_unread", row.cell("截至月份"), typed=row.text("截至月份")))
    row.required("出处", findings)
    amount = _amount(row, indicator, findings) if indicator else None
    if len(findings) > before or indicator is None or month is None or amount is None:
        return None
    publisher = row.text("发布部门") or indicator.official
    return OfficialFigure(row.ref, indicator.id, month, amount, publisher, row.text("出处"))


def _amount(row: OfficeRow, indicator: Indicator, findings: list[Finding]) -> int | None:
    """Return the amount in ledger units: in the row's unit, in the indicator's where the row states none."""
    typed = compact(row.required("本年累计", findings)).replace(",", "")
    if not typed:
        return None
    unit = row.text("单位") or indicator.unit
    written, own = parse_unit(unit), parse_unit(indicator.unit)
    if unit == indicator.unit:
        size = Fraction(1)
    elif written and own and written.measure == own.measure:
        size = Fraction(written.size) / Fraction(own.size)
    else:
        findings.append(found("official_unit", row.cell("单位"), typed=unit, unit=indicator.unit))
        return None
    try:
        number = Decimal(typed)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        findings.append(row.no_number("本年累计"))
        return None
    return round(Fraction(number) * size * indicator.scale)
