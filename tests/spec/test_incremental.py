"""What was read once is not read again: a second run does the work of what changed, and gives the same.

The cache lies outside the workspace and may be deleted at any time; it is never believed more than the file.
"""

import os
import pickle
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest
from msgspec.structs import replace

from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import cache, intake_plan, parallel, tables
from toolkit.workflow.steps.intake_plan import IntakePlan

JUNE = ReportingPeriod(2022, 6)
SHEET = """填报单位：{unit}　2022年6月
序号,行业,项目名称,项目方,投资总额（亿元）,投资来源,项目负责人,联系电话,项目入驻时间,进展情况
1,木材加工,{unit}旋切板项目,{unit}木业有限公司,{amount},广东省,张三,19900000001,2022年6月,已签约
"""


@pytest.fixture
def folder(tmp_path, luzhai, monkeypatch):
    """A month of fifteen units, and a cache of its own."""
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "缓存"))
    (tmp_path / "报送").mkdir()
    for number, unit in enumerate(luzhai.reporting_units):
        write(tmp_path / "报送", unit.name, 1 + number / 100)
    return tmp_path / "报送"


@pytest.fixture
def read(folder, luzhai, monkeypatch):
    """Read the folder; return the submissions and the names of the files that were opened for it."""
    opened = []
    each = parallel.each

    def spied(function, jobs, *rest, **more):
        opened.extend(job[1] for job in jobs)
        return each(function, jobs, *rest, **more)

    monkeypatch.setattr(intake_plan.parallel, "each", spied)

    def run(scheme=luzhai, period=JUNE, plan=intake_plan.AS_USUAL):
        opened.clear()
        files = [(path, path.name) for path in sorted(folder.iterdir())]
        return tables.read_files(files, scheme, period, plan=plan), sorted(opened)

    return run


def write(folder, unit, amount):
    """Write a unit's table."""
    (folder / f"{unit}6月.csv").write_text(SHEET.format(unit=unit, amount=amount), "utf-8-sig")


def test_a_second_run_reads_what_changed(folder, read, luzhai, tmp_path):
    """Three of fifteen files changed: three are read, and the master is the one of a run that read all fifteen."""
    read()
    units = [unit.name for unit in luzhai.reporting_units[:3]]
    for unit in units:
        write(folder, unit, 9)
    again, opened = read()
    assert opened == sorted(f"{unit}6月.csv" for unit in units)
    fresh, everything = read(plan=IntakePlan(fresh=True))
    assert len(everything) == 15
    assert again == fresh
    masters = []
    for name, submissions in (("a", again), ("b", fresh)):
        result = consolidate(tables.check_all(submissions, luzhai), None, luzhai, JUNE, date(2022, 7, 6))
        masters.append(write_master(result, tmp_path / name / "汇总表.xlsx").read_bytes())
    assert masters[0] == masters[1]


def test_nothing_changed_and_nothing_is_read(read):
    """The second run of the same month opens no file, and says the same of each."""
    first, opened = read()
    assert len(opened) == 15
    assert read() == (first, [])


def test_what_a_reading_depends_on_is_part_of_the_key(folder, read, luzhai):
    """Another rulebook, another month or another file name is another reading of the same bytes."""
    read()
    assert len(read(scheme=replace(luzhai, office="别的办公室"))[1]) == 15
    assert len(read(period=ReportingPeriod(2022, 7))[1]) == 15
    first = min(folder.iterdir())
    first.rename(first.with_stem(f"{first.stem}（更正）"))
    assert read()[1] == [f"{first.stem}（更正）.csv"]


def test_a_file_that_was_moved_is_told_by_its_new_place(folder, read, luzhai):
    """Of the same name in another folder, it need not be read again; its place is where it lies now."""
    read()
    moved = folder.rename(folder.with_name("新报送"))
    files = [(path, path.name) for path in moved.iterdir()]
    assert {one.path for one in tables.read_files(files, luzhai, JUNE)} == {str(path) for path, _ in files}


def test_the_cache_may_be_deleted_or_damaged(read):
    """Without it, and with rubbish in its place, all is read again and nothing else happens."""
    first, _ = read()
    cache.place().unlink()
    again, opened = read()
    assert (again, len(opened)) == (first, 15)
    cache.place().write_bytes(b"rubbish" * 1000)
    again, opened = read()
    assert (again, len(opened)) == (first, 15)


class Hostile:
    """Runs a command when it is unpickled."""

    def __reduce__(self):
        return os.system, ("touch stolen",)


def test_a_cache_that_somebody_tampered_with_runs_nothing(read, tmp_path, monkeypatch):
    """An entry can only be made of the model's nouns: anything else is no entry, and the file is read."""
    first, _ = read()
    monkeypatch.chdir(tmp_path)
    with closing(sqlite3.connect(cache.place())) as database, database:
        database.execute("UPDATE submission SET value = ?", [pickle.dumps(Hostile())])
    database.close()
    again, opened = read()
    assert (again, len(opened)) == (first, 15)
    assert not (tmp_path / "stolen").exists()


def test_what_could_not_be_read_is_tried_again(folder, read):
    """A refused file may be readable next time, for example when it is no longer open in Excel."""
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 torn off")
    assert {one.file: one.status for one in read()[0]}["坏.xlsx"] == "refused"
    assert read()[1] == ["坏.xlsx"]


def test_an_interrupted_run_keeps_what_it_has_read(folder, luzhai):
    """Whoever stops a long run in the middle finds at the next what was read by then."""
    jobs = [(path, path.name, None) for path in sorted(folder.iterdir())]
    some = intake_plan.read_each(jobs, luzhai, JUNE, intake_plan.AS_USUAL)
    done = [next(some) for _ in range(5)]
    some.close()
    keys = [intake_plan._key(job, rules_of(luzhai)) for job in jobs]
    # The fifth was handed over and not yet noted when the run stopped.
    assert len(cache.Cache(cache.place()).get(keys)) == len(done) - 1


def rules_of(scheme):
    """Return the mark of the rules as a reading has it."""
    return intake_plan.rules_mark(scheme, JUNE)


MARK = """
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.steps.intake_plan import rules_mark
print(rules_mark(load_shipped("luzhai-2022"), ReportingPeriod(2022, 6)))
"""


def test_the_next_process_knows_the_rules_again(luzhai):
    """What one run kept another finds, though Python lists a set's members in another order in every process."""
    marks = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        said = subprocess.run([sys.executable, "-c", MARK], env=environment, capture_output=True, check=True)
        marks.add(said.stdout.strip().decode())
    assert marks == {rules_of(luzhai)}


def test_it_is_switched_off_by_an_empty_setting(monkeypatch, read):
    """ZHAOSHANG_CACHE empty: every run reads everything, and nothing is written."""
    monkeypatch.setenv(cache.FOLDER, "")
    assert cache.place() is None
    assert len(read()[1]) == len(read()[1]) == 15
