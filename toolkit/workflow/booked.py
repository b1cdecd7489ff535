"""How is a button's work done where its workbook is closed? Read the settings, run the action, write it down."""

import getpass
from datetime import datetime
from pathlib import Path

from toolkit.model.control import ActionReport, ControlSettings, blocks, button
from toolkit.workbooks.control_cells import logged_lines, read_settings, write_blocks
from toolkit.workflow import actions, steps


def run_booked(
    action: str, book: Path, now: datetime, progress: steps.Progress, ask: actions.Ask
) -> tuple[ActionReport, bool]:
    """Run an action with a workbook's settings; return its report and whether the workbook could be written."""
    book = book.resolve()
    typed = read_settings(book)
    settings = ControlSettings(typed.root or str(book.parent), typed.period, typed.as_of)
    report = actions.run(action, settings, now.date(), progress, ask)
    if report.cancelled:
        return report, True
    period = str(actions.period_typed(typed.period))
    texts = blocks(button(action), report, period, f"{now:%Y-%m-%d %H:%M}", getpass.getuser(), logged_lines(book))
    return report, write_blocks(book, texts)
