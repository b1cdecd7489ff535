"""What is the county's result for a period? Submissions in, one Consolidation out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from toolkit.consolidation.choose import Chosen, choose
from toolkit.consolidation.ledger import build_ledger
from toolkit.consolidation.timeliness import timeliness
from toolkit.consolidation.variance import county_variances, frame, line_standings
from toolkit.model.cells import CellRef
from toolkit.model.findings import found, in_order
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod, elapsed_share
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission


def consolidate(
    submissions: Iterable[Submission],
    targets: Submission | None,
    scheme: Scheme,
    period: ReportingPeriod,
    as_of: date,
) -> Consolidation:
    """Return ledger, variances and timeliness of a period.

    ``submissions`` are checked statistics submissions of this period and, for carrying over, of earlier
    ones; ``targets`` is the checked target table, if there is one.
    """
    everything = tuple(submissions)
    chosen = choose(everything, period, carry=scheme.reading("missing_unit") == "carry")
    elapsed = elapsed_share(period, by=scheme.reading("elapsed_by"))
    ledger = build_ledger(chosen, scheme, period)
    table = frame(ledger)
    current = tuple(_noted(submission, chosen) for submission in everything if submission.period in (period, None))
    findings = [finding for submission in current for finding in submission.findings]
    if targets is not None:
        findings += targets.findings
    return Consolidation(
        scheme=scheme,
        period=period,
        as_of=as_of,
        elapsed=elapsed,
        ledger=ledger,
        standings=line_standings(table, targets, scheme, elapsed),
        county=county_variances(table, scheme, elapsed),
        timeliness=timeliness(chosen, scheme, period),
        submissions=current,
        targets=targets,
        findings=tuple(in_order(findings)),
    )


def _noted(submission: Submission, chosen: tuple[Chosen, ...]) -> Submission:
    """Return the submission, with a note if a correction took its place."""
    for choice in chosen:
        if submission in choice.superseded:
            note = found("superseded", CellRef(submission.file), newer=choice.submission.file)
            return replace(submission, findings=(*submission.findings, note))
    return submission
