"""Which command closes a year and opens the next one? new-year."""

import sys
from datetime import date
from pathlib import Path

import click

from toolkit.cli import listing
from toolkit.cli.options import CLEAN, FINDINGS, as_of_option, own_workspace, rules_option, workspace_option


@click.command("new-year")
@click.argument("folder", metavar="新文件夹", type=click.Path(file_okay=False, path_type=Path))
@workspace_option
@click.option("--scheme", help="新一年的规则；不写时用现在的规则，现在的规则不管新一年的，先沿用。")
@click.option("--dry-run", is_flag=True, help="只看还有什么没办，什么也不写。")
@rules_option
@as_of_option
def new_year(folder: Path, workspace: Path, scheme: str | None, dry_run: bool, as_of: date) -> None:
    """结转到新的一年：列出没办完的，建好下一年的工作文件夹；去年的文件夹不动，已有的文件不覆盖，重新定过稿的换新的。"""
    from toolkit.workflow.actions import new_year as work

    opened = own_workspace(workspace)
    year = opened.scheme.year
    with listing.ProgressLine() as progress:
        end = work.look_back(opened, as_of, progress)
    click.echo(f"{opened.scheme.jurisdiction}{year}年，按{end.result.period.label}结转")
    for words in end.still_open:
        click.echo(f"  没办完：{words}")
    if not end.still_open:
        click.echo("  都办完了。")
    if dry_run:
        click.echo("这是试看，没有写。")
        sys.exit(FINDINGS if end.still_open else CLEAN)
    with listing.ProgressLine() as progress:
        made = work.open_next(end, folder, scheme, as_of, progress)
    click.echo(f"{made.workspace.scheme.year_in_words}的工作文件夹：{folder}")
    nothing = "没有要补的" if made.replaced else "都已经有了，没有改动"
    click.echo(f"  带过去：{'、'.join(made.made) or nothing}")
    for words in made.replaced:
        click.echo(f"  换新的：{words}")
    for words in made.differs:
        click.echo(f"  请核对：{words}。")
    if made.rosters:
        click.echo(f"  名册照抄，请核对人员变动：{'、'.join(made.rosters)}")
    click.echo(f"  项目：{made.running} 个在库，编号不变" + (f"；留下 {len(made.left)} 个" if made.left else ""))
    for name in made.left:
        click.echo(f"    留下：{name}")
    click.echo("  下一步：把新一年的目标表放进“目标”，核对 基数.csv，从1月做起。")
    sys.exit(FINDINGS if end.still_open else CLEAN)
