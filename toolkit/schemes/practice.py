"""Which rules beside targets does a scheme.toml state? Its tables become the nouns of ``model.rules``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from toolkit.model.clause import Citation, Condition
from toolkit.model.rules import (
    Consequence,
    Duty,
    ExchangeRate,
    FlowStage,
    Meeting,
    Occasion,
    Organ,
    ProjectClass,
    RankingList,
    Register,
    Rules,
    ScoreRule,
    StagePair,
    TripQuota,
    Weight,
)
from toolkit.model.scheme import Indicator
from toolkit.model.trip_register import ROLES
from toolkit.schemes.clauses import applies, cited_clause
from toolkit.schemes.criteria import MEASURES as MEASURED
from toolkit.schemes.criteria import check_column, condition, conditions
from toolkit.schemes.rules import COUNTED
from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import TomlTable

Cited = Mapping[str, Citation]
Chosen = Mapping[str, str]
Noun = TypeVar("Noun")

SPANS = ("month", "quarter", "year", "occasion")
KINDS = ("基础分", "突出贡献奖励分")
SOURCES = ("events", "ledger")
MEASURES = ("trips", "visits", "leads")
REGISTERS = ("library", "roster", "form", "checklist")


def read_rules(
    root: TomlTable,
    cited: Cited,
    chosen: Chosen,
    indicators: Sequence[Indicator],
    rates: Sequence[ExchangeRate],
    kinds: Collection[str],
) -> Rules:
    """Return the rules of a scheme that ``model.rules`` has nouns for, under the chosen readings.

    ``kinds`` are the kinds of unit that there are, or will be when the office has supplied its own.
    """

    def each(key: str, read: Callable[[TomlTable, Citation, Chosen], Noun]) -> tuple[Noun, ...]:
        return _each(root, key, read, cited, chosen)

    rules = Rules(
        scores=each("score", _score),
        weights=each("weight", _weight),
        lists=each("list", _list),
        consequences=each("consequence", _consequence),
        meetings=each("meeting", _meeting),
        stages=each("stage", _stage),
        pairs=each("pair", _pair),
        quotas=each("quota", _quota),
        duties=each("duty", _duty),
        classes=each("class", _class),
        registers=each("register", _register),
        occasions=each("occasion", _occasion),
        organs=each("organ", _organ),
        rates=tuple(rates),
    )
    _check_weights(root, rules.weights, {indicator.id for indicator in indicators})
    _check_kinds(root, kinds)
    _check_events(root, rules.scores)
    return rules


def _check_kinds(root: TomlTable, kinds: Collection[str]) -> None:
    for table in root.tables("quota"):
        for kind in table.texts("kinds"):
            if kind not in kinds:
                table.note("kinds", f"里的“{kind}”，units.csv 里没有这一类单位。{meant(kind, kinds)}")


def _check_events(root: TomlTable, scores: Sequence[ScoreRule]) -> None:
    seen: dict[str, str] = {}
    for rule in scores:
        if rule.source == "events" and seen.setdefault(rule.event, rule.id) != rule.id:
            root.note("score", f"里 {seen[rule.event]} 和 {rule.id} 的 event 都是“{rule.event}”，分不清是哪一项得分。")


def _each(
    root: TomlTable, key: str, read: Callable[[TomlTable, Citation, Chosen], Noun], cited: Cited, chosen: Chosen
) -> tuple[Noun, ...]:
    """Read every ``[[key]]``; one whose ``when`` does not hold is checked and left out."""
    ids: set[str] = set()

    def one(table: TomlTable) -> tuple[bool, Noun]:
        wanted, id = applies(table, chosen), table.text("id", "")
        noun = read(table, cited_clause(table, cited, id or None), chosen)
        if wanted and id and id in ids:
            table.note("id", f"“{id}”已经用过，请换一个。")
        if wanted:
            ids.add(id)
        return wanted, noun

    return tuple(noun for wanted, noun in root.slips.each(root.tables(key), one) if wanted)


def _score(table: TomlTable, citation: Citation, chosen: Chosen) -> ScoreRule:
    source = table.one_of("source", SOURCES)
    column = table.text("column", "")
    if column and not check_column(table, "column", column, tuple(MEASURED)):
        column = ""
    cap, partial = table.number("cap", 0, least=0), table.flag("partial")
    for option in table.tables("optional"):
        changed = option.number("cap", 0, least=0), option.flag("partial")
        if applies(option, chosen):
            cap, partial = changed[0] or cap, changed[1] or partial
    alternatives = tuple(way for option in table.tables("any") if (way := _way(option, chosen)) is not None)
    if (source == "ledger") != bool(table.tables("any")):
        table.note("any", "：source = ledger 的要写 [[score.any]]，source = events 的不写。")
    if source == "events" and not table.text("event", ""):
        table.note("event", "没有写：计分台账“事项”一栏写什么。")
    return ScoreRule(
        id=table.text("id"),
        name=table.text("name"),
        kind=table.one_of("kind", KINDS),
        source=source,
        event=table.text("event", ""),
        points=table.number("points", least=0),
        step=table.number("step", 1, least=1),
        column=column,
        every=table.one_of("every", SPANS, "year"),
        cap=cap or None,
        partial=partial,
        alternatives=alternatives,
        evidence=table.text("evidence", ""),
        citation=citation,
    )


def _way(option: TomlTable, chosen: Chosen) -> tuple[Condition, ...] | None:
    """Return one set of criteria of which all must hold, or ``None`` under another reading."""
    wanted = applies(option, chosen)
    criteria = conditions(option, "criteria")
    for more in option.tables("optional"):
        added = condition(more, "criterion", more.text("criterion"))
        criteria += added if applies(more, chosen) else ()
    return (COUNTED, *criteria) if wanted else None


def _weight(table: TomlTable, citation: Citation, _: Chosen) -> Weight:
    measure = table.one_of("measure", ("completion", "value"), "completion")
    id, name, indicator = table.text("id"), table.text("name"), table.text("indicator")
    return Weight(id, name, indicator, measure, table.number("percent", least=1), citation)


def _check_weights(root: TomlTable, weights: Sequence[Weight], indicators: set[str]) -> None:
    for weight in weights:
        if weight.indicator not in indicators and not root.slips.is_lost(weight.indicator):
            near = meant(weight.indicator, indicators)
            root.note("weight", f"里的“{weight.indicator}”不是本规则的指标。{near}")
    if weights and sum(weight.percent for weight in weights) != 100:
        root.note("weight", f"的 percent 合计是{sum(weight.percent for weight in weights)}，应是 100。")


def _list(table: TomlTable, citation: Citation, _: Chosen) -> RankingList:
    every = table.one_of("every", SPANS)
    return RankingList(
        table.text("id"),
        table.text("name"),
        every,
        table.number("red", least=0),
        table.number("black", least=0),
        citation,
    )


def _consequence(table: TomlTable, citation: Citation, _: Chosen) -> Consequence:
    return Consequence(
        id=table.text("id"),
        name=table.text("name"),
        worst=table.number("worst", least=1),
        years=table.number("years", least=1),
        on=table.text("on"),
        by=table.text("by"),
        action=table.text("action"),
        citation=citation,
    )


def _meeting(table: TomlTable, citation: Citation, _: Chosen) -> Meeting:
    return Meeting(
        id=table.text("id"),
        what=table.text("what"),
        every=table.one_of("every", SPANS),
        day=table.number("day", 0, least=0),
        chair=table.text("chair"),
        attended_by=table.text("attended_by", ""),
        output=table.text("output", ""),
        citation=citation,
    )


def _stage(table: TomlTable, citation: Citation, _: Chosen) -> FlowStage:
    return FlowStage(
        id=table.text("id"),
        flow=table.text("flow"),
        order=table.number("order"),
        name=table.text("name"),
        who=table.text("who", ""),
        output=table.text("output", ""),
        only_for=table.text("only_for", ""),
        days=table.number("days", 0, least=0) or None,
        warn=table.number("warn", 0, least=0) or None,
        citation=citation,
    )


def _pair(table: TomlTable, citation: Citation, _: Chosen) -> StagePair:
    id, label = table.text("id"), table.text("label")
    return StagePair(id, label, table.text("first"), table.text("then"), table.number("days", least=0), citation)


def _quota(table: TomlTable, citation: Citation, _: Chosen) -> TripQuota:
    return TripQuota(
        id=table.text("id"),
        what=table.text("what"),
        kinds=table.texts("kinds"),
        role=table.one_of("role", ("", *ROLES), ""),
        measure=table.one_of("measure", MEASURES),
        minimum=table.number("minimum", least=0),
        per=table.one_of("per", ("trip", "month", "quarter")),
        citation=citation,
    )


def _duty(table: TomlTable, citation: Citation, _: Chosen) -> Duty:
    return Duty(table.text("id"), table.text("what"), table.texts("units"), citation)


def _class(table: TomlTable, citation: Citation, _: Chosen) -> ProjectClass:
    return ProjectClass(table.text("name"), table.texts("words"), citation)


def _register(table: TomlTable, citation: Citation, _: Chosen) -> Register:
    kind = table.one_of("kind", REGISTERS)
    return Register(table.text("id"), table.text("name"), kind, table.texts("columns"), citation)


def _occasion(table: TomlTable, citation: Citation, _: Chosen) -> Occasion:
    return Occasion(table.text("name"), citation)


def _organ(table: TomlTable, citation: Citation, _: Chosen) -> Organ:
    return Organ(table.text("name"), table.text("role", ""), table.texts("members"), citation)
