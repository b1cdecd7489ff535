"""Who does the reading? Worker processes, each file under a limit of time and memory.

Workbooks come by e-mail. A file that hangs a reader or eats the memory ends its worker, not the run: the
caller gets a result for it like for any other.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from enum import StrEnum
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 10.0
BYTES_PER_WORKER = 2 << 30
# Below this many items a second worker costs more to start than it saves.
WORTH_A_SECOND = 60


class Failure(StrEnum):
    """Why a worker gave no result."""

    TIME = "time"
    DIED = "died"
    MEMORY = "memory"


def each(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    failed: Callable[[Item, Failure], Result],
    workers: int = 0,
    seconds: Callable[[Item], float] = lambda _: SECONDS,
) -> Iterator[Result]:
    """Yield ``function(item)`` in the order of ``items``, or ``failed(item, why)`` where a worker broke on it.

    ``workers`` 0 chooses by the number of items; ``seconds`` says how long each may take.  ``function``,
    items and results must pickle.  An ordinary exception of ``function`` is raised here, as a bug should be.
    """
    if not items:
        return
    workers = workers or ((os.cpu_count() or 1) if len(items) >= WORTH_A_SECOND else 1)
    # forkserver and spawn start clean; fork copies whatever threads the caller has, but starts at once.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPool(max_workers=workers, context=context, initializer=_limit_memory) as pool:
        futures = [pool.schedule(function, args=[item], timeout=seconds(item)) for item in items]
        for item, future in zip(items, futures, strict=True):
            try:
                yield future.result()
            except FutureTimeout:
                yield failed(item, Failure.TIME)
            except ProcessExpired:
                yield failed(item, Failure.DIED)
            except MemoryError:
                yield failed(item, Failure.MEMORY)


def _limit_memory() -> None:
    """Bound a worker's memory where the system can (Linux, macOS); elsewhere time alone is the guard."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_PER_WORKER, resource.RLIM_INFINITY))
