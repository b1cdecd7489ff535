"""A file that hangs, dies or eats the memory ends its worker and not the run."""

import mmap
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from toolkit.intake import read
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.workflow.steps import intake_plan, parallel, tables
from toolkit.workflow.steps.parallel import Failure

pytestmark = pytest.mark.processes


def behave(item: str) -> str:
    """Do what the item says."""
    if item == "hang":
        time.sleep(60)
    if item == "die":
        os._exit(9)
    if item == "eat":
        return str(len(bytearray(3 << 30)))
    if item == "bug":
        raise KeyError(item)
    return item.upper()


def told(item: str, failure: Failure) -> str:
    """Say what happened."""
    return f"{item}: {failure.value}"


def test_every_item_gets_its_result_in_order():
    """One worker or two: the order of the items is the order of the results."""
    items = [f"a{n}" for n in range(70)]
    assert list(parallel.each(behave, items, told)) == [item.upper() for item in items]
    assert list(parallel.each(behave, [], told)) == []


def test_a_broken_worker_costs_its_own_item_only():
    """Time, death and memory are each told for the item that caused them; the neighbours are read."""
    items = ["a", "hang", "b", "die", "c", "eat", "d"]
    assert list(parallel.each(behave, items, told, workers=1, seconds=lambda _: 2)) == [
        "A",
        "hang: time",
        "B",
        "die: died",
        "C",
        "eat: memory",
        "D",
    ]


def test_a_bunch_that_breaks_is_read_one_by_one():
    """Many items go to a worker together; the one that breaks it costs none of its companions."""
    items = [f"a{n}" for n in range(200)]
    items[37], items[90], items[150] = "hang", "die", "eat"
    expected = [item.upper() for item in items]
    expected[37], expected[90], expected[150] = "hang: time", "die: died", "eat: memory"
    assert list(parallel.each(behave, items, told, workers=2, seconds=lambda _: 2)) == expected


def reserve_and_read(item: str) -> str:
    """Take a gigabyte for a moment, as a large table may."""
    return str(len(bytearray(1 << 30)))


def test_what_the_caller_has_reserved_is_not_the_readers_share():
    """A program that has libraries with gigabytes of reserved addresses leaves a reader its two gigabytes."""
    with mmap.mmap(-1, 3 << 30, prot=mmap.PROT_READ):
        assert list(parallel.each(reserve_and_read, ["a"], told)) == [str(1 << 30)]


@pytest.mark.parametrize("limits", ["-v", "-Sv"])
@pytest.mark.parametrize("gigabytes", [1, 8])
def test_a_limit_that_the_computer_has_already_stays(tmp_path, limits, gigabytes):
    """`ulimit`, soft or hard, below or above a reader's own limit: the file is read, as it is without."""
    (tmp_path / "江口乡6月.csv").write_text("项目名称,投资总额（亿元）\n甲,1\n", "utf-8")
    asked = f"check --scheme luzhai-2022 --period 2022-06 --format jsonl '{tmp_path}'"
    check = f"'{sys.executable}' -c 'from toolkit.cli import run; run()' {asked}"
    limited, free = (
        subprocess.run(["sh", "-c", line], capture_output=True, text=True, encoding="utf-8", check=False)
        for line in (f"ulimit {limits} {gigabytes << 20}; {check}", check)
    )
    assert "unreadable" not in free.stdout and free.stdout.count("\n") == 1
    assert (limited.returncode, limited.stderr, limited.stdout) == (free.returncode, free.stderr, free.stdout)


def test_this_process_can_do_it_alone():
    """Executor “this”: without workers, for a debugger; the results are the same."""
    items = [f"a{n}" for n in range(70)]
    assert list(parallel.each(behave, items, told, executor="this")) == [item.upper() for item in items]


def test_a_bug_is_raised_as_a_bug():
    """An ordinary exception is ours, and is not hidden as a bad file."""
    with pytest.raises(KeyError):
        list(parallel.each(behave, ["bug"], told))


def test_a_file_that_kills_the_reader_is_refused_in_one_sentence(tmp_path, luzhai, monkeypatch):
    """unreadable: the sentence says what to do; the other files of the folder are read."""
    from toolkit.model.period import ReportingPeriod

    (tmp_path / "坏.csv").write_text("x", "utf-8")
    (tmp_path / "好.csv").write_text("序号,项目名称,投资总额（亿元）,报送\n1,甲,1,\n", "utf-8")
    real = read.read_submission
    monkeypatch.setattr(
        read, "read_submission", lambda path, *rest: os._exit(1) if path.stem == "坏" else real(path, *rest)
    )
    files = [(path, path.name) for path in sorted(tmp_path.iterdir())]
    bad, good = tables.read_files(files, luzhai, ReportingPeriod(2022, 6))
    assert bad.reason == "读取程序中途退出，无法读取，本份没有计入。请新建空白统计表，把项目粘贴过去后重报。"
    assert [finding.kind for finding in bad.findings] == ["unreadable"]
    assert len(good.projects) == 1


def open_files() -> int:
    """Return how many files this process has open, 0 where the system does not list them."""
    return len([*Path("/proc/self/fd").iterdir()]) if Path("/proc/self/fd").is_dir() else 0


@pytest.mark.parametrize("taken", [0, 1, 3])
def test_no_run_leaves_files_open(taken: int):
    """A run that is read to its end or given up half-way closes what it opened: a long-lived Excel presses many times."""
    before = open_files()
    for _ in range(3):
        outcomes = parallel.each(behave, ["a", "b", "c"], told)
        assert [next(outcomes) for _ in range(taken)] == ["A", "B", "C"][:taken]
        outcomes.close()
    assert open_files() == before


def test_a_months_tables_leave_no_files_open(luzhai: Scheme, tmp_path: Path):
    """As many tables as there are are asked for, and not one more: the run still ends as it should."""
    (tmp_path / "四排镇6月报表.csv").write_text("什么都没有\n", "utf-8")
    before = open_files()
    jobs = [(tmp_path / "四排镇6月报表.csv", "四排镇6月报表.csv", None)]
    plan = intake_plan.IntakePlan(fresh=True)
    assert len([*zip(jobs, intake_plan.read_each(jobs, luzhai, ReportingPeriod(2022, 6), plan), strict=True)]) == 1
    assert open_files() == before
