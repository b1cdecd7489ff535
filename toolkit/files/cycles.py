"""How often does Python look for objects that hold each other? Seldom: tables make many objects and few of those."""

import gc

SELDOM = (50_000, 20, 20)


def collect_seldom() -> None:
    """Let Python look for cycles after fifty thousand new objects, not after seven hundred: a tenth of the time."""
    gc.set_threshold(*SELDOM)
