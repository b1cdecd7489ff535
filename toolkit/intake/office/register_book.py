"""What does the office keep in 项目库.xlsx? Numbers once given, its own columns, and changes of units."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.files.open_file import open_own_workbook
from toolkit.intake.office.corrections import correction_line
from toolkit.intake.office.months import month_of
from toolkit.intake.office.sheet_lines import lines_of
from toolkit.model.cells import CellRef
from toolkit.model.corrections import CORRECTION_COLUMNS, CORRECTION_SHEET
from toolkit.model.decisions import OwnLine
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.origin import PROJECT_NUMBER, Origin
from toolkit.model.register import Change, State, UnitChange
from toolkit.model.register_book import (
    BY_ANSWER,
    CHANGE_COLUMNS,
    CHANGE_SHEET,
    EMPTY_BOOK,
    FIRST_FIRM,
    FIRST_NAME,
    FIRST_UNIT,
    MONTH_SHEET,
    MORE_NAMES,
    PAGE_SHEET,
    PROJECT_COLUMNS,
    PROJECT_SHEET,
    SINCE,
    STATED,
    STATES,
    RegisterBook,
    Stated,
)
from toolkit.model.scheme import Scheme

_SHEETS = {
    PROJECT_SHEET: (PROJECT_COLUMNS, "编号"),
    MONTH_SHEET: (("编号", "项目", "单位"), "编号"),
    CORRECTION_SHEET: (CORRECTION_COLUMNS, "更正为"),
    CHANGE_SHEET: (CHANGE_COLUMNS, "变更"),
}


def read_register_book(path: Path, scheme: Scheme) -> RegisterBook:
    """Return 项目库.xlsx as the office left it; a missing file is empty.

    Raises ``ToolkitError`` where the file cannot be opened or a sheet lacks its headings: it is the office's record.
    """
    if not path.exists():
        return EMPTY_BOOK
    of_sheet: dict[str, list[OwnLine]] = {name: [] for name in _SHEETS}
    others: list[OwnLine] = []
    for sheet in open_own_workbook(path).sheets:
        if sheet.name == PAGE_SHEET:
            continue  # it shows what the other sheets hold
        columns, key = _SHEETS.get(sheet.name, ((), ""))
        for line in lines_of(sheet, columns, key):
            if sheet.name in _SHEETS and not line.in_table:
                named = f"应有：{'、'.join(columns)}。请用工具箱生成的{path.stem}表。"
                raise ToolkitError(f"{path.name} {sheet.name}表的表头不对，{named}")
            of_sheet.get(sheet.name, others).append(line)
    known, rows, strays, findings = _projects(of_sheet[PROJECT_SHEET], path.name)
    changes, kept, misread = _changes(of_sheet[CHANGE_SHEET], scheme, path.name)
    stated, unread = _stated(known, rows, path.name)
    return RegisterBook(
        {origin: line["编号"] for origin, line in known.items()},
        stated,
        {origin: _names(line.get(MORE_NAMES, "")) for origin, line in known.items() if line.get(MORE_NAMES)},
        known,
        tuple(strays),
        tuple(changes),
        tuple(kept),
        _own_of_months(of_sheet[MONTH_SHEET]),
        tuple(others),
        (*findings, *unread, *misread),
        tuple(map(correction_line, of_sheet[CORRECTION_SHEET])),
    )


def _projects(
    lines: Iterable[OwnLine], book: str
) -> tuple[dict[Origin, Mapping[str, str]], dict[Origin, int], list[OwnLine], list[Finding]]:
    known: dict[Origin, Mapping[str, str]] = {}
    rows: dict[Origin, int] = {}
    strays, findings = [], []
    for line in lines:
        texts = dict(line.texts)
        origin = Origin(texts.get(FIRST_UNIT, ""), texts.get(FIRST_NAME, ""), texts.get(FIRST_FIRM, ""))
        if PROJECT_NUMBER.fullmatch(texts.get("编号", "")) and origin.unit and origin.name and origin not in known:
            known[origin], rows[origin] = texts, line.row
            continue
        strays.append(line)
        cell = CellRef(book, PROJECT_SHEET, line.row)
        findings.append(found("register_line_unknown", cell, why="这一行不是工具箱列的项目"))
    return known, rows, strays, findings


def _stated(
    known: Mapping[Origin, Mapping[str, str]], rows: Mapping[Origin, int], book: str
) -> tuple[dict[Origin, Stated], list[Finding]]:
    stated, findings = {}, []
    for origin, line in known.items():
        word, since = line.get(STATED, "").strip(), month_of(line.get(SINCE, ""))
        if not word:
            continue
        if word in STATES and since:
            stated[origin] = Stated(State(word), since)
            continue
        if word in STATES:
            why = f"“{STATED}”写了“{word}”，没有写从哪月起（例如 2022-09）"
        else:
            why = f"“{STATED}”写作“{word}”，只能写{'、'.join(STATES)}"
        findings.append(found("register_line_unknown", CellRef(book, PROJECT_SHEET, rows[origin]), why=why))
    return stated, findings


def _changes(
    lines: Iterable[OwnLine], scheme: Scheme, book: str
) -> tuple[list[UnitChange], list[OwnLine], list[Finding]]:
    changes, kept, findings = [], [], []
    units = {word: one.name for one in scheme.units for word in (one.name, *one.aliases)}
    for line in lines:
        texts = dict(line.texts)
        if texts.get("依据", "").startswith(BY_ANSWER):
            continue
        kept.append(line)
        change = _change(texts, units)
        if isinstance(change, UnitChange):
            changes.append(change)
        else:
            findings.append(found("register_line_unknown", CellRef(book, CHANGE_SHEET, line.row), why=change))
    return changes, kept, findings


def _change(texts: Mapping[str, str], units: Mapping[str, str]) -> UnitChange | str:
    """Return what a line of 单位变更 says, or why it cannot be understood."""
    kind, old, new, since, project = (texts.get(head, "").strip() for head in CHANGE_COLUMNS[:5])
    if kind not in set(Change):
        return f"“变更”写作“{kind}”，只能写{'、'.join(Change)}" if kind else "没有写“变更”（合并、改名、撤销、移交）"
    if old not in units:
        return f"原单位“{old}”不是报送单位" if old else "没有写原单位"
    if new and new not in units:
        return f"新单位“{new}”不是报送单位，新设的单位请先写进单位补充.csv"
    if not new and kind != Change.RETIRE:
        return "没有写新单位"
    if kind == Change.TRANSFER and not project:
        return "移交没有写是哪个项目"
    month = month_of(since)
    if month is None:
        return f"“自哪月起”写作“{since}”，看不出是哪个月" if since else "没有写自哪月起"
    reason, by = texts.get("依据", ""), texts.get("填写人", "")
    to = units.get(new, "")
    return UnitChange(Change(kind), units[old], to, month, project if kind == Change.TRANSFER else "", reason, by)


def _names(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in re.split(r"[、，,；;\n]", text))))


def _own_of_months(lines: Iterable[OwnLine]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the cells of the office's own columns on the sheet 月度, by 编号."""
    own = {}
    for line in lines:
        texts = dict(line.texts)
        added = [
            (head, text)
            for head, text in line.texts
            if head not in ("编号", "项目", "单位") and not _OF_MONTH.match(head)
        ]
        if added and texts.get("编号"):
            own[texts["编号"]] = tuple(added)
    return own


_OF_MONTH = expression(r"20\d\d-\d\d ")
