"""What does each button do? One function per action, the same for Excel's buttons and for ``zhaoshang run``."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.files import saving
from toolkit.model.assessment import Assessment
from toolkit.model.came import came_in_words, unclaimed, unused
from toolkit.model.control import ActionReport, ControlSettings, button
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Severity, as_lines
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.letters import SendRow, SendStatus
from toolkit.model.money import in_yi
from toolkit.model.submission import Status, Submission
from toolkit.workflow.actions import front_page, publish_button, shown_button
from toolkit.workflow.actions.desk import Ask, Desk
from toolkit.workflow.actions.taking_in import take_in
from toolkit.workflow.actions.typed_settings import day_typed, period_typed
from toolkit.workflow.steps import logged_month, month, tables
from toolkit.workflow.steps.libraries import keep_register
from toolkit.workflow.steps.locking import alone
from toolkit.workflow.steps.workspace import open_workspace

# How many recipients a question shows before it says how many more there are.
RECIPIENTS_SHOWN = 20
# Actions that write nothing may run beside another run.
LOOKS_ONLY = ("open_folder",)


def run(action: str, settings: ControlSettings, today: date, progress: tables.Progress, ask: Ask) -> ActionReport:
    """Do one button's work and return what to tell; raises ``ToolkitError`` for the operator's mistakes."""
    root = Path(settings.root)
    if not root.is_dir():
        raise ToolkitError(f"没有“{root}”这个文件夹。请核对“设置”里的“工作文件夹”，空着就是工具箱所在的文件夹。")
    period = period_typed(settings.period)
    as_of, reason = day_typed(settings.as_of) or today, settings.reason.strip()
    desk = Desk(open_workspace(root).at(period), period, as_of, progress, ask, reason)
    try:
        with alone(root) if action not in LOOKS_ONLY else nullcontext():
            report = ACTIONS[action](desk)
    except PermissionError as error:
        name = Path(error.filename or "").name or "要写的文件"
        raise ToolkitError(
            f"“{name}”正打开着，或这个文件夹不许写。请把它关上，再按一次“{button(action).caption}”。"
        ) from None
    except Exception as error:
        if not saving.is_full(error):
            raise
        raise saving.no_room() from None
    return replace(
        report,
        next_step=front_page.to_do(desk.workspace, desk.period),
        received=front_page.received(desk.workspace, desk.period),
        contacts=front_page.contact_rows(desk.workspace),
    )


def _consolidated(desk: Desk) -> Consolidation:
    desk.need_submissions()
    return month.consolidate_workspace(desk.workspace, desk.period, desk.as_of, desk.progress)


def check(desk: Desk) -> ActionReport:
    """校验报表: the list of findings and the return copies."""
    from toolkit.workbooks.returns.finding_list import write_finding_list

    desk.need_submissions()
    submissions, said = logged_month.checked(desk.workspace, desk.period, desk.as_of, desk.progress)
    copies = tables.write_return_copies(submissions, desk.workspace.return_copies(desk.period), desk.progress)
    listed = write_finding_list(submissions, desk.workspace.finding_list(desk.period))
    counts = {status: sum(one.status is status for one in submissions) for status in Status}
    headline = (
        f"校验了 {len(submissions)} 个文件：采用 {counts[Status.ACCEPTED]} 个，退回修改 {counts[Status.RETURNED]} 个"
    )
    headline += f"，读不出 {counts[Status.REFUSED]} 个。" if counts[Status.REFUSED] else "。"
    paths = [path for of_unit in copies.values() for path in of_unit]
    made = (*desk.made("问题清单", [listed]), *desk.made("退回修改稿", paths))
    return ActionReport(headline, made, (*said, *_to_correct(submissions)))


def _to_correct(submissions: Sequence[Submission]) -> tuple[str, ...]:
    lines = [f"{one.file}：{one.reason}" for one in unused(submissions)]
    for one in submissions:
        if one.status is Status.RETURNED:
            lines.append(f"{one.unit or one.file}：有 {len(one.findings)} 处问题，已标在退回修改稿里")
    return tuple(lines)


def consolidate(desk: Desk) -> ActionReport:
    """汇总: the master workbook, and the questions that wait for a decision."""
    from toolkit.workbooks.master.master import write_master

    desk.need_submissions()
    result, said = logged_month.consolidated(desk.workspace, desk.period, desk.as_of, desk.progress)
    desk.progress("汇总表", 1, 1)
    out = desk.workspace.outputs(desk.period) / f"{month.master_name(result)}.xlsx"
    written = write_master(result, out)
    questions = month.keep_decisions(desk.workspace, result)
    keep_register(desk.workspace, result)
    counted, read = result.ledger.counted, len(result.ledger.entries)
    headline = f"{desk.period.label}计入汇总 {counted.count} 个项目，投资总额 {in_yi(counted.investment_yuan)} 亿元。"
    if read > counted.count:
        headline += f"台账共 {read} 个项目，另 {read - counted.count} 个不计入。"
    made = (*desk.made("汇总表", [written]), *desk.made("待裁定的问题", [questions] if questions else []))
    return ActionReport(headline, made, (*_open_elsewhere(out, written), *said, *_attention(result)))


def _open_elsewhere(out: Path, written: Path) -> tuple[str, ...]:
    return () if out == written else (f"“{out.name}”正打开着，没有覆盖，新的存成了“{written.name}”。",)


def _attention(result: Consolidation) -> tuple[str, ...]:
    missing = [line.unit for line in result.timeliness if line.arrival is Arrival.MISSING]
    late = [line.unit for line in result.timeliness if line.arrival is Arrival.LATE]
    returned = sum(line.returned_rows for line in result.timeliness)
    lines = [f"未报：{'、'.join(missing)}"] if missing else []
    lines += [f"迟报：{'、'.join(late)}"] if late else []
    lines += [f"退回待改 {returned} 行，没有计入"] if returned else []
    own = sum(finding.kind == "own_decision_line" for finding in result.findings)
    lines += [f"裁定.xlsx 里有 {own} 行不是工具箱提出的问题，没有采用，已原样留在表末"] if own else []
    if since := result.since_issue:
        different = f"；现在的数和定稿有 {len(since.changes)} 处不同" if since.changes else "，和定稿一致"
        lines.append(f"已定稿（{since.issue.which}）{different}")
        lines += [f"{one.kind}　{one.in_words}" for one in since.changes]
    lines += result.about_issues
    lines += [f"{line.unit}：{words}" for line in result.timeliness for words in line.came]
    return (*lines, *came_in_words(one for one in result.submissions if one.unit is None))


def reconcile(desk: Desk) -> ActionReport:
    """系统核对: the reports against the export of the authoritative system."""
    from toolkit.workbooks.master.reconciliation_sheet import write_reconciliation_workbook

    if desk.workspace.export_file(desk.period) is None:
        raise ToolkitError(
            f"没有{desk.period.label}的系统导出。请把导出的明细放进“系统导出”，文件名里带上 {desk.period}。"
        )
    result = _consolidated(desk)
    written = write_reconciliation_workbook(result, desk.workspace.reconciliation(desk.period))
    found = result.reconciliation
    if found is None:
        raise ToolkitError(f"{desk.period.label}的系统导出里没有读到项目。请核对导出的文件。")
    differing = sum(bool(match.differences) for match in found.matches)
    numbers = (
        (differing, "个项目两边数值不同"),
        (len(found.unclear), "个项目和系统里的可能同一，请裁定"),
        (len(found.only_reported), "个项目系统里没有"),
        (len(found.only_in_system), "个项目各单位没有报"),
    )
    headline = f"系统和报表对上 {len(found.matches)} 个项目，其中 {len(found.matches) - differing} 个完全一致。"
    return ActionReport(
        headline, desk.made("系统核对", [written]), tuple(f"{count} {words}" for count, words in numbers if count)
    )


# What the month's figures alone are enough for; the other kinds ask for a form (zhaoshang notice).
NOTICES = ("催报通知", "退回修改通知", "进度通报")


def notices(desk: Desk) -> ActionReport:
    """生成通知: the notices that need only the month's figures; a kind with no contents is named in the report."""
    from toolkit.workflow.steps import official_notices

    result = _consolidated(desk)
    workspace = desk.workspace
    out = workspace.notices(desk.period)
    wishes = official_notices.Wishes(contact_line=workspace.contact_line)
    documents: list[Path] = []
    points: list[str] = []
    for kind in NOTICES:
        try:
            written = official_notices.write_notices(
                kind, result, wishes, workspace.notice_forms, out, workspace.templates, desk.progress
            )
        except ToolkitError as reason:
            points.append(f"{kind}没有写：{reason}")
            continue
        documents += written.documents
        if kind == official_notices.REMINDER:
            points += [f"催报以前请看：{words}" for words in came_in_words(unclaimed(result.submissions))]
        points += [f"印发前请看：{words}" for words in written.warnings]
        points += [f"印发前请改：{finding}" for finding in written.findings]
    if (since := result.since_issue) and since.said_of_papers:
        points.insert(0, since.said_of_papers)
    if documents:
        points.insert(0, "发文字号、签发人等空着的地方，请在 Word 里补上，核对后再印发")
    made = tuple(f"{path.stem}：{desk.shown(path)}" for path in documents)
    return ActionReport(f"写好 {len(documents)} 份通知和通报（Word）。", made, tuple(dict.fromkeys(points)))


def approvals(desk: Desk) -> ActionReport:
    """生成审批表: a form for every trip of the register that starts in the period."""
    return _trip_forms(desk, "approval", "外出招商审批表")


def records(desk: Desk) -> ActionReport:
    """生成信息记录表: one for every trip of the register that starts in the period."""
    return _trip_forms(desk, "record", "外出招商信息记录表")


def _trip_forms(desk: Desk, kind: str, name: str) -> ActionReport:
    from toolkit.workflow.steps import trip_papers

    workspace = desk.workspace
    journal = trip_papers.read_journal(workspace.trip_register, workspace.scheme, desk.period, desk.as_of)
    folder = workspace.trip_papers(desk.period)
    forms = trip_papers.write_forms((kind,), journal, folder, workspace.templates, progress=desk.progress)
    slips = trip_papers.write_slips((kind,), journal, folder, workspace.templates)
    weighty = [finding for finding in journal.travel.findings if finding.severity is not Severity.NOTE]
    points = tuple(map(str, as_lines(weighty)))
    if not forms:
        return ActionReport(f"出行台账里没有{desk.period.label}的行程，没有要写的{name}。", (), points)
    made = (*desk.made(name, forms), *desk.made(trip_papers.SLIP, slips))
    return ActionReport(f"写好 {len(forms)} 份{name}。", made, points)


def assess(desk: Desk) -> ActionReport:
    """考核排名: points, places and proposals; a proposal has no effect by itself."""
    from toolkit.workflow.steps import assessing

    result = _consolidated(desk)
    desk.progress("考核", 1, 1)
    written = assessing.write_assessment(desk.workspace, result)
    assessment = result.assessment or Assessment()
    proposed = [f"{one.unit}：{one.consequence.name}（{one.state}，只作建议）" for one in assessment.proposals]
    problems = [str(line) for line in as_lines(assessment.findings)]
    headline = f"{result.scheme.jurisdiction}{result.period.label}考核已生成。"
    return ActionReport(
        headline, desk.made("考核", [written]), (*proposed, *assessment.withheld, *assessment.gaps, *problems)
    )


def preview_mail(desk: Desk) -> ActionReport:
    """生成邮件（预览）: drafts and a list of them; nothing is sent."""
    from toolkit.workflow.steps import mailing

    desk.need_submissions()
    letters = mailing.month_letters(desk.workspace, desk.period, desk.as_of, progress=desk.progress)
    seen = mailing.preview(desk.workspace, desk.period, desk.as_of, letters, desk.progress)
    made = (*desk.made("信", seen.drafts), *desk.made("预览", [seen.page]), *desk.made("收信人一览", [seen.workbook]))
    return ActionReport(f"写好 {len(letters)} 封信，还没有发。", made, mailing.whole_table(letters))


def send_mail(desk: Desk) -> ActionReport:
    """发送邮件: shows to whom, asks, and only then sends; each letter once."""
    from toolkit.workflow.steps import mailing

    desk.need_submissions()
    letters = mailing.month_letters(desk.workspace, desk.period, desk.as_of, progress=desk.progress)
    rows = mailing.preview(desk.workspace, desk.period, desk.as_of, letters, desk.progress).rows
    waiting = [letter for letter, row in zip(letters, rows, strict=True) if row.status.may_go]
    if not waiting:
        return ActionReport(f"{len(letters)} 封信以前都发过了，没有重发。", (), _troubles(rows))
    shown = [f"  {one.to.unit}　{one.to.name}　{one.to.address}" for one in waiting[:RECIPIENTS_SHOWN]]
    if len(waiting) > RECIPIENTS_SHOWN:
        shown.append(f"  ……还有 {len(waiting) - RECIPIENTS_SHOWN} 封，见“待发邮件/预览.xlsx”")
    who = mailing.whole_table(waiting)
    if not desk.ask("\n".join([f"要发 {len(waiting)} 封信，发给：", "", *shown, "", *who, "", "确定要发吗？"])):
        return ActionReport("没有发送。", cancelled=True)
    sent = mailing.send(desk.workspace, letters, progress=desk.progress)
    done = sum(row.status is SendStatus.SENT for row in sent)
    mailing.print_ledger(desk.workspace, desk.workspace.send_list(desk.period), sent)
    return ActionReport(f"{len(sent)} 封信，已发出 {done} 封。", (), _troubles(sent))


def _troubles(rows: Sequence[SendRow]) -> tuple[str, ...]:
    return tuple(f"{row.unit} {row.address}：{row.status.label}。{row.remark}" for row in rows if not row.status.is_out)


def send_record(desk: Desk) -> ActionReport:
    """发送记录: the list of what was sent; of each uncertain letter a person says whether its reader has it."""
    from toolkit.workflow.steps import mailing

    if not desk.workspace.send_ledger.exists():
        return ActionReport("还没有发过信，也没有收过信。")
    doubtful = mailing.uncertain(desk.workspace, desk.period)
    received = [
        row
        for row in doubtful
        if desk.ask(
            f"{row.unit} {row.name}（{row.address}）的信不知道发出没有：\n{row.subject}\n\n"
            "问过了，对方已经收到，请点“确定”；没有收到、还没有问的，点“取消”。"
        )
    ]
    if received:
        mailing.mark_received(desk.workspace, received, desk.as_of)
    written = mailing.print_ledger(desk.workspace, desk.workspace.send_list(desk.period))
    headline = f"标上对方已收到 {len(received)} 封。" if doubtful else "没有“不确定”的信。"
    return ActionReport(
        headline, desk.made("发送记录", [written]), _troubles([row for row in doubtful if row not in received])
    )


def show_folder(folder: Path) -> bool:
    """Show a folder in the file manager; return whether there is one."""
    if hasattr(os, "startfile"):
        os.startfile(folder)  # noqa: S606 - Windows' own way to show a folder
        return True
    if os.environ.get("DISPLAY") and (opener := shutil.which("xdg-open")):
        quiet = subprocess.DEVNULL
        subprocess.Popen([opener, str(folder)], start_new_session=True, stdout=quiet, stderr=quiet)
        return True
    return False


def open_folder(desk: Desk) -> ActionReport:
    """打开输出文件夹: in the file manager where there is one."""
    folder = desk.workspace.outputs(desk.period)
    saving.make_folder(folder)
    count = sum(path.is_file() for path in folder.rglob("*"))
    show_folder(folder)
    return ActionReport(f"{desk.period.label}的结果有 {count} 个文件，在：{desk.shown(folder)}")


def doctor(desk: Desk) -> ActionReport:
    """检查本机: what this computer lacks is told with what to do; the whole page lies in 输出."""
    from toolkit.workflow.steps import computer

    looks = tuple(computer.look(desk.workspace.root, desk.workspace.settings, desk.as_of))
    # Notepad of an old Windows knows UTF-8 by its mark alone.
    written = saving.save(f"{computer.page(looks)}\n".encode("utf-8-sig"), desk.workspace.computer_page)
    lacking = [f"{one.what}：{one.found}。{one.to_do}" for one in looks if one.to_do]
    return ActionReport(
        f"检查了 {len(looks)} 项，{len(lacking)} 项要处理。", desk.made("检查结果", [written]), tuple(lacking)
    )


ACTIONS: dict[str, Callable[[Desk], ActionReport]] = {
    "collect": lambda desk: take_in(desk.workspace, desk.period, desk.as_of, desk.progress),
    "check": check,
    "consolidate": consolidate,
    "reconcile": reconcile,
    "notices": notices,
    "approvals": approvals,
    "records": records,
    "assess": assess,
    "preview_mail": preview_mail,
    "send_mail": send_mail,
    "send_record": send_record,
    "publish": publish_button.publish,
    "open_folder": open_folder,
    "doctor": doctor,
    "unit_pages": shown_button.unit_pages,
    "picture": shown_button.picture,
}
