"""Does a project go on that had ended or was withdrawn, and is reported again? It is told, or asked where in doubt."""

from collections.abc import Callable

from toolkit.model.cells import CellRef
from toolkit.model.decisions import GOES_ON, STAYS_OUT, Decision, Question, decision_id
from toolkit.model.expressions import expression
from toolkit.model.findings import found
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import State
from toolkit.model.register_book import BY_ANSWER
from toolkit.register.asking import described
from toolkit.register.months import OF_BOOK, Month
from toolkit.register.threads import Row, Thread

# What has become of a project before a row names it: its state, since when, why, and whether that was in a former year.
Before = tuple[State, ReportingPeriod | None, str, bool]
# Words of a project that ended by which money went back: what came in then is in doubt, too.
_MONEY_BACK = expression(r"撤资|退(?:回|还|款|资)")


def state_of(thread: Thread) -> Before:
    """Return what has become of a project so far."""
    return thread.state, thread.state_since, thread.why, thread.asleep


def come_back(month: Month, thread: Thread, row: Row, before: Before, answer: Callable[[str], str]) -> None:
    """Let a project that was over go on, which is told, or ask about it; until then its row is listed and counts not.

    It is asked where a person settled that it is over, where money went back, or where it ended in a former year.
    """
    state, since, why, is_former = before
    if state not in (State.ENDED, State.WITHDRAWN) or thread.state is not State.LISTED:
        return
    if why == OF_BOOK and not is_former:
        return
    is_settled = state is State.WITHDRAWN or why.startswith(BY_ANSWER) or thread.back_since is not None
    if not (is_settled or is_former or _MONEY_BACK.search(why)):
        cell = row.project.cell("progress")
        place = CellRef(row.file, cell.sheet, cell.row, cell.column)
        now = row.project.stage or "在报"
        month.findings.append(
            found("stage_went_back", place, name=row.project.name, before=f"{state}（{why}）", now=now)
        )
        return
    back = thread.back_since = thread.back_since or row.period
    question = _question(thread, row, before, back)
    month.questions[question.id] = question
    said = answer(question.id)
    if said == GOES_ON:
        thread.back_since = None
        month.notes[thread] = f"裁定 {question.id}：{said}"
        return
    thread.turn(state, since, why)
    month.out.add(thread)
    month.notes[thread] = f"裁定 {question.id}：{said}" if said else f"{state}后又报，是否恢复待裁定，不计入"


def _question(thread: Thread, row: Row, before: Before, back: ReportingPeriod) -> Decision:
    state, since, why, _ = before
    told = f"{since.label}起已{state}" if since else f"已{state}"
    told += f"（{why}）" if why else ""
    situation = (
        f"{described(row)}{told}，{back.label}的统计表又报，进展情况写“{row.project.progress or '未填'}”。"
        "是不是恢复？裁定以前不计入。"
    )
    id = decision_id(Question.VANISHED, thread.origin.unit, thread.origin.name, str(back), "又报")
    return Decision(id, Question.VANISHED, row.unit, row.project.name or "", situation, (GOES_ON, STAYS_OUT))
