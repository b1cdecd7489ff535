"""Do a row's columns of 到位资金 agree? 本月, 本年 and 开工至今累计 of one row, and with those of the month before."""

from collections.abc import Iterator, Mapping

from toolkit.checks.last_year import NOTHING_LAST_YEAR, former_of
from toolkit.checks.paid_in import BELIEVABLE_TIMES, NO_MONTHS, PAID_IN, Before, Months
from toolkit.model.findings import Finding, found
from toolkit.model.former import FormerSums
from toolkit.model.money import in_yi
from toolkit.model.origin import Origin
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project, Submission

MONTH, TOTAL = "paid_in_month_yuan", "paid_in_total_yuan"
# What rounding to 0.01亿元 may make of a sum of two, and what nobody writes down exactly.
ROUNDED_YUAN, ROUNDED = 1_000_000, 0.02


def columns_differ(
    submission: Submission,
    before: Before,
    months: Months = NO_MONTHS,
    last_year: Mapping[Origin, FormerSums] = NOTHING_LAST_YEAR,
) -> Iterator[Finding]:
    """Yield, once a row, what its columns of 到位资金 say against each other; each column counts as it is filled in.

    ``before`` returns the project as it was reported last in this year, ``months`` of which month each file is;
    ``last_year`` holds what its sums came to in the year before.
    """
    for project in submission.projects:
        columns = [name for name in (PAID_IN, MONTH, TOTAL) if project.columns.get(name)]
        if len(columns) < 2 or project.stage == ENDED or project.money is not None:
            continue
        earlier = before(project)
        then = earlier.paid_in_total_yuan if earlier else former_of(project, last_year).total_yuan
        told = (*_of_row(project), *_fallen(project, then), *_not_added(project, earlier, submission, months))
        for name, why in told[:1]:
            yield found("paid_in_columns_differ", project.cell(name), why=why)


def _of_row(project: Project) -> Iterator[tuple[str, str]]:
    year, month, total = project.paid_in_yuan, project.paid_in_month_yuan, project.paid_in_total_yuan
    for name, words, sum_ in ((MONTH, "本月", month), (TOTAL, "开工至今累计", total)):
        if sum_ and project.investment_yuan and sum_ > project.investment_yuan * BELIEVABLE_TIMES:
            yield name, f"{words} {in_yi(sum_)} 亿元远大于投资总额 {in_yi(project.investment_yuan)} 亿元"
    if month and year is not None and _exceeds(month, year):
        yield MONTH, f"本月 {in_yi(month)} 亿元大于本年 {in_yi(year)} 亿元"
    if year and total is not None and _exceeds(year, total):
        yield PAID_IN, f"本年 {in_yi(year)} 亿元大于开工至今累计 {in_yi(total)} 亿元"


def _fallen(project: Project, then: int | None) -> Iterator[tuple[str, str]]:
    now = project.paid_in_total_yuan
    if then and now is not None and _exceeds(then, now):
        yield TOTAL, f"开工至今累计上次是 {in_yi(then)} 亿元，这次是 {in_yi(now)} 亿元，变少了"


def _not_added(
    project: Project, earlier: Project | None, submission: Submission, months: Months
) -> Iterator[tuple[str, str]]:
    """Last month's sum of the year and this month's amount make this month's sum, where the month before is known."""
    period, year, month = submission.period, project.paid_in_yuan, project.paid_in_month_yuan
    then = earlier.paid_in_yuan if earlier else None
    if earlier is None or period is None or year is None or month is None or then is None:
        return
    follows = months.get(earlier.ref.file) == period.shifted(-1)
    if follows and (_exceeds(then + month, year) or _exceeds(year, then + month)):
        yield PAID_IN, f"上月本年 {in_yi(then)} 亿元，加本月 {in_yi(month)} 亿元，和本年 {in_yi(year)} 亿元对不上"


def _exceeds(larger: int, smaller: int) -> bool:
    return larger - smaller > max(ROUNDED_YUAN, ROUNDED * larger)
