"""How do nouns cross to another process? As a call with their values, and what they have in common only once."""

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import Any, TypeVar

Noun = TypeVar("Noun")
Word = TypeVar("Word", bound=StrEnum)


def travels(noun: type[Noun]) -> type[Noun]:
    """Make a frozen dataclass with slots pickle as a call with its values; trailing ``None`` stay at home.

    A dataclass's own pickling sets every field by a Python call: for the two thousand workbooks of a month that
    costs more than reading them.  Only for nouns whose last fields default to ``None``, or have no ``None`` there.

    >>> import pickle
    >>> from toolkit.model.cells import CellRef
    >>> pickle.loads(pickle.dumps(CellRef("江口乡6月.xlsx", "Sheet1", 7, 5))).a1
    'E7'
    """
    return _travelling(noun, arrived)


def travels_often(noun: type[Noun]) -> type[Noun]:
    """Do as :func:`travels` for a small noun with few values, such as a date: each is there once after the journey."""
    return _travelling(noun, arrived_before)


def travels_by_value(words: type[Word]) -> type[Word]:
    """Make an enum pickle by its value: how Python does it has changed from one 3.11 to the next, once to a getattr."""

    def __reduce_ex__(self: Word, _protocol: object) -> tuple[type[Word], tuple[str]]:  # noqa: N807 - pickle's word
        return words, (self.value,)

    words.__reduce_ex__ = __reduce_ex__  # type: ignore[method-assign, assignment]
    return words


def arrived(noun: type[Noun], values: tuple[Any, ...]) -> Noun:
    """Return a noun that has travelled; words that stand in many tables (行业, 投资来源) are kept once for all."""
    return noun(*[intern(value) if value.__class__ is str else value for value in values])


@lru_cache(maxsize=4096)
def arrived_before(noun: type[Noun], values: tuple[Any, ...]) -> Noun:
    """Return a noun that has travelled, the one that arrived with the same values before."""
    return arrived(noun, values)


def _travelling(noun: type[Noun], arrival: Callable[..., Noun]) -> type[Noun]:
    values: Callable[[Any], tuple[Any, ...]] = attrgetter(*noun.__slots__)  # type: ignore[attr-defined]

    def __reduce__(self: Any) -> tuple[Callable[..., Noun], tuple[type[Noun], tuple[Any, ...]]]:  # noqa: N807 - pickle's word
        given = values(self)
        end = len(given)
        while given[end - 1] is None:
            end -= 1
        return arrival, (noun, given[:end])

    noun.__reduce__ = __reduce__  # type: ignore[method-assign]
    return noun
