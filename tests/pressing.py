"""How is a button of the control workbook really pressed? A mouse click on the drawn shape, in LibreOffice without a screen."""

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.engines.documents import properties
from tests.engines.server import Office, import_uno, uno_is_there
from tests.office import SOFFICE
from toolkit.model.control import CONTACTS_START, HOME, LOG_START, button

ROOT = Path(__file__).parent.parent
DOCUMENT, SHAPE, PUSH_BUTTON = 84, 52, 44
# One press reads, checks and writes a month's tables: seconds, but a busy machine may take longer.
PATIENCE = 120.0


def need_uno() -> None:
    """Skip where LibreOffice or its Python bridge is missing; in CI that is a failure."""
    if SOFFICE is None or not uno_is_there():
        if os.environ.get("CI"):
            pytest.fail("LibreOffice or python3-uno is missing: .ci/run installs both")
        pytest.skip("needs apt-get install libreoffice-calc python3-uno")


@dataclass(frozen=True)
class Dialog:
    """A dialog as a person sees it."""

    title: str
    text: str
    buttons: tuple[str, ...]
    window: Any


class Pressing:
    """One LibreOffice with the twin of the control workbook open in it."""

    def __init__(self, book: Path, mail_code: str = "wrong-on-purpose") -> None:
        self.journal = book.with_name("journal.jsonl")
        self.office = Office(
            {
                "ZHAOSHANG_PYTHON": sys.executable,
                "ZHAOSHANG_JOURNAL": str(self.journal),
                "PYTHONPATH": str(ROOT),
                "DISPLAY": "",
                "ZHAOSHANG_MAIL_PASSWORD": mail_code,
                # As at a desk: what one button has read the next one need not read again.
                "ZHAOSHANG_CACHE": str(book.parent.with_name("缓存")),
            }
        )
        desktop = self.office.service("frame.Desktop")
        options = properties(MacroExecutionMode=4)
        self.doc = desktop.loadComponentFromURL(book.resolve().as_uri(), "_blank", 0, options)
        self.toolkit = self.office.service("awt.Toolkit")
        # Large enough for all buttons: only what is inside the window can be clicked.
        self.doc.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, 1800, 1900, 15)
        time.sleep(0.5)

    def close(self) -> None:
        """End LibreOffice."""
        self.office.close()

    # -- what stands in the workbook ---------------------------------------------------------------

    def cell(self, name: str) -> Any:
        """Return a named cell."""
        area = self.doc.NamedRanges.getByName(name).ReferredCells.RangeAddress
        return self.doc.Sheets[area.Sheet].getCellByPosition(area.StartColumn, area.StartRow)

    def read(self, name: str) -> str:
        """Return the text of a named cell."""
        return str(self.cell(name).String)

    def type(self, name: str, text: str) -> None:
        """Type a text into a named cell."""
        self.cell(name).String = text

    def log(self) -> list[tuple[str, ...]]:
        """Return the lines of 运行记录."""
        return self._table(LOG_START, 6)

    def contacts(self) -> list[tuple[str, ...]]:
        """Return the lines of 单位通讯录."""
        return self._table(CONTACTS_START, 6)

    def _table(self, name: str, columns: int) -> list[tuple[str, ...]]:
        start = self.cell(name).CellAddress
        sheet = self.doc.Sheets[start.Sheet]
        lines = []
        for row in range(start.Row, start.Row + 400):
            texts = tuple(sheet.getCellByPosition(start.Column + c, row).String for c in range(columns))
            if not texts[0]:
                return lines
            lines.append(texts)
        return lines

    def everything(self) -> tuple[Any, ...]:
        """Return the contents of all cells of all sheets: what "left as it was" is measured by."""
        found = []
        for sheet in self.doc.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            area = cursor.RangeAddress
            found.append(sheet.getCellRangeByPosition(0, 0, area.EndColumn, area.EndRow).getFormulaArray())
        return tuple(found)

    # -- what a hand does --------------------------------------------------------------------------

    def click(self, action: str) -> float:
        """Click the middle of a button with the mouse; return when."""
        self.doc.CurrentController.setActiveSheet(self.doc.Sheets.getByName(HOME))
        main = self.doc.CurrentController.Frame.ComponentWindow
        tree = main.getAccessibleContext()
        page = _found(tree, DOCUMENT)
        shape = _found(tree, SHAPE, button(action).shape)
        assert shape, f"no button {action} on the sheet"
        corner, origin, size = shape.getLocationOnScreen(), page.getLocationOnScreen(), shape.getSize()
        whole = page.getSize()
        grid = next(w for w in _windows(main) if (w.PosSize.Width, w.PosSize.Height) == (whole.Width, whole.Height))
        at = time.time()
        self._mouse(grid, corner.X - origin.X + size.Width // 2, corner.Y - origin.Y + size.Height // 2)
        return at

    def dialog(self) -> Dialog:
        """Wait for a dialog and return what it shows."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if window := self._showing():
                names = [name for name, _ in _buttons(window)]
                return Dialog(window.CaptionText, window.MessageText, tuple(names), window)
            time.sleep(0.05)
        raise AssertionError(f"no dialog came; the journal says: {self.events()}")

    def answer(self, dialog: Dialog, name: str) -> None:
        """Click one of a dialog's buttons and wait until it is gone."""
        window = dict(_buttons(dialog.window))[name]
        self._mouse(window, window.PosSize.Width // 2, window.PosSize.Height // 2)
        end = time.monotonic() + PATIENCE
        while self._showing() and time.monotonic() < end:
            time.sleep(0.05)

    def _showing(self) -> Any:
        """Return the dialog that is on the screen, if there is one."""
        windows = [self.toolkit.getTopWindow(place) for place in range(self.toolkit.getTopWindowCount())]
        return next((one for one in windows if getattr(one, "MessageText", "") and one.isVisible()), None)

    def press(self, action: str) -> Dialog:
        """Press a button, wait for its closing dialog and close that."""
        self.click(action)
        shown = self.dialog()
        self.answer(shown, "OK")
        return shown

    def events(self) -> list[dict[str, Any]]:
        """Return what the engine wrote down: status bar and dialogs, with times."""
        if not self.journal.exists():
            return []
        return [json.loads(line) for line in self.journal.read_text("utf-8").splitlines()]

    def _mouse(self, window: Any, x: int, y: int) -> None:
        event = import_uno().createUnoStruct("com.sun.star.awt.MouseEvent")
        event.Source, event.X, event.Y, event.Buttons, event.ClickCount = window, x, y, 1, 1
        for movement in (self.toolkit.mouseMove, self.toolkit.mousePress, self.toolkit.mouseRelease):
            movement(event)


def _found(context: Any, role: int, name: str | None = None) -> Any:
    count = context.getAccessibleChildCount()
    if context.getAccessibleRole() == role and name in (None, context.getAccessibleName()):
        return context
    # A sheet has two thousand million cells as children; shapes are not among them.
    for place in range(count) if count < 1000 else ():
        below = context.getAccessibleChild(place)
        if below and (found := _found(below.getAccessibleContext(), role, name)):
            return found
    return None


def _windows(window: Any) -> list[Any]:
    found = []
    for below in window.getWindows():
        found.append(below)
        if hasattr(below, "getWindows"):
            found += _windows(below)
    return found


def _buttons(window: Any) -> list[tuple[str, Any]]:
    contexts = [(below.getAccessibleContext(), below) for below in window.getWindows()]
    return [
        (one.getAccessibleName(), below) for one, below in contexts if one and one.getAccessibleRole() == PUSH_BUTTON
    ]
