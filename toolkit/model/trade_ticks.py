"""Does what a unit ticked contradict what its 行业 plainly is? 是否工业 是 beside 电子商务."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.clause import plain
from toolkit.model.doubts import DoubtKind
from toolkit.model.judged import Judged
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project
from toolkit.model.trades import Trade

YES, NO = "是", "否"
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


class TickedOtherwise(Struct, frozen=True):
    """A tick that the 行业 contradicts: ``text`` is the 行业, ``column`` the field, ``why`` both in words."""

    kind: DoubtKind
    text: str
    column: str
    ticked: bool
    why: str


def asked_for(scheme: Scheme) -> frozenset[DoubtKind]:
    """Return the meanings that some figure or point of a scheme depends on: nobody is asked about any other."""
    criteria = [one for indicator in scheme.indicators for one in plain(indicator.every_condition)]
    criteria += [one for rule in scheme.rules.scores for together in rule.alternatives for one in plain(together)]
    criteria += [one for rule in scheme.rules.scores for asked, _ in rule.factors for one in plain(asked)]
    kinds = {DECIDES[one.column] for one in criteria if one.column in DECIDES}
    return frozenset(kinds | ({DoubtKind.ATTRIBUTION} if scheme.target_rows else set()))


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


def trade_text(project: Project, trade: Trade, judged: Judged[bool]) -> str:
    """Return the words that tell the trade or leave it in doubt: the 行业, else the name's own word, else the name.

    Where neither tells anything (其他, 某某项目) the 行业 is asked about, once for all who write it.
    """
    industry, name = project.industry or "", project.name or ""
    if industry and f"“{''.join(name.split())}”" in judged.evidence:
        return name  # the 行业 says one thing and this name another
    if not trade.words or any(word in industry for word in trade.words):
        return industry or name
    return trade.words[0] if judged.evidence.startswith(f"“{trade.words[0]}”") else name


def ticked_otherwise(project: Project, trade: Trade) -> Iterator[TickedOtherwise]:
    """Yield the ticks of a project that its trade contradicts for certain."""
    for kind, judged, ticked, column in (
        (DoubtKind.TRADE, trade.industrial, project.industrial, "industrial"),
        (DoubtKind.EMERGING, trade.emerging, project.emerging, "emerging"),
    ):
        if ticked is None or judged.value is None or judged.value is ticked:
            continue
        text = trade_text(project, trade, judged)
        # Clearly otherwise is only what the 行业 itself says: what a name suggests is no contradiction.
        if judged.evidence.partition("（")[0] not in text:
            continue
        why = f"{COLUMN_OF[kind]}填的是“{YES if ticked else NO}”，“{text}”按国家标准{OTHERWISE[kind, judged.value]}"
        yield TickedOtherwise(kind, text, column, ticked, why)
