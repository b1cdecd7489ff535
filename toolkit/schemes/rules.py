"""Which targets, units, deadlines and routes does a scheme.toml state? Its tables become the nouns of ``model``."""

import re
from collections.abc import Mapping, Sequence
from typing import NoReturn

from msgspec.structs import replace

from toolkit.model.clause import Citation, Criterion
from toolkit.model.errors import ToolkitError
from toolkit.model.places_in_china import NAMES
from toolkit.model.regions import WITHIN, Home
from toolkit.model.scheme import (
    ApprovalRoute,
    ApprovalStep,
    Baseline,
    Dispute,
    Indicator,
    ReportingUnit,
    TargetRow,
)
from toolkit.model.trip_register import OTHER_RANK, TripWords
from toolkit.schemes.clauses import applies, cited_clause
from toolkit.schemes.criteria import column_named, columns_with, condition, conditions
from toolkit.schemes.measures import scale_of, stated_scale
from toolkit.schemes.slips import AbandonedError, meant
from toolkit.schemes.targets import class_targets, target
from toolkit.schemes.toml_table import TomlTable
from toolkit.schemes.weights import read_equals, read_factors

# A project that a decision took out (a duplicate) stays in the ledger, but counts nowhere.
COUNTED = Criterion("counted", "=", "是")
TOWN = ("镇", "乡", "街道")
ANY_RANK = "不限"
# What adds projects up, so that one that was taken out must not be among them.
ADDED = ("count", "sum", "equal")


def indicators(
    tables: tuple[TomlTable, ...],
    cited: Mapping[str, Citation],
    chosen: Mapping[str, str],
    baselines: Mapping[str, Baseline] | None = None,
) -> tuple[Indicator, ...]:
    """Return the indicators in file order; ``extends`` adds an earlier one's criteria.

    ``baselines`` are the amounts of the year that growth is counted from, by indicator id.
    """
    result: dict[str, Indicator] = {}
    headings: dict[str, str] = {}

    def read(table: TomlTable) -> None:
        id = table.text("id")
        if id in result:
            table.note("id", f"“{id}”已经用过，请换一个。")
        result[id] = _grown(_indicator(id, table, cited, chosen, result), table, baselines or {})
        for heading in result[id].header:
            if headings.setdefault(heading, id) != id:
                table.note("header", f"里的“{heading}”已经是 {headings[heading]} 的列名，分不清是哪一个指标。")

    if tables:
        tables[0].slips.each(tables, read)
    return tuple(result.values())


def _indicator(
    id: str, table: TomlTable, cited: Mapping[str, Citation], chosen: Mapping[str, str], known: Mapping[str, Indicator]
) -> Indicator:
    # Long: one line for each part of an indicator.
    criteria = conditions(table, "criteria")
    for option in table.tables("optional"):
        more = condition(option, "criterion", option.text("criterion"))
        criteria += more if applies(option, chosen) else ()
    parent = table.text("extends", "")
    if parent and parent not in known:
        _earlier(table, "extends", parent)
    if parent:
        criteria = known[parent].criteria + criteria
    aggregate, column, parts = _aggregate(table, parent, known)
    equals, factors = read_equals(table), read_factors(table, aggregate)
    if parent and aggregate == known[parent].aggregate:
        equals, factors = equals or known[parent].equals, factors or known[parent].factors
    if aggregate in ADDED and COUNTED not in criteria:
        criteria = (COUNTED, *criteria)
    unit = table.text("unit")
    scale, fitting = scale_of(unit, "count" if aggregate == "equal" else aggregate, column)
    if fitting:
        table.note("unit", f"写作“{unit}”，这个指标的单位只能是：{fitting}等。")
    return Indicator(
        id=id,
        name=table.text("name"),
        unit=unit,
        scale=scale,
        aggregate=aggregate,
        column=column,
        criteria=criteria,
        numerator=parts[0],
        denominator=parts[1],
        target=target(table, "target", aggregate, column, scale),
        header=table.texts("header"),
        citation=cited_clause(table, cited, id),
        note=table.text("note", ""),
        pace=_own_pace(table, aggregate),
        official=_publisher(table, aggregate),
        each_target=target(table, "each_target", aggregate, column, scale),
        class_targets=class_targets(table, aggregate, column, scale),
        equals=equals,
        factors=factors,
        remark_words=table.texts("remark_words"),
    )


PACE = "应是四个（每季度末）或十二个（每月末）百分数，从小到大，最后是 100，例如 [20, 50, 80, 100]。"


def read_pace(table: TomlTable) -> tuple[int, ...]:
    """Return what of a target is due when, in per cent: four for the ends of quarters or twelve for months."""
    written = table.raw("pace")
    if isinstance(written, list) and any(isinstance(one, float) for one in written):
        told = (
            "应写成百分数的整数，20% 写 20，"
            if all(isinstance(one, int | float) and one <= 1 for one in written)
            else ""
        )
        table.note("pace", f"{told}{PACE}")
        return ()
    pace = table.numbers("pace")
    if pace and (len(pace) not in (4, 12) or list(pace) != sorted(pace) or pace[-1] != 100 or pace[0] < 0):
        table.note("pace", PACE)
        return ()
    return pace


def _publisher(table: TomlTable, aggregate: str) -> str:
    if table.has("official") and aggregate not in ("count", "sum"):
        table.note("official", "只有个数和合计的指标可以写：比率和增速由它们算出。")
    return table.text("official", "")


def _own_pace(table: TomlTable, aggregate: str) -> tuple[int, ...]:
    if table.has("pace") and aggregate not in ADDED:
        table.note("pace", "只有个数和合计的指标可以写：比率随时应达到目标，不比序时进度。")
        return ()
    return read_pace(table)


def _earlier(table: TomlTable, key: str, id: str) -> NoReturn:
    if table.slips.is_lost(id):
        raise AbandonedError
    table.complain(key, f"里的“{id}”要是写在本指标之前的指标。")


def _grown(indicator: Indicator, table: TomlTable, baselines: Mapping[str, Baseline]) -> Indicator:
    """Set the baseline of a growth indicator: ``growth_of`` measures against it, ``grow`` makes it a target amount."""
    rate = table.quantity("grow")
    if indicator.is_growth:
        return replace(indicator, baseline=baselines.get(indicator.numerator))
    baseline = baselines.get(indicator.id)
    if baseline is None:
        return indicator
    if scale_of(baseline.unit, indicator.aggregate, indicator.column) != (stated_scale(baseline.unit), ""):
        stated = f"基数.csv 里“{indicator.id}”的单位写作“{baseline.unit}”"
        raise ToolkitError(f"{stated}，指标的单位是“{indicator.unit}”。请改成“{indicator.unit}”。")
    target = indicator.target if rate is None else round(baseline.amount * (1 + rate) ** baseline.years)
    return replace(indicator, baseline=baseline, target=target)


def _aggregate(table: TomlTable, parent: str, known: Mapping[str, Indicator]) -> tuple[str, str, tuple[str, str]]:
    """Return (aggregate, column, (numerator, denominator)); exactly one of the ways may be written."""
    ratio, column, count = table.texts("ratio"), table.text("sum", ""), table.flag("count")
    grown, equal = table.text("growth_of", ""), table.has("equal")
    if parent and not (ratio or column or count or grown or equal):
        return known[parent].aggregate, known[parent].column, ("", "")
    if bool(ratio) + bool(column) + count + bool(grown) + equal != 1:
        table.complain("sum", "与 count、ratio、growth_of、equal 五者必须且只能写一个。")
    _check_parts(table, (grown,) if grown else ratio, "growth_of" if grown else "ratio", known)
    if grown:
        return "growth", "", (grown, "")
    if ratio:
        if len(ratio) != 2:
            table.complain("ratio", "应是两个写在前面的指标，例如 [分子, 分母]。")
        return "ratio", "", (ratio[0], ratio[1])
    if column:
        named = column_named(table, "sum", column, columns_with(table.slips.own).summed)
        return "sum", named or "investment_yuan", ("", "")
    return "equal" if equal else "count", "", ("", "")


def _check_parts(table: TomlTable, ids: Sequence[str], key: str, known: Mapping[str, Indicator]) -> None:
    for id in ids:
        if id not in known:
            _earlier(table, key, id)
        if known[id].is_ratio:
            table.complain(key, f"里的“{id}”本身是比例，要写个数或合计的指标。")


def target_rows(
    tables: tuple[TomlTable, ...], basis: Citation, units: Sequence[ReportingUnit] = (), awaited: Sequence[str] = ()
) -> tuple[TargetRow, ...]:
    """Return the target rows in the order in which they claim projects.

    A row with ``each`` instead of ``lead_unit`` stands for every unit of that kind, ``{unit}`` in its group for the
    unit's name.  ``awaited`` are the kinds whose units the office will supply.
    """
    result: dict[str, TargetRow] = {}
    names, kinds = [unit.name for unit in units], {*(unit.kind for unit in units), *awaited}
    for table in tables:
        group, kind = table.text("group"), table.text("each", "")
        if kind:
            if kind not in kinds:
                table.note("each", f"写作“{kind}”，units.csv 里没有这一类单位。{meant(kind, kinds)}")
            for key in ("lead_unit", "scope", "industries", "keywords", "sections"):
                if table.has(key):
                    table.note(key, "不能和 each 一起写：each 的每一行就是一个单位。")
            mine = [(group.replace("{unit}", unit.name), unit.name) for unit in units if unit.kind == kind]
            rows = [TargetRow(f"{its}/{unit}", its, unit, "", (), (), basis) for its, unit in mine]
        else:
            rows = [_target_row(table, group, basis)]
            if rows[0].lead_unit not in names:
                near = meant(rows[0].lead_unit, names)
                table.note("lead_unit", f"“{rows[0].lead_unit}”不在 units.csv 里。{near}请补上这个单位。")
        for row in rows:
            if row.key in result:
                table.note("group", f"和前面的目标任务项重复：{row.key}。同一单位有几行的，用 scope 写明是哪一块。")
            result[row.key] = row
    return tuple(result.values())


def _target_row(table: TomlTable, group: str, basis: Citation) -> TargetRow:
    lead_unit, scope = table.text("lead_unit"), table.text("scope", "")
    return TargetRow(
        "/".join(part for part in (group, lead_unit, scope) if part),
        group,
        lead_unit,
        scope,
        table.texts("industries"),
        table.texts("keywords"),
        basis,
        table.texts("sections"),
    )


def disputes(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], rows: tuple[TargetRow, ...]
) -> tuple[Dispute, ...]:
    """Return the words whose target row a person must say, or that no row has (``nobody``)."""
    keys = {row.key for row in rows}
    result = []
    for table in tables:
        between = table.texts("rows")
        for key in between:
            if key not in keys:
                table.note("rows", f"里的“{key}”不是目标任务项。{meant(key, keys)}可写：{'、'.join(sorted(keys))}。")
        result.append(Dispute(table.texts("words"), between, table.flag("nobody"), cited_clause(table, cited)))
    return tuple(result)


def seen_line(table: TomlTable) -> tuple[str, str]:
    """Return where 区内 ends (县, 市, 省), and the county's province by its code, '' where none is stated."""
    within, place = table.raw("within"), table.raw("place")
    line = within if isinstance(within, str) and within in WITHIN else "省"
    return line, NAMES.get(place[:2], "") if isinstance(place, str) else ""


def seen_from(
    table: TomlTable, cited: Mapping[str, Citation], jurisdiction: str, units: Sequence[ReportingUnit]
) -> Home:
    """Return what 投资来源 is seen from: the place by its code, the townships' names, the office's own words.

    The clause of ``[region]`` must be one of the document's.
    """
    cited_clause(table, cited)
    place, within = table.text("place", ""), table.text("within", "省")
    if place and not re.fullmatch(r"[0-9]{6}", place):
        table.note("place", "要写六位行政区划代码（GB/T 2260），如 450223。")
    if within not in WITHIN:
        table.note("within", f"只能写 {'、'.join(WITHIN)}。")
        within = "省"
    towns = {unit.name for unit in units if unit.name.endswith(TOWN)}
    return Home(
        place,
        frozenset(
            name for town in towns for name in (town, re.sub(f"(?:{'|'.join(TOWN)})$", "", town)) if len(name) > 1
        ),
        jurisdiction.endswith("区") and not jurisdiction.endswith("开发区"),
        frozenset(table.texts("home")),
        frozenset(table.texts("abroad")),
        WITHIN[within],
    )


def routes(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], chosen: Mapping[str, str], words: TripWords
) -> tuple[ApprovalRoute, ...]:
    """Return the approval routes of trips that apply under the chosen readings."""
    result: dict[str, ApprovalRoute] = {}
    for table in tables:
        wanted = applies(table, chosen)
        steps = tuple(ApprovalStep(who, action) for who, action in table.pairs("steps"))
        if not steps:
            table.note("steps", '没有写。例如 [["县长", "批准"]]。')
        rank = table.one_of("rank", dict.fromkeys((*words.ranks, OTHER_RANK, ANY_RANK)))
        citation, unwritten = cited_clause(table, cited), table.flag("unwritten")
        if unwritten:
            citation = replace(citation, quote="")
        route = ApprovalRoute(rank, steps, table.text("filed_with"), citation, unwritten)
        if wanted and rank in result:
            table.note("rank", f"“{rank}”的程序已经写过，请合成一节。")
        if wanted:
            result[rank] = route
    return tuple(result.values())


def sample_rows(tables: tuple[TomlTable, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return the form's printed examples as (project, investor, contact)."""
    result = []
    for table in tables:
        result.append((table.text("name"), table.text("investor"), table.text("contact")))
    return tuple(result)


def sector_words(table: TomlTable, cited: Mapping[str, Citation]) -> dict[str, tuple[str, ...]]:
    """Return the word lists of ``[sector]``, whose clause must be one of the document's."""
    words = {key: table.texts(key) for key in ("industrial", "emerging")}
    cited_clause(table, cited)
    return words
