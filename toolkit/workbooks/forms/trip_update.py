"""How are changes written into the office's own register without changing anything else in it?"""

import copy
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from toolkit.files.grid import Refusal
from toolkit.files.package import check
from toolkit.files.saving import save
from toolkit.model.errors import ToolkitError
from toolkit.model.money import has_cents
from toolkit.model.trip_register import REGISTER_SHEETS, RegisterColumn
from toolkit.model.trips import RegisterChange
from toolkit.workbooks.sheet.kept_macros import changing

HEADER_ROWS = 10


def update_register(path: Path, changes: Sequence[RegisterChange]) -> Path:
    """Write changes into a register and return where it went (beside it if it is open in Excel).

    New rows go below the last filled one and look like it; a missing column is added at the right.  Raises
    ``ToolkitError`` for a file that cannot be opened, or that lacks a sheet.
    """
    try:
        check(path)
    except Refusal as refusal:
        raise ToolkitError(f"外出招商台账 {path.name} 打不开：{refusal.why}。请检查文件。") from None
    buffer = io.BytesIO()
    with changing(path) as book:
        for change in changes:
            if change.sheet not in book.sheetnames:
                raise ToolkitError(
                    f"外出招商台账 {path.name} 里没有“{change.sheet}”工作表，无法写入。请用工具箱生成的台账。"
                )
            _Writer(book[change.sheet], REGISTER_SHEETS[change.sheet]).write(change)
        book.save(buffer)
    return save(buffer.getvalue(), path)


class _Writer:
    """Writes into one sheet by heading."""

    def __init__(self, sheet: Any, columns: Sequence[RegisterColumn]) -> None:
        self.sheet = sheet
        self.columns = {column.heading: column for column in columns}
        names = {_bare(name): c.heading for c in columns for name in (c.heading, *c.older)}
        self.header, self.places = self._find(names)

    def _find(self, names: dict[str, str]) -> tuple[int, dict[str, int]]:
        """Return the header's row and the column of each heading that it has."""
        best: tuple[int, dict[str, int]] = (1, {})
        for row in range(1, min(self.sheet.max_row, HEADER_ROWS) + 1):
            found: dict[str, int] = {}
            for cell in self.sheet[row]:
                heading = names.get(_bare(str(cell.value or "")))
                if heading and heading not in found:
                    found[heading] = cell.column
            if len(found) > len(best[1]):
                best = row, found
        return best

    def write(self, change: RegisterChange) -> None:
        """Write one change."""
        row = change.row or self._append(change.trip)
        for heading, _, after in change.values:
            self._put(row, heading, after)

    def _append(self, trip: str) -> int:
        filled = [
            row
            for row in range(self.header + 1, self.sheet.max_row + 1)
            if any(self.sheet.cell(row, column).value not in (None, "") for column in self.places.values())
        ]
        last = filled[-1] if filled else self.header
        row = last + 1
        for column in self.places.values() if filled else ():
            self.sheet.cell(row, column)._style = copy.copy(self.sheet.cell(last, column)._style)  # noqa: SLF001
        self._put(row, next(iter(self.columns)), trip)
        return row

    def _put(self, row: int, heading: str, text: str) -> None:
        if heading not in self.places:
            place = max(self.places.values(), default=0) + 1
            while self.sheet.cell(self.header, place).value not in (None, ""):
                place += 1
            neighbour = self.sheet.cell(self.header, place - 1)
            head = self.sheet.cell(self.header, place, heading)
            head._style = copy.copy(neighbour._style)  # noqa: SLF001
            self.places[heading] = place
        cell = self.sheet.cell(row, self.places[heading])
        kind = self.columns[heading].kind
        if kind == "date" and text:
            day = date.fromisoformat(text)
            cell.value, cell.number_format = datetime(day.year, day.month, day.day), "yyyy-mm-dd"
        elif kind == "money" and text:
            self._put_money(cell, Decimal(text))
        elif kind == "count" and text:
            cell.value = int(text)
        else:
            cell.value = text or None
            if text:
                # A text that begins with = stays a text.
                cell.data_type = "s"

    def _put_money(self, cell: Any, yuan: Decimal) -> None:
        """Write an amount; a cell that would hide its 角分 shows them from now on."""
        cell.value = float(yuan) if has_cents(yuan) else int(yuan)
        if has_cents(yuan) and cell.number_format != "General" and ".00" not in cell.number_format:
            cell.number_format = "#,##0.00"


def _bare(text: str) -> str:
    return "".join(text.split()).split("（", maxsplit=1)[0]
