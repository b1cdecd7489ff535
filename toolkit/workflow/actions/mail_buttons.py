"""What do the buttons of mail do? They show what would go to whom, send it when told so, and list what went."""

from collections import Counter
from collections.abc import Sequence

from toolkit.model.control import ActionReport
from toolkit.model.letters import Letter, SendRow, SendStatus
from toolkit.workflow.actions.desk import Desk

# How many recipients a question shows before it says how many more there are.
RECIPIENTS_SHOWN = 20
# By which marks mails are counted, the most urgent first.
OTHERS = "其他"
MARKS = ("催报", "退回修改", "呈阅", "请核对", "请查阅", OTHERS)


def preview_mail(desk: Desk) -> ActionReport:
    """邮件预览: drafts and a list of them; nothing is sent."""
    from toolkit.workflow.steps import mailing

    desk.need_submissions()
    letters = mailing.month_letters(desk.workspace, desk.period, desk.as_of, progress=desk.progress)
    seen = mailing.preview(desk.workspace, desk.period, desk.as_of, letters, desk.progress)
    made = (*desk.made("邮件", seen.drafts), *desk.made("预览", [seen.page]), *desk.made("收件人一览", [seen.workbook]))
    headline = f"写好 {len(letters)} 封邮件（{in_figures(letters)}），还没有发送。"
    return ActionReport(headline, made, mailing.whole_table(letters))


def send_mail(desk: Desk) -> ActionReport:
    """发送邮件: shows to whom, asks, and only then sends; each mail once."""
    from toolkit.workflow.steps import mailing

    desk.need_submissions()
    letters = mailing.month_letters(desk.workspace, desk.period, desk.as_of, progress=desk.progress)
    rows = mailing.preview(desk.workspace, desk.period, desk.as_of, letters, desk.progress).rows
    waiting = [letter for letter, row in zip(letters, rows, strict=True) if row.status.may_go]
    if not waiting:
        return ActionReport(f"{len(letters)} 封邮件此前均已发送，本次未重复发送。", (), _troubles(rows))
    shown = [f"  {one.to.unit}　{one.to.name}　{one.to.address}" for one in waiting[:RECIPIENTS_SHOWN]]
    if len(waiting) > RECIPIENTS_SHOWN:
        shown.append(f"  ……还有 {len(waiting) - RECIPIENTS_SHOWN} 封，见“待发邮件/预览.xlsx”")
    who = mailing.whole_table(waiting)
    renewed = len(mailing.renewed(desk.workspace, waiting))
    again = f"其中 {renewed} 封以前发过，内容有变动，作为“更新”再发。" if renewed else ""
    first = f"将发送 {len(waiting)} 封邮件（{in_figures(waiting)}），发出后不能收回。{again}收件单位如下："
    if not desk.ask("\n".join([first, "", *shown, "", *who, "", "确定发送吗？"])):
        return ActionReport("没有发送。", cancelled=True)
    sent = mailing.send(desk.workspace, letters, progress=desk.progress)
    done = sum(row.status is SendStatus.SENT for row in sent)
    mailing.print_ledger(desk.workspace, desk.workspace.send_list(desk.period), sent)
    return ActionReport(f"共 {len(sent)} 封邮件，已发出 {done} 封。", (), _troubles(sent))


def send_record(desk: Desk) -> ActionReport:
    """发送记录: the list of what was sent; of each uncertain mail a person says whether its reader has it."""
    from toolkit.workflow.steps import mailing

    if not desk.workspace.send_ledger.exists():
        return ActionReport(mailing.NOTHING_YET)
    doubtful = mailing.uncertain(desk.workspace, desk.period)
    received = [
        row
        for row in doubtful
        if desk.ask(
            f"发给{row.unit} {row.name}（{row.address}）的邮件不能确定是否发出：\n{row.subject}\n\n"
            "已向对方核实收到的，请点“确定”；没有收到或者还没有核实的，请点“取消”。"
        )
    ]
    if received:
        mailing.mark_received(desk.workspace, received, desk.as_of)
    written = mailing.print_ledger(desk.workspace, desk.workspace.send_list(desk.period))
    headline = f"标上对方已收到 {len(received)} 封。" if doubtful else "没有“不确定”的邮件。"
    return ActionReport(
        headline, desk.made("发送记录", [written]), _troubles([row for row in doubtful if row not in received])
    )


def in_figures(letters: Sequence[Letter]) -> str:
    """Return how many mails ask for what, by the mark that their subjects begin with: 催报3封、退回修改5封."""
    marks = Counter(one.subject[1:].partition("】")[0] if one.subject.startswith("【") else OTHERS for one in letters)
    return "、".join(f"{mark}{marks[mark]}封" for mark in MARKS if marks[mark])


def _troubles(rows: Sequence[SendRow]) -> tuple[str, ...]:
    return tuple(f"{row.unit} {row.address}：{row.status.label}。{row.remark}" for row in rows if not row.status.is_out)
