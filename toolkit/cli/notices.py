"""Which commands deal with official notices? notice KIND, one command a kind, and notice lint."""

import sys
from datetime import date
from pathlib import Path

import click

from toolkit.cli import listing
from toolkit.cli.help_page import broken
from toolkit.cli.options import CLEAN, FINDINGS, as_of_option, own_workspace, period_option, present, workspace_option
from toolkit.cli.usage import Menu
from toolkit.files import saving
from toolkit.model.came import came_in_words, unclaimed
from toolkit.model.period import ReportingPeriod

# The kinds are the names of the commands; a test holds them to what the corridor writes.
KINDS = {
    "目标任务下达通知": "把目标任务分解到招商组和牵头单位，附分解表。",
    "催报通知": "催报没有报送、退回修改的统计表；以前催过的，写“再次催报”。",
    "退回修改通知": "给每个退回修改的单位写一份，附问题清单。",
    "进度通报": "通报目标任务完成情况，附完成情况表；方案有红黑榜的，季末带红黑榜。",
    "督查通报": "通报督查情况。先填“通知”文件夹里的表。",
    "约谈通知": "约谈落后单位。先填“通知”文件夹里的表。",
    "会议通知": "通知开会。先填“通知”文件夹里的表。",
    "会议纪要": "记录会议议定的事项。先填“通知”文件夹里的表。",
    "经费预算申请函": "向财政局申请招商经费。先填“通知”文件夹里的表。",
    "报销函": "向财政局报销招商经费。先填“通知”文件夹里的表。",
    "年度总结报告": "写好全年数字的报告稿，文字部分留给人填写。先填“通知”文件夹里的表。",
    "招商专报": "每月一期：招商动态、重点项目进展、单位完成情况。文件要求编印的才有（南县）。",
}
# Options that a kind has no place for are not offered, so that none is accepted and ignored: minutes and newsletters
# have an issue number of their own, no addressees and no signature; a 退回修改通知 goes to the unit of its table.
SPAN: tuple[str, ...] = ("quarterly",)
NOT_OFFERED = {kind: SPAN for kind in KINDS if kind not in ("进度通报", "督查通报")}
NOT_OFFERED["会议纪要"] = NOT_OFFERED["招商专报"] = (*SPAN, "number", "to", "unsealed")
NOT_OFFERED["退回修改通知"] = (*SPAN, "to")
# A 信函 has no 版记 for it (GB/T 9704 10.1).
for _kind in ("退回修改通知", "约谈通知", "会议通知", "经费预算申请函", "报销函"):
    NOT_OFFERED[_kind] = (*NOT_OFFERED[_kind], "publicity")
COMMON, HAS_ALL = "各种公文通用的选项", "进度通报"


class NoticeMenu(Menu):
    """The kinds of notices; the options that they share are printed here, once."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the kinds, then the shared options."""
        super().format_options(ctx, formatter)
        with formatter.section(COMMON):
            formatter.write_dl([record for one in shared_options() if (record := one.get_help_record(ctx))])


class NoticeCommand(click.Command):
    """One kind of notice; of its options only those are printed that are its own."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its own options, then where the shared ones are, and which of them it has no place for."""
        shared = {one.name for one in shared_options()}
        own = [one for one in self.get_params(ctx) if one.name not in shared]
        with formatter.section("选项"):
            formatter.write_dl([record for one in own if (record := one.get_help_record(ctx))])
        formatter.write_paragraph()
        said = f"{COMMON}见 zhaoshang notice --help。{without(self)}"
        formatter.write("\n".join(broken(said, formatter.width)) + "\n")


def without(command: click.Command) -> str:
    """Return which shared options a kind has no place for, as a sentence; '' where it has all."""
    own = {one.name for one in command.params}
    lacking = [one.opts[-1] for one in shared_options() if one.name not in own]
    return f"本公文不用 {'、'.join(lacking)}。" if lacking else ""


def shared_options() -> list[click.Option]:
    """Return the options that all kinds of notices have, but for those that a kind has no place for."""
    params = notice.commands[HAS_ALL].params
    return [one for one in params if isinstance(one, click.Option) and one.name not in SPAN]


@click.group(cls=NoticeMenu)
def notice() -> None:
    """写公文：通知、通报、函、纪要、报告；notice lint 检查公文，notice template 检查改过的模板。"""


@notice.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件.docx...")
@click.option("--fix", is_flag=True, help="标点、括号、字体字号、页面能改的改好，另存为“（已改）”；原文件不动。")
def lint(files: tuple[Path, ...], fix: bool) -> None:
    """检查公文的要素、字体、字号、括号、日期、层次、附件、缺字和版式，别处来的公文也可以。"""
    from toolkit.workflow.steps.official_notices import fix_files, lint_files

    with listing.ProgressLine() as progress:
        findings = lint_files(files, progress)
    for finding in findings:
        click.echo(finding)
    click.echo(f"检查了 {len(files)} 个文件，{f'有 {len(findings)} 处要改' if findings else '没有发现问题'}。")
    for path, done in fix_files(files) if fix else ():
        what = "；".join(done) if done else "没有能自动改的"
        click.echo(f"改好的：{path}{saving.note(path)}（{what}）。请核对后再用。")
    sys.exit(FINDINGS if findings else CLEAN)


@notice.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="模板.docx...")
@click.option("--of", "kind", default="", help="是哪一种模板，例如 进度通报；不写的，按文件名认。")
def template(files: tuple[Path, ...], kind: str) -> None:
    """检查改过的模板：少了哪些字段、样式，字体、页面和原来的有什么不一样；用之前先查。"""
    from toolkit.workflow.steps.official_notices import template_losses

    said = [(file, loss) for file in files for loss in template_losses(file, kind)]
    for file, loss in said:
        click.echo(f"{file.name}  {loss}")
    click.echo(f"检查了 {len(files)} 个模板，{f'有 {len(said)} 处要核对' if said else '可以使用，没有发现问题'}。")
    sys.exit(FINDINGS if said else CLEAN)


def _write(
    kind: str,
    workspace: Path,
    period: ReportingPeriod | None,
    as_of: date,
    number: str = "",
    to: tuple[str, ...] = (),
    copies: tuple[str, ...] = (),
    remarks: tuple[str, ...] = (),
    unsealed: bool = False,
    quarterly: bool = False,
    publicity: str = "",
) -> None:
    # Long: one line for each option, and for each thing that is said of what was written.
    from toolkit.workflow.steps import month, official_notices, urging

    opened, period = present(own_workspace(workspace), period)
    with listing.ProgressLine() as progress:
        result = month.consolidate_workspace(opened, period, as_of, progress)
        wishes = official_notices.Wishes(
            number, to, copies, remarks, not unsealed, quarterly, opened.contact_line, publicity
        )
        if kind == official_notices.REMINDER:
            wishes = urging.reminding(wishes, opened, period, as_of)
        out, forms, own = opened.notices(period), opened.notice_forms, opened.templates
        written = official_notices.write_notices(kind, result, wishes, forms, out, own, progress)
    if written.form:
        click.echo(f"请先填写“{written.form}”，填好保存后再运行一次。")
        return
    for path in written.documents:
        click.echo(f"{kind}：{path}{saving.note(path)}")
    if (since := result.since_issue) and since.said_of_papers:
        click.echo(f"印发前请看：{since.said_of_papers}。")
    for words in came_in_words(unclaimed(result.submissions)) if kind == official_notices.REMINDER else ():
        click.echo(f"发出前请看：{words}")
    for words in written.warnings:
        click.echo(f"印发前请看：{words}")
    for finding in written.findings:
        click.echo(f"印发前请改：{finding}")
    if written.fonts:
        names = "、".join(font + (f"（用{stand_in}代替）" if stand_in else "") for font, stand_in in written.fonts)
        click.echo(f"本机没有这些字体：{names}。打印前请安装，或者到装有这些字体的电脑上打印。")


OPTIONS = {
    "quarterly": click.option("--quarterly", is_flag=True, help="按季度写，例如“2022年第二季度”；默认写到本月。"),
    "publicity": click.option(
        "--publicity",
        type=click.Choice(("主动公开", "依申请公开", "不予公开", "无")),
        default=None,
        callback=lambda _ctx, _option, chosen: chosen or "",
        help="版记里的公开方式；不写时目标任务下达通知、招商专报印“主动公开”，其余不印；写“无”，不印。",
    ),
    "unsealed": click.option("--unsealed", is_flag=True, help="不加盖印章，落款按不盖章排。"),
    "remarks": click.option("--remark", "remarks", multiple=True, help="正文末尾要补充的一段话；可以写多次。"),
    "copies": click.option("--copy", "copies", multiple=True, help="抄送单位；可以写多次。"),
    "to": click.option("--to", multiple=True, help="主送机关；可以写多次，默认按种类定。"),
    "number": click.option("--number", default="", help="发文字号，例如 鹿投促办〔2022〕6号；默认留空待编。"),
}


def _command(kind: str, help: str) -> click.Command:
    @click.pass_context
    def write(ctx: click.Context, /, **options: object) -> None:
        _write(str(ctx.info_name), **options)  # type: ignore[arg-type]

    for name, option in OPTIONS.items():
        if name not in NOT_OFFERED.get(kind, ()):
            write = option(write)
    for option in (as_of_option, period_option, workspace_option):
        write = option(write)
    return click.command(kind, NoticeCommand, help=help)(write)


for _kind, _help in KINDS.items():
    notice.add_command(_command(_kind, _help))
