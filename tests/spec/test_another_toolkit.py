"""Somebody else's package is called ``toolkit``, too: the command says so and where it lies, and not a traceback."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OTHER = '"""Tools for everything."""\n__version__ = "0.3"\n'


@pytest.fixture
def folder(tmp_path):
    """A folder of packages with the beginning of the command, as pip lays it beside ours."""
    shutil.copy2(ROOT / "macros" / "zhaoshang_start.py", tmp_path)
    return tmp_path


def started(*path: Path) -> subprocess.CompletedProcess[str]:
    """Run ``zhaoshang --version`` as its script does, packages being looked for in these folders first."""
    asked = f"import sys; sys.path[:0] = {[str(one) for one in path]}; from zhaoshang_start import run; run()"
    return subprocess.run([sys.executable, "-I", "-c", asked, "--version"], capture_output=True, text=True, check=False)


def test_another_package_before_ours_is_named_with_its_place(folder):
    """It lies first on the path: nothing of ours can run, and the sentence says what to do."""
    (folder / "toolkit").mkdir()
    (folder / "toolkit" / "__init__.py").write_text(OTHER)
    done = started(folder, ROOT)
    assert done.returncode == 3 and "Traceback" not in done.stderr
    assert f"另有一个也叫 toolkit 的程序，先找到的是它：{folder / 'toolkit'}" in done.stderr


def test_another_package_written_over_ours_is_one_too(folder):
    """Pip lays both into one folder, and the last one's first page stands: ours has been damaged."""
    shutil.copytree(ROOT / "toolkit" / "cli", folder / "toolkit" / "cli")
    (folder / "toolkit" / "__init__.py").write_text(OTHER)
    done = started(folder)
    assert done.returncode == 3 and "也叫 toolkit 的程序" in done.stderr


def test_another_package_behind_ours_does_no_harm(folder, tmp_path_factory):
    """Ours is found first: the command runs."""
    behind = tmp_path_factory.mktemp("behind")
    (behind / "toolkit").mkdir()
    (behind / "toolkit" / "__init__.py").write_text(OTHER)
    assert "zhaoshang 2." in started(folder, ROOT, behind).stdout
