"""An amount that does not count because of its cell stands as pending beside the figure that it would be added to."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from toolkit.checks.check import check
from toolkit.cli.listing import consolidation_summary
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.pending import Waiting
from toolkit.documents.paper.figures import overall
from toolkit.intake.read import read_submission
from toolkit.model.decisions import Question
from toolkit.schemes.loader import load_shipped

AS_OF = date(2022, 7, 6)
HEADINGS = {
    "paid_in_yuan": "到位资金（亿元）",
    "fdi_usd": "实际利用外资（万美元）",
    "trade_yuan": "进出口额（亿元）",
    "land_mu": "新增供地（亩）",
    "floor_sqm": "标准厂房（平方米）",
}


def table(path, scheme, field, cell, period=JUNE):
    """A checked table of two projects, the first with this cell under a field's heading, the second with 1."""
    path.parent.mkdir(exist_ok=True)
    row = "{} | 汽车零部件 | {}零部件生产线项目 | {}公司 | 2 | 广东佛山 | 韦某 | 1990000200{} | {}年3月 | 已开工 | {}"
    drawn_sheet(
        f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：{scheme.reporting_units[0].name}
        2 | HEADINGS | {HEADINGS[field]}
        3 | {row.format(1, "甲", "甲", 1, period.year, cell)}
        4 | {row.format(2, "乙", "乙", 2, period.year, 1)}
    """,
        path,
    )
    return check(read_submission(path, scheme, period), scheme)


def figure_of(result, field):
    """The county's sum of a field over all projects that can be in it."""
    return next(one for one in result.county if one.indicator.aggregate == "sum" and one.indicator.column == field)


@pytest.mark.parametrize(
    ("scheme_id", "field", "cell", "held"),
    [
        ("luzhai-2022", "paid_in_yuan", "约0.5", 0),
        ("luzhai-2022", "paid_in_yuan", "0.3-0.5", 0),
        ("luzhai-2022", "paid_in_yuan", "9", 900_000_000),
        ("luzhai-2022", "land_mu", "若干", 0),
        ("luzhai-2022", "floor_sqm", "待定", 0),
        ("nanxian-2022", "paid_in_yuan", "9", 900_000_000),
        ("nanxian-2022", "trade_yuan", "约3", 0),
        ("jiaocheng-2022", "paid_in_yuan", "=1/0", 0),
        ("luzhai-2022", "paid_in_yuan", "", None),
        ("luzhai-2022", "paid_in_yuan", "—", None),
        ("luzhai-2022", "land_mu", "0", None),
    ],
)
def test_a_cell_that_is_held_back_waits_beside_its_figure(tmp_path, scheme_id, field, cell, held):
    """Design §3: number, and sum where it can be read, of what did not count; an empty cell and a 0 hold nothing back."""
    scheme = load_shipped(scheme_id)
    scheme = replace(scheme, units=tuple(replace(one, reports=True) for one in scheme.units))
    sent = table(tmp_path / "报表" / "6月.xlsx", scheme, field, cell)
    result = consolidate([sent], None, scheme, JUNE, AS_OF)
    figure = figure_of(result, field)
    assert (figure.pending.count, figure.pending.amount) == ((0, 0) if held is None else (1, held))
    assert figure.at_most == (figure.actual if not held else figure.actual + held)
    row = Waiting(result.ledger, scheme).pending(figure.indicator, result.ledger.entries[0].target_row)
    assert (row.count, row.amount) == (figure.pending.count, figure.pending.amount)
    for told in (consolidation_summary(result), overall([figure])) if figure.target is not None else ():
        assert ("另有1个" in told) is (held is not None)


@pytest.mark.parametrize("dollars", [9_000, 60_000])
def test_foreign_money_beyond_the_investment_waits_with_its_number(tmp_path, dollars):
    """X175: dollars that are worth more than the whole investment do not count; as many stand beside the figure."""
    scheme = load_shipped("gangnan-2018")
    period = replace(JUNE, year=2018)
    sent = table(tmp_path / "报表" / "6月.xlsx", scheme, "fdi_usd", dollars, period)
    result = consolidate([sent], None, scheme, period, AS_OF)
    figure = figure_of(result, "fdi_usd")
    assert (figure.actual, figure.pending.count, figure.pending.amount) == (10_000, 1, dollars * 10_000)


def test_an_answer_ends_the_waiting(tmp_path, luzhai):
    """到位资金“约0.5”: the sum that the office says counts, and nothing waits."""
    sent = table(tmp_path / "报表" / "江口乡.xlsx", luzhai, "paid_in_yuan", "约0.5")
    (question,) = [
        one for one in consolidate([sent], None, luzhai, JUNE, AS_OF).decisions if one.question is Question.PAID_IN
    ]
    answered = {question.id: replace(question, answer="0.2")}
    figure = figure_of(consolidate([sent], None, luzhai, JUNE, AS_OF, answered), "paid_in_yuan")
    assert (figure.actual, figure.pending.count, figure.at_most) == (120_000_000, 0, 120_000_000)
