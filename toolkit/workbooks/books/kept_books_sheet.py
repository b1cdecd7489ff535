"""How do the books stand that the document asks for? The sheet 台账检查: each book, what is late, and each unit."""

from collections.abc import Iterable, Sequence

from toolkit.model.assessment import Assessment
from toolkit.model.control import press
from toolkit.model.formula import Formula
from toolkit.model.kept_books import SPAN_WORDS, BookState
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.lights import Light, legend, light_words
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed

NAME = "台账检查"
_HEADER = 2
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("台账", 26, "left"),
    ("期限", 12, "center"),
    ("方案要的行", 10, "plain"),
    ("已有的行", 10, "plain"),
    ("已齐", 8, "plain"),
    ("待办", 8, "plain"),
    ("其中逾期", 10, "plain"),
    ("状态", 10, "center"),
    ("情况", 46, "left"),
    ("条款", 9, "center"),
    ("文件原文", 40, "left"),
)
_LAST = len(COLUMNS) - 1
ABSENT, LATE, OPEN, COMPLETE, EMPTY = "没有建", "有逾期", "待办", "已齐", "没有内容"
_STATES = {LATE: Light.BEHIND, ABSENT: Light.SLIGHTLY_BEHIND, EMPTY: Light.SLIGHTLY_BEHIND, COMPLETE: Light.AHEAD}
_MEANINGS = {Light.AHEAD: "已齐", Light.SLIGHTLY_BEHIND: "没有建、没有内容", Light.BEHIND: "有逾期"}
_UNITS = ("序号", "单位", "", "应办", "已办", "待办", "逾期")
_SHOWN = 6


def state_word(state: BookState) -> str:
    """Return how a book stands in one word."""
    if not state.there:
        return ABSENT
    if not (state.lines or state.owed):
        return EMPTY
    return LATE if state.late else OPEN if state.owed else COMPLETE


def write_kept_books(page: Page, result: Consolidation) -> None:
    """Write a line for each book, then one for each unit that answers for lines in them."""
    states = (result.assessment or Assessment()).kept
    title = f"{result.scheme.jurisdiction}{result.period.label}台账检查"
    page.span(0, 0, 0, _LAST, title, "title")
    page.height(0, 32)
    hint = f"方案要建的台账，{press('books', 'assess --books')}生成，放在“考核”；填了的不会被覆盖。" + legend(_MEANINGS)
    page.span(1, 0, 1, _LAST, hint, "subtitle")
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    page.height(_HEADER, 30)
    page.widths(*(width for _, width, _ in COLUMNS))
    for row, state in enumerate(states, _HEADER + 1):
        _write_state(page, row, row - _HEADER, state)
    last = _HEADER + len(states)
    light_words(page, (_HEADER + 1, 8, last, 8), _STATES)
    if units := _units(states):
        last = _write_units(page, last + 2, units)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A4", last, _LAST, (_HEADER, _HEADER), result.scheme.imprint)


def _write_state(page: Page, row: int, number: int, state: BookState) -> None:
    register = state.register
    values: list[Value] = [
        number,
        register.name,
        f"{SPAN_WORDS[register.every]}末" if register.every else "随时",
        state.expected or None,
        len(state.lines),
        state.done,
        Formula(f"={cell(row, 4)}-{cell(row, 5)}", len(state.lines) - state.done),
        len(state.late),
        state_word(state),
        _said(state),
        register.citation.id,
        register.citation.quote,
    ]
    for column, (value, (_, _, look)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", "wrap", look)
    texts = [(value, width) for value, (_, width, _) in zip(values, COLUMNS, strict=True) if isinstance(value, str)]
    page.height(row, max(22, 14.0 * max(lines_needed(text, width) for text, width in texts) + 4))


def _said(state: BookState) -> str:
    if not state.there:
        return ""
    if state_word(state) == EMPTY:
        return "建了，里面还没有一行"
    owed = state.late or state.owed
    said = [f"{one.line}{one.what}" for one in owed[:_SHOWN]]
    return "；".join(said) + (f"；等{len(owed)}项" if len(owed) > _SHOWN else "")


def _units(states: Iterable[BookState]) -> list[tuple[str, int, int, int]]:
    """Return (unit, lines, closed, late) over all books, who is late most first."""
    found: dict[str, list[int]] = {}
    for state in states:
        for unit, (total, done) in state.units.items():
            line = found.setdefault(unit, [0, 0, 0])
            line[0] += total
            line[1] += done
        for one in state.late:
            if one.unit:
                found[one.unit][2] += 1
    lines = [(unit, total, done, late) for unit, (total, done, late) in found.items()]
    return sorted(lines, key=lambda line: (-line[3], line[2] - line[1]))


def _write_units(page: Page, row: int, units: Sequence[tuple[str, int, int, int]]) -> int:
    page.span(row, 0, row, _LAST, "各单位", "section")
    page.row(row + 1, list(_UNITS), "header")
    page.span(row + 1, 1, row + 1, 2, "单位", "header")
    for number, (unit, total, done, late) in enumerate(units, 1):
        at = row + 1 + number
        page.put(at, 0, number, "cell", "plain")
        page.span(at, 1, at, 2, unit, "cell", "left", "wrap")
        values: list[Value] = [total, done, Formula(f"={cell(at, 3)}-{cell(at, 4)}", total - done), late]
        for column, value in enumerate(values, 3):
            page.put(at, column, value, "cell", "plain")
        page.height(at, 22)
    return row + 1 + len(units)
