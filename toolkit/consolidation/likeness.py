"""How likely are two ledger entries one project? Points for and against, each in words; nothing is merged."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from rapidfuzz import fuzz

from toolkit.consolidation.differences import differing, telling_parts
from toolkit.model.expressions import expression
from toolkit.model.ledger import Likeness
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.names import firm, plain
from toolkit.model.places_in_china import UNKNOWN_PROVINCE
from toolkit.model.submission import Project

WHOLE_PHONE = expression(r"1\d{10}|0\d{2,3}-\d{7,8}")
# Words that many names share; the rest of a name tells it from others.
COMMON_WORDS = expression(
    r"(?:(?:年|日)?产|处理)?[0-9一二三四五六七八九十百千]*(?:\.[0-9]+)?[万亿]?[吨套件台头]?"
    r"(?:建设|项目|工程|生产线|生产|基地|产业园|园区|加工厂|加工|精深|技改|改造|扩建|新建|投资|开发|一期|二期|三期)"
)
TELLING_LETTERS = 3
SAME_FIRM, LIKE_FIRM = 100.0, 85.0
SHORTEST_BRAND = 4
# A phone on more rows than this is the clerk's or the park's, and identifies no project.
MOST_BY_PHONE = 4
# A name on more rows than this identifies little: 标准厂房建设项目.
MOST_BY_NAME = 2
LEAST_TELLING = 0.3
# Names with this many points rarely agree by chance.
TELLING_NAME = 28
A_MONTH = "2022-05"
NEAR, APART, FAR = 0.05, 0.3, 0.6

# The points from which on a pair is asked about, and the levels above; chosen on made ledgers (tests/bench/twins.py).
LEVELS: tuple[tuple[float, Likeness], ...] = (
    (75, Likeness.SAME),
    (60, Likeness.SIMILAR),
    (48, Likeness.ALIKE),
    (24, Likeness.TOUCHING),
)
ASKED_FROM = LEVELS[-1][0]


class Look(Struct, frozen=True):
    """The normalised fields by which an entry is compared; '' or ``None`` where it has none."""

    code: str
    name: str
    core: str
    parts: Mapping[str, frozenset[str]]
    firm: str
    phone: str
    yuan: int | None
    day: str
    source: str
    # How many rows have the same name, the same amount.
    named_so: int
    priced_so: int


class Judgement(Struct, frozen=True):
    """Points of 100 that two entries are one project, what speaks for it and what against it."""

    points: float
    like: tuple[str, ...]
    unlike: tuple[str, ...]

    @property
    def level(self) -> Likeness | None:
        """The level of suspicion, or ``None`` below the threshold for a question."""
        return next((level for least, level in LEVELS if self.points >= least), None)


def looks_of(
    entries: Sequence[LedgerEntry | Project], said: dict[str, tuple[str, Mapping[str, frozenset[str]]]] | None = None
) -> list[Look]:
    """Return the fields by which entries are compared, in the entries' order.

    ``said`` is what names were found to say before, and is added to: the core of a name, and the parts that it states.
    """
    told = {} if said is None else said
    for written in {entry.name or "" for entry in entries}.difference(told):
        told[written] = COMMON_WORDS.sub("", plain(written)), telling_parts(written)
    phones = [_whole_phone(entry.phone) for entry in entries]
    names = [plain(entry.name) for entry in entries]
    rows_with, named, priced = Counter(phones), Counter(names), Counter(entry.investment_yuan for entry in entries)
    return [
        Look(
            entry.credit_code or "",
            name,
            *told[entry.name or ""],
            firm(entry.investor),
            phone if rows_with[phone] <= MOST_BY_PHONE else "",
            entry.investment_yuan or None,
            str(entry.signed_on or entry.moved_in_on or ""),
            "" if entry.province == UNKNOWN_PROVINCE else entry.province,
            named[name],
            priced[entry.investment_yuan],
        )
        for entry, phone, name in zip(entries, phones, names, strict=True)
    ]


def judged(one: Look, other: Look) -> Judgement:
    """Compare two entries in the fields that both state; a field that one leaves out is ignored.

    Names that state different phases, villages, outputs or houses are of different projects: no points at all.
    """
    if parts := differing(one.parts, other.parts):
        return Judgement(0.0, (), tuple(f"{part}不同" for part in parts))
    names = _names(one, other)
    evidence = (
        names,
        _firms(one, other, names[0]),
        _amounts(one, other),
        _codes(one, other),
        _phones(one, other),
        _days(one, other),
        _sources(one, other),
        _together(one, other),
    )
    like = tuple(words for points, words in evidence if words and points > 0)
    unlike = tuple(words for points, words in evidence if words and points <= 0)
    return Judgement(min(100.0, max(0.0, sum(points for points, _ in evidence))), like, unlike)


Evidence = tuple[float, str]
NOTHING: Evidence = (0.0, "")


def _names(one: Look, other: Look) -> Evidence:
    likeness = fuzz.ratio(one.name, other.name)
    if one.core and other.core and min(len(one.core), len(other.core)) >= TELLING_LETTERS:
        likeness = max(likeness, 0.9 * fuzz.partial_ratio(one.core, other.core))
    telling = 0.6 if min(len(one.core), len(other.core)) < TELLING_LETTERS else 1.0
    many = max(one.named_so, other.named_so)
    if many > MOST_BY_NAME:
        telling = max(LEAST_TELLING, telling * MOST_BY_NAME / many)
    if one.name == other.name:
        return 40 * telling, "项目名称相同"
    if likeness >= 60:
        return (8 + 26 * (likeness - 60) / 40) * telling, f"项目名称相近（{likeness:.0f}%）"
    return -12 + 16 * max(0.0, likeness - 30) / 30, "项目名称不同"


def _firms(one: Look, other: Look, names: float) -> Evidence:
    if not one.firm or not other.firm:
        return NOTHING
    if one.firm == other.firm:
        return 26, "项目方相同"
    shorter = min(len(one.firm), len(other.firm))
    likeness = fuzz.ratio(one.firm, other.firm)
    if shorter >= SHORTEST_BRAND and fuzz.partial_ratio(one.firm, other.firm) == SAME_FIRM:
        return 22, "项目方名称相近"
    if likeness >= LIKE_FIRM:
        return 8, "项目方名称相近"
    # One unit may name the investor and another the firm that he founded for the project.
    said = names >= TELLING_NAME or (one.phone and one.phone == other.phone)
    return -14 if said else -26, "项目方不同"


def _amounts(one: Look, other: Look) -> Evidence:
    if not one.yuan or not other.yuan:
        return NOTHING
    apart = abs(one.yuan - other.yuan) / max(one.yuan, other.yuan)
    if apart == 0:
        return 10 + 10 / max(1, min(one.priced_so, other.priced_so) - 1) ** 0.5, "投资总额相同"
    if apart <= NEAR:
        return 10, f"投资总额相差{apart:.1%}"
    if apart <= APART:
        return 2, f"投资总额相差{apart:.0%}"
    return (-12 if apart <= FAR else -20), f"投资总额相差{apart:.0%}"


def _codes(one: Look, other: Look) -> Evidence:
    if not one.code or not other.code:
        return NOTHING
    return (20, "统一社会信用代码相同") if one.code == other.code else (-30, "统一社会信用代码不同")


def _phones(one: Look, other: Look) -> Evidence:
    if not one.phone or not other.phone:
        return NOTHING
    return (18, "联系电话相同") if one.phone == other.phone else (-3, "联系电话不同")


def _days(one: Look, other: Look) -> Evidence:
    if len(one.day) < len(A_MONTH) or len(other.day) < len(A_MONTH):
        return NOTHING
    if one.day == other.day:
        return (12 if len(one.day) > len(A_MONTH) else 5), "日期相同"
    if one.day[:7] == other.day[:7]:
        return 5, "日期在同一个月"
    months = abs(_months(one.day) - _months(other.day))
    return (0, "日期不同") if months <= 3 else (-10, f"日期相差{months}个月")


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def _sources(one: Look, other: Look) -> Evidence:
    if not one.source or not other.source:
        return NOTHING
    return (2, "投资来源相同") if one.source == other.source else (-6, "投资来源不同")


def _together(one: Look, other: Look) -> Evidence:
    """Add points where amount and phone, or amount and day, agree together: rarer by chance than each alone."""
    phone, day = one.phone and one.phone == other.phone, len(one.day) > len(A_MONTH) and one.day == other.day
    return (8, "") if one.yuan and one.yuan == other.yuan and (phone or day) else NOTHING


def _whole_phone(phone: str | None) -> str:
    """Return a phone that can tell two projects apart: complete, not masked; else ''."""
    return phone if phone and WHOLE_PHONE.fullmatch(phone) else ""
