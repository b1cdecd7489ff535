"""Which 通讯录 counts, the workbook or the csv of 1.0? The one that the office wrote in last; for both it is asked."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from toolkit.files import office_list, saving
from toolkit.mail.contacts import HEADINGS, KIND, TITLE, UNIT, read_contacts, written_address
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import UNMARKED, Contact, ContactLine
from toolkit.model.office_settings import MARK_SHEET
from toolkit.workflow.steps.workspace import Workspace

MOST_NAMED = 3
# What counts of a line: unit, person, address, what kind of reader, title.
_Receiver = tuple[str, str, str, str, str]


def contacts_file(workspace: Workspace) -> Path:
    """Return the list that counts; the workbook's place where there is neither.

    A csv beside a workbook counts where it was written after the workbook and the workbook is as the tool left it.
    Raises ``ToolkitError`` naming who differs where both were written in, and where one of two cannot be read.
    """
    book, listed = workspace.contacts, workspace.contact_list
    if not listed.exists() or not book.exists():
        return listed if listed.exists() else book
    in_book, in_list = _receivers(contact_lines(book)), _receivers(contact_lines(listed))
    mark = _mark(book)
    if in_book == in_list or _mark_of(in_list) == mark:
        return book
    if _mark_of(in_book) == mark or not in_book:
        return listed
    if not in_list:
        return book
    raise ToolkitError(
        f"{book.name} 和 {listed.name} 写得不一样，以哪一份为准？{_difference(in_book, in_list)}"
        f"请核对后只留一份：把不用的改名或移走。邮件暂不收发。"
    )


def contacts_of(workspace: Workspace) -> tuple[Contact, ...]:
    """Return who may receive the office's letters; raises as reading and choosing the list do."""
    return read_contacts(contacts_file(workspace), workspace.scheme)


def contact_lines(path: Path) -> tuple[ContactLine, ...]:
    """Return every line of a list as it was written."""
    return tuple(
        ContactLine(
            cells["单位"], cells["联系人"], written_address(cells["邮箱"]), cells.get(KIND, ""), cells.get(TITLE, "")
        )
        for _, cells in office_list.lines(path, HEADINGS)
    )


def write_contact_book(workspace: Workspace) -> tuple[str, ...]:
    """Write 通讯录.xlsx where there is none: with the lines of a csv of 1.0, else with the units to fill in.

    Returns what is to be said.  A csv stays as it is; one that cannot be read is left to whoever sends letters.
    """
    from toolkit.workbooks.books.contact_workbook import drawn_contacts

    book, listed = workspace.contacts, workspace.contact_list
    if book.exists():
        return ()
    if not listed.exists():
        lines: tuple[ContactLine, ...] = tuple(
            ContactLine(unit.name, "", "", "") for unit in workspace.scheme.reporting_units
        )
        saving.save(drawn_contacts(lines, _mark_of(())), book)
        return ()
    try:
        lines = contact_lines(listed)
        unmarked = {(one.unit, one.address) for one in read_contacts(listed, workspace.scheme) if one.kind == UNMARKED}
    except ToolkitError as trouble:
        return (f"没有生成 {book.name}：{trouble}",)
    kept = tuple(replace(one, kind=UNMARKED) if (one.unit, one.address) in unmarked else one for one in lines)
    receivers = _receivers(kept)
    saving.save(drawn_contacts(kept, _mark_of(receivers)), book)
    taken = f"已把 {listed.name} 里的{len(receivers)}个邮箱带过来；原来的 {listed.name} 仍保留，不再使用。"
    return (f"通讯录改用 {book.name}，{taken}",)


def _receivers(lines: Iterable[ContactLine]) -> tuple[_Receiver, ...]:
    """Return what counts of a list: its lines with an address, in their order."""
    plain = ("", UNIT, UNMARKED)
    return tuple(
        (one.unit, one.name, one.address, "" if one.kind in plain else one.kind, one.title)
        for one in lines
        if one.address
    )


def _mark_of(receivers: tuple[_Receiver, ...]) -> str:
    return hashlib.sha256(repr(receivers).encode()).hexdigest()[:12]


def _mark(book: Path) -> str:
    """Return the sign of the lines that the tool wrote into a workbook; '' in one that a person made."""
    from toolkit.files.open_file import open_own_workbook

    sheet = next((one for one in open_own_workbook(book).sheets if one.name == MARK_SHEET), None)
    return sheet.cell(1, 1).text if sheet else ""


def _difference(in_book: tuple[_Receiver, ...], in_list: tuple[_Receiver, ...]) -> str:
    units = dict.fromkeys(unit for unit, *_ in (*(set(in_book) ^ set(in_list)),))
    named = sorted(units)[:MOST_NAMED]
    if not named:
        return "次序不同。"
    return f"不一样的有：{'、'.join(named)}{'等' if len(units) > MOST_NAMED else ''}。"
