"""Which commands are there? The command line is parsed, the workflow called, the result printed in Chinese."""

import sys
import tempfile
import traceback
from pathlib import Path

import click

from toolkit import __version__
from toolkit.cli import (
    actions,
    assess,
    claiming,
    corrections,
    decisions,
    home,
    listing,
    mail,
    new_year,
    notices,
    projects,
    province,
    publishing,
    rulebooks,
    screen,
    statistics,
    trips,
)
from toolkit.cli.options import BUG, OPERATOR
from toolkit.cli.usage import COMMAND, OPTIONS, Menu, speak_chinese
from toolkit.files import saving
from toolkit.files.cycles import collect_seldom
from toolkit.model.errors import ToolkitError

speak_chinese()
screen.print_calmly()


@click.group(
    cls=Menu,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=OPTIONS,
    subcommand_metavar=COMMAND,
)
@click.version_option(__version__, prog_name="zhaoshang", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """招商引资统计汇总工具箱。不写命令时，说明工作文件夹现在的情况和下一步。

    报送月份：凡有 --period 的命令，不写时取“报送”里最近的一个月；calendar 列的是日历上的一个月，不写时取当月。
    """
    if ctx.invoked_subcommand is None:
        click.echo(home.where_things_stand())


@main.command()
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


COMMANDS = (
    rulebooks.init,
    statistics.issue,
    statistics.check,
    statistics.consolidate,
    decisions.decisions,
    decisions.decide,
    corrections.correct,
    projects.project,
    projects.unit,
    statistics.reconcile,
    publishing.publish,
    new_year.new_year,
    province.province,
    trips.trip,
    assess.assess,
    assess.calendar,
    mail.send,
    mail.collect,
    claiming.claim,
    actions.run,
    actions.build,
    actions.bundle,
    actions.doctor,
    notices.notice,
    rulebooks.schemes,
)
for command in COMMANDS:
    main.add_command(command)


def run() -> None:
    """Run the command line; an operator's mistake is one sentence, a bug tells where its details are."""
    screen.write_any_sign()
    collect_seldom()
    try:
        main.main(standalone_mode=True)
    except ToolkitError as error:
        click.echo(f"不能继续：{error}", err=True)
        sys.exit(OPERATOR)
    except Exception as error:  # noqa: BLE001 - the last line of defence writes what it caught
        if saving.is_full(error):
            click.echo(f"不能继续：{saving.no_room()}", err=True)
            sys.exit(OPERATOR)
        with tempfile.NamedTemporaryFile(
            "w", suffix=".txt", prefix="zhaoshang-", delete=False, encoding="utf-8"
        ) as log:
            traceback.print_exc(file=log)
        click.echo(f"程序出错了，详情已写入 {log.name}，请把它发给维护人员。您的文件没有改动。", err=True)
        sys.exit(BUG)
