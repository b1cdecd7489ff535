"""Which projects does a statistics table list? Every row gets its role, every value its reading."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.files.grid import EMPTY, RawCell, RawSheet, ScaledCell
from toolkit.intake.tables.column_plan import (
    SIGNS,
    PlannedColumn,
    column_plan,
    is_blank,
    says_nothing,
    unwanted_in,
    weight_of,
)
from toolkit.intake.tables.column_units import column_unit, kept_in, measure_of, measured
from toolkit.intake.tables.former_sums import leave_out_former_sums
from toolkit.intake.tables.header import MIN_FIELDS, NOTHING_TOLD, Header, find_header, header_at, taken_columns
from toolkit.intake.tables.heading_findings import header_findings
from toolkit.intake.tables.left_over import left_over
from toolkit.intake.tables.own_fields import fields_with, other_unit
from toolkit.intake.tables.plain_rows import PlainRows
from toolkit.intake.tables.rows import is_dots, is_nil, is_part_sum, row_role
from toolkit.intake.tables.seen_values import read_seen, seen_otherwise
from toolkit.intake.tables.shared import DITTO
from toolkit.intake.tables.shared_amounts import hold_shared
from toolkit.intake.tables.struck import partly_struck, struck_through
from toolkit.intake.tables.sum_words import sums_of_more
from toolkit.intake.tables.value_readers import FIELDS
from toolkit.intake.values.amounts import read_amount, read_quantity
from toolkit.intake.values.meanings import meanings_from
from toolkit.intake.values.nil_report import says_nil, tells_of_projects
from toolkit.intake.values.phones import is_lossy_code
from toolkit.intake.values.stage_evidence import stage_of
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.columns import TakenColumn
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.judged import Judged
from toolkit.model.origin import PROJECT_NUMBER
from toolkit.model.own_columns import OwnColumn, is_own, with_declared
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project, RowRole, StatedTotal
from toolkit.model.units import DOLLAR, YUAN, section_units, units_in

ENOUGH_FIELDS = 8
MOST_FIELDS = 6
# A number that no unit is known for; the heading is asked about, once for all its cells.
UNITLESS = ("unit_unknown", "column_unit_missing")
SHOWN_DITTO = 20
UNKNOWN = RawCell(None)  # what a sign means that means nothing, and was asked about


class StatisticsTable(Struct):
    """What one sheet's statistics table holds."""

    header: Header
    projects: list[Project] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    roles: dict[int, RowRole] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    struck: list[CellRef] = field(default_factory=list)
    columns: list[TakenColumn] = field(default_factory=list)
    nil: bool = False


def find_statistics(
    sheet: RawSheet,
    year: int,
    *,
    by_year: bool = False,
    told: Mapping[str, str] = NOTHING_TOLD,
    own: tuple[OwnColumn, ...] = (),
) -> Header | None:
    """Return the heading of a statistics table for a year, or ``None`` if the sheet holds none.

    ``by_year``: what the table calls 累计 is the year's sum, as in the authoritative system's export;
    ``told``: what the office said of headings; ``own``: the columns that the rulebook declares.
    """
    return find_header(sheet, fields_with(own).headings, {"name", "investment_yuan"}, year, by_year=by_year, told=told)


def is_unmistakable(header: Header) -> bool:
    """Tell whether a heading is so much that of a statistics table that no target table need be looked for."""
    return len(header.columns) >= ENOUGH_FIELDS and {"name", "investment_yuan", "progress"} <= header.columns.keys()


def is_ours(header: Header) -> bool:
    """Tell whether a heading is that of our table by itself: both required columns, or most of the others.

    A list of telephones or inspections has a name, a person in charge and a number to call, too.
    """
    names = (name for name in (*header.columns, *header.choice.rivals) if not is_own(name))
    base = {name for name in names if FIELDS[name].base and name != "number"}
    return {"name", "investment_yuan"} <= base or len(base) >= MOST_FIELDS


class StatisticsReader:
    """Reads one sheet; findings name its cells."""

    def __init__(self, file: str, sheet: RawSheet, header: Header, scheme: Scheme, period: ReportingPeriod) -> None:
        self._file, self._sheet, self._rows = file, sheet, sheet.rows
        self._scheme, self._period = scheme, period
        self._fields = fields_with(scheme.own_columns)
        self._year = scheme.accounting.year_of(period)
        self._table = StatisticsTable(header)
        self._dittoed: dict[tuple[int, str], RawCell] = {}
        self._blocks: list[Header] = []
        self._meanings = meanings_from(scheme.home)
        self._sample_names = {sample for sample, _, _ in scheme.sample_rows}
        self._use(header)

    def _use(self, header: Header) -> None:
        """Read what follows by this heading: a sheet may hold a second block in another order of columns."""
        self._header, sheet = header, self._sheet
        leave_out_former_sums(header, self._period, self._scheme.accounting)
        self._blocks.append(header)
        self._units = {name: column_unit(sheet, header, name) for name in measured(header.columns)}
        units = {name: unit.words for name, unit in self._units.items()}
        self._table.columns += taken_columns(sheet, header, self._fields.means, units)
        self._asked_units: set[str] = set()
        self._contradicted: dict[str, str] = {}
        self._columns = dict(header.columns)
        self._set_plan()

    def _set_plan(self) -> None:
        """Plan how each column is read; an own column in another unit than is asked for is not."""
        own = self._scheme.own_columns
        unread = {one.field for one in own if other_unit(one, self._header.heading(one.field))}
        columns = {name: column for name, column in self._header.columns.items() if name not in unread}
        self._plan = plan = column_plan(columns, self._units, self._period, own)
        shape = (self._file, self._sheet, self._rows, self._header, () if self._contradicted else plan)
        self._plain = PlainRows(*shape, self._period, self._meanings, self._sample_names)

    def read(self) -> StatisticsTable:
        """Return the table; every filled row of the sheet has a role in it."""
        in_notes = False
        for place, row in enumerate(self._rows):
            if row > self._header.last_row and (plain := self._plain.project(place)):
                self._table.roles[row] = RowRole.PROJECT
                self._table.projects.append(plain)
                in_notes = False
                continue
            role = self._role(row, in_notes)
            self._table.roles[row] = role
            if role is RowRole.PROJECT:
                self._table.projects.append(self._project(row))
                in_notes = False
            elif role is RowRole.HEADER and row > self._header.last_row:
                self._take_heading(row)
            elif role is RowRole.TOTAL:
                self._table.totals.append(self._total(row))
            elif role is RowRole.EXAMPLE:
                self._find("sample_row_left", row, self._sheet.columns(row)[0], row=row)
            elif role is RowRole.PLACEHOLDER and any(is_dots(text) for _, text in self._sheet.row_texts(row)):
                self._find("placeholder_row", row, self._sheet.columns(row)[0], row=row)
            elif role is RowRole.NOTE:
                if is_part_sum(dict(self._sheet.row_texts(row)), self._header):
                    self._find("part_sum", row, self._sheet.columns(row)[0])
                self._take_section(row)
                in_notes = in_notes or not self._is_nil(row)
        self._settle_nil()
        self._settle_sums()
        self._hold_shared()
        self._table.findings += partly_struck(self._file, self._sheet, self._table.roles, self._table.columns)
        self._table.findings += left_over(self._file, self._sheet, self._table.roles, self._blocks)
        return self._table

    def _role(self, row: int, in_notes: bool) -> RowRole:
        if row < self._header.first_row:
            return RowRole.TITLE
        if row <= self._header.last_row:
            return RowRole.HEADER
        role = row_role(self._sheet, row, self._header, in_notes)
        if role is RowRole.PROJECT and self._is_printed_sample(row):
            return RowRole.EXAMPLE
        if role in (RowRole.NOTE, RowRole.PROJECT) and self._is_nil(row):
            return RowRole.NOTE
        return role

    def _take_heading(self, row: int) -> None:
        """A heading that says something else than the one before holds for the rows below it."""
        header = header_at(self._sheet, row, self._fields.headings, self._year, told=self._scheme.told_columns)
        if len(header.columns) < MIN_FIELDS or header.headings == self._header.headings:
            return
        said = header_findings(self._file, self._sheet, self._table.header, self._scheme)
        anew = header_findings(self._file, self._sheet, header, self._scheme)
        self._table.findings += [one for one in anew if one not in said + self._table.findings]
        self._use(header)

    def _take_section(self, row: int) -> None:
        """A caption that names a unit says it for the rows below it, unless their heading says another."""
        text = " ".join(text for _, text in self._sheet.row_texts(row))
        said = [unit for unit in section_units(text) if unit.is_money or not unit.measure]
        if len(said) != 1:
            return
        for name, unit in self._units.items():
            if measure_of(name) != YUAN:
                continue
            own = units_in(compact(self._header.heading(name)))
            words = said[0].words if said[0].measure else f"{said[0].words}元"
            if not own:
                self._units[name] = replace(unit, words=words, typed="", place=(row, self._sheet.columns(row)[0]))
            elif unit.words and unit.words != words:
                self._contradicted[name] = words
        self._set_plan()

    def _is_nil(self, row: int) -> bool:
        """A nil report stands alone in its row, a number before it aside; under our own heading 「无」 is enough."""
        alone = (0, "")
        for column, text in self._sheet.row_texts(row):
            if not text.isdigit():
                if alone[0]:
                    return False  # nearly every row ends here, at its second word
                alone = column, text
        if tells_of_projects(alone[1]):
            if all(one.kind != "projects_unlisted" for one in self._table.findings):
                self._find("projects_unlisted", row, alone[0], typed=alone[1])
            return True
        if not (is_nil(alone[1]) or says_nil(alone[1])):
            return False
        if not self._table.nil:
            self._find("nil_report", row, alone[0], typed=alone[1])
        self._table.nil = True
        return True

    def _settle_sums(self) -> None:
        """A 累计 beside the table's 合计 sums up more than its rows."""
        summed = sum(project.investment_yuan or 0 for project in self._table.projects)
        for total in sums_of_more(self._sheet, self._table.totals, summed):
            self._table.totals.remove(total)
            self._table.roles[total.ref.row] = RowRole.NOTE
            self._find("part_sum", total.ref.row, self._sheet.columns(total.ref.row)[0])

    def _settle_nil(self) -> None:
        """「本月无新增项目」 below projects is a remark: a table with projects is no nil report."""
        table = self._table
        told = any(one.kind == "projects_unlisted" for one in table.findings)
        off = {"nil_report", "projects_unlisted"} if table.projects else {"nil_report"} if told else set()
        if off:
            table.nil = False
            table.findings = [one for one in table.findings if one.kind not in off]

    def _hold_shared(self) -> None:
        """An amount in a cell merged over several projects belongs to none of them until somebody says to which."""
        table, means = self._table, self._fields.means
        if any(top < bottom and bottom > self._blocks[0].last_row for top, _, bottom, _ in self._sheet.merges):
            held = hold_shared(self._file, self._sheet, table.projects, table.findings, means)
            table.projects, table.findings = held

    def _is_printed_sample(self, row: int) -> bool:
        """The form's own second example is numbered like data (LZ annex 2): know it by its words."""
        name = self._word(row, "name")
        if name not in self._sample_names:
            return False
        return any(
            name == sample and (self._word(row, "investor") == investor or self._word(row, "contact") == contact)
            for sample, investor, contact in self._scheme.sample_rows
        )

    def _word(self, row: int, name: str) -> str:
        return compact(self._sheet.cell(row, self._header.columns.get(name, 0)).text)

    def _find(self, kind: str, row: int, column: int, weight: Severity | None = None, /, **details: object) -> None:
        cell = CellRef(self._file, self._sheet.name, row, column)
        self._table.findings.append(found(kind, cell, weight, **details))

    def _project(self, row: int) -> Project:
        values = {}
        for column in self._plan:
            cell = self._sheet.cell(row, column.number)
            text = cell.text
            means_nothing = text in SIGNS or (column.reader is None and says_nothing(text))
            if means_nothing and column.name != "number" and text not in column.words:
                cell = self._meant(column, cell, row)
                if cell is UNKNOWN:
                    continue
            if cell.text and not cell.error:
                if column.name != "number":
                    values[column.name] = self._value(column, cell, row)
            elif cell.error or (cell.formula and cell.value is None):
                self._find_lost(column, cell, row)
            elif column.asked:
                self._find("missing_required", row, column.number, column.weight, column=column.heading)
        if self._sheet.has_struck:
            rows, said = struck_through(self._file, self._sheet, row, self._header.headings)
            self._table.struck += rows
            self._table.findings += said
        number = compact(values.pop("project_number", None) or "").upper()
        values["number"] = number if PROJECT_NUMBER.fullmatch(number) else None
        ref = CellRef(self._file, self._sheet.name, row)
        stage, doubt = self._stage(values, row)
        return Project(ref, self._columns, self._meanings, doubt, stage=stage, **with_declared((), values))

    def _value(self, column: PlannedColumn, cell: RawCell, row: int) -> Any:
        if column.reader is None:
            for kind, details in unwanted_in(cell.text):
                self._find(kind, row, column.number, column=column.heading, **details)
            if column.name == "credit_code" and is_lossy_code(cell):
                self._find("credit_code_lossy", row, column.number, typed=cell.text)
                return None
            return cell.text
        is_seen = cell.__class__ is ScaledCell and bool(measure_of(column.name))
        if is_seen and (doubt := seen_otherwise(cell, self._units[column.name].words)):
            weight = Severity.ERROR if column.name == "investment_yuan" else None
            self._find("shown_otherwise", row, column.number, weight, column=column.heading, **doubt)
            return None
        if column.name in self._contradicted and isinstance(cell.value, (int, float)):
            details = {"section": self._contradicted[column.name], "unit": self._units[column.name].words}
            weight = weight_of("section_unit", column.name)
            self._find("section_unit", row, column.number, weight, column=column.heading, typed=cell.text, **details)
            return None
        read = read_seen(cell, column.reader) if is_seen else column.reader(cell)
        for kind, details in read.remarks:
            lost = read.value is None and column.name == "investment_yuan"
            if kind in UNITLESS and self._asks_for_unit(column, row, lost=lost):
                continue
            self._find(kind, row, column.number, Severity.ERROR if lost else weight_of(kind, column.name), **details)
        if read.value == 0 and column.name == "investment_yuan":
            self._find("amount_zero", row, column.number, column=column.heading, typed=cell.text)
            return None
        return read.value

    def _asks_for_unit(self, column: PlannedColumn, row: int, *, lost: bool) -> bool:
        """Ask for the unit of a column where its heading stands, once; an investment without one sends its row back."""
        unit = self._units[column.name]
        if lost and not unit.typed:
            return False  # the cell's own sentence says what is missing
        if lost or column.name not in self._asked_units:
            self._asked_units.add(column.name)
            details = {"column": column.heading, "typed": unit.typed}
            details |= {"expected": unit.expected, "example": unit.example}
            place = (row, column.number) if lost else unit.place
            self._find(unit.kind, *place, Severity.ERROR, **details)
        return True

    def _meant(self, column: PlannedColumn, ditto: RawCell, row: int) -> RawCell:
        """Return the cell that a sign means: an empty one for 「/」, that of a project above for 「同上」."""
        if ditto.text not in DITTO:
            strokes = column.reader is None and says_nothing(ditto.text)
            return EMPTY if strokes or is_blank(ditto.text, column.name) else ditto
        cell = EMPTY
        if self._table.projects:
            above = self._table.projects[-1]
            cell = self._dittoed.get((above.ref.row, column.name)) or self._sheet.cell(
                above.ref.row, above.columns.get(column.name, 0)
            )
        details = {"column": column.heading, "typed": ditto.text}
        if not cell.text or cell.error or cell.text in DITTO:
            weight = Severity.ERROR if self._fields.by_name[column.name].required else None
            self._find("ditto_below_nothing", row, column.number, weight, **details)
            return UNKNOWN
        self._find("ditto_read", row, column.number, value=cell.text[:SHOWN_DITTO], **details)
        self._dittoed[row, column.name] = cell
        return cell

    def _find_lost(self, column: PlannedColumn, cell: RawCell, row: int) -> None:
        """An error, or a formula whose value is not there."""
        if column.name == "number":
            return
        kind = "error_cell" if cell.error else "formula_without_value"
        typed = {"typed": cell.error} if cell.error else {}
        self._find(kind, row, column.number, weight_of(kind, column.name), column=column.heading, **typed)

    def _stage(self, values: Mapping[str, Any], row: int) -> tuple[str | None, Judged[str]]:
        stage, remarks, doubt = stage_of(values.get("progress"), values, self._period)
        for kind, details in remarks:
            if column := details.pop("column", ""):
                details["column"] = FIELDS[column].heading
            self._find(kind, row, self._header.columns["progress"], **details)
        return stage, doubt

    def _total(self, row: int) -> StatedTotal:
        values: dict[str, int | float | None] = {}
        formulas: dict[str, str] = {}
        for name in (name for name in measured(self._header.columns) if measure_of(name) != DOLLAR):
            column = self._header.columns.get(name)
            cell = self._sheet.own(row, column or 0)
            if column is None or cell is None or seen_otherwise(cell, self._units[name].words):
                continue
            heading = self._fields.by_name[name].heading
            if cell.formula:
                formulas[name] = cell.formula
            if cell.error:
                self._find("error_cell", row, column, column=f"合计行的{heading}", typed=cell.error)
            elif cell.text and measure_of(name) == YUAN:
                reader = partial(read_amount, unit=self._units[name].words, column=heading)
                values[name] = read_seen(cell, reader).value
            elif cell.text:
                values[name] = read_quantity(cell, self._units[name].words, kept_in(name), heading).value
        return StatedTotal(CellRef(self._file, self._sheet.name, row), self._columns, values, formulas)
