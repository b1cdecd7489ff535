"""Do the limits of a part of the total leave room for one step of it, and do weights make a whole?"""

from collections.abc import Sequence

from msgspec import Struct

from toolkit.model.scoring import COUNTED_SOURCES
from toolkit.schemes.toml_table import TomlTable


class Sizes(Struct, frozen=True):
    """How much a part gives: for a step, for reaching the first size, at the most, and at the most for a project."""

    cap: int | float | None
    cap_each: int | float | None
    points: int | float
    base: int | float


def check_sizes(table: TomlTable, source: str, sizes: Sizes, raters: Sequence[tuple[str, float]]) -> None:
    """Enter a slip for limits that one step is beyond already, and for weights that do not make a whole."""
    whole = source in (*COUNTED_SOURCES, "excess") and not (table.flag("partial") or table.has("factor"))
    if whole and not sizes.base and sizes.cap and sizes.cap < sizes.points:
        _too_small(table, "cap", sizes.cap, "points", sizes.points)
    for key, most in (("cap", sizes.cap), ("cap_each", sizes.cap_each)):
        if most and most < sizes.base:
            _too_small(table, key, most, "base", sizes.base)
    weights = [weight for _, weight in raters]
    if weights and abs(sum(weights) - 1) > 1e-6:
        table.note("raters", f"的权重合计是 {sum(weights):g}，应是 1，例如 60%、40% 写 0.6、0.4。")


def _too_small(table: TomlTable, key: str, most: int | float, than: str, least: int | float) -> None:
    table.note(key, f"写作 {most:g}，比 {than} 的 {least:g} 还小，一次也得不满。请核对，应不小于 {least:g}。")
