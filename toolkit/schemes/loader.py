"""Which rulebooks are there, and what do they say? Load one, checked, or list them all."""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from toolkit.model.errors import ToolkitError
from toolkit.model.scheme import ReportingUnit, Scheme
from toolkit.schemes import rules
from toolkit.schemes.toml_table import TomlTable

HERE = Path(__file__).parent


def scheme_ids() -> tuple[str, ...]:
    """Return the ids of the shipped rulebooks, sorted."""
    return tuple(sorted(folder.parent.name.replace("_", "-") for folder in HERE.glob("*/scheme.toml")))


@cache
def load_shipped(id: str) -> Scheme:
    """Return a shipped rulebook with its default readings; raises ``ToolkitError`` if there is none such."""
    return load(shipped_folder(id))


def shipped_folder(id: str) -> Path:
    """Return the folder of a shipped rulebook; raises ``ToolkitError`` naming those that exist."""
    if id not in scheme_ids():
        raise ToolkitError(f"没有名为“{id}”的规则。现有：{'、'.join(scheme_ids())}。")
    return HERE / id.replace("-", "_")


def load(folder: Path, chosen: Mapping[str, str] | None = None) -> Scheme:
    """Return the rulebook in ``folder``, with ``chosen`` readings in place of the defaults.

    Raises ``ToolkitError`` naming the file, the key and what to write.
    """
    place = f"{folder.name}/scheme.toml"
    root = TomlTable(_toml(folder / "scheme.toml", place), place)
    cited = rules.citations(root.tables("clause"), _lines(folder / "document.txt"))
    picked = dict(chosen or {})
    all_readings = rules.readings(root.tables("reading"), cited, picked)
    values = {reading.id: reading.value for reading in all_readings}
    for unknown in picked.keys() - values.keys():
        raise ToolkitError(f"没有名为“{unknown}”的口径。{place} 里有：{'、'.join(values)}。")
    region_basis, (home, abroad) = rules.dictionary(root.table("region"), cited, "home", "abroad")
    sector_basis, (industrial, emerging) = rules.dictionary(root.table("sector"), cited, "industrial", "emerging")
    rows_basis = rules.cited_clause(root, cited, key="target_rows_clause")
    scheme = Scheme(
        id=root.text("id"),
        title=root.text("title"),
        jurisdiction=root.text("jurisdiction"),
        year=root.number("year"),
        document_number=root.text("document_number"),
        office=root.text("office"),
        government=root.text("government"),
        home_region=home,
        abroad=abroad,
        region_citation=region_basis,
        industrial=industrial,
        emerging=emerging,
        sector_citation=sector_basis,
        sample_rows=rules.sample_rows(root.tables("sample_row")),
        units=_units(folder / "units.csv"),
        indicators=rules.indicators(root.tables("indicator"), cited, values),
        target_rows=rules.target_rows(root.tables("target_row"), rows_basis),
        deadlines=rules.deadlines(root.tables("deadline"), cited, values),
        routes=rules.routes(root.tables("route"), cited),
        readings=all_readings,
        citations=tuple(cited.values()),
    )
    root.finish()
    _check_leads(scheme, root)
    return scheme


def _toml(path: Path, place: str) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ToolkitError(f"找不到规则文件 {place}。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolkitError(f"规则文件 {place} 写法有误：{error}。") from None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        raise ToolkitError(f"找不到文件原文 {path.parent.name}/{path.name}，条款无从核对。") from None


def _units(path: Path) -> tuple[ReportingUnit, ...]:
    """Read units.csv (单位, 类别, 别名, 报送统计表); an alias may stand for one unit only."""
    place = f"{path.parent.name}/{path.name}"
    units: list[ReportingUnit] = []
    owner: dict[str, str] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                name, reports = row["单位"].strip(), row["报送统计表"].strip()
                aliases = tuple(alias for alias in row["别名"].split("、") if alias)
                unit = ReportingUnit(name, row["类别"].strip(), aliases, reports == "是")
            except (KeyError, AttributeError):
                raise ToolkitError(f"{place} 第{number}行不完整。表头应是：单位,类别,别名,报送统计表。") from None
            if not name or reports not in ("是", "否"):
                raise ToolkitError(f"{place} 第{number}行的“报送统计表”应写“是”或“否”，单位不能空。")
            for word in (name, *aliases):
                if owner.setdefault(word, name) != name:
                    raise ToolkitError(f"{place} 第{number}行的别名“{word}”已属于“{owner[word]}”。请删去一处。")
            units.append(unit)
    return tuple(units)


def _check_leads(scheme: Scheme, root: TomlTable) -> None:
    names = {unit.name for unit in scheme.units}
    for row in scheme.target_rows:
        if row.lead_unit not in names:
            root.complain("target_row", f"的牵头单位“{row.lead_unit}”不在 units.csv 里。请补上这个单位。")
