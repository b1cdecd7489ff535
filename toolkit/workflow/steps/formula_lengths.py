"""Would an indicator's formula be longer than Excel takes? Then the rulebook is refused before one is written."""

from pathlib import Path

from toolkit.model.clause import Criterion
from toolkit.model.errors import ToolkitError
from toolkit.model.scheme import Scheme
from toolkit.model.unstated import OF_EVERY_PROJECT
from toolkit.schemes.loader import load
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges

LEDGER, LAST_ROW, LONGEST_FORMULA = "项目台账", 1_048_576, 8192


def too_long(scheme: Scheme) -> list[str]:
    """Return a sentence for each indicator whose formula would have more signs than Excel takes."""
    figures = Figures(scheme, LedgerRanges(LEDGER, 4, LAST_ROW, scheme.own_columns), ())
    lengths: dict[str, int] = {}
    for one in scheme.indicators:
        parts = [lengths[id] for id in (one.numerator, one.denominator) if id]
        # 无数据 is asked for before the figure is: what every project has is looked at three times, a part twice.
        times = 3 if one.column in OF_EVERY_PROJECT else 1
        cut = Criterion("target_row", "=", max((row.key for row in scheme.target_rows), key=len, default=""))
        lengths[one.id] = 2 * sum(parts) + 100 if parts else times * len(figures.text(one, cut))
    return [
        f"“{one.id} {one.name}”的条件太多，写成的公式有 {lengths[one.id]} 个字符，Excel 最多 {LONGEST_FORMULA} 个。"
        "请少列几个值，或者分成两个指标。"
        for one in scheme.indicators
        if lengths[one.id] > LONGEST_FORMULA
    ]


def refuse_too_long(scheme: Scheme) -> None:
    """Raise ``ToolkitError`` where Excel could not open the workbooks that a rulebook would make."""
    if said := too_long(scheme):
        raise ToolkitError(f"规则 {scheme.id} 要改：{''.join(said)}")


def load_fit(folder: Path) -> Scheme:
    """Return a rulebook that Excel can hold; ``ToolkitError`` as of :func:`refuse_too_long` and of the loader."""
    scheme = load(folder)
    refuse_too_long(scheme)
    return scheme
