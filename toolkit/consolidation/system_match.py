"""Which record of the authoritative system is which project of the ledger? The surest first; a likely pair is asked."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from rapidfuzz import fuzz

from toolkit.consolidation.differences import differing, telling_parts
from toolkit.consolidation.duplicates import near, sharing
from toolkit.consolidation.likeness import A_MONTH, ASKED_FROM, Look, judged, looks_of
from toolkit.model.decisions import NOT_SAME, SAME, Decision, Question, decision_id
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.names import firm, plain
from toolkit.model.register import KnownProject
from toolkit.model.submission import Project

SIMILAR_NAME = 88
SIMILAR_FIRM = 80
# More pairs than these are not looked through for an answer: only those that are alike.
MOST_LOOKED_THROUGH = 1_000_000
Known = Mapping[str, KnownProject]
Answers = Mapping[str, Decision]


class Pair(Struct, frozen=True):
    """A ledger entry and a record that are one project, or may be: ``how`` says by what."""

    entry: LedgerEntry
    record: Project
    how: str


class Paired(Struct, frozen=True):
    """What is one project and what may be; ``entries`` and ``records`` are those that nothing is like."""

    certain: tuple[Pair, ...]
    likely: tuple[Pair, ...]
    entries: tuple[LedgerEntry, ...]
    records: tuple[Project, ...]


def system_id(entry: LedgerEntry, record: Project) -> str:
    """Return the id of the question whether a record is a project: of the project's origin, of name and firm there."""
    origin = entry.known_as
    return decision_id(Question.IDENTITY, "系统", origin.unit, origin.name, plain(record.name), firm(record.investor))


def paired(entries: Iterable[LedgerEntry], records: Iterable[Project], known: Known, answers: Answers) -> Paired:
    """Return which records are which entries: each one once, by code, name, answer, likeness, or firm and amount.

    ``known`` are the register's projects by 编号: the system may know an older name or the code.  Two that a person
    called two projects are never one.
    """
    matcher = _Matcher(entries, records, known, answers)
    for find in (matcher.by_code, matcher.by_name, matcher.by_former_name, matcher.by_answer, matcher.by_likeness):
        for pair in find():
            matcher.take(*pair)
    likely = []
    for serial, place, how in matcher.likely():
        if serial in matcher.entries and place in matcher.records:
            likely.append(Pair(matcher.entries.pop(serial), matcher.records.pop(place), how))
    return Paired(
        tuple(sorted(matcher.certain, key=lambda pair: pair.entry.serial)),
        tuple(sorted(likely, key=lambda pair: pair.entry.serial)),
        tuple(matcher.entries.values()),
        tuple(matcher.records.values()),
    )


Found = Iterable[tuple[int, int, str]]


class _Matcher:
    """Who pairs what is left: entries by serial number and records by place, as comparing each with each is slow."""

    def __init__(
        self, entries: Iterable[LedgerEntry], records: Iterable[Project], known: Known, answers: Answers
    ) -> None:
        self.entries = {entry.serial: entry for entry in entries}
        self.records = dict(enumerate(record for record in records if record.name))
        self.certain: list[Pair] = []
        self._known = known
        self._answers = {id: one.answer for id, one in answers.items() if one.question is Question.IDENTITY}
        self._alike: list[tuple[float, int, int, Look, Look, str]] | None = None

    def take(self, serial: int, place: int, how: str) -> None:
        """Keep two as one project, unless one of them is taken or a person said otherwise."""
        if serial in self.entries and place in self.records and self._answer(serial, place) != NOT_SAME:
            self.certain.append(Pair(self.entries.pop(serial), self.records.pop(place), how))

    def _answer(self, serial: int, place: int) -> str:
        return self._answers.get(system_id(self.entries[serial], self.records[place]), "") if self._answers else ""

    def _by_key(
        self,
        keys: Callable[[LedgerEntry], Iterable[tuple[str, str]]],
        record_key: Callable[[Project], str],
        agrees: Callable[[LedgerEntry, Project], bool],
    ) -> Found:
        """Yield what has one key: by each entry's keys, each with the words for it."""
        places: dict[str, list[int]] = {}
        for place, record in self.records.items():
            if key := record_key(record):
                places.setdefault(key, []).append(place)
        for serial, entry in list(self.entries.items()):
            for key, how in keys(entry):
                for place in places.get(key, ()):
                    if place in self.records and agrees(entry, self.records[place]):
                        yield serial, place, how

    def by_code(self) -> Found:
        """One firm may have several projects: the code alone is not enough."""

        def codes(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
            project = self._known.get(entry.project)
            code = entry.credit_code or (project.credit_code if project else "")
            if code:
                yield code, "统一社会信用代码"

        def same_amount(entry: LedgerEntry, record: Project) -> bool:
            return bool(entry.investment_yuan) and entry.investment_yuan == record.investment_yuan

        def code_of(record: Project) -> str:
            return record.credit_code or ""

        yield from self._by_key(codes, code_of, lambda e, r: _like_names(e, r) and same_amount(e, r))
        yield from self._by_key(codes, code_of, _like_names)
        held = Counter(code_of(record) for record in self.records.values())
        alone = Counter(code for entry in self.entries.values() for code, _ in codes(entry))
        yield from (
            (serial, place, f"{how}、投资总额")
            for serial, place, how in self._by_key(codes, code_of, lambda e, r: same_amount(e, r) and _may_be_one(e, r))
            if held[code_of(self.records[place])] == 1 and alone[code_of(self.records[place])] == 1
        )

    def by_name(self) -> Found:
        """The same name and firm first; a name alone where the firms do not speak against it."""

        def names(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
            yield plain(entry.name), "项目名称"

        yield from self._by_key(names, _name_of, lambda e, r: _firm_of(e) == _firm_of(r) != "")
        yield from self._by_key(names, _name_of, _may_be_of_one_firm)

    def by_former_name(self) -> Found:
        """What a project was called before, as the register knows."""

        def former(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
            project = self._known.get(entry.project)
            for name in reversed(project.names if project else ()):
                yield plain(name), f"曾用名“{name}”"

        yield from self._by_key(former, _name_of, _may_be_of_one_firm)

    def by_answer(self) -> Found:
        """What a person said is one project, however its values have changed since."""
        if SAME in self._answers.values() and len(self.entries) * len(self.records) <= MOST_LOOKED_THROUGH:
            for serial in list(self.entries):
                for place in list(self.records):
                    if serial in self.entries and place in self.records and self._answer(serial, place) == SAME:
                        yield serial, place, f"裁定 {system_id(self.entries[serial], self.records[place])}"

    def by_likeness(self) -> Found:
        """A similar name of a similar firm; then firm, amount and day together, where no other pair has them."""
        found = self._pairs()
        similar = sorted(
            (-fuzz.ratio(one.name, other.name), serial, place) for _, serial, place, one, other, _ in found
        )
        for unlike, serial, place in similar:
            is_free = serial in self.entries and place in self.records
            if -unlike >= SIMILAR_NAME and is_free and _may_be_of_one_firm(self.entries[serial], self.records[place]):
                yield serial, place, f"名称相近（{-unlike:.0f}%）"
        agreeing = [
            (serial, place)
            for _, serial, place, one, other, _ in found
            if serial in self.entries and place in self.records and _agree(one, other)
        ]
        once, there = Counter(serial for serial, _ in agreeing), Counter(place for _, place in agreeing)
        for serial, place in agreeing:
            if once[serial] == there[place] == 1:
                yield serial, place, "项目方、投资总额、日期相同"

    def likely(self) -> Found:
        """Yield what may be one project, the likeliest first, unless a person has said that it is not."""
        for _, serial, place, _, _, like in self._pairs():
            if serial in self.entries and place in self.records and self._answer(serial, place) != NOT_SAME:
                yield serial, place, like

    def _pairs(self) -> list[tuple[float, int, int, Look, Look, str]]:
        """Return what is alike of all that had no match when first asked: points, both, their looks, what agrees."""
        if self._alike is None:
            serials, places = list(self.entries), list(self.records)
            looks = looks_of([*self.entries.values(), *self.records.values()]) if serials and places else []
            self._alike = []
            for first, second in {*sharing(looks), *near(looks)} if looks else ():
                if first < len(serials) <= second:
                    judgement = judged(looks[first], looks[second])
                    one, other = looks[first], looks[second]
                    is_like = fuzz.ratio(one.name, other.name) >= SIMILAR_NAME
                    is_like = is_like and not differing(one.parts, other.parts)
                    if judgement.points >= ASKED_FROM or is_like:
                        ends = serials[first], places[second - len(serials)]
                        like = "、".join(judgement.like)
                        self._alike.append((judgement.points, *ends, one, other, like))
            self._alike.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
        return self._alike


def _name_of(one: Project) -> str:
    return plain(one.name)


def _firm_of(one: LedgerEntry | Project) -> str:
    return firm(one.investor)


def _may_be_one(one: LedgerEntry | Project, other: LedgerEntry | Project) -> bool:
    """Tell whether two names state no different phases, villages or outputs."""
    return not differing(telling_parts(one.name or ""), telling_parts(other.name or ""))


def _like_names(one: LedgerEntry, other: Project) -> bool:
    return fuzz.ratio(plain(one.name), plain(other.name)) >= SIMILAR_FIRM and _may_be_one(one, other)


def _may_be_of_one_firm(one: LedgerEntry, other: Project) -> bool:
    """Tell whether the firms are alike, one of them is not stated, or amount and day say that it is one project."""
    first, second = _firm_of(one), _firm_of(other)
    if not first or not second or fuzz.ratio(first, second) >= SIMILAR_FIRM:
        return True
    return bool(one.investment_yuan) and one.investment_yuan == other.investment_yuan


def _agree(one: Look, other: Look) -> bool:
    """Tell whether firm, amount and day are stated by both and the same."""
    if not (one.firm and one.yuan and len(one.day) > len(A_MONTH)):
        return False
    return (one.firm, one.yuan, one.day) == (other.firm, other.yuan, other.day)


def with_same_name(records: Sequence[Project], entries: Iterable[LedgerEntry], known: Known) -> dict[int, LedgerEntry]:
    """Return which records, by place, are entries that do not count: the same firm, and a name of the project."""
    names: dict[tuple[str, str], LedgerEntry] = {}
    for entry in entries:
        project = known.get(entry.project)
        for name in (entry.name, *(project.names if project else ())):
            names.setdefault((plain(name), _firm_of(entry)), entry)
    found: dict[int, LedgerEntry] = {}
    for place, record in enumerate(records):
        entry_of = names.get((_name_of(record), _firm_of(record)))
        if entry_of is not None and entry_of not in found.values():
            found[place] = entry_of
    return found
