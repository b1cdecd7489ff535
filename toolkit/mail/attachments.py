"""Which files came with a mail, and what are their names? Malformed headers of old programs are understood."""

import binascii
import email
import re
from collections.abc import Iterator
from contextlib import suppress
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import collapse_rfc2231_value, parseaddr

from toolkit.mail.archives import Budget, unpacked
from toolkit.model.expressions import expression
from toolkit.model.file_kinds import suffix_of
from toolkit.model.letters import Attachment, Body

# What Chinese mail programs call GB2312 is GBK or more.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "unknown-8bit": "utf-8"}
MOST = 1000  # files of one mail; a mail with more is no submission, and which were left out is said
# Parts without a name that are part of the letter itself, or of how it was sent.
OF_THE_LETTER = ("text", "image")
FORWARDED = 4  # letters within letters
UU_BEGIN = expression(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?\n", re.MULTILINE)
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")


def attachments(raw: bytes) -> tuple[Attachment, ...]:
    """Return the files of a mail, those of a forwarded mail inside it too; never its text."""
    return sorted_out(raw)[0]


def sorted_out(raw: bytes) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Return the files of a mail, at most :data:`MOST`, and the names of those beyond that or too large to take out."""
    found: list[Attachment] = []
    left_out: list[str] = []
    budget = Budget()
    for attachment in _files(email.message_from_bytes(raw, policy=compat32)):
        for one in unpacked(attachment, budget):
            if len(found) < MOST:
                found.append(one)
            else:
                left_out.append(one.name)
    return tuple(found), (*left_out, *budget.closed)


def body_of(raw: bytes) -> Body:
    """Return what the sender wrote in a mail, and which pictures stand in it; not what is attached."""
    texts: dict[str, list[str]] = {"plain": [], "html": []}
    pictures = []
    for part in email.message_from_bytes(raw, policy=compat32).walk():
        content = part.get_payload(decode=True)
        if part.get_content_disposition() == "attachment" or not isinstance(content, bytes):
            continue
        if part.get_content_maintype() == "image":
            pictures.append(_name(part))
        elif part.get_content_maintype() == "text" and not _name(part) and part.get_content_subtype() in texts:
            texts[part.get_content_subtype()].append(_as_text(content, str(part.get_content_charset() or "utf-8")))
    return Body("\n".join(texts["plain"]), "\n".join(texts["html"]), tuple(pictures))


def _as_text(content: bytes, charset: str) -> str:
    """Return bytes as text in the encoding that they are said to have, or, where no such is known, as they read."""
    with suppress(LookupError):
        return content.decode(WIDER.get(charset.lower(), charset), "replace")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8")
    return content.decode("gb18030", "replace")


def _files(message: Message, depth: int = 0) -> Iterator[Attachment]:
    """Yield the files of a mail as they were attached, those of a forwarded mail among them."""
    for part in _inside(message) if message.is_multipart() else [message]:
        if part.get_content_type() == "message/rfc822" and depth < FORWARDED:
            for letter in _inside(part):
                yield from _files(_readable(letter, part), depth + 1)
        elif part.is_multipart():
            yield from _files(part, depth)
        else:
            yield from _file(part, depth)


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _readable(letter: Message, part: Message) -> Message:
    """Return a forwarded letter; some programs encode it as if it were any file."""
    coding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if coding not in ("base64", "quoted-printable") or letter.keys():
        return letter
    plain = Message()
    plain["content-transfer-encoding"] = coding
    plain.set_payload(letter.get_payload())
    content = plain.get_payload(decode=True)
    return email.message_from_bytes(content, policy=compat32) if isinstance(content, bytes) else letter


def _file(part: Message, depth: int) -> Iterator[Attachment]:
    """Yield the file that a part is, or those that stand in its text as old programs wrote them (uuencode)."""
    name = _name(part)
    attached = part.get_content_disposition() == "attachment"
    picture_in_text = part.get_content_maintype() == "image" and "Content-ID" in part and not attached
    content = part.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    if picture_in_text or not (name or attached or _is_a_file(part) or suffix_of(content)):
        if part.get_content_maintype() == "text":
            yield from _uuencoded(content)
    elif name.lower().endswith(".eml") and depth < FORWARDED:
        inner = list(_files(email.message_from_bytes(content, policy=compat32), depth + 1))
        yield from inner or [Attachment(name, content)]
    else:
        yield Attachment(name, content)


def _uuencoded(text: bytes) -> Iterator[Attachment]:
    for begun in UU_BEGIN.finditer(text):
        lines = []
        for line in text[begun.end() :].splitlines():
            if line.strip() in (b"end", b"`", b""):
                break
            try:
                lines.append(binascii.a2b_uu(line))
            except binascii.Error:
                # Some programs write a wrong count into the last line (the same remedy as the standard library's).
                with suppress(binascii.Error):
                    lines.append(binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3]))
        name = _legible(begun[1].decode("ascii", "surrogateescape")).strip()
        yield Attachment(decoded(name), b"".join(lines))


def _is_a_file(part: Message) -> bool:
    """Tell whether a part without a name is a file: old programs name only the type of a workbook."""
    kind = part.get_content_type()
    return kind == "text/csv" or (part.get_content_maintype() not in OF_THE_LETTER and kind not in SIGNATURES)


def _name(part: Message) -> str:
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        if header not in part:
            continue
        plain = Message()
        written = re.sub(r"[\r\n]+", " ", _legible(_raw(part, header)))
        # Some programs encode the whole header, word, parameter and all.
        plain[header] = decoded(written) if written.lstrip().startswith("=?") else written
        value = plain.get_param(parameter, header=header)
        if value:
            return decoded(collapse_rfc2231_value(value)).strip()
    return ""


def _raw(part: Message, header: str) -> str:
    return next(str(value) for name, value in part.raw_items() if name.lower() == header)


def _legible(text: str) -> str:
    """Return a header whose bytes outside ASCII were kept as they came: UTF-8, or the GBK of old programs."""
    content = text.encode("utf-8", "surrogateescape")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def decoded(text: str) -> str:
    """Return a header's encoded words as text (RFC 2047), whatever they call their encoding.

    >>> decoded("=?gb2312?B?va2/2s/nNtTCLnhsc3g=?="), decoded("6=?x?B?")
    ('江口乡6月.xlsx', '6=?x?B?')
    >>> decoded("=?gb_2312?B?va2/2s/n?="), decoded("=?x-unknown?B?5rGf5Y+j5Lmh?=")
    ('江口乡', '江口乡')
    """
    words = []
    try:
        for content, charset in decode_header(_legible(text)):
            if isinstance(content, bytes):
                words.append(_as_text(content, charset or "utf-8"))
            else:
                words.append(content)
    except (ValueError, LookupError):
        return _legible(text)
    return "".join(words)


def is_report(raw: bytes) -> bool:
    """Tell by a mail's header whether it reports what became of another one (RFC 3462); a read receipt does not."""
    kind = email.message_from_bytes(raw, policy=compat32)
    said = str(kind.get_param("report-type", "")).lower()
    return kind.get_content_type() == "multipart/report" and said in ("", "delivery-status")


def head(raw: bytes) -> tuple[str, str]:
    """Return sender's address (lower case) and subject of a mail's header; '' where there is not exactly one sender."""
    message = email.message_from_bytes(raw, policy=compat32)
    senders = [str(value) for name, value in message.raw_items() if name.lower() == "from"]
    subjects = [str(value) for name, value in message.raw_items() if name.lower() == "subject"]
    sender = parseaddr(re.sub(r"[\r\n]+", " ", _legible(senders[0])))[1].lower() if len(senders) == 1 else ""
    subject = " ".join(decoded(re.sub(r"[\r\n]+", "", subjects[0])).split()) if subjects else ""
    return sender, subject
