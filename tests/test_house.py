"""Does the house still stand? Import rules, sizes, the map, lint and types."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "toolkit").rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "sample_workbooks").rglob("*.py"), *(ROOT / "templates").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MAX_LINES = 400


@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long_and_each_says_what_it_answers(path):
    """400 lines at the most, and a module docstring."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= MAX_LINES
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_test_says_its_rule(path):
    """A test without a docstring says nothing to the reader of the book."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_the_map_names_every_file_and_no_other():
    """toolkit/README.md is the map of the house."""
    text = (ROOT / "toolkit" / "README.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+\.py)`", text))
    there = {path.name for path in SOURCES if path.name != "__init__.py"}
    assert named == there


@pytest.mark.parametrize(
    "command",
    [["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"], ["importlinter.cli", "lint"]],
    ids=["format", "lint", "types", "imports"],
)
def test_the_tools_agree(command):
    """Format, lint, types and the dependency rule are part of the tests."""
    module, *rest = command
    if module == "importlinter.cli":
        call = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    else:
        call = [sys.executable, "-m", module, *rest]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_path_of_a_machine_and_no_registry_host_is_committed():
    """What is installed comes by name; pins carry no address."""
    pins = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"https?:|@ |--hash|index-url", pins)
