"""Is anything that a person writes into a form lost in silence? Random words in every field of every printed form."""

import pytest
from docx.document import Document as DocumentObject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.filled_forms import APPROVAL, ITINERARY, MONEY, RECORD, office

# Pieces of what people write: words, names, days, amounts, ticks, verdicts, signs.
PIECES = [
    *("同意", "不同意", "原则同意", "请修改", "签字（盖章）：", "张某", "李乙", "县林业局", "局长", "等5人", "司机1名"),
    *("2022年6月8日", "6月8日", "6/8", "8日", "二〇二二年六月八日", "上午", "共4天", "年", "月", "日", "至"),
    *("1,200.50", "约", "300", "元", "万元", "-", "+", "%", "3张", "合计", "A", "B级", "获取线索", "推进签约", "无"),
    *(
        "☑",
        "□",
        "√",
        "×",
        "■",
        "（",
        "）",
        "、",
        "，",
        "；",
        "。",
        "\n",
        " ",
        "　",
        "同上",
        "〃",
        "→",
        "编号：",
        "第2家",
    ),
]
WORDS = st.lists(st.sampled_from(PIECES) | st.text("招商考察张李王0123456789abXY", max_size=3), max_size=6).map("".join)
# What nobody writes by chance: a field that keeps or names it has kept or named the words around it.
MARK = "试笔"
# The applicant's own opinion and the money form's own signatures are the paper's; the register has no place for them.
OWN = ("申请单位意见",)


@pytest.fixture(scope="module")
def forms(tmp_path_factory, luzhai):
    """The four forms of one trip, printed once."""
    return office(tmp_path_factory.mktemp("填"), luzhai)


def fields(document: DocumentObject) -> list:
    """Return every cell of a form that is for the pen: not its labels, heads and captions."""
    cells = []
    for row in document.tables[0].rows:
        own = list(dict.fromkeys(row.cells))
        label = "".join(own[0].text.split())
        heads = label in ("科目", "日期") or (len(own) == 1 and "家" in label)
        if heads or label in OWN:
            continue
        is_list = len(own) > 6  # a line of money, or a stop
        cells += own if is_list else own[1:] if label == "合计" else own[1::2]
    return cells


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from([APPROVAL, RECORD, MONEY, ITINERARY]),
    place=st.integers(0, 200),
    before=WORDS,
    after=WORDS,
    replaces=st.booleans(),
)
def test_what_is_written_is_in_the_register_or_in_a_sentence(forms, kind, place, before, after, replaces):
    """Promise 1: whatever stands around it, the mark is in a change or in a sentence, in whichever field it stands."""

    def fill(document):
        cells = fields(document)
        cell = cells[place % len(cells)]
        typed = f"{before}{MARK}{after}"
        cell.text = typed if replaces else f"{cell.text}{typed}"

    changes, said = forms.read(kind, fill)
    told = f"{changes}{said}"
    # A number that was typed over makes the form another trip's: it is said of the whole form.
    assert MARK in told or any("整张表没有写入台账" in words for words in said), (kind, place)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 200), amount=st.integers(1, 999_999), fen=st.integers(0, 99))
def test_an_amount_is_entered_exactly_or_said(forms, place, amount, fen):
    """Any amount in any cell of the 经费使用情况表 is the register's to the fen, or stands in a sentence."""
    typed = f"{amount:,}.{fen:02}"

    def fill(document):
        cells = fields(document)
        cells[place % len(cells)].text = typed

    changes, said = forms.read(MONEY, fill)
    exact = f"{amount}.{fen:02}" if fen else str(amount)
    assert exact in map(str, changes.values()) or typed in f"{changes}{said}" or typed.removesuffix(".00") in f"{said}"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from([APPROVAL, ITINERARY]), words=WORDS)
def test_no_words_approve_but_a_plain_agreement(forms, kind, words):
    """A 批准日期 is written only where the box says 同意 or 批准 and not at the same time 不同意 or 请修改."""

    def fill(document):
        rows = [list(dict.fromkeys(row.cells)) for row in document.tables[0].rows]
        next(row for row in rows if row[0].text.startswith("县人民政府"))[1].text = words

    changes, _ = forms.read(kind, fill)
    if "行程·批准日期" in changes:
        assert "同意" in words
        assert (
            not any(no in words.replace("☑同意", "") for no in ("不同意", "原则同意", "请修改"))
            or "☑" in words
            or "√" in words
        )
