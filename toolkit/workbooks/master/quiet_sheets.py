"""Which sheets have nothing to say this month? They are left out, and one line says so on 总览 and 目录."""

from collections.abc import Mapping

from toolkit.model.ledger import Consolidation
from toolkit.workbooks.master import duplicate_sheet, reconciliation_sheet, trip_sheet


def absent(result: Consolidation) -> Mapping[str, str]:
    """Return the sheets without contents, by name, and what is said instead of each."""
    travel = result.travel
    told = {}
    if not result.duplicates:
        told[duplicate_sheet.NAME] = "没有疑似重复的项目"
    if result.reconciliation is None:
        told[reconciliation_sheet.NAME] = "没有上级系统的导出，完成情况按各单位报送的数计算"
    if travel is None:
        told[trip_sheet.NAME] = "没有外出招商台账"
    elif not (travel.lines or travel.quotas or travel.findings):
        told[trip_sheet.NAME] = "没有外出，也没有外出任务"
    return told
