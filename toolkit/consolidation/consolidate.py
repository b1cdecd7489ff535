"""What is the county's result for a period? Submissions in, one Consolidation out."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from toolkit.consolidation.amount_questions import (
    Place,
    amount_questions,
    joined,
    renewed_amounts,
    settle_amounts,
    settled_amounts,
)
from toolkit.consolidation.choose import Chosen, choose
from toolkit.consolidation.column_questions import column_questions
from toolkit.consolidation.comparison import Earlier, compared
from toolkit.consolidation.counted_rows import RowsOfMonth
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.decisions import merged, renewed_rows, settle_ledger
from toolkit.consolidation.gaps import gaps_of
from toolkit.consolidation.judged_texts import JudgedTexts
from toolkit.consolidation.ledger import build_ledger
from toolkit.consolidation.pending import Waiting
from toolkit.consolidation.reconcile import counts_system_data, is_dropped, on_system_basis, reconcile, system_questions
from toolkit.consolidation.replaced import with_replaced
from toolkit.consolidation.row_aims import remark_aims, unit_aims
from toolkit.consolidation.settled_texts import without_meanings_of
from toolkit.consolidation.text_questions import TextQuestions
from toolkit.consolidation.timeliness import timeliness
from toolkit.consolidation.unheard import unheard_rows
from toolkit.consolidation.variance import county_variances, line_standings
from toolkit.consolidation.versions import with_versions
from toolkit.model.cells import CellRef
from toolkit.model.corrections import NOTHING_CORRECTED, Corrected
from toolkit.model.decisions import Decision
from toolkit.model.findings import in_order
from toolkit.model.ledger import Consolidation, DuplicatePair, Ledger
from toolkit.model.official import OfficialFigure, in_force
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import MonthOfYear, Publication
from toolkit.model.reconciliation import Reconciliation
from toolkit.model.register import Register
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission

NO_EXPORTS: Mapping[ReportingPeriod, Submission] = MappingProxyType({})
NOTHING_PUBLISHED: Mapping[ReportingPeriod, Publication] = MappingProxyType({})


def consolidate(
    submissions: Iterable[Submission],
    targets: Submission | None,
    scheme: Scheme,
    period: ReportingPeriod,
    as_of: date,
    answers: Mapping[str, Decision] | None = None,
    export: Submission | None = None,
    exports: Mapping[ReportingPeriod, Submission] = NO_EXPORTS,
    published: Mapping[ReportingPeriod, Publication] = NOTHING_PUBLISHED,
    register: Register | None = None,
    corrected: Corrected = NOTHING_CORRECTED,
    official: tuple[OfficialFigure, ...] = (),
    judged: JudgedTexts | None = None,
) -> Consolidation:
    """Return ledger, variances and timeliness of a period.

    ``submissions`` are checked statistics submissions of this period and, for carrying over, of earlier
    ones; ``targets`` is the checked target table, if there is one; ``answers`` are the decisions of
    裁定.xlsx by id; ``export`` is the authoritative system's, compared and, where the scheme's reading
    ``completion_basis`` says so, counted; ``exports`` are those of earlier months and ``published`` the newest issues,
    for what the month is compared with.
    ``register`` follows the projects over the months, and says what is asked about them.
    ``corrected`` is what the office's own corrections did in the period; ``official`` what other offices published;
    ``judged`` what the tables' words were taken for before under this rulebook, to which this month's are added.
    """
    # Long: the whole consolidation, step by step.
    received, versions = with_versions(submissions, answers or {})
    kept = renewed_amounts(answers or {}, received)
    everything = tuple(settle_amounts(submission, kept) for submission in received)
    rows = RowsOfMonth(everything, register, corrected.late)
    settled = settled_amounts(received, everything)
    settled |= {place: joined(words, settled.get(place, "")) for place, words in corrected.notes.items()}
    book = Decided(kept, settled, scheme, rows, judged or JudgedTexts())
    chosen = choose(everything, period, carry=scheme.reading("missing_unit") == "carry", year=scheme.accounting)
    retired = register.retired.get(period, frozenset()) if register else frozenset()
    chosen = tuple(one for one in chosen if one.carried_from is None or one.unit not in retired)
    elapsed, scheme = scheme.elapsed(period), scheme.at(period)
    ledger, duplicates, questions, reconciliation = book.ledger(chosen, period, export)
    in_use = {one.file for choice in chosen for one in (choice.submission, *choice.additions)}
    questions += [asked for of_period, asked in versions if of_period == period]
    questions += corrected.questions
    questions += column_questions((one for one in received if one.file in in_use), book.answers)
    dropped = {(one.file, one.sheet, one.row) for one in ledger.entries if is_dropped(one)}
    questions += amount_questions((one for one in received if one.file in in_use), book.answers, dropped)
    waiting, stands = Waiting(ledger, scheme), in_force(official, scheme, period)
    arrivals, of_system = timeliness(chosen, scheme, period, everything), export and counts_system_data(scheme)
    # What rests on the system's export does not wait for a unit's table.
    unheard = () if of_system else unheard_rows(arrivals, ledger, targets, scheme)
    table = table_of(ledger, scheme, {id: one.amount for id, one in stands.items()}, unheard)
    gaps = gaps_of(chosen, scheme)
    if export and of_system:
        # What the export states it states for all; its other columns are the units'.
        stated = {name for record in export.projects for name in record.columns}
        gaps = {name: gap for name, gap in gaps.items() if name not in stated}
    county = county_variances(table, scheme, elapsed, waiting, gaps)
    earlier = Earlier(everything, book.ledger_alone, scheme, exports, published, official)
    months = tuple(earlier.of_year(period))
    current = tuple(map(book.without_settled, _of_period(everything, chosen, period)))
    findings = [finding for submission in current for finding in submission.findings]
    if register is not None:
        questions += register.questions.get(period, ())
        findings += register.findings.get(period, ())
    if targets is not None:
        findings += targets.findings
    standings = line_standings(table, targets, scheme, elapsed, waiting)
    return Consolidation(
        scheme=scheme,
        period=period,
        as_of=as_of,
        elapsed=elapsed,
        ledger=ledger,
        standings=standings,
        county=county,
        comparisons=tuple(compared(earlier, months, period)),
        months=(*months, MonthOfYear(period, elapsed, {one.indicator.id: one.actual for one in county})),
        timeliness=arrivals,
        duplicates=duplicates,
        reconciliation=reconciliation,
        decisions=merged(questions, book.answers),
        submissions=current,
        targets=targets,
        findings=tuple(in_order(findings)),
        corrections=corrected.applied,
        official=tuple(one for one in official if one.period == period),
        unheard=unheard,
        row_aims=(*unit_aims(table, scheme, elapsed), *remark_aims(standings, table, scheme, elapsed)),
    )


def _of_period(
    submissions: tuple[Submission, ...], chosen: tuple[Chosen, ...], period: ReportingPeriod
) -> tuple[Submission, ...]:
    """Return the period's submissions; one that a correction has replaced says so."""
    return with_replaced((one for one in submissions if one.period in (period, None)), chosen)


class Decided:
    """Makes the ledger of a month with a person's decisions: for this month and the one it is compared with."""

    def __init__(
        self,
        answers: Mapping[str, Decision],
        settled: Mapping[Place, str],
        scheme: Scheme,
        rows: RowsOfMonth,
        judged: JudgedTexts,
    ) -> None:
        """``settled`` names, by file, sheet and row, which decisions and corrections have put a value in."""
        self.answers, self.scheme, self._settled, self._rows, self._judged = answers, scheme, settled, rows, judged
        self._cells: set[CellRef] = set()

    def ledger(
        self, chosen: tuple[Chosen, ...], period: ReportingPeriod, export: Submission | None, asking: bool = True
    ) -> tuple[Ledger, tuple[DuplicatePair, ...], list[Decision], Reconciliation | None]:
        """Return a period's ledger as it counts, the suspected pairs, the questions, and how the system compares."""
        built = build_ledger(self._rows.of(chosen, period), self.scheme, period, self._judged)
        self.answers = renewed_rows(self.answers, built)
        texts = TextQuestions(self.scheme, self.answers)
        ledger, duplicates, questions = settle_ledger(
            built, texts, self.answers, self._settled, asking, self._judged, self._rows.apart
        )
        known = self._rows.known
        reconciliation = reconcile(ledger, export, self.scheme, known, self.answers) if export else None
        questions += system_questions(reconciliation) if reconciliation else []
        if export and reconciliation and counts_system_data(self.scheme):
            ledger = on_system_basis(ledger, reconciliation, self.scheme, export)
            own, added = ledger.entries[: len(built.entries)], ledger.entries[len(built.entries) :]
            ledger = Ledger(period, (*own, *texts.settled(added)), ledger.shared)
        self._cells |= texts.settled_cells
        return ledger, duplicates, [*texts.questions, *questions], reconciliation

    def ledger_alone(self, chosen: tuple[Chosen, ...], period: ReportingPeriod, export: Submission | None) -> Ledger:
        """Return a period's ledger as it counts; nothing is asked about it."""
        return self.ledger(chosen, period, export, asking=False)[0]

    def without_settled(self, submission: Submission) -> Submission:
        """Return the submission without the findings on stages and ticks that a person has settled."""
        return without_meanings_of(submission, self._cells)
