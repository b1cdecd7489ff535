"""Does the offline installer hold what a Windows computer needs, and is 安装.cmd written as Windows reads it?"""

import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.cmd_lint import problems
from toolkit.model.errors import ToolkitError
from toolkit.workbooks.control.workbook import WINDOWS_PYTHON
from toolkit.workflow.actions import bundle_runtime
from toolkit.workflow.actions.bundle import check_bundle, lacking, make_bundle, tag_of
from toolkit.workflow.actions.bundle_target import SYSTEMS, WINDOWS, Tag

CMD = Path(__file__).parent.parent.parent / "macros" / "安装.cmd"


def wheel(folder: Path, name: str, *requires: str) -> None:
    """Write a wheel that only says what it needs."""
    with zipfile.ZipFile(folder / f"{name.replace('-', '_')}-1.0-py3-none-any.whl", "w") as archive:
        text = f"Name: {name}\n" + "".join(f"Requires-Dist: {one}\n" for one in requires)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", text)


HERE = Tag("3.11", 64, WINDOWS)
KYLIN = Tag("3.11", 64, SYSTEMS[2])


def test_what_only_the_other_computer_needs_is_named(tmp_path):
    """A plain pip asks for the machine it runs on: what Windows or another Python needs has to be fetched by name."""
    wheel(tmp_path, "click", 'colorama; sys_platform == "win32"', 'x; extra == "test" and os_name == "nt"')
    wheel(tmp_path, "xlwings", "pywin32>=224; platform_system == 'Windows'", "psutil; sys_platform == 'darwin'")
    wheel(
        tmp_path,
        "keyring",
        'SecretStorage>=3.2; sys_platform == "linux"',
        'importlib_metadata; python_version < "3.12"',
    )
    assert lacking(tmp_path, HERE) == ["colorama", "importlib-metadata", "pywin32"]
    wheel(tmp_path, "pywin32")
    assert lacking(tmp_path, HERE) == ["colorama", "importlib-metadata"]
    assert lacking(tmp_path, KYLIN) == ["importlib-metadata", "secretstorage"]
    assert lacking(tmp_path, Tag("3.13", 64, WINDOWS)) == ["colorama"]


def test_a_python_version_that_is_none_gives_its_sentence(tmp_path):
    """Nothing is fetched before the version is understood."""
    with pytest.raises(ToolkitError, match="请写成 3.11"):
        make_bundle(tmp_path, "3")
    assert list(tmp_path.iterdir()) == []


def test_the_installer_is_written_as_windows_reads_it():
    """A linter reads it: bytes, labels, quoting, variables, and whether every command's failure is looked at."""
    content = CMD.read_bytes()
    assert problems(content) == []
    text = content.decode("utf-8")
    place = WINDOWS_PYTHON.removesuffix(r"\Scripts\python.exe")
    assert r'set "HOME_DIR=%LOCALAPPDATA%\zhaoshang"' in text and r'set "VENV=%HOME_DIR%\venv"' in text
    assert place == r"%LOCALAPPDATA%\zhaoshang\venv"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("\r\n", "\n", "does not end with CR LF"),
        ("@echo off", "\ufeff@echo off", "byte order mark"),
        ("rem Installs", "rem 安装", "other letters than ASCII before chcp"),
        (":venv\r\n", "", "label venv is not there"),
        (":venv\r\n", ":venv\r\n:venvs\r\n", "label venvs is never used"),
        (":venv\r\n", ":venv\r\n:venv\r\n", "label venv stands twice"),
        ("exit /b 0\r\n\r\n:failed", ":failed", "runs into :failed"),
        ('pushd "%HERE%"', "pushd %HERE%", "%HERE% outside quotation marks"),
        ('set "BITS=64"', "set BITS=64", "set without set"),
        ('set "BITS=64"', 'set "BITS=64', "odd number of quotation marks"),
        ('set "BITS=64"', "", "%BITS% is never set"),
        (
            "-m toolkit.cli schemes\r\nif errorlevel 1 goto failed",
            "-m toolkit.cli schemes",
            "nobody looks whether this worked",
        ),
        ("if errorlevel 1 goto ask", "pause", "nobody looks whether this worked"),
        ("if errorlevel 1 goto ask", "if errorlevel 1 (\r\ngoto ask\r\n)", "a block"),
    ],
)
def test_the_linter_sees_what_it_is_there_for(old, new, says):
    """Each rule of the linter, broken once in the installer itself."""
    text = CMD.read_bytes().decode("utf-8")
    assert old in text
    assert any(says in one for one in problems(text.replace(old, new).encode()))


@pytest.mark.parametrize(
    "step", ["核对安装包", "查找 Python", "准备运行环境", "安装组件", "检查安装结果", "准备工作文件夹"]
)
def test_a_step_that_fails_is_named_with_what_to_do(step):
    """Whatever stops it: where it stopped, what to do, and that it may be run again."""
    lines = CMD.read_bytes().decode("utf-8").split("\r\n")
    steps = [number for number, line in enumerate(lines) if re.match(r'set "STEP=第\d步 ', line)]
    assert [number for number in steps if lines[number].endswith(f'{step}"')]
    for number, line in enumerate(lines):
        if line.endswith("goto failed") and number > steps[0]:
            advice = [one for one in lines[steps[0] : number] if 'set "ADVICE=' in one]
            assert advice and "请" in advice[-1], f"line {number + 1} says nothing of what to do"


def test_the_installer_asks_for_the_scheme_and_keeps_a_workspace_that_is_there():
    """Enter alone must not choose a county; a second run asks nothing and changes no workspace."""
    text = CMD.read_bytes().decode("utf-8")
    assert not re.search(r'set "SCHEME=\w', text)
    assert text.index("goto keepwork") < text.index("set /p")
    kept = text.partition(":keepwork")[2].partition(":shortcut")[0]
    assert " init " not in kept


def complete(folder: Path, name: str, tag: str, *requires: str) -> None:
    """Write a wheel that pip takes: of a name, for a tag (``cp311-cp311-win_amd64``)."""
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nProvides-Extra: keyring\n"
        + "".join(f"Requires-Dist: {one}\n" for one in requires),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    record = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name.replace('-', '_')}-1.0-{tag}.whl", "w") as archive:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(file, text)


@pytest.fixture
def small(tmp_path):
    """A bundle for Python 3.11 of the toolbox and two components, one of them compiled."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    complete(wheels, "zhaoshang-toolkit", "py3-none-any", "fonttools", 'keyring; extra == "keyring"')
    complete(wheels, "fonttools", "cp311-cp311-win_amd64", 'colorama; sys_platform == "win32"')
    complete(wheels, "keyring", "py3-none-any")
    complete(wheels, "colorama", "py3-none-any")
    (tmp_path / "python-tag.txt").write_text("# made for\nPYTHON=3.11\nBITS=64\n", "utf-8")
    return tmp_path


def test_a_bundle_resolves_for_its_own_python_without_a_network(small):
    """Pip --dry-run --no-index for win_amd64: everything is there, and nothing is installed."""
    before = sorted(small.rglob("*"))
    check_bundle(small, "3.11")
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize(
    ("python", "bits", "says"),
    [
        (
            "3.13",
            64,
            "安装包是给 Python 3.11（64位）做的，不能装进 Python 3.13（64位）。请在那台电脑上装 Python 3.11（64位）",
        ),
        ("3.12", 64, "或者用 --python-version 3.12 另做一份安装包"),
        ("3.11", 32, "不能装进 Python 3.11（32位）"),
    ],
)
def test_a_bundle_for_another_python_is_refused_in_a_sentence(small, python, bits, says):
    """3.13 found, cp311 carried: said before pip says it in English."""
    with pytest.raises(ToolkitError) as refused:
        check_bundle(small, python, bits)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("gone", "says"),
    [
        ("wheels/keyring-1.0-py3-none-any.whl", "缺 keyring"),
        ("wheels/colorama-1.0-py3-none-any.whl", "缺 colorama"),
        ("wheels/fonttools-1.0-cp311-cp311-win_amd64.whl", "缺 fonttools"),
        ("python-tag.txt", "没有 python-tag.txt，或者没有写明 Python 版本。请重新制作安装包"),
    ],
)
def test_an_incomplete_bundle_names_what_is_missing(small, gone, says):
    """A bundle copied in part, or made for another tag than it says."""
    (small / gone).unlink()
    with pytest.raises(ToolkitError, match=says):
        check_bundle(small, "3.11")


def test_wheels_of_another_tag_are_no_help(small):
    """python-tag.txt says 3.13 where the compiled wheels are for 3.11: pip finds none, and that is said."""
    (small / "python-tag.txt").write_text("PYTHON=3.13\nBITS=64\n", "utf-8")
    with pytest.raises(ToolkitError, match="装不进 Python 3.13：缺 fonttools"):
        check_bundle(small, "3.13")


def test_what_is_installed_is_what_the_bundle_was_resolved_for():
    """Keyring lies in the bundle for the mail password: it is installed, too; and nothing comes from a network."""
    text = CMD.read_bytes().decode("utf-8")
    assert '--no-index --find-links wheels "zhaoshang-toolkit[keyring]"' in text
    assert text.count("pip install") == 1
    shell = CMD.with_suffix(".sh").read_text("utf-8")
    assert "--no-index --find-links \"$here/wheels\" 'zhaoshang-toolkit[keyring]'" in shell
    assert shell.count("pip install") == 1


def program(machine: bytes) -> bytes:
    """Return the beginning of a Windows program for a kind of processor."""
    head = bytearray(0x40)
    head[:2], head[0x3C:0x40] = b"MZ", (0x40).to_bytes(4, "little")
    return bytes(head) + b"PE\0\0" + machine + bytes(20)


AMD64, I386 = b"\x64\x86", b"\x4c\x01"


def embeddable(folder: Path, short: str = "311", machine: bytes = AMD64, *more: str) -> Path:
    """Write an archive with the parts of python.org's embeddable package that are looked at."""
    path = folder / "python-embed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("python.exe", program(machine))
        archive.writestr(f"python{short}._pth", f"python{short}.zip\n.\n\n#import site\n")
        for name in (f"python{short}.dll", f"python{short}.zip", *more):
            archive.writestr(name, b"")
    return path


@pytest.mark.parametrize(
    ("short", "machine", "more", "says"),
    [
        ("313", AMD64, (), "里是 Python 3.13，安装包是给 Python 3.11 做的"),
        ("311", I386, (), "不是64位的 Python"),
        ("311", AMD64, ("../evil.exe",), "不是 Python 的嵌入式压缩包"),
    ],
)
def test_another_python_than_the_bundles_is_not_brought_along(tmp_path, short, machine, more, says):
    """Its version and its bits are read from the archive itself; before anything is fetched or written."""
    archive = embeddable(tmp_path, short, machine, *more)
    with pytest.raises(ToolkitError, match=says) as refused:
        make_bundle(tmp_path / "out", "3.11", runtime=archive)
    assert "Windows embeddable package (64-bit)" in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_half_an_archive_is_said_in_a_sentence(tmp_path):
    """A download that broke off; for Linux, an archive of something else."""
    (tmp_path / "half.zip").write_bytes(embeddable(tmp_path).read_bytes()[:-30])
    with pytest.raises(ToolkitError, match="不是完整的压缩包"):
        make_bundle(tmp_path / "out", "3.11", runtime=tmp_path / "half.zip")
    with pytest.raises(ToolkitError, match=r"不是完整的 tar.gz 压缩包.*aarch64"):
        make_bundle(tmp_path / "out", "3.11", system=SYSTEMS[2], runtime=tmp_path / "half.zip")
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("python/bin/python3.12"))
    with pytest.raises(ToolkitError, match=r"没有 python/bin/python3\.11"):
        make_bundle(tmp_path / "out", "3.11", system=SYSTEMS[1], runtime=tmp_path / "other.tar.gz")


def test_the_python_that_comes_along_has_all_components_in_it(small):
    """The embeddable Python reads components only where its ._pth names their folder and imports site."""
    archive = embeddable(small)
    bundle_runtime.put(archive, small / "wheels", small, HERE)
    runtime = small / "runtime"
    assert (runtime / "python311._pth").read_bytes() == b"python311.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
    there = {path.name for path in (runtime / "Lib" / "site-packages").iterdir()}
    assert {f"{name}-1.0.dist-info" for name in ("zhaoshang_toolkit", "fonttools", "keyring", "colorama")} <= there
    assert (runtime / "zhaoshang.cmd").read_bytes() == b'@"%~dp0python.exe" -P -m toolkit.cli %*\r\n'
    assert (runtime / "python.exe").read_bytes() == program(AMD64)
    bundle_runtime.put(None, small / "wheels", small, HERE)
    assert not runtime.exists(), "a bundle that is made anew without it brings no old one along"


def test_a_bundle_for_linux_says_so(small):
    """python-tag.txt names the system; one without that line is of version 1.0, for Windows."""
    assert tag_of(small) == HERE
    (small / "python-tag.txt").write_text("PYTHON=3.11\nBITS=64\nSYSTEM=linux-arm\n", "utf-8")
    assert tag_of(small) == KYLIN
    with pytest.raises(ToolkitError, match="装不进 Python 3.11：缺 fonttools"):
        check_bundle(small, "3.11")
