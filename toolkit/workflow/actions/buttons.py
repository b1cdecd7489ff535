"""What does each button do? One function per action, the same for Excel's buttons and for ``zhaoshang run``."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from toolkit.files import saving
from toolkit.files.cycles import collect_seldom
from toolkit.model.assessment import Assessment
from toolkit.model.came import came_in_words, unclaimed, unused
from toolkit.model.control import ActionReport, ControlSettings, button
from toolkit.model.decisions import left_open
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import as_lines
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.money import in_yi
from toolkit.model.submission import OUTCOMES, Status, Submission
from toolkit.workflow.actions import (
    first_buttons,
    front_page,
    mail_buttons,
    paper_buttons,
    publish_button,
    shown_button,
    year_buttons,
)
from toolkit.workflow.actions.desk import Ask, Desk, show
from toolkit.workflow.actions.taking_in import take_in
from toolkit.workflow.actions.typed_settings import day_typed, period_typed
from toolkit.workflow.steps import logged_month, month, tables
from toolkit.workflow.steps.libraries import keep_register
from toolkit.workflow.steps.locking import alone
from toolkit.workflow.steps.office_settings import take_over_settings
from toolkit.workflow.steps.workspace import open_workspace

# Actions that write nothing may run beside another run.
LOOKS_ONLY = ("open_folder",)


def run(action: str, settings: ControlSettings, today: date, progress: tables.Progress, ask: Ask) -> ActionReport:
    """Do one button's work and return what to tell; raises ``ToolkitError`` for the operator's mistakes."""
    collect_seldom()
    root = Path(settings.root)
    if not root.is_dir():
        raise ToolkitError(f"没有“{root}”这个文件夹。请核对“设置”里的“工作文件夹”，空着就是工具箱所在的文件夹。")
    period = period_typed(settings.period)
    as_of, reason = day_typed(settings.as_of) or today, settings.reason.strip()
    taken = take_over_settings(root)
    kinds = (settings.notice_kind.strip(), settings.trip_kind.strip())
    desk = Desk(open_workspace(root).at(period), period, as_of, progress, ask, reason, *kinds)
    try:
        with alone(root) if action not in LOOKS_ONLY else nullcontext():
            report = ACTIONS[action](desk)
    except PermissionError as error:
        name = Path(error.filename or "").name or "要写的文件"
        raise ToolkitError(
            f"“{name}”正被打开，或者所在的文件夹不许写，无法写入。请关闭后再按一次“{button(action).caption}”。"
        ) from None
    except Exception as error:
        if not saving.is_full(error):
            raise
        raise saving.no_room() from None
    return replace(
        report,
        attention=(*taken, *report.attention),
        next_step=front_page.to_do(desk.workspace, desk.period),
        received=front_page.received(desk.workspace, desk.period),
        contacts=front_page.contact_rows(desk.workspace),
    )


def _consolidated(desk: Desk) -> Consolidation:
    desk.need_submissions()
    return month.consolidate_workspace(desk.workspace, desk.period, desk.as_of, desk.progress)


def check(desk: Desk) -> ActionReport:
    """校验统计表: the list of findings and the return copies."""
    from toolkit.workbooks.returns.finding_list import write_finding_list

    desk.need_submissions()
    submissions, said = logged_month.checked(desk.workspace, desk.period, desk.as_of, desk.progress)
    copies = tables.write_return_copies(submissions, desk.workspace.return_copies(desk.period), desk.progress)
    listed = write_finding_list(submissions, desk.workspace.finding_list(desk.period))
    counts = Counter(one.outcome for one in submissions)
    accepted, returned = Status.ACCEPTED.label, Status.RETURNED.label
    headline = f"校验了 {len(submissions)} 个文件：{accepted} {counts[accepted]} 个，{returned} {counts[returned]} 个"
    others = [word for word in OUTCOMES if counts[word] and word not in (accepted, returned, Status.IGNORED.label)]
    headline += "".join(f"，{word} {counts[word]} 个" for word in others) + "。"
    paths = [path for of_unit in copies.values() for path in of_unit]
    made = (*desk.made("问题清单", [listed]), *desk.made("退回修改稿", paths))
    return ActionReport(headline, made, (*said, *_to_correct(submissions)))


def _to_correct(submissions: Sequence[Submission]) -> tuple[str, ...]:
    lines = [f"{one.file}：{one.reason}" for one in unused(submissions)]
    for one in submissions:
        if one.outcome == Status.RETURNED.label:
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
        headline += f"项目台账共 {read} 个，另 {read - counted.count} 个不计入。"
    made = (*desk.made("汇总表", [written]), *desk.made("待裁定的问题", [questions] if questions else []))
    return ActionReport(headline, made, (*_open_elsewhere(out, written), *said, *_attention(result)))


def _open_elsewhere(out: Path, written: Path) -> tuple[str, ...]:
    return () if out == written else (f"“{out.name}”正被打开，没有覆盖，新的另存为“{written.name}”。",)


def _attention(result: Consolidation) -> tuple[str, ...]:
    missing = [line.unit for line in result.timeliness if line.arrival is Arrival.MISSING]
    late = [line.unit for line in result.timeliness if line.arrival is Arrival.LATE]
    returned = sum(line.returned_rows for line in result.timeliness)
    lines = [f"未报：{'、'.join(missing)}"] if missing else []
    lines += [f"迟报：{'、'.join(late)}"] if late else []
    lines += [f"退回修改 {returned} 行，没有计入"] if returned else []
    own = sum(finding.kind == "own_decision_line" for finding in result.findings)
    lines += [f"裁定.xlsx 里有 {own} 行不是工具箱提出的问题，没有采用，已原样留在表末"] if own else []
    if since := result.since_issue:
        different = f"；现在的数与定稿有 {len(since.changes)} 处不同" if since.changes else "，与定稿一致"
        lines.append(f"已定稿（{since.issue.which}）{different}")
        lines += [f"{one.kind}　{one.in_words}" for one in since.changes]
    lines += result.about_issues
    lines += [f"{line.unit}：{words}" for line in result.timeliness for words in line.came]
    return (*lines, *came_in_words(one for one in result.submissions if one.unit is None))


def decisions(desk: Desk) -> ActionReport:
    """待裁定: which questions wait for a person; their book is opened where the computer can show it."""
    from toolkit.intake.office.decisions import read_decisions

    workspace = desk.workspace
    asked = list(read_decisions(workspace.decisions).values())
    open_ = [one for one in asked if one.is_open]
    if not asked:
        return ActionReport("没有待裁定的问题。汇总时遇到拿不准的，会记在裁定.xlsx 里。")
    if not open_:
        return ActionReport(f"裁定.xlsx 里的 {len(asked)} 个问题都已裁定。", (f"裁定表：{workspace.decisions.name}",))
    show(workspace.decisions)
    points = [
        f"{one.question}　{one.unit}{f'“{one.project}”' if one.project else ''}：{one.situation}" for one in open_
    ]
    headline = f"待裁定 {len(open_)} 个问题，已裁定 {len(asked) - len(open_)} 个。{left_open(open_, '汇总')}。"
    return ActionReport(headline, (f"裁定表：{workspace.decisions.name}",), tuple(points))


def reconcile(desk: Desk) -> ActionReport:
    """系统核对: the reports against the export of the authoritative system."""
    from toolkit.workbooks.master.reconciliation_sheet import write_reconciliation_workbook

    if desk.workspace.export_file(desk.period) is None:
        raise ToolkitError(
            f"没有{desk.period.label}的系统导出。请把上级系统导出的明细放进“系统导出”，文件名里带上 {desk.period}。"
        )
    result = _consolidated(desk)
    written = write_reconciliation_workbook(result, desk.workspace.reconciliation(desk.period))
    found = result.reconciliation
    if found is None:
        raise ToolkitError(f"{desk.period.label}的系统导出里没有项目。请核对导出的文件。")
    differing = sum(bool(match.differences) for match in found.matches)
    numbers = (
        (differing, "个项目数值不一致"),
        (len(found.unclear), "个项目可能与上级系统里的是同一项目，待裁定"),
        (len(found.only_reported), "个项目上级系统里没有"),
        (len(found.only_in_system), "个项目各单位没有报"),
    )
    headline = f"与上级系统核对上 {len(found.matches)} 个项目，其中 {len(found.matches) - differing} 个完全一致。"
    return ActionReport(
        headline, desk.made("系统核对", [written]), tuple(f"{count} {words}" for count, words in numbers if count)
    )


# What the month's figures alone are enough for; the other kinds ask for a form (zhaoshang notice).
NOTICES = ("催报通知", "退回修改通知", "进度通报")


def notices(desk: Desk) -> ActionReport:
    """生成通知: the notices that need only the month's figures; a kind with no contents is named in the report."""
    from toolkit.workflow.steps import official_notices, urging

    result = _consolidated(desk)
    workspace = desk.workspace
    out = workspace.notices(desk.period)
    wishes = official_notices.Wishes(contact_line=workspace.contact_line)
    wishes = urging.reminding(wishes, workspace, desk.period, desk.as_of)
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
            points += [f"催报前请看：{words}" for words in came_in_words(unclaimed(result.submissions))]
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
    return paper_buttons.trip_forms(desk, ("approval",), "外出招商审批表")


def records(desk: Desk) -> ActionReport:
    """生成信息记录表: one for every trip of the register that starts in the period."""
    return paper_buttons.trip_forms(desk, ("record",), "外出招商信息记录表")


def assess(desk: Desk) -> ActionReport:
    """考核排名: points, places and proposals; a proposal has no effect by itself."""
    from toolkit.workflow.steps import assessing

    result = _consolidated(desk)
    desk.progress("考核", 1, 1)
    written = assessing.write_assessment(desk.workspace, result)
    assessment = result.assessment or Assessment()
    proposed = [
        f"{one.unit}：{one.consequence.name}（{one.state}，仅作为提请研究的建议）" for one in assessment.proposals
    ]
    problems = [str(line) for line in as_lines(assessment.findings)]
    headline = f"{result.scheme.jurisdiction}{result.period.label}考核已生成。"
    return ActionReport(
        headline, desk.made("考核", [written]), (*proposed, *assessment.withheld, *assessment.gaps, *problems)
    )


def open_folder(desk: Desk) -> ActionReport:
    """打开输出文件夹: in the file manager where there is one."""
    folder = desk.workspace.outputs(desk.period)
    saving.make_folder(folder)
    count = sum(path.is_file() for path in folder.rglob("*"))
    show(folder)
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
    "issue": first_buttons.issue,
    "collect": lambda desk: take_in(desk.workspace, desk.period, desk.as_of, desk.progress),
    "claim": first_buttons.claim,
    "check": check,
    "consolidate": consolidate,
    "decisions": decisions,
    "reconcile": reconcile,
    "notices": notices,
    "write_notice": paper_buttons.write_notice,
    "approvals": approvals,
    "records": records,
    "trip_papers": paper_buttons.trip_papers,
    "books": year_buttons.books,
    "assess": assess,
    "preview_mail": mail_buttons.preview_mail,
    "send_mail": mail_buttons.send_mail,
    "send_record": mail_buttons.send_record,
    "publish": publish_button.publish,
    "new_year": year_buttons.new_year,
    "calendar": paper_buttons.calendar,
    "open_folder": open_folder,
    "doctor": doctor,
    "unit_pages": shown_button.unit_pages,
    "picture": shown_button.picture,
}
