"""An issue is whole or it is none; what it holds reads back exactly; by its digests, who changed what is found."""

import csv
import hashlib
import io
import os
import shutil
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spec.test_publishing import AS_OF, MAY, bytes_of, issued, result_of, root, said
from toolkit.files import csv_text, saving
from toolkit.intake.office.snapshot import digests_in, read_head
from toolkit.model.errors import ToolkitError
from toolkit.workflow.actions import publish as work
from toolkit.workflow.steps import publications
from toolkit.workflow.steps.workspace import open_workspace

__all__ = ["root"]


def altered(folder):
    """Which files of an issue are missing or differ from what its head says of them."""
    there = {path.as_posix(): hashlib.sha256(content).hexdigest() for path, content in bytes_of(folder).items()}
    return [name for name, digest in digests_in(folder).items() if there.get(name) != digest]


@pytest.mark.parametrize("trouble", ["no head", "half a head", "no head's folder"])
def test_half_an_issue_is_none(root, trouble):
    """A folder that lacks its head, copied by halves perhaps, is named, counts as none, and is not written over."""
    folder = issued(root)
    head = folder / "快照" / "定稿.json"
    head.chmod(0o644)
    if trouble == "half a head":
        head.write_bytes(head.read_bytes()[:100])
    elif trouble == "no head":
        head.unlink()
    else:
        shutil.rmtree(folder / "快照")
    before = bytes_of(folder)
    result = result_of(root)
    assert result.since_issue is None
    assert "不能当作定稿" in "".join(result.about_issues)
    assert "不能当作定稿" in said(root, "consolidate", "--period", "2022-05")[0]
    assert issued(root).name == "2022-05（第2次）"
    assert bytes_of(folder) == before


def test_a_snapshot_of_a_later_program_is_not_guessed_at(root):
    """格式 2 is not read by a program that knows 1: one sentence says what to do."""
    folder = issued(root)
    head = folder / "快照" / "定稿.json"
    head.chmod(0o644)
    head.write_text(head.read_text("utf-8").replace('"格式": 1', '"格式": 2'), "utf-8")
    with pytest.raises(ToolkitError, match="请先升级工具箱"):
        read_head(folder)


def test_who_changed_an_issued_file_is_found_out(root):
    """Issued files are read-only; one that was changed or taken away all the same is found by its SHA-256."""
    folder = issued(root)
    assert altered(folder) == []
    rows, master = folder / "快照" / "台账.csv", next(folder.glob("*.xlsx"))
    assert not os.access(rows, os.W_OK) or os.geteuid() == 0
    assert rows.stat().st_mode & 0o222 == 0
    rows.chmod(0o644)
    rows.write_bytes(rows.read_bytes() + b"\r\n")
    master.unlink()
    assert sorted(altered(folder)) == sorted([master.name, "快照/台账.csv"])


def disk_at_every_step(plan, kept):
    """Issue in a process of its own; copy the workspace as it lies before each step that the disk sees; count the copies.

    A process that is killed leaves what lies there at that moment: nothing of it is cleaned up or written afterwards.
    """
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            steps = count()
            busy = False
            for name in ("replace", "fsync", "mkdir", "chmod", "rename"):
                real = getattr(os, name)

                def copied(*args, _real=real, **named):
                    nonlocal busy
                    if not busy:
                        busy = True
                        shutil.copytree(plan.workspace.root, kept / str(next(steps)))
                        busy = False
                    return _real(*args, **named)

                setattr(os, name, copied)
            work.publish(plan, "")
            os._exit(0)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return len(list(kept.iterdir()))


def test_killed_at_any_moment_nothing_half_is_taken_for_issued(root, tmp_path):
    """There is no issue, or a whole one: at whichever step the process dies; the next run sweeps and issues it all the same."""
    plan = work.plan(open_workspace(root), MAY, AS_OF)
    steps = disk_at_every_step(plan, tmp_path / "每一步")
    assert steps > 20, "every write, rename and folder is a step"
    left_over = []
    for step in range(steps):
        place = tmp_path / "每一步" / str(step)
        found = publications.publications(open_workspace(place))
        assert found.troubles == ()
        if MAY in found.newest:
            folder = place / "定稿" / "2022-05"
            assert altered(folder) == []
            assert len(digests_in(folder)) == len(bytes_of(folder)) - 1
        if saving.sweep(place) and MAY not in found.newest:
            left_over.append(place)
        assert list(place.rglob(".zhaoshang-*")) == []
    assert len(left_over) > 10, "most moments lie between two steps of one write"
    for place in (left_over[0], left_over[len(left_over) // 2], left_over[-1]):
        assert altered(issued(place)) == []
    assert altered(root / "定稿" / "2022-05") == []


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("=+-@\t'\n\r\",，；"), max_size=20)


@given(st.lists(st.tuples(TEXTS, TEXTS | st.none(), st.integers()), max_size=5))
def test_a_table_kept_as_csv_reads_back_exactly_and_runs_nothing(rows):
    """Whatever a unit typed, tabs, line ends, 公式: it comes back sign for sign, and Excel sees no formula."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.csv"
        path.write_bytes(csv_text.csv_bytes(("甲", "乙", "丙"), rows))
        wanted = [{"甲": one, "乙": other or "", "丙": str(number)} for one, other, number in rows]
        assert csv_text.csv_rows(path) == wanted
        for row in list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))[1:]:
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)
