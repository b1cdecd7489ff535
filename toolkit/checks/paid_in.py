"""Is a 到位资金 plausible? A sum since January neither falls, nor vanishes, nor exceeds the project's investment.

An implausible amount is held back: the cell counts nowhere until a person says what is right; its project stays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.model.findings import Finding, found
from toolkit.model.gaps import columns_of
from toolkit.model.money import in_yi
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project, Submission

# Up to twice the investment a sum may be true (works that cost more); beyond, a unit or a column was mistaken.
BELIEVABLE_TIMES = 2
# A dollar has been worth more than six yuan since 2008: so much the foreign money is at least.
LEAST_YUAN = 6
TALKS = "在谈"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A finding about a project's money; ``held`` is the field whose cell does not count meanwhile, '' for none."""

    project: Project
    finding: Finding
    held: str = "paid_in_yuan"


Before = Callable[[Project], Project | None]
Look = Callable[[Project, Project | None], Doubtful | None]


def doubtful_money(submission: Submission, before: Before) -> Iterator[Doubtful]:
    """Yield what is doubtful about the money of each project, at most one thing a cell, the weightiest first.

    ``before`` returns the same project in the unit's table of the month before in the same year, if there is one.
    """
    remarked = {finding.cell for finding in submission.findings}
    for project in submission.projects:
        earlier = before(project)
        looks = _LOOKS if project.columns.get("paid_in_yuan") else (_foreign_above,)  # else the whole table is asked
        doubtful = _first(looks, project, earlier)
        # A cell that could not be read has a finding already.
        if doubtful and looks is _LOOKS and project.cell("paid_in_yuan") in remarked:
            doubtful = _foreign_above(project, earlier)
        if doubtful:
            yield doubtful


def _first(looks: Sequence[Look], project: Project, earlier: Project | None) -> Doubtful | None:
    for look in looks:
        if doubtful := look(project, earlier):
            return doubtful
    return None


def _far_above(project: Project, _: Project | None) -> Doubtful | None:
    paid_in, investment = project.paid_in_yuan, project.investment_yuan
    if paid_in is None or not investment or paid_in <= investment * BELIEVABLE_TIMES:
        return None
    details = {"typed": in_yi(paid_in), "investment": in_yi(investment), "times": f"{paid_in / investment:.1f}"}
    return Doubtful(project, found("paid_in_far_above", project.cell("paid_in_yuan"), **details))


def _vanished(project: Project, earlier: Project | None) -> Doubtful | None:
    if project.paid_in_yuan is not None or earlier is None or not earlier.paid_in_yuan:
        return None
    sum_before = in_yi(earlier.paid_in_yuan)
    return Doubtful(project, found("paid_in_blank", project.cell("paid_in_yuan"), before=sum_before))


def _fallen(project: Project, earlier: Project | None) -> Doubtful | None:
    """Report a sum that falls; where the month's own amount may have been typed for it, propose the sum."""
    now, then = project.paid_in_yuan, earlier.paid_in_yuan if earlier else None
    if now is None or then is None or now >= then:
        return None
    details = {"typed": in_yi(now), "before": in_yi(then), "together": in_yi(now + then)}
    return Doubtful(project, found("paid_in_fell", project.cell("paid_in_yuan"), **details))


def _without_foreign(project: Project, _: Project | None) -> Doubtful | None:
    if not project.fdi_usd or project.paid_in_yuan is not None:
        return None
    return Doubtful(project, found("paid_in_without_foreign", project.cell("paid_in_yuan"), dollars=_in_wan(project)))


def _foreign_above(project: Project, _: Project | None) -> Doubtful | None:
    """The documents do not say whether 到位资金 holds the foreign money; more than the investment it cannot be."""
    investment, dollars = project.investment_yuan, project.fdi_usd
    if not investment or not dollars or dollars * LEAST_YUAN <= investment:
        return None
    details = {"typed": _in_wan(project), "investment": in_yi(investment)}
    finding = found("foreign_above_investment", project.cell("fdi_usd"), **details)
    return Doubtful(project, finding, held="fdi_usd")


def _before_contract(project: Project, _: Project | None) -> Doubtful | None:
    # A registration is no contract: investors often found the company first.
    dated = project.signed_on or project.started_on or project.produced_on
    if not project.paid_in_yuan or project.stage != TALKS or dated:
        return None
    details = {"typed": in_yi(project.paid_in_yuan)}
    return Doubtful(project, found("paid_in_before_contract", project.cell("paid_in_yuan"), **details), held="")


_LOOKS = (
    _far_above,
    _vanished,
    _fallen,
    _without_foreign,
    _foreign_above,
    _before_contract,
)


def paid_in_untold(submission: Submission, scheme: Scheme) -> Iterator[Finding]:
    """A table without 到位资金 tells nothing of its projects' money: not 0, and the county's figure needs it.

    Of a column that the heading's reading has asked about already, nothing more is said.  Columns that most projects
    have nothing for (land, foreign money) are not asked for at the unit: a unit without any needs no column.
    """
    if not any("paid_in_yuan" in columns_of(one, scheme) for one in scheme.indicators):
        return
    named = {"paid_in_yuan", "paid_in_month_yuan", "paid_in_total_yuan"}
    lacking = [project for project in submission.projects if named.isdisjoint(project.columns)]
    asked = any("到位" in str(value) for one in submission.findings for _, value in one.details)
    if lacking and not asked:
        yield found("paid_in_untold", submission.ref(), count=len(lacking))


def _in_wan(project: Project) -> str:
    return f"{(project.fdi_usd or 0) / 10_000:,.2f}".rstrip("0").rstrip(".")
