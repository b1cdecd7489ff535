"""How is 收件登记.xlsx written? Whole or not at all, the former beside it."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from toolkit.files import saving
from toolkit.model.intake_log import LogLine
from toolkit.workflow.steps.intake_log import IntakeLog
from toolkit.workflow.steps.workspace import Workspace


def write_log(workspace: Workspace, lines: Sequence[LogLine], log: IntakeLog, today: date) -> None:
    """Write the book, the former kept as 收件登记（上次）.xlsx; raises ``OpenElsewhereError`` while it is open."""
    from toolkit.workbooks.books.intake_log_workbook import drawn_intake_log

    path = workspace.intake_log
    units = [unit.name for unit in workspace.scheme.units]
    content = drawn_intake_log([replace(line, row=0) for line in lines], units, today, log.own)
    saving.refuse_open(path)
    if path.exists():
        saving.copy(path, path.with_stem(f"{path.stem}（上次）"))
    saving.replace(content, path)
