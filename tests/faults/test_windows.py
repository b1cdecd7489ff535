"""Does the product keep what Windows asks of it? Commands under its rules (tests/like_windows.py), on NTFS.

What this cannot show: cmd, Excel, Defender and a real console. docs/release.md has the hand check for those.
"""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.workspaces import ROOT, SAMPLE, put, run, small_workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux under Windows' rules; Windows has its own")
AS_OF = ("--as-of", "2022-07-06")
MONTH = "2022-06"
MASTER = "鹿寨县2022年6月招商引资情况汇总表"
CLAIM = ("claim", "来件.xlsx", "--unit", "拉沟乡", "--period", MONTH)
BOOK = "招商工具箱.xlsm"
TROUBLE = 70


@contextmanager
def ntfs(folder: Path, *options: str):
    """Mount a file system as Windows has it; fail in CI where that may not be done, skip elsewhere."""
    image, place = folder / "ntfs.img", folder / "盘"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(512 << 20)
    maker = shutil.which("mkntfs") or "/sbin/mkntfs"
    choices = ",".join(("windows_names", "permissions", *options))
    for call in ([maker, "-F", "-Q", "-q", str(image)], ["lowntfs-3g", "-o", choices, str(image), str(place)]):
        try:
            done = subprocess.run(call, capture_output=True, text=True, check=False)
            trouble = done.stderr.strip() if done.returncode else ""
        except FileNotFoundError:
            trouble = f"{call[0]} is missing: .ci/run installs ntfs-3g"
        if trouble:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(trouble)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """A disk for the whole book; each test has a folder of its own on it."""
    with ntfs(tmp_path_factory.mktemp("卷")) as place:
        yield place


def under_windows(*words: str, held: Path | None = None) -> tuple[int, str]:
    """Run a command under Windows' rules, in a console of code page 936, while somebody has a file open."""
    call = [sys.executable, "-X", "warn_default_encoding", "-m", "tests.like_windows", *words]
    env = os.environ | {"PYTHONIOENCODING": "gbk", "ZHAOSHANG_CACHE": "", "ZHAOSHANG_HELD": str(held or "")}
    # A group of its own: only who belongs to this run can hold a file of it.
    done = subprocess.run(call, cwd=ROOT, capture_output=True, check=False, env=env, start_new_session=True)
    # What a program reads is UTF-8 everywhere; what a person reads is in the console's code page.
    return done.returncode, (done.stdout + done.stderr).decode("utf-8" if "jsonl" in words else "gbk")


def month_of_a_county(root: Path) -> Path:
    """Make a workspace by the command and lay the sample's files into it, as a clerk does."""
    code, said = under_windows("init", str(root), "--scheme", "luzhai-2022")
    assert code == 0, said
    for name in ("目标", "系统导出", "出行"):
        shutil.copytree(SAMPLE / name, root / name, dirs_exist_ok=True)
    (root / "报送" / MONTH).mkdir(parents=True)
    for name in ("四排镇6月招商引资统计表.csv", "江口乡2022年6月报表.xlsx", "县科工贸局6月统计表.xlsx"):
        put(name, root)
    for name in ("通讯录.csv", "收件登记.csv"):
        shutil.copy2(SAMPLE / name, root / name)
    return root


def test_a_months_work_by_commands(disk):
    """From an empty folder to the second 定稿: no file is replaced while it is open, and every word fits GBK."""
    root = month_of_a_county(disk / "鹿寨 2022")
    for words in (
        ("check", "--period", MONTH),
        ("consolidate", *AS_OF),
        ("reconcile", "--period", MONTH),
        ("notice", "催报通知", *AS_OF),
        ("notice", "退回修改通知", *AS_OF),
        ("trip", "approval", *AS_OF),
        ("trip", "report", *AS_OF),
        ("trip", "budget", *AS_OF),
        ("assess", *AS_OF),
        ("assess", "--books"),
        ("send", *AS_OF),
        ("publish", *AS_OF),
        ("issue", "--period", "2022-07"),
        ("consolidate", *AS_OF),
        ("build", "--replace"),
        ("doctor",),
    ):
        code, said = under_windows(*words, "-w", str(root))
        assert code in (0, 1), f"{words}: {said}"
        assert "Warning" not in said
    put("拉沟乡6月.xlsx", root)
    code, said = under_windows("publish", *AS_OF, "--reason", "拉沟乡补报", "-w", str(root))
    assert "已定稿，第2次" in said
    # What is read-only in 定稿 stays there; nothing of an interrupted write is left.
    assert {one.name for one in (root / "定稿").iterdir() if one.is_dir()} == {MONTH, f"{MONTH}（第2次）"}
    assert not list(root.rglob(".zhaoshang-*"))
    code, said = under_windows("new-year", str(disk / "鹿寨 2023"), "-w", str(root))
    assert code in (0, 1), said
    assert (disk / "鹿寨 2023" / "项目库.xlsx").exists()


def test_spawned_readers_say_what_forked_ones_say(disk, tmp_path):
    """Byte for byte: what a workbook says does not hang on how its reader was started, nor on the disk."""
    here, there = small_workspace(tmp_path / "一"), small_workspace(disk / "一")
    code, said = under_windows("check", "--format", "jsonl", "-w", str(there))
    same = run(here, "check", "--format", "jsonl")
    assert (code, said) == (same.returncode, same.stdout)
    assert said.count("\n") == 4


@pytest.mark.parametrize(
    ("file", "command", "says"),
    [
        (f"输出/{MONTH}/{MASTER}.xlsx", ("consolidate", *AS_OF), f"{MASTER}.新.xlsx"),
        (BOOK, ("build", "--replace"), "“招商工具箱.xlsm”正被打开，没有覆盖"),
        (BOOK, ("run", "check", "--period", MONTH), "“招商工具箱.xlsm”正被打开"),
        ("收件登记.xlsx", CLAIM, "“收件登记.xlsx”正被打开"),
        ("裁定.xlsx", ("decide", "ID", "2.1", "--by", "韦某", "--period", MONTH), "“裁定.xlsx”正被打开"),
    ],
    ids=["master", "toolbox", "button", "intake log", "decisions"],
)
def test_a_file_that_is_open_in_excel_is_told_and_not_lost(opened, file, command, says):
    """Windows lets nobody replace what another program has open, whether or not a lock file tells of it."""
    before = (opened / file).read_bytes()
    where = ("--book" if command[0] == "run" else "-w", str(opened / BOOK if command[0] == "run" else opened))
    words = [_first_question(opened) if word == "ID" else word for word in command]
    code, said = under_windows(*words, *where, held=opened / file)
    assert code != TROUBLE, said
    assert says in said
    assert (opened / file).read_bytes() == before
    assert not list(opened.rglob(".zhaoshang-*"))


def _first_question(root: Path) -> str:
    said = run(root, "decisions", "--period", MONTH).stdout
    return re.search(r"^  (\S+-\w{8})  ", said, re.MULTILINE)[1]


@pytest.fixture(scope="module")
def opened(disk):
    """A month that is consolidated already, and one file that nobody has claimed."""
    root = month_of_a_county(disk / "开着")
    code, said = under_windows("consolidate", *AS_OF, "-w", str(root))
    assert code in (0, 1), said
    (root / "待认领").mkdir(exist_ok=True)
    shutil.copy(SAMPLE / "报送" / MONTH / "拉沟乡6月.xlsx", root / "待认领" / "来件.xlsx")
    return root


def test_a_place_that_is_too_deep_is_said_in_numbers(disk):
    """259 signs are the end: what does not fit is not written, and is told how deep it lies."""
    above = disk / ("办公室" * 20) / ("招商引资" * 15)
    above.mkdir(parents=True)
    root = above / ("深" * (220 - len(str(above)) - 1))
    code, said = under_windows("init", str(root), "--scheme", "luzhai-2022")
    assert code == 3
    assert "连文件名超过了 Windows 的上限259个字。请把工作文件夹移到层次少的地方" in said.replace("\n", "")
    assert not list(root.rglob(".zhaoshang-*"))


def test_two_names_that_differ_in_case_are_two_files(tmp_path):
    """Two units send 报表.XLSX and 报表.xlsx on one day: on Windows' disk the second does not take the first one's place."""
    source = tmp_path / "微信"
    with ntfs(tmp_path, "ignore_case") as place:
        root = small_workspace(place / "鹿寨", reports=())
        for folder, unit, name in (
            ("一", "江口乡2022年6月报表.xlsx", "Report.XLSX"),
            ("二", "拉沟乡6月.xlsx", "report.xlsx"),
        ):
            (source / folder).mkdir(parents=True)
            shutil.copy(SAMPLE / "报送" / MONTH / unit, source / folder / name)
            code, said = under_windows("collect", "--folder", str(source / folder), "--period", MONTH, "-w", str(root))
            assert code in (0, 1), said
        kept = [path for folder in ("报送", "待认领") for path in (root / folder).rglob("*") if path.is_file()]
        sent = [path for path in source.rglob("*") if path.is_file()]
        assert sorted(map(Path.read_bytes, sent)) == sorted(
            one for one in map(Path.read_bytes, kept) if one[:2] == b"PK"
        )


def test_paths_are_stored_alike_on_every_desk():
    """A workspace goes from a desk with Windows to one with 麒麟 and back: a place in it is written with / on both.

    Path.relative_to writes the desk's own sign; as_posix does not.
    """
    written = re.compile(r"str\([\w.]+\.relative_to\(|\{[\w.]+\.relative_to\([\w.]+\)\}")
    there = [path for path in (ROOT / "toolkit").rglob("*.py") if written.search(path.read_text("utf-8"))]
    assert there == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (r'folders = ["D:\微信\收到的文件"]', '第2行。文件夹的位置里“\\”请改成“/”，写作 "D:/微信/收到的文件"。'),
        (r'folders = ["D:\temp\new"]', '写作 "D:/temp/new"'),
        (r'folders = ["\\server\招商"]', '写作 "//server/招商"'),
        ("contact = “韦某”", "第2行。引号、等号和方括号请用英文半角的。"),
    ],
)
def test_a_path_typed_as_windows_shows_it_is_put_right_in_words(tmp_path, line, says):
    r"""D:\temp would be read as D:, a tab and emp."""
    root = small_workspace(tmp_path / "鹿寨")
    (root / "设置.toml").write_text(f'scheme = "luzhai-2022"\n{line}\nyear = 2022\n', "utf-8")
    assert says in run(root, "check").stderr


@pytest.mark.parametrize(
    "line",
    [
        'folders = ["D:/微信"]',
        r'folders = ["D:\\微信"]',
        r"folders = ['D:\微信']",
        r"# D:\微信",
        r'contact = "\\20亿元"',
        r'contact = "\\a\\b"',
        r'contact = "\\20亿元\""',
        r'contact = "\\20亿元\u007f"',
    ],
)
def test_a_path_that_toml_reads_right_stays(tmp_path, line):
    """Doubled, or between single quotation marks, a backslash is one."""
    root = small_workspace(tmp_path / "鹿寨")
    (root / "设置.toml").write_text(f'scheme = "luzhai-2022"\n{line}\nyear = 2022\n', "utf-8")
    assert "写法有误" not in run(root, "check").stderr
