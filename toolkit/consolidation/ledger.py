"""What does the county have? Accepted rows become entries, each with its way back to the cell."""

from collections.abc import Iterable

from toolkit.consolidation.attribution import attribute, emerging, region, sector
from toolkit.consolidation.choose import Chosen
from toolkit.model.ledger import Ledger, LedgerEntry
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.provinces import province_of
from toolkit.model.scheme import Scheme
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, Submission


def build_ledger(chosen: Iterable[Chosen], scheme: Scheme, period: ReportingPeriod) -> Ledger:
    """Return the county's ledger: units in the scheme's order, rows as their sheets list them."""
    order = {unit.name: number for number, unit in enumerate(scheme.units)}
    entries: list[LedgerEntry] = []
    for choice in sorted(chosen, key=lambda choice: (order.get(choice.unit, len(order)), choice.unit)):
        for project in choice.submission.accepted_projects:
            entries.append(entry_of(len(entries) + 1, project, choice.unit, choice.submission, scheme, period))
    return Ledger(period, tuple(entries))


def entry_of(
    serial: int, project: Project, unit: str, source: Submission, scheme: Scheme, period: ReportingPeriod
) -> LedgerEntry:
    """Return the ledger entry of a project that ``unit`` reported in ``source``."""
    attribution = attribute(project, scheme, unit)
    where = region(project.source, scheme)
    stage = _stage(project, period)
    return LedgerEntry(
        serial=serial,
        unit=unit,
        name=project.name or "",
        industry=project.industry,
        sector=sector(project, scheme),
        emerging=emerging(project, scheme),
        investor=project.investor,
        investment_yuan=project.investment_yuan,
        paid_in_yuan=project.paid_in_yuan,
        source=project.source,
        region=where,
        province=province_of(project.source),
        outside="是" if where in ("区外", "境外") else "否",
        contact=project.contact,
        phone=project.phone,
        entry=_text(project.entry),
        signed_on=_text(project.signed_on),
        started_on=_text(project.started_on),
        year=_year(project),
        progress=project.progress,
        stage=stage,
        stage_rank=stage_rank(stage),
        land_mu=project.land_mu,
        floor_sqm=project.floor_sqm,
        idle_mu=project.idle_mu,
        credit_code=project.credit_code,
        target_row=attribution.key,
        group=attribution.row.group if attribution.row else "",
        lead_unit=attribution.row.lead_unit if attribution.row else "",
        attributed_by=attribution.reason,
        counted="是",
        decision="",
        period=str(source.period or period),
        file=source.file,
        sheet=project.ref.sheet,
        row=project.ref.row,
        path=source.path,
        system_place="",
        fdi_usd=project.fdi_usd,
        contract_usd=project.contract_usd,
        trade_yuan=project.trade_yuan,
        fortune500=_ticked(project.fortune500),
        in_statistics=_ticked(project.in_statistics),
        packaged=_ticked(project.packaged),
    )


def _stage(project: Project, period: ReportingPeriod) -> str | None:
    """The stage that 进展情况 claims, else the highest that a date up to the period's end proves."""
    if project.stage:
        return project.stage
    proofs = (
        ("投产", project.produced_on),
        ("开工", project.started_on),
        ("注册", project.registered_on),
        ("签约", project.signed_on),
    )
    return next((stage for stage, day in proofs if day and day.earliest <= period.last_day), None)


def _year(project: Project) -> int | None:
    """The year a project counts for: 签约日期, else 项目入驻时间 (annex 2 has no signing date)."""
    day = project.signed_on or project.entry
    return day.year if day else None


def _ticked(answer: bool | None) -> str | None:
    return None if answer is None else "是" if answer else "否"


def _text(day: PartialDate | None) -> str | None:
    return str(day) if day else None
