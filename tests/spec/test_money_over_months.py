"""到位资金 over months: what is not believed is asked about once, in words with the sums; the last certain sum stands."""

from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from tests.spec.test_consolidation import project, table
from toolkit import cli
from toolkit.checks.check import check
from toolkit.intake.office.decisions import read_decisions
from toolkit.model.decisions import Question, amount_told
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.month import check_workspace, consolidate_workspace, keep_decisions
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

AS_OF = date(2022, 12, 10)
YI = 100_000_000


def drawing(paid, *, name="甲项目", money=2, progress="已开工", of_month="", total="", title=""):
    """A table of one project: 到位资金 of the year, of the month and since the start; without ``paid`` no such column."""
    heads = "" if paid is None else " | 到位资金（亿元） | 本月到位资金（亿元） | 开工至今累计到位资金（亿元）"
    cells = "" if paid is None else f" | {paid} | {of_month} | {total}"
    return f"""
          | A | B | C | D | E | F | G | H | I | J | K | L | M
        1 | 填报单位：江口乡{title}
        2 | HEADINGS{heads}
        3 | 1 | 汽车零部件 | {name} | 甲公司 | {money} | 广东 | 韦某 | 19900002001 | 2022年 | {progress} {cells}
    """


@pytest.fixture
def year(tmp_path):
    """A workspace into which a month's table is put: ``year.put(5, 0.25)``; ``year.of(6)`` consolidates."""
    return Year(tmp_path / "县")


class Year:
    """One unit's year in a workspace."""

    def __init__(self, place):
        self.place = place
        create_workspace(place, "luzhai-2022")

    def put(self, month, paid, **more):
        """Put the table of a month; an earlier one of this month is replaced."""
        folder = self.place / "报送" / f"2022-{month:02d}"
        folder.mkdir(exist_ok=True, parents=True)
        drawn_sheet(drawing(paid, **more), folder / f"江口乡{month}月.xlsx")

    def of(self, month):
        """Return the month's result and keep its questions."""
        opened = open_workspace(self.place)
        result = consolidate_workspace(opened, ReportingPeriod(2022, month), AS_OF)
        keep_decisions(opened, result)
        return result

    def checked(self, month):
        """Return what ``check`` says of the month."""
        return check_workspace(open_workspace(self.place), ReportingPeriod(2022, month))

    def decide(self, month, answer):
        """Answer the one open question about 到位资金."""
        (asked,) = questions(self.of(month))
        with_month = [
            "decide",
            asked.id,
            answer,
            "--by",
            "卢某",
            "-w",
            str(self.place),
            "--period",
            f"2022-{month:02d}",
        ]
        done = CliRunner().invoke(cli.main, [*with_month, "--as-of", str(AS_OF)])
        assert done.exit_code == 0, done.output
        return asked


def questions(result):
    """The open questions about 到位资金."""
    return [one for one in result.decisions if one.question is Question.PAID_IN and one.is_open]


def paid(result):
    """The one project's 到位资金 in 亿元, as it counts."""
    (entry,) = result.ledger.entries
    return None if entry.paid_in_yuan is None else entry.paid_in_yuan / YI


def money_findings(result):
    """The kinds of findings about 到位资金."""
    return [one.kind for one in result.findings if one.kind.startswith("paid_in")]


@pytest.mark.parametrize(
    ("before", "now", "more", "choices", "proposal"),
    [
        (0.25, 0.1, {}, ("按本月数累计：0.35", "照填报：0.1", "沿用上月：0.25"), "按本月数累计：0.35"),
        (0.25, 0.2, {}, ("按本月数累计：0.45", "照填报：0.2", "沿用上月：0.25"), ""),
        (1.9, 0.2, {}, ("按本月数累计：2.1", "照填报：0.2", "沿用上月：1.9", "小数点错了一位：2"), "小数点错了一位：2"),
        (0.25, 0.03, {}, ("按本月数累计：0.28", "照填报：0.03", "沿用上月：0.25", "小数点错了一位：0.3"), ""),
        (0.25, 0.1, {"progress": "部分资金退回投资方，已开工"}, ("按本月数累计：0.35", "照填报：0.1", "沿用上月：0.25"), "照填报：0.1"),
        (0.25, "", {}, ("沿用上月：0.25",), "沿用上月：0.25"),
        (0.25, "约0.3", {}, ("沿用上月：0.25",), ""),
        (0.2, 0.3, {"of_month": 0.3}, ("按本月数累计：0.5", "照填报：0.3", "沿用上月：0.2"), "按本月数累计：0.5"),
        (0.25, 3, {}, ("照填报：3", "沿用上月：0.25", "小数点错了一位：0.3"), "小数点错了一位：0.3"),
        (0.25, 2600, {}, ("沿用上月：0.25", "按万元折算：0.26"), "按万元折算：0.26"),
        (None, 19, {"money": 2}, ("照填报：19", "小数点错了一位：1.9", "按万元折算：0.0019"), ""),
    ],
)  # fmt: skip
def test_a_doubtful_sum_is_a_question_in_words_with_the_sums(year, before, now, more, choices, proposal):
    """Design §3: choices and, where the evidence is strong, a proposal; until somebody answers the last certain sum stands."""
    if before is not None:
        year.put(5, before)
    year.put(6, now, **more)
    result = year.of(6)
    (asked,) = questions(result)
    assert (asked.choices, asked.proposal) == (choices, proposal)
    assert paid(result) == before
    place = "2022-05/江口乡5月.xlsx Sheet 表 K3 单元格"
    said = f"到位资金沿用上月 {before} 亿元（{place}；待裁定 {asked.id}）" if before else ""
    assert result.ledger.entries[0].decision == said


@pytest.mark.parametrize(("now", "total", "asked"), [(0.3, 1.3, 1), (0.3, 1.2, 0), (0.3, "", 0), (0.2, 1.2, 0)])
def test_the_growth_since_the_start_typed_as_the_years_sum_is_asked_about(year, now, total, asked):
    """Since the start 1 in May and 1.3 in June: 0.3 is June's own money, and not this year's, of which May had 0.2."""
    year.put(5, 0.2, total=1)
    year.put(6, now, total=total)
    june = year.of(6)
    assert [one.proposal for one in questions(june)] == ["按本月数累计：0.5"] * asked
    assert money_findings(june) == ["paid_in_of_month"] * asked


@pytest.mark.parametrize("answer", ["按本月数累计：0.35", "照填报", "沿用上月", "0.31", "0.31亿元"])
def test_an_answer_counts_from_then_on_and_the_unit_is_not_told_again_while_the_sum_stands(year, answer):
    """One of the choices, whole or by its words, or any number: it counts, it is the sum that July is held against."""
    year.put(5, 0.25)
    year.put(6, 0.1)
    asked = year.decide(6, answer)
    right = amount_told(answer, asked.choices)
    result = year.of(6)
    assert (paid(result), questions(result), money_findings(result)) == (right / YI, [], [])
    assert result.ledger.entries[0].decision == f"裁定 {asked.id}"
    (submission,) = year.checked(6)
    assert [one.kind for one in submission.findings if one.kind.startswith("paid_in")] == []
    year.put(7, right / YI)
    july = year.of(7)
    assert (paid(july), questions(july)) == (right / YI, [])
    year.put(7, (right - 1_000_000) / YI)
    assert [one.id != asked.id for one in questions(year.of(7))] == [True], "less than the answer is asked about"


@pytest.mark.parametrize(
    ("now", "answer"), [("", "沿用上月"), ("", "0.3"), (0.1, "0.3"), (0.1, "沿用上月"), (3, "0.3")]
)
def test_the_same_cell_a_month_later_is_settled_by_the_same_answer(year, now, answer):
    """Rule: the same words again are settled, what was answered holds while the cell stands."""
    year.put(5, 0.25)
    for month in (6, 7, 8):
        year.put(month, now)
    asked = year.decide(6, answer)
    right = amount_told(answer, asked.choices) / YI
    for month in (7, 8):
        result = year.of(month)
        assert (paid(result), questions(result), money_findings(result)) == (right, [], [])


def test_the_months_own_sum_typed_twice_in_one_height_is_two_questions(year):
    """0.1 in June and 0.1 in July are two months' money: what June was settled to says nothing of July."""
    for month, sum_ in ((5, 0.25), (6, 0.1), (7, 0.1)):
        year.put(month, sum_)
    first = year.decide(6, "按本月数累计")
    second = year.decide(7, "按本月数累计")
    assert (first.id != second.id, paid(year.of(7))) == (True, 0.45)


def test_another_doubtful_sum_is_another_question(year):
    """What was said of 0.1 says nothing of 0.12; the earlier answer stays in 裁定.xlsx."""
    for month, sum_ in ((5, 0.25), (6, 0.1)):
        year.put(month, sum_)
    asked = year.decide(6, "沿用上月")
    year.put(6, 0.12)
    assert [one.id == asked.id for one in questions(year.of(6))] == [False]
    assert read_decisions(open_workspace(year.place).decisions)[asked.id].answer == "沿用上月：0.25"


@pytest.mark.parametrize("gap", [1, 3])
def test_a_unit_that_sent_nothing_meanwhile_is_held_against_its_last_table(year, gap):
    """A month without a table hides no fall."""
    year.put(4, 0.25)
    year.put(4 + 1 + gap, 0.2)
    (asked,) = questions(year.of(4 + 1 + gap))
    assert asked.choices[-1] == "沿用上月：0.25"


@pytest.mark.parametrize(
    ("now", "more"),
    [
        (0.1, {"progress": "项目终止，资金已退回"}),
        ("", {"progress": "项目终止，资金已退回"}),
        (0.25, {"title": "　2022年5月"}),
        (0.1, {"title": "　2022年4月"}),
        (None, {}),
    ],
)
def test_what_is_explained_is_not_asked_about(year, now, more):
    """A project that has ended gives its money back; a table of another month and a lost column are one finding each."""
    year.put(5, 0.25)
    year.put(6, now, **more)
    assert questions(year.of(6)) == []


def test_a_table_of_an_earlier_month_leaves_the_last_certain_sums(year):
    """The table says itself that it is April's (F108): May's sums stand, and the ledger says so."""
    year.put(5, 0.25)
    year.put(6, 0.1, title="　2022年4月")
    result = year.of(6)
    said = "到位资金沿用上月 0.25 亿元（2022-05/江口乡5月.xlsx Sheet 表 K3 单元格）"
    assert (paid(result), result.ledger.entries[0].decision) == (0.25, said)


def test_a_column_that_is_gone_is_one_finding_and_its_sums_stand(year):
    """Nothing is lost in silence: the table of June has no 到位资金, May's had."""
    year.put(5, 0.25)
    year.put(6, None)
    result = year.of(6)
    assert (paid(result), money_findings(result)) == (0.25, ["paid_in_column_gone"])
    year.put(6, None, progress="项目终止")
    assert "paid_in_column_gone" not in money_findings(year.of(6))


def test_more_than_the_investment_confirmed_once_may_grow(year):
    """A project that costs more than planned is asked about once, not each month."""
    year.put(5, 1.9)
    year.put(6, 2.1)
    year.decide(6, "照填报")
    year.put(7, 2.2)
    july = year.of(7)
    assert (paid(july), questions(july), money_findings(july)) == (2.2, [], [])


def test_what_is_asked_about_is_pending_beside_the_figure(year):
    """Beside the county's figure stands how many sums wait, how much they may add, and the figure if they did."""
    year.put(5, 0.25)
    year.put(6, 0.1)
    county = {one.indicator.id: one for one in year.of(6).county}["LZ-T1"]
    assert (county.actual, county.at_most) == (0.25 * YI, 0.35 * YI)
    assert (county.pending.count, county.pending.amount, county.pending.asked) == (1, 0.1 * YI, 1)


def test_a_row_that_counts_nowhere_is_not_asked_about(year):
    """A duplicate that a decision has taken out needs no sum."""
    year.put(5, 0.25)
    year.put(6, 0.1)
    other = drawing(0.3).replace("江口乡", "平山镇")
    drawn_sheet(other, year.place / "报送" / "2022-06" / "平山镇6月.xlsx")
    (pair,) = [one for one in year.of(6).decisions if one.question is Question.DUPLICATE]
    arguments = ["decide", pair.id, "保留：平山镇", "--by", "卢某", "-w", str(year.place), "--period", "2022-06"]
    assert CliRunner().invoke(cli.main, [*arguments, "--as-of", str(AS_OF)]).exit_code == 0
    assert questions(year.of(6)) == []


def test_a_sum_typed_as_text_is_held_against_last_month_as_well(year):
    """That the cell is a text is one thing, that its sum falls another."""
    year.put(5, 0.25)
    year.put(6, '"0.2"')
    assert len(questions(year.of(6))) == 1


@given(st.lists(st.integers(0, 200), min_size=2, max_size=10))
@settings(max_examples=200, deadline=None)
def test_sums_that_only_grow_and_stay_within_the_investment_are_never_doubted(steps):
    """A law: nobody is asked about a year's money that grows towards 投资总额."""
    scheme = _luzhai()
    earlier, sum_ = None, 0
    columns = {"name": 3, "investment_yuan": 5, "paid_in_yuan": 11}
    for number, step in enumerate(steps):
        sum_ += step * 10_000
        one = replace(project(name="甲项目", investment_yuan=2 * YI, paid_in_yuan=sum_), columns=columns)
        earlier = check(table(period=JUNE.shifted(number - 5), projects=[one]), scheme, earlier)
        assert [found.kind for found in earlier.findings if found.kind.startswith("paid_in")] == []
        assert earlier.projects[0].paid_in_yuan == sum_


def _luzhai():
    from toolkit.schemes.loader import load_shipped

    return load_shipped("luzhai-2022")


def test_a_sum_in_the_wrong_unit_counts_nowhere_and_is_asked_about_once(year):
    """2 and 0.3 written under 万元 instead of 亿元: no project comes to 2万元; May's sums stand, and 0.3亿元 is proposed."""
    year.put(5, 0.25)
    year.put(6, "0.3万元", money="2万元")
    result = year.of(6)
    (entry,) = result.ledger.entries
    assert (entry.investment_yuan, entry.paid_in_yuan) == (2 * YI, YI // 4)
    (question,) = questions(result)
    assert question.proposal == "按亿元折算：0.3"
    told = {one.cell.a1: one.message for table in result.submissions for one in table.findings if one.code == "V108"}
    assert "暂按5月的 0.25 亿元计入" in told["K3"]


@pytest.mark.parametrize(
    ("now", "kind"), [("25万元", "unit_slipped"), ("2500万元", "amount_changed"), ("30万元", "amount_changed")]
)
def test_an_investment_ten_thousand_times_smaller_than_last_month_is_another_unit(year, now, kind):
    """25亿元 in May and 25万元 in June differ by the unit, whatever the sum: the row goes back, and May's stands (X211)."""
    year.put(5, 0.25, money=25)
    year.put(6, 0.25, money=now)
    result = year.of(6)
    told = [one.kind for table in result.submissions for one in table.findings if one.cell.a1 == "E3"]
    assert kind in told
    (entry,) = result.ledger.entries
    assert (entry.investment_yuan == 25 * YI) is (kind == "unit_slipped")
