"""Do the levels of a document follow each other, and are its attachments those it announces?"""

import re
from collections.abc import Iterator

from msgspec import Struct

from toolkit.documents.lint.draft import Draft, Line
from toolkit.documents.lint.text import place
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found

_DIGITS = {numeral: n for n, numeral in enumerate("一二三四五六七八九", 1)}
_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_LEVELS = (
    expression(rf"\s*({_NUMERAL})、"),
    expression(rf"\s*[（(]({_NUMERAL})[）)]"),
    expression(r"\s*(?:注：)?\s*(\d{1,2})[.．](?!\d)"),
    expression(r"\s*[（(](\d{1,2})[）)]"),
)
_EXAMPLES = ("一、", "（一）", "1.", "（1）")
_NOTE = expression(r"\s*附\s*件\s*[：:]\s*(?:(\d+)\s*[.．、]\s*)?(.+)")
_NEXT = expression(r"\s*(\d+)\s*[.．、]\s*(?!\d)(.+)")
_MARK = expression(r"\s*附\s*件\s*(\d*)\s*[：:]?\s*")
_DAY = expression(r"\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
_ENDS = "。；，、！：;,"


class _Announced(Struct, frozen=True):
    number: int
    name: str
    line: Line


def levels(draft: Draft) -> Iterator[Finding]:
    """一、（一）1.（1）: each number follows the one before it at its level, or begins anew with one (7.3.3).

    Numbers may run on across the headings above them, as Luzhai's 1. to 10. do (LZ-D7).
    """
    last: dict[int, tuple[int, str]] = {}
    announced = {item.line.number for item in _announced(draft)}
    for line in draft.lines:
        if line.in_table or line.number in announced:
            continue
        for level, pattern in enumerate(_LEVELS):
            match = pattern.match(line.text)
            if match is None:
                continue
            number = _number(match[1])
            typed = match[0].strip()
            before = last.get(level)
            if number != 1 and (before is None or number != before[0] + 1):
                yield found(
                    "level_order",
                    place(draft, line),
                    typed=typed,
                    before=f"是“{before[1]}”" if before else "没有同级的序号",
                )
            elif level in (1, 3) and level - 1 not in last:
                yield found("level_order", place(draft, line), typed=typed, before=f"没有“{_EXAMPLES[level - 1]}”")
            last[level] = (number, f"“{typed}”")
            break


def _number(typed: str) -> int:
    if typed.isdigit():
        return int(typed)
    tens, ten, ones = typed.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def attachments(draft: Draft) -> Iterator[Finding]:
    """附件说明 and attachment: the same number, the same title, no punctuation after the name (7.3.4, 7.3.7, LZ-D9)."""
    titles = _titles(draft)
    announced = _announced(draft)
    for item in announced:
        if item.name.endswith(tuple(_ENDS)):
            yield found("attachment_punctuation", place(draft, item.line), typed=item.name)
        there = titles.get(item.number) or (titles.get(0) if len(announced) == 1 else None)
        name = _bare(item.name.rstrip(_ENDS))
        if there is None:
            yield found("attachment_not_found", place(draft, item.line), typed=item.name, number=str(item.number or ""))
        elif name not in {_bare(title) for title in there[1]}:
            line, candidates = there
            yield found(
                "attachment_title_differs",
                place(draft, line),
                note=item.name.rstrip(_ENDS),
                title=candidates[0],
                number=str(item.number or ""),
            )


def _announced(draft: Draft) -> list[_Announced]:
    """Return the items of the 附件说明; a line that runs on belongs to the item before it."""
    items: list[_Announced] = []
    lines = [line for line in draft.lines if not line.in_table]
    for at, line in enumerate(lines):
        first, following = _NOTE.fullmatch(line.text), _NEXT.fullmatch(line.text)
        if first and not items:
            items += _in_one_paragraph(line, first)
        elif items and (_MARK.fullmatch(line.text) or _is_signature(lines[at : at + 2])):
            break
        elif items and following and items[-1].number:
            items.append(_Announced(int(following[1]), following[2].strip(), line))
        elif items:
            items[-1] = _Announced(items[-1].number, items[-1].name + line.text.strip(), items[-1].line)
    return items


def _is_signature(lines: list[Line]) -> bool:
    """Tell whether the 附件说明 is over: a blank line, the date, or the name above it."""
    return not lines[0].text.strip() or any(_DAY.fullmatch(line.text) for line in lines)


def _in_one_paragraph(line: Line, first: re.Match[str]) -> list[_Announced]:
    if not first[1]:
        return [_Announced(0, first[2].strip(), line)]
    rest = [part for part in re.split(r"\n", first[2]) if part.strip()]
    items = [_Announced(int(first[1]), rest[0].strip(), line)]
    for part in rest[1:]:
        if match := _NEXT.fullmatch(part):
            items.append(_Announced(int(match[1]), match[2].strip(), line))
        else:
            items[-1] = _Announced(items[-1].number, items[-1].name + part.strip(), line)
    return items


def _titles(draft: Draft) -> dict[int, tuple[Line, list[str]]]:
    """Return each attachment's title by its number (0 for a single one): where it stands, and how it may be read."""
    titles: dict[int, tuple[Line, list[str]]] = {}
    filled = [line for line in draft.lines if line.text.strip() and not line.in_table]
    for at, line in enumerate(filled):
        if (mark := _MARK.fullmatch(line.text)) and at + 1 < len(filled):
            title = filled[at + 1]
            # A long title may be two paragraphs.
            more = [title.text + following.text for following in filled[at + 2 : at + 3]]
            titles[int(mark[1] or 0)] = (title, [text.replace("\n", "").strip() for text in (title.text, *more)])
    return titles


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
