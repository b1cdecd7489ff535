"""Which doubts are there about a column? Each is one question to the office, and its answer is remembered for the heading."""

import openpyxl
import pytest

from tests.spec.test_questions import consolidated, opened, sent, typed
from toolkit.intake.office.dictionary import read_dictionary
from toolkit.workflow.steps.workspace import create_workspace


@pytest.fixture
def root(tmp_path):
    """An empty workspace of 鹿寨."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root


# What is open about a column: the cells of heading and row that say it, the finding, the question's 写法, an answer, and
# what is then read (field → value).
DOUBTFUL_COLUMNS = [
    ({"E2": "投资总额（亿元）", "L2": "总投资（亿元）", "L3": 2}, "H131", "总投资（亿元）／投资总额（亿元）", "用“总投资（亿元）”", {"investment_yuan": 200_000_000}),
    ({"E2": "投资额（万元）", "E3": 5000, "L2": "合同投资额（万元）", "L3": 2}, "H131", "合同投资额（万元）／投资额（万元）", "用“投资额（万元）”", {"investment_yuan": 50_000_000}),
    ({"L2": "本年到位资金（亿元）", "L3": 0.9}, "H131", "本年到位资金（亿元）／本年到位资金（亿元）", "用左起第2个“本年到位资金（亿元）”", {"paid_in_yuan": 90_000_000}),
    ({"L2": "签约日期", "M2": "签约时间", "L3": "2022-03-01", "M3": "2022-05-02"}, "H131", "签约日期／签约时间", "都不用", {"signed_on": None}),
    ({"K2": "推进状况"}, "H142", "推进状况", "进展情况", {"stage": "签约"}),
    ({"G2": "省份", "G3": "浙江"}, "H142", "省份", "投资来源", {"source": "浙江"}),
    ({"F2": "到账资金（亿元）"}, "H142", "到账资金（亿元）", "到位资金", {"paid_in_yuan": 20_000_000}),
    ({"G2": "投资方籍贯"}, "H142", "投资方籍贯", "不用这一列", {"source": None}),
    ({"I2": "联系手段"}, "H142", "联系手段", "联系电话", {"contact": "韦某"}),
    ({"E2": "投资总额", "E3": 5000}, "H104", "投资总额的单位", "万元", {"investment_yuan": 50_000_000}),
    ({"F2": "本年到位资金"}, "H111", "本年到位资金的单位", "亿元", {"paid_in_yuan": 20_000_000}),
    ({"L2": "实际利用外资", "L3": 5}, "H111", "实际利用外资的单位", "万美元", {"fdi_usd": 50_000}),
    ({"L2": "实际利用外资（万元）", "L3": 5}, "H112", "实际利用外资（万元）的单位", "美元", {"fdi_usd": 5}),
    ({"L2": "标准厂房", "L3": 500}, "H111", "标准厂房的单位", "平方米", {"floor_sqm": 500}),
    ({"L2": "新增供地", "L3": 15}, "H111", "新增供地的单位", "公顷", {"land_mu": 225}),
]  # fmt: skip


def sent_with(root, unit, cells, period="2022-06"):
    """A unit's table of one project, with other headings and values."""
    sent(root, unit, {}, period=period)
    path = root / "报送" / period / f"{unit}.xlsx"
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)


@pytest.mark.parametrize(("cells", "code", "text", "answer", "read"), DOUBTFUL_COLUMNS)
def test_every_doubt_about_a_column_is_one_question_and_its_answer_is_remembered(root, cells, code, text, answer, read):
    """列: which of two, is it this field, in which unit: one question for two units; answered, column_told says how it is read."""
    for unit in ("江口乡", "平山镇"):
        sent_with(root, unit, cells)
    result = consolidated(root)
    assert code in {finding.code for finding in result.findings}
    (question,) = [one for one in result.decisions if one.is_open]
    assert (question.question.value, question.text) == ("列", text) and answer in question.choices
    assert "2 个单位、2 个项目" in question.situation
    typed(root, "decide", question.id, answer, "--by", "卢某")
    for period in ("2022-06", "2022-07"):
        sent_with(root, "江口乡", cells, period)
        result = consolidated(root, period)
        assert not [one for one in result.decisions if one.is_open]
        told = {finding.code for finding in result.findings}
        assert "H150" in told and code not in told
        projects = [project for one in result.submissions for project in one.projects]
        assert [{name: getattr(project, name) for name in read} for project in projects] == [read] * len(projects)
    assert [(line.kind, line.text, line.meaning) for line in read_dictionary(root / "词典.xlsx")[0]] == [
        ("列", text, answer)
    ]


@pytest.mark.parametrize("heading", ["投资总额", "本年到位资金"])
def test_a_unit_of_measure_that_differs_from_table_to_table_is_left_to_the_units(root, heading):
    """列: 「各表不同，由单位写明」 closes the question, changes no number, and leaves the finding with the units."""
    for unit in ("江口乡", "平山镇"):
        sent_with(root, unit, {("E" if heading == "投资总额" else "F") + "2": heading})
    (question,) = opened(consolidated(root), "列")
    typed(root, "decide", question.id, "各表不同，由单位写明", "--by", "卢某")
    result = consolidated(root)
    assert not opened(result, "列")
    field = "investment_yuan" if heading == "投资总额" else "paid_in_yuan"
    assert {getattr(project, field) for one in result.submissions for project in one.projects} == {None}
    assert {"H104", "H111"} & {finding.code for finding in result.findings}


@pytest.mark.parametrize(("heading", "typed_in"), [("投资总额（万元）", 10_000), ("投资总额（亿元）", 1)])
def test_what_a_table_says_itself_stands_whatever_was_answered_for_another_heading(root, heading, typed_in):
    """列: the answer is of one heading; a heading that names its unit is read by that."""
    sent_with(root, "江口乡", {"E2": "投资总额"})
    (question,) = opened(consolidated(root), "列")
    typed(root, "decide", question.id, "元", "--by", "卢某")
    sent_with(root, "平山镇", {"E2": heading, "E3": typed_in})
    amounts = {entry.unit: entry.investment_yuan for entry in consolidated(root).ledger.entries}
    assert amounts["平山镇"] == 100_000_000
