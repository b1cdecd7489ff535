"""How are trip papers written from the register, and how are filled-in forms read back into it?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.checks import trips as rules
from toolkit.checks.trip_months import month_of, nil_budgets, teams
from toolkit.checks.trip_routes import route_of
from toolkit.checks.trip_units import units_of
from toolkit.files import saving
from toolkit.files.word_conversion import as_docx
from toolkit.intake.trips.destinations import located
from toolkit.intake.trips.register import read_register
from toolkit.model.control import press
from toolkit.model.decisions import Decision
from toolkit.model.documents import TripApproval
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.trip_papers import MonthPaper, TripHints, TripPaper
from toolkit.model.trip_register import FILE_NAME
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Register, RegisterChange, Travel, Trip
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.form_decisions import form_decisions

# Characters that Windows does not allow in a file's name.
_UNFIT = expression(r'[\\/:*?"<>|\s]+')
APPROVAL, RECORD, SLIP = "外出招商审批表", "外出招商信息记录表", "提示单"
TEMPLATES: Mapping[str, str] = {
    "plan": "外出招商活动方案",
    "approval": APPROVAL,
    "itinerary": "考察行程表",
    "record": RECORD,
    "report": "考察报告",
    "expenses": "经费使用情况表",
}
# Papers that are sent on, and do not come back filled in.
NO_FORMS = (SLIP, "外出招商活动方案", "考察报告", "月度招商工作汇报")
# Papers that are written when a trip is over belong to the month of the return, the others to that of the departure.
AFTERWARDS = ("report", "expenses")


class Journal(Struct, frozen=True):
    """A register as read for a period, with what the rules find about it."""

    register: Register
    scheme: Scheme
    period: ReportingPeriod
    as_of: date
    travel: Travel

    def trips(self, kind: str, id: str = "") -> tuple[Trip, ...]:
        """Return the trips of which a kind of paper is due in the period, or the one asked for."""
        if id:
            return tuple(trip for trip in self.register.trips if trip.id == id)
        first, last = self.period.first_day, self.period.last_day
        day = "end" if kind in AFTERWARDS else "start"
        return tuple(trip for trip in self.register.trips if first <= getattr(trip, day) <= last)


class ReadBack(Struct, frozen=True):
    """What came of reading Word forms: the register's new state, what was written, what has to be looked at.

    ``kept`` is what forms only repeat from an older register: (trip, what, on the form, now); ``questions`` are what
    nobody has settled yet, and ``sheet`` where they were written.
    """

    journal: Journal
    changes: tuple[RegisterChange, ...]
    findings: tuple[Finding, ...]
    written: Path | None
    kept: tuple[tuple[str, str, str, str], ...] = ()
    questions: tuple[Decision, ...] = ()
    sheet: Path | None = None

    @property
    def cells(self) -> int:
        """How many cells of the register change."""
        return sum(len(change.values) for change in self.changes)


def read_journal(path: Path, scheme: Scheme, period: ReportingPeriod, as_of: date) -> Journal:
    """Return the register in a file, held against the rules; raises ``ToolkitError`` if there is none."""
    if not path.exists():
        how = press("trip_papers", "trip register", "外出招商台账（生成或核对）")
        raise ToolkitError(f"没有找到外出招商台账“{path}”。请{how}，生成一份，填好后再试。")
    register = located(read_register(path, period, scheme.trip_words), scheme.home)
    return Journal(register, scheme, period, as_of, rules.travel(register, scheme, period, as_of))


def travel_of(path: Path, scheme: Scheme, period: ReportingPeriod, as_of: date) -> Travel | None:
    """Return what the master shows of trips, or ``None`` where there is no register."""
    return read_journal(path, scheme, period, as_of).travel if path.exists() else None


def write_forms(
    kinds: Sequence[str],
    journal: Journal,
    folder: Path,
    template_folder: Path | None = None,
    id: str = "",
    progress: tables.Progress = tables.silent,
) -> tuple[Path, ...]:
    """Write Word papers of the period's trips, or of one; a trip that has no approver gets no approval form.

    Raises ``ToolkitError`` where the trip asked for is not in the register.
    """
    jobs = [(kind, trip) for kind in kinds for trip in journal.trips(kind, id)]
    if id and not jobs:
        raise ToolkitError(f"外出招商台账里没有行程“{id}”。请核对行程编号。")
    written = []
    with saving.together():
        for number, (kind, trip) in enumerate(jobs, 1):
            name = TEMPLATES[kind]
            out = folder / f"{fit(trip.id)} {name}.docx"
            template = tables.template(f"{name}.docx", template_folder)
            if path := _write(kind, trip, journal, template, out):
                written.append(path)
            progress(name, number, len(jobs))
    return tuple(written)


def fit(name: str) -> str:
    """Return a text that can stand in a file's name."""
    return _UNFIT.sub("_", name).strip("._")[:80] or "行程"


def _write(kind: str, trip: Trip, journal: Journal, template: Path, out: Path) -> Path | None:
    from toolkit.documents.trips import approval, plan, record, report

    if kind == "approval":
        form = approval_of(trip, journal)
        return _with_record(approval.write_approval(form, template, out)) if form else None
    if kind == "record":
        return _with_record(record.write_record(paper_of(trip, journal, kind), template, out))
    writers = {
        "plan": plan.write_plan,
        "itinerary": plan.write_itinerary,
        "report": report.write_report,
        "expenses": report.write_expenses,
    }
    written = writers[kind](paper_of(trip, journal, kind), template, out)
    return _with_record(written) if kind in ("expenses", "itinerary") else written


def _with_record(form: Path) -> Path:
    """Let a form that comes back carry what was printed in it, unseen, so that reading it can tell who changed what."""
    from toolkit.files.hidden_part import with_hidden_part
    from toolkit.intake.trips.forms import read_form
    from toolkit.intake.trips.printed_form import record_of

    forms = read_form(form).forms
    if len(forms) != 1:
        return form  # a template of the office's own that is not read back
    return saving.save(with_hidden_part(form.read_bytes(), record_of(forms[0])), form)


def approval_of(trip: Trip, journal: Journal) -> TripApproval | None:
    """Return a trip's approval form with what the rules remark, or ``None`` where nobody is named to approve."""
    route = route_of(trip, journal.scheme)
    if route is None:
        return None
    return TripApproval(trip, route, trip.who, trip.applied_on, route.citation.printed)


def paper_of(trip: Trip, journal: Journal, kind: str) -> TripPaper:
    """Return the fields of a trip's paper beside the trip's own."""
    scheme = journal.scheme
    route = route_of(trip, scheme)
    deadline = next((d for d in scheme.deadlines if d.id == "trip_report"), None)
    after = kind in AFTERWARDS
    citation = deadline.citation if after and deadline else route.citation if route and not after else None
    return TripPaper(
        trip=trip,
        route=route,
        receiver=deadline.receiver if deadline else (route.filed_with if route else "") or scheme.office,
        basis=citation.printed if citation else "",
    )


def _papers(trip: Trip, journal: Journal) -> Iterator[TripApproval | TripPaper]:
    """Yield the papers of a trip that are filled in and come back, with the clause that is printed under each."""
    if approval := approval_of(trip, journal):
        yield approval
    yield from (paper_of(trip, journal, kind) for kind in ("itinerary", "expenses"))


def hints_of(trip: Trip, journal: Journal) -> TripHints:
    """Return what the rules say of a trip, for the office and not for those who sign."""
    found = rules.check_trip(trip, journal.scheme, journal.as_of)
    return TripHints(trip.id, trip.who, tuple(dict.fromkeys(finding.message for finding in found)))


def write_slips(
    kinds: Sequence[str], journal: Journal, folder: Path, template_folder: Path | None = None, id: str = ""
) -> tuple[Path, ...]:
    """Write a slip for each trip of which the rules have something to say; one of an earlier run is taken away."""
    from toolkit.documents.trips.slip import write_slip

    template = tables.template(f"{SLIP}.docx", template_folder)
    written = []
    for trip in dict.fromkeys(trip for kind in kinds for trip in journal.trips(kind, id)):
        out, hints = folder / f"{fit(trip.id)} {SLIP}.docx", hints_of(trip, journal)
        if hints.hints:
            written.append(write_slip(hints, template, out))
        else:
            out.unlink(missing_ok=True)
    return tuple(written)


def write_monthly(
    journal: Journal, folder: Path, template_folder: Path | None = None, progress: tables.Progress = tables.silent
) -> tuple[Path, ...]:
    """Write the 月度招商工作汇报 of every team that owes one, travels or wrote (GN-R3, GN-R4)."""
    from toolkit.documents.trips.report import write_monthly as write

    name = "月度招商工作汇报"
    template = tables.template(f"{name}.docx", template_folder)
    owing = teams(journal.register, journal.scheme, journal.period)
    written = []
    for number, team in enumerate(owing, 1):
        out = folder / f"{fit(team)}{journal.period.label}{name}.docx"
        written.append(write(month_paper(team, journal), template, out))
        progress(name, number, len(owing))
    return tuple(written)


def month_paper(team: str, journal: Journal) -> MonthPaper:
    """Return a team's monthly report: its trips that start in the period, and what it wrote."""
    scheme, period = journal.scheme, journal.period
    deadline = next((d for d in scheme.deadlines if d.id == "monthly_report"), None)
    own = tuple(
        trip for trip in journal.trips("record") if team in (trip.group, trip.unit) or team in units_of(scheme, trip)
    )
    return MonthPaper(
        team=team,
        period=period,
        written=month_of(journal.register, team, period, scheme),
        trips=own,
        receiver=deadline.receiver if deadline else scheme.office,
        due=deadline.due(period) if deadline else None,
        basis=deadline.citation.printed if deadline else "",
    )


def write_money(journal: Journal, folder: Path) -> tuple[Path, Path]:
    """Write the month's budgets and reimbursements of all groups for the finance bureau (LZ-R3, LZ-R4, LZ-R7)."""
    from toolkit.workbooks.books.trip_money import write_budgets, write_reimbursements

    scheme, period = journal.scheme, journal.period
    budgets = folder / f"{period.label}招商引资经费预算汇总表.xlsx"
    spent = folder / f"{period.label}招商引资经费报销汇总表.xlsx"
    return (
        write_budgets(journal.trips("plan"), scheme, period, budgets, nil_budgets(journal.register, scheme, period)),
        write_reimbursements(journal.trips("expenses"), scheme, period, spent),
    )


def read_back(
    files: Sequence[Path],
    path: Path,
    scheme: Scheme,
    period: ReportingPeriod,
    as_of: date,
    progress: tables.Progress = tables.silent,
    *,
    apply: bool = True,
    decisions: Path | None = None,
) -> ReadBack:
    """Read filled-in Word forms into the register; a form that says nothing new changes no byte of it.

    Without ``apply`` nothing is written.  The register before stays beside it as 出行台账（上次）.xlsx.  Doubts go to
    the sheet ``decisions`` (裁定.xlsx), whose answers count at the next reading.

    Raises ``ToolkitError`` for a register that cannot be read, or that is no .xlsx where something is to be written.
    """
    # Long: from the files to the register and back to what the rules say of it, step by step.
    from toolkit.documents.trips.approval import context
    from toolkit.intake.trips.forms import read_form
    from toolkit.intake.trips.returned import returned
    from toolkit.workbooks.forms.trip_update import update_register

    journal = read_journal(path, scheme, period, as_of)
    kept = form_decisions(decisions)
    forms: list[ReturnedForm] = []
    findings: list[Finding] = []
    asked: list[tuple[ReturnedForm, Finding]] = []
    bases = {paper.basis for trip in journal.register.trips for paper in _papers(trip, journal)}
    with as_docx(files) as converted:
        for number, file in enumerate(files, 1):
            progress("读取", number, len(files))
            read = read_form(converted.get(file, file), file.name, sorted(filter(None, bases)))
            forms += read.forms
            findings += read.findings
            asked += [(read.forms[0], finding) for finding in read.findings if read.forms]
    printed: dict[str, Mapping[str, object]] = {}
    for trip in journal.register.trips:
        approval = approval_of(trip, journal)
        printed[trip.id] = context(approval) if approval else {}
    result = returned(journal.register, forms, printed, kept.answers)
    findings += result.findings
    trips = {trip.id: trip for trip in journal.register.trips}
    questions, settled = kept.open_of((*asked, *result.asked), trips)
    findings = [finding for finding in findings if finding not in settled]
    written = None
    if result.changes and apply:
        if path.suffix.lower() not in (".xlsx", ".xlsm"):
            raise ToolkitError(f"外出招商台账 {path.name} 不是 .xlsx 文件，写不回去。请另存为 {FILE_NAME} 再试。")
        saving.copy(path, path.with_stem(f"{path.stem}（上次）"))
        written = update_register(path, result.changes)
        journal = read_journal(written, scheme, period, as_of)
    touched = {form.id for form in forms}
    for trip in journal.register.trips:
        if trip.id in touched:
            findings += rules.check_trip(trip, scheme, as_of)
    sheet = kept.keep(questions, forms, as_of) if apply else None
    return ReadBack(journal, result.changes, tuple(findings), written, result.kept, tuple(questions.values()), sheet)
