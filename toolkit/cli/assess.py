"""Which commands look at the year as a whole? assess, calendar."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli import listing
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    PeriodType,
    as_of_option,
    own_workspace,
    period_option,
    present,
    workspace_option,
)
from toolkit.files import saving
from toolkit.model.assessment import AgendaItem, Assessment, Progress, ScoreTable
from toolkit.model.figures import rate
from toolkit.model.findings import as_lines
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod

if TYPE_CHECKING:
    from toolkit.workflow.steps.workspace import Workspace

WEEKDAYS = "一二三四五六日"
FIRST_PLACES = 3


@click.command()
@workspace_option
@period_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="考核表写到哪个文件，默认 输出/月份/。")
@click.option(
    "--books", is_flag=True, help="只生成计分台账、责任分工表等方案要建的台账，放进“考核”；填了的不动，缺的行补上。"
)
@click.option(
    "--papers",
    is_flag=True,
    help="只把方案要建的台账印成 Word，供签字、上墙，放进 输出/月份/台账；鹿寨的年底绩效考核依据也在其中。",
)
@as_of_option
def assess(
    workspace: Path, period: ReportingPeriod | None, out: Path | None, books: bool, papers: bool, as_of: date
) -> None:
    """计分、排名、红黑榜和到期跟踪；对排名靠后单位的处理，仅作为提请研究的建议列出。"""
    from toolkit.workflow.steps.assessing import write_assessment
    from toolkit.workflow.steps.month import consolidate_workspace

    opened = own_workspace(workspace)
    if books:
        _write_books(opened, period, as_of)
        return
    opened, period = present(opened, period)
    with listing.ProgressLine() as progress:
        result = consolidate_workspace(opened, period, as_of, progress)
        if papers:
            _print_books(opened, result)
            return
        progress("考核表", 1, 1)
        written = write_assessment(opened, result, out)
    click.echo(in_words(result))
    click.echo(f"考核表：{written}{saving.note(written)}")
    assessment = result.assessment or Assessment()
    sys.exit(FINDINGS if assessment.findings else CLEAN)


def _write_books(opened: "Workspace", period: ReportingPeriod | None, as_of: date) -> None:
    from toolkit.workflow.actions.year_buttons import begin_books
    from toolkit.workflow.steps.kept_books import need_a_month

    if need_a_month(opened) and (opened.periods() or period is not None):
        opened, period = present(opened, period)
    with listing.ProgressLine() as progress:
        made = begin_books(opened, period, as_of, progress)
    click.echo(f"台账：{'、'.join(path.name for path in made) or '都已经有了，没有要补的行，没有改动'}")


def _print_books(opened: "Workspace", result: Consolidation) -> None:
    from toolkit.workflow.steps.conduct_paper import print_conduct
    from toolkit.workflow.steps.kept_books import print_kept_books

    annex = print_conduct(opened, result)
    made = [*print_kept_books(opened, result), *([annex] if annex else [])]
    if not made:
        click.echo("这份方案没有要印的台账。")
    for path in made:
        click.echo(f"{path.stem}：{path}{saving.note(path)}")


@click.command()
@workspace_option
@click.option("--period", type=PeriodType(), help="列哪个月的，例如 2022-07。不写时取本月。")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="日历写到哪个 .ics 文件，默认 输出/月份/。"
)
@as_of_option
def calendar(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date) -> None:
    """列出一个月里谁该报什么、开什么会，并写成可导入手机和电脑的 .ics 日历。"""
    from toolkit.workflow.steps.assessing import write_calendar

    period = period or ReportingPeriod(as_of.year, as_of.month)
    opened = own_workspace(workspace).at(period)
    items, paths = write_calendar(opened, period, as_of, out)
    click.echo(f"{opened.scheme.jurisdiction}{period.label}到期的事项 {len(items)} 件")
    for item in items:
        click.echo(f"  {_item(item)}")
    click.echo(f"日历：{paths[0]}；表格：{paths[1]}")


def _item(item: AgendaItem) -> str:
    day = f"{item.day.isoformat()}（周{WEEKDAYS[item.day.weekday()]}）"
    to = f" → {item.receiver}" if item.receiver and item.kind == "报送" else ""
    note = f"。{item.note}" if item.note else ""
    return f"{day} {item.kind} {item.what}：{item.who}{to}{note}"


def in_words(result: Consolidation) -> str:
    """Return the assessment as a few lines: first and last places, what is overdue, and the proposals."""
    assessment = result.assessment or Assessment()
    lines = [f"{result.scheme.jurisdiction}{result.period.label}考核（截至 {result.as_of}）"]
    ranked = [line for line in assessment.index if line.rank is not None]
    if ranked:
        first = "、".join(f"{line.label} {rate(line.index)}" for line in ranked[:FIRST_PLACES])
        last = "、".join(f"{line.label} {rate(line.index)}" for line in ranked if (line.bottom or 0) <= 2)
        lines += [f"  综合指数最高：{first}", f"  综合指数最低：{last}"]
    if assessment.scores is not None and not assessment.scores.unplaced:
        untold = {name for table in assessment.scores.tables for name in table.untold}
        totals = [(one.name, "无数据" if one.name in untold else f"{one.score:g}") for one in assessment.scores.places]
        lines.append("  计分：" + "、".join(f"{name} {total}" for name, total in totals))
        lines += [f"  {said}" for table in assessment.scores.tables if (said := _grades(table))]
    for board in assessment.boards:
        for mark in ("红榜", "黑榜"):
            named = [f"{line.unit}（{line.place}）" for line in board.lines if line.mark == mark]
            preview = "" if board.closed else "，期限未到"
            lines.append(f"  {board.rule.name}{mark}（{board.span}{preview}）：{'、'.join(named) or '无'}")
    lines += _limits(assessment)
    for one in assessment.proposals:
        places = "；".join(map(str, one.places))
        lines.append(f"  提请研究：{one.unit} {one.consequence.name}（{places}；{one.state}）")
    lines += [f"  {gap}" for gap in (*assessment.withheld, *assessment.gaps)]
    lines += [f"  {line}" for line in map(str, as_lines(assessment.findings))]
    return "\n".join(lines)


def _grades(table: ScoreTable) -> str:
    """Return who has which 等次 in a table, the best first; '' where there are none."""
    names = dict.fromkeys(one.name for grade in table.grades for one in grade.grades)
    names |= dict.fromkeys(one.name for one in table.grades)
    held = [(name, [one.unit for one in table.grades if one.name == name]) for name in names]
    said = "；".join(f"{name} {'、'.join(units)}" for name, units in held if units)
    whose = "，".join(part for part in (table.scope, table.span) if part)
    return f"等次{f'（{whose}）' if whose else ''}：{said}" if said else ""


def _limits(assessment: Assessment) -> list[str]:
    steps = [(one.record.project, one.record.stage, one.progress) for one in assessment.tracked]
    steps += [(one.project, one.pair.label, one.progress) for one in assessment.pairs]
    said = []
    for progress in (Progress.OVERDUE, Progress.WARNED):
        named = [f"{project} {stage}" for project, stage, its in steps if its is progress]
        said += [f"  {progress.value}：{'、'.join(named)}"] if named else []
    return said
