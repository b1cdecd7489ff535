"""What happens when a reader dies, or a person stops the work? The file is named and the run goes on; nobody is left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.killed_chain import left_running
from tests.faults.workspaces import ENVIRONMENT, PROGRAM, REPORTS, ROOT, SAMPLE, small_workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
SLOW = "四排镇6月（很大）.csv"
# Less than half a minute's reading, and enough for a machine that does other work: alone it takes less than two seconds.
AT_ONCE = 10


@pytest.fixture(scope="module")
def slow_table(tmp_path_factory) -> Path:
    """A table of 四排镇 that takes seconds to read."""
    path = tmp_path_factory.mktemp("slow") / SLOW
    lines = (SAMPLE / "报送" / "2022-06" / REPORTS[0]).read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, *lines[-3:] * 20_000]))
    return path


def started(root: Path, *command: str) -> subprocess.Popen[str]:
    """Start a command in a session of its own, in which Ctrl-C means what it means to a person at a terminal."""
    *python, script = PROGRAM
    # What is started in the background of a script inherits that Ctrl-C is ignored.
    heard = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {script}"
    return subprocess.Popen(
        [*python, heard, *command, "-w", str(root)],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def readers(run: subprocess.Popen[str]) -> Iterator[int]:
    """Yield the processes that read for a run."""
    return (process for process in left_running(run.pid) if process != run.pid)


def busy_reader(run: subprocess.Popen[str], seconds: float = 0.3) -> int:
    """Return a process that has been reading for so many seconds of the processor's time."""
    end = time.monotonic() + 60
    ticks = seconds * os.sysconf("SC_CLK_TCK")
    while time.monotonic() < end and run.poll() is None:
        for process in readers(run):
            try:
                fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[11]) > ticks:
                return process
        time.sleep(0.01)
    raise AssertionError("nobody read anything")


def test_a_reader_that_dies_takes_only_its_file_along(tmp_path, slow_table):
    """The file on which it died is refused in one sentence; all others are read."""
    root = small_workspace(tmp_path / "鹿寨2022")
    shutil.copy(slow_table, root / "报送" / "2022-06")
    run = started(root, "check", "--format", "jsonl")
    os.kill(busy_reader(run), signal.SIGKILL)
    out, errors = run.communicate(timeout=60)
    told = {line["file"].rpartition("/")[2]: line for line in map(json.loads, out.splitlines())}
    assert run.returncode == 1, errors
    assert told[SLOW]["status"] == "refused"
    assert "读取程序中途退出" in told[SLOW]["reason"]
    assert {told[name]["status"] for name in REPORTS} == {"accepted", "returned"}


def test_stopping_while_tables_are_read_ends_at_once(tmp_path, slow_table):
    """Ctrl-C: at once and not after the reading, with a Chinese word and exit code 130; no process stays behind."""
    root = small_workspace(tmp_path / "鹿寨2022")
    for number in range(8):
        shutil.copy(slow_table, root / "报送" / "2022-06" / f"{number}{SLOW}")
    run = started(root, "consolidate")
    busy_reader(run)
    begun = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert time.monotonic() - begun < AT_ONCE
    assert run.returncode == 130
    assert "停止" in errors
    assert "Traceback" not in errors
    assert not list(left_running(run.pid))
    assert not list((root / "输出").rglob("*.xlsx"))


def test_readers_end_with_a_run_that_is_killed(tmp_path, slow_table):
    """A reader that outlived its run would hold the lock: the next run would wait for nobody."""
    root = small_workspace(tmp_path / "鹿寨2022", reports=REPORTS[:1])
    shutil.copy(slow_table, root / "报送" / "2022-06")
    run = started(root, "consolidate")
    busy_reader(run)
    run.kill()
    run.communicate(timeout=60)
    (root / "报送" / "2022-06" / SLOW).unlink()
    end = time.monotonic() + AT_ONCE
    while list(left_running(run.pid)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not list(left_running(run.pid))
    again = started(root, "consolidate")
    _, errors = again.communicate(timeout=60)
    assert again.returncode == 1, errors
