"""The files of a samples folder: submissions, registers and truth, and how all are written anew."""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from writing.grid import Grid
from writing.layout import Sheet, expected
from writing.submission import Submission
from writing.writers import book_bytes, csv_bytes

Files = dict[str, bytes]
Contact = tuple[str, str, str]


def table(rows: Iterable[Sequence[str]]) -> bytes:
    """A .csv as Excel saves it in UTF-8."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def registers(submissions: Iterable[Submission], contacts: Iterable[Contact], domain: str) -> Files:
    """When each file reached the office, and who answers for a unit under which (reserved) address."""
    receipts = [(s.period, s.file, s.received.isoformat()) for s in submissions]
    letters = [(unit, name, f"{box}@{domain}.example") for unit, name, box in contacts]
    return {
        "收件登记.csv": table([("期间", "文件", "收到日期"), *receipts]),
        "通讯录.csv": table([("单位", "联系人", "邮箱"), *letters]),
    }


def submitted(submission: Submission, grids: Sequence[Grid]) -> Files:
    """The file that a unit sends."""
    path = f"报送/{submission.path}"
    if submission.encoding:
        return {path: csv_bytes(grids[0], submission.encoding)}
    return {path: book_bytes(path, grids, submission.unit, submission.received, submission.mac_dates)}


def truth(sheets: Iterable[Sheet[Any]]) -> Files:
    """What a reader must find in each file."""
    found = {sheet.submission.path: expected(sheet) for sheet in sheets}
    return {"expected.json": (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()}


def rewrite(here: Path, folders: Iterable[str], files: Files) -> None:
    """Put the files in place of all that the folders held."""
    for folder in folders:
        shutil.rmtree(here / folder, ignore_errors=True)
    for name, content in files.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)
