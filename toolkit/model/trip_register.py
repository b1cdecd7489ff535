"""Which sheets and columns does the 出行台账 have? The workbook is written and read by this list."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.trip_ranks import rank_of

FILE_NAME = "出行台账.xlsx"
LEADER, OTHER_RANK = "带队领导", "其他"
# What a county that declares none calls those who travel; a person may have several roles (带队领导、主要负责人).
RANKS = ("处级", "科级")
ROLES = ("主要负责人", "分管负责人")
MEMBERS = ("队员", "企业项目负责人")
TRANSPORT = ("火车", "汽车", "飞机", "轮船", "公车", "租车")
ITEMS = (
    "城市间交通费",
    "住宿费",
    "伙食补助费",
    "市内交通费",
    "公务接待费",
    "资料印刷费",
    "会务费",
    "展位费",
    "其他",
)
LEVELS = ("A", "B", "C")
RESULTS = ("获取线索", "推进签约", "解决困难", "无")
SETTLED = ("未报销", "已送审", "已报销")


class RegisterColumn(Struct, frozen=True):
    """One column: ``field`` of the noun, ``kind`` text, date, money or count, width in characters, example and hint.

    ``strict`` choices allow nothing else; other choices only help.  ``headings`` are older names of the column.
    """

    heading: str
    field: str
    width: float
    example: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    strict: bool = False
    hint: str = ""
    required: bool = False
    older: tuple[str, ...] = ()


ID = RegisterColumn(
    "行程编号",
    "id",
    18,
    "例：LZCX-2022-06-01",
    hint="每次外出一个编号，四张表都用它。例如 LZCX-2022-06-01。",
    required=True,
)

TRIP_COLUMNS = (
    ID,
    RegisterColumn("招商组", "group", 22, "林木加工产业招商组"),
    RegisterColumn("申请单位", "unit", 14, "县林业局", required=True, hint="填报送单位的名称。"),
    RegisterColumn("事由", "purpose", 34, "拜访绿色家居企业，推介林业科技产业园", required=True),
    RegisterColumn("目的地", "destination", 22, "广东省佛山市、东莞市", required=True),
    RegisterColumn("出发日期", "start", 12, "2022-06-07", "date", required=True),
    RegisterColumn("返回日期", "end", 12, "2022-06-10", "date", required=True),
    RegisterColumn("交通工具", "transport", 10, "火车", choices=TRANSPORT, hint="几种一起用的写：火车、租车。"),
    RegisterColumn("申请日期", "applied_on", 12, "2022-06-01", "date"),
    RegisterColumn("招商方向", "direction", 24, "高端绿色家居产业链"),
    RegisterColumn("推介项目", "promoted", 24, "家居产业城标准厂房"),
    RegisterColumn("预期成果", "expected", 24, "获取线索3条以上"),
    RegisterColumn("分工与保障", "support", 28, "投促中心负责联络，林业局负责材料"),
    RegisterColumn("联系人及电话", "liaison", 20, "陶思远 19900000001"),
    RegisterColumn("审批意见", "opinion", 20, "县人民政府：同意"),
    RegisterColumn("批准日期", "approved_on", 12, "2022-06-03", "date"),
    RegisterColumn("备案编号", "filing_number", 14, "备2022-018"),
    RegisterColumn("考察报告报送日期", "report_on", 12, "2022-06-13", "date"),
    RegisterColumn("经费情况报送日期", "expenses_on", 12, "2022-06-13", "date"),
    RegisterColumn("存在问题", "problems", 28, "企业关心用地指标和投产奖励"),
    RegisterColumn("下一步建议", "advice", 28, "县自然资源局6月底前答复用地"),
    RegisterColumn("备注", "remark", 18, ""),
)
PEOPLE_COLUMNS = (
    ID,
    RegisterColumn("姓名", "name", 10, "唐景明", required=True),
    RegisterColumn("单位", "unit", 22, "县投促中心", required=True),
    RegisterColumn("职务", "post", 18, "主任"),
    RegisterColumn("角色", "role", 14, "带队领导", strict=True, required=True),
    RegisterColumn("级别", "rank", 8, "科级", strict=True, hint="带队领导的级别决定由谁审批，务必填写。"),
)
VISIT_COLUMNS = (
    ID,
    RegisterColumn("企业", "firm", 30, "佛山栖木语家居有限公司", required=True, older=("拜访企业",)),
    RegisterColumn("地址", "address", 26, "佛山市顺德区示例路1号", older=("企业地址",)),
    RegisterColumn("联系人", "contact", 10, "霍绍棠", older=("客商姓名",)),
    RegisterColumn("电话", "phone", 14, "19900000200", older=("联系方式",)),
    RegisterColumn("主营业务", "business", 18, "全屋定制家具", older=("经营范围",)),
    RegisterColumn("洽谈内容", "subject", 30, "二期扩产用地与投资强度"),
    RegisterColumn("拜访日期", "day", 12, "2022-06-08", "date"),
    RegisterColumn("客商职务", "post", 12, "总经理"),
    RegisterColumn("统一社会信用代码", "credit_code", 20, ""),
    RegisterColumn("投资意向", "intent", 28, "拟在本县建设板材加工厂"),
    RegisterColumn("我方参加人", "attended_by", 16, "唐景明、陶思远"),
    RegisterColumn("拟投资项目", "project", 22, "定制家具生产线"),
    RegisterColumn("投资规模", "scale", 14, "约1亿元，用地50亩"),
    RegisterColumn("线索等级", "level", 8, "A", choices=LEVELS, hint="有投资线索的填A、B或C，没有的留空。"),
    RegisterColumn("拜访结果", "result", 12, "获取线索", choices=RESULTS),
    RegisterColumn("对接工作意见", "opinion", 28, "由县林业局跟进，月内回访"),
    RegisterColumn("下一步", "next_step", 22, "邀请来县考察"),
    RegisterColumn("责任人", "responsible", 10, "陶思远"),
    RegisterColumn("时限", "by_when", 12, "6月底前"),
    RegisterColumn("佐证", "evidence", 16, "名片、照片"),
    RegisterColumn("时段", "part", 8, "上午", hint="考察行程表的时段。"),
    RegisterColumn("路线", "way", 18, "佛山→东莞", hint="考察行程表的出发地→目的地；空着印企业地址。"),
    RegisterColumn("乘坐交通", "travel", 12, "高铁G2911"),
    RegisterColumn("行程备注", "stop_remark", 16, ""),
)
MONEY_COLUMNS = (
    ID,
    RegisterColumn("科目", "item", 16, "城市间交通费", choices=ITEMS, required=True),
    RegisterColumn("预算（元）", "budget_yuan", 12, "5200", "money", required=True),
    RegisterColumn("实际（元）", "actual_yuan", 12, "4985", "money"),
    RegisterColumn("测算依据", "reckoning", 20, "5人×往返1040元"),
    RegisterColumn("票据张数", "vouchers", 10, "10", "count"),
    RegisterColumn("超预算说明", "why", 24, ""),
    RegisterColumn("报销状态", "settled", 10, "未报销", choices=SETTLED),
)
MONTH_COLUMNS = (
    RegisterColumn("招商组或单位", "team", 22, "例：林木加工产业招商组", required=True, hint="填招商组或单位的名称。"),
    RegisterColumn("月份", "month", 10, "2022-06", required=True, hint="写成 2022-06。"),
    RegisterColumn("预算报送日期", "budget_on", 12, "2022-06-02", "date"),
    RegisterColumn("汇报报送日期", "report_on", 12, "2022-06-27", "date"),
    RegisterColumn("经济发展动态", "economy", 30, "佛山家居企业向外转移加快"),
    RegisterColumn("投资导向", "guidance", 30, "偏好有板材资源和水运的县"),
    RegisterColumn("项目信息", "projects", 30, "定制家具生产线1条，约1亿元"),
    RegisterColumn("在谈签约进展", "progress", 30, "在谈2个，签约1个"),
    RegisterColumn("存在问题", "problems", 26, "标准厂房层高不够"),
    RegisterColumn("下月计划", "plans", 26, "赴东莞回访3家企业"),
    RegisterColumn("填报人", "written_by", 10, "陶思远"),
    RegisterColumn("联系电话", "phone", 14, "19900000001"),
)

TRIPS, PEOPLE, VISITS, MONEY, MONTHS = "行程", "人员", "拜访", "经费", "月报"
REGISTER_SHEETS = {
    TRIPS: TRIP_COLUMNS,
    PEOPLE: PEOPLE_COLUMNS,
    VISITS: VISIT_COLUMNS,
    MONEY: MONEY_COLUMNS,
    MONTHS: MONTH_COLUMNS,
}
HEADING_OF = {sheet: {column.field: column.heading for column in columns} for sheet, columns in REGISTER_SHEETS.items()}


class TripWords(Struct, frozen=True):
    """What a county calls those who travel: the ``ranks`` of leaders (GN-R8), the ``roles`` beside 带队领导 (NX-R1)."""

    ranks: tuple[str, ...] = RANKS
    roles: tuple[str, ...] = ROLES

    @property
    def single_roles(self) -> tuple[str, ...]:
        """Every role that a traveller may have."""
        return tuple(dict.fromkeys((LEADER, *self.roles, *MEMBERS)))

    @property
    def sheets(self) -> Mapping[str, tuple[RegisterColumn, ...]]:
        """The register's sheets with this county's words in the columns 角色 and 级别."""
        own = [one for one in self.single_roles if one not in (LEADER, *MEMBERS)]
        roles = (LEADER, *own, *(f"{LEADER}、{one}" for one in own), *MEMBERS)
        ranks = tuple(dict.fromkeys((*self.ranks, OTHER_RANK)))
        offered = {"role": roles, "rank": ranks}
        people = []
        for column in PEOPLE_COLUMNS:
            choices = offered.get(column.field, column.choices)
            example = self.ranks[-1] if column.field == "rank" and self.ranks else column.example
            people.append(replace(column, choices=choices, example=example))
        return {**REGISTER_SHEETS, PEOPLE: tuple(people)}

    def allows(self, field: str, text: str) -> bool:
        """Tell whether a text is a rank (副处级 is 处级), or one or several roles with 、 between."""
        if field == "role":
            return set(text.split("、")) <= {*self.single_roles}
        return rank_of(text, self.ranks) in (*self.ranks, OTHER_RANK)


COMMON_WORDS = TripWords()
