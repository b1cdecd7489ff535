"""Which files hold an archive, a forwarded letter or Outlook's winmail.dat? Taken out within bounds, nested once."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.model.letters import Attachment

TNEF = b"\x78\x9f\x3e\x22"
DEPTH = 2  # an archive, and one inside it
MOST_INSIDE = 500  # files of one archive
LARGEST_INSIDE = 64 << 20  # bytes of one file
MOST_BYTES = 256 << 20  # bytes of all that one mail holds when it is unpacked
MOST_OBJECTS = 5_000  # of a winmail.dat; the library copies the rest of the file for each
NAMED_IN_UTF8 = 0x800
OF_OFFICE = {"[content_types].xml", "mimetype", "meta-inf/manifest.xml"}
LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# Level, id, type, length; then so many bytes and a checksum of two.
TNEF_HEAD = struct.Struct("<BHHI")


class Budget(Struct):
    """How many bytes may still be unpacked of one mail."""

    left: int = MOST_BYTES
    closed: list[str] = field(default_factory=list)


def unpacked(attachment: Attachment, budget: Budget, depth: int = DEPTH) -> Iterator[Attachment]:
    """Yield the files that an attachment holds, or the attachment itself where it holds none or cannot be opened.

    What was left out of an archive is named in ``budget.closed``; then the archive itself is kept, too.
    """
    if depth and attachment.content.startswith(TNEF):
        yield from _of_outlook(attachment, budget, depth)
    elif depth and _is_archive(attachment.content):
        yield from _of_zip(attachment, budget, depth)
    else:
        yield attachment


def _is_archive(content: bytes) -> bool:
    """Tell whether a content is a zip, and not a workbook or document, which are zips too."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = {info.filename.replace("\\", "/").lower() for info in opened.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return not names & OF_OFFICE


def _of_zip(archive: Attachment, budget: Budget, depth: int) -> Iterator[Attachment]:
    found, left_out = _zip_members(archive, budget)
    for one in found:
        yield from unpacked(one, budget, depth - 1)
    if left_out and _is_locked(archive.content):
        yield replace(archive, is_locked=True)  # nothing was left out but for its password, which its name's line says
    elif left_out or not found:
        budget.closed += left_out
        yield archive


def _zip_members(archive: Attachment, budget: Budget) -> tuple[list[Attachment], list[str]]:
    """Return the files of a zip that may be taken out, and the names of the others."""
    found: list[Attachment] = []
    left_out: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(archive.content)) as opened:
            for info in opened.infolist():
                name = _member_name(info)
                if info.is_dir() or any(word in name for word in LEFT_BY_SYSTEMS):
                    continue
                content = None
                if len(found) < MOST_INSIDE:
                    content = _inflated(opened, info, min(LARGEST_INSIDE, budget.left))
                if content is None:
                    left_out.append(f"{archive.name}/{name}")
                    continue
                budget.left -= len(content)
                folder, _, last = name.rpartition("/")
                inside = "/".join(filter(None, (archive.inside, archive.name, folder)))
                found.append(Attachment(last, content, inside))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return found, left_out or ([archive.name] if found else [])
    return found, left_out


def _is_locked(content: bytes) -> bool:
    """Tell whether a zip asks for a password."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return any(info.flag_bits & 1 for info in opened.infolist())


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | None:
    """Return a file of a zip; ``None`` where it is encrypted, damaged, or larger than ``most`` whatever it declares."""
    if info.flag_bits & 1 or info.file_size > most:
        return None
    try:
        with archive.open(info) as part:
            content = part.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError):
        return None
    return content if len(content) <= most else None


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a file's name in a zip; Chinese Windows writes it in GBK, which zipfile takes for the code page 437."""
    name = info.filename
    if not info.flag_bits & NAMED_IN_UTF8:
        content = info.orig_filename.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return content.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _of_outlook(packet: Attachment, budget: Budget, depth: int) -> Iterator[Attachment]:
    """Yield the files in a winmail.dat; one that holds the letter's text alone is part of the letter."""
    if not _is_bounded(packet.content):
        yield packet
        return
    from tnefparse import tnef

    try:
        held = tnef.TNEF(packet.content, do_checksum=False).attachments
        files = [(_outlook_name(one), bytes(one.data or b"")) for one in held]
    except Exception:  # noqa: BLE001 - a damaged packet breaks the library in many ways; it is kept as it came
        yield packet
        return
    for name, content in files:
        budget.left -= len(content)
        inside = "/".join(filter(None, (packet.inside, packet.name)))
        yield from unpacked(Attachment(name.strip("\0"), content, inside), budget, depth - 1)


def _outlook_name(one: Any) -> str:
    """Return the name of a file in a winmail.dat: the long one, or the short one in the sender's code page."""
    try:
        return str(one.long_filename() or "")
    except UnicodeDecodeError:  # the library takes the short name for UTF-8
        return bytes(vars(one).get("_name", b"")).rstrip(b"\0").decode("gb18030", "replace")


def _is_bounded(content: bytes) -> bool:
    """Tell whether a winmail.dat is a chain of so few objects that the library reads it in time."""
    place = 6
    for _ in range(MOST_OBJECTS):
        if place + TNEF_HEAD.size >= len(content):
            return True
        length = TNEF_HEAD.unpack_from(content, place)[3]
        place += TNEF_HEAD.size + length + 2
    return False
