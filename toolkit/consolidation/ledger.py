"""What does the county have? Accepted rows become entries, each with its way back to the cell."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from toolkit.consolidation.attribution import Attributor
from toolkit.consolidation.choose import Chosen
from toolkit.consolidation.meanings import (
    asked_for,
    by_county,
    doubts_of,
    emerging_of,
    outside_of,
    region_in_words,
    sector_of,
)
from toolkit.model.ledger import Ledger, LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.places_in_china import UNKNOWN_PROVINCE
from toolkit.model.regions import region_of
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED, stage_rank
from toolkit.model.submission import Project, Submission

TICKED = {None: None, True: "是", False: "否"}


class _OpenEntry:
    """A ledger entry while it is being filled in.

    A frozen dataclass of forty fields takes many times as long to make, and there are a hundred thousand of them.
    So each is filled in open, the same field by field, and then becomes a :class:`LedgerEntry` and is frozen.
    """

    __slots__ = tuple(field.name for field in fields(LedgerEntry))


def build_ledger(chosen: Iterable[Chosen], scheme: Scheme, period: ReportingPeriod) -> Ledger:
    """Return the county's ledger: units in the scheme's order, rows as their sheets list them."""
    order = {unit.name: number for number, unit in enumerate(scheme.units)}
    bookkeeper = Bookkeeper(scheme)
    entries: list[LedgerEntry] = []
    for choice in sorted(chosen, key=lambda choice: (order.get(choice.unit, len(order)), choice.unit)):
        source = choice.submission
        reported = str(source.period or period)
        for project in source.accepted_projects:
            entries.append(bookkeeper.entry(len(entries) + 1, project, choice.unit, source, reported))
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

    def __init__(self, scheme: Scheme) -> None:
        self._attributor = Attributor(scheme)
        self._home = scheme.home
        self._asked_for = asked_for(scheme)
        self._emerging = scheme.emerging
        self._industrial = scheme.industrial

    def entry(self, serial: int, project: Project, unit: str, source: Submission, reported: str) -> LedgerEntry:
        """Return the ledger entry of a project that ``unit`` reported in ``source`` for the period ``reported``."""
        entry: Any = _OpenEntry()
        entry.serial = serial
        entry.unit = unit
        _as_written(entry, project)
        self._as_counted(entry, project)
        entry.period = reported
        entry.file = source.file
        entry.sheet = project.ref.sheet
        entry.row = project.ref.row
        entry.path = source.path
        entry.system_place = entry.decision = ""
        entry.__class__ = LedgerEntry
        whole: LedgerEntry = entry
        return whole

    def _as_counted(self, entry: Any, project: Project) -> None:
        """Fill in what the scheme makes of a project."""
        region = region_of(project.reach, self._home)
        trade = by_county(project, self._industrial, self._emerging)
        entry.region = region_in_words(region)
        entry.outside = outside_of(region)
        entry.province = project.province or UNKNOWN_PROVINCE
        entry.sector = sector_of(project, trade)
        entry.emerging = emerging_of(project, trade)
        # Annex 2 has no signing date: then 项目入驻时间 says for which year it counts.
        day = project.signed_on or project.moved_in_on
        entry.year = day.year if day else None
        entry.stage = project.stage
        entry.stage_rank = stage_rank(entry.stage)
        attribution = self._attributor.of(project, entry.unit)
        row = attribution.row
        entry.target_row = attribution.key
        entry.group = row.group if row else ""
        entry.lead_unit = row.lead_unit if row else ""
        entry.attributed_by = attribution.reason
        entry.doubts = doubts_of(project, region, trade, attribution, self._asked_for)
        # What has ended is listed and counts nowhere.
        entry.counted = "否" if entry.stage == ENDED else "是"


def _as_written(entry: Any, project: Project) -> None:
    """Fill in what the unit wrote."""
    entry.name = project.name or ""
    entry.industry = project.industry
    entry.investor = project.investor
    entry.investment_yuan = project.investment_yuan
    entry.paid_in_yuan = project.paid_in_yuan
    entry.source = project.source
    entry.contact = project.contact
    entry.phone = project.phone
    entry.moved_in_on = str(project.moved_in_on) if project.moved_in_on else None
    entry.signed_on = str(project.signed_on) if project.signed_on else None
    entry.started_on = str(project.started_on) if project.started_on else None
    entry.progress = project.progress
    entry.land_mu = project.land_mu
    entry.floor_sqm = project.floor_sqm
    entry.idle_mu = project.idle_mu
    entry.credit_code = project.credit_code
    entry.fdi_usd = project.fdi_usd
    entry.contract_usd = project.contract_usd
    entry.trade_yuan = project.trade_yuan
    entry.fortune500 = TICKED[project.fortune500]
    entry.in_statistics = TICKED[project.in_statistics]
    entry.packaged = TICKED[project.packaged]
    entry.territory = project.territory
