"""What are books, sheets and names to xlwings when LibreOffice holds them?"""

import numbers
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings as xw
from xlwings import base_classes, utils

from tests.engines.ranges import Range
from tests.engines.server import import_uno

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".pdf": "calc_pdf_Export",
}
# Always run the document's macros: it is opened by a program that was told to.
RUN_MACROS = 4
CONTENTS = 1 | 2 | 4 | 16
A1 = re.compile(r"\$?[A-Za-z]{1,3}\$?\d+(:\$?[A-Za-z]{1,3}\$?\d+)?")


def properties(**values: Any) -> tuple[Any, ...]:
    """Return keyword arguments as LibreOffice takes them."""
    uno = import_uno()
    made = []
    for name, value in values.items():
        one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class Books(base_classes.Books):
    """The open spreadsheets of one program."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def _documents(self) -> list[Any]:
        components = self.app.desktop.Components.createEnumeration()
        found = []
        while components.hasMoreElements():
            one = components.nextElement()
            if hasattr(one, "supportsService") and one.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(one)
        return found

    @property
    def active(self) -> "Book | None":
        """The book in front."""
        documents = self._documents()
        current = self.app.desktop.getCurrentComponent()
        uid = getattr(current, "RuntimeUID", None)
        chosen = next((one for one in documents if one.RuntimeUID == uid), documents[-1] if documents else None)
        return Book(self.app, chosen) if chosen else None

    def __len__(self) -> int:
        return len(self._documents())

    def __iter__(self) -> Iterator["Book"]:
        return (Book(self.app, one) for one in self._documents())

    def __call__(self, key: Any) -> "Book":
        """Return a book by number, from 1, or by file name."""
        if isinstance(key, numbers.Integral):
            return Book(self.app, self._documents()[int(key) - 1])
        for book in self:
            if book.name.lower() == key.lower():
                return book
        raise KeyError(key)

    def add(self) -> "Book":
        """Open a new spreadsheet."""
        return Book(self.app, self.app.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ()))

    def open(self, fullname: Any, *_rest: Any, **_options: Any) -> "Book":
        """Open a file, with its macros allowed."""
        url = Path(fullname).resolve().as_uri()
        options = properties(MacroExecutionMode=RUN_MACROS, UpdateDocMode=1)
        document = self.app.desktop.loadComponentFromURL(url, "_blank", 0, options)
        if document is None:
            raise xw.XlwingsError(f"LibreOffice could not open {fullname}")
        return Book(self.app, document)


class Book(base_classes.Book):
    """One spreadsheet; ``doc`` is LibreOffice's document."""

    def __init__(self, app: Any, document: Any) -> None:
        self._app = app
        self.doc = document

    @property
    def app(self) -> Any:
        """The program that holds it."""
        return self._app

    @property
    def sheets(self) -> "Sheets":
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> "Names":
        """Its names."""
        return Names(self)

    @property
    def fullname(self) -> str:
        """Its path, or its title before it was saved."""
        return str(import_uno().fileUrlToSystemPath(self.doc.URL) if self.doc.URL else self.doc.Title)

    @property
    def name(self) -> str:
        """Its file name."""
        return Path(self.fullname).name

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save as .xlsx, .ods, .csv or .pdf; not as .xlsm, which LibreOffice would save without its buttons."""
        target = Path(path or self.fullname).resolve()
        if target.suffix.lower() not in FILTERS or password:
            raise NotImplementedError
        self.doc.storeAsURL(target.as_uri(), properties(FilterName=FILTERS[target.suffix.lower()]))

    def close(self) -> None:
        """Close without saving."""
        self.doc.close(True)

    def activate(self) -> None:
        """Bring it to the front."""
        self.doc.CurrentController.Frame.activate()


class Sheets(base_classes.Sheets):
    """The sheets of one book."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> "Sheet":
        """The sheet in front."""
        return Sheet(self.book, self.book.doc.CurrentController.ActiveSheet)

    def __len__(self) -> int:
        return int(self.book.doc.Sheets.Count)

    def __iter__(self) -> Iterator["Sheet"]:
        return (Sheet(self.book, self.book.doc.Sheets[place]) for place in range(len(self)))

    def __call__(self, key: Any) -> "Sheet":
        """Return a sheet by number, from 1, or by name, in capitals or not."""
        if isinstance(key, numbers.Integral):
            return Sheet(self.book, self.book.doc.Sheets[int(key) - 1])
        for sheet in self:
            if sheet.name.lower() == key.lower():
                return sheet
        raise xw.NoSuchObjectError(f"Sheet {key} doesn't exist.")

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> "Sheet":
        """Add a sheet before or after another one."""
        place = before.index - 1 if before else after.index if after else self.active.index - 1
        taken = {sheet.name for sheet in self}
        name = name or next(free for number in range(1, 10_000) if (free := f"Sheet{number}") not in taken)
        self.book.doc.Sheets.insertNewByName(name, place)
        return self(name)


class Sheet(base_classes.Sheet):
    """One sheet; ``sheet`` is LibreOffice's."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self.sheet = sheet

    @property
    def book(self) -> Book:
        """The book it is in."""
        return self._book

    @property
    def name(self) -> str:
        """What stands on its tab."""
        return str(self.sheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.Name = value

    @property
    def index(self) -> int:
        """Its place, from 1."""
        return int(self.sheet.RangeAddress.Sheet) + 1

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by A1 text, by name, or by (row, column) pairs."""
        if isinstance(arg1, str):
            if not A1.fullmatch(arg1):
                return self._book.names(arg1).refers_to_range
            arg1, arg2 = utils.a1_to_tuples(arg1.replace("$", ""))  # type: ignore[no-untyped-call]
        if isinstance(arg1, Range):
            last = arg2 or arg1
            arg1, arg2 = (arg1.row, arg1.column), (last.row + last.shape[0] - 1, last.column + last.shape[1] - 1)
        if len(arg1) == 4:
            row, column, rows, columns = arg1
            return Range(self, row, column, row + rows - 1, column + columns - 1)
        return Range(self, *arg1, *(arg2 or arg1))

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, 1, 1, self.sheet.Rows.Count, self.sheet.Columns.Count)

    @property
    def used_range(self) -> Range:
        """The block that holds everything that was written."""
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        cursor.gotoStartOfUsedArea(True)
        area = cursor.RangeAddress
        return Range(self, area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)

    def activate(self) -> None:
        """Bring it to the front."""
        self._book.doc.CurrentController.setActiveSheet(self.sheet)

    def delete(self) -> None:
        """Remove it."""
        self._book.doc.Sheets.removeByName(self.name)

    def clear_contents(self) -> None:
        """Empty its cells and keep their look."""
        self.sheet.clearContents(CONTENTS)


class Names(base_classes.Names):
    """The names of one book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.names = book.doc.NamedRanges

    def __len__(self) -> int:
        return int(self.names.Count)

    def __iter__(self) -> Iterator["Name"]:
        return (Name(self.book, self.names.getByName(name)) for name in self.names.ElementNames)

    def __call__(self, key: Any) -> "Name":
        """Return a name by number, from 1, or by itself."""
        if isinstance(key, numbers.Integral):
            return Name(self.book, self.names.getByIndex(int(key) - 1))
        if not self.names.hasByName(key):
            raise xw.NoSuchObjectError(f"The address/named range '{key}' doesn't exist.")
        return Name(self.book, self.names.getByName(key))

    def contains(self, key: str) -> bool:
        """Return whether there is such a name."""
        return bool(self.names.hasByName(key))


class Name(base_classes.Name):
    """One name."""

    def __init__(self, book: Book, name: Any) -> None:
        self.book = book
        self._name = name

    @property
    def name(self) -> str:
        """The name itself."""
        return str(self._name.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._name.Name = value

    @property
    def refers_to_range(self) -> Range:
        """The cells it stands for."""
        area = self._name.ReferredCells.RangeAddress
        sheet = self.book.sheets(area.Sheet + 1)
        return Range(sheet, area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)
