"""Which fields does the office fill in for notices whose contents stand in no table? One form per kind."""

from msgspec import Struct


class FormField(Struct, frozen=True):
    """An entry of the form: ``many`` may take several lines, ``optional`` may stay empty; ``kind`` is text or date."""

    label: str
    hint: str
    many: bool = False
    optional: bool = False
    kind: str = "text"


class NoticeForm(Struct, frozen=True):
    """A kind's fields, and the columns of its sheet 明细 where it has one."""

    fields: tuple[FormField, ...]
    columns: tuple[str, ...] = ()


FIELD_SHEET, LINE_SHEET = "填写", "明细"
_DEMANDS = FormField("有关要求", "一行写一条，不用编号。", many=True, optional=True)
FORMS: dict[str, NoticeForm] = {
    "督查通报": NoticeForm(
        (
            FormField("督查情况", "例如：2022年7月4日至5日，督查组对各有关单位第二季度招商引资工作进行了督查"),
            FormField("工作成效", "一行写一条，不用编号。", many=True, optional=True),
            FormField("存在问题", "一行写一条，写成“单位：问题”，例如 某某局：本季度没有外出招商", many=True),
            FormField("整改期限", "例如 2022-07-20", kind="date"),
        )
    ),
    "约谈通知": NoticeForm(
        (
            FormField("约谈单位", "写一个单位，例如 某某局"),
            FormField("约谈对象", "例如 主要负责人"),
            FormField(
                "约谈原因",
                "不填的，按约谈单位的目标完成情况写。自己写的，例如 截至2022年6月30日，你单位到位资金0.78亿元，"
                "完成年度目标5亿元的15.6%，低于序时进度34.4个百分点",
                optional=True,
            ),
            FormField("约谈人", "写职务，例如 分管招商工作的副县长"),
            FormField("约谈时间", "例如 2022年7月15日（星期五）上午9:00"),
            FormField("约谈地点", "例如 机关三楼会议室"),
            FormField("材料报送日期", "书面说明几号前报来，例如 2022-07-14", optional=True, kind="date"),
            _DEMANDS,
        )
    ),
    "会议通知": NoticeForm(
        (
            FormField("会议名称", "例如 2022年第三季度招商引资工作调度会"),
            FormField("会议日期", "例如 2022-07-18", kind="date"),
            FormField("会议时间", "例如 2022年7月18日（星期一）下午3:00"),
            FormField("会议地点", "例如 机关二楼会议室"),
            FormField("会议内容", "一行写一项，不用编号。", many=True),
            FormField("参会人员", "一行写一类，例如 各牵头单位主要负责人", many=True),
            _DEMANDS,
            FormField("报名期限", "参会名单几号前报来，例如 2022-07-15", kind="date"),
        )
    ),
    "会议纪要": NoticeForm(
        (
            FormField("期号", "本年第几期，只写数字"),
            FormField("会议名称", "例如 2022年第三季度招商引资工作调度会"),
            FormField("会议日期", "例如 2022-07-18", kind="date"),
            FormField("会议地点", "例如 机关二楼会议室"),
            FormField("主持人", "写单位、职务、姓名"),
            FormField("听取内容", "例如 会议听取了各牵头单位工作汇报，研究了存在问题"),
            FormField("议定事项", "一行写一项，不用编号。", many=True),
            FormField("出席", "一行写一人，写单位和姓名。", many=True),
            FormField("请假", "一行写一人。", many=True, optional=True),
            FormField("列席", "一行写一人。", many=True, optional=True),
        )
    ),
    "经费预算申请函": NoticeForm((), ("招商组（单位）", "事项", "金额（元）")),
    "报销函": NoticeForm((), ("招商组（单位）", "事项", "预算（元）", "支出（元）", "票据（张）")),
    "年度总结报告": NoticeForm(
        (
            FormField("签发人", "上行文要写签发人姓名"),
            FormField(
                "主要做法",
                "一行写一条，不用编号。没有写好可以先留空，文中会标出【待填：……】。",
                many=True,
                optional=True,
            ),
            FormField("存在问题", "一行写一条。", many=True, optional=True),
            FormField("工作打算", "一行写一条。", many=True, optional=True),
        )
    ),
}
