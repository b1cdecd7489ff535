"""Does a remark beside a project say otherwise than its 进展情况? 备注 is no column of the form, but is read.

Nothing of it counts: who writes 已退出 in 备注 beside 已开工 is asked to make the two agree.
"""

from collections.abc import Iterator

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.statistics import StatisticsTable
from toolkit.intake.values.progress import STAGE_OF, read_progress
from toolkit.intake.values.progress_clauses import claims_in
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.columns import unused
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.stages import ENDED, stage_rank

_REMARKS = expression(r"备注|备考|附注|(?:存在|主要|有关)?的?(?:问题|困难)|(?:其他|补充)说明")
SHOWN_REMARK = 40


def contradicting_remarks(
    file: str, sheet: RawSheet, table: StatisticsTable, period: ReportingPeriod
) -> Iterator[Finding]:
    """Yield what the remarks of a table's unused columns say against the stages of their rows."""
    for column in unused(table.columns):
        if not _REMARKS.match(compact(column.heading)):
            continue
        for project in table.projects:
            text = sheet.cell(project.ref.row, column.column).text if project.stage else ""
            if text and _contradicts(compact(text), project.stage, period):
                cell = CellRef(file, sheet.name, project.ref.row, column.column)
                details = {"column": column.shown, "typed": text[:SHOWN_REMARK], "stage": project.stage}
                yield found("remark_and_stage_differ", cell, **details)


def _contradicts(remark: str, stage: str | None, period: ReportingPeriod) -> bool:
    """Tell whether a remark ends or halts what has reached a stage, goes beyond it, or denies it."""
    if stage == ENDED:
        return False
    said = read_progress(remark, period)
    if said.stage == ENDED or (said.doubt and not said.perhaps):
        return True
    if not said.doubt and stage_rank(said.stage) > stage_rank(stage):
        return True
    denied = (STAGE_OF.get(claim.word) for claim in claims_in(remark, period) if claim.denied)
    return any(one is not None and 1 < stage_rank(one) <= stage_rank(stage) for one in denied)
