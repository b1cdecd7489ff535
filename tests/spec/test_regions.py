"""Where does money come from? A 投资来源 is certain, asked about, or absent: never abroad or outside by default (LZ-T2, NX-T1)."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from toolkit.intake.values.gazetteer import divisions
from toolkit.intake.values.meanings import meanings_from
from toolkit.intake.values.regions import judge_source, province_of, reach_of
from toolkit.intake.values.trades import judge_trade
from toolkit.model.cells import CellRef
from toolkit.model.judged import Judged
from toolkit.model.regions import REACHES, Home
from toolkit.model.submission import Project

LUZHAI = Home("450223", frozenset({"鹿寨", "中渡", "寨沙", "江口", "四排"}))
GANGNAN = Home("450803", frozenset({"桥圩", "湛江", "木格"}), is_district=True)
NANXIAN, JIAOCHENG = Home("430921"), Home("141122")
HOME, CHINA, ABROAD = frozenset(REACHES[:3]), frozenset(REACHES[3:4]), frozenset(REACHES[4:])
ANYWHERE = frozenset(REACHES)


def possible(text: str, home: Home = LUZHAI) -> frozenset[str]:
    """Return what a source leaves open."""
    return frozenset(judge_source(text, home).possible)


@pytest.mark.parametrize("text", ["融安县", "柳北区", "武鸣", "北流市", "广西", "柳州市鱼峰区", "本县", "我省", "自治区内", "江口乡", "桂林荔浦", "柳江县"])  # fmt: skip
def test_a_place_of_the_own_province_is_inside(text):
    """County, district and city of 广西, whole or short, present or former, are 区内 seen from 鹿寨 (LZ-T2)."""
    assert possible(text) <= HOME


@pytest.mark.parametrize(
    "text",
    ["广东", "浙江省温州市", "厦门", "佛山顺德", "桂阳", "马鞍山", "柳林县", "鼓楼区", "台州", "海南", "重庆", "上海浦东", "外省", "长三角", "江浙一带"]
    + ["粤商", "广东客商", "湖南、湖北", "福建等地", "深圳市南山区科技园", "襄樊", "内蒙", "伊犁", "恩施", "中国广东省深圳市", "广 东", "外省客商"],
)  # fmt: skip
def test_a_place_of_another_province_is_outside_the_region_and_inside_china(text):
    """Whoever bears the name, and however it is written: 区外境内."""
    assert possible(text) == CHINA


@pytest.mark.parametrize(
    "text",
    ["香港", "澳门", "台湾高雄", "荷兰", "印尼", "英属维尔京群岛", "开曼", "BVI", "Hong Kong", "北海道", "德国斯图加特", "港资", "台商", "台资企业"]
    + ["外商独资", "外资企业", "侨资", "美国（开曼）", "加拿大", "香港九龙"],
)  # fmt: skip
def test_foreign_and_offshore_money_is_from_abroad(text):
    """Countries, offshore places, 港澳台, and words of foreign capital are 境外."""
    assert possible(text) == ABROAD


@pytest.mark.parametrize(
    "text",
    ["广东、广西柳州", "柳州、广东", "香港、深圳", "广东60%，广西40%", "广东（香港控股）", "中外合资", "国内", "市外", "省外", "广西以外", "粤港澳大湾区"]
    + ["央企", "民营企业", "自筹", "社会资本", "不详", "待定", "柳州福建商会", "广东某某家具有限公司", "兴安", "象山", "全国各地"],
)  # fmt: skip
def test_what_leaves_several_answers_open_is_asked(text):
    """Joint money, kinds of investor, kinds of money, firms, names that several places bear with different answers."""
    assert len(possible(text)) > 1
    assert not possible(text) <= HOME


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("省外（湖北襄阳）", CHINA),
        ("广西区外（福建泉州）", CHINA),
        ("国内（柳州）", HOME),
        ("县外（柳城）", HOME),
        ("广东（民营企业）", CHINA),
        ("外资（新加坡）", ABROAD),
    ],
)
def test_a_note_in_brackets_says_which_of_the_places_it_is(text, reaches):
    """What stands in brackets within what stands before them is the answer; nobody is asked."""
    assert possible(text) and possible(text) <= reaches


@pytest.mark.parametrize(
    "text",
    ["香港（深圳子公司）", "深圳（注册地柳州）", "浙商（在桂）", "中外合资（德国）", "内资（香港）"]
    + [
        "美国（中国区）",
        "美国中国区",
        "日本（大中华区）",
        "德国（驻华机构）",
        "香港（合资）",
        "浙江温州（本县企业增资）",
    ],
)
def test_a_note_that_names_another_place_is_not_passed_over(text):
    """Whose money it is, the one's or the other's, a person says."""
    groups = [group for group in (HOME, CHINA, ABROAD) if group & possible(text)]
    assert len(groups) > 1


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("来自浙江温州", CHINA),
        ("珠三角产业转移", CHINA),
        ("长三角地区民营企业", CHINA),
        ("东莞松山湖", CHINA),
        ("上海张江", CHINA),
        ("佛山江门", CHINA),
        ("广东九江镇", CHINA),
        ("东莞长安镇", CHINA),
        ("深圳福田街道", CHINA),
        ("广东（外地客商）", CHINA),
        ("1.广东；2.湖南", CHINA),
        ("①广东②湖南", CHINA),
        ("一、浙江；二、江苏", CHINA),
        ("广西区内企业", HOME),
        ("广东本土企业", CHINA),
        ("广西本地企业", HOME),
        ("港澳台侨", ABROAD),
        ("广东境内", CHINA),
        ("河北、河南各50%", CHINA),
        ("佛山市南海大道", CHINA),
    ],
)
def test_words_around_a_place_leave_it_what_it_is(text, reaches):
    """Where it comes from, that it moves; a lake that bears a district's name is no second place."""
    assert possible(text) == reaches


@pytest.mark.parametrize(
    "text", ["本县返乡老板", "在外乡贤", "中外合作", "注册地深圳", "长安镇", "荔浦镇", "中山路", "南京西路88号"]
)
def test_what_only_hints_at_a_place_is_asked_about(text):
    """Who comes home brings money from elsewhere; a registered office is not where money comes from; whose town it is."""
    assert possible(text) == ANYWHERE


@pytest.mark.parametrize(
    "text",
    ["深圳产业园", "广东帮扶园区", "浙江工业城", "温州城", "温州商城", "台湾农民创业园", "粤桂合作特别试验区", "东盟经开区", "韩国城", "越南街", "香港路", "上海路"]
    + ["德国技术", "日本料理", "法国梧桐", "澳门豆捞", "中国—东盟", "在粤鹿寨籍老乡", "广东务工返乡", "广东华侨", "广东（已撤资）", "福建（原在谈）", "广东（待核实）", "广东？"],
)  # fmt: skip
def test_what_is_only_called_after_a_place_is_asked_about(text):
    """A park of 深圳 firms stands in 百色, a 韩国城 anywhere; goods and skill of a country are no money; whom a note takes back."""
    groups = [group for group in (HOME, CHINA, ABROAD) if group & possible(text)]
    assert len(groups) > 1


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("江苏省苏州工业园区", CHINA),
        ("长沙高新区", CHINA),
        ("上海自贸区", CHINA),
        ("海南自贸港", CHINA),
        ("深圳前海深港现代服务业合作区", CHINA),
        ("佛山市南海区产业园", CHINA),
        ("封开县江口镇", CHINA),
        ("中国香港", ABROAD),
        ("韩国蔚山市", ABROAD),
        ("东盟国家", ABROAD),
        ("港澳居民", ABROAD),
        ("缅甸华侨", ABROAD),
        ("广东、福建、浙江三地", CHINA),
        ("区内县外", HOME),
        ("市外区内", HOME),
        ("县内企业增资扩产", HOME),
    ],
)
def test_a_zone_of_a_city_and_a_town_of_another_county_lie_where_they_say(text, reaches):
    """The zones that a city has by its own name, a town behind its county, and words of two bounds: nobody is asked."""
    assert possible(text) and possible(text) <= reaches


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("东莞虎门", "广东"), ("东莞长安", "广东"), ("中山小榄", "广东"), ("温州柳市", "浙江"), ("福建晋江陈埭", "福建"), ("海南洋浦", "海南"),
        ("雄安新区", "河北"), ("两江新区", "重庆"), ("深圳前海", "广东"), ("新疆生产建设兵团", "新疆"), ("南宁东盟经开区", "广西"), ("广东迁入", "广东"),
    ],
)  # fmt: skip
def test_a_town_behind_its_city_and_a_zone_that_everybody_knows_need_no_question(text, province):
    """A town is known by its city, with or without 镇; a new area of the State Council by its own name."""
    assert len([group for group in (HOME, CHINA, ABROAD) if group & possible(text)]) == 1
    assert province_of(text, LUZHAI) == province


@pytest.mark.parametrize("text", ["大通湖", "大通湖区", "大通湖管理区", "千山红镇"])
def test_a_longer_name_is_not_the_county_that_it_begins_with(text):
    """大通湖 lies beside 南县, not in 大通 of 青海; 千山红镇 is a town there, not one of 鞍山's 千山区 (NX-T1)."""
    assert possible(text, NANXIAN) == {"市内县外"}


@pytest.mark.parametrize("text", ["柳东新区", "柳州穿山镇"])
def test_a_zone_or_town_beside_the_county_is_not_in_it(text):
    """What lies in the same city is 区内, and not the county itself (LZ-T2)."""
    assert possible(text) == {"市内县外"}


@pytest.mark.parametrize("text", [None, "", "/", "—", "  ", "……"])
def test_a_blank_is_absent(text):
    """A dash says nothing: no region, and nothing that counts."""
    assert judge_source(text, LUZHAI).is_absent


def test_the_same_words_are_judged_from_where_one_stands():
    """广西 is home for 鹿寨 and another province for 南县; 湛江 is also a town of 港南; 大同 is the city for a county of 山西."""
    assert possible("广西南丹", NANXIAN) == CHINA
    assert possible("浏阳", NANXIAN) <= HOME
    assert len(possible("湛江", GANGNAN)) > 1
    assert possible("湛江市", GANGNAN) == CHINA
    assert possible("大同", JIAOCHENG) <= HOME
    assert possible("大同区", JIAOCHENG) == CHINA
    assert len(possible("区外", GANGNAN)) == 4
    assert len(possible("西南地区")) > 1  # with 广西 or without it
    assert possible("西南地区", NANXIAN) == CHINA


def test_a_doubt_has_words_and_where_one_answer_is_likely_a_proposal():
    """The question says what is in doubt; a firm's name proposes where the firm is."""
    judged = judge_source("广东某某家具有限公司", LUZHAI)
    assert judged.proposal == "境内省外"
    assert "看不出资金从哪里来" in judged.evidence


UNIQUE = sorted(
    name for name, places in divisions().items() if len({place.code for place in places}) == 1 and len(name) > 2
)


@given(st.sampled_from(UNIQUE))
def test_a_name_that_one_place_bears_is_that_place(name):
    """Whatever its name contains: no division of China is taken for another that begins alike."""
    place = divisions()[name][0]
    assert possible(name) == reach_of(place, LUZHAI) or place.is_abroad


@pytest.mark.parametrize("home", [LUZHAI, GANGNAN, NANXIAN], ids=["鹿寨", "港南", "南县"])
@given(
    st.sampled_from(["广东", "区外", "湛江", "本县", "国内", "", None]), st.sampled_from(["其他", "家具", "工业", None])
)
def test_a_project_is_judged_where_it_is_asked_about(home, source, industry):
    """Reading a table judges nothing; in any process a project says what its county's judge makes of its words."""
    read = Project(CellRef("表.xlsx"), {}, meanings_from(home), source=source, industry=industry, name="旋切板项目")
    assert not any(isinstance(getattr(read, one.name), Judged) for one in fields(read) if one.name != "stage_doubt")
    for project in (read, pickle.loads(pickle.dumps(read))):  # noqa: S301 - our own bytes
        assert project.reach == judge_source(source, home)
        assert project.province == province_of(source, home)
        assert project.trade == judge_trade(industry, "旋切板项目")
