"""What does the front page of the control workbook say, and its list of contacts? Read from the files alone."""

from collections import Counter
from contextlib import suppress

from toolkit.model.control import ContactRow
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import kind_of
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions.next_step import as_button, next_step
from toolkit.workflow.actions.workspace_state import state_in
from toolkit.workflow.steps.contact_lists import contact_lines, contacts_file
from toolkit.workflow.steps.outstanding import outstanding
from toolkit.workflow.steps.workspace import Workspace


def received(workspace: Workspace, period: ReportingPeriod) -> str:
    """Return how many files lie in 报送 for a period, beside how many units owe one, and what is no table."""
    files = [path for path in workspace.submission_files(period) if not path.name.startswith(("~$", "."))]
    said = [f"{len(files)} 个文件 ／ 应报 {len(workspace.scheme.reporting_units)} 个单位"]
    kinds = Counter(kind for path in files if (kind := kind_of(path.name)).why)
    said += [f"其中 {kind.counted(number)}{kind.why}" for kind, number in kinds.items()]
    if waiting := len(outstanding(workspace, period)):
        said.append(f"另有 {waiting} 件待认领，请按“认领”")
    return "；".join(said)


def to_do(workspace: Workspace, period: ReportingPeriod) -> str:
    """Return the next thing to do in a period, with the button to press for it."""
    state = state_in(workspace, period)
    return as_button(next_step(state), state)


def contact_rows(workspace: Workspace) -> tuple[ContactRow, ...]:
    """Return the units of the scheme with their people, then whoever else the contact list names.

    A list that cannot be read shows nobody: it stops the sending, which says why, and no other button.
    """
    people: dict[str, list[tuple[str, str]]] = {}
    kinds: dict[str, str] = {}
    with suppress(ToolkitError, FileNotFoundError):
        for line in contact_lines(contacts_file(workspace)):
            people.setdefault(line.unit, []).append((line.name, line.address))
            kinds[line.unit] = line.kind
    lines = []
    for unit in workspace.scheme.units:
        for name, address in people.pop(unit.name, [("", "")]):
            lines.append(ContactRow(unit.name, unit.kind, unit.aliases, unit.reports, name, address))
    for unit_name, found in people.items():
        lines += [
            ContactRow(unit_name, kinds[unit_name] or "其他", (), False, name, address) for name, address in found
        ]
    return tuple(lines)
