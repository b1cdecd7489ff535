"""Which commands are there? The command line is parsed, the workflow called, the result printed in Chinese."""

import sys

import click

from toolkit import __version__
from toolkit.cli import screen
from toolkit.cli.options import BUG, OPERATOR
from toolkit.cli.usage import COMMAND, OPTIONS, Menu, Shelf, speak_chinese
from toolkit.files import saving
from toolkit.files.cycles import collect_seldom
from toolkit.model.errors import ToolkitError

# In the order of the work: where each command is found. Only the one that is typed is loaded.
COMMANDS = {
    "demo": "toolkit.cli.demonstration",
    "init": "toolkit.cli.rulebooks",
    "issue": "toolkit.cli.statistics",
    "check": "toolkit.cli.statistics",
    "consolidate": "toolkit.cli.statistics",
    "decisions": "toolkit.cli.decisions",
    "decide": "toolkit.cli.decisions",
    "correct": "toolkit.cli.corrections",
    "project": "toolkit.cli.projects",
    "unit": "toolkit.cli.projects",
    "reconcile": "toolkit.cli.statistics",
    "publish": "toolkit.cli.publishing",
    "new-year": "toolkit.cli.new_year",
    "province": "toolkit.cli.province",
    "trip": "toolkit.cli.trips",
    "assess": "toolkit.cli.assess",
    "calendar": "toolkit.cli.assess",
    "send": "toolkit.cli.mail",
    "collect": "toolkit.cli.mail",
    "claim": "toolkit.cli.claiming",
    "run": "toolkit.cli.actions",
    "build": "toolkit.cli.actions",
    "bundle": "toolkit.cli.actions",
    "doctor": "toolkit.cli.actions",
    "notice": "toolkit.cli.notices",
    "schemes": "toolkit.cli.rulebooks",
}

speak_chinese()
screen.print_calmly()


@click.group(
    cls=Menu,
    commands=Shelf(COMMANDS),
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
        from toolkit.cli import home

        click.echo(home.where_things_stand())


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
        import tempfile
        import traceback

        with tempfile.NamedTemporaryFile(
            "w", suffix=".txt", prefix="zhaoshang-", delete=False, encoding="utf-8"
        ) as log:
            traceback.print_exc(file=log)
        click.echo(f"程序出错了，详情已写入 {log.name}，请把它发给维护人员。您的文件没有改动。", err=True)
        sys.exit(BUG)
