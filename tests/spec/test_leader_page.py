"""The leader's page: where the county stands, by how much it moved, who is ahead and behind and why, what waits."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.drawn import drawn_sheet
from tests.walks import laid_out
from toolkit.model import leader
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import month
from toolkit.workflow.steps.workspace import open_workspace

LUZHAI = SAMPLES[0]
TABLE = """
   | A | B | C | D | E | F | G | H | I | J | K
1  | 填报单位：江口乡 |
2  | HEADINGS | 本年到位资金（亿元）
3  | 1 | 表面处理 | 电镀中心 | 柳州镀业有限公司 | 3 | 广东 | 韦某 | 19900007777 | 2022-03-01 | 已开工 | {first}
4  | 2 | 表面处理 | 喷涂线 | 柳州喷涂有限公司 | 2 | 广东 | 韦某 | 19900007777 | 2022-03-01 | 已签约 | {second}
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """Luzhai's target table, and 江口乡 in May with 0.5 and 0.1 亿元, in June with 1.2 and 0.3."""
    root = laid_out(tmp_path_factory.mktemp("领导"), LUZHAI, ("目标",))
    for period, first, second in (("2022-05", 0.5, 0.1), ("2022-06", 1.2, 0.3)):
        (root / "报送" / period).mkdir()
        place = root / "报送" / period / f"江口乡{period}.xlsx"
        drawn_sheet(TABLE.format(first=first, second=second), place)
    return month.consolidate_workspace(open_workspace(root), LUZHAI.period, date(2022, 7, 6))


@pytest.fixture(scope="module")
def page(result, tmp_path_factory):
    """The sheet 总览 as values, a list of the filled cells of each row."""
    path = write_master(result, tmp_path_factory.mktemp("表") / "汇总表.xlsx")
    rows = openpyxl.load_workbook(path, data_only=True)["总览"].iter_rows(values_only=True)
    return [[value for value in row if value not in (None, "")] for row in rows]


def test_who_is_ahead_is_told_with_the_projects_that_make_it(result):
    """LZ-T13: 表面处理 is to bring 2 亿元; 1.5 is 75 %, 25 points ahead, by two projects, the larger first."""
    ahead, _ = leader.placed(result)
    assert [one.in_words for one in ahead] == ["江口乡（表面处理）　超25.0个百分点：“电镀中心”1.2亿元、“喷涂线”0.3亿元"]


def test_who_is_behind_is_told_with_what_is_missing(result):
    """A line without a project says so; one that has projects names those whose money has not come, the largest first.

    Of nine lines without a project two are led by a unit that owes no table; who owes one and sent none is not behind.
    """
    _, behind = leader.placed(result)
    assert {one.reason for one in behind} == {"还没有项目"} and len(behind) == 2
    assert len(result.unheard) == 7
    poor = replace(result.county[0], actual=10, elapsed=(12, 12))
    entries = result.ledger.entries
    assert leader.because(poor, entries) == "“电镀中心”总投资3亿元，到位1.2亿元；“喷涂线”总投资2亿元，到位0.3亿元"


def test_a_card_says_how_far_the_figure_moved_since_last_month(page):
    """1.5 after 0.6 is 0.90 亿元 more, 1.6 points of 55 亿元; two projects signed in both months moved nothing."""
    (moved,) = [row for row in page if row and str(row[0]).startswith("比上月")]
    assert moved[0] == "比上月 +0.90，+1.6个百分点"
    assert moved[1] == "比上月 持平，0.0个百分点"


def test_what_is_missing_and_what_waits_stands_on_the_page(page, result):
    """Fourteen units have sent nothing; what waits for a decision is counted."""
    lines = {row[0]: row[1:] for row in page if len(row) == 3}
    missing = leader.missing(result)
    assert lines["未报单位"][0] == len(missing) and lines["未报单位"][1].startswith(missing[0])
    assert lines["退回修改（项目）"] == [0, "无"]
    assert lines["待裁定（项）"][0] == str(sum(one.is_open for one in result.decisions))


def test_a_county_without_lines_is_told_by_its_indicators(result):
    """JC, whose document breaks nothing down: ahead and behind are indicators, with the projects that count in them."""
    alone = replace(result, standings=())
    ahead, behind = leader.placed(alone)
    names = [one.label for one in (*ahead, *behind)]
    assert "区外境内到位资金" in names and leader.leading(alone) is None
    (signed,) = [one for one in behind if one.label == "新签约项目"]
    assert signed.reason == "项目太少", "both projects count already"


def test_the_county_has_its_own_word_for_the_whole():
    """交城 is a development zone and 港南 a district: neither is 全县."""
    from toolkit.schemes.loader import load_shipped

    words = {id: load_shipped(id).whole for id in ("luzhai-2022", "gangnan-2018", "jiaocheng-2022", "nanxian-2022")}
    assert words == {
        "luzhai-2022": "全县",
        "gangnan-2018": "全区",
        "jiaocheng-2022": "全开发区",
        "nanxian-2022": "全县",
    }


def test_whose_figures_are_a_former_months_stands_beside_who_is_missing(result, tmp_path):
    """Design §3: 1.2 亿元 of a June in which two of three sent nothing may be May's: the page says of how many.

    | 未报单位 | 2 | …、…。其中沿用4月的数 1 个、沿用5月的数 2 个 |
    """
    first, second, third = result.timeliness[:3]
    since = {first.unit: "2022-05", second.unit: "2022-05", third.unit: "2022-04"}
    arrivals = tuple(replace(one, carried_from=since.get(one.unit, "")) for one in result.timeliness)
    path = write_master(replace(result, timeliness=arrivals), tmp_path / "汇总表.xlsx")
    rows = openpyxl.load_workbook(path, data_only=True)["总览"].iter_rows(values_only=True)
    (told,) = [[value for value in row if value not in (None, "")] for row in rows if row[0] == "未报单位"]
    assert "。其中沿用4月的数 1 个、沿用5月的数 2 个" in told[2]


def test_two_percentages_differ_by_points(result, tmp_path):
    """Wording rule 9 率差用“个百分点”: 0.6 of 5 亿元 in May is 12 %, 1.5 of 5 in June 30 %: 18.0 points more, not 18 %.

    | 指标               | 单位 | 本期  | 上月  | 增减         | 增减幅度 |
    | 签约项目资金到位率 | %    | 30.0% | 12.0% | 18.0个百分点 | —        |
    """
    sheet = openpyxl.load_workbook(write_master(result, tmp_path / "汇总表.xlsx"), data_only=True)["同比环比"]
    (row,) = [row for row in sheet.iter_rows() if row[0].value == "签约项目资金到位率"]
    assert [cell.value for cell in row[2:6]] == [pytest.approx(0.3), pytest.approx(0.12), pytest.approx(18), "—"]
    assert "个百分点" in row[4].number_format
