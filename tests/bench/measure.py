"""How long does a program take, and how much memory? A fresh process, watched from outside (Linux)."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Where the product keeps what it has read; nothing is kept unless a program says so, else the second round would be free.
CACHE = "ZHAOSHANG_CACHE"
# Looking at a process costs it time: memory is watched in a round of its own, which is not timed.
WATCH_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Call:
    """A program as it is called: module and function, corpus, how many things to make."""

    module: str
    name: str
    corpus: Path
    count: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall seconds, seconds of work on all cores, the peak memory in bytes, what the program said of its result."""

    seconds: float
    work: float
    peak: int
    facts: dict[str, int]


def run(call: Call, watched: bool = False, kept: Path | None = None) -> Measured:
    """Run a program in a fresh process; what it writes is thrown away, or ``kept`` in a folder.

    Seconds count from start to end, imports included, less what the program took to prepare its input.  Memory
    is that of the largest process, or, ``watched``, of all its processes together (shared pages once).
    """
    with tempfile.TemporaryDirectory(prefix="zhaoshang-bench-") as folder:
        out = Path(folder)
        environment = {**os.environ, CACHE: ""}
        # Whoever has installed a program does not compile it at each start.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        arguments = (call.module, call.name, str(call.corpus), str(kept or folder), str(call.count))
        with (out / "said").open("w") as said, (out / "complaint").open("w") as complaint:
            began = time.perf_counter()
            command = [sys.executable, "-m", "tests.bench.job", *arguments]
            child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=complaint)
            status, work, peak = _watched_to_the_end(child.pid) if watched else _ended(child.pid)
            seconds = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{call.name} failed:\n{(out / 'complaint').read_text()}")
        facts = json.loads((out / "said").read_text().splitlines()[-1])
    return Measured(seconds - facts.pop("prepared"), work - facts.pop("prepared_work"), peak, facts)


def _ended(pid: int) -> tuple[int, float, int]:
    _, status, usage = os.wait4(pid, 0)
    return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def _watched_to_the_end(pid: int) -> tuple[int, float, int]:
    peak = 0
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, usage.ru_utime + usage.ru_stime, peak
        peak = max(peak, sum(map(_memory, _family(pid))))
        time.sleep(WATCH_EVERY)


def _family(pid: int) -> set[int]:
    """Return a process with its children and theirs."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name may hold spaces and brackets: what is wanted stands after the last one.
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _memory(pid: int) -> int:
    """Return the bytes a process holds, its share only of what it shares with others; 0 once it has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return 0
    return 0
