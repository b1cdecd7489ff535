"""What does a cell of a form show, whatever Word keeps for it? Ticks of symbol fonts, and words struck through."""

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.filled_forms import APPROVAL, RECORD, entry, office


@pytest.fixture(scope="module")
def forms(tmp_path_factory, luzhai):
    """The four forms of one trip, printed once."""
    return office(tmp_path_factory.mktemp("印"), luzhai)


def typed(cell, *runs):
    """Type runs into a cell: plain words, or (words, font), or (words, None) for words struck through."""
    cell.text = ""
    for one in runs:
        words, font = (one, "") if isinstance(one, str) else one
        run = cell.paragraphs[0].add_run(words)
        run.font.name = font or None
        run.font.strike = font is None or None


@pytest.mark.parametrize(
    ("font", "on", "off"),
    [("Wingdings 2", "R", "£"), ("Wingdings 2", "\uf052", "\uf0a3"), ("Wingdings", "þ", "o"), ("wingdings", "x", "¨")],
)
def test_a_letter_of_a_symbol_font_is_the_tick_that_it_shows(forms, font, on, off):
    """「R飞机 £火车」 in Wingdings 2 stands on the paper as ☑飞机 □火车."""

    def fill(form):
        typed(entry(form, "交通工具"), (on, font), "飞机　", (off, font), "火车")

    assert forms.read(APPROVAL, fill)[0] == {"行程·交通工具": "飞机"}


def test_the_same_letters_in_another_font_are_letters(forms):
    """R and o are ticks in no font that prints letters."""
    changes, _ = forms.read(APPROVAL, lambda form: typed(entry(form, "交通工具"), ("R", "Arial"), "飞机o"))
    assert changes == {"行程·交通工具": "R飞机o"}


def test_a_font_that_was_changed_under_tracking_is_the_new_one(forms):
    """What Word keeps of a run's former look is not how it looks: no strike, no symbol font."""

    def fill(form):
        cell = entry(form, "交通工具")
        typed(cell, "飞机")
        change, former, strike = (OxmlElement(name) for name in ("w:rPrChange", "w:rPr", "w:strike"))
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:ascii"), "Wingdings 2")
        former.extend((fonts, strike))
        change.append(former)
        cell.paragraphs[0].runs[0]._r.get_or_add_rPr().append(change)

    assert forms.read(APPROVAL, fill)[0] == {"行程·交通工具": "飞机"}


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["飞机/", ("火车", None)], "飞机"),
        ([("火车", None), "／飞机"], "飞机"),
        (["飞机、", ("火车", None), "、租车"], "飞机、租车"),
        (["飞机，", ("火车", None), "租车"], "飞机，租车"),
        ([("高铁", None), "、", ("火车", None), "、租车"], "租车"),
    ],
)
def test_struck_words_take_their_sign_along(forms, runs, text):
    """「同意/不同意」 with one struck through is the other one, without the stroke that parted them."""
    changes, said = forms.read(APPROVAL, lambda form: typed(entry(form, "交通工具"), *runs))
    assert changes == {"行程·交通工具": text} and any("划掉了“" in words and "火车”" in words for words in said)


def test_yes_or_no_is_answered_by_striking_the_other(forms):
    """「是否获取线索：是/否」, 否 struck through: 获取线索."""

    def fill(form):
        typed(entry(form, "拜访结果"), "是否获取线索：是/", ("否", None))

    assert forms.read(RECORD, fill)[0] == {"拜访·拜访结果": "获取线索"}
