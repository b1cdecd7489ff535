"""How does a spec get an assessment? A scheme with the samples' units, drawn projects, and the office's books."""

from datetime import date

from msgspec.structs import replace

from tests.spec.test_consolidation import project, table
from toolkit.assessment.assess import Books, assess
from toolkit.assessment.conduct import Conduct
from toolkit.consolidation.consolidate import consolidate
from toolkit.files.shipped import folder
from toolkit.model.assessment import ScoreEvent
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status, Submission, TargetLine
from toolkit.schemes.loader import load, shipped_folder
from toolkit.workflow.steps.assessing import measure_of

DECEMBER = ReportingPeriod(2022, 12)
YEAR_END = date(2022, 12, 31)


def scheme_of(id, rates=(), **readings):
    """A shipped rulebook with the units that the samples' office supplies."""
    sample = folder("sample_workbooks") / id.replace("-", "_")
    scheme = load(shipped_folder(id), readings, office=sample)
    return replace(scheme, rules=replace(scheme.rules, rates=tuple(rates)))


def targets(rows):
    """A target table of (group, unit, {indicator: amount})."""
    lines = tuple(
        TargetLine(CellRef("t.xlsx", "Sheet1", number), {}, group, None, (), unit, "", (), values)
        for number, (group, unit, values) in enumerate(rows, 5)
    )
    return Submission("t.xlsx", "t.xlsx", Status.ACCEPTED, table="targets", target_lines=lines)


def result_of(scheme, projects, period=DECEMBER, as_of=YEAR_END, goals=None):
    """A consolidated result of projects by unit."""
    tables = [
        table(unit, period, [project(row, **fields) for row, fields in enumerate(rows, 2)])
        for unit, rows in projects.items()
    ]
    return consolidate(tables, targets(goals) if goals else None, scheme, period, as_of)


def assessed(result, **books):
    """The result with its assessment."""
    conduct = books.pop("conduct", Conduct({result.period: result.timeliness}))
    return replace(result, assessment=assess(result, Books(conduct, **books), measure_of(result)))


def event(what, day=date(2022, 5, 12), unit="经济发展部", evidence="有", row=2, **fields):
    """A row of 计分台账 as read."""
    ref = CellRef("计分台账.xlsx", "计分台账", row)
    return ScoreEvent(ref, unit, what, f"{what}{row}", evidence, day, **fields)
