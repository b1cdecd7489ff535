"""Who does the reading? This process for a few files, local processes for many."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Below this many files, starting processes costs more than it saves.
WORTH_IT = 60
CHUNK = 16


def each(function: Callable[[Item], Result], items: Sequence[Item], workers: int = 0) -> Iterator[Result]:
    """Yield ``function(item)`` in the order of ``items``; ``workers`` 0 chooses by their number.

    ``function`` and its results must pickle: they may cross a process boundary.
    """
    workers = workers or (os.cpu_count() or 1 if len(items) >= WORTH_IT else 1)
    if workers == 1:
        yield from map(function, items)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(function, items, chunksize=CHUNK)
