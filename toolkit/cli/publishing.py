"""Which command issues a month? publish."""

import sys
from datetime import date
from pathlib import Path

import click

from toolkit.cli import listing
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    as_of_option,
    own_workspace,
    period_option,
    present,
    workspace_option,
)
from toolkit.model.period import ReportingPeriod


@click.command()
@workspace_option
@period_option
@click.option("--reason", default="", help="为什么再定稿，记在定稿里。第一次定稿可以不写。")
@click.option("--dry-run", is_flag=True, help="只看还有什么没办、和上次定稿差在哪里，什么也不写。")
@as_of_option
def publish(workspace: Path, period: ReportingPeriod | None, reason: str, dry_run: bool, as_of: date) -> None:
    """定稿：把一个月的汇总表、通报、邮件和数据存进“定稿”，以后不再变。已经定稿的，先列出差别，写明理由才再定一次。"""
    from toolkit.workflow.actions import publish as work

    opened, period = present(own_workspace(workspace), period)
    with listing.ProgressLine() as progress:
        planned = work.plan(opened, period, as_of, progress)
    click.echo("\n".join(listing.before_issue(planned)))
    if planned.is_done:
        sys.exit(CLEAN)
    if dry_run:
        click.echo("这是试看，没有定稿。")
        sys.exit(FINDINGS if planned.still_open or planned.changes else CLEAN)
    if planned.needs_reason and not reason.strip():
        click.echo(f'没有再定稿。确实要再定的，写明理由：zhaoshang publish --period {period} --reason "…"')
        sys.exit(FINDINGS)
    with listing.ProgressLine() as progress:
        folder = work.publish(planned, reason.strip(), progress)
    click.echo(f"已定稿，第{planned.number}次：{folder}")
    sys.exit(FINDINGS if planned.still_open else CLEAN)
