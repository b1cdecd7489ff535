"""How is the control workbook made? It is drawn from the workspace, and the macros are put in."""

import contextlib
import importlib.util
from datetime import date
from pathlib import Path

from toolkit.files import saving, shipped
from toolkit.model.control import NOTICE_KIND, TRIP_KIND, WORKBOOK, ControlSettings, ControlWorkbook
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.control.workbook import WINDOWS_PYTHON, write_control_workbook
from toolkit.workflow.actions import front_page
from toolkit.workflow.actions.typed_settings import period_typed
from toolkit.workflow.steps import places
from toolkit.workflow.steps.contact_lists import write_contact_book
from toolkit.workflow.steps.log_keeping import begin
from toolkit.workflow.steps.office_settings import write_settings_sheet
from toolkit.workflow.steps.workspace import Workspace

# What RunPython of xlwings runs before the button's own words. The first import brings numpy and pandas, a second
# before the first sign of life; the call puts nothing on the path: the workbook's configuration names no folder.
BEFORE_THE_BUTTON = 'import xlwings.utils;xlwings.utils.prepare_sys_path(\\""" & PYTHONPATH & "\\""); '


def write_toolbox(workspace: Workspace, settings: ControlSettings, out: Path, program: str = "excel") -> Path:
    """Write 招商工具箱 for Excel, or its twin for LibreOffice, and return where it went.

    The two differ in the module that defines RunPython, and in nothing else that a clerk sees.
    """
    scheme = workspace.scheme
    period = ReportingPeriod.parse(settings.period)
    due = scheme.deadline("statistics").due(period) if has_deadline(workspace) else None
    control = ControlWorkbook(
        jurisdiction=scheme.jurisdiction,
        cited_title=scheme.cited_title,
        settings=settings,
        due=f"{due.year}年{due.month}月{due.day}日" if due else "—",
        next_step=front_page.to_do(workspace, period),
        received=front_page.received(workspace, period),
        contacts=front_page.contact_rows(workspace),
        rules=tuple((reading.question, reading.meaning, reading.reason) for reading in scheme.readings),
        modules=modules(program),
        choices=choices(workspace),
        interpreter=WINDOWS_PYTHON if program == "excel" else "",
    )
    return write_control_workbook(control, out)


def choices(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return what 写公文 and 外出招商 offer under the workspace's rules."""
    # Imported here: they bring what only papers need.
    from toolkit.workflow.actions.paper_buttons import TRIP_WORK
    from toolkit.workflow.steps.newsletter import KIND, is_asked_for
    from toolkit.workflow.steps.official_notices import KINDS

    kinds = tuple(kind for kind in KINDS if kind != KIND or is_asked_for(workspace.scheme))
    return {NOTICE_KIND: kinds, TRIP_KIND: tuple(TRIP_WORK)}


def has_deadline(workspace: Workspace) -> bool:
    """Return whether the scheme says by when statistics are due."""
    return any(deadline.id == "statistics" for deadline in workspace.scheme.deadlines)


def modules(program: str) -> tuple[tuple[str, str], ...]:
    """Return the VBA sources: our buttons, and the module that defines RunPython for the program.

    Raises ``ToolkitError`` where xlwings is not installed.
    """
    folder = shipped.folder("macros")
    buttons = ("Buttons", (folder / "Buttons.bas").read_text("ascii"))
    if program == "libreoffice":
        return (buttons, ("RunPythonShell", (folder / "RunPythonShell.bas").read_text("ascii")))
    # The wheel of xlwings carries its VBA (BSD); finding it does not import it, which would cost 0.3 s.
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise ToolkitError("安装不完整：缺少 xlwings。请重新安装工具箱。")
    source = Path(spec.origin).with_name("xlwings.bas").read_text("ascii")
    # A later xlwings may say it in other words: then its line stays as it is, and buttons only start later.
    return (buttons, ("xlwings", source.replace(f'-c ""{BEFORE_THE_BUTTON}"', '-c """', 1)))


def new_settings(workspace: Workspace, today: date) -> ControlSettings:
    """Return the settings of a new workbook: the latest period that has a folder, else the month before today's.

    A month outside the rulebook's years is moved to the nearest inside: every button would refuse it.
    """
    periods = workspace.periods()
    period = periods[-1] if periods else ReportingPeriod(today.year, today.month).shifted(-1)
    # Opened from a cloud or another computer a workbook may have an address for a place: then its folder is stated.
    root = str(workspace.root.absolute()) if places.has_address(workspace.root) else ""
    year, counted = workspace.scheme.year, workspace.scheme.accounting
    if (asked := counted.year_of(period)) != year:
        period = counted.month(year, 1 if asked < year else 12)
    return ControlSettings(root, str(period), "")


def write_lists(workspace: Workspace, today: date) -> tuple[str, ...]:
    """Write the books that an office fills in and has not yet: settings, its units' people and mail, what arrived when.

    Returns what is to be said: which files of 1.0 were taken over.
    """
    said = (*write_settings_sheet(workspace.root), *write_contact_book(workspace))
    begin(workspace, today)
    return said


def rebuild(workspace: Workspace, today: date, replace: bool, program: str = "excel") -> Path:
    """Write the workspace's workbook anew; what was typed into the one before is taken over.

    An existing workbook is only replaced when ``replace`` is said, and stays beside as 招商工具箱（旧）.xlsm.  Without
    it, or where the existing one cannot be read, raises ``ToolkitError``.
    """
    out = workspace.root / WORKBOOK
    settings = new_settings(workspace, today)
    if out.exists():
        from toolkit.workbooks.control.cells import read_settings

        if not replace:
            raise ToolkitError(f"“{out}”已经有了。要重新生成，请加上 --replace；旧的会改名留在旁边。")
        typed = read_settings(out)
        with contextlib.suppress(ToolkitError):
            settings = ControlSettings(typed.root, str(period_typed(typed.period)), typed.as_of)
        saving.copy(out, out.with_stem(f"{out.stem}（旧）"))
    return write_toolbox(workspace, settings, out, program)
