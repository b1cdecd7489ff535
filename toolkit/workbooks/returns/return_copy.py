"""What does a unit get back to correct? Its own workbook, with each finding at its cell."""

import io
from pathlib import Path
from typing import Any

from toolkit.files.grid import Refusal
from toolkit.files.open_file import open_workbook
from toolkit.files.package import check
from toolkit.files.parts import OddPackageError
from toolkit.files.saving import save
from toolkit.model.findings import RETURN_HEADING, RETURN_SHEET, Severity
from toolkit.model.sensitive import names_without_sensitive
from toolkit.model.submission import Status, Submission
from toolkit.workbooks.returns.cell_marks import Mark, Place, joined, marks_of
from toolkit.workbooks.returns.comment_marks import AUTHOR, xml_text
from toolkit.workbooks.returns.plain_copy import agrees, plain_copy, sheets_of
from toolkit.workbooks.returns.return_patch import MarkedWorkbook
from toolkit.workbooks.returns.return_words import HEADINGS, WIDTHS, introduction, note_lines, title
from toolkit.workbooks.returns.style_marks import MARK_COLOURS
from toolkit.workbooks.sheet.kept_macros import changing

_SUFFIXES = frozenset(
    (
        ".xls",
        ".xlsx",
        ".xlsm",
        ".xltx",
        ".xltm",
        ".xlsb",
        ".ods",
        ".csv",
        ".txt",
        ".doc",
        ".docx",
        ".et",
        ".wps",
        ".html",
    )
)


def write_return_copy(submission: Submission, source: Path, out: Path) -> list[Path]:
    """Write the return copy and return what was written; the suffix of ``out`` follows the kind of file.

    One path, as a rule.  A package too odd to be patched is written by openpyxl, which drops text boxes and
    buttons: then the untouched original is the second path.  What cannot be read comes back as words alone.
    """
    if submission.status in (Status.REFUSED, Status.IGNORED) or not source.is_file():
        return [write_words_alone(submission, out)]
    with source.open("rb") as file:
        is_package = file.read(4) == b"PK\x03\x04"
    return (_of_package(submission, source, out) if is_package else []) or [_of_values(submission, source, out)]


def write_words_alone(submission: Submission, out: Path) -> Path:
    """Write what was found, without the table; for a file that cannot be read, or that breaks its reader."""
    return save(plain_copy(submission, []), _named(out, ".xlsx"))


def _of_values(submission: Submission, source: Path, out: Path) -> Path:
    """Write the values that the one reader of files sees, as a workbook of ours."""
    try:
        sheets = sheets_of(open_workbook(source))
    except (Refusal, OSError):
        sheets = []
    return save(plain_copy(submission, sheets if agrees(submission, sheets) else []), _named(out, ".xlsx"))


def _of_package(submission: Submission, source: Path, out: Path) -> list[Path]:
    """Write the marked package; nothing for one that is no workbook of Excel's newer kind (Word, .xlsb, .ods)."""
    try:
        marked = MarkedWorkbook(source)
        return [save(marked.content(submission), _named(out, marked.suffix))]
    except (OddPackageError, ValueError, TypeError):
        # Invalid numbers or tags: any unexpected oddity means that the package cannot be patched.
        pass
    suffix = ".xlsm" if source.suffix.lower() == ".xlsm" else ".xlsx"
    try:
        content = _by_openpyxl(submission, source)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parsers raise
        return []
    place = _named(out, suffix)
    original = place.with_name(f"{place.stem}（原件）{source.suffix}")
    return [save(content, place), save(source.read_bytes(), original)]


def _named(out: Path, suffix: str) -> Path:
    # 「江口乡2022.6」 has no suffix, only a point.
    return out.with_suffix(suffix) if out.suffix.lower() in _SUFFIXES else out.with_name(out.name + suffix)


def _by_openpyxl(submission: Submission, source: Path) -> bytes:
    check(source)
    buffer = io.BytesIO()
    with changing(source) as book:
        if not book.worksheets:
            raise OddPackageError("no sheets seen")
        names = dict(zip(names_without_sensitive(book.sheetnames), book.sheetnames, strict=True))
        for name, marks in marks_of(submission).items():
            if name in names:
                _mark(book[names[name]], marks)
        if RETURN_SHEET in book.sheetnames:
            del book[RETURN_SHEET]
        _add_words(book.create_sheet(RETURN_SHEET), submission)
        book.save(buffer)
    return buffer.getvalue()


def _mark(sheet: Any, marks: dict[Place, Mark]) -> None:
    from openpyxl.comments import Comment

    merged = [(block.min_row, block.min_col, block.max_row, block.max_col) for block in sheet.merged_cells.ranges]
    settle = {place: _shown_at(sheet, merged, *place) for place in marks}
    for (row, column), mark in joined(marks, settle).items():
        cell = sheet.cell(row, column)
        cell.fill = _fill(mark.severity)
        said = f"{RETURN_HEADING}\n{xml_text(mark.text)}"
        cell.comment = Comment(f"{cell.comment.text}\n{said}" if cell.comment else said, AUTHOR, height=160, width=300)


def _shown_at(sheet: Any, merged: list[tuple[int, int, int, int]], row: int, column: int) -> Place:
    if not column:
        column = next((cell.column for cell in sheet[row] if cell.value is not None), 1)
    for first_row, first_column, last_row, last_column in merged:
        if first_row <= row <= last_row and first_column <= column <= last_column:
            return first_row, first_column
    return row, column


def _fill(severity: Severity) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=MARK_COLOURS[severity])


def _add_words(sheet: Any, submission: Submission) -> None:
    texts = [title(submission), *introduction(submission)]
    for row, text in enumerate(texts, start=1):
        sheet.cell(row, 1, xml_text(text)).data_type = "s"
    _add_row(sheet, len(texts) + 1, HEADINGS)
    for number, line in enumerate(note_lines(submission), start=1):
        row = len(texts) + 1 + number
        _add_row(sheet, row, (str(number), line.severity.label, line.shown, line.code, line.message))
        sheet.cell(row, 2).fill = _fill(line.severity)
        if line.place and line.sheet in sheet.parent.sheetnames:
            quoted = line.sheet.replace("'", "''")
            sheet.cell(row, 3).hyperlink = f"#'{quoted}'!{line.place}"
    for letter, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def _add_row(sheet: Any, row: int, texts: tuple[str, ...]) -> None:
    from openpyxl.styles import Alignment

    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column, xml_text(text))
        # Whatever the unit typed is quoted here: it must not become a formula.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="center")
