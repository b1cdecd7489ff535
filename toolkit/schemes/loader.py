"""What does a rulebook say? Its folder is read and checked; shelves.py says which folder."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.model.clause import Citation
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import MORE_UNITS
from toolkit.model.form import COUNTY_COLUMNS
from toolkit.model.scheme import QUOTING, Indicator, Reading, ReportingUnit, Scheme, TargetRow
from toolkit.schemes import deadlines, rules, shelves
from toolkit.schemes.clauses import Chosen, check_readings, citations, cited_clause, readings
from toolkit.schemes.holidays import off_holidays, unknown_holidays
from toolkit.schemes.office import (
    UNIT_HEAD,
    Supply,
    check_aliases,
    missing_baselines,
    read_supply,
)
from toolkit.schemes.own_columns import own_columns
from toolkit.schemes.practice import read_rules
from toolkit.schemes.slips import RulebookError, Slip, meant
from toolkit.schemes.sources import Source, open_source
from toolkit.schemes.stage_needs import stage_needs
from toolkit.schemes.toml_table import TomlTable
from toolkit.schemes.trip_words import trip_words
from toolkit.schemes.unknown_keys import note_unknown
from toolkit.schemes.years import accounting_year, moved_on, valid_years, year_of

# The columns that a target table may be asked for beside its indicators.
TARGET_COLUMNS = ("group", "leader", "deputies", "lead_unit", "scope", "supporting", "remark")
NAMES = ("id", "title", "jurisdiction", "document_number", "office", "government")


def scheme_ids() -> tuple[str, ...]:
    """Return the ids of the shipped rulebooks, sorted."""
    return tuple(sorted(folder.parent.name.replace("_", "-") for folder in shelves.HERE.glob("*/scheme.toml")))


@cache
def load_shipped(id: str, year: int | None = None) -> Scheme:
    """Return a shipped rulebook with its default readings; raises ``ToolkitError`` if there is none such."""
    return load(shipped_folder(id), year=year)


def shipped_folder(id: str) -> Path:
    """Return the folder of a shipped rulebook; raises ``ToolkitError`` naming those that exist."""
    if id not in scheme_ids():
        raise ToolkitError(f"没有名为“{id}”的规则。现有：{'、'.join(scheme_ids())}。")
    return shelves.HERE / id.replace("-", "_")


def load(
    folder: Path,
    chosen: Mapping[str, str] | None = None,
    office: Path | None = None,
    year: int | None = None,
    *,
    continues: bool = False,
) -> Scheme:
    """Return the rulebook in ``folder``, with ``chosen`` readings in place of the defaults.

    ``office`` is a workspace whose 单位补充.csv, 基数.csv and 汇率.csv fill what the document leaves out; ``year`` one
    of the years of a plan for several (南县 2022 to 2025), or with ``continues`` the year after its last.  Raises
    ``ToolkitError`` naming the file, the key and what to write.
    """
    source = open_source(folder)
    slips = source.slips
    root = TomlTable(source.values, slips)
    if continues and year is not None and year not in (valid := valid_years(root)):
        root = root.changed(lambda values: moved_on(values, year - valid[-1]))
    supply = read_supply(office)
    try:
        scheme = _read(root, source, dict(chosen or {}), supply, year, continues)
    except Exception:
        slips.settle()  # what a slip led to is no second one
        raise
    slips.settle()
    return scheme


def slips_of(folder: Path) -> tuple[Slip, ...]:
    """Return everything that is wrong with a rulebook, by file and line; nothing where it can be used."""
    try:
        load(folder)
    except RulebookError as wrong:
        return wrong.slips
    except ToolkitError as wrong:
        return (Slip(folder.name, 0, str(wrong)),)
    return ()


def _read(
    root: TomlTable, source: Source, picked: dict[str, str], supply: Supply, year: int | None, continues: bool
) -> Scheme:
    # Long: one line for each part of a scheme.
    note_unknown(root)
    cited = citations(root.tables("clause"), source.document())
    all_readings = _readings(root, cited, picked)
    values = Chosen(all_readings)
    root.slips.within, root.slips.province = rules.seen_line(root.table("region"))
    words = trip_words(root.table("trips"), cited)
    root.slips.own = own_columns(root.tables("column"))
    units, kinds = _units(root, source, supply)
    root.slips.units = {kind: tuple(unit.name for unit in units if unit.kind == kind) for kind in sorted(kinds)}
    valid = valid_years(root)
    counted_year = year_of(root, valid, year, continues=continues)
    base_year = _base_year(root, counted_year, values)
    baselines = supply.baselines_of(counted_year, base_year, values.get("growth_midyear") == "prorated")
    indicators = rules.indicators(root.tables("indicator"), cited, values, baselines)
    _check_asked_for(root, indicators)
    rows = _target_rows(root, cited, units, kinds)
    due = off_holidays(deadlines.deadlines(root.tables("deadline"), cited, values), values, counted_year)
    deadlines.check_deadlines(root, due)
    return Scheme(
        year=counted_year,
        valid=valid if counted_year in valid else (*valid, counted_year),
        continued=0 if counted_year in valid else valid[-1],
        **_stated(root, cited),
        home=rules.seen_from(root.table("region"), cited, root.text("jurisdiction"), units),
        sample_rows=rules.sample_rows(root.tables("sample_row")),
        units=units,
        indicators=indicators,
        target_rows=rows,
        stage_needs=stage_needs(root.tables("stage_need"), cited),
        disputes=rules.disputes(root.tables("disputed"), cited, rows),
        deadlines=due,
        routes=rules.routes(root.tables("route"), cited, values, words),
        trip_words=words,
        readings=all_readings,
        citations=tuple(cited.values()),
        rules=read_rules(root, cited, values, indicators, supply.rates, kinds, words),
        attribute_by=_attribute_by(root, values),
        accounting=accounting_year(root),
        pace=rules.read_pace(root),
        unit_word=root.text("unit_word", "单位"),
        annexes=root.texts("annexes"),
        form_columns=_form_columns(root),
        own_columns=root.slips.own,
        target_columns=_target_columns(root),
        quoted=_quoted(root, cited),
        year_amounts=tuple((one.indicator, one.year, one.amount) for one in supply.baselines),
        year_note=_going_on(valid, counted_year),
        gaps=(
            *_roster_gaps(root, cited, units, supply),
            *missing_baselines(indicators, base_year),
            *unknown_holidays(values, counted_year),
        ),
    )


def _going_on(valid: tuple[int, ...], year: int) -> str:
    """Return the sentence on a document that goes on in a year it was not written for."""
    if year in valid:
        return ""
    said = f"{year}年的文件还没有下达，目标和口径沿用{valid[-1]}年的（条件里的年份顺延）；"
    return f"{said}新文件下达后请换用{year}年的规则。"


def _readings(root: TomlTable, cited: Mapping[str, Citation], picked: dict[str, str]) -> tuple[Reading, ...]:
    result = readings(root.tables("reading"), cited, picked)
    known = [reading.id for reading in result]
    for unknown in picked.keys() - set(known):
        hint, there = meant(unknown, known), "、".join(known)
        raise ToolkitError(f"没有名为“{unknown}”的口径。{hint}{root.slips.file} 里有：{there}。")
    check_readings(root, result)
    return result


def _target_rows(
    root: TomlTable, cited: Mapping[str, Citation], units: tuple[ReportingUnit, ...], kinds: Collection[str]
) -> tuple[TargetRow, ...]:
    basis = cited_clause(root, cited, key="target_rows_clause")
    return rules.target_rows(root.tables("target_row"), basis, units, tuple(kinds))


def _target_columns(root: TomlTable) -> tuple[str, ...]:
    columns = root.texts("target_columns") or ("group", "leader", "lead_unit", "supporting")
    for one in columns:
        if one not in TARGET_COLUMNS:
            known, near = "、".join(TARGET_COLUMNS), meant(one, TARGET_COLUMNS)
            root.note("target_columns", f"里的“{one}”不认识。{near}可写：{known}。")
    return columns


def _stated(root: TomlTable, cited: Mapping[str, Citation]) -> dict[str, Any]:
    """Return the plain values of the file: names, and the word lists of sectors."""
    return {
        **{key: root.optional_text(key) if key == "document_number" else root.text(key) for key in NAMES},
        **rules.sector_words(root.table("sector"), cited),
    }


def _quoted(root: TomlTable, cited: Mapping[str, Citation]) -> dict[str, Citation]:
    """Return the clause that each kind of notice quotes, as ``[quoted]`` names it; other kinds quote none."""
    table = root.table("quoted")
    named = [kind for kind in QUOTING if table.text(kind, "")]
    return {kind: cited_clause(table, cited, key=kind) for kind in named}


def _base_year(root: TomlTable, year: int, values: Mapping[str, str]) -> int:
    """Return the year that growth is counted from: the one before the plan, or the one before this year."""
    before_plan = root.number("base_year", year - 1)
    return year - 1 if values.get("growth_basis") == "yearly" else before_plan


def _attribute_by(root: TomlTable, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ways from a project to its target row; a reading ``attribute_by``, where there is one, decides."""
    ways = root.texts("attribute_by") or ("industry",)
    if "attribute_by" in values:
        ways = tuple(values["attribute_by"].split("-"))
    if not set(ways) <= {"industry", "unit", "territory"}:
        root.note("attribute_by", '只能由 "industry"、"unit"、"territory" 组成。')
        return ("unit",)
    return ways


def _form_columns(root: TomlTable) -> tuple[str, ...]:
    headings = root.texts("form_columns")
    known = [column.heading for column in COUNTY_COLUMNS]
    for heading in headings:
        if heading not in known:
            root.note("form_columns", f"里的“{heading}”没有定义。{meant(heading, known)}可用的：{'、'.join(known)}。")
    return headings


def _check_asked_for(root: TomlTable, indicators: Sequence[Indicator]) -> None:
    """Enter a slip for an indicator that sums a column which no unit's table has."""
    asked, headings = root.texts("form_columns"), {one.field: one.heading for one in COUNTY_COLUMNS}
    for one in indicators:
        heading = headings.get(one.column, "")
        if heading and heading not in asked:
            how = f"请加上：form_columns = [{', '.join(chr(34) + each + chr(34) for each in (*asked, heading))}]。"
            root.note("form_columns", f"里没有“{heading}”：指标 {one.id} 按它合计，单位的表里没有这一列，报不了。{how}")


def _roster_gaps(
    root: TomlTable, cited: Mapping[str, Citation], units: tuple[ReportingUnit, ...], supply: Supply
) -> list[str]:
    """Return one sentence for every kind of unit that the document speaks of but does not name.

    ``expected`` is how many the document counts; 0 where it does not say, then any addition will do.
    """
    gaps = []
    for table in root.tables("roster"):
        kind, expected = table.text("kind"), table.number("expected", least=0)
        basis = cited_clause(table, cited)
        here = sum(unit.kind == kind for unit in units)
        if here == expected or (not expected and any(unit.kind == kind for unit in supply.units)):
            continue
        wanted = f"应有{expected}个，" if expected else ""
        gaps.append(
            f"文件只写“{basis.quote}”，没有列出名单：{kind}{wanted}现有{here}个。"
            f"请写进工作文件夹的 {Path(MORE_UNITS).stem}.xlsx，表头：{','.join(UNIT_HEAD)}，类别写“{kind}”。"
        )
    return gaps


def _units(root: TomlTable, source: Source, supply: Supply) -> tuple[tuple[ReportingUnit, ...], set[str]]:
    """Return the rulebook's units, then those that the office adds; and the kinds that there are or will be."""
    units, place = list(source.units()), source.units_place
    for unit in supply.units:
        units.append(unit)
        check_aliases(units, f"{MORE_UNITS} 中“{unit.name}”")
    awaited = [table.text("kind") for table in root.tables("roster")]
    if not any(unit.reports for unit in units) and not awaited and not root.slips.found:
        root.slips.add(0, f"{place} 里没有一个单位的“报送统计表”写“是”，没有单位要报表。", place)
    return tuple(units), {*(unit.kind for unit in units), *awaited}
