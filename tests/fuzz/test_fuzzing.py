"""Whatever the bytes: a Submission or a refusal, within time, and what is read obeys its laws (``contract.py``)."""

import importlib
import importlib.util
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawn import HEADINGS
from tests.fuzz import fuzz_text, fuzz_values, fuzz_word, fuzz_xls, fuzz_xlsx
from tests.fuzz.__main__ import TARGETS
from tests.fuzz.contract import carefully, opened, read, said, saved
from tests.fuzz.corrupted import DIFFERENT, REFUSED, SAME, good, outcomes, reading
from tests.rawfiles import PROJECT, biff5, docx, record, row, rows, sheet, word_table, xlsx
from toolkit.files.grid import RawCell, Refusal
from toolkit.intake.values.amounts import read_amount

pytestmark = pytest.mark.processes
MODULES = {"xlsx": fuzz_xlsx, "xls": fuzz_xls, "text": fuzz_text, "word": fuzz_word, "values": fuzz_values}
COPIES = 300

words = st.lists(
    st.one_of(st.sampled_from(fuzz_values.WORDS), st.text(max_size=3), st.integers(0, 99_999).map(str)), max_size=6
).map("".join)
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
raw_cells = st.one_of(
    st.none(),
    words.map(lambda text: re.sub(r"[<>&\x00-\x1f\ufffe\uffff\ud800-\udfff]", "", text)),
    numbers.map(lambda number: f"#{number!r}"),
    st.builds(
        '<c t="{}" s="{}">{}<v>{}</v></c>'.format,
        st.sampled_from(["s", "str", "b", "d", "e", "n", "x"]),
        st.integers(0, 6),
        st.sampled_from(["", "", "<f>A1+1</f>", "<f/>", '<f t="shared" si="0"/>']),
        st.sampled_from(["", "0", "1", "44712", "-1", "2022-05-31", "#REF!", "x", "1E+400", "&#65;", "_x0041_"]),
    ),
)


def damaged(target: str):
    """Seeds of a target with a few words put in, pieces taken out, and pieces doubled."""
    module = MODULES[target]
    inserts = st.sampled_from(
        [*(word if isinstance(word, bytes) else word.encode() for word in module.WORDS), b"\0", b""]
    )
    edits = st.tuples(st.integers(0, 6_000), st.integers(0, 40), inserts, st.booleans())

    def edited(seed: bytes, changes: list[tuple[int, int, bytes, bool]]) -> bytes:
        for at, length, word, double in changes:
            start = at % (len(seed) + 1)
            piece = seed[start : start + length]
            seed = seed[:start] + word + (piece * 2 if double else b"") + seed[start + length :]
        return seed

    return st.builds(edited, st.sampled_from(module.seeds()), st.lists(edits, max_size=5))


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_seeds_break_no_law(target):
    """Every target, a hundred inputs near its seeds."""

    @settings(max_examples=100, deadline=None)
    @given(data=damaged(target))
    def run(data):
        MODULES[target].one(data)

    run()


@settings(max_examples=300, deadline=None)
@given(typed=st.one_of(words, numbers))
def test_a_typed_value_is_read_or_asked_about(typed):
    """Amounts are whole 元, dates are dates; what is doubtful is ``None`` with a remark that makes a sentence."""
    fuzz_values.values_of(typed)
    fuzz_values.words_of(str(typed))


@settings(max_examples=200, deadline=None)
@given(yuan=st.integers(10, 10_000_000), unit=st.sampled_from(["亿元", "万元"]), wide=st.booleans())
def test_an_amount_comes_back_as_it_was_written(yuan, unit, wide):
    """元 → text in the unit, half or full width → the same 元: nothing hangs on binary fractions."""
    yuan *= 10_000
    text = f"{yuan / {'亿元': 100_000_000, '万元': 10_000}[unit]:.4f}"
    text = "".join(chr(ord(sign) + 0xFEE0) for sign in text) if wide else text
    assert read_amount(RawCell(text), unit, "投资总额").value == (yuan if yuan <= 100_000_000_000 else None)
    assert read_amount(RawCell(f"{text}{unit}"), "", "投资总额").value == (yuan if yuan <= 100_000_000_000 else None)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(st.lists(raw_cells, min_size=10, max_size=10), max_size=4), strings=st.booleans())
def test_both_ways_of_reading_a_sheet_say_the_same(lines, strings):
    """The fast way and the careful way: the same cells, or both refuse; and the laws hold."""
    data = xlsx(sheet(rows(PROJECT, *lines)), strings=fuzz_xlsx.STRINGS if strings else "")
    read(data, ".xlsx")
    path = saved(data, ".xlsx")
    assert said(opened(path)) == said(carefully(path))


def test_coverage_guided_fuzzing_finds_nothing_in_its_time():
    """atheris, all targets, some seconds each; ``python -m tests.fuzz --seconds 3600`` looks longer."""
    if importlib.util.find_spec("atheris") is None:
        assert not os.environ.get("CI"), 'atheris is missing: pip install -e ".[fuzz]"'
        pytest.skip('needs atheris: pip install -e ".[fuzz]"')
    # As a command of its own: Linux counts the peak of whoever starts a program as that program's, and a run of many
    # tests has a higher one than a target may have.
    command = [sys.executable, "-m", "tests.fuzz", "--seconds", "8"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "nothing found\n"), done.stdout + done.stderr


def test_damaged_copies_of_an_xlsx_are_read_the_same_or_refused():
    """Its sums are always checked; ``--corrupted 10000`` reads as many."""
    assert set(outcomes(".xlsx", COPIES)) == {SAME, REFUSED}


def test_damaged_copies_of_an_xls_stop_nothing():
    """An .xls has no sums: another reading is possible, and counted; a person compares rows and amounts."""
    counted = Counter(outcomes(".xls", COPIES))
    sys.stdout.write(f"{dict(counted)}\n")
    assert counted.keys() <= {SAME, REFUSED, DIFFERENT} and counted[DIFFERENT] < COPIES / 10


# What fuzzing found, smallest form first.


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/comments/comment1.xml", "xl/worksheets/_rels/sheet1.xml.rels"])
def test_a_part_whose_name_is_damaged_in_the_directory_does_not_vanish(name):
    """Without its styles the struck row looks like any other: that is another reading, so the file is refused."""
    data = good(".xlsx")
    at = data.rindex(name.encode())
    assert reading(data[:at] + b"q" + data[at + 1 :], ".xlsx") is None


def test_a_part_whose_own_name_is_no_text_is_refused():
    """The zip reader raises UnicodeDecodeError where a part's flags say UTF-8 and its name is not."""
    data = xlsx(sheet(rows(PROJECT)))
    at = data.index(b"xl/workbook.xml")
    broken = data[: at - 24] + b"\0\x08" + data[at - 22 : at] + b"\xff" + data[at + 1 :]
    assert isinstance(opened(saved(broken, ".xlsx")), Refusal)


@pytest.mark.parametrize("typed", ["-991亿元", "-5000万"])
def test_a_negative_amount_with_its_own_unit_is_asked_about(typed):
    """As -3 under a heading in 亿元 is: nobody invests less than nothing."""
    assert read_amount(RawCell(typed), "亿元", "投资总额").value is None


@pytest.mark.parametrize("span", ["²", "9" * 5_000, "-1", "0", "٣", ""])
def test_a_span_that_is_no_number_is_one(span):
    """``"²".isdigit()`` is true and ``int("²")`` fails, as it does for five thousand nines."""
    page = f"<table><tr><th>行业<th>项目名称<th>投资总额（亿元）<tr><td rowspan='{span}'>林木业<td>甲<td>1</table>"
    assert len(read(page.encode(), ".html").projects) == 1
    words = word_table([HEADINGS, PROJECT]).replace("<w:tc>", f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>', 1)
    assert len(read(docx(words), ".docx").projects) == 1


@pytest.mark.parametrize("page", ["<table><tr><td>1</table><![x[", "<table><tr><td>1</table><!x"])
def test_a_broken_declaration_in_a_page_is_no_crash(page):
    """html.parser gives up with an AssertionError."""
    read(page.encode(), ".html")


def test_a_nested_table_takes_no_words_from_the_cell_around_it():
    """A cell merged downwards in a table inside the cell is not the cell's own merge."""
    inner = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="7"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>'
    table = word_table([HEADINGS, PROJECT, PROJECT]).replace(
        f"<w:t>{PROJECT[1]}</w:t></w:r></w:p>", f"<w:t>{PROJECT[1]}</w:t></w:r></w:p>{inner}"
    )
    (first, second) = read(docx(table), ".docx").projects
    assert (first.name, first.industry, second.industry) == (PROJECT[2], PROJECT[1], PROJECT[1])


def test_a_quote_that_nobody_closed_swallows_no_rows():
    """The csv reader would put every row behind it into one cell."""
    text = '行业,项目名称,投资总额（亿元）\n林木业,甲,1\n林木业,"乙,1\n林木业,丙,1\n'
    assert "引号" in read(text.encode(), ".csv").reason
    assert len(read(text.replace('"', "").encode(), ".csv").projects) == 3


@pytest.mark.parametrize("bits", ["000000000000f87f", "000000000000f07f"], ids=["NaN", "infinity"])
def test_a_number_of_an_old_workbook_that_is_none_is_an_error_cell(bits):
    """Decimal("nan") < 0 raises; an .xls can hold such bytes."""
    number = record(0x203, bytes.fromhex("010004000f00" + bits))
    data = biff5([HEADINGS, PROJECT[:4]])
    submission = read(data.removesuffix(record(0x0A)) + number + record(0x0A), ".xls")
    assert [finding.kind for finding in submission.findings if finding.cell.a1 == "E2"] == ["error_cell"]


def test_an_input_of_the_target_is_a_whole_package():
    """What atheris changes is the XML inside: sums and directory are made anew, else nothing would get past the door."""
    for seed in fuzz_xlsx.seeds():
        path = saved(fuzz_xlsx.packed(seed), ".xlsx")
        assert zipfile.ZipFile(path).testzip() is None
        assert not isinstance(opened(path), Refusal)
    assert len(read(fuzz_xlsx.packed(b"x"), ".xlsx").reason) > 0
    assert not row(1, [None]).count("<c")
