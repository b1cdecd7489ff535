"""Which earlier figures stand beside a month's? The issued ones, else those that the tables of that month give now."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from toolkit.consolidation.choose import Chosen, choose
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.variance import evaluate
from toolkit.model.comparison import Comparison
from toolkit.model.ledger import Ledger
from toolkit.model.official import OfficialFigure, in_force
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import MonthOfYear, Publication
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission

# Makes the ledger of a month, decided and counted, from the chosen tables and the system's export, if there is one.
LedgerOf = Callable[[tuple[Chosen, ...], ReportingPeriod, Submission | None], Ledger]


class Earlier(Struct, frozen=True):
    """What is known of earlier months: tables, how they are counted, exports of the system, and the newest issues."""

    submissions: tuple[Submission, ...]
    counted: LedgerOf
    scheme: Scheme
    exports: Mapping[ReportingPeriod, Submission]
    published: Mapping[ReportingPeriod, Publication]
    official: tuple[OfficialFigure, ...] = ()

    def figures(self, period: ReportingPeriod) -> MonthOfYear | None:
        """Return a month's figures: as issued, else decided and counted like this month's; ``None`` without tables."""
        issue = self.published.get(period)
        if issue is not None:
            return MonthOfYear(period, issue.elapsed, issue.figures, issue.which, issue.targets)
        scheme = self.scheme
        chosen = choose(
            self.submissions, period, carry=scheme.reading("missing_unit") == "carry", year=scheme.accounting
        )
        if not any(choice.carried_from is None for choice in chosen):
            return None
        stands = {id: one.amount for id, one in in_force(self.official, scheme, period).items()}
        table = table_of(self.counted(chosen, period, self.exports.get(period)), scheme, stands)
        passed = scheme.elapsed(period)
        figures = {indicator.id: evaluate(indicator, table, scheme, passed) for indicator in scheme.indicators}
        return MonthOfYear(period, passed, figures)

    def of_year(self, period: ReportingPeriod) -> Iterator[MonthOfYear]:
        """Yield what is known of the months of a period's year before it, ascending."""
        for month in self.scheme.accounting.months("year", period)[:-1]:
            if known := self.figures(month):
                yield known


def compared(earlier: Earlier, months: Iterable[MonthOfYear], period: ReportingPeriod) -> Iterator[Comparison]:
    """Yield the county's figures of the month before and of the same month last year.

    ``months`` are those of the period's year.  The figures are those that were issued, else what the tables sent for
    those periods give; where nothing is known of last year's months, its whole-year baselines stand in for 上年同期
    under their own name (LZ-T12), and a figure that has neither is missing.  Where months of last year are known, no
    part of a year is held against the whole of the other.  January has no month before: the sums begin anew.
    """
    scheme, year = earlier.scheme, earlier.scheme.accounting
    of_year = {month.period: month for month in months}
    former = year.year_of(period) - 1
    ends_year = year.year_of(period.shifted(1)) != year.year_of(period)
    knows_months = any(year.year_of(one) == former for one in earlier.published)
    for label, before in (("上月", period.shifted(-1)), ("上年同期", period.shifted(-12))):
        if label == "上月" and year.year_of(before) != year.year_of(period):
            told = f"各数从{period.month}月1日起重新累计，{period.month}月不与上年{before.month}月比"
            yield Comparison(label, told, {})
            continue
        if known := of_year.get(before) if label == "上月" else earlier.figures(before):
            if known.issued:
                yield Comparison(f"{label}（定稿）", f"{before.label}定稿的数（{known.issued}）", known.figures)
            else:
                yield Comparison(label, f"{before.label}各单位报送的统计表", known.figures)
        elif label == "上年同期" and (ends_year or not knows_months) and (base := _baselines(scheme, former)):
            told = "" if ends_year else f"，报送月份的数是年初到{period.month}月的"
            yield Comparison("上年全年", f"{former}年全年基数{told}", base)
        else:
            yield Comparison(label, f"没有{before.label}的统计表", {})


def _baselines(scheme: Scheme, year: int) -> dict[str, int | float | None]:
    """Return the amounts that the office stated for a whole year, by indicator."""
    # A growth rate since a base year is not a figure of that year.
    stated = ((indicator.id, indicator.baseline) for indicator in scheme.indicators if not indicator.is_growth)
    return {id: baseline.amount for id, baseline in stated if baseline is not None and baseline.year == year}
