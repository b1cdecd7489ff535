"""How is a workbook of others changed so that its macros stay? openpyxl keeps them in an archive of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def changing(path: Path) -> Iterator[Any]:
    """Yield the workbook as openpyxl opens it, an .xlsm with its macros, to be changed and saved within the block.

    Raises whatever openpyxl's parsers raise; the caller has asked :func:`toolkit.files.package.check` before.
    """
    from openpyxl import load_workbook  # not needed to check a table

    book = load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    try:
        yield book
    finally:
        # openpyxl leaves the archive open; from Python 3.13 on that ends in a traceback on the screen.
        if book.vba_archive is not None:
            book.vba_archive.close()
