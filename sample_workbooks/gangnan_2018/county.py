"""港南区 2018: three target annexes in one .xls, 2 months of submissions, two trips of squads."""

from datetime import date
from functools import partial

from writing.books import steps
from writing.county import County
from writing.grid import Formula
from writing.project import COMMON
from writing.submission import Edit, Extra, Submission, Total, two_lines
from writing.targets import TargetSheet
from writing.trips import SampleTrip

TITLE = "港南区2018年招商引资项目统计表"
TABLE = (*COMMON, "fdi", "packaged")
RENAMED = (("invest", "总投资（万元）"), ("paid", "到位资金（万元）"), ("source", "资金来源地"))
HEADINGS = (
    "序号",
    "招商小分队",
    "责任领导",
    "第一责任单位",
    "联合责任单位",
    "新签约亿元以上项目（个）",
    "签约投资额（亿元）",
    "招商引资到位资金（亿元）",
    "其中：实际利用外资（万美元）",
    "策划包装项目（个）",
)
NOTE = "注：本表按《实施方案》正文目标分解，分解数为演示数；一个项目只计入一个责任单位。"

SQUADS = (
    ("重大项目招商谈判小分队", "俸振江、韦长安", "招商局",
     "发改局、经贸局、财政局、环保局、地税局、国税局、法制办、区工业园管委", 1, 5, 6, 800, 2),
    ("项目推进服务小分队", "梁民伟、卢鸿", "区工业园",
     "发改局、建设局、经贸局、环保局、征拆办、国土分局、政务办", 3, 10, 13.5, 2500, 3),
    ("机械制造、电子信息产业招商小分队", "俸振江、陆雨", "区发改局",
     "区人社局、区科技局、区财政局、区安监局、工商联", 3, 10, 13, 1500, 4),
    ("纺织和羽绒产业招商小分队", "马明、谢小敏", "区经贸局", "区市政局、区交通局、区教育局、国税局", 3, 8, 12, 1000, 4),
    ("现代农业、旅游物流产业招商小分队", "朱健、卓天高", "区农业局",
     "区水利局、区文体局、区农机局、区粮食局、区水产畜牧兽医局", 2, 6, 8, 500, 4),
    ("大健康产业、新材料招商小分队", "梁民伟、卢鸿", "区环保局",
     "区卫计局、区食品药品监督局、区民政局", 2, 8, 9, 1500, 3),
    ("木业深加工招商小分队", "韦长安、张斌", "林业局", "国土分局、工商分局、区建设局", 1, 4, 6, 500, 2),
)  # fmt: skip
TOWNS = (
    ("江南街道", "农知秋", 1, 2, 2, 0), ("八塘街道", "滕一舟", 0, 1, 2, 0), ("桥圩镇", "申屠云", 1, 3, 3, 1),
    ("木格镇", "盘小溪", 0, 0.5, 0.5, 1), ("木梓镇", "侯映川", 0, 0.3, 0.5, 0), ("湛江镇", "言立诚", 0, 0.5, 0.5, 1),
    ("东津镇", "陶思远", 1, 1.2, 1.5, 1), ("新塘镇", "幸予安", 0, 0, 0.5, 0), ("瓦塘镇", "阳朔川", 0, 0.2, 0.5, 1),
)  # fmt: skip
DEPARTMENTS = (
    ("区科技局", 0, 0.3, 0.5, 1), ("区建设局", 0, 0, 0.5, 1), ("区交通局", 0, 0, 0.2, 0), ("区水利局", 0, 0, 0.2, 0),
    ("区文体局", 0, 0, 0.1, 1), ("区卫计局", 0, 0, 0, 0),
)  # fmt: skip


def annexes() -> tuple[TargetSheet, ...]:
    """附表一 to 附表三: the squads as the document prints them, the towns and departments below each other."""
    squads = tuple((name, leaders, lead, joint, *goals) for name, leaders, lead, joint, *goals in SQUADS)
    towns = tuple(
        (f"{town}招商小分队", leader, town, None, signed, amount, paid, 0, packaged)
        for town, leader, signed, amount, paid, packaged in TOWNS
    )
    departments = tuple(
        ("区直部门", None, unit, None, signed, amount, paid, 0, packaged)
        for unit, signed, amount, paid, packaged in DEPARTMENTS
    )
    names = ("招商小分队工作任务", "各镇（街道办）招商任务", "区直部门招商任务")
    return tuple(
        TargetSheet(annex, f"2018年港南区{name}一览表", annex, HEADINGS, lines, 5, (NOTE,))
        for annex, name, lines in zip(("附表一", "附表二", "附表三"), names, (squads, towns, departments), strict=True)
    )


# The usual two lines above a table.
titled = partial(two_lines, TITLE)

JUNE = (
    Submission("FG", "区发改局", "2018-06", "区发改局2018年6月招商统计表.xlsx", date(2018, 6, 27),
               titled("区发改局", "2018年6月27日"), columns=TABLE, styles=("full",)),
    Submission("JM", "区经贸局", "2018-06", "经贸局6月.xlsx", date(2018, 6, 28),
               titled("经贸局", "2018年6月28日"), columns=TABLE, styles=("month", "slash")),
    Submission("GY", "区工业园管委会", "2018-06", "工业园管委会2018年6月报表.xlsx", date(2018, 6, 26),
               titled("区工业园区管委会", "2018年6月26日"), columns=TABLE, styles=("excel",),
               total=Total("top", ("invest", "paid"))),
    Submission("QX", "桥圩镇", "2018-06", "桥圩镇6月统计表.xls", date(2018, 6, 28),
               titled("桥圩镇", "2018年6月28日"), columns=TABLE, styles=("full", "month")),
    Submission("NY", "区农业局", "2018-06", "农业局2018年6月.xlsx", date(2018, 6, 28),
               titled("区农业局", "2018年6月28日"), columns=TABLE, styles=("iso",)),
    Submission("WT", "瓦塘镇", "2018-06", "瓦塘镇6月.xlsx", date(2018, 6, 29),
               titled("瓦塘镇", "2018年6月29日"), columns=TABLE, styles=("full",)),
)  # fmt: skip

JULY = (
    Submission(
        "FG", "区发改局", "2018-07", "区发改局2018年7月招商统计表.xlsx", date(2018, 7, 27),
        titled("区发改局", "2018年7月27日"), columns=TABLE, styles=("full",),
        edits=(
            Edit("FG02", "invest", "12000万", "unit_in_cell_differs", "“12000万” under a header in 亿元"),
            Edit("FG03", "phone", "199000071", "phone_invalid", "nine digits: “199000071”"),
            Edit("FG05", "paid", "0.16", "number_as_text", "number stored as text: “0.16”"),
        ),
    ),
    Submission(
        "JM", "区经贸局", "2018-07", "经贸局7月.xlsx", date(2018, 7, 28),
        titled("经贸局", "2018年7月28日"), columns=TABLE, styles=("month", "slash"), masked=("JM03",),
        edits=(
            Edit("JM06", "fdi", "约900", "unparseable_value", "foreign capital written “约900”"),
            Edit("JM01", "fdi", "500万欧元", "not_dollars", "foreign capital in another currency: “500万欧元”"),
        ),
        total=Total("bottom", ("invest",), 14.5),
    ),
    Submission(
        "NY", "区农业局", "2018-07", "农业局2018年7月.xlsx", date(2018, 7, 28),
        titled("区农业局", "2018年7月28日"), columns=TABLE, styles=("iso",), dropped=("NY06",),
        edits=(Edit("NY03", "signed", "2018年2月30日", "date_invalid", "there is no “2018年2月30日”"),),
    ),
    Submission(
        "HB", "区环保局", "2018-07", "环保局2018年7月招商引资统计表.xlsx", date(2018, 7, 26),
        titled("环保局", "2018年7月26日"), columns=TABLE, styles=("excel",),
        edits=(Edit("HB02", "progress", "推进顺利", "stage_unclear", "progress “推进顺利” names no stage"),),
    ),
    Submission(
        "LY", "区林业局", "2018-07", "林业局7月份招商统计.csv", date(2018, 7, 27),
        titled("林业局"), columns=TABLE, styles=("iso", "month"),
        encoding="gb18030",
        edits=(Edit("LY02", "invest", "1.5亿左右", "approx_value", "amount written “1.5亿左右”"),),
    ),
    Submission(
        "GY", "区工业园管委会", "2018-07", "工业园管委会2018年7月报表.xlsx", date(2018, 7, 26),
        titled("区工业园区管委会", "2018年7月26日"), columns=TABLE, styles=("excel",),
        total=Total("top", ("invest", "paid")),
        edits=(Edit("GY04", "paid", Formula("=#REF!*0.3", "#REF!"), "error_cell", "cell shows #REF!"),),
    ),
    Submission(
        "QX", "桥圩镇", "2018-07", "桥圩镇7月统计表.xls", date(2018, 7, 28),
        titled("桥圩镇", "2018年7月28日"), columns=TABLE, styles=("full", "month"), again=("QX02",),
    ),
    Submission(
        "MG", "木格镇", "2018-07", "木格镇招商引资统计表7月.xlsx", date(2018, 7, 25),
        titled("木格镇", "2018年7月25日"), columns=TABLE, styles=("full",), renamed=RENAMED, ten_thousand=True,
    ),
    Submission(
        "MZ", "木梓镇", "2018-07", "木梓镇2018年7月.xlsx", date(2018, 7, 28),
        titled("木梓镇", "2018年7月28日"), columns=TABLE, styles=("month",), hidden_rows=("MZ02",),
    ),
    Submission(
        "ZJ", "湛江镇", "2018-07", "湛江镇7月招商报表.xlsx", date(2018, 7, 28),
        titled("湛江镇", "2018年7月28日"), columns=TABLE, styles=("slash",), struck=("ZJ03",),
    ),
    Submission(
        "DJ", "东津镇", "2018-07", "东津镇2018年7月报表.xlsx", date(2018, 7, 27),
        titled("东津镇", "2018年7月27日"), columns=TABLE, styles=("excel",),
        edits=(
            Edit("DJ02", "started", "预计2018年10月", "planned_date", "开工日期 is only expected: “预计2018年10月”"),
        ),
    ),
    Submission(
        "JN", "江南街道", "2018-07", "江南街道办7月招商统计表.xlsx", date(2018, 7, 30),
        titled("江南街道办", "2018年7月30日"), columns=TABLE, styles=("full",),
    ),
    Submission(
        "BT", "八塘街道", "2018-07", "八塘街道2018年7月.xlsx", date(2018, 7, 28),
        titled("八塘街道办事处"), columns=TABLE, styles=("month",),
        extra=(Extra("法人身份证号", ("已单独报送",), "sensitive_column", "column “法人身份证号” added"),),
    ),
    Submission(
        "KJ", "区科技局", "2018-07", "科技局7月.xlsx", date(2018, 7, 24),
        titled("科技局", "2018年7月24日"), columns=TABLE, styles=("full",),
    ),
    Submission(
        "JS", "区建设局", "2018-07", "建设局2018年7月统计表.xlsx", date(2018, 7, 27),
        titled("建设局", "2018年7月27日"), columns=TABLE, styles=("full",),
    ),
    Submission(
        "JT", "区交通局", "2018-07", "交通局7月统计表.xlsx", date(2018, 7, 27),
        titled("交通局", "2018年7月27日"), columns=TABLE, nil="本月无",
    ),
)  # fmt: skip

TRIPS = (
    SampleTrip(
        "GNCX-2018-07-01", "机械制造、电子信息产业招商小分队", "区发改局", "拜访电子信息企业，推介标准厂房",
        "广东省深圳市、东莞市", date(2018, 7, 10), date(2018, 7, 13), "火车", date(2018, 7, 4),
        (("俸振江", "机械制造、电子信息产业招商小分队", "责任领导", "带队领导", "处级"),
         ("车予安", "区发改局", "局长", "主要负责人", "科级"), ("石怀安", "区科技局", "副局长", "队员", "科级")),
        tuple((f"深圳{word}电子有限公司", f"深圳市宝安区示例路{n}号", name, "线路板、模组", "整厂搬迁用地与标准厂房")
              for n, (word, name) in enumerate((("澄翎", "冼一诺"), ("沐珩", "关子墨"), ("衍光", "麦冬青"),
                                                ("岱芯", "黎望舒"), ("屿联", "叶南星"), ("曜模", "温知夏")), 1)),
        (("城市间交通费", 4800, 4620), ("住宿费", 3600, 3450), ("伙食补助费", 1200, 1200)),
    ),
    SampleTrip(
        "GNCX-2018-07-02", "纺织和羽绒产业招商小分队", "区经贸局", "拜访羽绒与寝具企业",
        "浙江省杭州市", date(2018, 7, 18), date(2018, 7, 20), "飞机", date(2018, 7, 12),
        (("方知许", "区经贸局", "局长", "带队领导", "科级"), ("齐小溪", "区交通局", "干部", "队员", "其他")),
        tuple((f"杭州{word}家纺有限公司", f"杭州市萧山区示例路{n}号", name, "羽绒寝具", "水洗羽绒配套与出口")
              for n, (word, name) in enumerate((("澜羽", "项北溟"), ("栖绒", "楼明远"), ("泓被", "戚若川"),
                                                ("砚眠", "金舒白")), 1)),
        (("城市间交通费", 6200, 6350), ("住宿费", 1800, 1760), ("伙食补助费", 600, 600)),
    ),
)  # fmt: skip

# 限时办结、超时预警、办结销号 (GN-R11): in time, late, running, about to run out, overdue.
STEPS = (
    ("液晶模组生产项目", "区工业园管委会", "落地", date(2018, 4, 2), 45, date(2018, 5, 10)),
    ("农用机械整机项目", "区工业园管委会", "落地", date(2018, 2, 12), 30, date(2018, 3, 25)),
    ("农用机械整机项目", "区工业园管委会", "投产", date(2018, 3, 26), 180, None),
    ("太阳能路灯生产项目", "区工业园管委会", "落地", date(2018, 4, 20), 103, None),
    ("小家电注塑与总装项目", "区发改局", "落地", date(2018, 4, 20), 60, None),
)  # fmt: skip

COUNTY = County(
    title="港南区 2018",
    folder="gangnan_2018",
    office="区招商局",
    domain="gangnan",
    issued=date(2018, 6, 8),
    intro=(
        "Squads, their 责任领导 and their units are those that the document prints (港南政发〔2018〕5号). Its annex\n"
        "「2018年港南区招商目标任务一览表.xls」 was not published: the three tables are laid out from its words,\n"
        "and only their totals (18 / 60 / 80 / 8300 / 30) are real."
    ),
    submissions=JUNE + JULY,
    contacts=(
        ("区招商局", "陶思远", "zhaoshang"), ("区发改局", "车予安", "fagai"), ("区经贸局", "方知许", "jingmao"),
        ("区农业局", "米嘉言", "nongye"), ("区环保局", "罗婉清", "huanbao"), ("区林业局", "盘若水", "linye"),
        ("区工业园管委会", "蒙若溪", "gongyeyuan"), ("桥圩镇", "巫静姝", "qiaoxu"), ("新塘镇", "龙思齐", "xintang"),
        ("木格镇", "邬明远", "muge"), ("区水利局", "卓清欢", "shuili"),
    ),
    trips=TRIPS,
    target_path="目标/2018年港南区招商目标任务一览表.xls",
    targets=annexes(),
    extra={"考核/进度跟踪.xlsx": (steps(STEPS),)},
)  # fmt: skip
