"""Which trade is it? 工业 is sections B, C and D of GB/T 4754; 新兴产业 is what the national list of 2018 names (LZ-T4, LZ-T6)."""

import pytest

from toolkit.intake.values.trades import judge_trade


def industrial(industry: str, name: str = "") -> bool | None:
    """Return whether a project is industrial, ``None`` where it is asked."""
    return judge_trade(industry, name).industrial.value


def emerging(industry: str, name: str = "") -> bool | None:
    """Return whether a project is emerging, ``None`` where it is asked."""
    return judge_trade(industry, name).emerging.value


@pytest.mark.parametrize(
    "industry",
    ["光伏发电", "水泥", "屠宰", "板材", "采矿业", "自来水", "人造板制造", "汽配", "丝绸", "造纸", "电镀", "物流设备制造", "家具产销", "食品加工及销售", "工业"],
)  # fmt: skip
def test_mining_manufacture_and_supply_are_industrial(industry):
    """Sections B, C and D; who makes and sells what he made is a maker."""
    assert industrial(industry) is True


@pytest.mark.parametrize(
    "industry",
    ["电子商务", "机械租赁", "家具销售", "化工产品批发", "木材贸易", "冷链物流", "房地产业", "旅游", "教育", "养殖业", "种植", "汽车销售", "路网建设", "酒店"],
)  # fmt: skip
def test_what_is_done_with_a_product_decides_not_the_product(industry):
    """Trade, lease, transport, building and farming are no industry, whatever goods they are about."""
    assert industrial(industry) is False


@pytest.mark.parametrize(
    ("industry", "name", "right"),
    [
        ("工业", "年产10万套汽车座椅", True),
        ("农业", "柑橘深加工", True),
        ("农业", "砂糖橘种植基地", False),
        ("林木业", "旋切基地配套项目", True),
        ("服务业", "康养中心", False),
        ("其他", "饲料厂", True),
        ("农业", "酸菜厂", True),
        ("", "饲料厂", True),
    ],
)
def test_a_general_word_leaves_it_to_the_projects_name(industry, name, right):
    """工业, 农业, 其他 or a blank: the name says what is done."""
    assert industrial(industry, name) is right


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("汽车", "小轿车4S店"),
        ("建材", "建材市场"),
        ("标准厂房", "工业园标准厂房建设"),
        ("其他", "待定项目"),
        ("环保", "固体废物处置中心"),
        ("", ""),
    ],
)
def test_a_contradiction_and_what_nothing_tells_are_asked(industry, name):
    """A thing against a shop that sells it; a shell whose use is not known; words that say nothing."""
    assert judge_trade(industry, name).industrial.is_asked


@pytest.mark.parametrize(
    ("industry", "right"),
    [("石墨烯", True), ("光伏发电", True), ("新能源汽车", True), ("生物医药", True), ("大数据", True), ("家具制造", False), ("水泥", False)]
    + [("氯碱化工", False), ("电子商务", False), ("新能源汽车销售", False), ("中药", None), ("化工", None)],
)  # fmt: skip
def test_the_national_list_names_a_trade_whole_in_part_or_not(industry, right):
    """Whole: emerging; not: not; in part: a person must say."""
    assert emerging(industry) is right


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("生猪", "生猪屠宰加工"),
        ("蔬菜", "蔬菜脱水加工"),
        ("物流", "物流装备制造"),
        ("房地产", "装配式建筑构件厂"),
        ("教育", "教学仪器生产"),
        ("充电桩", "充电场站建设运营"),
        ("光伏", "光伏运维服务"),
        ("电池", "电池回收拆解"),
        ("无人机", "低空经济试飞基地"),
        ("无人机", "飞手考证中心"),
        ("家具", "家具博览馆"),
        ("螺蛳粉", "螺蛳粉小镇"),
        ("机械", "农机合作社"),
        ("智能制造", "智能制造实训基地"),
        ("电梯", "电梯安装维保"),
        ("食品", "中央厨房"),
        ("新能源", "新能源汽车销售"),
        ("机器人", "机器人餐厅"),
        ("锂电池", "锂电池研究所"),
        ("玻璃", "玻璃水滑道"),
        ("木业", "木业一条街"),
        ("无人机", "无人机表演"),
        ("种植业", "油茶种植加工"),
        ("生猪", "腊肉"),
        ("蚕桑", "丝绸"),
        ("食用菌", "食用菌罐头"),
        ("汽车", "汽车城"),
        ("电子", "电子城项目"),
    ],
)
def test_a_name_that_does_another_thing_than_its_trade_is_asked_about(industry, name):
    """A plant beside a 行业 that makes nothing, a service beside a product: neither is taken in silence (LZ-T6)."""
    trade = judge_trade(industry, name)
    assert trade.industrial.is_asked
    assert f"“{industry}”" in trade.industrial.evidence and f"“{name}”" in trade.industrial.evidence


@pytest.mark.parametrize(
    ("industry", "name", "right"),
    [
        ("蔬菜", "蔬菜生产基地", False),
        ("蚕桑", "丝绸原料蚕桑基地", False),
        ("生猪", "万头生猪养殖", False),
        ("中药材", "中药材种植基地", False),
        ("中药材", "中药饮片生产", True),
        ("油茶", "油茶林基地", False),
        ("无人机", "无人机总装基地", True),
        ("家电", "家电智能制造", True),
        ("农业", "蔬菜生产基地", False),
        ("种苗", "种苗生产基地", False),
        ("冷链物流", "农产品加工冷链物流园", False),
        ("房地产", "国际家具城市综合体", False),
        ("电子商务", "电商产业园二期", False),
        ("汽车零部件", "汽车零部件生产销售", True),
        ("家具", "家具制造及销售", True),
        ("铝材", "铝型材深加工及配送中心", True),
    ],
)
def test_a_name_that_agrees_with_its_trade_asks_nothing(industry, name, right):
    """Growing is called 生产, too; who makes what he delivers is a maker."""
    assert industrial(industry, name) is right


@pytest.mark.parametrize(
    ("industry", "right"),
    [("废旧金属回收", None), ("再生资源回收", None), ("废旧轮胎回收利用", True), ("再生铝", True)],
)
def test_waste_that_is_only_collected_may_be_trade(industry, right):
    """GB/T 4754: 再生物资回收与批发 is F5191, 废弃资源综合利用业 is C42."""
    assert industrial(industry) is right


@pytest.mark.parametrize(
    ("industry", "right"), [("桑蚕丝", True), ("桑蚕", False), ("蔬菜汁厂", True), ("蔬菜", False)]
)
def test_what_is_made_of_what_grows_is_made(industry, right):
    """Silk is no silkworm."""
    assert industrial(industry) is right


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("低空经济", "无人机试飞基地"),
        ("", "无人机飞手考证"),
        ("其他", "家具展示中心"),
        ("茶叶", "茶叶种植及加工"),
        ("农业", "生猪养殖屠宰"),
    ],
)
def test_a_name_alone_that_serves_with_a_thing_does_not_make_it(industry, name):
    """Where the 行业 tells nothing, neither 无人机 in a name nor what is both grown and worked up is industry for certain."""
    assert judge_trade(industry, name).industrial.is_asked


@pytest.mark.parametrize(
    "industry",
    ["医药流通", "电力工程", "电子竞技", "门窗安装", "汽车小镇", "光伏运维", "机械化耕作", "装配式建筑", "旅游商品"],
)  # fmt: skip
def test_words_behind_the_last_known_one_that_nobody_knows_leave_a_trade_in_doubt(industry):
    """What is done stands at the end: 门窗 are made, 门窗安装 is E50; of goods of a trade (旅游商品) nobody knows who makes them."""
    assert judge_trade(industry, "青松项目").industrial.is_asked


@pytest.mark.parametrize(
    ("industry", "name"),
    [("其他", "光伏支架"), ("其他", "塑料餐具"), ("汽车座垫", ""), ("家具", "实木家具二期扩建项目"), ("其他", "单板剪切拼接项目"), ("天然气管道", "")],
)  # fmt: skip
def test_a_thing_a_way_of_making_and_words_that_say_nothing_leave_none(industry, name):
    """Any thing that is named behind its material is made; 二期 and 扩建 say nothing of a trade."""
    assert industrial(industry, name) is True


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("食品加工", "农产品冷链仓储"),
        ("机械制造", "工程机械租赁中心"),
        ("木材加工", "木材加工设备销售"),
        ("装备制造", "装备制造研究院"),
        ("矿业", "矿山生态修复"),
        ("工业", "物流园"),
        ("制造业", "电梯维保"),
        ("饮料", "奶茶店"),
        ("食品", "啤酒屋"),
        ("教育", "教材印刷"),
        ("商贸", "食品加工"),
        ("风电", "风电叶片检修"),
        ("节能环保", "垃圾焚烧发电"),
        ("水利", "水电站增效扩容"),
        ("餐饮", "预制菜中央厨房"),
        ("冷链物流", "冷藏车改装"),
    ],
)
def test_a_trade_that_says_how_it_makes_is_held_against_the_name_as_well(industry, name):
    """加工 in the 行业 does not make a cold store a factory, nor 物流 a works that rebuilds lorries a haulier (LZ-T6)."""
    assert judge_trade(industry, name).industrial.is_asked


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("农业", "桑蚕养殖与缫丝一体化"),
        ("农业", "蛋鸡养殖及蛋品深加工"),
        ("", "饲料加工及生猪养殖"),
        ("农产品加工与冷链物流", ""),
        ("养殖", "蛋鸡养殖场及有机肥厂"),
    ],
)
def test_a_manufacture_beside_another_trade_is_asked_about(industry, name):
    """One row, two trades: which of them the project is counted by, the unit knows."""
    assert judge_trade(industry, name).industrial.is_asked


@pytest.mark.parametrize(
    ("industry", "name"),
    [("汽车零部件", "座椅生产及检测中心"), ("食品加工", "螺蛳粉生产及物流配送项目"), ("", "木材加工及家具制造"), ("", "家具生产及仓储")],
)  # fmt: skip
def test_what_goes_with_making_is_no_second_trade(industry, name):
    """Who tests, stores and delivers what he makes is a maker."""
    assert industrial(industry, name) is True


@pytest.mark.parametrize(
    ("industry", "name"),
    [
        ("锂电池", "锂电池销售门店"),
        ("生物医药", "中药材种植基地"),
        ("新材料", "新材料产业园基础设施"),
        ("人工智能", "少儿编程培训"),
        ("电子信息", "电子商务产业园"),
        ("新材料", "机制砂生产线"),
        ("电子信息", "纸箱厂"),
        ("环保", "污水处理厂"),
        ("能源", "光伏电站运维"),
    ],
)
def test_an_emerging_trade_over_a_name_that_is_none_is_asked_about(industry, name):
    """LZ-T4: the national list has the 行业, not what the name says is done; neither word decides alone."""
    assert judge_trade(industry, name).emerging.is_asked


@pytest.mark.parametrize(
    ("industry", "name", "right"),
    [("新材料", "船舶防腐涂料项目", True), ("新材料", "碳化硅陶瓷材料项目", True), ("蔬菜", "蔬菜脱水加工", False), ("食品", "食品批发城", False)],
)  # fmt: skip
def test_a_name_that_is_not_wholly_known_leaves_its_trade_what_it_says(industry, name, right):
    """防腐涂料 is no ordinary 涂料: the 行业 of the unit stands; two trades that are both outside the list stay outside."""
    assert emerging(industry, name) is right
