"""Do the reports agree with the authoritative system, and which of the two counts?"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from toolkit.consolidation.amount_questions import joined
from toolkit.consolidation.by_reading import Choices
from toolkit.consolidation.ledger import Bookkeeper
from toolkit.consolidation.system_match import Answers, Known, Pair, paired, system_id, with_same_name
from toolkit.model.cells import CellRef
from toolkit.model.decisions import NOT_SAME, SAME, Decision, Question
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.reconciliation import Difference, Match, Reconciliation
from toolkit.model.register import KnownProject
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED, stage_rank
from toolkit.model.submission import Project, Submission

NOT_IN_SYSTEM = "系统未录入"
NOT_REPORTED = "台账中没有，按系统数据计入"
# What of the system's replaces what was reported, where it states it: fields of an entry and of a record.
MEASURED = (
    "investment_yuan",
    "paid_in_yuan",
    "land_mu",
    "floor_sqm",
    "idle_mu",
    "fdi_usd",
    "contract_usd",
    "trade_yuan",
)
NOTHING_KNOWN: Known = MappingProxyType({})
NO_ANSWERS: Mapping[str, Decision] = MappingProxyType({})


def counts_system_data(scheme: Scheme) -> bool:
    """Tell whether the scheme lets the authoritative system's data count (LZ annex 1, note 3)."""
    values = {reading.id: reading.value for reading in scheme.readings}
    return values.get("completion_basis") == "system"


def reconcile(
    ledger: Ledger,
    export: Submission,
    scheme: Scheme,
    known: Mapping[str, KnownProject] = NOTHING_KNOWN,
    answers: Answers = NO_ANSWERS,
) -> Reconciliation:
    """Match every entry with at most one record of the export, the surest matches first.

    Entries that count come first; what is left of the export may be one that does not count, as it ended or a decision
    took it out: then it is no project of the system's alone.  ``known`` are the register's projects by 编号.
    """
    found = paired((one for one in ledger.entries if one.counted == "是"), export.projects, known, answers)
    others = with_same_name(found.records, (one for one in ledger.entries if one.counted != "是"), known)
    certain = [*found.certain, *(Pair(entry, found.records[place], "项目名称") for place, entry in others.items())]
    matches = sorted((_match(pair, scheme) for pair in certain), key=lambda match: match.entry.serial)
    alone = tuple(record for place, record in enumerate(found.records) if place not in others)
    unclear = tuple(_match(pair, scheme) for pair in found.likely)
    return Reconciliation(export.file, tuple(matches), found.entries, alone, unclear)


def system_questions(reconciliation: Reconciliation) -> list[Decision]:
    """Return what is asked of pairs that may be one project, and of those that a person said are one."""
    told = {id: match for match in reconciliation.matches if match.how == f"裁定 {(id := _id(match))}"}
    asked = {**told, **{_id(match): match for match in reconciliation.unclear}}
    return [_question(id, match, reconciliation.file) for id, match in asked.items()]


def _id(match: Match) -> str:
    return system_id(match.entry, match.record)


def _question(id: str, match: Match, file: str) -> Decision:
    entry, record = match.entry, match.record
    like = f"{match.how}；" if match.how and not match.how.startswith("裁定") else ""
    unlike = "、".join(f"{one.heading}报送 {one.reported}、系统 {one.in_system}" for one in match.differences)
    situation = (
        f"系统核对：{entry.unit}报的“{entry.name}”（{_described(entry)}，{entry.source_place}）和系统里的“{record.name}”"
        f"（{_described(record)}，{_place(record, file)}）是不是同一项目？{like}{unlike or '其余各项一致'}。"
        "裁定以前只计系统的一个。"
    )
    return Decision(id, Question.IDENTITY, entry.unit, entry.name, situation, (SAME, NOT_SAME))


def _described(one: LedgerEntry | Project) -> str:
    amount = "金额未填" if one.investment_yuan is None else f"{in_yi(one.investment_yuan)}亿元"
    return f"{one.investor or '项目方未填'}，{amount}"


def _match(pair: Pair, scheme: Scheme) -> Match:
    differences = () if is_dropped(pair.entry) else tuple(_differences(pair.entry, pair.record, scheme))
    return Match(pair.entry, pair.record, pair.how, differences)


def is_dropped(entry: LedgerEntry) -> bool:
    """Tell whether a decision has taken an entry out for good; what the system lacks may be entered there later."""
    is_over = entry.counted != "是" and entry.stage != ENDED
    return is_over and entry.decision != "" and NOT_IN_SYSTEM not in entry.decision


def _differences(entry: LedgerEntry, record: Project, scheme: Scheme) -> Iterator[Difference]:
    """Yield the fields that both hold and that differ, with the side that counts; an empty field is skipped."""
    by_system = counts_system_data(scheme)
    counts = "系统" if by_system else "报送"
    why, record = _why(scheme), Choices(scheme).as_counted(record)
    for heading, reported, in_system in (
        ("投资总额（亿元）", entry.investment_yuan, record.investment_yuan),
        ("到位资金（亿元）", entry.paid_in_yuan, record.paid_in_yuan),
    ):
        if reported is not None and in_system is not None and reported != in_system:
            lags = "系统录入可能滞后；" if heading.startswith("到位") and in_system < reported else ""
            yield Difference(heading, in_yi(reported), in_yi(in_system), counts, f"{lags}{why}")
    for heading, mine, theirs in (
        ("新增供地（亩）", entry.land_mu, record.land_mu),
        ("标准厂房（平方米）", entry.floor_sqm, record.floor_sqm),
        ("盘活土地（亩）", entry.idle_mu, record.idle_mu),
    ):
        if mine is not None and theirs is not None and mine != theirs:
            yield Difference(heading, f"{mine:g}", f"{theirs:g}", counts, why)
    for heading, said, day in (
        ("签约日期", entry.signed_on, record.signed_on),
        ("开工日期", entry.started_on, record.started_on),
    ):
        if said and day and not (said.startswith(str(day)) or str(day).startswith(said)):
            yield Difference(heading, said, str(day), counts, why)
    if entry.stage and record.stage and entry.stage != record.stage:
        lags = "系统录入可能滞后；" if stage_rank(record.stage) < entry.stage_rank else ""
        yield Difference("阶段", entry.stage, record.stage, counts, f"{lags}{why}")


def _why(scheme: Scheme) -> str:
    """Return why one side counts: the rulebook's reading with its clause, or that it has none."""
    reading = next((one for one in scheme.readings if one.id == "completion_basis"), None)
    return f"{reading.meaning}（{reading.citation.id}）" if reading else "规则没有让系统数据计入，按单位报送的数据计算"


def on_system_basis(ledger: Ledger, reconciliation: Reconciliation, scheme: Scheme, export: Submission) -> Ledger:
    """Return the ledger with the system's values, where the document lets the system's data count (LZ annex 1, note 3).

    A matched entry takes the values that the system states and keeps its own source, and what the system does not
    state: land, factory floor, class.  An entry that the system lacks stays and counts nowhere; a record that no unit
    reported is added with its row of the export.  Of two that may be one the system's counts until somebody says so.
    """
    matched = {match.entry.serial: match.record for match in reconciliation.matches}
    unclear = {match.entry.serial: match for match in reconciliation.unclear}
    missing = {entry.serial for entry in reconciliation.only_reported}
    entries: list[LedgerEntry] = []
    for entry in ledger.entries:
        if entry.serial in matched:
            entries.append(_with_system(entry, matched[entry.serial], export.file, scheme))
        elif match := unclear.get(entry.serial):
            said = f"{_id(match)}：可能就是系统的“{match.record.name}”，待裁定，暂只计系统的一个（{NOT_IN_SYSTEM}）"
            entries.append(replace(entry, counted="否", decision=joined(entry.decision, said)))
        elif entry.serial in missing:
            entries.append(replace(entry, counted="否", decision=joined(entry.decision, NOT_IN_SYSTEM)))
        else:
            entries.append(entry)
    bookkeeper = Bookkeeper(scheme)
    reported = str(export.period or ledger.period)
    added = [(record, NOT_REPORTED) for record in reconciliation.only_in_system]
    added += [
        (one.record, f"{_id(one)}：可能就是{one.entry.unit}报的“{one.entry.name}”，待裁定，暂按系统数据计入")
        for one in reconciliation.unclear
    ]
    for record, said in added:
        unit = record.territory or "系统录入"
        new = bookkeeper.entry(len(entries) + 1, record, unit, export, reported)
        entries.append(replace(new, decision=joined(new.decision, said), system_place=_place(record, export.file)))
    return Ledger(ledger.period, tuple(entries), ledger.shared)


def _with_system(entry: LedgerEntry, record: Project, file: str, scheme: Scheme) -> LedgerEntry:
    if is_dropped(entry):
        return replace(entry, system_place=_place(record, file))
    stage = record.stage or entry.stage
    signed = record.signed_on
    choices = Choices(scheme)
    record = choices.as_counted(record)
    measured = {name: getattr(record, name) for name in MEASURED if getattr(record, name) is not None}
    return replace(
        entry,
        **measured,
        paid_in_open=entry.paid_in_open if record.paid_in_yuan is None else (),
        held=tuple(one for one in entry.held if one[0] not in measured),
        signed_on=str(signed) if signed else entry.signed_on,
        started_on=str(record.started_on) if record.started_on else entry.started_on,
        year=scheme.accounting.year_of(signed) if signed else entry.year,
        stage=stage,
        stage_rank=stage_rank(stage),
        counted="是" if stage != ENDED or choices.counts(record) else "否",
        system_place=_place(record, file),
    )


def _place(record: Project, file: str) -> str:
    return str(CellRef(file, record.ref.sheet, record.ref.row))
