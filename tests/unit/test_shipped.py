"""Are templates, macros and samples found, from a checkout and from a wheel?"""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from toolkit.files import shipped
from toolkit.model.errors import ToolkitError

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", ["templates", "macros", "sample_workbooks"])
def test_an_editable_install_finds_the_folders_in_the_root(name):
    """The checkout's root holds what offices edit."""
    assert shipped.folder(name) == ROOT / name


def test_a_missing_folder_is_one_sentence():
    """A damaged installation says so."""
    with pytest.raises(ToolkitError, match="安装不完整：缺少 nothing 文件夹"):
        shipped.folder("nothing")


def test_a_wheel_carries_the_folders_and_finds_them(tmp_path):
    """Built, unpacked elsewhere and asked there: templates, macros and samples lie beside the code."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    ask = "from toolkit.files import shipped; print([str(shipped.folder(n)) for n in ('templates','macros','sample_workbooks')])"
    done = subprocess.run([sys.executable, "-c", ask], cwd=site, check=True, capture_output=True, text=True)
    found = [Path(text) for text in ast_list(done.stdout)]
    assert all(path.is_relative_to(site) for path in found)
    assert (found[0] / "催报通知.docx").exists()
    assert any((found[2] / "luzhai_2022" / "目标").iterdir())


def ast_list(text: str) -> list[str]:
    """Return a printed list of strings."""
    import ast

    return ast.literal_eval(text)
