"""Is a mail a letter of ours that came back, which one, and why? RFC 3464, and what QQ, 163 and Outlook write."""

import email
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from email.message import Message
from email.policy import compat32
from html import unescape

from msgspec import Struct

from toolkit.mail.attachments import WIDER, is_report
from toolkit.mail.contacts import ADDRESS
from toolkit.mail.refusals import in_words
from toolkit.model.control import by_keeper
from toolkit.model.expressions import expression
from toolkit.model.letters import MailHead, SendRow, SendStatus
from toolkit.model.office_settings import where

DAEMONS = expression(
    r"(?i)^(?:post-?master|mailer-?daemon|mail-?daemon|mail-?delivery|microsoftexchange\w*|bounces?)\b"
)
SUBJECTS = expression(
    r"(?i)退信|被退回|未送达|未能送达|投递失败|无法投递|无法送达|发送失败|undeliver|delivery (?:status|fail|has failed)"
    r"|returned mail|mail delivery|failure notice|delivery incomplete|could ?n[o']t be delivered"
)
# What says why a letter came back: the enhanced status (RFC 3463) first, then the words of the usual programs.
NO_DOMAIN = expression(
    r"(?i)\b5\.(?:1\.2|4\.4|4\.310)\b|host (?:or domain name )?not found|domain .{0,20}not|nxdomain|域名"
)
FULL = expression(
    r"(?i)\b[45]\.2\.2\b|mailbox.{0,20}(?:full|limit|quota)|over ?quota|quota exceeded|已满|满了|容量|空间不足"
)
LARGE = expression(
    r"(?i)\b5\.(?:2\.3|3\.4)\b|too (?:large|big)|size.{0,20}exceed|exceed.{0,20}size|过大|太大|超过.{0,8}大小"
)
REFUSED = expression(r"(?i)\b5\.7\.\d+\b|spam|junk|polic|blocked|black ?list|denied|rejected by|垃圾|拒收|拒绝|黑名单")
UNKNOWN = expression(
    r"(?i)\b5\.(?:1\.\d+|2\.1)\b|no such|unknown|not (?:found|exist)|does ?n[o']t exist|invalid recipient"
    r"|disabled|inactive|不存在|无此|查无|停用|注销|冻结|找不到"
)
LATER = expression(r"(?i)delayed|will (?:retry|keep trying)|延迟|继续尝试|仍在尝试")
OWN_ID = expression(r"<([0-9a-f]{40})\.(\d{1,6})@[^<>\s]+>")
LONGEST = 200_000  # letters of one part that are looked at
LAST = timedelta(days=30)  # no server tries longer to hand a letter on


class Bounce(Struct, frozen=True):
    """What a delivery report says: of which of our letters, to which addresses, and why in the server's words.

    ``ids`` are (beginning of the key, round) of our letters that it names; ``final`` says that nobody tries any more;
    ``is_report`` that it is a report by its form and not by its words alone.
    """

    ids: tuple[tuple[str, int], ...]
    addresses: tuple[str, ...]
    why: str
    final: bool
    is_report: bool


NOTHING = Bounce((), (), "", final=False, is_report=False)


def may_be_bounce(head: MailHead) -> bool:
    """Tell by a mail's head whether it may be a letter that came back; a receipt for a read letter is none."""
    return head.is_report or bool(DAEMONS.match(head.sender)) or bool(SUBJECTS.search(head.subject))


def read_bounce(raw: bytes) -> Bounce:
    """Return what a mail says of letters that came back; nothing in it is trusted to be so."""
    reports: list[Message] = []
    texts: list[str] = []
    originals: list[str] = []
    mail = email.message_from_bytes(raw, policy=compat32)
    if mail.get_content_type() == "multipart/report" and not is_report(raw):
        return NOTHING  # a receipt for a letter that was read
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status" and part.is_multipart():
            reports += [one for one in part.get_payload() if isinstance(one, Message)]
        elif kind == "message/rfc822" and part.is_multipart():
            originals += [str(one.get("Message-ID", "")) for one in part.get_payload() if isinstance(one, Message)]
        elif kind in ("text/rfc822-headers", "message/rfc822", "message/delivery-status"):
            originals.append(_text(part))
        elif part.get_content_maintype() == "text":
            texts.append(_words(_text(part), kind))
    return _told(reports, "\n".join(texts)[:LONGEST], "\n".join(originals))


def _told(reports: Sequence[Message], text: str, originals: str) -> Bounce:
    groups = [one for one in reports if one.get("Final-Recipient") or one.get("Original-Recipient")]
    groups = [one for one in groups if _action(one) in ("failed", "delayed")]
    failed = [one for one in groups if _action(one) == "failed"]
    if reports and not groups:
        return NOTHING  # delivered, or handed on
    ids = tuple(dict.fromkeys((mark, int(number)) for mark, number in OWN_ID.findall(f"{originals}\n{text}")))
    if groups:
        said = [f"{one.get('Status', '')} {one.get('Diagnostic-Code', '')}" for one in failed or groups]
        addresses = [found for one in failed or groups for found in _recipients(one)]
        why = " ".join(" ".join(said).split())
        return Bounce(ids, tuple(dict.fromkeys(addresses)), why, bool(failed), is_report=True)
    addresses = [found.lower() for found in ADDRESS.findall(text)]
    return Bounce(ids, tuple(dict.fromkeys(addresses)), _reason(text), not LATER.search(text), is_report=False)


def _action(group: Message) -> str:
    return str(group.get("Action", "failed")).strip().lower()


def _recipients(group: Message) -> Iterator[str]:
    for name in ("Final-Recipient", "Original-Recipient"):
        yield from (found.lower() for found in ADDRESS.findall(str(group.get(name, ""))))


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else str(part).encode("utf-8", "replace")
    charset = (part.get_content_charset() or "utf-8").lower()
    try:
        return content[: 4 * LONGEST].decode(WIDER.get(charset, charset), "replace")[:LONGEST]
    except LookupError:
        return content[: 4 * LONGEST].decode("gb18030", "replace")[:LONGEST]


def _words(text: str, kind: str) -> str:
    if kind != "text/html":
        return text
    return unescape(re.sub(r"<[^<>]*>", " ", re.sub(r"(?is)<(style|script)\b.*?</\1>", " ", text)))


def _reason(text: str) -> str:
    """Return the line of a report's words that says why: behind 原因, else the first that a known word stands in."""
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n。]", text)]
    lines = [line for line in lines if line]
    for number, line in enumerate(lines):
        if re.search(r"(?i)原因|reason", line):
            behind = re.split(r"(?i)原因|reason", line)[-1].strip(" :：>")
            return behind or (lines[number + 1] if number + 1 < len(lines) else "")
    known = (NO_DOMAIN, FULL, UNKNOWN, LARGE, REFUSED)
    return next((line for line in lines if any(word.search(line) for word in known)), "")


def letters_of(bounce: Bounce, rows: Iterable[SendRow], received: datetime) -> tuple[SendRow, ...]:
    """Return the letters that came back: by their Message-ID, else the last one to an address before the report."""
    known = list(rows)
    by_id = [row for row in known if any(row.round == number and row.key[:40] == mark for mark, number in bounce.ids)]
    if by_id:
        return tuple(by_id)
    found = []
    for address in bounce.addresses:
        out = [row for row in known if row.address.lower() == address and row.at is not None]
        out = [row for row in out if row.status in (SendStatus.SENT, SendStatus.UNCERTAIN, SendStatus.BOUNCED)]
        near = [row for row in out if row.at and received - LAST <= row.at <= received + timedelta(days=1)]
        found += near[-1:]
    return tuple(found)


def remark(bounce: Bounce, row: SendRow) -> str:
    """Return one sentence for a letter that came back: why, and which address to correct."""
    why = in_words(bounce.why)
    said = f"（退信写着：{why}）" if why else ""
    correct = f"请在通讯录里改正“{row.address}”，再发就是新的一封。{said}"
    again = f"再{by_keeper(f'send --to {row.unit} --again --really')} 补发。{said}"
    if NO_DOMAIN.search(why):
        return f"被退回：邮箱“@”后面写错，或者对方的服务器已停用。{correct}"
    if FULL.search(why):
        return f"被退回：对方邮箱“{row.address}”已满。请通知对方清理，{again}"
    if LARGE.search(why):
        return f"被退回：邮件太大，对方拒收。请在{where('mail', 'unit_table')}填“本单位”，{again}"
    if UNKNOWN.search(why):
        return f"被退回：没有“{row.address}”这个邮箱，或已经停用。{correct}"
    if REFUSED.search(why):
        return f"被退回：对方“{row.address}”拒收。请向对方核实，改用其他邮箱的，{correct}"
    return f"被退回，没有送到“{row.address}”。请核对，写错了的，{correct}"
