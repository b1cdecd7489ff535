"""How does a sheet of 规则.xlsx look? A heading, a line of hints, an example, then a row or more for each rule."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from toolkit.model.formula import Formula
from toolkit.model.rule_sheets import Cell, RuleColumn, RuleSheet
from toolkit.workbooks.sheet.page import Page, cell, lines_needed, text_width

HEAD, SAID, EXAMPLE = "序号", "说明", "例"
SPARE = 12  # empty rows with borders, to go on below
RULED = 200  # rows below that have drop-downs, too
LONGEST_LIST, LONGEST_MESSAGE, LONGEST_TITLE = 255, 255, 32
_WIDEST = {"quote": 40.0, "lines": 36.0, "meaning": 40.0, "text": 34.0, "words": 28.0, "number": 9.0}
_NARROWEST = {"quote": 22.0, "lines": 20.0, "meaning": 24.0, "text": 10.0, "words": 11.0}
_NARROW, _TO_FILL = 6.5, 11.0
# Column units that A4 landscape holds as they are, and at a size one can still read; A3 holds half as many again.
_COMFORTABLE, _ON_A4 = 125, 150
_LEAST = 90
_HIGHEST = 400.0
_LARGE = 10_000  # 元 are read in threes


class Place(Struct, frozen=True):
    """Where a sheet's rules stand: the first and the last row that may hold one, and each key's column, from 0."""

    sheet: str
    first: int
    last: int
    columns: dict[tuple[str, str], int]

    def column(self, kind: str, key: str) -> str:
        """Return the fixed range of a key's column; '' where the sheet has none."""
        at = self.columns.get((kind, key))
        if at is None:
            return ""
        return f"'{self.sheet}'!{_fixed(self.first, at)}:{_fixed(self.last, at)}"


def _fixed(row: int, column: int) -> str:
    return cell(row, column, "x").partition("!")[2]


class RulePage:
    """One sheet while it is written.

    ``fills_in``: for somebody who writes rules, with hints, an example, drop-downs and room; else as it is signed.
    """

    def __init__(self, rules: RuleSheet, *, fills_in: bool) -> None:
        self.rules, self._fills_in = rules, fills_in
        shown = rules.rows or rules.example
        self._used = [any(row[at] not in (None, "") for row in shown) for at in range(len(rules.columns))]
        order = sorted(range(len(rules.columns)), key=lambda at: (not self._used[at], at))
        self._order = [at for at in order if fills_in or self._used[at]]
        self._grouped = any(rules.columns[at].group for at in self._order)
        self._head = 1 + self._grouped
        self._first = self._head + 1 + (1 + len(rules.example) if fills_in else 0)
        self._last = self._first + len(rules.rows) - 1 + (SPARE if fills_in else 0)

    @property
    def place(self) -> Place:
        """Where other sheets find this sheet's rules."""
        columns = {(one.kind, one.key): number for number, one in enumerate(self._columns, 1)}
        return Place(self.rules.name, self._first, self._last + RULED, columns)

    @property
    def _columns(self) -> list[RuleColumn]:
        return [self.rules.columns[at] for at in self._order]

    def write(self, page: Page, places: Callable[[str], Place | None], foot: str) -> None:
        """Write the sheet; ``places`` knows the other sheets by their names."""
        widths = self._widths()
        page.widths(6.0, *widths)
        self._title(page)
        self._heading(page, widths)
        for number, values in enumerate(self.rules.rows):
            self._rule(page, self._first + number, values, widths, number)
        for row in range(self._first + len(self.rules.rows), self._last + 1):
            self._spare(page, row)
        self._quotes(page, places("条款"))
        if self._fills_in:
            self._fold(page, widths)
            self._validate(page, places)
        page.sheet.freeze_panes(self._head + 1, 2)
        wide = 6 + sum(widths[: self._shown])
        last = self._first + len(self.rules.rows) - 1 if self.rules.rows else self._last
        paper = "A3" if wide > _ON_A4 + 10 else "A4"
        page.printed(paper, last, max(self._shown, 1), (self._head, self._head), foot)

    @property
    def _shown(self) -> int:
        """How many columns are seen and printed; the others are folded away."""
        return sum(self._used) if self._fills_in else len(self._order)

    def _widths(self) -> list[float]:
        """Return the columns' widths; texts are narrower where the sheet would be wider than its paper, else wider."""
        widths = [self._width(at) for at in self._order]
        seen = widths[: self._shown]
        over = 6 + sum(seen) - _ON_A4
        least = [min(width, _NARROWEST.get(one.shape, width)) for one, width in zip(self._columns, seen, strict=False)]
        room = sum(seen) - sum(least)
        if over > 0 and room > 0:
            share = min(1.0, over / room)
            widths[: self._shown] = [width - share * (width - low) for width, low in zip(seen, least, strict=True)]
        if 6 + sum(seen) < _LEAST and self._shown:  # room for the sheet's name and what it is for
            widths[self._shown - 1] += _LEAST - 6 - sum(seen)
            return widths
        wanted = [max(0.0, self._longest(at) + 3 - width) for at, width in zip(self._order, seen, strict=False)]
        if over < 0 and any(wanted):
            share = min(1.0, (_COMFORTABLE - 6 - sum(seen)) / sum(wanted))
            widths[: self._shown] = [width + max(0.0, share) * more for width, more in zip(seen, wanted, strict=True)]
        return widths

    def _longest(self, at: int) -> int:
        """Return how wide the longest line is that stands in a column."""
        texts = [_text(row[at]) for row in (*self.rules.rows, *(self.rules.example if self._fills_in else ()))]
        return max((text_width(line) for text in texts for line in text.split("\n")), default=0)

    def _width(self, at: int) -> float:
        one = self.rules.columns[at]
        least = max(_TO_FILL if self._fills_in else _NARROW, text_width(one.heading) / 2 + 2.5)
        return max(least, min(self._longest(at) + 3, _WIDEST.get(one.shape, 20.0)))

    def _title(self, page: Page) -> None:
        page.put(0, 0, self.rules.name, "title", "left")
        page.height(0, 30)
        page.put(0, 3 if len(self._order) > 2 else len(self._order) + 1, self.rules.words, "subtitle_line")
        if self._grouped:
            groups = [one.group for one in self._columns]
            start = 0
            for at in range(1, len(groups) + 1):
                if at == len(groups) or groups[at] != groups[start]:
                    if groups[start]:
                        page.span(1, start + 1, 1, at, groups[start], "group")
                    start = at

    def _heading(self, page: Page, widths: Sequence[float]) -> None:
        page.put(self._head, 0, HEAD, "header")
        page.row(self._head, [one.heading for one in self._columns], "header", column=1)
        page.height(
            self._head,
            4 + 14 * max(lines_needed(one.heading, width) for one, width in zip(self._columns, widths, strict=True)),
        )
        if not self._fills_in:
            return
        said = self._head + 1
        page.put(said, 0, SAID, "hint", "center")
        page.row(said, [one.hint for one in self._columns], "hint", column=1)
        shown = zip(self._columns[: self._shown], widths, strict=False)
        page.height(said, 6 + 12 * max(lines_needed(one.hint, width) for one, width in shown))
        for number, row in enumerate(self.rules.example, said + 1):
            page.put(number, 0, EXAMPLE, "sample", "center")
            page.row(number, [row[at] for at in self._order], "sample", column=1)
            self._fit(page, number, row, widths)

    def _rule(self, page: Page, row: int, values: Sequence[Cell], widths: Sequence[float], number: int) -> None:
        starts = self.rules.starts[number]
        edge = () if starts else ("goes_on",)
        page.put(row, 0, sum(self.rules.starts[: number + 1]) if starts else None, "cell", "center", *edge)
        for column, at in enumerate(self._order, 1):
            value = values[at]
            large = ("rule_amount",) if isinstance(value, int) and abs(value) >= _LARGE else ()
            page.put(row, column, value, *self._look(self.rules.columns[at]), *large, *edge)
        self._fit(page, row, values, widths)

    def _look(self, one: RuleColumn) -> tuple[str, ...]:
        if one.shape == "number":
            return ("cell", "rule_number")
        return ("cell", "wrap", "rule_quote") if not one.is_filled_in else ("cell", "wrap", "rule_text")

    def _fit(self, page: Page, row: int, values: Sequence[Cell], widths: Sequence[float]) -> None:
        needed = (lines_needed(_text(values[at]), width) for at, width in zip(self._order, widths, strict=True))
        page.height(row, min(_HIGHEST, 6 + 13.5 * max(needed)))

    def _spare(self, page: Page, row: int) -> None:
        page.put(row, 0, None, "cell", "center")
        for column, one in enumerate(self._columns, 1):
            page.put(row, column, None, *self._look(one))

    def _quotes(self, page: Page, clauses: Place | None) -> None:
        """Write the words of each rule's clause as a formula: another clause brings its own words."""
        here = self.place.columns
        for column, one in enumerate(self._columns, 1):
            if one.shape != "quote" or clauses is None or clauses.sheet == self.rules.name:
                continue
            ids, quotes = clauses.column("clause", "id"), clauses.column("clause", "quote")
            for row in range(self._first, self._last + 1):
                number = row - self._first
                rules = self.rules
                value = rules.rows[number][rules.columns.index(one)] if number < len(rules.rows) else ""
                named, own = here.get((one.kind, "clause")), here.get((one.kind, "id"))
                parts = [cell(row, at) for at in (named, own) if at is not None]
                wanted = f'IF({parts[0]}="",{parts[1]},{parts[0]})' if len(parts) > 1 else parts[0]
                text = f'=IFERROR(INDEX({quotes},MATCH({wanted},{ids},0)),"")'
                page.put(row, column, Formula(text, value or ""), *self._look(one))

    def _fold(self, page: Page, widths: Sequence[float]) -> None:
        """Fold the columns away that nothing stands in; a + above opens them."""
        used = sum(self._used)
        for column in range(used + 1, len(self._order) + 1):
            page.sheet.set_column(column, column, widths[column - 1], None, {"level": 1, "hidden": True})
        if used < len(self._order):
            page.sheet.set_column(len(self._order) + 1, len(self._order) + 1, 3, None, {"collapsed": True})

    def _validate(self, page: Page, places: Callable[[str], Place | None]) -> None:
        for column, one in enumerate(self._columns, 1):
            if one.is_filled_in:
                page.sheet.data_validation(
                    self._first, column, self._last + RULED, column, rule_of(one, places(one.refers))
                )


def rule_of(one: RuleColumn, referred: Place | None) -> dict[str, Any]:
    """Return what a cell offers and says: its closed words, or the first column of another sheet, and its hint."""
    said = one.hint if len(one.hint) <= LONGEST_MESSAGE else f"{one.hint[: LONGEST_MESSAGE - 1]}…"
    rule: dict[str, Any] = {"validate": "any", "ignore_blank": True}
    listed = ",".join(one.choices)
    if one.shape in ("choice", "yes_no") and one.choices and len(listed) <= LONGEST_LIST:
        rule |= {"validate": "list", "source": list(one.choices), "error_title": one.heading[:LONGEST_TITLE]}
        rule |= {"error_message": "请从下拉列表里选一项。", "show_error": not one.more}
    elif referred and one.shape in ("text", "choice"):
        first = min(referred.columns, key=lambda key: referred.columns[key])
        rule |= {"validate": "list", "source": f"={referred.column(*first)}", "show_error": False}
    elif one.shape == "choices":
        said = f"可写：{'、'.join(one.choices)}。{said}"[:LONGEST_MESSAGE]
    if said:
        rule |= {"input_title": one.heading[:LONGEST_TITLE], "input_message": said}
    return rule


def _text(value: Cell) -> str:
    return "" if value is None else str(value)
