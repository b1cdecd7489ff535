"""Which rules beside targets does a scheme.toml state? Its tables become the nouns of ``model.rules``."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from toolkit.model.clause import Citation, Criterion
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
from toolkit.schemes.rules import COUNTED, applies, check_column, cited_clause, criterion
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
    root: TomlTable, cited: Cited, chosen: Chosen, indicators: Sequence[Indicator], rates: Sequence[ExchangeRate]
) -> Rules:
    """Return the rules of a scheme that ``model.rules`` has nouns for, under the chosen readings."""

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
    return rules


def _each(
    root: TomlTable, key: str, read: Callable[[TomlTable, Citation, Chosen], Noun], cited: Cited, chosen: Chosen
) -> tuple[Noun, ...]:
    """Read every ``[[key]]``; one whose ``when`` does not hold is checked and left out."""
    result = []
    for table in root.tables(key):
        wanted = applies(table, chosen)
        noun = read(table, cited_clause(table, cited, table.text("id", "") or None), chosen)
        table.finish()
        if wanted:
            result.append(noun)
    return tuple(result)


def _one_of(table: TomlTable, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    value = table.text(key, default)
    if value not in allowed:
        table.complain(key, f"写作“{value}”，只能是：{'、'.join(allowed)}。")
    return value


def _score(table: TomlTable, citation: Citation, chosen: Chosen) -> ScoreRule:
    source = _one_of(table, "source", SOURCES)
    column = table.text("column", "")
    if column:
        check_column(table, "column", column)
    cap, partial = table.number("cap", 0), table.flag("partial")
    for option in table.tables("optional"):
        changed = option.number("cap", 0), option.flag("partial")
        if applies(option, chosen):
            cap, partial = changed[0] or cap, changed[1] or partial
        option.finish()
    alternatives = tuple(way for option in table.tables("any") if (way := _way(option, chosen)) is not None)
    if (source == "ledger") != bool(alternatives):
        table.complain("any", "：source = ledger 的要写 [[score.any]]，source = events 的不写。")
    return ScoreRule(
        id=table.text("id"),
        name=table.text("name"),
        kind=_one_of(table, "kind", KINDS),
        source=source,
        event=table.text("event", ""),
        points=table.number("points"),
        step=table.number("step", 1),
        column=column,
        every=_one_of(table, "every", SPANS, "year"),
        cap=cap or None,
        partial=partial,
        alternatives=alternatives,
        evidence=table.text("evidence", ""),
        citation=citation,
    )


def _way(option: TomlTable, chosen: Chosen) -> tuple[Criterion, ...] | None:
    """Return one set of criteria of which all must hold, or ``None`` under another reading."""
    wanted = applies(option, chosen)
    criteria = tuple(criterion(option, "criteria", text) for text in option.texts("criteria"))
    for more in option.tables("optional"):
        added = criterion(more, "criterion", more.text("criterion"))
        if applies(more, chosen):
            criteria += (added,)
        more.finish()
    option.finish()
    return (COUNTED, *criteria) if wanted else None


def _weight(table: TomlTable, citation: Citation, _: Chosen) -> Weight:
    measure = _one_of(table, "measure", ("completion", "value"), "completion")
    id, name, indicator = table.text("id"), table.text("name"), table.text("indicator")
    return Weight(id, name, indicator, measure, table.number("percent"), citation)


def _check_weights(root: TomlTable, weights: Sequence[Weight], indicators: set[str]) -> None:
    for weight in weights:
        if weight.indicator not in indicators:
            root.complain("weight", f"里的“{weight.indicator}”不是本规则的指标。")
    if weights and sum(weight.percent for weight in weights) != 100:
        root.complain("weight", f"的 percent 合计是{sum(weight.percent for weight in weights)}，应是 100。")


def _list(table: TomlTable, citation: Citation, _: Chosen) -> RankingList:
    every = _one_of(table, "every", SPANS)
    return RankingList(
        table.text("id"), table.text("name"), every, table.number("red"), table.number("black"), citation
    )


def _consequence(table: TomlTable, citation: Citation, _: Chosen) -> Consequence:
    return Consequence(
        id=table.text("id"),
        name=table.text("name"),
        worst=table.number("worst"),
        years=table.number("years"),
        on=table.text("on"),
        by=table.text("by"),
        action=table.text("action"),
        citation=citation,
    )


def _meeting(table: TomlTable, citation: Citation, _: Chosen) -> Meeting:
    return Meeting(
        id=table.text("id"),
        what=table.text("what"),
        every=_one_of(table, "every", SPANS),
        day=table.number("day", 0),
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
        days=table.number("days", 0) or None,
        warn=table.number("warn", 0) or None,
        citation=citation,
    )


def _pair(table: TomlTable, citation: Citation, _: Chosen) -> StagePair:
    id, label = table.text("id"), table.text("label")
    return StagePair(id, label, table.text("first"), table.text("then"), table.number("days"), citation)


def _quota(table: TomlTable, citation: Citation, _: Chosen) -> TripQuota:
    return TripQuota(
        id=table.text("id"),
        what=table.text("what"),
        kinds=table.texts("kinds"),
        role=table.text("role", ""),
        measure=_one_of(table, "measure", MEASURES),
        minimum=table.number("minimum"),
        per=_one_of(table, "per", ("trip", "month", "quarter")),
        citation=citation,
    )


def _duty(table: TomlTable, citation: Citation, _: Chosen) -> Duty:
    return Duty(table.text("id"), table.text("what"), table.texts("units"), citation)


def _class(table: TomlTable, citation: Citation, _: Chosen) -> ProjectClass:
    return ProjectClass(table.text("name"), table.texts("words"), citation)


def _register(table: TomlTable, citation: Citation, _: Chosen) -> Register:
    kind = _one_of(table, "kind", REGISTERS)
    return Register(table.text("id"), table.text("name"), kind, table.texts("columns"), citation)


def _occasion(table: TomlTable, citation: Citation, _: Chosen) -> Occasion:
    return Occasion(table.text("name"), citation)


def _organ(table: TomlTable, citation: Citation, _: Chosen) -> Organ:
    return Organ(table.text("name"), table.text("role", ""), table.texts("members"), citation)
