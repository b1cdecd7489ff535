"""Which units are on the red and the black list (GN-R10)? Two lists: 基础工作 and 指标进度."""

from collections.abc import Sequence

from toolkit.assessment.conduct import lines_in
from toolkit.assessment.places import is_one_total, rank_of, scopes_of
from toolkit.model.assessment import BLACK, RED, TOTAL_HEADINGS, Board, BoardLine, IndexLine, IndexPart, ScoreSheet
from toolkit.model.conduct import TABLES, ConductLine, Kept
from toolkit.model.ledger import Consolidation
from toolkit.model.scoring import RankingList

TASKS = "tasks"
TASK_HEADINGS = ("未报（次）", "迟报（次）", "其他欠缺（项）")
PROGRESS_HEADINGS = ("综合指数", "欠进度（项）")
Figures = tuple[int | float, ...]


def boards(
    result: Consolidation,
    index: Sequence[IndexLine],
    parts: Sequence[IndexPart],
    conduct: Sequence[ConductLine],
    scores: ScoreSheet | None = None,
) -> tuple[Board, ...]:
    """Return the lists that the scheme asks for, for the span that holds the period; they follow the total.

    The list 基础工作 follows the lines of ``conduct``, those of the matters that the rule names.
    """
    made = []
    for rule in result.scheme.rules.lists:
        closed = result.scheme.accounting.ends(rule.every, result.period)
        span = result.scheme.accounting.span(rule.every, result.period)
        if rule.id == TASKS:
            rows = _task_rows(result, conduct, rule)
            made.append(Board(rule, span, closed, TASK_HEADINGS, _marked(rows, rule)))
        elif scores is not None and (not index or is_one_total(result.scheme)):
            rows = _total_rows(result, scores, rule)
            without = tuple((row[2], row[0]) for row in rows if rule.every != "quarter" and scores.is_untold(row[0]))
            rows = [row for row in rows if (row[2], row[0]) not in without]
            made.append(Board(rule, span, closed, TOTAL_HEADINGS, _marked(rows, rule, without), without))
        else:
            rows = [
                _progress_row(line, score, index, parts, result) for line in index if (score := line.index) is not None
            ]
            heads, untold = PROGRESS_HEADINGS, tuple((line.scope, line.label) for line in index if line.is_untold)
            made.append(Board(rule, span, closed, heads, _marked(rows, rule, untold), untold))
    return tuple(made)


# Unit, kind, scope, figures, score, words, whether it is known of everything that a unit is judged by, and how many of
# the tasks that it is behind with are no part of the score.
Row = tuple[str, str, str, Figures, float, str, bool, int]


def _marked(rows: Sequence[Row], rule: RankingList, untold: Sequence[tuple[str, str]] = ()) -> tuple[BoardLine, ...]:
    """Place rows (unit, kind, scope, figures, score, words) within their scope; a shared place is shown as shared.

    Who shares the first place is never on the black list, nor is one on both; and where the rule
    says so nobody who fell short of something is on the red one (see :func:`fell_short`), nor of whom it is not known,
    however few are left.  Each of the ``untold`` (scope, unit) of a scope may be worse than all that are placed: nobody
    is among the last because another did not report.
    """
    lines = []
    for unit, kind, scope, figures, score, words, known, beside in rows:
        scores = [row[4] for row in rows if row[2] == scope]
        rank, bottom = rank_of(score, scores), 1 + sum(other < score for other in scores)
        sound = not rule.clean or (known and not fell_short(figures))
        certain = bottom + [its for its, _ in untold].count(scope)
        mark = RED if rank <= rule.red and sound else BLACK if certain <= rule.black and rank > 1 else ""
        shared = scores.count(score)
        lines.append(BoardLine(unit, kind, scope, figures, words, rank, bottom, mark, shared, known, beside))
    return tuple(sorted(lines, key=lambda line: (line.scope, line.rank)))


def fell_short(figures: Figures) -> bool:
    """Tell whether a unit's figures name a shortcoming: of one (a total) 0 or less, of several any but the index.

    >>> fell_short((0, 0, 0)), fell_short((0, 1, 0)), fell_short((0.9, 0)), fell_short((0.9, 1)), fell_short((0,))
    (False, True, False, True, True)
    """
    if len(figures) == 1:
        return figures[0] <= 0
    return any(figures[1:]) if len(figures) == len(PROGRESS_HEADINGS) else any(figures)


def _task_rows(result: Consolidation, conduct: Sequence[ConductLine], rule: RankingList) -> list[Row]:
    """Order by what is missing, then what came late, then other lapses, fewest first; the document names no points."""
    rows: list[Row] = []
    of_unit: dict[str, list[ConductLine]] = {}
    for line in lines_in(conduct, rule.every, result.period, rule.counts, result.scheme.accounting):
        of_unit.setdefault(line.unit, []).append(line)
    scopes = scopes_of(result.scheme)
    for unit in result.scheme.reporting_units:
        lines = of_unit.get(unit.name, [])
        mine = [line for line in lines if line.is_lapse]
        untold = [line.said for line in lines if line.kept is Kept.UNTOLD]
        missing = sum(line.kept is Kept.MISSING for line in mine)
        late = sum(line.kept is Kept.LATE for line in mine)
        others = len(mine) - missing - late
        score = -(missing * 10_000 + late * 100 + others)
        said = _said(mine)
        if untold:
            months = "、".join(one.removesuffix(Kept.UNTOLD) for one in untold)
            said = [*(said or ["没有发现欠缺"]), f"{TABLES}{months}{Kept.UNTOLD}，是否按时不知道"]
        scope = scopes.get(unit.name, "")
        words = "；".join(said) or "按时报送，没有欠缺"
        rows.append((unit.name, unit.kind, scope, (missing, late, others), score, words, not untold, 0))
    return rows


def _said(lapses: Sequence[ConductLine]) -> list[str]:
    """Return lapses in words, the worst first; what several tables have in common is said once (7月、8月未报)."""
    said = []
    for matter in dict.fromkeys(line.matter for line in lapses):
        for kept in (Kept.MISSING, Kept.LATE, Kept.RETURNED):
            mine = [line.said.removesuffix(kept) for line in lapses if (line.matter, line.kept) == (matter, kept)]
            said += [f"{matter}{'、'.join(mine)}{kept}"] if mine else []
    return said + [line.said for line in lapses if line.kept not in (Kept.MISSING, Kept.LATE, Kept.RETURNED)]


def _total_rows(result: Consolidation, scores: ScoreSheet, rule: RankingList) -> list[Row]:
    """Order by the total of the list's span; the words say what it is made of, the largest parts first."""
    table = scores.quarter if rule.every == "quarter" else None
    kinds, scopes = {unit.name: unit.kind for unit in result.scheme.units}, scopes_of(result.scheme)
    rows: list[Row] = []
    for place in table.places if table else scores.places:
        span = table.span if table else ""
        mine = [(one.name, scores.of(place.name, one.id, span)) for one in (table.rules if table else scores.rules)]
        told = sorted((one for one in mine if one[1]), key=lambda one: -abs(one[1]))
        words = "、".join(f"{name}{points:g}分" for name, points in told) or "没有得分"
        scope = scopes.get(place.name)
        if scope is not None:
            score = float(place.score)
            rows.append((place.name, kinds.get(place.name, ""), scope, (place.score,), score, words, True, 0))
    return rows


def _progress_row(
    line: IndexLine, score: float, index: Sequence[IndexLine], parts: Sequence[IndexPart], result: Consolidation
) -> Row:
    """Explain a place by the places on each part, as 安庆's circulars do: 到位资金并列第1位; then name what is behind.

    A task that weighs nothing in the index is a task all the same: who is behind with it is behind.
    """
    due = result.elapsed[0] / result.elapsed[1]
    told = [(part, value) for part, value in zip(parts, line.values, strict=True) if value is not None]
    late = [part.indicator.name for part, value in told if part.measure == "completion" and value < due]
    others, known = _tasks_beside(line.key, parts, result)
    said = []
    for number, part in enumerate(parts):
        value = line.values[number]
        if value is None:
            continue
        alike = [one.values[number] for one in index if one.scope == line.scope]
        scores = [other for other in alike if other is not None]
        rank = rank_of(value, scores)
        place = f"并列第{rank}位" if scores.count(value) > 1 else f"第{rank}名"
        said.append(f"{part.name}{place}")
    words = "、".join(said)
    if late or others:
        words += f"；欠序时进度：{'、'.join([*late, *others])}"
    figures = (float(score), len(late) + len(others))
    return line.label, line.kind, line.scope, figures, float(score), words, known, len(others)


def _tasks_beside(key: str, parts: Sequence[IndexPart], result: Consolidation) -> tuple[list[str], bool]:
    """Return which tasks that are no part of the index a target row is behind with, and whether all are known."""
    weighed = {part.indicator.id for part in parts if part.measure == "completion"}
    variances = [
        variance
        for standing in result.standings
        if standing.key == key
        for variance in standing.variances.values()
        if variance.target and variance.indicator.id not in weighed
    ]
    late = [one.indicator.name for one in variances if (one.ahead or 0) < 0]
    return late, not any(one.is_without_data for one in variances)
