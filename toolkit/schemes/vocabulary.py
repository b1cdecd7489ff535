"""Which tables and keys may a rulebook have, and what does each say? docs/规则怎么写.md is made from this."""

from msgspec.structs import replace

from toolkit.model.scheme import QUOTING
from toolkit.schemes.toml_table import CONFIRM
from toolkit.schemes.vocabulary_kinds import CLAUSE, CRITERIA, ID, NAME, OPTIONAL, OWN_CLAUSE, WHAT, WHEN, Kind
from toolkit.schemes.vocabulary_scoring import SCORING

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
            "unit_word": "计分台账、计分表里对被考核单位的叫法：单位、部门、部室、乡镇等；不写时是 单位",
            "target_rows_clause": "目标行依据哪一条",
            "attribute_by": "项目按什么归属：unit 报送单位、industry 行业、territory 属地，先后为序",
            "annexes": "目标表分成几张的，各张的名称",
            "form_columns": "统计表比通用表多出的列，写列名",
            "target_columns": "目标任务分解表里除指标外要有的列",
        },
    ),
    "clause": Kind(
        "条款：编号、行号、原文",
        {
            "id": ID,
            "line": "在 document.txt 的第几行",
            "quote": "照抄的原文",
            "only_text": "只作文字、不据以计算也不提醒的，写明为什么；显示时标〔文字〕",
        },
    ),
    "region": Kind(
        "投资来源从哪里看",
        {
            "clause": OWN_CLAUSE,
            "place": "本县的行政区划代码，六位",
            "within": "“区内”到哪一级为止：县、市、省",
            "home": "本单位自己对“区内”的叫法",
            "abroad": "本单位自己对“境外”的叫法",
        },
    ),
    "sector": Kind(
        "行业：国家标准定不了的，本县自己的词",
        {"clause": OWN_CLAUSE, "industrial": "算工业的词", "emerging": "算新兴产业的词"},
    ),
    "quoted": Kind("哪种公文引哪一条；没有写的不引", {}, tuple(QUOTING)),
    "roster": Kind(
        "文件只写类别、没有列名单的单位",
        {"kind": "单位类别", "expected": "应有几个；文件没有写的写 0", "clause": OWN_CLAUSE},
    ),
    "reading": Kind(
        "口径：文件留下选择的地方",
        {
            "id": ID,
            "question": "问题，以“？”结尾",
            "default": "现在的做法，choices 里的一个",
            "reason": "为什么这样做，以“。”结尾",
            "clause": OWN_CLAUSE,
            "choices": '可选的做法：每行“名称 = "说明"”',
        },
    ),
    "reading.choices": Kind("可选的做法", {}, ("*",)),
    "indicator": Kind(
        "指标：数什么、合计什么",
        {
            "id": ID,
            "name": NAME,
            "unit": "单位：合计金额的写亿元、万元、元等，个数写个、家、项，比例写 %",
            "count": "true：数项目个数",
            "sum": "合计台账的哪一列",
            "equal": "几种金额折算成个数，相加：每2亿元或500万美元计1个",
            "factor": "满足条件的项目乘一个系数",
            "ratio": "两个指标相除：[分子, 分母]",
            "growth_of": "比基数的年均增长：哪个指标",
            "extends": "在哪个指标的条件上再加条件",
            "criteria": CRITERIA,
            "optional": "某个口径下多一个条件",
            "target": '本级的目标：金额连单位写 "20亿元"，或只写元数；比例写 0.3',
            "grow": "目标是基数增长多少，例如 0.1",
            "each_target": "每个单位的目标，各单位一样的：金额连单位写；目标表里另有的，按目标表",
            "class_targets": '各类单位的目标：[["园区", "5亿元"], ["乡镇", "1亿元"]]；没有列的类别按 each_target',
            "pace": "这个指标另有规定的序时进度：各季度末（四个）或各月末（十二个）应完成百分之几",
            "header": "目标表里这一列的名称，可以几个",
            "remark_words": "目标表“备注”里怎么写它的计划数，例如 标准厂房（备注写“新建标准厂房10万平方米”的另列）",
            "official": "本级的数由谁发布，例如 海关；办公室登记在 官方数据.xlsx 里的，按口径 official_figures 采用",
            "clause": CLAUSE,
            "note": "说明，印在“依据”页",
        },
    ),
    "indicator.optional": OPTIONAL,
    "indicator.equal": Kind(
        "每多少计1个",
        {
            "column": "台账的哪一列，例如 投资总额、合同外资",
            "amount": "多少计1个，连单位写，例如 2亿元、500万美元",
            "criteria": "只算哪些项目：" + CRITERIA,
        },
    ),
    "indicator.factor": Kind("系数", {"criteria": CRITERIA, "by": "乘以多少，例如 工业 1.2、线索 0.5"}),
    "target_row": Kind(
        "目标任务项：谁领任务，哪些项目归它",
        {
            "group": "组名；each 的可以写 {unit}",
            "each": "每个这一类的单位各一行（写了它，只写 group）",
            "lead_unit": "牵头单位，在 units.csv 里",
            "scope": "同一单位有几行的，写明是哪一块",
            "industries": "按行业归属的词",
            "keywords": "按行业或项目名称归属的词，文件里的原话",
            "sections": "按国民经济行业分类归属：门类或大类，例如 F、C20",
        },
    ),
    "disputed": Kind(
        "几行都说得通、要人裁定的词",
        {"words": "哪些词", "rows": "可能归哪几行", "nobody": "true：哪一行也不归", "clause": OWN_CLAUSE},
    ),
    "deadline": Kind(
        "期限",
        {
            "id": ID + "；统计表的写 statistics",
            "what": WHAT,
            "rule": "day_of_month 每期几号，after_event 某事之后几天",
            "day": "几号；31 是最后一天；每半月的不写",
            "months_after": "期间之后第几个月：0 本月，1 次月",
            "days": "after_event 的天数；每半月的，15日、最后一天之后几天报，不写是当天",
            "working": "true：按工作日算",
            "every": "half_month 每半月、month 每月、quarter 每季度、half_year 每半年、year 每年",
            "sender": "谁报",
            "receiver": "报给谁",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "route": Kind(
        "外出审批程序",
        {
            "rank": "带队领导的级别：处级、科级（[trips] 写了 ranks 的，写里面的级别），或不限",
            "steps": '谁、做什么，依次：[["县长", "批准"]]',
            "filed_with": "报谁备案",
            "unwritten": "true：文件没有写审批程序，是办公室定的；不引原文，没有批准的不记履职",
            "clause": OWN_CLAUSE,
            "when": WHEN,
        },
    ),
    "trips": Kind(
        "外出人员的叫法：领导的级别、参加人员的角色",
        {
            "ranks": "带队领导有哪几个级别，外出招商台账“级别”一列的下拉；不写的是处级、科级",
            "roles": "参加人员有哪几种角色，带队领导、队员、企业项目负责人以外的；不写的是主要负责人、分管负责人",
            "clause": OWN_CLAUSE,
        },
    ),
    "sample_row": Kind("空白表里印的例子", {"name": "项目名称", "investor": "项目方", "contact": "项目负责人"}),
    **SCORING,
    "column": Kind(
        "自有列：统计表上本县自己要加的列，填报、汇总、条件、计分都能用",
        {
            "heading": "列名，不带单位；条件里就写这个列名",
            "synonyms": "单位可能写成的别的列名",
            "kind": "amount 金额、number 数、yes_no 是否、date 日期、text 文字、choice 几种里选一种",
            "unit": "amount 的单位（万元、亿元、万美元；不写是亿元），number 的单位（人、户、亩、%；可以不写）",
            "words": "choice 的：可以填哪几种",
            "hint": "空白表上这一列的提示：填什么",
            "required": "true：每个项目都要填，空着的请单位补填；不写的是选填",
        },
    ),
    "meeting": Kind(
        "会议、督查、通报",
        {
            "id": ID,
            "what": WHAT,
            "every": "month、quarter、half_year、year，或 occasion 不定期",
            "day": "几号；不写是最后一天",
            "chair": "谁召集",
            "attended_by": "谁参加",
            "output": "结果是什么",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "stage_need": Kind(
        "项目到了哪个阶段，必须填哪些列",
        {
            "stage": "从哪个阶段起：签约、注册、开工、投产",
            "columns": "列名，例如 开工日期、到位资金",
            "clause": OWN_CLAUSE,
        },
    ),
    "stage": Kind(
        "项目办理的环节",
        {
            "id": ID,
            "flow": "属于哪个流程",
            "order": "第几步",
            "name": NAME,
            "who": "谁办",
            "output": "结果是什么",
            "only_for": "只对哪些项目",
            "days": "限几天",
            "warn": "提前几天预警",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "pair": Kind(
        "前后衔接的两步",
        {
            "id": ID,
            "label": NAME,
            "first": "前一步",
            "then": "后一步",
            "days": "相隔最多几天",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "quota": Kind(
        "外出次数的要求",
        {
            "id": ID,
            "what": WHAT,
            "kinds": "哪几类单位；不写是牵头单位",
            "role": "谁参加才算：主要负责人、分管负责人（[trips] 写了 roles 的，写里面的角色）；不写不限",
            "measure": "trips 次数、visits 拜访企业、leads 线索、days 天数",
            "minimum": "至少多少",
            "per": "在多长时间里：trip 每次、month、quarter、half_year、year",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "duty": Kind(
        "责任分工",
        {
            "id": ID,
            "number": "文件里的序号，例如（三），印在责任分工表上",
            "what": WHAT,
            "units": "责任单位",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "class": Kind(
        "项目库的类别",
        {"name": NAME, "words": "行业里有这些词的归这一类", "clause": CLAUSE, "when": WHEN, "id": ID},
    ),
    "register": Kind(
        "要建的台账、名册、表格",
        {
            "id": ID,
            "name": NAME,
            "kind": "library 库、roster 名册、form 表格、checklist 清单",
            "columns": "有哪些列",
            "rows": "办公室自己记的台账，各行从哪里来，见“台账的各行从哪里来”；不写的不是台账",
            "names": "rows = names 的：每个名称一行",
            "kinds": "rows = units 的：哪几类单位；不写是全部单位",
            "criteria": "rows = projects 的：" + CRITERIA,
            "needed": "每一行都要填的列",
            "every": "到期限最后一天要填齐：month、quarter、half_year、year；不写的，动了笔的行要填齐",
            "dated": "每期都要有一个日期落在这一列，例如 走访日期",
            "due": "各行自己的时限写在哪一列",
            "done": "这一列填了就是办结",
            "unit": "责任单位写在哪一列",
            "paper": "怎么印成 Word：table 一张表，each 一行一份；不写不印",
            "signed": "印成 Word 的，下面谁签字",
            "clause": CLAUSE,
            "when": WHEN,
        },
    ),
    "occasion": Kind("要参加的活动", {"name": NAME, "clause": CLAUSE, "when": WHEN, "id": ID}),
    "organ": Kind(
        "机构",
        {"name": NAME, "role": "做什么", "members": "有谁", "clause": CLAUSE, "when": WHEN, "id": ID},
    ),
}
# Every table may say what a person has to confirm; a rulebook with such a key is not used before.
CONFIRM_SAID = "待确认：要人看过的话；看过、改好以后删去"
KINDS.update(
    {name: replace(kind, keys={**kind.keys, CONFIRM: CONFIRM_SAID}) for name, kind in KINDS.items() if not kind.free}
)
TOP = tuple(name for name in KINDS if name and "." not in name)
