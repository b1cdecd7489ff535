"""Which units are on the red and the black list (GN-R10)? Two lists: 基础工作 and 指标进度."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.assessment.places import is_one_total, rank_of, scope_of
from toolkit.model.assessment import BLACK, RED, TOTAL_HEADINGS, Board, BoardLine, IndexLine, IndexPart, ScoreSheet
from toolkit.model.ledger import Arrival, Consolidation, Timeliness
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import falls_in
from toolkit.model.scoring import RankingList
from toolkit.model.trips import QuotaLine

TASKS = "tasks"
TASK_HEADINGS = ("未报（次）", "迟报（次）", "外出未达标（项）")
PROGRESS_HEADINGS = ("综合指数",)
Figures = tuple[int | float, ...]


@dataclass(frozen=True, slots=True)
class Conduct:
    """The data of the list 基础工作: arrivals in each period of the span, and the trip quotas' lines."""

    timeliness: Mapping[ReportingPeriod, Sequence[Timeliness]]
    quotas: tuple[QuotaLine, ...] = ()


def boards(
    result: Consolidation,
    index: Sequence[IndexLine],
    parts: Sequence[IndexPart],
    conduct: Conduct,
    scores: ScoreSheet | None = None,
) -> tuple[Board, ...]:
    """Return the lists that the scheme asks for, for the span that holds the period; they follow the total."""
    made = []
    for rule in result.scheme.rules.lists:
        closed = falls_in(rule.every, result.period)
        if rule.id == TASKS:
            rows = _task_rows(result, conduct)
            made.append(Board(rule, span_label(rule.every, result.period), closed, TASK_HEADINGS, _marked(rows, rule)))
        elif scores is not None and (not index or is_one_total(result.scheme)):
            rows = _total_rows(result, scores, rule)
            made.append(Board(rule, span_label(rule.every, result.period), closed, TOTAL_HEADINGS, _marked(rows, rule)))
        else:
            rows = [_progress_row(line, score, index, parts) for line in index if (score := line.index) is not None]
            heads = PROGRESS_HEADINGS
            made.append(Board(rule, span_label(rule.every, result.period), closed, heads, _marked(rows, rule)))
    return tuple(made)


def span_label(every: str, period: ReportingPeriod) -> str:
    """Return ``2022年第2季度``, ``2022年`` or ``2022年6月``."""
    if every == "quarter":
        return f"{period.year}年第{period.quarter}季度"
    return f"{period.year}年" if every == "year" else period.label


def span_periods(every: str, period: ReportingPeriod) -> list[ReportingPeriod]:
    """Return the periods of the span up to and with ``period``."""
    first = {"quarter": 3 * (period.quarter - 1) + 1, "year": 1}.get(every, period.month)
    return [ReportingPeriod(period.year, month) for month in range(first, period.month + 1)]


Row = tuple[str, str, str, Figures, float, str]


def _marked(rows: Sequence[Row], rule: RankingList) -> tuple[BoardLine, ...]:
    """Place rows (unit, kind, scope, figures, score, words) within their scope; a shared place is shown as shared.

    Who shares the first place is never on the black list, nor is one on both.
    """
    lines = []
    for unit, kind, scope, figures, score, words in rows:
        scores = [other for _, _, its, _, other, _ in rows if its == scope]
        rank, bottom = rank_of(score, scores), 1 + sum(other < score for other in scores)
        mark = RED if rank <= rule.red else BLACK if bottom <= rule.black and rank > 1 else ""
        lines.append(BoardLine(unit, kind, scope, figures, words, rank, bottom, mark, scores.count(score)))
    return tuple(sorted(lines, key=lambda line: (line.scope, line.rank)))


def _task_rows(result: Consolidation, conduct: Conduct) -> list[Row]:
    """Order by missing tables, then late ones, then trip quotas not met, fewest first; the document names no points."""
    rows: list[Row] = []
    for unit in result.scheme.reporting_units:
        missing = _months(unit.name, Arrival.MISSING, conduct.timeliness)
        late = _months(unit.name, Arrival.LATE, conduct.timeliness)
        short = shortfalls(unit.name, conduct.quotas)
        said = [f"{'、'.join(missing)}未报"] if missing else []
        said += [f"{'、'.join(late)}迟报"] if late else []
        score = -(len(missing) * 10_000 + len(late) * 100 + len(short))
        words = "；".join([*said, *short]) or "按时报送，没有欠缺"
        scope = scope_of(result.scheme, unit.name) or ""
        rows.append((unit.name, unit.kind, scope, (len(missing), len(late), len(short)), score, words))
    return rows


def _months(unit: str, arrival: Arrival, arrivals: Mapping[ReportingPeriod, Sequence[Timeliness]]) -> list[str]:
    return [
        f"{period.month}月"
        for period, lines in sorted(arrivals.items())
        if any(line.unit == unit and line.arrival is arrival for line in lines)
    ]


def shortfalls(unit: str, quotas: Sequence[QuotaLine]) -> list[str]:
    """Return the trip quotas (LZ-R1, GN-R1, GN-R2, NX-R1, NX-R2) that a unit has not met in the span, in words."""
    return [
        f"{line.quota.what}（{line.span}）完成{line.actual}，应{line.required}"
        for line in quotas
        if line.unit == unit and not line.met
    ]


def _total_rows(result: Consolidation, scores: ScoreSheet, rule: RankingList) -> list[Row]:
    """Order by the total of the list's span; the words say what it is made of, the largest parts first."""
    table = scores.quarter if rule.every == "quarter" else None
    kinds = {unit.name: unit.kind for unit in result.scheme.units}
    rows: list[Row] = []
    for place in table.places if table else scores.places:
        span = f"{result.period.year}年第{result.period.quarter}季度" if table else ""
        mine = [(one.name, scores.of(place.name, one.id, span)) for one in (table.rules if table else scores.rules)]
        told = sorted((one for one in mine if one[1]), key=lambda one: -abs(one[1]))
        words = "、".join(f"{name}{points:g}分" for name, points in told) or "没有得分"
        scope = scope_of(result.scheme, place.name)
        if scope is not None:
            score = float(place.score)
            rows.append((place.name, kinds.get(place.name, ""), scope, (place.score,), score, words))
    return rows


def _progress_row(line: IndexLine, score: float, index: Sequence[IndexLine], parts: Sequence[IndexPart]) -> Row:
    """Explain a place by the places on each part, as 安庆's circulars do: 到位资金并列第1位."""
    said = []
    for number, part in enumerate(parts):
        value = line.values[number]
        if value is None:
            continue
        others = [one.values[number] for one in index if one.scope == line.scope]
        scores = [other for other in others if other is not None]
        rank = rank_of(value, scores)
        place = f"并列第{rank}位" if scores.count(value) > 1 else f"第{rank}名"
        said.append(f"{part.name}{place}")
    return line.label, line.kind, line.scope, (float(score),), float(score), "、".join(said)
