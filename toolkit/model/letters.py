"""What goes to whom by e-mail, how is it sent and collected, and what became of it?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.model.nouns import compared_without
from toolkit.model.sensitive import without_sensitive

NO_FILE = "没有附件"
NO_ATTACHMENT = f"{NO_FILE}。如果是“超大附件”，请到网页邮箱下载后放进“报送”。"
BODY_TABLE = f"{NO_FILE}，正文里有一张表"
BODY_NIL = f"{NO_FILE}，正文像是零报告"
BODY_PICTURE = f"{NO_FILE}，正文里的图片无法读取"
LEFT_OUT = "只收了前"
# What a unit should do where its letter brought no table, by the words that the list of collected mails has of it.
UNIT_SHOULD = {
    BODY_TABLE: "请把表存为 .xlsx，作为附件重新发送",
    BODY_NIL: "确无项目的，请报送写明“本月无”的统计表",
    BODY_PICTURE: "请报 Excel 表",
    NO_FILE: "请把统计表作为附件重新发送",
    LEFT_OUT: "请分几封邮件重新发送",
}
UNMARKED = "未注明"
ALREADY = "这封邮件此前已发送，本次未重复发送。"


@compared_without("kind_at", "title_at")
class Contact(Struct, frozen=True):
    """A recipient of the office's letters; addresses come from the contact list and nowhere else.

    ``kind`` is 领导 or 其他 for who is none of the scheme's units, :data:`UNMARKED` where a list of version 1.0 has no
    column to say so, and '' for a unit.  ``title`` is what the person is addressed by (主任), '' where nobody wrote it.
    ``kind_at`` and ``title_at`` are the cells for both, '' where the list has no such column.
    """

    unit: str
    name: str
    address: str
    kind: str = ""
    title: str = ""
    kind_at: str = ""
    title_at: str = ""


class ContactLine(Struct, frozen=True):
    """A line of 通讯录 as the office wrote it."""

    unit: str
    name: str
    address: str
    kind: str
    title: str = ""


class LetterKind(StrEnum):
    """Why a letter is written: the month's one letter with all that concerns its reader, or a part of it alone."""

    MONTH = "全部"
    TABLE = "汇总表"
    REMINDER = "催报"
    RETURN = "退回修改"


class Letter(Struct, frozen=True):
    """One e-mail before it is sent: Chinese text, the same as HTML, and files to attach.

    ``topic`` is what the letter belongs to (``luzhai-2022 2022-06``).  ``content`` is the mark of what it tells its
    reader: two letters of one kind and topic to one address are the same letter if their marks are equal, whatever
    day they were written on.  ``remark`` is what the clerk should know before sending, never part of the letter.
    ``own`` are those of the attachments that are their reader's own table.  ``former`` are the marks that earlier
    versions gave the same content: a letter that one of them sent is known by its own.
    """

    to: Contact
    subject: str
    text: str
    attachments: tuple[Path, ...]
    html: str = ""
    kind: LetterKind = LetterKind.MONTH
    topic: str = ""
    content: str = ""
    remark: str = ""
    own: tuple[Path, ...] = ()
    former: tuple[str, ...] = ()


class MailServer(Struct, frozen=True):
    """A server and the name under which the office logs in; ``security`` is ``tls`` or ``starttls``.

    ``ca`` is a file with the certificates of an office network's own authority, or ``None``.
    """

    host: str
    port: int
    security: str
    user: str
    ca: Path | None = None


class MailSettings(Struct, frozen=True):
    """How mail goes out and comes in; times in seconds.

    ``waits`` are the pauses before a letter that a server put off is tried again in the same run; ``folders`` those of
    the mailbox that are looked into beside the inbox.
    """

    smtp: MailServer | None
    imap: MailServer | None
    sender: str
    timeout: float = 60.0
    per_minute: float = 20.0
    waits: tuple[float, ...] = (60.0, 300.0)
    own_extract: bool = False
    folders: tuple[str, ...] = ()


class Login(Struct, frozen=True):
    """A password on its way to a server; it never shows when printed."""

    user: str
    password: str

    def __repr__(self) -> str:
        """Return the login without its password: what is printed ends in logs."""
        return f"Login(user={self.user!r})"


class SendStatus(StrEnum):
    """What the send ledger knows of a letter.

    A letter is UNCERTAIN from the moment its text is handed to the server until the answer is written down; a crash
    in between leaves it so, and only a person may decide to send it again, or say that it was RECEIVED.  UNSENT is a
    letter that provably was not handed over; FAILED one that the server refused; BOUNCED one that came back.
    """

    SENT = "SENT"
    RECEIVED = "RECEIVED"
    BOUNCED = "BOUNCED"
    FAILED = "FAILED"
    UNSENT = "UNSENT"
    UNCERTAIN = "UNCERTAIN"
    READY = "READY"

    @property
    def label(self) -> str:
        """The word that staff read."""
        return _LABELS[self.value]

    @property
    def is_out(self) -> bool:
        """Whether the letter reached its reader's mail server, as far as anybody knows."""
        return self in (SendStatus.SENT, SendStatus.RECEIVED)

    @property
    def may_go(self) -> bool:
        """Whether a run may send the letter without being told to send it again."""
        return self in (SendStatus.READY, SendStatus.FAILED, SendStatus.UNSENT)


_LABELS = {
    "SENT": "已发出",
    "RECEIVED": "对方已收到",
    "BOUNCED": "退信",
    "FAILED": "没有发出",
    "UNSENT": "未发",
    "UNCERTAIN": "不确定",
    "READY": "待发",
}


class SendRow(Struct, frozen=True):
    """One letter as the send ledger, the preview and their workbooks list it; ``size`` in bytes.

    ``key`` and ``round`` name it in the send ledger; they are empty where it is not taken from there.
    """

    unit: str
    name: str
    address: str
    subject: str
    kind: str
    topic: str
    attachments: tuple[str, ...]
    size: int
    status: SendStatus
    remark: str = ""
    at: datetime | None = None
    key: str = ""
    round: int = 0


class CollectRow(Struct, frozen=True):
    """One mail that was collected, or one of its attachments: where it went and why."""

    sender: str
    unit: str
    subject: str
    received: datetime
    file: str
    went_to: str
    remark: str = ""


def as_printed(row: CollectRow) -> CollectRow:
    """Return a row as it is printed: file and subject without a person's numbers."""
    said = (without_sensitive(text) for text in (row.subject, row.file, row.remark))
    return replace(row, **dict(zip(("subject", "file", "remark"), said, strict=True)))


class Attachment(Struct, frozen=True):
    """A file that came with a mail; ``name`` as the sender gave it, so not yet fit for a disk.

    ``inside`` names the archive, and the folder in it, that the file was taken out of; ``is_locked`` tells an archive
    whose files cannot be taken out without a password.
    """

    name: str
    content: bytes
    inside: str = ""
    is_locked: bool = False


class Body(Struct, frozen=True):
    """What a mail's text holds beside its files: plain text, page, and the names of pictures in it."""

    text: str = ""
    page: str = ""
    pictures: tuple[str, ...] = ()


class MailHead(Struct, frozen=True):
    """What is known of a mail before it is fetched; ``box`` and ``uid`` name it for ever; ``size`` in bytes.

    ``is_report`` says that by its form it reports what became of another mail.
    """

    box: str
    uid: int
    sender: str
    subject: str
    received: datetime
    size: int
    is_report: bool = False


class Mail(Struct, frozen=True):
    """A fetched mail: its attachments and text; ``left_out`` names those beyond what one mail may hold."""

    head: MailHead
    attachments: Sequence[Attachment]
    left_out: Sequence[str] = ()
    body: Body = Body()


class Enclosures(Struct, frozen=True):
    """The files that letters may carry: the table with phones masked, and what is each unit's own.

    ``extracts`` and ``return_copies`` are by unit and go to that unit only; ``notice`` goes to those it names.
    A unit whose extract is ``None`` has no projects and gets no table.
    """

    master: Path
    extracts: Mapping[str, Path | None] = field(default_factory=dict)
    return_copies: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    notice: Path | None = None
