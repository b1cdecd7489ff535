"""Which fields do 进度通报 and 督查通报 have? Places, who is praised, and who has to catch up."""

from collections.abc import Sequence
from itertools import groupby

from toolkit.documents.paper import figures
from toolkit.documents.paper.letterhead import letterhead
from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.assessment import RED, Board, BoardLine
from toolkit.model.documents import chinese_date
from toolkit.model.figures import DASH, actual_in_unit, in_unit, pace, points, rate, short_pace
from toolkit.model.ledger import Arrival, TargetStanding, Variance
from toolkit.model.notices import InspectionCircular, ProgressCircular
from toolkit.model.period import ReportingPeriod
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Indicator

_SHOWN = 3  # indicators that the annex has room for beside the ranked one


def progress(circular: ProgressCircular) -> dict[str, object]:
    """Return the fields of the template 进度通报.docx."""
    by = circular.ranked_by
    boards = _boards(circular)
    reached, behind = _sides(circular)
    columns = circular.columns[: _SHOWN + 1]
    county = {variance.indicator.id: variance for variance in circular.county}
    ranked = by.id if by else ""
    total_figures = _values([county.get(indicator.id) for indicator in columns])
    covered = span(circular.period, circular.accounting, quarterly=circular.quarterly)
    return letterhead(circular.head, "we", "basis", "document_title") | {
        "jurisdiction": circular.jurisdiction,
        "span": covered,
        "as_of": chinese_date(circular.period.last_day),
        "elapsed": rate(circular.elapsed[0] / circular.elapsed[1]),
        "overall": figures.overall(circular.county),
        "boards": boards,
        "ranked_by": by.name if by else "",
        "place_count": len(circular.places),
        "reached": _told(reached, circular),
        "reached_count": len(reached),
        "behind": _told(behind, circular),
        "behind_count": len(behind),
        "keeping_up": "、".join(name for name, slow in _by_any(circular) if not slow),
        "falling_back": "、".join(name for name, slow in _by_any(circular) if slow),
        "unplaced": "、".join(circular.unplaced),
        "timeliness": _timeliness(circular),
        "numeral": figures.numerals(
            overall=True, units=bool(circular.places), boards=bool(boards), reports=True, next=True
        ),
        "annex": f"{covered}{circular.jurisdiction}招商引资目标任务完成情况表",
        "headings": [f"{indicator.name}（{indicator.unit}）" for indicator in columns],
        "team_heading": circular.head.team_heading,
        "pace_heading": f"{by.name}超欠进度（百分点）" if by else "超欠进度（百分点）",
        "totals": _flat(total_figures),
        "total_figures": total_figures,
        "total_pace": _pace(county.get(ranked)),
        "groups": _groups(circular.standings, columns, ranked),
        "note": "没有目标或者目标为0的，完成率以“—”表示；超欠进度为完成率减去序时进度。",
    }


def inspection(circular: InspectionCircular) -> dict[str, object]:
    """Return the fields of the template 督查通报.docx."""
    problems = [f"{unit}：{problem}" if unit else problem for unit, problem in circular.problems]
    return letterhead(circular.head, "basis", "document_title") | {
        "span": span(circular.period, circular.accounting, quarterly=circular.quarterly),
        "overview": circular.overview.rstrip("。"),
        "merits": [figures.sentence(text) for text in figures.ordered(circular.merits, "（一）")],
        "problems": [figures.sentence(text) for text in figures.ordered(problems, "（一）")],
        "numeral": figures.numerals(merits=bool(circular.merits), problems=bool(problems), demands=True),
        "due": chinese_date(circular.due),
    }


def span(period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR, *, quarterly: bool) -> str:
    """Return the time that a circular covers: 2022年1—6月, or 2022年第二季度."""
    if not quarterly:
        return year.so_far(period)
    place = year.place(period)
    return f"{place.year}年第{'一二三四'[place.quarter - 1]}季度"


def _boards(circular: ProgressCircular) -> list[dict[str, object]]:
    """Return the lists of the 红黑榜, each with the lines that are on it."""
    return [
        {
            "name": f"{board.rule.name}{mark}" + (f"（{scope}）" if scope else ""),
            "lines": [{"rank": line.place, "name": line.unit, "words": line.words} for line in lines],
        }
        for board in circular.boards
        for (mark, scope), lines in _marked(board).items()
    ]


def _marked(board: Board) -> dict[tuple[str, str], list[BoardLine]]:
    """Return the lines of a list by (mark, scope): first the red ones, then the black ones."""
    found: dict[tuple[str, str], list[BoardLine]] = {}
    for line in sorted((line for line in board.lines if line.mark), key=lambda line: line.mark != RED):
        found.setdefault((line.mark, line.scope), []).append(line)
    return found


def _due(circular: ProgressCircular) -> float:
    """Return the share of the year's target that is due of what is ranked by."""
    part, whole = (circular.ranked_by.due if circular.ranked_by else None) or circular.elapsed
    return part / whole


def _sides(circular: ProgressCircular) -> tuple[list[RankedPlace], list[RankedPlace]]:
    """Return the lines that have reached 序时进度 and those that are behind it: every placed line is in one of them.

    The figure as it is printed decides, so that nobody is 「低于序时进度0.0个百分点」.
    """
    share = _due(circular)
    reached = [place for place in circular.places if points(place.score - share) >= 0]
    return reached, [place for place in circular.places if place not in reached]


def _by_any(circular: ProgressCircular) -> list[tuple[str, bool]]:
    """Return (target line, whether any of its figures is behind 序时进度), for each that has a figure to compare.

    A line that leads in one figure and is behind in another is therefore not merely praised.
    """
    found = []
    for standing in circular.standings:
        ahead = [points(one.ahead) for one in standing.variances.values() if one.ahead is not None]
        if ahead:
            found.append((_lead(standing), min(ahead) < 0))
    return found


def _lead(standing: TargetStanding) -> str:
    line = standing.line
    return line.lead_unit + (f"（{line.scope}）" if line.scope else "")


def _told(places: Sequence[RankedPlace], circular: ProgressCircular) -> str:
    share = _due(circular)
    return "；".join(f"{place.name}{rate(place.score)}，{pace(place.score - share)}" for place in places)


def _timeliness(circular: ProgressCircular) -> str:
    by_arrival = {
        arrival: [line.unit for line in circular.timeliness if line.arrival is arrival] for arrival in Arrival
    }
    on_time = [*by_arrival[Arrival.ON_TIME], *by_arrival[Arrival.CORRECTED]]
    said = [f"应报单位{len(circular.timeliness)}个，按时报送{len(on_time)}个"]
    if corrected := by_arrival[Arrival.CORRECTED]:
        said[-1] += f"（{'、'.join(corrected)}其后有更正）"
    if unregistered := by_arrival[Arrival.UNREGISTERED]:
        said.append(f"已报送、收到日期未登记{len(unregistered)}个（{'、'.join(unregistered)}）")
    for arrival, word in ((Arrival.LATE, "迟报"), (Arrival.MISSING, "未报")):
        if units := by_arrival[arrival]:
            said.append(f"{word}{len(units)}个（{'、'.join(units)}）")
    returned = [
        f"{line.unit}{line.returned_rows}行" if line.returned_rows else line.unit
        for line in circular.timeliness
        if line.is_returned
    ]
    if returned:
        said.append(f"退回修改{len(returned)}个（{'、'.join(returned)}）")
    return "，".join(said)


def _groups(
    standings: tuple[TargetStanding, ...], columns: tuple[Indicator, ...], ranked: str
) -> list[dict[str, object]]:
    return [
        {"name": name, "lines": [_line(standing, columns, ranked) for standing in of_group]}
        for name, of_group in groupby(standings, key=lambda standing: standing.line.group)
    ]


def _line(standing: TargetStanding, columns: tuple[Indicator, ...], ranked: str) -> dict[str, object]:
    figures = _values([standing.variances.get(indicator.id) for indicator in columns])
    return {
        "lead_unit": _lead(standing),
        "cells": _flat(figures),
        "figures": figures,
        "pace": _pace(standing.variances.get(ranked)),
    }


def _values(variances: list[Variance | None]) -> list[dict[str, str]]:
    """Return target, actual and rate of each indicator."""
    return [
        {"target": DASH, "actual": DASH, "rate": DASH}
        if variance is None
        else {
            "target": in_unit(variance.target, variance.indicator),
            "actual": actual_in_unit(variance),
            "rate": rate(variance.completion),
        }
        for variance in variances
    ]


def _flat(figures: list[dict[str, str]]) -> list[str]:
    """Return the same one after the other, as templates of 1.0 ask for them."""
    return [text for one in figures for text in one.values()]


def _pace(variance: Variance | None) -> str:
    return short_pace(variance.ahead if variance else None)
