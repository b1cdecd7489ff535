"""Which commands deal with rulebooks? init, schemes, schemes show."""

from datetime import datetime
from pathlib import Path

import click

from toolkit.cli import listing
from toolkit.cli.options import shipped_scheme
from toolkit.cli.usage import Menu
from toolkit.model.control import WORKBOOK
from toolkit.model.errors import ToolkitError


@click.command()
@click.argument("folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@click.option("--scheme", required=True, help="规则名称，例如 luzhai-2022。")
def init(folder: Path, scheme: str) -> None:
    """新建一个工作文件夹；已有的文件一概不动，已用别的规则的工作文件夹不接受。"""
    from toolkit.workflow.actions.toolbox import rebuild, write_lists
    from toolkit.workflow.steps.locking import alone
    from toolkit.workflow.steps.workspace import create_workspace

    workspace = create_workspace(folder, scheme)
    with alone(workspace.root), listing.ProgressLine() as progress:
        write_lists(workspace)
        if not (folder / WORKBOOK).exists():
            progress("工具箱", 1, 1)
            rebuild(workspace, datetime.now().astimezone().date(), replace=False)
    click.echo(f"工具箱：{folder / WORKBOOK}。用 Excel 打开它，照“使用说明”做。")
    click.echo(
        f"工作文件夹：{workspace.root}。把目标表放进“目标”，把收到的表放进“报送/2022-06”这样的文件夹；"
        "各单位的邮箱写进“通讯录.csv”，收到的日期写进“收件登记.csv”。下一步：进到这个文件夹，输入 zhaoshang。"
    )


@click.group(cls=Menu, invoke_without_command=True)
@click.pass_context
def schemes(ctx: click.Context) -> None:
    """列出规则；schemes show 名称 逐条显示。"""
    if ctx.invoked_subcommand is None:
        from toolkit.schemes.loader import load_shipped, scheme_ids

        for id in scheme_ids():
            try:
                click.echo(f"{id}  {load_shipped(id).cited_title}")
            except ToolkitError as trouble:  # one that is damaged does not hide the others
                click.echo(f"{id}  不能使用：{trouble}")


@schemes.command()
@click.argument("name", metavar="名称")
def show(name: str) -> None:
    """逐条显示一份规则：指标、目标行、期限、审批程序、口径，各带条款。"""
    click.echo(listing.scheme_in_words(shipped_scheme(name)))
