"""What does 进度通报 say of who is behind? Each line by a name of its own, and only projects that its figure takes in."""

from datetime import date

from tests.assessed import result_of, scheme_of
from toolkit.model.cells import CellRef
from toolkit.model.leader import line_names
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.submission import TargetLine
from toolkit.workflow.steps.held_up import causes

JUNE = ReportingPeriod(2022, 6)
AS_OF = date(2022, 6, 30)
PLACE = "项目落户地"


def behind(*projects):
    """华阁镇 with these projects and a task of 5 亿元 from other provinces: what is said of it."""
    rows = {"华阁镇": list(projects)}
    goals = [(PLACE, "华阁镇", {"NX-T1v": 500_000_000})]
    (told,) = causes(result_of(scheme_of("nanxian-2022"), rows, JUNE, AS_OF, goals))
    return told


def test_money_from_abroad_holds_back_no_figure_of_money_from_other_provinces():
    """NX-T1 境内省外资金: what 香港 has still to pay in would not move it.

    | 项目 | 投资来源 | 投资总额 | 到位资金 | 计入 |
    | 甲   | 广东     | 2        | 0.5      | 是   |
    | 乙   | 香港     | 9        | 0.5      | 否   |
    """
    this_year = PartialDate(2022, 3, 1)
    home = {
        "name": "甲",
        "source": "广东",
        "signed_on": this_year,
        "investment_yuan": 200_000_000,
        "paid_in_yuan": 50_000_000,
    }
    abroad = {"name": "乙", "source": "香港", "investment_yuan": 900_000_000, "paid_in_yuan": 50_000_000}
    assert behind(home, abroad) == ("华阁镇", "“甲”（投资总额2亿元，到位0.5亿元）资金尚未全部到位")
    assert behind(abroad) == ("华阁镇", "已签约项目1个，其中计入引进境内省外资金的0个")


def test_of_a_project_of_earlier_years_the_years_money_says_not_what_is_still_owed():
    """2亿元 may have come in 2021: 本年到位 says nothing of what is left, and no paper says 资金尚未全部到位.

    | 项目 | 签约日期 | 投资总额 | 本年到位 | 以前到位 |
    | 甲   | 2021-03  | 2        | 0.5      | 不知道   |
    | 乙   | 2021-03  | 0.3      | 0.3      |          |
    | 丙   | 2022-02  | 1        | 0.2      | 无       |
    """
    old = PartialDate(2021, 3, 1)
    first = {
        "name": "甲",
        "source": "广东",
        "signed_on": old,
        "investment_yuan": 200_000_000,
        "paid_in_yuan": 50_000_000,
    }
    second = first | {"name": "乙", "investment_yuan": 30_000_000, "paid_in_yuan": 30_000_000}
    third = first | {"name": "丙", "signed_on": PartialDate(2022, 2, 1), "investment_yuan": 100_000_000, "paid_in_yuan": 20_000_000}  # fmt: skip
    assert behind(first, second) == ("华阁镇", "已签约项目2个，本年到位0.8亿元")
    assert behind(second) == ("华阁镇", "已签约项目1个，资金均已到位")
    assert behind(first, second, third) == ("华阁镇", "“丙”（投资总额1亿元，到位0.2亿元）资金尚未全部到位")


def test_a_unit_with_two_lines_is_never_named_alone():
    """LZ table A: 鹿寨经开区管委 leads two groups, of which one has a scope; 江口乡 leads one.

    | 产业招商组                 | 牵头单位                 |
    | 新材料和绿色化工产业招商组 | 鹿寨经开区管委（新材料） |
    | 商用车共享零部件产业招商组 | 鹿寨经开区管委           |
    | 表面处理产业招商组         | 江口乡                   |
    """
    drawn = (
        ("新材料和绿色化工产业招商组", "鹿寨经开区管委", "新材料"),
        ("商用车共享零部件产业招商组", "鹿寨经开区管委", ""),
        ("表面处理产业招商组", "江口乡", ""),
    )
    lines = [
        TargetLine(CellRef("目标.xlsx", "Sheet1", row), {}, group, None, (), unit, scope, (), {})
        for row, (group, unit, scope) in enumerate(drawn, 5)
    ]
    assert list(line_names(lines).values()) == [
        "鹿寨经开区管委（新材料）",
        "鹿寨经开区管委（商用车共享零部件）",
        "江口乡",
    ]
