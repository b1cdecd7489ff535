"""Which entries may be one project reported twice? Pairs worth a question, the likeliest first.

Pairs are only looked for inside blocks that share a key (credit code, name, firm, phone, amount and month) or stand
next to each other when sorted by name or firm, so that the work grows with sorting and not with the square of the rows.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from toolkit.consolidation.judged_texts import JudgedTexts
from toolkit.consolidation.likeness import A_MONTH, ASKED_FROM, Look, judged, looks_of
from toolkit.model.decisions import pair_id
from toolkit.model.ledger import DuplicatePair, Ledger, Likeness

if TYPE_CHECKING:
    import numpy as np

    Places = np.ndarray[Any, np.dtype[np.int64]]

# The least likeness of neighbours that are compared in full.
SIMILAR_NAME, SIMILAR_FIRM = 80, 85
# A larger block shares a common word, not a project; its pairs would be noise, and too many.
LARGEST_BLOCK = 60
# An amount tells less than a name, so it is a key only where few entries have it.
LARGEST_BY_AMOUNT = 12
NEIGHBOURS = 4


def find_duplicates(
    ledger: Ledger, answered: frozenset[str] = frozenset(), judged_texts: JudgedTexts | None = None
) -> tuple[DuplicatePair, ...]:
    """Return the pairs worth a question, the likeliest first; each pair once.

    A pair that a person has decided on (``answered`` holds its id) is kept whatever its points.
    """
    looks = looks_of(ledger.entries, judged_texts.names if judged_texts else None)
    found = []
    for first, second in {*sharing(looks), *near(looks)}:
        judgement = judged(looks[first], looks[second])
        if judgement.points < ASKED_FROM and not answered:
            continue
        one, other = ledger.entries[first], ledger.entries[second]
        id = pair_id(one.known_as, other.known_as)
        if judgement.points >= ASKED_FROM or id in answered:
            level = judgement.level or Likeness.TOUCHING
            points = round(judgement.points)
            found.append(DuplicatePair(id, level, points, judgement.like, judgement.unlike, one, other))
    return tuple(sorted(found, key=lambda pair: (-pair.points, pair.first.serial, pair.second.serial)))


def sharing(looks: Sequence[Look]) -> Iterator[tuple[int, int]]:
    """Yield the places of two entries that share a key, unless too many entries have it."""
    for keys, most in _keys(looks):
        telling = {key for key, times in Counter(keys).items() if key and 1 < times <= most}
        blocks: dict[Hashable, list[int]] = defaultdict(list)
        for place, key in enumerate(keys):
            if key in telling:
                blocks[key].append(place)
        for block in blocks.values():
            yield from combinations(block, 2)


def _keys(looks: Sequence[Look]) -> Iterator[tuple[list[Hashable], int]]:
    """Yield, for each kind of key, the key of every entry and how many entries may share one.

    A name or firm that half the county has is looked at again together with the amount.
    """
    for field in ("code", "name", "firm", "phone"):
        yield [getattr(look, field) for look in looks], LARGEST_BLOCK
    priced = [look if look.yuan else None for look in looks]
    yield [(look.name, look.yuan) if look and look.name else "" for look in priced], LARGEST_BLOCK
    yield [(look.firm, look.yuan) if look and look.firm else "" for look in priced], LARGEST_BLOCK
    yield [(look.yuan, look.name[:2]) if look and look.name else "" for look in priced], LARGEST_BY_AMOUNT
    yield [(look.yuan, look.day) if look and len(look.day) > len(A_MONTH) else "" for look in priced], LARGEST_BY_AMOUNT


def near(looks: Sequence[Look]) -> Iterator[tuple[int, int]]:
    """Yield the places of neighbours in sorted order whose names or firms are alike, without a common key."""
    import numpy as np

    for texts, least in (([look.name for look in looks], SIMILAR_NAME), ([look.firm for look in looks], SIMILAR_FIRM)):
        bearers: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            bearers[text].append(place)
        # Each text once: which of many equal names stand side by side would hang on the order of the rows.
        once = sorted(filter(None, bearers))
        lengths = np.array([len(text) for text in once])
        words = np.array(once, dtype=object)
        for some, others in neighbours(once):
            first, second = _possible(some, others, lengths, least)
            likeness = process.cpdist(
                words[first], words[second], scorer=fuzz.ratio, score_cutoff=least, dtype=np.float64
            )
            hits = np.asarray(likeness) >= least
            for one, other in zip(first[hits].tolist(), second[hits].tolist(), strict=True):
                yield from _between(bearers[once[one]], bearers[once[other]])


def _between(some: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places of two alike texts, unless they are too many to mean one project."""
    if len(some) * len(others) <= LARGEST_BLOCK:
        yield from ((min(pair), max(pair)) for pair in product(some, others))


def neighbours(texts: Sequence[str]) -> Iterator[tuple["Places", "Places"]]:
    """Yield the places of texts that are neighbours when sorted from their beginning, or from their end."""
    import numpy as np

    for key in (texts, [text[::-1] for text in texts]):
        ordered = np.array(sorted(range(len(texts)), key=key.__getitem__), dtype=np.int64)
        for step in range(1, NEIGHBOURS + 1):
            yield ordered[:-step], ordered[step:]


def _possible(first: "Places", second: "Places", lengths: "Places", least: int) -> tuple["Places", "Places"]:
    """Keep the pairs whose lengths allow the wanted likeness; most do not, and need not be compared.

    The likeness is the share of letters that need not be struck out to make both texts one: as many at least as the
    lengths differ by.
    """
    import numpy as np

    apart = np.abs(lengths[first] - lengths[second])
    possible = 100 * apart <= (100 - least) * (lengths[first] + lengths[second])
    return first[possible], second[possible]
