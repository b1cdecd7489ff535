"""Every demand of the four documents is carried by something, or said to be 〔文字〕: the table is complete."""

import ast
import csv
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.without_clause import carried, notices, ways_of
from toolkit.cli import main
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped, scheme_ids
from toolkit.workbooks.master.master import write_master

ROOT = Path(__file__).parent.parent.parent
SCHEMES = ROOT / "toolkit" / "schemes"
ROW = re.compile(r"\| ((?:LZ|GN|NX|JC)-[A-Z]\d+) \| (.+?) \| (\d+|-) \| (.+?) \| (.+?) \|")
TABLE = [
    match.groups() for line in (SCHEMES / "README.md").read_text("utf-8").splitlines() if (match := ROW.match(line))
]
POLICY = "〔文字〕 "


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
    """A rule, table, check, document or calculation with a test that shows it; or 〔文字〕 with a reason."""
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


# Ids whose rule is carried, but whose test still only loads it: each wants a test that changes its input.
STILL_TO_SHOW: frozenset[str] = frozenset()
# Modules that only say what a rulebook holds.
SAYING = ("toolkit.schemes", "toolkit.model")


def does_something(file: str, name: str) -> bool:
    """Tell whether a test calls more than the loader: itself, or through helpers of its own file."""
    tree = ast.parse((ROOT / "tests" / "spec" / f"{file}.py").read_text("utf-8"))
    fixtures = {"read", "findings"}  # of tests/conftest.py: they read a sheet that the test draws
    working = fixtures | {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(SAYING)
        for alias in node.names
        if (node.module or "").startswith(("toolkit.", "tests."))
    }
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}

    def reaches(function: str, seen: frozenset[str]) -> bool:
        used = {node.id for node in ast.walk(functions[function]) if isinstance(node, ast.Name)}
        used |= {argument.arg for argument in functions[function].args.args}
        others = (used & set(functions)) - seen - {function}
        return bool(used & working) or any(reaches(other, seen | {function}) for other in others)

    return reaches(name, frozenset())


def test_no_id_is_shown_by_a_test_that_only_loads_the_rulebook():
    """A rule that is only loaded has no effect that anybody sees: STILL_TO_SHOW are left, exactly."""
    shown = {id: tuple(test.strip("`").split("::")) for id, _, _, _, test in TABLE if "::" in test}
    assert {id for id, (file, name) in shown.items() if not does_something(file, name)} == STILL_TO_SHOW


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


def test_what_is_only_text_is_shown_as_such_and_nothing_else_is(tmp_path):
    """〔文字〕: the table, `schemes show` and 依据 name the same ids with a reason, and no rule rests on one of them."""
    marked = {id for id, _, _, _, shown in TABLE if shown.startswith(POLICY)}
    seen = set()
    for scheme_id in scheme_ids():
        scheme = load_shipped(scheme_id)
        texts = {one.id: one.only_text for one in scheme.citations if one.only_text}
        said = CliRunner().invoke(main, ["schemes", "show", scheme_id]).output
        result = consolidate([], None, scheme, ReportingPeriod(scheme.year, 6), date(scheme.year, 6, 30))
        book = openpyxl.load_workbook(write_master(result, tmp_path / f"{scheme_id}.xlsx"), data_only=True)
        rows = [[cell.value for cell in row] for row in book["依据"].iter_rows()]
        book.close()
        assert {row[0]: row[4] for row in rows if row[1] == "〔文字〕"} == texts
        assert all(f"〔文字〕{why}" in said for why in texts.values())
        others = [str(row[1]) for row in rows if row[1] != "〔文字〕"]
        assert not set(texts) & set(others), "a rule rests on it"
        seen |= set(texts)
    assert seen == marked


def test_a_test_is_held_against_a_rulebook_without_its_clause():
    """`python -m tests.without_clause` does it for every id: a test that shows GN-R6 fails without it, another does not."""
    where, file, name = carried()["GN-R6"]
    assert list(ways_of("GN-R6", where)) == ["gone", "other"]
    assert notices("GN-R6", "gone", file, name)
    assert not notices(
        "GN-R6", "gone", "test_calendar", "test_both_deadlines_of_a_month_and_the_table_of_the_month_before"
    )
