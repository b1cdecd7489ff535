"""How is the demonstration run? Four counties, two months each, with the data that the package brings."""

from pathlib import Path

import click

from toolkit.cli import listing


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default="招商演示", help="结果放在哪里（默认 招商演示/）。")
@click.option("--send", is_flag=True, help="另外真的发一封邮件，只发到本机，不联网；收到的放在“收到的邮件”里。")
def demo(out: Path, send: bool) -> None:
    """用自带的演示数据做四个县各两个月的工作：上月定稿，本月裁定一项，汇总，写公文和邮件。"""
    from toolkit.workflow.actions.demo import SAMPLES, run_story

    first, *others = SAMPLES
    with listing.ProgressLine() as progress:
        opening = run_story(out, first, progress, send)
    click.echo(listing.story_summary(opening))
    for sample in others:
        with listing.ProgressLine() as progress:
            click.echo(listing.story_summary(run_story(out, sample, progress)))
    click.echo(listing.after_the_story(opening))
