"""What did a person add to words that were printed: to a line beside the table, to a label, above or below the page?"""

import re
from collections.abc import Collection, Iterator, Sequence

from toolkit.files.docx import ParagraphCount
from toolkit.files.package import Package, local
from toolkit.intake.trips.form_labels import APPROVAL_WORDS, RECORD_WORDS
from toolkit.intake.trips.itinerary_form import HEADS as STOP_HEADS
from toolkit.intake.trips.money_form import HEADS as MONEY_HEADS
from toolkit.intake.trips.money_form import LARGER
from toolkit.intake.trips.person_names import is_name, untitled
from toolkit.intake.trips.word_rows import WordCell, WordTable
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression

# Other words for a label, which nobody added anything to.
_CALLED = frozenset((*APPROVAL_WORDS, *RECORD_WORDS, *STOP_HEADS, *MONEY_HEADS))
# What stands above, below and under the text of a page.
_MARGINS = expression(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml")
_PAGE_NUMBER = expression(r"(?<!\d)\d{1,3}(?!\d)")
_WHO = expression(r"填报人[:：](?P<by>.*?)(?:审核人[:：](?P<checked>.*?))?(?:填报日期[:：].*)?$")
# A row with more cells than this is one of a list, which has labels only at its head.
_PAIRS = 6
# A county's or an office's name before the title of its form.
_OFFICE = expression(r"(?:[省市县区州局委办镇乡组]|中心|园区|管委会)$")


def added_to(text: str, printed: Collection[str]) -> tuple[str, str] | None:
    """Return a printed text without what was added to it, and what was added; ``None`` where it is no such text.

    Spaces do not count, and any digit is as good as another: a form counts its people and its pages.

    >>> added_to("依据：先批后行 已补办手续", ["依据：先批后行"]), added_to("随行人员（3人）", ["随行人员（2人）"])
    (('依据：先批后行', '已补办手续'), ('随行人员（3人）', ''))
    """
    signs = _signs(text)
    typed = "".join(sign for sign, _ in signs)
    for own in sorted(("".join(sign for sign, _ in _signs(one)) for one in printed), key=len, reverse=True):
        more = len(typed) - len(own)
        if not own or more < 0:
            continue
        begin = next((n for n, (a, b) in enumerate(zip(typed, own, strict=False)) if a != b), len(own))
        if typed[begin + more :] != own[begin:]:
            continue
        if not more:
            return text, ""
        start, end = signs[begin][1], signs[begin + more - 1][1] + 1
        return f"{text[:start]}{text[end:]}".strip(), text[start:end].strip()
    return None


def _signs(text: str) -> list[tuple[str, int]]:
    """Return the signs of a text that count, each with its place."""
    return [("#" if sign.isdecimal() else compact(sign), n) for n, sign in enumerate(text) if compact(sign)]


def labels_in(tables: Sequence[WordTable]) -> tuple[str, ...]:
    """Return the labels of a form as it was printed: before the entries of a row, or at the head of a list."""
    found = []
    for table in tables:
        for row in table.rows:
            heads = len(row) > _PAIRS and sum(_plain(cell.text) in _CALLED for cell in row) > 1
            found += [cell.text for cell in (row if heads else row[:1] if len(row) > _PAIRS else row[::2]) if cell.text]
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    return compact(text).strip(":：*＊")


def without_additions(table: WordTable, printed: Collection[str]) -> Iterator[tuple[int, str]]:
    """Take out of a table's labels what a person added to them, and yield it with its row.

    So a label is found again, whatever stands beside it; words before an empty entry are that entry's.
    """
    for number, row in enumerate(table.rows, 1):
        is_list = len(row) > _PAIRS
        if is_list and sum(added_to(cell.text, printed) is not None for cell in row if cell.text) * 2 <= len(row):
            continue
        for at, cell in enumerate(row):
            if (is_list or at % 2 == 0) and (words := _taken_out(cell, printed)):
                entry = None if is_list or at + 1 == len(row) else row[at + 1]
                if entry and not compact(entry.text + entry.struck) and not words.startswith(("（", "(")):
                    # 「职务：董事长」 before an empty entry: the words are the entry's.
                    entry.text, entry.edited = words.strip("：: \u3000"), True
                else:
                    yield number, words


def _taken_out(cell: WordCell, printed: Collection[str]) -> str:
    if _plain(cell.text) in _CALLED:
        return ""
    own = added_to(cell.text, printed)
    # One sign more is a label that was typed anew (拟投资的项目); a unit is the amounts' own, and stays with them.
    if own is None or len(own[1]) < 2 or LARGER.fullmatch(compact(own[1])):
        return ""
    cell.text = own[0]
    return own[1]


def is_office(words: str) -> bool:
    """Tell whether words before a form's title are whose form it is."""
    return bool(_OFFICE.search(compact(words)))


def odd_names(line: str) -> str:
    """Return what stands in the line of those who filled in a form and is no name; names stay with the paper.

    >>> odd_names("填报人：陶思远　审核人：唐景明　填报日期：　年　月　日"), odd_names("填报人：数字有误　审核人：")
    ('', '填报人：数字有误')
    """
    match = _WHO.match(line)
    if match is None:
        return ""
    named = {"填报人": match["by"] or "", "审核人": match["checked"] or ""}
    return " ".join(f"{label}：{words.strip()}" for label, words in named.items() if not _are_names(words))


def _are_names(words: str) -> bool:
    pieces = [compact(words), *(piece for piece in re.split(r"[、，,；;\s　]+", words) if piece)]
    known = [not one or is_name(one) or untitled(one, frozenset()) is not None for one in pieces]
    return known[0] or all(known[1:])


def margins(package: Package) -> tuple[str, ...]:
    """Return the lines above, below and at the foot of a Word file's pages, without the pages' numbers."""
    lines: list[str] = []
    for name in package.names():
        if _MARGINS.fullmatch(name):
            lines += _lines(package, name)
    return tuple(dict.fromkeys(filter(None, (_PAGE_NUMBER.sub("", line).strip() for line in lines))))


def _lines(package: Package, part: str) -> list[str]:
    lines = [""]
    reading = False
    paragraphs = ParagraphCount()

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal reading
        paragraphs.take(local(tag))
        reading = local(tag) == "t"
        if local(tag) == "p":
            lines.append("")

    def end(_: str) -> None:
        nonlocal reading
        reading = False

    def text(data: str) -> None:
        if reading:
            lines[-1] += data

    package.parse(part, start, end, text)
    return lines
