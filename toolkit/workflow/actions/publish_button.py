"""What does the button 定稿 do? It says what is open and what differs, asks, and issues the month."""

from toolkit.model.control import DIALOG_LINES, REASON, ActionReport, shortened
from toolkit.workflow.actions.desk import Desk


def publish(desk: Desk) -> ActionReport:
    """定稿: what is open and what differs from the last issue is asked about first; it cannot be undone."""
    # Imported here: no other button brings what an issue needs.
    from toolkit.workflow.actions import publish as work

    desk.need_submissions()
    plan = work.plan(desk.workspace, desk.period, desk.as_of, desk.progress)
    label, changes = desk.period.label, [f"{one.kind}　{one.in_words}" for one in plan.changes]
    if plan.is_done and plan.before:
        return ActionReport(f"{label}已经定稿（{plan.before.which}），现在和定稿没有差别，不用再定稿。")
    if plan.needs_reason and not desk.reason:
        headline = f"{label}已经定稿，没有再定稿。现在和定稿有 {len(changes)} 处不同。"
        return ActionReport(headline, (), (f"要再定稿，先在“设置”里填“{REASON}”，再按一次", *changes))
    said = [f"{label}第{plan.number}次定稿。定稿以后不再变。"]
    said += [f"理由：{desk.reason}"] if plan.needs_reason else []
    said += ["", "没有办完的：", *plan.still_open] if plan.still_open else []
    said += ["", f"和上次定稿不同的有 {len(changes)} 处：", *shortened(changes, DIALOG_LINES)] if changes else []
    if not desk.ask("\n".join([*said, "", "确定要定稿吗？"])):
        return ActionReport("没有定稿。", cancelled=True)
    folder = work.publish(plan, desk.reason if plan.needs_reason else "", desk.progress)
    return ActionReport(f"{label}已定稿（第{plan.number}次）。", desk.made("定稿", [folder]), plan.still_open)
