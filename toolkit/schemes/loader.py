"""What does a rulebook say? Its folder is read and checked; shelves.py says which folder."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from toolkit.files import texts
from toolkit.model.clause import Citation
from toolkit.model.errors import ToolkitError
from toolkit.model.form import COUNTY_COLUMNS
from toolkit.model.scheme import QUOTING, Reading, ReportingUnit, Scheme, TargetRow
from toolkit.schemes import rules, shelves
from toolkit.schemes.office import (
    MORE_UNITS,
    UNIT_HEAD,
    Supply,
    check_aliases,
    missing_baselines,
    read_supply,
    read_units,
)
from toolkit.schemes.practice import read_rules
from toolkit.schemes.toml_table import TomlTable
from toolkit.schemes.years import valid_years, year_of

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
    folder: Path, chosen: Mapping[str, str] | None = None, office: Path | None = None, year: int | None = None
) -> Scheme:
    """Return the rulebook in ``folder``, with ``chosen`` readings in place of the defaults.

    ``office`` is a workspace whose 单位补充.csv, 基数.csv and 汇率.csv fill what the document leaves out; ``year`` one
    of the years of a plan for several (南县 2022 to 2025).  Raises ``ToolkitError`` naming the file, the key and
    what to write.
    """
    place = f"{folder.name}/scheme.toml"
    root = TomlTable(_toml(folder / "scheme.toml", place), place)
    cited = rules.citations(root.tables("clause"), _lines(folder / "document.txt"))
    all_readings = _readings(root, cited, dict(chosen or {}), place)
    values = {reading.id: reading.value for reading in all_readings}
    supply = read_supply(office)
    units = _units(folder / "units.csv", supply)
    valid = valid_years(root)
    counted_year = year_of(root, valid, year)
    base_year = _base_year(root, counted_year, values)
    baselines = supply.baselines_of(counted_year, base_year, values.get("growth_midyear") == "prorated")
    indicators = rules.indicators(root.tables("indicator"), cited, values, baselines)
    rows = _target_rows(root, cited, units)
    scheme = Scheme(
        year=counted_year,
        valid=valid,
        **_stated(root, cited),
        **rules.seen_from(root.table("region"), cited, root.text("jurisdiction"), units),
        sample_rows=rules.sample_rows(root.tables("sample_row")),
        units=units,
        indicators=indicators,
        target_rows=rows,
        disputes=rules.disputes(root.tables("disputed"), cited, rows),
        deadlines=rules.deadlines(root.tables("deadline"), cited, values),
        routes=rules.routes(root.tables("route"), cited, values),
        readings=all_readings,
        citations=tuple(cited.values()),
        rules=read_rules(root, cited, values, indicators, supply.rates),
        attribute_by=_attribute_by(root, values),
        annexes=root.texts("annexes"),
        form_columns=_form_columns(root),
        target_columns=root.texts("target_columns") or ("group", "leader", "lead_unit", "supporting"),
        quoted=_quoted(root, cited),
        gaps=(*_roster_gaps(root, cited, units, supply), *missing_baselines(indicators, base_year)),
    )
    root.finish()
    return scheme


def _readings(
    root: TomlTable, cited: Mapping[str, Citation], picked: dict[str, str], place: str
) -> tuple[Reading, ...]:
    result = rules.readings(root.tables("reading"), cited, picked)
    known = [reading.id for reading in result]
    for unknown in picked.keys() - set(known):
        near = texts.nearest(unknown, known)
        hint = f"是不是“{near}”？" if near else ""
        raise ToolkitError(f"没有名为“{unknown}”的口径。{hint}{place} 里有：{'、'.join(known)}。")
    return result


def _target_rows(
    root: TomlTable, cited: Mapping[str, Citation], units: tuple[ReportingUnit, ...]
) -> tuple[TargetRow, ...]:
    basis = rules.cited_clause(root, cited, key="target_rows_clause")
    rows = rules.target_rows(root.tables("target_row"), basis, units)
    names = {unit.name for unit in units}
    for row in rows:
        if row.lead_unit not in names:
            root.complain("target_row", f"的牵头单位“{row.lead_unit}”不在 units.csv 里。请补上这个单位。")
    return rows


def _stated(root: TomlTable, cited: Mapping[str, Citation]) -> dict[str, Any]:
    """Return the plain values of the file: names, and the word lists of sectors."""
    sector_basis, (industrial, emerging) = rules.dictionary(root.table("sector"), cited, "industrial", "emerging")
    return {
        **{key: root.text(key) for key in NAMES},
        "industrial": industrial,
        "emerging": emerging,
        "sector_citation": sector_basis,
    }


def _quoted(root: TomlTable, cited: Mapping[str, Citation]) -> dict[str, Citation]:
    """Return the clause that each kind of notice quotes, as ``[quoted]`` names it; other kinds quote none."""
    table = root.table("quoted")
    named = [kind for kind in QUOTING if table.text(kind, "")]
    found = {kind: rules.cited_clause(table, cited, key=kind) for kind in named}
    table.finish()
    return found


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
        root.complain("attribute_by", '只能由 "industry"、"unit"、"territory" 组成。')
    return ways


def _form_columns(root: TomlTable) -> tuple[str, ...]:
    headings = root.texts("form_columns")
    known = [column.heading for column in COUNTY_COLUMNS]
    for heading in headings:
        if heading not in known:
            root.complain("form_columns", f"里的“{heading}”没有定义。可用的：{'、'.join(known)}。")
    return headings


def _roster_gaps(
    root: TomlTable, cited: Mapping[str, Citation], units: tuple[ReportingUnit, ...], supply: Supply
) -> list[str]:
    """Return one sentence for every kind of unit that the document speaks of but does not name.

    ``expected`` is how many the document counts; 0 where it does not say, then any addition will do.
    """
    gaps = []
    for table in root.tables("roster"):
        kind, expected = table.text("kind"), table.number("expected")
        basis = rules.cited_clause(table, cited)
        table.finish()
        here = sum(unit.kind == kind for unit in units)
        if here == expected or (not expected and any(unit.kind == kind for unit in supply.units)):
            continue
        wanted = f"应有{expected}个，" if expected else ""
        gaps.append(
            f"文件只写“{basis.quote}”，没有列出名单：{kind}{wanted}现有{here}个。"
            f"请写进工作文件夹的 {MORE_UNITS}：{','.join(UNIT_HEAD)}，类别写“{kind}”。"
        )
    return gaps


def _toml(path: Path, place: str) -> dict[str, object]:
    try:
        return texts.toml(path, f"规则文件 {place}")
    except FileNotFoundError:
        raise ToolkitError(f"找不到规则文件 {place}。") from None


def _lines(path: Path) -> list[str]:
    try:
        return texts.read(path, f"{path.parent.name}/{path.name}").splitlines()
    except FileNotFoundError:
        raise ToolkitError(f"找不到文件原文 {path.parent.name}/{path.name}，条款无从核对。") from None


def _units(path: Path, supply: Supply) -> tuple[ReportingUnit, ...]:
    """Return the rulebook's units, then those that the office adds."""
    units = list(read_units(path, f"{path.parent.name}/{path.name}"))
    for unit in supply.units:
        units.append(unit)
        check_aliases(units, f"{MORE_UNITS} 中“{unit.name}”")
    return tuple(units)
