"""What nobody said stays unsaid, from the row that was read to the figure: None never becomes 0, 否 or ''."""

import pickle
import types
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from tests.judging import judged
from tests.spec.test_consolidation import AS_OF, JUNE, table
from toolkit.checks.check import check
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.ledger import judged_rows
from toolkit.consolidation.variance import evaluate
from toolkit.model.cells import CellRef
from toolkit.model.contract import as_contract
from toolkit.model.figures import NO_DATA
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import PartialDate
from toolkit.model.submission import Project
from toolkit.schemes.loader import load_shipped, scheme_ids
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges

# A value of each type that a cell of a row can have.
VALUES = {
    int: st.sampled_from([0, 1, 20_000_000, 300_000_000]),
    float: st.sampled_from([0.0, 1.5, 90.0]),
    bool: st.booleans(),
    str: st.sampled_from(["广东佛山", "胶合板制造", "已签约", "某某", "其他"]),
    PartialDate: st.sampled_from([PartialDate(2022), PartialDate(2022, 5), PartialDate(2022, 5, 9)]),
}
CELLS = {
    name: next(one for one in get_args(hint) if one in VALUES)
    for name, hint in get_type_hints(Project).items()
    if isinstance(hint, types.UnionType)
    and type(None) in get_args(hint)
    and VALUES.keys() & get_args(hint)
    and name != "stage"
}
# What the ledger writes for what nobody said; none of it is a value that anything counts by.
UNSAID = (None, "未填", "待定", "未写明")
# What nobody ticked, the words of 行业 may tell (test_certain_counts.py).
TOLD_BY_WORDS = {"industrial", "emerging"}
# Without these two a row is no project: it goes back to the unit, and no figure holds it.
ESSENTIAL = {"name": "某某项目", "investment_yuan": 20_000_000}


def projects():
    """One to three rows of which any cell may be empty."""
    cells = {name: st.none() | VALUES[kind] for name, kind in CELLS.items() if name not in ESSENTIAL}
    return st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=3).map(
        lambda rows: [
            Project(CellRef("f.xlsx", "Sheet1", row), {name: place for place, name in enumerate(CELLS, 1)}, **ESSENTIAL, **cells)
            for row, cells in enumerate(rows, 2)
        ]
    )  # fmt: skip


def test_the_walk_sees_every_cell_that_a_row_can_lack():
    """A new optional field of a row is in the walk without anybody thinking of it, and most stand in the ledger."""
    assert len(CELLS) > 25
    assert {"paid_in_yuan", "in_statistics", "fortune500", "land_mu", "territory"} <= CELLS.keys()
    assert len(CELLS.keys() & {one.name for one in fields(LedgerEntry)}) > 18


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scheme_id=st.sampled_from(scheme_ids()), rows=projects())
@example("luzhai-2022", [Project(CellRef("f.xlsx", "Sheet1", 2), {"name": 3}, **ESSENTIAL)])
def test_none_stays_none_from_the_row_to_the_figure(scheme_id, rows):
    """Row, worker's bytes, checks, ledger, jsonl: an empty cell is None in each; a sum of nothing is 无数据 in both evaluators."""
    scheme = load_shipped(scheme_id)
    rows = [judged(row, scheme.home) for row in rows]
    sent = check(table(scheme.reporting_units[0].name, JUNE, projects=rows), scheme)
    sent = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes, as a worker sends them
    result = consolidate([sent], None, scheme, JUNE, AS_OF)
    ledger = {entry.row: entry for entry in result.ledger.entries}
    told = {row["row"]: row for row in as_contract(sent, judged=judged_rows(sent, scheme))["rows"]}
    for before, row in zip(rows, sent.projects, strict=True):
        for name in CELLS:
            if getattr(before, name) is None:
                assert getattr(row, name) is None, f"{name} after the checks"
            if getattr(row, name) is None and name not in TOLD_BY_WORDS:
                assert getattr(ledger.get(row.ref.row), name, None) in UNSAID, f"{name} in the ledger"
        printed = told[row.ref.row]
        blank = [name for name in CELLS.keys() & printed.keys() - TOLD_BY_WORDS if getattr(row, name) is None]
        assert [name for name in blank if printed[name] is not None] == []
    _figures_agree(result, scheme)


def _figures_agree(result, scheme):
    counted = result.ledger.counted.entries
    live = Figures(scheme, LedgerRanges("项目台账", 4, 9), result.ledger.entries)
    masked = table_of(result.ledger, scheme)
    for indicator in scheme.indicators:
        if indicator.aggregate != "sum" or indicator.is_ratio or not counted:
            continue
        nobody = all(getattr(entry, indicator.column) is None for entry in counted)
        if nobody:
            assert evaluate(indicator, masked, scheme) is None, indicator.id
            assert live.value(indicator) == NO_DATA, indicator.id


@pytest.mark.parametrize("name", sorted(CELLS.keys() - ESSENTIAL.keys()))
def test_each_cell_alone_may_be_empty(luzhai, name):
    """One cell empty and all others filled: it is unsaid in the ledger, and the row keeps its other values."""
    full = {one: {int: 1_000_000, float: 2.0, bool: True, str: "广东佛山"}.get(kind, PartialDate(2022, 3, 1)) for one, kind in CELLS.items()}  # fmt: skip
    row = judged(Project(CellRef("f.xlsx", "Sheet1", 2), {"name": 3}, **full | ESSENTIAL | {name: None}), luzhai.home)
    (entry,) = consolidate([table(projects=[row])], None, luzhai, JUNE, AS_OF).ledger.entries
    shared = CELLS.keys() & {one.name for one in fields(LedgerEntry)} - TOLD_BY_WORDS
    assert {one for one in shared if getattr(entry, one) in UNSAID} == {name} & shared
