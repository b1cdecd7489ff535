"""What state is a workspace in, and which command comes next? From what lies in it; a large month by its file names."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from toolkit.assessment.agenda import agenda
from toolkit.consolidation.choose import choose
from toolkit.consolidation.timeliness import timeliness
from toolkit.intake.office.decisions import read_decisions
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.assessment import AgendaItem
from toolkit.model.came import came_in_words
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import kind_of
from toolkit.model.ledger import Arrival
from toolkit.model.letters import SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.workflow.actions.standing import newest
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.outstanding import unread
from toolkit.workflow.steps.workspace import Workspace

# So many tables are read within a second; of a larger month the file names must do.
READ_AT_ONCE = 40
# 裁定.xlsx is written right after the master; what was saved later than this was saved by a person.
WRITTEN_TOGETHER = 60.0


@dataclass(frozen=True, slots=True)
class State:
    """What lies in a workspace for its latest period; ``period`` is ``None`` where nothing was ever reported.

    ``missing`` and ``returned`` are names of units; ``by_name`` says that tables were told by their file names alone.
    ``came`` says what came, but is no table that was read: of a unit, or waiting for a person to say whose it is.
    ``letters`` counts the period's letters in the send ledger; ``trouble`` says what could not be read.
    ``due`` is what the rules ask for next; ``todo`` and ``command`` say what to do now.
    """

    scheme: Scheme
    period: ReportingPeriod | None = None
    files: int = 0
    missing: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    by_name: bool = False
    master: Path | None = None
    outdated: bool = False
    open_decisions: int = 0
    letters: Mapping[SendStatus, int] = field(default_factory=dict)
    drafts: int = 0
    trouble: tuple[str, ...] = ()
    due: AgendaItem | None = None
    todo: str = ""
    command: str = ""


def state_of(workspace: Workspace, today: date) -> State:
    """Return the state of a workspace; what cannot be read is said in it, not raised."""
    periods = workspace.periods()
    state = State(workspace.scheme, due=_next_due(workspace.scheme, today))
    for period in reversed(periods):
        try:
            workspace = workspace.at(period)
        except ToolkitError as problem:
            state = replace(state, trouble=state.trouble or (str(problem),))
        else:
            break
    else:
        return _with_next(workspace, state)
    files = workspace.submission_files(period)
    masters = workspace.masters(period)
    state = replace(state, period=period, files=len(files), master=masters[-1] if masters else None)
    if masters:
        sources = [*files, *workspace.target_files()]
        state = replace(state, outdated=newest(sources) > newest(masters) or _answered_since(workspace, masters[-1]))
    for look in (_reported, _decided, _posted):
        try:
            state = look(workspace, state)
        except ToolkitError as problem:
            state = replace(state, trouble=(*state.trouble, str(problem)))
    return _with_next(workspace, state)


def _answered_since(workspace: Workspace, master: Path) -> bool:
    return newest(workspace.root.glob(workspace.decisions.name)) > newest([master]) + WRITTEN_TOGETHER


def _reported(workspace: Workspace, state: State) -> State:
    if state.period is None:
        return state
    files, scheme, period = workspace.submission_files(state.period), state.scheme, state.period
    if len(files) > READ_AT_ONCE:
        copies = [path.name for path in workspace.return_copies(period).glob("*.xlsx")]
        names = [path.name for path in files if not kind_of(path.name).why]
        missing = [unit for unit in scheme.reporting_units if not _named((unit.name, *unit.aliases), names)]
        returned = [unit for unit in scheme.units if _named((unit.name, *unit.aliases), copies)]
        return replace(
            state,
            missing=tuple(one.name for one in missing),
            returned=tuple(one.name for one in returned),
            came=came_in_words(unread(workspace, period)),
            by_name=True,
        )
    read = tables.read_files(tables.named(files, workspace.reports), scheme, period, workspace.arrivals(period))
    everything = (*read, *month.waiting(workspace, period, read))
    lines = timeliness(choose(tables.check_all(read, scheme), period, carry=False), scheme, period)
    missing_units = tuple(line.unit for line in lines if line.arrival is Arrival.MISSING)
    returned_units = tuple(line.unit for line in lines if line.is_returned)
    return replace(state, missing=missing_units, returned=returned_units, came=came_in_words(everything))


def _named(words: tuple[str, ...], names: list[str]) -> bool:
    return any(word in name for word in words for name in names)


def _decided(workspace: Workspace, state: State) -> State:
    decisions = read_decisions(workspace.decisions).values()
    return replace(state, open_decisions=sum(one.is_open for one in decisions))


def _posted(workspace: Workspace, state: State) -> State:
    if state.period:
        state = replace(state, drafts=len(list(workspace.drafts(state.period).glob("*.eml"))))
    path = workspace.send_ledger
    if not path.exists():
        return state
    with SendLedger(path) as ledger:
        rows = [row for row in ledger.rows() if row.topic == f"{state.scheme.id} {state.period}"]
    return replace(state, letters=Counter(row.status for row in rows))


def _next_due(scheme: Scheme, today: date) -> AgendaItem | None:
    """Return what the rules ask for next; a year's last tables are due in the January that follows."""
    month = ReportingPeriod(today.year, today.month)
    last = date(scheme.year + 1, 1, 31)
    items = [item for period in (month, month.shifted(1)) for item in agenda(scheme, period)]
    return next((item for item in items if today <= item.day <= last), None)


def _with_next(workspace: Workspace, state: State) -> State:
    """Return the state with the next thing to do: whatever is missing first, or older than what it is made from."""
    issued = workspace.issued()
    month = state.period or (issued[-1] if issued else "")
    period = state.period or ReportingPeriod(state.scheme.year, 1)
    arrived = newest(workspace.submission_files(period))
    # Long: one list, in the order in which a month is done; the first line that holds is the next step.
    choices = (
        (
            bool(state.scheme.row_indicators) and not workspace.target_files(),
            "把目标任务分解表放进“目标”，放好后再看一次。",
            "",
        ),
        (
            not month,
            "把收到的表放进“报送”下以月份命名的文件夹，例如 报送/2022-06；还没有发表的，先生成空白表。",
            "issue --period 2022-06",
        ),
        (not state.files, f"把各单位的表放进“报送/{month}”，放好后校验。", "check"),
        (state.master is None, "还没有汇总。", "consolidate"),
        (state.outdated, "汇总表比报送的表或裁定旧，请重新汇总。", "consolidate"),
        (
            bool(state.returned) and newest(workspace.return_copies(period).glob("*.xlsx")) < arrived,
            "有表要退回，请生成退回修改稿。",
            f"check --return-copies 输出/{month}/退回修改",
        ),
        (
            bool(state.open_decisions),
            f"请在 {workspace.decisions.name} 里填好“裁定”一列，保存后重新汇总。",
            "consolidate",
        ),
        (
            bool(state.missing or state.returned) and newest(workspace.notices(period).glob("*.docx")) < arrived,
            "有单位未报或待改，请写催报通知。",
            "notice 催报通知",
        ),
        (
            bool(state.letters.get(SendStatus.UNCERTAIN)),
            "有的信不知道发出没有，请打印发送记录，问清收信人。",
            "send --list",
        ),
        (newest(workspace.drafts(period).glob("*.eml")) < arrived, "写好本期的信，先看预览。", "send"),
        (
            state.letters.get(SendStatus.SENT, 0) < state.drafts,
            "看过预览，没有问题就发送。",
            "send --really",
        ),
    )
    todo, command = next(
        ((todo, command) for holds, todo, command in choices if holds),
        ("本期的事做完了。收到新的表，重新汇总。", "consolidate"),
    )
    return replace(state, todo=todo, command=f"zhaoshang {command}".rstrip())
