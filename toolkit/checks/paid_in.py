"""Is a 到位资金 plausible? A sum since January neither falls, nor vanishes, nor exceeds the project's investment.

An implausible amount is held back: until a person says what is right the last certain sum stands; its project stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.checks.likely_sums import choices_after, choices_of_month, proposal_of
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.gaps import columns_of
from toolkit.model.money import in_yi
from toolkit.model.money_doubt import MoneyDoubt
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project, Submission
from toolkit.model.units import parse_unit

# Up to twice the investment a sum may be true (works that cost more); beyond, a unit or a column was mistaken.
BELIEVABLE_TIMES = 2
# A dollar has been worth more than six yuan since 2008: so much the foreign money is at least.
LEAST_YUAN = 6
_NUMBER = expression(r"(\d+(?:\.\d+)?)(\D*)")
# So much smaller than last time an investment stands in another unit.
UNIT_APART = 1_000
TALKS = "在谈"
PAID_IN = "paid_in_yuan"
# What a table counts since the beginning of its year.
YEAR_SUMS = (PAID_IN, "paid_in_month_yuan", "fdi_usd", "trade_yuan", "land_mu", "floor_sqm", "idle_mu")
# Which month's sum counts meanwhile, where no table says of which it is.
LAST_MONTH = "上月"
# What is said of the column as a whole explains its empty cells.
COLUMN_EXPLAINED = frozenset(
    {
        "column_rivals",
        "column_span_unclear",
        "column_span_other",
        "column_span_former",
        "column_unit_missing",
        "column_unit_wrong",
        "column_asked",
    }
)


class Doubtful(Struct, frozen=True):
    """What is doubtful about a project's money: its finding, if it needs one; ``money`` where 到位资金 waits.

    ``foreign`` tells that 实际利用外资 does not count meanwhile.
    """

    project: Project
    finding: Finding | None
    money: MoneyDoubt | None = None
    foreign: bool = False

    @property
    def held(self) -> dict[str, Any]:
        """The fields of the project that change meanwhile, with what they hold."""
        sums = {} if self.money is None else {PAID_IN: None, "money": self.money}
        return {**sums, "fdi_usd": None} if self.foreign else sums


Before = Callable[[Project], Project | None]
# The month of each earlier file.
Months = Mapping[str, ReportingPeriod]
NO_MONTHS: Months = MappingProxyType({})
Look = Callable[[Project, Project | None], Doubtful | None]


def doubtful_money(submission: Submission, before: Before, months: Months = NO_MONTHS) -> Iterator[Doubtful]:
    """Yield what is doubtful about the money of each project, at most one thing a cell, the weightiest first.

    ``before`` returns the same project in the unit's last table of the year, with its last certain sum, or ``None``;
    ``months`` says of which month each earlier file is.
    """
    for one, earlier in _doubtful(submission, before):
        sourced = _with_source(one, earlier)
        yield replace(sourced, finding=_dated(sourced, submission, months))


def _doubtful(submission: Submission, before: Before) -> Iterator[tuple[Doubtful, Project | None]]:
    unread = {one.cell: one for one in submission.findings if one.severity is not Severity.NOTE}
    other_month = _is_of_another_month(submission)
    explained = {one.cell.column for one in submission.findings if one.kind in COLUMN_EXPLAINED}
    for project in submission.projects:
        if project.money is not None and project.money.settled:
            continue  # the office has corrected it
        earlier = before(project)
        column = project.columns.get(PAID_IN)
        is_unread = project.paid_in_yuan is None and bool(unread) and project.cell(PAID_IN) in unread
        if not column or is_unread or column in explained:
            finding = unread.get(project.cell(PAID_IN)) if column else None
            said = _standing(project, earlier, finding), _foreign_above(project, earlier)
            yield from ((one, earlier) for one in said if one is not None)
        elif doubtful := _first(project, earlier):
            yield _once(doubtful, earlier, explained=other_month), earlier


def _first(project: Project, earlier: Project | None) -> Doubtful | None:
    for look in _LOOKS if earlier else _LOOKS_ALONE:
        if doubtful := look(project, earlier):
            return doubtful
    return None


def of_former_year(submission: Submission) -> dict[str, Any]:
    """Return what is empty meanwhile in each project of a table that says that it is of a former year (F115).

    Its sums were counted since another January: nothing crosses New Year unasked.
    """
    former = any(one.kind == "period_of_former_year" for one in submission.findings)
    return dict.fromkeys(YEAR_SUMS) if former else {}


def columns_gone(submission: Submission, doubtful: Iterable[Doubtful], months: Months = NO_MONTHS) -> Iterator[Finding]:
    """Yield the one finding of a table that has lost its column of 到位资金."""
    stand = [one.money for one in doubtful if one.money and not one.project.columns.get(PAID_IN)]
    if stand and not any(one.kind in COLUMN_EXPLAINED for one in submission.findings):
        then = "、".join(dict.fromkeys(_month_of(one, submission, months) for one in stand))
        whole = in_yi(sum(one.before or 0 for one in stand))
        yield found("paid_in_column_gone", submission.ref(), count=len(stand), then=then, sum=whole)


def _is_of_another_month(submission: Submission) -> bool:
    """Tell whether the table says of itself that it is of an earlier month: then its sums are, too (F108)."""
    months = [one.meaning for one in submission.told if one.what == "month"]
    return any("" < one < str(submission.period) for one in months)


def _standing(project: Project, earlier: Project | None, finding: Finding | None) -> Doubtful | None:
    """Return what could not be read and has a finding already: the last certain sum stands there, too."""
    then = earlier.paid_in_yuan if earlier else None
    if not then or project.stage == ENDED or project.paid_in_yuan is not None:
        return None
    if finding is None:
        return Doubtful(project, None, MoneyDoubt("paid_in_column_gone", None, then))
    # An amount of impossible size was not read; put right by its unit it may be believable.
    impossible = _typed(finding) if finding.kind == "implausible_amount" else None
    likely = choices_after(impossible, then, _believed_investment(project, earlier))
    choices = tuple((words, sum_) for words, sum_ in likely if sum_ != impossible)
    proposal = proposal_of(project, finding.kind, then, choices)
    return Doubtful(project, None, MoneyDoubt(finding.kind, None, then, choices, proposal))


def _believed_investment(project: Project, earlier: Project | None) -> int | None:
    """Return the project's investment, that of last time where its unit is in doubt as well."""
    now, then = project.investment_yuan, earlier.investment_yuan if earlier else None
    return then if then and (not now or now * UNIT_APART < then) else now


def _typed(finding: Finding) -> int | None:
    """Return in 元 what an amount of impossible size says as it stands, ``None`` where it is no plain number."""
    details = dict(finding.details)
    match = _NUMBER.fullmatch(details.get("typed", "").replace(",", ""))
    unit = parse_unit(match[2] or details.get("unit") or "亿元") if match else None
    return int(Decimal(match[1]) * int(unit.size)) if match and unit else None


def _once(doubtful: Doubtful, earlier: Project | None, *, explained: bool) -> Doubtful:
    """Return the doubt as it was first asked while the cell stays as it was; without a question where F108 says why."""
    money = doubtful.money
    if money is None:
        return doubtful
    if explained and money.before is not None:
        return replace(doubtful, finding=None, money=replace(money, kind="period_mismatch", choices=(), proposal=""))
    asked = earlier.money if earlier else None
    if asked is None or (asked.kind, asked.typed) != (money.kind, money.typed) or earlier is None:
        return doubtful
    # The month's own sum once more in the same height is another one: it is asked about again.
    added = asked.typed and asked.before is not None and earlier.paid_in_yuan == asked.typed + asked.before
    return doubtful if added else replace(doubtful, money=replace(asked, settled=False))


def _with_source(doubtful: Doubtful, earlier: Project | None) -> Doubtful:
    """Return the doubt with the cell in which the sum stands that counts meanwhile."""
    if doubtful.money is None or earlier is None:
        return doubtful
    stood = earlier.money
    is_carried = stood is not None and not stood.settled and stood.source is not None
    source = stood.source if stood and is_carried else earlier.cell(PAID_IN)
    return replace(doubtful, money=replace(doubtful.money, source=source))


def _month_of(money: MoneyDoubt, submission: Submission, months: Months) -> str:
    """Return the month whose sum counts meanwhile: 5月, with its year where it is another than the table's."""
    month = months.get(money.source.file) if money.source else None
    if month is None:
        return LAST_MONTH
    return f"{month.month}月" if submission.period and month.year == submission.period.year else month.label


def _dated(doubtful: Doubtful, submission: Submission, months: Months) -> Finding | None:
    """Return the finding with the month that it takes a sum from: a unit may have left a month out."""
    finding, money = doubtful.finding, doubtful.money
    if finding is None or money is None or (then := _month_of(money, submission, months)) == LAST_MONTH:
        return finding
    details = dict(finding.details)
    named = {key: details[key].replace(LAST_MONTH, then) for key in ("then", "meanwhile") if key in details}
    return replace(finding, details=tuple((details | named).items()))


def standing_told(
    findings: Iterable[Finding], doubtful: Iterable[Doubtful], submission: Submission, months: Months = NO_MONTHS
) -> list[Finding]:
    """Return the findings with what counts meanwhile in cells that could not be read: a former sum, not nothing."""
    standing = {one.project.cell(PAID_IN): one for one in doubtful if one.money and one.finding is None}

    def told(finding: Finding) -> Finding:
        one, details = standing.get(finding.cell), dict(finding.details)
        if one is None or one.money is None or "meanwhile" not in details:
            return finding
        details["meanwhile"] = _meanwhile(one.money.before)
        stands = replace(finding, details=tuple(details.items()))
        return _dated(replace(one, finding=stands), submission, months) or stands

    return [told(finding) for finding in findings]


def _meanwhile(before: int | None) -> str:
    return "本格暂不计入" if before is None else f"暂按{LAST_MONTH}的 {in_yi(before)} 亿元计入"


def _waits(project: Project, kind: str, before: int | None, cell_details: dict[str, str]) -> Doubtful:
    typed = project.paid_in_yuan
    choices = choices_after(typed, before, project.investment_yuan)
    money = MoneyDoubt(kind, typed, before, choices, proposal_of(project, kind, before, choices))
    return Doubtful(project, found(kind, project.cell(PAID_IN), **cell_details), money)


def _above(project: Project, earlier: Project | None) -> Doubtful | None:
    """Report more than the investment, unless a person has let the sum stand above it before."""
    paid_in, investment = project.paid_in_yuan, project.investment_yuan
    if paid_in is None or not investment or paid_in <= investment or project.stage == ENDED:
        return None
    then = earlier.paid_in_yuan if earlier else None
    if then is not None and then > investment and then <= paid_in <= then * BELIEVABLE_TIMES:
        return None
    details = {"investment": in_yi(investment), "meanwhile": _meanwhile(then)}
    if paid_in <= investment * BELIEVABLE_TIMES:
        return _waits(project, "paid_in_exceeds_investment", then, {**details, "paid_in": in_yi(paid_in)})
    times = f"{paid_in / investment:.1f}"
    return _waits(project, "paid_in_far_above", then, {**details, "typed": in_yi(paid_in), "times": times})


def _vanished(project: Project, earlier: Project | None) -> Doubtful | None:
    if project.paid_in_yuan is not None or earlier is None or not earlier.paid_in_yuan or project.stage == ENDED:
        return None
    details = {"then": LAST_MONTH, "before": in_yi(earlier.paid_in_yuan)}
    return _waits(project, "paid_in_blank", earlier.paid_in_yuan, details)


def _fallen(project: Project, earlier: Project | None) -> Doubtful | None:
    """Report a sum that falls; where the month's own amount may have been typed for it, propose the sum."""
    now, then = project.paid_in_yuan, earlier.paid_in_yuan if earlier else None
    # What has ended gives its money back: the fall is explained.
    if now is None or then is None or now >= then or project.stage == ENDED:
        return None
    details = {"typed": in_yi(now), "then": LAST_MONTH, "before": in_yi(then), "together": in_yi(now + then)}
    return _waits(project, "paid_in_fell", then, details)


def _of_month(project: Project, earlier: Project | None) -> Doubtful | None:
    """Report the month's own amount typed for the sum since January, where another column of the table shows it."""
    now, then = project.paid_in_yuan, earlier.paid_in_yuan if earlier else None
    if not now or not then or now == then or earlier is None or project.stage == ENDED:
        return None
    if now == project.paid_in_month_yuan:
        why = "和本月到位资金一样"
    elif earlier.paid_in_total_yuan and now == (project.paid_in_total_yuan or 0) - earlier.paid_in_total_yuan:
        why = "正好是开工以来累计数本月增加的数"
    else:
        return None
    sums = {"typed": in_yi(now), "before": in_yi(then), "together": in_yi(now + then)}
    details = {**sums, "then": LAST_MONTH, "why": why}
    money = MoneyDoubt("paid_in_of_month", now, then, *choices_of_month(now, then))
    return Doubtful(project, found("paid_in_of_month", project.cell(PAID_IN), **details), money)


def _without_foreign(project: Project, _: Project | None) -> Doubtful | None:
    if not project.fdi_usd or project.paid_in_yuan is not None:
        return None
    finding = found("paid_in_without_foreign", project.cell(PAID_IN), dollars=_in_wan(project))
    return Doubtful(project, finding, MoneyDoubt("paid_in_without_foreign", None, None))


def _foreign_above(project: Project, _: Project | None) -> Doubtful | None:
    """The documents do not say whether 到位资金 holds the foreign money; more than the investment it cannot be."""
    investment, dollars = project.investment_yuan, project.fdi_usd
    if not investment or not dollars or dollars * LEAST_YUAN <= investment:
        return None
    details = {"typed": _in_wan(project), "investment": in_yi(investment)}
    return Doubtful(project, found("foreign_above_investment", project.cell("fdi_usd"), **details), foreign=True)


def _before_contract(project: Project, _: Project | None) -> Doubtful | None:
    # A registration is no contract: investors often found the company first.
    dated = project.signed_on or project.started_on or project.produced_on
    if not project.paid_in_yuan or project.stage != TALKS or dated:
        return None
    details = {"typed": in_yi(project.paid_in_yuan)}
    return Doubtful(project, found("paid_in_before_contract", project.cell(PAID_IN), **details))


_LOOKS: tuple[Look, ...] = (
    _above,
    _vanished,
    _fallen,
    _of_month,
    _without_foreign,
    _foreign_above,
    _before_contract,
)
# Those that look at nothing but the month's own row.
_LOOKS_ALONE: tuple[Look, ...] = (_above, _without_foreign, _foreign_above, _before_contract)


def paid_in_untold(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """A table without 到位资金 tells nothing of its projects' money: not 0, and the county's figure needs it.

    Of a column that the heading's reading has asked about already, nothing more is said; one that is only named as not
    used (去年到位资金) asks nothing.  Columns that most projects
    have nothing for (land, foreign money) are not asked for at the unit: a unit without any needs no column.
    """
    if not any("paid_in_yuan" in columns_of(one, scheme) for one in scheme.indicators):
        return
    named = {"paid_in_yuan", "paid_in_month_yuan", "paid_in_total_yuan"}
    lacking = [project for project in submission.projects if named.isdisjoint(project.columns)]
    weighty = [one for one in submission.findings if one.severity is not Severity.NOTE]
    asked = any("到位" in str(value) for one in weighty for _, value in one.details)
    if lacking and not asked:
        yield found("paid_in_untold", submission.ref(), count=len(lacking))


def _in_wan(project: Project) -> str:
    return f"{(project.fdi_usd or 0) / 10_000:,.2f}".rstrip("0").rstrip(".")
