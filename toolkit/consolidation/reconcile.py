"""Do the reports agree with the authoritative system, and which of the two counts?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from rapidfuzz import fuzz, process

from toolkit.consolidation.ledger import Bookkeeper
from toolkit.model.ledger import Difference, Ledger, LedgerEntry, Match, Reconciliation
from toolkit.model.money import in_yi
from toolkit.model.names import firm, plain
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED, stage_rank
from toolkit.model.submission import Project, Submission

SIMILAR_NAME = 88
SIMILAR_FIRM = 80
NOT_IN_SYSTEM = "系统未录入"
NOT_REPORTED = "台账中没有，按系统数据计入"
Names = Mapping[str, Sequence[str]]
NO_NAMES: Names = MappingProxyType({})


def reconcile(ledger: Ledger, export: Submission, names: Names = NO_NAMES) -> Reconciliation:
    """Match every counted entry with at most one record of the export, the surest matches first.

    ``names`` are all that a project of the register has been called, by its 编号: the system may know an older one.
    """
    # Looked up by serial number and by place: comparing each with each would take too long.
    entries = {entry.serial: entry for entry in ledger.entries if entry.counted == "是"}
    records = dict(enumerate(record for record in export.projects if record.name))
    matches: list[Match] = []
    by_former_name = partial(_by_former_name, names=names)
    for find in (_by_credit_code, _by_name, by_former_name, _by_likeness):
        for entry, place, how in find(list(entries.values()), dict(records)):
            if entry.serial in entries and place in records:
                record = records.pop(place)
                del entries[entry.serial]
                matches.append(Match(entry, record, how, tuple(_differences(entry, record))))
    matches.sort(key=lambda match: match.entry.serial)
    return Reconciliation(export.file, tuple(matches), tuple(entries.values()), tuple(records.values()))


Records = Mapping[int, Project]
Found = Iterator[tuple[LedgerEntry, int, str]]


def is_dropped(entry: LedgerEntry) -> bool:
    """Tell whether a decision has taken an entry out for good; what the system lacks may be entered there later."""
    return entry.counted != "是" and entry.decision not in ("", NOT_IN_SYSTEM) and entry.stage != ENDED


def _by_key(
    entries: list[LedgerEntry],
    records: Records,
    how: str,
    key: Callable[[LedgerEntry], str],
    record_key: Callable[[Project], str],
) -> Found:
    by_key: dict[str, list[int]] = {}
    for place, record in records.items():
        if value := record_key(record):
            by_key.setdefault(value, []).append(place)
    for entry in entries:
        for place in by_key.get(key(entry), ()):
            yield entry, place, how


def _by_credit_code(entries: list[LedgerEntry], records: Records) -> Found:
    # One firm may have several projects: the code alone is not enough.
    for entry, place, how in _by_key(
        entries, records, "统一社会信用代码", lambda e: e.credit_code or "", lambda r: r.credit_code or ""
    ):
        if fuzz.ratio(plain(entry.name), plain(records[place].name)) >= SIMILAR_FIRM:
            yield entry, place, how


def _by_name(entries: list[LedgerEntry], records: Records) -> Found:
    yield from _by_key(entries, records, "项目名称", lambda e: plain(e.name), lambda r: plain(r.name))


def _by_former_name(entries: list[LedgerEntry], records: Records, names: Names) -> Found:
    places: dict[str, list[int]] = {}
    for place, record in records.items():
        places.setdefault(plain(record.name), []).append(place)
    for entry in entries:
        for name in names.get(entry.project, ()):
            for place in places.get(plain(name), ()):
                yield entry, place, f"曾用名“{name}”"


def _by_likeness(entries: list[LedgerEntry], records: Records) -> Found:
    """Match by similar name and similar firm; take the best record for each entry."""
    names = {place: plain(record.name) for place, record in records.items()}
    for entry in entries:
        best = process.extractOne(plain(entry.name), names, scorer=fuzz.ratio, score_cutoff=SIMILAR_NAME)
        if best is None:
            continue
        place = best[2]
        one, other = firm(entry.investor), firm(records[place].investor)
        if not one or not other or fuzz.ratio(one, other) >= SIMILAR_FIRM:
            yield entry, place, f"名称相近（{best[1]:.0f}%）"


def _differences(entry: LedgerEntry, record: Project) -> Iterator[Difference]:
    """Yield the fields that both hold and that differ; a field that one leaves empty is skipped."""
    for heading, reported, in_system in (
        ("投资总额（亿元）", entry.investment_yuan, record.investment_yuan),
        ("到位资金（亿元）", entry.paid_in_yuan, record.paid_in_yuan),
    ):
        if reported is not None and in_system is not None and reported != in_system:
            yield Difference(heading, in_yi(reported), in_yi(in_system))
    for heading, said, day in (
        ("签约日期", entry.signed_on, record.signed_on),
        ("开工日期", entry.started_on, record.started_on),
    ):
        if said and day and not (said.startswith(str(day)) or str(day).startswith(said)):
            yield Difference(heading, said, str(day))
    if entry.stage and record.stage and entry.stage != record.stage:
        yield Difference("阶段", entry.stage, record.stage)


def on_system_basis(ledger: Ledger, reconciliation: Reconciliation, scheme: Scheme, export: Submission) -> Ledger:
    """Return the ledger with the system's values, where the document lets the system's data count (LZ annex 1, note 3).

    A matched entry takes the system's values and keeps its own source; an entry that the system lacks stays
    and counts nowhere; a record that no unit reported is added with its row of the export.
    """
    matched = {match.entry.serial: match.record for match in reconciliation.matches}
    missing = {entry.serial for entry in reconciliation.only_reported}
    entries: list[LedgerEntry] = []
    for entry in ledger.entries:
        if entry.serial in matched:
            entries.append(_with_system(entry, matched[entry.serial], export.file))
        elif entry.serial in missing:
            entries.append(replace(entry, counted="否", decision=NOT_IN_SYSTEM))
        else:
            entries.append(entry)
    bookkeeper = Bookkeeper(scheme)
    reported = str(export.period or ledger.period)
    for record in reconciliation.only_in_system:
        unit = record.territory or "系统录入"
        entry = bookkeeper.entry(len(entries) + 1, record, unit, export, reported)
        entries.append(replace(entry, decision=NOT_REPORTED, system_place=_place(record, export.file)))
    return Ledger(ledger.period, tuple(entries))


def _with_system(entry: LedgerEntry, record: Project, file: str) -> LedgerEntry:
    stage = record.stage or entry.stage
    signed = record.signed_on
    return replace(
        entry,
        investment_yuan=entry.investment_yuan if record.investment_yuan is None else record.investment_yuan,
        paid_in_yuan=entry.paid_in_yuan if record.paid_in_yuan is None else record.paid_in_yuan,
        paid_in_open=entry.paid_in_open if record.paid_in_yuan is None else (),
        signed_on=str(signed) if signed else entry.signed_on,
        started_on=str(record.started_on) if record.started_on else entry.started_on,
        year=signed.year if signed else entry.year,
        stage=stage,
        stage_rank=stage_rank(stage),
        counted="否" if stage == ENDED else entry.counted,
        system_place=_place(record, file),
    )


def _place(record: Project, file: str) -> str:
    return " › ".join(part for part in (file, record.ref.sheet, f"第{record.ref.row}行") if part)
