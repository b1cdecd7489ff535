"""What does the ledger say of a judged meaning: its value, that it is asked about, or that nobody told it?"""

from collections.abc import Iterator
from dataclasses import replace

from toolkit.consolidation.attribution import Attribution
from toolkit.model.clause import plain
from toolkit.model.doubts import Doubt, DoubtKind
from toolkit.model.judged import Judged
from toolkit.model.ledger_entry import UNDECIDED, UNTOLD
from toolkit.model.regions import INSIDE
from toolkit.model.scheme import Scheme
from toolkit.model.stages import DISPUTED_BY_DAY
from toolkit.model.submission import Project
from toolkit.model.trades import Trade

YES, NO = "是", "否"
INDUSTRY, OTHER = "工业", "其他"
COLUMN_OF = {DoubtKind.TRADE: "是否工业", DoubtKind.EMERGING: "是否新兴产业"}
OTHERWISE = {
    (DoubtKind.TRADE, True): "是工业（GB/T 4754）",
    (DoubtKind.TRADE, False): "不是工业（GB/T 4754）",
    (DoubtKind.EMERGING, True): "是新兴产业",
    (DoubtKind.EMERGING, False): "不是新兴产业",
}
# Which doubt leaves open what stands in a column of the ledger.
DECIDES = {
    "region": DoubtKind.SOURCE,
    "outside": DoubtKind.SOURCE,
    "stage": DoubtKind.STAGE,
    "stage_rank": DoubtKind.STAGE,
    "sector": DoubtKind.TRADE,
    "emerging": DoubtKind.EMERGING,
    "target_row": DoubtKind.ATTRIBUTION,
}


def region_in_words(region: Judged[str]) -> str:
    """Return 区内, 区外 or 境外 where it is certain, 待定 where it is asked, 未填 where nobody said (LZ-T2, NX-T1)."""
    return region.value or (UNDECIDED if region.is_asked else UNTOLD)


def outside_of(region: Judged[str]) -> str:
    """Return whether the money comes from outside: 是 also where only 区外 or 境外 is open, 待定 where nobody knows."""
    if region.is_absent:
        return UNDECIDED
    inside = [one == INSIDE for one in region.possible]
    return NO if all(inside) else UNDECIDED if any(inside) else YES


def by_county(project: Project, industrial: tuple[str, ...], emerging: tuple[str, ...]) -> Trade:
    """Return the trade with what the county's own words settle, where the national lists leave it open."""
    trade, text = project.trade, project.industry or ""
    if industrial and trade.industrial.value is None:
        word = next((word for word in industrial if word in text), "")
        trade = replace(trade, industrial=Judged((True,), f"方案：{word}")) if word else trade
    if emerging and trade.emerging.value is None:
        word = next((word for word in emerging if word in text), "")
        trade = replace(trade, emerging=Judged((True,), f"方案：{word}")) if word else trade
    return trade


def sector_of(project: Project, trade: Trade) -> str:
    """Return 工业 or 其他: what the unit ticked, else what the words of the trade say for certain, else 待定."""
    ticked = trade.industrial.value if project.industrial is None else project.industrial
    return UNDECIDED if ticked is None else INDUSTRY if ticked else OTHER


def emerging_of(project: Project, trade: Trade) -> str:
    """Return 是 or 否: what the unit ticked, else what the national list says for certain, else 待定."""
    ticked = trade.emerging.value if project.emerging is None else project.emerging
    return UNDECIDED if ticked is None else YES if ticked else NO


def asked_for(scheme: Scheme) -> frozenset[DoubtKind]:
    """Return the meanings that some figure or point of a scheme depends on: nobody is asked about any other."""
    criteria = [one for indicator in scheme.indicators for one in plain(indicator.every_condition)]
    criteria += [one for rule in scheme.rules.scores for together in rule.alternatives for one in plain(together)]
    criteria += [one for rule in scheme.rules.scores for asked, _ in rule.factors for one in plain(asked)]
    kinds = {DECIDES[one.column] for one in criteria if one.column in DECIDES}
    return frozenset(kinds | ({DoubtKind.ATTRIBUTION} if scheme.target_rows else set()))


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
    for kind, judged, ticked in (
        (DoubtKind.TRADE, trade.industrial, project.industrial),
        (DoubtKind.EMERGING, trade.emerging, project.emerging),
    ):
        yield from _of_trade(project, _trade_text(project, trade, judged), kind, judged, ticked)
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


def _trade_text(project: Project, trade: Trade, judged: Judged[bool]) -> str:
    """Return what leaves the trade in doubt: the 行业, else the one word of the name that decides, else the name.

    Where neither tells anything (其他, 某某项目) the 行业 is asked about, once for all who write it.
    """
    industry, name = project.industry or "", project.name or ""
    if industry and f"“{''.join(name.split())}”" in judged.evidence:
        return name  # the 行业 says one thing and this name another
    if not trade.words or any(word in industry for word in trade.words):
        return industry or name
    return trade.words[0] if judged.evidence.startswith(f"“{trade.words[0]}”") else name


def _of_trade(
    project: Project, text: str, kind: DoubtKind, judged: Judged[bool], ticked: bool | None
) -> Iterator[Doubt]:
    """A trade that nothing tells is asked about where the unit ticked nothing; a tick where the 行业 says otherwise."""
    words = {True: INDUSTRY, False: OTHER} if kind is DoubtKind.TRADE else {True: YES, False: NO}
    if ticked is None and judged.is_asked:
        proposal = "" if judged.proposal is None else words[judged.proposal]
        choices = tuple(words[one] for one in judged.possible)
        yield Doubt(kind, text, choices, proposal, judged.evidence, project.cell("industry"))
    elif ticked is not None and judged.value is not None and judged.value is not ticked:
        # Clearly otherwise is only what the 行业 itself says: what a name suggests is no contradiction.
        if judged.evidence.partition("（")[0] not in text:
            return
        column = "industrial" if kind is DoubtKind.TRADE else "emerging"
        said, other = words[ticked], words[judged.value]
        why = f"{COLUMN_OF[kind]}填的是“{YES if ticked else NO}”，“{text}”按国家标准{OTHERWISE[kind, judged.value]}"
        yield Doubt(kind, text, (said, other), "", why, project.cell(column), said)
