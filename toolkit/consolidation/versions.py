"""Does a later file replace a unit's table, or only some rows? One row after a long table is asked about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from toolkit.consolidation.choose import last_arrival
from toolkit.model.cells import CellRef
from toolkit.model.decisions import Decision, Question, compared, decision_id
from toolkit.model.findings import found
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status, Submission

WHOLE, ROWS_ONLY, NOT_THIS = "以后一份替换整张表", "只更正后一份所列的项目", "不用后一份"
CHOICES = (WHOLE, ROWS_ONLY, NOT_THIS)
LONG, SHARE = 4, 3  # a long table has so many rows; a correction of a part has at most a third of them
SETTLED = ("told_to_use", "told_to_leave", "told_to_add", "partial_correction")
NAMES_SHOWN = 3


def with_versions(
    submissions: Iterable[Submission], answers: Mapping[str, Decision]
) -> tuple[tuple[Submission, ...], list[tuple[ReportingPeriod, Decision]]]:
    """Return the submissions with what was decided of partial corrections, and the questions with their months.

    Until somebody answers, the long table counts and the later file waits.  Files that have been through this once are
    asked about again where nobody has answered.
    """
    result = [_unasked(one) for one in submissions]
    of_unit: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(result):
        if one.unit and one.period and one.table == "statistics" and one.status in (Status.ACCEPTED, Status.RETURNED):
            of_unit[one.unit, str(one.period)].append(number)
    questions: list[tuple[ReportingPeriod, Decision]] = []
    for numbers in of_unit.values():
        period = result[numbers[0]].period
        if len(numbers) > 1 and period:
            questions += [(period, asked) for asked in _settled(result, numbers, answers)]
    return tuple(result), questions


def _unasked(one: Submission) -> Submission:
    if "partial_correction" not in _kinds(one):
        return one
    return replace(one, findings=tuple(finding for finding in one.findings if finding.kind != "partial_correction"))


def _settled(result: list[Submission], numbers: list[int], answers: Mapping[str, Decision]) -> Iterator[Decision]:
    """Mark the partial corrections of one unit and month in ``result``, the last one first; yield the questions."""
    while pair := _partial(result, numbers):
        part, table = pair
        question = _question(result[part], result[table])
        yield question
        answer = answers[question.id].answer if question.id in answers else ""
        if answer == ROWS_ONLY:
            result[table] = _without(result[table], result[part])
        kind = {WHOLE: "told_to_use", ROWS_ONLY: "told_to_add", NOT_THIS: "told_to_leave"}.get(answer)
        counts = {"rows": len(result[part].projects), "table": _name(result[table]), "all": len(result[table].projects)}
        note = found(kind, CellRef(result[part].file)) if kind else found(
            "partial_correction", CellRef(result[part].file), **counts
        )  # fmt: skip
        result[part] = replace(result[part], findings=(*result[part].findings, note))


def _partial(result: Sequence[Submission], numbers: Iterable[int]) -> tuple[int, int] | None:
    """Return which file came last and holds but a part of which table, where nobody has settled that yet."""
    open_ = [number for number in numbers if not _kinds(result[number]) & set(SETTLED) and result[number].projects]
    if len(open_) < 2 or any("told_to_use" in _kinds(result[number]) for number in numbers):
        return None
    newest, _, _ = last_arrival([result[number] for number in open_])
    part = next(number for number in open_ if result[number] is newest)
    earlier = [result[number] for number in open_ if number != part]
    table, _, _ = last_arrival(earlier)
    rows = len(table.projects)
    if rows < LONG or len(newest.projects) * SHARE > rows:
        return None
    return part, next(number for number in open_ if result[number] is table)


def _kinds(one: Submission) -> set[str]:
    return {finding.kind for finding in one.findings}


def _without(table: Submission, part: Submission) -> Submission:
    """Return a table without the rows that a correction states anew, and without what was found in them."""
    restated = {compared(project.name or "") for project in part.projects}
    staying = tuple(project for project in table.projects if compared(project.name or "") not in restated)
    gone = {project.ref.row for project in table.projects} - {project.ref.row for project in staying}
    findings = tuple(one for one in table.findings if one.cell.row not in gone)
    # What the sheet states as its total holds for the rows that it had.
    return replace(table, projects=staying, totals=(), findings=findings)


def _question(part: Submission, table: Submission) -> Decision:
    names = [project.name or "" for project in part.projects]
    id = decision_id(Question.VERSION, part.unit or "", str(part.period), part.file, *names)
    shown = "".join(f"“{name}”" for name in names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")
    situation = (
        f"后一份“{_name(part)}”只有 {len(part.projects)} 行（{shown}），"
        f"先报的“{_name(table)}”有 {len(table.projects)} 行。裁定以前暂用先报的表。"
    )
    return Decision(id, Question.VERSION, part.unit or "", names[0], situation, CHOICES)


def _name(one: Submission) -> str:
    return one.file.replace("\\", "/").rpartition("/")[2]
