"""What does the county have? Accepted rows become entries, each with its way back to the cell."""

from collections.abc import Iterable
from functools import lru_cache

from msgspec.structs import replace

from toolkit.consolidation.amount_questions import joined
from toolkit.consolidation.attribution import Attribution, Attributor
from toolkit.consolidation.by_reading import Choices
from toolkit.consolidation.counted_rows import CountedRow
from toolkit.consolidation.judged_texts import JudgedTexts, words_of
from toolkit.consolidation.meanings import (
    doubts_of,
    emerging_of,
    outside_of,
    region_in_words,
    sector_of,
)
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.own_columns import OwnValue
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.places_in_china import UNKNOWN_PROVINCE
from toolkit.model.scheme import Scheme
from toolkit.model.sensitive import sensitive_numbers
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, Submission
from toolkit.model.trade_ticks import asked_for, by_county
from toolkit.model.trades import Trade

TICKED = {None: None, True: "是", False: "否"}


def build_ledger(
    rows: Iterable[CountedRow], scheme: Scheme, period: ReportingPeriod, judged: JudgedTexts | None = None
) -> Ledger:
    """Return the county's ledger: units in the scheme's order, rows as their sheets list them.

    ``judged`` is what words were taken for before under this rulebook; what is judged now is added to it.
    """
    order = {unit.name: number for number, unit in enumerate(scheme.units)}
    bookkeeper = Bookkeeper(scheme, judged)
    entries: list[LedgerEntry] = []

    def place(row: CountedRow) -> tuple[int, str, bool, str, int]:
        """Units in order, this month's rows as their sheet lists them, then earlier ones."""
        earlier = row.reported != str(period)
        return order.get(row.unit, len(order)), row.unit, earlier, row.source.file, row.project.ref.row

    for row in sorted(rows, key=place):
        entry = bookkeeper.entry(len(entries) + 1, row.project, row.unit, row.source, row.reported)
        if row.words:
            entry = replace(
                entry, decision=joined(entry.decision, row.words), counted="否" if row.is_out else entry.counted
            )
        entries.append(entry)
    return Ledger(period, tuple(entries))


def judged_rows(submission: Submission, scheme: Scheme) -> dict[int, LedgerEntry]:
    """Return what the scheme makes of each project of a table, by row, whether the row is accepted or goes back."""
    bookkeeper, reported = Bookkeeper(scheme), str(submission.period or "")
    return {
        project.ref.row: bookkeeper.entry(project.ref.row, project, submission.unit or "", submission, reported)
        for project in submission.projects
    }


class Bookkeeper:
    """Who enters projects in the ledger by the scheme's rules, and remembers what was met before."""

    def __init__(self, scheme: Scheme, judged: JudgedTexts | None = None) -> None:
        self._judged = (judged or JudgedTexts()).trades
        self._attributor = Attributor(scheme)
        self._year = scheme.accounting
        self._choices = Choices(scheme)
        self._asked_for = asked_for(scheme)
        self._emerging = scheme.emerging
        self._industrial = scheme.industrial
        self._own = tuple(one.field for one in scheme.own_columns)

    def entry(self, serial: int, project: Project, unit: str, source: Submission, reported: str) -> LedgerEntry:
        """Return the ledger entry of a project that ``unit`` reported in ``source`` for the period ``reported``."""
        # Long: one line a field, first what is counted by, then what the unit wrote.
        region = self._choices.region(project)
        # Annex 2 has no signing date: then 项目入驻时间 says for which year it counts, unless a reading says otherwise.
        day = self._choices.day(project)
        trade, attribution = self._meant(project, unit)
        row = attribution.row
        return LedgerEntry(
            serial=serial,
            unit=unit,
            sector=sector_of(project, trade),
            emerging=emerging_of(project, trade),
            region=region_in_words(region),
            province=project.province or UNKNOWN_PROVINCE,
            outside=outside_of(region),
            year=self._year.year_of(day) if day else None,
            stage=project.stage,
            stage_rank=stage_rank(project.stage),
            target_row=attribution.key,
            group=row.group if row else "",
            lead_unit=row.lead_unit if row else "",
            attributed_by=attribution.reason,
            # What has ended is listed and counts nowhere, unless a reading keeps its money.
            counted="是" if self._choices.counts(project) else "否",
            decision=self._choices.words(project),
            period=reported,
            file=source.file,
            sheet=project.ref.sheet,
            row=project.ref.row,
            path=_shown(source.path),
            system_place="",
            name=project.name or "",
            industry=project.industry,
            investor=project.investor,
            investment_yuan=self._choices.part(project, project.investment_yuan),
            paid_in_yuan=self._choices.paid_in(project),
            source=project.source,
            contact=project.contact,
            phone=project.phone,
            moved_in_on=str(project.moved_in_on) if project.moved_in_on else None,
            signed_on=str(project.signed_on) if project.signed_on else None,
            started_on=str(project.started_on) if project.started_on else None,
            progress=project.progress,
            land_mu=project.land_mu,
            floor_sqm=project.floor_sqm,
            idle_mu=project.idle_mu,
            credit_code=project.credit_code,
            fdi_usd=project.fdi_usd,
            contract_usd=project.contract_usd,
            trade_yuan=project.trade_yuan,
            fortune500=TICKED[project.fortune500],
            in_statistics=TICKED[project.in_statistics],
            packaged=TICKED[project.packaged],
            territory=project.territory,
            project=project.number or "",
            origin=project.origin,
            held=project.held,
            doubts=doubts_of(project, region, trade, attribution, self._asked_for),
            paid_in_open=self._open_sums(project),
            columns=project.columns,
            declared=tuple((name, _held(getattr(project, name))) for name in self._own),
        )

    def _meant(self, project: Project, unit: str) -> tuple[Trade, Attribution]:
        words = words_of(project, unit)
        if (meant := self._judged.get(words)) is None:
            trade = by_county(project, self._industrial, self._emerging)
            meant = self._judged[words] = trade, self._attributor.of(project, unit)
        return meant

    def _open_sums(self, project: Project) -> tuple[int, ...]:
        """Return the sums that 到位资金 may be while somebody is asked, each as it would count."""
        sums = project.money.open_sums if project.money else ()
        return tuple(part for one in sums if (part := self._choices.part(project, one)) is not None)


@lru_cache(maxsize=1)
def _shown(path: str) -> str:
    """Return a path that the master may show; the rows of a file follow each other."""
    return "" if sensitive_numbers(path) else path


def _held(value: OwnValue | None) -> int | float | str | None:
    """Return what the ledger holds of a declared column: 是 or 否 for a tick, a day as text."""
    if isinstance(value, bool):
        return TICKED[value]
    return str(value) if isinstance(value, PartialDate) else value
