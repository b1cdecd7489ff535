"""Which clause does a rule come from, and which rows does it select?"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, compress
from operator import attrgetter, eq, ge, gt, le, lt, ne
from typing import TypeVar

from msgspec import Struct

from toolkit.model.expressions import expression

Row = TypeVar("Row")

# The documents were published with half-width marks in places; between digits they belong to the number (1,000).
_HALF_WIDTH = expression(r"[,;:](?!\d)|(?<!\d)[,;:]|[()?!]")
_FULL_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")
# So many letters of a clause are quoted beside a finding.
MOST_QUOTED = 30
# What a criterion may compare with; a date is compared where it is exact to the day (2022-05-31).
COMPARE = {"=": eq, "!=": ne, ">=": ge, "<=": le, ">": gt, "<": lt}
EXACT = len("2022-05-31")
# Whether a text holds a word somewhere; a row where nothing stands lacks none.
HAS, LACKS = "含", "不含"


class Citation(Struct, frozen=True):
    """Where a rule comes from: the requirement's id, the document's line and its words.

    ``only_text`` is why nothing is counted, asked or watched by it (〔文字〕), '' where something is.
    """

    id: str
    line: int
    quote: str
    only_text: str = ""

    def __str__(self) -> str:
        return f"{self.id}“{self.quote}”" if self.quote else self.id

    @property
    def printed(self) -> str:
        """The words as a paper quotes them, with full-width marks (GB/T 15834)."""
        return _HALF_WIDTH.sub(lambda mark: mark[0].translate(_FULL_WIDTH), self.quote)

    @property
    def words(self) -> str:
        """The document's words for readers who do not know our ids; a long clause is cut to its beginning.

        Where nothing is quoted, the rulebook alone says so.
        """
        quote = self.printed
        if not quote:
            return "按规则设置，文件没有写"
        short = quote if len(quote) <= MOST_QUOTED else f"{quote[:MOST_QUOTED]}……"
        return f"原文：“{short}”"


class Share(Struct, frozen=True):
    """A part of what another column of the same row holds: 5 % of ``investment_yuan`` is 5 of 100 parts of it."""

    column: str
    parts: int
    of: int

    @property
    def words(self) -> str:
        """``的5%``, ``的2倍``; '' for the whole."""
        if self.parts == self.of:
            return ""
        times = self.parts / self.of
        return f"的{times:g}倍" if times > 1 else f"的{100 * times:g}%"


class Criterion(Struct, frozen=True):
    """One condition on a ledger column: ``investment_yuan >= 100000000``.

    ``operator`` is one of ``= != >= <= > <``, of a text also 含 and 不含.  An empty cell never meets a criterion, not
    even ``!=``.  A ``date`` is compared with what is exact to the day, a text without regard to upper and lower case, a
    :class:`Share` with what the other column of the row holds.
    """

    column: str
    operator: str
    value: int | float | str | date | Share

    def is_met_by(self, row: object) -> bool:
        """Tell whether a row of the ledger meets the criterion; it holds each column as an attribute."""
        value, wanted = getattr(row, self.column), self.value
        if not isinstance(wanted, Share):
            return self.allows(value)
        whole = getattr(row, wanted.column)
        if not isinstance(value, int | float) or not isinstance(whole, int | float):
            return False
        return bool(COMPARE[self.operator](value * wanted.of, whole * wanted.parts))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are looked at: its own, and the one that it is a share of."""
        return (self.column, self.value.column) if isinstance(self.value, Share) else (self.column,)

    def allows(self, value: object) -> bool:
        """Tell whether a cell's value meets the criterion, deciding as the master's formulas do.

        >>> Criterion("unit", "=", "a").allows("A"), Criterion("year", "!=", 2022).allows(None)
        (True, False)
        >>> Criterion("industry", "含", "种植").allows("水稻种植"), Criterion("industry", "不含", "种植").allows("")
        (True, False)
        >>> late = Criterion("signed_on", ">=", date(2022, 3, 1))
        >>> late.allows("2022-03-01"), late.allows("2022-03"), late.allows("2021-12-31")
        (True, False, False)
        """
        wanted = self.value
        if isinstance(wanted, Share):
            return False  # that needs the whole row
        if isinstance(wanted, date):
            if not isinstance(value, str) or len(value) != EXACT:
                return False
            return bool(COMPARE[self.operator](value, wanted.isoformat()))
        if isinstance(wanted, str) and self.operator in (HAS, LACKS):
            held = isinstance(value, str) and wanted.casefold() in value.casefold()
            return value not in (None, "") and held == (self.operator == HAS)
        if isinstance(wanted, str):
            same = isinstance(value, str) and value.casefold() == wanted.casefold()
            return value not in (None, "") and not same if self.operator == "!=" else same
        return isinstance(value, int | float) and bool(COMPARE[self.operator](value, wanted))


class AnyOf(Struct, frozen=True):
    """Several ways of which one is enough, each a tuple of criteria that all hold: ``region in 区外、境外``.

    ``apart`` says that no row can meet two of them.
    """

    ways: tuple[tuple[Criterion, ...], ...]
    apart: bool = False


Condition = Criterion | AnyOf


def meeting(
    rows: Iterable[Row], conditions: Iterable[Condition], known: dict[tuple[Condition, ...], list[Row]] | None = None
) -> list[Row]:
    """Return the rows of the ledger that meet all of some conditions, in their order.

    Condition by condition, and each value of a column is judged once: a ledger has many rows and few values.
    ``known`` keeps, for the same rows, which of them meet the first of some conditions: figures have those in common.
    """
    left, met = list(rows), tuple[Condition, ...]()
    for one in conditions:
        met = (*met, one)
        if known is None:
            left = _meeting(left, one)
            continue
        if met not in known:
            known[met] = _meeting(left, one)
        left = known[met]
    return left


def _meeting(rows: list[Row], one: Condition) -> list[Row]:
    if isinstance(one, AnyOf):
        ids = {id(row) for way in one.ways for row in meeting(rows, way)}
        return [row for row in rows if id(row) in ids]
    if isinstance(one.value, Share):
        return [row for row in rows if one.is_met_by(row)]
    values = list(map(attrgetter(one.column), rows))
    allowed = {value for value in set(values) if one.allows(value)}
    return list(compress(rows, map(allowed.__contains__, values)))


def plain(conditions: Iterable[Condition]) -> Iterator[Criterion]:
    """Yield every criterion within some conditions."""
    for condition in conditions:
        if isinstance(condition, Criterion):
            yield condition
        else:
            for way in condition.ways:
                yield from way


def terms(conditions: Iterable[Condition]) -> tuple[tuple[int, tuple[Criterion, ...]], ...]:
    """Return conditions as a sum over plain criteria, each with +1 or -1; what meets two ways counts once.

    >>> a, b = Criterion("year", "=", 2022), Criterion("unit", "=", "x")
    >>> terms((AnyOf(((a,), (b,))),)) == ((1, (a,)), (1, (b,)), (-1, (a, b)))
    True
    """
    result: list[tuple[int, tuple[Criterion, ...]]] = [(1, ())]
    for condition in conditions:
        ways = _signed(condition) if isinstance(condition, AnyOf) else [(1, (condition,))]
        result = [(sign * other, tuple(dict.fromkeys(met + way))) for sign, met in result for other, way in ways]
    return tuple(result)


def _signed(either: AnyOf) -> list[tuple[int, tuple[Criterion, ...]]]:
    """Return the ways, and where they overlap also their overlaps: |A or B| = |A| + |B| - |A and B|."""
    most = 1 if either.apart else len(either.ways)
    return [
        ((-1) ** (size + 1), tuple(one for way in together for one in way))
        for size in range(1, most + 1)
        for together in combinations(either.ways, size)
    ]
