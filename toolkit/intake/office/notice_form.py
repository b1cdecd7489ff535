"""What did the office fill in for a notice? Entries by label, and the rows of the sheet 明细."""

from collections import defaultdict
from pathlib import Path

from msgspec import Struct

from toolkit.intake.office.office_table import office_rows
from toolkit.model.errors import ToolkitError
from toolkit.model.notice_forms import FIELD_SHEET, LINE_SHEET, NoticeForm


class FilledForm(Struct, frozen=True):
    """Entries as text by label (several lines of one label in their order); rows of 明细 as text by column."""

    file: str
    entries: dict[str, tuple[str, ...]]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_notice_form(path: Path, form: NoticeForm) -> FilledForm:
    """Return what stands in a form; raises ``ToolkitError`` naming every required entry that is empty."""
    entries: dict[str, list[str]] = defaultdict(list)
    if form.fields:
        for row in office_rows(path, {"栏目": (), "内容": (), "说明": ()}, "栏目", FIELD_SHEET):
            if row.text("内容"):
                entries[row.text("栏目")].append(row.text("内容"))
    missing = [field.label for field in form.fields if not field.optional and not entries[field.label]]
    if missing:
        raise ToolkitError(f"“{path.name}”里的{'、'.join(missing)}没有填，请填好后再运行一次。")
    rows: list[tuple[int, dict[str, str]]] = []
    if form.columns:
        headings: dict[str, tuple[str, ...]] = dict.fromkeys(form.columns, ())
        for row in office_rows(path, headings, form.columns[0], LINE_SHEET):
            rows.append((row.ref.row, {column: row.text(column) for column in form.columns}))
        if not rows:
            raise ToolkitError(f"“{path.name}”的“{LINE_SHEET}”里没有内容，请填好后再运行一次。")
    return FilledForm(path.name, {label: tuple(texts) for label, texts in entries.items()}, tuple(rows))
