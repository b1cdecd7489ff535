"""Does the bench still run? Its own programs on the smallest corpus; nothing is timed here."""

import os
import sys
import zipfile

import pytest

from tests.bench import corpora, growth, ours, paper, report, theirs
from tests.bench.corpora import Corpus, made
from tests.bench.county import county
from tests.bench.groups import GROUPS, OURS
from tests.bench.job import Job
from tests.bench.measure import CACHE, Measured

FILES, ROWS = 4, 50


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Four submissions, clean and odd."""
    return made(Corpus("small", FILES, ROWS), tmp_path_factory.mktemp("corpora"))


@pytest.mark.parametrize(
    ("program", "facts"),
    [
        (ours.read_and_check, {"files": FILES, "rows": FILES * ROWS}),
        (ours.read_and_check_alone, {"files": FILES, "rows": FILES * ROWS}),
        (ours.to_master, {"rows": FILES * ROWS, "returned": 0}),
        (ours.month_of_workspace, {"rows": FILES * ROWS}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_no_row_of_a_corpus_is_lost(program, facts, corpus, tmp_path, monkeypatch):
    """Speed is only worth something with the whole ledger: every row of every file is there."""
    # The programs change both, in a process of their own.
    monkeypatch.setattr(os, "cpu_count", os.cpu_count)
    monkeypatch.setenv(CACHE, "")
    job = Job(corpus, tmp_path, 0)
    program(job)
    assert facts.items() <= job.facts.items()


def test_a_province_is_done_county_by_county(tmp_path, monkeypatch):
    """Units that no rulebook names are supplied as an office supplies them."""
    monkeypatch.setenv(CACHE, "")
    monkeypatch.setattr(corpora, "COUNTY", 2)
    job = Job(made(Corpus("province", FILES, 10, by_county=True), tmp_path / "corpora"), tmp_path, 0)
    ours.to_province(job)
    assert job.facts == {"rows": FILES * 10, "counties": 2}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc")
def test_the_day_after_begins_with_yesterdays_workspace(corpus, tmp_path, monkeypatch):
    """What is prepared is prepared in a fresh process and is not counted."""
    monkeypatch.setenv(CACHE, "")
    job = Job(corpus, tmp_path, 0)
    ours.month_again(job)
    assert job.facts["rows"] == FILES * ROWS
    assert job.prepared > 0


def test_the_programs_that_write_find_what_they_need(corpus, tmp_path, monkeypatch):
    """The ledger that others write is the one that ours writes."""
    monkeypatch.setenv(CACHE, "")
    ours.keep_ledger(Job(corpus, tmp_path, 0))
    for program in (ours.ledger_master, theirs.xlsxwriter_rows, theirs.openpyxl_rows):
        job = Job(tmp_path, tmp_path, 0)
        program(job)
        assert job.facts["rows"] == FILES * ROWS


def test_both_ways_of_writing_a_form_write_the_same_words(tmp_path):
    """A faster form with other contents would be no comparison."""
    texts = []
    for program in (ours.forms, theirs.docxtpl_loop):
        program(Job(tmp_path, tmp_path, 1))
        with zipfile.ZipFile(tmp_path / "0.docx") as form:
            texts.append(words(form.read("word/document.xml")))
    assert texts[0] == texts[1]


def words(xml: bytes) -> list[str]:
    """Return the words of a document, however they are split into runs."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(text.text or "" for text in p.iter(f"{space}t")) for p in etree.fromstring(xml).iter(f"{space}p")]


def test_a_corpus_is_made_once_and_is_the_same_every_time(corpus, tmp_path):
    """Figures of two days are comparable only on the same bytes."""
    again = made(Corpus("small", FILES, ROWS), tmp_path)
    first, second = (sorted(root.rglob("*.xlsx")) for root in (corpus, again))
    assert [zipped(path) for path in first] == [zipped(path) for path in second]
    assert len(county(FILES).reporting_units) == FILES


def zipped(path) -> dict[str, int]:
    """Return a package's parts by their check sums: the time of writing aside."""
    with zipfile.ZipFile(path) as package:
        return {entry.filename: entry.CRC for entry in package.infolist() if entry.filename != "docProps/core.xml"}


def test_results_stand_between_their_marks_and_those_of_other_groups_stay(tmp_path, monkeypatch):
    """The method around them is written by hand."""
    page = tmp_path / "README.md"
    page.write_text(f"before\n{report.BEGIN}\n\n### a: old\n\nx\n\n### b: kept\n\ny\n\n{report.END}\nafter\n")
    monkeypatch.setattr(report, "README", page)
    report.write({"a": "### a: new\n\nz\n"})
    text = page.read_text()
    assert "new" in text
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("### b: kept\n\ny\n\n" + report.END + "\nafter\n")


def test_tables_say_ratios_and_growth():
    """Every ratio is taken within one round; an exponent of 1 is linear."""
    group = next(group for group in GROUPS if group.key == "xls")
    second = {one.label: Measured(2.0, 2.0, 1 << 20, {"files": 1}) for one in group.programs}
    lines = report.table(group, [second | {OURS.label: Measured(3.0, 3.0, 1 << 20, {"files": 1})}], second).splitlines()
    assert "1.50 (1.50–1.50)" in next(line for line in lines if OURS.label in line)
    points = [(count, Measured(count / 10, count / 10, 1 << 20, {"rows": count})) for count in (10, 20)]
    assert "| 1.00 |" in growth.table(points).splitlines()[-1]


def test_the_page_on_paper_follows_from_its_figures():
    """Who changes a measured figure runs python -m tests.bench paper, and all that follows from it changes too."""
    text = paper.PAGE.read_text("utf-8")
    assert paper.computed(text) == text
