"""Which entries may be one project reported twice? Levels of suspicion, each with its reason.

Pairs are only looked for inside blocks that share a key (credit code, name, firm, phone) or stand next to
each other when sorted by name, so that a province's million rows cost a sort and not a square.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from toolkit.model.decisions import Question, decision_id
from toolkit.model.ledger import DuplicatePair, Ledger, LedgerEntry, Likeness

if TYPE_CHECKING:
    import numpy as np

    Places = np.ndarray[Any, np.dtype[np.int64]]

NOISE = re.compile(r"[\s（）()“”\"·、，,。.\-—_《》]")
LEGAL_FORM = re.compile(r"(?:股份|责任)?有限(?:责任)?公司$|公司$|集团$")
WHOLE_PHONE = re.compile(r"1\d{10}|0\d{2,3}-\d{7,8}")
SIMILAR_NAME = 80
SIMILAR_NAME_APART = 92
SIMILAR_FIRM = 85
AMOUNT_SPREAD = 0.2
# A block this large is a trade, not a project: its pairs would be noise, and their number a square.
LARGEST_BLOCK = 60
# A phone on more rows than these is the clerk's or the park's own: fifty rows with it would ask 1 225 questions.
MOST_BY_PHONE = 4
NEIGHBOURS = 4
STRENGTH = {level: place for place, level in enumerate(Likeness)}


def find_duplicates(ledger: Ledger) -> tuple[DuplicatePair, ...]:
    """Return suspected pairs, strongest first; each pair once, at its highest level."""
    looks = looks_of(ledger.entries)
    pairs = {*sharing(looks), *near(looks)}
    judged = (_judge(looks, first, second) for first, second in pairs)
    return tuple(
        sorted(
            (pair for pair in judged if pair is not None),
            key=lambda pair: (STRENGTH[pair.level], pair.first.serial, pair.second.serial),
        )
    )


@dataclass(frozen=True, slots=True)
class Looks:
    """What entries are compared by, made plain once for each; entries are spoken of by their place."""

    entries: Sequence[LedgerEntry]
    codes: list[str]
    names: list[str]
    firms: list[str]
    phones: list[str]


def looks_of(entries: Sequence[LedgerEntry]) -> Looks:
    """Return what entries are compared by; '' where one has nothing of the kind."""
    phones = [_whole_phone(entry.phone) for entry in entries]
    rows_with = Counter(phones)
    return Looks(
        entries,
        [entry.credit_code or "" for entry in entries],
        [plain(entry.name) for entry in entries],
        [firm(entry.investor) for entry in entries],
        [phone if rows_with[phone] <= MOST_BY_PHONE else "" for phone in phones],
    )


def sharing(looks: Looks) -> Iterator[tuple[int, int]]:
    """Yield the places of two entries that share a key which not too many have."""
    for keys in (looks.codes, looks.names, looks.firms, looks.phones):
        telling = {key for key, times in Counter(keys).items() if key and 1 < times <= LARGEST_BLOCK}
        blocks: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            if key in telling:
                blocks[key].append(place)
        for block in blocks.values():
            yield from combinations(block, 2)


def near(looks: Looks) -> Iterator[tuple[int, int]]:
    """Yield the places of neighbours whose names are alike enough to say something without a common key."""
    import numpy as np

    numbers: dict[str, int] = {}
    same = np.array([numbers.setdefault(name, len(numbers)) for name in looks.names])
    lengths = np.array([len(name) for name in looks.names])
    names = np.array(looks.names, dtype=object)
    for some, others in neighbours(looks):
        first, second = _possible(some, others, same, lengths)
        likeness = process.cpdist(
            names[first], names[second], scorer=fuzz.ratio, score_cutoff=SIMILAR_NAME_APART, dtype=np.float64
        )
        hits = np.asarray(likeness) >= SIMILAR_NAME_APART
        yield from zip(np.minimum(first, second)[hits].tolist(), np.maximum(first, second)[hits].tolist(), strict=True)


def neighbours(looks: Looks) -> Iterator[tuple["Places", "Places"]]:
    """Yield the places of entries that stand next to each other by how their names begin, and by how they end."""
    import numpy as np

    filled = [place for place, entry in enumerate(looks.entries) if entry.name]
    for key in (looks.names, [name[::-1] for name in looks.names]):
        ordered = np.array(sorted(filled, key=key.__getitem__), dtype=np.int64)
        for step in range(1, NEIGHBOURS + 1):
            yield ordered[:-step], ordered[step:]


def _possible(first: "Places", second: "Places", same: "Places", lengths: "Places") -> tuple["Places", "Places"]:
    """Leave the pairs whose lengths allow such a likeness: most do not, and need not be compared.

    The likeness is the share of letters that need not be struck out to make both texts one: as many as the lengths
    differ by, and two at least where texts of one length are not the same.
    """
    import numpy as np

    apart = np.abs(lengths[first] - lengths[second])
    struck = np.where((apart == 0) & (same[first] != same[second]), 2, apart)
    possible = 100 * struck <= (100 - SIMILAR_NAME_APART) * (lengths[first] + lengths[second])
    return first[possible], second[possible]


def _judge(looks: Looks, first: int, second: int) -> DuplicatePair | None:
    for level, reason in _reasons(looks, first, second):
        places = (first, second)
        ids = sorted(f"{looks.entries[place].unit}·{looks.names[place]}·{looks.firms[place]}" for place in places)
        id = decision_id(Question.DUPLICATE, *ids)
        return DuplicatePair(id, level, reason, looks.entries[first], looks.entries[second])
    return None


def _reasons(looks: Looks, first: int, second: int) -> Iterator[tuple[Likeness, str]]:
    """Yield why two entries may be one, the strongest first."""
    names, firms, codes, phones = looks.names, looks.firms, looks.codes, looks.phones
    same_firm = bool(firms[first]) and firms[first] == firms[second]
    likeness = fuzz.ratio(names[first], names[second])
    if codes[first] and codes[first] == codes[second] and likeness >= SIMILAR_NAME:
        yield Likeness.SAME, "统一社会信用代码相同，项目名称相近"
    if names[first] == names[second]:
        yield Likeness.SAME, "项目名称相同"
    if likeness >= SIMILAR_NAME and same_firm:
        yield Likeness.SIMILAR, f"项目方相同，项目名称相近（相似度{likeness:.0f}%）"
    if likeness >= SIMILAR_NAME_APART and _similar_firms(firms[first], firms[second]):
        yield Likeness.SIMILAR, f"项目名称相近（相似度{likeness:.0f}%），项目方名称也相近"
    one, other = looks.entries[first], looks.entries[second]
    spread = _spread(one.investment_yuan, other.investment_yuan)
    if same_firm and one.unit != other.unit and spread is not None and spread <= AMOUNT_SPREAD:
        trade = "、行业相同" if one.industry == other.industry else ""
        yield Likeness.ALIKE, f"项目方相同{trade}，投资总额相差{spread:.0%}"
    if phones[first] and phones[first] == phones[second]:
        yield Likeness.TOUCHING, "联系电话相同"


def _similar_firms(one: str, other: str) -> bool:
    return not one or not other or fuzz.ratio(one, other) >= SIMILAR_FIRM


def _spread(one: int | None, other: int | None) -> float | None:
    """How far two amounts are apart, as a share of the larger; ``None`` where one is missing."""
    return abs(one - other) / max(one, other) if one and other else None


def _whole_phone(phone: str | None) -> str:
    """A phone that can tell two projects apart: complete, not masked."""
    return phone if phone and WHOLE_PHONE.fullmatch(phone) else ""


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
