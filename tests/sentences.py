"""What does the product say to staff? Every sentence with its place, room by room: ``python tests/sentences.py``."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
HAN = re.compile(r"[一-鿿]")
# The document's own words, and data of the counties: quoted, never ours.
QUOTED = {"quote", "id", "keywords", "industries", "industrial", "emerging", "home", "abroad", "header", "clause"}


def sentences() -> Iterator[tuple[str, str, str]]:
    """Yield (room, place, text) of everything that is said; {…} stands for what is filled in."""
    for path in sorted((ROOT / "toolkit").rglob("*.py")):
        for line, text in of_python(path):
            yield path.relative_to(ROOT / "toolkit").parts[0], f"{path.relative_to(ROOT)}:{line}", text
    for path in sorted((ROOT / "toolkit" / "schemes").glob("*/scheme.toml")):
        for text in of_toml(tomllib.loads(path.read_text("utf-8"))):
            yield "schemes", str(path.relative_to(ROOT)), text
    for path in sorted((ROOT / "templates").iterdir()):
        for text in of_template(path):
            yield "templates", str(path.relative_to(ROOT)), text
    for path in sorted((ROOT / "macros").iterdir()):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for text in of_macro(path, line):
                yield "macros", f"{path.relative_to(ROOT)}:{number}", text


def of_python(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the Chinese strings of a module; of docstrings only those that are the help of a command."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    inside -= {id(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    unsaid = {id(text) for node in ast.walk(tree) for text in _docstring(node, path)}
    for node in ast.walk(tree):
        text = _text(node) if id(node) not in inside | unsaid else None
        if text and HAN.search(text):
            yield node.lineno, text


def _docstring(node: ast.AST, path: Path) -> Iterator[ast.AST]:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
        command = isinstance(node, ast.FunctionDef) and node.decorator_list and path.parent.name == "cli"
        if not command:
            yield node.body[0].value


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else _filled(part) for part in node.values)
        return "".join(map(str, parts))
    return None


def _filled(part: ast.AST) -> str:
    """Return what stands for a value: {…}, with the Chinese that the expression itself may say."""
    said = [node.value for node in ast.walk(part) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "{" + "｜".join(text for text in said if HAN.search(text)) + "}"


def of_toml(table: object, key: str = "") -> Iterator[str]:
    """Yield the Chinese of a rulebook that is ours: questions, reasons, notes, names; not what it quotes."""
    if isinstance(table, dict):
        for name, value in table.items():
            if name not in QUOTED:
                yield from of_toml(value, name)
    elif isinstance(table, list):
        for value in table:
            yield from of_toml(value, key)
    elif isinstance(table, str) and HAN.search(table):
        yield table


def of_template(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a Word template, or the lines of a mail's."""
    if path.suffix == ".docx":
        with ZipFile(path) as package:
            names = [name for name in package.namelist() if re.match(r"word/(document|header|footer)\d*\.xml", name)]
            for name in names:
                for paragraph in package.read(name).decode("utf-8").split("</w:p>"):
                    text = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph))
                    if HAN.search(text):
                        yield re.sub(r"\{\{.*?\}\}", "{}", text)
    elif path.suffix in (".txt", ".html"):
        for line in path.read_text("utf-8").splitlines():
            text = re.sub(r"\{[{%].*?[%}]\}", "{}", re.sub(r"<[^>]+>", "", line)).strip()
            if HAN.search(text):
                yield text


def of_macro(path: Path, line: str) -> Iterator[str]:
    """Yield what a macro or the installer shows; comments of both are for developers."""
    if path.suffix == ".cmd" and HAN.search(line) and not line.lower().lstrip().startswith("rem"):
        yield line.strip()
    if path.suffix == ".bas" and not line.lstrip().startswith("'"):
        yield from (text for text in re.findall(r'"([^"]*)"', line) if HAN.search(text))


if __name__ == "__main__":
    room = ""
    for where, place, text in sentences():
        if where != room:
            room = where
            sys.stdout.write(f"\n== {room}\n")
        sys.stdout.write(f"{place}\t{' ⏎ '.join(text.split(chr(10)))}\n")
