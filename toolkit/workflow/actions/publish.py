"""How is a month issued? What is open and what differs is said first; then a folder of 定稿 is written in one step."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit import __version__
from toolkit.files import saving
from toolkit.intake.office.snapshot import digests_in
from toolkit.model import snapshot
from toolkit.model.decisions import left_open
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Severity
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import Change, Publication
from toolkit.model.snapshot import IssuedInput
from toolkit.workflow.steps import month, month_picture, official_notices, publications, tables
from toolkit.workflow.steps.issued_files import altered, altered_in_words
from toolkit.workflow.steps.workspace import Workspace, every_file

CIRCULAR = "进度通报"


class Plan(Struct, frozen=True):
    """What would be issued: the result, its inputs, the papers by their place in the issue, and what to say before.

    ``before`` is the newest issue of the month, ``changes`` what differs from it; ``still_open`` are sentences,
    ``known`` the tables of months issued before that changed since, each with its SHA-256.
    """

    workspace: Workspace
    result: Consolidation
    number: int
    inputs: tuple[IssuedInput, ...]
    papers: tuple[tuple[str, Path], ...]
    still_open: tuple[str, ...]
    known: Mapping[str, str]
    before: Publication | None
    changes: tuple[Change, ...]

    @property
    def needs_reason(self) -> bool:
        """True where the month was issued and differs: only a person can say why it is issued again."""
        return self.before is not None and bool(self.changes)

    @property
    def is_done(self) -> bool:
        """True where the month was issued and nothing differs."""
        return self.before is not None and not self.changes

    @property
    def folder(self) -> Path:
        """Where the issue would lie."""
        return self.workspace.publications / publications.folder_name(self.result.period, self.number)


def plan(workspace: Workspace, period: ReportingPeriod, as_of: date, progress: tables.Progress = tables.silent) -> Plan:
    """Return what would be issued for a period; nothing is written."""
    workspace = workspace.at(period)
    result = month.consolidate_workspace(workspace, period, as_of, progress)
    inputs = publications.inputs_of(workspace, period, result.submissions, publications.carried_files(result))
    papers = tuple(_papers(workspace, period))
    issued = publications.publications(workspace)
    before = issued.newest.get(period)
    changes: tuple[Change, ...] = ()
    if before:
        # Asked for once more: where the snapshot is damaged a consolidation goes on, a second issue does not.
        since = publications.since_issue(workspace, result, before, result.submissions)
        issue = workspace.publications / before.folder
        changes = (*since.changes, *_changed_papers(workspace, before, papers), *altered(issue))
    late = publications.late_changes(workspace, period, issued, result.submissions)
    known = {file: digest for issue in issued.newest.values() for file, digest in issue.known.items()}
    return Plan(
        workspace=workspace,
        # The issue does not say how it differs from the one before: it takes its place.
        result=replace(result, since_issue=None),
        number=publications.next_number(workspace, period),
        inputs=tuple(inputs),
        papers=papers,
        still_open=tuple(_still_open(workspace, result, papers)),
        known={**known, **{one.file: one.digest for one in late}},
        before=before,
        changes=changes,
    )


def publish(plan: Plan, reason: str = "", progress: tables.Progress = tables.silent) -> Path:
    """Issue a month and return its folder: whole, or not at all.

    Raises ``ToolkitError`` where the month was issued and nothing differs, or where it differs and no ``reason`` is
    given: nothing issued is overwritten, and why it is issued again is part of the record.
    """
    period = plan.result.period
    if plan.is_done:
        raise ToolkitError(f"{period.label}已经定稿，现在和定稿没有差别，没有再定稿。")
    if plan.needs_reason and not reason:
        raise ToolkitError(f"{period.label}已经定稿。确实要再定稿的，请写明理由。")
    progress("定稿", 1, 1)
    return saving.save_folder(lambda folder: _fill(folder, plan, reason), plan.folder)


def _fill(folder: Path, plan: Plan, reason: str) -> None:
    """Write master, papers and snapshot; the head of the snapshot, which names all others, is the last."""
    from toolkit.workbooks.books.snapshot_files import IssueHead, snapshot_head, snapshot_tables
    from toolkit.workbooks.master.master import write_master

    issue = f"第{plan.number}次定稿"
    *earlier, own = plan.result.months
    result = replace(plan.result, issued_as=issue, months=(*earlier, replace(own, issued=issue)))
    # Made anew: whatever became of the one in 输出, master and snapshot say the same.
    write_master(result, folder / f"{month.master_name(result)}.xlsx")
    for place, source in plan.papers:
        saving.copy(source, folder / place)
    if not any(Path(place).stem.startswith(CIRCULAR) for place, _ in plan.papers):
        _write_circular(folder, plan)
    # A machine without the library or a font issues its months all the same; the report says what is missing.
    with suppress(ToolkitError):
        month_picture.write_month_picture(plan.workspace, result, folder)
    for name, content in snapshot_tables(result, plan.inputs).items():
        saving.save(content, folder / snapshot.FOLDER / name)
    digests = {path.relative_to(folder).as_posix(): _digest(path) for path in every_file(folder)}
    head = IssueHead(plan.number, result.as_of, reason, __version__, plan.still_open, plan.known)
    saving.save(snapshot_head(result, head, digests), folder / snapshot.FOLDER / snapshot.HEAD)


def _write_circular(folder: Path, plan: Plan) -> None:
    wishes = official_notices.Wishes(contact_line=plan.workspace.contact_line)
    workspace = plan.workspace
    out = folder / workspace.notices(plan.result.period).name
    official_notices.write_notices(CIRCULAR, plan.result, wishes, workspace.notice_forms, out, workspace.templates)


def _papers(workspace: Workspace, period: ReportingPeriod) -> Iterator[tuple[str, Path]]:
    """Yield the notices and letters of a period as they lie in 输出, by their place in the issue."""
    notices, letters = workspace.notices(period), workspace.drafts(period)
    for path in every_file(notices):
        if path.suffix.lower() == ".docx" and not path.name.startswith("~$"):
            yield f"{notices.name}/{path.relative_to(notices).as_posix()}", path
    for path in sorted(letters.glob("*.eml")):
        yield f"{letters.name}/{path.name}", path


def _changed_papers(workspace: Workspace, issue: Publication, papers: Sequence[tuple[str, Path]]) -> Iterator[Change]:
    before = digests_in(workspace.publications / issue.folder)
    for place, path in papers:
        if place not in before:
            yield Change("公文", place, "", "", "定稿以后写的")
        elif before[place] != _digest(path):
            yield Change("公文", place, "", "", "定稿以后改过")


def _still_open(workspace: Workspace, result: Consolidation, papers: Sequence[tuple[str, Path]]) -> Iterator[str]:
    """Yield what is not settled yet: a month may be issued all the same, but not without anybody knowing."""
    questions = [decision for decision in result.decisions if decision.is_open]
    missing = [line.unit for line in result.timeliness if line.arrival is Arrival.MISSING]
    returned = [line.unit for line in result.timeliness if line.is_returned]
    errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
    if questions:
        yield f"待裁定 {len(questions)} 项：{left_open(questions)}"
    if missing:
        yield f"未报 {len(missing)} 个单位：{'、'.join(missing)}"
    if returned:
        yield f"退回修改 {len(returned)} 个单位：{'、'.join(returned)}"
    if errors:
        yield f"须修改 {errors} 处，是否计入见问题清单"
    if result.scheme.row_indicators and result.targets is None:
        yield "没有目标任务分解表"
    if result.reconciliation and not result.reconciliation.agrees:
        yield "上级系统和报表有出入，见系统核对"
    made_from = [*workspace.submission_files(result.period), *workspace.target_files()]
    made_from += [book for book in (workspace.decisions, workspace.dictionary) if book.exists()]
    newest = max((path.stat().st_mtime for path in made_from), default=0.0)
    if old := [place for place, path in papers if path.stat().st_mtime < newest]:
        yield f"写好以后统计表或裁定又有改动的公文和邮件，请核对或重新生成：{'、'.join(old)}"
    yield from altered_in_words(workspace.publications, but=result.period)
    if reason := month_picture.cannot_draw():
        yield reason
    if not any(Path(place).stem.startswith(CIRCULAR) for place, _ in papers):
        yield f"还没有写{CIRCULAR}，定稿时按现在的数写一份"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
