"""Every demand of the four documents is carried by something, or said to be policy text: the table is complete."""

import ast
import csv
import re
from pathlib import Path

import pytest

from toolkit.schemes.loader import load_shipped, scheme_ids

ROOT = Path(__file__).parent.parent.parent
SCHEMES = ROOT / "toolkit" / "schemes"
ROW = re.compile(r"\| ((?:LZ|GN|NX|JC)-[A-Z]\d+) \| (.+?) \| (\d+|-) \| (.+?) \| (.+?) \|")
TABLE = [
    match.groups() for line in (SCHEMES / "README.md").read_text("utf-8").splitlines() if (match := ROW.match(line))
]
POLICY = "policy text: "


def listed() -> list[str]:
    """The ids of requirements.csv."""
    with (SCHEMES / "requirements.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["编号"] for row in csv.DictReader(file)]


def test_every_id_stands_in_the_table_exactly_once():
    """requirements.csv and the table of toolkit/schemes/README.md hold the same ids, in the same order."""
    assert [row[0] for row in TABLE] == listed()
    assert len(set(listed())) == len(listed()) == 114


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_each_is_carried_by_something_that_exists(row):
    """A rule, table, check, document or calculation with a test that shows it; or policy text with a reason."""
    id, _, _, where, shown = row
    if shown.startswith(POLICY):
        assert where == "-" and len(shown) > len(POLICY) + 10, "a reason is given"
        return
    for path in re.findall(r"`([^`]+)`", where):
        assert (ROOT / "toolkit" / path).exists() or (SCHEMES / path).exists(), f"{id}: {path}"
    file, _, name = shown.strip("`").partition("::")
    tree = ast.parse((ROOT / "tests" / "spec" / f"{file}.py").read_text("utf-8"))
    tests = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert name in tests and ast.get_docstring(tests[name]), f"{id}: {shown}"


def test_every_rule_answers_a_listed_demand():
    """A clause of a scheme.toml is one of the ids, or a part or dictionary of one (GN-R15-3, NX-R3m, GN-L3)."""
    known = set(listed())
    for id in scheme_ids():
        for clause in load_shipped(id).citations:
            base = re.match(r"[A-Z]{2}-[A-Z]+\d+", clause.id)
            assert base and (base[0] in known or re.match(r"[A-Z]{2}-[LNU]\d", clause.id)), clause.id


def test_the_line_of_a_demand_is_the_line_of_its_clause():
    """The table's line is the one that the clause quotes."""
    lines = {clause.id: clause.line for id in scheme_ids() for clause in load_shipped(id).citations}
    for id, _, line, _, _ in TABLE:
        if id in lines:
            assert int(line) == lines[id], id
