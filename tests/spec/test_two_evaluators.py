"""Two evaluators agree: every indicator as a pandas mask and as live COUNTIFS/SUMIFS, on any ledger."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.office import differences, formula_count, recalculated
from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.variance import evaluate
from toolkit.model.figures import NO_DATA
from toolkit.model.ledger import Ledger
from toolkit.model.period import PartialDate
from toolkit.model.stages import STAGES
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.sheet.criteria import NO_VALUE, Figures, LedgerRanges, in_cell

maybe = st.none
yuan = st.integers(0, 5_000_000_000)
projects = st.lists(
    st.builds(
        project,
        st.integers(2, 900),
        name=st.text(alphabet="甲乙丙*?~=<>\"'& ab1.", min_size=1, max_size=5),
        industry=st.sampled_from(["旋切", "新材料", "化工", "商贸", "制糖", "农业", None]),
        investor=st.sampled_from(["甲公司", "乙公司", None]),
        investment_yuan=st.one_of(maybe(), yuan, st.sampled_from([0, 5_000_000, 99_999_999, 100_000_000])),
        paid_in_yuan=st.one_of(maybe(), yuan),
        source=st.sampled_from(["广东", "柳州", "香港", "山东省", None]),
        moved_in_on=st.sampled_from([PartialDate(2022), PartialDate(2021, 5), None]),
        stage=st.sampled_from([*STAGES, None]),
        land_mu=st.one_of(maybe(), st.integers(0, 10_000).map(lambda n: n / 100)),
        floor_sqm=st.one_of(maybe(), st.integers(0, 10_000_000).map(lambda n: n / 100)),
        emerging=st.sampled_from([True, False, None]),
    ),
    max_size=12,
    unique_by=lambda one: one.ref.row,
)


def consolidated(luzhai, rows, dropped):
    """A result whose first ``dropped`` entries a decision took out."""
    result = consolidate(
        [table("江口乡", projects=rows), table("平山镇", projects=rows[:3])], None, luzhai, JUNE, AS_OF
    )
    entries = [replace(entry, counted="否" if n < dropped else "是") for n, entry in enumerate(result.ledger.entries)]
    return replace(result, ledger=Ledger(JUNE, tuple(entries)))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=projects, dropped=st.integers(0, 3))
def test_the_mask_and_the_formulas_value_are_the_same_number(luzhai, rows, dropped):
    """Counts, sums, ratios, thresholds, empty cells and decided-out entries: exactly equal, no tolerance."""
    result = consolidated(luzhai, rows, dropped)
    entries, data = result.ledger.entries, table_of(result.ledger)
    figures = Figures(luzhai, LedgerRanges("项目台账", 4, max(4, 3 + len(entries))), entries)
    for indicator in luzhai.indicators:
        mask = evaluate(indicator, data, luzhai)
        parts = [luzhai.indicator(id) for id in (indicator.numerator, indicator.denominator) if id] or [indicator]
        nothing = NO_DATA if any(evaluate(part, data, luzhai) is None for part in parts) else NO_VALUE
        shown = nothing if mask is None else in_cell(indicator, mask)
        assert figures.value(indicator) == (
            pytest.approx(shown, rel=1e-12) if indicator.is_ratio and mask is not None else shown
        )


@pytest.mark.office
@settings(max_examples=1, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(ledgers=st.lists(st.tuples(projects, st.integers(0, 3)), min_size=8, max_size=8))
def test_another_program_computes_the_same_from_random_ledgers(luzhai, tmp_path, ledgers):
    """Eight random ledgers in one start of LibreOffice: not a formula cell of any master changes."""
    masters = [
        write_master(consolidated(luzhai, rows, dropped), tmp_path / f"汇总{number}.xlsx")
        for number, (rows, dropped) in enumerate(ledgers)
    ]
    assert all(formula_count(master) > 100 for master in masters)
    for before, after in zip(masters, recalculated(masters, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []
