"""Which trips does the register hold? Its sheets, tied together by 行程编号."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import Struct

from toolkit.files.grid import EMPTY, RawCell, RawSheet
from toolkit.files.open_file import open_own_workbook
from toolkit.intake.tables.fields import Headings, bare
from toolkit.intake.tables.header import Header, find_header
from toolkit.intake.trips.money import read_yuan
from toolkit.intake.values.amounts import read_amount
from toolkit.intake.values.dates import read_date
from toolkit.intake.values.phones import read_phone
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_register import COMMON_WORDS, MONEY, MONTHS, PEOPLE, TRIPS, VISITS, RegisterColumn, TripWords
from toolkit.model.trips import Expense, Participant, Register, TeamMonth, Trip, Visit
from toolkit.model.wording import CELL_OUT, LINE_OUT

EXAMPLE = ("例：", "例:")
# Without these a trip is none.
KEYS = ("id", "start", "end")


class RegisterRow(Struct, frozen=True):
    """One row of a register sheet: the value of each column, doubtful ones ``None``."""

    ref: CellRef
    cells: Mapping[str, RawCell]
    places: Mapping[str, int]

    def text(self, field: str) -> str:
        """Return a cell's text, '' where the column is absent."""
        return self.cells.get(field, EMPTY).text

    def place(self, field: str) -> CellRef:
        """Return where a field stands."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.places.get(field, 0))


def read_register(path: Path, period: ReportingPeriod, words: TripWords = COMMON_WORDS) -> Register:
    """Return the register's trips in order, its monthly papers, and what is wrong with its rows.

    A trip without id or dates is left out with a finding.  ``period`` is the one that dates are judged by, ``words``
    are the county's ranks and roles.  Raises
    ``ToolkitError`` where the file is no register at all: it is the office's own.
    """
    book = open_own_workbook(path, "出行台账 ")
    sheets = {sheet.name: sheet for sheet in book.sheets}
    if TRIPS not in sheets:
        raise ToolkitError(f"外出招商台账 {path.name} 里没有“行程”工作表。请用工具箱生成的台账。")
    reader = _Reader(path.name, period, words)
    rows = {name: reader.rows(sheets[name]) for name in words.sheets if name in sheets}
    trips = reader.trips(rows)
    months = tuple(month for row in rows.get(MONTHS, []) if (month := reader.month(row)))
    return Register(path.name, trips, months, tuple(reader.findings))


class _Reader:
    """Turns rows into nouns and collects the findings."""

    def __init__(self, file: str, period: ReportingPeriod, words: TripWords) -> None:
        self.file, self.words, self.sheets = file, words, words.sheets
        # A plan lies ahead of the period; only what is no date at all is asked about.
        self.horizon = period.shifted(12)
        self.findings: list[Finding] = []

    def rows(self, sheet: RawSheet) -> list[RegisterRow]:
        """Return a sheet's rows without the examples; raise ``ToolkitError`` without its heading."""
        columns = self.sheets[sheet.name]
        index = {bare(name): c.field for c in columns for name in (c.heading, *c.older)}
        header: Header | None = find_header(sheet, Headings(index), {columns[0].field})
        if header is None:
            headings = "、".join(column.heading for column in columns if column.required)
            raise ToolkitError(f"{self.file} 的“{sheet.name}”表头不对。应有：{headings}等列。")
        for column in columns:
            if column.required and column.field not in header.columns:
                place = CellRef(self.file, sheet.name, header.last_row)
                self.findings.append(found("missing_column", place, column=column.heading))
        return [
            RegisterRow(
                CellRef(self.file, sheet.name, row),
                {field: sheet.cell(row, column) for field, column in header.columns.items()},
                header.columns,
            )
            for row in sheet.rows
            if row > header.last_row and not any(text.startswith(EXAMPLE) for _, text in sheet.row_texts(row))
        ]

    def trips(self, rows: Mapping[str, list[RegisterRow]]) -> tuple[Trip, ...]:
        """Return the trips; a number that stands twice and rows of unknown trips are found."""
        own: dict[tuple[str, str], list[RegisterRow]] = {}
        for sheet in (PEOPLE, VISITS, MONEY):
            for row in rows.get(sheet, []):
                own.setdefault((sheet, row.text("id")), []).append(row)
        trips: dict[str, Trip] = {}
        for row in rows[TRIPS]:
            id = row.text("id")
            if id in trips:
                self.findings.append(found("trip_twice", row.place("id"), id=id, other=trips[id].ref.row))
            elif trip := self.trip(row, own):
                trips[id] = trip
        known = {row.text("id") for row in rows[TRIPS]}
        for sheet in (PEOPLE, VISITS, MONEY):
            for row in rows.get(sheet, []):
                if row.text("id") not in known:
                    self.findings.append(found("trip_unknown", row.place("id"), typed=row.text("id")))
        return tuple(trips.values())

    def trip(self, row: RegisterRow, own: Mapping[tuple[str, str], list[RegisterRow]]) -> Trip | None:
        """Return one trip with everything that belongs to it, or ``None`` without id or dates."""
        values = self.values(row)
        start, end = values.pop("start"), values.pop("end")
        if not (values["id"] and start and end):
            return None
        if end < start:
            details = {"later": "返回日期", "later_value": end, "earlier": "出发日期", "earlier_value": start}
            self.findings.append(found("dates_reversed", row.place("end"), effect=LINE_OUT, **details))
            return None
        return Trip(
            ref=row.ref,
            start=start,
            end=end,
            participants=tuple(Participant(**self.part(r)) for r in own.get((PEOPLE, row.text("id")), ())),
            visits=tuple(Visit(**self.visit(r)) for r in own.get((VISITS, row.text("id")), ())),
            expenses=tuple(Expense(**self.expense(r)) for r in own.get((MONEY, row.text("id")), ())),
            **values,
        )

    def month(self, row: RegisterRow) -> TeamMonth | None:
        """Return a team's monthly papers, or ``None`` without team or month."""
        values = self.values(row)
        read = read_date(row.cells.get("month", EMPTY), "月份", self.horizon).value
        if values.pop("month") and (read is None or read.month is None):
            place = row.place("month")
            self.findings.append(found("date_invalid", place, column="月份", typed=row.text("month"), effect=LINE_OUT))
        if not values["team"] or read is None or read.month is None:
            return None
        return TeamMonth(row.ref, month=ReportingPeriod(read.year, read.month), **values)

    def part(self, row: RegisterRow) -> dict[str, Any]:
        """Return the values of a row below a trip, without the trip's number."""
        values = self.values(row)
        del values["id"]
        return values | {"ref": row.ref}

    def visit(self, row: RegisterRow) -> dict[str, Any]:
        """Return a visit's values; a phone that lost digits is asked about."""
        values = self.part(row)
        if row.text("phone"):
            remarks = read_phone(row.cells["phone"]).remarks
            self.findings += [found(kind, row.place("phone"), **details) for kind, details in remarks]
        return values

    def expense(self, row: RegisterRow) -> dict[str, Any]:
        """Return an expense's values; a budget that cannot be read counts nothing and is asked about."""
        values = self.part(row)
        return values | {"budget_yuan": values["budget_yuan"] or Decimal(0)}

    def values(self, row: RegisterRow) -> dict[str, Any]:
        """Return every column of the row's sheet by field."""
        return {column.field: self._value(row, column) for column in self.sheets[row.ref.sheet]}

    def _value(self, row: RegisterRow, column: RegisterColumn) -> object:
        cell = row.cells.get(column.field, EMPTY)
        if not cell.text:
            if column.required and column.field in row.places:
                place, told = row.place(column.field), {"column": column.heading}
                self.findings.append(
                    found("missing_required", place, effect=LINE_OUT, **told)
                    if column.field in KEYS
                    else found("missing_required", place, Severity.WARNING, **told)
                )
            return "" if column.kind == "text" else None
        if column.kind == "date":
            return self._day(row, column, cell)
        if column.kind == "money":
            return self._money(row, column, cell)
        if column.kind == "count":
            return self._count(row, column, cell)
        if column.strict and not self.words.allows(column.field, cell.text):
            choices = "、".join(column.choices)
            details = {"column": column.heading, "typed": cell.text, "choices": choices}
            self.findings.append(found("choice_unknown", row.place(column.field), **details))
        return cell.text

    def _day(self, row: RegisterRow, column: RegisterColumn, cell: RawCell) -> date | None:
        read = read_date(cell, column.heading, self.horizon)
        if read.value is None or read.value.day is None:
            place = row.place(column.field)
            effect = LINE_OUT if column.field in KEYS else CELL_OUT
            self.findings.append(found("date_invalid", place, column=column.heading, typed=cell.text, effect=effect))
            return None
        return read.value.earliest

    def _money(self, row: RegisterRow, column: RegisterColumn, cell: RawCell) -> Decimal | None:
        read = read_yuan(cell, bare(column.heading))
        self.findings += [
            found(kind, row.place(column.field), **_lost(read.value), **details) for kind, details in read.remarks
        ]
        return read.value

    def _count(self, row: RegisterRow, column: RegisterColumn, cell: RawCell) -> int | None:
        read = read_amount(RawCell(compact(cell.text).rstrip("张份")), "元", bare(column.heading))
        self.findings += [
            found(kind, row.place(column.field), **_lost(read.value), **details)
            for kind, details in read.remarks
            # A count of papers is below any project's size, and is typed as one likes.
            if kind not in ("implausible_amount", "number_as_text")
        ]
        return read.value


def _lost(value: object) -> dict[str, str]:
    """Return what becomes of a cell that could not be read; of one that could the catalogue says it."""
    return {"effect": CELL_OUT} if value is None else {}
