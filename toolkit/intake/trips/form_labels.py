"""Which field of a form does a label name: as it was printed, or as somebody called it anew?"""

import difflib
from collections.abc import Mapping

from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression

_BRACKETS = expression(r"[(（][^()（）]*[)）]")

# What stands before the words, without spaces and brackets, and the field that the words are.
VISIT_LABELS = {
    "拜访企业": "firm",
    "拜访日期": "day",
    "企业地址": "address",
    "信用代码": "credit_code",
    "统一社会信用代码": "credit_code",
    "客商姓名": "contact",
    "职务": "post",
    "联系方式": "phone",
    "联系电话": "phone",
    "经营范围": "business",
    "主营业务": "business",
    "投资意向": "intent",
    "洽谈内容": "subject",
    "拟投资项目": "project",
    "投资规模": "scale",
    "线索等级": "level",
    "拜访结果": "result",
    "我方参加人": "attended_by",
    "对接意见": "opinion",
    "对接工作意见": "opinion",
    "下一步": "next_step",
    "责任人": "responsible",
    "时限": "by_when",
    "佐证": "evidence",
}
HEAD_LABELS = {
    "申请单位": "applicant",
    "带队领导": "leader",
    "外出时间": "time",
    "目的地": "destination",
    "参加人员": "people",
}
APPROVAL_LABELS = {
    "申请单位": "applicant",
    "申请日期": "applied_on",
    "带队领导": "leader",
    "职务": "post",
    "级别": "rank",
    "随行人员": "companions",
    "外出时间": "time",
    "目的地": "destination",
    "交通工具": "transport",
    "事由": "purpose",
    "拟拜访企业": "visits",
    "经费预算": "money",
    "备案": "filing",
    "备注": "remarks",
}
FIRST_OF_BAND = "firm"
BAND_TITLE = expression(r"第(\d*)家")
# Other words for the same, where a label was typed anew; looked up only where a label may stand.
_VISIT_ALIASES = {
    "企业名称 公司名称 单位名称 拜访单位 走访企业 走访单位 受访企业 拜访公司 拜访对象 被访企业 企业": "firm",
    "走访日期 拜访时间 走访时间 日期 时间": "day",
    "公司地址 单位地址 地址 详细地址": "address",
    "社会信用代码 统一信用代码": "credit_code",
    "联系人 客商 接待人 对接人 企业联系人 客商名称 负责人": "contact",
    "职位 客商职务": "post",
    "电话 手机 手机号 联系人电话 电话号码": "phone",
    "主营 主营产品 业务范围 经营业务": "business",
    "意向 合作意向 投资意愿": "intent",
    "洽谈情况 会谈内容 谈话内容 交流内容 洽谈事项": "subject",
    "投资项目 项目 意向项目 项目名称": "project",
    "规模 拟投资规模 投资额": "scale",
    "等级 线索级别": "level",
    "结果 拜访成果 走访结果": "result",
    "参加人 我方人员 参加人员 我方参加人员 陪同人员": "attended_by",
    "意见 工作意见 对接工作建议 对接建议": "opinion",
    "下步工作 下一步工作 下步打算 下一步打算 下一步措施": "next_step",
    "责任单位 经办人": "responsible",
    "完成时限 期限 办理时限": "by_when",
    "佐证材料 附件 证明材料": "evidence",
}
_APPROVAL_ALIASES = {
    "填表日期 申报日期 报送日期": "applied_on",
    "领队 带队人 带队领导姓名 带队人员": "leader",
    "职位": "post",
    "同行人员 陪同人员 参加人员 随员 随行人 随行": "companions",
    "出行时间 时间 出差时间 外出日期 起止时间": "time",
    "地点 外出地点 前往地点 出差地点 目的": "destination",
    "交通方式 乘坐交通工具 出行方式": "transport",
    "外出事由 外出任务 任务 出差事由": "purpose",
    "拜访企业 拟走访企业 走访企业 拜访单位 企业名单": "visits",
    "预算 经费 费用预算 经费概算": "money",
    "备案编号 备案情况": "filing",
    "其他 说明 其他事项": "remarks",
}
_NEAR = 0.72


def label_of(text: str) -> str:
    """Return a label as it is looked up: 「随行人员\n（2人）」 → 「随行人员」.

    >>> label_of("职　　务"), label_of("随行人员（2人）")
    ('职务', '随行人员')
    """
    return compact(_BRACKETS.sub("", text)).strip(":：*＊")


def _words(aliases: Mapping[str, str]) -> dict[str, str]:
    return {word: field for words, field in aliases.items() for word in words.split()}


RECORD_FIELDS = VISIT_LABELS | HEAD_LABELS
_OTHER_RECORD, _OTHER_APPROVAL = _words(_VISIT_ALIASES), _words(_APPROVAL_ALIASES)
# All words for a label, as it was printed or as somebody calls it.
RECORD_WORDS = frozenset((*RECORD_FIELDS, *_OTHER_RECORD))
APPROVAL_WORDS = frozenset((*APPROVAL_LABELS, *_OTHER_APPROVAL))


def field_of(text: str, *, record: bool) -> str:
    """Return the field that a cell names where a label stands, also by another word or with a slip; '' for none.

    >>> field_of("企业名称", record=True), field_of("拟投资的项目", record=True), field_of("另附照片", record=True)
    ('firm', 'project', '')
    """
    label = label_of(text)
    known = RECORD_FIELDS if record else APPROVAL_LABELS
    other = _OTHER_RECORD if record else _OTHER_APPROVAL
    if label in known:
        return known[label]
    if label in other:
        return other[label]
    boxed = not record and label.endswith("意见")  # a signature box: 申请单位意见
    near = difflib.get_close_matches(label, known, 1, _NEAR) if 3 <= len(label) <= 8 and not boxed else []
    return known[near[0]] if near else ""
