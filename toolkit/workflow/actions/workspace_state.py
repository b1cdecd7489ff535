"""What state is a workspace in? From what lies in it; a large month by its file names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.assessment.agenda import agenda
from toolkit.consolidation.choose import choose
from toolkit.consolidation.timeliness import timeliness
from toolkit.intake.office.decisions import read_decisions
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.assessment import AgendaItem
from toolkit.model.came import came_in_words, unclaimed
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import kind_of
from toolkit.model.ledger import Arrival
from toolkit.model.letters import SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.issued_files import altered_in_words
from toolkit.workflow.steps.outstanding import outstanding, unread
from toolkit.workflow.steps.publications import publications
from toolkit.workflow.steps.workspace import Workspace

# So many tables are read within a second; of a larger month the file names must do.
READ_AT_ONCE = 40
# 裁定.xlsx is written right after the master; what was saved later than this was saved by a person.
WRITTEN_TOGETHER = 60.0


class State(Struct, frozen=True):
    """What lies in a workspace for its latest period; ``period`` is ``None`` where nothing was ever reported.

    ``missing`` and ``returned`` are names of units; ``by_name`` says that tables were told by their file names alone.
    ``came`` says what came, but is no table that was read: of a unit, or waiting for a person to say whose it is;
    ``unclaimed`` counts the latter.
    ``letters`` counts the period's letters in the send ledger; ``trouble`` says what could not be read.
    ``due`` is what the rules ask for next.

    ``targets`` says that the target table lies there, or that none is asked for.  ``checked``, ``noticed`` and
    ``drafted`` say that findings, notices and letters are newer than the tables; ``outdated`` that the master is not,
    or is not there.  ``waited_for`` is the month of the last blank tables, '' where none were made; ``copies_folder``
    what the folder of return copies is called; ``published`` which issue of the period there is, '' for none.
    """

    scheme: Scheme
    period: ReportingPeriod | None = None
    files: int = 0
    missing: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    unclaimed: int = 0
    by_name: bool = False
    master: Path | None = None
    outdated: bool = False
    open_decisions: int = 0
    letters: Mapping[SendStatus, int] = field(default_factory=dict)
    drafts: int = 0
    trouble: tuple[str, ...] = ()
    due: AgendaItem | None = None
    targets: bool = False
    checked: bool = False
    noticed: bool = False
    drafted: bool = False
    waited_for: str = ""
    copies_folder: str = ""
    published: str = ""


def state_of(workspace: Workspace, today: date) -> State:
    """Return the state of a workspace in its latest period; what cannot be read is said in it, not raised."""
    due, trouble = _next_due(workspace.scheme, today), ""
    for period in reversed(workspace.periods()):
        try:
            of_its_year = workspace.at(period)
        except ToolkitError as problem:
            trouble = trouble or str(problem)
            continue
        state = state_in(of_its_year, period)
        return replace(state, due=due, trouble=(*([trouble] if trouble else []), *state.trouble))
    state = State(workspace.scheme, due=due, trouble=(trouble,) if trouble else ())
    issued = workspace.issued()
    return replace(state, targets=_has_targets(workspace), waited_for=issued[-1] if issued else "")


def state_in(workspace: Workspace, period: ReportingPeriod) -> State:
    """Return the state of a workspace in a period, under that period's rules; ``due`` is left open."""
    files, masters = workspace.submission_files(period), workspace.masters(period)
    issued = publications(workspace)
    copies, arrived = workspace.return_copies(period), newest(files)
    findings = [*copies.glob("*.xlsx"), *workspace.finding_lists(period)]
    state = State(
        workspace.scheme,
        period=period,
        files=len(files),
        master=masters[-1] if masters else None,
        outdated=not masters or _older(masters[-1], workspace, arrived),
        targets=_has_targets(workspace),
        checked=newest(findings) >= arrived,
        noticed=newest(workspace.notices(period).glob("*.docx")) >= arrived,
        drafted=newest(workspace.drafts(period).glob("*.eml")) >= arrived,
        copies_folder=copies.name,
        published=issue.which if (issue := issued.newest.get(period)) else "",
        trouble=(*issued.troubles, *altered_in_words(workspace.publications)),
    )
    for look in (_reported, _decided, _posted):
        try:
            state = look(workspace, state)
        except ToolkitError as problem:
            state = replace(state, trouble=(*state.trouble, str(problem)))
    return state


def newest(paths: Iterable[Path]) -> float:
    """Return when the newest of the files was written, in seconds; 0 where there is none."""
    return max((path.stat().st_mtime for path in paths), default=0.0)


def _has_targets(workspace: Workspace) -> bool:
    return not workspace.scheme.row_indicators or bool(workspace.target_files())


def _older(master: Path, workspace: Workspace, arrived: float) -> bool:
    made = newest([master])
    answered = newest(book for book in (workspace.decisions, workspace.dictionary) if book.exists())
    return max(arrived, newest(workspace.target_files())) > made or answered > made + WRITTEN_TOGETHER


def _reported(workspace: Workspace, state: State) -> State:
    if state.period is None:
        return state
    files, scheme, period = workspace.submission_files(state.period), state.scheme, state.period
    state = replace(state, unclaimed=len(unclaimed(outstanding(workspace, period))))
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
    read = month.read_period(workspace, period, read_log(workspace))
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
    """Return what the rules ask for next; a year's last tables are due in the month that follows."""
    month = ReportingPeriod(today.year, today.month)
    last = scheme.accounting.month(scheme.year + 1, 1).last_day
    items = [item for period in (month, month.shifted(1)) for item in agenda(scheme, period)]
    return next((item for item in items if today <= item.day <= last), None)
