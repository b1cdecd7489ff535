"""What do the buttons of papers do? They write the notice or trip paper that is chosen, and the month's calendar."""

from collections.abc import Callable
from pathlib import Path

from toolkit.model.control import NOTHING_CHOSEN, ActionReport, button
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Finding, Severity, as_lines
from toolkit.workflow.actions.desk import Desk, show

PAPERS = {".docx", ".docm"}
WEEKDAYS = "一二三四五六日"
# How many changes a question shows before it says how many more there are.
DIALOG_CHANGES = 8


def write_notice(desk: Desk) -> ActionReport:
    """写公文: the kind chosen beside the button; where it needs a form that is not filled in, the form comes first."""
    from toolkit.workflow.steps import month, official_notices

    kind = _chosen(desk.notice_kind, official_notices.KINDS, "write_notice")
    desk.need_submissions()
    workspace = desk.workspace
    result = month.consolidate_workspace(workspace, desk.period, desk.as_of, desk.progress)
    wishes = official_notices.Wishes(contact_line=workspace.contact_line)
    out = workspace.notices(desk.period)
    written = official_notices.write_notices(
        kind, result, wishes, workspace.notice_forms, out, workspace.templates, desk.progress
    )
    if written.form:
        show(written.form)
        made: tuple[str, ...] = (f"填写表：{desk.shown(written.form)}",)
        return ActionReport(f"{kind}还没有写，请先填表。", made, ("填好填写表，保存并关闭后，再按一次“写公文”",))
    points = [f"印发前请看：{words}" for words in written.warnings]
    points += [f"印发前请改：{finding}" for finding in written.findings]
    if (since := result.since_issue) and since.said_of_papers:
        points.insert(0, since.said_of_papers)
    made = tuple(f"{path.stem}：{desk.shown(path)}" for path in written.documents)
    return ActionReport(f"写好{kind} {len(made)} 份（Word）。", made, tuple(dict.fromkeys(points)))


def trip_papers(desk: Desk) -> ActionReport:
    """外出招商: what is chosen beside the button, from the office's book of journeys."""
    return TRIP_WORK[_chosen(desk.trip_kind, tuple(TRIP_WORK), "trip_papers")](desk)


def trip_forms(desk: Desk, kinds: tuple[str, ...], name: str, monthly: bool = False) -> ActionReport:
    """Write the papers of some kinds for every trip that starts in the period, and what the rules say of each."""
    from toolkit.workflow.steps import trip_papers

    workspace = desk.workspace
    journal = trip_papers.read_journal(workspace.trip_register, workspace.scheme, desk.period, desk.as_of)
    folder, own = workspace.trip_papers(desk.period), workspace.templates
    forms = trip_papers.write_forms(kinds, journal, folder, own, progress=desk.progress)
    forms += trip_papers.write_monthly(journal, folder, own, desk.progress) if monthly else ()
    slips = trip_papers.write_slips(kinds, journal, folder, own)
    points = _weighty(journal.travel.findings)
    if not forms:
        return ActionReport(f"外出招商台账里没有{desk.period.label}的行程，没有要写的{name}。", (), points)
    made = (*desk.made(name, forms), *desk.made(trip_papers.SLIP, slips))
    return ActionReport(f"写好 {len(forms)} 份{name}。", made, points)


def _register(desk: Desk) -> ActionReport:
    from toolkit.checks.trip_quotas import in_words
    from toolkit.workbooks.forms.trip_register import write_register

    path = desk.workspace.trip_register
    if not path.exists():
        made = desk.made("外出招商台账", [write_register(desk.workspace.scheme, desk.period, path)])
        show(path)
        return ActionReport("生成了空白的外出招商台账，请填写。", made)
    from toolkit.workflow.steps.trip_papers import read_journal

    travel = read_journal(path, desk.workspace.scheme, desk.period, desk.as_of).travel
    quotas = [f"{line.unit}{line.span}{line.quota.what}：{in_words(line)}" for line in travel.quotas]
    met = sum(line.met for line in travel.quotas)
    headline = f"核对了外出招商台账：次数要求 {len(quotas)} 项，达到 {met} 项。"
    open_quotas = [text for text, line in zip(quotas, travel.quotas, strict=True) if not line.met]
    rest = tuple(finding for finding in travel.findings if finding.kind != "quota_short")
    return ActionReport(headline, (), (*open_quotas, *_weighty(rest)))


def _money(desk: Desk) -> ActionReport:
    from toolkit.workflow.steps import trip_papers

    workspace = desk.workspace
    journal = trip_papers.read_journal(workspace.trip_register, workspace.scheme, desk.period, desk.as_of)
    written = trip_papers.write_money(journal, workspace.trip_papers(desk.period))
    made = tuple(f"{path.stem}：{desk.shown(path)}" for path in written)
    return ActionReport("写好经费预算汇总表和报销汇总表（Excel）。", made)


def _read_back(desk: Desk) -> ActionReport:
    """Read filled-in forms back: the changes are shown, and entered only when the clerk says so; doubts are listed."""
    from toolkit.workflow.steps.trip_papers import NO_FORMS, read_back

    workspace = desk.workspace
    folders = (workspace.trip_register.parent, workspace.trip_papers(desk.period))
    files = [path for folder in folders for path in _word_files(folder)]
    files = [path for path in files if not any(name in path.stem for name in NO_FORMS)]
    book = workspace.trip_register
    what = (files, book, workspace.scheme, desk.period, desk.as_of, desk.progress)
    sheet = workspace.decisions
    found = read_back(*what, apply=False, decisions=sheet)
    told = [
        f"{one.trip}　" + "；".join(f"{heading}：{before or '空'}→{after}" for heading, before, after in one.values)
        for one in found.changes
    ]
    points = _weighty(found.findings)
    asked = f"{len(found.questions)} 项疑问列在 {sheet.name}，答好后再按一次。" if found.questions else ""
    if not told:
        listed = read_back(*what, decisions=sheet).sheet
        made = desk.made("待裁定", [listed] if listed else [])
        return ActionReport(f"读了 {len(files)} 份表，外出招商台账没有变化。{asked}", made, points)
    question = f"将在外出招商台账中写入 {found.cells} 处改动，改动前的台账另存一份：\n"
    shown = [
        *told[:DIALOG_CHANGES],
        *([f"……还有 {len(told) - DIALOG_CHANGES} 行"] if len(told) > DIALOG_CHANGES else []),
    ]
    if not desk.ask("\n".join([question, *shown, "", "确定写入吗？"])):
        return ActionReport("外出招商台账没有改动。", cancelled=True)
    done = read_back(*what, decisions=sheet)
    made = (
        *desk.made("外出招商台账", [done.written or book]),
        *desk.made("待裁定", [done.sheet] if done.sheet else []),
    )
    return ActionReport(f"外出招商台账写入 {done.cells} 处改动。{asked}", made, points)


def calendar(desk: Desk) -> ActionReport:
    """工作日历: who owes what in the month, as a workbook and for a phone."""
    from toolkit.workflow.steps.assessing import write_calendar

    items, (ics, book) = write_calendar(desk.workspace, desk.period, desk.as_of)
    coming = [
        f"{one.day.month}月{one.day.day}日（周{WEEKDAYS[one.day.weekday()]}）　{one.what}：{one.who}"
        for one in items
        if one.day >= desk.as_of
    ]
    made = (*desk.made("日历表", [book]), *desk.made("导入手机和电脑", [ics]))
    headline = f"{desk.period.label}到期的事项 {len(items)} 件，今天起还有 {len(coming)} 件。"
    return ActionReport(headline, made, tuple(coming))


def _chosen(typed: str, known: tuple[str, ...], action: str) -> str:
    if typed in known:
        return typed
    caption = button(action).caption
    said = "还没有选" if typed in ("", NOTHING_CHOSEN) else f"写的是“{typed}”，不在可选的范围内"
    raise ToolkitError(
        f"首页“{caption}”旁边的黄色格子里{said}。请点一下这个格子，从下拉列表里选一种，再按“{caption}”。"
    )


def _word_files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob("*")) if folder.is_dir() else []
    return [path for path in files if path.suffix.lower() in PAPERS and not path.name.startswith(("~$", "."))]


def _weighty(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(map(str, as_lines(finding for finding in findings if finding.severity is not Severity.NOTE)))


TRIP_WORK: dict[str, Callable[[Desk], ActionReport]] = {
    "外出招商台账（生成或核对）": _register,
    "外出招商活动方案": lambda desk: trip_forms(desk, ("plan",), "外出招商活动方案"),
    "考察行程表": lambda desk: trip_forms(desk, ("itinerary",), "考察行程表"),
    "考察报告和经费使用情况表": lambda desk: trip_forms(desk, ("report", "expenses"), "考察报告和经费使用情况表", True),
    "经费预算和报销汇总表": _money,
    "读回填好的表": _read_back,
}
