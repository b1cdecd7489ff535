"""招商专报 (NX-R14): one issue a month, from what the month's tables and the 出行台账 say."""

import shutil

import pytest
from click.testing import CliRunner

from tests.assessed import scheme_of
from tests.drawn_register import draw_register
from tests.spec.test_notice import text_of
from tests.year import county_year, write_sheet
from toolkit.cli import main
from toolkit.files.shipped import folder

# 稻虾 is signed in June, 鞋厂 started; 冷链 was signed in May; 药厂 is only talked of.
PROJECTS = """
单位   | 项目名称 | 行业     | 投资总额（亿元） | 投资来源 | 签约日期   | 开工日期   | 6月
南洲镇 | 稻虾加工 | 食品加工 | 0.8 | 湖北 | 2022-06-08 |            | 签约 0.1
华阁镇 | 鞋厂     | 制鞋     | 1.2 | 福建 | 2022-01-10 | 2022-06-20 | 开工 0.3
华阁镇 | 冷链     | 冷链物流 | 0.5 | 广东 | 2022-05-09 |            | 签约 0.2
厂窖镇 | 药厂     | 制药     | 2   | 江苏 |            |            | 在谈 0
"""
TARGETS = """
序号 | 责任主体 | 落户地 | 引进境内省外资金（亿元） | 实际利用外资（万美元）
1 | 项目落户地 | 南洲镇 | 0.2 | 0
2 | 项目落户地 | 华阁镇 | 0.5 | 0
3 | 项目落户地 | 厂窖镇 | 0.1 | 0
"""
UNITS = (
    *("县经济开发区", "县省级农业科技园区", "南洲镇", "华阁镇", "明山头镇", "青树嘴镇", "厂窖镇", "茅草街镇"),
    *("武圣宫镇", "三仙湖镇", "麻河口镇", "浪拔湖镇", "乌嘴乡", "中鱼口镇"),
)
TRIP = "N-1||华阁镇|广东省东莞市|2022-06-07|2022-06-09|2022-06-01||备|拜访"
VISITS = "N-1|甲鞋业公司|鞋材|A\nN-1|甲鞋业公司|鞋材|A\nN-1|乙公司||"


@pytest.fixture
def county(tmp_path):
    """Lay out June of Nanxian and write its newsletter; return its text and what the screen says."""

    def written(*words, projects=PROJECTS, trips=TRIP, silent=()):
        root = county_year(tmp_path / "南县2022", "nanxian-2022", 2022, projects, silent=silent, reporting=UNITS)
        shutil.copy2(folder("sample_workbooks") / "nanxian_2022" / "单位补充.csv", root)
        write_sheet(root / "目标" / "目标分解.xlsx", TARGETS)
        draw_register(
            root / "出行" / "出行台账.xlsx",
            行程=trips,
            人员="N-1|甲|华阁镇|带队领导|科级" if trips else "",
            拜访=VISITS if trips else "",
        )
        command = ["notice", "招商专报", "-w", str(root), "--period", "2022-06", "--as-of", "2022-06-30", *words]
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
        return text_of(root / "输出" / "2022-06" / "通知" / "招商专报.docx"), done.output

    return written


def test_the_months_issue_by_hand(county):
    """NX-R14 「制作线下线上招商专报」: sixth issue; one signed, one started, one journey to two firms, one lead; the places.

    南洲镇 0.1 of 0.2 亿元 is 50 %, 华阁镇 0.3 + 0.2 of 0.5 is 100 %, 厂窖镇 0 of 0.1.
    """
    text, screen = county("--remark", "县级财政统筹安排招商引资专项工作经费。")
    lines = text.splitlines()
    assert lines[:2] == ["南县招商专报", "2022年第6期"]
    assert (
        "本月，全县新签约项目1个，投资总额0.8亿元；新开工项目1个，投资总额1.2亿元。本月外出招商1批，拜访企业2家，获取招商线索1条。"
        in lines
    )
    assert "1.鞋厂（华阁镇，投资总额1.2亿元，投资来源福建）：6月20日开工。" in lines
    assert "2.稻虾加工（南洲镇，投资总额0.8亿元，投资来源湖北）：6月8日签约。" in lines
    assert "按引进境内省外资金完成率：第1名华阁镇，100%；第2名南洲镇，50%；厂窖镇尚无完成数。" in lines
    assert lines[lines.index("四、政策和环境") + 1] == "县级财政统筹安排招商引资专项工作经费。"
    assert "没有内容" not in screen


def test_a_project_that_is_only_talked_of_is_not_printed(county):
    """NX-R14: the newsletter goes online; 药厂 is in talks, 冷链 was news in May."""
    text, _ = county()
    assert "药厂" not in text and "冷链" not in text


def test_an_empty_issue_is_written_and_warned_of(county):
    """NX-R14: nothing signed or started: that part is left out; the screen says so before it goes out."""
    text, screen = county(projects=PROJECTS.replace("2022-06-", "2022-04-"), trips="")
    assert "本月，全县没有新签约、新开工的项目。本月没有外出招商。" in text
    assert "重点项目进展" not in text and "二、单位完成情况" in text.splitlines()
    assert "印发前请改：“重点项目进展”没有内容" in screen
    assert "印发前请改：“招商动态”没有外出情况" in screen


HALF = """
单位   | 项目名称 | 行业     | 投资总额（亿元） | 投资来源 | 签约日期   | 开工日期   | 5月 | 6月
南洲镇 | 稻虾加工 | 食品加工 | 0.8 | 湖北 | 2022-04-08 |            | 签约 0.1 | 签约 0.1
华阁镇 | 鞋厂     | 制鞋     | 1.2 | 福建 | 2022-01-10 | 2022-03-20 | 开工 0.3 | 开工 0.3
"""


def test_of_who_sent_no_table_nobody_says_that_it_signed_nothing(county):
    """NX-R14: 华阁镇's table of June is missing, its 0.3 亿元 are May's; so are 乌嘴乡's; of 厂窖镇 there never was any."""
    text, _ = county(projects=HALF, silent=[("华阁镇", 6), *(("厂窖镇", n) for n in (5, 6)), ("乌嘴乡", 6)])
    said = "本月，全县已报送统计表的单位没有新签约、新开工的项目，另有3个单位未报送统计表。"
    assert said in text
    assert "华阁镇、乌嘴乡没有可用的6月统计表，沿用5月的数。" in text
    assert "全县没有新签约" not in text


def test_where_nobody_reported_nothing_is_known(county):
    """NX-R14: fourteen units owe a table, none came: 无数据, and not that there is nothing new."""
    text, _ = county(silent=[(unit, 6) for unit in UNITS])
    assert "各单位均未报送统计表，新签约、新开工的项目无数据。" in text


def test_a_document_that_asks_for_none_has_none(tmp_path):
    """NX-R14 is 南县's alone: elsewhere the command says so and names the paper that there is."""
    assert [id for id in ("luzhai-2022", "gangnan-2018", "nanxian-2022") if "招商专报" in names(id)] == ["nanxian-2022"]
    root = county_year(tmp_path / "鹿寨2022", "luzhai-2022", 2022, PROJECTS.replace("南洲镇", "江口乡"))
    done = CliRunner().invoke(main, ["notice", "招商专报", "-w", str(root), "--period", "2022-06"])
    assert done.exit_code != 0
    assert "没有要求编印招商专报" in f"{done.output}{done.exception}"


def names(id):
    """The registers of a rulebook by name."""
    return {register.name for register in scheme_of(id).rules.registers}
