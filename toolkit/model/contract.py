"""Which fields may other programs rely on? Those of ``zhaoshang check`` and ``zhaoshang decisions`` as jsonl."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.cells import CellRef
from toolkit.model.columns import TakenColumn
from toolkit.model.decisions import Decision
from toolkit.model.doubts import DoubtKind
from toolkit.model.findings import FindingLine, as_cause_lines
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW, LedgerEntry
from toolkit.model.own_columns import OwnValue, own_heading
from toolkit.model.period import PartialDate
from toolkit.model.regions import ABROAD, INSIDE, OUTSIDE
from toolkit.model.submission import Project, Submission, TargetLine

_NOTHING_JUDGED: Mapping[int, LedgerEntry] = MappingProxyType({})
_REGIONS = {INSIDE: INSIDE, OUTSIDE: "区外境内", ABROAD: ABROAD}
_TICKS = {"工业": True, "其他": False, "是": True, "否": False}
# What other programs know a project by that the document has no target row for.
_NO_ROW = "未归口"
# Fields that the contract calls otherwise than the program does.
FIELDS = {"moved_in_on": "entry", "paid_in": "paid_in_year"}


class CellQuestion(Struct, frozen=True):
    """A question that a file raises at a cell: its id and kind as in 裁定.xlsx, and the text that is in doubt."""

    id: str
    kind: str
    cell: CellRef
    text: str


def as_contract(
    submission: Submission,
    judged: Mapping[int, LedgerEntry] = _NOTHING_JUDGED,
    questions: Iterable[CellQuestion] = (),
) -> dict[str, Any]:
    """Return a submission as the object printed for its file: amounts in whole 元, empty fields ``None``.

    ``judged`` holds by row what the scheme and the office's answers make of each project; a meaning that is asked about
    or absent is ``None``.
    ``questions`` are the open ones that the file raises.
    """
    result: dict[str, Any] = {
        "file": submission.file,
        "status": submission.status.value,
        "reason": submission.reason,
        "unit": submission.unit,
        "period": str(submission.period) if submission.period else None,
        "table": submission.table or None,
    }
    result["columns"] = [_column(column) for column in submission.columns]
    if submission.table == "targets":
        result["rows"] = [_line(line) for line in submission.target_lines]
        result["total"] = dict(submission.totals[0].values) if submission.totals else None
    else:
        result["rows"] = [_project(project, judged.get(project.ref.row)) for project in submission.projects]
    headings = {(one.sheet, one.column): one.row for one in submission.columns}
    lines = as_cause_lines(submission.findings, len(submission.projects))
    result["findings"] = [_finding(line, headings) for line in lines]
    result["questions"] = [_question(question) for question in questions]
    return result


def _target_row(judged: LedgerEntry) -> str | None:
    return {UNATTRIBUTED: _NO_ROW, UNDECIDED_ROW: None}.get(judged.target_row, judged.target_row)


def _column(column: TakenColumn) -> dict[str, Any]:
    name = column.field.removesuffix("_yuan").removesuffix("_usd")
    return {
        "sheet": column.sheet,
        "column": column.letter,
        "heading": column.heading,
        "field": FIELDS.get(name, name) or None,
        "unit": column.unit or None,
    }


def question_as_contract(decision: Decision) -> dict[str, Any]:
    """Return a question as the object that ``decisions`` prints: what nobody wrote is ``None``."""
    return {
        "id": decision.id,
        "kind": decision.question.value,
        "unit": decision.unit or None,
        "project": decision.project or None,
        "situation": decision.situation,
        "choices": list(decision.choices),
        "proposal": decision.proposal or None,
        "answer": decision.answer or None,
        "by": decision.decided_by or None,
        "on": decision.decided_on or None,
    }


def _question(question: CellQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "sheet": question.cell.sheet,
        "row": question.cell.row,
        "cell": question.cell.a1 or None,
        "text": question.text,
    }


def _project(project: Project, judged: LedgerEntry | None) -> dict[str, Any]:
    return {
        "sheet": project.ref.sheet,
        "row": project.ref.row,
        "project": project.number,
        "industry": project.industry,
        "name": project.name,
        "investor": project.investor,
        "investment_yuan": project.investment_yuan,
        "source": project.source,
        "region": _REGIONS.get(judged.region) if judged else None,
        "contact": project.contact,
        "phone": project.phone,
        "entry": _day(project.moved_in_on),
        "progress": project.progress,
        "stage": _stage(project, judged),
        "industrial": _TICKS.get(judged.sector) if judged else None,
        "emerging": _TICKS.get(judged.emerging) if judged else None,
        "target_row": _target_row(judged) if judged else None,
        "territory": project.territory,
        "paid_in_month_yuan": project.paid_in_month_yuan,
        "paid_in_year_yuan": project.paid_in_yuan,
        "paid_in_total_yuan": project.paid_in_total_yuan,
        "fdi_dollars": project.fdi_usd,
        "contract_dollars": project.contract_usd,
        "trade_yuan": project.trade_yuan,
        "land_mu": project.land_mu,
        "floor_sqm": project.floor_sqm,
        "idle_mu": project.idle_mu,
        "signed_on": _day(project.signed_on),
        "registered_on": _day(project.registered_on),
        "started_on": _day(project.started_on),
        "produced_on": _day(project.produced_on),
    } | ({"own": {own_heading(name): _own(value) for name, value in project.declared}} if project.declared else {})


def _stage(project: Project, judged: LedgerEntry | None) -> str | None:
    """Return the stage where it is certain, or where the office has said which it is."""
    if not project.stage_doubt.is_asked:
        return project.stage
    is_settled = judged is not None and judged.decision and DoubtKind.STAGE not in {one.kind for one in judged.doubts}
    return judged.stage if judged and is_settled else None


def _own(value: OwnValue | None) -> Any:
    """Return what a declared column holds: amounts in whole 元, days as texts."""
    return str(value) if isinstance(value, PartialDate) else value


def _day(day: PartialDate | None) -> str | None:
    return str(day) if day else None


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


def _finding(line: FindingLine, headings: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    """Return what was found; what one column lacks in many rows stands at its heading, and names the ``cells``."""
    finding = line.finding
    told = {
        "code": finding.code,
        "kind": finding.kind,
        "severity": finding.severity.value,
        "sheet": finding.cell.sheet,
        "cell": finding.cell.a1 or None,
        "message": finding.message,
    }
    if len(line.cells) == 1:
        return told
    row = headings.get((finding.cell.sheet, finding.cell.column))
    heading = replace(finding.cell, row=row).a1 if row else told["cell"]
    message = f"{line.places}：{finding.message}"
    return told | {"cell": heading, "message": message, "cells": [cell.a1 for cell in line.cells]}
