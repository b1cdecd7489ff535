"""What makes up the total, and what follows from it? The tables score, score_cap, carry, weight, list, consequence."""

from collections.abc import Collection, Mapping, Sequence

from toolkit.model.clause import Citation, Condition
from toolkit.model.conduct import MATTERS, Performance
from toolkit.model.regions import REGIONS
from toolkit.model.rules import Rules
from toolkit.model.scheme import Indicator
from toolkit.model.scoring import (
    DEDUCTION,
    FIGURE_SOURCES,
    REGISTERED,
    SCORE_KINDS,
    SOURCES,
    VETO,
    Carry,
    Consequence,
    RankingList,
    ScoreCap,
    ScoreRule,
    Weight,
)
from toolkit.schemes.clauses import applies
from toolkit.schemes.criteria import column_named, columns_with, condition, conditions
from toolkit.schemes.figure_tests import figure_tests
from toolkit.schemes.rules import COUNTED, read_pace
from toolkit.schemes.score_levels import LADDER_SOURCES, ladder, levels, size
from toolkit.schemes.score_limits import Sizes, check_sizes
from toolkit.schemes.slips import meant, several
from toolkit.schemes.toml_table import TomlTable

Chosen = Mapping[str, str]
QUARTERS = 4
Known = Mapping[str, Indicator]
SPANS = ("month", "quarter", "year")
# Which keys a source needs, and which only it has.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "events": ("event",),
    "rating": ("event",),
    "quota": ("quota",),
    **dict.fromkeys(FIGURE_SOURCES, ("indicator",)),
    "tiers": (),
    "rank": ("indicator", "ranks"),
}
ONLY: Mapping[str, tuple[str, ...]] = {
    "any": ("ledger",),
    "tier": ("ledger", "tiers"),
    "above": LADDER_SOURCES,
    "base": LADDER_SOURCES,
    "cap_each": ("ledger",),
    "factor": ("ledger",),
    "once_among": ("ledger",),
    "dated_by": ("ledger",),
    "within_years": ("ledger",),
    "column": ("ledger",),
    "once": ("events", "ledger"),
    "regions": ("events",),
    "indicator": FIGURE_SOURCES,
    "tiers": ("tiers",),
    "ranks": ("rank",),
    "raters": ("rating",),
    "out_of": ("rating",),
    "quota": ("quota",),
    "late": ("timeliness",),
    "missing": ("timeliness",),
    "percent": ("excess",),
    "timed": ("completion", "excess", "tiers", "rank", "efficacy"),
    "pace": ("completion", "excess", "tiers", "rank", "efficacy"),
}
# Sources whose figure is a share of the full marks, or the points themselves.
IN_PROPORTION = ("completion", "value", "efficacy", "index", "rating", "quota", "tiers", "rank", "timeliness")
POINTS_THEMSELVES = ("tiers", "rank", "timeliness")


def read_score(table: TomlTable, citation: Citation, chosen: Chosen, known: Known) -> ScoreRule:
    """Return one part of a total; ``known`` are the indicators by id."""
    # Long: one line a key.
    source = table.one_of("source", SOURCES)
    kind = table.one_of("kind", SCORE_KINDS)
    _check_keys(table, source)
    columns = columns_with(table.slips.own)
    column = table.text("column", "")
    column = column and column_named(table, "column", column, columns.summed)
    dated_by = column_named(table, "dated_by", table.text("dated_by", "signed_on"), columns.dates)
    cap, partial = table.points("cap", 0), table.flag("partial")
    register, by_project, regions = "", False, _regions(table)
    for option in table.tables("optional"):
        changed = option.points("cap", 0), option.flag("partial")
        more = option.one_of("register", ("", *REGISTERED), ""), option.flag("by_project")
        others = _regions(option)
        if applies(option, chosen):
            regions = others or regions
            cap, partial = changed[0] or cap, changed[1] or partial
            register, by_project = more[0] or register, more[1] or by_project
    ways = (_way(option, chosen) for option in table.tables("any"))
    factors = tuple(_factor(one) for one in table.tables("factor"))
    tiers, steps = levels(table, source, known, chosen), ladder(table, source, _measured(column, table, known))
    themselves = source in POINTS_THEMSELVES or tiers or steps or table.has("tier")
    points = table.points("points", 0 if kind == VETO else 1 if themselves else None)
    points = 1 if tiers or steps else points  # what is counted are the points themselves
    if source == "completion" and not table.has("cap") and not steps:
        cap = cap or points  # more than the whole target is the full marks, unless the document says otherwise
    raters = table.shares("raters", '[["园区", 0.7], ["乡镇", 0.3]]')
    cap_each = table.points("cap_each") if table.has("cap_each") else None
    check_sizes(table, source, Sizes(cap, cap_each, points, steps.base if steps else 0), raters)
    return ScoreRule(
        id=table.text("id"),
        name=table.text("name"),
        kind=kind,
        source=source,
        event=table.text("event", ""),
        points=-points if kind == DEDUCTION else points,
        step=1 if steps else size(table, "step", 1, _measured(column, table, known)),
        column=column,
        every=table.one_of("every", SPANS, "year"),
        cap=cap or None,
        partial=partial or source in IN_PROPORTION or bool(factors or tiers or steps),
        alternatives=tuple(way for way in ways if way is not None),
        evidence=table.text("evidence", ""),
        citation=citation,
        kinds=table.texts("kinds"),
        register=register or table.one_of("register", ("", *REGISTERED), ""),
        by_project=by_project or table.flag("by_project"),
        regions=regions,
        indicator=table.text("indicator", ""),
        timed=table.flag("timed"),
        pace=read_pace(table),
        floor=table.points("floor") if table.has("floor") else None,
        once_among=table.text("once_among", ""),
        once=table.flag("once"),
        factors=factors,
        tiers=_tiers(table),
        ranks=table.figures("ranks", "[10, 8, 6]"),
        raters=raters,
        out_of=table.points("out_of", 100, least=1),
        quota=table.text("quota", ""),
        late=table.points("late", 0),
        missing=table.points("missing", 0),
        percent=table.flag("percent"),
        dated_by=dated_by or "signed_on",
        within_years=table.number("within_years", 0, least=0),
        levels=tiers,
        ladder=steps,
        cap_each=cap_each,
        where=figure_tests(table, "where", known),
    )


def _measured(column: str, table: TomlTable, known: Known) -> str:
    """Return the ledger column whose amounts are counted: the part's own, or its indicator's."""
    indicator = known.get(str(table.raw("indicator")))
    return column or (indicator.column if indicator else "")


def _regions(table: TomlTable) -> tuple[str, ...]:
    named = table.texts("regions")
    for one in named:
        if one not in REGIONS:
            table.note("regions", f"里的“{one}”不认识。{meant(one, REGIONS)}可写：{'、'.join(REGIONS)}。")
    return named


def _check_keys(table: TomlTable, source: str) -> None:
    for key in NEEDED.get(source, ()):
        if not table.has(key):
            table.note(key, f"没有写：source = {source} 的要写 {key}。")
    if source == "ledger" and not (table.has("any") or table.has("tier")):
        table.note("any", "没有写：source = ledger 的要写 [[score.any]] 或 [[score.tier]]。")
    if source == "tiers" and not table.has("tier"):
        for key in ("indicator", "tiers"):
            if not table.has(key):
                table.note(key, f"没有写：source = tiers 的要写 {key}，或者写 [[score.tier]]。")
    if table.has("tier") and (table.has("tiers") or table.has("above")):
        table.note("tier", "不能和 tiers、above 一起写：分档只能用一种写法。")
    for key, sources in ONLY.items():
        if table.has(key) and source not in sources:
            table.note(key, f"只有 source = {'、'.join(sources)} 的可以写，这里是 {source}。")


def _way(option: TomlTable, chosen: Chosen) -> tuple[Condition, ...] | None:
    """Return one set of criteria of which all must hold, or ``None`` under another reading."""
    wanted = applies(option, chosen)
    criteria = conditions(option, "criteria")
    for more in option.tables("optional"):
        added = condition(more, "criterion", more.text("criterion"))
        criteria += added if applies(more, chosen) else ()
    return (COUNTED, *criteria) if wanted else None


def _factor(table: TomlTable) -> tuple[tuple[Condition, ...], int | float]:
    return conditions(table, "criteria"), table.points("by")


def _tiers(table: TomlTable) -> tuple[tuple[float, float], ...]:
    """Return (at least, points), best first; written as ``[["100%", 100], ["80%", 75]]``."""
    read = []
    for text, points in table.shares("tiers", '[["100%", 100], ["80%", 75], ["50%", 50]]'):
        number = text.strip().removesuffix("%").removesuffix("％")
        try:
            least = float(number) / (100 if number != text.strip() else 1)
        except ValueError:
            table.note("tiers", f"里的“{text}”应写成 80% 或 0.8。")
            continue
        read.append((least, float(points)))
    return tuple(sorted(read, reverse=True))


def read_cap(table: TomlTable, citation: Citation, _: Chosen) -> ScoreCap:
    """Return the most points of a kind in a span."""
    kind, every = table.one_of("kind", SCORE_KINDS), table.one_of("every", SPANS, "year")
    return ScoreCap(table.text("id"), kind, table.points("points"), every, citation)


def read_carry(table: TomlTable, citation: Citation, _: Chosen) -> Carry:
    """Return how quarters count in the year."""
    share = table.points("share")
    if not 0 < share <= 1:
        table.note("share", f"写作 {share}，70% 写 0.7。")
    return Carry(table.text("id"), table.text("name"), share, table.one_of("by", ("mean", "sum")), citation)


def read_weight(table: TomlTable, citation: Citation, _: Chosen) -> Weight:
    """Return a part of the composite index."""
    measure = table.one_of("measure", ("completion", "value"), "completion")
    id, name, indicator = table.text("id"), table.text("name"), table.text("indicator")
    return Weight(id, name, indicator, measure, table.number("percent", least=1), citation)


def read_list(table: TomlTable, citation: Citation, chosen: Chosen) -> RankingList:
    """Return one list of the 红黑榜."""
    id, name, every = table.text("id"), table.text("name"), table.one_of("every", SPANS)
    counts, clean = _matters(table, "counts"), table.flag("clean")
    for option in table.tables("optional"):
        changed = _matters(option, "counts"), option.flag("clean")
        if applies(option, chosen):
            counts, clean = changed[0] or counts, changed[1] or clean
    red, black = table.number("red", least=0), table.number("black", least=0)
    return RankingList(id, name, every, red, black, citation, counts, clean)


def read_performance(table: TomlTable, citation: Citation, chosen: Chosen) -> Performance:
    """Return what the year's conduct is taken for."""
    counts = _matters(table, "counts")
    for option in table.tables("optional"):
        others = _matters(option, "counts")
        counts = others if applies(option, chosen) else counts
    return Performance(table.text("name"), counts, citation)


def _matters(table: TomlTable, key: str) -> tuple[str, ...]:
    named = table.texts(key)
    for one in named:
        if one not in MATTERS:
            table.note(key, f"里的“{one}”不认识。{meant(one, MATTERS)}可写：{'、'.join(MATTERS)}。")
    return named


def read_consequence(table: TomlTable, citation: Citation, _: Chosen) -> Consequence:
    """Return what could follow from a place or a score."""
    said = [key for key in ("worst", "best", "below", "reaches", "grade") if table.has(key)]
    if len(said) != 1:
        told = "后几名、前几名、低于多少分、达到多少分，或哪个等次"
        table.note("worst", f"与 best、below、reaches、grade 五者必须且只能写一个：{told}。")
    every, times = table.one_of("every", ("quarter", "year"), "year"), table.number("times", 0, least=1)
    if times and (every != "quarter" or times > QUARTERS):
        table.note("times", f"是一年里累计几个季度，要和 every = quarter 一起写，最多写 {QUARTERS}。")
    if times and table.has("years"):
        table.note("times", "不能和 years 一起写：years 是连续几期，times 是一年里累计几个季度。")
    return Consequence(
        id=table.text("id"),
        name=table.text("name"),
        worst=table.number("worst", 0, least=1),
        years=table.number("years", 1, least=1),
        on=table.text("on"),
        by=table.text("by"),
        action=table.text("action"),
        citation=citation,
        every=every,
        best=table.number("best", 0, least=1),
        below=table.points("below") if table.has("below") else None,
        kinds=table.texts("kinds"),
        reaches=table.points("reaches") if table.has("reaches") else None,
        times=times if every == "quarter" else 0,
        grade=table.text("grade", ""),
    )


def check_scoring(root: TomlTable, rules: Rules, indicators: Mapping[str, Indicator], kinds: Collection[str]) -> None:
    """Enter a slip for what the parts of the total name and nobody has, and for parts that cannot be told apart."""
    for weight in rules.weights:
        _known(root, "weight", weight.indicator, indicators)
    if rules.weights and sum(weight.percent for weight in rules.weights) != 100:
        root.note("weight", f"的 percent 合计是{sum(weight.percent for weight in rules.weights)}，应是 100。")
    for rule in rules.scores:
        if rule.indicator:
            _known(root, "score", rule.indicator, indicators)
        indicator = indicators.get(rule.indicator)
        if rule.source in ("completion", "excess") and indicator is not None and not indicator.has_unit_targets:
            why = "没有写 header（目标表的列名）或 each_target（每个单位的目标），没有目标，算不出。"
            root.note("score", f"里 {rule.id} 的指标 {indicator.id} {why}")
        if rule.quota and rule.quota not in {quota.id for quota in rules.quotas}:
            root.note("score", f"里 {rule.id} 的 quota“{rule.quota}”不是 [[quota]] 的编号。")
        if rule.source == "timeliness" and rule.every == "year":
            root.note("score", f"里 {rule.id}：报送迟不迟按月或按季度计，every 请写 month 或 quarter。")
        _check_kinds(root, rule.id, (*rule.kinds, *(kind for kind, _ in rule.raters)), kinds)
    for one in rules.consequences:
        _check_grade(root, one, rules)
        _check_kinds(root, one.id, one.kinds, kinds, "consequence")
        if one.every == "quarter" and rules.carry is None:
            root.note("consequence", f"里 {one.id} 按季度，要有 [[carry]]：季度得分怎样折入年度。")
    _check_twins(root, rules.scores)


def _known(root: TomlTable, table: str, id: str, indicators: Mapping[str, Indicator]) -> None:
    if id not in indicators and not root.slips.is_lost(id):
        root.note(table, f"里的“{id}”不是本规则的指标。{meant(id, indicators)}")


def _check_kinds(root: TomlTable, id: str, named: Sequence[str], kinds: Collection[str], table: str = "score") -> None:
    for kind in named:
        if kind not in kinds:
            root.note(
                table, f"里 {id} 的单位类别“{kind}”，units.csv 里没有。{several(kind, kinds) or meant(kind, kinds)}"
            )


def _check_grade(root: TomlTable, one: Consequence, rules: Rules) -> None:
    names = [grade.name for grade in rules.grades if grade.every == one.every]
    if one.grade and one.grade not in names:
        near = meant(one.grade, names)
        root.note("consequence", f"里 {one.id} 的等次“{one.grade}”不是 [[grade]] 里同一周期的。{near}")
    if one.grade and (one.years > 1 or one.times):
        root.note("consequence", f"里 {one.id} 按等次的，不能写 years、times：等次只看本次。")


def _check_twins(root: TomlTable, scores: Sequence[ScoreRule]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for rule in scores:
        key = ("rating" if rule.source == "rating" else "events", rule.event)
        if rule.event and seen.setdefault(key, rule.id) != rule.id:
            root.note("score", f"里 {seen[key]} 和 {rule.id} 的 event 都是“{rule.event}”，分不清是哪一项得分。")
