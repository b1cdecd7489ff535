"""How is a result printed on a screen? In plain Chinese lines, worst first."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from toolkit.assessment.ranking import completion_ranking
from toolkit.cli.screen import calm
from toolkit.model.came import came_in_words
from toolkit.model.columns import columns_in_words, unused
from toolkit.model.control import WORKBOOK
from toolkit.model.decisions import Decision
from toolkit.model.figures import NO_DATA, in_brackets, in_unit, rate, with_unit
from toolkit.model.findings import FindingLine, Severity, as_lines
from toolkit.model.ledger import Arrival, Consolidation, Variance
from toolkit.model.money import in_yi
from toolkit.model.other_rows import other_rows_in_words
from toolkit.model.publication import Change
from toolkit.model.submission import OUTCOMES, Status, Submission

if TYPE_CHECKING:
    from toolkit.workflow.actions.demo import Story
    from toolkit.workflow.actions.publish import Plan
    from toolkit.workflow.actions.whole_month import Month

# How many differences from an issue a screen shows; the master lists all.
MOST_CHANGES = 30


def somebody_sits_here() -> bool:
    """Tell whether a person can answer a question: a script that runs at night cannot."""
    return sys.stdin is not None and sys.stdin.isatty()


class ProgressLine:
    """One line on a terminal that shows the current step; nothing where the output is no terminal."""

    def __init__(self, quiet: bool = False) -> None:
        self._shown = sys.stderr.isatty() and not quiet
        self._last = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show a step; at most twenty times a second."""
        now = time.monotonic()
        if self._shown and (done == total or now - self._last > 0.05):
            self._last = now
            sys.stderr.write(f"\r\x1b[K{calm(step)} {done}/{total}")
            sys.stderr.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def findings_by_unit(submissions: Sequence[Submission], questions: int = 0, columns: bool | None = None) -> str:
    """Return all findings grouped by file, worst first, and a line of totals.

    ``questions`` is how many the office has to settle.  ``columns``: say of every file what each column was taken for,
    of none, or (``None``) of those where a unit was converted or a column not used.
    """
    lines: list[str] = []
    for one in sorted(submissions, key=_worst_first):
        lines.append(_headline(one))
        if one.status in (Status.REFUSED, Status.IGNORED):
            continue  # its one sentence is its headline
        if columns or (columns is None and _worth_saying(one)):
            said = columns_in_words(one.columns, every=bool(columns))
            lines += [f"    列：{said}。"] if said else []
        if columns and (rows := other_rows_in_words(one.roles)):
            lines.append(f"    不是项目的行：{rows}。")
        lines += [f"    {str(line).removeprefix(one.file).lstrip()}" for line in as_lines(one.counted_findings)]
    counts = [f"{word} {n}" for word in OUTCOMES if (n := sum(one.outcome == word for one in submissions))]
    lines += ["", f"共 {len(submissions)} 个文件：{'，'.join(counts)}。" if submissions else "没有找到要校验的文件。"]
    if questions:
        lines.append(f"另有 {questions} 项要由办公室裁定，汇总后列在 裁定.xlsx。")
    return "\n".join(lines)


def _worth_saying(one: Submission) -> bool:
    """Tell whether a file's columns are not those of the form: something was converted, or left unread."""
    converted = any(finding.kind == "unit_converted" for finding in one.findings)
    return bool(one.columns) and (converted or bool(unused(one.columns)))


def _worst_first(one: Submission) -> tuple[int, int, str, str]:
    errors = sum(finding.severity is Severity.ERROR for finding in one.findings)
    return OUTCOMES.index(one.outcome), -errors, one.unit or "", one.file


def _headline(one: Submission) -> str:
    if one.status in (Status.REFUSED, Status.IGNORED):
        unit = f"{one.unit}  " if one.unit else ""
        return f"【{one.outcome}】{unit}{one.file}：{one.reason}"
    weights = [finding.severity for finding in one.counted_findings]
    counts = [f"{severity.label} {n} 处" for severity in Severity if (n := weights.count(severity))]
    back = f"（退回 {len(one.returned_rows)} 行）" if one.returned_rows else ""
    read = f"项目 {len(one.projects)} 个{back}，投资总额 {in_yi(one.amount_yuan)} 亿元"
    what = "目标表" if one.table == "targets" else read
    unit = one.unit or ("目标任务" if one.table == "targets" else "单位不明")
    return f"【{one.outcome}】{unit}  {one.file}：{what}；{'、'.join(counts) or '没有问题'}"


def consolidation_summary(result: Consolidation) -> str:
    """Return the period's headline figures: targets, who is missing, what waits for a decision."""
    counted, read = result.ledger.counted, len(result.ledger.entries)
    lines = [f"{result.scheme.jurisdiction}{result.period.label}汇总（截至 {result.as_of}）"]
    lines += [f"  待补充：{gap}" for gap in result.scheme.gaps]
    lines += [f"  {words}" for words in result.about_targets]
    lines += [f"  {_variance(variance)}" for variance in result.county if variance.target is not None]
    missing = [line.unit for line in result.timeliness if line.arrival is Arrival.MISSING]
    late = [line.unit for line in result.timeliness if line.arrival is Arrival.LATE]
    returned = sum(line.returned_rows for line in result.timeliness)
    left_out = f"（台账共 {read} 个，另 {read - counted.count} 个不计入）" if read > counted.count else ""
    total = f"投资总额 {in_yi(counted.investment_yuan)} 亿元"
    lines.append(f"  计入汇总 {counted.count} 个项目{left_out}，{total}；暂不归属、归属待定 {counted.unattributed} 个")
    lines.append(f"  退回修改 {returned} 行")
    open_questions = sum(decision.is_open for decision in result.decisions)
    if open_questions:
        lines.append(f"  待裁定 {open_questions} 项，在 裁定.xlsx（填好后重新汇总）")
    if twice := sum(not pair.answer for pair in result.duplicates):
        lines.append(f"  其中疑似重复 {twice} 对：没有裁定以前两行都计入，可能多计")
    own = [finding.cell.row for finding in result.findings if finding.kind == "own_decision_line"]
    if own:
        lines.append(f"  裁定.xlsx 第{'、'.join(map(str, own))}行不是工具箱提出的问题，没有采用，已原样留在表末")
    lines += [f"  {line.where}：{line.finding.message}" for line in said_of_answers(result)]
    lines += [f"  {line}" for line in beside_issues(result)]
    lines.append(f"  未报：{'、'.join(missing) or '无'}；迟报：{'、'.join(late) or '无'}")
    if unregistered := sum(line.arrival is Arrival.UNREGISTERED for line in result.timeliness):
        lines.append(f"  收到时间未登记 {unregistered} 个单位，是否按时不作判断；请在 收件登记.xlsx 的“核定时间”里写明")
    places = completion_ranking(result, result.scheme.row_indicators[0].id) if result.scheme.row_indicators else ()
    if places:
        best, last = places[0], places[-1]
        name = result.scheme.row_indicators[0].name
        if best.score > last.score:
            lines.append(f"  {name}完成率：最高 {best.name} {rate(best.score)}，最低 {last.name} {rate(last.score)}")
    came = [f"{line.unit}：{'；'.join(line.came)}" for line in result.timeliness if line.came]
    unknown = came_in_words(one for one in result.submissions if one.unit is None)
    if came or unknown:
        lines += ["  收到了，但无法读取的：", *(f"    {words}" for words in (*came, *unknown))]
    return "\n".join(lines)


def beside_issues(result: Consolidation) -> list[str]:
    """Return how the month differs from its issue, and what is to be said of other issued months."""
    lines = []
    if since := result.since_issue:
        told = f"{result.period.label}已定稿（{since.issue.which}），定稿的数不变；现在算出来的"
        lines.append(told + (f"有 {len(since.changes)} 处不同：" if since.changes else "和定稿一致"))
        lines += _changed(since.changes)
    return [*lines, *result.about_issues]


def _changed(changes: Sequence[Change]) -> list[str]:
    lines = [f"    {one.kind}　{one.in_words}" for one in changes[:MOST_CHANGES]]
    more = len(changes) - MOST_CHANGES
    return [*lines, f"    ……还有 {more} 处，见汇总表的“与定稿差别”"] if more > 0 else lines


def before_issue(plan: "Plan") -> list[str]:
    """Return what a person must know before a month is issued: what is open, and what differs from its last issue."""
    result = plan.result
    lines = [f"{result.scheme.jurisdiction}{result.period.label}定稿（第{plan.number}次）"]
    if plan.is_done and plan.before:
        return [f"{result.period.label}已经定稿（{plan.before.which}），现在和定稿没有差别，不用再定稿。"]
    lines.append("  没有办完的：" if plan.still_open else "  没有办完的：无")
    lines += [f"    {line}" for line in plan.still_open]
    if plan.before:
        lines += [f"  和{plan.before.which}不同的有 {len(plan.changes)} 处：", *_changed(plan.changes)]
    return lines


def questions_in_words(result: Consolidation, asked: Sequence[Decision]) -> str:
    """Return the questions by kind, each with its answers; the proposal is one of them."""
    open_questions = sum(decision.is_open for decision in result.decisions)
    lines = [f"{result.scheme.jurisdiction}{result.period.label}：待裁定 {open_questions} 项"]
    for kind in dict.fromkeys(decision.question for decision in asked):
        those = [decision for decision in asked if decision.question is kind]
        lines += ["", f"{kind}（{len(those)} 项）"]
        for one in those:
            whose = " ".join(part for part in (one.unit, one.project) if part)
            lines.append(f"  {one.id}  {whose}  {one.situation}".replace("    ", "  "))
            proposal = f"（建议：{one.proposal}）" if one.proposal else ""
            lines.append(f"      可选：{'｜'.join(one.choices) or '填数，单位亿元'}{proposal}")
            if one.answer:
                who = "，".join(part for part in (one.decided_by, one.decided_on) if part)
                lines.append(f"      已答：{one.answer}{f'（{who}）' if who else ''}")
    if open_questions:
        lines += ["", "在 裁定.xlsx 里填，或输入：zhaoshang decide 编号 答案 --by 姓名"]
    return "\n".join(lines)


def said_of_answers(result: Consolidation) -> list[FindingLine]:
    """Return what is to be said of 裁定.xlsx and 词典.xlsx: lines that are not applied, answers taken over."""
    kinds = ("dictionary_line_unknown", "dictionary_line_overruled", "answer_against_dictionary", "answers_by_project")
    return as_lines(finding for finding in result.findings if finding.kind in kinds)


def _variance(variance: Variance) -> str:
    indicator = variance.indicator
    if variance.is_without_data:
        return f"{indicator.name}：{NO_DATA}（目标 {with_unit(variance.target, indicator)}）{in_brackets(variance)}"
    if indicator.is_ratio:
        said = f"{indicator.name}：{rate(variance.actual)}（目标 {with_unit(variance.target, indicator)}）"
        return said + in_brackets(variance)
    return (
        f"{indicator.name}：{in_unit(variance.actual, indicator)}／{in_unit(variance.target, indicator)}"
        f"{indicator.unit}，完成 {rate(variance.completion)}{in_brackets(variance)}"
    )


def reconciliation_summary(result: Consolidation) -> str:
    """Return how reports and system compare: counts, then the values that differ."""
    found = result.reconciliation
    if found is None:
        return "没有系统导出。"
    same = len(found.matches) - len(found.differing)
    lines = [
        f"{result.scheme.jurisdiction}{result.period.label}与“{found.file}”核对",
        f"  一致 {same} 个；数值不一致 {len(found.differing)} 个",
        f"  仅单位报送 {len(found.only_reported)} 个；仅系统有 {len(found.only_in_system)} 个",
    ]
    if found.unclear:
        lines.append(f"  可能同一、待裁定 {len(found.unclear)} 个")
    for match in found.unclear:
        lines.append(f"  {match.entry.unit} {match.entry.name}：系统里可能叫“{match.record.name}”，请在裁定里回答")
    for match in found.differing:
        said = "；".join(
            f"{one.heading}报送 {one.reported}，系统 {one.in_system}，以{one.counts}为准" for one in match.differences
        )
        lines.append(f"  {match.entry.unit} {match.entry.name}：{said}")
    return "\n".join(lines)


def month_summary(month: "Month", root: Path) -> str:
    """Return what a month's work made, with paths below the workspace."""

    def at(path: Path) -> str:
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    copies = [path for paths in month.return_copies.values() for path in paths]
    made = [("汇总表", [month.master]), ("退回修改", copies), ("催报通知", [month.notice] if month.notice else [])]
    made += [("外出招商审批表", list(month.approvals)), ("邮件草稿", list(month.drafts))]
    lines = [consolidation_summary(month.result), f"已生成，在 {root}："]
    for label, paths in made:
        if len(paths) == 1:
            lines.append(f"  {label}：{at(paths[0])}")
        elif paths:
            lines.append(f"  {label}：{len(paths)} 个，在 {at(paths[0].parent)}")
    return "\n".join(lines)


def story_summary(story: "Story") -> str:
    """Return what a county's two months made: the issue, the answer, the month, the letter that was sent."""
    root = story.workspace.root
    lines = [
        f"\n—— {story.workspace.scheme.jurisdiction} ——",
        f"上月已定稿：{story.issued.relative_to(root).as_posix()}",
    ]
    if story.settled:
        one = story.settled.decision
        lines.append(f"已裁定 {one.id}：“{one.text}”是“{one.answer}”，记入 {story.settled.book}")
    lines.append(month_summary(story.month, root))
    if story.letter:
        lines.append(f"  已发到本机一封：{story.letter.unit} {story.letter.subject}")
    return "\n".join(lines)


def after_the_story(story: "Story") -> str:
    """Return three lines: what to open, what to look at, what to do next."""
    root, issued = story.workspace.root, story.issued.relative_to(story.workspace.root).as_posix()
    left = sum(one.is_open for one in story.month.result.decisions)
    return (
        f"\n先打开：{root / WORKBOOK}（没有 Excel 的，双击“按钮”文件夹里的图标）"
        f"\n再看：　{story.month.master.relative_to(root).as_posix()} 的“总览”；上月印发的在 {issued}"
        f"\n接着做：{story.workspace.decisions.name} 里还有 {left} 项待裁定，填好“裁定”一列，按“汇总”，数就变了"
    )
