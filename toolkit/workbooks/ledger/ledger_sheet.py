"""Which projects does the county have? The sheet 项目台账: one row per entry, each linked to its source."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, count, groupby
from operator import attrgetter
from pathlib import Path

from toolkit.model.cells import column_letter
from toolkit.model.expressions import expression
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_columns import LEDGER_COLUMNS, LedgerColumn, ledger_columns
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import YI
from toolkit.model.own_columns import is_own
from toolkit.model.register_book import PROJECT_SHEET
from toolkit.workbooks.ledger.ledger_rows import OWN, RowColumn, rows_as_xml
from toolkit.workbooks.ledger.ledger_worksheet import SourceLink
from toolkit.workbooks.sheet.criteria import LedgerRanges
from toolkit.workbooks.sheet.lights import Block
from toolkit.workbooks.sheet.page import BACK, HOME, LONGEST_LINK, MOST_LINKS, MOST_ROWS, Page, file_link
from toolkit.workbooks.sheet.styles import QUIET

NAME = "项目台账"
_HEADER = 2
TABLE = "台账"
LOCKED = (
    "本表已锁定（没有密码），可以筛选；点列名，可看这一列的值在哪里改。Excel 不给锁定的表排序：排名看“总览”。"
    "没有显示的列：选中两边的列标，点右键“取消隐藏”。"
)
LONGEST_INPUT_TITLE = 32
_CORRECTED = (
    "单位报的值：请单位改表重报，或在“项目库.xlsx”的“更正”表登记，再重新汇总。只改本表，各表会对不上单位报的数。"
)
_DERIVED = (
    "按规则和单位报的值得出：认定错了的，在“裁定.xlsx”里改；单位填错了的，在“项目库.xlsx”的“更正”表登记，再重新汇总。"
)
_CHANGED_IN = {
    ("region", "province", "outside", "sector", "emerging", "stage", "stage_rank", "year"): _DERIVED,
    ("group", "lead_unit", "target_row", "attributed_by"): _DERIVED,
    ("unit",): "换了报送单位的，在“项目库.xlsx”的“单位变更”表登记，再重新汇总。",
    ("name",): "项目名称不能更正：请单位改表重报。",
    ("counted", "decision"): "在“裁定.xlsx”里改，再重新汇总。",
    ("serial", "period", "file", "sheet", "row", "system_place", "project"): "从哪里来：由汇总写成，不用改。",
}
_AMOUNT = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 10_000,
    "error_title": "单位是亿元",
    "error_message": "请填亿元数，如5000万元填0.5。",
}
# How wide a column of the office's own is.
_OWN_WIDTH = 14
# Where the link back stands: beside the title, which reaches over the columns before it.
_BACK_COLUMN = 8

# field: (width, how the text stands); a field not named here is 10 wide and centred.
_LOOKS: dict[str, tuple[float, str]] = {
    "serial": (5.5, "center"),
    "unit": (9.5, "center"),
    "name": (23, "left"),
    "industry": (9.5, "center"),
    "investor": (23, "left"),
    "investment_yuan": (8.4, "right"),
    "paid_in_yuan": (8.4, "right"),
    "source": (8, "center"),
    "region": (6, "center"),
    "province": (8, "center"),
    "outside": (6, "center"),
    "sector": (7.5, "center"),
    "emerging": (6, "center"),
    "stage": (6, "center"),
    "stage_rank": (5.5, "center"),
    "year": (6, "center"),
    "moved_in_on": (10.5, "center"),
    "signed_on": (10.5, "center"),
    "started_on": (10.5, "center"),
    "progress": (24, "left"),
    "contact": (9, "center"),
    "phone": (12.5, "center"),
    "land_mu": (9.5, "right"),
    "floor_sqm": (10.5, "right"),
    "idle_mu": (9.5, "right"),
    "group": (20, "left"),
    "lead_unit": (14, "center"),
    "target_row": (40, "left"),
    "attributed_by": (30, "left"),
    "counted": (6, "center"),
    "decision": (26, "left"),
    "period": (9.5, "center"),
    "file": (34, "left"),
    "sheet": (13, "left"),
    "row": (7, "center"),
    "system_place": (30, "left"),
}
# 目标行 is folded: unwrapped, its text would reach beyond the paper.
_WRAPPED = ("unit", "name", "industry", "investor", "progress", "source", "group", "target_row")
# Columns that differ from row to row; in the others, neighbouring columns mostly repeat an earlier row.
_OWN = (
    "serial",
    "name",
    "investor",
    "investment_yuan",
    "paid_in_yuan",
    "progress",
    "contact",
    "phone",
    *("land_mu", "floor_sqm", "idle_mu", "fdi_usd", "contract_usd", "trade_yuan"),
    "file",
    "row",
    "project",
)
# The columns that are printed; attribution and source are shown on screen only.
_LAST_PRINTED = next(number for number, spec in enumerate(LEDGER_COLUMNS) if spec.field == "lead_unit")
# What formulas count by, what few projects have, and where a row comes from: folded, and shown on demand. What is left
# is printed in type that can be read.
HELPERS = (
    *("province", "outside", "sector", "emerging", "stage_rank", "year", "moved_in_on"),
    *("land_mu", "floor_sqm", "idle_mu", "fdi_usd", "contract_usd", "trade_yuan"),
    *("fortune500", "in_statistics", "packaged", "group"),
    *("target_row", "attributed_by", "decision", "period", "file", "sheet", "row", "system_place"),
)
DECISION_BOOK, DICTIONARY_BOOK = "裁定.xlsx", "词典.xlsx"
# How a row names its decisions: by the question's id, or by the text that 词典.xlsx has an answer for.
_TOLD = expression(r"([A-Z]{2}-[0-9a-f]{8})|词典 (\S+?“.+?”)＝")
# Columns of the extended form: where no unit filled one, it is not shown.
_OPTIONAL = (
    *("paid_in_yuan", "signed_on", "started_on", "land_mu", "floor_sqm", "idle_mu", "fdi_usd", "contract_usd"),
    *("trade_yuan", "fortune500", "in_statistics", "packaged"),
)


def capacity(most_rows: int = MOST_ROWS) -> int:
    """Return how many entries fit on a sheet of ``most_rows`` rows."""
    return most_rows - _HEADER - 1


def ranges(result: Consolidation) -> LedgerRanges:
    """Return where the ledger's rows will stand."""
    first = _HEADER + 2
    last = max(first, first + len(result.ledger.entries) - 1)
    return LedgerRanges(NAME, first, last, result.scheme.own_columns)


def write_ledger(page: Page, result: Consolidation, folder: Path) -> None:
    """Write the ledger on a :class:`LedgerWorksheet`; source files are linked as seen from ``folder``."""
    entries = result.ledger.entries
    last_row = max(_HEADER + 1, _HEADER + len(entries))
    specs = ledger_columns(result.scheme.own_columns)
    last_column = len(specs) + len(result.own_headings) - 1
    page.put(0, 0, f"{result.scheme.jurisdiction}{result.period.label}招商引资项目台账", "title", "left")
    page.put(1, 0, _hint(len(entries)), "quiet")
    page.put(0, _BACK_COLUMN, BACK, "remark", "link")
    page.height(0, 30)
    page.height(_HEADER, 32)
    empty = {field for field in _OPTIONAL if entries and set(map(attrgetter(field), entries)) == {None}}
    for column, spec in enumerate(specs):
        page.sheet.set_column(column, column, _look(spec)[0], None, _folded(spec, empty))
    for column in range(len(specs), last_column + 1):
        page.sheet.set_column(column, column, _OWN_WIDTH)
    _write_entries(page, result, empty, folder)
    _grey_out(page, last_row, last_column)
    _write_table(page, (_HEADER, 0, last_row, last_column), specs, result.own_headings)
    page.sheet.freeze_panes(_HEADER + 1, 3)
    page.lock()
    page.printed("A3", last_row, _LAST_PRINTED, (_HEADER, _HEADER), result.scheme.imprint)


def _folded(spec: LedgerColumn, empty: set[str]) -> dict[str, object]:
    """Return how a column is shown: not where nobody filled it, folded where only formulas and tracing need it."""
    if spec.field in empty:
        return {"hidden": True}
    return {"level": 1, "hidden": True} if spec.field in HELPERS else {}


def _write_table(page: Page, where: Block, specs: Sequence[LedgerColumn], own_headings: Sequence[str]) -> None:
    """Make the rows a table of named columns, each with the place where its values are changed.

    A heading that occurs twice would be renamed by Excel, with a repair: the office's own gets a number.
    """
    row, _, last_row, _ = where
    names: list[str] = []
    for heading in [*(spec.heading for spec in specs), *own_headings]:
        taken = {name.casefold() for name in names}
        numbered = (f"{heading}（{number}）" for number in count(2))
        names.append(heading if heading.casefold() not in taken else next(n for n in numbered if n not in taken))
    columns = [{"header": name, "header_format": page.styles("header")} for name in names]
    page.sheet.add_table(*where, {"name": TABLE, "style": None, "columns": columns})
    for column, name in enumerate(names):
        spec = specs[column] if column < len(specs) else None
        page.sheet.data_validation(row, column, row, column, {"validate": "any", **_told(name, changed_in(spec))})
        if spec and spec.show == "亿元":
            page.sheet.data_validation(row + 1, column, last_row, column, _AMOUNT)


def _told(name: str, sentence: str) -> dict[str, str]:
    return {"input_title": name[:LONGEST_INPUT_TITLE], "input_message": sentence}


def changed_in(spec: LedgerColumn | None) -> str:
    """Return where the values of a column are changed; ``None`` is a column of the office's own."""
    if spec is None:
        return "本办公室自己加的列：在“项目库.xlsx”里改，改后重新汇总。"
    return next((said for fields, said in _CHANGED_IN.items() if spec.field in fields), _CORRECTED)


def _write_entries(page: Page, result: Consolidation, empty: set[str], folder: Path) -> None:
    entries, look = result.ledger.entries, page.styles("cell", "text", "wrap", "left")
    to_projects = list(_project_links(result, folder))
    linked = ("file", *(("project",) if to_projects else ()))
    columns = [_row_column(page, spec, empty, linked) for spec in ledger_columns(result.scheme.own_columns)]
    columns += [RowColumn(heading, look, _OWN_WIDTH, OWN) for heading in result.own_headings]
    back = SourceLink(f"{column_letter(_BACK_COLUMN + 1)}1", "", f"'{HOME}'!A1")
    leads = ([back], _links(entries, folder), to_projects, _decision_links(result, folder))
    rows = partial(rows_as_xml, _HEADER + 2, columns, entries)
    page.sheet.stream(rows, _HEADER + len(entries), len(columns) - 1, chain(*leads))


def _row_column(page: Page, spec: LedgerColumn, empty: set[str], linked: Sequence[str]) -> RowColumn:
    traits = (*_traits(spec), *(("link",) if spec.field in linked else ()))
    # A folded column makes no row higher.
    wrapped = _LOOKS[spec.field][0] if spec.field in _WRAPPED and spec.field not in HELPERS else 0
    left_out = spec.field in empty
    together = "" if spec.field in _OWN or is_own(spec.field) else "empty" if left_out else "like the row above"
    divisor = YI if spec.show == "亿元" else 1
    return RowColumn(spec.field, page.styles(*traits), wrapped, together, left_out, divisor)


def _links(entries: Sequence[LedgerEntry], folder: Path) -> Iterator[SourceLink]:
    """Yield each row's link to its cell; where Excel could not hold as many, one link for all rows of a sheet."""
    letter = column_letter(1 + [spec.field for spec in LEDGER_COLUMNS].index("file"))
    each_row = len(entries) <= MOST_LINKS
    row = _HEADER + 2
    for (path, sheet), run in groupby(entries, attrgetter("path", "sheet")):
        places = [entry.row for entry in run]
        first, row = row, row + len(places)
        file = file_link(path, folder)
        if not file or len(file) > LONGEST_LINK:
            continue
        # A csv has no sheet to point into.
        before = "'" + sheet.replace("'", "''") + "'!A" if sheet else ""
        if each_row:
            for number, place in enumerate(places, start=first):
                yield SourceLink(f"{letter}{number}", file, f"{before}{place}" if before and place else "")
        else:
            yield SourceLink(f"{letter}{first}:{letter}{row - 1}", file, f"{before}{places[0]}" if before else "")


def _project_links(result: Consolidation, folder: Path) -> Iterator[SourceLink]:
    """Yield each row's link to its project in 项目库.xlsx, where Excel can hold as many beside those to the sources."""
    entries, library = result.ledger.entries, result.library
    file = file_link(library.path, folder) if library and library.path else ""
    if library is None or not file or 2 * len(entries) > MOST_LINKS:
        return
    letter = column_letter(1 + [spec.field for spec in LEDGER_COLUMNS].index("project"))
    places = library.places
    for row, entry in enumerate(entries, _HEADER + 2):
        if entry.project in places:
            yield SourceLink(f"{letter}{row}", file, f"'{PROJECT_SHEET}'!A{places[entry.project]}")


def _decision_links(result: Consolidation, folder: Path) -> Iterator[SourceLink]:
    """Yield a link for each row that a decision is told of: to the very line of 裁定.xlsx, or of 词典.xlsx."""
    library = result.library
    if library is None or not library.path:
        return
    letter = column_letter(1 + [spec.field for spec in LEDGER_COLUMNS].index("decision"))
    files = {
        name: file_link(str(Path(library.path).with_name(name)), folder) for name in (DECISION_BOOK, DICTIONARY_BOOK)
    }
    for row, entry in enumerate(result.ledger.entries, _HEADER + 2):
        if entry.decision:
            told = (library.answer_places.get(one[0] or one[1]) for one in _TOLD.findall(entry.decision))
            book, line = next(filter(None, told), (DECISION_BOOK, 0))
            if files[book]:
                yield SourceLink(f"{letter}{row}", files[book], f"'{Path(book).stem}'!A{line}" if line else "")


def _grey_out(page: Page, last_row: int, last_column: int) -> None:
    """Show projects that a decision took out in grey and struck through; they are kept so that they can be traced."""
    column = next(number for number, spec in enumerate(LEDGER_COLUMNS) if spec.field == "counted")
    test = f'=${column_letter(column + 1)}{_HEADER + 2}="否"'
    look = page.styles.mark({"font_color": QUIET, "font_strikeout": True})
    rule = {"type": "formula", "criteria": test, "format": look}
    page.sheet.conditional_format(_HEADER + 1, 0, last_row, last_column, rule)


def _hint(rows: int) -> str:
    how = "金额单位亿元；点“来源文件”可打开单位报来的原表；各表的数都由本表按公式算出；没有单位填写的列不显示"
    return f"共 {rows} 个项目。{how}。{LOCKED}"


def _look(spec: LedgerColumn) -> tuple[float, str]:
    if is_own(spec.field):
        return max(13, min(22, 2 * len(spec.heading) + 1)), "center" if spec.show == "text" else "right"
    return _LOOKS.get(spec.field, (10, "center"))


def _traits(spec: LedgerColumn) -> tuple[str, ...]:
    if spec.show == "text":
        # Phone numbers and dates stay the text they are, also after somebody edits the cell.
        return ("cell", "text", *(("wrap",) if spec.field in _WRAPPED else ()), _look(spec)[1])
    return ("cell", {"亿元": "yi", "number": "decimal", "integer": "plain", "general": "general"}[spec.show])
