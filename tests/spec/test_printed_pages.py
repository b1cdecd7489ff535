"""The master as it is printed: no page without contents, no column cut, no ####, the leader's page on one A4."""

import re
from contextlib import ExitStack
from functools import cache

import openpyxl
import pdfplumber
import pytest
from openpyxl.utils import range_boundaries

from tests.office import convert
from tests.pages import chinese_fonts
from tests.walks import laid_out
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import month
from toolkit.workflow.steps.workspace import open_workspace

A4, A3 = (595, 842), (842, 1191)
FOOT = re.compile(r"第 \d+ 页，共 \d+ 页")
COUNTIES = [sample.scheme for sample in SAMPLES]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Each county's master and its PDF, in one start of LibreOffice; a page is measured once for all tests."""
    folder, made = tmp_path_factory.mktemp("印"), {}
    for sample in SAMPLES:
        workspace = open_workspace(laid_out(folder, sample))
        result = month.consolidate_workspace(workspace, sample.period, sample.as_of)
        made[sample.scheme] = write_master(result, folder / f"{sample.scheme}.xlsx")
    with chinese_fonts():
        pdfs = convert(list(made.values()), folder / "pdf", "pdf")
    with ExitStack() as opened:
        pages = [opened.enter_context(pdfplumber.open(pdf)).pages for pdf in pdfs]
        yield dict(zip(made, zip(made.values(), pages, strict=True), strict=True))


@cache
def words_of(page):
    """The words of a page, each with its place."""
    return page.extract_words()


def sheet_of(page):
    """The sheet's name in the foot, at the right edge."""
    words = [word for word in words_of(page) if word["top"] > page.height - 50]
    return max(words, key=lambda word: word["x1"])["text"]


@pytest.mark.office
@pytest.mark.parametrize("county", COUNTIES)
def test_every_page_has_contents_a_number_and_a_standard_size(printed, county):
    """Beyond head and foot there is text on every page; A4 or A3; the number says which page of how many; no ####."""
    for page in printed[county][1]:
        text = page.extract_text()
        told = [line for line in text.split("\n") if not FOOT.search(line)]
        assert len("".join(told)) > 60, (page.page_number, text)
        assert "###" not in text, page.page_number
        assert FOOT.search(text), page.page_number
        assert tuple(sorted((round(page.width), round(page.height)))) in (A4, A3)


@pytest.mark.office
@pytest.mark.parametrize("county", COUNTIES)
def test_no_column_is_cut(printed, county):
    """The last heading of each sheet is printed, and nothing reaches beyond the paper's edges."""
    book, pages = printed[county]
    sheets = openpyxl.load_workbook(book, data_only=True)
    first = {sheet_of(page): page for page in reversed(pages)}
    for page in pages:
        for word in words_of(page):
            assert word["x0"] >= 0 and word["x1"] <= page.width, (page.page_number, word["text"])
    assert set(first) == set(sheets.sheetnames)
    for name, page in first.items():
        area = sheets[name].print_area.rpartition("!")[2].replace("$", "")
        left, _, right, _ = range_boundaries(area)
        shown = [n for n in range(left, right + 1) if not hidden(sheets[name], n)]
        spoken = re.sub(r"\s", "", page.extract_text())
        for row in sheets[name].iter_rows(min_row=1, max_row=12):
            last = row[shown[-1] - 1]
            if isinstance(last.value, str) and last.fill.fgColor.rgb == "FFDCE6F1":
                assert all(letter in spoken for letter in re.sub(r"\s", "", last.value)), (name, last.value)


def hidden(sheet, number):
    """Tell whether a column is hidden, alone or in a run."""
    return any(one.hidden and one.min <= number <= one.max for one in sheet.column_dimensions.values())


@pytest.mark.office
@pytest.mark.parametrize("county", COUNTIES)
def test_the_leaders_page_is_one_upright_a4(printed, county):
    """总览 is one page, A4, upright, and says what a leader asks first.

    LibreOffice draws columns wider than Excel where the default font is missing: five points there are seven here.
    """
    pages = [page for page in printed[county][1] if sheet_of(page) == "总览"]
    assert len(pages) == 1
    (page,) = pages
    assert (round(page.width), round(page.height)) == A4
    sizes = [char["size"] for char in page.chars if char["text"].strip() and "\u4e00" <= char["text"] <= "\u9fff"]
    assert min(sizes) > 5
    text = page.extract_text()
    for word in ("序时进度（", "超进度", "欠进度", "比上月", "未报单位", "退回修改", "待裁定", "中线为序时进度"):
        assert word in text, word


@pytest.mark.office
def test_the_ledger_prints_what_a_person_reads(printed):
    """A3 across, in type of seven points at least; the columns that formulas count by are folded and not printed."""
    page = next(page for page in printed["luzhai-2022"][1] if sheet_of(page) == "项目台账")
    assert (round(page.width), round(page.height)) == (1191, 842)
    sizes = sorted(char["size"] for char in page.chars if "\u4e00" <= char["text"] <= "\u9fff")
    assert sizes[len(sizes) // 2] > 7
    text = page.extract_text()
    assert "项目负责人" in text and "来源行" not in text and "阶段序号" not in text
