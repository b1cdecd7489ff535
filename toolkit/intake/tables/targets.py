"""Which targets does a county's table set? Annex 1, and the variants a county makes of it."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct, field

from toolkit.files.grid import RawCell, RawSheet
from toolkit.intake.tables.column_units import EXPECTED
from toolkit.intake.tables.fields import TARGETS, Headings, bare, headings_of
from toolkit.intake.tables.header import Header, find_header, taken_columns
from toolkit.intake.tables.rows import row_role
from toolkit.intake.tables.target_dates import month_in_cell
from toolkit.intake.values.amounts import read_amount
from toolkit.intake.values.typed import compact
from toolkit.model.catalogue import CATALOGUE
from toolkit.model.cells import CellRef
from toolkit.model.columns import TakenColumn
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.submission import RowRole, StatedTotal, TargetLine
from toolkit.model.units import YUAN, parse_unit, units_in
from toolkit.model.wording import CELL_OUT, ROW_OUT

HEADINGS = {field.name: field.heading for field in TARGETS}
LEADER = expression(r"(?<!副)组长[:：]?(.*?)(?=副组长|$)", re.DOTALL)
DEPUTIES = expression(r"副组长[:：]?(.*)", re.DOTALL)
NAMES = expression(r"[\s\u3000、，,;；]+")
SCOPED = expression(r"(.+?)[(（](.+)[)）]")
# What a table of units without groups calls its first column (单位｜任务).
UNIT_ALONE = ("单位", "单位名称", "任务单位", "考核单位")
# What stands above the units where a table names their kind instead of 牵头单位; a rulebook's own kinds do, too.
UNIT_KINDS = ("乡镇", "乡镇街道", "镇街", "镇办", "街道", "园区", "部门", "专班", "考核对象", "评价对象", "报送单位")


class TargetTable(Struct):
    """What one sheet's target table holds."""

    header: Header
    lines: list[TargetLine] = field(default_factory=list)
    totals: list[StatedTotal] = field(default_factory=list)
    roles: dict[int, RowRole] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    columns: list[TakenColumn] = field(default_factory=list)


@lru_cache(maxsize=16)
def target_headings(
    indicators: tuple[tuple[str, tuple[str, ...]], ...], *, alone: bool = False, kinds: tuple[str, ...] = ()
) -> Headings:
    """Return the headings of the target table, the scheme's indicators (id, headings) among them.

    ``alone``: the table names units only and no groups; ``kinds`` are words for units that may stand above them.
    """
    words = headings_of(TARGETS)
    words.update({bare(word): "lead_unit" for word in UNIT_ALONE if alone})
    for word in kinds:
        words.setdefault(bare(word), "lead_unit")
    for id, headings in indicators:
        words.update({bare(word): id for word in headings})
    return Headings(words)


def find_targets(sheet: RawSheet, scheme: Scheme, *, by_kind: bool = True) -> Header | None:
    """Return the heading of a target table, or ``None`` if the sheet holds none.

    ``by_kind``: units may stand under a word for their kind (乡镇), where no column is 牵头单位.  Of several annexes
    some name units alone (GN-A1: 附表二 镇（街道办）, 附表三 单位名称).
    """
    indicators = {indicator.id: tuple(indicator.header) for indicator in scheme.row_indicators}
    kinds = tuple(dict.fromkeys((*UNIT_KINDS, *(unit.kind for unit in scheme.units))))
    named_alone = "group" not in scheme.target_columns
    tries = [((), named_alone), (kinds, named_alone)][: 1 + by_kind]
    tries += [(kinds, True)] if by_kind and len(scheme.annexes) > 1 else []
    found = [_heading(sheet, indicators, words, alone=alone) for words, alone in tries]
    with_units = (header for header in found if header and "lead_unit" in header.columns)
    return next(with_units, next((header for header in found if header), None))


def _heading(
    sheet: RawSheet, indicators: Mapping[str, tuple[str, ...]], kinds: tuple[str, ...], *, alone: bool
) -> Header | None:
    known = target_headings(tuple(indicators.items()), alone=alone, kinds=kinds)
    if alone:
        header = find_header(sheet, known, {"lead_unit"}, least=2)
    else:
        header = find_header(sheet, known, {"group", "lead_unit"})
    return header if header and indicators.keys() & header.columns.keys() else None


class TargetReader:
    """Reads one sheet's target lines."""

    def __init__(self, file: str, sheet: RawSheet, header: Header, scheme: Scheme) -> None:
        self._file, self._sheet, self._header, self._scheme = file, sheet, header, scheme
        self._table = TargetTable(header)
        self._above: dict[str, str] = {}
        # The unit that each indicator's column stands in, by its heading; '' where the heading's cannot be.
        self._written: dict[str, str] = {}
        # One document writes 招商局 and 区招商局: the line's key is the unit's own name.
        self._units = {alias: unit.name for unit in scheme.units for alias in unit.aliases}

    def read(self) -> TargetTable:
        """Return the table; every filled row of the sheet has a role in it."""
        self._header_findings()
        means = HEADINGS | {indicator.id: indicator.name for indicator in self._scheme.row_indicators}
        self._table.columns = taken_columns(self._sheet, self._header, means, self._written)
        in_notes = False
        for row in self._sheet.rows:
            role = self._role(row, in_notes)
            self._table.roles[row] = role
            if role is RowRole.PROJECT:
                self._table.lines.append(self._line(row))
            elif role is RowRole.TOTAL:
                self._table.totals.append(self._total(row))
            in_notes = in_notes or role is RowRole.NOTE
        return self._table

    def _role(self, row: int, in_notes: bool) -> RowRole:
        if row < self._header.first_row:
            return RowRole.TITLE
        if row <= self._header.last_row:
            return RowRole.HEADER
        role = row_role(self._sheet, row, self._header, in_notes)
        if role is RowRole.PROJECT and not self._own(row, "lead_unit") and not self._has_targets(row):
            return RowRole.NOTE
        return role

    def _own(self, row: int, name: str) -> str:
        return self._sheet.cell(row, self._header.columns.get(name, 0)).text

    def _has_targets(self, row: int) -> bool:
        return any(self._own(row, indicator.id) for indicator in self._scheme.row_indicators)

    def _find(self, kind: str, row: int, column: int, /, **details: object) -> None:
        if CATALOGUE[kind].effect == ROW_OUT:
            details["effect"] = CELL_OUT  # a line keeps its other targets
        self._table.findings.append(found(kind, CellRef(self._file, self._sheet.name, row, column), **details))

    def _header_findings(self) -> None:
        columns = self._scheme.target_columns
        if len(self._scheme.annexes) > 1 and "group" not in self._header.columns:
            columns = ("lead_unit",)  # an annex of towns or departments has no squads and nobody who helps them
        wanted = {name: HEADINGS[name] for name in columns}
        wanted |= {indicator.id: indicator.name for indicator in self._scheme.row_indicators}
        for name, heading in wanted.items():
            if name not in self._header.columns:
                self._find("missing_column", 0, 0, column=heading)
        for column, heading in sorted(self._header.headings.items()):
            if column in self._sheet.hidden_columns:
                self._find("hidden_column", self._header.first_row, column, column=heading)
        for indicator in self._scheme.row_indicators:
            if indicator.id in self._header.columns:
                self._written[indicator.id] = self._unit(indicator)

    def _unit(self, indicator: Indicator) -> str:
        """Return the unit in a column's heading, the indicator's own where it names none, '' where it cannot be."""
        own, named = parse_unit(indicator.unit), units_in(compact(self._header.heading(indicator.id)))
        if own is None or not named:
            return indicator.unit
        place = self._header.first_row, self._header.columns[indicator.id]
        written = named[0]
        if len(named) > 1 or written.measure not in (own.measure, "" if own.measure == YUAN else own.measure):
            typed, expected = "、".join(unit.words for unit in named), EXPECTED[own.measure]
            self._find("column_unit_wrong", *place, column=indicator.name, typed=typed, expected=expected)
            return ""
        if written.size != own.size:
            self._find("unit_converted", *place, typed=written.words, into=indicator.unit)
        return written.words if written.measure else f"{written.words}元"

    def _line(self, row: int) -> TargetLine:
        shared = self._shared(row, ("group", "leader", "deputies", "supporting"))
        lead = self._own(row, "lead_unit")
        scoped = SCOPED.fullmatch(_unspaced(lead))
        lead_unit = scoped[1] if scoped else _unspaced(lead)
        lead_unit = self._units.get(lead_unit, lead_unit)
        leader, deputies = leaders(shared["leader"])
        deputies = deputies or _names(shared["deputies"])
        return TargetLine(
            ref=CellRef(self._file, self._sheet.name, row),
            columns=self._header.columns,
            group=_unspaced(shared["group"]) or self._group_of(lead_unit),
            leader=leader,
            deputies=deputies,
            lead_unit=lead_unit,
            scope=scoped[2] if scoped else self._own(row, "scope"),
            supporting_units=tuple(part for part in NAMES.split(shared["supporting"]) if part),
            targets={
                indicator.id: self._target(row, indicator)
                for indicator in self._scheme.row_indicators
                if indicator.id in self._header.columns
            },
            remark=self._own(row, "remark") or None,
            since=self._since(row),
        )

    def _group_of(self, unit: str) -> str:
        """Return the group of the unit's only target row, where the table has no column for it; else ''."""
        rows = [row for row in self._scheme.target_rows if row.lead_unit == unit]
        return rows[0].group if len(rows) == 1 and "group" not in self._header.columns else ""

    def _since(self, row: int) -> ReportingPeriod | None:
        typed = self._own(row, "since")
        said = month_in_cell(typed, self._scheme.year, self._scheme.accounting) if typed else None
        if typed and said is None:
            self._find("unparseable_value", row, self._header.columns["since"], column=HEADINGS["since"], typed=typed)
        return said

    def _shared(self, row: int, names: tuple[str, ...]) -> dict[str, str]:
        """A group's cells are merged over its lines, repeated in each, or written once and left empty below."""
        own = {name: self._own(row, name) for name in names}
        if own["group"] and own["group"] != self._above.get("group"):
            self._above = {}
        self._above = {name: text or self._above.get(name, "") for name, text in own.items()}
        return self._above

    def _target(self, row: int, indicator: Indicator) -> int | None:
        column = self._header.columns.get(indicator.id, 0)
        # A target merged over two lead units would count twice: only its own line has it.
        cell = self._sheet.cells.get((row, column)) if column else None
        return self._number(cell, row, column, indicator) if cell else None

    def _number(self, cell: RawCell, row: int, column: int, indicator: Indicator) -> int | None:
        if cell.error:
            self._find("error_cell", row, column, column=indicator.name, typed=cell.error)
            return None
        if cell.formula and cell.value is None:
            self._find("formula_without_value", row, column, column=indicator.name)
            return None
        text = compact(cell.text)
        if not text or text in ("-", "/", "—"):
            return None
        unit = parse_unit(indicator.unit)
        if unit and unit.measure == YUAN:
            if not self._written[indicator.id]:
                return None
            read = read_amount(cell, self._written[indicator.id], indicator.name)
            for kind, details in read.remarks:
                self._find(kind, row, column, **details)
            return read.value
        if unit:
            return self._scaled(cell, text, row, column, indicator)
        match = re.fullmatch(r"(\d+)(?:\.0+)?(?:个|家|项)?", text)
        if match is None:
            self._find("unparseable_value", row, column, column=indicator.name, typed=cell.text)
            return None
        if isinstance(cell.value, str):
            self._find("number_as_text", row, column, column=indicator.name, typed=cell.text, value=match[1])
        return int(match[1])

    def _scaled(self, cell: RawCell, text: str, row: int, column: int, indicator: Indicator) -> int | None:
        """A target in 美元 or of land may have decimals; it is kept in whole 美元, 平方米 or 亩."""
        match = re.fullmatch(r"(\d+(?:\.\d+)?)(.*)", text.replace(",", ""))
        own, written = parse_unit(indicator.unit), parse_unit(self._written[indicator.id])
        typed = parse_unit(match[2]) if match and match[2] else written
        if own is None or (typed is None and match and not match[2]):
            return None  # the heading was asked about
        if match is None or typed is None or typed.measure != own.measure:
            self._find("unparseable_value", row, column, column=indicator.name, typed=cell.text)
            return None
        if isinstance(cell.value, str):
            self._find("number_as_text", row, column, column=indicator.name, typed=cell.text, value=match[1])
        return round(Fraction(match[1]) * typed.size / own.size * indicator.scale)

    def _total(self, row: int) -> StatedTotal:
        values: dict[str, int | float | None] = {}
        formulas: dict[str, str] = {}
        for indicator in self._scheme.row_indicators:
            column = self._header.columns.get(indicator.id, 0)
            cell = self._sheet.cells.get((row, column))
            if cell is not None:
                values[indicator.id] = self._number(cell, row, column, indicator)
                if cell.formula:
                    formulas[indicator.id] = cell.formula
        return StatedTotal(CellRef(self._file, self._sheet.name, row), self._header.columns, values, formulas)


def _unspaced(text: str) -> str:
    """Return text without spaces, its letters and brackets as they were typed."""
    return re.sub(r"\s", "", text)


def leaders(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Return (组长, 副组长) of a leaders' cell with whatever spacing it has.

    >>> leaders("组长：    王轶      副组长：  韦鸿英   李伟明")
    ('王轶', ('韦鸿英', '李伟明'))
    >>> leaders("组长：      雷翔"), leaders("雷翔")
    (('雷翔', ()), ('雷翔', ()))
    >>> leaders("俸振江、韦长安")
    ('俸振江、韦长安', ())
    """
    leader, deputies = LEADER.search(text), DEPUTIES.search(text)
    if leader is None and deputies is None:
        # GN: 「责任领导:俸振江、韦长安」 are both responsible, neither is the other's deputy.
        return "、".join(_names(text)) or None, ()
    named = _names(leader[1]) if leader else _names(text)
    return (named[0] if named else None), _names(deputies[1]) if deputies else ()


def _names(text: str) -> tuple[str, ...]:
    """Split names at spaces; a two-character name spaced out (王  轶) stays one name."""
    parts = [part for part in NAMES.split(text.strip()) if part]
    if len(parts) == 2 and all(len(part) == 1 for part in parts):
        return ("".join(parts),)
    return tuple(parts)
