"""Which files lie in the mailbox, and where do they belong? Into 报送/PERIOD what is recognised, the rest to 待认领."""

import csv
import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from toolkit import filing
from toolkit.intake.identity import Place, periods_said
from toolkit.intake.read import read_submission
from toolkit.mail.collect_ledger import CollectLedger
from toolkit.mail.contacts import read_contacts
from toolkit.mail.imap import Mailbox
from toolkit.mail.message import PRIVATE
from toolkit.mail.names import numbered, safe_name
from toolkit.mail.send_ledger import NAME
from toolkit.mail.settings import imap_server, login, read_settings
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.post import Attachment, CollectRow, Mail, MailHead
from toolkit.model.submission import Status
from toolkit.workflow.mailing import CONTACTS
from toolkit.workflow.workspace import SETTINGS, WORKBOOK_SUFFIXES, Workspace

UNCLAIMED, LICENCES, REGISTER = "待认领", "证照", "收件登记.csv"
LARGEST = 80 * 2**20  # bytes; a mail of 50 MB, what QQ and 163 let through, is a third longer on its way
# No table is of this month: whatever month a table names differs from it, and so is told.
NO_PERIOD = ReportingPeriod(1900, 1)
PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".pdf", ".heic", ".webp"}
ARCHIVES = {".zip", ".rar", ".7z"}


@dataclass(frozen=True, slots=True)
class Collected:
    """What one look into the mailbox brought: files saved, and mails left alone with the reason."""

    rows: tuple[CollectRow, ...]
    strangers: tuple[MailHead, ...]
    too_large: tuple[MailHead, ...]


@dataclass(frozen=True, slots=True)
class _Belongs:
    folder: tuple[str, ...]
    name: str
    unit: str
    remark: str = ""


def collect(
    workspace: Workspace,
    since: date,
    period: ReportingPeriod | None = None,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> Collected:
    """Fetch what known senders sent since a day; ``period`` is taken where neither table nor subject names one.

    Nothing in the mailbox is changed.  A second run fetches nothing that the first one did.
    """
    file = workspace.root / SETTINGS
    settings = read_settings(file)
    server = imap_server(file, settings)
    senders: dict[str, list[str]] = {}
    for contact in read_contacts(workspace.root / CONTACTS):
        senders.setdefault(contact.address.lower(), []).append(contact.unit)
    rows: list[CollectRow] = []
    strangers, too_large = [], []
    with (
        Mailbox(server, login(server), settings.timeout) as mailbox,
        CollectLedger(workspace.root / NAME) as ledger,
    ):
        heads = mailbox.heads(since, ledger.known(mailbox.box))
        for number, head in enumerate(heads, 1):
            progress("收信", number, len(heads))
            if head.sender not in senders:
                strangers.append(head)
            elif head.size > LARGEST:
                too_large.append(head)
            elif mail := mailbox.fetch(head):
                units = senders[head.sender]
                places = [_belongs(workspace, attachment, head, units, period) for attachment in mail.attachments]
                with ledger.alone(head) as still:
                    saved = _save(workspace, mail, places, units) if still else ()
                    ledger.note(head, saved)
                rows += saved
    return Collected(tuple(rows), tuple(strangers), tuple(too_large))


def _save(workspace: Workspace, mail: Mail, places: Sequence[_Belongs], units: Sequence[str]) -> tuple[CollectRow, ...]:
    head = mail.head
    if not mail.attachments:
        remark = "没有附件。如果是“超大附件”，请到网页邮箱下载后放进“报送”。"
        return (CollectRow(head.sender, units[0], head.subject, head.received, "", "", remark),)
    rows = []
    for attachment, place in zip(mail.attachments, places, strict=True):
        path = put(attachment.content, workspace.root.joinpath(*place.folder), place.name)
        if place.folder[0] == "报送":
            _register(workspace.root / REGISTER, place.folder[1], path.name, head.received.date())
        row = (head.sender, place.unit, head.subject, head.received, path.name, "/".join(place.folder), place.remark)
        rows.append(CollectRow(*row))
    return tuple(rows)


def _belongs(
    workspace: Workspace, attachment: Attachment, head: MailHead, units: Sequence[str], period: ReportingPeriod | None
) -> _Belongs:
    """Return where an attachment goes; the table's own words count more than file name, subject and sender."""
    name = safe_name(attachment.name)
    suffix = Path(name).suffix.lower()
    sent_for = _period_said([name, head.subject], head.received) or period
    sender = units[0] if len(units) == 1 else ""
    if PRIVATE.search(name) or suffix in PICTURES:
        # LZ annex 2: licences and identity cards 「单独报送」; they never lie among the tables, nor go out again.
        when = (str(sent_for),) if sent_for else ()
        return _Belongs((LICENCES, *when), _with_unit(name, sender), sender, "证照、图片单独存放，不转发")
    if suffix not in WORKBOOK_SUFFIXES:
        why = "是压缩包，请解开后把表放进“报送”" if suffix in ARCHIVES else "不是表格文件，请人看一下"
        return _Belongs((UNCLAIMED,), _with_unit(name, sender), sender, why)
    unit, said, why = _recognised(workspace, attachment.content, name, head)
    sent_for = said or sent_for
    if unit and unit not in units:
        why = why or f"发件人是{'、'.join(units)}，表里写的是{unit}，请人看一下"
    unit = unit or sender
    if not why and sent_for is None:
        why = "认不出是哪个月的表，请放进“报送”下对应的月份"
    if not why and not unit:
        why = "认不出是哪个单位的表，请放进“报送”下对应的月份"
    if why or sent_for is None:
        return _Belongs((UNCLAIMED,), _with_unit(name, sender), unit, why)
    return _Belongs(("报送", str(sent_for)), _with_unit(name, unit, workspace), unit)


def _recognised(
    workspace: Workspace, content: bytes, name: str, head: MailHead
) -> tuple[str, ReportingPeriod | None, str]:
    """Return the unit and the month that a table itself names, and why it cannot be filed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        read = read_submission(path, workspace.scheme, NO_PERIOD)
    if read.table == "targets":
        return "", None, "是目标任务分解表，请放进“目标”"
    if read.status is Status.IGNORED:
        return "", None, "不是报表"
    if read.status is Status.REFUSED:
        # A damaged or locked table is filed all the same: the check tells the unit what to do about it.
        kinds = {finding.kind for finding in read.findings}
        return "", None, "" if kinds & {"corrupt", "encrypted", "empty_submission"} else read.reason
    months = [dict(finding.details)["typed"] for finding in read.findings if finding.kind == "period_mismatch"]
    return read.unit or "", _period_said(months, head.received), ""


def _period_said(texts: Sequence[str], received: datetime) -> ReportingPeriod | None:
    """Return the month that texts name; one without a year is the last such month before the mail arrived."""
    for text in texts:
        places = [Place("", text, CellRef(""))]
        if said := periods_said(places, received.year):
            period = ReportingPeriod.parse(said[0].meaning)
            without_year = periods_said(places, received.year - 1)[0].meaning != said[0].meaning
            later = without_year and period.month > received.month
            return period.shifted(-12) if later else period
    return None


def _with_unit(name: str, unit: str, workspace: Workspace | None = None) -> str:
    """Return a file's name with its unit in front, unless the name says the unit already."""
    known = [one for one in workspace.scheme.units if one.name == unit] if workspace else []
    words = [unit, *(alias for one in known for alias in one.aliases)]
    return name if not unit or any(word in name for word in words) else safe_name(f"{unit} {name}")


def put(content: bytes, folder: Path, name: str) -> Path:
    """Save a file under a name that is free and return its path; the same content is not saved a second time."""
    names = (name if number == 1 else numbered(name, number) for number in range(1, 10_000))
    return filing.add(content, folder, names)


def _register(path: Path, period: str, file: str, received: date) -> None:
    """Add a line to 收件登记.csv, in the encoding that the file has; a file that is in it keeps its first day."""
    content = path.read_bytes() if path.exists() else "期间,文件,收到日期\r\n".encode("utf-8-sig")
    encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "gb18030"
        text = content.decode(encoding)
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    if any(line.get("期间") == period and line.get("文件") == file for line in lines):
        return
    added = io.StringIO(newline="")
    csv.writer(added).writerow([period, file, received.isoformat()])
    text += ("" if text.endswith("\n") else "\r\n") + added.getvalue()
    try:
        filing.replace(text.encode(encoding), path)
    except filing.OpenElsewhereError:
        raise ToolkitError(f"{path.name} 正在 Excel 中打开，写不进去。请关闭后再运行一次，已收的不会重收。") from None


def who_sent(
    workspace: Workspace,
    period: ReportingPeriod,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> Mapping[str, tuple[str, ...]]:
    """Return each reporting unit's files that lie in 报送/PERIOD, by the unit their name or table tells."""
    files = workspace.submission_files(period)
    said = []
    for number, path in enumerate(files, 1):
        progress("读取", number, len(files))
        said.append((path, read_submission(path, workspace.scheme, period).unit))
    return {
        unit.name: tuple(path.name for path, of in said if of == unit.name or (of is None and unit.name in path.name))
        for unit in workspace.scheme.reporting_units
    }
