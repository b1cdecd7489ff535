"""What do the buttons write that units and leaders are shown? The units' pages, and one picture."""

from toolkit.model.control import ActionReport
from toolkit.workflow.actions.desk import Desk


def unit_pages(desk: Desk) -> ActionReport:
    """单位情况: a workbook for each unit that reports or has a task; nothing is sent."""
    from toolkit.workflow.steps import month, unit_pages

    desk.need_submissions()
    result = month.consolidate_workspace(desk.workspace, desk.period, desk.as_of, desk.progress)
    units = unit_pages.units_with_a_page(result)
    written = unit_pages.write_unit_pages(desk.workspace, result, units, desk.progress)
    folder = desk.workspace.unit_pages(desk.period)
    return ActionReport(f"写好 {len(written)} 个单位的情况，没有发送。", desk.made("单位情况", [folder]))


def picture(desk: Desk) -> ActionReport:
    """一图读懂: the leader's page as one picture for a phone."""
    from toolkit.workflow.steps import month, month_picture

    desk.need_submissions()
    result = month.consolidate_workspace(desk.workspace, desk.period, desk.as_of, desk.progress)
    desk.progress("一图读懂", 1, 1)
    written = month_picture.write_month_picture(desk.workspace, result, desk.workspace.outputs(desk.period))
    return ActionReport(f"{desk.period.label}的一图读懂已画好。", desk.made("一图读懂", [written]))
