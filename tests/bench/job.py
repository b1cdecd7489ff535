"""What does a program of the bench get, and what does it say when it is done? One fresh process each."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# Under a title, a line for the sender and a heading of two rows, every submission of the bench has these columns.
COLUMNS = ("序号", "行业", "项目名称", "项目方", "投资总额", "到位资金", "投资来源", "项目负责人", "联系电话", "项目入驻时间", "进展情况", "签约日期")  # fmt: skip
ROWS_ABOVE = 4


@dataclass(slots=True)
class Job:
    """The files to read, a folder to write to, and how many things to make.

    What a program needs before its own work begins (a ledger in memory, for a writer) is made inside
    ``preparing()``; those seconds are taken off.
    """

    corpus: Path
    out: Path
    count: int
    prepared: float = 0.0
    prepared_work: float = 0.0
    facts: dict[str, int] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        """The corpus' files, by name."""
        return sorted(self.corpus.rglob("*.xls*"))

    @contextmanager
    def preparing(self) -> Iterator[None]:
        """Take off the time spent inside."""
        began, worked = time.perf_counter(), _work()
        yield
        self.prepared += time.perf_counter() - began
        self.prepared_work += _work() - worked


def _work() -> float:
    """Return the seconds that this process and its ended children have worked."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


Program = Callable[[Job], None]


def main(module: str, name: str, corpus: str, out: str, count: str) -> None:
    """Run one program and print what it has to say as the last line."""
    import importlib

    program: Program = getattr(importlib.import_module(f"tests.bench.{module}"), name)
    job = Job(Path(corpus), Path(out), int(count))
    if module == "ours":
        from toolkit.files.cycles import collect_seldom

        collect_seldom()  # as the command does
    program(job)
    print(json.dumps({"prepared": job.prepared, "prepared_work": job.prepared_work, **job.facts}))  # noqa: T201 - this is how a child answers


if __name__ == "__main__":
    main(*sys.argv[1:])
