"""Which projects hold back the target lines that are farthest behind? What a circular may say of them, no more."""

from collections.abc import Sequence

from toolkit.model import leader
from toolkit.model.ledger import Consolidation, TargetStanding
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Indicator
from toolkit.model.stages import stage_rank

LINES, PROJECTS = 3, 2  # so many lines are told with their projects, and so many projects of each
SIGNED = stage_rank("签约")


def causes(result: Consolidation) -> tuple[tuple[str, str], ...]:
    """Return (target line, its projects in words) of those farthest behind by the figure that lines are ranked by.

    A project without a contract is nobody's to print, so only signed ones are named.
    """
    by = leader.leading(result)
    if by is None:
        return ()
    distance = [(ahead, one) for one in result.standings if (ahead := one.variances[by.id].ahead) is not None]
    behind = sorted((one for one in distance if one[0] < 0), key=lambda one: one[0])[:LINES]
    names = leader.line_names(one.line for one in result.standings)
    return tuple((names[standing.line.label], _reason(result, standing, by)) for _, standing in behind)


def _reason(result: Consolidation, standing: TargetStanding, by: Indicator) -> str:
    """Return what holds a line back, by the projects that the figure takes in: another's money would not move it."""
    entries = [
        one
        for one in result.ledger.counted.entries
        if one.target_row == standing.key and stage_rank(one.stage) >= SIGNED
    ]
    if not entries:
        return "尚无签约项目"
    counted = leader.members(entries, by)
    if by.column != "paid_in_yuan" or not counted:
        return f"已签约项目{len(entries)}个，其中计入{by.name}的{len(counted)}个"
    known = [one for one in counted if _is_whole(one, result)]
    owed = [(one, (one.investment_yuan or 0) - (one.paid_in_yuan or 0)) for one in known]
    most = [one for one, rest in sorted(owed, key=lambda one: -one[1]) if rest > 0]
    if not most and len(known) < len(counted):
        paid = sum(one.paid_in_yuan or 0 for one in counted)
        return f"已签约项目{len(counted)}个，本年到位{in_yi(paid)}亿元"
    if not most:
        return f"已签约项目{len(counted)}个，资金均已到位"
    begun = any(one.paid_in_yuan != 0 for one in most)
    return f"{_named(most, paid=begun)}资金尚未{'全部' if begun else ''}到位"


def _is_whole(entry: LedgerEntry, result: Consolidation) -> bool:
    """Tell whether the money paid in is all there is: of a project of earlier years the year's part says too little.

    It is all where the rulebook counts what was paid since the beginning, where the project is of this year, or where
    the year's part alone covers the investment.
    """
    if any(one.id == "paid_in_span" and one.value == "total" for one in result.scheme.readings):
        return True
    year, day = result.scheme.accounting, entry.signed_on or ""
    signed = ReportingPeriod(int(day[:4]), int(day[5:7])) if len(day) >= len("2022-05") else None
    first = year.year_of(signed) if signed else int(day[:4] or 0)
    return first == year.year_of(result.period) or (entry.paid_in_yuan or 0) >= (entry.investment_yuan or 0)


def _named(entries: Sequence[LedgerEntry], *, paid: bool) -> str:
    said = [
        f"“{one.name}”（投资总额{in_yi(one.investment_yuan or 0)}亿元{f'，{_paid(one)}' if paid else ''}）"
        for one in entries[:PROJECTS]
    ]
    return "、".join(said) + (f"等{len(entries)}个项目" if len(entries) > PROJECTS else "")


def _paid(entry: LedgerEntry) -> str:
    if entry.paid_in_yuan is None:
        return "到位资金未填报"
    return f"到位{in_yi(entry.paid_in_yuan)}亿元" if entry.paid_in_yuan else "尚未到位"
