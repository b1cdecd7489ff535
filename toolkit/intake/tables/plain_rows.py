"""Which rows are projects beyond doubt? Nearly all: they are read column by column, and the others one by one.

Not covered means careful: a row is left to the reader of single rows (``statistics``) as soon as anything about it is
not plain, be it a blank where the form asks, a sign, a remark on a value, or words that no project has.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress, repeat
from operator import is_
from typing import Any

from toolkit.files.grid import Entry, RawCell, RawSheet, ScaledCell, as_cell, text_of, texts_of
from toolkit.intake.tables.column_plan import SIGNS, PlannedColumn, is_unwanted, says_nothing
from toolkit.intake.tables.header import Header
from toolkit.intake.tables.rows import CELLS_OF_A_SUM, is_plain_name
from toolkit.intake.tables.value_readers import REMEMBERED_VALUES, Reader
from toolkit.intake.values.phones import PLAIN as PLAIN_PHONE
from toolkit.intake.values.phones import is_lossy_code, read_phone
from toolkit.intake.values.stage_evidence import PROOFS, stage_of
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.judged import Judged
from toolkit.model.meanings import Meanings
from toolkit.model.nouns import in_bulk
from toolkit.model.origin import PROJECT_NUMBER
from toolkit.model.own_columns import is_own
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Project

FEW, MANY = 64, 4096  # rows that are looked at together, at first and at most
LEADING = 3  # texts in which a row would say that it is a sum
_Stage = tuple[str | None, Judged[str]]
_DOUBTFUL: Any = object()  # stands where a value is for the reader of single rows
_IS_DOUBTFUL = partial(is_, _DOUBTFUL)
_PROJECTS = in_bulk(Project)


class PlainRows:
    """The rows below one heading that are projects beyond doubt, looked up by their place among the sheet's rows."""

    def __init__(
        self,
        file: str,
        sheet: RawSheet,
        rows: Sequence[int],
        header: Header,
        plan: Sequence[PlannedColumn],
        period: ReportingPeriod,
        meanings: Meanings,
        samples: Iterable[str],
    ) -> None:
        self._file, self._sheet, self._rows, self._header = file, sheet, rows, header
        self._plan, self._period, self._meanings = plan, period, meanings
        self._samples = frozenset(samples)
        self._columns = dict(header.columns)
        self._until, self._size = 0, FEW
        self._found: dict[int, Project] = {}
        self._planned = frozenset(column.number for column in plan if column.name != "number")
        # Struck rows are noted one by one, and a merged cell holds for rows that seem blank.
        self._is_plain = any(column.name == "name" for column in plan) and not sheet.has_struck
        self._blanks = not any(bottom > header.last_row for _, _, bottom, _ in sheet.merges)

    def project(self, place: int) -> Project | None:
        """Return the project in the row at a place, ``None`` where the row has to be looked at by itself."""
        if not self._is_plain:
            return None
        if place >= self._until:
            # Little at first: a heading further down may have these rows read in another way.
            self._until = place + self._size
            self._size = min(MANY, 4 * self._size)
            self._found = self._read(place, self._rows[place : self._until])
        return self._found.get(place)

    def _read(self, first: int, rows: Sequence[int]) -> dict[int, Project]:
        columns = {column.name: column for column in self._plan if column.name != "number"}
        values = {
            name: self._values(column, self._sheet.column(column.number, rows)) for name, column in columns.items()
        }
        doubtful = {
            place
            for read in values.values()
            if any(map(_IS_DOUBTFUL, read))
            for place, value in enumerate(read)
            if value is _DOUBTFUL
        }
        words = [name for name, column in columns.items() if column.reader is None]
        plain = self._projects([place for place in range(len(rows)) if place not in doubtful], rows, values, words)
        stages = self._stages(plain, values)
        told = [stage for stage in stages if stage]
        plain = list(compress(plain, stages))
        if not plain:
            return {}
        if len(plain) < len(rows):
            rows = [rows[place] for place in plain]
            values = {name: [read[place] for place in plain] for name, read in values.items()}
        fields: dict[str, Iterable[Any]] = {name: read for name, read in values.items() if not is_own(name)}
        fields |= {
            "ref": [CellRef(self._file, self._sheet.name, row) for row in rows],
            "columns": repeat(self._columns),
            "meanings": repeat(self._meanings),
            "held": repeat(()),
            "stage": [stage for stage, _ in told],
            "stage_doubt": [doubt for _, doubt in told],
        }
        if stated := fields.pop("project_number", None):
            fields["number"] = map(_number, stated)
        if own := [name for name in values if is_own(name)]:
            fields["declared"] = [_declared(own, place, values) for place in range(len(plain))]
        made = _PROJECTS(len(plain), fields)
        return {first + place: project for place, project in zip(plain, made, strict=True)}

    def _values(self, column: PlannedColumn, entries: Sequence[Entry | None]) -> list[Any]:
        """Return what the cells of a column hold, ``None`` where they are blank and may be."""
        filled = [entry for entry in entries if entry]
        read = _words(column, filled) if column.reader is None else _read_all(column, column.reader, filled)
        if len(filled) < len(entries):
            blank = None if self._blanks and not column.asked else _DOUBTFUL
            for place, entry in enumerate(entries):
                if entry is None:
                    read.insert(place, blank)
        return read

    def _projects(
        self, places: Sequence[int], rows: Sequence[int], values: Mapping[str, list[Any]], words: Sequence[str]
    ) -> list[int]:
        """Return those of some places whose rows are projects by their words, as ``rows.row_role`` would say."""
        names, samples, header = values["name"], self._samples, self._header
        places = [
            place
            for place in self._numbered(places, rows)
            if (name := names[place]) is not None and is_plain_name(name, header)
        ]
        if samples:
            places = [place for place in places if compact(names[place]) not in samples]
        # A nil report has no second word.
        worded: set[int] = set()
        for read in (values[word] for word in words if word != "name"):
            if len(worded) < len(places):
                worded.update(place for place in places if (text := read[place]) is not None and not text.isdigit())
        return [place for place in places if place in worded]

    def _numbered(self, places: Sequence[int], rows: Sequence[int]) -> list[int]:
        """Return those of some places whose rows begin with a number, have the cells of a project, and name no sum."""
        shapes: dict[tuple[int, ...], list[int]] = {}
        for place in places:
            shapes.setdefault(tuple(self._sheet.columns(rows[place])), []).append(place)
        found: list[int] = []
        for shape, alike in shapes.items():
            if shape[0] in self._planned or len(self._planned.intersection(shape)) < CELLS_OF_A_SUM:
                continue
            leading = (self._sheet.column(number, rows) for number in shape[:LEADING])
            first, second, third = (["" if one is None else text_of(one) for one in column] for column in leading)
            found += [
                place
                for place in alike
                if first[place].isdigit() and second[place] and third[place]
                if "计" not in second[place] and "计" not in third[place]
            ]
        return sorted(found)

    def _stages(self, places: Sequence[int], values: Mapping[str, list[Any]]) -> list[_Stage | None]:
        """Return the stage of each row and what is in doubt of it, ``None`` where something has to be said of it."""
        known = _known_stages(self._period)
        if len(known) > REMEMBERED_VALUES:
            known.clear()
        columns = [
            [values[name][place] for place in places] if name in values else [None] * len(places)
            for name in ("progress", *PROOFS)
        ]
        stages = []
        for told in zip(*columns, strict=True):
            if told not in known:
                words, *days = told
                stage, remarks, doubt = stage_of(words, dict(zip(PROOFS, days, strict=True)), self._period)
                known[told] = None if remarks else (stage, doubt)
            stages.append(known[told])
        return stages


def _words(column: PlannedColumn, entries: Sequence[Entry]) -> list[Any]:
    """Return the texts of a column of words; each different one is looked at once."""
    texts = texts_of(entries)
    different = (text for text in set(texts) if not text.isalnum() or text in SIGNS)
    doubtful = {text for text in different if not _is_plain(text)}
    if column.name == "credit_code":
        doubtful |= {text for entry, text in zip(entries, texts, strict=True) if is_lossy_code(as_cell(entry))}
    return [_DOUBTFUL if text in doubtful else text for text in texts] if doubtful else texts


def _is_plain(text: str) -> bool:
    """Tell whether a cell may hold a text as it is."""
    return bool(text) and text not in SIGNS and not says_nothing(text) and not is_unwanted(text)


def _read_all(column: PlannedColumn, reader: Reader, entries: Sequence[Entry]) -> list[Any]:
    """Return what the cells of a column hold; what they hold over and over is read once."""
    kinds = set(map(type, entries))
    if reader is read_phone and kinds == {str} and all(map(PLAIN_PHONE.fullmatch, entries)):  # type: ignore[arg-type]
        return [*entries]
    known = _known(reader, column.name == "investment_yuan")
    read = _looked_up(known, kinds, entries)
    for place, found in enumerate(read):
        if found is None:
            read[place] = _learned(known, column, reader, as_cell(entries[place]))
    return read


def _looked_up(known: Mapping[type, dict[Any, Any]], kinds: set[type], entries: Sequence[Entry]) -> list[Any]:
    """Return what is known of the values of a column's cells, ``None`` for the rest."""
    if ScaledCell in kinds:
        return [None] * len(entries)
    values: Sequence[Any] = entries
    if kinds == {RawCell}:
        values = [entry.value for entry in entries]  # type: ignore[union-attr]
    elif RawCell in kinds:
        values = [entry if isinstance(entry, str) else entry.value for entry in entries]
    classes = set(map(type, values))
    if len(classes) == 1:
        return list(map(known[classes.pop()].get, values))
    return [known[value.__class__].get(value) for value in values]


@lru_cache(maxsize=64)
def _known_stages(period: ReportingPeriod) -> dict[tuple[Any, ...], _Stage | None]:  # noqa: ARG001 - the key
    """Return the stages of the words and days that rows have held so far: those of a month recur."""
    return {}


@lru_cache(maxsize=1024)
def _known(reader: Reader, is_essential: bool) -> dict[type, dict[Any, Any]]:  # noqa: ARG001 - part of the key
    """Return what a reader has made of values so far, by their class: 1, 1.0 and TRUE are equal, but not the same."""
    return defaultdict(dict)


def _learned(known: Mapping[type, dict[Any, Any]], column: PlannedColumn, reader: Reader, cell: RawCell) -> Any:
    """Return what a cell holds, and remember it, unless it shows another number than it holds."""
    if cell.__class__ is ScaledCell:
        return _DOUBTFUL
    of_class = known[cell.value.__class__]
    if cell.value not in of_class:
        if len(of_class) > REMEMBERED_VALUES:
            of_class.clear()
        of_class[cell.value] = _read(column, reader, cell)
    return of_class[cell.value]


def _read(column: PlannedColumn, reader: Reader, cell: RawCell) -> Any:
    if not cell.text or cell.text in SIGNS or cell.error:
        return _DOUBTFUL
    read = reader(cell)
    is_nought = column.name == "investment_yuan" and read.value == 0
    return _DOUBTFUL if read.remarks or read.value is None or is_nought else read.value


def _number(text: str | None) -> str | None:
    number = compact(text or "").upper()
    return number if PROJECT_NUMBER.fullmatch(number) else None


def _declared(own: Sequence[str], place: int, values: Mapping[str, list[Any]]) -> tuple[tuple[str, Any], ...] | None:
    return tuple((name, values[name][place]) for name in own if values[name][place] is not None) or None
