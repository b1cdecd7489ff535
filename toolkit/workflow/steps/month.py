"""What is a month's work? Everything from the folder of a workspace, or from bare paths."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from toolkit.checks.explained import Known, explained
from toolkit.consolidation.amount_questions import renewed_amounts, settle_amounts
from toolkit.consolidation.choose import choose
from toolkit.consolidation.column_questions import told_columns
from toolkit.consolidation.replaced import with_replaced
from toolkit.consolidation.settled_texts import without_settled_texts
from toolkit.consolidation.target_versions import adjusted, changes_of
from toolkit.consolidation.versions import with_versions
from toolkit.intake.office.official import read_official
from toolkit.intake.tables.system_export import read_export
from toolkit.model.cells import CellRef
from toolkit.model.corrections import CorrectionLine
from toolkit.model.decisions import Decision
from toolkit.model.findings import Finding, found, in_order
from toolkit.model.former import NOTHING_FORMER, FormerSums, FormerYears
from toolkit.model.ledger import Consolidation
from toolkit.model.official import OfficialFigure
from toolkit.model.origin import Origin
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Register
from toolkit.model.register_book import Library, RegisterBook
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.answers import Answers, answer_places, keep_answers, read_answers, told_of
from toolkit.workflow.steps.correcting import Corrector, corrector_of
from toolkit.workflow.steps.following import (
    followed,
    with_numbers,
    with_own_columns,
    without_retired,
    without_settled,
)
from toolkit.workflow.steps.former_projects import books_of, rows_of, sums_of
from toolkit.workflow.steps.gate import without_open
from toolkit.workflow.steps.intake_log import IntakeLog, read_log
from toolkit.workflow.steps.publications import beside_issues, former_months, issued_sums, publications
from toolkit.workflow.steps.target_tables import checked_targets, targets_in_force
from toolkit.workflow.steps.workspace import Workspace


def check_workspace(
    workspace: Workspace, period: ReportingPeriod, progress: tables.Progress = tables.silent
) -> tuple[Submission, ...]:
    """Return the period's submissions, checked against the year's earlier ones and the answers; then what waits."""
    workspace = workspace.at(period)
    answers = read_answers(workspace)
    workspace = _with_told_columns(workspace, answers)
    book, former = books_of(workspace)
    said = Said(answers.by_id, book, read_log(workspace), former)
    months = months_of(workspace, _up_to(workspace, period), said, progress)
    checked = tuple(settle_amounts(one, said.answers, standing=False) for one in months.checked[period])
    chosen = choose(checked, period, carry=False, year=workspace.scheme.accounting)
    checked = with_replaced(checked, chosen)
    return (*checked, *waiting(workspace, period, checked))


def _up_to(workspace: Workspace, period: ReportingPeriod) -> list[ReportingPeriod]:
    """Return the months that have a folder, up to a period and with it."""
    return sorted({*(earlier for earlier in workspace.periods() if earlier <= period), period})


def _with_told_columns(workspace: Workspace, answers: Answers) -> Workspace:
    """Return the workspace whose tables are read by what the office said of their headings."""
    return replace(workspace, scheme=replace(workspace.scheme, told_columns=told_columns(answers.by_id)))


def waiting(workspace: Workspace, period: ReportingPeriod, submissions: Sequence[Submission]) -> tuple[Submission, ...]:
    """Return what came and is in no month yet (待认领, letters without a table), beside the period's submissions."""
    from toolkit.workflow.steps.outstanding import outstanding

    reported = {one.unit for one in submissions if one.unit and one.table and one.period == period}
    return outstanding(workspace, period, reported)


def read_period(
    workspace: Workspace, period: ReportingPeriod, log: IntakeLog, progress: tables.Progress = tables.silent
) -> tuple[Submission, ...]:
    """Return the files of a period as read, not checked: when they came and whose they are as the log has it."""
    files = tables.named(workspace.submission_files(period), workspace.reports)
    arrivals = log.arrivals(period)
    read = tables.read_files(files, workspace.scheme, period, arrivals, progress, workspace.plan)
    told = (log.as_told(log.as_saved(_no_targets(one)), workspace.scheme) for one in read)
    return tuple(without_open(one, workspace.open_columns) for one in told)


def _no_targets(one: Submission) -> Submission:
    """Return a file as it is, or as one that is not used: a target table counts where it lies in 目标 alone."""
    if one.table != "targets":
        return one
    note = found("targets_among_reports", CellRef(one.file))
    return Submission(one.file, one.path, Status.IGNORED, note.message, period=one.period, findings=(note,))


class Said(Struct, frozen=True):
    """What the office wrote in its books: the answers by id, 项目库.xlsx, 收件登记.xlsx; what the former year knew."""

    answers: Mapping[str, Decision]
    book: RegisterBook
    log: IntakeLog
    former: FormerYears = NOTHING_FORMER


class Months(Struct, frozen=True):
    """The months of a year as sent, and as followed, corrected and checked; ``misread`` are lines of 更正."""

    read: Mapping[ReportingPeriod, tuple[Submission, ...]]
    register: Register
    corrector: Corrector
    misread: Sequence[Finding]
    checked: Mapping[ReportingPeriod, tuple[Submission, ...]]


NOTHING_READ: Mapping[ReportingPeriod, tuple[Submission, ...]] = MappingProxyType({})


def months_of(
    workspace: Workspace,
    periods: Sequence[ReportingPeriod],
    said: Said,
    progress: tables.Progress,
    added: Sequence[CorrectionLine] = (),
    read: Mapping[ReportingPeriod, tuple[Submission, ...]] = NOTHING_READ,
) -> Months:
    """Return some months, those with them that were ``read`` before; ``added`` are corrections not yet written."""
    now = {one: with_versions(read_period(workspace, one, said.log, progress), said.answers)[0] for one in periods}
    read = {**read, **now}
    register = followed(read, workspace.scheme, said.answers, said.book, said.former)
    corrector, misread = corrector_of(workspace, said.book, said.answers, added)
    sums = sums_of(said.former, workspace.scheme.accounting)
    checked = _checked_periods(read, register, workspace.scheme, said.answers, corrector, sums)
    return Months(read, register, corrector, misread, checked)


def _checked_periods(
    read: Mapping[ReportingPeriod, Sequence[Submission]],
    register: Register,
    scheme: Scheme,
    answers: Mapping[str, Decision],
    corrector: Corrector,
    sums: Mapping[int, Mapping[Origin, FormerSums]],
) -> dict[ReportingPeriod, tuple[Submission, ...]]:
    """Return the months' tables checked against what was last certain in the year of units and projects.

    ``sums`` holds what the projects' 到位资金 came to in a former year, by year.
    """
    checked: dict[ReportingPeriod, tuple[Submission, ...]] = {}
    certain: list[Submission] = []
    words: Known = {}
    year = 0
    for period, submissions in sorted(read.items()):
        # The tables are cumulative from the year's first day: no month is compared with one of another year.
        counts_for = scheme.accounting.year_of(period)
        certain, year = (certain if counts_for == year else []), counts_for
        known = corrector.put_in(period, [with_numbers(one, register) for one in submissions])
        told = [
            without_settled(one, register) for one in tables.check_all(known, scheme, certain, sums.get(year - 1, {}))
        ]
        for place, one in enumerate(told):
            # What the office has settled needs no word of the unit.
            told[place], words = explained(without_settled_texts(one, scheme, answers), scheme, words)
        checked[period] = tuple(told)
        kept = renewed_amounts(answers, checked[period])
        certain += [settle_amounts(one, kept) for one in checked[period]]
    return checked


def consolidate_workspace(
    workspace: Workspace,
    period: ReportingPeriod,
    as_of: date,
    progress: tables.Progress = tables.silent,
    added: Sequence[CorrectionLine] = (),
) -> Consolidation:
    """Return the period's result; units that sent nothing are carried over from earlier periods.

    ``added`` are corrections that are tried before they are written.
    """
    from toolkit.consolidation.consolidate import consolidate
    from toolkit.consolidation.counted_table import get_ready
    from toolkit.workflow.steps.assessing import assessed
    from toolkit.workflow.steps.formula_lengths import refuse_too_long
    from toolkit.workflow.steps.judging import Judging
    from toolkit.workflow.steps.trip_papers import travel_of

    # Long: what was sent, said and issued is gathered, then one call.
    workspace = workspace.at(period)
    refuse_too_long(workspace.scheme)
    workspace = replace(workspace, plan=replace(workspace.plan, meanwhile=get_ready))
    answers = read_answers(workspace)
    workspace = _with_told_columns(workspace, answers)
    (book, former), log = books_of(workspace), read_log(workspace)
    said = Said(answers.by_id, book, log, former)
    months = months_of(workspace, _up_to(workspace, period), said, progress, added)
    corrected = months.corrector.corrected(period)
    submissions = [submission for of_period in months.checked.values() for submission in of_period]
    submissions += waiting(workspace, period, submissions)
    issued = publications(workspace)
    targets = targets_in_force(workspace, period, issued.newest)
    # What was issued stands, whatever the system exports later.
    year = workspace.scheme.accounting
    of_year = [one for one in months.read if year.year_of(one) == year.year_of(period)]
    counted_now = [one for one in of_year if one not in issued.newest]
    exports = {one: export for one in {*counted_now, period} if (export := _export(workspace, one))}
    workspace = replace(workspace, scheme=without_retired(workspace.scheme, months.register, period))
    stated, of_stated = official_figures(workspace)
    judging = Judging(months.checked, workspace.scheme, workspace.plan)
    progress("汇总", 1, 1)
    result = consolidate(
        submissions,
        targets.current,
        adjusted(workspace.scheme, targets.current),
        period,
        as_of,
        answers.by_id,
        exports.pop(period, None),
        exports,
        {**former_months(workspace), **issued.newest},
        months.register,
        corrected,
        stated,
        judging.texts,
    )
    judging.keep()
    told = [*answers.findings(), *told_of(workspace, result.decisions), *log.findings, *book.findings]
    told += [*months.misread, *corrected.findings, *of_stated]
    result = replace(result, findings=tuple(in_order((*result.findings, *told))))
    result = replace(result, travel=travel_of(workspace.trip_register, workspace.scheme, period, as_of))
    result = replace(
        result,
        former_targets=targets.former,
        adjustments=changes_of(targets, workspace.scheme),
        about_targets=targets.told,
    )
    result = with_own_columns(result, book)
    library = library_of(workspace, months, said, progress)
    library = replace(library, answer_places=answer_places(result, answers))
    result = replace(result, library=replace(library, issued=issued_sums(workspace, issued.newest)))
    return beside_issues(workspace, assessed(workspace, result, submissions), issued, submissions)


def official_figures(workspace: Workspace) -> tuple[tuple[OfficialFigure, ...], tuple[Finding, ...]]:
    """Return what 官方数据.xlsx states, and what is wrong in it; nothing where the office keeps none."""
    path = workspace.official_book
    return read_official(path, workspace.scheme) if path.exists() else ((), ())


def library_of(workspace: Workspace, months: Months, said: Said, progress: tables.Progress) -> Library:
    """Return what 项目库.xlsx is written from: all months of the year, those after the one that is counted, too."""
    from toolkit.workflow.steps.trip_papers import read_journal

    last = max(months.read)
    year = workspace.scheme.accounting
    later = [one for one in workspace.periods() if one > last and year.year_of(one) == year.year_of(last)]
    if later:
        months = months_of(workspace, later, said, progress, read=months.read)
    checked = [one for some in months.checked.values() for one in some]
    kept = renewed_amounts(said.answers, checked)
    settled = (settle_amounts(one, kept) for one in checked)
    rows = {(one.file, row.ref.sheet, row.ref.row): row for one in settled for row in one.projects}
    rows = {**rows_of(said.former), **rows}
    trips = (
        read_journal(workspace.trip_register, workspace.scheme, last, last.last_day).register.trips
        if workspace.trip_register.exists()
        else ()
    )
    path = str(workspace.register_book)
    answers, columns = tuple(said.answers.values()), workspace.scheme.own_columns
    return Library(months.register, said.book, rows, answers, tuple(trips), path, columns, former=said.former)


def _export(workspace: Workspace, period: ReportingPeriod) -> Submission | None:
    file = workspace.export_file(period)
    return read_export(file, workspace.scheme, period) if file else None


def keep_decisions(workspace: Workspace, result: Consolidation) -> Path | None:
    """Write 裁定.xlsx anew and add to 词典.xlsx what was answered for a text, see :func:`keep_answers`.

    Returns ``None`` where there is nothing to ask and never was.
    """
    return keep_answers(result, read_answers(workspace))


def read_targets(files: Sequence[Path], scheme: Scheme, period: ReportingPeriod) -> Submission | None:
    """Return the checked target table among the files that holds in a month, or ``None`` if there are no files."""
    return checked_targets(files, scheme, period).current


def master_name(result: Consolidation) -> str:
    """Return the master's name: 鹿寨县2022年6月招商引资情况汇总表."""
    return f"{result.scheme.jurisdiction}{result.period.label}招商引资情况汇总表"
