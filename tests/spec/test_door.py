"""The door (design §7): a file that would stop a reader is refused in one sentence, and the others are read."""

from pathlib import Path

import pytest

from tests.each_alone import each_alone
from tests.killers import CLERKS, HOSTILE
from tests.rawfiles import PROJECT, rows, sheet, xlsx
from tests.spec.test_odd_workbooks import ENDED, MEGABYTES, SECONDS, sentence_of
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status
from toolkit.workflow.steps import tables


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All killers, and the files that clerks make."""
    place = tmp_path_factory.mktemp("door")
    for name, make in {**{name: make for name, (_, make) in HOSTILE.items()}, **CLERKS}.items():
        (place / name).write_bytes(make())
    return place


@pytest.fixture(scope="module")
def results(folder):
    """What became of each file by itself: name → result of ``zhaoshang check``."""
    return {Path(result["file"]).name: result for result in each_alone(sorted(folder.iterdir()))}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_killer_is_refused_in_one_sentence(results, name):
    """The sentence says what is wrong with the file and what to do; no worker had to die for it."""
    (line,) = results[name]["lines"]
    assert line["status"] == "refused"
    assert HOSTILE[name][0] in line["reason"] and sentence_of(line["reason"]), line["reason"]


@pytest.mark.parametrize("name", CLERKS)
def test_what_clerks_make_is_read(results, name):
    """A million formatted rows, columns merged to the end, a stray cell in the last corner: the project is there."""
    (line,) = results[name]["lines"]
    assert [project["name"] for project in line["rows"]] == [PROJECT[2]], line


def test_none_takes_more_than_ten_seconds_or_half_a_gigabyte(results):
    """Time of the whole check, memory of the process that read the file; none was ended by the limits."""
    assert not [r["file"] for r in results.values() if r["lines"][0]["reason"].startswith(ENDED)]
    over = [r for r in results.values() if r["seconds"] > SECONDS or r["megabytes"] > MEGABYTES]
    assert over == []


def test_the_run_goes_on_behind_every_killer(folder, results, luzhai):
    """A good file behind each killer is read as if nothing had been."""
    good = folder / "江口乡.xlsx"
    good.write_bytes(xlsx(sheet(rows(PROJECT))))
    quick = [folder / name for name in HOSTILE if results[name]["seconds"] < 1]
    pairs = [(killer, good) for killer in quick]
    jobs = [(path, f"{number:02}-{place}") for number, pair in enumerate(pairs) for place, path in enumerate(pair)]
    read = tables.read_files(jobs, luzhai, ReportingPeriod(2022, 6))
    assert [one.status for one in read] == [Status.REFUSED, Status.ACCEPTED] * len(quick)
    assert all(len(one.projects) == 1 for one in read[1::2]) and len(quick) > 20
