"""What does a rulebook look like as sheets? Its data, laid out by the vocabulary; ``reading.py`` is the way back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from toolkit.model.errors import ToolkitError
from toolkit.model.rule_sheets import Cell, RuleBook, RuleColumn, RuleSection, RuleSheet
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.vocabulary import KINDS, TOP
from toolkit.schemes.workbook import words
from toolkit.schemes.workbook.examples import examples
from toolkit.schemes.workbook.forms import form as form_of
from toolkit.schemes.workbook.forms import refers as refers_to
from toolkit.schemes.workbook.help import help_lines
from toolkit.schemes.workbook.sayings import in_sheet_words
from toolkit.schemes.workbook.values import VERBATIM, Form, to_cell
from toolkit.schemes.workbook.words import inner_kinds

Row = dict[tuple[str, str], Cell]
NAME, MEANS = "*", "="  # the two columns of a table whose keys are free: a reading's choices
UNIT_SAID = ("单位的全称", "单位类别，例如 乡镇、部门", "别的叫法，用“、”分开", "每月要报统计表的写 是")


def laid_out(data: Mapping[str, Any], units: Sequence[Mapping[str, str]], document: Sequence[str]) -> RuleBook:
    """Return a rulebook's sheets; ``units`` are the lines of units.csv by heading.

    Raises ``ToolkitError`` where a table stands that should be a value, or a value that should be a table.
    """
    quotes = {one.get("id"): one.get("quote") for one in _tables(data, "clause")}
    sections = tuple(_section(kind, data) for kind in sections_of(data))
    sheets = [_sheet(kind, _tables(data, kind), quotes) for kind in sheets_of(data)]
    at = next((number for number, one in enumerate(sheets, 1) if one.kind == "reading"), 0)
    sheets.insert(at, _units(units))
    return RuleBook(sections, tuple(sheets), tuple(document), help_lines())


def to_sign(book: RuleBook, meanings: Mapping[str, str], chosen: Mapping[str, str]) -> RuleBook:
    """Return the sheets with what a leader asks: what each indicator comes to, and which of several rules is in force.

    ``meanings`` are sentences by the indicator's id, ``chosen`` the readings in force with their values.
    """
    sheets = []
    for sheet in book.sheets:
        whens = [at for at, one in enumerate(sheet.columns) if one.key == "when" and one.kind == sheet.kind]
        if whens and any(row[whens[0]] for row in sheet.rows):
            said = [_in_force(row[whens[0]], chosen) if start else None for row, start in _rows(sheet)]
            sheet = _beside(sheet, words.IN_FORCE, said)  # noqa: PLW2901 - the same sheet with one more column
        if sheet.kind == "indicator":
            at = next(number for number, one in enumerate(sheet.columns) if one.key == "id")
            sheet = _beside(sheet, words.MEANING, [meanings.get(str(row[at] or "")) for row in sheet.rows])  # noqa: PLW2901
        sheets.append(sheet)
    return replace(book, sheets=tuple(sheets))


def _rows(sheet: RuleSheet) -> Iterable[tuple[tuple[Cell, ...], bool]]:
    return zip(sheet.rows, sheet.starts, strict=True)


def _in_force(when: Cell, chosen: Mapping[str, str]) -> str:
    reading, _, value = (part.strip() for part in str(when or "").partition("="))
    return "现用" if not when or chosen.get(reading) == value else "不用（口径改了才用）"


def _beside(sheet: RuleSheet, heading: str, said: Sequence[Cell]) -> RuleSheet:
    """Return a sheet with a column behind its own that nobody fills in."""
    column = RuleColumn(sheet.kind, "", heading, "自动写出，不用填", "meaning")
    rows = tuple((*row, one) for row, one in zip(sheet.rows, said, strict=True))
    example = tuple((*row, None) for row in sheet.example)
    return replace(sheet, columns=(*sheet.columns, column), rows=rows, example=example)


def sections_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the kinds of table that stand once: those known to, and any other that the data writes so."""
    more = [key for key, value in data.items() if isinstance(value, dict) and key not in words.SECTIONS]
    return (*words.SECTIONS, *more)


def sheets_of(data: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """Return the kinds of table that have a sheet, in the sheets' order: known ones first, then any other."""
    once = sections_of(data or {})
    written = [key for key, value in (data or {}).items() if _is_tables(value)]
    known = [kind for kind in words.SHEETS if kind in TOP]
    return tuple(kind for kind in dict.fromkeys([*known, *TOP, *written]) if kind not in once)


def columns_of(kind: str, tables: Sequence[Mapping[str, Any]] = ()) -> tuple[RuleColumn, ...]:
    """Return the columns of a kind of table, those of its inner tables behind its own; each heading stands once.

    Keys that the vocabulary does not know stand behind the others, so that they can be seen and mended.
    """
    columns: list[RuleColumn] = []
    for one in _columns(kind, tables, ""):
        taken = {other.heading for other in columns}
        heading = one.heading if one.heading not in taken else f"{one.group or one.key}：{one.heading}"
        columns.append(replace(one, heading=heading))
        if one.key == "clause":
            columns.append(RuleColumn(one.kind, "", words.QUOTE, "自动带出，不用填", "quote", group=one.group))
    return tuple(columns)


def is_free(kind: str) -> bool:
    """Tell whether a table's keys are the rulebook's own: each is a line of name and meaning."""
    return kind in KINDS and "*" in KINDS[kind].free


def column(kind: str, key: str, group: str = "") -> RuleColumn:
    """Return the column (or the line of 基本情况) of one key."""
    form, refers = form_of(kind, key), refers_to(kind, key)
    said = KINDS[kind].keys.get(key, "") if kind in KINDS else ""
    choices = {"yes_no": ("是", "否")}.get(form.shape, tuple(form.words.values()))
    sheet = refers if refers == words.UNITS else words.sheet_name(refers) if refers else ""
    hint = _hint(kind, said, form)
    return RuleColumn(kind, key, words.heading(kind, key), hint, form.shape, choices, sheet, group, form.more)


def _columns(kind: str, tables: Sequence[Mapping[str, Any]], group: str) -> Iterator[RuleColumn]:
    if is_free(kind):
        yield RuleColumn(kind, NAME, words.heading(kind, NAME), "名称，字母或文字，本口径内不重复", group=group)
        yield RuleColumn(kind, MEANS, "做法的意思", "一句话说明", group=group)
        return
    inner = inner_kinds(kind)
    names = [name.rpartition(".")[2] for name in inner]
    known = KINDS[kind].keys if kind in KINDS else {}
    for key in dict.fromkeys([*known, *(key for table in tables for key in table)]):
        if key not in names:
            yield column(kind, key, group)
    for name, key in zip(inner, names, strict=True):
        below = [one for table in tables for one in _tables(table, key)] if not is_free(name) else []
        yield from _columns(name, below, words.inner_name(name))


def _hint(kind: str, said: str, form: Form) -> str:
    """Return what stands under a heading: the vocabulary's words in those of the workbook, and how several go in."""
    for code, shown in form.words.items():
        said = said.replace(f"{code} {shown}", shown).replace(f"{code} ", "") if code != shown else said
    how = {"words": "几个用“、”分开", "lines": "一行一条（Alt+Enter 换行）", "pairs": "一行一步，写成“县长：批准”"}
    how |= {
        "shares": "一行一档，写成“80%：75”",
        "sizes": "一行一类，写成“园区：5亿元”",
        "numbers": "几个数用“、”分开",
        "choices": "几个用“、”分开",
    }
    # What else a rank or a role may be, its own words say.
    own = form.more and kind not in ("route", "quota")
    more = f"也可以写“{words.sheet_name('column')}”页的列名" if own else ""
    return "；".join(part for part in (in_sheet_words(kind, said), how.get(form.shape, ""), more) if part)


def _section(kind: str, data: Mapping[str, Any]) -> RuleSection:
    table = data if not kind else data.get(kind, {})
    if not isinstance(table, dict):
        raise _misplaced(kind)
    known = (*KINDS[kind].keys, *KINDS[kind].free) if kind in KINDS else ()
    own = [
        key for key, value in table.items() if kind or not (isinstance(value, dict) or _is_tables(value) or key in TOP)
    ]
    lines = []
    for key in dict.fromkeys([*known, *own]):
        line = column(kind, key)
        if key in KINDS.get(kind, KINDS[""]).free:
            line = RuleColumn(
                kind, key, key, "依据哪一条（“条款”页的编号），不引的空着", refers=words.sheet_name("clause")
            )
        lines.append((line, to_cell(form_of(kind, key), table[key]) if key in table else None))
    return RuleSection(kind, words.sheet_name(kind), KINDS[kind].words if kind in KINDS else kind, tuple(lines))


def _sheet(kind: str, tables: Sequence[Mapping[str, Any]], quotes: Mapping[Any, Any]) -> RuleSheet:
    columns = columns_of(kind, tables)
    rows, starts = [], []
    for table in tables:
        mine = list(rows_of(kind, table))
        rows += [tuple(_cell(one, row, columns, quotes) for one in columns) for row in mine]
        starts += [number == 0 for number in range(len(mine))]
    shown = examples().get(kind, [])
    example = [
        tuple(row.get((one.kind, one.key)) for one in columns) for table in shown for row in rows_of(kind, table)
    ]
    said = KINDS[kind].words if kind in KINDS else kind
    return RuleSheet(kind, words.sheet_name(kind), said, columns, tuple(rows), tuple(starts), tuple(example))


def _cell(one: RuleColumn, row: Row, columns: Sequence[RuleColumn], quotes: Mapping[Any, Any]) -> Cell:
    if one.shape != "quote":
        return row.get((one.kind, one.key))
    first = next(column for column in columns if column.kind == one.kind)
    clause = row.get((one.kind, "clause")) or (row.get((one.kind, "id")) if first.key == "id" else None)
    quote = quotes.get(clause)
    return quote if isinstance(quote, str) else None


def rows_of(kind: str, table: Mapping[str, Any]) -> list[Row]:
    """Return the rows of one table: its own values in the first, those of its inner tables beside and below.

    Raises ``ToolkitError`` where an inner table is no table.
    """
    if is_free(kind):
        free = [
            {(kind, NAME): to_cell(Form(), key), (kind, MEANS): to_cell(Form(), value)} for key, value in table.items()
        ]
        return free or [{}]
    inner = {name.rpartition(".")[2]: name for name in inner_kinds(kind)}
    own: Row = {(kind, key): to_cell(form_of(kind, key), one) for key, one in table.items() if key not in inner}
    first = next(iter(columns_of(kind, [table])))
    rows: list[Row] = [own or {(kind, first.key): VERBATIM}]
    for key, name in inner.items():
        below = rows_of(name, _table(table, key)) if is_free(name) and key in table else []
        if not is_free(name):
            below = [row for one in _tables(table, key) for row in rows_of(name, one)]
        rows += [{} for _ in range(len(below) - len(rows))]
        for row, more in zip(rows, below, strict=False):
            row.update(more)
    return rows


def _units(units: Iterable[Mapping[str, str]]) -> RuleSheet:
    columns = unit_columns()
    rows = tuple(tuple(unit.get(one.key) or None for one in columns) for unit in units)
    example = (("东坪镇", "乡镇", "东坪、东坪镇政府", "是"),)
    said = "报送单位和责任单位：全称、类别、各种叫法"
    return RuleSheet(words.UNITS, words.UNITS, said, columns, rows, (True,) * len(rows), example)


def unit_columns() -> tuple[RuleColumn, ...]:
    """Return the columns of the sheet of units, which are those of units.csv."""
    *said, reports = [RuleColumn(words.UNITS, key, key, how) for key, how in zip(UNIT_HEAD, UNIT_SAID, strict=True)]
    return (*said, replace(reports, shape="choice", choices=("是", "否")))


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    if value and not _is_tables(value):
        raise _misplaced(key)
    return list(value)


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table[key]
    if not isinstance(value, dict):
        raise _misplaced(key)
    return value


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _misplaced(key: str) -> ToolkitError:
    return ToolkitError(f"规则里的“{key}”写法不对，做不成工作簿。请先用 zhaoshang schemes check 检查，改好后再做。")
