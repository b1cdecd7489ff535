"""Which fields may other programs rely on? Those of ``zhaoshang check --format jsonl``."""

from typing import Any

from toolkit.model.findings import Finding
from toolkit.model.submission import Project, Submission, TargetLine


def as_contract(submission: Submission) -> dict[str, Any]:
    """Return a submission as the object printed for its file: amounts in whole 元, empty fields ``None``."""
    result: dict[str, Any] = {
        "file": submission.file,
        "status": submission.status.value,
        "reason": submission.reason,
        "unit": submission.unit,
        "period": str(submission.period) if submission.period else None,
        "table": submission.table or None,
    }
    if submission.table == "targets":
        result["rows"] = [_line(line) for line in submission.target_lines]
        result["total"] = dict(submission.totals[0].values) if submission.totals else None
    else:
        result["rows"] = [_project(project) for project in submission.projects]
    result["findings"] = [_finding(finding) for finding in submission.findings]
    return result


def _project(project: Project) -> dict[str, Any]:
    return {
        "sheet": project.ref.sheet,
        "row": project.ref.row,
        "industry": project.industry,
        "name": project.name,
        "investor": project.investor,
        "investment_yuan": project.investment_yuan,
        "source": project.source,
        "contact": project.contact,
        "phone": project.phone,
        "entry": str(project.moved_in_on) if project.moved_in_on else None,
        "progress": project.progress,
        "stage": project.stage,
        "paid_in_month_yuan": project.paid_in_month_yuan,
        "paid_in_year_yuan": project.paid_in_yuan,
        "paid_in_total_yuan": project.paid_in_total_yuan,
    }


def _line(line: TargetLine) -> dict[str, Any]:
    return {
        "sheet": line.ref.sheet,
        "row": line.ref.row,
        "group": line.group,
        "leader": line.leader,
        "deputies": list(line.deputies),
        "lead_unit": line.lead_unit,
        "scope": line.scope,
        "supporting_units": list(line.supporting_units),
        "targets": dict(line.targets),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "kind": finding.kind,
        "severity": finding.severity.value,
        "sheet": finding.cell.sheet,
        "cell": finding.cell.a1 or None,
        "message": finding.message,
    }
