"""Which command corrects one value of a unit for the whole county? correct."""

from datetime import date
from pathlib import Path

import click

from toolkit.cli import listing
from toolkit.cli.options import as_of_option, own_workspace, period_option, present, workspace_option
from toolkit.model.corrections import EMPTY_CELL, CorrectionLine
from toolkit.model.figures import with_unit
from toolkit.model.period import ReportingPeriod


@click.command()
@click.option("--unit", required=True, help="报送单位。")
@click.option("--project", required=True, help="项目的编号或名称。")
@click.option("--field", required=True, help="更正哪一项，例如 到位资金、投资总额、开工日期。")
@click.option("--value", required=True, help="更正成什么；金额单位亿元，外资万美元，可以带单位。")
@click.option("--by", required=True, help="更正人。")
@click.option("--reason", required=True, help="理由，写进台账、依据和给单位的邮件。")
@click.option("--dry-run", is_flag=True, help="只看会改哪些数，不记入。")
@workspace_option
@period_option
@as_of_option
def correct(
    unit: str,
    project: str,
    field: str,
    value: str,
    by: str,
    reason: str,
    dry_run: bool,
    workspace: Path,
    period: ReportingPeriod | None,
    as_of: date,
) -> None:
    """更正一个项目的一个数：从本月起采用，单位改报后不再采用。要撤销的，在 项目库.xlsx 的“更正”表里删去这一行。"""
    from toolkit.workflow.actions import correct as action

    opened, period = present(own_workspace(workspace), period)
    typed = CorrectionLine(unit, project, field, value, str(period), reason=reason.strip(), by=by.strip())
    with listing.ProgressLine() as progress:
        line = action.line_of(opened, period, typed, as_of)
        done = action.correct(opened, line, as_of, dry_run=dry_run, progress=progress)
    one = done.correction
    change = f"{done.was or EMPTY_CELL} → {one.line.value}"
    click.echo(f"{one.unit} {one.line.project}：{one.heading} {change}，从{period.label}起。")
    click.echo(f"理由：{one.line.reason}（{one.who}）")
    for figure in done.changes:
        indicator = figure.before.indicator
        before, after = (with_unit(one.actual, indicator) for one in (figure.before, figure.after))
        click.echo(f"  {indicator.name}：{before} → {after}")
    if done.path is None:
        click.echo("只是试算，没有记入。")
    else:
        click.echo(f"已记入 {done.path.name} 的“更正”表。重新汇总后计入：zhaoshang consolidate --period {period}")
