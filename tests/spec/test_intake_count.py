"""The count: files in 报送 and attachments received are the lines of 收件登记, whatever is done to them."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.mailroom import ARRIVED, JIANGKOU, LAGOU, SINCE, collecting_office, kept, mail_arrives  # noqa: F401 - fixtures
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.log_files import files_by_place, with_files
from toolkit.workflow.steps.workspace import create_workspace

MONTHS = ("报送/2022-05", "报送/2022-06", "待认领")
ACTS = st.tuples(
    st.sampled_from(("add", "move", "edit", "delete")), st.integers(0, 5), st.sampled_from(MONTHS), st.integers(0, 3)
)


@given(st.lists(ACTS, max_size=25))
@settings(max_examples=60)
def test_every_file_has_one_line_and_no_line_is_ever_lost(acts):
    """The law: after any adding, moving, editing and deleting each file has its line, and each line that was stays."""
    with tempfile.TemporaryDirectory() as folder:
        office = create_workspace(Path(folder) / "鹿寨2022", "luzhai-2022")
        lines = with_files((), office)
        for act, which, place, content in acts:
            files = sorted(files_by_place(office).values())
            target = office.root / place / f"{which}.txt"
            target.parent.mkdir(exist_ok=True)
            if act == "add" or not files:
                target.write_text(f"{content}")
            elif act == "move" and not target.exists():
                files[which % len(files)].rename(target)
            elif act == "edit":
                files[which % len(files)].write_text(f"edited {content}")
            elif act == "delete":
                files[which % len(files)].unlink()
            before, lines = lines, with_files(lines, office)
            there = [line.place for line in lines if line.outcome != "文件不在"]
            assert sorted(there) == sorted(files_by_place(office))
            assert len(lines) >= len(before)


def test_every_attachment_has_one_line_the_same_twice_has_two(workspace, arrives):
    """Twice in one mail, once more a day later, a licence, a picture, a letter without anything, a file put by hand."""
    table = (JIANGKOU.name, JIANGKOU.read_bytes())
    arrives(table, table, ("营业执照.jpg", b"\xff\xd8\xff"), ("说明.txt", b"x"))
    arrives(table, on=ARRIVED + timedelta(days=1))
    arrives(subject="没有附件")
    (workspace.reports / "2022-06").mkdir(exist_ok=True)
    (workspace.reports / "2022-06" / LAGOU.name).write_bytes(LAGOU.read_bytes())
    collect(workspace, SINCE)
    lines = read_log(workspace).lines
    assert len(lines) == 5 + 1
    assert sorted({line.place for line in lines}) == kept(workspace) and len(kept(workspace)) == 4
    doubles = [(line.at, line.note) for line in lines if line.outcome == "重复"]
    assert sorted(at for at, _ in doubles) == ["2022-07-04 09:30", "2022-07-05 09:30"]
    assert all("内容相同" in note for _, note in doubles)
