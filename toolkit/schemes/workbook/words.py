"""What are a rulebook's tables and keys called on the sheets of 规则.xlsx?

What is not named here is still written and read: its heading is the beginning of what vocabulary.py says of it.
"""

import re

from toolkit.schemes.vocabulary import KINDS

# Headings of what the workbook brings by itself: nobody fills it in, and it is not read.
QUOTE, MEANING, IN_FORCE = "条款原文", "含义", "现用吗"
AUTOMATIC = (QUOTE, MEANING, IN_FORCE)
BASICS_HEAD, DOCUMENT_HEAD = ("事项", "内容", "怎么填"), ("行号", "原文")
COVER, BASICS, UNITS, DOCUMENT, HELP, OWN = "封面", "基本情况", "单位", "原文", "怎么写", "备注"
# The sheets in their order, one for each kind of table that may stand several times.
SHEETS = {
    "clause": "条款",
    "reading": "口径",
    "indicator": "指标",
    "target_row": "任务分解",
    "disputed": "归属待定",
    "roster": "未列名单位",
    "deadline": "期限",
    "route": "外出审批",
    "quota": "外出要求",
    "score": "计分",
    "score_cap": "计分封顶",
    "carry": "季度折入年度",
    "weight": "综合指数",
    "list": "红黑榜",
    "performance": "绩效依据",
    "consequence": "后果",
    "column": "自有列",
    "stage_need": "阶段必填",
    "meeting": "会议",
    "stage": "办理环节",
    "pair": "前后衔接",
    "duty": "责任分工",
    "register": "台账名册",
    "class": "项目类别",
    "occasion": "活动",
    "organ": "机构",
    "sample_row": "空白表例子",
}
# The kinds of table that stand once: sections of 基本情况.
SECTIONS = {"": "文件", "region": "投资来源", "sector": "行业", "trips": "外出人员", "quoted": "公文引用的条款"}
INNER = {
    "reading.choices": "可选的做法",
    "indicator.optional": "某个口径下多一个条件",
    "score.optional": "某个口径下改封顶、按比例",
    "list.optional": "某个口径下改按哪些事",
    "performance.optional": "某个口径下改汇总哪些事",
    "score.any": "满足其中一组条件就算",
    "score.any.optional": "某个口径下这一组多一个条件",
    "score.factor": "系数",
}
_BY_KEY = {
    "id": "编号",
    "title": "文件标题",
    "jurisdiction": "县（市、区）",
    "year": "年份",
    "valid": "适用年份",
    "last_year": "适用到哪一年",
    "base_year": "增速基年",
    "document_number": "文号",
    "office": "办公室",
    "government": "本级政府",
    "target_rows_clause": "目标行依据",
    "attribute_by": "归属方式",
    "annexes": "附表名称",
    "form_columns": "统计表增加的列",
    "target_columns": "目标表的列",
    "clause": "依据条款",
    "line": "行号",
    "quote": "原文",
    "place": "行政区划代码",
    "within": "区内范围",
    "home": "区内的叫法",
    "abroad": "境外的叫法",
    "industrial": "工业的词",
    "emerging": "新兴产业的词",
    "kind": "类别",
    "expected": "应有几个",
    "question": "问题",
    "default": "现在的做法",
    "reason": "理由",
    "choices": "可选的做法",
    "name": "名称",
    "unit": "计量单位",
    "count": "数个数",
    "sum": "合计哪一列",
    "ratio": "分子、分母",
    "growth_of": "算谁的增速",
    "extends": "在哪个指标上加条件",
    "criteria": "条件",
    "target": "目标",
    "grow": "比基数增长",
    "header": "目标表列名",
    "official": "谁发布本级的数",
    "note": "说明",
    "group": "组名",
    "each": "每个单位一行",
    "lead_unit": "牵头单位",
    "scope": "哪一块",
    "industries": "行业的词",
    "keywords": "文件里的词",
    "sections": "行业分类",
    "words": "词",
    "rows": "可能归哪几行",
    "nobody": "都不归",
    "what": "事项",
    "rule": "怎样定",
    "day": "几号",
    "months_after": "之后第几个月",
    "days": "天数",
    "working": "工作日",
    "every": "周期",
    "sender": "谁报",
    "receiver": "报给谁",
    "when": "适用口径",
    "rank": "领导级别",
    "steps": "谁、做什么",
    "filed_with": "报谁备案",
    "investor": "项目方",
    "contact": "项目负责人",
    "source": "分从哪里来",
    "event": "事项写法",
    "points": "分值",
    "step": "每满多少",
    "column": "按哪一列计",
    "cap": "封顶",
    "floor": "最少",
    "partial": "按比例",
    "evidence": "佐证",
    "kinds": "单位类别",
    "once_among": "只计最高的一项",
    "once": "只计一次",
    "dated_by": "按哪个日期",
    "within_years": "签约后几年内",
    "register": "台账以外也计",
    "by_project": "各项目分开满",
    "indicator": "指标",
    "timed": "按时序",
    "pace": "各期末应完成",
    "tiers": "分档",
    "ranks": "各名次得分",
    "raters": "谁打分",
    "out_of": "打分满分",
    "quota": "外出要求",
    "late": "迟报",
    "missing": "未报",
    "share": "折入比例",
    "measure": "按什么",
    "percent": "权重（%）",
    "red": "红榜几名",
    "black": "黑榜几名",
    "counts": "按哪些事",
    "clean": "有欠缺的不列红榜",
    "worst": "后几名",
    "best": "前几名",
    "below": "低于多少分",
    "years": "连续几期",
    "on": "对谁",
    "action": "办什么",
    "by": "由谁办",
    "chair": "谁召集",
    "attended_by": "谁参加",
    "output": "结果",
    "stage": "阶段",
    "columns": "列名",
    "flow": "流程",
    "order": "第几步",
    "who": "谁办",
    "only_for": "只对哪些项目",
    "warn": "提前几天预警",
    "label": "名称",
    "first": "前一步",
    "then": "后一步",
    "role": "谁参加",
    "minimum": "至少",
    "per": "在多长时间里",
    "units": "责任单位",
    "members": "成员",
    "criterion": "多出的条件",
}
_BY_PLACE = {
    "reading.choices.*": "做法",
    "indicator.optional.when": "多一个条件的口径",
    "score.optional.when": "改动的口径",
    "score.optional.cap": "改为封顶",
    "score.optional.partial": "改为按比例",
    "score.optional.register": "改为台账以外也计",
    "score.optional.by_project": "改为各项目分开满",
    "list.optional.when": "改动的口径",
    "list.optional.counts": "改为按哪些事",
    "list.optional.clean": "改为有欠缺的不列红榜",
    "performance.optional.when": "改动的口径",
    "performance.optional.counts": "改为按哪些事",
    "score.any.criteria": "一组条件",
    "score.any.when": "这一组的口径",
    "score.any.optional.when": "多一个条件的口径",
    "score.factor.criteria": "乘系数的条件",
    "score.factor.by": "系数",
    "score.percent": "按百分点",
    "carry.by": "怎样合计",
    "organ.role": "职责",
    "duty.number": "文件里的序号",
    "register.rows": "各行从哪里来",
    "register.names": "各行的名称",
    "register.needed": "都要填的列",
    "register.every": "填齐的周期",
    "register.dated": "每期要有日期的列",
    "register.due": "时限的列",
    "register.done": "办结的列",
    "register.unit": "责任单位的列",
    "register.paper": "怎么印",
    "register.signed": "谁签字",
    "trips.ranks": "领导级别",
    "trips.roles": "人员角色",
    "target_row.each": "每个这类单位一行",
    "pair.days": "最多隔几天",
    "stage.days": "限几天",
    "clause.quote": "文件原文",
}


def sheet_name(kind: str) -> str:
    """Return what the sheet (or the section of 基本情况) of a kind of table is called."""
    return SHEETS.get(kind) or SECTIONS.get(kind) or _beginning(KINDS[kind].words if kind in KINDS else kind)


def heading(kind: str, key: str) -> str:
    """Return a key's heading, by itself; ``kind`` is the table that it stands in (``score.any``)."""
    said = KINDS[kind].keys.get(key, "") if kind in KINDS else ""
    return _BY_PLACE.get(f"{kind}.{key}") or _BY_KEY.get(key) or _beginning(said) or key


def inner_name(kind: str) -> str:
    """Return what stands above the columns of a table inside a table."""
    return INNER.get(kind) or (_beginning(KINDS[kind].words) if kind in KINDS else kind)


def inner_kinds(kind: str) -> tuple[str, ...]:
    """Return the tables inside a kind of table: ``score`` has ``score.optional``, ``score.any``, ``score.factor``."""
    return tuple(name for name in KINDS if kind and name.rpartition(".")[0] == kind)


def _beginning(words: str) -> str:
    return re.split(r"[，、：；。（(,;:]", words, maxsplit=1)[0][:14]
