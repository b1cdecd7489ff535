"""Macros of a workbook that is changed: they stay, and nothing of the book is open afterwards."""

import io
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter

from toolkit.workbooks.sheet.kept_macros import changing


@pytest.fixture
def path(tmp_path):
    """An .xlsm with a macro project."""
    book = xlsxwriter.Workbook(tmp_path / "出行台账.xlsm")
    book.add_worksheet("行程")
    book.add_vba_project(io.BytesIO(b"macros"), is_stream=True)
    book.close()
    return tmp_path / "出行台账.xlsm"


def test_macros_stay(path, tmp_path):
    """The project is in the saved book, byte for byte."""
    with changing(path) as book:
        book.save(tmp_path / "改.xlsm")
    with zipfile.ZipFile(tmp_path / "改.xlsm") as archive:
        assert archive.read("xl/vbaProject.bin") == b"macros"


@pytest.mark.parametrize("trouble", [None, ValueError("a sheet is missing")])
def test_nothing_stays_open(path, trouble):
    """Python 3.13 prints a traceback for an archive that nobody closed, even where the change itself failed."""
    with suppress(ValueError), changing(path) as book:
        if trouble:
            raise trouble
    assert book.vba_archive.fp is None
