"""What is known of one project so far? Its rows, names and units, as the months are read one after the other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from toolkit.model.former import NOTHING_FORMER, FormerProject, FormerYears
from toolkit.model.names import firm, plain
from toolkit.model.origin import Origin, origin_of
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import KnownProject, Place, Sighting, State
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project


class Row:
    """A project's row in the table that counts for a unit and month; ``file`` as findings print it.

    ``name`` is plain, ``firm`` without its legal form; ``sighting`` is the row as the register's noun.
    """

    __slots__ = ("file", "firm", "name", "period", "project", "sighting", "unit")

    def __init__(self, period: ReportingPeriod, unit: str, file: str, project: Project) -> None:
        self.period, self.unit, self.file, self.project = period, unit, file, project
        self.name, self.firm = plain(project.name), firm(project.investor)
        place = (file, project.ref.sheet, project.ref.row)
        self.sighting = Sighting(period, unit, place, project.name or "", project.investor or "")

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.sighting.place


class Thread(Struct, eq=False):
    """A project while it is followed; its last row is the newest.

    ``missing_since`` is the first month whose table lacks it, ``back_since`` the one that names it again though it was
    over, while nobody has said that it goes on.  ``asleep`` is true from 1 January until a table of the new year names
    it: sums begin anew then, and nothing of it is carried.
    """

    origin: Origin
    units: list[tuple[ReportingPeriod, str]]
    rows: list[Row] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    number: str = ""
    state: State = State.LISTED
    state_since: ReportingPeriod | None = None
    why: str = ""
    same_as: "Thread | None" = None
    missing_since: ReportingPeriod | None = None
    back_since: ReportingPeriod | None = None
    asleep: bool = False

    @property
    def unit(self) -> str:
        """Who is credited with it."""
        return self.units[-1][1]

    @property
    def last(self) -> Row:
        """Its newest row."""
        return self.rows[-1]

    @property
    def is_over(self) -> bool:
        """True once nobody need report it any more."""
        return self.state is not State.LISTED

    def see(self, row: Row) -> None:
        """Add a month's row; the row's unit is credited, and its stage says whether the project has ended."""
        if self.unit != row.unit:
            self.move(row.unit, row.period)
        self.rows.append(row)
        self.names[row.name] = None
        self.missing_since, self.asleep = None, False
        if row.project.stage == ENDED:
            if self.state is not State.ENDED:
                self.turn(State.ENDED, row.period, row.project.progress or ENDED)
        elif self.state is not State.LISTED:
            self.turn(State.LISTED, row.period, "")

    def move(self, unit: str, since: ReportingPeriod) -> None:
        """Credit another unit from a month on."""
        self.units.append((since, unit))

    def turn(self, state: State, since: ReportingPeriod | None, why: str) -> None:
        """Note what has become of it."""
        self.state, self.state_since, self.why = state, since, why

    def known(self) -> KnownProject:
        """Return what is known of it."""
        names = dict.fromkeys(reversed([row.project.name or "" for row in self.rows]))
        firms = dict.fromkeys(reversed([row.project.investor for row in self.rows if row.project.investor]))
        codes = [row.project.credit_code for row in self.rows if row.project.credit_code]
        return KnownProject(
            self.number,
            self.origin,
            tuple(reversed(names)),
            tuple(reversed(firms)),
            codes[-1] if codes else "",
            tuple(self.units),
            tuple(row.sighting for row in self.rows),
            self.state,
            self.state_since,
            self.why,
            self.same_as.number if self.same_as else "",
        )


class Threads:
    """All projects so far, found by unit and by origin; ``numbers`` are those that were given before."""

    def __init__(
        self,
        numbers: Mapping[Origin, str],
        names: Mapping[Origin, Sequence[str]],
        former: FormerYears = NOTHING_FORMER,
    ) -> None:
        """``names`` are those that the office added; the projects of ``former`` years are known from the start."""
        self._numbers, self._more_names, self._last_number = numbers, names, former.last_number
        self._all: list[Thread] = []
        self._by_origin: dict[Origin, Thread] = {}
        by_number = {one.number: self._go_on(one) for one in former.projects}
        self._former_numbers = frozenset(by_number)
        for one in former.projects:
            by_number[one.number].same_as = by_number.get(one.same_as)

    def _go_on(self, former: FormerProject) -> Thread:
        """Add a project of a former year."""
        rows = [Row(one.sighting.period, one.sighting.unit, one.sighting.place[0], one.project) for one in former.rows]
        thread = Thread(former.origin, list(former.units), rows, number=former.number)
        thread.turn(former.state, former.state_since, former.why)
        self._add(thread, *rows)
        return thread

    def _add(self, thread: Thread, *rows: Row) -> None:
        self._by_origin[thread.origin] = thread
        self._all.append(thread)
        more = map(plain, self._more_names.get(thread.origin, ()))
        thread.names.update(dict.fromkeys((*more, *(row.name for row in rows))))

    def __iter__(self) -> Iterator[Thread]:
        return iter(self._all)

    def begin(self, row: Row) -> Thread:
        """Add a project that was never reported; of two with one origin the second one's name gets a number."""
        origin, number = origin_of(row.unit, row.project.name, row.project.investor), 1
        first = origin
        while origin in self._by_origin:
            number += 1
            origin = Origin(first.unit, f"{first.name}·{number}", first.firm)
        number_given = self._numbers.get(origin, "")
        is_taken = number_given in self._former_numbers
        thread = Thread(origin, [(row.period, row.unit)], number="" if is_taken else number_given)
        self._add(thread)
        thread.see(row)
        return thread

    def number(self, prefix: str, place_of: Callable[[str], tuple[int, str]]) -> None:
        """Give every project a 编号, new ones after those that were given before: LZ-0042."""
        known = [int(number.rpartition("-")[2]) for number in self._numbers.values()]
        next_one = max([self._last_number, *known]) + 1
        new = [one for one in self._all if not one.number]
        first = {one: one.rows[0] for one in new}
        in_order = sorted(
            new, key=lambda one: (first[one].period, place_of(first[one].unit), first[one].project.ref.row, one.origin)
        )
        for thread in in_order:
            thread.number = f"{prefix}-{next_one:04d}"
            next_one += 1

    def by_unit(self) -> dict[str, list[Thread]]:
        """Return the projects of each unit, in the order in which they came."""
        units: dict[str, list[Thread]] = defaultdict(list)
        for thread in self._all:
            units[thread.unit].append(thread)
        return units


def matched(rows: Iterable[Row], threads: Iterable[Thread]) -> tuple[list[tuple[Row, Thread]], list[Row]]:
    """Return which of a unit's rows are which of its projects beyond doubt, and the rows that are left.

    By 编号, by name and firm, then by a name that one row and one project alone have.  Of several with one name
    and firm those with the same amount belong together, else they follow each other as in the sheet.
    """
    left, free = list(rows), dict.fromkeys(threads)
    pairs: list[tuple[Row, Thread]] = []
    for of_row, of_thread, is_alone, agree in WAYS:
        if not left or not free:
            break
        found: dict[Hashable, list[Thread]] = defaultdict(list)
        for thread in free:
            for key in of_thread(thread):
                found[key].append(thread)
        wanted = Counter(map(of_row, left))
        kept = []
        for row in left:
            key = of_row(row)
            candidates = [one for one in found.get(key, ()) if one in free and agree(row, one)] if key else []
            if not candidates or (is_alone and (len(candidates) > 1 or wanted[key] > 1)):
                kept.append(row)
                continue
            del free[candidates[0]]
            pairs.append((row, candidates[0]))
        left = kept
    return pairs, left


def _with_amount(row: Row, name: str) -> Hashable:
    return (name, row.firm, row.project.investment_yuan) if name and row.firm else None


def _with_firm(row: Row, name: str) -> Hashable:
    return (name, row.firm) if name and row.firm else None


def agrees(row: Row, thread: Thread) -> bool:
    """Tell whether a row that states a 编号 is of that project: it may have been overwritten with another one."""
    old = thread.last
    same_firm = bool(row.firm) and row.firm == old.firm
    return row.name in thread.names or same_firm or row.project.investment_yuan == old.project.investment_yuan


def _always(_row: Row, _thread: Thread) -> bool:
    return True


# How a row's key is made, and a project's keys; whether only one of each may have it; what must agree beside it.
Way = tuple[Callable[[Row], Hashable], Callable[[Thread], Iterable[Hashable]], bool, Callable[[Row, Thread], bool]]
WAYS: tuple[Way, ...] = (
    (lambda row: row.project.number, lambda one: [one.number] if one.number else [], True, agrees),
    (
        lambda row: _with_amount(row, row.name),
        lambda one: {_with_amount(one.last, name) for name in one.names},
        False,
        _always,
    ),
    (
        lambda row: _with_firm(row, row.name),
        lambda one: {_with_firm(one.last, name) for name in one.names},
        False,
        _always,
    ),
    (lambda row: row.name, lambda thread: thread.names, True, _always),
)
