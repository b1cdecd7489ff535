"""What is asked and said of a project that left its table, came under another name, or came from another unit?"""

from collections.abc import Iterable, Sequence

from toolkit.model.cells import CellRef
from toolkit.model.decisions import (
    ALL_KEPT,
    EACH,
    ENDED_NOW,
    FORGOTTEN,
    MOVED_TO,
    NOT_SAME,
    SAME,
    STILL_KEPT,
    UNIT_MERGED,
    UNIT_STANDS,
    WITHDRAWN_NOW,
    Decision,
    Question,
    decision_id,
)
from toolkit.model.findings import Finding, found
from toolkit.model.money import in_yi
from toolkit.model.period import ReportingPeriod
from toolkit.register.threads import Row, Thread

SHOWN = 3


def identity_id(thread: Thread, row: Row) -> str:
    """Return the id of the question whether a new row is a known project."""
    return decision_id(Question.IDENTITY, thread.origin.unit, thread.origin.name, row.unit, row.name)


def identity_question(thread: Thread, row: Row, like: Sequence[str]) -> Decision:
    """Ask whether a new row is a project that has left its table: renamed, or moved to another unit."""
    old = thread.last
    moved = thread.unit != row.unit
    same = f"{SAME}，由{thread.unit}移交{row.unit}" if moved else SAME
    what = f"是同一项目移交，还是两个项目？（{row.unit}新报）" if moved else "是不是同一项目改名？"
    agreeing = f"。{'、'.join(like)}" if like else ""
    situation = f"{described(old)}本月表里没有，新报了{described(row)}，{what}{agreeing}。"
    units = "、".join(dict.fromkeys((thread.unit, row.unit)))
    choices = (same, NOT_SAME)
    return Decision(identity_id(thread, row), Question.IDENTITY, units, old.project.name or "", situation, choices)


def vanished_id(thread: Thread, since: ReportingPeriod) -> str:
    """Return the id of the question what became of a project that a table lacks since a month."""
    return decision_id(Question.VANISHED, thread.origin.unit, thread.origin.name, str(since))


def vanished_question(thread: Thread, since: ReportingPeriod, units: Iterable[str]) -> Decision:
    """Ask what became of a project that left its unit's table without a word."""
    others = tuple(f"{MOVED_TO}{unit}" for unit in units if unit != thread.unit)
    told = f"从{since.label}起的统计表里没有这个项目，也没有说明去向。"
    told += "上年的数不带到今年，不计入。" if thread.asleep else f"裁定以前按{thread.last.period.label}的数沿用。"
    return Decision(
        vanished_id(thread, since),
        Question.VANISHED,
        thread.unit,
        thread.last.project.name or "",
        f"{described(thread.last)}{told}",
        (STILL_KEPT if thread.asleep else FORGOTTEN, ENDED_NOW, WITHDRAWN_NOW, *others),
        proposal=STILL_KEPT if thread.asleep else "",
    )


def left_out_id(unit: str, since: ReportingPeriod) -> str:
    """Return the id of the question what became of the projects of the former year that a unit's table lacks."""
    return decision_id(Question.VANISHED, unit, "上年项目", str(since))


def left_out_question(unit: str, since: ReportingPeriod, threads: Sequence[Thread]) -> Decision:
    """Ask once for all of a unit's projects of the former year that its first table of the year lacks."""
    named = "".join(f"“{one.last.project.name}”" for one in threads)
    situation = (
        f"{unit}上年在库的项目，从{since.label}起的统计表里没有、也没有说明去向的有{len(threads)}个：{named}。"
        f"上年的数不带到今年，不计入。有终止、撤项、移交的，请选“{EACH}”。"
    )
    id = left_out_id(unit, since)
    return Decision(id, Question.VANISHED, unit, "", situation, (ALL_KEPT, EACH), proposal=ALL_KEPT)


def units_id(olds: Sequence[str], new: str, since: ReportingPeriod) -> str:
    """Return the id of the question whether units have been merged into another."""
    return decision_id(Question.UNIT, new, *sorted(olds), str(since))


def units_question(olds: Sequence[str], new: str, since: ReportingPeriod, rows: Sequence[Row]) -> Decision:
    """Ask whether units without a table report through another one, whose table names their projects."""
    named = "".join(f"“{row.project.name}”" for row in rows[:SHOWN]) + ("等" if len(rows) > SHOWN else "")
    who = "、".join(sorted(olds))
    situation = (
        f"{who}从{since.label}起没有报表，上月的项目报在{new}的表里：{named}，共{len(rows)}个，"
        f"项目名称和项目方都相同。{who}是不是已经并入{new}？"
    )
    choices = (f"{UNIT_MERGED}{new}", UNIT_STANDS)
    return Decision(units_id(olds, new, since), Question.UNIT, f"{who}、{new}", "", situation, choices)


def described(row: Row) -> str:
    """``江口乡“甲项目”（某公司，2亿元，江口乡6月.xlsx Sheet1 表 第5行）``."""
    project = row.project
    amount = "金额未填" if project.investment_yuan is None else f"{in_yi(project.investment_yuan)}亿元"
    place = CellRef(row.file, project.ref.sheet, project.ref.row)
    return f"{row.unit}“{project.name}”（{project.investor or '项目方未填'}，{amount}，{place}）"


def ended(row: Row) -> Finding:
    """Say that a project counts no more, as its unit wrote that it has ended."""
    cell = row.project.cell("progress")
    place = CellRef(row.file, cell.sheet, cell.row, cell.column)
    return found("project_ended", place, name=row.project.name, typed=row.project.progress, period=row.period.label)


def renamed(old: Row, row: Row) -> Finding:
    """Say that a row is a known project, as all but its name agrees."""
    cell = row.project.cell("name")
    place = CellRef(row.file, cell.sheet, cell.row, cell.column)
    return found("project_renamed", place, name=row.project.name, before=old.project.name)
