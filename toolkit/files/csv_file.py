"""What does a csv file hold? Its encoding and separator are detected from its bytes."""

import csv
import io
from collections.abc import Iterator

from toolkit.files import texts
from toolkit.files.grid import RawSheet, RawWorkbook, Refusal, Value, fill_sheet
from toolkit.model.expressions import expression

# A csv of this size holds as much as a packed workbook ten times smaller, and takes ten times its size in memory.
MAX_TEXT = 16 << 20
MAX_RECORD = 1_000_000
MAX_CELLS = 1_000_000
MARKED = expression(r'="([^"]*)"|\'[\d+-][^\']*')
END = "\x00"  # behind the last line; no text has it (see decode)


def read_csv(data: bytes) -> RawWorkbook:
    """Return a csv as one sheet without a name; line numbers are row numbers.

    Raises :class:`Refusal` for binary data, a text in no Chinese encoding, or more cells than a report has.
    """
    return RawWorkbook([sheet_of(decode(data))], "csv")


def decode(data: bytes) -> str:
    """Return the text of a unit's file; raises :class:`Refusal` for what is no text."""
    try:
        return texts.decode(data)
    except texts.NotTextError:
        raise Refusal("not_a_workbook", "不是 Excel 工作簿，也不是文本表格") from None


def sheet_of(text: str) -> RawSheet:
    """Return the sheet of a csv text; a record with a quoted line break counts as its first line."""
    try:
        return fill_sheet("", _records(text))
    except csv.Error:
        raise Refusal("nonstandard", "文本表格的引号或分隔符不完整") from None


def _records(text: str) -> Iterator[tuple[int, Iterator[tuple[int, Value]]]]:
    """Yield (row, its (column, value)s): a quoted line break counts as a line, as in Excel."""
    length = cells = 0

    def lines() -> Iterator[str]:
        nonlocal length
        for line in io.StringIO(text + "\n" + END, newline=""):
            length += len(line)
            if length > MAX_RECORD:  # csv would build the whole record before anybody could look at it
                raise Refusal("not_a_workbook", "文本表格的一行过长，不像报表")
            yield line

    record: list[str] = []
    for row, record in enumerate(csv.reader(lines(), delimiter=_separator(text)), 1):
        length, cells = 0, cells + sum(map(bool, record))
        if cells > MAX_CELLS:
            raise Refusal("not_a_workbook", "文本表格的内容过多，不像报表")
        if record != [END]:
            yield row, enumerate(map(_meant, record) if MARKED.search("\n".join(record)) else record, 1)
    if record != [END]:  # a quote that nobody closed would swallow every row behind it
        raise csv.Error


def _meant(text: str) -> str:
    """Return what a cell shows in Excel: exports write ``="0772"`` or ``'0772`` so that a number stays text."""
    match = MARKED.fullmatch(text.strip())
    return match[1] if match and match[1] is not None else text.strip()[1:] if match else text


def _separator(text: str) -> str:
    head = text[:10_000]
    return max((",", "\t", ";", "，"), key=head.count)
