"""Which row of annex 1 does a project belong to? One, none, or a question."""

import pytest

from tests.spec.test_consolidation import project
from toolkit.consolidation.attribution import Attributor

ROWS = {"旋切": "旋切基地项目", "深加工": "林木深加工项目", "新材料": "新材料", "化工": "绿色化工"}


@pytest.mark.parametrize(
    ("industry", "name", "row"),
    [
        # the document's own words, from the remarks of annex 1 and chapter three, before any section
        ("木材旋切", "单板旋切一期", "县林业局"),
        ("商用车销售", "商用车共享销售基地", "县科工贸局"),
        ("商业", "城东农贸市场", "县科工贸局"),
        ("医疗器械", "康复器械组装", "县文体广旅局"),
        ("冷链物流", "农产品仓储保鲜冷链", "县农业农村局"),
        ("汽车零部件", "零件电镀线", "江口乡"),
        # a service's section before the words of products
        ("木材贸易", "原木购销", "县科工贸局"),
        ("化工产品批发", "化工原料购销", "县科工贸局"),
        ("家具销售", "家居卖场", "县科工贸局"),
        ("电子商务", "直播基地", "县科工贸局"),
        # sections of GB/T 4754
        ("板材", "生态板生产", "县投促中心"),
        ("沙发", "沙发厂", "县投促中心"),
        ("涂料", "水性涂料厂", "县投促中心"),
        ("车桥", "车桥总成", "鹿寨经开区管委"),
        ("饲料", "饲料厂", "县农业农村局"),
        ("种植", "柑橘园", "县农业农村局"),
        ("学校", "职业学院", "县文体广旅局"),
        ("酒店", "度假酒店", "县文体广旅局"),
        ("市政设施", "城区停车场", "县住建局"),
        ("公寓", "人才公寓", "县住建局"),
        # the name where the 行业 is general
        ("工业", "年产10万套汽车座椅", "鹿寨经开区管委"),
        ("其他", "生猪养殖场", "县农业农村局"),
    ],
)
def test_the_strongest_claim_wins(luzhai, industry, name, row):
    """LZ annex 1 with note 1: a word of the document, else a word of 行业, else the section; longer before shorter."""
    assert Attributor(luzhai).of(project(industry=industry, name=name)).row.lead_unit == row


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("造纸", "特种纸"),
        ("制糖", "甘蔗制糖"),
        ("水泥", "水泥厂"),
        ("光伏发电", "光伏电站"),
        ("缫丝", "丝绸厂"),
        ("银行", "村镇银行"),
        ("五金", "五金厂"),
    ],
)
def test_a_known_trade_that_no_row_names_belongs_to_none_and_nobody_is_asked(luzhai, industry, name):
    """LZ-R12: 轻工业 has a paper of its own, 电力 and 建材 have no row: 暂不归属, in the county's total, no question."""
    found = Attributor(luzhai).of(project(industry=industry, name=name))
    assert (found.row, found.choices, found.key) == (None, (), "暂不归属")


@pytest.mark.parametrize(
    ("industry", "name", "between"),
    [
        ("汽车销售", "4S店", {"商用车共享零部件产业招商组/鹿寨经开区管委", "商贸物流产业招商组/县科工贸局"}),
        (
            "化工新材料",
            "特种材料",
            {"新材料和绿色化工产业招商组/鹿寨经开区管委/新材料", "新材料和绿色化工产业招商组/县投促中心/绿色化工"},
        ),
        ("标准厂房", "工业园标准厂房", None),
        ("造林", "国家储备林", None),
        ("中药", "中药饮片", None),
        ("机床", "数控机床", {"商用车共享零部件产业招商组/鹿寨经开区管委"}),
        ("公园", "湿地公园", {"文旅产业与教育卫生招商组/县文体广旅局", "基础设施及房地产产业招商组/县住建局"}),
        ("制造业", "某项目", None),
        ("其他", "待定项目", None),
        ("", "某项目", None),
    ],
)
def test_what_the_document_leaves_open_is_asked(luzhai, industry, name, between):
    """Two rows that claim equally, words that the document gives to two, a trade that nobody can tell: 归属待定."""
    found = Attributor(luzhai).of(project(industry=industry, name=name))
    assert (found.row, found.key, found.choices[-1]) == (None, "归属待定", "暂不归属")
    assert between is None or set(found.choices[:-1]) == between


@pytest.mark.parametrize("scheme_row", range(10))
def test_each_row_of_the_annex_can_be_reached(luzhai, scheme_row):
    """LZ annex 1: every target row has something that leads to it."""
    row = luzhai.target_rows[scheme_row]
    assert row.keywords or row.industries or row.sections
