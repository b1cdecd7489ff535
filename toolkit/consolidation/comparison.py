"""Which earlier figures stand beside a month's? Those of the month before, and of the same month last year."""

from collections.abc import Callable, Iterator

from toolkit.consolidation.choose import Chosen, choose
from toolkit.consolidation.variance import evaluate, frame
from toolkit.model.comparison import Comparison
from toolkit.model.ledger import Ledger
from toolkit.model.period import ReportingPeriod, elapsed_share
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission

# Makes the ledger of a month, decided and counted, from the chosen tables and the system's export, if there is one.
LedgerOf = Callable[[tuple[Chosen, ...], ReportingPeriod, Submission | None], Ledger]


def compared(
    submissions: tuple[Submission, ...],
    counted: LedgerOf,
    scheme: Scheme,
    period: ReportingPeriod,
    export_before: Submission | None,
) -> Iterator[Comparison]:
    """Yield the county's figures of the month before and of the same month last year.

    They come from the tables sent for those periods, decided and counted like this month's; without any, last
    year's whole-year baselines stand in for 上年同期 under their own name (LZ-T12), and a figure that has neither
    is missing.  January has no month before: the sums begin anew.
    """
    for label, earlier in (("上月", period.shifted(-1)), ("上年同期", period.shifted(-12))):
        if label == "上月" and earlier.year != period.year:
            yield Comparison(label, "各数从1月1日起重新累计，1月不与上年12月比", {})
            continue
        chosen = choose(submissions, earlier, carry=scheme.reading("missing_unit") == "carry")
        if any(choice.carried_from is None for choice in chosen):
            table = frame(counted(chosen, earlier, export_before if label == "上月" else None), scheme)
            passed = elapsed_share(earlier, by=scheme.reading("elapsed_by"))
            figures = {indicator.id: evaluate(indicator, table, scheme, passed) for indicator in scheme.indicators}
            yield Comparison(label, f"{earlier.label}各单位报送的统计表", figures)
        elif label == "上年同期" and (base := _baselines(scheme, period.year - 1)):
            yield Comparison("上年全年", f"{period.year - 1}年全年基数", base)
        else:
            yield Comparison(label, f"没有{earlier.label}的统计表", {})


def _baselines(scheme: Scheme, year: int) -> dict[str, int | float | None]:
    """Return the amounts that the office stated for a whole year, by indicator."""
    # A growth rate since a base year is not a figure of that year.
    stated = ((indicator.id, indicator.baseline) for indicator in scheme.indicators if not indicator.is_growth)
    return {id: baseline.amount for id, baseline in stated if baseline is not None and baseline.year == year}
