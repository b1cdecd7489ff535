"""Which files are in the mailbox, and where are they saved? Recognised ones in 报送/PERIOD, others in 待认领."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.mail.collect_ledger import CollectLedger
from toolkit.mail.imap import Mailbox
from toolkit.mail.names import safe_name
from toolkit.mail.settings import imap_server, login, read_settings
from toolkit.model.letters import LEFT_OUT, CollectRow, Mail, MailHead, as_printed
from toolkit.model.period import ReportingPeriod
from toolkit.model.sensitive import without_sensitive
from toolkit.workflow.steps import log_keeping
from toolkit.workflow.steps.belonging import Belongs, belongs
from toolkit.workflow.steps.bounced import CameBack, came_back
from toolkit.workflow.steps.contact_lists import contacts_of
from toolkit.workflow.steps.filing import Filing
from toolkit.workflow.steps.intake_plan import read_each
from toolkit.workflow.steps.letter_body import without_files
from toolkit.workflow.steps.workspace import Workspace

LARGEST = 80 * 2**20  # bytes; a mail of 50 MB, what QQ and 163 let through, is a third longer on its way
NAMES_SHOWN = 20
DAYS = 60  # so far back the mailbox and the folders are looked through, unless a day is said


class Collected(Struct, frozen=True):
    """The result of one collection: files saved, and mails left alone with the reason."""

    rows: tuple[CollectRow, ...]
    strangers: tuple[MailHead, ...]
    too_large: tuple[MailHead, ...]
    back: tuple[CameBack, ...] = ()
    said: tuple[str, ...] = ()


NOTHING = Collected((), (), ())


def has_mailbox(workspace: Workspace) -> bool:
    """Tell whether the office's settings name a server to collect from."""
    return read_settings(workspace.settings).imap is not None


def collect(
    workspace: Workspace,
    since: date,
    period: ReportingPeriod | None = None,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
    today: date | None = None,
) -> Collected:
    """Fetch what known senders sent since a day; ``period`` is taken where neither table nor subject names one.

    Nothing in the mailbox is changed.  A second run fetches nothing that the first one did.
    """
    file = workspace.settings
    settings = read_settings(file)
    server = imap_server(file, settings)
    senders: dict[str, list[str]] = {}
    for contact in contacts_of(workspace):
        senders.setdefault(contact.address.lower(), []).append(contact.unit)
    filing = Filing(workspace)
    try:
        with (
            Mailbox(server, login(server), settings.timeout) as mailbox,
            CollectLedger(workspace.send_ledger) as ledger,
        ):
            tour = Round(workspace, mailbox, ledger, filing, senders, period)
            tour.look(since, progress)
            for folder in settings.folders:
                mailbox.open(folder)
                tour.look(since, progress, strange=False)
    finally:  # what came before the connection broke is in the log, too
        said = log_keeping.record(workspace, filing.lines, today or since)
    large = (replace(head, subject=without_sensitive(head.subject)) for head in tour.too_large)
    return Collected(tuple(map(as_printed, tour.rows)), tuple(tour.strangers), tuple(large), tuple(tour.back), said)


class Round(Struct):
    """One look through a mailbox, folder by folder, and what came of it."""

    workspace: Workspace
    mailbox: Mailbox
    ledger: CollectLedger
    filing: Filing
    senders: Mapping[str, Sequence[str]]
    period: ReportingPeriod | None
    rows: list[CollectRow] = field(default_factory=list)
    strangers: list[MailHead] = field(default_factory=list)
    too_large: list[MailHead] = field(default_factory=list)
    back: list[CameBack] = field(default_factory=list)

    def look(self, since: date, progress: Callable[[str, int, int], None], strange: bool = True) -> None:
        """Take what known senders sent from the open folder; strangers are listed where ``strange`` says so."""
        heads = self.mailbox.heads(since, self.ledger.known(self.mailbox.box))
        for number, head in enumerate(heads, 1):
            progress("收邮件", number, len(heads))
            known = head.sender in self.senders
            reported = came_back(self.workspace, self.mailbox, self.ledger, head, known)
            if reported is not None:
                self.back += reported
            elif not known:
                self.strangers += [head] if strange else []
            elif head.size > LARGEST:
                self.too_large.append(head)
            elif mail := self.mailbox.fetch(head):
                units = self.senders[head.sender]
                places = [belongs(self.workspace, one, head, units, self.period) for one in mail.attachments]
                self.rows += _filed(self.ledger, self.filing, mail, places, units)


def _filed(
    ledger: CollectLedger, filing: Filing, mail: Mail, places: Sequence[Belongs], units: Sequence[str]
) -> tuple[CollectRow, ...]:
    with ledger.alone(mail.head) as still:
        saved = _save(filing, mail, places, units) if still else ()
        ledger.note(mail.head, saved)
    return saved


def _save(filing: Filing, mail: Mail, places: Sequence[Belongs], units: Sequence[str]) -> tuple[CollectRow, ...]:
    head = mail.head
    if not mail.attachments:
        return (CollectRow(head.sender, units[0], head.subject, head.received, "", "", without_files(mail)),)
    rows = [filing.take(*one, head) for one in zip(mail.attachments, places, strict=True)]
    if mail.left_out:
        names = "".join(f"“{safe_name(name)}”" for name in mail.left_out[:NAMES_SHOWN])
        remark = (
            f"附件有 {len(rows) + len(mail.left_out)} 个，{LEFT_OUT} {len(rows)} 个，没有收的 {len(mail.left_out)} 个："
        )
        remark += f"{names}{'等' if len(mail.left_out) > NAMES_SHOWN else ''}。请到网页邮箱下载后放进“报送”。"
        rows.append(CollectRow(head.sender, units[0], head.subject, head.received, "", "", remark))
    return tuple(rows)


def who_sent(
    workspace: Workspace,
    period: ReportingPeriod,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> Mapping[str, tuple[str, ...]]:
    """Return each reporting unit's tables that lie in 报送/PERIOD, by the unit their name or table tells.

    What could not be read as a table (a PDF, a damaged workbook) is none.
    """
    files = workspace.submission_files(period)
    said = []
    jobs = [(path, path.name, None) for path in files]
    for number, (path, read) in enumerate(zip(files, read_each(jobs, workspace.scheme, period), strict=True), 1):
        progress("读取", number, len(files))
        if read.table:
            said.append((path, read.unit))
    return {
        unit.name: tuple(path.name for path, of in said if of == unit.name or (of is None and unit.name in path.name))
        for unit in workspace.scheme.reporting_units
    }
