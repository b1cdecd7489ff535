"""Does a heading say that its sums of the year end before the table's month?"""

from msgspec.structs import replace

from toolkit.intake.tables.column_choice import MONEY_IN, WHOLE_YEAR
from toolkit.intake.tables.header import Header
from toolkit.intake.values.headings import until_month
from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.period import ReportingPeriod


def leave_out_former_sums(header: Header, period: ReportingPeriod, year: AccountingYear) -> None:
    """Take the year's sums out of a heading that says that they go up to a month before the period's (H145).

    1-5月到位资金 in June's table, 一季度到位 in May's: nobody knows whether the heading or the figures were left as
    they were.  What the office said of a heading stands; a ``year`` that begins in another month is not judged.
    """
    if year != CALENDAR_YEAR:
        return
    for name in (MONEY_IN, *WHOLE_YEAR):
        column = header.columns.get(name, 0)
        until = until_month(header.heading(name)) if column and column not in header.applied else None
        if until and until < period.month:
            del header.columns[name]
            header.unknown[column] = header.headings[column]
            header.choice = replace(
                header.choice, doubts={**header.choice.doubts, column: ("column_span_former", name)}
            )
