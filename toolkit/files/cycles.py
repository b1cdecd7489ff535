"""How often does Python look for objects that hold each other? Seldom: tables make many objects and few of those."""

import atexit
import gc

SELDOM = (200_000, 20, 20)


def collect_seldom() -> None:
    """Let Python look for cycles after two hundred thousand new objects, not after seven hundred: a tenth of the time.

    Nor does it look for any at its end, as it else would several times over: the process's memory goes as a whole.
    """
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)
