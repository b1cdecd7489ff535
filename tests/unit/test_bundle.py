"""Does the offline installer hold what a Windows computer needs, and is 安装.cmd written as Windows reads it?"""

import re
import zipfile
from pathlib import Path

import pytest

from tests.cmd_lint import problems
from toolkit.model.errors import ToolkitError
from toolkit.workbooks.control.workbook import WINDOWS_PYTHON
from toolkit.workflow.actions.bundle import check_bundle, make_bundle, windows_needs

CMD = Path(__file__).parent.parent.parent / "macros" / "安装.cmd"


def wheel(folder: Path, name: str, *requires: str) -> None:
    """Write a wheel that only says what it needs."""
    with zipfile.ZipFile(folder / f"{name.replace('-', '_')}-1.0-py3-none-any.whl", "w") as archive:
        text = f"Name: {name}\n" + "".join(f"Requires-Dist: {one}\n" for one in requires)
        archive.writestr(f"{name}-1.0.dist-info/METADATA", text)


def test_what_only_windows_needs_is_named(tmp_path):
    """A plain pip asks for the machine it runs on: what is needed on Windows alone has to be fetched by name."""
    wheel(tmp_path, "click", 'colorama; sys_platform == "win32"', 'x; extra == "test" and os_name == "nt"')
    wheel(tmp_path, "xlwings", "pywin32>=224; platform_system == 'Windows'", "psutil; sys_platform == 'darwin'")
    assert windows_needs(tmp_path) == ["colorama", "pywin32"]
    wheel(tmp_path, "pywin32")
    assert windows_needs(tmp_path) == ["colorama"]


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
            '"%ZHAOSHANG%" schemes\r\nif errorlevel 1 goto failed',
            '"%ZHAOSHANG%" schemes',
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
