"""交城经济开发区 2022: departments with points, no target table, the departments supplied."""

from datetime import date
from functools import partial

from writing.books import listing
from writing.county import County
from writing.grid import Grid, Value
from writing.project import COMMON
from writing.submission import Edit, Submission, Total, two_lines
from writing.trips import SampleTrip

TITLE = "山西交城经济开发区2022年招商引资项目统计表"
TABLE = (*COMMON[:-1], "registered", "emerging", "fdi", "contract", "fortune500", "in_statistics", "packaged")
DEPARTMENTS = ("综合办公室", "党群工作部", "经济发展部", "规划建设部", "安全环保部", "行政审批局", "财政管理部")

# department, event, day, what, evidence, how many (items for 报送信息, else 1)
EVENTS: tuple[tuple[Value, ...], ...] = (
    ("经济发展部", "报送信息", date(2022, 2, 18), "铸件企业产能外迁线索", "信息原文", 1),
    ("经济发展部", "报送信息", date(2022, 3, 9), "针状焦下游企业扩产意向", "信息原文", 1),
    ("经济发展部", "报送信息", date(2022, 5, 12), "汽车底盘件配套需求", "信息原文", 1),
    ("经济发展部", "参加培训", date(2022, 4, 20), "全省招商业务培训", "学习记录", 1),
    ("经济发展部", "招商活动", date(2022, 6, 16), "赴山东拜访铸造企业", "外出招商信息记录表", 1),
    ("规划建设部", "报送信息", date(2022, 4, 12), "风电塔筒法兰企业动态", "信息原文", 1),
    ("规划建设部", "报送信息", date(2022, 5, 6), "工程机械配套园信息", "信息原文", 1),
    ("规划建设部", "报送信息", date(2022, 6, 2), "锻造企业搬迁信息", "信息原文", 1),
    ("安全环保部", "参加培训", date(2022, 3, 15), "市级招商培训", None, 1),
    ("安全环保部", "达成意向", date(2022, 5, 26), "己二酸下游项目意向", "合作意向书", 1),
    ("行政审批局", "包装项目", date(2022, 4, 28), "医药中间体产业园项目建议书", "项目建议书", 1),
    ("党群工作部", "报送信息", date(2022, 6, 21), "光伏支架出口订单信息", "信息原文", 2),
    ("招商引资部", "包装项目", date(2022, 5, 18), "智能铸造产业园项目建议书", "项目建议书", 1),
    ("招商引资部", "招商活动", date(2022, 6, 9), "参加省级推介会", "外出招商信息记录表", 1),
)


def events() -> Grid:
    """计分台账: what cannot be read from the project ledger."""
    headings = {"部室": 14, "事项": 12, "日期": 13, "内容": 34, "佐证材料": 22, "数量": 8, "企业所在地": 16}
    rows = tuple((*row, "山东省淄博市" if row[1] == "达成意向" else None) for row in EVENTS)
    return listing("计分台账", headings, rows, left=("内容",))


# The usual two lines above a table.
titled = partial(two_lines, TITLE)

MAY = (
    Submission("ZS", "招商引资部", "2022-05", "招商引资部5月统计表.xlsx", date(2022, 6, 2),
               titled("招商引资部", "2022年6月2日"), columns=TABLE, styles=("full",)),
    Submission("JF", "经济发展部", "2022-05", "经济发展部2022年5月.xlsx", date(2022, 6, 3),
               titled("经济发展部", "2022年6月3日"), columns=TABLE, styles=("excel",)),
    Submission("GJ", "规划建设部", "2022-05", "规划建设部5月.xlsx", date(2022, 6, 5),
               titled("规划建设部", "2022年6月5日"), columns=TABLE, styles=("month",)),
    Submission("CZ", "财政管理部", "2022-05", "财政管理部5月报表.xlsx", date(2022, 6, 2),
               titled("财政管理部", "2022年6月2日"), columns=TABLE, styles=("full",)),
)  # fmt: skip

JUNE = (
    Submission(
        "ZS", "招商引资部", "2022-06", "招商引资部6月统计表.xlsx", date(2022, 7, 2),
        titled("招商引资部", "2022年7月2日"), columns=TABLE, styles=("full",),
        total=Total("bottom", ("invest", "paid")),
    ),
    Submission(
        "JF", "经济发展部", "2022-06", "经济发展部2022年6月.xlsx", date(2022, 7, 4),
        titled("经济发展部", "2022年7月4日"), columns=TABLE, styles=("excel",),
        edits=(
            Edit("JF02", "contact", "=李某", "formula_injection", "text begins with “=”"),
            Edit("JF03", "phone", "0358-0000123"),
            Edit("JF01", "in_statistics", "已报", "flag_unclear", "是否入统 answered “已报”"),
        ),
    ),
    Submission(
        "GJ", "规划建设部", "2022-06", "规划建设部6月.xlsx", date(2022, 7, 5),
        titled("规划建设部", "2022年7月5日"), columns=TABLE, styles=("month",), masked=("GJ02",),
    ),
    Submission(
        "AH", "安全环保部", "2022-06", "安全环保部2022年6月统计表.xlsx", date(2022, 7, 4),
        titled("安全环保部", "2022年7月4日"), columns=TABLE, styles=("iso",),
        edits=(Edit("AH03", "invest", "面议", "unparseable_value", "amount written “面议”"),),
    ),
    Submission(
        "SP", "行政审批局", "2022-06", "行政审批局6月招商统计表.xls", date(2022, 7, 1),
        titled("行政审批局", "2022年7月1日"), columns=TABLE, styles=("full",),
        edits=(Edit("SP01", "started", "2021年4月5日", "dates_reversed", "开工 before 签约"),),
    ),
    Submission(
        "DQ", "党群工作部", "2022-06", "党群工作部6月.xlsx", date(2022, 7, 7),
        titled("党群工作部", "2022年7月7日"), columns=TABLE, styles=("slash",),
        edits=(Edit("DQ01", "contract", "1000万美元"), Edit("DQ01", "fdi", "45万美元")),
    ),
    Submission(
        "BG", "综合办公室", "2022-06", "综合办公室6月统计表.csv", date(2022, 7, 4),
        titled("综合办公室"), columns=TABLE, styles=("iso",), encoding="gb18030",
    ),
)  # fmt: skip

TRIPS = (
    SampleTrip(
        "JCCX-2022-06-01", "", "经济发展部", "拜访铸造企业，推介装备制造项目", "山东省潍坊市、青岛市",
        date(2022, 6, 14), date(2022, 6, 17), "火车", date(2022, 6, 8),
        (("闻景行", "经济发展部", "部长", "带队领导", "科级"), ("向晚舟", "经济发展部", "干部", "队员", "其他"),
         ("余清和", "交城澄铸装备有限公司", "项目经理", "企业项目负责人", "其他")),
        (("潍坊岱铸机械有限公司", "潍坊市寒亭区示例路6号", "邹成林", "底盘铸件", "铸件产能外迁"),
         ("青岛澜锻汽车零部件有限公司", "青岛市即墨区示例路11号", "孟祥柏", "锻件", "配套协作"),
         ("青岛沐模具有限公司", "青岛市城阳区示例路20号", "薛景行", "模具", "模具车间选址")),
        (("城市间交通费", 2600, 2480), ("住宿费", 2700, 2640), ("伙食补助费", 1200, 1200)),
    ),
)  # fmt: skip

COUNTY = County(
    title="交城经济开发区 2022",
    folder="jiaocheng_2022",
    office="招商引资部",
    domain="jiaocheng",
    issued=date(2022, 5, 25),
    intro=(
        "The document names only 招商引资部\nand says 「各部室、科室」: the other seven are invented after common "
        "usage. It sets no targets by department, so there\nis no target workbook. Its three annexes (方案模板, "
        "审批表, 信息记录表) "
        "were published without text.\n`考核/计分台账.xlsx` holds the events that earn points (JC-S1 to S5)."
    ),
    submissions=MAY + JUNE,
    contacts=(
        ("招商引资部", "陶思远", "zhaoshang"), ("经济发展部", "闻景行", "jingfa"), ("规划建设部", "柯一航", "guijian"),
        ("安全环保部", "卓清欢", "anhuan"), ("财政管理部", "米嘉言", "caizheng"), ("党群工作部", "龙思齐", "dangqun"),
    ),
    trips=TRIPS,
    supplies={
        "单位补充.csv": (
            ("单位", "类别", "别名", "报送统计表"),
            *((name, "部室", f"开发区{name}", "是") for name in DEPARTMENTS),
        ),
    },
    extra={"考核/计分台账.xlsx": (events(),)},
)  # fmt: skip
