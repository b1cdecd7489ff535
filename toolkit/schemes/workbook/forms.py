"""How are the values of each key written on the sheets of 规则.xlsx, and which words does a drop-down offer?

A key that is not named here is a text; what is no text is then written as toml behind 原样：, so that nothing is lost.
"""

from collections.abc import Iterable, Mapping

from toolkit.model.conduct import MATTERS
from toolkit.model.kept_books import PAPERS, ROWS
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.own_columns import OWN_KINDS
from toolkit.model.regions import WITHIN
from toolkit.model.scoring import REGISTERED, SCORE_KINDS, SOURCES
from toolkit.model.stage_needs import NEEDED
from toolkit.model.stages import STAGES
from toolkit.model.trip_register import LEADER, RANKS, ROLES
from toolkit.schemes import deadlines, practice, registers, rules, score_rules
from toolkit.schemes.criteria import DATES, MEASURES
from toolkit.schemes.toml_table import CONFIRM
from toolkit.schemes.workbook.values import Form
from toolkit.schemes.workbook.words import UNITS

_SPANS = {
    "trip": "每次外出",
    "month": "每月",
    "half_month": "每半月",
    "fortnight": "每半月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
    "occasion": "不定期",
}
_SOURCE_WORDS = {
    "events": "计分台账",
    "ledger": "项目台账",
    "completion": "完成率",
    "value": "指标数值",
    "excess": "超目标部分",
    "tiers": "分档",
    "efficacy": "功效系数",
    "rank": "名次",
    "index": "综合指数",
    "rating": "评分表",
    "quota": "外出要求",
    "timeliness": "报送情况",
}
_COLUMNS = {one.field: one.heading.partition("（")[0] for one in LEDGER_COLUMNS}
_WAYS = {"unit": "报送单位", "industry": "行业", "territory": "属地"}
_TARGET_COLUMNS = {
    "group": "组名",
    "leader": "责任领导",
    "deputies": "副职",
    "lead_unit": "牵头单位",
    "scope": "哪一块",
    "supporting": "配合单位",
    "remark": "备注",
}


def _offered(codes: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    return {code: words.get(code, code) for code in codes if code}


def _choice(codes: Iterable[str], words: Mapping[str, str] | None = None, shape: str = "choice") -> Form:
    return Form(shape, _offered(codes, words or {}))


def _columns(codes: Iterable[str], shape: str = "choice") -> Form:
    """Return how a column of the ledger is named: one of these, or one that the rulebook declares itself."""
    return Form(shape, _offered(codes, _COLUMNS), more=True)


_SCORE_SPANS = _choice(score_rules.SPANS, _SPANS)
_NUMBER, _YES_NO, _WORDS, _LINES = Form("number"), Form("yes_no"), Form("words"), Form("lines")
_FORMS = {
    **dict.fromkeys(
        (
            "year",
            "last_year",
            "base_year",
            "line",
            "expected",
            "grow",
            "day",
            "months_after",
            "days",
            "points",
            "cap",
            "cap_each",
            "base",
            "floor",
            "within_years",
            "out_of",
            "late",
            "missing",
            "share",
            "percent",
            "red",
            "black",
            "worst",
            "best",
            "below",
            "reaches",
            "times",
            "least",
            "up",
            "down",
            "years",
            "order",
            "warn",
            "minimum",
        ),
        _NUMBER,
    ),
    **dict.fromkeys(
        (
            "count",
            "nobody",
            "working",
            "partial",
            "once",
            "timed",
            "clean",
            "by_project",
            "required",
            "unwritten",
        ),
        _YES_NO,
    ),
    **dict.fromkeys(
        (
            "annexes",
            "form_columns",
            "home",
            "abroad",
            "industrial",
            "emerging",
            "header",
            "remark_words",
            "industries",
            "keywords",
            "sections",
            "words",
            "kinds",
            "columns",
            "units",
            "members",
            "names",
            "needed",
            "signed",
            "synonyms",
            "ratio",
            "regions",
        ),
        _WORDS,
    ),
    **dict.fromkeys(("criteria", "rows", "where"), _LINES),
    **dict.fromkeys(("valid", "pace", "ranks"), Form("numbers")),
    **dict.fromkeys(("tiers", "raters"), Form("shares")),
    **dict.fromkeys(("sum", "column"), _columns(MEASURES)),
    "counts": _choice(MATTERS, None, "choices"),
    "register": _choice(REGISTERED, {"trips": "外出", "packaged": "策划包装"}),
    "steps": Form("pairs"),
    **dict.fromkeys(("target", "each_target", "step", "above"), Form("amount")),
    "class_targets": Form("sizes"),
    CONFIRM: Form("remark"),
    "rule": _choice(deadlines.RULES, {"day_of_month": "每期几号", "after_event": "某事之后几天"}),
    "source": _choice(SOURCES, _SOURCE_WORDS),
    "rank": Form("choice", _offered((*RANKS, rules.ANY_RANK), {}), more=True),
    "within": _choice(WITHIN),
    "attribute_by": _choice(_WAYS, _WAYS, "choices"),
    "target_columns": _choice(_TARGET_COLUMNS, _TARGET_COLUMNS, "choices"),
    "stage": _choice(STAGES),
    "dated_by": _columns(DATES),
    "column.kind": _choice(
        OWN_KINDS,
        {
            "amount": "金额",
            "number": "数",
            "yes_no": "是否",
            "date": "日期",
            "text": "文字",
            "choice": "几种里选一种",
        },
    ),
    "deadline.every": _choice(deadlines.SPANS, _SPANS),
    "meeting.every": _choice(practice.SPANS, _SPANS),
    **dict.fromkeys(("consequence.every", "grade.every", "grade_change.every"), _choice(("quarter", "year"), _SPANS)),
    "every": _SCORE_SPANS,
    "score.kind": _choice(SCORE_KINDS),
    "score_cap.kind": _choice(SCORE_KINDS),
    "score.percent": _YES_NO,
    "score.factor.by": _NUMBER,
    "indicator.factor.by": _NUMBER,
    "indicator.equal.amount": Form(),
    "score.rank": Form(),
    "carry.by": _choice(("mean", "sum"), {"mean": "平均", "sum": "合计"}),
    "weight.measure": _choice(("completion", "value"), {"completion": "完成率", "value": "数值"}),
    "quota.measure": _choice(
        practice.MEASURES, {"trips": "次数", "visits": "拜访企业", "leads": "线索", "days": "天数"}
    ),
    "quota.role": Form("choice", _offered((LEADER, *ROLES), {}), more=True),
    "trips.ranks": _WORDS,
    "roles": _WORDS,
    "per": _choice(("trip", "month", "quarter", "half_year", "year"), _SPANS),
    "register.rows": _choice(
        ROWS,
        {
            "duties": "责任分工",
            "organs": "机构",
            "occasions": "活动",
            "units": "单位",
            "groups": "招商组",
            "names": "写明的名称",
            "projects": "满足条件的项目",
            "none": "办公室自己填",
        },
    ),
    "register.every": _choice(registers.EVERY, _SPANS),
    "register.paper": _choice(PAPERS, {"table": "一张表", "each": "一行一份"}),
    "register.unit": Form(),
    "register.kind": _choice(registers.KINDS, {"library": "库", "roster": "名册", "form": "表格", "checklist": "清单"}),
    "stage_need.columns": _columns(NEEDED, "choices"),
}
# Which sheet's first column a text is taken from: a drop-down that grows with that sheet.
_REFERS = {
    "clause": "clause",
    "target_rows_clause": "clause",
    "indicator": "indicator",
    "growth_of": "indicator",
    "extends": "indicator",
    "quota": "quota",
    "lead_unit": UNITS,
}


def form(kind: str, key: str) -> Form:
    """Return how a key's values are written; a key that nobody has described is a text."""
    return _FORMS.get(f"{kind}.{key}") or _FORMS.get(key, Form())


def refers(kind: str, key: str) -> str:
    """Return the kind of table (or 单位) whose first column a key names, '' for none."""
    return "" if kind in ("score", "quota", "consequence") and key == "kind" else _REFERS.get(key, "")
