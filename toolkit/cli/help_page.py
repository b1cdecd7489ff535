"""How is a help page laid out on a screen? A Chinese character is as wide as two Latin letters."""

import unicodedata
from collections.abc import Iterable

import click

# Signs that may not begin a line.
CLOSING = "，。；：！？、）”》〕"


def columns(text: str) -> int:
    """Return how many columns of a screen a text takes.

    >>> columns("期间 2022-06")
    12
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def broken(text: str, width: int) -> list[str]:
    """Return a text as lines of so many columns; a word of Latin letters stays whole, a line begins with no 。

    >>> broken("读取并校验各单位报送的表。写 --format xlsx 得到工作簿。", 28)
    ['读取并校验各单位报送的表。写', '--format xlsx 得到工作簿。']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterable[str]:
    """Yield the pieces between which a line may break: a word, or a Chinese character with its closing marks."""
    piece = ""
    for letter in text:
        wide = columns(letter) == 2
        if piece and letter not in CLOSING and (wide or letter == " " or columns(piece[-1]) == 2):
            yield piece
            piece = ""
        piece += letter
    yield piece


class HelpPage(click.HelpFormatter):
    """click's help page, measured in columns."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is typed, on one line."""
        self.write(f"{prefix or '用法：'}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with the mark for it keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            first, *rest = paragraph.splitlines() or [""]
            kept = rest if first.strip() == "\b" else broken(" ".join([first, *rest]), self.width - len(indent))
            paragraphs.append("\n".join(indent + line for line in kept))
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 26, col_spacing: int = 2) -> None:
        """Write options or commands with what they mean beside them, or below where they are long."""
        rows = list(rows)
        left = min(max(columns(first) for first, _ in rows), col_max) + col_spacing
        for first, second in rows:
            lines = broken(second, max(self.width - left - self.current_indent, 10))
            margin = " " * (self.current_indent + left)
            head = f"{'':>{self.current_indent}}{first}"
            if lines and columns(first) <= left - col_spacing:
                head += " " * (left - columns(first)) + lines.pop(0)
            self.write("\n".join([head, *(margin + line for line in lines)]) + "\n")
