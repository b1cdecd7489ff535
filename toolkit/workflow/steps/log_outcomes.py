"""What became of each file of a month? Said in the intake log, with who says whose and which month it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from toolkit.consolidation.choose import Chosen, choose
from toolkit.model.expressions import expression
from toolkit.model.file_kinds import UNCLAIMED
from toolkit.model.intake_log import LogLine, Outcome, kept_text
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status, Submission
from toolkit.model.written_dates import written_month
from toolkit.workflow.steps.workspace import LICENCES, REPORTS

NO_TABLE = ("not_ours", "licence_among_tables")
WAITING = ("unclaimed", "outside_month")
CLERK = "核定"
CHANGED = expression(r"登记后改过（[^（）]*）")


def with_outcomes(
    lines: Iterable[LogLine], submissions: Sequence[Submission], period: ReportingPeriod
) -> tuple[LogLine, ...]:
    """Return the lines with what the submissions of a period have become; other lines stay as they are."""
    of_period = [one for one in submissions if one.period in (period, None)]
    by_place = {_place(one): one for one in of_period}
    chosen = choose([one for one in of_period if one.period], period, carry=False)
    known = list(lines)
    marks = {line.place: line.mark for line in known}
    judged = Judgement(chosen, marks)
    first = set()
    result = []
    for line in known:
        submission = by_place.get(line.place)
        if submission is None:
            result.append(_of_licence(line))
        elif line.place in first:
            result.append(replace(line, outcome=Outcome.DOUBLE.value, note=f"与先收到的“{line.name}”内容相同"))
        else:
            first.add(line.place)
            result.append(_with_sayings(judged.of(line, submission), submission))
    return tuple(result)


class Judgement:
    """Who tells of each file whether it counts, and if not, why."""

    def __init__(self, chosen: Iterable[Chosen], marks: Mapping[str, str]) -> None:
        self._marks = marks
        self._counted: dict[int, Chosen] = {}
        self._replaced: dict[int, Chosen] = {}
        self._asked: dict[int, Chosen] = {}
        for choice in chosen:
            for one in (choice.submission, *choice.additions):
                self._counted[id(one)] = choice
            self._replaced |= {id(older): choice for older in choice.superseded}
            self._asked |= {id(one): choice for one in choice.asked}

    def of(self, line: LogLine, one: Submission) -> LogLine:
        """Return the line with the file's outcome and what is to be said of it."""
        outcome, note = self._outcome(line, one)
        changed = CHANGED.search(line.note)
        return replace(line, outcome=str(outcome), note="；".join(filter(None, (note, changed[0] if changed else ""))))

    def _outcome(self, line: LogLine, one: Submission) -> tuple[str, str]:
        kinds = {finding.kind for finding in one.findings}
        waiting = next((finding for finding in one.findings if finding.kind in WAITING), None)
        if waiting is not None:
            return Outcome.WAITING, str(dict(waiting.details).get("why", "不在月份文件夹里"))
        if "told_to_leave" in kinds:
            return Outcome.LEFT, CLERK
        if one.status is Status.IGNORED or kinds & set(NO_TABLE):
            return Outcome.NO_TABLE, one.reason
        if one.status is Status.REFUSED:
            return Outcome.UNREADABLE, one.reason
        if one.table != "statistics":
            return Outcome.NO_TABLE, "是目标任务分解表"
        if id(one) in self._asked:
            return Outcome.ASKED, f"只有 {len(one.projects)} 行，是否替换整张表，见 裁定.xlsx"
        if id(one) in self._replaced:
            return self._superseded(line, self._replaced[id(one)])
        if id(one) not in self._counted:
            return Outcome.WAITING, "认不出是哪个单位的表，请填“核定单位”"
        why = self._counted[id(one)].why
        if one.status is Status.ACCEPTED:
            return Outcome.USED, why
        returned = f"{len(one.returned_rows)} 行退回修改，其余采用" if one.returned_rows else "退回修改"
        return Outcome.RETURNED, "；".join(filter(None, (returned, why)))

    def _superseded(self, line: LogLine, choice: Chosen) -> tuple[str, str]:
        newer = choice.submission.file.rpartition("/")[2]
        if line.mark and line.mark == self._marks.get(_place(choice.submission)):
            return Outcome.DOUBLE, f"与“{newer}”内容相同"
        return f"被“{newer}”取代", choice.why


def _place(one: Submission) -> str:
    """Return where the log says that a submission lies."""
    file = one.file.replace("\\", "/")
    return kept_text(file if file.startswith(f"{UNCLAIMED}/") else f"{REPORTS}/{file}")


def _of_licence(line: LogLine) -> LogLine:
    if line.place.startswith(f"{LICENCES}/") and line.outcome == Outcome.UNCHECKED:
        return replace(line, outcome=Outcome.NO_TABLE.value, note=line.note or "证照、图片单独存放")
    return line


def _with_sayings(line: LogLine, one: Submission) -> LogLine:
    """Return the line with whose table it is and for which month, and who says so, as far as nobody has said yet."""
    if line.told_unit:
        line = replace(line, unit=one.unit or line.unit, unit_by=CLERK)
    elif one.unit and (not line.unit_by or line.unit != one.unit):
        line = replace(line, unit=one.unit, unit_by="，".join(_sayings(one, "unit", one.unit)))
    if written_month(line.told_month):
        return replace(line, month=str(line.period), month_by=CLERK)
    if one.period and one.table and line.month_by in ("", "文件夹"):
        said = "，".join(_sayings(one, "month", str(one.period)))
        line = replace(line, month=str(one.period), month_by=said or "文件夹")
    return line


def _sayings(one: Submission, what: str, meaning: str) -> Iterator[str]:
    """Yield the places that agree, then each that says something else, in its words."""
    told = [saying for saying in one.told if saying.what == what]
    if agreeing := list(dict.fromkeys(saying.where for saying in told if saying.meaning == meaning)):
        yield "、".join(agreeing)
    yield from dict.fromkeys(f"{one.where}写的是{one.typed}" for one in told if one.meaning != meaning)
