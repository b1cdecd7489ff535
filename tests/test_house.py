"""Does the house still stand? Import rules, sizes, the map, lint and types."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "toolkit").rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "sample_workbooks").rglob("*.py"), *(ROOT / "templates").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MAX_LINES = 400
LONGEST_FUNCTION = 40


@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long_and_each_says_what_it_answers(path):
    """400 lines at the most, and a module docstring."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= MAX_LINES
    assert ast.get_docstring(ast.parse(text))


def test_a_long_function_says_why():
    """40 lines at the most, its docstring not counted; a longer one has a comment that begins with “Long:”."""
    for path in SOURCES:
        lines = path.read_text("utf-8").splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef):
                says = node.body[0].end_lineno - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
                own = lines[node.lineno - 1 : node.end_lineno]
                assert len(own) - says <= LONGEST_FUNCTION or any("# Long:" in line for line in own), (
                    f"{path.name}: {node.name}"
                )


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


def test_the_map_names_a_file_once_in_its_room():
    """Two lines about one file of a room would tell two things."""
    for room in (ROOT / "toolkit" / "README.md").read_text("utf-8").split("\n## "):
        named = re.findall(r"`(\w+\.py)`", "\n".join(re.findall(r"^\| ([^|]+) \|", room, re.MULTILINE)))
        assert sorted(named) == sorted(set(named)), room.partition("\n")[0]


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


# Every way to write a file that is known: of these modules, and as a method or a class whatever it belongs to.
WRITING_FUNCTIONS = {
    "parquet": {"write_table"},
    "pq": {"write_table"},
    "os": {"fdopen", "link", "rename", "renames", "replace", "symlink"},
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move"},
    "sqlite3": {"connect"},
    "tempfile": {"NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "mkdtemp", "mkstemp"},
}
WRITING_METHODS = {
    "ParquetWriter", "Workbook", "ZipFile", "hardlink_to", "open", "rename", "replace", "save", "symlink_to", "to_csv", "to_excel",
    "to_parquet", "touch", "write_bytes", "write_text",
}  # fmt: skip
# Where one of them stands all the same, and why that is right.
NO_FILE_OF_OURS = {
    ("buttons.py", "NamedTemporaryFile"): "the details of an error, for whoever looks after the program",
    ("cache.py", "connect"): "SQLite's own transactions, in a cache that may be deleted at any time",
    ("cli/__init__.py", "NamedTemporaryFile"): "the details of an error, for whoever looks after the program",
    ("mail/collect_ledger.py", "connect"): "SQLite's own transactions",
    ("mail/send_ledger.py", "connect"): "SQLite's own transactions",
    ("office_engine/engine.py", "open"): "what the tests' engine was asked for",
    ("office_engine/server.py", "mkdtemp"): "the profile of a LibreOffice that lives as long as a test",
    ("office_engine/server.py", "write_text"): "the profile of a LibreOffice that lives as long as a test",
    ("workbooks/control/vba.py", "TemporaryDirectory"): "pyOpenVBA works on files only; the result is read from it",
    ("workbooks/control/vba.py", "save"): "pyOpenVBA works on files only; the result is read from it",
    ("workbooks/control/vba.py", "write_bytes"): "pyOpenVBA works on files only; the result is read from it",
    (
        "workflow/steps/belonging.py",
        "TemporaryDirectory",
    ): "an attachment is looked at before it is known where it belongs",
    ("workflow/steps/belonging.py", "write_bytes"): "an attachment is looked at before it is known where it belongs",
}


def test_there_is_one_way_to_write_a_file():
    """toolkit/filing.py writes whole files or none; whoever writes in another way loses that, and this test."""
    found = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        memory = set(_no_paths(tree))
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        place = path.relative_to(ROOT / "toolkit").as_posix()
        found |= {(place, name) for call in calls if (name := _written_by(call, memory))}
    found = {(place, name) for place, name in found if place != "filing.py"}
    assert found == NO_FILE_OF_OURS.keys()


def _no_paths(tree: ast.Module) -> Iterator[str]:
    """Yield the names that stand for bytes in memory, or for a file that somebody else has opened."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            names, values = (getattr(side, "elts", [side]) for side in (node.targets[0], node.value))
            yield from (ast.unparse(n) for n, v in zip(names, values, strict=False) if "BytesIO(" in ast.unparse(v))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("save_from"):
            given = node.args[0]
            yield from (one.arg for one in given.args.args) if isinstance(given, ast.Lambda) else ()
        if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation) in {"BinaryIO", "io.BytesIO"}:
            yield node.arg
        if isinstance(node, ast.withitem) and "ZipFile(" in ast.unparse(node.context_expr) and node.optional_vars:
            yield ast.unparse(node.optional_vars)


def _written_by(call: ast.Call, memory: set[str]) -> str | None:
    """Return by which of the known ways a call writes a file, if it does."""
    base, _, name = ast.unparse(call.func).rpartition(".")
    if name in WRITING_FUNCTIONS.get(base, ()):
        return name
    if name not in WRITING_METHODS or base == "filing" or (name == "save" and not base):
        return None
    if base in memory or any(ast.unparse(one) in memory for one in call.args[:2]):
        return None
    if name == "replace":  # a path's: a text's has two arguments, a date's has names
        return name if base and len(call.args) == 1 and not call.keywords else None
    if name in {"open", "ZipFile"}:
        modes = [
            one.value for one in [*call.args, *(word.value for word in call.keywords)] if isinstance(one, ast.Constant)
        ]
        return name if any(re.fullmatch(r"[rbt]?[bt]?[wax+][bt+]*", str(mode)) for mode in modes) else None
    return name


def test_no_path_of_a_machine_and_no_registry_host_is_committed():
    """What is installed comes by name; pins carry no address."""
    pins = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"https?:|@ |--hash|index-url", pins)
