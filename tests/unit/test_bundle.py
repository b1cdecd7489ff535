"""Does the offline installer hold what a Windows computer needs, and is 安装.cmd written as Windows reads it?"""

import re
import zipfile
from pathlib import Path

import pytest

from toolkit.model.errors import ToolkitError
from toolkit.workbooks.control_workbook import WINDOWS_PYTHON
from toolkit.workflow.bundle import make_bundle, windows_needs

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
    """UTF-8 without a mark, every line ended as Windows ends it, labels that exist, and the workbook's own Python."""
    content = CMD.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    text = content.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "chcp 65001" in text.split("echo 正在")[0], "the code page is set before the first Chinese word"
    labels = set(re.findall(r"(?m)^:(\w+)", text))
    assert set(re.findall(r"goto (\w+)", text)) == labels
    place = WINDOWS_PYTHON.removesuffix(r"\Scripts\python.exe")
    assert r'set "HOME_DIR=%LOCALAPPDATA%\zhaoshang"' in text and r'set "VENV=%HOME_DIR%\venv"' in text
    assert place == r"%LOCALAPPDATA%\zhaoshang\venv"
