"""How does xlwings come to drive LibreOffice? An engine of its own, built on xlwings' open base classes.

::

    with session() as app:              # a private LibreOffice, active for xlwings
        book = app.books.open("a.xlsx")

What is not written here raises ``NotImplementedError`` in xlwings' own words: tables, charts, pictures, pivots.
"""

import contextlib
import json
import numbers
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes

from tests.engines.documents import Book, Books
from tests.engines.ranges import CellError
from tests.engines.server import Office, connect, import_uno

NAME = "libreoffice"
# com.sun.star.awt: MessageBoxButtons, MessageBoxResults
BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
BOXES = {"info": "INFOBOX", "critical": "ERRORBOX"}


class Engine:
    """What xlwings asks of an engine."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Return raw values as the caller's options want them."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, datetime):
                parts = ("year", "month", "day", "hour", "minute", "second", "microsecond")
                return datetime_builder(**{part: getattr(value, part) for part in parts}, tzinfo=None)
            return number_builder(value) if number_builder and type(value) is float else value

        return [[clean(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        """Return a Python value as the cell takes it."""
        if value is None or value != value:  # noqa: PLR0124 - NaN and NaT differ from themselves
            return ""
        if hasattr(value, "item") and not isinstance(value, datetime):
            value = value.item()
        return float(value) if isinstance(value, numbers.Real) and not isinstance(value, bool) else value


class Apps(base_classes.Apps):
    """The running LibreOffices that xlwings knows."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.known: list[App] = []

    def join(self, context: Any, pid: int) -> "App":
        """Add a running LibreOffice and make it the active one."""
        app = App(self, context, pid)
        self.known.insert(0, app)
        return app

    def keys(self) -> list[int]:
        """Return the process numbers."""
        return [app.pid for app in self.known]

    def __iter__(self) -> Iterator["App"]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def __getitem__(self, pid: int) -> "App":
        return next(app for app in self.known if app.pid == pid)


class App(base_classes.App):
    """One LibreOffice; what Excel keeps as settings of the program is taken and has no effect."""

    pid: int = 0
    visible = screen_updating = display_alerts = enable_events = interactive = True
    calculation, cut_copy_mode, version, hwnd = "automatic", False, "16.0", None

    def __init__(self, apps: Apps, context: Any, pid: int) -> None:
        self.apps = apps
        self.engine = apps.engine
        self.context = context
        self.pid = pid
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._status: Any = False

    @property
    def books(self) -> Books:
        """The open spreadsheets."""
        return Books(self)

    @property
    def status_bar(self) -> Any:
        """The text in the status bar, or ``False`` for the program's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, text: Any) -> None:
        self._status = text
        _journal(status=text)
        for book in self.books:
            indicator = book.doc.CurrentController.StatusIndicator
            if text:
                indicator.start(str(text), 0)
            else:
                indicator.end()

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, _callback: Any) -> str:
        """Show a dialog of LibreOffice and return which button was pressed."""
        kind = BOXES.get(mode or "", "MESSAGEBOX") if buttons in (None, "ok") else "QUERYBOX"
        toolkit = self.context.ServiceManager.createInstanceWithContext("com.sun.star.awt.Toolkit", self.context)
        window = next(iter(self.books)).doc.CurrentController.Frame.ContainerWindow
        enum = import_uno().Enum("com.sun.star.awt.MessageBoxType", kind)
        box = toolkit.createMessageBox(window, enum, BUTTONS[buttons or "ok"], title or "", prompt)
        _journal(dialog=prompt, title=title, buttons=buttons or "ok")
        return ANSWERS[box.execute()]

    def calculate(self) -> None:
        """Compute every formula anew."""
        for book in self.books:
            book.doc.calculateAll()

    def activate(self, steal_focus: bool = False) -> None:
        """Do nothing: there is one window."""

    def quit(self) -> None:
        """Close the books; who started the program ends it."""
        for book in list(self.books):
            book.close()
        self.kill()

    def kill(self) -> None:
        """Forget the program; who started it ends it."""
        if self in self.apps.known:
            self.apps.known.remove(self)


def _journal(**event: Any) -> None:
    """Write down what a button showed, with the time, where ZHAOSHANG_JOURNAL names a file."""
    if path := os.environ.get("ZHAOSHANG_JOURNAL"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"at": datetime.now().timestamp(), **event}, ensure_ascii=False) + "\n")


def register() -> Engine:
    """Make this engine known to xlwings and the active one."""
    if NAME not in xw.engines.engines_by_name:
        xw.engines.add(xw.Engine(impl=Engine()))
    xw.engines[NAME].activate()
    engine: Engine = xw.engines[NAME].impl
    return engine


def attach(pipe: str = "") -> None:
    """Join the running LibreOffice whose button was pressed; it tells its pipe in ZHAOSHANG_PIPE."""
    engine = register()
    if not len(engine.apps):
        engine.apps.join(connect(pipe or os.environ["ZHAOSHANG_PIPE"]), os.getppid())


@contextlib.contextmanager
def session() -> Iterator[xw.App]:
    """Run a private LibreOffice as xlwings' active program."""
    engine = register()
    with Office() as office:
        app = engine.apps.join(office.context, office.process.pid)
        try:
            yield xw.App(impl=app)
        finally:
            app.kill()


__all__ = ["Book", "attach", "register", "session"]
