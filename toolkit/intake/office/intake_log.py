"""Which lines does the intake log hold? Those of 收件登记.xlsx, and those of the 收件登记.csv of 1.0."""

from pathlib import Path

from toolkit.files import texts
from toolkit.intake.office.written_lines import written_lines
from toolkit.model.decisions import OwnLine
from toolkit.model.intake_log import BY_HAND, BY_OFFICE, LOG_COLUMNS, LogLine, kept_text, line_of

CSV_HEADINGS = ("期间", "文件", "收到日期")


def read_intake_log(path: Path) -> tuple[tuple[LogLine, ...], tuple[OwnLine, ...]]:
    """Return the lines of a 收件登记.xlsx, and what a person wrote beside them; a missing file has neither.

    A line without a file's name, and every line of a sheet without the headings, is the person's own.
    Raises ``ToolkitError`` naming the file where it is another workbook.
    """
    lines: list[LogLine] = []
    own: list[OwnLine] = []
    for line in written_lines(path, LOG_COLUMNS, "文件名"):
        written = line_of(dict(line.texts), line.row)
        if line.in_table and written.name:
            lines.append(written)
        else:
            own.append(line)
    return tuple(lines), tuple(own)


def read_arrival_list(path: Path) -> tuple[LogLine, ...]:
    """Return the lines of a 收件登记.csv that name a file, whatever program saved it; a missing file has none.

    ``row`` is the line's number.  A file without its heading is one to which another program added lines.
    """
    try:
        return tuple(
            LogLine(kept_text(cells["文件"]), cells["收到日期"], BY_OFFICE, BY_HAND, month=cells["期间"], row=number)
            for number, cells in texts.table(path, CSV_HEADINGS, assumed=True)
            if cells["文件"]
        )
    except FileNotFoundError:
        return ()
