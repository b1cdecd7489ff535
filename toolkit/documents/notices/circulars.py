"""Which fields do 进度通报 and 督查通报 have? Places, who is praised, and who has to catch up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.documents.paper import county, figures
from toolkit.documents.paper.letterhead import letterhead, we
from toolkit.model import leader
from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear, quarter_words
from toolkit.model.assessment import RED, Board, BoardLine
from toolkit.model.documents import chinese_date
from toolkit.model.figures import DASH, NO_DATA, actual_in_unit, in_unit, pace, points, rate, said_rate, short_pace
from toolkit.model.ledger import Arrival, TargetStanding, Variance
from toolkit.model.notices import InspectionCircular, ProgressCircular
from toolkit.model.period import ReportingPeriod
from toolkit.model.ranked_place import RankedPlace
from toolkit.model.scheme import Indicator

_NOUGHTS = ".00"
_SHOWN = 3  # indicators that the annex has room for beside the ranked one


def progress(circular: ProgressCircular) -> dict[str, object]:
    """Return the fields of the template 进度通报.docx."""
    # Long: one line for each field of the template, and for those that templates of 1.0 ask for.
    by = circular.ranked_by
    boards = _boards(circular)
    reached, behind = _sides(circular)
    columns = circular.columns[: _SHOWN + 1]
    whole = {variance.indicator.id: variance for variance in circular.county}
    ranked = by.id if by else ""
    unit_lines = _unit_lines(circular, reached, behind)
    whole_numbers = _whole_numbers(
        [*whole.values(), *(v for one in circular.standings for v in one.variances.values())]
    )
    total_figures = _values([whole.get(indicator.id) for indicator in columns], whole_numbers)
    covered = span(circular.period, circular.accounting, quarterly=circular.quarterly)
    return letterhead(circular.head, "we", "basis") | {
        "jurisdiction": circular.jurisdiction,
        "whole": circular.whole,
        "span": covered,
        "as_of": chinese_date(circular.period.reached(circular.head.issued_on)),
        "elapsed": figures.elapsed_said(circular.elapsed, circular.period, circular.head.issued_on),
        "judgement": county.judgement(circular.county, circular.whole) + county.main_figure(whole.get(ranked)),
        "county_lines": county.paragraphs(circular.county),
        "movement": county.moved(circular.county, circular.before, circular.since),
        "beside": county.remarks(circular.county),
        "unit_lines": unit_lines,
        "causes": _causes(circular),
        "reports": _reports(circular),
        "next_lines": _next_lines(circular),
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
        "numeral": figures.numerals(overall=True, units=bool(unit_lines), boards=bool(boards), reports=True, next=True),
        "annex": f"{covered}{circular.jurisdiction}招商引资目标任务完成情况表",
        "headings": [f"{indicator.name}（{indicator.unit}）" for indicator in columns],
        "team_heading": circular.head.team_heading,
        "pace_heading": f"{by.name}超（欠）进度（百分点）" if by else "超（欠）进度（百分点）",
        "totals": _flat(total_figures),
        "total_figures": total_figures,
        "total_pace": _pace(whole.get(ranked)),
        "groups": _groups(circular.standings, columns, ranked, whole_numbers),
        "note": "没有目标或者目标为0的，完成率以“—”表示；超（欠）进度为完成率减去序时进度。",
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
    return f"{place.year}年{quarter_words(place.quarter)}"


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
    names, found = _names(circular), []
    for standing in circular.standings:
        ahead = [points(one.ahead) for one in standing.variances.values() if one.ahead is not None]
        if ahead:
            found.append((names[standing.line.label], min(ahead) < 0))
    return found


def _names(circular: ProgressCircular) -> dict[str, str]:
    return leader.line_names(one.line for one in circular.standings)


def _lead(standing: TargetStanding) -> str:
    """Return what stands in the annex, where the group stands beside it."""
    line = standing.line
    return line.lead_unit + (f"（{line.scope}）" if line.scope else "")


def _told(places: Sequence[RankedPlace], circular: ProgressCircular) -> str:
    share = _due(circular)
    return "；".join(f"{place.name}{said_rate(place.score)}，{pace(place.score - share)}" for place in places)


def _unit_lines(circular: ProgressCircular, reached: Sequence[RankedPlace], behind: Sequence[RankedPlace]) -> list[str]:
    """Return who has reached 序时进度, who is behind it and who has nothing to compare: each line is in one of them."""
    if circular.ranked_by is None:
        return []
    name = circular.ranked_by.name
    begun, none = [one for one in behind if one.score], [one.name for one in behind if not one.score]
    late = [_told(begun, circular)] if begun else []
    if none:
        distance = pace(-_due(circular))
        late.append(f"{'、'.join(none)}尚无完成数，{'均' if len(none) > 1 else ''}{distance}")
    parts = []
    if reached:
        parts.append(("达到序时进度的单位", f"达到或者高于序时进度的有{len(reached)}个：{_told(reached, circular)}"))
    if behind:
        parts.append(("低于序时进度的单位", f"低于序时进度的有{len(behind)}个：{'；'.join(late)}"))
    if parts:
        parts[0] = (parts[0][0], f"按{name}完成率，{parts[0][1]}")
    if circular.unplaced:
        parts.append(("不作比较的单位", "；".join(_not_compared(circular, name))))
    return figures.headed(parts)


def _not_compared(circular: ProgressCircular, figure: str) -> Iterator[str]:
    """Yield why some lines have no place: no table came, their tables do not say it, or they have no such target."""
    id = circular.ranked_by.id if circular.ranked_by else ""
    names = _names(circular)
    figures_of = {names[one.line.label]: one.variances.get(id) for one in circular.standings}
    untold = {name for name, one in figures_of.items() if one and one.target and one.is_without_data}
    silent = [one for one in circular.unplaced if one in untold and one in circular.unheard]
    blank = [one for one in circular.unplaced if one in untold and one not in circular.unheard]
    aimless = [one for one in circular.unplaced if one not in untold]
    reasons = (f"未报送统计表，{NO_DATA}", f"的项目没有填报{figure}，{NO_DATA}", f"没有{figure}目标")
    for lines, reason in zip((silent, blank, aimless), reasons, strict=True):
        if lines:
            yield f"{'、'.join(lines)}{reason}，不作比较"


def _causes(circular: ProgressCircular) -> str:
    """Return which projects hold back those farthest behind, and whose figures are last month's, as far as is known."""
    shared: dict[str, list[str]] = {}
    for label, reason in circular.causes:
        shared.setdefault(reason, []).append(label)
    told = [f"{'、'.join(labels)}{reason}" for reason, labels in shared.items()]
    said = f"从项目看，进度靠后的单位中，{'；'.join(told)}。" if told else ""
    return said + "".join(leader.carried(circular.timeliness, circular.period.month))


def _reports(circular: ProgressCircular) -> str:
    """Return who reported when, and whose table goes back, in one paragraph."""
    arrived, _, returned = _timeliness(circular).partition("，退回修改")
    return f"{arrived}。" + (f"已报送的统计表中，退回修改{returned}。" if returned else "")


def _next_lines(circular: ProgressCircular) -> list[str]:
    """Return what is asked of whom: every line with a figure is told to catch up or to go on, and no other is."""
    sides = _by_any(circular)
    slow, steady = [name for name, late in sides if late], [name for name, late in sides if not late]
    parts = []
    if slow:
        parts.append(("加快工作进度", f"有指标低于序时进度的{'、'.join(slow)}要对照差距，查找原因，倒排工期，加快进度"))
    elif not sides and (late := county.grouped(circular.county)[county.BEHIND]):
        names = "、".join(county.name(one) for one in late)
        parts.append(("加快工作进度", f"各单位要针对{names}低于序时进度的情况，查找原因，倒排工期，加快进度"))
    if steady:
        parts.append(
            ("巩固工作成果", f"各项指标均达到序时进度的{'、'.join(steady)}要巩固成果，确保全面完成年度目标任务")
        )
    if not parts:
        parts.append(("落实工作措施", "各单位要对照年度目标任务，落实工作措施，确保全面完成"))
    missing = [one.unit for one in circular.timeliness if one.arrival is Arrival.MISSING]
    returned = [one.unit for one in circular.timeliness if one.is_returned]
    asked = [f"{what}的{'、'.join(units)}" for what, units in (("未报送", missing), ("退回修改", returned)) if units]
    if asked and circular.due:
        us = we(circular.head.issuer)
        parts.append(("按时报送统计表", f"{'，'.join(asked)}，要于{chinese_date(circular.due)}前将统计表报送{us}"))
    return figures.headed(parts)


def _timeliness(circular: ProgressCircular) -> str:
    by_arrival = {
        arrival: [line.unit for line in circular.timeliness if line.arrival is arrival] for arrival in Arrival
    }
    on_time = [*by_arrival[Arrival.ON_TIME], *by_arrival[Arrival.CORRECTED]]
    # A quarter has three tables; what is told is the last one's.
    whose = f"{circular.period.month}月统计表" if circular.quarterly else ""
    said = [f"{whose}应报单位{len(circular.timeliness)}个" + (f"，按时报送{len(on_time)}个" if on_time else "")]
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
    standings: tuple[TargetStanding, ...], columns: tuple[Indicator, ...], ranked: str, whole: frozenset[str]
) -> list[dict[str, object]]:
    return [
        {"name": name, "lines": [_line(standing, columns, ranked, whole) for standing in of_group]}
        for name, of_group in groupby(standings, key=lambda standing: standing.line.group)
    ]


def _line(
    standing: TargetStanding, columns: tuple[Indicator, ...], ranked: str, whole: frozenset[str]
) -> dict[str, object]:
    figures = _values([standing.variances.get(indicator.id) for indicator in columns], whole)
    return {
        "lead_unit": _lead(standing),
        "cells": _flat(figures),
        "figures": figures,
        "pace": _pace(standing.variances.get(ranked)),
    }


def _whole_numbers(variances: list[Variance]) -> frozenset[str]:
    """Return the indicators in 万美元 whose targets and actuals are all whole: 8300, not 8300.00 in a narrow column."""
    dollars = [one for one in variances if one.indicator.unit == "万美元"]
    parts = {
        one.indicator.id
        for one in dollars
        for text in (in_unit(one.target, one.indicator), actual_in_unit(one))
        if "." in text and not text.endswith(_NOUGHTS)
    }
    return frozenset(one.indicator.id for one in dollars) - parts


def _values(variances: list[Variance | None], whole: frozenset[str]) -> list[dict[str, str]]:
    """Return target, actual and rate of each indicator; those in ``whole`` without decimals."""
    return [
        {"target": DASH, "actual": DASH, "rate": DASH}
        if one is None
        else {
            name: text.replace(",", "").removesuffix(_NOUGHTS if one.indicator.id in whole else "")
            for name, text in (("target", in_unit(one.target, one.indicator)), ("actual", actual_in_unit(one)))
        }
        | {"rate": rate(one.completion)}
        for one in variances
    ]


def _flat(figures: list[dict[str, str]]) -> list[str]:
    """Return the same one after the other, as templates of 1.0 ask for them."""
    return [text for one in figures for text in one.values()]


def _pace(variance: Variance | None) -> str:
    return short_pace(variance.ahead if variance else None)
