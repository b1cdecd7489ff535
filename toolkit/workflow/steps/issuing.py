"""Which projects does each unit's next form hold already? Those of the last month, as settled and corrected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from toolkit.model.corrections import Applied
from toolkit.model.form import MONEY, FormRow
from toolkit.model.former import FormerYears
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Followed, Register, State
from toolkit.model.register_book import Library, RegisterBook
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED
from toolkit.model.submission import Project
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.workspace import Workspace

Forms = Mapping[str, Sequence[FormRow]]


def forms_of(
    workspace: Workspace, period: ReportingPeriod, as_of: date, progress: tables.Progress = tables.silent
) -> tuple[Scheme, Forms]:
    """Return the rules with the units that still report, and each unit's rows for a period's form, by unit.

    They are the projects of the last month of the year that has any; of a unit that has sent no table this year they
    are those of the former year, without its sums.  项目库.xlsx is kept first: it holds the numbers of the forms.
    """
    from toolkit.workflow.steps.following import followed, without_retired
    from toolkit.workflow.steps.former_projects import books_of
    from toolkit.workflow.steps.libraries import keep_register
    from toolkit.workflow.steps.month import consolidate_workspace

    year = workspace.scheme.accounting
    earlier = [one for one in workspace.periods() if one < period and year.year_of(one) == year.year_of(period)]
    if not earlier:
        book, former = books_of(workspace)
        return workspace.scheme, rows_of_former(followed({}, workspace.scheme, {}, book, former), former, book)
    last = max(earlier)
    result = consolidate_workspace(workspace, last, as_of, progress)
    keep_register(workspace, result)
    library = result.library or Library()
    rules = without_retired(workspace.scheme, library.register, last)
    silent = rows_of_former(library.register, library.former, library.book)
    return rules, {**silent, **rows_of(library, last, result.corrections)}


def rows_of_former(register: Register, former: FormerYears, book: RegisterBook) -> Forms:
    """Return the projects of the former year of each unit that has sent no table this year, without their sums."""
    rows = {one.number: one.rows[-1].project for one in former.projects}
    reported = {sighting.unit for months in register.months.values() for one in months for sighting in one.sightings}
    forms: dict[str, list[FormRow]] = defaultdict(list)
    for known in register.projects:
        is_over = known.state is not State.LISTED or known.same_as or known.origin in book.stated
        if known.number in rows and known.unit not in reported and not is_over:
            row = rows[known.number].changed(dict.fromkeys(MONEY))
            forms[known.unit].append(FormRow(known.number, row, is_former=True))
    return forms


def rows_of(library: Library, last: ReportingPeriod, corrections: Sequence[Applied] = ()) -> Forms:
    """Return each unit's projects of a month as its next form states them; what has ended is in it no more."""
    over = {one.number for one in library.register.projects if one.state is not State.LISTED}
    forms: dict[str, list[FormRow]] = defaultdict(list)
    for followed in library.register.months.get(last, ()):
        row = library.row(followed.sightings)
        if row is None or row.stage == ENDED or followed.number in over:
            continue
        if row.investment_yuan is None:
            row = replace(row, investment_yuan=_last_certain(library, followed))
        forms[followed.unit].append(_corrected(row, followed, corrections))
    return forms


def _last_certain(library: Library, followed: Followed) -> int | None:
    """Return the newest investment that could be read: the ledger counts it until the unit states another."""
    rows = (library.rows[one.place] for one in followed.sightings if one.place in library.rows)
    return next((row.investment_yuan for row in rows if row.investment_yuan is not None), None)


def _corrected(row: Project, followed: Followed, corrections: Sequence[Applied]) -> FormRow:
    """Return a project's row with what the office corrected, proposed to the unit with its reason."""
    places = {sighting.place for sighting in followed.sightings}
    told: dict[str, str] = {}
    values: dict[str, Any] = {}
    for one in corrections:
        if (one.cell.file, one.cell.sheet, one.cell.row) in places:
            told[one.correction.field] = one.words
            values[one.correction.field] = one.correction.value
    return FormRow(followed.number, row.changed(values), told)


def filled_in(scheme: Scheme, forms: Forms, done: str) -> str:
    """Return what the forms hold, in words: ``5 个填好了上月的 22 个项目``; '' where all are blank.

    ``done`` is the verb; projects of units that have sent no table this year are the former year's.
    """
    some = [rows for unit in scheme.reporting_units if (rows := forms.get(unit.name))]
    former = [rows for rows in some if rows[0].is_former]
    kinds = (("上月的", [rows for rows in some if not rows[0].is_former]), ("上年在库的", former))
    return "、".join(f"{len(units)} 个{done}{whose} {sum(map(len, units))} 个项目" for whose, units in kinds if units)


def write_forms(
    scheme: Scheme,
    period: ReportingPeriod,
    folder: Path,
    forms: Forms,
    progress: tables.Progress = tables.silent,
) -> list[Path]:
    """Write every reporting unit's statistics workbook for a period; return the paths."""
    from toolkit.workbooks.forms.blank_form import write_blank_form

    written = []
    for unit in scheme.reporting_units:
        name = f"{unit.name}{period.label}招商引资项目统计表.xlsx"
        written.append(write_blank_form(scheme, unit, period, folder / name, forms.get(unit.name, ())))
        progress("统计表", len(written), len(scheme.reporting_units))
    return written
