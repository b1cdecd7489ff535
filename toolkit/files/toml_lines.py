"""On which line of a toml file does each key and each table stand? The standard reader does not say."""

import re
from collections.abc import Iterator

from toolkit.model.expressions import expression

Path = tuple[str | int, ...]
_TOKEN = expression(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{},=.]|[^\s"\'#\[\]{},=.]+',
    re.DOTALL,
)
_QUOTES = "\"'"


def toml_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every key and table of a toml text that :mod:`tomllib` accepts.

    A path is as in the parsed file, with numbers for the elements of arrays: ``("clause", 0, "line")``.

    >>> toml_lines('a = 1\\n[[b]]\\nc = [\\n  { d = 2 },\\n]\\n')
    {('a',): 1, ('b', 0): 2, ('b', 0, 'c'): 3, ('b', 0, 'c', 0): 4, ('b', 0, 'c', 0, 'd'): 4}
    """
    return _Walk(text).lines


def toml_spans(text: str) -> dict[Path, tuple[int, int]]:
    """Return where every value of a toml text stands, [start, end), for who changes one and leaves the rest as it is.

    >>> text = 'a = 1\\nb = [\\n  { c = "x" },  # said\\n]\\n'
    >>> {path: text[start:end] for path, (start, end) in toml_spans(text).items() if path != ("b",)}
    {('a',): '1', ('b', 0, 'c'): '"x"', ('b', 0): '{ c = "x" }'}
    """
    return _Walk(text).spans


class _Walk:
    """Walks through a text token by token; it is loose, as the text has been accepted before."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.spans: dict[Path, tuple[int, int]] = {}
        self._tokens = list(_numbered(text))
        self._at = 0
        self._elements: dict[Path, int] = {}
        table: Path = ()
        while self._at < len(self._tokens):
            word, line, _ = self._tokens[self._at]
            if word == "\n":
                self._at += 1
            elif word == "[":
                table = self._header()
                self.lines.setdefault(table, line)
            else:
                self._pair(table)

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][0]

    def _peek(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "\n"

    def _header(self) -> Path:
        self._next()
        many = self._peek() == "["
        names = [name for name in iter(self._next, "]") if name not in ("[", ".")]
        if many:
            self._next()
        path: Path = ()
        for name in names[:-1]:
            path = (*path, _bare(name))
            path = (*path, self._elements[path] - 1) if path in self._elements else path
        path = (*path, _bare(names[-1]))
        if many:
            self._elements[path] = self._elements.get(path, 0) + 1
            path = (*path, self._elements[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at][1]
        names = [_bare(name) for name in iter(self._next, "=") if name != "."]
        path = (*table, *names)
        self.lines.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        opening, start = self._peek(), self._tokens[self._at][2] if self._at < len(self._tokens) else 0
        if opening not in ("[", "{"):
            while self._peek() not in ("\n", ",", "]", "}"):
                self._next()
            self.spans[path] = (start, self._end())
            return
        self._next()
        number = 0
        while (word := self._peek()) not in ("]", "}"):
            if word in ("\n", ","):
                self._next()
            elif opening == "{":
                self._pair(path)
            else:
                self.lines[(*path, number)] = self._tokens[self._at][1]
                self._value((*path, number))
                number += 1
        self._next()
        self.spans[path] = (start, self._end())

    def _end(self) -> int:
        word, _, start = self._tokens[self._at - 1]
        return start + len(word)


def _numbered(text: str) -> Iterator[tuple[str, int, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        if not match[0].startswith("#"):
            yield match[0], line, match.start()
        line += match[0].count("\n")


def _bare(name: str) -> str:
    return name[1:-1] if name[0] in _QUOTES else name
