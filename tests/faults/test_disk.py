"""What happens when the disk is full or may not be written to? One sentence, exit code 3, and the old results stand."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.workspaces import REPORTS, put, run, run_each, small_workspace
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Contact, Letter
from toolkit.workflow.steps.workspace import SEND_LEDGER

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux' ways to make a disk small")
CHAIN = (
    ("consolidate", "--as-of", "2022-07-06"),
    ("notice", "退回修改通知", "--as-of", "2022-07-06"),
    ("send", "--as-of", "2022-07-06"),
)
# As root, without the right to pass over what the folders' owners allow.
ORDINARY = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--inh-caps", "-all")


@contextmanager
def small_disk(place: Path, size: int):
    """Mount a disk of so many bytes in memory; skip the test where that may not be done."""
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"needs the right to mount a disk: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk up to so many bytes."""
    filler = disk / "别的文件"
    filler.write_bytes(bytes(shutil.disk_usage(disk).free - leave))
    return filler


def contents(root: Path) -> dict[str, bytes]:
    """Return what lies in a workspace but the lock's mark, by path."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".正在运行"
    }


def one_sentence(said: str, *words: str) -> None:
    """Hold an operator's message against the house style."""
    lines = said.strip().splitlines()
    assert len(lines) == 1, said
    assert all(word in lines[0] for word in words), said
    assert lines[0].endswith("。")
    assert not any(word in lines[0] for word in ("Error", "Errno", "Traceback", "None", ".tmp")), said


def test_a_full_disk_is_one_sentence_and_spoils_nothing(tmp_path):
    """Whatever room is left: each file is the old or the new one; with room again the next run does the whole work."""
    early, late = REPORTS[:-1], REPORTS[-1]
    wanted = small_workspace(tmp_path / "wanted", reports=early)
    run_each(wanted, *CHAIN)
    put(late, wanted)
    run_each(wanted, *CHAIN)
    with small_disk(tmp_path / "disk", 4 << 20) as disk:
        root = small_workspace(disk / "wanted", reports=early)
        run_each(root, *CHAIN)
        before = contents(root)
        put(late, root)
        new = contents(wanted)
        failed = []
        for leave in (0, 8 << 10, 60 << 10):
            filler = fill(disk, leave)
            failed += [said for code, said in run_each(root, *CHAIN) if code == 3]
            filler.unlink()
            for name, content in contents(root).items():
                assert content in (before.get(name), new.get(name), before.get(name.replace("（上次）", ""))), name
            assert before.keys() <= contents(root).keys()
        assert len(failed) >= 4
        for said in failed:
            one_sentence(said, "磁盘空间不足", "请腾出空间后再运行一次")
        assert {code for code, _ in run_each(root, *CHAIN)} <= {0, 1}
        now = contents(root)
        assert [
            name for name in now.keys() | new.keys() if "（上次）" not in name and now.get(name) != new.get(name)
        ] == []


def test_no_letter_is_claimed_on_a_full_disk(tmp_path):
    """What cannot be written down beforehand is not sent; the sentence does not call the send ledger damaged."""
    with small_disk(tmp_path / "disk", 1 << 20) as disk:
        SendLedger(disk / SEND_LEDGER).close()
        fill(disk, 0)
        with (
            SendLedger(disk / SEND_LEDGER) as ledger,
            pytest.raises(ToolkitError, match="磁盘空间不足，“发送记录.sqlite”"),
        ):
            ledger.claim(Letter(Contact("江口乡", "韦某", "jk@luzhai.example"), "主题", "正文" * 9999, (), content="1"))


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(tmp_path):
    """Where no disk can be mounted, a quota on files shows the same: one sentence, no file, nothing left over."""
    root = small_workspace(tmp_path / "鹿寨2022")
    limit = ("prlimit", "--fsize=3000")
    done = run(root, *CHAIN[0], prefix=limit)
    assert done.returncode == 3, done.stderr
    one_sentence(done.stderr, "磁盘空间不足", "请腾出空间后再运行一次")
    assert not list(root.rglob("*汇总表.xlsx"))
    assert not list(root.rglob(".zhaoshang-*"))


def test_a_folder_that_may_not_be_written_to_is_one_sentence(tmp_path):
    """No permission: the sentence names the folder, the old results stand."""
    root = small_workspace(tmp_path / "鹿寨2022")
    run(root, *CHAIN[0])
    before = contents(root)
    prefix = ORDINARY if os.geteuid() == 0 else ()
    results = root / "输出" / "2022-06"
    results.chmod(0o555)
    try:
        done = run(root, *CHAIN[0], prefix=prefix)
        (root / "报送").chmod(0o000)
        unread = run(root, *CHAIN[0], prefix=prefix)
    finally:
        results.chmod(0o755)
        (root / "报送").chmod(0o755)
    assert done.returncode == 3, done.stderr
    one_sentence(done.stderr, "没有权限写入文件夹", "输出/2022-06", "请换一个位置")
    assert contents(root) == before
    assert unread.returncode == 3, unread.stderr
    one_sentence(unread.stderr, "文件夹“报送”打不开")


def test_a_workspace_that_may_not_be_written_to_can_still_be_checked(tmp_path):
    """Check writes nothing, and so needs no lock and no permission; consolidate says that it may not write."""
    root = small_workspace(tmp_path / "鹿寨2022")
    prefix = ORDINARY if os.geteuid() == 0 else ()
    root.chmod(0o555)
    try:
        checked = run(root, "check", prefix=prefix)
        done = run(root, *CHAIN[0], prefix=prefix)
    finally:
        root.chmod(0o755)
    assert checked.returncode == 1
    assert "共 4 个文件" in checked.stdout
    assert done.returncode == 3
    one_sentence(done.stderr, "没有权限写入文件夹")


def test_a_notice_that_is_open_in_word_is_said_and_saved_beside(tmp_path):
    """Word outputs like Excel's: the open file stands, the new one lies beside it, and the line says so."""
    root = small_workspace(tmp_path / "鹿寨2022")
    command = ("notice", "催报通知", "--as-of", "2022-07-06")
    run(root, *command)
    folder = root / "输出" / "2022-06" / "通知"
    (folder / "催报通知.docx").write_bytes(b"old")
    (folder / "~$催报通知.docx").write_bytes(b"")
    done = run(root, *command)
    assert "催报通知.新.docx（“催报通知.docx”正被打开，没有覆盖）" in done.stdout
    assert (folder / "催报通知.docx").read_bytes() == b"old"
    assert (folder / "催报通知.新.docx").read_bytes()[:2] == b"PK"
