"""How far has a project come? The stages every county's table speaks of, in order."""

STAGES = ("在谈", "签约", "注册", "开工", "投产")


def stage_rank(stage: str | None) -> int:
    """Return 1 (在谈) to 5 (投产), or 0 where no stage is known.

    >>> stage_rank("开工"), stage_rank(None)
    (4, 0)
    """
    return STAGES.index(stage) + 1 if stage else 0
