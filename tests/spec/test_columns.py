"""Which column is which field? What a heading says of time, plan and part decides; two that might be one are asked about."""

import pytest

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
    ],
)  # fmt: skip
def test_money_paid_in_is_three_quantities(read, columns, right):
    """What came this month, this year to date and since the start is told apart by the heading, another year's is none of them."""
    assert paid(read(more(*columns))) == right


@pytest.mark.parametrize(
    "heading",
    ["未到位资金（亿元）", "尚未到位资金（亿元）", "资金到位率（%）", "本年计划到位资金（亿元）", "到位资金目标（亿元）", "应到位资金（亿元）", "到位资金缺口（亿元）", "2021年到位资金（亿元）"]
    + ["预计到位资金（亿元）", "到位资金占比"],
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
    ],
)
def test_a_span_that_is_not_said_or_not_the_years_is_asked_at_the_heading(read, heading, kind):
    """累计 alone may begin in January or with the works; one month's figure is not the year's."""
    submission = read(more((heading, 1)))
    assert [str(one.cell.a1) for one in submission.findings if one.kind == kind] == ["K2"]
    (project,) = submission.projects
    assert (project.paid_in_yuan, project.fdi_usd, project.land_mu) == (None, None, None)


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
    [("计划开工时间", "started_on"), ("预计投产时间", "produced_on"), ("拟签约日期", "signed_on"), ("未开工时间", "started_on")],
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
