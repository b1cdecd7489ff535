"""Which ledger rows make each of the county's figures? The sheet 指标明细: prepared lists that the totals lead to."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from toolkit.model import leader
from toolkit.model.ledger import Consolidation, Counted
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.official import in_force
from toolkit.model.scheme import Indicator
from toolkit.model.shared import SharedProject
from toolkit.workbooks.sheet.criteria import in_cell
from toolkit.workbooks.sheet.page import Page, Value
from toolkit.workbooks.sheet.styles import trait_of

NAME = "指标明细"
# A larger ledger is filtered instead: lists of it would be larger than itself.
MOST_ROWS = 5_000
_HEADER = 2
_COLUMNS = (
    ("序号", 7.0),
    ("指标", 26.0),
    ("报送单位", 16.0),
    ("项目名称", 34.0),
    ("目标任务项", 40.0),
    ("阶段", 9.0),
    ("计入数", 14.0),
)
_SHARED = ("共同引进", 26.0)


class Part(Struct, frozen=True):
    """A project in an indicator's list, or the part of it that one of two target rows has; ``told`` says so."""

    entry: LedgerEntry
    unit: str
    target_row: str
    share: Fraction = Fraction(1)
    told: str = ""


Listed = tuple[Indicator, tuple[Part, ...]]


class Lists(Struct, frozen=True):
    """The lists in their order, and where each begins: by indicator, and by indicator and target row."""

    listed: Sequence[Listed]
    starts: Mapping[tuple[str, str], int]

    def place(self, indicator: Indicator, target_row: str = "") -> str:
        """Return the link to a list, or to its part of a target row; '' where nothing is listed."""
        start = self.starts.get((indicator.id, target_row))
        return "" if start is None else f"internal:'{NAME}'!A{start + 1}"


def lists_of(result: Consolidation) -> Lists:
    """Return the rows of each figure that is counted or summed over the ledger; no lists of a very large one."""
    listed: list[Listed] = []
    starts: dict[tuple[str, str], int] = {}
    row = _HEADER + 1
    counted = Counted.among(result.ledger.entries).entries
    county = [] if len(counted) > MOST_ROWS else [one.indicator for one in result.county if one.actual is not None]
    shared = {one.kept: one for one in result.ledger.shared}
    # What another office publishes is not made of these rows.
    published = in_force(result.official, result.scheme, result.period)
    for indicator in county:
        if indicator.is_ratio or indicator.id in published:
            continue
        parts = (part for entry in leader.members(counted, indicator) for part in _parts(entry, shared))
        members = sorted(parts, key=lambda part: part.target_row)
        if not members:
            continue
        listed.append((indicator, tuple(members)))
        starts[indicator.id, ""] = row
        for place, part in enumerate(members, row):
            starts.setdefault((indicator.id, part.target_row), place)
        row += len(members)
    return Lists(listed, starts)


def _parts(entry: LedgerEntry, shared: Mapping[int, SharedProject]) -> Iterator[Part]:
    """Yield an entry whole, or by the shares of the two units that brought it; together they are the county's figure.

    Where each unit has all of it, or the shares are open, it stands once, with a word on that.
    """
    one = shared.get(entry.serial)
    if one is None:
        yield Part(entry, entry.unit, entry.target_row)
    elif not one.shares:
        yield Part(entry, entry.unit, entry.target_row, told=f"与{one.units[1]}共同引进，份额待定，只计入合计")
    elif sum(one.shares) != 1:
        yield Part(
            entry, entry.unit, entry.target_row, told=f"与{one.units[1]}共同引进，两个单位各计一个，合计只计一次"
        )
    else:
        both = zip(one.units, one.rows, one.shares, reversed(one.units), strict=True)
        for unit, target_row, share, other in both:
            yield Part(entry, unit, target_row, share, f"与{other}共同引进，占{float(share * 100):g}%")


def write_rows(page: Page, result: Consolidation, lists: Lists, ledger: str, first: int) -> None:
    """Write the lists, each row with a link to the ledger's; ``first`` is the row (from 1) of its first entry."""
    columns = (*_COLUMNS, _SHARED) if result.ledger.shared else _COLUMNS
    amounts, last = len(_COLUMNS) - 1, len(columns) - 1
    page.widths(*(width for _, width in columns))
    page.span(0, 0, 0, last, f"{result.scheme.jurisdiction}{result.period.label}各指标由哪些项目构成", "title")
    page.height(0, 32)
    shared = "两个单位共同引进、份额已定的，一个单位一行。" if result.ledger.shared else ""
    told = "每个指标计入的项目，按目标任务项排列；点序号到项目台账的那一行，在“指标”列筛选可只看一个指标。" + shared
    page.span(1, 0, 1, last, told, "subtitle")
    page.row(_HEADER, [heading for heading, _ in columns], "header")
    page.height(_HEADER, 24)
    row = _HEADER + 1
    for indicator, members in lists.listed:
        for part in members:
            entry, amount = part.entry, _amount(part, indicator)
            look = "decimal" if isinstance(amount, float) and trait_of(indicator) == "count" else trait_of(indicator)
            page.link(row, 0, f"internal:'{ledger}'!A{first + entry.serial - 1}", str(entry.serial), "cell", "center")
            values: tuple[Value, ...] = (indicator.name, part.unit, entry.name, part.target_row, entry.stage or "")
            for column, value in enumerate(values, 1):
                page.put(row, column, value, "cell", "left")
            page.put(row, amounts, in_cell(indicator, amount), "cell", look)
            if last > amounts:
                page.put(row, last, part.told, "cell", "left", "wrap")
            row += 1
    page.sheet.autofilter(_HEADER, 0, row - 1, last)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A4", row - 1, last, (_HEADER, _HEADER), result.scheme.imprint)


def _amount(part: Part, indicator: Indicator) -> int | float:
    """Return what a part adds to the figure: a whole amount where it is one."""
    amount = leader.amount(part.entry, indicator) * part.share
    return int(amount) if amount == int(amount) else float(amount)
