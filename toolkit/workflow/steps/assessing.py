"""How are points, places and the agenda computed? From the period's result and the office's books."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from toolkit.assessment import assess as year_to_date
from toolkit.assessment.agenda import agenda
from toolkit.assessment.assess import Books
from toolkit.assessment.tracking import tracked_on
from toolkit.checks.working_days import papers_due
from toolkit.consolidation.counted_table import CountedTable, table_of
from toolkit.consolidation.variance import evaluate, evaluate_row
from toolkit.files.saving import save
from toolkit.intake.office import last_assessment, official, people, ratings, scores, stage_tracker
from toolkit.intake.trips.destinations import located
from toolkit.intake.trips.register import read_register
from toolkit.model.assessment import AgendaItem, Measure
from toolkit.model.findings import Finding
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Indicator
from toolkit.model.submission import Submission
from toolkit.model.trips import Register
from toolkit.workflow.steps.conduct import conduct_of
from toolkit.workflow.steps.kept_books import book_states_on, read_kept_books
from toolkit.workflow.steps.workspace import Workspace


def assessed(workspace: Workspace, result: Consolidation, submissions: Sequence[Submission]) -> Consolidation:
    """Return the result with its assessment; ``submissions`` are those of all periods (who was late this quarter)."""
    books = read_books(workspace, result, submissions)
    return replace(result, assessment=year_to_date.assess(result, books, measure_of(result)))


def read_books(workspace: Workspace, result: Consolidation, submissions: Sequence[Submission]) -> Books:
    """Return the office's books as read, with what is wrong in them; each may be missing."""
    scheme, period = result.scheme, result.period
    nothing: tuple[Finding, ...] = ()
    path = workspace.score_book
    events, of_scores = scores.read_scores(path, scheme, period) if path.exists() else ((), nothing)
    path = workspace.last_assessment
    changes = result.library.book.changes if result.library and result.library.book else ()
    past, of_past = last_assessment.read_last_assessment(path, scheme, changes) if path.exists() else ((), nothing)
    path = workspace.tracker
    records, of_steps = stage_tracker.read_stages(path, scheme, period) if path.exists() else ((), nothing)
    listed = people.read_people(workspace.people) if workspace.people.exists() else ()
    path = workspace.ratings
    marks, of_marks = ratings.read_ratings(path, scheme, period) if path.exists() else ((), nothing)
    kept, of_kept = read_kept_books(workspace, period)
    register = register_of(workspace, period)
    conduct = conduct_of(result, submissions, register)
    trips = register.trips if register else ()
    findings = (*of_scores, *of_past, *of_steps, *of_marks, *of_kept)
    papers = papers_due(scheme, trips)
    return Books(conduct, trips, events, past, records, listed, marks, findings, papers, kept)


def register_of(workspace: Workspace, period: ReportingPeriod) -> Register | None:
    """Return the trip register, or ``None`` where the office keeps none; its findings belong to the trips."""
    path, scheme = workspace.trip_register, workspace.scheme
    return located(read_register(path, period, scheme.trip_words), scheme.home) if path.exists() else None


def measure_of(result: Consolidation) -> Measure:
    """Return a function that evaluates an indicator over one target row of the ledger."""

    @cache
    def table() -> CountedTable:
        # Only a scheme with an index needs it, so a ledger of a hundred thousand rows is grouped on demand.
        return table_of(result.ledger, result.scheme)

    def measure(indicator: Indicator, key: str) -> int | float | None:
        if key in result.unheard:
            return None
        if any(key in one.rows for one in result.ledger.shared):
            return evaluate_row(indicator, table(), key, result.scheme)
        return evaluate(indicator, table().row(key), result.scheme, result.elapsed)

    return measure


def month_agenda(workspace: Workspace, period: ReportingPeriod, as_of: date | None = None) -> tuple[AgendaItem, ...]:
    """Return what is due in a month: deadlines, meetings, trip reports, limits of 进度跟踪."""
    path = workspace.tracker
    records = stage_tracker.read_stages(path, workspace.scheme, period)[0] if path.exists() else ()
    steps = tracked_on(records, workspace.scheme, period.first_day)
    register = register_of(workspace, period)
    papers = papers_due(workspace.scheme, register.trips) if register else ()
    kept = book_states_on(workspace, period, as_of or period.first_day)
    return agenda(workspace.scheme, period, papers, steps, kept)


def write_calendar(
    workspace: Workspace, period: ReportingPeriod, as_of: date, out: Path | None = None
) -> tuple[tuple[AgendaItem, ...], tuple[Path, Path]]:
    """Write the month's agenda as .ics and as a workbook; return it with both paths."""
    from toolkit.assessment.ics import as_ics
    from toolkit.workbooks.books.calendar_sheet import write_calendar_workbook

    workspace = workspace.at(period)
    items = month_agenda(workspace, period, as_of)
    ics = out or workspace.calendar(period)
    written = save(as_ics(items, workspace.scheme, period, as_of), ics)
    book = write_calendar_workbook(items, workspace.scheme, period, ics.with_suffix(".xlsx"))
    return items, (written, book)


def write_books(workspace: Workspace) -> list[Path]:
    """Write an empty book for each that the scheme has a use for; one that is there stays as it is."""
    from toolkit.workbooks.forms.assessment_forms import write_blank_book

    scheme = workspace.scheme
    units = [unit.name for unit in scheme.units]
    wanted: list[tuple[Path, Sequence[str], Mapping[str, Sequence[str]], str]] = []
    if rated := ratings.rated(scheme):
        picks = {"被评单位": units, "评分单位": units, "评分项": rated}
        wanted.append((workspace.ratings, list(ratings.HEADINGS), picks, "一行一个评分单位打的一个分。"))
    if scores.choices(scheme):
        picks = {scheme.unit_word: units, "事项": scores.choices(scheme)}
        hint = "一行一件事。签约、落地、外资和奖励分由项目台账计算，不用登记。"
        wanted.append((workspace.score_book, list(scores.headings(scheme)), picks, hint))
    if scheme.rules.consequences or scheme.rules.carry:
        hint = "一行一个单位，得分和名次填一样即可。季度的，年度写 2022年第一季度 这样。"
        wanted.append((workspace.last_assessment, list(last_assessment.HEADINGS), {"单位": units}, hint))
    if scheme.rules.stages or scheme.rules.pairs:
        picks = {"责任单位": units, "环节": stage_tracker.stage_names(scheme)}
        hint = "一行一个环节，办结后填办结日期。限办天数是自然日。"
        wanted.append((workspace.tracker, list(stage_tracker.HEADINGS), picks, hint))
    if stated := official.published(scheme):
        picks = {"指标": [one.name for one in stated], "单位": list(dict.fromkeys(one.unit for one in stated))}
        hint = "一行一个指标一个月：截至该月的本年累计，照主管部门公布的填，写明出处（文号、月报、网页）。"
        wanted.append((workspace.official_book, list(official.HEADINGS), picks, hint))
    if any(register.name == workspace.people.stem for register in scheme.rules.registers):
        wanted.append((workspace.people, list(people.HEADINGS), {"单位": units}, "一行一个人。"))
    return [
        write_blank_book(path.stem, headings, picks, hint, path)
        for path, headings, picks, hint in wanted
        if not path.exists()
    ]


def write_assessment(workspace: Workspace, result: Consolidation, out: Path | None = None) -> Path:
    """Write the assessment of a consolidated result as a workbook and return where it went."""
    from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook

    name = f"{result.scheme.jurisdiction}{result.period.label}招商引资考核.xlsx"
    return write_assessment_workbook(result, out or workspace.outputs(result.period) / name)
