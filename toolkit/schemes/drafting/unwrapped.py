"""How does a text taken from a PDF become lines as they were published? Page numbers go, broken lines are joined."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from toolkit.model.expressions import expression

# A text is broken by hand where many of its lines are about as wide as the page; paragraphs of an office are not.
WIDEST_PAGE = 110
SLACK = 6
# So many lines at least, and such a share of all, break off at the page's edge in the middle of a sentence.
LEAST_LINES, SHARE = 5, 0.1
# Some lines a PDF's reader has joined itself.
STRAYS = 0.03
_END = expression(r"[。！？；：!?;:]\s*$")
_PAGE = expression(
    r"\s*(?:[-—–－·•]+\s*(\d{1,3})\s*[-—–－·•]+|第?\s*(\d{1,3})\s*页?(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*"
)
_HEADING = expression(
    r"\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．)）](?!\d)|第[一二三四五六七八九十百\d]+[章条节]"
    r"|附件|附表|附：|注：|抄送|[①-⑳])"
)
_INDENT = expression(r"(?: {2,}|\u3000+|\t)")


class Unwrapped(Struct, frozen=True):
    """The lines, how many page numbers (with running heads) went, and how many line ends were joined."""

    lines: tuple[str, ...]
    pages: int = 0
    joined: int = 0


def unwrapped(lines: Sequence[str]) -> Unwrapped:
    """Return a text's lines as they were before a page broke them; any other text stays as it is.

    A line that ends a sentence is never joined to the next: nothing that could be quoted is lost by that.
    """
    width = _page_width(lines)
    if not width:
        return Unwrapped(tuple(line.replace("\f", "") for line in lines))
    kept = _without_pages(lines)
    result: list[str] = []
    joined, open_ = 0, False
    for line in kept:
        text = line.strip()
        if open_ and text and not _HEADING.match(line) and not _INDENT.match(line):
            result[-1] += (" " if _latin(result[-1][-1:]) and _latin(text[:1]) else "") + text
            joined += 1
        else:
            result.append(text)
        open_ = bool(text) and _wide(line.rstrip()) >= width - SLACK and not _END.search(text)
    return Unwrapped(tuple(result), _filled(lines) - _filled(kept), joined)


def _page_width(lines: Sequence[str]) -> int:
    """Return how wide the lines of a page are, 0 where nothing broke them: the width at which most break off."""
    held = [line.rstrip() for line in lines if "\t" not in line.strip() and line.strip()]
    broken = Counter(_wide(line) for line in held if not _END.search(line) and 2 * SLACK < _wide(line) <= WIDEST_PAGE)

    def breaking(width: int) -> int:
        return sum(broken[one] for one in range(width - SLACK, width + 1))

    width = max(broken, key=lambda one: (breaking(one), -one), default=0)
    wider = sum(_wide(line) > width + SLACK for line in held)
    is_page = breaking(width) >= max(LEAST_LINES, SHARE * len(held)) and wider <= STRAYS * len(held)
    return width if is_page else 0


def _without_pages(lines: Sequence[str]) -> list[str]:
    """Return the lines without page numbers, and without what stands at the head of most pages."""
    numbered = [
        at for at, line in enumerate(lines) if (match := _PAGE.fullmatch(line.replace("\f", ""))) and match[0].strip()
    ]
    dashed = {at for at in numbered if not lines[at].strip().strip("\f").isdecimal()}
    bare = [at for at in numbered if at not in dashed]
    rising = [int(lines[at].replace("\f", "").strip()) for at in bare]
    # Bare numbers are pages where they count on from page to page; elsewhere they are cells of a table.
    if len(rising) > 1 and all(later - earlier == 1 for earlier, later in pairwise(rising)):
        dashed |= set(bare)
    heads = Counter(line.replace("\f", "").strip() for line in lines if "\f" in line and line.replace("\f", "").strip())
    repeated = {head for head, times in heads.items() if times > 2}
    seen: set[str] = set()
    kept = []
    for at, line in enumerate(lines):
        text = line.replace("\f", "")
        if at in dashed or (text.strip() in repeated and text.strip() in seen):
            continue
        seen.add(text.strip())
        kept.append(text)
    return _closed_up(kept, lines, dashed)


def _closed_up(kept: list[str], lines: Sequence[str], pages: set[int]) -> list[str]:
    """Return the lines with the empty ones gone that surrounded a page's end; a sentence may run over it."""
    if not pages and not any("\f" in line for line in lines):
        return kept
    result: list[str] = []
    for at, line in enumerate(kept):
        before = next((one for one in reversed(result) if one.strip()), "")
        after = next((one for one in kept[at:] if one.strip()), "")
        if not line.strip() and before and not _END.search(before) and after and not _HEADING.match(after):
            continue
        result.append(line)
    return result


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text.replace("\f", ""))


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _filled(lines: Sequence[str]) -> int:
    return sum(bool(line.strip()) for line in lines)
