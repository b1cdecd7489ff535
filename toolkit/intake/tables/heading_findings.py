"""What does a statistics table's heading itself give reason to say? Columns that are missing, unknown, hidden."""

from collections.abc import Callable, Container, Iterator

from toolkit.files.grid import RawSheet
from toolkit.files.texts import nearest
from toolkit.intake.tables.column_units import column_unit, kept_in, measure_of, measured, said_above
from toolkit.intake.tables.fields import SENSITIVE, bare, speaks_of
from toolkit.intake.tables.header import Header, heading_row
from toolkit.intake.tables.own_fields import other_unit
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.known_columns import STATISTICS, Field
from toolkit.model.own_columns import OwnColumn
from toolkit.model.scheme import Scheme
from toolkit.model.units import AREA, YUAN, parse_unit

Find = Callable[..., None]


def header_findings(file: str, sheet: RawSheet, header: Header, scheme: Scheme) -> list[Finding]:
    """Return what the heading itself gives reason to say; of the county's sums those are missed that it adds up."""
    findings: list[Finding] = []

    def find(kind: str, column: int, weight: Severity | None = None, /, **details: object) -> None:
        row = heading_row(sheet, header, column) if column else 0
        findings.append(found(kind, CellRef(file, sheet.name, row, column), weight, **details))

    asked = _asked(sheet, header, scheme)
    for column, field_ in asked.items():
        weight = None if field_.required else Severity.WARNING
        find("column_asked", column, weight, typed=header.headings[column], column=field_.heading)
    for field_ in STATISTICS:
        if field_.name in header.choice.rivals:
            _find_rivals(field_, header, find)
        elif (
            field_ not in asked.values()
            and field_.base
            and field_.name not in header.columns
            and field_.name != "number"
        ):
            find("missing_column", 0, None if field_.required else Severity.WARNING, column=field_.heading)
    for one in header.known.own if header.known else ():
        _find_own(one, header, find)
    _find_unread(header, asked, find)
    for column, answer in sorted(header.applied.items()):
        find("column_told", column, typed=header.headings[column], meaning=answer)
    findings += [*_converted(file, sheet, header), *_line_differs(file, sheet, header)]
    for column, heading in sorted(header.headings.items()):
        if column in sheet.hidden_columns and column not in header.doubles:
            find("hidden_column", column, column=heading)
    return findings


def _line_differs(file: str, sheet: RawSheet, header: Header) -> Iterator[Finding]:
    """Say that the line above states one unit and the headings others: no column goes by the line, or agrees with it."""
    money = [name for name in measured(header.columns) if measure_of(name) == YUAN]
    units = [(name, column_unit(sheet, header, name)) for name in money]
    if not units or any(not unit.words or unit.is_told or unit.place[0] < header.first_row for _, unit in units):
        return
    said, place = said_above(sheet, header, YUAN)
    above = [unit for unit in said if unit.measure in ("", YUAN)]
    sizes = {written.size for _, unit in units if (written := parse_unit(unit.words)) and written.measure == YUAN}
    if len(above) == 1 and sizes and above[0].size not in sizes:
        name, unit = units[0]
        details = {"above": above[0].words, "column": header.heading(name), "unit": unit.words}
        yield found("unit_line_differs", CellRef(file, sheet.name, *place), **details)


def _converted(file: str, sheet: RawSheet, header: Header) -> Iterator[Finding]:
    """Say once of each column that its numbers become others in the ledger's unit."""
    for name in measured(header.columns):
        unit = column_unit(sheet, header, name)
        into = kept_in(name) if measure_of(name) == AREA else "亿元"
        if unit.is_told:
            said = {"typed": header.heading(name), "meaning": unit.words}
            yield found("column_told", CellRef(file, sheet.name, *unit.place), **said)
        elif (written := parse_unit(unit.words)) and written.differs(into):
            yield found("unit_converted", CellRef(file, sheet.name, *unit.place), typed=unit.words, into=into)


def _find_own(one: OwnColumn, header: Header, find: Find) -> None:
    """Say of a column that the rulebook declares that it is not there, or asks for another unit than it is filled in."""
    if one.field in header.choice.rivals:
        _find_rivals(Field(one.field, one.heading, ()), header, find)
    elif one.field not in header.columns:
        unread = {bare(text): text for text in header.unknown.values() if not SENSITIVE.search(text)}
        near = unread.get(nearest(one.heading.lower(), unread))
        hint = f"“{near}”就是这一列的，请改正列名；没有的，" if near else ""
        weight = None if one.required else Severity.NOTE
        find("own_column_missing", 0, weight, column=one.heading, printed=one.printed, hint=hint)
    elif other := other_unit(one, typed := header.heading(one.field)):
        column = header.columns[one.field]
        find("own_unit_differs", column, typed=typed, other=other, unit=one.unit, printed=one.printed)


def _find_rivals(field_: Field, header: Header, find: Find) -> None:
    """Ask at each of the columns that might be one field; none of them is read."""
    columns = header.choice.rivals[field_.name]
    for column in columns:
        others = "".join(f"“{header.headings[other]}”" for other in columns if other != column)
        find("column_rivals", column, None, typed=header.headings[column], column=field_.heading, others=others)


def _asked(sheet: RawSheet, header: Header, scheme: Scheme) -> dict[int, Field]:
    """Return the columns that nobody knows and that may be a missing field: one question instead of two complaints.

    Missing are fields of annex 2, and sums that the county adds up where a heading speaks of such money.
    """
    unknown = [
        column
        for column, text in header.unknown.items()
        if column not in header.doubles
        and column not in header.choice.doubts
        and not SENSITIVE.search(text)
        and column not in header.applied
    ]
    if not unknown:
        return {}
    doubted = {name for _, name in header.choice.doubts.values()}
    held = header.columns.keys() | header.choice.rivals.keys() | doubted
    texts = [header.headings[column] for column in unknown]
    missing = [
        one for one in STATISTICS
        if one.name not in held and (
            (one.base and one.name != "number") or (speaks_of(one.name, texts) and one.name in _added_up(scheme))
        )
    ]  # fmt: skip
    if not missing:
        return {}
    from toolkit.intake.tables.column_proposals import proposals  # rapidfuzz: few tables need it

    return proposals(sheet, header, unknown, missing, scheme.year)


def _added_up(scheme: Scheme) -> set[str]:
    """Return the columns that the county's figures and scores add up."""
    summed = {column for one in scheme.indicators for column in one.summed_columns}
    return summed | {one.column for one in scheme.rules.scores}


def _find_unread(header: Header, asked: Container[int], find: Find) -> None:
    """Say of each column that is not read why: its span is in doubt, a visible one is read instead, or nobody knows it."""
    own = header.known.own if header.known else ()
    headings = {field.name: field.heading for field in STATISTICS} | {one.field: one.heading for one in own}
    for column, (kind, name) in header.choice.doubts.items():
        find(kind, column, typed=header.headings[column], column=headings[name])
    told = header.choice.doubts.keys() | {column for columns in header.choice.rivals.values() for column in columns}
    told |= header.applied.keys()
    for column, text in header.unknown.items():
        if column in header.doubles:
            find("hidden_double", column, typed=text, read=header.heading(header.doubles[column]))
        elif column not in told and column not in asked:
            find("sensitive_column" if column in header.sensitive else "extra_column", column, typed=text)
