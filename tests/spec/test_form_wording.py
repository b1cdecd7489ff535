"""What is read of a form as people write it, and what is said of the rest? Seals, amounts, days, sums, two papers."""

import copy
import io

import pytest
from click.testing import CliRunner
from docx import Document

from tests.filled_forms import APPROVAL, MONEY, RECORD, TRIP, entry, line, office
from tests.trips import write_register_of
from toolkit.cli import main


@pytest.fixture(scope="module")
def forms(tmp_path_factory, luzhai):
    """The four forms of one trip, printed once."""
    return office(tmp_path_factory.mktemp("印"), luzhai)


def typed(label, words, number=0):
    """Return what types words over an entry."""
    return lambda form: setattr(entry(form, label, number), "text", words)


@pytest.mark.parametrize("seal", ["（盖章）", "(公章)", "（签章）", "　（单位公章）", "（加盖公章）"])
def test_a_seal_beside_a_units_name_is_no_part_of_it(forms, seal):
    """「县林业局（盖章）」 is 县林业局; another unit with a seal's word is that unit."""
    assert forms.read(APPROVAL, typed("申请单位", f"县林业局{seal}")) == ({}, [])
    assert forms.read(RECORD, typed("申请单位", f"县林业局{seal}")) == ({}, [])
    assert forms.read(APPROVAL, typed("申请单位", f"县农业农村局{seal}"))[0] == {"行程·申请单位": "县农业农村局"}


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("住宿费 0.12万元　会务费 500元　伙食补助费 1,200元\n合计：0.29万元", {"经费·预算（元）": "1200"}),
        ("住宿费1200元 会务费500元", {"经费·预算（元）": "1200"}),
        ("住宿费 1200 会务费 500", {"经费·预算（元）": "1200"}),
    ],
)
def test_budgets_apart_by_spaces_are_read(forms, words, changes):
    """Items with nothing but spaces between them, amounts in 元 or 万元; a sum that is theirs is not asked about."""
    found, said = forms.read(APPROVAL, typed("经费预算", words))
    assert found.pop("+经费", [("伙食补助费", "1200")]) == [("伙食补助费", "1200")]
    assert (found, said) == (changes, [])


@pytest.mark.parametrize("words", ["住宿费约1200元 会务费500元", "住宿费3人4天1200元", "住宿费每人300元"])
def test_what_is_no_plain_amount_is_asked_and_no_sum_is_claimed(forms, words):
    """Words that are not read are in no sum: nothing is said of a total that may be theirs."""
    changes, said = forms.read(APPROVAL, typed("经费预算", f"{words}\n合计：9999元"))
    assert changes == {} and len(said) == 1 and words in said[0]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("2022年6月26日至7月1日，共7天", "6月26日至7月1日是6天，表上写共7天"),
        ("6月13日下午至16日上午，共3天", "6月13日至16日是4天，表上写共3天"),
    ],
)
def test_days_that_are_not_as_many_as_the_form_says(forms, words, why):
    """The sentence says which of both does not agree; it orders no dates of its own (form_days_differ)."""
    changes, said = forms.read(APPROVAL, typed("外出时间", words))
    assert changes == {} and len(said) == 1 and why in said[0] and "6月7日" not in said[0]


def test_an_example_is_given_as_a_way_to_write(forms):
    """The days in an example are nobody's days: 照“…”的样子写."""
    said = forms.read(APPROVAL, typed("外出时间", "6月中旬"))[1]
    assert said[0].endswith("请照“2022年6月7日至2022年6月10日，共4天”的样子写。")


def test_an_amount_under_a_reckoned_column(forms):
    """差异 is a column of the form: the sentence says that it is reckoned, and where an amount goes (form_reckoned)."""
    changes, said = forms.read(MONEY, lambda form: setattr(line(form, "住宿费", 4), "text", "860.5"))
    assert changes == {}
    assert said == [
        "住宿费的差异写的是“860.5”，台账还没有实际数，这一栏是算出来的，没有写入台账。"
        "请核对；是实际数的，请写进“实际数”一栏。"
    ]


@pytest.mark.parametrize(("words", "yuan"), [("叁仟陆佰元整", "3600"), ("人民币壹仟元整", "1000"), ("无", "0")])
def test_an_amount_in_capitals_and_none_at_all(forms, words, yuan):
    """Cheques' capitals are one amount; 无 under 实际数 is nothing spent."""
    assert forms.read(MONEY, lambda form: setattr(line(form, "住宿费", 3), "text", words)) == (
        {"经费·实际（元）": yuan},
        [],
    )


@pytest.mark.parametrize("first", [RECORD, APPROVAL])
def test_two_papers_in_one_file(forms, tmp_path, first):
    """A form copied below another has labels of its own, whichever of them the file was printed as."""
    second = APPROVAL if first == RECORD else RECORD
    one, other = (Document(io.BytesIO(forms.forms[kind])) for kind in (first, second))
    for form in (one, other):
        if "审批表" in form.paragraphs[0].text:
            entry(form, "事由").text = "考察园区"
        else:
            entry(form, "投资意向").text = "设分厂"
    end = one.element.body[-1]
    for element in list(other.element.body)[:-1]:
        end.addprevious(copy.deepcopy(element))
    file = tmp_path / "两张.docx"
    one.save(str(file))
    changes, said = forms.told(file)
    assert changes.get("拜访·投资意向") == "设分厂"
    assert {**changes, "行程·事由": "考察园区"} == changes or any("事由在表上是“考察园区”" in words for words in said)
    assert not [words for words in said if "不在表的栏目里" in words or "申请单位" in words]


def test_cells_are_counted(forms, tmp_path):
    """「写入台账 3 处」 says how many cells were written, not how many rows."""
    workspace = tmp_path / "工作"
    run = CliRunner().invoke(main, ["init", str(workspace), "--scheme", "luzhai-2022"])
    assert run.exit_code == 0, run.output
    path = write_register_of((TRIP,), workspace / "出行" / "出行台账.xlsx")
    document = Document(io.BytesIO(forms.forms[APPROVAL]))
    for label, words in (("事由", "考察园区"), ("交通工具", "飞机"), ("申请日期", "2022-6-3")):
        entry(document, label).text = words
    file = tmp_path / "填.docx"
    document.save(str(file))
    options = ["-w", str(workspace), "--period", "2022-06", "--as-of", "2022-07-06"]
    read = CliRunner().invoke(main, ["trip", "read", str(file), *options])
    assert "以上 3 处还没有写入台账" in read.output
    assert f"写入台账 3 处：{path}" in CliRunner().invoke(main, ["trip", "read", "--apply", str(file), *options]).output


@pytest.mark.parametrize("words", ["：董事长", " 董事长"])
def test_words_behind_a_label_are_the_empty_entrys(forms, words):
    """「职务：董事长」 typed into the label's cell, the entry beside it left empty: the post is 董事长."""

    def fill(form):
        cell = entry(form, "联系方式")
        cell.text = ""
        row = next(row for row in form.tables[0].rows if cell._tc in [one._tc for one in row.cells])
        label = next(one for one in row.cells if "联系方式" in one.text)
        label.text += words.replace("董事长", "19900000211")

    assert forms.read(RECORD, fill)[0] == {"拜访·电话": "19900000211"}


def test_a_day_inside_the_opinion_is_not_denied(forms):
    """A date that stands in the opinion may be the trip's own: it is asked about, and not said to be missing."""

    def fill(form):
        entry(form, "县人民政府").paragraphs[0].text = "同意。黎某某 2022年6月5日"

    said = forms.read(APPROVAL, fill)[1]
    assert any("签字日期（没有另写，意见里写了2022年6月5日）不能确定" in words for words in said), said


@pytest.mark.parametrize(
    ("opinion", "below", "approved"),
    [
        ("同意。", "批准日期：2022年6月5日", "2022-06-05"),
        ("同意。", "审批时间：6月5日", "2022-06-05"),
        ("不同意。", "批准日期：2022年6月5日", None),
        ("同意。", "批准日期：2022年6月5日（口头）", None),
        ("", "批准日期：2022年6月5日", None),
    ],
)
def test_the_day_of_approval_may_stand_below_the_form(forms, opinion, below, approved):
    """Where the approver's box has no day, 「批准日期：…」 below the table is its day; what is not used is said."""

    def fill(form):
        entry(form, "县人民政府").paragraphs[0].text = opinion
        form.add_paragraph(below)

    changes, said = forms.read(APPROVAL, fill)
    assert changes.get("行程·批准日期") == approved
    assert any(below in words for words in said) is (approved is None)


def test_a_grade_with_a_remark_is_that_grade(forms):
    """「B（重点）」 is a B, and the remark is told; 「B（待定）」 and 「A/B」 are asked about."""
    changes, said = forms.read(RECORD, typed("线索等级", "B（重点）"))
    assert changes == {"拜访·线索等级": "B"} and len(said) == 1 and "（重点）" in said[0]
    for words in ("B（待定）", "A/B", "B（原为A）"):
        changes, said = forms.read(RECORD, typed("线索等级", words))
        assert changes == {} and words in said[0]
