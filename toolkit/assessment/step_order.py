"""Are a project's steps registered in the document's order (NX-R4, JC-F1, LZ-R2), and is the project a known one?"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from toolkit.model.assessment import StageRecord
from toolkit.model.findings import Finding, found
from toolkit.model.ledger import Consolidation
from toolkit.model.names import plain
from toolkit.model.rules import FlowStage, StagePair
from toolkit.model.scheme import Scheme
from toolkit.model.stages import STAGES

NEAR = 0.6


def step_findings(records: Sequence[StageRecord], result: Consolidation) -> tuple[Finding, ...]:
    """Return what is wrong with the steps of each project: skipped, out of order, of a project that nobody knows.

    Steps that the document asks of some projects only (NX-R4 特别重大) are not missed, nor are stages that the month's
    ledger says the project has reached (签约 of GN-R11).
    """
    if not records:
        return ()
    projects: dict[str, list[StageRecord]] = {}
    for record in records:
        projects.setdefault(record.project, []).append(record)
    findings = list(_unknown(projects, result))
    reported = {plain(name): entry for entry in result.ledger.entries for name in (entry.name, entry.known_as.name)}
    for name, its in projects.items():
        entry = reported.get(plain(name))
        findings += _order(its, result.scheme, frozenset(STAGES[: entry.stage_rank] if entry else ()))
        findings += [one for pair in result.scheme.rules.pairs for one in _reversed(its, pair)]
    return tuple(findings)


def _order(records: Sequence[StageRecord], scheme: Scheme, reported: frozenset[str]) -> Iterator[Finding]:
    flows: dict[str, list[FlowStage]] = {}
    for stage in scheme.rules.stages:
        flows.setdefault(stage.flow, []).append(stage)
    by_name = {record.stage: record for record in records}
    for stages in flows.values():
        ordered = sorted(stages, key=lambda stage: stage.order)
        reached = [stage for stage in ordered if stage.name in by_name]
        if not reached:
            continue
        last = by_name[reached[-1].name]
        skipped = [
            stage.name
            for stage in ordered
            if stage.order < reached[-1].order
            and stage.name not in by_name
            and stage.name not in reported
            and not stage.only_for
        ]
        if skipped:
            words = "、".join(skipped)
            yield found("step_skipped", last.ref, project=last.project, step=last.stage, skipped=words)
        yield from _too_early([by_name[stage.name] for stage in reached])


def _too_early(records: Sequence[StageRecord]) -> Iterator[Finding]:
    """Yield each step that is done before the one that goes before it; the next undone one is late by itself."""
    for before, after in pairwise(records):
        begun = before.done or before.started
        ended = after.done or after.started
        open_before = before.done is None and after.done is not None
        if open_before or (begun is not None and ended is not None and ended < begun):
            first = before.done or "还没有办结"
            details = {"step": after.stage, "day": ended, "before": before.stage, "before_day": first}
            yield found("step_too_early", after.ref, project=after.project, **details)


def _reversed(records: Sequence[StageRecord], pair: StagePair) -> Iterator[Finding]:
    """Yield a 四即 pair whose second step is registered as done before the first (供地 before 签约)."""
    done = {record.stage: record for record in records if record.done is not None}
    first, then = done.get(pair.first), done.get(pair.then)
    if first is None or then is None or first.done is None or then.done is None or then.done >= first.done:
        return
    details = {"step": then.stage, "day": then.done, "before": first.stage, "before_day": first.done}
    yield found("step_too_early", then.ref, project=then.project, **details)


def _unknown(projects: dict[str, list[StageRecord]], result: Consolidation) -> Iterator[Finding]:
    """Yield each project that neither this month's ledger nor 项目库 knows, with the nearest name."""
    names = {plain(name): name for entry in result.ledger.entries for name in (entry.name, entry.known_as.name)}
    if result.library is not None:
        names |= {plain(name): name for known in result.library.register.projects for name in known.names}
    for project, records in projects.items():
        if names and plain(project) not in names:
            near = get_close_matches(plain(project), names, 1, NEAR)
            hint = f"是不是“{names[near[0]]}”？" if near else ""
            yield found("tracked_project_unknown", records[0].ref, project=project, hint=hint)
