"""How does the book of rules read on one page? docs/rules.md, compiled from tests/spec: ``python -m tests.rules_page``.

Per chapter its title, per test the rule in words, its clauses, the drawn sheet, the table of cases and what comes of it.
"""

import ast
import importlib
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
SPECS = ROOT / "tests" / "spec"
PAGE = ROOT / "docs" / "rules.md"
COMMAND = "python -m tests.rules_page"
CLAUSE = re.compile(r"\b(?:LZ|GN|NX|JC)-[A-Z]+\d+[a-z]?\b")
RULER = re.compile(r"^\s*\|\s*[A-Z]{1,2}\s*(\||$)", re.MULTILINE)
MOST_CASES = 45
NO_VALUE = object()

# A chapter that no topic names comes last, under MORE: a new chapter needs no line here, but reads better with one.
TOPICS = (
    (
        "Reading what units send",
        "blank_form known_form reading real_tables rows columns units values targets row_conservation messy xls xml_and_html bounded_reading samples samples_counties",
    ),
    ("What is wrong, and where", "findings crosschecks return_copy"),
    ("Rulebooks", "schemes schemes_counties schemes_rules requirements fifth_county every_county"),
    (
        "Putting it together",
        "consolidation duplicates reconcile system_identity master colours two_evaluators follow_back walk",
    ),
    ("Points, places, dates", "ranking scores consequences tracker calendar"),
    ("Trips", "trips trip_approval trip_papers trip_return"),
    ("Official documents", "notice notice_forms notice_lint official_layout reminder"),
    ("Mail", "letters sending collecting"),
    ("Buttons", "control_workbook buttons"),
)
MORE = "More"
HEAD = f"""# The rules

What the toolkit promises, rule by rule, compiled from `tests/spec` (`{COMMAND}`): every sentence below is the docstring
of a test that passes. A drawn sheet becomes a real workbook in its test; the ruler holds Excel's column letters, each line
begins with its row number, and `HEADINGS` stands for the ten columns of annex 2. Clauses such as LZ-R8 are those of
`zhaoshang schemes show`.
"""


def page() -> str:
    """Return docs/rules.md."""
    chapters = {path.stem.removeprefix("test_"): path for path in sorted(SPECS.glob("test_*.py"))}
    named = [(topic, [name for name in names.split() if name in chapters]) for topic, names in TOPICS]
    known = {name for _, names in named for name in names}
    named.append((MORE, [name for name in chapters if name not in known]))
    contents, body = [], []
    for topic, names in named:
        if names:
            contents.append(f"- **{topic}**")
            body.append(f"## {topic}\n")
        for name in names:
            title, rules = _chapter(chapters[name])
            contents.append(f"  - [{title.rstrip('.')}](#{name})")
            body += [
                f'### <a id="{name}"></a>{title}\n',
                f"[`{chapters[name].name}`](../tests/spec/{chapters[name].name})\n",
            ]
            body += rules
    return "\n".join([HEAD, *contents, "", *body]).rstrip() + "\n"


def _chapter(path: Path) -> tuple[str, list[str]]:
    """Return a chapter's title and its rules as Markdown."""
    tree = ast.parse(path.read_text("utf-8"))
    title, _, rest = (ast.get_docstring(tree) or path.stem).partition("\n")
    told = [f"{_plain(rest)}\n"] if rest.strip() else []
    groups = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name.startswith("Test"))]
    tests = [node for group in groups for node in group.body if isinstance(node, ast.FunctionDef)]
    tests = [test for test in tests if test.name.startswith("test_")]
    module = importlib.import_module(f"tests.spec.{path.stem}")
    return title, told + [line for test in tests for line in _rule(test, module)]


def _rule(test: ast.FunctionDef, module: ModuleType) -> Iterator[str]:
    """Yield a test as Markdown: its rule, then what it draws, tries and gets."""
    words = _plain(ast.get_docstring(test) or test.name)
    clauses = sorted(set(CLAUSE.findall(ast.unparse(test))) - set(CLAUSE.findall(words)))
    cited = f" *({', '.join(clauses)})*" if clauses else ""
    yield f"- {words}{cited}\n"
    yield from (textwrap.indent(table, "  ") for table in _cases(test, module))
    drawings = list(_drawings(test, module))
    for drawing in drawings:
        yield textwrap.indent(f"```\n{drawing}\n```\n", "  ")
    if drawings:
        yield from (f"  → {_listed(lines)}\n" for lines in _results(test))


def _listed(lines: list[str]) -> str:
    return "; ".join(f"`{line}`" for line in lines) or "nothing"


def _plain(docstring: str) -> str:
    """Return a docstring as one Markdown paragraph."""
    return re.sub(
        r"``([^`]+)``", r"`\1`", re.sub(r"(?<=[^\x00-\u2fff])\s*\n\s*(?=[^\x00-\u2fff])|\s+", " ", docstring.strip())
    )


def _drawings(test: ast.FunctionDef, module: ModuleType) -> Iterator[str]:
    """Yield the sheets that a test draws, rows filled in by the chapter's own functions where they can be."""
    for node in ast.walk(test):
        if isinstance(node, ast.Call):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                if isinstance(argument, (ast.Constant, ast.JoinedStr, ast.Name)):
                    text = _value(argument, module)
                    if isinstance(text, str) and RULER.search(text):
                        # Rows that a function filled in start where they like: the sheet is set out anew.
                        yield "\n".join(line.strip() for line in text.strip("\n").splitlines() if line.strip())


def _cases(test: ast.FunctionDef, module: ModuleType) -> Iterator[str]:
    """Yield a test's parameters as tables, as far as they are plain values."""
    for decorator in test.decorator_list:
        if not (isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("parametrize")):
            continue
        names, rows = (_value(argument, module) for argument in decorator.args[:2])
        columns = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
        # A list that is computed is the same for every reader of its source: only what is written out is shown.
        if not isinstance(decorator.args[1], (ast.List, ast.Tuple)) or rows is NO_VALUE or len(rows) > MOST_CASES:
            continue
        lines = [row if len(columns) > 1 else (row,) for row in rows]
        if all(isinstance(line, tuple) and len(line) == len(columns) and all(map(_short, line)) for line in lines):
            shown = [columns, ["---"] * len(columns), *([_cell(value) for value in line] for line in lines)]
            yield "\n".join(f"| {' | '.join(line)} |" for line in shown) + "\n"


def _short(value: object) -> bool:
    return isinstance(value, (str, int, float, bool, list, tuple, type(None))) and len(repr(value)) < 120


def _cell(value: object) -> str:
    text = ("、".join(map(str, value)) or "none") if isinstance(value, (list, tuple)) else str(value)
    text = text if text.isprintable() and text == text.strip() else repr(value)[1:-1]
    return "—" if value is None else text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;") or "(empty)"


def _results(test: ast.FunctionDef) -> Iterator[list[str]]:
    """Yield what a test says comes out, where it is written as a list of lines or of values."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare) and isinstance(node.test.ops[0], ast.Eq):
            try:
                value = ast.literal_eval(node.test.comparators[0])
            except ValueError:
                continue
            if isinstance(value, list):
                yield [" ".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value]


def _value(node: ast.expr, module: ModuleType) -> Any:
    """Return what an expression of a chapter is, or ``NO_VALUE`` where it hangs on the running test."""
    try:
        return eval(compile(ast.Expression(node), "spec", "eval"), vars(module))  # noqa: S307 - our own tests' source
    except (NameError, AttributeError, TypeError):
        return NO_VALUE


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
