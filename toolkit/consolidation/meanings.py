"""What does the ledger say of a judged meaning: its value, that it is asked about, or that nobody told it?"""

from collections.abc import Iterator

from toolkit.consolidation.attribution import Attribution
from toolkit.model.doubts import Doubt, DoubtKind
from toolkit.model.judged import Judged
from toolkit.model.ledger_entry import UNDECIDED, UNTOLD
from toolkit.model.regions import INSIDE
from toolkit.model.stages import DISPUTED_BY_DAY
from toolkit.model.submission import Project
from toolkit.model.trade_ticks import NO, YES, ticked_otherwise, trade_text
from toolkit.model.trades import Trade

INDUSTRY, OTHER = "工业", "其他"
_TICKED = {DoubtKind.TRADE: {True: INDUSTRY, False: OTHER}, DoubtKind.EMERGING: {True: YES, False: NO}}


def region_in_words(region: Judged[str]) -> str:
    """Return 区内, 区外 or 境外 where it is certain, 待定 where it is asked, 未填 where nobody said (LZ-T2, NX-T1)."""
    return region.value or (UNDECIDED if region.is_asked else UNTOLD)


def outside_of(region: Judged[str]) -> str:
    """Return whether the money comes from outside: 是 also where only 区外 or 境外 is open, 待定 where nobody knows."""
    if region.is_absent:
        return UNDECIDED
    inside = [one == INSIDE for one in region.possible]
    return NO if all(inside) else UNDECIDED if any(inside) else YES


def sector_of(project: Project, trade: Trade) -> str:
    """Return 工业 or 其他: what the unit ticked, else what the words of the trade say for certain, else 待定."""
    ticked = trade.industrial.value if project.industrial is None else project.industrial
    return UNDECIDED if ticked is None else INDUSTRY if ticked else OTHER


def emerging_of(project: Project, trade: Trade) -> str:
    """Return 是 or 否: what the unit ticked, else what the national list says for certain, else 待定."""
    ticked = trade.emerging.value if project.emerging is None else project.emerging
    return UNDECIDED if ticked is None else YES if ticked else NO


def doubts_of(
    project: Project, region: Judged[str], trade: Trade, attribution: Attribution, kinds: frozenset[DoubtKind]
) -> tuple[Doubt, ...]:
    """Return what a person must say of a project; nothing for what is certain, absent or of no consequence."""
    if (
        not region.is_asked
        and not project.stage_doubt.is_asked
        and not attribution.choices
        and trade.industrial.value is not None
        and trade.emerging.value is not None
        and project.industrial in (None, trade.industrial.value)
        and project.emerging in (None, trade.emerging.value)
    ):
        return ()
    return tuple(one for one in _doubts(project, region, trade, attribution) if one.kind in kinds)


def _doubts(project: Project, region: Judged[str], trade: Trade, attribution: Attribution) -> Iterator[Doubt]:
    if region.is_asked:
        yield Doubt(
            DoubtKind.SOURCE,
            project.source or "",
            region.possible,
            region.proposal or "",
            region.evidence,
            project.cell("source"),
        )
    if project.stage_doubt.is_asked:
        yield Doubt(
            DoubtKind.STAGE,
            _stage_text(project),
            project.stage_doubt.possible,
            project.stage_doubt.proposal or "",
            project.stage_doubt.evidence,
            project.cell("progress"),
        )
    yield from _open_trade(project, trade)
    yield from _kept_ticks(project, trade)
    if attribution.choices:
        yield Doubt(
            DoubtKind.ATTRIBUTION,
            attribution.text if trade.words else project.industry or attribution.text,
            attribution.choices,
            "",
            attribution.reason,
            project.cell("industry"),
        )


def _stage_text(project: Project) -> str:
    """Return what is in doubt: the note, or clear words and a day against each other (写签约，而开工日期已填)."""
    evidence = project.stage_doubt.evidence
    if not evidence.endswith(DISPUTED_BY_DAY):
        return project.progress or ""
    day = evidence.removesuffix(DISPUTED_BY_DAY).rpartition("和")[2]
    said = day.removeprefix("本月以后的").removesuffix("日期") if day.startswith("本月以后") else project.stage or ""
    return f"写{said}，而{day}已填"


def _open_trade(project: Project, trade: Trade) -> Iterator[Doubt]:
    """Yield what nothing tells of a trade, where the unit ticked nothing."""
    for kind, judged, ticked, words in (
        (DoubtKind.TRADE, trade.industrial, project.industrial, _TICKED[DoubtKind.TRADE]),
        (DoubtKind.EMERGING, trade.emerging, project.emerging, _TICKED[DoubtKind.EMERGING]),
    ):
        if ticked is None and judged.is_asked:
            proposal = "" if judged.proposal is None else words[judged.proposal]
            choices = tuple(words[one] for one in judged.possible)
            text = trade_text(project, trade, judged)
            yield Doubt(kind, text, choices, proposal, judged.evidence, project.cell("industry"))


def _kept_ticks(project: Project, trade: Trade) -> Iterator[Doubt]:
    """Yield the ticks that the 行业 contradicts: they count, and whoever says another thing is heard."""
    for one in ticked_otherwise(project, trade):
        words = _TICKED[one.kind]
        said, other = words[one.ticked], words[not one.ticked]
        yield Doubt(one.kind, one.text, (said, other), "", one.why, project.cell(one.column), said)
