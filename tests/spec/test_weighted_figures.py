"""Figures in which projects weigh differently: 1.2 for industry, 50 % for a lead, 2亿元 or 500万美元 as one."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.assessed import result_of
from tests.office import differences, recalculated
from tests.rulebook import written_xishan
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.variance import evaluate
from toolkit.model.clause import Criterion
from toolkit.model.figures import waiting_in_brackets, with_unit
from toolkit.model.leader import amount, members
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.weighting import Factor, addends, rounded
from toolkit.schemes.loader import load, slips_of
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges
from toolkit.workbooks.sheet.indicator_words import words

JUNE, AS_OF = ReportingPeriod(2023, 6), date(2023, 7, 3)
YI = 100_000_000
FACTORS = """[[indicator.factor]]
criteria = ["sector = 工业"]
by = 1.2
[[indicator.factor]]
criteria = ["name 含 线索"]
by = 0.5
"""
EQUALS = """[[indicator.equal]]
column = "investment_yuan"
amount = "2亿元"
criteria = ["region != 境外"]
[[indicator.equal]]
column = "合同外资"
amount = "500万美元"
criteria = ["region = 境外"]
"""
FUNDS = ('header = ["县外到位资金", "到位资金"]\n', f'header = ["县外到位资金", "到位资金"]\n{FACTORS}')
COUNTED = ("count = true\n", "")
PROJECTS = ('header = ["新签约项目"]\n', f'header = ["新签约项目"]\n{EQUALS}{FACTORS}')


def row(name, industry="酒店", source="广东", **fields):
    """A project that was signed in May."""
    return {
        "name": name,
        "industry": industry,
        "source": source,
        "investment_yuan": None,
        "paid_in_yuan": None,
        "signed_on": PartialDate(2023, 5, 8),
        "moved_in_on": None,
    } | fields


ROWS = [
    row("甲厂", "汽车零部件制造", paid_in_yuan=YI, investment_yuan=3 * YI),
    row("乙酒店", paid_in_yuan=30_000_000, investment_yuan=YI),
    row("丙厂线索", "汽车零部件制造", paid_in_yuan=50_000_000),
    row("丁酒店线索", paid_in_yuan=33_333_333),
    row("戊厂", "汽车零部件制造", source="本县", paid_in_yuan=9 * YI),
    row("己酒店", source="香港", investment_yuan=20 * YI, contract_usd=2_500_000),
]


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """西山县's funds with two factors, its projects as equivalents; a month of six projects of one township."""
    scheme = load(written_xishan(tmp_path_factory.mktemp("规则") / "西山", FUNDS, COUNTED, PROJECTS))
    goals = [("各乡镇", "东坪镇", {"XS-T1": 2 * YI, "XS-T2": 4}), ("各乡镇", "西坝乡", {"XS-T1": YI, "XS-T2": 1})]
    return scheme, result_of(scheme, {"东坪镇": ROWS}, JUNE, AS_OF, goals)


def figures(scheme, result):
    """Each indicator as the consolidation and as the master's formulas evaluate it."""
    entries = result.ledger.entries
    of_sheet = Figures(scheme, LedgerRanges("项目台账", 4, 3 + len(entries)), entries)
    table = table_of(result.ledger, scheme)
    return {one.id: (evaluate(one, table, scheme), of_sheet.value(one)) for one in scheme.indicators}


def test_factors_multiply_sums(month):
    """工业按1.2倍、线索按50%: 1亿×1.2 + 0.3亿 + 0.5亿×1.2×0.5 + 33 333 333×0.5 = 196 666 666.5 元; 本县 is inside."""
    scheme, result = month
    assert figures(scheme, result)["XS-T1"] == (196_666_666.5, 196_666_666.5)
    assert with_unit(196_666_666.5, scheme.indicator("XS-T1")) == "1.97亿元"
    standing = next(one for one in result.standings if one.line.lead_unit == "东坪镇")
    assert standing.variances["XS-T1"].actual == 196_666_666.5


def test_amounts_of_several_currencies_count_as_one_project(month):
    """内资每2亿元、外资每500万美元计1个: (3 ÷ 2 × 1.2) + (1 ÷ 2) + (2.5 ÷ 5) = 2.8; 香港's 20亿元 count by their dollars."""
    scheme, result = month
    assert figures(scheme, result)["XS-T2"] == (2.8, 2.8)
    assert with_unit(2.8, scheme.indicator("XS-T2")) == "2.8个"
    standing = next(one for one in result.standings if one.line.lead_unit == "东坪镇")
    assert standing.variances["XS-T2"].completion == pytest.approx(0.7)


def test_what_is_weighed_is_said_in_words(month):
    """Promise 3: beside the figure stands how it is reckoned."""
    scheme, _ = month
    assert words(scheme.indicator("XS-T1"), scheme).endswith(
        "的项目，到位资金合计；属于工业的乘以1.2；项目名称含线索的乘以0.5"
    )
    assert "投资总额每2亿元、区内外为境外的合同外资每5,000,000美元折合1个，相加" in words(
        scheme.indicator("XS-T2"), scheme
    )


def test_each_project_is_listed_with_what_it_adds(month):
    """Promise 3: the list under a figure adds up to it: 1.8 + 0.5 + 0.5 of 甲厂, 乙酒店 and 己酒店."""
    scheme, result = month
    one = scheme.indicator("XS-T2")
    added = {entry.name: amount(entry, one) for entry in members(result.ledger.entries, one)}
    assert {name: number for name, number in added.items() if number} == {"甲厂": 1.8, "乙酒店": 0.5, "己酒店": 0.5}


def test_a_factor_that_nobody_can_tell_waits_beside_the_figure(month):
    """A trade of which nobody said whether it is industry counts once; 1.2 times of it are what it may come to."""
    scheme, _ = month
    result = result_of(scheme, {"东坪镇": [row("庚", None, paid_in_yuan=YI, investment_yuan=2 * YI)]}, JUNE, AS_OF)
    variances = {one.indicator.id: one for one in result.county}
    assert (variances["XS-T1"].actual, variances["XS-T1"].at_most) == (YI, 120_000_000)
    assert (variances["XS-T2"].actual, variances["XS-T2"].at_most) == (1, 1.2)
    assert variances["XS-T1"].pending.count == 1
    assert "另有1个项目、0.2亿元待定" in waiting_in_brackets(variances["XS-T1"])


def test_equivalents_of_which_nobody_stated_any_have_no_data(month):
    """Neither 投资总额 nor 合同外资 in any table: 无数据, not 0; one of the two is enough for a figure."""
    scheme, _ = month
    nothing = result_of(scheme, {"东坪镇": [row("甲", paid_in_yuan=YI)]}, JUNE, AS_OF)
    assert figures(scheme, nothing)["XS-T2"] == (None, "无数据")
    some = result_of(scheme, {"东坪镇": [row("甲", investment_yuan=YI)]}, JUNE, AS_OF)
    assert figures(scheme, some)["XS-T2"] == (0.5, 0.5)


@pytest.mark.office
def test_another_program_computes_the_same_from_the_formulas(month, tmp_path):
    """LibreOffice recalculates the master: factors, equivalents, both by target row; and one without any data."""
    scheme, result = month
    nothing = result_of(scheme, {"东坪镇": [row("甲", paid_in_yuan=YI)]}, JUNE, AS_OF)
    written = [write_master(one, tmp_path / f"{name}.xlsx") for name, one in (("a", result), ("b", nothing))]
    for ours, theirs in zip(written, recalculated(written, tmp_path / "again"), strict=True):
        assert list(differences(ours, theirs)) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("by = 1.2", "by = 120"), "最多 100。50% 写 0.5"),
        (("by = 1.2", "by = -1"), "不能小于 0"),
        (("by = 1.2\n", ""), "的“by”没有写"),
        (('criteria = ["sector = 工业"]\n', ""), "没有写：哪些项目乘这个系数"),
        (('amount = "2亿元"', 'amount = "2亿美元"'), "的数“2亿美元”认不出"),
        (('amount = "2亿元"', 'amount = "0"'), "应大于 0，例如 2亿元"),
        (('column = "合同外资"', 'column = "项目名称"'), "“项目名称”不是台账的列，或者不能这样用"),
        (('unit = "个"\n', 'unit = "个"\ncount = true\n'), "与 count、ratio、growth_of、equal 五者必须且只能写一个"),
        (('unit = "个"\n', 'unit = "亿元"\n'), "单位只能是：个、家、项等"),
    ],
)  # fmt: skip
def test_a_weight_that_means_nothing_is_a_slip(tmp_path, change, says):
    """A factor of 120, an amount in the wrong money, a figure that is added up in two ways are told."""
    changes = [FUNDS, COUNTED, PROJECTS]
    told = [str(one) for one in slips_of(written_xishan(tmp_path / "西山", *changes, change))]
    assert any(says in one for one in told), told


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.booleans(), st.booleans()), max_size=6),
    st.sampled_from([Fraction(6, 5), Fraction(1, 2), Fraction(0), Fraction(1), Fraction(3)]),
    st.sampled_from([Fraction(6, 5), Fraction(1, 2), Fraction(1, 4)]),
)
def test_the_sums_of_a_formula_are_the_products_of_each_row(rows, first, second):
    """Law: adding what each factor adds to those that meet it is multiplying each project by all its factors."""
    a, b = Criterion("a", "=", "是"), Criterion("b", "=", "是")
    factors = (Factor((a,), first), Factor((b,), second))
    by_row = sum(amount * (first if of_a else 1) * (second if of_b else 1) for amount, of_a, of_b in rows)
    held = [(amount, {*([a] if of_a else []), *([b] if of_b else [])}) for amount, of_a, of_b in rows]
    by_sum = sum(
        one.times * sum(amount for amount, met in held if met >= {*one.criteria}) for one in addends("x", (), factors)
    )
    assert by_sum == by_row
    assert abs(Fraction(str(rounded(Fraction(by_row), 2))) - by_row) <= Fraction(1, 200)


def test_a_parts_factors_hold_for_what_extends_it(tmp_path):
    """Extends adds conditions: what is weighed stays weighed."""
    more = '[[indicator]]\nid = "XS-R3"\nname = "亿元以上"\nunit = "个"\nextends = "XS-T2"\ncriteria = ["投资总额 >= 2亿元"]\n\n[[target_row]]'
    scheme = load(written_xishan(tmp_path / "西山", FUNDS, COUNTED, PROJECTS, ("[[target_row]]", more)))
    one = scheme.indicator("XS-R3")
    assert (one.aggregate, len(one.equals), len(one.factors)) == ("equal", 2, 2)
    own = replace(scheme, indicators=(*scheme.indicators,))
    assert figures(own, result_of(own, {"东坪镇": ROWS}, JUNE, AS_OF))["XS-R3"] == (2.3, 2.3)
