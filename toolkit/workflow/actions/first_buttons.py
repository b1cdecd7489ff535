"""What do the buttons at the start of a month do? They make the units' tables, and put what waits into its month."""

from toolkit.files import saving
from toolkit.model.control import ActionReport
from toolkit.model.file_kinds import UNCLAIMED
from toolkit.model.intake_log import LogLine
from toolkit.model.submission import Submission
from toolkit.workflow.actions.desk import Desk, show

BOTH_COLUMNS = "“核定单位”“核定期间”两栏"
MOVED = " 按核定移到 "


def issue(desk: Desk) -> ActionReport:
    """下发空白统计表: a table for each unit that reports, with last month's projects in it."""
    from toolkit.workflow.steps import issuing

    workspace, period = desk.workspace, desk.period
    rules, forms = issuing.forms_of(workspace, period, desk.as_of, desk.progress)
    written = issuing.write_forms(rules, period, workspace.blank_forms(period), forms, desk.progress)
    filled = issuing.filled_in(rules, forms, "已填好")
    headline = f"生成{period.label}统计表 {len(written)} 个。"
    if filled:
        headline += f"其中 {filled}，请单位更新。"
    return ActionReport(headline, desk.made("统计表", written), ("统计表没有发送，请发给各单位",))


def claim(desk: Desk) -> ActionReport:
    """认领: moves what the clerk settled in 收件登记.xlsx, then asks of each file whose owner and month are likely."""
    from toolkit.workflow.steps import claiming, log_keeping
    from toolkit.workflow.steps.intake_log import read_log
    from toolkit.workflow.steps.outstanding import outstanding

    workspace = desk.workspace
    saving.refuse_open(workspace.intake_log)
    said = log_keeping.settle(workspace, desk.as_of)
    came = {line.place: line for line in read_log(workspace).lines}
    waiting = [one for one in outstanding(workspace, desk.period) if one.file.startswith(f"{UNCLAIMED}/")]
    made, left = [line for line in said if MOVED in line], []
    points = [line for line in said if MOVED not in line]
    for number, one in enumerate(waiting, 1):
        desk.progress("认领", number, len(waiting))
        if one.unit and desk.ask(_question(one, came.get(one.file), f"第{number}件，共{len(waiting)}件", desk)):
            done = claiming.claim(workspace, one.path, one.unit, desk.period, desk.as_of)
            made.append(f"{done.was} → {done.place}")
        else:
            left.append(one)
    points += [f"{_name(one)}：{one.reason}" for one in left]
    if left:
        log_keeping.keep(workspace, (), desk.period, desk.as_of)
        points.insert(0, f"下列文件请在 收件登记.xlsx 的{BOTH_COLUMNS}填好，保存并关闭后再按一次")
        show(workspace.intake_log)
    if not waiting and not made:
        return ActionReport("“待认领”里没有文件。", (), tuple(points))
    return ActionReport(f"认领 {len(made)} 件，还有 {len(left)} 件没有认领。", tuple(made), tuple(points))


def _name(one: Submission) -> str:
    return one.file.partition("/")[2]


def _question(one: Submission, line: LogLine | None, which: str, desk: Desk) -> str:
    came = "，".join(part for part in (line.sender, line.at) if part) if line else ""
    return "\n".join(
        [
            f"{which}：{_name(one)}",
            *([f"来自：{came}"] if came else []),
            f"待认领的原因：{one.reason}",
            "",
            f"是{one.unit}{desk.period.label}的统计表吗？",
            f"是的，请点“确定”，放进“报送/{desk.period}”；不是或者不清楚的，请点“取消”，文件不动。",
        ]
    )
