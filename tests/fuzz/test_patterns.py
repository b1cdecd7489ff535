"""No text holds a pattern up: whatever a person or an attacker types, each expression of the package ends at once.

An expression with two ways to match the same letters tries them all before it gives up: 投资人 thirty times over took
minutes.  Every compiled expression is tried with what its own repetitions repeat, many times over, and a sign that ends
no match.  A watchdog stops what does not end; an expression that is sound takes some microseconds.
"""

import importlib
import itertools
import pkgutil
import re
import re._constants as code
import re._parser as parser
import signal
import sys
from collections.abc import Iterator

import pytest

import toolkit
from toolkit.model.expressions import Expression

SIGNS, WAIT = 160, 20.0  # letters of a text; seconds, on a machine that does much else
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
AS_TEXT = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a"}


def patterns() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Every expression that a module of the package holds by name or in a table, with where it stands."""
    found: dict[str, tuple[str, re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        if module.name != "toolkit.buttons":  # needs xlwings, holds no expression
            importlib.import_module(module.name)
    modules = [(name, vars(module)) for name, module in sorted(sys.modules.items()) if name.startswith("toolkit.")]
    for name, values in modules:
        for key, value in values.items():
            parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
            for one in itertools.chain.from_iterable(
                part if isinstance(part, list | tuple) else [part] for part in parts
            ):
                if isinstance(one, re.Pattern | Expression) and isinstance(one.pattern, str):
                    found.setdefault(one.pattern, (f"{name}.{key}", one))
    return found


def repeated(tree: parser.SubPattern) -> Iterator[parser.SubPattern]:
    """Yield what an expression repeats more than a few times, at any depth."""
    for kind, argument in tree:
        if kind in REPEATS:
            if argument[1] > 3:
                yield argument[2]
            yield from repeated(argument[2])
        elif kind is code.BRANCH:
            for branch in argument[1]:
                yield from repeated(branch)
        elif kind in (code.SUBPATTERN, code.ASSERT, code.ASSERT_NOT):
            yield from repeated(argument[-1])
        elif kind is code.ATOMIC_GROUP:
            yield from repeated(argument)


def examples(tree: parser.SubPattern, most: int = 40) -> list[str]:
    """Return some texts that a part of an expression matches."""
    texts = [""]
    for kind, argument in tree:
        texts = [text + more for text in texts for more in _pieces(kind, argument)][:most]
    return [text for text in dict.fromkeys(texts) if text]


def _pieces(kind: object, argument: object) -> list[str]:
    if kind is code.LITERAL:
        return [chr(argument)]
    if kind is code.IN:
        signs = (_sign(*one) for one in argument[:4])
        return [sign for sign in signs if sign] or ["中"]
    if kind in (code.ANY, code.NOT_LITERAL):
        return ["中", " "]
    if kind is code.BRANCH:
        return [text for branch in argument[1] for text in examples(branch, 3)]
    if kind in REPEATS:
        inner = [text * max(1, argument[0]) for text in examples(argument[2], 6)]
        return inner if argument[0] else ["", *inner]
    if kind is code.SUBPATTERN:
        return examples(argument[-1], 12) or [""]
    if kind is code.ATOMIC_GROUP:
        return examples(argument, 12) or [""]
    return [""]


def _sign(kind: object, argument: object) -> str:
    if kind is code.LITERAL:
        return chr(argument)
    return chr(argument[0]) if kind is code.RANGE else AS_TEXT.get(argument, "")


def held_up(pattern: re.Pattern[str]) -> str:
    """Return the piece whose repetition a pattern does not get over in time, '' where there is none."""

    def ring(*_: object) -> None:
        raise TimeoutError

    for body in repeated(parser.parse(pattern.pattern, pattern.flags)):
        pieces = examples(body)
        for piece in [*pieces, *map("".join, itertools.permutations(pieces[:6], 2))]:
            text = piece * (SIGNS // len(piece) + 1) + "\0"
            former = signal.signal(signal.SIGALRM, ring)
            signal.setitimer(signal.ITIMER_REAL, WAIT)
            try:
                pattern.fullmatch(text)
                pattern.search(text)
            except TimeoutError:
                return piece
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, former)
    return ""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no alarm clock")
def test_no_text_holds_a_pattern_up():
    """All expressions of the package, each with its own words repeated."""
    every = patterns()
    assert len(every) > 400
    assert {where: piece for where, pattern in every.values() if (piece := held_up(pattern))} == {}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no alarm clock")
def test_the_search_finds_what_runs_away(monkeypatch):
    """Two ways to match 投资人, as 投资人 and as 投资 and 人: it is found; with a possessive star it ends."""
    monkeypatch.setattr(f"{__name__}.WAIT", 0.5)
    assert held_up(re.compile("(?:投资人|投资|人)*")) != ""
    assert held_up(re.compile("(?:投资人|投资|人)*+")) == ""
