"""Which letters does a month need, and how are they sent? First as a preview, then for good."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.files import shipped, texts
from toolkit.mail.drafts import write_drafts, write_preview
from toolkit.mail.letters import LetterWriter
from toolkit.mail.salutation import lacks_title
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.sending import Batch, row
from toolkit.mail.settings import login, read_settings, smtp_server
from toolkit.model.came import came_in_words
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Consolidation
from toolkit.model.letters import ALREADY, UNMARKED, Contact, Enclosures, Letter, LetterKind, SendRow, SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.contact_lists import contacts_file, contacts_of
from toolkit.workflow.steps.gate import leaving, leaving_letters
from toolkit.workflow.steps.official_notices import reports_by
from toolkit.workflow.steps.outstanding import unread
from toolkit.workflow.steps.workspace import Workspace

NOTHING_YET = "还没有发过邮件，也没有收过邮件。"


class Preview(Struct, frozen=True):
    """The preview: a row for each letter, its draft, and the paths of the two lists."""

    rows: tuple[SendRow, ...]
    drafts: tuple[Path, ...]
    page: Path
    workbook: Path


def enclose(
    result: Consolidation,
    name: str,
    copies: dict[str, tuple[Path, ...]],
    notice: Path | None,
    folder: Path,
    own_extract: bool = False,
    progress: tables.Progress = tables.silent,
    open_columns: Sequence[str] = (),
) -> Enclosures:
    """Write what letters carry below ``folder``: the table with phones masked, extracts where units get only those.

    Leaders, and whoever does not report, always get the whole table.
    """
    from toolkit.workbooks.books.unit_extract import has_rows, write_unit_extract
    from toolkit.workbooks.master.master import write_master

    extracts: dict[str, Path | None] = {}
    if own_extract:
        units = result.scheme.reporting_units
        for number, unit in enumerate(units, 1):
            progress("各单位的项目", number, len(units))
            path = folder / f"{unit.name}{result.period.label}招商引资项目.xlsx"
            rows = has_rows(result, unit.name)
            extracts[unit.name] = (
                write_unit_extract(leaving(result, unit.name, open_columns), unit.name, path) if rows else None
            )
    progress("附件", 1, 1)
    return Enclosures(
        write_master(leaving(result, "", open_columns), folder / f"{name}.xlsx"), extracts, copies, notice
    )


def write_letters(
    result: Consolidation,
    contacts: Sequence[Contact],
    enclosures: Enclosures,
    own_templates: Path | None = None,
    contact_line: str = "",
    kind: LetterKind = LetterKind.MONTH,
    open_columns: Sequence[str] = (),
) -> tuple[Letter, ...]:
    """Return the period's letters of a kind, in the order of the contacts, once they have passed the gate.

    Until when a unit is asked to send or correct its table is what the notices of the same day say.
    """
    folders = [*([own_templates] if own_templates else []), shipped.folder("templates")]
    office = tables.office_name(result.scheme)
    writer = LetterWriter(result, enclosures, folders, office, contact_line, reports_by(result))
    letters = writer.letters(contacts, kind)
    return leaving_letters(letters, result, contact_line, open_columns)


def month_letters(
    workspace: Workspace,
    period: ReportingPeriod,
    as_of: date,
    kind: LetterKind = LetterKind.MONTH,
    units: Sequence[str] = (),
    progress: tables.Progress = tables.silent,
    own_extract: bool = False,
) -> tuple[Letter, ...]:
    """Consolidate a period and return its letters, to all contacts or to those of some units.

    Raises ``ToolkitError`` for a unit that the contact list does not know.
    """
    from toolkit.workflow.steps import official_notices, urging

    contacts = contacts_of(workspace)
    if unknown := [unit for unit in units if unit not in {contact.unit for contact in contacts}]:
        raise ToolkitError(
            f"{contacts_file(workspace).name} 里没有“{'、'.join(unknown)}”，或没有写邮箱。请核对单位名称。"
        )
    chosen = [contact for contact in contacts if not units or contact.unit in units]
    result = month.consolidate_workspace(workspace, period, as_of, progress)
    copies = tables.write_return_copies(result.submissions, workspace.return_copies(period), progress)
    own_templates = workspace.templates
    out = workspace.notices(period) / f"{official_notices.REMINDER}.docx"
    wishes = urging.reminding(official_notices.Wishes(contact_line=workspace.contact_line), workspace, period, as_of)
    notice = official_notices.write_reminder(result, wishes, out, own_templates)
    name = month.master_name(result)
    opened = workspace.open_columns
    own_extract = own_extract or read_settings(workspace.settings).own_extract
    enclosures = enclose(result, name, copies, notice, workspace.drafts(period) / "附件", own_extract, progress, opened)
    return write_letters(result, chosen, enclosures, own_templates, workspace.contact_line, kind, opened)


def preview(
    workspace: Workspace,
    period: ReportingPeriod,
    as_of: date,
    letters: Sequence[Letter],
    progress: tables.Progress = tables.silent,
) -> Preview:
    """Write drafts and the two lists; nothing is sent, and the send ledger is only looked at."""
    from toolkit.workbooks.books.send_list import write_send_list

    folder = workspace.drafts(period)
    sender = read_settings(workspace.settings).sender
    ledger_path = workspace.send_ledger
    if ledger_path.exists():
        with SendLedger(ledger_path) as ledger:
            known = [ledger.status(letter) for letter in letters]
            letters = [replace(letter, subject=ledger.subject(letter)) for letter in letters]
    else:
        known = [(SendStatus.READY, "")] * len(letters)
    progress("邮件草稿", len(letters), len(letters))
    drafts = write_drafts(letters, folder, sender, datetime.combine(as_of, time(9)).astimezone())
    rows = tuple(
        row(letter, letter.subject, draft.stat().st_size, status, _remark(letter, status, remark))
        for letter, draft, (status, remark) in zip(letters, drafts, known, strict=True)
    )
    title = f"{workspace.scheme.jurisdiction}{period.label}待发邮件预览"
    notes = (*whole_table(letters), *came_in_words(unread(workspace, period)))
    page = write_preview(title, rows, [letter.html for letter in letters], drafts, folder / "预览.html", notes)
    return Preview(rows, drafts, page, write_send_list(title, rows, folder / "预览.xlsx", notes=notes))


def whole_table(letters: Sequence[Letter]) -> tuple[str, ...]:
    """Return who gets all units' table, by name where it is no unit; and what a contact list of 1.0 leaves open."""
    said = []
    whole = [
        one.to for one in letters if any(path.suffix == ".xlsx" and path not in one.own for path in one.attachments)
    ]
    units = list(dict.fromkeys(to.unit for to in whole if not to.kind))
    others = [f"{to.unit} {to.name} {to.address}（{to.kind}）" for to in whole if to.kind]
    if whole:
        said.append(
            f"全部单位的汇总表发给 {len(whole)} 人。不是报送单位的：{'、'.join(others) or '无'}；"
            f"单位：{'、'.join(units) or '无'}"
        )
    unmarked = list(dict.fromkeys(to for to in whole if to.kind == UNMARKED))
    if unmarked:
        units_said, where = "、".join(dict.fromkeys(to.unit for to in unmarked)), _cells(to.kind_at for to in unmarked)
        how = f"请在{where or '通讯录加“类别”一栏，在这一栏'}写“领导”或“其他”"
        said.append(f"通讯录没有写明{units_said}的类别，按领导对待。{how}")
    untitled = list(dict.fromkeys(to for to in whole if lacks_title(to)))
    if untitled:
        named, where = "、".join(f"{to.unit} {to.name}" for to in untitled), _cells(to.title_at for to in untitled)
        how = f"请在{where or '通讯录加“职务”一栏，'}写明怎样称呼，例如“主任”"
        said.append(f"{named}没有写职务，邮件里称“同志”。{how}")
    return tuple(said)


def _cells(places: Iterable[str]) -> str:
    """Return cells of one book as a sentence names them: 通讯录.xlsx 的 E5、E6 单元格; '' where there are none."""
    told = [place for place in places if place]
    books = dict.fromkeys(place.partition(" 的 ")[0] for place in told)
    if len(books) != 1 or not all(place.endswith(" 单元格") for place in told):
        return "、".join(told)
    cells = "、".join(place.partition(" 的 ")[2].removesuffix(" 单元格") for place in told)
    return f" {next(iter(books))} 的 {cells} 单元格"


def _remark(letter: Letter, status: SendStatus, known: str) -> str:
    return ALREADY if status is SendStatus.SENT and not known else "；".join(filter(None, (known, letter.remark)))


def send(
    workspace: Workspace, letters: Sequence[Letter], again: bool = False, progress: tables.Progress = tables.silent
) -> tuple[SendRow, ...]:
    """Send letters, each once, and return what became of each."""
    path = workspace.settings
    settings = read_settings(path)
    server = smtp_server(path, settings)
    with SendLedger(workspace.send_ledger) as ledger:
        return Batch(server, login(server), settings, ledger).send(letters, again, progress)


def first_unsent(workspace: Workspace, letters: Sequence[Letter], limit: int | None) -> tuple[Letter, ...]:
    """Return the first letters that have not gone out, at most ``limit``; all letters without a limit."""
    path = workspace.send_ledger
    if limit is None or not path.exists():
        return tuple(letters[:limit])
    with SendLedger(path) as ledger:
        return tuple(letter for letter in letters if ledger.status(letter)[0].may_go)[:limit]


def renewed(workspace: Workspace, letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return the letters that wait and replace one that went to the same reader: they tell something else than it did.

    Of what version 2.0.0 sent only the words are known: a sentence that is worded anew since counts as something else.
    """
    path = workspace.send_ledger
    if not path.exists():
        return ()
    with SendLedger(path) as ledger:
        waiting = [one for one in letters if ledger.status(one)[0].may_go]
        return tuple(one for one in waiting if ledger.subject(one) != one.subject)


def uncertain(workspace: Workspace, period: ReportingPeriod) -> tuple[SendRow, ...]:
    """Return a period's letters of which nobody knows whether they arrived."""
    if not workspace.send_ledger.exists():
        return ()
    with SendLedger(workspace.send_ledger) as ledger:
        rows = [row for row in ledger.rows() if row.topic == f"{workspace.scheme.id} {period}"]
    return tuple(row for row in rows if row.status is SendStatus.UNCERTAIN)


def mark_received(workspace: Workspace, rows: Sequence[SendRow], today: date) -> None:
    """Write down that the readers of these letters say that they have them; they are not sent again."""
    with SendLedger(workspace.send_ledger) as ledger:
        for row in rows:
            ledger.mark(row, SendStatus.RECEIVED, f"{today.month}月{today.day}日问过，对方已收到。")


def received_by(
    workspace: Workspace, period: ReportingPeriod, units: Sequence[str], today: date
) -> tuple[SendRow, ...]:
    """Mark the uncertain letters of some units as received and return them.

    Raises ``ToolkitError``, and marks none, for a unit without such a letter in the period.
    """
    open_ = uncertain(workspace, period)
    for unit in units:
        if not any(row.unit == unit for row in open_):
            near = texts.nearest(unit, {row.unit for row in open_})
            hint = f"是不是“{near}”？" if near else "已发出的、没有发的，都不用标。"
            raise ToolkitError(f"{period.label}发给“{unit}”的邮件里没有“不确定”的，没有标。{hint}")
    chosen = tuple(row for row in open_ if row.unit in units)
    mark_received(workspace, chosen, today)
    return chosen


def print_ledger(workspace: Workspace, out: Path, unsent: Sequence[SendRow] = ()) -> Path:
    """Write what was sent and collected as a workbook and return where it went.

    ``unsent`` are letters that a run left; those that are not in the send ledger stand behind the others.  Raises
    ``ToolkitError`` where nothing was sent or collected yet.
    """
    from toolkit.mail.collect_ledger import CollectLedger
    from toolkit.workbooks.books.send_list import write_send_list

    path = workspace.send_ledger
    if not path.exists():
        raise ToolkitError(NOTHING_YET)
    with SendLedger(path) as ledger, CollectLedger(path) as collected:
        rows = ledger.rows()
        known = {(row.topic, row.kind, row.address, row.subject) for row in rows}
        # What went is in the ledger; on another day its subject may name another day.
        waiting = [row for row in unsent if row.status.may_go]
        left = [row for row in waiting if (row.topic, row.kind, row.address, row.subject) not in known]
        return write_send_list(f"{workspace.scheme.jurisdiction}发送记录", (*rows, *left), out, collected.rows())
