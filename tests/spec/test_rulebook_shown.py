"""``zhaoshang schemes show``: everything that a rulebook holds, on the screen and as a workbook that a leader signs."""

import tomllib

import openpyxl
import pytest
from click.testing import CliRunner

from tests.mutated import RULEBOOKS
from tests.office import convert, differences
from tests.rulebook import written_xishan
from tests.workbook_rules import column_of, rule_rows
from toolkit.cli import main
from toolkit.cli.rulebook_words import rulebook_in_words
from toolkit.schemes.loader import load, load_shipped, scheme_ids
from toolkit.schemes.sources import sheets
from toolkit.schemes.vocabulary import KINDS, TOP
from toolkit.schemes.workbook.examples import EXAMPLES
from toolkit.schemes.workbook.pages import laid_out


def run(*args):
    """The output of a command that succeeds."""
    done = CliRunner().invoke(main, [str(one) for one in args])
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def leaves(value):
    """Every text and number of a rulebook's data, as it may be found in a text: numbers as they are shown."""
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif not isinstance(value, bool):
        yield f"{value:g}" if isinstance(value, float) else str(value)


def in_words(kind, key, text):
    """A closed word as a person reads it: ``每季度`` for ``quarter``."""
    from toolkit.schemes.workbook.forms import form

    return form(kind, key).words.get(text, text)


def everything(kind, table):
    """What must be readable of a table: each value, and of inner tables too."""
    for key, value in table.items():
        if f"{kind}.{key}" in KINDS:
            for one in value if isinstance(value, list) else [value]:
                yield from everything(f"{kind}.{key}", one)
        else:
            yield from (in_words(kind, key, text) for text in leaves(value))


ONCE = {
    "trips": {"ranks": ["县级", "乡科级"], "roles": ["党政正职"]},
    "region": {"home": ["西山"], "within": "县"},
    "sector": {"emerging": ["氢能"]},
    "quoted": {"催报通知": "XS-R9"},
}


@pytest.mark.parametrize("kind", [kind for kind in TOP if kind != "reading"])
def test_every_kind_of_table_is_shown_on_the_screen(kind):
    """LZ-R16, GN-R15, JC-F4 …: organs, duties, registers, quotas, scores: whatever the vocabulary knows is printed."""
    data = tomllib.loads(EXAMPLES.read_text("utf-8")) | ONCE
    tables = data[kind] if isinstance(data[kind], list) else [data[kind]]
    shown = rulebook_in_words(load_shipped("luzhai-2022"), laid_out({kind: data[kind]}, (), ()))
    if kind != "quoted":  # what is quoted is the scheme's own list, see test_right_clause
        assert [text for table in tables for text in everything(kind, table) if text not in shown] == []


@pytest.mark.parametrize("id", sorted(RULEBOOKS))
def test_show_prints_everything_that_a_rulebook_holds(id):
    """Promise 6: no rule counts that nobody can see; every value and every clause's words stand on the screen."""
    data = tomllib.loads((RULEBOOKS[id] / "scheme.toml").read_text("utf-8"))
    shown = run("schemes", "show", RULEBOOKS[id]).replace("\n      ", "")
    for kind in TOP:
        tables = data.get(kind, [])
        for table in tables if isinstance(tables, list) else [tables]:
            missing = [text for text in everything(kind, table) if text.replace("\n", "，") not in shown]
            assert not missing, (kind, table, missing)
    assert all(unit.name in shown for unit in load(RULEBOOKS[id]).units)


@pytest.mark.parametrize("id", scheme_ids())
def test_a_leader_signs_the_whole_rulebook(id, tmp_path):
    """The workbook has a cover with title, number and year to sign, and beside each rule its clause and the words."""
    scheme = load_shipped(id)
    out = tmp_path / "规则审定表.xlsx"
    assert "请领导审定签字" in run("schemes", "show", id, "--xlsx", out)
    book = openpyxl.load_workbook(out, data_only=True)
    cover = [str(cell.value or "") for row in book["封面"].iter_rows() for cell in row]
    for stated in (scheme.title, scheme.document_number, str(scheme.year), "审定人"):
        assert stated in cover
    assert any("年　　月　　日" in text for text in cover)
    listed = {sheet.name: sheet.tables for sheet in sheets(RULEBOOKS[id]).sheets if sheet.rows}
    assert {name for name in listed if name not in book.sheetnames} == set()
    assert all(f"{count}" in cover and name in cover for name, count in listed.items())
    for name in listed:
        page = book[name]
        headings = [cell.value for row in page.iter_rows(max_row=3) for cell in row]
        if "依据条款" in headings or name == "指标":
            quotes = [
                page.cell(row, column_of(page, "条款原文")).value for row in rule_rows(page) if page.cell(row, 1).value
            ]
            assert all(quotes), name
    assert "例" not in {page.cell(row, 1).value for page in book for row in range(1, 8)}, "nobody signs an example"


def test_the_signed_workbook_says_what_each_indicator_comes_to(tmp_path):
    """A leader does not read criteria: beside them stands the sentence of the master's 依据 page."""
    run("schemes", "show", "gangnan-2018", "--xlsx", tmp_path / "表.xlsx")
    page = openpyxl.load_workbook(tmp_path / "表.xlsx")["指标"]
    said = page.cell(rule_rows(page)[0], column_of(page, "含义")).value
    assert said == "项目台账中统计年份为2018、阶段达到签约、投资总额不低于1亿元的项目，个数"


def test_nobody_signs_a_rulebook_that_does_not_count(tmp_path):
    """A rulebook with a slip has no workbook to sign: the slip is told."""
    folder = written_xishan(tmp_path / "西山", ("minimum = 2", "minimun = 2"))
    done = CliRunner().invoke(main, ["schemes", "show", str(folder), "--xlsx", str(tmp_path / "表.xlsx")])
    assert "“minimum”没有写" in str(done.exception) and not (tmp_path / "表.xlsx").exists()


@pytest.mark.office
def test_the_words_of_a_clause_follow_its_number(tmp_path):
    """Promise 4: the clause's words beside a rule are a formula, and LibreOffice computes what we wrote."""
    written = []
    for id in scheme_ids():
        run("schemes", "show", id, "--xlsx", tmp_path / f"{id}.xlsx")
        written.append(tmp_path / f"{id}.xlsx")
    for ours, theirs in zip(written, convert(written, tmp_path / "算过", "xlsx"), strict=True):
        assert list(differences(ours, theirs)) == []
