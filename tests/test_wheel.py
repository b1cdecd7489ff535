"""Does what is handed out work without the source? The built wheel in a clean environment, and the offline bundle."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from toolkit.model.errors import ToolkitError
from toolkit.schemes.loader import scheme_ids
from toolkit.workflow.actions.bundle import INSTALLER, TAG_FILE, check_bundle, make_bundle

ROOT = Path(__file__).parent.parent
fetching = pytest.mark.skipif(not os.environ.get("CI"), reason="fetches all dependencies: in CI, or with CI=1")


def run(*words: object, cwd: Path | None = None) -> str:
    """Return what a program printed; its complaint is the test's failure."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([*map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built by the backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_offices_edit(wheel):
    """Templates, macros, every rulebook with its document, every county's samples, and that it is typed; no tests."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    assert {"toolkit/py.typed", "zhaoshang_start.py"} <= inside
    for name in ("templates", "macros"):
        there = {
            path.name
            for path in (ROOT / name).iterdir()
            if path.suffix in {".docx", ".txt", ".html", ".bas", ".cmd", ".sh"}
        }
        assert {f"toolkit/_data/{name}/{file}" for file in there} <= inside
    for id in scheme_ids():
        folder = id.replace("-", "_")
        assert {f"toolkit/schemes/{folder}/{file}" for file in ("scheme.toml", "units.csv", "document.txt")} <= inside
        assert any(name.startswith(f"toolkit/_data/sample_workbooks/{folder}/报送/") for name in inside)
    assert not [name for name in inside if name.startswith("tests/") or "__pycache__" in name]


@fetching
def test_the_wheel_does_the_demo_in_a_clean_environment(wheel, tmp_path):
    """Nothing but the wheel and what it asks for: ``zhaoshang demo`` writes four counties' masters."""
    place = tmp_path / "venv"
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, "-c", ROOT / "constraints.txt")
    assert str(place) in run(python, "-c", "import toolkit; print(toolkit.__file__)", cwd=tmp_path)
    said = run(programs / "zhaoshang", "demo", cwd=tmp_path)
    assert said.count("汇总表：") == len(scheme_ids())
    masters = list((tmp_path / "招商演示").glob("*/输出/*/*招商引资情况汇总表.xlsx"))
    assert len(masters) == len(scheme_ids())


@fetching
def test_the_bundle_needs_nothing_from_the_network(wheel, tmp_path):
    """Every wheel for 64-bit Windows lies in it: pip finds all of them with no index to ask, for its own Python alone."""
    count = make_bundle(tmp_path, "3.11", wheel)
    wheels = tmp_path / "wheels"
    assert count == len(list(wheels.glob("*.whl"))) and (tmp_path / INSTALLER).exists()
    assert (tmp_path / TAG_FILE).read_text("ascii").splitlines()[1:] == ["PYTHON=3.11", "BITS=64", "SYSTEM=windows"]
    check_bundle(tmp_path, "3.11")
    assert list(wheels.glob("keyring-*.whl")), "the manual tells offices to use it"
    with pytest.raises(ToolkitError, match="是给 Python 3.11（64位）做的，不能装进 Python 3.13（64位）"):
        check_bundle(tmp_path, "3.13")
    (tmp_path / TAG_FILE).write_text("PYTHON=3.13\nBITS=64\n", "ascii")
    with pytest.raises(ToolkitError, match="装不进 Python 3.13：缺 "):
        check_bundle(tmp_path, "3.13")
