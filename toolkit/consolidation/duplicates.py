"""Which entries may be one project reported twice? Levels of suspicion, each with its reason.

Pairs are only looked for inside blocks that share a key (credit code, name, firm, phone) or stand next to
each other when sorted by name, so that a province's million rows cost a sort and not a square.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz

from toolkit.model.decisions import Question, decision_id
from toolkit.model.ledger import DuplicatePair, Ledger, LedgerEntry, Likeness

NOISE = re.compile(r"[\s（）()“”\"·、，,。.\-—_《》]")
LEGAL_FORM = re.compile(r"(?:股份|责任)?有限(?:责任)?公司$|公司$|集团$")
SIMILAR_NAME = 80
SIMILAR_NAME_APART = 92
SIMILAR_FIRM = 85
AMOUNT_SPREAD = 0.2
# A block this large is a trade, not a project: its pairs would be noise, and their number a square.
LARGEST_BLOCK = 60
NEIGHBOURS = 4


def find_duplicates(ledger: Ledger) -> tuple[DuplicatePair, ...]:
    """Return suspected pairs, strongest first; each pair once, at its highest level."""
    found: dict[tuple[int, int], DuplicatePair] = {}
    for first, second in _candidates(ledger.entries):
        if (first.serial, second.serial) not in found and (pair := _judge(first, second)):
            found[first.serial, second.serial] = pair
    return tuple(sorted(found.values(), key=lambda pair: (pair.level, pair.first.serial, pair.second.serial)))


def _candidates(entries: tuple[LedgerEntry, ...]) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    keys: tuple[Callable[[LedgerEntry], str], ...] = (
        lambda entry: entry.credit_code or "",
        lambda entry: plain(entry.name),
        lambda entry: firm(entry.investor),
        lambda entry: _whole_phone(entry.phone),
    )
    for key in keys:
        blocks: dict[str, list[LedgerEntry]] = defaultdict(list)
        for entry in entries:
            if value := key(entry):
                blocks[value].append(entry)
        for block in blocks.values():
            if 1 < len(block) <= LARGEST_BLOCK:
                yield from combinations(block, 2)
    yield from _neighbours(entries, lambda entry: plain(entry.name))
    yield from _neighbours(entries, lambda entry: plain(entry.name)[::-1])


def _neighbours(
    entries: Iterable[LedgerEntry], key: Callable[[LedgerEntry], str]
) -> Iterator[tuple[LedgerEntry, LedgerEntry]]:
    ordered = sorted((entry for entry in entries if entry.name), key=lambda entry: (key(entry), entry.serial))
    for place, entry in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            yield (entry, other) if entry.serial < other.serial else (other, entry)


def _judge(first: LedgerEntry, second: LedgerEntry) -> DuplicatePair | None:
    for level, reason in _reasons(first, second):
        ids = sorted((f"{entry.unit}·{plain(entry.name)}·{firm(entry.investor)}") for entry in (first, second))
        return DuplicatePair(decision_id(Question.DUPLICATE, *ids), level, reason, first, second)
    return None


def _reasons(first: LedgerEntry, second: LedgerEntry) -> Iterator[tuple[Likeness, str]]:
    """Yield why two entries may be one, the strongest first."""
    same_firm = bool(firm(first.investor)) and firm(first.investor) == firm(second.investor)
    likeness = fuzz.ratio(plain(first.name), plain(second.name))
    if first.credit_code and first.credit_code == second.credit_code and likeness >= SIMILAR_NAME:
        yield Likeness.SAME, "统一社会信用代码相同，项目名称相近"
    if plain(first.name) == plain(second.name):
        yield Likeness.SAME, "项目名称相同"
    if likeness >= SIMILAR_NAME and same_firm:
        yield Likeness.SIMILAR, f"项目方相同，项目名称相近（相似度{likeness:.0f}%）"
    if likeness >= SIMILAR_NAME_APART and _similar_firms(first, second):
        yield Likeness.SIMILAR, f"项目名称相近（相似度{likeness:.0f}%），项目方名称也相近"
    spread = _spread(first.investment_yuan, second.investment_yuan)
    if same_firm and first.unit != second.unit and spread is not None and spread <= AMOUNT_SPREAD:
        trade = "、行业相同" if first.industry == second.industry else ""
        yield Likeness.ALIKE, f"项目方相同{trade}，投资总额相差{spread:.0%}"
    if _whole_phone(first.phone) and _whole_phone(first.phone) == _whole_phone(second.phone):
        yield Likeness.TOUCHING, "联系电话相同"


def _similar_firms(first: LedgerEntry, second: LedgerEntry) -> bool:
    one, other = firm(first.investor), firm(second.investor)
    return not one or not other or fuzz.ratio(one, other) >= SIMILAR_FIRM


def _spread(one: int | None, other: int | None) -> float | None:
    """How far two amounts are apart, as a share of the larger; ``None`` where one is missing."""
    return abs(one - other) / max(one, other) if one and other else None


def _whole_phone(phone: str | None) -> str:
    """A phone that can tell two projects apart: complete, not masked."""
    return phone if phone and re.fullmatch(r"1\d{10}|0\d{2,3}-\d{7,8}", phone) else ""


def plain(text: str | None) -> str:
    """Return a name without spaces, brackets and punctuation.

    >>> plain("江口旋切（一期） 项目")
    '江口旋切一期项目'
    """
    return NOISE.sub("", text or "")


def firm(text: str | None) -> str:
    """Return a firm's name without its legal form.

    >>> firm("广西江岸木业有限责任公司"), firm("广西江岸木业有限公司")
    ('广西江岸木业', '广西江岸木业')
    """
    return LEGAL_FORM.sub("", plain(text))
