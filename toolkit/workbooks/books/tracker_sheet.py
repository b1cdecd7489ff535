"""Which steps are near or past their limit? The sheet 办理跟踪: limits, warnings and states (GN-R11, NX-R12)."""

from datetime import date

from toolkit.model.assessment import Assessment, PairTiming, Progress, TrackedStage
from toolkit.model.formula import Formula
from toolkit.model.ledger import Consolidation
from toolkit.workbooks.sheet.lights import Light, legend, light_words
from toolkit.workbooks.sheet.page import Page, Value, cell, lines_needed

NAME = "办理跟踪"
_DAY = (2, 1)
_HEADER = 4
COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 10, "plain"),
    ("项目", 30, "left"),
    ("责任单位", 18, "left"),
    ("环节", 18, "left"),
    ("开始日期", 12, "date"),
    ("限办天数", 10, "plain"),
    ("预警日期", 12, "date"),
    ("到期日期", 12, "date"),
    ("办结日期", 12, "date"),
    ("状态", 12, "center"),
    ("剩余（超出为负）", 12, "plain"),
    ("来源", 34, "left"),
)
PAIR_HEADINGS = ("序号", "项目", "", "四即", "前一环节", "限天数", "", "最迟", "后一环节", "状态", "相隔天数", "条款")
HINT = "限办天数是自然日，开始当日不算。规则没有写提前几天预警的，提前3天。到期当天不算超时。"

_STATES = {
    Progress.CLOSED.value: Light.AHEAD,
    Progress.WARNED.value: Light.SLIGHTLY_BEHIND,
    Progress.CLOSED_LATE.value: Light.SLIGHTLY_BEHIND,
    Progress.OVERDUE.value: Light.BEHIND,
}
_MEANINGS = {Light.AHEAD: "办结销号", Light.SLIGHTLY_BEHIND: "超时预警、超时办结", Light.BEHIND: "已超时"}


def serial(day: date) -> int:
    """Return a date as spreadsheets count it.

    >>> serial(date(2022, 7, 6))
    44748
    """
    return (day - date(1899, 12, 30)).days


def write_tracker(page: Page, result: Consolidation) -> None:
    """Write every tracked step, what needs care first, and the 四即 pairs below."""
    assessment = result.assessment or Assessment()
    last_column = len(COLUMNS) - 1
    page.span(
        0, 0, 0, last_column, f"{result.scheme.jurisdiction}项目办理跟踪（限时办结、超时预警、办结销号）", "title"
    )
    page.height(0, 32)
    page.span(1, 0, 1, last_column, HINT + legend(_MEANINGS), "subtitle")
    page.put(_DAY[0], 0, "截至", "bold", "right")
    page.put(*_DAY, result.as_of, "date", "left")
    page.widths(*(width for _, width, _ in COLUMNS))
    page.row(_HEADER, [heading for heading, _, _ in COLUMNS], "header")
    page.height(_HEADER, 32)
    last = _HEADER + max(1, len(assessment.tracked))
    for number, stage in enumerate(assessment.tracked, 1):
        _write_stage(page, _HEADER + number, number, stage, result.as_of)
    if not assessment.tracked:
        page.span(last, 0, last, last_column, "进度跟踪.xlsx 里没有登记环节。", "cell", "center", "quiet")
    _colour(page, _HEADER + 1, last)
    if assessment.pairs:
        last = _write_pairs(page, assessment.pairs, last + 2, result.as_of)
    page.sheet.freeze_panes(_HEADER + 1, 2)
    page.printed("A3", last, last_column, (_HEADER, _HEADER), result.scheme.imprint)


def _write_stage(page: Page, row: int, number: int, stage: TrackedStage, as_of: date) -> None:
    record = stage.record
    days = (stage.due - record.started).days if stage.due and record.started else record.days
    start, limit, warn, due, done = (cell(row, column) for column in (4, 5, 6, 7, 8))
    values: list[Value] = [number, record.project, record.unit, record.stage, record.started, days]
    if stage.due and stage.warn_on:
        ahead = (stage.due - stage.warn_on).days
        values += [
            Formula(f"={due}-{ahead}", serial(stage.warn_on)),
            Formula(f"={start}+{limit}", serial(stage.due)),
            record.done,
            Formula(_state(done, due, warn), stage.progress.value),
            Formula(f'={due}-IF({done}="",{_today()},{done})', (stage.due - (record.done or as_of)).days),
        ]
    else:
        values += [None, None, record.done, stage.progress.value, None]
    values.append(str(record.ref))
    for column, (value, (_, _, look)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", "wrap", look)
    page.height(row, max(20, 14.0 * max(lines_needed(record.project, 30), lines_needed(str(record.ref), 34)) + 4))


def _today() -> str:
    return cell(*_DAY, NAME).split("!")[1]


def _state(done: str, due: str, warn: str) -> str:
    today = _today()
    late = f'IF({today}>{due},"{Progress.OVERDUE}",IF({today}>={warn},"{Progress.WARNED}","{Progress.OPEN}"))'
    return f'=IF({done}="",{late},IF({done}<={due},"{Progress.CLOSED}","{Progress.CLOSED_LATE}"))'


def _write_pairs(page: Page, pairs: tuple[PairTiming, ...], row: int, as_of: date) -> int:
    page.span(row, 0, row, len(COLUMNS) - 1, "“四即”用时", "section")
    page.row(row + 1, list(PAIR_HEADINGS), "header")
    for number, timing in enumerate(pairs, 1):
        _write_pair(page, row + 1 + number, number, timing, as_of)
    _colour(page, row + 2, row + 1 + len(pairs))
    return row + 1 + len(pairs)


def _write_pair(page: Page, row: int, number: int, timing: PairTiming, as_of: date) -> None:
    first, limit, due, then = (cell(row, column) for column in (4, 5, 7, 8))
    warn = f"({due}-MIN(3,{limit}))"
    values: list[Value] = [
        number,
        timing.project,
        None,
        timing.pair.label,
        timing.first,
        timing.pair.days,
        None,
        Formula(f"={first}+{limit}", serial(timing.due)),
        timing.then,
        Formula(_state(then, due, warn), timing.progress.value),
        Formula(f'=IF({then}="",{_today()},{then})-{first}', ((timing.then or as_of) - timing.first).days),
        timing.pair.citation.id,
    ]
    for column, (value, (_, _, look)) in enumerate(zip(values, COLUMNS, strict=True)):
        page.put(row, column, value, "cell", "wrap", look)
    page.height(row, 20)


def _colour(page: Page, first: int, last: int) -> None:
    light_words(page, (first, 9, last, 9), _STATES)
