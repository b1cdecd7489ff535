"""What do 进度通报 and 督查通报 say: who stands where, who is praised, who has to catch up?"""

from itertools import groupby

from toolkit.documents import figures
from toolkit.documents.letterhead import letterhead
from toolkit.model.documents import chinese_date
from toolkit.model.ledger import Arrival, TargetStanding, Variance
from toolkit.model.notices import InspectionCircular, ProgressCircular
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Indicator
from toolkit.model.standing import Standing

_SHOWN = 3  # indicators that the annex has room for beside the ranked one


def progress(circular: ProgressCircular) -> dict[str, object]:
    """Return the fields of the template 进度通报.docx."""
    by = circular.ranked_by
    boards = _boards(circular)
    columns = circular.columns[: _SHOWN + 1]
    county = {variance.indicator.id: variance for variance in circular.county}
    ranked = by.id if by else ""
    covered = span(circular.period, quarterly=circular.quarterly)
    return letterhead(circular.head, "we", "basis", "document_title") | {
        "jurisdiction": circular.jurisdiction,
        "span": covered,
        "as_of": chinese_date(circular.period.last_day),
        "elapsed": figures.rate(circular.elapsed[0] / circular.elapsed[1]),
        "overall": figures.overall(circular.county),
        "boards": boards,
        "board_words": _board_words(circular),
        "ranked_by": by.name if by else "",
        "timeliness": _timeliness(circular),
        "behind": _behind(circular),
        "numeral": figures.numerals(overall=True, boards=bool(boards), reports=True, next=True),
        "annex": f"{covered}{circular.jurisdiction}招商引资目标任务完成情况表",
        "headings": [f"{indicator.name}（{indicator.unit}）" for indicator in columns],
        "pace_heading": f"{by.name}超欠进度" if by else "超欠进度",
        "totals": _values([county.get(indicator.id) for indicator in columns]),
        "total_pace": _points(county.get(ranked)),
        "groups": _groups(circular.standings, columns, ranked),
        "note": "没有目标或者目标为0的，完成率以“—”表示；超欠进度为完成率减去序时进度。",
    }


def inspection(circular: InspectionCircular) -> dict[str, object]:
    """Return the fields of the template 督查通报.docx."""
    problems = [f"{unit}：{problem}" if unit else problem for unit, problem in circular.problems]
    return letterhead(circular.head, "basis", "document_title") | {
        "span": span(circular.period, quarterly=circular.quarterly),
        "overview": circular.overview.rstrip("。"),
        "merits": [figures.sentence(text) for text in figures.ordered(circular.merits, "（一）")],
        "problems": [figures.sentence(text) for text in figures.ordered(problems, "（一）")],
        "numeral": figures.numerals(merits=bool(circular.merits), problems=bool(problems), demands=True),
        "due": chinese_date(circular.due),
    }


def span(period: ReportingPeriod, *, quarterly: bool) -> str:
    """Return the time that a circular covers: 2022年1—6月, or 2022年第二季度."""
    if quarterly:
        return f"{period.year}年第{'一二三四'[period.quarter - 1]}季度"
    return f"{period.year}年1月" if period.month == 1 else f"{period.year}年1—{period.month}月"


def _boards(circular: ProgressCircular) -> list[dict[str, object]]:
    return [
        {"name": name, "lines": [_place(place, circular) for place in places]}
        for name, places in (("红榜", circular.red), ("黑榜", circular.black))
        if places
    ]


def _place(place: Standing, circular: ProgressCircular) -> dict[str, object]:
    share = circular.elapsed[0] / circular.elapsed[1]
    return {
        "rank": place.rank,
        "name": place.name,
        "completion": figures.rate(place.score),
        "pace": figures.pace(place.score - share),
    }


def _board_words(circular: ProgressCircular) -> str:
    said = []
    if circular.red:
        said.append(f"{figures.listed([place.name for place in circular.red])}列入红榜")
    if circular.black:
        said.append(f"{figures.listed([place.name for place in circular.black])}列入黑榜")
    return "，".join(said)


def _timeliness(circular: ProgressCircular) -> str:
    by_arrival = {
        arrival: [line.unit for line in circular.timeliness if line.arrival is arrival] for arrival in Arrival
    }
    came = len(by_arrival[Arrival.ON_TIME]) + len(by_arrival[Arrival.RECEIVED])
    said = [f"应报单位{len(circular.timeliness)}个，按时报送{came}个"]
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


def _behind(circular: ProgressCircular) -> str:
    share = circular.elapsed[0] / circular.elapsed[1]
    return figures.listed([place.name for place in circular.black if place.score < share])


def _groups(
    standings: tuple[TargetStanding, ...], columns: tuple[Indicator, ...], ranked: str
) -> list[dict[str, object]]:
    return [
        {"name": name, "lines": [_line(standing, columns, ranked) for standing in of_group]}
        for name, of_group in groupby(standings, key=lambda standing: standing.line.group)
    ]


def _line(standing: TargetStanding, columns: tuple[Indicator, ...], ranked: str) -> dict[str, object]:
    line = standing.line
    return {
        "lead_unit": line.lead_unit + (f"（{line.scope}）" if line.scope else ""),
        "cells": _values([standing.variances.get(indicator.id) for indicator in columns]),
        "pace": _points(standing.variances.get(ranked)),
    }


def _values(variances: list[Variance | None]) -> list[str]:
    """Return target, actual and rate of each indicator, one after the other."""
    cells = []
    for variance in variances:
        if variance is None:
            cells += [figures.DASH] * 3
        else:
            cells += [
                figures.in_unit(variance.target, variance.indicator),
                figures.in_unit(variance.actual, variance.indicator),
                figures.rate(variance.completion),
            ]
    return cells


def _points(variance: Variance | None) -> str:
    """Return 超12.3 or 欠40.0 (percentage points) for a table's cell."""
    words = figures.pace(variance.ahead if variance else None)
    return (
        words.replace("进度", "", 1).removesuffix("个百分点")
        if "百分点" in words
        else words.replace("与序时进度持平", "持平")
    )
