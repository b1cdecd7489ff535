"""What must hold of a file, whatever its bytes? The laws that every fuzz target ends in."""

import atexit
import json
import math
import os
import pickle
import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest import mock

from toolkit.checks.check import check
from toolkit.files import xlsx
from toolkit.files.grid import RawCell, RawSheet, RawWorkbook, Refusal
from toolkit.files.open_file import open_workbook
from toolkit.files.xlsx_plain import NotPlain
from toolkit.intake.read import read_submission
from toolkit.model.catalogue import CATALOGUE
from toolkit.model.cells import CellRef
from toolkit.model.contract import as_contract
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission
from toolkit.schemes.loader import load_shipped

JUNE = ReportingPeriod(2022, 6)


@cache
def scheme() -> Scheme:
    """The rulebook of Luzhai 2022."""
    return load_shipped("luzhai-2022")


@cache
def folder() -> Path:
    """A folder for the file of the moment, in memory where the system has such a place."""
    memory = Path("/dev/shm")  # noqa: S108
    made = Path(tempfile.mkdtemp(prefix="zhaoshang-fuzz-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def saved(data: bytes, suffix: str) -> Path:
    """Write bytes as the file that 江口乡 sent."""
    place = folder() / str(os.getpid())
    place.mkdir(exist_ok=True)
    path = place / f"江口乡{suffix}"
    path.write_bytes(data)
    return path


def opened(path: Path) -> RawWorkbook | Refusal:
    """Open a file; what is neither its sheets nor a refusal with a reason is a bug, and raised."""
    try:
        book = open_workbook(path)
    except Refusal as refusal:
        lawful(found(refusal.kind, CellRef(path.name), why=refusal.why))
        return Refusal(refusal.kind, refusal.why)  # a new one: its traceback would keep the file open
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            assert row >= 1 and column >= 1, (row, column)
            assert isinstance(cell, RawCell) and isinstance(cell.text, str)
            assert cell.value is None or isinstance(cell.value, str | int | float | datetime)
            assert not isinstance(cell.value, float) or math.isfinite(cell.value)
        assert sheet.rows == sorted({row for row, _ in sheet.cells})
    return book


def read(data: bytes, suffix: str) -> Submission:
    """Read bytes as a submission, hold it against the laws, and return it."""
    path = saved(data, suffix)
    book = opened(path)
    submission = check(read_submission(path, scheme(), JUNE), scheme())
    assert isinstance(submission, Submission)
    assert not isinstance(book, Refusal) or submission.status is Status.REFUSED
    for finding in submission.findings:
        lawful(finding)
    json.dumps(as_contract(submission))
    assert pickle.loads(pickle.dumps(submission)) == submission  # noqa: S301 - our own bytes
    if submission.status is Status.REFUSED:
        assert submission.reason
    elif isinstance(book, RawWorkbook):
        conserved(book, submission)
    return submission


def conserved(book: RawWorkbook, submission: Submission) -> None:
    """Every filled row has one role; an amount is whole 元, or its row says why there is none."""
    for sheet in book.sheets:
        if [one.name for one in book.sheets].count(sheet.name) == 1:
            assert sorted(submission.roles[sheet.name]) == sheet.rows
    told = {finding.cell.row for finding in submission.findings}
    for project in submission.projects:
        yuan = project.investment_yuan
        assert yuan is None or (type(yuan) is int and yuan >= 0)
        assert yuan is not None or project.ref.row in told or "investment_yuan" not in project.columns


def lawful(finding: Finding) -> None:
    """A finding is of a known kind and says its sentence, on one line, with every blank filled in."""
    assert finding.kind in CATALOGUE
    assert finding.message and str(finding)
    assert finding.cell.row >= 0


def lines(sheet: RawSheet) -> tuple[object, ...]:
    """All that a sheet says."""
    return (
        sheet.name,
        sheet.visible,
        sheet.caption,
        sheet.cells,
        sorted(sheet.merges),
        sheet.hidden_rows,
        sheet.hidden_columns,
        sheet.comments,
    )


def said(book: RawWorkbook | Refusal) -> object:
    """All that a workbook says, or that it was refused."""
    return "refused" if isinstance(book, Refusal) else (book.format, book.form, [lines(one) for one in book.sheets])


def carefully(path: Path) -> RawWorkbook | Refusal:
    """Open a file with the careful reader alone."""
    with mock.patch.object(xlsx, "read_rows", side_effect=NotPlain):
        return opened(path)
