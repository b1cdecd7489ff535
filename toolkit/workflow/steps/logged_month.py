"""How is a month checked or consolidated so that the intake log stays true? Settled before, written after."""

from datetime import date

from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Submission
from toolkit.workflow.steps import log_keeping, month, tables
from toolkit.workflow.steps.workspace import Workspace


def checked(
    workspace: Workspace, period: ReportingPeriod, today: date, progress: tables.Progress = tables.silent
) -> tuple[tuple[Submission, ...], tuple[str, ...]]:
    """Return the period's submissions as :func:`month.check_workspace` does, and what is to be said of the log."""
    said = log_keeping.settle(workspace, today)
    submissions = month.check_workspace(workspace, period, progress)
    return submissions, (*said, *log_keeping.keep(workspace, submissions, period, today))


def consolidated(
    workspace: Workspace, period: ReportingPeriod, as_of: date, progress: tables.Progress = tables.silent
) -> tuple[Consolidation, tuple[str, ...]]:
    """Return the period's result as :func:`month.consolidate_workspace` does, and what is to be said of the log."""
    said = log_keeping.settle(workspace, as_of)
    result = month.consolidate_workspace(workspace, period, as_of, progress)
    return result, (*said, *log_keeping.keep(workspace, result.submissions, period, as_of))
