"""Which tables and keys may a rulebook have, and what does each say? docs/规则怎么写.md is made from this."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.model.conduct import MATTERS
from toolkit.model.scheme import QUOTING
from toolkit.schemes.toml_table import CONFIRM

_ID, _CLAUSE = "编号，本规则内不重复", "依据哪一条（[[clause]] 的编号）；不写时就是 id"
_WHEN = "只在某个口径下有效，例如 at_least = included"
_NAME, _WHAT = "名称，印在表上", "做什么，印在日历和公文里"
_CRITERIA = "条件，一行一条，全部满足才算；写法见“条件怎么写”"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: what it is for, in words, and its keys with what each says; ``free`` tables name their own."""

    words: str
    keys: Mapping[str, str]
    free: tuple[str, ...] = ()


_OPTIONAL = Kind("某个口径下多一个条件", {"when": _WHEN, "criterion": "多出的一个条件"})
KINDS: dict[str, Kind] = {
    "": Kind(
        "文件开头：这是谁的、哪一年的文件",
        {
            "id": "规则的名称，命令里用，例如 xishan-2023",
            "title": "文件标题，公文里引用",
            "jurisdiction": "本县（市、区、开发区）的名称",
            "year": "文件的年份",
            "valid": "管哪几年，例如 [2022, 2023]；不写时就是 year 一年",
            "last_year": "管到哪一年（1.0 的写法，请改用 valid）",
            "year_begins": "一年从哪个月算起：上年12月（到本年11月）、4月（到次年3月）；不写时是1月到12月",
            "pace": "序时进度由文件规定的：各季度末（四个）或各月末（十二个）应完成全年目标的百分之几",
            "base_year": "增速从哪一年算起；不写时是上一年",
            "document_number": "文号，没有的写空",
            "office": "办公室的名称，公文的落款",
            "government": "本级政府的名称",
            "target_rows_clause": "目标行依据哪一条",
            "attribute_by": "项目按什么归口：unit 报送单位、industry 行业、territory 属地，先后为序",
            "annexes": "目标表分成几张的，各张的名称",
            "form_columns": "统计表比通用表多出的列，写列名",
            "target_columns": "目标任务分解表里除指标外要有的列",
        },
    ),
    "clause": Kind("条款：编号、行号、原文", {"id": _ID, "line": "在 document.txt 的第几行", "quote": "照抄的原文"}),
    "region": Kind(
        "投资来源从哪里看",
        {
            "clause": _CLAUSE,
            "place": "本县的行政区划代码，六位",
            "within": "“区内”到哪一级为止：县、市、省",
            "home": "本单位自己对“区内”的叫法",
            "abroad": "本单位自己对“境外”的叫法",
        },
    ),
    "sector": Kind(
        "行业：国家标准定不了的，本县自己的词",
        {"clause": _CLAUSE, "industrial": "算工业的词", "emerging": "算新兴产业的词"},
    ),
    "quoted": Kind("哪种公文引哪一条；没有写的不引", {}, tuple(QUOTING)),
    "roster": Kind(
        "文件只写类别、没有列名单的单位",
        {"kind": "单位类别", "expected": "应有几个；文件没有写的写 0", "clause": _CLAUSE},
    ),
    "reading": Kind(
        "口径：文件留下选择的地方",
        {
            "id": _ID,
            "question": "问题，以“？”结尾",
            "default": "现在的做法，choices 里的一个",
            "reason": "为什么这样做，以“。”结尾",
            "clause": _CLAUSE,
            "choices": '可选的做法：每行“名称 = "说明"”',
        },
    ),
    "reading.choices": Kind("可选的做法", {}, ("*",)),
    "indicator": Kind(
        "指标：数什么、合计什么",
        {
            "id": _ID,
            "name": _NAME,
            "unit": "单位：合计金额的写亿元、万元、元等，个数写个、家、项，比例写 %",
            "count": "true：数项目个数",
            "sum": "合计台账的哪一列",
            "ratio": "两个指标相除：[分子, 分母]",
            "growth_of": "比基数的年均增长：哪个指标",
            "extends": "在哪个指标的条件上再加条件",
            "criteria": _CRITERIA,
            "optional": "某个口径下多一个条件",
            "target": '本级的目标：金额连单位写 "20亿元"，或只写元数；比例写 0.3',
            "grow": "目标是基数增长多少，例如 0.1",
            "pace": "这个指标另有规定的序时进度：各季度末（四个）或各月末（十二个）应完成百分之几",
            "header": "目标表里这一列的名称，可以几个",
            "clause": _CLAUSE,
            "note": "说明，印在“依据”页",
        },
    ),
    "indicator.optional": _OPTIONAL,
    "target_row": Kind(
        "目标行：谁领任务，哪些项目归它",
        {
            "group": "组名；each 的可以写 {unit}",
            "each": "每个这一类的单位各一行（写了它，只写 group）",
            "lead_unit": "牵头单位，在 units.csv 里",
            "scope": "同一单位有几行的，写明是哪一块",
            "industries": "按行业归口的词",
            "keywords": "按行业或项目名称归口的词，文件里的原话",
            "sections": "按国民经济行业分类归口：门类或大类，例如 F、C20",
        },
    ),
    "disputed": Kind(
        "几行都说得通、要人裁定的词",
        {"words": "哪些词", "rows": "可能归哪几行", "nobody": "true：哪一行也不归", "clause": _CLAUSE},
    ),
    "deadline": Kind(
        "期限",
        {
            "id": _ID + "；统计表的写 statistics",
            "what": _WHAT,
            "rule": "day_of_month 每期几号，after_event 某事之后几天",
            "day": "几号；31 是最后一天",
            "months_after": "期间之后第几个月：0 本月，1 次月",
            "days": "after_event 的天数",
            "working": "true：按工作日算",
            "every": "month 每月、quarter 每季度、half_year 每半年、year 每年；每半月的写两节，day = 15 和 day = 31",
            "sender": "谁报",
            "receiver": "报给谁",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "route": Kind(
        "外出审批程序",
        {
            "rank": "带队领导的级别：处级、科级，或不限",
            "steps": '谁、做什么，依次：[["县长", "批准"]]',
            "filed_with": "报谁备案",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "sample_row": Kind("空白表里印的例子", {"name": "项目名称", "investor": "项目方", "contact": "项目负责人"}),
    "score": Kind(
        "计分：什么得几分",
        {
            "id": _ID,
            "name": _NAME,
            "kind": "基础分、加分、突出贡献奖励分、扣分、一票否决",
            "source": "分从哪里来，见“分从哪里来”",
            "event": "计分台账“事项”一栏、评分表“评分项”一栏的写法",
            "points": "每满一个 step 得几分；完成率、评分等写满分。可以有小数，扣分也写正数",
            "step": "每满多少；不写是 1",
            "column": "按台账哪一列的数计，例如 fdi_usd；不写按件数",
            "every": "在多长时间里累计：month、quarter、year",
            "cap": "一段时间里最多几分，扣分的最多扣几分",
            "floor": "最少几分",
            "partial": "true：不满一个 step 的按比例",
            "evidence": "要有什么佐证",
            "kinds": "只给哪几类单位计；不写都计",
            "any": "source = ledger 的：满足其中一组条件就算",
            "factor": "满足条件的项目乘一个系数",
            "once_among": "同一个写法的几项，一个项目只计分最高的一项",
            "once": "true：同一单位、同一内容的事只计一次",
            "dated_by": "按哪个日期归到季度、月份：signed_on、started_on、moved_in_on",
            "within_years": "认定期限：dated_by 的日期在签约后几年以内才算",
            "indicator": "按哪个指标",
            "timed": "true：按时序目标（目标×序时进度）",
            "pace": "各季度末（四个）或各月末（十二个）应完成目标的百分之几",
            "percent": "true：超目标的部分按百分点计",
            "tiers": '分档：[["100%", 100], ["80%", 75]]',
            "ranks": "第一、二、三……名各几分",
            "raters": "哪几类单位打分，各占多少；不写是全部打分的平均",
            "out_of": "打分满分是多少；不写是 100",
            "quota": "哪一项外出要求（[[quota]] 的编号）",
            "late": "迟报一次计几分",
            "missing": "未报一次计几分",
            "register": "计分台账以外也计的记录：trips 出行台账里的外出，packaged 填了“是否策划包装”的项目",
            "by_project": "true：每个项目各自满 step 才算，不合计",
            "optional": "某个口径下改 cap、partial、register、by_project",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "score.optional": Kind(
        "某个口径下改封顶、按比例等",
        {
            "when": _WHEN,
            "cap": "最多几分",
            "partial": "true：按比例",
            "register": "计分台账以外也计的记录",
            "by_project": "true：每个项目各自满 step 才算",
        },
    ),
    "score.any": Kind("一组条件", {"criteria": _CRITERIA, "when": _WHEN, "optional": "某个口径下多一个条件"}),
    "score.any.optional": _OPTIONAL,
    "score.factor": Kind("系数", {"criteria": _CRITERIA, "by": "乘以多少，例如 1.2、0.5"}),
    "score_cap": Kind(
        "一类分合起来的封顶",
        {
            "id": _ID,
            "kind": "哪一类：加分、扣分等",
            "points": "合起来最多几分",
            "every": "在多长时间里：month、quarter、year",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "carry": Kind(
        "季度得分怎样折入年度",
        {
            "id": _ID,
            "name": _NAME,
            "share": "折入多少，70% 写 0.7",
            "by": "mean 按各季度平均，sum 按各季度合计",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "weight": Kind(
        "综合指数里各指标的权重，合计 100",
        {
            "id": _ID,
            "name": _NAME,
            "indicator": "哪个指标",
            "measure": "completion 按完成率（最多计100%的加口径 index_cap = full），value 按数值本身",
            "percent": "权重，百分之几",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "list": Kind(
        "红黑榜",
        {
            "id": "tasks 按报送和外出，其他按综合指数",
            "name": _NAME,
            "every": "month、quarter、year",
            "red": "红榜取前几名",
            "black": "黑榜取后几名",
            "counts": f"id = tasks 的按哪些事：{'、'.join(MATTERS[:-1])}；不写都算",
            "clean": "true：有欠缺的（指标进度：有欠进度的）不列红榜",
            "optional": "某个口径下改 counts、clean",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "list.optional": Kind(
        "某个口径下改按哪些事、有欠缺的列不列",
        {"when": _WHEN, "counts": "按哪些事", "clean": "true：有欠缺的不列红榜"},
    ),
    "performance": Kind(
        "全年办事情况汇总成什么，例如年底绩效考核依据",
        {
            "id": _ID,
            "name": _NAME,
            "counts": f"汇总哪些事：{'、'.join(MATTERS)}",
            "optional": "某个口径下改 counts",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "performance.optional": Kind("某个口径下改汇总哪些事", {"when": _WHEN, "counts": "汇总哪些事"}),
    "consequence": Kind(
        "名次或得分带来的后果，只作建议",
        {
            "id": _ID,
            "name": _NAME,
            "worst": "后几名",
            "best": "前几名",
            "below": "低于多少分",
            "every": "quarter 按季度的名次，year 按年度的",
            "years": "连续几年；every = quarter 的是连续几个季度",
            "kinds": "只对哪几类单位",
            "on": "对谁",
            "by": "由谁办",
            "action": "办什么",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "meeting": Kind(
        "会议、督查、通报",
        {
            "id": _ID,
            "what": _WHAT,
            "every": "month、quarter、half_year、year，或 occasion 不定期",
            "day": "几号；不写是最后一天",
            "chair": "谁召集",
            "attended_by": "谁参加",
            "output": "结果是什么",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "stage_need": Kind(
        "项目到了哪个阶段，必须填哪些列",
        {
            "stage": "从哪个阶段起：签约、注册、开工、投产",
            "columns": "列名，例如 开工日期、到位资金",
            "clause": _CLAUSE,
        },
    ),
    "stage": Kind(
        "项目办理的环节",
        {
            "id": _ID,
            "flow": "属于哪个流程",
            "order": "第几步",
            "name": _NAME,
            "who": "谁办",
            "output": "结果是什么",
            "only_for": "只对哪些项目",
            "days": "限几天",
            "warn": "提前几天预警",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "pair": Kind(
        "前后衔接的两步",
        {
            "id": _ID,
            "label": _NAME,
            "first": "前一步",
            "then": "后一步",
            "days": "相隔最多几天",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "quota": Kind(
        "外出次数的要求",
        {
            "id": _ID,
            "what": _WHAT,
            "kinds": "哪几类单位；不写是牵头单位",
            "role": "谁带队才算：主要负责人、分管负责人；不写不限",
            "measure": "trips 次数、visits 拜访企业、leads 线索、days 天数",
            "minimum": "至少多少",
            "per": "在多长时间里：trip 每次、month、quarter、half_year、year",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "duty": Kind(
        "责任分工",
        {
            "id": _ID,
            "number": "文件里的序号，例如（三），印在责任分工表上",
            "what": _WHAT,
            "units": "责任单位",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "class": Kind(
        "项目库的类别",
        {"name": _NAME, "words": "行业里有这些词的归这一类", "clause": _CLAUSE, "when": _WHEN, "id": _ID},
    ),
    "register": Kind(
        "要建的台账、名册、表格",
        {
            "id": _ID,
            "name": _NAME,
            "kind": "library 库、roster 名册、form 表格、checklist 清单",
            "columns": "有哪些列",
            "rows": "办公室自己记的台账，各行从哪里来，见“台账的各行从哪里来”；不写的不是台账",
            "names": "rows = names 的：每个名称一行",
            "kinds": "rows = units 的：哪几类单位；不写是全部单位",
            "criteria": "rows = projects 的：" + _CRITERIA,
            "needed": "每一行都要填的列",
            "every": "到期限最后一天要填齐：month、quarter、half_year、year；不写的，动了笔的行要填齐",
            "dated": "每期都要有一个日期落在这一列，例如 走访日期",
            "due": "各行自己的时限写在哪一列",
            "done": "这一列填了就是办结",
            "unit": "责任单位写在哪一列",
            "paper": "怎么印成 Word：table 一张表，each 一行一份；不写不印",
            "signed": "印成 Word 的，下面谁签字",
            "clause": _CLAUSE,
            "when": _WHEN,
        },
    ),
    "occasion": Kind("要参加的活动", {"name": _NAME, "clause": _CLAUSE, "when": _WHEN, "id": _ID}),
    "organ": Kind(
        "机构",
        {"name": _NAME, "role": "做什么", "members": "有谁", "clause": _CLAUSE, "when": _WHEN, "id": _ID},
    ),
}
# Every table may say what a person has to confirm; a rulebook with such a key is not used before.
CONFIRM_SAID = "待确认：要人看过的话；看过、改好以后删去"
KINDS.update(
    {name: replace(kind, keys={**kind.keys, CONFIRM: CONFIRM_SAID}) for name, kind in KINDS.items() if not kind.free}
)
TOP = tuple(name for name in KINDS if name and "." not in name)
