"""备注, notes and brackets: nothing of them counts, but what they say against the table's cells is held against the unit."""

import pytest


@pytest.fixture
def told(read):
    """Read one row with a remark; return the kinds of finding on the remark's cell, and the stage that counts."""

    def of(progress, heading, remark):
        submission = read(f"""
              | A | B | C | D | E | F | G | H | I | J | K
            1 | HEADINGS | {heading}
            2 | 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900002002 | 2022年 | {progress} | {remark}
        """)
        (project,) = submission.projects
        return [f"{f.code} {f.kind}" for f in submission.findings if f.cell.a1 == "K2"], project.stage

    return of


@pytest.mark.parametrize(
    ("progress", "heading", "remark"),
    [
        ("已开工", "备注", "企业已退出"),
        ("已开工", "备注", "项目已停工"),
        ("已签约", "备注", "5月已投产"),
        ("已开工", "存在问题", "土地未落实，尚未开工"),
        ("已投产", "补充说明", "未投产，设备安装中"),
    ],
)
def test_a_remark_that_says_otherwise_than_the_progress_is_pointed_out(told, progress, heading, remark):
    """The unit makes the two agree; meanwhile the form's own column counts."""
    assert told(progress, heading, remark) == (["V165 remark_and_stage_differ"], progress[1:])


@pytest.mark.parametrize(
    ("progress", "heading", "remark"),
    [
        ("已开工", "备注", "2023年投产"),
        ("已开工", "备注", "已签约"),
        ("已签约", "存在问题", "用地指标不足，尚未开工"),
        ("已开工", "备注", "租用闲置厂房"),
        ("已开工", "备注", "县领导联系项目"),
        ("已终止", "备注", "企业已退出"),
        ("已开工", "上月情况", "已停工"),
    ],
)
def test_a_remark_that_agrees_or_speaks_of_another_time_is_left_alone(told, progress, heading, remark):
    """A plan, an earlier step, what has not begun yet where nobody says that it has: nothing to ask."""
    assert told(progress, heading, remark)[0] == []


KINDS = ("remark_and_stage_differ", "remark_unheeded", "note_unheeded", "progress_and_column_differ")


@pytest.fixture
def pointed_out(read):
    """Read one row with 到位资金, two days and a remark; return (kind, about) of what is said at a cell."""

    def of(place, remark="", progress="已开工", name="甲项目", above="单位：亿元", below=""):
        submission = read(f"""
              | A | B | C | D | E | F | G | H | I | J | K | L | M | N
            1 | 招商引资项目统计表 {above}
            2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 到位资金（亿元） | 投资来源 | 项目负责人 | 联系电话 | 入驻时间 | 进展情况 | 签约日期 | 开工日期 | 备注
            3 | 1 | 林木业 | {name} | 甲公司 | 1.5 | 0.03 | 广东 | 韦某 | 19900002002 | 2022年 | {progress} | 2022-03-01 | 2022-05-10 | {remark}
            4 | {below}
        """)
        told = [(one.kind, dict(one.details).get("about", "")) for one in submission.findings if one.cell.a1 == place]
        return [one for one in told if one[0] in KINDS]

    return of


@pytest.mark.parametrize(
    ("remark", "about"),
    [
        ("投资额单位为万元", "金额的单位"),
        ("投资额应为1.8亿元", "投资总额"),
        ("投资额待核实", "数据还没有核实"),
        ("到位资金为自签约以来累计数", "到位资金是哪几年的"),
        ("到位资金500万元", "到位资金"),
        ("实际投资方为柳州本地企业", "投资来源"),
        ("港资企业", "投资来源"),
        ("签约时间为2021年", "时间"),
        ("此项不纳入统计", "要不要计入"),
        ("重复上报，请删除", "要不要计入"),
        ("此项目已移交江口乡", "要不要计入"),
        ("与去年已报项目重复", "要不要计入"),
        ("该项目由中渡镇引进，我镇协助", "要不要计入"),
        ("到位资金单位为万元", "金额的单位"),
        ("开工日期为计划日期", "时间"),
        ("投资方为香港公司", "投资来源"),
    ],
)
def test_a_remark_on_a_figure_is_told_and_not_heeded(pointed_out, remark, about):
    """What a remark says of sum, unit, source, day or counting may be true: the unit says it in the form's own cells."""
    assert pointed_out("N3", remark) == [("remark_unheeded", about)]


@pytest.mark.parametrize(
    "remark",
    [
        "总投资1.5亿元",
        "县领导联系",
        "用地已移交",
        "手续在柳州办理",
        "投资额1.5亿元，一期1亿元",
        "广东企业",
        "无",
        "/",
        "—",
        "暂无",
    ],
)
def test_a_remark_that_repeats_the_row_or_speaks_of_other_things_is_left_alone(pointed_out, remark):
    """The same sum, a part of it, land that was handed over: nothing to decide."""
    assert pointed_out("N3", remark) == []


@pytest.mark.parametrize("name", ["座椅项目（已终止）", "（作废）座椅项目", "座椅项目（暂停）", "座椅项目（拟建）"])
def test_a_bracket_in_the_name_that_takes_back_the_stage_is_told(pointed_out, name):
    """Who writes （已终止） behind the name beside 已开工 has to say which of the two holds."""
    assert [kind for kind, _ in pointed_out("C3", name=name)] == ["remark_and_stage_differ"]


@pytest.mark.parametrize("name", ["座椅项目（不统计）", "（删除）座椅项目", "座椅项目（重复）"])
def test_a_bracket_in_the_name_that_says_not_to_count_it_is_told(pointed_out, name):
    """Whether it counts is no part of a name: the unit deletes the row or the bracket."""
    assert pointed_out("C3", name=name) == [("remark_unheeded", "要不要计入")]


@pytest.mark.parametrize("name", ["座椅项目（一期）", "座椅（骨架）项目", "座椅项目（扩建）"])
def test_a_bracket_that_is_part_of_the_name_is_left_alone(pointed_out, name):
    """Phases, parts and kinds of works belong to names."""
    assert pointed_out("C3", name=name) == []


@pytest.mark.parametrize(
    ("below", "about"),
    [
        ("注：以上金额单位均为万元", "金额的单位"),
        ("注：第1项已转由拉沟乡统计，本表不再计入。", "要不要计入"),
        ("说明：到位资金为1-5月数据，6月数据待企业确认。", "数据的月份"),
        ("注：以上项目均为2021年签约", "项目的年份"),
    ],
)
def test_a_note_below_the_table_that_speaks_of_its_figures_is_told(pointed_out, below, about):
    """A note may turn every figure into another one: it is shown to the unit, whatever it means."""
    assert pointed_out("A4", below=below) == [("note_unheeded", about)]


@pytest.mark.parametrize(
    ("above", "about"), [("（本表为2022年全年计划数）", "计划数"), ("截止时间：2022年5月31日", "数据的月份")]
)
def test_a_line_above_the_table_that_speaks_of_its_figures_is_told(pointed_out, above, about):
    """Plans are no results, and figures to the end of May are not June's."""
    assert pointed_out("A1", above=above) == [("note_unheeded", about)]


@pytest.mark.parametrize(
    "below",
    ["注：金额单位为亿元，保留两位小数", "填表说明：本表于每月28日前报送；投资来源填省份；进展情况填签约、注册、开工、投产。", "注：到位资金指本年累计数", "截至2022年6月25日"],
)  # fmt: skip
def test_a_note_that_explains_the_form_is_left_alone(pointed_out, below):
    """What agrees with the heading, and how a table is filled in, asks nothing."""
    assert pointed_out("A4", below=below) == []


@pytest.mark.parametrize(
    ("progress", "told"),
    [
        ("2021年12月签约，2022年5月10日开工", True),
        ("已于4月1日开工", True),
        ("已开工，到位资金0.2亿元", True),
        ("3月签约，5月开工", False),
        ("已开工，累计到位资金0.2亿元", False),
        ("已开工，预计2023年投产", False),
    ],
)
def test_a_day_or_sum_in_the_progress_note_that_another_column_says_otherwise_is_told(pointed_out, progress, told):
    """The column counts; the unit makes the two agree. A plan, a sum of all years and a month alone are no contradiction."""
    assert [kind for kind, _ in pointed_out("K3", progress=progress)] == (
        ["progress_and_column_differ"] if told else []
    )
