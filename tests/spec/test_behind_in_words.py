"""What does 进度通报 say of who is behind? Each line by a name of its own, and only projects that its figure takes in."""

from datetime import date

from tests.assessed import result_of, scheme_of
from toolkit.model.cells import CellRef
from toolkit.model.leader import line_names
from toolkit.model.period import ReportingPeriod
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
    home = {"name": "甲", "source": "广东", "investment_yuan": 200_000_000, "paid_in_yuan": 50_000_000}
    abroad = {"name": "乙", "source": "香港", "investment_yuan": 900_000_000, "paid_in_yuan": 50_000_000}
    assert behind(home, abroad) == ("华阁镇", "“甲”（投资总额2亿元，到位0.5亿元）资金尚未全部到位")
    assert behind(abroad) == ("华阁镇", "已签约项目1个，其中计入引进境内省外资金的0个")


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
