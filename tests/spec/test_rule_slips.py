"""Mistakes in a rulebook that would count something else in silence, and those whose sentence did not say what to write."""

import pytest
from click.testing import CliRunner

from tests.mutated import RULEBOOKS, spoilt, with_slip
from toolkit.cli import main
from toolkit.files import texts
from toolkit.model.errors import ToolkitError
from toolkit.schemes.loader import load, slips_of
from toolkit.workflow.actions.trial import try_out


def told(id, tmp_path, old, new):
    """Every slip of a rulebook with one piece of scheme.toml replaced."""
    return [str(slip) for slip in slips_of(with_slip(id, tmp_path / "规则", old, new))]


@pytest.mark.parametrize(
    ("id", "old", "new", "says"),
    [
        ("wanxian-2023", '["园区", 0.7]', '["园区", 0.8]', "的权重合计是 1.1，应是 1"),
        ("wanxian-2023", '["园区", 0.7]', '["园区", 70]', "的权重合计是 70.3，应是 1"),
        ("linshui-2024", "cap_each = 15", "cap_each = 4", "写作 4，比 base 的 5 还小"),
        ("wanxian-2023", "cap = 6", "cap = 1", "写作 1，比 points 的 2 还小"),
        ("linshui-2024", "least = 80", "least = 95", "“优秀”90分，排在它后面的“良好”95分：等次要从高到低排"),
        ("linshui-2024", 'id = "shared_credit"', 'id = "joint_share"', "里的口径 joint_share 工具箱不认识"),
        ("linshui-2024", "\nsplit = ", "\nspilt = ", "口径 shared_credit 可选的是：one、each、split"),
    ],
)
def test_what_would_count_something_else_in_silence_is_a_slip(tmp_path, id, old, new, says):
    """Weights of 110 %, a cap below one step, grades that rise, a reading that nobody asks for: each says what to write."""
    found = told(id, tmp_path, old, new)
    assert any(says in one for one in found), found


def test_a_unit_that_nobody_is_selects_nothing_and_is_told(tmp_path):
    """Unit = 青岺镇 would hold for no row at all; the nearest name of the list is proposed."""
    name = load(RULEBOOKS["linshui-2024"]).units[0].name
    wrong = name[:-1] + "縣"
    found = told("linshui-2024", tmp_path, "criteria = [", f'criteria = ["unit != {wrong}", ')
    assert any(f"里的“{wrong}”，units.csv 里没有这个单位。是不是“{name}”？" in one for one in found), found
    assert not told("linshui-2024", tmp_path / "又", "criteria = [", f'criteria = ["unit != {name}", ')


def test_an_indicator_of_dollars_needs_the_column_in_the_form(tmp_path):
    """Sum = fdi_usd without 实际利用外资 in the blank table: no unit could tell the figure."""
    added = '\n[[indicator]]\nid = "N-1"\nname = "外资"\nunit = "万美元"\nsum = "fdi_usd"\ncriteria = []\nclause = "WX-17"\n\n[[carry]]\n'
    found = told("wanxian-2023", tmp_path, "\n[[carry]]\n", added)
    assert any("form_columns" in one and "里没有“实际利用外资（万美元）”：指标 N-1 按它合计" in one for one in found), (
        found
    )


def test_a_misspelt_kind_of_unit_and_the_months_of_a_year_are_shown_by_check(tmp_path):
    """A类乡鎮 drops a town out of every score, 12月 is the December after; both may be meant, so both are shown."""
    folder = spoilt("linshui-2024", tmp_path / "规则", "none", 0, 0)
    units = folder / "units.csv"
    written = units.read_text("utf-8-sig").replace("A类乡镇", "A类乡鎮", 1)
    units.write_text(written, "utf-8-sig")
    shown = "".join(try_out(load(folder)).doubts)
    assert "的类别是“A类乡鎮”，没有一项基础分写到这一类，这些分都不得。是不是“A类乡镇”？" in shown
    assert "2024年是2023年12月至2024年11月（year_begins）" in shown
    output = CliRunner().invoke(main, ["schemes", "check", str(folder)]).output
    assert "  请核对：" in output


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kinds = [", "kinds = [“", "引号、等号和方括号请用英文半角的。"),
        ("points = 10\n", "points = １０\n", "数字请用半角的"),
        ("points = 10\n", "points = 10分\n", "数字后面不带单位，写 10"),
        ("points = 10\n", "points = 10\ntimed = True\n", "写成小写的 true、false"),
        ("points = 10\n", "points = 10\ntimed = 是\n", "写成小写的 true、false"),
        ("points = 10\n", 'points = 10\nevidence = "有\n', "少了一个英文引号"),
        ("points = 10\n", "points = 10\nranks = [5，4]\n", "用英文半角的逗号“,”隔开"),
    ],
)
def test_a_line_that_is_no_toml_says_what_to_write(tmp_path, old, new, says):
    """写法有误：第354行 alone helps nobody who does not know toml."""
    (found,) = told("linshui-2024", tmp_path, old, new)
    assert "写法有误：第" in found and says in found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("签约日期 <= 2024-11-31", "的日期“2024-11-31”，没有这一天。"),
        ("投资总额 ≥ 1亿元", "“≥”请写成 >=。"),
    ],
)
def test_a_condition_says_what_is_wrong_with_it(tmp_path, text, says):
    """There is no 31 November, and ≥ is no sign that is read."""
    found = told("linshui-2024", tmp_path, "criteria = [", f'criteria = ["{text}", ')
    assert any(says in one for one in found), found


def test_one_wrong_cell_of_the_list_of_units_is_one_slip(tmp_path):
    """报送统计表 Y: its kind is there all the same, and nothing else is wrong because of it."""
    folder = spoilt("linshui-2024", tmp_path / "规则", "none", 0, 0)
    units = folder / "units.csv"
    units.write_text(units.read_text("utf-8-sig").replace(",是", ",Y"), "utf-8-sig")
    found = [str(slip) for slip in slips_of(folder)]
    assert found and all("的“报送统计表”应写“是”或“否”，不能写“Y”。" in one for one in found)


def test_shares_of_a_year_and_kinds_in_one_text_say_how_they_are_written(tmp_path):
    """Pace in fractions is no list of years; several kinds in one text are to be apart."""
    found = told("linshui-2024", tmp_path, "\nclause = [", "\npace = [0.2, 0.5, 0.8, 1]\n\nclause = [")
    assert any("应写成百分数的整数，20% 写 20" in one for one in found), found
    found = told("linshui-2024", tmp_path / "又", 'kinds = ["A类乡镇", "B类乡镇"]', 'kinds = ["A类乡镇，B类乡镇"]')
    assert any("用顿号“、”分开，不用逗号、空格：A类乡镇、B类乡镇" in one for one in found), found


def test_a_number_with_a_unit_in_a_text_is_read_as_before():
    """The advice is about lines that cannot be read; amounts with their unit stand in quotation marks."""
    assert texts.toml_in('target = "5亿元"', "x") == {"target": "5亿元"}
    with pytest.raises(ToolkitError, match="连单位写的，两头加英文引号"):
        texts.toml_in("target = 5亿元", "x")


def test_a_deadline_without_a_clause_rests_on_the_one_of_its_id(tmp_path):
    """规则怎么写 says so of every table with an id; a reading's id is no clause's, and it has to name one."""
    added = '[[deadline]]\nid = "LS-9b"\nwhat = "简报"\nrule = "day_of_month"\nday = 5\nsender = "各单位"\nreceiver = "县招商中心"\n\n[[deadline]]\n'
    assert told("linshui-2024", tmp_path, "[[deadline]]\n", added) == []
    wrong = added.replace("LS-9b", "LS-99")
    assert any(
        "“LS-99”没有对应的 [[clause]]" in one for one in told("linshui-2024", tmp_path / "又", "[[deadline]]\n", wrong)
    )
