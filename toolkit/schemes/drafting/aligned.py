"""Where do last year's words stand in this year's document? The same, nearly the same, or nowhere."""

from collections.abc import Sequence

from msgspec import Struct
from rapidfuzz import fuzz

from toolkit.model.expressions import expression
from toolkit.model.renewal import CHANGED, GONE, MOVED, SAME
from toolkit.schemes.clauses import plain_words
from toolkit.schemes.drafting.practice import number_of

# Words count as the same clause from here on, out of 100; figures do not count, as they are what changes.
ALIKE, ALIKE_SHORT, SHORT = 75, 88, 8
_EDGE = expression(r"[，,。；;：:、（）()！？\t]")
_YEAR = expression(r"(?<!\d)(20\d\d)(?=\s*[年—－\-–~至])")
_CHINESE = expression("[一二两三四五六七八九十]+(?=个|天|日|次|家|条|名|倍|分|号|年|季)")
_SIZED = expression(
    r"\d[\d,]*(?:\.\d+)?\s*"
    r"(?:亿美元|万美元|亿元|万元|万平方米|万平米|平方米|个工作日|%|％|[\u4e00-\u9fff])?"
)
_NUMBER = expression(r"\d+(?:\.\d+)?")
# What a window keeps of the number before a sentence: （一）, 一）, 3）, 2. but not 2.5亿元.
_COUNTED = expression(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、]\s*|^\d{1,2}[.．](?!\d)\s*")


class Aligned(Struct, frozen=True):
    """What became of a quote (不变, 年份顺延, 有改动, 找不到), and its line (from 1) and words in the new document."""

    result: str
    line: int = 0
    quote: str = ""


def aligned(quote: str, before: int, old: Sequence[str], new: Sequence[str], by: int) -> Aligned:
    """Return where a quote of line ``before`` stands in the new lines; ``by`` is how many years lie between."""
    expected = before * len(new) / max(len(old), 1)
    for words, result in ((quote, SAME), (moved_years(quote, by), MOVED)):
        there = [number for number, line in enumerate(new, 1) if words in line]
        if there:
            return Aligned(result, min(there, key=lambda number: abs(number - expected)), words)
    best, score = Aligned(GONE), 0.0
    for number, line in enumerate(new, 1):
        found = fuzz.partial_ratio_alignment(_masked(quote), _masked(line)) if line.strip() else None
        if found is None or found.score <= score or len(line.strip()) < len(quote) / 3:
            continue
        words = _whole(line, found.dest_start, found.dest_end)
        # What the words around add to the window is held against the whole quote.
        likeness = fuzz.ratio(_masked(quote), _masked(words))
        if min(found.score, likeness + 10) > score:
            best, score = Aligned(CHANGED, number, words), min(found.score, likeness + 10)
    return best if score >= (ALIKE_SHORT if len(plain_words(quote)) < SHORT else ALIKE) else Aligned(GONE)


def moved_years(text: str, by: int) -> str:
    """Return a text whose years are ``by`` later.

    >>> moved_years("2022年新签约30个，2021—2023年", 1)
    '2023年新签约30个，2022—2024年'
    """
    return _YEAR.sub(lambda found: str(int(found[0]) + by), text)


def changed_numbers(before: str, after: str) -> list[tuple[str, str]]:
    """Return the numbers that changed between two wordings, with their units; none where they do not pair.

    >>> changed_numbers("到位资金20亿元，三天内报", "到位资金25亿元，五天内报")
    [('20亿元', '25亿元'), ('3天', '5天')]
    """
    one, other = (_numbers(_YEAR.sub("", text)) for text in (before, after))
    if len(one) != len(other):
        return []
    return [(first, second) for first, second in zip(one, other, strict=True) if first != second]


def _numbers(text: str) -> list[str]:
    written = _CHINESE.sub(lambda found: str(number_of(found[0])), text)
    return ["".join(found[0].split()) for found in _SIZED.finditer(written)]


def _masked(text: str) -> str:
    return _NUMBER.sub(lambda found: "0" * len(found[0]), text)


def _whole(line: str, start: int, end: int) -> str:
    """Return a window of a line stretched to the marks around it."""
    before = [match.end() for match in _EDGE.finditer(line, 0, start + 1)]
    after = _EDGE.search(line, max(end - 1, start))
    begin = before[-1] if before and start - before[-1] < 12 else start
    stop = after.start() if after and after.start() - end < 16 else end
    words = line[begin:stop].strip() or line[start:end].strip()
    return _COUNTED.sub("", words) or words
