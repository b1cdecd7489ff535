"""Which command says whose a waiting file is, and of which month? claim."""

from datetime import datetime
from pathlib import Path

import click

from toolkit.cli.options import PeriodType, own_workspace, workspace_option
from toolkit.model.period import ReportingPeriod


@click.command()
@click.argument("file", metavar="文件")
@click.option("--unit", required=True, help="是哪个单位的，例如 江口乡。")
@click.option("--period", type=PeriodType(), required=True, help="是哪个月的，例如 2022-06。")
@workspace_option
def claim(file: str, unit: str, period: ReportingPeriod, workspace: Path) -> None:
    """认领“待认领”里的文件：写明单位和月份，放进“报送”下的那个月，并记入 收件登记.xlsx。"""
    from toolkit.workflow.steps import claiming

    done = claiming.claim(own_workspace(workspace), file, unit, period, datetime.now().astimezone().date())
    click.echo(f"{done.was} → {done.place}（{done.unit}，{done.period.label}），已记入 收件登记.xlsx。")
    click.echo(f"下一步：zhaoshang check --period {done.period}")
