"""Which values of one statistics table contradict each other? Plain functions, each returning findings."""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from statistics import median
from types import MappingProxyType

from toolkit.checks.likely_sums import WAN
from toolkit.checks.rounding import rounding_of
from toolkit.model.cells import CellRef, column_number
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.money import in_yi
from toolkit.model.origin import Origin
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, RowRole, Submission

RANGE = expression(r"\$?([A-Z]{1,3})\$?(\d+)\s*:\s*\$?([A-Z]{1,3})\$?(\d+)")
CELL = expression(r"\$?([A-Z]{1,3})\$?(\d+)(?!\d|\()")
NOISE = expression(r"[\s（）()“”\"·、，,。.]")
DATE_ORDER = (
    ("signed_on", "签约日期"),
    ("registered_on", "注册日期"),
    ("started_on", "开工日期"),
    ("produced_on", "投产日期"),
)
SHOWN_ROWS = 8
ENOUGH_ROWS = 6
OUTLIER_TIMES = 50
# What a project that left its table counts with until somebody says where it is.
STANDS = "暂按上月的数计入，去向待裁定"
ROUNDED = 0.02
JUMP_TIMES = 2
NOTHING_SEEN: Mapping[Origin, Project] = MappingProxyType({})


def total_mismatch(submission: Submission) -> Iterator[Finding]:
    """A stated total equals the sum of the rows that stand under it (or over it)."""
    for column in ("investment_yuan", "paid_in_yuan"):
        stated = [(total, value) for total in submission.totals if (value := total.values.get(column)) is not None]
        if not stated:
            continue
        summed = sum(getattr(project, column) or 0 for project in submission.projects)
        differing = [(total, value) for total, value in stated if value != summed]
        if not differing or _any_doubtful(submission, column):
            continue
        slack = rounding_of(submission, column, [value for _, value in stated])
        is_partial = _partial_sums(submission, column, slack)
        for total, value in differing:
            if not is_partial(total.ref.row, value):
                kind = "total_rounded" if abs(value - summed) <= slack else "total_mismatch"
                yield found(kind, total.cell(column), stated=in_yi(int(value)), summed=in_yi(summed))


def _any_doubtful(submission: Submission, column: str) -> bool:
    remarked = {finding.cell for finding in submission.findings}
    return any(getattr(project, column) is None and project.cell(column) in remarked for project in submission.projects)


def _partial_sums(submission: Submission, column: str, slack: Decimal) -> Callable[[int, int | float], bool]:
    """Return a test for a 小计: the sum, within ``slack``, of the rows since the last total, or until the next."""
    marks = sorted(total.ref.row for total in submission.totals)
    gaps = [0] * (len(marks) + 1)
    for project in submission.projects:
        gaps[bisect_left(marks, project.ref.row)] += getattr(project, column) or 0

    def is_partial(row: int, value: int | float) -> bool:
        at = bisect_left(marks, row)
        if len(marks) > 1:
            return any(abs(value - gap) <= slack for gap in gaps[at : at + 2])
        return abs(value - gaps[0]) <= slack and _closes_a_section(submission, row)

    return is_partial


def _closes_a_section(submission: Submission, row: int) -> bool:
    """Tell whether below a total another part of the table begins: a caption or a heading, and projects under it."""
    below = [project.ref.row for project in submission.projects if project.ref.row > row]
    above = any(project.ref.row < row for project in submission.projects)
    if not below or not above:
        return False
    roles = submission.roles.get(submission.sheet, {})
    return any(roles.get(between) in (RowRole.NOTE, RowRole.HEADER) for between in range(row + 1, min(below)))


def stale_total_formula(submission: Submission) -> Iterator[Finding]:
    """A total's formula reaches over every project row; rows were often added below its range."""
    if len(submission.totals) != 1 or not submission.projects:
        return
    rows = [project.ref.row for project in submission.projects]
    (total,) = submission.totals
    if _closes_a_section(submission, total.ref.row):
        rows = [row for row in rows if row < total.ref.row]
    cell = total.cell("investment_yuan")
    formula = total.formulas.get("investment_yuan", "")
    covered = _rows_in(formula, cell.column)
    if covered and not all(any(row in part for part in covered) for row in rows):
        yield found("stale_total_formula", cell, formula=formula, first=min(rows), last=max(rows))


def _rows_in(formula: str, column: int) -> list[Container[int]]:
    """Return the rows of a formula's references in one column, as ranges: anybody may write E1:E99999999999."""
    parts: list[Container[int]] = [
        range(int(top), int(bottom) + 1)
        for left, top, right, bottom in RANGE.findall(formula)
        if column_number(left) <= column <= column_number(right) and int(top) <= int(bottom)
    ]
    single = {int(row) for letters, row in CELL.findall(formula) if column_number(letters) == column}
    return parts or ([single] if single else [])


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
    return NOISE.sub("", text)


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
        days = (project.signed_on, project.registered_on, project.started_on, project.produced_on)
        if len(list(filter(None, days))) < 2:
            continue
        dated = [(name, label, day) for (name, label), day in zip(DATE_ORDER, days, strict=True) if day is not None]
        for (_, early_label, early), (late_name, late_label, late) in pairwise(dated):
            # 注册 may come before 签约: an investor often founds the company first.
            if late_name != "registered_on" and late.latest < early.earliest:
                details = {"later": late_label, "later_value": late, "earlier": early_label, "earlier_value": early}
                yield found("dates_reversed", project.cell(late_name), **details)


def amount_stands_out(submission: Submission) -> Iterator[Finding]:
    """An amount far beyond all others of its table often has a misplaced decimal point."""
    amounts = [project.investment_yuan for project in submission.projects if project.investment_yuan]
    if len(amounts) < ENOUGH_ROWS:
        return
    limit = median(amounts) * OUTLIER_TIMES
    for project in submission.projects:
        if project.investment_yuan and project.investment_yuan > limit:
            cell = project.cell("investment_yuan")
            yield found("amount_stands_out", cell, amount=in_yi(project.investment_yuan), times=OUTLIER_TIMES)


def same_project(
    earlier: Submission | None, seen: Mapping[Origin, Project] = NOTHING_SEEN
) -> Callable[[Project], Project | None]:
    """Return a function that finds a project as it was reported last.

    As the register knows it (``seen``), whatever its name and unit were; else by its name in the unit's last table.
    """
    projects = earlier.accepted_projects if earlier else ()
    before = {_plain(project.name): project for project in projects if project.name}

    def last(project: Project) -> Project | None:
        if project.origin is not None and project.origin in seen:
            return seen[project.origin]
        return before.get(_plain(project.name or "")) if before else None

    return last


def jumps(submission: Submission, before: Callable[[Project], Project | None]) -> Iterator[Finding]:
    """Between two months a project neither doubles or halves its investment nor goes back a stage unnoticed."""
    for project in submission.projects:
        old = before(project)
        if old is None:
            continue
        now, then = project.investment_yuan, old.investment_yuan
        if now and then and not then < now * JUMP_TIMES < then * JUMP_TIMES**2:
            cell = project.cell("investment_yuan")
            kind = "unit_slipped" if _is_of_another_unit(now, then) else "amount_changed"
            yield found(kind, cell, name=project.name, before=in_yi(then), now=in_yi(now))
        if 0 < stage_rank(project.stage) < stage_rank(old.stage):
            cell = project.cell("progress")
            yield found("stage_went_back", cell, name=project.name, before=old.stage, now=project.stage)


def _is_of_another_unit(now: int, then: int) -> bool:
    """Tell whether two sums are ten thousand times each other: 1.3 written under 万元, or 13000 under 亿元."""
    larger, smaller = max(now, then), min(now, then)
    return abs(larger - smaller * WAN) <= larger * ROUNDED


def vanished(submission: Submission, earlier: Submission) -> Iterator[Finding]:
    """The table is cumulative: a project of the period before does not silently disappear."""
    present = {_plain(project.name) for project in submission.projects if project.name}
    known = {project.origin for project in submission.projects if project.origin}
    for project in earlier.accepted_projects:
        if project.name and _plain(project.name) not in present and project.origin not in known:
            place = CellRef(submission.file, submission.sheet)
            yield found("project_vanished", place, name=project.name, meanwhile=STANDS)
