"""南县 2022: targets by the unit where a project settles, the twelve townships and the baselines supplied."""

from datetime import date
from functools import partial

from writing.books import past_assessment, steps
from writing.county import County
from writing.project import COMMON
from writing.submission import Edit, Line, Submission, Total, two_lines
from writing.targets import TargetSheet
from writing.trips import SampleTrip

TITLE = "南县2022年招商引资项目统计表"
TABLE = (*COMMON, "fdi", "trade", "packaged")
RENAMED = (("invest", "计划总投资（万元）"), ("paid", "到位资金（万元）"), ("trade", "进出口额（万元）"))
TOWNS = (
    "南洲镇", "华阁镇", "明山头镇", "青树嘴镇", "厂窖镇", "茅草街镇", "武圣宫镇", "三仙湖镇", "麻河口镇", "浪拔湖镇",
    "乌嘴乡", "中鱼口镇",
)  # fmt: skip
GOALS = {
    "县经济开发区": (3, 800), "县省级农业科技园区": (0.6, 300), "南洲镇": (0.35, 100), "茅草街镇": (0.45, 100),
    "三仙湖镇": (0.25, 50), "华阁镇": (0.2, 50), "明山头镇": (0.2, 50), "青树嘴镇": (0.2, 45), "厂窖镇": (0.2, 0),
    "武圣宫镇": (0.1, 0), "麻河口镇": (0.1, 0), "浪拔湖镇": (0.15, 0), "乌嘴乡": (0.15, 0), "中鱼口镇": (0.1, 0),
}  # fmt: skip


def goals() -> tuple[TargetSheet, ...]:
    """One table by unit: 6.05 亿元 and 1495 万美元, as 10 % and 15 % on the sample's baselines come to."""
    headings = ("序号", "责任主体", "落户地", "引进境内省外资金（亿元）", "实际利用外资（万美元）")
    lines = tuple(("项目落户地", unit, *numbers) for unit, numbers in GOALS.items())
    note = "注：意见没有分解目标，本表各单位数为演示数；合计＝2021年基数（演示数）×110%、115%。"
    return (TargetSheet("目标分解", "南县2022年项目落户地招商引资目标分解表", "附件", headings, lines, 3, (note,)),)


# The usual two lines above a table.
titled = partial(two_lines, TITLE)

MAY = (
    Submission("JK", "县经济开发区", "2022-05", "经开区2022年5月统计表.xlsx", date(2022, 5, 24),
               titled("县经济开发区", "2022年5月24日"), columns=TABLE, styles=("full",)),
    Submission("NZ", "南洲镇", "2022-05", "南洲镇5月.xlsx", date(2022, 5, 25),
               titled("南洲镇", "2022年5月25日"), columns=TABLE, styles=("month",)),
    Submission("MC", "茅草街镇", "2022-05", "茅草街镇2022年5月招商报表.xlsx", date(2022, 5, 25),
               titled("茅草街镇", "2022年5月25日"), columns=TABLE, styles=("excel",)),
    Submission("WZ", "乌嘴乡", "2022-05", "乌嘴乡5月统计表.xlsx", date(2022, 5, 26),
               titled("乌嘴乡", "2022年5月26日"), columns=TABLE, styles=("full",)),
)  # fmt: skip

JUNE = (
    Submission(
        "JK", "县经济开发区", "2022-06", "经开区2022年6月统计表.xlsx", date(2022, 6, 24),
        titled("县经济开发区", "2022年6月24日"), columns=TABLE, styles=("full",),
        total=Total("top", ("invest", "paid")),
        edits=(
            Edit("JK03", "trade", "2100万", "unit_in_cell_differs", "“2100万” under a header in 亿元"),
            Edit("JK07", "fdi", "620万美元"),
            Edit("JK06", "invest", "1.5-2亿", "range_value", "amount written “1.5-2亿”"),
        ),
    ),
    Submission(
        "NK", "县省级农业科技园区", "2022-06", "农科园6月招商统计表.xlsx", date(2022, 6, 24),
        titled("农科园", "2022年6月24日"), columns=TABLE, styles=("iso",),
        edits=(
            Edit("NK03", "fdi", "3000万日元", "not_dollars", "foreign capital in another currency: “3000万日元”"),
        ),
    ),
    Submission(
        "NZ", "南洲镇", "2022-06", "南洲镇6月.xlsx", date(2022, 6, 25),
        titled("南洲镇", "2022年6月25日"), columns=TABLE, styles=("month",), dropped=("NZ02",),
    ),
    Submission(
        "HG", "华阁镇", "2022-06", "华阁镇2022年6月统计表.xlsx", date(2022, 6, 23),
        titled("华阁镇", "2022年6月23日"), columns=TABLE, styles=("full",), renamed=RENAMED, ten_thousand=True,
    ),
    Submission(
        "MS", "明山头镇", "2022-06", "明山头镇6月报表.xls", date(2022, 6, 24),
        titled("明山头镇", "2022年6月24日"), columns=TABLE, styles=("slash",), masked=("MS01",),
    ),
    Submission(
        "QS", "青树嘴镇", "2022-06", "青树嘴镇6月招商引资统计表.csv", date(2022, 6, 25),
        titled("青树嘴镇"), columns=TABLE, styles=("iso",), encoding="utf-8-sig",
        edits=(Edit("QS02", "source", None, "missing_required", "投资来源 left empty"),),
    ),
    Submission(
        "CJ", "厂窖镇", "2022-06", "厂窖镇6月.xlsx", date(2022, 6, 25),
        (Line("华阁镇2022年招商引资项目统计表", "org_mismatch",
              "title names 华阁镇, 填报单位 and file name say 厂窖镇"),
         Line("填报单位：厂窖镇", role="plain")), columns=TABLE, styles=("full",),
    ),
    Submission(
        "MC", "茅草街镇", "2022-06", "茅草街镇2022年6月招商报表.xlsx", date(2022, 6, 24),
        titled("茅草街镇", "2022年6月24日"), columns=TABLE, styles=("excel",),
        edits=(Edit("MC03", "emerging", "待定", "flag_unclear", "是否新兴产业 answered “待定”"),),
    ),
    Submission(
        "SX", "三仙湖镇", "2022-06", "三仙湖镇2022年6月.xlsx", date(2022, 6, 27),
        titled("三仙湖镇", "2022年6月27日"), columns=TABLE, styles=("month",), again=("SX01",),
    ),
    Submission(
        "MH", "麻河口镇", "2022-06", "麻河口镇6月统计表.xlsx", date(2022, 6, 24),
        titled("麻河口镇", "2022年6月24日"), columns=TABLE, styles=("full",),
    ),
    Submission(
        "LB", "浪拔湖镇", "2022-06", "浪拔湖镇6月.xlsx", date(2022, 6, 24),
        titled("浪拔湖镇", "2022年6月24日"), columns=TABLE, styles=("full",),
        edits=(Edit("LB01", "signed", "2002年1月", "date_out_of_range", "year mistyped: “2002年1月”"),),
    ),
    Submission(
        "WS", "武圣宫镇", "2022-06", "武圣宫镇6月招商报表.xlsx", date(2022, 6, 24),
        titled("武圣宫镇", "2022年6月24日"), columns=TABLE, nil="本月无",
    ),
)  # fmt: skip

TRIPS = tuple(
    SampleTrip(
        f"NXCX-2022-06-{number:02d}", "", unit, purpose, place, date(2022, 6, first), date(2022, 6, last),
        "火车", date(2022, 6, first - 4), people, firms,
        (("城市间交通费", 3600, 3420), ("住宿费", 2400, 2280), ("伙食补助费", 900, 900)),
    )
    for number, unit, purpose, place, first, last, people, firms in (
        (1, "县经济开发区", "拜访食品加工企业，对接预制菜项目", "广东省广州市", 8, 10,
         (("唐景明", "县经济开发区", "主任", "主要负责人", "科级"),
          ("侯映川", "县经济开发区", "副主任", "分管负责人", "科级")),
         (("广州澜味食品有限公司", "广州市番禺区示例路3号", "麦俊楠", "速冻食品", "预制菜扩产"),
          ("广州泓鲜供应链有限公司", "广州市白云区示例路9号", "冼卓轩", "冷链", "小龙虾直采基地"))),
        (2, "南洲镇", "回访在外乡贤，洽谈民宿与养老项目", "湖南省长沙市", 15, 16,
         (("幸予安", "南洲镇", "副镇长", "分管负责人", "科级"),),
         (("长沙屿栖文旅有限公司", "长沙市岳麓区示例路12号", "易怀瑾", "民宿运营", "洞庭湿地民宿二期"),)),
    )
)  # fmt: skip

# 2021: 中鱼口镇 last and 武圣宫镇 last but one; both are among the last of 2022 again.
PAST = (
    ("县经济开发区", 96.5), ("县省级农业科技园区", 93.0), ("南洲镇", 91.5), ("茅草街镇", 90.0), ("明山头镇", 88.5),
    ("华阁镇", 88.5), ("青树嘴镇", 86.0), ("浪拔湖镇", 85.0), ("厂窖镇", 84.5), ("三仙湖镇", 83.0),
    ("麻河口镇", 81.0), ("乌嘴乡", 80.0), ("武圣宫镇", 76.5), ("中鱼口镇", 72.0),
)  # fmt: skip

STEPS = (
    ("小龙虾即食产品加工项目", "县经济开发区", "供地", date(2022, 3, 1), 30, date(2022, 3, 4)),
    ("小龙虾即食产品加工项目", "县经济开发区", "拿证", date(2022, 3, 10), 30, date(2022, 4, 12)),
    ("运动休闲鞋生产项目", "县经济开发区", "供地", date(2022, 2, 25), 30, date(2022, 3, 25)),
    ("运动休闲鞋生产项目", "县经济开发区", "竣工", date(2022, 4, 2), 60, date(2022, 4, 16)),
    ("运动休闲鞋生产项目", "县经济开发区", "投产", date(2022, 4, 16), None, date(2022, 4, 18)),
    ("洞庭湖湿地民宿集群", "南洲镇", "组织评审材料", date(2022, 6, 10), 20, None),
    ("医养结合中心", "南洲镇", "研判专班初审", date(2022, 6, 1), 10, None),
    ("服装代工项目", "麻河口镇", "合同审签", date(2022, 6, 20), 15, None),
)  # fmt: skip

COUNTY = County(
    title="南县 2022",
    folder="nanxian_2022",
    office="县商务局",
    domain="nanxian",
    issued=date(2022, 5, 25),
    intro=(
        "The document (南政发〔2022〕6号) sets growth rates\nand no amounts, and says 「各乡镇」 without naming them: "
        "the baselines and the targets by unit are invented, the\ntwelve townships are the county's as published.\n"
        "`考核/上年考核.xlsx` (2021, invented) and `考核/进度跟踪.xlsx` are what NX-R6 to R8 and NX-R12 rest on."
    ),
    submissions=MAY + JUNE,
    contacts=(
        ("县商务局", "言立诚", "shangwu"), ("县经济开发区", "侯映川", "jingkaiqu"),
        ("县省级农业科技园区", "米嘉言", "nongkeyuan"),
        ("南洲镇", "幸予安", "nanzhou"), ("华阁镇", "龙思齐", "huage"), ("茅草街镇", "巫静姝", "maocaojie"),
        ("乌嘴乡", "农知秋", "wuzui"), ("中鱼口镇", "滕一舟", "zhongyukou"), ("青树嘴镇", "卓清欢", "qingshuzui"),
    ),
    trips=TRIPS,
    target_path="目标/南县2022年项目落户地招商引资目标分解表.xlsx",
    targets=goals(),
    extra={"考核/上年考核.xlsx": (past_assessment(2021, PAST),), "考核/进度跟踪.xlsx": (steps(STEPS),)},
    supplies={
        "单位补充.csv": (
            ("单位", "类别", "别名", "报送统计表"),
            *((town, "项目落户地", f"{town}政府、{town}人民政府、南县{town}", "是") for town in TOWNS),
        ),
        "基数.csv": (
            ("指标", "年份", "数值", "单位", "来源"),
            ("NX-T1v", "2021", "5.5", "亿元", "演示数，不是公布的数"),
            ("NX-T3v", "2021", "1300", "万美元", "演示数，不是公布的数"),
            ("NX-T2v", "2021", "2.9", "亿元", "演示数，不是公布的数"),
        ),
    },
)  # fmt: skip
