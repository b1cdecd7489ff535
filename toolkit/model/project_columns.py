"""How do the projects of a table travel to another process? As columns, and there they are made all at once.

A project by itself costs a call with its values where it is packed, and another where it arrives: for the two thousand
workbooks of a month that is a third of reading them.  A column of fifty texts costs little more than one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import repeat
from operator import attrgetter, is_
from sys import intern
from typing import Any

from toolkit.model.cells import CellRef
from toolkit.model.period import PartialDate
from toolkit.model.pickling import in_bulk
from toolkit.model.submission import Project, Submission

# A field's values: of all projects one, or one of each; days are packed as numbers, 20220531 or 20220500.
Packed = tuple[int, dict[str, Any], dict[str, list[Any]], dict[str, list[int]]]
_GIVEN = attrgetter(*Project.__slots__)
_PLACE = CellRef.__slots__
_PLACED = attrgetter(*_PLACE)
_DAYS = {PartialDate, type(None)}
_PROJECTS, _REFS = in_bulk(Project), in_bulk(CellRef)


class Sent:
    """A submission as it travels: it is a :class:`Submission` again where it is unpickled."""

    __slots__ = ("_submission",)

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def __reduce__(self) -> tuple[Callable[..., Submission], tuple[Submission, Packed]]:
        one = self._submission
        return arrived, (replace(one, projects=()), taken_apart(one.projects))


def arrived(submission: Submission, packed: Packed) -> Submission:
    """Return a submission with the projects that travelled beside it."""
    return replace(submission, projects=put_together(packed)) if packed[0] else submission


def taken_apart(projects: Sequence[Project]) -> Packed:
    """Return the values of projects field by field; what is the same object in all of them once."""
    count = len(projects)
    same: dict[str, Any] = {}
    each: dict[str, list[Any]] = {}
    days: dict[str, list[int]] = {}
    columns = dict(zip(Project.__slots__, zip(*map(_GIVEN, projects), strict=True), strict=False))
    columns |= zip(_PLACE, zip(*map(_PLACED, columns.pop("ref", ())), strict=True), strict=False)
    for name, values in columns.items():
        if values[0] is None and values.count(None) == count:
            continue  # most of the fields of most tables
        if all(map(partial(is_, values[0]), values)):
            same[name] = values[0]
        elif _DAYS.issuperset(map(type, values)):
            days[name] = [_number(value) for value in values]
        else:
            each[name] = list(values)
    return count, same, each, days


def put_together(packed: Packed) -> tuple[Project, ...]:
    """Return the projects that :func:`taken_apart` packed; texts that occur in many tables are interned."""
    count, same, each, days = packed
    columns: dict[str, Iterable[Any]] = {name: map(_day, values) for name, values in days.items()}
    for name, values in each.items():
        columns[name] = _interned(values) if str in set(map(type, values)) else values
    for name, value in same.items():
        columns[name] = repeat(intern(value) if value.__class__ is str else value)
    columns["ref"] = _REFS(count, {name: columns[name] for name in _PLACE})
    return tuple(_PROJECTS(count, columns))


def with_columns(projects: Sequence[Project], changed: Mapping[str, Sequence[Any]]) -> tuple[Project, ...]:
    """Return projects with other values in some fields, those of each field in the projects' order."""
    columns = dict(zip(Project.__slots__, zip(*map(_GIVEN, projects), strict=True), strict=False))
    return tuple(_PROJECTS(len(projects), {**columns, **changed}))


def _interned(values: list[Any]) -> list[Any]:
    """Return texts as they are where all differ (names, telephones), else interned: they are in other tables, too."""
    if len(set(values)) == len(values):
        return values
    return [intern(value) if value.__class__ is str else value for value in values]


def _number(day: PartialDate | None) -> int:
    return day.year * 10_000 + (day.month or 0) * 100 + (day.day or 0) if day else 0


@lru_cache(maxsize=8192)
def _day(number: int) -> PartialDate | None:
    return PartialDate(number // 10_000, number // 100 % 100 or None, number % 100 or None) if number else None
