"""How are nouns pickled for another process? As a call with their values; shared texts are kept once."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from sys import intern
from typing import Any, TypeVar

Noun = TypeVar("Noun")
Word = TypeVar("Word", bound=StrEnum)


def travels(noun: type[Noun]) -> type[Noun]:
    """Make a frozen dataclass with slots pickle as a call with its values; trailing ``None`` values are left out.

    A dataclass's own pickling sets every field by a Python call: for the two thousand workbooks of a month that
    costs more than reading them.  Only for nouns whose last fields default to ``None``, or have no ``None`` there.

    >>> import pickle
    >>> from toolkit.model.cells import CellRef
    >>> pickle.loads(pickle.dumps(CellRef("江口乡6月.xlsx", "Sheet1", 7, 5))).a1
    'E7'
    """
    return _travelling(noun, arrived)


def travels_often(noun: type[Noun]) -> type[Noun]:
    """Do as :func:`travels`, and unpickle equal nouns as one object: for small nouns with few values."""
    return _travelling(noun, arrived_before)


def travels_by_value(words: type[Word]) -> type[Word]:
    """Make an enum pickle by its value; Python's own way differs between releases of 3.11."""

    def __reduce_ex__(self: Word, _protocol: object) -> tuple[type[Word], tuple[str]]:  # noqa: N807 - pickle's word
        return words, (self.value,)

    words.__reduce_ex__ = __reduce_ex__  # type: ignore[method-assign, assignment]
    return words


def arrived(noun: type[Noun], values: tuple[Any, ...]) -> Noun:
    """Return an unpickled noun; texts that occur in many tables (行业, 投资来源) are interned."""
    return noun(*[intern(value) if value.__class__ is str else value for value in values])


@lru_cache(maxsize=4096)
def arrived_before(noun: type[Noun], values: tuple[Any, ...]) -> Noun:
    """Return an unpickled noun; the same object for the same values."""
    return arrived(noun, values)


def in_bulk(noun: type[Noun]) -> Callable[[int, Mapping[str, Iterable[Any]]], list[Noun]]:
    """Return what makes many nouns of a frozen dataclass with slots at once, from the values of each field.

    It is given how many there are, and columns that may be longer; a field without a column has its default.

    The nouns are made past their constructor, as unpickling makes them: a frozen dataclass sets the fields of one noun
    by a Python call each, and here a field is set in all nouns by one, which halves the price.  That is safe because
    nobody has a noun before all its fields are set (that they are is looked up in the last one: a column that is too
    short raises ``AttributeError``, one that is missing ``KeyError``), and because only nouns whose constructor does
    nothing but set fields are made so: one with a ``__post_init__`` raises ``TypeError``.

    >>> from toolkit.model.cells import CellRef
    >>> in_bulk(CellRef)(1, {"file": ["江口乡6月.xlsx"], "sheet": ["Sheet1"], "row": [7], "column": [5]})[0].a1
    'E7'
    """
    if hasattr(noun, "__post_init__"):
        raise TypeError(f"{noun.__name__} checks what it is given: it cannot be made past its constructor")
    slots = [(name, noun.__dict__[name]) for name in noun.__slots__]  # type: ignore[attr-defined]
    defaults = {one.name: repeat(one.default) for one in fields(noun) if one.default is not MISSING}  # type: ignore[arg-type]

    def made(count: int, columns: Mapping[str, Iterable[Any]]) -> list[Noun]:
        nouns: list[Noun] = [object.__new__(noun) for _ in range(count)]
        for name, slot in slots:
            values = columns[name] if name in columns else defaults[name]
            deque(map(slot.__set__, nouns, values), maxlen=0)
        for _, slot in slots if nouns else ():
            slot.__get__(nouns[-1])
        return nouns

    return made


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
