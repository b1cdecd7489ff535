"""How are target, actual, difference, completion and pace written as formulas?"""

from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.scheme import Indicator
from toolkit.workbooks.sheet.criteria import NO_VALUE, completion, pace
from toolkit.workbooks.sheet.lights import due_of
from toolkit.workbooks.sheet.page import Page, Value, cell
from toolkit.workbooks.sheet.styles import trait_of

PACE = "超（欠）进度（百分点）"
HEADINGS = ("目标", "完成", "差额", "完成率", PACE)
# As the narrow columns of a table show them.
IN_TWO_LINES = tuple(one.replace("（百分点）", "\n（百分点）") for one in HEADINGS)
WIDTHS = (8.5, 8.5, 8.5, 8.5, 11.0)
WIDE = len(HEADINGS)


def write_variance(
    page: Page,
    row: int,
    column: int,
    indicator: Indicator,
    target: Formula | int | float | None,
    actual: Formula,
    elapsed: tuple[int, int],
    *traits: str,
) -> None:
    """Write the five cells of one target; no target or a target of zero has the rate 「—」.

    The target's cell is blank where none is set: a blank equals zero, so one test answers both.
    """
    shown = trait_of(indicator)
    if shown == "count" and isinstance(actual.value, float) and not actual.value.is_integer():
        shown = "decimal"  # a part of a project that two units brought together
    page.put(row, column, target, "cell", trait_of(indicator), *traits)
    page.put(row, column + 1, actual, "cell", shown, *traits)
    derived = derived_formulas(
        indicator, target, actual, elapsed, cell(row, column), cell(row, column + 1), cell(row, column + 3)
    )
    for offset, value, look in zip((2, 3, 4), derived, (shown, "rate", "ahead"), strict=True):
        page.put(row, column + offset, value, "cell", look, *traits)


def derived_formulas(
    indicator: Indicator,
    target: Formula | int | float | None,
    actual: Formula,
    elapsed: tuple[int, int],
    target_cell: str,
    actual_cell: str,
    rate_cell: str,
) -> tuple[Value, Value, Value]:
    """Return difference, completion rate and pace (in points) as formulas over the cells of target and actual."""
    goal = target.value if isinstance(target, Formula) else target
    done = actual.value
    difference: int | float | str = NO_VALUE
    if goal is not None and not isinstance(goal, str) and not isinstance(done, str):
        difference = done - goal
    rate = NO_VALUE if indicator.is_growth else completion(goal, done)
    # A ratio may have nothing to divide by, and of a sum nobody may have stated anything.
    if indicator.is_ratio:
        no_actual = f',{actual_cell}="{NO_DATA if done == NO_DATA else NO_VALUE}"'
    else:
        no_actual = f',{actual_cell}="{NO_DATA}"' if done == NO_DATA else ""
    no_target, no_rate = f'{target_cell}=""', f"{target_cell}=0"
    if no_actual:
        no_target, no_rate = f"OR({no_target}{no_actual})", f"OR({no_rate}{no_actual})"
    ahead = pace(indicator, rate, elapsed)
    return (
        Formula(f'=IF({no_target},"{NO_VALUE}",{actual_cell}-{target_cell})', difference),
        # A growth of -5 % against 10 % has no completion; the difference is shown.
        NO_VALUE if indicator.is_growth else Formula(f'=IF({no_rate},"{NO_VALUE}",{actual_cell}/{target_cell})', rate),
        # A share is due at any time: there is nothing to subtract.
        NO_VALUE
        if indicator.is_ratio
        else Formula(
            f'=IF({rate_cell}="{NO_VALUE}","{NO_VALUE}",ROUND(({rate_cell}-{due_of(indicator)})*100,8))', ahead
        ),
    )
