"""How far has a project come? The stages in order, and 终止, which counts for no indicator."""

from collections.abc import Mapping

STAGES = ("在谈", "签约", "注册", "开工", "投产")
_RANKS: Mapping[str | None, int] = {stage: rank for rank, stage in enumerate(STAGES, 1)}
# Given up, dissolved, struck off: listed, but part of no figure.
ENDED = "终止"

# How the evidence ends where the words alone would be clear: “洽谈中”和签约日期对不上.
DISPUTED_BY_DAY = "对不上"


def stage_rank(stage: str | None) -> int:
    """Return 1 (在谈) to 5 (投产), or 0 where no stage is known or the project has ended.

    >>> stage_rank("开工"), stage_rank(None), stage_rank("终止")
    (4, 0, 0)
    """
    return _RANKS.get(stage, 0)
