"""What goes to whom by e-mail?"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contact:
    """A recipient of the office's letters; addresses come from the contact list and nowhere else."""

    unit: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail before it is sent: plain text in Chinese and files to attach."""

    to: Contact
    subject: str
    text: str
    attachments: tuple[Path, ...]
