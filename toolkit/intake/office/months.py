"""Which month did a person mean in a cell of the office's own books? 2022-09, 2022年9月, or a day in it."""

from toolkit.model.expressions import expression
from toolkit.model.period import ReportingPeriod

_MONTH = expression(r"(20\d\d)\s*(?:年|-|/|\.)\s*(\d{1,2})(?:\s*月?|[-/.]\d{1,2}(?: .*)?)")


def month_of(text: str) -> ReportingPeriod | None:
    """Return the month that a text names: 2022-09, 2022年9月, or a day in it as Excel makes of 2022-9.

    >>> str(month_of("2022年9月")), str(month_of("2022-09-01")), month_of("九月")
    ('2022-09', '2022-09', None)
    """
    match = _MONTH.fullmatch(text.strip())
    return ReportingPeriod(int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= 12 else None
