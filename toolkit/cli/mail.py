"""Which commands deal with the mailbox? send, collect."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli import listing
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    CountType,
    DayType,
    PeriodType,
    as_of_option,
    own_workspace,
    period_option,
    present,
    workspace_option,
)
from toolkit.model.came import came_in_words
from toolkit.model.letters import ALREADY, Letter, LetterKind, SendRow, SendStatus
from toolkit.model.period import ReportingPeriod

if TYPE_CHECKING:
    from toolkit.workflow.steps.workspace import Workspace


@click.command()
@workspace_option
@period_option
@as_of_option
@click.option(
    "--only", type=click.Choice([kind.value for kind in LetterKind]), default=LetterKind.MONTH.value,
    help="只发哪一种：催报发给没有报的单位，退回修改发给有问题的单位。",
)  # fmt: skip
@click.option("--to", "units", multiple=True, help="只发给指定单位，可重复填写。")
@click.option("--own-extract", is_flag=True, help="各单位只得到本单位的项目，不附汇总表；领导仍得汇总表。")
@click.option("--limit", type=CountType(), help="最多发几封，例如先发 1 封试试。")
@click.option("--really", is_flag=True, help="发送邮件。不写时只做预览，不发送。")
@click.option("--yes", is_flag=True, help="有以前发过、内容有变动的，不再问，作为“更新”再发。")
@click.option("--again", is_flag=True, help="已发过或不确定的也再发一次；要和 --to 一起用。")
@click.option("--received", multiple=True, help="对方说收到了：把这个单位“不确定”的邮件标上，可重复填写。")
@click.option("--list", "print_list", is_flag=True, help="只把发送记录打印成表格。")
def send(
    workspace: Path,
    period: ReportingPeriod | None,
    as_of: date,
    only: str,
    units: tuple[str, ...],
    own_extract: bool,
    limit: int | None,
    really: bool,
    yes: bool,
    again: bool,
    received: tuple[str, ...],
    print_list: bool,
) -> None:
    """发邮件：汇总表、催报、退回修改。默认只做预览，加 --really 才真的发。"""
    from toolkit.workflow.steps import mailing
    from toolkit.workflow.steps.outstanding import unread

    # Long: all that is printed before and after sending, in its order on the screen.
    if again and not (units and really):
        raise click.UsageError("--again 要和 --to、--really 一起用：写明再发给哪个单位。")
    opened = own_workspace(workspace)
    if print_list:
        click.echo(_all_sent(opened))
        return
    opened, period = present(opened, period)
    if received:
        if really or units or again:
            raise click.UsageError("--received 只作标记，请单独用。")
        for row in mailing.received_by(opened, period, received, datetime.now().astimezone().date()):
            click.echo(f"【{SendStatus.RECEIVED.label}】{row.unit} {row.address}：{row.subject}")
        click.echo(f"发送记录：{mailing.print_ledger(opened, opened.send_list(period))}")
        return
    with listing.ProgressLine() as progress:
        letters = mailing.month_letters(opened, period, as_of, LetterKind(only), units, progress, own_extract)
        letters = letters if again else mailing.first_unsent(opened, letters, limit)
    if really and not (again or yes):
        _ask_of(mailing.renewed(opened, letters))
    with listing.ProgressLine() as progress:
        if really:
            rows = mailing.send(opened, letters, again, progress)
        else:
            shown = mailing.preview(opened, period, as_of, letters, progress)
            rows = shown.rows
    click.echo(outcome(rows))
    for words in (*mailing.whole_table(letters), *came_in_words(unread(opened, period))):
        click.echo(f"发出前请看：{words}")
    if not really:
        click.echo(f"预览：{shown.page}")
        click.echo(f"预览表格：{shown.workbook}")
        click.echo(f"草稿：{len(shown.drafts)} 个，在 {shown.page.parent}")
        click.echo("一封也没有发。核对无误后加上 --really 再运行。")
        return
    click.echo(f"发送记录：{mailing.print_ledger(opened, opened.send_list(period), rows)}")
    sys.exit(CLEAN if all(row.status.is_out for row in rows) else FINDINGS)


@click.command()
@workspace_option
@click.option("--period", type=PeriodType(), help="收哪个月的表，例如 2022-06；写的是别的月份的放进“待认领”。")
@click.option("--since", type=DayType(), help="收哪一天以来的邮件，默认最近 60 天。")
@click.option(
    "--folder", "folders", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="从微信、QQ 等保存文件的文件夹里收表，只复制不移动，可重复填写。写了就不收邮箱。",
)  # fmt: skip
def collect(workspace: Path, period: ReportingPeriod | None, since: date | None, folders: tuple[Path, ...]) -> None:
    """从邮箱和文件夹收各单位报来的表，放进“报送”；不改动原来的邮件和文件，收过的不再收。"""
    from toolkit.workflow.actions import collecting
    from toolkit.workflow.steps.outstanding import unread

    # Long: all that is printed of a collection, in its order on the screen.

    opened = own_workspace(workspace)
    opened = opened.at(period) if period else opened
    today = datetime.now().astimezone().date()
    since = since or today - timedelta(days=collecting.DAYS)
    _from_folders(opened, folders or opened.folders, since, period, today)
    with listing.ProgressLine() as progress:
        mailed = not folders and (collecting.has_mailbox(opened) or not opened.folders)
        found = collecting.collect(opened, since, period, progress, today) if mailed else collecting.NOTHING
    for row in found.rows:
        went = f" → {row.went_to}/{row.file}" if row.file else ""
        click.echo(f"{row.unit or row.sender}  {row.received:%m-%d %H:%M}  {row.subject}{went}  {row.remark}".rstrip())
    for head in found.too_large:
        click.echo(f"【太大，没有收】{head.sender}：{head.subject}。请到网页邮箱下载。")
    for back in found.back:
        whose = f"{back.row.unit} {back.row.address}：{back.row.subject}" if back.row else back.head.subject
        click.echo(f"【退信】{whose}  {back.said}")
    for words in found.said:
        click.echo(words, err=True)
    if mailed:
        click.echo(f"收到附件 {sum(bool(row.file) for row in found.rows)} 个。")
    if found.strangers:
        click.echo(f"通讯录里没有的发件人，没有收：{_strangers([head.sender for head in found.strangers])}。")
    for shown in [period] if period else opened.periods()[-1:]:
        with listing.ProgressLine() as progress:
            sent = collecting.who_sent(opened.at(shown), shown, progress)
        click.echo(f"{shown.label}已报 {sum(map(bool, sent.values()))} 个单位；")
        for words in came_in_words(unread(opened, shown)):
            click.echo(f"  {words}")
        click.echo(f"  还没有报的：{'、'.join(unit for unit, files in sent.items() if not files) or '无'}")


def _from_folders(
    opened: "Workspace", folders: Sequence[Path], since: date, period: ReportingPeriod | None, today: date
) -> None:
    """Copy what chat programs saved, and say what went where."""
    if not folders:
        return
    from toolkit.workflow.actions.from_folders import copy_from

    with listing.ProgressLine() as progress:
        copied = copy_from(opened, folders, since, period, today, progress)
    for row in copied.rows:
        click.echo(
            f"{row.unit or '单位不明'}  {row.received:%m-%d %H:%M} → {row.went_to}/{row.file}  {row.remark}".rstrip()
        )
    for words in copied.said:
        click.echo(words, err=True)
    others = f"另有 {copied.others} 个表格、压缩包里没有招商引资统计表，没有取。" if copied.others else ""
    click.echo(f"从文件夹收到表 {len(copied.rows)} 份。{others}")


def _strangers(senders: Sequence[str]) -> str:
    counted = {sender or "（没有写明）": senders.count(sender) for sender in senders}
    return "、".join(f"{sender}（{count}封）" for sender, count in counted.items())


def _all_sent(opened: "Workspace") -> str:
    """Write the year's list of what was sent and collected, and say where it is; at first there is none."""
    from toolkit.workflow.steps import mailing

    if not opened.send_ledger.exists():
        return mailing.NOTHING_YET
    return f"发送记录：{mailing.print_ledger(opened, opened.send_record)}"


def _ask_of(renewed: Sequence[Letter]) -> None:
    """Ask whether letters that replace earlier ones may go, and end where not; a script is told, and goes on."""
    if not renewed:
        return
    whom = "、".join(dict.fromkeys(one.to.unit for one in renewed))
    click.echo(f"有 {len(renewed)} 封以前发过，内容有变动，将作为“更新”再发：{whom}。不用问的加 --yes。")
    if not listing.somebody_sits_here():
        return
    with suppress(click.Abort):
        if click.prompt("确定请输入“是”，不做请直接回车", default="", show_default=False).strip() == "是":
            return
    click.echo("没有发送。")
    sys.exit(FINDINGS)


def outcome(rows: Sequence[SendRow]) -> str:
    """Return a line for each letter that needs a look, and the counts."""
    lines = [
        f"【{row.status.label}】{row.unit} {row.address}：{row.subject}  {row.remark}".rstrip()
        for row in rows
        if not row.status.is_out
    ]
    counts = [f"{status.label} {n} 封" for status in SendStatus if (n := sum(row.status is status for row in rows))]
    before = sum(row.remark == ALREADY for row in rows)
    counts += [f"其中 {before} 封此前已发送，本次未重复发送"] if before else []
    return "\n".join([*lines, f"共 {len(rows)} 封：{'，'.join(counts)}。" if rows else "没有要发的邮件。"])
