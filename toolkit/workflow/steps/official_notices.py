"""How is a notice made? From the month's results, from a form that the office filled in, or from both."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.files.working_days import working_days_after
from toolkit.model import notices
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Severity
from toolkit.model.institutions import institution
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.notice_forms import FORMS
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status
from toolkit.workflow.steps import notice_forms, tables, told_figures
from toolkit.workflow.steps.gate import leaving_notice
from toolkit.workflow.steps.held_up import causes
from toolkit.workflow.steps.newsletter import KIND as NEWSLETTER
from toolkit.workflow.steps.newsletter import empty_parts, newsletter_of
from toolkit.workflow.steps.notice_warnings import warnings
from toolkit.workflow.steps.prefilled import prefilled

KINDS = (
    "目标任务下达通知",
    "催报通知",
    "退回修改通知",
    "进度通报",
    "督查通报",
    "约谈通知",
    "会议通知",
    "会议纪要",
    "经费预算申请函",
    "报销函",
    "年度总结报告",
    "招商专报",
)
REMINDER = "催报通知"
# These state targets or figures, so that a reader must know which document they follow.
WITH_FIGURES = ("目标任务下达通知", "进度通报", "督查通报", "约谈通知", "年度总结报告", "招商专报")
DAYS_TO_CORRECT = 3
# 公开方式 of what an office publishes as a rule; the others print none unless the office says so.
PUBLICITY = {"目标任务下达通知": "主动公开", "招商专报": "主动公开"}
NO_PUBLICITY = "无"
TO_BE_NAMED = "【待填：财政部门名称】"


class Wishes(Struct, frozen=True):
    """The options of a notice on the command line: number, receivers, copies, paragraphs to add, seal, quarter.

    ``publicity`` is the 公开方式, NO_PUBLICITY for none, '' for what is usual of the kind; ``urged_on`` the day on
    which the units were reminded of this month before, ``None`` where nothing says so.
    """

    number: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sealed: bool = True
    quarterly: bool = False
    contact_line: str = ""
    publicity: str = ""
    urged_on: date | None = None


class Written(Struct, frozen=True):
    """The result: documents, or the form to be filled in first; fonts that this machine lacks; findings, warnings."""

    documents: tuple[Path, ...] = ()
    form: Path | None = None
    fonts: tuple[tuple[str, str], ...] = ()
    findings: tuple[str, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())


def write_notices(
    kind: str,
    result: Consolidation,
    wishes: Wishes,
    forms: Path,
    out: Path,
    templates: Path | None = None,
    progress: tables.Progress = tables.silent,
) -> Written:
    """Write the notices of a kind below ``out``; where the kind needs a form that is not there, write that instead.

    ``forms`` is the folder of the filled-in forms.  Raises ``ToolkitError`` when there is nothing to write about,
    when the form has gaps, or when a template asks for what no notice of its kind has.
    """
    from toolkit.documents.lint.lint import lint
    from toolkit.documents.notices.kinds import write_notice
    from toolkit.documents.paper.fonts import missing_fonts
    from toolkit.workbooks.forms.notice_form import write_notice_form

    if kind in FORMS and not (forms / f"{kind}.xlsx").exists():
        filled = prefilled(kind, result)
        return Written(form=write_notice_form(kind, FORMS[kind], forms / f"{kind}.xlsx", filled.entries, filled.rows))
    template = tables.template(f"{kind}.docx", templates)
    documents = []
    wanted = _notices(kind, result, wishes, forms)
    for number, (name, notice) in enumerate(wanted.items(), 1):
        progress(kind, number, len(wanted))
        documents.append(write_notice(notice, template, out / f"{name}.docx"))
    found = [finding for path in documents for finding in lint(path) if finding.severity is Severity.ERROR]
    # A finding that every notice of a batch has is reported once, at the first.
    first = {finding.message: finding for finding in reversed(found)}
    said = [*map(str, reversed(first.values()))]
    said += [
        words for notice in wanted.values() if isinstance(notice, notices.Newsletter) for words in empty_parts(notice)
    ]
    doubts = tuple(dict.fromkeys(words for one in wanted.values() for words in warnings(one, result.scheme)))
    return Written(tuple(documents), None, missing_fonts(documents[0]), tuple(said), doubts)


def write_reminder(result: Consolidation, wishes: Wishes, out: Path, templates: Path | None = None) -> Path | None:
    """Write the 催报通知 for what is missing or returned; return ``None`` if nothing is."""
    from toolkit.documents.notices.kinds import write_notice

    reminder = reminder_of(result, wishes)
    if reminder is None:
        return None
    return write_notice(leaving_notice(reminder), tables.template(f"{REMINDER}.docx", templates), out)


def lint_files(files: tuple[Path, ...], progress: tables.Progress = tables.silent) -> tuple[str, ...]:
    """Return every finding about these documents, as staff read it."""
    from toolkit.documents.lint.lint import lint

    found: list[str] = []
    for number, path in enumerate(files, 1):
        progress("检查", number, len(files))
        found += map(str, lint(path))
    return tuple(found)


def fix_files(files: tuple[Path, ...]) -> tuple[tuple[Path, tuple[str, ...]], ...]:
    """Write a copy of each document in which the safe things are put right, beside it; return it and what was done."""
    from toolkit.documents.lint.fix import fix

    return tuple(fix(path, path.with_stem(f"{path.stem}（已改）")) for path in files)


def template_losses(file: Path, kind: str = "") -> tuple[str, ...]:
    """Return what an office's edited template lost against the shipped one; raises ``ToolkitError`` if unusable.

    Which template it is, its name says: the longest name of a shipped one that it contains.
    """
    from toolkit.documents.paper.template_check import losses

    shipped = {path.stem: path for path in tables.shipped_templates()}
    name = kind or max((stem for stem in shipped if stem in file.stem), key=len, default="")
    if name not in shipped:
        known = "、".join(sorted(shipped))
        raise ToolkitError(f"“{kind or file.name}”看不出是哪一种模板。请加 --of，写模板的名字：{known}。")
    if not file.is_file():
        raise ToolkitError(f"找不到模板“{file}”。")
    return tuple(losses(file, shipped[name]))


def _notices(kind: str, result: Consolidation, wishes: Wishes, forms: Path) -> dict[str, notices.Notice]:
    """Return the notices to be written, by their file names."""
    if kind == "退回修改通知":
        return _return_notices(result, wishes)
    if kind in FORMS:
        notice = notice_forms.from_form(
            kind, forms / f"{kind}.xlsx", result, head_of(kind, result, wishes), quarterly=wishes.quarterly
        )
        # Who may call a unit in decides; what has no number yet is laid before him.
        review = kind == "约谈通知" and not wishes.number
        return {f"{kind}（送审稿）" if review else kind: notice}
    makers: dict[str, Callable[[Consolidation, Wishes], notices.Notice]] = {
        "目标任务下达通知": _targets,
        REMINDER: _reminder,
        "进度通报": _progress,
        NEWSLETTER: lambda result, wishes: newsletter_of(result, head_of(NEWSLETTER, result, wishes)),
    }
    return {kind: leaving_notice(makers[kind](result, wishes))}


def head_of(kind: str, result: Consolidation, wishes: Wishes, to: tuple[str, ...] = ()) -> notices.Letterhead:
    """Return head and foot of a notice; who receives it when nothing else was said depends on its kind."""
    scheme = result.scheme
    everyone = tables.every_unit(scheme)
    # A county has its own 财政局; which office pays for a 开发区, its document does not say.
    payer = TO_BE_NAMED if scheme.whole == "全开发区" else f"{scheme.jurisdiction[-1]}财政局"
    usual = {"经费预算申请函": (payer,), "报销函": (payer,)}
    usual["年度总结报告"] = (scheme.government,)
    return notices.Letterhead(
        issuer=tables.office_name(scheme),
        number=wishes.number,
        issued_on=result.as_of,
        addressees=wishes.to or to or usual.get(kind, everyone),
        document_title=scheme.cited_title,
        basis=scheme.quoted[kind].printed if kind in scheme.quoted else "",
        copies_to=wishes.copies,
        contact_line=wishes.contact_line,
        remarks=(*wishes.remarks, *_going_on(kind, scheme)),
        sealed=wishes.sealed,
        team=scheme.team,
        publicity=(wishes.publicity or PUBLICITY.get(kind, "")).removeprefix(NO_PUBLICITY),
    )


def _going_on(kind: str, scheme: Scheme) -> tuple[str, ...]:
    """Return the sentence of a paper with targets and figures on a former year's document that goes on."""
    if not scheme.continued or kind not in WITH_FIGURES:
        return ()
    return (f"{scheme.year}年的文件下达以前，目标和口径沿用{scheme.cited_title}。",)


def _targets(result: Consolidation, wishes: Wishes) -> notices.TargetNotice:
    table = result.targets
    if table is None or not table.target_lines:
        raise ToolkitError("“目标”文件夹里没有目标任务分解表，写不了目标任务下达通知。请把表放进去后再运行一次。")
    scheme = result.scheme
    return notices.TargetNotice(
        head=head_of("目标任务下达通知", result, wishes),
        jurisdiction=scheme.jurisdiction,
        year=scheme.year,
        county=scheme.indicators,
        columns=scheme.row_indicators,
        lines=table.target_lines,
        total=table.totals[0] if table.totals else None,
    )


def reminder_of(result: Consolidation, wishes: Wishes) -> notices.Reminder | None:
    """Return what the 催报通知 says, or ``None`` if nothing is missing or returned."""
    missing = tuple(line.unit for line in result.timeliness if line.arrival is Arrival.MISSING)
    returned = tuple((line.unit, line.returned_rows) for line in result.timeliness if line.is_returned)
    if not missing and not returned:
        return None
    due = result.scheme.deadline("statistics").due(result.period)
    concerned = dict.fromkeys((*missing, *(unit for unit, _ in returned)))
    return notices.Reminder(
        head=replace(
            head_of(REMINDER, result, wishes),
            addressees=wishes.to or tuple(addressed_as(unit, result.scheme) for unit in concerned),
        ),
        period_label=result.period.label,
        missing_units=missing,
        returned_units=returned,
        original_due=due,
        new_due=reports_by(result),
        came={line.unit: line.came_for_unit for line in result.timeliness if line.came_for_unit},
        urged_on=wishes.urged_on,
        places=_places_to_correct(result),
    )


def _places_to_correct(result: Consolidation) -> dict[str, int]:
    """Return how many places each unit whose table came back has to correct."""
    back = [one for one in result.submissions if one.status is Status.RETURNED and not one.is_superseded and one.unit]
    return {str(one.unit): sum(found.severity is Severity.ERROR for found in one.findings) for one in back}


def addressed_as(unit: str, scheme: Scheme) -> str:
    """Return a unit as 主送机关: 四排镇人民政府; a name that is in no roster stays."""
    return next((institution(one) for one in scheme.units if one.name == unit), unit)


def correct_by(after: date) -> date:
    """Return until when a unit may send or correct its table: three days on, and on a day on which offices work.

    >>> correct_by(date(2022, 7, 6)), correct_by(date(2022, 9, 29))  # a Saturday; 国庆
    (datetime.date(2022, 7, 11), datetime.date(2022, 10, 8))
    """
    return working_days_after(after + timedelta(days=DAYS_TO_CORRECT - 1), 1)


def _reminder(result: Consolidation, wishes: Wishes) -> notices.Reminder:
    reminder = reminder_of(result, wishes)
    if reminder is None:
        raise ToolkitError(f"{result.period.label}各单位都已按要求报齐，不用发催报通知。")
    return reminder


def _return_notices(result: Consolidation, wishes: Wishes) -> dict[str, notices.Notice]:
    made: dict[str, notices.Notice] = {}
    due = reports_by(result)
    before = {one.unit for one in result.submissions if one.is_superseded and one.status is Status.RETURNED}
    for submission in result.submissions:
        if submission.status is not Status.RETURNED or submission.is_superseded:
            continue  # what could not be read is asked for in the reminder; what was replaced needs no correction
        problems = [found for found in submission.findings if found.severity is not Severity.NOTE]
        must = [found for found in problems if found.severity is Severity.ERROR]
        if not must or submission.unit is None:
            continue
        problems = [*must, *(found for found in problems if found.severity is not Severity.ERROR)]
        numbered = replace(wishes, number=number_after(wishes.number, len(made)))
        made[f"退回修改通知（{submission.unit}）"] = notices.ReturnNotice(
            head=head_of("退回修改通知", result, numbered, (addressed_as(submission.unit, result.scheme),)),
            unit=submission.unit,
            period=result.period,
            problems=tuple((found.cell.within or "整份文件", found.message) for found in problems),
            row_count=len(submission.returned_rows),
            due=due,
            must=len(must),
            again=submission.unit in before,
        )
    if not made:
        raise ToolkitError(f"{result.period.label}没有需要退回修改的统计表，不用发退回修改通知。")
    return made


def reports_by(result: Consolidation) -> date:
    """Return until when tables that are missing or returned may come."""
    return correct_by(max(result.as_of, result.scheme.deadline("statistics").due(result.period)))


def number_after(number: str, steps: int) -> str:
    """Return the 发文字号 so many after one: each notice of a batch has its own.

    >>> number_after("鹿投促办函〔2022〕9号", 2), number_after("", 2)
    ('鹿投促办函〔2022〕11号', '')
    """
    return re.sub(r"(\d+)(?=号$)", lambda count: str(int(count[1]) + steps), number)


def _progress(result: Consolidation, wishes: Wishes) -> notices.ProgressCircular:
    scheme = result.scheme
    by = scheme.row_indicators[0] if scheme.row_indicators and result.standings else None
    places, unplaced = told_figures.places(result, by)
    silent = told_figures.is_silent(result)
    # A quarter is not held against the month before its last one.
    known = () if wishes.quarterly else result.comparisons
    before = next((one for one in known if one.label.startswith("上月") and one.figures), None)
    return notices.ProgressCircular(
        head=head_of("进度通报", result, wishes),
        jurisdiction=scheme.jurisdiction,
        period=result.period,
        accounting=scheme.accounting,
        quarterly=wishes.quarterly,
        elapsed=result.elapsed,
        county=result.county,
        columns=scheme.row_indicators,
        standings=() if silent else result.standings,
        timeliness=result.timeliness,
        ranked_by=None if silent else by,
        places=places,
        unplaced=unplaced,
        unheard=told_figures.unheard(result),
        boards=tuple(board for board in result.assessment.boards if board.closed) if result.assessment else (),
        whole=scheme.whole,
        before=before.figures if before else {},
        since=f"{result.period.shifted(-1).month}月{'（定稿）' if '定稿' in before.label else ''}" if before else "",
        causes=() if silent else causes(result),
        due=reports_by(result),
    )
