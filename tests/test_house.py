"""Does the house still stand? Import rules, sizes, the map, lint and types."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import map_page

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "toolkit").rglob("*.py"))
SCRIPTS = sorted([*(ROOT / "sample_workbooks").rglob("*.py"), *(ROOT / "templates").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MAX_LINES = 400
LONGEST_FUNCTION = 40


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_too_long():
    """400 lines at the most."""
    lines = {_place(path): path.read_text("utf-8").count("\n") for path in [*SOURCES, *SCRIPTS, *TESTS]}
    assert not {place: count for place, count in lines.items() if count > MAX_LINES}


def test_every_module_says_what_it_answers():
    """A module without a docstring has no line in the map."""
    assert not [_place(path) for path in [*SOURCES, *SCRIPTS, *TESTS] if not ast.get_docstring(_tree(path))]


def test_a_long_function_says_why():
    """40 lines at the most, its docstring not counted; a longer one has a comment that begins with “Long:”."""
    assert not [f"{_place(path)}: {name}" for path in SOURCES for name in _unexplained(path)]


def _unexplained(path: Path) -> Iterator[str]:
    lines = path.read_text("utf-8").splitlines()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef):
            says = node.body[0].end_lineno - node.body[0].lineno + 1 if ast.get_docstring(node) else 0
            own = lines[node.lineno - 1 : node.end_lineno]
            if len(own) - says > LONGEST_FUNCTION and not any("# Long:" in line for line in own):
                yield node.name


def test_every_test_says_its_rule():
    """A test without a docstring says nothing to the reader of the book."""
    functions = ((path, node) for path in TESTS for node in ast.walk(_tree(path)) if isinstance(node, ast.FunctionDef))
    tests = ((path, node) for path, node in functions if node.name.startswith("test_"))
    assert not [f"{_place(path)}: {node.name}" for path, node in tests if not ast.get_docstring(node)]


def test_the_map_names_every_file_by_its_whole_path_and_is_not_stale():
    """toolkit/README.md is the map of the house; its lists are compiled (`python -m tests.map_page`)."""
    text = map_page.PAGE.read_text("utf-8")
    named = re.findall(r"^\| `([\w/]+\.py)` \|", text, re.MULTILINE)
    assert sorted(named) == sorted(
        path.relative_to(map_page.TOOLKIT).as_posix() for path in SOURCES if path.stem != "__init__"
    )
    assert text == map_page.page(), "python -m tests.map_page"


def test_the_hand_written_part_of_the_map_names_files_that_exist():
    """Who follows the map to a file finds it."""
    head = map_page.PAGE.read_text("utf-8").partition(map_page.BEGIN)[0]
    assert not [name for name in re.findall(r"`([\w/]+\.py)`", head) if not (map_page.TOOLKIT / name).exists()]


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["mypy", "--platform", "win32"],
        ["importlinter.cli", "lint"],
    ],
    ids=["format", "lint", "types", "types-windows", "imports"],
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
    ("workflow/steps/cache.py", "connect"): "SQLite's own transactions, in a cache that may be deleted at any time",
    ("cli/__init__.py", "NamedTemporaryFile"): "the details of an error, for whoever looks after the program",
    ("mail/collect_ledger.py", "connect"): "SQLite's own transactions",
    ("mail/send_ledger.py", "connect"): "SQLite's own transactions",
    ("workflow/actions/trial.py", "TemporaryDirectory"): "what made-up rows come to is written where nobody sees it",
    ("files/word_conversion.py", "TemporaryDirectory"): "LibreOffice works on files only; the result is read and gone",
    ("files/word_conversion.py", "copyfile"): "a form is converted under a name of our own, and gone afterwards",
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
    """toolkit/files/saving.py writes whole files or none; whoever writes in another way loses that, and this test."""
    found = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        memory = set(_no_paths(tree))
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        place = path.relative_to(ROOT / "toolkit").as_posix()
        found |= {(place, name) for call in calls if (name := _written_by(call, memory))}
    found = {(place, name) for place, name in found if place != "files/saving.py"}
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
    if name not in WRITING_METHODS or base == "saving" or (name == "save" and not base):
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


def _outside(paths: list[Path]) -> set[str]:
    """Return the top-level modules that files import from outside: neither Python's own nor ours, late imports too."""
    found = set()
    for path in paths:
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    ours = {"toolkit", "tests", *(one.stem for path in SCRIPTS for one in (path, path.parent))}
    return found - sys.stdlib_module_names - ours


def _declared(extras: bool) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = [*project["dependencies"], *(one for some in project["optional-dependencies"].values() for one in some)]
    wanted = lines if extras else project["dependencies"]
    return {canonicalize_name(Requirement(line).name) for line in wanted}


# What the product imports only where an office asked for it: pip install "zhaoshang-toolkit[scale]" and the like.
ON_REQUEST = {"distributed", "keyring", "matplotlib", "pyarrow"}


@pytest.mark.parametrize(("paths", "extras"), [(SOURCES, False), ([*SCRIPTS, *TESTS], True)], ids=["toolkit", "tests"])
def test_every_library_that_is_imported_is_declared(paths, extras):
    """What comes only because another library brings it may be gone with that library's next version."""
    known = packages_distributions()
    allowed = _declared(extras) | (set() if extras else ON_REQUEST)
    # A module of an extra that is not installed here is known by its own name.
    sources = {name: {canonicalize_name(one) for one in known.get(name, [name])} for name in _outside(paths)}
    assert not {name: source for name, source in sources.items() if not source & allowed}
    assert _declared(extras=True) >= ON_REQUEST


def test_no_comment_hides_that_it_is_not_needed():
    """Mypy reports every `type: ignore` that is no longer needed, unless the comment forbids it."""
    said = re.compile(r"type: ignore" + r"\[[^\]]*unused-ignore")
    assert not [_place(path) for path in [*SOURCES, *SCRIPTS, *TESTS] if said.search(path.read_text("utf-8"))]


# Who calls these with a text in Chinese names a file or folder of an office.
NAMING = {"Path", "glob", "joinpath", "rglob", "with_name"}
# What lies within a folder that Workspace gave; no other module asks for it.
WITHIN = {
    ("workflow/steps/mailing.py", "附件"),
    ("workflow/steps/mailing.py", "预览.html"),
    ("workflow/steps/mailing.py", "预览.xlsx"),
    ("workflow/actions/whole_month.py", "附件"),
}


def test_a_workspace_alone_knows_what_its_files_and_folders_are_called():
    """A name that stands in two places is changed in one: all of them stand in workflow/steps/workspace.py."""
    home = ROOT / "toolkit" / "workflow" / "steps" / "workspace.py"
    own = {text for text in _texts(_tree(home)) if re.fullmatch(r"[^\W\d_]+\.(csv|xlsx|toml|sqlite|ics)", text)}
    assert {"通讯录.csv", "裁定.xlsx", "设置.toml", "发送记录.sqlite", "问题清单.xlsx"} <= own
    above = [path for path in SOURCES if {"workflow", "cli"} & set(path.relative_to(ROOT / "toolkit").parts)]
    found = {
        (path.relative_to(ROOT / "toolkit").as_posix(), text)
        for path in above
        if path != home
        for text in [*_named(_tree(path)), *(text for text in _texts(_tree(path)) if text in own)]
    }
    assert found == WITHIN


def _texts(tree: ast.AST) -> Iterator[str]:
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _named(tree: ast.Module) -> Iterator[str]:
    """Yield the Chinese texts that a module joins to a path, or looks for in a folder."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            given: list[ast.expr] = [node.left, node.right]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in NAMING:
            given = node.args
        else:
            continue
        yield from (
            text
            for one in given
            if isinstance(one, ast.Constant)
            for text in _texts(one)
            if re.search(r"[\u4e00-\u9fff]", text)
        )


def test_no_object_becomes_one_of_another_class():
    """A noun that is made open and closed by a new class is hidden from the types; it is made in one call."""
    nodes = ((path, node) for path in SOURCES for node in ast.walk(_tree(path)) if isinstance(node, ast.Assign))
    turned = [_place(path) for path, node in nodes if any("__class__" in ast.unparse(one) for one in node.targets)]
    assert not turned


def test_no_path_of_a_machine_and_no_registry_host_is_committed():
    """What is installed comes by name; pins carry no address."""
    pins = (ROOT / "constraints.txt").read_text("utf-8")
    assert not re.search(r"https?:|@ |--hash|index-url", pins)
