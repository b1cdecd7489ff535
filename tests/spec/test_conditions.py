"""Which projects does a written condition select? Ranges, dates, amounts with units, several values, either of two."""

from dataclasses import replace

import pytest

from tests.office import differences, formula_count, recalculated
from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from toolkit.assessment.score_items import meets
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.pending import may_meet
from toolkit.consolidation.variance import evaluate, frame
from toolkit.model.clause import plain
from toolkit.model.period import PartialDate
from toolkit.schemes.criteria import condition
from toolkit.schemes.rules import COUNTED
from toolkit.schemes.slips import Slips
from toolkit.schemes.toml_table import TomlTable
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges

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
    "region = 境外 or investment_yuan >= 5亿元": {3, 4},
    "region = 区内 或 stage = 投产 或 signed_on = 2022-03-01": {2, 4, 5},
    "region in 区外、境外 and stage >= 开工 or signed_on >= 2022-05-01": {3, 4, 5},
}


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
        assert evaluate(scheme.indicator(id), frame(result.ledger, scheme), scheme) == expected
        assert figures.value(scheme.indicator(id)) == expected


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
        ("a or b", "应写成“列 条件 值”"),
        ("unit > 甲", "是文字，没有大小"),
        ("investment_yuan >= 99999999999亿元", "太大，请核对"),
        (" or ".join(f"year = 20{n}" for n in range(10, 16)), "分出 6 种情况，最多 4 种"),
        ("unit in " + "、".join("甲乙丙丁戊己庚辛壬癸子丑寅"), "列了 13 个值，最多 12 个"),
    ],
)
def test_a_condition_that_means_nothing_is_a_slip(text, says):
    """Nothing is read as something else, and nothing as nothing."""
    slips = Slips("x")
    condition(TomlTable({}, slips), "criteria", text)
    assert any(says in str(slip) for slip in slips.found), slips.found


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
