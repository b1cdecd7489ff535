"""Which rows are projects beyond doubt? Nearly all: they are read column by column, and the others one by one.

Not covered means careful: a row is left to the reader of single rows (``statistics``) as soon as anything about it is
not plain, be it a blank where the form asks, a sign, a remark on a value, or words that no project has.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

from toolkit.files.grid import RawCell, RawSheet, ScaledCell
from toolkit.intake.tables.column_plan import SIGNS, PlannedColumn, is_unwanted, says_nothing
from toolkit.intake.tables.header import Header
from toolkit.intake.tables.rows import CELLS_OF_A_SUM, is_plain_name
from toolkit.intake.tables.value_readers import REMEMBERED_VALUES, Reader
from toolkit.intake.values.phones import is_lossy_code
from toolkit.intake.values.stage_evidence import PROOFS, stage_of
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.judged import Judged
from toolkit.model.meanings import Meanings
from toolkit.model.origin import PROJECT_NUMBER
from toolkit.model.own_columns import is_own
from toolkit.model.period import ReportingPeriod
from toolkit.model.pickling import in_bulk
from toolkit.model.submission import Project

FEW, MANY = 64, 4096  # rows that are looked at together, at first and at most
LEADING = 3  # texts in which a row would say that it is a sum
_DOUBTFUL: Any = object()  # stands where a value is for the reader of single rows
_PROJECTS, _REFS = in_bulk(Project), in_bulk(CellRef)


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
        get = self._sheet.cells.get
        values: dict[str, list[Any]] = {}
        for column in self._plan:
            if column.name != "number":
                cells = list(map(get, zip(rows, repeat(column.number))))
                values[column.name] = self._values(column, cells)
        doubtful = {place for read in values.values() for place, value in enumerate(read) if value is _DOUBTFUL}
        plain = [place for place in range(len(rows)) if place not in doubtful]
        words = [column.name for column in self._plan if column.reader is None and column.name in values]
        plain = [place for place in plain if self._is_project(place, rows[place], values, words)]
        stages = {place: stage for place in plain if (stage := self._stage(place, values))}
        if not stages:
            return {}
        plain = list(stages)
        ref: dict[str, Iterable[Any]] = {
            "file": repeat(self._file),
            "sheet": repeat(self._sheet.name),
            "column": repeat(0),
        }
        refs = _REFS(len(plain), ref | {"row": [rows[place] for place in plain]})
        fields: dict[str, Iterable[Any]] = {
            name: [read[place] for place in plain] for name, read in values.items() if not is_own(name)
        }
        fields |= {
            "ref": refs,
            "columns": repeat(self._columns),
            "meanings": repeat(self._meanings),
            "held": repeat(()),
            "stage": [stages[place][0] for place in plain],
            "stage_doubt": [stages[place][1] for place in plain],
            "number": map(_number, fields.pop("project_number", repeat(None))),
        }
        if own := [name for name in values if is_own(name)]:
            fields["declared"] = [_declared(own, place, values) for place in plain]
        made = _PROJECTS(len(plain), fields)
        return {first + place: project for place, project in zip(plain, made, strict=True)}

    def _values(self, column: PlannedColumn, cells: Sequence[RawCell | None]) -> list[Any]:
        """Return what the cells of a column hold, ``None`` where they are blank and may be."""
        blank = None if self._blanks and not column.asked else _DOUBTFUL
        if column.reader is None:
            texts = [blank if cell is None else cell.text for cell in cells]
            read = [
                text if text.__class__ is str and text.isalnum() and text not in SIGNS else _plain_text(text)
                for text in texts
            ]
            if column.name != "credit_code":
                return read
            return [_DOUBTFUL if cell and is_lossy_code(cell) else text for cell, text in zip(cells, read, strict=True)]
        known = _known(column.reader, column.name == "investment_yuan")
        if len(known) > REMEMBERED_VALUES:
            known.clear()
        found = [blank if cell is None else known.get((cell.value.__class__, cell.value)) for cell in cells]
        for place, cell in enumerate(cells):
            if found[place] is None and cell is not None:
                key = cell.value.__class__, cell.value
                found[place] = known[key] = _read(column, column.reader, cell)
            elif cell.__class__ is ScaledCell:
                found[place] = _DOUBTFUL
        return found

    def _is_project(self, place: int, row: int, values: Mapping[str, list[Any]], words: Sequence[str]) -> bool:
        """Tell whether a row is one by its words, as :func:`toolkit.intake.tables.rows.row_role` would."""
        columns, cells = self._sheet.columns(row), self._sheet.cells
        if columns[0] in self._planned or len(self._planned.intersection(columns)) < CELLS_OF_A_SUM:
            return False
        leading = [cells[row, column].text for column in columns[:LEADING]]
        if not leading[0].isdigit() or "" in leading or "计" in "".join(leading):
            return False
        name = values["name"][place]
        if name is None or not is_plain_name(name, self._header) or compact(name) in self._samples:
            return False
        # A nil report has no second word.
        others = (values[word][place] for word in words if word != "name")
        return any(text is not None and not text.isdigit() for text in others)

    def _stage(self, place: int, values: Mapping[str, list[Any]]) -> tuple[str | None, Judged[str]] | None:
        """Return the stage of a row and what is in doubt of it, ``None`` where something has to be said of it."""
        words = values["progress"][place] if "progress" in values else None
        days = {name: values[name][place] for name in PROOFS if name in values}
        stage, remarks, doubt = stage_of(words, days, self._period)
        return None if remarks else (stage, doubt)


def _plain_text(text: Any) -> Any:
    """Return a text that a cell may hold as it is."""
    if text.__class__ is not str:
        return text  # a blank
    return text if text and text not in SIGNS and not says_nothing(text) and not is_unwanted(text) else _DOUBTFUL


@lru_cache(maxsize=1024)
def _known(reader: Reader, is_essential: bool) -> dict[tuple[type, Any], Any]:  # noqa: ARG001 - part of the key
    """Return what a reader has made of values so far."""
    return {}


def _read(column: PlannedColumn, reader: Reader, cell: RawCell) -> Any:
    if not cell.text or cell.text in SIGNS or cell.error or cell.__class__ is ScaledCell:
        return _DOUBTFUL
    read = reader(cell)
    is_nought = column.name == "investment_yuan" and read.value == 0
    return _DOUBTFUL if read.remarks or read.value is None or is_nought else read.value


def _number(text: str | None) -> str | None:
    number = compact(text or "").upper()
    return number if PROJECT_NUMBER.fullmatch(number) else None


def _declared(own: Sequence[str], place: int, values: Mapping[str, list[Any]]) -> tuple[tuple[str, Any], ...] | None:
    return tuple((name, values[name][place]) for name in own if values[name][place] is not None) or None
