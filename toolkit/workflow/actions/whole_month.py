"""What does a whole month's work produce? From a workspace: master, return copies, papers and drafts."""

from datetime import date, datetime, time
from pathlib import Path

from msgspec import Struct

from toolkit.mail.drafts import write_drafts
from toolkit.model.ledger import Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import logged_month, mailing, month, official_notices, tables, trip_papers
from toolkit.workflow.steps.contact_lists import contacts_file, contacts_of
from toolkit.workflow.steps.libraries import keep_register
from toolkit.workflow.steps.urging import reminding
from toolkit.workflow.steps.workspace import Workspace


class Month(Struct, frozen=True):
    """What a month's work made."""

    result: Consolidation
    master: Path
    return_copies: dict[str, tuple[Path, ...]]
    notice: Path | None
    approvals: tuple[Path, ...]
    drafts: tuple[Path, ...]


def run_month(
    workspace: Workspace, period: ReportingPeriod, as_of: date, progress: tables.Progress = tables.silent
) -> Month:
    """Do the whole main job: master, return copies, reminder, trip forms, drafts."""
    from toolkit.workbooks.master.master import write_master

    result, _ = logged_month.consolidated(workspace, period, as_of, progress)
    parts = 5
    progress("汇总表", 1, parts)
    master = write_master(result, workspace.outputs(period) / f"{month.master_name(result)}.xlsx")
    month.keep_decisions(workspace, result)
    keep_register(workspace, result)
    copies = tables.write_return_copies(result.submissions, workspace.return_copies(period), progress)
    progress("催报通知", 3, parts)
    wishes = reminding(official_notices.Wishes(contact_line=workspace.contact_line), workspace, period, as_of)
    letter = workspace.notices(period) / f"{official_notices.REMINDER}.docx"
    notice = official_notices.write_reminder(result, wishes, letter, workspace.templates)
    progress("外出招商审批表", 4, parts)
    approvals = _approvals(workspace, result)
    progress("邮件草稿", 5, parts)
    return Month(result, master, copies, notice, approvals, _drafts(workspace, result, master, copies))


def _approvals(workspace: Workspace, result: Consolidation) -> tuple[Path, ...]:
    """Write a 外出招商审批表 for every trip of the register that starts in the period."""
    register, period = workspace.trip_register, result.period
    if not register.exists():
        return ()
    journal = trip_papers.read_journal(register, result.scheme, period, period.last_day)
    folder, kinds = workspace.trip_papers(period), ("approval",)
    trip_papers.write_slips(kinds, journal, folder, workspace.templates)
    return trip_papers.write_forms(kinds, journal, folder, workspace.templates)


def _drafts(
    workspace: Workspace, result: Consolidation, master: Path, copies: dict[str, tuple[Path, ...]]
) -> tuple[Path, ...]:
    """Write an .eml draft for every contact: the master with phones masked, and the unit's own return copy."""
    if not contacts_file(workspace).exists():
        return ()
    folder, opened = workspace.drafts(result.period), workspace.open_columns
    enclosures = mailing.enclose(result, master.stem, copies, None, folder / "附件", open_columns=opened)
    letters = mailing.write_letters(result, contacts_of(workspace), enclosures, open_columns=opened)
    return write_drafts(letters, folder, "", datetime.combine(result.as_of, time(9)).astimezone())
