"""Is everything that a user can meet written down? Documentation is tested like code."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from click.testing import CliRunner
from docxtpl import DocxTemplate
from jinja2 import nodes

from tests import codes_page, reference_page, rules_page, vocabulary_page
from tests.mutated import RULEBOOKS
from toolkit.cli import main
from toolkit.cli.notices import KINDS
from toolkit.documents.notices.kinds import KINDS as WRITTEN
from toolkit.model.catalogue import CATALOGUE
from toolkit.model.control import BUTTONS
from toolkit.model.kept_books import ROWS
from toolkit.model.own_columns import OwnColumn
from toolkit.model.scoring import SOURCES
from toolkit.schemes.criteria import condition
from toolkit.schemes.figure_tests import figure_tests
from toolkit.schemes.loader import load, load_shipped, scheme_ids
from toolkit.schemes.slips import Slips
from toolkit.schemes.toml_table import TomlTable
from toolkit.schemes.where_from import ROWS_SAID, SOURCES_SAID

ROOT = Path(__file__).parent.parent
MANUAL = (ROOT / "docs" / "使用手册.md").read_text("utf-8")
FIELDS = (ROOT / "docs" / "模板.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
SPECS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests" / "spec").glob("*.py"))
TEMPLATES = sorted(path for path in (ROOT / "templates").iterdir() if path.suffix in {".docx", ".txt", ".html"})


def section(text: str, title: str) -> str:
    """Return what stands under a heading of a page, so that a word elsewhere does not count."""
    found = re.search(rf"^(##+) {re.escape(title)}\n(.*?)(?=^##? |^\1 |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title}"
    return found[2]


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_finding_has_a_whole_sentence_and_a_spec(kind):
    """Catalogue, page of codes and book name the same findings; the page has no blank to be imagined."""
    example = codes_page.examples().get(kind, {})
    assert len(example.get("when", "")) > 3, f"{kind}: tests/codes.toml does not say when it appears"
    lacking = codes_page.blanks(CATALOGUE[kind]) - example.keys()
    assert not lacking, f"{kind}: tests/codes.toml has no {', '.join(sorted(lacking))} as a table of a test had it"
    assert kind in SPECS, f"no test in tests/spec shows {kind}"


def test_the_page_of_codes_is_what_the_catalogue_says():
    """docs/问题代码.md has every code once, with its level, its example and its words; codes.toml invents none."""
    codes = [wording.code for wording in CATALOGUE.values()]
    assert len(codes) == len(set(codes))
    assert set(codes_page.examples()) == set(CATALOGUE)
    same = codes_page.PAGE.read_text("utf-8") == codes_page.page()
    assert same, f"docs/问题代码.md is out of date. Run: {codes_page.COMMAND}"


@pytest.mark.parametrize("kind", CATALOGUE)
def test_every_message_ends_its_sentence_and_speaks_no_computer(kind):
    """Messages are Chinese sentences without a programmer's word."""
    message = CATALOGUE[kind].message
    assert message.endswith(("。", "}"))
    assert not re.search(r"null|None|NaN|index|dtype|invalid|error|exception", message, re.IGNORECASE)


COMMANDS = list(reference_page.commands(main, "zhaoshang"))


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_explains_itself_and_each_option(name, command):
    """Help for a command and for each option, and the command's last word in the command table of docs/reference.md."""
    assert command.help
    for option in reference_page.options(command):
        assert option.help, f"{name} {option.name}"
    words = name.split()
    lines = [line for line in REFERENCE.splitlines() if line.startswith(f"| `{words[0]} {words[1]}")]
    assert any(words[-1] in re.split(r"[^\w-]+", line) for line in lines), f"docs/reference.md has no line for {name}"


def test_the_reference_promises_no_option_that_a_command_lacks():
    """Every --option in the command table of docs/reference.md belongs to the command of its line."""
    commands = dict(COMMANDS)
    rows = re.findall(r"^\| `(zhaoshang [^`]+)` \|(.*)\|$", REFERENCE, re.MULTILINE)
    assert len(rows) >= len(main.commands)
    for typed, words in rows:
        top = typed.split()[1]
        its = [one for name, one in commands.items() if name.split()[1] == top]
        known = {word for one in its for option in one.params for word in option.opts}
        for option in re.findall(r"--[a-z-]+", typed + words):
            assert option in known, f"{typed}: {option}"


def test_the_reference_of_commands_and_readings_is_what_the_product_says():
    """docs/命令与口径.md lists every command, option, rulebook and reading."""
    said = reference_page.PAGE.read_text("utf-8")
    assert said == reference_page.page(), f"docs/命令与口径.md is out of date. Run: {reference_page.COMMAND}"


def test_the_page_of_rulebooks_is_what_the_vocabulary_says():
    """docs/规则怎么写.md names every table, key and source, each with an example that a test runs."""
    same = vocabulary_page.PAGE.read_text("utf-8") == vocabulary_page.page()
    assert same, f"docs/规则怎么写.md is out of date. Run: {vocabulary_page.COMMAND}"
    assert set(SOURCES_SAID) == set(SOURCES)
    assert set(ROWS_SAID) == set(ROWS)


@pytest.mark.parametrize("text", [text for text, _ in vocabulary_page.CONDITIONS])
def test_every_condition_on_the_page_is_read(text):
    """What 规则怎么写.md shows can be written."""
    slips = Slips("x")
    slips.province, slips.own = "安徽", (OwnColumn("固定资产投资", "amount", "万元"),)
    slips.units = {"边远乡镇": ("高坪乡", "石岭乡"), "县直": ("县招商中心",)}
    assert condition(TomlTable({}, slips), "criteria", text)
    assert not slips.found


@pytest.mark.parametrize("text", [text for text, _ in vocabulary_page.UNIT_CONDITIONS])
def test_every_condition_on_a_unit_on_the_page_is_read(text):
    """What the page shows under 单位的条件 can be written, for indicators as they stand beside it."""
    slips = Slips("x")
    known = {one.id: one for one in load(RULEBOOKS["wanxian-2023"]).indicators}
    assert figure_tests(TomlTable({"where": [text]}, slips), "where", known, ["WX-9"])
    assert not slips.found


def test_the_page_of_rules_is_what_the_book_says():
    """docs/rules.md is compiled from tests/spec."""
    same = rules_page.PAGE.read_text("utf-8") == rules_page.page()
    assert same, f"docs/rules.md is out of date. Run: {rules_page.COMMAND}"


def test_the_manual_names_every_button_and_no_other():
    """Whoever looks for 按“…” finds that button on 首页; none is left untold."""
    told = set(re.findall(r"按“([^”]+)”", MANUAL))
    captions = {one.caption for one in BUTTONS}
    assert told <= captions, told - captions
    assert not [one for one in captions if f"“{one}”" not in MANUAL]


def test_the_manual_leads_past_no_computer_word():
    """A clerk meets no file format's name, no protocol and no command on the way: those have pages of their own."""
    words = (
        "csv",
        "utf-8",
        "toml",
        "smtp",
        "imap",
        "命令窗口",
        "`zhaoshang",
        "环境变量",
        "--",
        ".ics",
        "parquet",
        "pip ",
    )
    assert [
        word for word in words if word in re.sub(r"\]\([^)]*\)|^\|[-|]+$", "", MANUAL.lower(), flags=re.MULTILINE)
    ] == []


def test_every_number_in_the_readme_is_printed_by_a_command():
    """README's numbers are those of `zhaoshang schemes`, and the Python that pyproject.toml asks for."""
    printed = CliRunner().invoke(main, ["schemes"]).output
    printed += tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    prose = re.sub(r"```.*?```|\]\([^)]*\)", "", README, flags=re.DOTALL)
    assert set(re.findall(r"[\d.]*\d", prose)) <= set(re.findall(r"[\d.]*\d", printed))


@pytest.mark.parametrize("id", scheme_ids())
def test_every_rulebook_is_in_the_readme_and_its_readings_are_explained(id):
    """README names each rulebook with its title; a reading has a question, a reason, and other ways to choose."""
    scheme = load_shipped(id)
    assert re.search(rf"^\| `{id}` \|.*{re.escape(scheme.title)}", README, re.MULTILINE)
    for reading in scheme.readings:
        assert reading.question.endswith("？") and reading.reason.endswith("。"), reading.id
        assert len(reading.choices) >= 2 and all(reading.choices.values()), reading.id


def test_every_kind_of_notice_is_in_the_manual():
    """Commands, writers and manual know the same kinds."""
    told = re.findall(r"^\| ([^|`]+) \| ", section(MANUAL, "通知和公文"), re.MULTILINE)
    assert set("、".join(told).split("、")) - {"种类"} == set(KINDS) == set(WRITTEN)


def placeholders(template: Path) -> set[str]:
    """Return the fields of a template, those of a line with the line's name."""
    if template.suffix == ".docx":
        document = DocxTemplate(str(template))
        document.init_docx()
        parts = [
            part for uri in (document.HEADER_URI, document.FOOTER_URI) for part in document.get_headers_footers(uri)
        ]
        text = "".join([document.patch_xml(document.get_xml()), *(document.get_part_xml(part) for _, part in parts)])
    else:
        text = template.read_text("utf-8")
    tree = jinja2.Environment(autoescape=True).parse(text)
    found = {name for node in tree.find_all((nodes.Getattr, nodes.Name)) if (name := _name(node))}
    return {name for name in found if not any(other.startswith(f"{name}.") for other in found) and "loop" not in name}


def _name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    return f"{_name(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else ""


def told_fields() -> Iterator[str]:
    """Yield the fields that docs/模板.md explains."""
    for cell in re.findall(r"^\| (`[^|]+) \|", FIELDS, re.MULTILINE):
        yield from re.findall(r"`([^`]+)`", cell)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_field_of_a_template_is_explained(template):
    """An office that edits a template can look up each name between double braces."""
    fields = placeholders(template)
    assert fields
    assert fields - set(told_fields()) == set()


def test_no_field_is_explained_that_no_template_has():
    """docs/模板.md and the templates hold the same names."""
    assert set(told_fields()) == {name for template in TEMPLATES for name in placeholders(template)}


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.md")), ids=lambda page: page.name)
def test_no_page_names_a_command_or_an_option_that_is_not_there(page):
    """Whoever types what a page says is not told that there is no such command."""
    there = dict(COMMANDS)
    for typed in re.findall(r"`(zhaoshang [^`]+)`", page.read_text("utf-8")):
        words = [word for word in typed.split()[1:] if re.fullmatch(r"[a-z-]+|--[a-z-]+", word)]
        if not words or words[0].startswith("--"):
            continue
        assert words[0] in main.commands, typed
        its = [one for name, one in there.items() if name.split()[1] == words[0]]
        known = {word for one in its for option in one.params for word in option.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, typed


def headings(page: Path) -> set[str]:
    """Return what a link to a place in a page may name, as GitHub spells it."""
    text = page.read_text("utf-8")
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    spelt = {re.sub(r"[^\w\s-]", "", head).strip().replace(" ", "-").lower() for head in heads}
    return spelt | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name
)
def test_links_lead_somewhere(page):
    """What README and manual link to exists: files, and headings in them."""
    for file, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)", page.read_text("utf-8")):
        target = page.parent / file if file else page
        assert target.exists(), file
        assert not anchor or anchor in headings(target), f"{file}#{anchor}"
