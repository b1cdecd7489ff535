"""Which step is each project at, since when? The office's book 进度跟踪: one step a row (GN-R11, NX-R12)."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.intake.office.office_table import office_rows, unit_names, unit_of
from toolkit.model.assessment import StageRecord
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "项目名称": ("项目",),
    "责任单位": ("单位", "牵头单位"),
    "环节": ("办理环节", "流程环节"),
    "开始日期": ("起始日期", "受理日期"),
    "限办天数": ("限时（天）", "时限（天）"),
    "办结日期": ("完成日期",),
}


def stage_names(scheme: Scheme) -> list[str]:
    """Return the steps that the scheme knows: stations of its flows and moments of its pairs."""
    rules = scheme.rules
    moments = (word for pair in rules.pairs for word in (pair.first, pair.then))
    return list(dict.fromkeys([*(stage.name for stage in rules.stages), *moments]))


def read_stages(
    path: Path, scheme: Scheme, period: ReportingPeriod
) -> tuple[tuple[StageRecord, ...], tuple[Finding, ...]]:
    """Return the records in order, and what is wrong with the rows; an unknown step is kept and asked about.

    Raises ``ToolkitError`` where the file is no such book.
    """
    findings: list[Finding] = []
    names, steps = unit_names(scheme), stage_names(scheme)
    records: list[StageRecord] = []
    for row in office_rows(path, HEADINGS, "环节"):
        project, stage = row.required("项目名称", findings), row.required("环节", findings)
        unit = unit_of(row, "责任单位", names, findings)
        if stage and steps and stage not in steps:
            findings.append(found("stage_name_unknown", row.cell("环节"), typed=stage, choices="、".join(steps)))
        started, done = (row.day(heading, period, findings) for heading in ("开始日期", "办结日期"))
        if started and done and done < started:
            details = {"later": "办结日期", "later_value": done, "earlier": "开始日期", "earlier_value": started}
            findings.append(found("dates_reversed", row.cell("办结日期"), **details))
            continue
        days = row.whole("限办天数", findings)
        if project and stage:
            records.append(StageRecord(row.ref, project, unit or row.text("责任单位"), stage, started, days, done))
    return tuple(records), tuple(findings)
