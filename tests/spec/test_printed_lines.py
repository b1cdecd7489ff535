"""Is anything lost that a person adds to words that were printed: to a label, a title, a clause, the edge of a page?"""

import pytest
from docx import Document

from tests.filled_forms import APPROVAL, ITINERARY, MONEY, RECORD, entry, line, office

KINDS = (APPROVAL, RECORD, MONEY, ITINERARY)
ADDED = "另有情况说明"


@pytest.fixture(scope="module")
def forms(tmp_path_factory, luzhai):
    """The four forms of one trip, printed once."""
    return office(tmp_path_factory.mktemp("填"), luzhai)


def paragraphs(document):
    """Return every paragraph of a form: beside the table, in its cells, above and below the page."""
    found = list(document.paragraphs)
    for row in document.tables[0].rows:
        for cell in dict.fromkeys(row.cells):
            found += cell.paragraphs
    section = document.sections[0]
    for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        found += part.paragraphs
    return found


def basis(document):
    """Return the line that quotes the clause."""
    return next(one for one in document.paragraphs if one.text.startswith("依据"))


@pytest.mark.parametrize("kind", [APPROVAL, MONEY, ITINERARY])
def test_words_at_the_end_of_the_printed_clause_are_said(forms, kind):
    """Promise 1: 「依据：…　车辆改为租用」 is told, and no more of the line than what was added."""
    changes, said = forms.read(kind, lambda document: basis(document).add_run("　车辆改为租用"))
    assert changes == {} and len(said) == 1 and said[0].startswith("“车辆改为租用”")


@pytest.mark.parametrize("kind", KINDS)
def test_words_added_anywhere_are_entered_or_said(forms, kind):
    """Promise 1: at the end of any paragraph of any form; the own signatures of the money form included."""
    count = len(paragraphs(Document(str_of(forms, kind))))
    silent = []
    for place in range(count):
        where = []

        def fill(document, place=place, where=where):
            paragraph = paragraphs(document)[place]
            where.append(paragraph.text)
            paragraph.add_run(ADDED)

        changes, said = forms.read(kind, fill)
        told = f"{changes}{said}"
        if ADDED not in told and "整张表没有写入台账" not in told:
            silent.append((place, where[0]))
    assert silent == []


def str_of(forms, kind):
    """Return a printed form as a file that python-docx opens."""
    path = forms.folder / f"{kind}.docx"
    path.write_bytes(forms.forms[kind])
    return str(path)


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_form_says_nothing(forms, kind):
    """Nothing printed is taken for an addition."""
    assert forms.read(kind, lambda _: None) == ({}, [])


def test_a_label_that_was_added_to_is_still_the_label(forms):
    """「目的地（改期）」 with 广西南宁 behind it: the destination is entered, the words at the label are said."""

    def fill(document):
        label = next(cell for row in document.tables[0].rows for cell in row.cells if cell.text == "目 的 地")
        label.paragraphs[0].add_run("（改期）")
        entry(document, "目的地（改期）").text = "广西南宁市"

    changes, said = forms.read(APPROVAL, fill)
    assert changes["行程·目的地"] == "广西南宁市" and any("（改期）" in words for words in said)


def test_an_office_before_the_title_and_a_new_count_are_no_words_to_ask_about(forms):
    """「鹿寨县外出招商审批表」, 「随行人员（2人）」 for 1: nothing for a person to do."""

    def fill(document):
        document.paragraphs[0].runs[0].text = "鹿寨县外出招商审批表"
        label = next(cell for row in document.tables[0].rows for cell in row.cells if cell.text.startswith("随行人员"))
        label.paragraphs[1].runs[0].text = "（2人）"

    assert forms.read(APPROVAL, fill) == ({}, [])


def test_a_void_mark_behind_the_title_is_said(forms):
    """「外出招商审批表（作废）」."""
    _, said = forms.read(APPROVAL, lambda document: document.paragraphs[0].add_run("（作废）"))
    assert len(said) == 1 and "作废" in said[0]


@pytest.mark.parametrize("place", ["head", "caption"])
def test_an_amount_below_another_unit_is_asked_about(forms, place):
    """「实际数（万元）」 or 「单位：万元」 and 0.5 below: not entered as half a 元; the line names amount and unit."""

    def fill(document):
        if place == "head":
            line(document, "科目", 3).paragraphs[0].add_run("（万元）")
        else:
            caption = next(one for one in document.paragraphs if one.text.startswith("编号"))
            caption.runs[-1].text = caption.runs[-1].text.replace("单位：元", "单位：万元")
        line(document, "住宿费", 3).text = "0.5"

    changes, said = forms.read(MONEY, fill)
    assert changes == {} and any("0.5（单位：万元）" in words for words in said)


@pytest.mark.parametrize(
    ("opinion", "told"),
    [("情况属实，同意申报。", False), ("同意，呈县人民政府审批。", False), ("同意，经费请在县本级列支", True)],
)
def test_what_the_applicant_says_beyond_sending_it_on_is_told(forms, opinion, told):
    """The register has no column for the applicant's own opinion: a condition is told (form_own_opinion), a plain one not."""

    def fill(document):
        entry(document, "申请单位意见").paragraphs[0].text = opinion

    changes, said = forms.read(APPROVAL, fill)
    assert changes == {} and bool(said) == told and (not told or opinion.rstrip("。") in said[0])


def filled_in(words: str):
    """Write the line of those who filled in a record."""

    def fill(document):
        next(one for one in document.paragraphs if one.text.startswith("填报人")).runs[0].text = words

    return fill


def test_who_filled_in_a_record_stays_with_the_paper(forms):
    """填报人、审核人 and the day say who is asked; they are no columns of the register and nothing is asked."""
    assert forms.read(RECORD, filled_in("填报人：陶思远　审核人：唐景明　填报日期：2022年6月13日")) == ({}, [])


def test_words_that_are_no_name_are_said(forms):
    """「填报人：数字有误」 is no name."""
    _, said = forms.read(RECORD, filled_in("填报人：数字有误　审核人：唐景明　填报日期：　年　月　日"))
    assert len(said) == 1 and "数字有误" in said[0]
