"""How are nouns made many at once, compared without their place, and their words pickled?

A noun is a frozen struct of msgspec: to define its class costs a fiftieth of a dataclass, to make one a tenth, to
unpickle it a fifth; a start defines two hundred classes, a month of two thousand tables makes half a million nouns.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import islice, repeat
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

Noun = TypeVar("Noun", bound=Struct)
Word = TypeVar("Word", bound=StrEnum)


def in_bulk(noun: type[Noun]) -> Callable[[int, Mapping[str, Iterable[Any]]], list[Noun]]:
    """Return what makes many nouns of one kind at once, from the values of each field.

    It is given how many there are, and columns that may be longer; a field without a column has its default.  A column
    that is too short raises ``ValueError``, one that is missing ``KeyError``.

    >>> from toolkit.model.cells import CellRef
    >>> in_bulk(CellRef)(1, {"file": ["江口乡6月.xlsx"], "sheet": ["Sheet1"], "row": [7], "column": [5]})[0].a1
    'E7'
    """
    names: tuple[str, ...] = noun.__struct_fields__
    defaults = dict(zip(reversed(names), map(repeat, reversed(noun.__struct_defaults__)), strict=False))

    def made(count: int, columns: Mapping[str, Iterable[Any]]) -> list[Noun]:
        values = [columns[name] if name in columns else defaults[name] for name in names]
        nouns = list(map(noun, *(islice(column, count) for column in values)))
        if len(nouns) != count:
            raise ValueError(f"{noun.__name__}: {count} were to be made, and a column has {len(nouns)} values")
        return nouns

    return made


def compared_without(*left_out: str) -> Callable[[type[Noun]], type[Noun]]:
    """Return what makes the structs of a class equal where all other fields are; they hash by those, too."""

    def marked(noun: type[Noun]) -> type[Noun]:
        told: Callable[[Any], tuple[Any, ...]] = attrgetter(
            *(name for name in noun.__struct_fields__ if name not in left_out)
        )

        def __eq__(self: Noun, other: object) -> bool:  # noqa: N807 - Python's word
            return told(self) == told(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self: Noun) -> int:  # noqa: N807 - Python's word
            return hash(told(self))

        noun.__eq__ = __eq__  # type: ignore[method-assign, assignment]
        noun.__hash__ = __hash__  # type: ignore[method-assign, assignment]
        return noun

    return marked


def travels_by_value(words: type[Word]) -> type[Word]:
    """Make an enum pickle by its value; Python's own way differs between releases of 3.11."""

    def __reduce_ex__(self: Word, _protocol: object) -> tuple[type[Word], tuple[str]]:  # noqa: N807 - pickle's word
        return words, (self.value,)

    words.__reduce_ex__ = __reduce_ex__  # type: ignore[method-assign, assignment]
    return words
