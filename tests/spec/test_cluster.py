"""A province's files on several machines: a real scheduler and two real workers, over TCP on loopback.

`zhaoshang check --executor dask://host:port`: the same files give the same ledger, wherever they are read.
"""

import os
import re
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import parallel, tables
from toolkit.workflow.steps.intake_plan import IntakePlan
from toolkit.workflow.steps.parallel import Failure

pytestmark = pytest.mark.processes
SECONDS_TO_START = 60
SAMPLES = "sample_workbooks/luzhai_2022/报送/2022-06"


class Cluster:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder) -> None:
        self._folder = folder
        self._scheduler, said = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = re.search(r"127\.0\.0\.1:\d+", said)[0]
        self.workers = []

    def add_worker(self, *options) -> subprocess.Popen:
        """Start a worker and wait until it has reached the scheduler."""
        place = ("--host", "127.0.0.1", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self._folder))
        worker, _ = self._start("worker", f"tcp://{self.address}", *place, *(options or ("--no-nanny",)))
        self.workers.append(worker)
        return worker

    def _start(self, kind, *words) -> tuple[subprocess.Popen, str]:
        log = self._folder / f"{kind}{time.monotonic_ns()}.log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", kind, *words], stdout=out, stderr=out, cwd=self._folder, env=here()
            )
        ready = {"scheduler": r"Scheduler at:.*127\.0\.0\.1:\d+", "worker": r"Registered to"}[kind]
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and process.poll() is None:
            if re.search(ready, log.read_text()):
                return process, log.read_text()
            time.sleep(0.1)
        process.kill()
        raise AssertionError(log.read_text())

    def stop(self) -> None:
        """End what was started."""
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


def here():
    """The workers import the tests, too: what they are to do on a machine stands here."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Two machines."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    cluster.add_worker()
    cluster.add_worker()
    yield cluster
    cluster.stop()


def behave(marks, item):
    """Do what the item says; leave a mark of having begun."""
    if item == "hang":
        time.sleep(60)
    if item == "die":
        os._exit(9)
    if item == "slow":
        (marks / f"{os.getpid()}").touch()
        time.sleep(1)
    return item.upper()


def seconds(_item):
    """What each may take."""
    return 8


def told(item, failure: Failure):
    """Say what happened."""
    return f"{item}: {failure.value}"


def test_a_cluster_reads_what_this_machine_reads(cluster, luzhai, request):
    """The submissions of a month, read on two machines and here, are the same to the last finding."""
    root = request.config.rootpath / SAMPLES
    files = [(path, path.name) for path in sorted(root.iterdir())]
    june = ReportingPeriod(2022, 6)
    there = tables.read_files(files, luzhai, june, plan=IntakePlan(f"dask://{cluster.address}"))
    assert there == tables.read_files(files, luzhai, june)
    assert sum(len(one.projects) for one in there) > 50


def test_a_file_that_breaks_its_reader_is_named(cluster, tmp_path):
    """On each machine files are read under the same limits as here: one is told, the others are read."""
    items = ["a", "die", "b", "hang", "c"]
    read = parallel.each(partial(behave, tmp_path), items, told, seconds=seconds, executor=f"dask://{cluster.address}")
    assert list(read) == ["A", "die: died", "B", "hang: time", "C"]


def test_a_machine_that_is_switched_off_costs_nothing(cluster, tmp_path):
    """What it had not finished is read by the others."""
    items = ["slow"] * 12
    run = partial(parallel.each, partial(behave, tmp_path), items, told, seconds=seconds)
    extra = cluster.add_worker()
    results = run(executor=f"dask://{cluster.address}")
    first = next(results)
    extra.send_signal(signal.SIGKILL)
    assert [first, *results] == [item.upper() for item in items]


def test_no_cluster_is_one_sentence():
    """Nobody listens there: said at once, with what to do."""
    with pytest.raises(ToolkitError, match=r"连不上集群 127.0.0.1:9.*请检查地址"):
        list(parallel.each(behave, ["a"], told, seconds=seconds, executor="dask://127.0.0.1:9"))


def test_a_worker_that_may_not_start_readers_is_one_sentence(tmp_path):
    """A worker under Dask's nanny may start no processes: said with the way to start it."""
    other = Cluster(tmp_path)
    try:
        other.add_worker("--nanny")
        with pytest.raises(ToolkitError, match="dask worker --no-nanny"):
            list(parallel.each(behave, ["a"], told, seconds=seconds, executor=f"dask://{other.address}"))
    finally:
        other.stop()
