"""Which commands deal with rulebooks? init, schemes, schemes show, check, export, new, renew."""

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli import listing
from toolkit.cli.options import CLEAN, FINDINGS, YearType, home_of, named_scheme, rules_option
from toolkit.cli.usage import Menu
from toolkit.model.control import WORKBOOK
from toolkit.model.errors import ToolkitError
from toolkit.model.scheme import Scheme

if TYPE_CHECKING:
    from toolkit.model.renewal import RenewalLine


@click.command()
@click.argument("folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@click.option("--scheme", required=True, help="规则名称，例如 luzhai-2022。也可以写规则的文件夹，会抄进“规则”里。")
@click.option("--year", type=YearType(), help="哪一年的，例如 2022；一个文件夹只做一年。不写时取规则的第一年。")
@rules_option
def init(folder: Path, scheme: str, year: int | None) -> None:
    """新建一年的工作文件夹；不改动已有文件；已用其他规则、其他年份的工作文件夹不能再用。"""
    from toolkit.workflow.actions.launchers import write_launchers
    from toolkit.workflow.actions.toolbox import rebuild, write_lists
    from toolkit.workflow.steps import places
    from toolkit.workflow.steps.locking import alone
    from toolkit.workflow.steps.workspace import SETTINGS, create_workspace

    is_new = not (folder / SETTINGS).is_file()
    workspace = create_workspace(folder, scheme, year)
    today = datetime.now().astimezone().date()
    with alone(workspace.root), listing.ProgressLine() as progress:
        said = write_lists(workspace, today)
        if not (folder / WORKBOOK).exists():
            progress("工具箱", 1, 1)
            rebuild(workspace, today, replace=False)
        if not workspace.launchers.exists():
            write_launchers(workspace)
    click.echo(
        f"工具箱：{folder / WORKBOOK}。用 Excel 打开它，照“使用说明”做；没有 Excel 的，双击“按钮”文件夹里的图标。"
    )
    for line in () if is_new else said:
        click.echo(line)
    for found, to_do in places.drawbacks(workspace.root):
        click.echo(f"请注意：这个文件夹{found}。{to_do}")
    click.echo(
        f"工作文件夹：{workspace.root}，年份 {workspace.scheme.year_in_words}{_other_years(workspace.scheme)}。"
        f"把目标表放进“目标”，把收到的表放进“报送/{workspace.scheme.year}-06”这样的文件夹；"
        "各单位的邮箱写进“通讯录.xlsx”，办公室自己的设置填在“设置.xlsx”，收到的文件由“收件登记.xlsx”登记，手工收到的请在里面核定时间。"
        "下一步：进到这个文件夹，输入 zhaoshang。"
    )


def _other_years(scheme: Scheme) -> str:
    others = "、".join(str(year) for year in scheme.valid if year != scheme.year)
    return f"（这份规则还管{others}年；要做别的年份的，各用 --year 另建一个）" if others else ""


@click.group(cls=Menu, invoke_without_command=True)
@rules_option
@click.pass_context
def schemes(ctx: click.Context) -> None:
    """列出规则：先找工作文件夹的“规则”，再找用户文件夹的“招商规则”，最后是工具箱自带的。"""
    if ctx.invoked_subcommand is None:
        from toolkit.schemes.loader import load
        from toolkit.schemes.shelves import rulebooks

        seen: set[str] = set()
        for one in rulebooks(home_of(Path.cwd())):
            where = f"（{one.where}）" if one.where else ""
            hidden = "；前面已有同名的，用不到这一份" if one.id in seen else ""
            seen.add(one.id)
            try:
                click.echo(f"{one.id}  {load(one.folder).cited_title}{where}{hidden}")
            except ToolkitError as trouble:  # one that is damaged does not hide the others
                click.echo(f"{one.id}  不能使用{where}：{trouble}{hidden}")


@schemes.command()
@click.argument("name", metavar="名称或文件夹")
@click.option(
    "--xlsx",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="另外写成一本工作簿，供领导审定签字：规则的全部内容，每条带条款原文。",
)
@rules_option
def show(name: str, out: Path | None) -> None:
    """逐条显示一份规则的全部内容：指标、计分、期限、审批、后果、机构、责任分工等，各带条款。"""
    from toolkit.schemes.shelves import find

    scheme, folder = named_scheme(name), find(name, home_of(Path.cwd())).folder
    if out is None:
        from toolkit.cli.rulebook_words import rulebook_in_words
        from toolkit.schemes.sources import sheets

        click.echo(rulebook_in_words(scheme, sheets(folder)))
        return
    from toolkit.files import saving
    from toolkit.workflow.actions.rulebooks import write_to_sign

    written = write_to_sign(folder, out)
    click.echo(f"规则审定表：{written}{saving.note(written)}。打印后请领导审定签字。")


@schemes.command("check")
@click.argument("name", metavar="文件夹或名称")
@rules_option
def check_scheme(name: str) -> None:
    """检查一份规则：所有写错的地方一次列出，写明文件、第几行、怎么改；没有写错的，编几行数试算一遍。"""
    from toolkit.schemes.drafting.proposal import SETTLED, SETTLED_IN_CELLS
    from toolkit.schemes.loader import load, slips_of
    from toolkit.schemes.shelves import WORKBOOK as RULES
    from toolkit.schemes.shelves import find
    from toolkit.schemes.toml_table import AWAITED, CONFIRM
    from toolkit.workflow.actions.trial import try_out

    folder = find(name, home_of(Path.cwd())).folder
    slips = slips_of(folder)
    for slip in slips:
        click.echo(f"  {slip}")
    if slips:
        awaited = sum(AWAITED in slip.text for slip in slips)
        in_cells = (folder / RULES).is_file()
        where = f"“{AWAITED}”一列填着的，{SETTLED_IN_CELLS}" if in_cells else f"有 {CONFIRM} 的，{SETTLED}"
        how = f"其中 {awaited} 处待确认：写着“{AWAITED}”的改成文件的意思；{where}。" if awaited else ""
        click.echo(f"{folder.name}：{len(slips)} 处要改。{how}改好后再检查一次。")
        sys.exit(FINDINGS)
    scheme = load(folder)
    tried = try_out(scheme)
    for trouble in tried.troubles:
        click.echo(f"  {trouble}")
    first = f"试算时有 {len(tried.troubles)} 处要改，见上" if tried.troubles else "没有写错的地方"
    click.echo(f"{scheme.cited_title}：{first}。下面是试算，请看是不是文件的意思。")
    for doubt in tried.doubts:
        click.echo(f"  请核对：{doubt}")
    click.echo("\n".join((*tried.lines, *(f"  待补充：{gap}" for gap in scheme.gaps))))
    sys.exit(FINDINGS if tried.troubles else CLEAN)


@schemes.command()
@click.argument("name", metavar="名称")
@click.argument("folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@click.option("--xlsx", is_flag=True, help="写成一本 规则.xlsx，在 Excel 里改；不用会写 toml。")
@click.option("--toml", is_flag=True, help="写成三个文本文件（规则本来是 规则.xlsx 的，可以这样换过来）。")
@rules_option
def export(name: str, folder: Path, xlsx: bool, toml: bool) -> None:
    """把一份规则抄到一个新文件夹，照着改成本县的；已有的文件夹不动。"""
    from toolkit.schemes.shelves import copy_rulebook, find
    from toolkit.workflow.actions.rulebooks import write_texts, write_workbook

    if xlsx and toml:
        raise ToolkitError("--xlsx 和 --toml 只能写一个：同一份规则只留一种写法。")
    if folder.is_dir() and any(folder.iterdir()):
        raise ToolkitError(f"文件夹“{folder}”里已经有文件，没有改动。请换一个新的文件夹名。")
    source = find(name, home_of(Path.cwd())).folder
    written = (write_workbook if xlsx else write_texts if toml else copy_rulebook)(source, folder)
    if written.suffix == ".xlsx":
        click.echo(
            f"规则：{written}。请先改“基本情况”页，再改“条款”和其他各页；改一处查一次：zhaoshang schemes check {folder}"
        )
    else:
        click.echo(f"规则：{written}。请先改 scheme.toml 里的 id、title、jurisdiction、year，再改条款。")


@schemes.command()
@click.argument("source", metavar="方案", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--id", "id", default="", help="规则的名称，例如 xishan-2023；不写时用地名和年份。")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个新文件夹；不写时用规则的名称。")
@click.option("--xlsx", is_flag=True, help="草稿写成一本 规则.xlsx，在 Excel 里改；不写时是三个文本文件。")
def new(source: Path, id: str, out: Path | None, xlsx: bool) -> None:
    """从方案的 Word 文件或文本起草一份规则：原文、条款、单位、指标、期限等，拿不准的都写明待确认。"""
    from toolkit.workflow.actions.rule_drafts import draft

    made = draft(source, id, out, workbook=xlsx)
    tidied = f"（去掉页码 {made.pages} 处，接上断行 {made.joined} 处）" if made.pages or made.joined else ""
    click.echo(f"规则草稿：{made.folder}，名称 {made.id}")
    click.echo(
        f"  原文 {made.lines} 行{tidied}；{'，'.join(f'{name} {number}' for name, number in made.found.items())}"
    )
    click.echo(f"  待确认 {len(made.slips)} 处，逐处列出：zhaoshang schemes check {made.folder}")
    click.echo(
        "  怎么改，见《规则怎么写》“从方案起草”。都改好了：zhaoshang init 工作文件夹 --scheme 草稿文件夹 --year 年份。"
    )


@schemes.command()
@click.argument("name", metavar="名称或文件夹")
@click.argument("year", metavar="年份", type=YearType())
@click.argument("source", metavar="[新方案]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个新文件夹；不写时用新的规则名称。")
@rules_option
def renew(name: str, year: int, source: Path | None, out: Path | None) -> None:
    """把规则续订到新的一年：条款在新方案里逐条找原话，写明不变、有改动、找不到；改了的数只提建议，由人改。"""
    from toolkit.schemes.shelves import find
    from toolkit.schemes.workbook.words import UNITS
    from toolkit.workflow.actions.rule_drafts import COMPARISON
    from toolkit.workflow.actions.rule_drafts import renew as carry

    made = carry(find(name, home_of(Path.cwd())).folder, year, source, out)
    click.echo(f"{year}年的规则：{made.folder}，名称 {made.id}；去年的没有动")
    if source is None:
        click.echo(f"  没有给{year}年的文件：全部条款等新文件。文件印发后带上文件再续订一次，写到另一个文件夹。")
    clauses = [line for line in made.lines if line.before_line]
    click.echo(f"  条款 {len(clauses)} 条：{_counted(clauses)}")
    if fresh := sum(line.after_line > 0 and not line.before_line for line in made.lines):
        click.echo(f"  新文件里去年没有的话 {fresh} 句")
    if units := [line for line in made.lines if line.kind == UNITS]:
        click.echo(f"  文件列名的单位 {len(units)} 个：{_counted(units)}")
    click.echo(f"  逐条对照：{made.folder / COMPARISON}")
    click.echo(f"  待确认 {len(made.slips)} 处，逐处列出：zhaoshang schemes check {made.folder}")
    click.echo(f"  都改好了，在去年的工作文件夹里：zhaoshang new-year 新文件夹 --scheme {made.folder}")


def _counted(lines: "Sequence[RenewalLine]") -> str:
    """Return how many lines came to what: 不变 4，有改动 2."""
    from toolkit.model.renewal import RESULTS

    counts = {result: sum(line.result == result for line in lines) for result in RESULTS}
    return "，".join(f"{result} {count}" for result, count in counts.items() if count)
