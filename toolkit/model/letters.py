"""What goes to whom by e-mail?"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contact:
    """A recipient of the office's letters; addresses come from the contact list and nowhere else."""

    unit: str
    name: str
    address: str


class LetterKind(StrEnum):
    """Why a letter is written: the month's one letter with all that concerns its reader, or a part of it alone."""

    MONTH = "全部"
    TABLE = "汇总表"
    REMINDER = "催报"
    RETURN = "退回修改"


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail before it is sent: Chinese text, the same as HTML, and files to attach.

    ``topic`` is what the letter belongs to (``luzhai-2022 2022-06``).  ``content`` is the mark of what it tells its
    reader: two letters of one kind and topic to one address are the same letter if their marks are equal, whatever
    day they were written on.  ``remark`` is what the clerk should know before sending, never part of the letter.
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
