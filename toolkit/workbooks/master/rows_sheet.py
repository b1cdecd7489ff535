"""Which ledger rows make each of the county's figures? The sheet 指标明细: prepared lists that the totals lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.model import leader
from toolkit.model.ledger import Consolidation, Counted
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.official import in_force
from toolkit.model.scheme import Indicator
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
Listed = tuple[Indicator, tuple[LedgerEntry, ...]]


@dataclass(frozen=True, slots=True)
class Lists:
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
    # What another office publishes is not made of these rows.
    published = in_force(result.official, result.scheme, result.period)
    for indicator in county:
        if indicator.is_ratio or indicator.id in published:
            continue
        members = sorted(leader.members(counted, indicator), key=lambda entry: entry.target_row)
        if not members:
            continue
        listed.append((indicator, tuple(members)))
        starts[indicator.id, ""] = row
        for place, entry in enumerate(members, row):
            starts.setdefault((indicator.id, entry.target_row), place)
        row += len(members)
    return Lists(listed, starts)


def write_rows(page: Page, result: Consolidation, lists: Lists, ledger: str, first: int) -> None:
    """Write the lists, each row with a link to the ledger's; ``first`` is the row (from 1) of its first entry."""
    last = len(_COLUMNS) - 1
    page.widths(*(width for _, width in _COLUMNS))
    page.span(0, 0, 0, last, f"{result.scheme.jurisdiction}{result.period.label}各指标由哪些项目构成", "title")
    page.height(0, 32)
    told = "每个指标计入的项目，按目标任务项排列；点序号到项目台账的那一行，在“指标”列筛选可只看一个指标。"
    page.span(1, 0, 1, last, told, "subtitle")
    page.row(_HEADER, [heading for heading, _ in _COLUMNS], "header")
    page.height(_HEADER, 24)
    row = _HEADER + 1
    for indicator, members in lists.listed:
        for entry in members:
            amount = leader.amount(entry, indicator)
            page.link(row, 0, f"internal:'{ledger}'!A{first + entry.serial - 1}", str(entry.serial), "cell", "center")
            values: tuple[Value, ...] = (indicator.name, entry.unit, entry.name, entry.target_row, entry.stage or "")
            for column, value in enumerate(values, 1):
                page.put(row, column, value, "cell", "left")
            page.put(row, last, in_cell(indicator, amount), "cell", trait_of(indicator))
            row += 1
    page.sheet.autofilter(_HEADER, 0, row - 1, last)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A4", row - 1, last, (_HEADER, _HEADER), result.scheme.imprint)
