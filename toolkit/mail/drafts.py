"""How does a letter become a file that any mail program opens? RFC 5322 .eml drafts."""

import mimetypes
import os
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from toolkit.model.letters import Letter

UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
mimetypes.add_type(XLSX, ".xlsx")


def message(letter: Letter, sender: str, dated: datetime) -> EmailMessage:
    """Return the letter as a MIME message; raises ``ValueError`` for line breaks in headers."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = Address(display_name=letter.to.name or letter.to.unit, addr_spec=letter.to.address)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(dated)
    mail["X-Unsent"] = "1"  # Outlook opens the file as a draft with a send button
    mail.set_content(letter.text)
    for path in letter.attachments:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        mail.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    if mail.is_multipart():
        mail.set_boundary("=_zhaoshang_" + "".join(f"{ord(c):x}" for c in letter.to.unit[:8]))
    return mail


def write_draft(letter: Letter, folder: Path, sender: str, dated: datetime) -> Path:
    """Write a letter as ``<unit>.eml`` below ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (UNSAFE.sub("_", letter.to.unit) + ".eml")
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(message(letter, sender, dated).as_bytes())
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    return path
