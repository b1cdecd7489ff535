"""How many runs may work in a folder? One, under a lock that ends with its process; looking on is always allowed."""

import os
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from toolkit.model.control import ControlSettings
from toolkit.model.errors import ToolkitError
from toolkit.workflow.actions import buttons
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.locking import LOCK, alone
from toolkit.workflow.steps.workspace import create_workspace

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from toolkit.workflow.steps.locking import alone
with alone(Path(sys.argv[1])):
    print("at work", flush=True)
    time.sleep(600)
"""
REFUSED = re.compile(
    r"“鹿寨2022”里另一次运行还没有结束（\d\d月\d\d日 \d\d:\d\d开始，电脑 .+，用户 .+，程序号 (\d+)）。请等它做完，再运行一次。"
)


@pytest.fixture
def workspace(tmp_path):
    """An empty workspace."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root


@pytest.fixture
def other_run(workspace):
    """Another program at work in the workspace."""
    run = subprocess.Popen([sys.executable, "-c", HOLDER, str(workspace)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    assert run.stdout.readline() == "at work\n"
    yield run
    run.kill()
    run.wait()
    run.stdout.close()


def command(workspace: Path, *words: str) -> tuple[int, str]:
    """Run a command in a workspace and return its exit code and complaint."""
    call = [sys.executable, "-c", "from toolkit.cli import run; run()", *words, "-w", str(workspace)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize(
    "words", [("consolidate",), ("notice", "催报通知"), ("send",), ("collect",), ("assess",), ("trip", "register")]
)
def test_a_second_run_is_told_who_is_at_work(workspace, other_run, words):
    """One sentence, exit code 3: since when, on which computer, who; nothing is waited for."""
    code, said = command(workspace, *words)
    assert code == 3
    told = REFUSED.search(said)
    assert told is not None, said
    assert int(told[1]) == other_run.pid
    assert "\n" not in said


def test_a_button_is_told_the_same(workspace, other_run):
    """Buttons and commands keep each other out; opening the folder of results only looks."""
    del other_run
    settings = ControlSettings(str(workspace), "2022-06", "")
    with pytest.raises(ToolkitError, match=REFUSED.pattern):
        buttons.run("consolidate", settings, date(2022, 7, 6), tables.silent, lambda _: True)
    if not os.environ.get("DISPLAY"):
        assert buttons.run("open_folder", settings, date(2022, 7, 6), tables.silent, lambda _: True).headline


def test_looking_needs_no_lock(workspace, other_run):
    """Check that writes nothing works beside another run: files are replaced whole, so it reads the old or the new."""
    del other_run
    (workspace / "报送" / "2022-06").mkdir()
    assert command(workspace, "check") == (0, "")
    code, said = command(workspace, "check", "--return-copies", str(workspace / "输出"))
    assert code == 3
    assert REFUSED.search(said)


def test_the_lock_ends_with_its_process(workspace, other_run):
    """Killed, it holds nothing any more: no file has to be removed by hand."""
    os.kill(other_run.pid, signal.SIGKILL)
    other_run.wait()
    assert (workspace / LOCK).exists()
    with alone(workspace):
        pass


def test_one_run_takes_its_lock_as_often_as_it_likes(workspace):
    """A button's work is done inside the lock that `zhaoshang run` holds until the workbook is written."""
    with alone(workspace):
        with alone(workspace / "." / "输出" / ".."):
            pass
        done = subprocess.run(
            [sys.executable, "-c", HOLDER, str(workspace)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "另一次运行还没有结束" in done.stderr


def test_what_an_interrupted_run_left_is_swept_when_the_next_one_begins(workspace):
    """Under the lock, so that nobody's file is taken away while it is written."""
    left = workspace / "输出" / ".zhaoshang-0123456789abcdef.tmp"
    left.write_bytes(b"half a workbook")
    with alone(workspace):
        assert not left.exists()
        left.write_bytes(b"")
        with alone(workspace):
            assert left.exists()
