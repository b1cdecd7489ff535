"""Does the page «on paper» still follow from its figures? Its arithmetic is written in it, and computed here.

The page docs/on-paper.md has one table of measured inputs (``| name | figure | … |``) and others in which each line
shows how a figure follows from those above it (``| name | arithmetic | result | … |``).
"""

import ast
import operator
import re
from collections.abc import Callable
from pathlib import Path

from tests.bench import measure

PAGE = Path(measure.ROOT / "docs" / "on-paper.md")
INPUT = re.compile(r"\| `(\w+)` \| ([\d.,]+) \|")
DERIVED = re.compile(r"\| `(\w+)` \| `([^`]+)` \| ([^|]*?) \|")
OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def computed(text: str) -> str:
    """Return the page with every result computed anew from the figures above it.

    >>> print(computed("| `files` | 40,000 | x |\\n| `hours` | `files * 0.09 / 3600` | ? | y |"))
    | `files` | 40,000 | x |
    | `hours` | `files * 0.09 / 3600` | 1 | y |
    """
    known: dict[str, float] = {}
    return "\n".join(_line(line, known) for line in text.split("\n"))


def _line(line: str, known: dict[str, float]) -> str:
    """Return a line with its result; what it says is known to the lines below."""
    if match := DERIVED.match(line):
        known[match[1]] = _value(ast.parse(match[2], mode="eval").body, known)
        return line[: match.start(3)] + shown(known[match[1]]) + line[match.end(3) :]
    if match := INPUT.match(line):
        known[match[1]] = float(match[2].replace(",", ""))
    return line


def _value(node: ast.expr, known: dict[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return known[name]
        case ast.BinOp(left=left, op=how, right=right):
            return OPERATIONS[type(how)](_value(left, known), _value(right, known))
    raise ValueError(f"no arithmetic: {ast.unparse(node)}")


def shown(value: float) -> str:
    """Return a figure as people say it: three digits that count, thousands apart.

    >>> shown(12345.6), shown(3.14159), shown(0.0213), shown(80.0)
    ('12,300', '3.14', '0.0213', '80')
    """
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def renew() -> None:
    """Write the page with its arithmetic done again."""
    PAGE.write_text(computed(PAGE.read_text("utf-8")), "utf-8")
