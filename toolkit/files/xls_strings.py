"""How many shared strings does an .xls hold? Some exports write a count that is too high."""

import struct

from xlrd.biffh import XLRDError
from xlrd.book import unpack_SST_table
from xlrd.compdoc import SIGNATURE, CompDoc, CompDocError

SHARED_STRINGS, CONTINUE = 0x00FC, 0x003C
STREAMS = ("Workbook", "Book")
MAX_RECORDS = 4_000_000


def stream_with_true_count(data: bytes) -> bytes | None:
    """Return the workbook stream of a file with the count of its shared strings put right.

    ``None`` where the count is right, or where the strings do not end with the end of their records: then
    strings are missing, and the file is refused rather than read with holes.
    """
    stream = _workbook_stream(data)
    place, pieces = _string_table(stream or b"")
    if not stream or not pieces:
        return None
    (claimed,) = struct.unpack_from("<i", pieces[0], 4)
    held = _count(pieces, claimed)
    if held is None:
        return None
    start = place + 4 + 4  # behind the record's head and the count of uses
    return stream[:start] + struct.pack("<i", held) + stream[start + 4 :]


def _workbook_stream(data: bytes) -> bytes | None:
    if not data.startswith(SIGNATURE):
        return data
    try:
        document = CompDoc(data)
        for name in STREAMS:
            memory, base, length = document.locate_named_stream(name)
            if memory:
                return bytes(memory[base : base + length])
    except (CompDocError, XLRDError, IndexError, struct.error, AssertionError):
        return None
    return None


def _string_table(stream: bytes) -> tuple[int, list[bytes]]:
    """Return the place of the record of shared strings, and its contents with those that go on with it."""
    place, pieces, start = 0, [], 0
    for _ in range(MAX_RECORDS):
        if place + 4 > len(stream):
            break
        kind, length = struct.unpack_from("<HH", stream, place)
        content = stream[place + 4 : place + 4 + length]
        if kind == SHARED_STRINGS and len(content) >= 8:
            start, pieces = place, [content]
        elif pieces and kind == CONTINUE:
            pieces.append(content)
        elif pieces:
            break
        place += 4 + length
    return start, pieces


def _count(pieces: list[bytes], claimed: int) -> int | None:
    """Return how many strings the records hold, if the last of them ends with the records."""
    low, high = 0, claimed  # so many can be read; so many cannot
    while high - low > 1:
        middle = (low + high) // 2
        if _outcome(pieces, middle) == "read":
            low = middle
        else:
            high = middle
    return low if low and _outcome(pieces, low + 1) == "at the end" else None


def _outcome(pieces: list[bytes], count: int) -> str:
    try:
        unpack_SST_table(pieces, count)
    except AssertionError:  # xlrd's own: the records end with a string, and more were asked for
        return "at the end"
    except (IndexError, struct.error, UnicodeDecodeError):
        return "inside a string"
    return "read"
