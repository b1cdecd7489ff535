"""Is a submission accepted or returned, and why? Every check runs, and all findings are returned at once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from toolkit.checks import statistics, targets
from toolkit.checks.changed_facts import changed_facts
from toolkit.checks.form_changes import form_changes
from toolkit.checks.held_back import held_back
from toolkit.checks.last_year import NOTHING_LAST_YEAR, carried_over
from toolkit.checks.own_needed import own_needed
from toolkit.checks.paid_in import (
    NO_MONTHS,
    Months,
    columns_gone,
    doubtful_money,
    of_former_year,
    paid_in_untold,
    standing_told,
)
from toolkit.checks.paid_in_columns import columns_differ
from toolkit.checks.stage_needs import lacking
from toolkit.checks.ticks import ticked_against_trade
from toolkit.model.cells import CellRef
from toolkit.model.clause import plain
from toolkit.model.findings import Finding, Severity, in_order
from toolkit.model.former import FormerSums
from toolkit.model.origin import Origin
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project, Status, Submission

STATISTICS_CHECKS: tuple[Callable[[Submission], Iterator[Finding]], ...] = (
    statistics.total_mismatch,
    statistics.stale_total_formula,
    statistics.duplicate_row,
    statistics.struck_row,
    statistics.hidden_rows,
    statistics.dates_reversed,
    statistics.amount_stands_out,
)

TARGET_CHECKS: tuple[Callable[[Submission, Scheme], Iterator[Finding]], ...] = (
    targets.total_mismatch,
    targets.county_total_differs,
    targets.order_violation,
    targets.missing_group,
    targets.duplicate_line,
    targets.remark_differs,
)


# What a figure of the county cannot be counted without: its column may not be missing (LZ-T1, NX-T1, JC-T1).
_NEEDS = {"region": "投资来源", "outside": "投资来源"}


def check(
    submission: Submission,
    scheme: Scheme,
    earlier: Submission | None = None,
    seen: Mapping[Origin, Project] = statistics.NOTHING_SEEN,
    months: Months = NO_MONTHS,
    last_year: Mapping[Origin, FormerSums] = NOTHING_LAST_YEAR,
) -> Submission:
    """Return the submission with all its findings in order, accepted or returned.

    ``earlier`` is the unit's last submission before, with what was settled of it, if there is one; ``seen`` how each
    project was last reported that the register knows, whatever its name and unit were then; ``months`` of which month
    each file is that they stand in; ``last_year`` what each project's 到位资金 came to in the year before.  An
    implausible 到位资金 is held back: its cell is asked about and counts as empty (``Project.money`` says why); its
    project stays.  A file that intake refused or ignored stays as it is.
    """
    # Long: every check in its order, each after what it builds upon.
    if submission.status in (Status.REFUSED, Status.IGNORED):
        return submission
    findings = list(submission.findings)
    projects = submission.projects
    if submission.table == "targets":
        findings += [finding for run in TARGET_CHECKS for finding in run(submission, scheme)]
    else:
        findings += [finding for run in STATISTICS_CHECKS for finding in run(submission)]
        before = statistics.same_project(earlier, seen)
        stated = projects
        if sums := of_former_year(submission):
            projects = tuple(replace(one, **sums) for one in projects)
            submission = replace(submission, projects=projects)
        doubtful = list(doubtful_money(submission, before, months))
        doubtful += carried_over(submission, before, last_year, doubtful)
        findings = standing_told(findings, doubtful, submission, months)
        findings += [one.finding for one in doubtful if one.finding is not None]
        held: dict[CellRef, dict[str, Any]] = defaultdict(dict)
        for one in doubtful:
            held[one.project.ref].update(one.held)
        if held:
            projects = tuple(replace(one, **held[one.ref]) if one.ref in held else one for one in projects)
        projects = held_back(submission, projects)
        findings += list(columns_gone(submission, doubtful, months)) or paid_in_untold(submission, scheme)
        filled_in = stated if sums else projects
        findings += lacking(replace(submission, projects=filled_in, findings=tuple(findings)), scheme)
        findings += own_needed(replace(submission, projects=projects, findings=tuple(findings)), scheme)
        findings += ticked_against_trade(submission, scheme)
        findings = [_weighed(finding, scheme) for finding in findings]
        if earlier is not None:
            findings += statistics.vanished(submission, earlier)
        findings += statistics.jumps(submission, before)
        # One word about a cell: what is asked about already is not said to be another than last month, too.
        said = {finding.cell for finding in findings if finding.severity is not Severity.NOTE}
        findings += [one for one in changed_facts(submission, before) if one.cell not in said]
        findings += columns_differ(replace(submission, projects=projects), before, months, last_year)
        findings += form_changes(submission, before)
    returned = any(finding.severity is Severity.ERROR for finding in findings)
    status = Status.RETURNED if returned else Status.ACCEPTED
    return replace(submission, status=status, projects=projects, findings=tuple(in_order(findings)))


def _weighed(finding: Finding, scheme: Scheme) -> Finding:
    """Return a missing column as an error of the file where a figure of the county rests on it; its projects stay."""
    if finding.kind != "missing_column":
        return finding
    needed = {_NEEDS.get(criterion.column) for one in scheme.indicators for criterion in plain(one.every_condition)}
    return replace(finding, weight=Severity.ERROR) if dict(finding.details).get("column") in needed else finding
