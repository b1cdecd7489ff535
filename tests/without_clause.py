"""Does the test that shows a clause notice when the clause's rules are gone or changed? ``python -m tests.without_clause``.

Ids may be named: ``python -m tests.without_clause LZ-T1 GN-R6``.  For each id of toolkit/schemes/README.md that a
rulebook carries, its test runs on a rulebook without the clause's tables, else with others in their place; it must
fail.  One run a test, so that nothing read before answers for the rulebook: some ten minutes for all.
"""

import copy
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from toolkit.model.errors import ToolkitError
from toolkit.model.scheme import ReportingUnit
from toolkit.schemes import loader, sources
from toolkit.schemes.shelves import HERE

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"\| ((?:LZ|GN|NX|JC)-[A-Z]\d+) \| .+? \| (?:\d+|-) \| (.+?) \| `(\w+)::(\w+)` \|")
SCHEMES = {"LZ": "luzhai_2022", "GN": "gangnan_2018", "NX": "nanxian_2022", "JC": "jiaocheng_2022"}
ASKED = "ZHAOSHANG_TEST_WITHOUT"  # LZ-T1 gone
NEVER = "year = 1900"
# Clauses whose words lead projects to the target rows, which rest on another clause.
DICTIONARIES = ("LZ-R15",)
Table = dict[str, Any]


def carried() -> dict[str, tuple[str, str, str]]:
    """Return, for each id that a rulebook carries, where, and the file and name of its test."""
    lines = (HERE / "README.md").read_text("utf-8").splitlines()
    found = {match[1]: (match[2], match[3], match[4]) for line in lines if (match := ROW.match(line))}
    return {id: one for id, one in found.items() if "scheme.toml" in one[0] or "units.csv" in one[0]}


def belongs(table: Table, id: str) -> bool:
    """Tell whether a table rests on a clause, or on a part of it: GN-T2-15n on GN-T2, GN-R13b on GN-R13."""
    rests_on = str(table.get("clause", table.get("id", "")))
    return bool(re.fullmatch(rf"{re.escape(id)}(?:[a-z]\w*|-\w+)?", rests_on))


def gone(values: Table, id: str) -> None:
    """Take the tables of a clause out."""
    for kind, tables in values.items():
        if isinstance(tables, list) and kind != "clause":
            values[kind] = [one for one in tables if not (isinstance(one, dict) and belongs(one, id))]


def other(values: Table, id: str) -> None:
    """Put others in their place: other numbers, names, choices, and conditions that nothing meets."""
    if id in DICTIONARIES:
        for row in values["target_row"]:
            row.update({key: ["不会有的词"] for key in ("industries", "keywords") if row.get(key)})
    for kind, tables in values.items():
        if isinstance(tables, list) and kind in CHANGES:
            for one in tables:
                if belongs(one, id):
                    CHANGES[kind](one)
        elif kind == "region" and belongs(tables, id) and "place" in tables:
            tables["place"] = "350203"  # seen from 厦门
        elif kind == "sector" and belongs(tables, id):
            tables.update({key: ["不会有的词"] for key in ("industrial", "emerging") if tables.get(key)})


def _counted(table: Table) -> None:
    if "criteria" in table or "extends" in table:
        table["criteria"] = [*table.get("criteria", ()), NEVER]
    elif "target" in table and isinstance(table["target"], int | float):
        table["target"] = table["target"] / 2
    table.pop("header", None)


def _scored(table: Table) -> None:
    if table.get("points"):
        table["points"] += 1
    for way in table.get("any", ()):
        way["criteria"] = [*way.get("criteria", ()), NEVER]


def _dated(table: Table) -> None:
    for key, by in (("day", 9), ("days", 11)):
        if key in table:
            table[key] = table[key] % 20 + by


def _setting(key: str, value: Any) -> Callable[[Table], None]:
    return lambda table: table.__setitem__(key, value)


def _chosen(table: Table) -> None:
    table["default"] = next(one for one in table["choices"] if one != table["default"])


CHANGES: dict[str, Callable[[Table], None]] = {
    "reading": _chosen,
    "indicator": _counted,
    "score": _scored,
    "deadline": _dated,
    "route": _setting("steps", [["某某某", "签字"]]),
    "quota": _setting("minimum", 97),
    "list": lambda table: table.update(red=0, black=0),
    "class": _setting("words", ["不会有的词"]),
    "meeting": lambda table: table.update(every="month" if table["every"] != "month" else "year", what="别的会"),
    "stage": lambda table: table.__setitem__("name", f"别的{table['name']}"),
    "pair": _setting("days", 99),
    "consequence": lambda table: table.update(worst=9) if "worst" in table else None,
    "duty": _setting("what", "别的事"),
    "organ": _setting("name", "别的机构"),
    "occasion": _setting("name", "别的会"),
    "performance": _setting("name", "别的依据"),
    "register": lambda table: table.update(columns=[*table["columns"], "别的栏"]),
}
WAYS = {"gone": gone, "other": other}


class SilentUnits(sources.Source):
    """A rulebook's folder in which the last unit of each kind owes no table."""

    def units(self) -> tuple[ReportingUnit, ...]:
        """Return the units, the last of each kind without a table."""
        units = sources.Source.units(self)
        last = {unit.kind: unit for unit in units if unit.reports}
        return tuple(replace(unit, reports=False) if last.get(unit.kind) is unit else unit for unit in units)


def altered(source: sources.Source, id: str, way: str) -> sources.Source:
    """Return a rulebook's source without a clause, or with another in its place."""
    if source.folder.name != SCHEMES[id[:2]]:
        return source
    if way == "units":
        return SilentUnits(source.folder, source.values, source.slips, source.book)
    values = copy.deepcopy(dict(source.values))
    WAYS[way](values, id)
    return replace(source, values=values)


def ways_of(id: str, where: str) -> Iterator[str]:
    """Yield the ways in which the rulebook still makes sense and says something else."""
    folder = HERE / SCHEMES[id[:2]]
    plain, opened = loader.load(folder), loader.open_source
    for way in ("units",) if "units.csv" in where else WAYS:
        try:
            loader.open_source = lambda path, way=way: altered(opened(path), id, way)
            changed = loader.load(folder)
        except ToolkitError:
            continue
        finally:
            loader.open_source = opened
        if changed != plain:
            yield way


def notices(id: str, way: str, file: str, name: str) -> bool:
    """Tell whether a test fails on the altered rulebook."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "-p",
        "tests.without_clause",
    ]
    command += [f"tests/spec/{file}.py::{name}"]
    environment = {**os.environ, ASKED: f"{id} {way}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode == 1


def pytest_configure() -> None:
    """As a plugin: every rulebook that this run loads is the altered one."""
    if asked := os.environ.get(ASKED):
        id, way = asked.split()
        opened = loader.open_source
        loader.open_source = lambda path: altered(opened(path), id, way)


def main(ids: list[str]) -> int:
    """Print, for each id, whether its test notices, and how; return how many do not."""
    unnoticed = []
    for id, (where, file, name) in carried().items():
        if ids and id not in ids:
            continue
        ways = list(ways_of(id, where))
        how = next((way for way in ways if notices(id, way, file, name)), "")
        sys.stdout.write(f"{id} {how or 'NOT NOTICED'} ({'、'.join(ways) or 'no way'}) {file}::{name}\n")
        sys.stdout.flush()
        unnoticed += [] if how else [id]
    sys.stdout.write(f"not noticed: {' '.join(unnoticed) or 'none'}\n")
    return len(unnoticed)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
