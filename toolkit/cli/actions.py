"""Which commands belong to the control workbook and the computer? run, build, bundle, doctor."""

import sys
from datetime import datetime
from pathlib import Path

import click

from toolkit.cli import listing
from toolkit.cli.options import CLEAN, FINDINGS, PeriodType, own_workspace, workspace_option
from toolkit.model.control import BUTTONS, WORKBOOK, button
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod

LINES = "\n\n\b\n" + "\n".join(f"{one.action:<13} {one.caption}" for one in BUTTONS)


@click.command(help=f"在没有 Excel 的电脑上执行工具箱按钮的功能；结果同样写进首页和运行记录。{LINES}")
@click.argument("action", metavar="按钮", type=click.Choice([one.action for one in BUTTONS]))
@click.option(
    "--book",
    type=click.Path(dir_okay=False, path_type=Path),
    default=WORKBOOK,
    help="工具箱工作簿，默认招商工具箱.xlsm。",
)
@click.option("--period", type=PeriodType(), help="报送月份，例如 2022-06。不写时取首页上填的月份。")
@click.option("--yes", is_flag=True, help="要问的都答“是”，例如确定发送。")
@click.option("--window", is_flag=True, help="做完停住，等人看过再关窗口；“按钮”文件夹里的图标用的。")
def run(action: str, book: Path, period: ReportingPeriod | None, yes: bool, window: bool) -> None:
    """Do one button's work with the settings of a closed control workbook."""
    if window:
        from toolkit.cli.window import in_window
        from toolkit.workflow.steps.workspace import OUTPUT

        if not in_window(
            button(action).caption, lambda: _run(action, book, period, yes), book.resolve().parent / OUTPUT
        ):
            sys.exit(FINDINGS)
        return
    click.echo(_run(action, book, period, yes))


def _run(action: str, book: Path, period: ReportingPeriod | None, yes: bool) -> str:
    """Do it, and return what the closing dialog says."""
    from toolkit.workflow.actions.closed_workbook import run_booked

    def ask(question: str) -> bool:
        click.echo(question)
        return yes or click.prompt("确定请输入“是”，不做请直接回车", default="", show_default=False).strip() == "是"

    with listing.ProgressLine() as progress:
        report, recorded = run_booked(action, book, datetime.now().astimezone(), progress, ask, period)
    open_now = f"\n“{book.name}”正被打开，结果没有写进首页和运行记录。"
    return report.dialog + ("" if recorded else open_now)


@click.command()
@workspace_option
@click.option("--replace", is_flag=True, help="已经有了也重新生成：填过的设置带过来，旧的改名留在旁边。")
@click.option(
    "--program",
    type=click.Choice(["excel", "libreoffice"]),
    default="excel",
    help="给哪个程序用；libreoffice 是测试用的，按钮一样。",
)
def build(workspace: Path, replace: bool, program: str) -> None:
    """在工作文件夹里生成招商工具箱.xlsm，和“按钮”文件夹里双击就用的图标。"""
    from toolkit.files import saving
    from toolkit.workflow.actions.launchers import write_launchers
    from toolkit.workflow.actions.toolbox import rebuild, write_lists

    today = datetime.now().astimezone().date()
    opened = own_workspace(workspace)
    said = write_lists(opened, today)
    with listing.ProgressLine() as progress:
        progress("工具箱", 1, 1)
        written = rebuild(opened, today, replace, program)
        launchers = write_launchers(opened)
    click.echo(f"工具箱：{written}{saving.note(written)}")
    click.echo(f"没有 Excel 的电脑用：{launchers}")
    for line in said:
        click.echo(line)


@click.command()
@workspace_option
def doctor(workspace: Path) -> None:
    """检查这台电脑有什么、缺什么，缺的怎么办；不改任何东西。"""
    from toolkit.workflow.steps.computer import look, page
    from toolkit.workflow.steps.workspace import SETTINGS

    root = workspace.resolve()
    if not root.is_dir():
        raise ToolkitError(f"没有“{root}”这个文件夹。请核对 -w 后面写的位置。")
    settings = root / SETTINGS
    looks = tuple(look(root, settings if settings.exists() else None, datetime.now().astimezone().date()))
    click.echo(page(looks))
    lacking = sum(bool(one.to_do) for one in looks)
    click.echo(f"检查了 {len(looks)} 项，{f'{lacking} 项要处理：照“→”后面写的做。' if lacking else '没有要处理的。'}")
    sys.exit(FINDINGS if lacking else CLEAN)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default="招商工具箱安装包", help="安装包放在哪个文件夹。")
@click.option(
    "--python-version", default="3.11", help="办公室电脑上的 Python 版本，例如 3.11；安装包只适用于这一版本。"
)
@click.option(
    "--system",
    type=click.Choice(["windows", "linux", "linux-arm"]),
    default="windows",
    help="办公室电脑的系统，都是64位：windows；linux，麒麟、统信（海光、兆芯、Intel）；linux-arm，麒麟、统信（飞腾、鲲鹏）。",
)
@click.option(
    "--runtime",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="连 Python 一起带上：下载好的 Python 压缩包，Windows 用官方的 embeddable package (64-bit)。",
)
@click.option(
    "--wheel", type=click.Path(exists=True, path_type=Path), help="工具箱自己的 .whl 安装文件；在源代码里运行时不用写。"
)
def bundle(out: Path, python_version: str, system: str, runtime: Path | None, wheel: Path | None) -> None:
    """做一个不联网也能装的安装包：安装.cmd（Windows）、安装.sh（麒麟、统信）和全部组件。"""
    from toolkit.workflow.actions.bundle import INSTALLER, LINUX_INSTALLER, make_bundle
    from toolkit.workflow.actions.bundle_target import SYSTEMS

    chosen = {one.id: one for one in SYSTEMS}[system]
    with listing.ProgressLine() as progress:
        count = make_bundle(out, python_version, wheel, progress, chosen, runtime)
    installer = INSTALLER if system == "windows" else LINUX_INSTALLER
    click.echo(f"安装包：{out}，{count} 个组件，适用于{chosen.title}上的 Python {python_version}（64位）。")
    first = "把整个文件夹拷到办公室电脑上" if runtime else "办公室电脑上先装这个版本的 Python，再把整个文件夹拷过去"
    click.echo(f"{first}，双击“{installer}”。{'Python 已经带上，不用另装。' if runtime else ''}")
