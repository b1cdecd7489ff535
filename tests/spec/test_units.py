"""Units: a heading's unit is read whole, converted where it fits, and asked about where it is another's or missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.findings import Severity
from toolkit.model.units import parse_unit, units_in
from toolkit.schemes.measures import scale_of

BASE = "{number} | 汽车零部件 | 甲项目 | 甲公司 | {money} | 广东 | 韦某 | 19900002001 | 2022年 | 已签约"


def table(heading, value, above="填报单位：江口乡"):
    """A table whose eleventh column is the one that is asked about."""
    return f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | {above}
        2 | HEADINGS | {heading}
        3 | {BASE.format(number=1, money=3)} | {value}
    """


def investment(heading, value, above="填报单位：江口乡"):
    """A table whose 投资总额 stands under another heading."""
    return f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | {above}
        2 | 序号 | 行业 | 项目名称 | 项目方 | {heading} | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
        3 | {BASE.format(number=1, money=value)}
    """


@pytest.mark.parametrize(
    ("heading", "value", "yuan"),
    [
        ("投资总额（千元）", 50000, 50_000_000),
        ("投资总额【百万元】", 50, 50_000_000),
        ("计划总投资（单位：千万元）", 5, 50_000_000),
        ("总投资〔十万元〕", 500, 50_000_000),
        ("总投资额/百万元", 50, 50_000_000),
        ("投资总额：万元", 5000, 50_000_000),
        ("投资总额（人民币万元）", 5000, 50_000_000),
        ("投资总额（万元，含土地款）", 5000, 50_000_000),
        ("投资总额（以万元为单位）", 5000, 50_000_000),
        ("投资总额（亿）", 0.5, 50_000_000),
        ("投资总额（百元）", 500000, 50_000_000),
        ("投资总额(RMB万元)", 5000, 50_000_000),
        ("投资总额（萬元）", 5000, 50_000_000),
        ("投资总额（億元）", 0.5, 50_000_000),
        ("投资总额（元）", '"0.5億"', 50_000_000),
        ("投资总额（元）", '"5000萬圓"', 50_000_000),
    ],
)
def test_every_scale_of_money_is_read_as_it_is_written(read, heading, value, yuan):
    """元 百元 千元 万元 十万元 百万元 千万元 亿元, in brackets of any kind, behind a stroke, a colon, in a phrase, 萬元 億元."""
    (project,) = read(investment(heading, value)).projects
    assert project.investment_yuan == yuan


@pytest.mark.parametrize(
    ("above", "yuan"),
    [
        ("填报单位：江口乡    单位：百万元", 300_000_000),
        ("填报单位：江口乡　（金额单位：千万元；面积单位：亩）", 3_000_000_000),
        ("填报单位：江口乡   计量单位：万元、平方米", 3_000_000),
        ("填报单位：江口乡   单位：萬元", 3_000_000),
    ],
)
def test_the_line_above_the_table_says_the_unit_where_the_heading_does_not(read, above, yuan):
    """「单位：…」 may stand in a line with other words and name one unit for money and one for land."""
    (project,) = read(investment("投资总额", 300, above)).projects
    assert project.investment_yuan == yuan


@pytest.mark.parametrize(
    ("above", "heading", "said"),
    [
        ("单位：万元", "投资总额（亿元）", ["H152"]),
        ("金额单位：万元", "投资总额（亿元）", ["H152"]),
        ("单位：亿元", "投资总额（亿元）", []),
        ("单位：亿元、亩", "投资总额（亿元）", []),
        ("填报单位：江口乡", "投资总额（亿元）", []),
    ],
)
def test_a_line_above_that_says_another_unit_than_the_heading_is_asked_about(read, above, heading, said):
    """The heading's own unit counts, as it stands nearer; that the two differ is said once (H152), at the line."""
    submission = read(investment(heading, 0.5, f"{above}"), "江口乡6月.xlsx")
    assert [one.investment_yuan for one in submission.projects] == [50_000_000]
    assert [f.code for f in submission.findings if f.kind == "unit_line_differs"] == said


@pytest.mark.parametrize("paid_in", ["2022年1-6月到位资金", "2022年1-6月到位资金（万元）"])
def test_a_line_that_a_column_goes_by_contradicts_no_other(read, paid_in):
    """单位：万元 is for 到位资金, which has no unit of its own, or the same; 投资总额 has another."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：江口乡   单位：万元
        2 | HEADINGS | {paid_in}
        3 | 1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工 | 300
    """)
    assert [(one.investment_yuan, one.paid_in_yuan) for one in submission.projects] == [(50_000_000, 3_000_000)]
    assert not [f for f in submission.findings if f.kind == "unit_line_differs"]


@pytest.mark.parametrize("unit", ["万美元", "百万美元", "万港元", "万欧元", "亿日元", "万新台币", "USD"])
def test_an_investment_in_foreign_money_is_asked_for_in_yuan(read, unit):
    """V107: 500 under 投资总额（万美元） is not 500万元; the row goes back and nothing of it is counted."""
    submission = read(investment(f"投资总额（{unit}）", 500))
    assert [(f.kind, f.cell.a1, f.severity) for f in submission.findings if f.severity is Severity.ERROR] == [
        ("foreign_currency", "E3", Severity.ERROR)
    ]
    assert not submission.accepted_projects and submission.projects[0].investment_yuan is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("实际利用外资（万元）", "fdi_usd"),
        ("实际利用外资（亿元）", "fdi_usd"),
        ("其中：实际利用外资（万港元）", "fdi_usd"),
        ("合同外资【万元】", "contract_usd"),
        ("合同外资（万元、万美元）", "contract_usd"),
        ("进出口额（万美元）", "trade_yuan"),
        ("到位资金（万美元）", "paid_in_yuan"),
        ("到位资金（亩）", "paid_in_yuan"),
        ("新增供地（万元）", "land_mu"),
        ("标准厂房（亿元）", "floor_sqm"),
    ],
)
def test_a_column_in_the_unit_of_another_measure_is_asked_about_at_its_heading(read, heading, field):
    """H112: 人民币 in a dollar column, dollars in one of 元, money over land: no value, one finding, the project stays."""
    submission = read(table(heading, 660))
    asked = [(f.kind, f.cell.a1) for f in submission.findings if f.severity is Severity.ERROR]
    assert asked == [("column_unit_wrong", "K2")]
    (project,) = submission.accepted_projects
    assert getattr(project, field) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("实际利用外资", "fdi_usd"),
        ("合同外资", "contract_usd"),
        ("进出口额", "trade_yuan"),
        ("到位资金", "paid_in_yuan"),
        ("新增供地", "land_mu"),
        ("盘活土地", "idle_mu"),
        ("标准厂房面积", "floor_sqm"),
    ],
)
def test_a_column_without_a_unit_is_asked_about_once_and_only_where_it_matters(read, heading, field):
    """H111: a bare number needs a unit; nought does not, nor does a cell that names its own."""
    own = {"usd": "5万美元", "yuan": "0.5亿元", "mu": "5亩", "sqm": "5㎡"}[field.rsplit("_", 1)[1]]
    drawing = table(heading, 7) + "".join(
        f"\n        {row + 4} | {BASE.format(number=row + 2, money=3).replace('甲', name)} | {value}"
        for row, (name, value) in enumerate(zip("乙丙丁", (8, 0, own), strict=True))
    )
    submission = read(drawing)
    errors = [(f.kind, f.cell.a1) for f in submission.findings if f.severity is Severity.ERROR]
    assert errors == [("column_unit_missing", "K2")]
    values = [getattr(project, field) for project in submission.accepted_projects]
    assert values[:3] == [None, None, 0]
    assert values[3] == {"usd": 50_000, "yuan": 50_000_000, "mu": 5.0, "sqm": 5.0}[field.rsplit("_", 1)[1]]


@pytest.mark.parametrize(
    ("heading", "value", "field", "read_as"),
    [
        ("实际利用外资（百万美元）", 6.6, "fdi_usd", 6_600_000),
        ("合同外资（亿美元）", 0.1, "contract_usd", 10_000_000),
        ("实际利用外资（US$）", 3500000, "fdi_usd", 3_500_000),
        ("进出口额（千万元）", 9, "trade_yuan", 90_000_000),
        ("新增供地（公顷）", 8, "land_mu", 120.0),
        ("新增供地（平方公里）", 0.08, "land_mu", 120.0),
        ("供地面积（㎡）", 80000, "land_mu", 120.0),
        ("盘活土地（万平方米）", 4, "idle_mu", 60.0),
        ("标准厂房（万平米）", 3.5, "floor_sqm", 35_000.0),
        ("标准厂房（万m2）", 1.2, "floor_sqm", 12_000.0),
        ("标准厂房（㎡）", "3.5万平方米", "floor_sqm", 35_000.0),
        ("新增供地（亩）", "2公顷", "land_mu", 30.0),
    ],
)
def test_what_fits_is_converted(read, heading, value, field, read_as):
    """公顷 is 15 亩, 万㎡ is ten thousand ㎡: whatever measures the same is brought to the ledger's own unit."""
    submission = read(table(heading, value))
    assert getattr(submission.projects[0], field) == read_as
    assert not [f for f in submission.findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "heading", ["亿元以上项目（个）", "5000万元以上项目", "是否多元", "项目单元", "投资方", "元宝镇项目"]
)
def test_words_that_merely_hold_a_unit_name_none(heading):
    """A size (亿元以上) and a word (单元) are no units."""
    assert [unit.words for unit in units_in(heading.replace("（", "(").replace("）", ")"))] == []


@given(
    scale=st.sampled_from(["", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿"]),
    base=st.sampled_from(["元", "美元", "港元", "欧元", "㎡", "平方米", "亩", "公顷"]),
    around=st.sampled_from(["({})", "[{}]", "【{}】", "/{}", ":{}", "(单位:{})", "(人民币{})", "({},保留两位小数)"]),
)
def test_a_unit_means_the_same_wherever_it_stands(scale, base, around):
    """Scale × measure is one grammar: no unit is read in part (百万元 is not 万元, 万美元 not 元)."""
    unit = scale + base
    (found,) = units_in("投资总额" + around.format(unit))
    assert (found.words, found) == (unit, parse_unit(unit))


@pytest.mark.parametrize(
    ("unit", "column", "scale"),
    [
        ("万元", "paid_in_yuan", 10_000),
        ("元", "trade_yuan", 1),
        ("千万元", "investment_yuan", 10_000_000),
        ("亿美元", "fdi_usd", 100_000_000),
        ("美元", "contract_usd", 1),
        ("公顷", "land_mu", 15),
        ("平方米", "floor_sqm", 1),
        ("万㎡", "floor_sqm", 10_000),
    ],
)
def test_a_rulebooks_unit_is_worth_what_it_says(unit, column, scale):
    """Promise 6: an indicator in 万元 is worth 10 000 元, not 1."""
    assert scale_of(unit, "sum", column) == (scale, "")
