"""Does a remark beside a project say otherwise than its row? 备注 is no column of the form, but is read.

Nothing of it counts: who writes 已退出 in 备注 beside 已开工, or 投资额应为1.8亿元 beside 1.5, is asked to make the two
agree.  What stands in brackets behind a project's name is such a remark, too.
"""

from collections.abc import Iterator, Mapping

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.statistics import StatisticsTable
from toolkit.intake.values.asides import (
    day_told,
    is_another,
    is_industrial_told,
    source_told,
    speaks_of,
    sums_in,
    unit_in,
)
from toolkit.intake.values.progress import STAGE_OF, read_progress
from toolkit.intake.values.progress_clauses import claims_in
from toolkit.intake.values.regions import judge_source
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.columns import unused
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.judged import ABSENT
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import REACHES, Home
from toolkit.model.stages import ENDED, stage_rank
from toolkit.model.submission import Project

_REMARKS = expression(r"备注|备考|附注|(?:存在|主要|有关)?的?(?:问题|困难)|(?:其他|补充)说明")
_BRACKETS = expression(r"[(（【\[]([^()（）【】\[\]]{2,12})[)）】\]]")
_NOT_BUILT = expression(r"拟建|筹建|待建|未建|规划|储备|在谈|意向|前期")
SHOWN_REMARK = 40
SUMS = {"investment_yuan": "投资总额", "paid_in_yuan": "到位资金"}


def contradicting_remarks(
    file: str, sheet: RawSheet, table: StatisticsTable, period: ReportingPeriod, home: Home
) -> Iterator[Finding]:
    """Yield what the remarks of a table's unused columns, and brackets in names, say against their rows."""
    yield from _brackets(table, period)
    units = {column.field: column.unit for column in table.columns if column.field and column.unit}
    for column in unused(table.columns):
        if not _REMARKS.match(compact(column.heading)):
            continue
        for project in table.projects:
            text = sheet.cell(project.ref.row, column.column).text
            if not text:
                continue
            cell = CellRef(file, sheet.name, project.ref.row, column.column)
            remark, details = compact(text), {"column": column.shown, "typed": text[:SHOWN_REMARK]}
            if project.stage and _contradicts(remark, project.stage, period):
                yield found("remark_and_stage_differ", cell, **details, stage=project.stage)
            elif about := _against_the_row(remark, project, units, home):
                yield found("remark_unheeded", cell, **details, about=about)


def _brackets(table: StatisticsTable, period: ReportingPeriod) -> Iterator[Finding]:
    """Yield where a name's bracket takes back its row's stage: 座椅项目（已终止）, （作废）滑轨项目."""
    if not _BRACKETS.search("\n".join(project.name or "" for project in table.projects)):
        return
    for project in table.projects:
        name = project.name or ""
        for match in _BRACKETS.finditer(name) if project.stage else ():
            remark = compact(match[1])
            built = stage_rank(project.stage) > stage_rank("签约")
            if _contradicts(remark, project.stage, period) or (built and _NOT_BUILT.match(remark)):
                details = {"column": "项目名称", "typed": name[:SHOWN_REMARK], "stage": project.stage}
                yield found("remark_and_stage_differ", project.cell("name"), **details)
            elif about := speaks_of(remark):
                details = {"column": "项目名称", "typed": name[:SHOWN_REMARK], "about": about}
                yield found("remark_unheeded", project.cell("name"), **details)


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


def _against_the_row(remark: str, project: Project, units: Mapping[str, str], home: Home) -> str:
    """Return what of the row a remark says otherwise, in words, '' where it agrees or speaks of something else."""
    if about := speaks_of(remark):
        return about
    if (unit := unit_in(remark)) and any(one != unit for name, one in units.items() if name.endswith("_yuan")):
        return "金额的单位"
    for name, _, yuan in sums_in(remark):
        if project.columns.get(name) and is_another(getattr(project, name), yuan):
            return SUMS[name]
    told = day_told(remark)
    day = (getattr(project, told[0]) or project.moved_in_on) if told else None
    if told and day and day.year != told[1]:
        return "时间"
    industrial = is_industrial_told(remark)
    if industrial is not None and project.trade.industrial.value is (not industrial):
        return "行业"
    return _other_source(remark, project, home)


def _other_source(remark: str, project: Project, home: Home) -> str:
    """A remark that names another place than 投资来源, for certain: 实际投资方为柳州本地企业 beside 广东."""
    source = source_told(remark) if project.source else ""
    judged = judge_source(source, home) if source else ABSENT
    said = set(judged.possible) if len(judged.possible) < len(REACHES) else {judged.proposal} - {None}
    is_other = bool(said and project.reach.possible) and said.isdisjoint(project.reach.possible)
    return "投资来源" if is_other else ""
