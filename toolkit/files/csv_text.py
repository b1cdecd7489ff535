"""How is a table kept as csv for good? Excel opens it, nothing in it is a formula, and it reads back exactly."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.files import texts
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression

# Excel takes a text that begins so for a formula, and an apostrophe for the sign that it is none.
_ACTIVE = expression(r"[=+\-@\t\r']")
_NUMBER = expression(r"-?\d+(\.\d+)?(e[+-]?\d+)?")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table in UTF-8 with its mark, lines ended as in Windows; ``None`` is an empty cell.

    A text that Excel would take for a formula has an apostrophe before it, which :func:`csv_rows` takes off.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_inert(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of such a file by heading, their texts exactly as they were given.

    Raises ``ToolkitError`` where the file is missing, is no text, or a line has other cells than the headings.
    """
    try:
        lines = list(csv.reader(io.StringIO(texts.decode(path.read_bytes()), newline=""), strict=True))
    except (OSError, ValueError, csv.Error):
        raise ToolkitError(f"“{path.name}”无法读取。请从备份恢复“{path.parent.parent.name}”这个文件夹。") from None
    headings = lines[0] if lines else []
    if any(len(line) != len(headings) for line in lines):
        raise ToolkitError(
            f"“{path.name}”各行的列数不一样，改过了。请从备份恢复“{path.parent.parent.name}”这个文件夹。"
        )
    return [dict(zip(headings, map(_given, line), strict=True)) for line in lines[1:]]


def _inert(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _ACTIVE.match(text) and not _NUMBER.fullmatch(text) else text


def _given(text: str) -> str:
    return text.removeprefix("'")
