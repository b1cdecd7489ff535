"""What does the button 定稿 do? It says what is open and what differs, asks, and issues the month."""

from toolkit.model.control import DIALOG_LINES, REASON, ActionReport, shortened
from toolkit.model.money import in_yi
from toolkit.workflow.actions.desk import Desk


def publish(desk: Desk) -> ActionReport:
    """定稿: what is open and what differs from the last issue is asked about first; it cannot be undone."""
    # Imported here: no other button brings what an issue needs.
    from toolkit.workflow.actions import publish as work

    desk.need_submissions()
    plan = work.plan(desk.workspace, desk.period, desk.as_of, desk.progress)
    label, changes = desk.period.label, [f"{one.kind}　{one.in_words}" for one in plan.changes]
    if plan.is_done and plan.before:
        return ActionReport(f"{label}已经定稿（{plan.before.which}），现在与定稿一致，不用再定稿。")
    if plan.needs_reason and not desk.reason:
        headline = f"{label}已经定稿，本次没有再定稿。现在与定稿有 {len(changes)} 处不同。"
        return ActionReport(headline, (), (f"确需再定稿的，请先在“设置”里填“{REASON}”，再按一次“定稿”", *changes))
    counted, papers = plan.result.ledger.counted, len(plan.papers)
    said = [f"{label}第{plan.number}次定稿，定稿以后不再变。"]
    said += [f"将存入“{desk.shown(plan.folder)}”：汇总表（计入汇总 {counted.count} 个项目，投资总额 "]
    said[-1] += f"{in_yi(counted.investment_yuan)} 亿元）、公文和邮件 {papers} 份、全部数据。"
    said += [f"理由：{desk.reason}"] if plan.needs_reason else []
    said += ["", "尚未办完的事项：", *plan.still_open] if plan.still_open else []
    said += ["", f"与上次定稿不同的有 {len(changes)} 处：", *shortened(changes, DIALOG_LINES)] if changes else []
    if not desk.ask("\n".join([*said, "", "确定定稿吗？"])):
        return ActionReport("没有定稿。", cancelled=True)
    folder = work.publish(plan, desk.reason if plan.needs_reason else "", desk.progress)
    return ActionReport(f"{label}已定稿（第{plan.number}次）。", desk.made("定稿", [folder]), plan.still_open)
