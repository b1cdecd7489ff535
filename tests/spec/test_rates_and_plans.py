"""Rates that the document wants raised without a target, and what the remarks of the target table plan."""

from datetime import date

import pytest

from tests.assessed import result_of, scheme_of
from tests.drawn import drawn_sheet
from tests.mutated import RULEBOOKS
from tests.spec.test_consolidation import project, table
from tests.spec.test_levels import EAST, END, GOALS, INDUSTRY, NORTH, NOVEMBER, PROJECTS, WEST
from tests.target_table import target_table
from tests.told import sheets_of
from toolkit.consolidation.consolidate import consolidate
from toolkit.documents.paper.figures import overall
from toolkit.intake.read import read_submission
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.schemes.loader import load
from toolkit.workbooks.master.master import write_master

JUNE, DAY = ReportingPeriod(2022, 6), date(2022, 6, 30)
YI = 100_000_000
# 注册率: 乙 and 丙 of 甲 乙 丙 丁 (丙 has started, so it is registered); 戊 was signed last year and is not asked for.
# 到位率: 0.2 + 0.9 of 1 + 3; of 乙 nobody said what was paid in, 丁 has nothing so far: 1.1 / (1 + 3 + 0.5).
SIGNED = [
    {"stage": "签约", "investment_yuan": YI, "paid_in_yuan": 20_000_000},
    {"stage": "注册", "investment_yuan": 2 * YI, "paid_in_yuan": None},
    {"stage": "开工", "investment_yuan": 3 * YI, "paid_in_yuan": 90_000_000},
    {"stage": "签约", "investment_yuan": YI // 2, "paid_in_yuan": 0},
    {"stage": "开工", "investment_yuan": YI, "paid_in_yuan": YI, "signed_on": PartialDate(2021, 5, 1)},
]


def june(**readings):
    """江口乡's June with the five projects, signed this March where nothing else is said."""
    march = PartialDate(2022, 3, 1)
    rows = [{"name": name, "signed_on": march, **own} for name, own in zip("甲乙丙丁戊", SIGNED, strict=True)]
    return result_of(scheme_of("luzhai-2022", **readings), {"江口乡": rows}, JUNE, DAY)


def figures_of(result) -> dict[str, object]:
    """The county's figures by name."""
    return {one.indicator.name: one.actual for one in result.county}


def test_rates_without_a_target_are_figures_a_person_sees(tmp_path):
    """LZ-T11 当年签约、当年注册; LZ-T11b 提高签约项目资金到位率: 2 of 4, 1.1 of 4.5亿元, in the master and the circular."""
    result = june()
    said = figures_of(result)
    assert said["新签约项目中注册"] == 2 and said["当年签约当年注册率"] == 0.5
    assert (said["新签约项目到位资金"], said["新签约项目投资总额"]) == (110_000_000, 450_000_000)
    assert said["签约项目资金到位率"] == pytest.approx(110 / 450)
    sheets = sheets_of(write_master(result, tmp_path / "汇总表.xlsx"))
    for name, value in (("当年签约当年注册率（%）", 0.5), ("签约项目资金到位率（%）", 110 / 450)):
        for sheet in ("总览", "目标完成情况"):
            (row,) = [row for row in sheets[sheet] if row[0] == name]
            assert pytest.approx(value) in [cell for cell in row if isinstance(cell, float)], (sheet, name)
    assert "当年签约当年注册率50%" in overall(result.county)
    assert "签约项目资金到位率24.4%" in overall(result.county)


def test_which_projects_the_rate_looks_at_is_a_reading():
    """Reading paid_in_rate_of: 重大招商项目 may be those of 1亿元 and more, which leaves 丁 out: 1.1 of 4亿元."""
    assert figures_of(june(paid_in_rate_of="major"))["签约项目资金到位率"] == pytest.approx(110 / 400)


def test_without_signed_projects_there_is_no_rate():
    """A rate of nothing is no 0 %, and the circular does not say it."""
    result = result_of(scheme_of("luzhai-2022"), {"江口乡": [{"stage": "在谈"}]}, JUNE, DAY)
    assert figures_of(result)["当年签约当年注册率"] is None
    assert "注册率" not in overall(result.county)


REMARKED = target_table(
    "3 | 5 | 5 | 1",
    """
5 | 表面处理产业招商组 | 组长：邓芳军 | 江口乡 | 县投促中心 | 2 | 3 | 3 | 1 | {remark}
6 | 林木加工产业招商组 | 组长：王轶 | 县林业局（旋切基地项目） | 县发改局 | 1 | 2 | 2 | 0 | 计划引进2家企业，项目保障要素充足。
""",
)


@pytest.mark.parametrize(
    ("remark", "plans"),
    [
        (
            "招商引资方向：拟新建标准厂房10万平方米，项目保障要素充足。",
            [("LZ-T9", 100_000, 30_000, "拟新建标准厂房10万平方米")],
        ),
        (
            "新建标准厂房5000㎡；新增工业供地2公顷",
            [("LZ-T8", 30, 45, "新增工业供地2公顷"), ("LZ-T9", 5_000, 30_000, "新建标准厂房5000㎡")],
        ),
        ("盘活鹿化低效闲置土地120亩", [("LZ-T10", 120, 0, "盘活鹿化低效闲置土地120亩")]),
        ("盘活鹿化低效闲置土地，提供土地保障要素。", []),
    ],
)
def test_what_the_remark_of_a_line_plans_stands_beside_what_there_is(tmp_path, remark, plans):
    """Annex 1's 备注 (line 147): 江口乡 plans 10万㎡ of 标准厂房; its own projects have 3万㎡, of the county's 5."""
    path = tmp_path / "目标.xlsx"
    drawn_sheet(REMARKED.format(remark=remark), path)
    scheme = scheme_of("luzhai-2022")
    goals = read_submission(path, scheme, JUNE)
    own = {"industry": "电镀", "stage": "开工"}
    rows = [
        project(2, name="甲", **own, floor_sqm=20_000.0, land_mu=45.0, idle_mu=0.0),
        project(3, name="乙", **own, floor_sqm=10_000.0),
        project(4, name="丙", industry="旋切板材", floor_sqm=20_000.0, idle_mu=7.0),
    ]
    result = consolidate([table("江口乡", JUNE, rows)], goals, scheme, JUNE, DAY)
    of_result = [
        (one.variance.indicator.id, one.variance.target, one.variance.actual, one.words) for one in result.row_aims
    ]
    assert of_result == plans
    sheet = sheets_of(write_master(result, tmp_path / "汇总表.xlsx"))["目标完成情况"]
    titles = [row[0] for row in sheet if row[0] and "目标表备注写明的计划" in str(row[0])]
    assert len(titles) == bool(plans)
    for id, *_ in plans:
        name = result.scheme.indicator(id).name
        assert [row for row in sheet if str(row[0]).startswith(f"江口乡（表面处理）：{name}")]
    # It is no target: neither the line's own nor the county's.
    assert all(id not in standing.variances for standing in result.standings for id, *_ in plans)


def test_a_plan_reads_as_it_is_done(tmp_path):
    """10万㎡ planned, 3万㎡ done: 30.0 %, 7万㎡ to go."""
    path = tmp_path / "目标.xlsx"
    drawn_sheet(REMARKED.format(remark="拟新建标准厂房10万平方米"), path)
    scheme = scheme_of("luzhai-2022")
    rows = [project(2, name="甲", industry="电镀", stage="开工", floor_sqm=30_000.0)]
    result = consolidate([table("江口乡", JUNE, rows)], read_submission(path, scheme, JUNE), scheme, JUNE, DAY)
    sheet = sheets_of(write_master(result, tmp_path / "汇总表.xlsx"))["目标完成情况"]
    (row,) = [row for row in sheet if str(row[0]).startswith("江口乡（表面处理）：新建标准厂房")]
    assert row[3:8] == (10, 3, -7, 0.3, pytest.approx(-20))
    assert row[8] == "“拟新建标准厂房10万平方米”"


def test_equal_targets_of_units_stand_in_the_sheet(tmp_path):
    """各乡镇引进项目3个／2个 (class_targets), others 1: a line a unit with its result, though no table has a column."""
    result = result_of(load(RULEBOOKS["linshui-2024"]), PROJECTS, NOVEMBER, END, GOALS)
    sheet = sheets_of(write_master(result, tmp_path / "汇总表.xlsx"))["目标完成情况"]
    # 东乡镇 brought 甲 乙 丙 of its 3, 西乡镇 丁 of 3, 县科工局 壬 of 1.
    name = result.scheme.indicator("LS-2").name
    lines = {str(row[0]).partition("：")[0]: row[3:7] for row in sheet if str(row[0]).endswith(f"：{name}（个）")}
    assert lines[EAST] == (3, 3, 0, 1) and lines[WEST] == (3, 1, -2, pytest.approx(1 / 3))
    assert lines[INDUSTRY][:2] == (1, 1) and lines[NORTH][:2] == (2, 2)
    assert any("各单位一样的目标" in str(row[0]) for row in sheet)
