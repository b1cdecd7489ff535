"""Which clause does each figure rest on, and which readings were chosen? The sheet 依据."""

from collections.abc import Mapping, Sequence

from toolkit.model.clause import Citation
from toolkit.model.corrections import EMPTY_CELL, Applied
from toolkit.model.decisions import Decision
from toolkit.model.ledger import Consolidation
from toolkit.model.money import in_yi
from toolkit.model.official import OfficialFigure, in_force
from toolkit.model.pending import Pending
from toolkit.model.scheme import Deadline, Indicator, Reading, Scheme, TargetRow
from toolkit.workbooks.sheet.indicator_words import words
from toolkit.workbooks.sheet.page import Page, Value, lines_needed

NAME = "依据"
LAST_DAY = 31  # of any month
_WIDTHS = (30.0, 9.0, 6.0, 46.0, 46.0, 26.0)
_LAST = len(_WIDTHS) - 1
Headings = tuple[str, str, str, str, str, str]
Line = tuple[Value, Value, Value, Value, Value, Value]


def write_basis(page: Page, result: Consolidation, told: str = "") -> None:
    """Write each figure's clause and formula in words, each reading with its reason, each deadline.

    ``told`` is what else has to be known about the figures.
    """
    scheme = result.scheme
    page.span(0, 0, 0, _LAST, f"{scheme.jurisdiction}{result.period.label}招商引资汇总的依据", "title")
    page.height(0, 32)
    page.widths(*_WIDTHS)
    source = f"依据文件：{scheme.cited_title}"
    page.span(1, 0, 1, _LAST, f"{source}。“行”指文件文本的行号。", "subtitle")
    if told:
        page.span(2, 0, 2, _LAST, told, "subtitle", "left", "bold")
        page.height(2, 6 + 14.0 * lines_needed(told, sum(_WIDTHS)))
    row = 3
    for title, headings, rows in [*_blocks(result), _answered(result), _corrected(result), _only_text(scheme)]:
        row = _table(page, row, title, headings, rows)
    page.printed("A4", row - 2, _LAST, None, scheme.imprint)


def _blocks(result: Consolidation) -> list[tuple[str, Headings, list[Line]]]:
    scheme = result.scheme
    pending = {variance.indicator.id: variance.pending for variance in result.county}
    stated = in_force(result.official, scheme, result.period)
    return [
        (
            "一、指标",
            ("指标", "条款", "行", "文件原文", "怎么算", f"{scheme.whole}目标"),
            [_indicator(one, scheme, pending.get(one.id), stated.get(one.id)) for one in scheme.indicators],
        ),
        (
            "二、文件没有写明、按下列办法处理的",
            ("问题", "条款", "行", "可选的办法", "理由", "现在采用"),
            [_reading(reading) for reading in scheme.readings],
        ),
        (
            "三、时限",
            ("事项", "条款", "行", "文件原文", "由谁报给谁", "时限"),
            [_deadline(deadline) for deadline in scheme.deadlines],
        ),
        (
            "四、项目归属哪个目标任务项",
            ("目标任务项", "条款", "行", "行业", "项目名称或行业中的字样", "台账中的写法"),
            [_target_row(row) for row in scheme.target_rows],
        ),
    ]


def _answered(result: Consolidation) -> tuple[str, Headings, list[Line]]:
    """What was in doubt and has been decided by the office: it stands in figures, so it stands here."""
    answered = [one for one in result.decisions if one.answer]
    return (
        "五、拿不准的地方，由办公室裁定的",
        ("编号", "种类", "", "情况", "裁定", "裁定人、日期"),
        [_decision(one) for one in sorted(answered, key=lambda one: (one.question, one.id))],
    )


def _corrected(result: Consolidation) -> tuple[str, Headings, list[Line]]:
    """What the office corrected itself, because the unit did not: it stands in figures, so it stands here."""
    rows = sorted(result.corrections, key=lambda one: (one.unit, one.project, one.correction.field))
    return (
        "六、由办公室更正的数（项目库“更正”）",
        ("单位、项目", "字段", "", "原报、更正为", "理由", "更正人、日期"),
        [_correction(one) for one in rows],
    )


def _only_text(scheme: Scheme) -> tuple[str, Headings, list[Line]]:
    """What the document says and nothing here is counted, asked or watched by, and why."""
    return (
        "七、只作文字、不据以计算也不提醒的",
        ("条款", "标记", "行", "文件原文", "为什么", ""),
        [(one.id, "〔文字〕", _line(one), one.quote, one.only_text, "") for one in scheme.citations if one.only_text],
    )


def _correction(one: Applied) -> Line:
    said = one.correction
    change = f"从{said.since.label}起：{one.was or EMPTY_CELL} → {said.line.value}（{one.cell}）"
    return f"{one.unit} {one.project}", said.heading, None, change, said.line.reason, said.who


def _decision(one: Decision) -> Line:
    who = "，".join(part for part in (one.decided_by, one.decided_on) if part)
    kept = f"{one.answer}（词典）" if one.in_dictionary else one.answer
    return one.id, one.question.value, None, one.situation, kept, who


def _table(page: Page, row: int, title: str, headings: Headings, rows: Sequence[Line]) -> int:
    """Write one block and return the row where the next one starts; nothing for an empty block."""
    if not rows:
        return row
    page.span(row, 0, row, _LAST, title, "section")
    page.height(row, 22)
    page.row(row + 1, list(headings), "header")
    page.height(row + 1, 20)
    for place, values in enumerate(rows, start=row + 2):
        for column, value in enumerate(values):
            page.put(place, column, value, "cell", "wrap", "center" if column in (1, 2) else "left")
        needed = max(lines_needed(str(value or ""), width) for value, width in zip(values, _WIDTHS, strict=True))
        page.height(place, max(20, min(400.0, 14.0 * needed + 4)))
    return row + 2 + len(rows) + 1


def _indicator(
    indicator: Indicator, scheme: Scheme, pending: Pending | None, stated: OfficialFigure | None = None
) -> Line:
    formula = words(indicator, scheme) + (f"。{indicator.note}" if indicator.note else "")
    if stated is not None:
        formula = f"{stated.said}，不用统计表合计"
    elif pending is not None:
        formula = f"{formula.rstrip('。')}。{certainty(pending)}"
    name = f"{indicator.name}（{indicator.unit}）"
    citation = indicator.citation
    return name, citation.id, _line(citation), citation.quote, formula, target_words(indicator)


def certainty(pending: Pending) -> str:
    """Return of how many counted projects it is certain whether they are in a figure, and what the others lack."""
    return f"计入汇总的项目中：确定 {pending.certain} 个，待答 {pending.asked} 个，没有填 {pending.absent} 个"


def target_words(indicator: Indicator) -> str:
    """Return the county's target as people say it: ``55 亿元``, ``30%``, or 「未设」."""
    target = indicator.target
    if target is None:
        return "未设"
    if indicator.is_ratio or indicator.unit == "%":
        return f"{round(target * 100, 2):g}%"
    if indicator.unit == "亿元":
        return f"{in_yi(int(target))} 亿元"
    return f"{target / indicator.scale:g} {indicator.unit}"


def _choices(choices: Mapping[str, str], value: str) -> str:
    return "\n".join(f"{'●' if key == value else '○'} {meaning}" for key, meaning in choices.items())


def _line(citation: Citation) -> Value:
    return citation.line or None


def _reading(reading: Reading) -> Line:
    choices = _choices(reading.choices, reading.value)
    citation = reading.citation
    return reading.question, citation.id, _line(citation), choices, reading.reason, reading.meaning


def _target_row(row: TargetRow) -> Line:
    industries, keywords = "、".join(row.industries), "、".join(row.keywords)
    return f"{row.group} {row.label}", row.citation.id, _line(row.citation), industries, keywords, row.key


def _deadline(deadline: Deadline) -> Line:
    if deadline.rule == "day_of_month":
        month = {0: "当月", 1: "次月"}.get(deadline.months_after, f"{deadline.months_after} 个月后")
        every = {"quarter": "每季度", "half_year": "每半年", "year": "每年"}.get(deadline.every, "")
        day = "最后一天" if deadline.day == LAST_DAY else f"{deadline.day} 日"
        when = f"{every and f'{every}，'}{month} {day}前"
    else:
        when = f"结束后 {deadline.days} {'个工作日' if deadline.working else '天'}内"
    when += {"next": "，遇节假日顺延", "before": "，遇节假日提前"}.get(deadline.on_holiday, "")
    citation = deadline.citation
    return deadline.what, citation.id, _line(citation), citation.quote, f"{deadline.sender} → {deadline.receiver}", when
