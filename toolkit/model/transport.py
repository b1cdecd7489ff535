"""How do nouns cross to another process? As a call with their values, not field by field."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

Noun = TypeVar("Noun")


def travels(noun: type[Noun]) -> type[Noun]:
    """Make a frozen dataclass with slots pickle as ``noun(value, …)``; trailing ``None`` stay at home.

    A dataclass's own pickling sets every field by a Python call: for the two thousand workbooks of a month that
    costs more than reading them.  Only for nouns whose last fields default to ``None``, or have no ``None`` there.

    >>> import pickle
    >>> from toolkit.model.cells import CellRef
    >>> pickle.loads(pickle.dumps(CellRef("江口乡6月.xlsx", "Sheet1", 7, 5))).a1
    'E7'
    """
    values: Callable[[Any], tuple[Any, ...]] = attrgetter(*noun.__slots__)  # type: ignore[attr-defined]

    def __reduce__(self: Any) -> tuple[type[Noun], tuple[Any, ...]]:  # noqa: N807 - pickle's word
        given = values(self)
        end = len(given)
        while given[end - 1] is None:
            end -= 1
        return noun, given[:end]

    noun.__reduce__ = __reduce__  # type: ignore[method-assign]
    return noun
