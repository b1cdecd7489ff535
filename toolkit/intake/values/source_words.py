"""Which words does a 投资来源 speak with? Words of place and of capital, and what may stand beside a place."""

from toolkit.model.expressions import expression
from toolkit.model.regions import REACHES, Reach

IN_COUNTY, IN_CITY, IN_PROVINCE, IN_CHINA, OUTSIDE = REACHES
HOME_PROVINCE = frozenset((IN_COUNTY, IN_CITY, IN_PROVINCE))
INSIDE_CHINA = HOME_PROVINCE | {IN_CHINA}
ANYWHERE = frozenset(REACHES)

BLANK = expression(r"[\s/\\—\-_－~～.。、…*×无]*")
JOINT = expression(r"[、，,；;+＋&/／]|(?<=[一-鿿）)])(?:和|与|及|以及|联合|携手|共同)(?=[一-鿿])")
SHARE = expression(
    r"(?:各?占比?|各|出资|持股|约)?\d+(?:\.\d+)?[%％]|(?:各?占)?[一二三四五六七八九两]成|各半|各占一半|\d+:\d+"
)
# Macro-regions by the provinces they take in whole or in part.
MACRO = {
    "长三角": "31 32 33 34", "长江三角洲": "31 32 33 34", "珠三角": "44", "珠江三角洲": "44", "京津冀": "11 12 13",
    "环渤海": "11 12 13 21 37", "东三省": "21 22 23", "东北": "21 22 23 15", "华北": "11 12 13 14 15", "华东": "31 32 33 34 35 36 37",
    "华中": "41 42 43", "华南": "44 45 46", "西南": "45 50 51 52 53 54", "西北": "61 62 63 64 65", "成渝": "50 51", "长株潭": "43",
    "苏南": "32", "苏北": "32", "苏中": "32", "闽南": "35", "粤东": "44", "粤西": "44", "粤北": "44", "浙南": "33", "皖北": "34", "鲁西": "37",
    "陕北": "61", "关中": "61", "赣南": "36", "桂北": "45", "桂南": "45", "桂中": "45", "湘西北": "43", "江南": "31 32 33 34 36 45", "湘南": "43", "晋北": "14", "晋南": "14",
    "北部湾": "44 45 46", "海峡西岸": "35", "中原": "41", "胶东": "37", "川渝": "50 51", "云贵": "52 53", "江浙": "32 33", "江浙沪": "31 32 33",
    "沪苏浙": "31 32 33", "港珠澳": "44 81 82", "粤港澳": "44 81 82", "粤港澳大湾区": "44 81 82", "粤港": "44 81", "闽台": "35 71", "两广": "44 45",
    "两湖": "42 43", "港澳": "81 82", "港澳台": "71 81 82", "港台": "71 81",
}  # fmt: skip
SHORT = dict(zip(
    "京 津 沪 渝 冀 晋 蒙 辽 吉 黑 苏 浙 皖 闽 赣 鲁 豫 鄂 湘 粤 桂 琼 川 蜀 贵 黔 滇 云 藏 陕 秦 甘 陇 青 宁 新 港 澳 台 徽".split(),
    "11 12 31 50 13 14 15 21 22 23 32 33 34 35 36 37 41 42 43 44 45 46 51 51 52 52 53 53 54 61 61 62 62 63 64 65 81 82 71 34".split(),
    strict=True,
))  # fmt: skip
# These stand for a province also where nothing follows; 云 宁 新 青 黑 吉 贵 甘 are words of their own.
SHORT_ALONE = frozenset("京津沪渝冀晋辽苏浙皖闽赣鲁豫鄂湘粤桂琼川陕港澳台")
COUNTRY_SHORT = "日 韩 美 英 法 德 俄 泰 越 意 加 澳洲 新加坡 欧 侨".split()
OF_CAPITAL = "资|商|企|方|籍|独资|控股|客商"

WORDS: dict[str, frozenset[Reach]] = {}
for _reach, _said in (
    ({IN_COUNTY}, "本县 我县 县内 县域 本乡 本镇 乡内 镇内 我乡 我镇 本村 本地 当地 本土 县本级"),
    ({IN_COUNTY, IN_CITY}, "本市 我市 市内 市域"),
    (HOME_PROVINCE, "本省 我省 省内 全省 区内 本区 我区 自治区 自治区内 全区"),
    ({IN_CHINA}, "外省 外省市 外省区 区外境内 境内区外 境内省外 省外境内 兄弟省份 外省份 外地省份"),
    ({IN_CHINA, OUTSIDE}, "区外 省外 自治区外"),
    ({IN_PROVINCE, IN_CHINA, OUTSIDE}, "市外 外市"),
    ({IN_CITY, IN_PROVINCE, IN_CHINA, OUTSIDE}, "县外 外县 外地 异地 县域外"),
    ({IN_CITY, IN_PROVINCE}, "区内县外 县外区内 省内县外 县外省内"),
    ({IN_PROVINCE}, "区内市外 市外区内 省内市外 市外省内"),
    ({IN_CITY}, "市内县外 县外市内"),
    (INSIDE_CHINA, "国内 境内 内资 内地 中国 大陆 中国大陆 全国 中资"),
    ({OUTSIDE}, "境外 国外 海外 外资 外商 外方 外商独资 外商投资 外国 外企 侨资 侨商 华侨 侨企 外商独资企业 外商投资企业 海归外资 外币 外汇"),
    ({OUTSIDE}, "港澳台侨 港澳台资 港澳同胞 台湾同胞 海外侨胞 侨胞"),
    (ANYWHERE, "中外合资 中外合作 合资 合作 合伙 联营"),
):  # fmt: skip
    WORDS.update(dict.fromkeys(_said.split(), frozenset(_reach)))
# What may stand beside a place and changes nothing.
BESIDE = expression(
    r"(?:[二两三四五六七八](?:省市?|[市地县])|居民|(?:各|诸)?国家?(?=$)|民营|私营|国有|国资|上市|龙头|知名|央属|省属|市属|外来|异地|本地|本土|当地|区内|省内|企业家|企业|客商|商人|老板|投资商|投资者|投资人|投资方|投资|资本|资金|民企|国企|私企|个体|个人|自然人|籍|人士|人|方|独资|控股|来源|地区|引进|引资|一带|等地|等|境内|辖区内|内|省外资金|产业转移|转移|迁入|迁来|搬迁|增资扩产|增资|扩产)*+"
)
TAIL = expression(
    r"(?:企业家|企业|客商|商人|老板|投资商|投资者|投资人|投资方|投资|资本|资金|公司|集团|控股|独资|人士|人|一带|等地|等|地区|内)$"
)
CHAMBER = expression(r"商会|同乡会|协会|联谊会|促进会")
NAMED_FIRM = expression(r"公司|集团|有限|股份|合伙|基金|银行|厂$|社$|中心$|研究院|大学")
ADDRESS = expression(
    r"[一-鿿\dA-Za-z]{0,14}(?:路|街|道|号|镇|乡|村|街道|园|园区|开发区|经开区|高新区|新区|保税区|自贸区|工业区|区|县|市|基地|港|岛|屯|社区|大厦|楼|广场|湾|湖|江|河|山|岭|洲|城)"
)
# What may belong to the name of a town or a lake that begins with a county's short name: 千山红镇, 大通湖.
LONGER_NAME = expression(r"[一-鿿]?[镇乡湖江河山岭洲]")
# A street named after a place is in another one: 中山路, 南京西路88号.
STREET = expression(r"[东南西北中]?[一二三四五]?(?:路|街|大道|大街|巷)")
COMES_FROM = expression(r"(?:资金|投资)?(?:来自于?|来源于?|源自|源于|在(?=.{1,3}$)):?(?=.)")
TOGETHER = expression(r"中外合[资作]")
# What counts the sources off: 1.广东；2.湖南, ①广东②湖南.
COUNTED_OFF = expression(
    r"[①-⑳]|(?:^|(?<=[；;，,。\s]))[一二三四五六]、|[(（][1-9][)）]|(?<![\d.])[1-9][.．、](?=[一-鿿])"
)
# A country's business in China, or with a partner (美国（中国区）, 香港（合资）), may bring money from here as well.
IN_CHINA_AS_WELL = expression(r"中国|中华|[在驻]华|合资|合作|联营|华[东南北中西]区|境内|国内|内地|大陆")
# A park or a street that is called after the place it has its firms from stands elsewhere: 深圳产业园, 广东帮扶园区, 韩国城.
NAMED_AFTER = expression(
    r"(?:产业|工业|农业|农民|创业|科技|文化|商贸?|国际|风情|帮扶|对口|合作|转移|承接|扶贫|协作|特别|试验|示范|友好|共建|经济|技术|高新|开发|投资|综合|自由"
    r"|贸易|物流|建材|家居|家具)*(?:园区?|开发区|经开区|高新区|新区|保税港?区|综保区|自贸(?:试验)?区|自贸港|工业区|试验区|合作区|城|街|基地|广场|花园|港)"
)
# The zones that a city itself has, and those of a province.
ZONE_OF_CITY = expression(
    r"(?:国家级)?(?:经济技术开发区|经济开发区|开发区|经开区|高新区|高新技术(?:产业)?(?:开发)?区|新区|(?:综合)?保税港?区|综保区|工业园区?|科技园区?|工业区)"
)
FREE_TRADE = expression(r"(?:自由贸易|自贸)(?:试验)?[区港]")
# Who comes home is from here; it is no township (老乡) that the word ends with.
HOMECOMING = expression(r"[老同侨家返回外]乡|返[乡桂]|务工|打工")
# What may stand before a place and leaves it what it is.
BEFORE = expression(r"(?:中国|位于|地处)*")
# How foreign towns are written (斯图加特), and the Chinese who live there.
TRANSLITERATED = expression(
    r"华[侨人]|侨[胞商]|[阿埃艾爱安昂奥澳巴白柏拜班邦包保鲍贝本比彼毕别宾滨波伯博布查察柴昌达戴丹道得登德迪蒂第丁东杜敦多顿厄恩尔法凡范方菲费芬丰冯佛弗夫福盖甘冈高戈哥格根古"
    r"圭哈海汉豪赫黑亨洪胡华霍基吉及加贾简杰金卡凯坎考科克肯孔库夸昆坤拉莱兰朗劳勒雷里利莉立连良列林隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙米密明摩莫墨姆慕穆"
    r"纳娜奈南内尼宁牛纽农努诺欧帕派潘庞培佩彭皮平泊珀普齐奇契恰钱乔切琴丘泉热日荣儒瑞若撒萨塞赛桑瑟森沙莎山尚申圣胜施什石史舒朔斯思苏索塔泰坦汤唐陶特滕提田铁"
    r"廷通图土托瓦万汪旺威韦维魏温翁沃乌伍武西希锡夏显香肖谢辛欣兴休雄许逊雅亚延扬耶叶伊易因英尤雨约云赞泽扎詹珍芝治朱兹宗祖佐北河阳防静广清岘港]+"
    r"(?:市|州|省|郡|府|县|道|岛)?"
)
# A note that takes back what stands before it, or says that it is not settled: 广东（已撤资）.
TAKEN_BACK = expression(
    r"撤|退出|退股|变更|改为|改成|原[为系在]|曾|终止|未定|未落实|待定|不含|除外|拟|疑似|可能|待核|核实|待确认|待查|存疑|不确定|？|\?"
)
# Names of counties that are words as well (商城县, 合作市): they need their province before them.
WORDS_AS_WELL = frozenset(("商城", "合作", "和平", "公安"))
OUTSIDE_OF = expression(r"(?:以外|之外|外)(?:地区|地方|各地)?$")
