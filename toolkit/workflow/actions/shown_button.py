"""What do the buttons write that units and leaders are shown? The units' pages."""

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
