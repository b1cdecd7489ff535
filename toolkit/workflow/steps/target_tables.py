"""Which targets hold in a month? The newest table of 目标 that does; a month that was issued keeps the ones it had."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from toolkit.consolidation.target_versions import InForce, changes_between, not_understood
from toolkit.intake.office.snapshot import read_snapshot
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import Publication
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission, TargetLine
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.workspace import Workspace


def checked_targets(files: Sequence[Path], scheme: Scheme, period: ReportingPeriod) -> InForce:
    """Return the checked target table that holds in a month, and the one that held before."""
    read = tables.read_files([(path, path.name) for path in files], scheme, period)
    return tables.targets_of(
        tables.check_all([one for one in read if one.status != Status.IGNORED], scheme), period, scheme.accounting
    )


def targets_in_force(
    workspace: Workspace, period: ReportingPeriod, issued: Mapping[ReportingPeriod, Publication]
) -> InForce:
    """Return the targets of a month, with what is to be said of them.

    A table without a month that takes another one's place says nothing of when: months up to the last that was issued
    with the other one keep the targets that were issued, later ones have the new, and both is said.
    """
    scheme, year = workspace.scheme, workspace.scheme.accounting
    found = checked_targets(workspace.target_files(), scheme, period)
    current, former, told = found.current, found.former, list(found.told)
    if current is None or current.since is None:
        others = [
            issue
            for month, issue in sorted(issued.items())
            if year.year_of(month) == year.year_of(period) and _had_others(workspace, issue, current)
        ]
        if then := next((issue for issue in others if issue.period >= period), None):
            current, former = _as_issued(workspace, then, current), None
            told.append(f"本月的目标照{then.label}，目标表后来换过。")
        elif current and others:
            before = others[-1]
            former = _as_issued(workspace, before, current)
            since = before.period.shifted(1)
            current = replace(current, since=since)
            example = f"“{Path(current.file).stem}（自{since}起）”"
            told.append(
                f"目标表和{before.period.label}定稿时的不同，没有写明从哪个月起，从没有定稿的{since.label}起采用；"
                f"请在文件名里写明，例如{example}。"
            )
    if current and former and list(changes_between(former, current, scheme)) and current.since:
        told.append(f"目标从{current.since.label}起调整，以前的月份照原来的目标，见“目标完成情况”。")
    elif former:
        former = None
    if current and current.since and year.place(current.since).month > 1:
        kept = tuple(one for one in current.findings if one.kind != "county_total_differs")
        current = replace(current, findings=kept)
    return InForce(current, former, (*not_understood(current, scheme), *told))


def _had_others(workspace: Workspace, issue: Publication, current: Submission | None) -> bool:
    """Tell whether a month was issued with other target tables than the one that holds now."""
    try:
        then = _as_issued(workspace, issue, current)
    except ToolkitError:  # said where the month is compared with its issue
        return False
    if not then.target_lines:
        return False
    return current is None or bool(list(changes_between(then, current, workspace.scheme)))


def _as_issued(workspace: Workspace, issue: Publication, like: Submission | None) -> Submission:
    """Return the targets that a month was issued with; leaders and places are those of the present table's lines."""
    rows = read_snapshot(workspace.publications / issue.folder).lines
    goals: dict[tuple[str, str, str], dict[str, int | None]] = {}
    for row in rows:
        key = (row["产业招商组"], row["牵头单位"], row["范围"])
        goals.setdefault(key, {})[row["编号"]] = round(float(row["目标"])) if row["目标"] else None
    known = {line.key: line for line in like.target_lines} if like else {}
    file = f"定稿/{issue.folder}"
    base = like or Submission(file, "", Status.ACCEPTED, table="targets")
    lines = []
    for key, targets in goals.items():
        group, lead, scope = key
        line = known.get(key) or TargetLine(base.ref(), {}, group, None, (), lead, scope, (), {})
        lines.append(replace(line, targets=targets, since=None))
    return replace(base, target_lines=tuple(lines), totals=(), findings=(), columns=(), since=None)
