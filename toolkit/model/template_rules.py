"""What may a template contain? Fields, ``if`` and ``for``; no computation, and no endless loop.

Offices edit templates and may be handed one by mail.  Jinja's sandbox alone lets one fill the memory
(``'a' * 10**9``) or loop through the night (``range`` in ``range``), so what a template may say is listed here.
The rules look at Jinja's syntax tree by the names of its nodes: the hall imports no template language.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from toolkit.model.expressions import expression

# No calls, no arithmetic, no set, include, import, extends or macro.
ALLOWED = frozenset(
    ("Template", "Output", "TemplateData", "Name", "Const", "Tuple", "Getattr", "Getitem", "If", "For", "CondExpr",
     "Compare", "Operand", "Not", "And", "Or", "Test", "Filter")
)  # fmt: skip
FILTERS = ("count", "length")  # and join, which is :func:`joined`
DEEPEST = 3  # loops in loops: groups, lines, values
DEEPEST_TAG = 60  # brackets in brackets, ifs in ifs: far below what would overrun the interpreter
LONGEST = 64 * 1024 * 1024  # characters of a result
LONGEST_SEPARATOR = 20
LONGEST_TAG = 500
_OPENING = expression(r"\{[%{#]")
_PAIRED = expression(r"\{%-?\s*(?P<kind>if|for|endif|endfor)\b[^%]*%\}")
_CLOSING = {"{%": "%}", "{{": "}}", "{#": "#}"}


def refused(tree: Any) -> int | None:
    """Return the line of the first thing in a template that is not allowed, or ``None``."""
    return next(_refused(tree, 0, 0, 1), None)


def _refused(node: Any, loops: int, level: int, line: int) -> Iterator[int]:
    kind, line = type(node).__name__, node.lineno or line
    loops += kind == "For"
    private = (kind == "Getattr" and node.attr.startswith("_")) or (kind == "Name" and node.name == "self")
    if kind not in ALLOWED or private or loops > DEEPEST or level > DEEPEST_TAG:
        yield _line(node) or line
        return
    for child in node.iter_child_nodes():
        yield from _refused(child, loops, level + 1, line)


def _line(node: Any) -> int:
    # Jinja gives some nodes no line of their own; what stands in them has one.
    return node.lineno or next(filter(None, map(_line, node.iter_child_nodes())), 0)


def unpaired(words: str) -> tuple[str, int]:
    """Return what is wrong with the pairs of ``if`` and ``for``, and where; ('', 0) where each has its end.

    >>> unpaired("{% if due %}{% for line in lines %}{{ line }}{% endif %}")[0]
    '“{% for line in lines %}”没有对应的“{% endfor %}”'
    >>> unpaired("{{ due }}{% endif %}")[0], unpaired("{% if due %}{% endif %}")
    ('“{% endif %}”前面没有对应的“{% if … %}”', ('', 0))
    """
    open_ones: list[re.Match[str]] = []
    for tag in _PAIRED.finditer(words):
        kind = tag["kind"]
        if not kind.startswith("end"):
            open_ones.append(tag)
        elif open_ones and open_ones[-1]["kind"] == kind.removeprefix("end"):
            open_ones.pop()
        elif open_ones:
            break
        else:
            return f"“{tag[0]}”前面没有对应的“{{% {kind.removeprefix('end')} … %}}”", tag.start()
    if not open_ones:
        return "", 0
    return f"“{open_ones[-1][0]}”没有对应的“{{% end{open_ones[-1]['kind']} %}}”", open_ones[-1].start()


def unclosed(words: str) -> str:
    """Return the beginning of the first tag that is not closed where it should be, or ''.

    >>> unclosed("{{ unit }}：{% if due %}"), unclosed("{{ unit {{ due }}")
    ('', '{{ unit {{ due }}')
    """
    for opening in _OPENING.finditer(words):
        tag = words[opening.end() : opening.end() + LONGEST_TAG]
        inside, closing, _ = tag.partition(_CLOSING[opening[0]])
        if not closing or _OPENING.search(inside):
            return words[opening.start() : opening.start() + 60]
    return ""


def lines(values: Any) -> Any:
    """Return the items of a loop; raises for a text, whose single letters nobody means."""
    if isinstance(values, str):
        raise ValueError("for 只能用于成行的内容")  # noqa: TRY004 - one kind of error for whatever cannot be filled in
    return values


def joined(values: Any, separator: str = "") -> Any:
    """Join lines with a short separator; a text joined letter by letter could grow without end.

    Raises ``ValueError`` for a long separator, and for what are no lines.
    """
    if len(str(separator)) > LONGEST_SEPARATOR:
        raise ValueError("join 的分隔符太长")
    return separator.join(str(value) for value in lines(values))


def whole(pieces: Iterable[str]) -> str:
    """Return the pieces of a result as one text, unless it is far longer than any letter or document.

    Raises ``ValueError`` for one that is.
    """
    length, kept = 0, []
    for piece in pieces:
        length += len(piece)
        if length > LONGEST:
            raise ValueError("内容太长")
        kept.append(piece)
    return "".join(kept)


def failed_line(error: BaseException) -> int:
    """Return the line of the template on which filling it in failed; Jinja puts it into the traceback."""
    line, step = 1, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line
