"""Which column is which field? What a heading says of time, plan and part decides; two that might be one are asked about."""

import pytest
from msgspec.structs import replace

from tests.checking import check
from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from toolkit.intake.read import read_submission
from toolkit.model.decisions import compared
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped

BASE = "{number} | 汽车零部件 | 甲项目 | 甲公司 | {money} | 广东 | 韦某 | 19900002001 | 2022年 | 已签约"
HEADINGS = "序号 | 行业 | 项目名称 | 项目方 | {heading} | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况"


def more(*columns: tuple[str, object]) -> str:
    """A table of annex 2 with further columns (heading, value) on the right."""
    letters = " | ".join("KLMN"[: len(columns)])
    return f"""
          | A | B | C | D | E | F | G | H | I | J | {letters}
        1 | 填报单位：江口乡
        2 | HEADINGS | {" | ".join(heading for heading, _ in columns)}
        3 | {BASE.format(number=1, money=3)} | {" | ".join(str(value) for _, value in columns)}
    """


def instead(*columns: tuple[str, object]) -> str:
    """A table whose 投资总额 stands under other headings, the first in its place, the others on the right."""
    (first, value), *others = columns
    letters = "".join(f" | {letter}" for letter in "KLMN"[: len(others)])
    return f"""
          | A | B | C | D | E | F | G | H | I | J{letters}
        1 | 填报单位：江口乡
        2 | {HEADINGS.format(heading=first)}{"".join(f" | {heading}" for heading, _ in others)}
        3 | {BASE.format(number=1, money=value)}{"".join(f" | {value}" for _, value in others)}
    """


def paid(submission) -> tuple[int | None, int | None, int | None]:
    """Return what is read as paid in this month, this year and since the start, in 万元."""
    (project,) = submission.projects
    amounts = (project.paid_in_month_yuan, project.paid_in_yuan, project.paid_in_total_yuan)
    return tuple(None if amount is None else amount // 10_000 for amount in amounts)


@pytest.mark.parametrize(
    ("columns", "right"),
    [
        ([("到位资金（亿元）", 0.5)], (None, 5000, None)),
        ([("本年到位资金（亿元）", 0.5)], (None, 5000, None)),
        ([("2022年到位资金（亿元）", 0.5)], (None, 5000, None)),
        ([("1-6月到位资金（万元）", 500)], (None, 500, None)),
        ([("今年以来实际到位资金（万元）", 500)], (None, 500, None)),
        ([("开工至今累计到位资金（亿元）", 2)], (None, None, 20000)),
        ([("历年累计到位资金（亿元）", 2)], (None, None, 20000)),
        ([("本月到位资金（万元）", 300), ("本年到位资金（万元）", 900)], (300, 900, None)),
        ([("累计到位资金（亿元）", 2), ("本年到位资金（亿元）", 0.5)], (None, 5000, 20000)),
        ([("6月到位资金（万元）", 300), ("1-6月到位资金（万元）", 900), ("项目开工以来到位资金（万元）", 4000)], (300, 900, 4000)),
        ([("2021年底累计到位资金（亿元）", 2), ("2022年到位资金（亿元）", 0.5)], (None, 5000, None)),
        ([("上年到位资金（亿元）", 2), ("到位资金（亿元）", 0.5)], (None, 5000, None)),
        ([("计划到位资金（亿元）", 2), ("实际到位资金（亿元）", 0.5)], (None, 5000, None)),
        ([("本年到位（亿元）", 0.5)], (None, 5000, None)),
        ([("本年度累计到位金额（万元）", 500)], (None, 500, None)),
        ([("实际到位（亿元）", 0.5)], (None, 5000, None)),
        ([("1-6月到位（万元）", 500), ("本月到位（万元）", 80)], (80, 500, None)),
        ([("开工至今到位（亿元）", 2), ("2022年到位（亿元）", 0.5)], (None, 5000, 20000)),
        ([("2021年到位（亿元）", 2), ("本年到位（亿元）", 0.5)], (None, 5000, None)),
    ],
)  # fmt: skip
def test_money_paid_in_is_three_quantities(read, columns, right):
    """What came this month, this year to date and since the start is told apart by the heading, another year's is none of them."""
    assert paid(read(more(*columns))) == right


@pytest.mark.parametrize(
    "heading",
    ["未到位资金（亿元）", "尚未到位资金（亿元）", "资金到位率（%）", "本年计划到位资金（亿元）", "到位资金目标（亿元）", "应到位资金（亿元）", "到位资金缺口（亿元）", "2021年到位资金（亿元）", "其中：区外到位资金（亿元）", "其中外资到位资金（亿元）"]
    + ["预计到位资金（亿元）", "到位资金占比", "预到位资金（亿元）", "可到位资金（亿元）", "即将到位资金（亿元）"],
)  # fmt: skip
def test_what_did_not_come_is_no_money_paid_in(read, heading):
    """A plan, a target, a rate, what is owed and another year's sum are named as unread columns, and count nowhere."""
    submission = read(more((heading, 0.5)))
    assert paid(submission) == (None, None, None)
    assert "extra_column" in {finding.kind for finding in submission.findings}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("累计到位资金（亿元）", "column_span_unclear"),
        ("截至6月底累计到位资金（亿元）", "column_span_unclear"),
        ("本月到位资金（亿元）", "column_span_other"),
        ("累计实际利用外资（万美元）", "column_span_unclear"),
        ("当月新增供地（亩）", "column_span_other"),
        ("二季度到位资金（亿元）", "column_span_other"),
        ("2022年第二季度到位资金（亿元）", "column_span_other"),
        ("上月到位资金（亿元）", "column_span_other"),
        ("近三个月到位资金（亿元）", "column_span_other"),
        ("本旬到位资金（亿元）", "column_span_other"),
        ("新增到位资金（亿元）", "column_span_other"),
        ("本月末累计到位资金（亿元）", "column_span_unclear"),
        ("1-4月到位资金（亿元）", "column_span_former"),
        ("一季度到位资金（亿元）", "column_span_former"),
        ("首季到位资金（亿元）", "column_span_former"),
        ("4月末到位资金（亿元）", "column_span_former"),
        ("1-4月实际利用外资（万美元）", "column_span_former"),
    ],
)
def test_a_span_that_is_not_said_or_not_the_years_is_asked_at_the_heading(read, heading, kind):
    """累计 alone may begin in January or with the works; one month's figure is not the year's."""
    submission = read(more((heading, 1)))
    assert [str(one.cell.a1) for one in submission.findings if one.kind == kind] == ["K2"]
    (project,) = submission.projects
    assert (project.paid_in_yuan, project.fdi_usd, project.land_mu) == (None, None, None)


@pytest.mark.parametrize(
    ("form", "own", "value", "field"),
    [
        ("投资来源", "客商来源", "浙江", "source"),
        ("行业", "产业分类", "食品加工", "industry"),
        ("进展情况", "本月进展", "已开工", "progress"),
    ],
)
def test_other_words_that_offices_have_for_a_column_of_the_form_are_known(read, form, own, value, field):
    """One column in the place of the form's: nobody is asked what it is."""
    row = "| 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900002002 | 2022年 | 已签约 |"
    written = {"source": row.replace("广东", value), "industry": row.replace("林木业", value)}
    heads = "| 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况 |"
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 {heads.replace(f" {form} ", f" {own} ")[:-2]}
        2 {written.get(field, row.replace("已签约", value))[:-2]}
    """)
    assert getattr(submission.projects[0], field) == value
    assert not [one for one in submission.findings if one.kind == "column_asked"]


@pytest.mark.parametrize("heading", ["境外到位资金（亿元）", "自筹资金到位（亿元）", "到位资金（不含土地款）（亿元）"])
def test_money_of_one_kind_is_not_taken_for_all_of_it(read, heading):
    """What came from abroad, or all but the land's, is a part of 到位资金: the column is asked about, nothing counts."""
    submission = read(more((heading, 0.5)))
    assert [one.cell.a1 for one in submission.findings if one.kind == "column_asked"] == ["K2"]
    assert [project.paid_in_yuan for project in submission.projects] == [None]


def test_a_group_of_money_with_its_unit_names_what_stands_below_it(read):
    """资金情况（万元） over 本年累计到位 is 到位资金 in 万元: the unit and 情况 of the group take nothing away."""
    submission = read("""
          | A    | B | C | D | E | F | G | H | I | J | K | L
        1 | 填报单位：江口乡
        2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况 | 资金情况（万元） |
        3 |      |      |          |        |                  |          |            |          |              |          | 本年累计到位 | 其中自有
        4 | 1 | 汽车零部件 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900002001 | 2022年 | 已签约 | 500 | 200
        merge A2:A3
        merge B2:B3
        merge C2:C3
        merge D2:D3
        merge E2:E3
        merge F2:F3
        merge G2:G3
        merge H2:H3
        merge I2:I3
        merge J2:J3
        merge K2:L2
    """)
    assert paid(submission) == (None, 500, None)


@pytest.mark.parametrize("heading", ["引进资金（亿元）", "实际引资（万元）", "到位情况（亿元）", "到位"])
def test_a_sum_that_the_county_needs_is_asked_for_at_the_heading_that_may_be_it(read, heading):
    """No column is 到位资金, and one may be: a question at its heading (H142), where a note would lose the money unseen."""
    submission = read(more((heading, 0.5)))
    asked = [(one.cell.a1, dict(one.details)["column"]) for one in submission.findings if one.kind == "column_asked"]
    assert asked == [("K2", "到位资金")]
    assert paid(submission) == (None, None, None)
    assert len(submission.accepted_projects) == 1


def read_by(scheme, drawing, folder, period=JUNE):
    """Return the submission that a drawn sheet is under another rulebook."""
    path = folder / "统计表.xlsx"
    drawn_sheet(drawing, path)
    return check(read_submission(path, scheme, period), scheme)


def test_what_the_office_says_such_a_heading_is_holds_for_every_table(luzhai, tmp_path):
    """引进资金 is 到位资金, says the office once; then it is read as that, in the unit that stands over it."""
    told = replace(luzhai, told_columns={compared("引进资金（万元）"): "到位资金"})
    assert paid(read_by(told, more(("引进资金（万元）", 500)), tmp_path)) == (None, 500, None)


@pytest.mark.parametrize(
    "heading", ["外资（万美元）", "其中外资（万美元）", "合同外资（万美元）", "利用外资（万美元）"]
)
def test_foreign_money_is_asked_about_only_where_the_county_adds_it_up(read, tmp_path, heading):
    """GN-T4u needs 实际利用外资, Luzhai's plan has no such figure; 合同外资 is another thing."""
    submission = read_by(load_shipped("gangnan-2018"), more((heading, 100)), tmp_path, ReportingPeriod(2018, 6))
    asked = [dict(one.details)["column"] for one in submission.findings if one.kind == "column_asked"]
    assert asked == ([] if heading.startswith("合同") else ["实际利用外资"])
    assert "column_asked" not in {one.kind for one in read(more((heading, 100))).findings}


@pytest.mark.parametrize(
    ("columns", "yi"),
    [
        ([("2022年计划投资（亿元）", 0.1), ("项目总投资额（亿元）", 1.8)], 1.8),
        ([("计划投资（亿元）", 0.1), ("总投资（亿元）", 1.8)], 1.8),
        ([("本年完成投资（亿元）", 0.1), ("计划总投资（亿元）", 1.8)], 1.8),
        ([("投资总额（亿元）", 1.8), ("其中：固定资产投资额（亿元）", 0.9)], 1.8),
        ([("投资完成率", 0.5), ("投资额（亿元）", 1.8)], 1.8),
    ],
)
def test_a_part_of_the_investment_is_not_the_investment(read, columns, yi):
    """A year's share, what is done, a rate and 其中 lose to the whole, whichever column comes first."""
    (project,) = read(instead(*columns)).projects
    assert project.investment_yuan == round(yi * 100_000_000)


@pytest.mark.parametrize(
    "columns",
    [[("投资总额（亿元）", 1), ("总投资（亿元）", 2)], [("合同投资额（亿元）", 1), ("投资额（亿元）", 2)]],
)
def test_two_columns_that_could_both_be_the_investment_are_asked_about_at_both(read, columns):
    """Which of two equal headings counts is not decided by which stands first."""
    submission = read(instead(*columns))
    assert [one.cell.a1 for one in submission.findings if one.kind == "column_rivals"] == ["E2", "K2"]
    assert submission.projects[0].investment_yuan is None
    assert submission.status == "returned"


@pytest.mark.parametrize(
    ("heading", "field"),
    [("计划开工时间", "started_on"), ("预计投产时间", "produced_on"), ("拟签约日期", "signed_on"), ("未开工时间", "started_on"), ("开（竣）工时间", "started_on")],
)  # fmt: skip
def test_a_planned_day_is_no_day_on_which_it_happened(read, heading, field):
    """计划开工时间 proves no 开工; the column is named as not read."""
    submission = read(more((heading, "2022-05-10")))
    assert getattr(submission.projects[0], field) is None


def test_a_title_over_the_whole_table_qualifies_no_column(read):
    """「2022年招商引资项目」 over every column does not make 投资总额 a year's part of it."""
    drawing = f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | 2022年6月招商引资项目情况
        3 | HEADINGS
        4 | {BASE.format(number=1, money=3)}
        merge A2:J2
    """
    assert read(drawing).projects[0].investment_yuan == 300_000_000


def test_two_rows_of_heading_are_read_together(read):
    """到位资金 over 合计 and 其中：本年: the whole since the start, and the year's part of it."""
    drawing = f"""
          | A | B | C | D | E | F | G | H | I | J | K | L
        1 | 填报单位：江口乡
        2 | HEADINGS | 到位资金（亿元）
        3 |  |  |  |  |  |  |  |  |  |  | 合计 | 其中：本年
        4 | {BASE.format(number=1, money=3)} | 1 | 0.6
        merge K2:L2
        {chr(10).join(f"merge {letter}2:{letter}3" for letter in "ABCDEFGHIJ")}
    """
    assert paid(read(drawing)) == (None, 6000, 10000)


PROGRESS = (
    "序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | {heading}"
)


def with_progress(heading: str, *cells: str) -> str:
    """A table whose last column has another heading than 进展情况."""
    rows = "".join(
        f"\n        {3 + at} | {BASE.format(number=at + 1, money=1).rpartition(' | ')[0].replace('甲项目', f'项目{at}')} | {cell}"
        for at, cell in enumerate(cells)
    )
    return f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | {PROGRESS.format(heading=heading)}{rows}
    """


@pytest.mark.parametrize(
    "heading",
    [
        "形象进度",
        "目前进度",
        "当前进度",
        "建设进度",
        "工程进度",
        "项目形象进度",
        "推进情况",
        "施工进度",
        "当前阶段",
        "工程进展情况",
    ],
)
def test_other_headings_of_progress_are_progress_where_they_hold_words(read, heading):
    """形象进度 with words below it is 进展情况: nothing is asked, the stage is read."""
    submission = read(with_progress(heading, "已开工", "已签约"))
    assert [one.stage for one in submission.projects] == ["开工", "签约"]
    assert submission.findings == ()


@pytest.mark.parametrize("heading", ["形象进度", "建设进度", "工程进度", "目前进度（%）", "进展情况"])
@pytest.mark.parametrize("cells", [("60%", "100%"), ("0.6", "1"), ("完成80%", "5成")])
def test_a_degree_of_completion_is_no_stage(read, heading, cells):
    """Numbers and per cent say how much is done: the column is named (H141), no stage is made of it."""
    submission = read(with_progress(heading, *cells))
    assert [one.stage for one in submission.projects] == [None, None]
    assert [one.kind for one in submission.findings] == ["column_of_degrees", "missing_column"] or [
        one.kind for one in submission.findings
    ] == ["missing_column", "column_of_degrees"]


def test_words_and_per_cent_side_by_side_are_told_apart(read):
    """形象进度 in per cent beside 进展情况 in words: the words are the stage, the other is named."""
    submission = read(more(("形象进度", "60%")))
    assert [one.stage for one in submission.projects] == ["签约"]
    assert [(one.cell.a1, one.kind) for one in submission.findings] == [("K2", "column_of_degrees")]


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("目前情形", ("已开工", "正在洽谈"), "进展情况"),
        ("到哪一步了", ("已签约", "正在施工"), "进展情况"),
        ("办到什么程度", ("已签约", "主体施工"), "进展情况"),
    ],
)
def test_a_heading_that_nobody_knows_is_one_question(read, heading, cells, field):
    """Beside a missing field it is asked whether it is that: one sentence at the heading (H142), the rows stay."""
    submission = read(with_progress(heading, *cells))
    said = [
        (one.cell.a1, one.kind, dict(one.details)["column"])
        for one in submission.findings
        if one.kind != "stage_unclear"
    ]
    assert said == [("J2", "column_asked", field)]
    assert len(submission.accepted_projects) == 2


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("联系电话", "怎么联系", "联系电话"),
        ("投资来源", "资金来源地点", "投资来源"),
        ("项目方", "项目方公司名", "项目方"),
        ("投资总额（亿元）", "总投资数（亿元）", "投资总额"),
        ("投资总额（亿元）", "项目盘子（亿元）", "投资总额"),
        ("投资总额（亿元）", "工程概算（万元）", "投资总额"),
        ("项目入驻时间", "进驻时间", "项目入驻时间"),
    ],
)
def test_the_nearest_field_by_words_and_contents_is_proposed(read, old, new, field):
    """By what the heading says and what stands below it: telephones, days, amounts or words."""
    drawing = with_progress("进展情况", "已开工").replace(old, new)
    submission = read(drawing)
    asked = {dict(one.details)["column"] for one in submission.findings if one.kind == "column_asked"}
    taken = {one.means for one in submission.columns if one.heading == new and one.field}
    assert field in asked | taken
    assert not {"missing_column", "extra_column"} & {one.kind for one in submission.findings}


@pytest.mark.parametrize(
    "heading", ["税收（亿元）", "完成投资（亿元）", "注册资本（万元）", "年产值（万元）", "人均投入（万元）"]
)
def test_money_of_another_kind_is_not_proposed_for_the_investment(read, heading):
    """What a heading clearly says is no size of a project: 投资总额 is missing, and nobody is asked whether this is it."""
    submission = read(with_progress("进展情况", "已开工").replace("投资总额（亿元）", heading))
    assert "column_asked" not in {one.kind for one in submission.findings}
    assert {"missing_column", "extra_column"} <= {one.kind for one in submission.findings}


@pytest.mark.parametrize("heading", ["备注", "年产值（万元）", "建设地点", "是否重点"])
def test_a_heading_that_is_near_nothing_is_no_question(read, heading):
    """It is named as unread, and what is missing is asked for."""
    submission = read(with_progress(heading, "甲", "乙"))
    assert sorted(one.kind for one in submission.findings) == ["extra_column", "missing_column"]
