"""How does a unit get its page without a letter? One workbook for each unit that reports or has a task."""

from collections.abc import Sequence
from pathlib import Path

from toolkit.files import texts
from toolkit.mail.names import safe_name
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Consolidation
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.gate import leaving
from toolkit.workflow.steps.intake_log import unit_named
from toolkit.workflow.steps.workspace import Workspace

NOUN = "招商引资情况"


def known_unit(workspace: Workspace, word: str) -> str:
    """Return the unit that a name or another name means; raises ``ToolkitError`` with the nearest one."""
    if name := unit_named(word, workspace.scheme):
        return name
    near = texts.nearest(word, [one.name for one in workspace.scheme.units])
    raise ToolkitError(f"规则里没有单位“{word}”。{f'是不是“{near}”？' if near else ''}请写单位全称。")


def units_with_a_page(result: Consolidation) -> list[str]:
    """Return the units that report, have a task, or lead a project of somebody else's."""
    units = [unit.name for unit in result.scheme.reporting_units]
    units += [standing.line.lead_unit for standing in result.standings]
    units += [unit for entry in result.ledger.entries for unit in (entry.unit, entry.lead_unit)]
    return [unit for unit in dict.fromkeys(units) if unit]


def write_unit_pages(
    workspace: Workspace,
    result: Consolidation,
    units: Sequence[str],
    progress: tables.Progress = tables.silent,
    folder: Path | None = None,
) -> tuple[Path, ...]:
    """Write the pages of some units, into 输出/PERIOD/单位情况 where no ``folder`` is given.

    A unit sees the telephones of its own rows alone.
    """
    from toolkit.workbooks.books.unit_page import write_unit_page

    folder = folder or workspace.unit_pages(result.period)
    written = []
    for number, unit in enumerate(units, 1):
        progress("单位情况", number, len(units))
        out = folder / f"{safe_name(unit)}{result.period.label}{NOUN}.xlsx"
        written.append(write_unit_page(leaving(result, unit, workspace.open_columns), unit, out))
    return tuple(written)
