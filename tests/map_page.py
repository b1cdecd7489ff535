"""Compiles the lists of the map, toolkit/README.md, from the first line of every module: ``python -m tests.map_page``."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLKIT = ROOT / "toolkit"
PAGE = TOOLKIT / "README.md"
BEGIN, END = "<!-- compiled: python -m tests.map_page -->", "<!-- /compiled -->"
# In the order of the house, from the ground floor up.
ROOMS = (
    ("files", "the ground floor"),
    ("model", "the hall of nouns"),
    ("intake", "what a file means"),
    ("checks", "what is wrong with a table"),
    ("consolidation", "what the county has"),
    ("register", "which projects there are, over months, names and units"),
    ("assessment", "who stands where, and what could follow"),
    ("schemes", "the rulebooks"),
    ("workbooks", "Excel out"),
    ("documents", "Word out"),
    ("mail", "letters out, attachments in"),
    ("workflow", "the corridor"),
    ("cli", "the command `zhaoshang`"),
)


def first_line(path: Path) -> str:
    """Return what a module or a package says of itself in its first line."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]


def _table(folder: Path) -> list[str]:
    files = [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
    rows = [f"| `{path.relative_to(TOOLKIT).as_posix()}` | {first_line(path)} |" for path in files]
    return ["| file | answers |", "|---|---|", *rows, ""] if rows else []


def lists() -> str:
    """Return the lists: a heading per room and sub-room, a line per file."""
    lines = []
    for name, what in ROOMS:
        room = TOOLKIT / name
        lines += [f"## {name}/ — {what}", "", *_table(room)]
        for part in sorted(path.parent for path in room.glob("*/__init__.py")):
            lines += [f"### {part.relative_to(TOOLKIT).as_posix()}/", "", first_line(part / "__init__.py"), ""]
            lines += _table(part)
    lines += ["## Beside the rooms", "", *_table(TOOLKIT)]
    return "\n".join(lines)


def page() -> str:
    """Return the map with its lists compiled anew."""
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    return f"{head}{BEGIN}\n\n{lists()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
