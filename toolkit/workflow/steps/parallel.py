"""Which process reads a file? This one, worker processes with limits, or a Dask cluster.

Workbooks come by e-mail. A file that hangs a reader or eats the memory ends its worker, not the run: the
caller gets a result for it like for any other.
"""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from enum import StrEnum
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from toolkit.files.cycles import collect_seldom
from toolkit.model.errors import ToolkitError

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 10.0
BYTES_PER_WORKER = 2 << 30
# With fewer items a second worker costs more to start than it saves.
WORTH_A_SECOND = 60
# Items are sent to a worker in bunches: sent singly, they would cost a tenth of the reading.
BUNCH = 32
BUNCH_FOR_A_MACHINE = 512
BUNCHES_PER_WORKER = 4
SECONDS_IN_A_BUNCH = 3.0  # a bunch that takes longer is read again, file by file, each under its own limit
PATIENCE = 5.0  # seconds between two looks at whether a cluster still has workers
AUTOMATIC, THIS, PROCESSES, CLUSTER = "auto", "this", "processes", "dask://"


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
    executor: str = AUTOMATIC,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Result]:
    """Yield ``function(item)`` in the order of ``items``, or ``failed(item, why)`` where a worker broke on it.

    ``workers`` 0 chooses by the number of items; ``seconds`` says how long each may take.  ``executor`` is
    ``auto`` (worker processes, one for a small folder), ``processes`` (as many as there are processors),
    ``this`` (this process: without limits, for a debugger) or ``dask://host:port``.  ``function``, items and
    results must pickle, and ``seconds`` for a cluster.  ``meanwhile`` is called once while this machine's worker
    processes are at work, for what the caller needs afterwards.  An ordinary exception of ``function`` is raised here,
    as a bug should be.  Raises ``ToolkitError`` where a cluster cannot be reached or used.
    """
    if not items:
        return
    outcomes: Iterator[Result | Failure]
    if executor == THIS:
        outcomes = map(function, items)
    elif executor.startswith(CLUSTER):
        outcomes = _on_cluster(executor.removeprefix(CLUSTER), function, items, seconds)
    else:
        every = os.cpu_count() or 1
        chosen = workers or (every if len(items) >= WORTH_A_SECOND or executor == PROCESSES else 1)
        # fork copies whatever threads the caller has, but starts at once; Windows and macOS know only spawn.
        start = "fork" if sys.platform == "linux" else "spawn"
        outcomes = _in_processes(function, items, seconds, chosen, start, meanwhile)
    for item, outcome in zip(items, outcomes, strict=True):
        yield failed(item, outcome) if isinstance(outcome, Failure) else outcome


def _in_processes(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    seconds: Callable[[Item], float],
    workers: int,
    start: str,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[Result | Failure]:
    from pebble import ProcessPool

    bunches = _bunches(items, workers)
    others = multiprocessing.active_children()
    context: Any = multiprocessing.get_context(start)
    pool = ProcessPool(workers, context=context, initializer=_begin)

    def schedule(bunch: Sequence[Item], limit: float) -> Any:
        return pool.schedule(_all_of, args=[function, bunch], timeout=limit)

    try:
        futures = [schedule(bunch, _limit(bunch, seconds)) for bunch in bunches]
        if meanwhile:
            meanwhile()  # the workers have been started by now, and have not copied what it brings
        for bunch, future in zip(bunches, futures, strict=True):
            results = _outcome(future)
            if not isinstance(results, Failure):
                yield from results
            elif len(bunch) == 1:
                yield results
            else:  # one item broke the worker: each is tried alone, under its own limit
                for item in bunch:
                    alone = _outcome(schedule([item], seconds(item)))
                    yield alone if isinstance(alone, Failure) else alone[0]
    except BaseException:
        _interrupt(pool, others)
        raise
    pool.close()  # type: ignore[no-untyped-call]
    pool.join()


def _interrupt(pool: Any, others: Sequence[Any]) -> None:
    """End a pool without waiting for the files still to be read; ``others`` are children that are not its own."""
    pool.stop()
    for reader in multiprocessing.active_children():
        if reader not in others:
            reader.kill()
    # Its readers are dead, so it ends at once and closes their pipes.
    pool.join()


def _bunches(items: Sequence[Item], workers: int, largest: int = BUNCH) -> list[Sequence[Item]]:
    size = max(1, min(largest, len(items) // (workers * BUNCHES_PER_WORKER)))
    return [items[start : start + size] for start in range(0, len(items), size)]


def _limit(bunch: Sequence[Item], seconds: Callable[[Item], float]) -> float:
    """A bunch's limit grows with the size of its items, not with their number."""
    if len(bunch) == 1:
        return seconds(bunch[0])
    return SECONDS_IN_A_BUNCH + sum(max(0.0, seconds(item) - SECONDS) for item in bunch)


def _all_of(function: Callable[[Item], Result], bunch: Sequence[Item]) -> list[Result]:
    return [function(item) for item in bunch]


def _outcome(future: Any) -> Any:
    from pebble import ProcessExpired

    try:
        return future.result()
    except FutureTimeout:
        return Failure.TIME
    except ProcessExpired:
        return Failure.DIED
    except MemoryError:
        return Failure.MEMORY


def _begin() -> None:
    """Make a worker end when its run ends, however that happens, and bound its memory."""
    Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory()
    gc.freeze()
    collect_seldom()


def _end_with_parent() -> None:
    # A worker that outlives its run would hold the workspace's lock, which it has inherited.
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _limit_memory() -> None:
    """Bound a worker's memory where the system can (Linux, macOS); elsewhere only time is limited.

    The limit is on addresses, and a forked worker has all that its caller's libraries reserved (pyarrow: gigabytes):
    what it may take is counted from there.  A tighter limit that the process already has (``ulimit -v``) stays: nobody
    may raise a hard one.
    """
    if sys.platform == "win32":  # there is no module resource
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    set_already = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([_addresses() + BYTES_PER_WORKER, *set_already]), hard))


def _addresses() -> int:
    """Return the size of this process's address space in bytes, 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _on_cluster(
    address: str, function: Callable[[Item], Result], items: Sequence[Item], seconds: Callable[[Item], float]
) -> Iterator[Result | Failure]:
    """On each machine of the cluster the bunches are read in bounded processes, as they are here."""
    client = _connect(address)
    with client, client.get_executor(pure=False, retries=2) as machines:
        bunches = _bunches(items, len(client.scheduler_info()["workers"]), BUNCH_FOR_A_MACHINE)
        futures = [machines.submit(_bounded, function, bunch, seconds) for bunch in bunches]
        try:
            for future in futures:
                yield from _patiently(client, future)
        except BaseException:
            for future in futures:
                future.cancel()
            raise


def _bounded(
    function: Callable[[Item], Result], bunch: Sequence[Item], seconds: Callable[[Item], float]
) -> list[Result | Failure]:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return list(_in_processes(function, bunch, seconds, 1, "spawn"))
    # A cluster's worker has threads, which fork would copy half-way; a fork server has none, and has it all imported.
    module = getattr(function, "func", function).__module__
    multiprocessing.get_context("forkserver").set_forkserver_preload([module])
    return list(_in_processes(function, bunch, seconds, 1, "forkserver"))


def _patiently(client: Any, future: Any) -> Any:
    while True:
        try:
            return future.result(timeout=PATIENCE)
        except FutureTimeout:
            if not client.scheduler_info()["workers"]:
                raise ToolkitError("集群里没有工作机了，读取中断。请启动工作机后再运行一次。") from None


def _connect(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise ToolkitError('没有安装集群组件。请先运行：pip install "zhaoshang-toolkit[cluster]"') from None
    try:
        client: Any = distributed.Client(f"tcp://{address}", timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=10)
    except (OSError, TimeoutError, ValueError):
        raise ToolkitError(f"连不上集群 {address}，或者集群里没有工作机。请检查地址，并启动工作机。") from None
    if any(client.run(_may_not_start_processes).values()):
        client.close()
        raise ToolkitError("集群的工作机不能启动读取程序。请这样启动工作机：dask worker --no-nanny 地址:端口")
    return client


def _may_not_start_processes() -> bool:
    return multiprocessing.current_process().daemon
