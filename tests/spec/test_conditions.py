"""Which projects does a written condition select? Ranges, dates, amounts with units, several values, either of two."""

import shutil
from datetime import date
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.assessed import result_of
from tests.office import differences, formula_count, recalculated
from tests.rulebook import written_xishan
from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from toolkit.assessment.score_items import meets
from toolkit.cli import main
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.pending import may_meet
from toolkit.consolidation.variance import evaluate
from toolkit.model.clause import plain, terms
from toolkit.model.errors import ToolkitError
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.schemes.criteria import condition
from toolkit.schemes.loader import load
from toolkit.schemes.rules import COUNTED
from toolkit.schemes.slips import Slips
from toolkit.schemes.toml_table import TomlTable
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges
from toolkit.workbooks.sheet.indicator_words import words
from toolkit.workflow.steps.formula_lengths import too_long
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

YI = 100_000_000
# number: source, industry, amount, signed on, stage
ROWS = {
    2: ("广东", "化工", 1 * YI, PartialDate(2022, 3, 1), "签约"),
    3: ("广东", "商贸物流", 5 * YI, PartialDate(2021, 12, 1), "开工"),
    4: ("香港", "化工", 10 * YI, PartialDate(2022, 1), "投产"),
    5: ("柳州", "化工", 1 * YI - 1, PartialDate(2022, 5, 31), "在谈"),
    6: (None, "商贸物流", None, None, "签约"),
}
# a written condition, and the rows that it selects, by hand
SELECTED = {
    "region in 区外、境外": {2, 3, 4},
    "region not in 区内": {2, 3, 4},
    "region != 区外": {4, 5},
    "投资总额 >= 1亿元": {2, 3, 4},
    "investment_yuan > 1亿元": {3, 4},
    "investment_yuan >= 10000万元 and investment_yuan < 10亿元": {2, 3},
    "1亿元 <= investment_yuan < 5亿元": {2},
    "1亿元 < investment_yuan <= 1000百万元": {3, 4},
    "investment_yuan != 5亿元": {2, 4, 5},
    "investment_yuan >= 投资总额的50%": {2, 3, 4, 5},
    "investment_yuan < 投资总额 × 1.5": {2, 3, 4, 5},
    "investment_yuan >= 投资总额的200%": set(),
    "签约日期 >= 2021-12-01": {2, 3, 5},
    "2021-12-01 <= signed_on < 2022-03-02": {2, 3},
    "signed_on != 2021-12-01": {2, 5},
    "stage in 签约、开工": {2, 3, 6},
    "stage > 签约": {3, 4},
    "stage not in 在谈、投产": {2, 3, 6},
    "industry != 化工": {3, 6},
    "province not in 广东": {4, 5},
    "行业 含 化": {2, 4, 5},
    "行业 含 物流、化工": {2, 3, 4, 5, 6},
    "industry 不含 物流": {2, 4, 5},
    "source 不含 州": {2, 3, 4},
    "签约日期 已填": {2, 3, 4, 5},
    "source 已填": {2, 3, 4, 5},
    "投资总额 已填": {2, 3, 4, 5},
    "行业 含 化工 and signed_on >= 2022-03-01": {2, 5},
    "行业 不含 物流、贸易 and signed_on >= 2021-12-01": {2, 5},
    # Thresholds by trade and by place; the ways cannot overlap, so there may be many.
    "行业 含 物流 and 投资总额 >= 5亿元 or 行业 不含 物流 and 投资总额 >= 1亿元": {2, 3, 4},
    "source in 广东、香港 and 投资总额 >= 5亿元 or source not in 广东、香港 and 投资总额 > 0": {3, 4, 5},
    "source = 广东 and 投资总额 < 2亿元 or source = 香港 or source = 柳州 and 投资总额 < 1亿元 or source = 柳州 and 投资总额 >= 1亿元 or source = 南宁": {2, 4, 5},
    "region = 境外 or investment_yuan >= 5亿元": {3, 4},
    "region = 区内 或 stage = 投产 或 signed_on = 2022-03-01": {2, 4, 5},
    "region in 区外、境外 and stage >= 开工 or signed_on >= 2022-05-01": {3, 4, 5},
}  # fmt: skip


def read(text):
    """A condition as the loader reads it; a slip would raise."""
    slips = Slips("x")
    found = condition(TomlTable({}, slips), "criteria", text)
    assert not slips.found, slips.found
    return found


def ledger_of(luzhai, conditions):
    """A month of the five rows, under a rulebook whose indicators are the conditions."""
    rows = [
        project(
            row,
            source=source,
            industry=industry,
            investment_yuan=amount,
            paid_in_yuan=amount,
            signed_on=signed,
            moved_in_on=None,
            stage=stage,
        )
        for row, (source, industry, amount, signed, stage) in ROWS.items()
    ]
    counting, adding = luzhai.indicator("LZ-T3"), luzhai.indicator("LZ-T1")
    made = []
    for number, text in enumerate(conditions):
        for like in (counting, adding):
            id = f"{like.id}-{number}"
            made.append(replace(like, id=id, criteria=(COUNTED, *read(text)), header=(), target=None))
    scheme = replace(luzhai, indicators=(*luzhai.indicators, *made))
    return scheme, consolidate([table(projects=rows)], None, scheme, JUNE, AS_OF)


@pytest.mark.parametrize("text", SELECTED)
def test_a_condition_selects_the_rows_that_it_says_in_every_evaluator(luzhai, text):
    """The figures, the master's values, the points and what waits decide alike; an empty cell meets nothing."""
    scheme, result = ledger_of(luzhai, [text])
    wanted, entries = SELECTED[text], result.ledger.entries
    conditions = read(text)
    assert {entry.row for entry in entries if meets(entry, conditions)} == wanted
    certain = {entry.row for entry in entries if all(may_meet(one, entry) is True for one in conditions)}
    assert certain == wanted
    figures = Figures(scheme, LedgerRanges("项目台账", 4, 3 + len(entries)), entries)
    funds = sum(entry.paid_in_yuan or 0 for entry in entries if entry.row in wanted)
    for id, expected in (("LZ-T3-0", len(wanted)), ("LZ-T1-0", funds)):
        assert evaluate(scheme.indicator(id), table_of(result.ledger, scheme), scheme) == expected
        assert figures.value(scheme.indicator(id)) == expected


def test_conditions_by_the_kind_of_unit_are_those_of_the_list(tmp_path):
    """边远乡镇门槛低: 3000万元 elsewhere, 1000万元 there; a kind whose units nobody has named yet counts nothing."""
    criteria = '["单位类别 = 边远乡镇 and 投资总额 >= 1000万元 or 单位类别 != 边远乡镇 and 投资总额 >= 3000万元", "单位类别 not in 县直"]'
    folder = written_xishan(tmp_path / "西山", ('["year = 2023", "stage >= 签约"]', criteria))
    units = folder / "units.csv"
    units.write_text(units.read_text("utf-8-sig").replace("西坝乡,乡镇", "西坝乡,边远乡镇"), "utf-8-sig")
    scheme = load(folder)
    rows = {unit: [{"name": f"{yuan}", "investment_yuan": yuan} for yuan in (9_999_999, 10_000_000, 29_999_999, 30_000_000)] for unit in ("东坪镇", "西坝乡")}  # fmt: skip
    result = result_of(scheme, rows, ReportingPeriod(2023, 6), date(2023, 7, 1))
    indicator = scheme.indicator("XS-T2")
    assert evaluate(indicator, table_of(result.ledger, scheme), scheme) == 1 + 3
    assert Figures(scheme, LedgerRanges("项目台账", 4, 11), result.ledger.entries).value(indicator) == 4
    assert "报送单位为西坝乡" in words(indicator, scheme)


def test_a_formula_longer_than_excel_takes_is_told(tmp_path):
    """8192 signs and no more: a rulebook that passes opens in Excel."""
    words = "、".join(f"{first}{second}产业" for first in "甲乙丙丁" for second in "子丑寅")
    criteria = f'["行业 含 {words}", "name 不含 {words}", "region in 区外、境外"]'
    scheme = load(written_xishan(tmp_path / "西山", ('["region = 区外"]', criteria)))
    (said,) = too_long(scheme)
    assert said.startswith("“XS-T1 县外到位资金”的条件太多") and "Excel 最多 8192 个" in said
    assert too_long(load(written_xishan(tmp_path / "又", ('["region = 区外"]', '["行业 含 种植、养殖"]')))) == []


def test_a_formula_longer_than_excel_takes_makes_no_workspace_and_no_workbook(tmp_path):
    """`schemes check` says it first and never 没有写错的地方; `init` refuses before anything is written, `consolidate` too."""
    words = "、".join(f"{first}{second}产业" for first in "甲乙丙丁" for second in "子丑寅")
    sound = written_xishan(tmp_path / "西山")
    home = tmp_path / "工作"
    create_workspace(home, str(sound))
    criteria = f'["行业 含 {words}", "name 不含 {words}", "region in 区外、境外"]'
    long = written_xishan(tmp_path / "长", ('["region = 区外"]', criteria))
    done = CliRunner().invoke(main, ["schemes", "check", str(long)])
    assert done.output.startswith("  “XS-T1 县外到位资金”的条件太多") and "没有写错的地方" not in done.output
    assert "试算时有 1 处要改，见上" in done.output
    with pytest.raises(ToolkitError, match="Excel 最多 8192 个"):
        create_workspace(tmp_path / "新", str(long))
    assert not (tmp_path / "新").exists()
    (kept,) = home.glob("规则/*/scheme.toml")
    shutil.copy(long / "scheme.toml", kept)
    with pytest.raises(ToolkitError, match="Excel 最多 8192 个"):
        consolidate_workspace(open_workspace(home), ReportingPeriod(2023, 6), date(2023, 7, 1))


@pytest.mark.office
def test_another_program_computes_the_same_from_the_formulas(luzhai, tmp_path):
    """LibreOffice recalculates a master of all these conditions: not a formula cell changes."""
    _, result = ledger_of(luzhai, SELECTED)
    (before,) = [write_master(result, tmp_path / "汇总.xlsx")]
    assert formula_count(before) > 2 * len(SELECTED)
    (after,) = recalculated([before], tmp_path / "again")
    assert list(differences(before, after)) == []


def test_what_is_not_certain_waits_for_each_way_of_a_condition(luzhai):
    """A project of unknown source may meet ``region != 区内``: it is neither in nor out until somebody says."""
    _, result = ledger_of(luzhai, [])
    unknown = next(entry for entry in result.ledger.entries if entry.row == 6)
    assert [may_meet(one, unknown) for one in read("region != 区内")] == [None]
    assert [may_meet(one, unknown) for one in read("region = 境外 or stage = 签约")] == [True]
    assert [may_meet(one, unknown) for one in read("region = 境外 and stage = 开工 or stage = 投产")] == [False]
    assert {one.column for one in plain(read("region = 境外 or stage = 签约"))} == {"region", "stage_rank"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("investment_yuan >= 1亿美元", "的数“1亿美元”认不出"),
        ("fdi_usd >= 1亿元", "的数“1亿元”认不出，请写成 1000万美元 这样"),
        ("land_mu >= 10公里", "认不出，请写成 100亩、5000平方米 这样"),
        ("stage in 签约、开业", "阶段“开业”只能是"),
        ("region = 区外 or sector = 农业", "“农业”只能是"),
        ("行业 含 甲、、", None),
        ("投资总额 含 亿", "“投资总额”不是台账的列，或者不能这样用"),
        ("行业 含 " + "、".join("甲乙丙丁戊己庚辛壬癸子丑寅"), "写了 13 个词，应是 1 到 12 个"),
        ("单位类别 = 园区", "“园区”，units.csv 里没有这一类单位"),
        ("单位类别 > 乡镇", "“单位类别”没有大小"),
        (" or ".join(f"unit = {n}乡" for n in range(25)), "分出 25 种情况，最多 24 种"),
        ("a or b", "应写成“列 条件 值”"),
        ("unit > 甲", "是文字，没有大小"),
        ("investment_yuan >= 99999999999亿元", "太大，请核对"),
        (" or ".join(f"investment_yuan >= {n}亿元" for n in range(1, 7)), "分出 6 种情况，最多 4 种；各种互不重叠的"),
        ("unit in " + "、".join("甲乙丙丁戊己庚辛壬癸子丑寅"), "列了 13 个值，最多 12 个"),
    ],
)
def test_a_condition_that_means_nothing_is_a_slip(text, says):
    """Nothing is read as something else, and nothing as nothing."""
    slips = Slips("x")
    condition(TomlTable({}, slips), "criteria", text)
    assert any(says in str(slip) for slip in slips.found) if says else not slips.found, slips.found


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("1亿元", YI),
        ("0.5亿元", YI // 2),
        ("5000万元", YI // 2),
        ("1000百万元", 10 * YI),
        ("2千万元", YI // 5),
        ("100000000", YI),
    ],
)
def test_an_amount_in_any_unit_is_the_same_amount(written, yuan):
    """万元 and every other unit of 元 is right, or refused; a bare number is 元."""
    (one,) = read(f"投资总额 >= {written}")
    assert one.value == yuan


@pytest.mark.parametrize(
    ("ways", "apart"),
    [
        (("unit = 甲", "unit = 乙"), True),
        (("unit = 甲", "unit != 甲"), True),
        (("unit = 甲", "unit != 乙"), False),
        (("行业 含 种植", "行业 不含 种植"), True),
        (("行业 含 水稻种植", "行业 不含 种植"), True),
        (("行业 含 种植", "行业 不含 水稻种植"), False),
        (("行业 含 种植", "行业 含 养殖"), False),
        (("industry = 水稻种植", "行业 不含 种植"), True),
        (("industry = 养殖", "行业 含 种植"), True),
        (("投资总额 >= 1亿元", "投资总额 < 1亿元"), True),
        (("投资总额 >= 1亿元", "投资总额 <= 1亿元"), False),
        (("投资总额 > 1亿元", "投资总额 <= 1亿元"), True),
        (("投资总额 = 1亿元", "投资总额 > 1亿元"), True),
        (("year = 2022", "year = 2023"), True),
        (("signed_on >= 2022-03-01", "signed_on < 2022-03-01"), True),
        (("signed_on >= 2022-03-01", "signed_on <= 2022-03-01"), False),
        (("unit = 甲 and year = 2022", "unit = 乙 and year = 2022"), True),
        (("unit = 甲", "year = 2022"), False),
    ],
)
def test_ways_that_no_row_can_meet_together_are_only_added_up(ways, apart):
    """Only what overlaps needs its overlaps taken off; what is said to be apart must be so for every row."""
    (either,) = read(" or ".join(ways))
    assert either.apart is apart


UNITS = ["甲乡", "乙镇", "甲"]
_VALUES = {
    "unit": UNITS,
    "industry": ["水稻种植", "种植", "养殖", ""],
    "investment_yuan": [0, 10**8, 2 * 10**8, None],
    "signed_on": ["2022-03-01", "2022-03-02", "2022-03", None],
}
_WRITTEN = st.one_of(
    st.tuples(st.just("unit"), st.sampled_from(["=", "!="]), st.sampled_from(UNITS)),
    st.tuples(st.just("industry"), st.sampled_from(["含", "不含", "=", "!="]), st.sampled_from(["种植", "水稻种植", "养殖"])),
    st.tuples(st.just("investment_yuan"), st.sampled_from([">=", "<=", ">", "<", "=", "!="]), st.sampled_from(["1亿元", "2亿元"])),
    st.tuples(st.just("signed_on"), st.sampled_from([">=", "<=", ">", "<", "=", "!="]), st.sampled_from(["2022-03-01", "2022-03-02"])),
)  # fmt: skip


@given(
    st.lists(st.lists(_WRITTEN, min_size=1, max_size=3), min_size=2, max_size=3),
    st.fixed_dictionaries({column: st.sampled_from(values) for column, values in _VALUES.items()}),
)
def test_what_is_called_apart_never_overlaps(ways, row):
    """Law: the sum over the terms of any written condition is 1 for a row that meets it and 0 for any other."""
    text = " or ".join(" and ".join(" ".join(one) for one in way) for way in ways)
    conditions = read(text)
    entry = SimpleNamespace(**row)
    met = any(all(meets(entry, read(" ".join(one))) for one in way) for way in ways)
    assert sum(sign * meets(entry, criteria) for sign, criteria in terms(conditions)) == met
