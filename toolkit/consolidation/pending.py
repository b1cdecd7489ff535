"""What waits beside each figure: which projects would come to count in it, once somebody says what they are?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from toolkit.consolidation.weights import weighed
from toolkit.model.clause import AnyOf, Condition, Criterion, plain
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_entry import UNDECIDED, UNDECIDED_ROW, UNTOLD, LedgerEntry
from toolkit.model.pending import Pending
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.stages import stage_rank
from toolkit.model.trade_ticks import DECIDES
from toolkit.model.weighting import OF_COUNTS, rounded

PAID_IN = "paid_in_yuan"
_NOBODY_KNOWS = (UNDECIDED, UNTOLD, UNDECIDED_ROW, None)
_JUDGED = ("region", "outside", "sector", "emerging", "target_row", "year")


class _Open(NamedTuple):
    """A project that may come to count, and whether somebody is asked: else nobody said what decides.

    ``counts`` where it counts already and only its sum is asked about.
    """

    entry: LedgerEntry
    asked: bool
    counts: bool = False


class Waiting:
    """The counted projects of a ledger of which something is not certain; most are certain in everything."""

    def __init__(self, ledger: Ledger, scheme: Scheme) -> None:
        counted = ledger.counted.entries
        self._scheme, self._counted = scheme, len(counted)
        self._entries = [entry for entry in counted if _is_open(entry)]
        self._of_county: dict[str, list[_Open]] = {}
        self._of_rows: dict[str, Mapping[str, list[_Open]]] = {}

    def pending(self, indicator: Indicator, row: str | None = None) -> Pending:
        """Return what waits beside an indicator of the county, or of the target row with a key."""
        parts = (indicator.numerator, indicator.denominator) if indicator.is_ratio else ()
        waiting = self._waiting(indicator, row)
        for id in parts:
            known = {one.entry.serial for one in waiting}
            part = self._waiting(self._scheme.indicator(id), row) if id else []
            waiting = [*waiting, *(one for one in part if one.entry.serial not in known)]
        asked = sum(one.asked for one in waiting)
        weighted = indicator.is_weighted and indicator.aggregate != "count"
        amount = _more(waiting, indicator) if weighted else _sum(waiting, indicator.column or "investment_yuan")
        return Pending(len(waiting), amount, self._counted - len(waiting), asked, len(waiting) - asked)

    def at_most(self, indicator: Indicator, actual: int | float | None, row: str | None = None) -> int | float | None:
        """Return a count or a sum with all that waits counted."""
        waiting = self._waiting(indicator, row)
        if not waiting or actual is None:
            return actual
        return actual + _more(waiting, indicator)

    def ratio_at_most(
        self, indicator: Indicator, part: int | float | None, whole: int | float | None, row: str | None = None
    ) -> float | None:
        """Return a share with all that waits for its part counted: in the whole, too, where it waits there."""
        if part is None or whole is None:
            return None
        above, below = (self._scheme.indicator(id) for id in (indicator.numerator, indicator.denominator))
        waiting = self._waiting(above, row)
        held = {one.entry.serial for one in waiting}
        also = [one for one in self._waiting(below, row) if one.entry.serial in held]
        part += _more(waiting, above)
        whole += _more(also, below)
        return part / whole if whole else None

    def _waiting(self, indicator: Indicator, row: str | None) -> list[_Open]:
        if indicator.is_ratio:
            return []
        if row is None:
            if indicator.id not in self._of_county:
                self._of_county[indicator.id] = _undecided(self._entries, indicator)
            return self._of_county[indicator.id]
        if indicator.id not in self._of_rows:
            self._of_rows[indicator.id] = _by_row(self._entries, indicator)
        return self._of_rows[indicator.id].get(row, [])


def _is_open(entry: LedgerEntry) -> bool:
    return (
        bool(entry.doubts or entry.paid_in_open or entry.held)
        or not entry.stage
        or any(getattr(entry, name) in _NOBODY_KNOWS for name in _JUDGED)
    )


def _undecided(entries: Iterable[LedgerEntry], indicator: Indicator) -> list[_Open]:
    """Return the entries that may meet all criteria and do not for certain, or whose sum (or factor) is open."""
    result, asked_of = [], indicator.criteria
    for entry in entries:
        met = [may_meet(criterion, entry) for criterion in asked_of]
        if False not in met and None in met:
            result.append(_Open(entry, _is_asked(entry, asked_of, met)))
        elif False not in met and (more := _open_amount(entry, indicator)):
            result.append(more)
    return result


def _open_amount(entry: LedgerEntry, indicator: Indicator) -> _Open | None:
    """Return a project that counts and may come to more: its sum is asked about, or which factor it has."""
    if any(_sum_is_open(entry, column) for column in indicator.summed_columns):
        return _Open(entry, asked=True, counts=True)
    now, most = _weighed(entry, indicator) if indicator.is_weighted else (0, 0)
    if now >= most:
        return None
    asked_of = indicator.every_condition
    return _Open(entry, _is_asked(entry, asked_of, [may_meet(one, entry) for one in asked_of]), counts=True)


def _weighed(entry: LedgerEntry, indicator: Indicator) -> tuple[Fraction, Fraction]:
    return weighed(indicator, entry, lambda one: may_meet(one, entry), _sums)


def _sums(entry: LedgerEntry, column: str) -> tuple[int | float, int | float]:
    """Return what stands in a column, and the most that it may be."""
    stated: int | float = getattr(entry, column) or 0
    return stated, max(_open_sums(entry, column), default=stated)


def _sum_is_open(entry: LedgerEntry, column: str) -> bool:
    return bool(_open_sums(entry, column)) or (bool(entry.held) and _is_held(entry, column))


def _is_held(entry: LedgerEntry, column: str) -> bool:
    """Tell whether something stands in a column's cell of the unit's table and does not count."""
    return column in dict(entry.held) and getattr(entry, column) is None


def _open_sums(entry: LedgerEntry, column: str) -> tuple[int | float, ...]:
    """Return the sums that may come to count: those that are asked about, or the number that is held back."""
    if column == PAID_IN and entry.paid_in_open:
        return entry.paid_in_open
    number = dict(entry.held).get(column) if entry.held else None
    return () if number is None or getattr(entry, column) is not None else (number,)


def _by_row(entries: Iterable[LedgerEntry], indicator: Indicator) -> Mapping[str, list[_Open]]:
    """Return what waits by target row; a project that waits for its row waits in each that it may belong to."""
    result: defaultdict[str, list[_Open]] = defaultdict(list)
    asked_of = indicator.criteria
    for entry in entries:
        met = [may_meet(criterion, entry) for criterion in asked_of]
        if False in met:
            continue
        if entry.target_row == UNDECIDED_ROW:
            for key in _choices(entry, "target_row"):
                result[key].append(_Open(entry, True))
        elif None in met:
            result[entry.target_row].append(_Open(entry, _is_asked(entry, asked_of, met)))
        elif more := _open_amount(entry, indicator):
            result[entry.target_row].append(more)
    return result


def _is_asked(entry: LedgerEntry, criteria: tuple[Condition, ...], met: list[bool | None]) -> bool:
    kinds = {doubt.kind for doubt in entry.doubts}
    return any(
        DECIDES.get(criterion.column) in kinds
        for condition, one in zip(criteria, met, strict=True)
        if one is None
        for criterion in plain((condition,))
    )


def may_meet(condition: Condition, entry: LedgerEntry) -> bool | None:
    """Return whether an entry meets a condition, ``None`` where only an answer can tell.

    What nobody said of a judged column leaves it open; an empty cell of any other column meets nothing.
    """
    if isinstance(condition, AnyOf):
        ways = [_all_met([may_meet(one, entry) for one in way]) for way in condition.ways]
        return True if True in ways else None if None in ways else False
    return _may_meet(condition, entry)


def _all_met(met: list[bool | None]) -> bool | None:
    return False if False in met else None if None in met else True


def _may_meet(criterion: Criterion, entry: LedgerEntry) -> bool | None:
    column = criterion.column
    value = getattr(entry, column)
    if column == "stage_rank":
        return _may_have_reached(criterion, entry)
    if column in _JUDGED and value in _NOBODY_KNOWS:
        choices = _choices(entry, column)
        possible = not choices or column == "outside" or any(criterion.allows(one) for one in choices)
        return None if possible else False
    return criterion.is_met_by(entry)


def _may_have_reached(criterion: Criterion, entry: LedgerEntry) -> bool | None:
    if entry.stage and criterion.allows(entry.stage_rank):
        return True
    choices = _choices(entry, "stage_rank")
    if not choices:
        return None if not entry.stage else False
    return None if any(criterion.allows(stage_rank(one)) for one in choices) else False


def _choices(entry: LedgerEntry, column: str) -> tuple[str, ...]:
    return next((doubt.choices for doubt in entry.doubts if doubt.kind is DECIDES.get(column)), ())


def _more(waiting: Iterable[_Open], indicator: Indicator) -> int | float:
    """Return what the open projects would add to a figure at most."""
    if indicator.is_weighted:
        pairs = ((_weighed(one.entry, indicator), one.counts) for one in waiting)
        return rounded(sum((most - now if counts else most for (now, most), counts in pairs), Fraction(0)), OF_COUNTS)
    return len(list(waiting)) if indicator.aggregate == "count" else _sum(waiting, indicator.column)


def _sum(waiting: Iterable[_Open], column: str) -> int | float:
    return round(sum(_may_add(one, column) for one in waiting), 2)


def _may_add(one: _Open, column: str) -> int | float:
    """Return what an entry would add at most; of a sum that is asked about what it may be beyond what counts now."""
    stated: int | float = getattr(one.entry, column) or 0
    most = max(_open_sums(one.entry, column), default=0)
    return max(most - stated, 0) if one.counts else max(most, stated)
