"""Which fields does a 目标任务下达通知 have? The county's targets, and each unit's share of them."""

from itertools import groupby

from toolkit.documents.paper.figures import numerals
from toolkit.documents.paper.letterhead import letterhead
from toolkit.model.figures import in_unit, with_unit
from toolkit.model.notices import CLASSES, TargetNotice
from toolkit.model.scheme import Indicator
from toolkit.model.submission import TargetLine


def context(notice: TargetNotice) -> dict[str, object]:
    """Return the fields of the template 目标任务下达通知.docx."""
    columns = tuple(one for one in notice.columns if _is_set(one, notice))
    groups = [list(lines) for _, lines in groupby(notice.lines, key=lambda line: line.group)]
    return letterhead(notice.head) | {
        "jurisdiction": notice.jurisdiction,
        "year": notice.year,
        "county_targets": "；".join(
            f"{indicator.name}{with_unit(indicator.target, indicator)}"
            for indicator in notice.county
            if indicator.target is not None
        ).replace("；其中", "，其中"),
        "supported": any(line.supporting_units for line in notice.lines),
        "numeral": numerals(
            divide=True,
            support=any(line.supporting_units for line in notice.lines),
            report=True,
            duty=bool(notice.head.basis),
        ),
        # Kinds of unit are nobody that a target is given to: only the units are counted then.
        "group_count": 0 if notice.head.team_heading == CLASSES else len(groups),
        "team": notice.head.team,
        "team_heading": notice.head.team_heading,
        "unit_count": len({line.lead_unit for line in notice.lines}),
        "annex": f"{notice.year}年{notice.jurisdiction}招商引资目标任务分解表",
        "headings": [f"{indicator.name}（{indicator.unit}）" for indicator in columns],
        "totals": [_sum(notice, indicator) for indicator in columns],
        "groups": [_group(lines, columns) for lines in groups],
    }


def _is_set(indicator: Indicator, notice: TargetNotice) -> bool:
    """Tell whether the table of targets sets an indicator at all: for a line, or in its total."""
    stated = notice.total.values.get(indicator.id) if notice.total else None
    return stated is not None or any(line.targets.get(indicator.id) is not None for line in notice.lines)


def _sum(notice: TargetNotice, indicator: Indicator) -> str:
    stated = notice.total.values.get(indicator.id) if notice.total else None
    return _target(
        sum(line.targets.get(indicator.id) or 0 for line in notice.lines) if stated is None else stated, indicator
    )


def _group(lines: list[TargetLine], columns: tuple[Indicator, ...]) -> dict[str, object]:
    first = lines[0]
    return {
        "name": first.group,
        "leaders": _leaders(first),
        "supporting": "、".join(first.supporting_units),
        "lines": [
            {
                "lead_unit": line.lead_unit + (f"（{line.scope}）" if line.scope else ""),
                "cells": [_target(line.targets.get(indicator.id), indicator) for indicator in columns],
                "remark": line.remark or "",
            }
            for line in lines
        ],
    }


def _leaders(line: TargetLine) -> str:
    leader = f"组长：{line.leader}" if line.leader else ""
    deputies = f"副组长：{'、'.join(line.deputies)}" if line.deputies else ""
    return "\n".join(filter(None, (leader, deputies)))


def _target(value: float | None, indicator: Indicator) -> str:
    # A target is printed as it was set (5, not 5.00); a zero is a real target (LZ table A).
    return (
        "" if value is None else with_unit(value, indicator).removesuffix(indicator.unit) or in_unit(value, indicator)
    )
