"""What does a rulebook's workbook hold? A cover to sign, a sheet for each kind of rule, the document."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from toolkit.files.saving import save
from toolkit.model.formula import Formula
from toolkit.model.rule_sheets import RuleBook, RuleSection
from toolkit.workbooks.books.rulebook_sheet import Place, RulePage, rule_of
from toolkit.workbooks.sheet.page import SAFE, Page, lines_needed
from toolkit.workbooks.sheet.styles import Styles

COVER, BASICS, DOCUMENT, HELP = "封面", "基本情况", "原文", "怎么写"
_STATED = ("title", "document_number", "jurisdiction", "year", "office", "id")
_SIGNED = ("编制人", "审核人", "审定人")
_FIRST_LINE = 2  # of the document, below its title and heading


def write_rulebook(book: RuleBook, out: Path, *, fills_in: bool) -> Path:
    """Write a rulebook's workbook and return where it went.

    ``fills_in``: 规则.xlsx, with every sheet, hints, examples and drop-downs; else what a leader signs: what the
    rulebook holds and nothing besides.  Both are read as a rulebook.
    """
    buffer = io.BytesIO()
    made = Workbook(buffer, SAFE)
    title = _stated(book, "title")
    made.set_properties({"title": title or "规则", "created": datetime(2000, 1, 1)})
    styles = Styles(made)
    pages = [RulePage(sheet, fills_in=fills_in) for sheet in book.sheets if fills_in or sheet.rows]
    places = {page.rules.name: page.place for page in pages}
    cover = Page(made.add_worksheet(COVER), styles)
    basics = Page(made.add_worksheet(BASICS), styles)
    stand = _basics(basics, book.sections, places, fills_in=fills_in, foot=title)
    for one in pages:
        page = Page(made.add_worksheet(one.rules.name), styles)
        one.write(page, places.get, title)
        if not one.rules.rows:
            page.sheet.set_tab_color("#D9D9D9")
    _document(Page(made.add_worksheet(DOCUMENT), styles), book, title)
    if fills_in and book.help:
        _help(Page(made.add_worksheet(HELP), styles), book, title)
    _cover(cover, book, pages, stand, fills_in=fills_in)
    made.close()
    return save(buffer.getvalue(), out)


def _stated(book: RuleBook, key: str) -> str:
    return next(
        (str(value or "") for one in book.sections if not one.kind for column, value in one.lines if column.key == key),
        "",
    )


def _cover(page: Page, book: RuleBook, pages: list[RulePage], stand: dict[str, int], *, fills_in: bool) -> None:
    # Long: the cover from its title to its foot, in the order in which it is read.
    page.widths(6, 22, 12, 60)
    page.span(0, 0, 0, 3, "规则审定表" if not fills_in else "规则", "title")
    page.height(0, 40)
    row = 1
    for key in _STATED:
        column = next(one for one, _ in book.sections[0].lines if one.key == key)
        page.span(row, 0, row, 1, column.heading, "header")
        value, line = _stated(book, key), stand.get(key)
        kept = int(value) if key == "year" and value.isdecimal() else value
        shown = Formula(f"=IF('{BASICS}'!B{line + 1}=\"\",\"\",'{BASICS}'!B{line + 1})", kept) if line else value
        page.span(row, 2, row, 3, shown, "cell", "wrap", "left")
        page.height(row, max(24, 8 + 14 * lines_needed(value, 70)))
        row += 1
    for who in _SIGNED:
        page.span(row, 0, row, 1, who, "header")
        page.span(row, 2, row, 3, "　" * 12 + "日期：　　　　年　　月　　日", "cell", "left")
        page.height(row, 34)
        row += 1
    said = "本表逐条列出工具箱据以汇总、考核的规则，每条写明依据文件的哪一条。审定后由办公室存档。"
    page.span(row, 0, row, 3, said, "remark")
    page.height(row, 24)
    page.row(row + 1, ["序号", "页", "条数", "内容"], "header")
    row += 2
    for number, (name, count, words) in enumerate(_contents(pages), 1):
        page.put(row, 0, number, "cell", "center")
        page.link(row, 1, f"internal:'{name}'!A1", name, "cell")
        page.put(row, 2, count, "cell", "center")
        page.put(row, 3, words, "cell", "wrap")
        page.height(row, 8 + 13.5 * lines_needed(words, 60))
        row += 1
    page.printed("A4", row - 1, 3, None, _stated(book, "title"))
    page.sheet.set_portrait()
    page.sheet.activate()


def _contents(pages: list[RulePage]) -> list[tuple[str, int | None, str]]:
    listed: list[tuple[str, int | None, str]] = [
        (BASICS, None, "文件名称、年份、投资来源怎样分区内外、行业、公文引用的条款")
    ]
    listed += [(one.rules.name, one.rules.tables, one.rules.words) for one in pages]
    return [*listed, (DOCUMENT, None, "文件全文，条款按行号引用")]


def _basics(
    page: Page, sections: tuple[RuleSection, ...], places: dict[str, Place], *, fills_in: bool, foot: str
) -> dict[str, int]:
    """Write what stands once, from top to bottom; return the row of each line of the first section."""
    hints = 56 if fills_in else 0
    page.widths(22, 70, hints or 8)
    page.put(0, 0, BASICS, "title", "left")
    page.height(0, 30)
    page.row(1, ["事项", "内容", "怎么填"] if fills_in else ["事项", "内容"], "header")
    row = 2
    stand: dict[str, int] = {}
    for section in sections:
        lines = [line for line in section.lines if fills_in or line[1] is not None]
        if not lines:
            continue
        page.put(row, 0, section.name, "section")
        page.put(row, 1, section.words, "section", "quiet")
        page.height(row, 26)
        row += 1
        for column, value in lines:
            stand |= {column.key: row} if not section.kind else {}
            page.put(row, 0, column.heading, "cell", "wrap")
            page.put(row, 1, value, "cell", "wrap", "rule_text")
            if fills_in:
                page.put(row, 2, column.hint, "hint")
                page.sheet.data_validation(row, 1, row, 1, rule_of(column, places.get(column.refers)))
            needed = max(lines_needed(str(value or ""), 70), lines_needed(column.hint, hints) if fills_in else 1)
            page.height(row, 6 + 13.5 * needed)
            row += 1
    page.sheet.freeze_panes(2, 1)
    page.printed("A4", row - 1, 2 if fills_in else 1, (1, 1), foot)
    return stand


def _document(page: Page, book: RuleBook, foot: str) -> None:
    page.widths(8, 120)
    page.put(0, 0, DOCUMENT, "title", "left")
    page.height(0, 30)
    page.row(1, ["行号", "原文"], "header")
    for number, line in enumerate(book.document, 1):
        row = number + _FIRST_LINE - 1
        # A line that somebody puts in moves the numbers of those below by itself.
        page.put(row, 0, Formula(f"=ROW()-{_FIRST_LINE}", number), "cell", "center")
        page.put(row, 1, line, "cell", "wrap", "rule_text")
        page.height(row, min(400.0, 6 + 13.5 * lines_needed(line, 120)))
    page.sheet.freeze_panes(2, 0)
    page.printed("A4", max(len(book.document), 1) + _FIRST_LINE - 1, 1, (1, 1), foot)


def _help(page: Page, book: RuleBook, foot: str) -> None:
    page.widths(50, 80)
    page.put(0, 0, HELP, "title", "left")
    page.height(0, 30)
    for row, (text, said) in enumerate(book.help, 1):
        looks: tuple[Any, ...] = ("cell", "wrap") if said else ("section",)
        page.put(row, 0, text, *looks)
        page.put(row, 1, said, *(looks if said else ("section",)))
        page.height(row, 8 + 13.5 * max(lines_needed(text, 50), lines_needed(said, 80)) if said else 26)
    page.printed("A4", len(book.help), 1, None, foot)
