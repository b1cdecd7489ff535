"""Which rules beside targets does a scheme.toml state? Its tables become the nouns of ``model.rules``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TypeVar

from toolkit.model.clause import Citation
from toolkit.model.rules import (
    Duty,
    ExchangeRate,
    FlowStage,
    Meeting,
    Occasion,
    Organ,
    ProjectClass,
    Rules,
    StagePair,
    TripQuota,
)
from toolkit.model.scheme import Indicator
from toolkit.model.trip_register import TripWords
from toolkit.schemes.clauses import applies, cited_clause
from toolkit.schemes.grade_rules import check_grades, read_change, read_grade
from toolkit.schemes.registers import read_register
from toolkit.schemes.score_rules import (
    check_scoring,
    read_cap,
    read_carry,
    read_consequence,
    read_list,
    read_performance,
    read_score,
    read_weight,
)
from toolkit.schemes.slips import meant, several
from toolkit.schemes.toml_table import TomlTable

Cited = Mapping[str, Citation]
Chosen = Mapping[str, str]
Noun = TypeVar("Noun")

SPANS = ("month", "quarter", "half_year", "year", "occasion")
MEASURES = ("trips", "visits", "leads", "days")


def read_rules(
    root: TomlTable,
    cited: Cited,
    chosen: Chosen,
    indicators: Sequence[Indicator],
    rates: Sequence[ExchangeRate],
    kinds: Collection[str],
    words: TripWords,
) -> Rules:
    """Return the rules of a scheme that ``model.rules`` has nouns for, under the chosen readings.

    ``kinds`` are the kinds of unit that there are, or will be when the office has supplied its own;
    ``words`` what those who travel are called.
    """

    # Long: one line for each kind of table.
    def each(key: str, read: Callable[[TomlTable, Citation, Chosen], Noun]) -> tuple[Noun, ...]:
        return _each(root, key, read, cited, chosen)

    known = {indicator.id: indicator for indicator in indicators}
    scores = each("score", partial(read_score, known=known))
    parts = [one.id for one in scores]
    rules = Rules(
        scores=scores,
        caps=each("score_cap", read_cap),
        carry=next(iter(each("carry", read_carry)), None),
        weights=each("weight", read_weight),
        lists=each("list", read_list),
        performance=next(iter(each("performance", read_performance)), None),
        grades=each("grade", partial(read_grade, known=known, parts=parts)),
        grade_changes=each("grade_change", partial(read_change, known=known, parts=parts)),
        consequences=each("consequence", read_consequence),
        meetings=each("meeting", _meeting),
        stages=each("stage", _stage),
        pairs=each("pair", _pair),
        quotas=each("quota", partial(_quota, words)),
        duties=each("duty", _duty),
        classes=each("class", _class),
        registers=each("register", read_register),
        occasions=each("occasion", _occasion),
        organs=each("organ", _organ),
        rates=tuple(rates),
    )
    _check_kinds(root, kinds)
    check_scoring(root, rules, known, kinds)
    check_grades(root, rules, kinds)
    return rules


def _check_kinds(root: TomlTable, kinds: Collection[str]) -> None:
    named = [
        (table, "kinds", kind)
        for key in ("quota", "register")
        for table in root.tables(key)
        for kind in table.texts("kinds")
    ]
    named += [(table, "class_targets", kind) for table in root.tables("indicator") for kind in _classes(table)]
    for table, key, kind in named:
        if kind not in kinds:
            table.note(key, f"里的“{kind}”，units.csv 里没有这一类单位。{several(kind, kinds) or meant(kind, kinds)}")


def _classes(table: TomlTable) -> list[str]:
    """Return the kinds that class_targets names; one that is not well-formed has been told when it was read."""
    written = table.raw("class_targets")
    pairs = written if isinstance(written, list) else []
    return [pair[0] for pair in pairs if isinstance(pair, list) and pair and isinstance(pair[0], str)]


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


def _quota(words: TripWords, table: TomlTable, citation: Citation, _: Chosen) -> TripQuota:
    if (table.raw("measure"), table.raw("per")) == ("days", "trip"):
        table.note("per", "按天数要求的，只能写 month、quarter、half_year、year。")
    return TripQuota(
        id=table.text("id"),
        what=table.text("what"),
        kinds=table.texts("kinds"),
        role=table.one_of("role", ("", *words.single_roles), ""),
        measure=table.one_of("measure", MEASURES),
        minimum=table.number("minimum", least=0),
        per=table.one_of("per", ("trip", "month", "quarter", "half_year", "year")),
        citation=citation,
    )


def _duty(table: TomlTable, citation: Citation, _: Chosen) -> Duty:
    return Duty(table.text("id"), table.text("what"), table.texts("units"), citation, table.text("number", ""))


def _class(table: TomlTable, citation: Citation, _: Chosen) -> ProjectClass:
    return ProjectClass(table.text("name"), table.texts("words"), citation)


def _occasion(table: TomlTable, citation: Citation, _: Chosen) -> Occasion:
    return Occasion(table.text("name"), citation)


def _organ(table: TomlTable, citation: Citation, _: Chosen) -> Organ:
    return Organ(table.text("name"), table.text("role", ""), table.texts("members"), citation)
