"""How is a letter written as a MIME message that QQ mail, 163 and Outlook all show correctly?"""

import mimetypes
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import encode_rfc2231, format_datetime
from pathlib import Path

from toolkit.mail.names import is_one_line, safe_name
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import PRIVATE
from toolkit.model.letters import Letter

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xls": "application/vnd.ms-excel",
    ".docx": f"{OFFICE}wordprocessingml.document",
}
# The headers of an attachment are written here, word for word: the library would write the name in its own way only.
POLICY = SMTP.clone(refold_source="none")


def build(letter: Letter, sender: str, dated: datetime, message_id: str = "") -> EmailMessage:
    """Return the letter as a MIME message.

    Raises ``ToolkitError`` for a line break in a header and for a file that must not be sent on.
    """
    mail = EmailMessage(policy=POLICY)
    name = letter.to.name or letter.to.unit
    # A line break would end the header, and the rest would be read as headers: a hidden recipient, another subject.
    if not all(map(is_one_line, (sender, name, letter.to.address, letter.subject))):
        raise ToolkitError(
            f"给“{_one_line(letter.to.unit)}”的邮件没有写成：收件人、邮箱或主题里有换行，请在通讯录里改成一行。"
        )
    mail["From"] = sender
    mail["To"] = Address(display_name=name, addr_spec=letter.to.address)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(dated)
    if message_id:
        mail["Message-ID"] = message_id
    mail.set_content(letter.text, cte="base64")
    if letter.html:
        mail.add_alternative(letter.html, subtype="html", cte="base64")
    if letter.attachments:
        mail.make_mixed()
    for path in letter.attachments:
        mail.attach(_attached(path))
    _name_boundaries(mail, letter)
    return mail


def _attached(path: Path) -> EmailMessage:
    """Return a file as a part of a letter; its name stands there in two ways.

    ``filename*`` as RFC 2231 asks for, and ``name`` in the old way of RFC 2047: QQ mail and 163 show a file without
    the second as tcmime.….bin, Outlook as an untitled attachment (MailKit #277 and #1041, nodemailer #374).
    """
    if any(PRIVATE.search(part) for part in path.parts[-2:]):
        raise ToolkitError(f"“{path.name}”像是证照复印件，证照要单独报送，不能作为附件转发。")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ToolkitError(f"附件“{path.name}”打不开（{error.strerror}）。请关闭正在使用它的程序后再试。") from None
    name = safe_name(path.name)
    part = EmailMessage(policy=POLICY)
    kind = TYPES.get(path.suffix.lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    main, _, sub = kind.partition("/")
    part.set_content(content, maintype=main, subtype=sub, cte="base64")
    del part["Content-Type"], part["MIME-Version"]
    if name.isascii():
        quoted = plain = f'"{name}"'
        disposition = f"attachment;\r\n filename={quoted}"
    else:
        # maxlinelen 75: an encoded word may not be longer; the name goes on in a second one.
        plain = '"{}"'.format(Header(name, "utf-8", maxlinelen=75).encode(linesep="\r\n"))
        disposition = f"attachment;\r\n filename*={encode_rfc2231(name, 'utf-8')}"
    part.set_raw("Content-Type", f"{kind};\r\n name={plain}")
    part.set_raw("Content-Disposition", disposition)
    return part


def _name_boundaries(mail: EmailMessage, letter: Letter) -> None:
    # The library draws boundaries at random; the same letter should be the same file.
    mark = "".join(f"{ord(letter):x}" for letter in letter.to.unit[:8])
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_zhaoshang_{number}_{mark}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def size(mail: bytes) -> str:
    """Return a size as staff read it.

    >>> size(b"x" * 2_500_000), size(b"x" * 900)
    ('2.4 MB', '1 KB')
    """
    return size_in_words(len(mail))


def size_in_words(length: int) -> str:
    """Return a number of bytes in KB or MB.

    >>> size_in_words(31_457_280)
    '30.0 MB'
    """
    return f"{length / 2**20:.1f} MB" if length >= 2**20 else f"{max(1, -(-length // 1024))} KB"
