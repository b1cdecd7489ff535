"""What does a unit's file hold? One path in, one Submission out; a unit's mistake never raises."""

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from toolkit.files.grid import RawSheet, RawWorkbook, Refusal
from toolkit.files.open_file import open_workbook
from toolkit.files.private_numbers import take_out_private_numbers, without_column_twice
from toolkit.files.xlsx_cells import MAX_ROW
from toolkit.intake.tables.explanations import explanations_in
from toolkit.intake.tables.header import Header, heading_row, second_half
from toolkit.intake.tables.heading_findings import header_findings
from toolkit.intake.tables.identity import (
    STATED_UNIT,
    Place,
    Said,
    may_state_unit,
    no_unit,
    periods_said,
    units_said,
)
from toolkit.intake.tables.left_over import comment_findings
from toolkit.intake.tables.no_table import named_for_what_it_is
from toolkit.intake.tables.other_sheets import sheet_findings, unread_sheets
from toolkit.intake.tables.said_otherwise import said_otherwise
from toolkit.intake.tables.statistics import StatisticsReader, find_statistics, is_ours, is_unmistakable
from toolkit.intake.tables.stray_telephones import stray_telephones
from toolkit.intake.tables.target_dates import since_in
from toolkit.intake.tables.targets import TargetReader, find_targets
from toolkit.intake.values.nil_report import foreign_row, nil_place
from toolkit.intake.values.typed import compact
from toolkit.model.accounting_year import AccountingYear
from toolkit.model.cells import CellRef, column_letter
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.form import FORM_VERSION, form_version
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.sensitive import sensitive_numbers, without_sensitive
from toolkit.model.submission import RowRole, Status, Submission, Told

IGNORED_PREFIXES = ("~$", ".")
TEXT_FORMATS = {"csv", "html", "docx"}  # every cell of these is text, so that is not reported
ELSEWHERE = ("rows_without_heading", "projects_unlisted")  # why a table has no projects
EXCEL_SUFFIXES = {".xlsx", ".xlsm", ".xls"}
TAIL_ROWS = 6  # 填报单位 may stand below the table, too
INVESTMENT = expression(r"招商|引资|投资促进|外来投资|投资项目|引进项目")
SHOWN_HEADINGS, SHOWN_LETTERS = 5, 12
IGNORED_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}


def read_submission(
    path: Path, scheme: Scheme, period: ReportingPeriod, file: str = "", received: date | None = None
) -> Submission:
    """Return a file as a submission for ``period``; ``file`` is the name that findings print.

    The status is ``refused`` or ``ignored`` with a reason where there is nothing to read; whether a
    readable one is accepted or returned is for the checks to say.
    """
    name = without_sensitive(file or path.name)
    if path.name.startswith(IGNORED_PREFIXES) or path.name.lower() in IGNORED_NAMES:
        return Submission(name, str(path), Status.IGNORED, "不是报表，是程序留下的临时文件")
    try:
        submission = _without_private_numbers(name, path, scheme, period)
    except Refusal as refusal:
        submission = _refused(name, path, found(refusal.kind, CellRef(name), why=refusal.why))
    except OSError:
        why = "打不开（可能正被其他程序占用或没有权限）"
        submission = _refused(name, path, found("cannot_open", CellRef(name), why=why))
    if submission.status is Status.REFUSED:
        submission = named_for_what_it_is(submission, scheme, period)
    if named := sensitive_numbers(path.name):
        what = "、".join(dict.fromkeys(number.what for number in named))
        told = found("sensitive_name", CellRef(name), what=what)
        submission = replace(submission, findings=(*submission.findings, told))
    return replace(submission, received=received) if received else submission


def _without_private_numbers(name: str, path: Path, scheme: Scheme, period: ReportingPeriod) -> Submission:
    refused: Refusal | None = None
    try:
        book = open_workbook(path)
    except Refusal as refusal:
        if refusal.words is None:
            raise
        refused, book = refusal, refusal.words  # a letter may be a nil report
    private = take_out_private_numbers(name, book)
    submission = _read_book(name, path, book, scheme, period)
    if refused and not submission.is_nil:
        raise refused
    stray = stray_telephones(name, book, submission)
    told = without_column_twice(list(submission.findings), [*private, *stray])
    return replace(submission, findings=(*submission.findings, *told)) if told else submission


def _refused(name: str, path: Path, finding: Finding) -> Submission:
    return Submission(name, str(path), Status.REFUSED, finding.message, findings=(finding,))


def _read_book(name: str, path: Path, book: RawWorkbook, scheme: Scheme, period: ReportingPeriod) -> Submission:
    told, year, own = scheme.told_columns, scheme.accounting.year_of(period), scheme.own_columns
    found_there = ((sheet, find_statistics(sheet, year, told=told, own=own)) for sheet in book.sheets)
    candidates = [(sheet, header) for sheet, header in found_there if header]
    if not any(is_unmistakable(header) for _, header in candidates):
        found_targets = ((sheet, find_targets(sheet, scheme, by_kind=not candidates)) for sheet in book.sheets)
        targets = [(sheet, header) for sheet, header in found_targets if header]
        if targets and candidates and len(scheme.annexes) > 1:
            # One annex is a target table beyond doubt: so are its others, which name their units in other words.
            again = ((sheet, find_targets(sheet, scheme)) for sheet in book.sheets)
            targets = [(sheet, header) for sheet, header in again if header]
        if targets:
            return _read_targets(name, path, book, targets, scheme)
    ours = [
        (sheet, header)
        for sheet, header in candidates
        if is_ours(header) or _speaks_of_investment(name, path, sheet, header.first_row)
    ]
    if candidates and not ours:
        sheet, header = _choose(candidates, period)
        return _not_ours(name, path, sheet, header.last_row)
    if candidates:
        return _read_statistics(name, path, book, ours, scheme, period)
    return _read_without_table(name, path, book, scheme, period)


def _read_without_table(
    name: str, path: Path, book: RawWorkbook, scheme: Scheme, period: ReportingPeriod
) -> Submission:
    """A file without a heading: a nil report in words, an empty workbook, or some other table."""
    filled = [sheet for sheet in book.sheets if sheet.is_filled]
    if not filled:
        return _refused(name, path, found("empty_submission", CellRef(name)))
    if nil := nil_place([sheet for sheet in filled if sheet.visible]):
        sheet, row, column = nil
        return _nil(name, path, book, sheet, CellRef(name, sheet.name, row, column), scheme, period)
    if book.format == "csv" and path.suffix.lower() in EXCEL_SUFFIXES:
        why = f"后缀是 {path.suffix}，内容却是文字，不是工作簿"
        return _refused(name, path, found("not_a_workbook", CellRef(name), why=why))
    tables = [(sheet, first) for sheet in filled if (first := foreign_row(sheet))]
    if tables and not any(_speaks_of_investment(name, path, sheet, row) for sheet, row in tables):
        return _not_ours(name, path, *tables[0])
    place = CellRef(name, filled[0].name)
    return _refused(name, path, found("header_not_found", place, expected="项目名称、投资总额"))


def _speaks_of_investment(name: str, path: Path, sheet: RawSheet, first_row: int) -> bool:
    """Tell whether title, file or sheet name say that the table is about investment promotion."""
    places = _places(name, path, sheet, Header(first_row, first_row))
    return any(INVESTMENT.search(place.text) for place in places)


def _not_ours(name: str, path: Path, sheet: RawSheet, row: int) -> Submission:
    """One sentence for a table of other things, however many rows it has."""
    texts = [text.replace("\n", "")[:SHOWN_LETTERS] for _, text in sheet.row_texts(row)]
    shown = "、".join(texts[:SHOWN_HEADINGS]) + ("等" if len(texts) > SHOWN_HEADINGS else "")
    return _refused(name, path, found("not_ours", CellRef(name, sheet.name, row), headings=shown))


def _nil(
    name: str, path: Path, book: RawWorkbook, sheet: RawSheet, cell: CellRef, scheme: Scheme, period: ReportingPeriod
) -> Submission:
    places = _places(name, path, sheet, Header(MAX_ROW + 1, MAX_ROW + 1))
    said = units_said(places, scheme)
    unit, findings = _unit(name, sheet, places, said, scheme)
    roles = {row: RowRole.NOTE if row == cell.row else RowRole.TITLE for row in sheet.rows}
    return Submission(
        file=name,
        path=str(path),
        status=Status.ACCEPTED,
        table="statistics",
        unit=unit,
        period=period,
        sheet=sheet.name,
        roles=_all_roles(book, sheet, roles),
        findings=(found("nil_report", cell, typed=sheet.cell(cell.row, cell.column).text), *findings),
        told=_told(said, periods_said(places, period.year)),
    )


def _read_targets(
    name: str, path: Path, book: RawWorkbook, candidates: list[tuple[RawSheet, Header]], scheme: Scheme
) -> Submission:
    if len(scheme.annexes) > 1:
        return _read_annexes(name, path, book, candidates, scheme)
    sheet, header = _choose(candidates)
    table = TargetReader(name, sheet, header, scheme).read()
    if book.format in TEXT_FORMATS:
        table.findings = [finding for finding in table.findings if finding.kind != "number_as_text"]
    return Submission(
        file=name,
        path=str(path),
        status=Status.ACCEPTED,
        table="targets",
        sheet=sheet.name,
        target_lines=tuple(table.lines),
        totals=tuple(table.totals),
        hidden_rows=_hidden(name, sheet, table.roles),
        roles=_all_roles(book, sheet, table.roles),
        findings=(*table.findings, *sheet_findings(name, book, sheet, candidates)),
        columns=tuple(table.columns),
        since=_since(path, sheet, header, scheme),
    )


def _since(path: Path, sheet: RawSheet, header: Header, scheme: Scheme) -> ReportingPeriod | None:
    """Return the month from which a target table holds, as its name, its sheet or its title says."""
    titles = [text for row in sheet.rows if row < header.first_row for _, text in sheet.row_texts(row)]
    return since_in([path.stem, sheet.name, *titles], scheme.year, scheme.accounting)


def _read_annexes(
    name: str, path: Path, book: RawWorkbook, candidates: list[tuple[RawSheet, Header]], scheme: Scheme
) -> Submission:
    """Targets in several tables, one to a sheet (GN-A1): every visible one is read; each has its own 合计."""
    visible = [(sheet, header) for sheet, header in candidates if sheet.visible]
    tables = {sheet.name: TargetReader(name, sheet, header, scheme).read() for sheet, header in visible}
    chosen = next(sheet for sheet, _ in visible or candidates)
    roles = {sheet.name: dict.fromkeys(sheet.rows, RowRole.UNREAD) for sheet in book.sheets}
    roles |= {sheet: table.roles for sheet, table in tables.items()}
    findings = [finding for table in tables.values() for finding in table.findings]
    findings += [one for one in sheet_findings(name, book, chosen, []) if one.cell.sheet not in tables]
    return Submission(
        file=name,
        path=str(path),
        status=Status.ACCEPTED,
        table="targets",
        sheet=chosen.name,
        target_lines=tuple(line for table in tables.values() for line in table.lines),
        totals=tuple(total for table in tables.values() for total in table.totals),
        roles=roles,
        findings=tuple(findings),
        columns=tuple(column for table in tables.values() for column in table.columns),
        since=_since(path, chosen, next(header for sheet, header in candidates if sheet is chosen), scheme),
    )


def _read_statistics(
    name: str,
    path: Path,
    book: RawWorkbook,
    candidates: list[tuple[RawSheet, Header]],
    scheme: Scheme,
    period: ReportingPeriod,
) -> Submission:
    # Long: one noun, each field of which comes from another module.
    whole, header = _choose(candidates, period)
    sheet, header, half = _first_half(name, whole, header, scheme, period)
    table = StatisticsReader(name, sheet, header, scheme, period).read()
    places = _places(name, path, sheet, header)
    said = units_said(places, scheme)
    unit, unit_findings = _unit(name, sheet, places, said, scheme)
    headed = header_findings(name, sheet, header, scheme)
    findings = [*headed, *half, *table.findings, *unit_findings, *_lost_tail(name, sheet)]
    months = periods_said(places, period.year)
    findings += _period_findings(months, period, scheme.accounting if table.projects else None)
    findings += sheet_findings(name, book, whole, candidates)
    findings += (unread := list(unread_sheets(name, book, whole, {one.name for one, _ in candidates})))
    findings += [*comment_findings(name, sheet), *said_otherwise(name, sheet, table, period, scheme.home)]
    if book.format in TEXT_FORMATS:
        findings = [finding for finding in findings if finding.kind != "number_as_text"]
    if not (table.projects or table.nil or any(one.kind in ELSEWHERE for one in (*unread, *findings))):
        findings.append(found("empty_submission", CellRef(name, sheet.name)))
    if (version := form_version(book.form)) is not None and version < FORM_VERSION:
        findings.append(found("old_form", CellRef(name), version=version, current=FORM_VERSION))
    return Submission(
        file=name,
        path=str(path),
        status=Status.ACCEPTED,
        table="statistics",
        form=book.form,
        unit=unit,
        period=period,
        sheet=sheet.name,
        projects=tuple(table.projects),
        totals=tuple(table.totals),
        struck_rows=tuple(table.struck),
        hidden_rows=_hidden(name, sheet, table.roles),
        roles=_all_roles(book, whole, dict.fromkeys(whole.rows, RowRole.UNREAD) | table.roles if half else table.roles),
        findings=tuple(findings),
        told=_told(said, months),
        columns=tuple(table.columns),
        explanations=explanations_in(book),
    )


def _first_half(
    name: str, sheet: RawSheet, header: Header, scheme: Scheme, period: ReportingPeriod
) -> tuple[RawSheet, Header, list[Finding]]:
    """Where a table is set in two halves side by side, return the left one, and a finding on the right one."""
    start = second_half(header)
    left = sheet.left_of(start) if start else sheet
    year, told = scheme.accounting.year_of(period), scheme.told_columns
    own = find_statistics(left, year, told=told, own=scheme.own_columns) if start else None
    if own is None:
        return sheet, header, []
    place = CellRef(name, sheet.name, heading_row(sheet, header, start), start)
    return left, own, [found("second_half", place, letter=column_letter(start))]


def _lost_tail(name: str, sheet: RawSheet) -> list[Finding]:
    """A format without a checksum may lose its end on the way: the file's own count of rows tells."""
    if not sheet.said_rows or not sheet.rows or sheet.said_rows <= sheet.rows[-1]:
        return []
    what = f"工作表“{sheet.name}”"
    return [found("tail_lost", CellRef(name, sheet.name), what=what, said=sheet.said_rows, last=sheet.rows[-1])]


def _told(units: list[Said], months: list[Said]) -> tuple[Told, ...]:
    """Return the statements of unit and month, the most trusted place first."""
    said = (("unit", units), ("month", months))
    return tuple(Told(what, one.place.where, one.typed, one.meaning) for what, found in said for one in found)


def _choose(
    candidates: list[tuple[RawSheet, Header]], period: ReportingPeriod | None = None
) -> tuple[RawSheet, Header]:
    """Prefer a visible sheet, then one whose name or title says the period, then the one with most rows."""

    def weight(candidate: tuple[RawSheet, Header]) -> tuple[bool, bool, int]:
        sheet, header = candidate
        named = period is not None and any(
            one.meaning == str(period) for one in periods_said(_places("", Path(), sheet, header), period.year)
        )
        return sheet.visible, named, len(sheet.rows)

    return max(candidates, key=weight) if len(candidates) > 1 else candidates[0]


def _places(name: str, path: Path, sheet: RawSheet, header: Header) -> list[Place]:
    """Return what may name unit and month: 填报单位, then titles, file name, sheet name."""
    stated: list[Place] = []
    titles = [Place("标题", line, CellRef(name, sheet.name)) for line in sheet.caption.splitlines()]
    rows = sheet.rows
    above = [row for row in rows if row < header.first_row]
    below = [row for row in rows[-TAIL_ROWS:] if row > header.last_row]
    for row in (*above, *below):
        for column, text in sheet.row_texts(row):
            if may_state_unit(text) and STATED_UNIT.search(compact(text)):
                stated.append(Place("表内", text, CellRef(name, sheet.name, row, column)))
            elif row < header.first_row:
                titles.append(Place("标题", text, CellRef(name, sheet.name, row, column)))
    named = [Place("文件名", path.stem, CellRef(name)), Place("工作表名", sheet.name, CellRef(name, sheet.name))]
    return [*stated, *titles, *named]


def _unit(
    name: str, sheet: RawSheet, places: list[Place], said: list[Said], scheme: Scheme
) -> tuple[str | None, list[Finding]]:
    """Return the unit that the most trusted of the ``places`` names, and what contradicts it; ``said`` is theirs."""
    first = next((one for one in said if one.meaning), None)
    if first is None:
        return None, [found("org_unknown", CellRef(name, sheet.name), **no_unit(places, said, scheme))]
    other = next((one for one in said if one.meaning != first.meaning), None)
    if other is None:
        return first.meaning, []
    at, of = (one.place.where for one in (other, first))
    if at == of and other.place.cell.row and first.place.cell.row:
        at, of = (f"{one.place.where}（{one.place.cell.a1}）" for one in (other, first))
    details = {"where": at, "typed": other.typed, "other_where": of, "other": first.typed}
    # The less trusted place is the odd one out; a file name has no cell to mark.
    cell = other.place.cell if other.place.cell.row else first.place.cell
    return first.meaning, [found("org_mismatch", cell, unit=first.meaning, **details)]


def _period_findings(said: list[Said], period: ReportingPeriod, year: AccountingYear | None) -> list[Finding]:
    """Say that a table is of another month; a former ``year``'s sums are not this one's (``None``: it has no sums)."""
    other = next((one for one in said if one.meaning != str(period)), None)
    if other is None:
        return []
    details = {"where": other.place.where, "typed": other.typed}
    month = ReportingPeriod.parse(other.meaning) if other.meaning else period
    former = year is not None and year.year_of(month) < year.year_of(period)
    kind = "period_of_former_year" if former else "period_mismatch"
    return [found(kind, other.place.cell, period=period.label, **details)]


def _hidden(name: str, sheet: RawSheet, roles: dict[int, RowRole]) -> tuple[CellRef, ...]:
    rows = [row for row, role in sorted(roles.items()) if role is RowRole.PROJECT and row in sheet.hidden_rows]
    return tuple(CellRef(name, sheet.name, row, sheet.columns(row)[0]) for row in rows)


def _all_roles(book: RawWorkbook, chosen: RawSheet, roles: dict[int, RowRole]) -> dict[str, dict[int, RowRole]]:
    """Return the role of every filled row of every sheet; a row that was not read is marked unread."""
    return {
        sheet.name: roles if sheet is chosen else dict.fromkeys(sheet.rows, RowRole.UNREAD) for sheet in book.sheets
    }
