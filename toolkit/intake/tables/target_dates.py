"""From which month does a target table hold? Its name, sheet or title say so (自2022-08起), or a column does."""

from collections.abc import Iterable

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod

_YEAR, _MONTH = r"(20\d\d)", r"(1[0-2]|0?[1-9])"
_FROM = r"(?:0?[1-9]|[12]\d|3[01])?日?(?:起|开始|以后|之后)"
_WRITTEN = (
    expression(rf"{_YEAR}\s*[-年./]\s*{_MONTH}(?!\d)\s*[-月./]?\s*{_FROM}"),
    expression(rf"{_YEAR}(0[1-9]|1[0-2])(?:[0-3]\d)?(?:起|开始)"),
)
_THIS_YEAR = expression(rf"(?<!\d){_MONTH}\s*月份?\s*{_FROM}")
_MONTH_ALONE = expression(rf"(?:{_YEAR}\s*[-年./]\s*)?{_MONTH}(?:月份?|[-./]\d+.*|月\d+日.*)?")


def since_in(texts: Iterable[str], year: int, counted: AccountingYear = CALENDAR_YEAR) -> ReportingPeriod | None:
    """Return the month from which the first text that says so lets a table hold; a month alone is of ``year``.

    >>> str(since_in(["目标任务分解表（自2022-08起）"], 2022)), str(since_in(["从8月1日起执行"], 2022))
    ('2022-08', '2022-08')
    >>> since_in(["2022年目标任务分解表", "8月调整"], 2022) is None
    True
    """
    for text in texts:
        for pattern in _WRITTEN:
            if found := pattern.search(text):
                return ReportingPeriod(int(found[1]), int(found[2]))
        if found := _THIS_YEAR.search(text):
            return counted.named(year, int(found[1]))
    return None


def month_in_cell(text: str, year: int, counted: AccountingYear = CALENDAR_YEAR) -> ReportingPeriod | None:
    """Return the month that a cell of such a column names, ``None`` where it names none.

    >>> [str(month_in_cell(text, 2022)) for text in ("2022年8月", "自8月起", "2022-08-01", "下半年")]
    ['2022-08', '2022-08', '2022-08', 'None']
    """
    if said := since_in([text], year, counted):
        return said
    found = _MONTH_ALONE.fullmatch(text.strip().removeprefix("自").removesuffix("起"))
    if not found:
        return None
    return ReportingPeriod(int(found[1]), int(found[2])) if found[1] else counted.named(year, int(found[2]))
