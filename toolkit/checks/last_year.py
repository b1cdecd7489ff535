"""Does a table go on adding up after New Year? 到位资金 is the year's: what holds last year's sum is asked about.

A unit that copies December's table counts last year's money a second time.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from toolkit.checks.paid_in import PAID_IN, Before, Doubtful
from toolkit.model.findings import found
from toolkit.model.former import FormerSums
from toolkit.model.money import in_yi
from toolkit.model.money_doubt import AS_TYPED, OF_THIS_YEAR, MoneyDoubt
from toolkit.model.origin import Origin
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project, Submission

KIND = "paid_in_of_last_year"
# So little more than last year's whole sum is hardly what came since January alone.
NEAR = 1.2
# Of so many projects that all reach last year's sums, none has begun anew.
SEVERAL = 2
NOTHING_LAST_YEAR: Mapping[Origin, FormerSums] = MappingProxyType({})


def carried_over(
    submission: Submission, before: Before, last_year: Mapping[Origin, FormerSums], doubted: Iterable[Doubtful]
) -> Iterator[Doubtful]:
    """Yield the projects whose first 到位资金 of a year seems to hold last year's; ``last_year`` is by origin.

    It is held back: nothing of it counts until a person says how much is this year's.  What is doubted already is not
    asked about twice.
    """
    if not last_year:
        return
    known = {one.project.ref for one in doubted if one.money}
    reported = [
        (one, then, now)
        for one in submission.projects
        if (then := former_of(one, last_year).paid_in_yuan) and (now := one.paid_in_yuan) is not None
    ]
    reaching = [(one, then, now) for one, then, now in reported if now >= then]
    together = len(reaching) == len(reported) >= SEVERAL
    for project, then, now in reaching:
        is_open = project.ref not in known and not (project.money and project.money.settled)
        if is_open and project.stage != ENDED and _is_doubtful(before(project), then, now, together=together):
            yield _asked(project, then, now)


def former_of(project: Project, last_year: Mapping[Origin, FormerSums]) -> FormerSums:
    """Return what a project's sums came to in the year before; none of them where it was not reported then."""
    return last_year.get(project.origin, FormerSums()) if project.origin else FormerSums()


def _is_doubtful(earlier: Project | None, then: int, now: int, *, together: bool) -> bool:
    """Tell whether a sum that reaches last year's may hold it: the first, or one after such a sum was settled."""
    if earlier is None or earlier.paid_in_yuan is None:
        return together or now <= then * NEAR
    was_asked = earlier.money is not None and earlier.money.kind == KIND
    return was_asked and now - then >= earlier.paid_in_yuan


def _asked(project: Project, then: int, now: int) -> Doubtful:
    choices = ((OF_THIS_YEAR, now - then), (AS_TYPED, now))
    finding = found(KIND, project.cell(PAID_IN), typed=in_yi(now), then=in_yi(then), this_year=in_yi(now - then))
    return Doubtful(project, finding, MoneyDoubt(KIND, now, None, choices, OF_THIS_YEAR))
