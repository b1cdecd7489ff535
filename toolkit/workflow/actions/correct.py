"""How does the office correct one value of a unit? Read as its cell would be, shown, and written into 项目库.xlsx."""

import difflib
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.files import saving
from toolkit.intake.office.corrections import understood, unit_named
from toolkit.intake.tables.corrected import in_words
from toolkit.model.corrections import EMPTY_CELL, Correction, CorrectionLine
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Consolidation, Variance
from toolkit.model.names import plain
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.libraries import keep_register
from toolkit.workflow.steps.workspace import Workspace


class Change(Struct, frozen=True):
    """A figure of the county that a correction changes, before and after."""

    before: Variance
    after: Variance


class Done(Struct, frozen=True):
    """What was corrected and what follows: the line, what the unit reports, the county's figures that change.

    ``path`` is where it was written, ``None`` for a dry run.
    """

    correction: Correction
    was: str
    changes: tuple[Change, ...]
    path: Path | None


def correct(
    workspace: Workspace,
    line: CorrectionLine,
    as_of: date,
    *,
    dry_run: bool = False,
    progress: tables.Progress = tables.silent,
) -> Done:
    """Write a correction into 项目库.xlsx, sheet 更正, or only show what it would do.

    Raises ``ToolkitError`` with the nearest right word where unit, project, field, value or month is not understood,
    and where the book is open in Excel: nothing is written then.
    """
    book = workspace.register_book
    if not dry_run:
        saving.refuse_open(book)
    meant = understood(line, workspace.scheme)
    if isinstance(meant, str):
        raise ToolkitError(f"{meant}，没有记入。")
    if not line.by.strip():
        raise ToolkitError("没有写更正人。请在 --by 后面写姓名。")
    period = meant.since
    before = month.consolidate_workspace(workspace, period, as_of, progress)
    line = replace(line, project=_project(before, meant), unit=meant.unit, field=meant.heading, since=str(period))
    trial = month.consolidate_workspace(workspace, period, as_of, progress, added=(line,))
    applied = next((one for one in trial.corrections if one.correction.line == line), None)
    if applied is None or applied.was == in_words(meant.field, meant.value):
        raise ToolkitError(f"“{line.project}”的{meant.heading}已经是 {line.value}，不用更正，没有记入。")
    line = replace(line, was=applied.was or EMPTY_CELL)
    path = None if dry_run else keep_register(workspace, trial, (line,))
    changes = tuple(
        Change(old, new) for old, new in zip(before.county, trial.county, strict=True) if old.actual != new.actual
    )
    return Done(replace(meant, line=line), applied.was, changes, path)


def _project(result: Consolidation, meant: Correction) -> str:
    """Return the project's name as the ledger has it, or its 编号 as typed; the nearest ones are named otherwise."""
    of_unit = [one for one in result.ledger.entries if one.unit == meant.unit]
    known = {plain(one.name): one.name for one in of_unit}
    for submission in result.submissions:
        if submission.unit == meant.unit:  # a row that goes back is in no ledger
            known |= {plain(one.name): one.name for one in submission.projects if one.name}
    numbers = {one.project.upper() for one in of_unit if one.project}
    if meant.project.upper() in numbers:
        return meant.project
    if plain(meant.project) in known:
        return known[plain(meant.project)]
    near = difflib.get_close_matches(plain(meant.project), known, 3, 0.3)
    hint = f"相近的有：{'、'.join(known[one] for one in near)}。" if near else ""
    raise ToolkitError(f"{meant.unit}{meant.since.label}没有项目“{meant.project}”，没有记入。{hint}")


def line_of(workspace: Workspace, period: ReportingPeriod, typed: CorrectionLine, as_of: date) -> CorrectionLine:
    """Return a line as it is written: the unit's full name, the month, the day."""
    unit = unit_named(typed.unit, workspace.scheme) or typed.unit
    return replace(typed, unit=unit, since=str(period), on=as_of.isoformat())
