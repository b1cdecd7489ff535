"""How is a button's work done while its workbook is closed? Read settings, run, write the result."""

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from toolkit.model.control import ActionReport, blocks, button
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.control.cells import logged_lines, read_settings, write_blocks
from toolkit.workflow.actions import buttons
from toolkit.workflow.actions.desk import Ask
from toolkit.workflow.actions.typed_settings import period_typed
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.locking import alone
from toolkit.workflow.steps.who import user


def run_booked(
    action: str,
    book: Path,
    now: datetime,
    progress: tables.Progress,
    ask: Ask,
    asked: ReportingPeriod | None = None,
) -> tuple[ActionReport, bool]:
    """Run an action with a workbook's settings; return its report and whether the workbook could be written.

    ``asked`` is the period to work on; without it the one typed on 首页.
    """
    book = book.resolve()
    typed = read_settings(book)
    settings = replace(typed, root=typed.root or str(book.parent), period=str(asked or typed.period))
    # Held until the workbook is written, too: a run beside this one would write over its line of 运行记录.
    with alone(Path(settings.root)) if Path(settings.root).is_dir() else nullcontext():
        report = buttons.run(action, settings, now.date(), progress, ask)
        if report.cancelled:
            return report, True
        period = str(period_typed(settings.period))
        texts = blocks(button(action), report, period, f"{now:%Y-%m-%d %H:%M}", user(), logged_lines(book))
        return report, write_blocks(book, texts)
