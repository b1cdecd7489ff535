"""What contradicts itself inside one statistics table? Plain functions, each returning findings."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from toolkit.model.cells import CellRef, column_number
from toolkit.model.findings import Finding, found
from toolkit.model.money import in_yi
from toolkit.model.period import PartialDate
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, StatedTotal, Submission

RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)\s*:\s*\$?([A-Z]{1,3})\$?(\d+)")
CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?!\d|\()")
DATE_ORDER = (
    ("signed_on", "签约日期"),
    ("registered_on", "注册日期"),
    ("started_on", "开工日期"),
    ("produced_on", "投产日期"),
)
SHOWN_ROWS = 8
ENOUGH_ROWS = 6
OUTLIER_TIMES = 50
JUMP_TIMES = 2


def total_mismatch(submission: Submission) -> Iterator[Finding]:
    """A stated total equals the sum of the rows that stand under it (or over it)."""
    for total in submission.totals:
        for column in ("investment_yuan", "paid_in_yuan"):
            stated = total.values.get(column)
            summed = sum(getattr(project, column) or 0 for project in submission.projects)
            unread = any(_doubtful(submission, project, column) for project in submission.projects)
            if stated is None or unread or stated == summed or _is_partial(submission, total, column):
                continue
            yield found("total_mismatch", total.cell(column), stated=in_yi(int(stated)), summed=in_yi(summed))


def _doubtful(submission: Submission, project: Project, column: str) -> bool:
    cell = project.cell(column)
    return getattr(project, column) is None and any(finding.cell == cell for finding in submission.findings)


def _is_partial(submission: Submission, total: StatedTotal, column: str) -> bool:
    """A 小计 between rows: it equals the sum of the rows since the last total, or of those until the next."""
    if len(submission.totals) < 2:
        return False
    marks = sorted(t.ref.row for t in submission.totals)
    at = marks.index(total.ref.row)
    before = (marks[at - 1] if at else 0, total.ref.row)
    after = (total.ref.row, marks[at + 1] if at + 1 < len(marks) else 1 << 21)
    stated = total.values.get(column)
    return any(
        stated == sum(getattr(p, column) or 0 for p in submission.projects if low < p.ref.row < high)
        for low, high in (before, after)
    )


def stale_total_formula(submission: Submission) -> Iterator[Finding]:
    """A total's formula reaches over every project row; rows were often added below its range."""
    rows = {project.ref.row for project in submission.projects}
    for total in submission.totals:
        formula = total.formulas.get("investment_yuan", "")
        covered = _rows_in(formula, total.cell("investment_yuan").column)
        if not covered or not rows or rows <= covered or len(submission.totals) > 1:
            continue
        cell = total.cell("investment_yuan")
        yield found("stale_total_formula", cell, formula=formula, first=min(rows), last=max(rows))


def _rows_in(formula: str, column: int) -> set[int]:
    """Return the rows of a formula's references in one column."""
    rows: set[int] = set()
    for left, top, right, bottom in RANGE.findall(formula):
        if column_number(left) <= column <= column_number(right):
            rows.update(range(int(top), int(bottom) + 1))
    if not rows:
        rows = {int(row) for letters, row in CELL.findall(formula) if column_number(letters) == column}
    return rows


def duplicate_row(submission: Submission) -> Iterator[Finding]:
    """A project stands in a table once: same name and investor, spaces and brackets aside."""
    first: dict[tuple[str, str], Project] = {}
    for project in submission.projects:
        if not project.name:
            continue
        key = (_plain(project.name), _plain(project.investor or ""))
        earlier = first.setdefault(key, project)
        if earlier is not project:
            yield found("duplicate_row", project.cell("name"), name=project.name, other=earlier.ref.row)


def _plain(text: str) -> str:
    return re.sub(r"[\s（）()“”\"·、，,。.]", "", text)


def struck_row(submission: Submission) -> Iterator[Finding]:
    """A struck-through row may be meant as withdrawn: ask, but read it."""
    for cell in submission.struck_rows:
        yield found("struck_row", cell, row=cell.row)


def hidden_rows(submission: Submission) -> Iterator[Finding]:
    """Hidden rows are read; the unit may not know that it sends them."""
    rows = submission.hidden_rows
    if rows:
        shown = "、".join(str(cell.row) for cell in rows[:SHOWN_ROWS]) + ("等" if len(rows) > SHOWN_ROWS else "")
        yield found("hidden_rows", rows[0], rows=shown)


def dates_reversed(submission: Submission) -> Iterator[Finding]:
    """Nothing starts before it is signed: 签约 ≤ 注册 ≤ 开工 ≤ 投产."""
    for project in submission.projects:
        dated: list[tuple[str, str, PartialDate]] = []
        for name, label in DATE_ORDER:
            value: PartialDate | None = getattr(project, name)
            if value is not None:
                dated.append((name, label, value))
        for (_, early_label, early), (late_name, late_label, late) in pairwise(dated):
            # 注册 may come before 签约: an investor often founds the company first.
            if late_name != "registered_on" and late.latest < early.earliest:
                details = {"later": late_label, "later_value": late, "earlier": early_label, "earlier_value": early}
                yield found("dates_reversed", project.cell(late_name), **details)


def paid_in_exceeds_investment(submission: Submission) -> Iterator[Finding]:
    """Funds received beyond the whole investment are usually 万元 typed under 亿元."""
    for project in submission.projects:
        paid_in, investment = project.paid_in_yuan, project.investment_yuan
        if paid_in is not None and investment is not None and paid_in > investment:
            cell = project.cell("paid_in_yuan")
            yield found("paid_in_exceeds_investment", cell, paid_in=in_yi(paid_in), investment=in_yi(investment))


def amount_stands_out(submission: Submission) -> Iterator[Finding]:
    """One amount far beyond all others of its table is more often a slip of the point than a giant."""
    amounts = [project.investment_yuan for project in submission.projects if project.investment_yuan]
    if len(amounts) < ENOUGH_ROWS:
        return
    limit = median(amounts) * OUTLIER_TIMES
    for project in submission.projects:
        if project.investment_yuan and project.investment_yuan > limit:
            cell = project.cell("investment_yuan")
            yield found("amount_stands_out", cell, amount=in_yi(project.investment_yuan), times=OUTLIER_TIMES)


def jumps(submission: Submission, earlier: Submission) -> Iterator[Finding]:
    """Between two months a project neither doubles or halves its investment nor goes back a stage unnoticed."""
    before = {_plain(project.name): project for project in earlier.accepted_projects if project.name}
    for project in submission.projects:
        old = before.get(_plain(project.name or ""))
        if old is None:
            continue
        now, then = project.investment_yuan, old.investment_yuan
        if now and then and not then < now * JUMP_TIMES < then * JUMP_TIMES**2:
            cell = project.cell("investment_yuan")
            yield found("amount_changed", cell, name=project.name, before=in_yi(then), now=in_yi(now))
        if 0 < stage_rank(project.stage) < stage_rank(old.stage):
            cell = project.cell("progress")
            yield found("stage_went_back", cell, name=project.name, before=old.stage, now=project.stage)


def vanished(submission: Submission, earlier: Submission) -> Iterator[Finding]:
    """The table is cumulative: a project of the period before does not silently disappear."""
    present = {_plain(project.name) for project in submission.projects if project.name}
    for project in earlier.accepted_projects:
        if project.name and _plain(project.name) not in present:
            yield found("project_vanished", CellRef(submission.file, submission.sheet), name=project.name)
