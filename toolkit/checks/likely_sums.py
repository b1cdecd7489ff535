"""Which sums may a doubtful 到位资金 be? In words with the sum, and the likeliest where the evidence is strong."""

from toolkit.model.expressions import expression
from toolkit.model.money_doubt import ADDED_UP, AS_BEFORE, AS_TYPED, IN_WAN, IN_YI, POINT_SLIPPED
from toolkit.model.submission import Project

Choices = tuple[tuple[str, int], ...]
WAN = 10_000
# A sum since January seldom grows by more than half in a month: within that a slipped point is put right.
GROWTH = 1.5
# So much less than an even month a month's own amount may be.
LEAST_SHARE = 0.2
GIVEN_BACK = expression(r"退回|退还|退资|撤资|核减|冲减|冲回|审减")


def choices_after(typed: int | None, before: int | None, investment: int | None = None) -> Choices:
    """Return the likely sums (元) of a cell that says ``typed`` after ``before``, each once, under its words."""
    likely = []
    if typed and before is not None and WAN < typed < before:
        likely.append((ADDED_UP, typed + before))
    if typed is not None:
        likely.append((AS_TYPED, typed))
    if before is not None:
        likely.append((AS_BEFORE, before))
    if typed:
        slips = [
            (POINT_SLIPPED, typed * 10),
            (POINT_SLIPPED, typed // 10),
            (IN_WAN, typed // WAN),
            (IN_YI, typed * WAN),
        ]
        likely += [(words, sum_) for words, sum_ in slips if _repairs(typed, sum_, before, investment)]
    once: dict[int, str] = {}
    for words, sum_ in likely:
        once.setdefault(sum_, words)
    return tuple((words, sum_) for sum_, words in once.items())


def choices_of_month(typed: int, before: int) -> tuple[Choices, str]:
    """Return the likely sums of a month's own amount typed as the sum since January, and the likeliest."""
    return ((ADDED_UP, typed + before), (AS_TYPED, typed), (AS_BEFORE, before)), ADDED_UP


def _repairs(typed: int, sum_: int, before: int | None, investment: int | None) -> bool:
    """Tell whether another sum is believable where the one typed is not."""
    if investment and sum_ > investment:
        return False
    if before:
        return before <= sum_ <= before * GROWTH
    # Without a sum before, only what stands far above the investment, or is next to nothing, is of another size.
    if sum_ == typed * WAN:
        return bool(investment) and typed < WAN
    return bool(investment) and typed > (investment or 0) and (sum_ == typed // WAN or 10 * sum_ >= (investment or 0))


def proposal_of(project: Project, kind: str, before: int | None, choices: Choices) -> str:
    """Return the words of the likelier choice, '' where nothing speaks for one alone."""
    offered = {words for words, _ in choices}
    slips = offered & {POINT_SLIPPED, IN_WAN, IN_YI}
    if kind == "paid_in_blank":
        return AS_BEFORE
    if kind == "paid_in_fell" and before:
        if GIVEN_BACK.search(project.progress or ""):
            return AS_TYPED
        own = ADDED_UP in offered and _is_like_a_month(project, before)
        if own and (not slips or project.paid_in_yuan == project.paid_in_month_yuan):
            return ADDED_UP
        return slips.pop() if len(slips) == 1 and not own else ""
    return slips.pop() if len(slips) == 1 and before else ""


def _is_like_a_month(project: Project, before: int) -> bool:
    """Tell whether the amount is much smaller than the sum before, and in the height of what came in a month so far."""
    typed, investment = project.paid_in_yuan or 0, project.investment_yuan
    if typed == project.paid_in_month_yuan:
        return True
    believable = not investment or typed + before <= investment
    return believable and LEAST_SHARE * before / 12 <= typed <= before / 2
