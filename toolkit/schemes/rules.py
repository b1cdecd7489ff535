"""Which targets, units, deadlines and routes does a scheme.toml state? Its tables become the nouns of ``model``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.model.clause import Citation, Criterion
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import LEDGER_FIELDS
from toolkit.model.regions import WITHIN, Home
from toolkit.model.scheme import (
    ApprovalRoute,
    ApprovalStep,
    Baseline,
    Deadline,
    Dispute,
    Indicator,
    Reading,
    ReportingUnit,
    TargetRow,
)
from toolkit.model.stages import STAGES, stage_rank
from toolkit.schemes.measures import scale_of, stated_scale
from toolkit.schemes.toml_table import TomlTable

# A project that a decision took out (a duplicate) stays in the ledger, but counts nowhere.
COUNTED = Criterion("counted", "=", "是")
TOWN = ("镇", "乡", "街道")


def citations(tables: tuple[TomlTable, ...], document: list[str]) -> dict[str, Citation]:
    """Return the clauses by id; each quote must stand in its line of the document."""
    result: dict[str, Citation] = {}
    for table in tables:
        citation = Citation(table.text("id"), table.number("line"), table.text("quote"))
        table.finish()
        if not 1 <= citation.line <= len(document):
            table.complain("line", f"写的是第{citation.line}行，文件原文只有{len(document)}行。")
        if citation.quote not in document[citation.line - 1]:
            table.complain("quote", f"与原文第{citation.line}行对不上：“{citation.quote}”。请照抄原文。")
        result[citation.id] = citation
    return result


def readings(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], chosen: Mapping[str, str]
) -> tuple[Reading, ...]:
    """Return the named readings, with the office's choices in place of the defaults."""
    result = []
    for table in tables:
        id = table.text("id")
        choices = table.table("choices").as_texts()
        default = table.text("default")
        value = chosen.get(id, default)
        for key, picked in (("default", default), (id, value)):
            if picked not in choices:
                table.complain(key, f"写作“{picked}”，只能是：{'、'.join(choices)}。")
        reason = table.text("reason")
        result.append(Reading(id, table.text("question"), choices, value, default, reason, cited_clause(table, cited)))
        table.finish()
    return tuple(result)


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
    for table in tables:
        id = table.text("id")
        if id in result:
            table.complain("id", f"“{id}”已经用过，请换一个。")
        result[id] = _grown(_indicator(id, table, cited, chosen, result), table, baselines or {})
        table.finish()
    return tuple(result.values())


def _indicator(
    id: str, table: TomlTable, cited: Mapping[str, Citation], chosen: Mapping[str, str], known: Mapping[str, Indicator]
) -> Indicator:
    criteria = tuple(criterion(table, "criteria", text) for text in table.texts("criteria"))
    for option in table.tables("optional"):
        if applies(option, chosen):
            criteria += (criterion(option, "criterion", option.text("criterion")),)
        else:
            option.text("criterion")
        option.finish()
    parent = table.text("extends", "")
    if parent:
        if parent not in known:
            table.complain("extends", f"“{parent}”要写在本指标之前。")
        criteria = known[parent].criteria + criteria
    aggregate, column, parts = _aggregate(table, parent, known)
    if aggregate in ("count", "sum") and COUNTED not in criteria:
        criteria = (COUNTED, *criteria)
    unit = table.text("unit")
    scale, fitting = scale_of(unit, aggregate, column)
    if fitting:
        table.complain("unit", f"写作“{unit}”，这个指标的单位只能是：{fitting}等。")
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
        target=table.quantity("target"),
        header=table.texts("header"),
        citation=cited_clause(table, cited, id),
        note=table.text("note", ""),
    )


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
    grown = table.text("growth_of", "")
    if parent and not (ratio or column or count or grown):
        return known[parent].aggregate, known[parent].column, ("", "")
    if bool(ratio) + bool(column) + count + bool(grown) != 1:
        table.complain("sum", "与 count、ratio、growth_of 四者必须且只能写一个。")
    if grown:
        if grown not in known:
            table.complain("growth_of", f"“{grown}”要写在本指标之前。")
        return "growth", "", (grown, "")
    if ratio:
        if len(ratio) != 2 or not set(ratio) <= set(known):
            table.complain("ratio", "应是两个写在前面的指标，例如 [分子, 分母]。")
        return "ratio", "", (ratio[0], ratio[1])
    if column:
        check_column(table, "sum", column)
        return "sum", column, ("", "")
    return "count", "", ("", "")


def criterion(table: TomlTable, key: str, text: str) -> Criterion:
    """Return a criterion written as ``investment_yuan >= 100000000``, ``stage >= 开工`` or ``sector = 工业``."""
    parts = text.split(maxsplit=2)
    if len(parts) != 3 or parts[1] not in ("=", ">=", "<="):
        table.complain(key, f"“{text}”应写成“列 条件 值”，条件是 = >= <= 之一，例如 sector = 工业。")
    column, operator, value = parts
    if column == "stage":
        if value not in STAGES:
            table.complain(key, f"阶段“{value}”只能是：{'、'.join(STAGES)}。")
        return Criterion("stage_rank", operator, stage_rank(value))
    check_column(table, key, column)
    return Criterion(column, operator, int(value) if value.lstrip("-").isdigit() else value)


def check_column(table: TomlTable, key: str, column: str) -> None:
    """Complain about a column that the ledger does not have."""
    if column not in LEDGER_FIELDS:
        table.complain(key, f"里的“{column}”不是台账的列。可用的列：{'、'.join(sorted(LEDGER_FIELDS))}。")


def target_rows(
    tables: tuple[TomlTable, ...], basis: Citation, units: Sequence[ReportingUnit] = ()
) -> tuple[TargetRow, ...]:
    """Return the target rows in the order in which they claim projects.

    A row with ``each`` instead of ``lead_unit`` stands for every unit of that kind, ``{unit}`` in its group for the
    unit's name.
    """
    result = []
    for table in tables:
        if kind := table.text("each", ""):
            pattern = table.text("group")
            for unit in units:
                if unit.kind == kind:
                    group = pattern.replace("{unit}", unit.name)
                    result.append(TargetRow(f"{group}/{unit.name}", group, unit.name, "", (), (), basis))
            table.finish()
            continue
        group, lead_unit, scope = table.text("group"), table.text("lead_unit"), table.text("scope", "")
        key = "/".join(part for part in (group, lead_unit, scope) if part)
        result.append(
            TargetRow(
                key,
                group,
                lead_unit,
                scope,
                table.texts("industries"),
                table.texts("keywords"),
                basis,
                table.texts("sections"),
            )
        )
        table.finish()
    return tuple(result)


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
                table.complain("rows", f"里的“{key}”不是目标行。可写：{'、'.join(sorted(keys))}。")
        result.append(Dispute(table.texts("words"), between, table.flag("nobody"), cited_clause(table, cited)))
        table.finish()
    return tuple(result)


def seen_from(
    table: TomlTable, cited: Mapping[str, Citation], jurisdiction: str, units: Sequence[ReportingUnit]
) -> dict[str, Any]:
    """Return what 投资来源 is seen from: the place by its code, the townships' names, the office's own words."""
    basis, place, within = cited_clause(table, cited), table.text("place", ""), table.text("within", "省")
    if place and not re.fullmatch(r"\d{6}", place):
        table.complain("place", "要写六位行政区划代码（GB/T 2260），如 450223。")
    if within not in WITHIN:
        table.complain("within", f"只能写 {'、'.join(WITHIN)}。")
    towns = {unit.name for unit in units if unit.name.endswith(TOWN)}
    home = Home(
        place,
        frozenset(
            name for town in towns for name in (town, re.sub(f"(?:{'|'.join(TOWN)})$", "", town)) if len(name) > 1
        ),
        jurisdiction.endswith("区") and not jurisdiction.endswith("开发区"),
        frozenset(table.texts("home")),
        frozenset(table.texts("abroad")),
        WITHIN[within],
    )
    table.finish()
    return {"home": home, "region_citation": basis}


def deadlines(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], chosen: Mapping[str, str]
) -> tuple[Deadline, ...]:
    """Return the deadlines that apply under the chosen readings."""
    result = []
    for table in tables:
        wanted = applies(table, chosen)
        rule = table.text("rule")
        if rule not in ("day_of_month", "after_event"):
            table.complain("rule", "只能是 day_of_month 或 after_event。")
        deadline = Deadline(
            id=table.text("id"),
            what=table.text("what"),
            rule=rule,
            day=table.number("day", 0),
            months_after=table.number("months_after", 0),
            days=table.number("days", 0),
            sender=table.text("sender"),
            receiver=table.text("receiver"),
            citation=cited_clause(table, cited),
            every=table.text("every", "month"),
            working=table.flag("working"),
        )
        if deadline.every not in ("month", "quarter", "year"):
            table.complain("every", "只能是 month、quarter 或 year。")
        if rule == "day_of_month" and not 1 <= deadline.day <= 31:
            table.complain("day", "应是 1 到 31。")
        table.finish()
        if wanted:
            result.append(deadline)
    return tuple(result)


def routes(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], chosen: Mapping[str, str]
) -> tuple[ApprovalRoute, ...]:
    """Return the approval routes of trips that apply under the chosen readings."""
    result = []
    for table in tables:
        wanted = applies(table, chosen)
        steps = tuple(ApprovalStep(who, action) for who, action in table.pairs("steps"))
        route = ApprovalRoute(table.text("rank"), steps, table.text("filed_with"), cited_clause(table, cited))
        table.finish()
        if wanted:
            result.append(route)
    return tuple(result)


def sample_rows(tables: tuple[TomlTable, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return the form's printed examples as (project, investor, contact)."""
    result = []
    for table in tables:
        result.append((table.text("name"), table.text("investor"), table.text("contact")))
        table.finish()
    return tuple(result)


def applies(table: TomlTable, chosen: Mapping[str, str]) -> bool:
    """Tell whether ``when = "reading = value"`` holds; a rule without it always applies."""
    condition = table.text("when", "")
    if not condition:
        return True
    reading, _, value = (part.strip() for part in condition.partition("="))
    if reading not in chosen:
        table.complain("when", f"里的“{reading}”不是已定义的 [[reading]]。")
    return chosen[reading] == value


def cited_clause(
    table: TomlTable, cited: Mapping[str, Citation], id: str | None = None, key: str = "clause"
) -> Citation:
    """Return the clause a table names (``id`` where it names none); it must be one of ``[[clause]]``."""
    clause = table.text(key, id)
    if clause not in cited:
        table.complain(key, f"“{clause}”没有对应的 [[clause]]。请补上条款的编号、行号和原文。")
    return cited[clause]


def dictionary(table: TomlTable, cited: Mapping[str, Citation], *keys: str) -> tuple[Citation, list[tuple[str, ...]]]:
    """Return the clause and the word lists of ``[sector]``."""
    words = [table.texts(key) for key in keys]
    citation = cited_clause(table, cited)
    table.finish()
    return citation, words
