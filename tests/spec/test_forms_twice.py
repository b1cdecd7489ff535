"""Is a form that was read once read again without a word? Whoever fills it in types values in their own way."""

import io

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.filled_forms import APPROVAL, AS_OF, ITINERARY, JUNE, MONEY, RECORD, TRIP, entry, line, office
from tests.spec.test_forms_random import WORDS, fields
from tests.trips import write_register_of
from toolkit.workflow.steps.trip_papers import read_back

# Form, label, and words that the register prints in another way: days, ticks, numbers, amounts, lists.
TYPED = [
    (APPROVAL, "交通工具", "☑火车 □飞机 ☑租车"),
    (APPROVAL, "交通工具", "火车　飞机√"),
    (APPROVAL, "申请日期", "2022-6-3"),
    (APPROVAL, "申请日期", "6月3日"),
    (APPROVAL, "申请日期", "申请日期：二〇二二年六月三日"),
    (APPROVAL, "外出时间", "2022.6.8—6.11　共4天"),
    (APPROVAL, "外出时间", "6月8日至11日"),
    (APPROVAL, "外出时间", "6月9日"),
    (APPROVAL, "目的地", "广东省 佛山市，\n中山市"),
    (APPROVAL, "事由", "　考察 园区"),
    (APPROVAL, "级", "科 级"),
    (APPROVAL, "职", "县委 常委"),
    (APPROVAL, "随行人员", "李甲（县审计局干部）\n县财政局：王五；司机：卢大勇"),
    (APPROVAL, "拟拜访企业", "1.甲木业公司\n（2）乙家居公司\n③丙板材公司"),
    (APPROVAL, "经费预算", "住宿费：1,200元；会务费\t500元"),
    (APPROVAL, "备案", "备案编号：备 2022-18 号　经办人：石晓岚　日期：2022年6月9日"),
    (APPROVAL, "备注", "改乘\n高铁"),
    (RECORD, "拜访日期", "6.8上午"),
    (RECORD, "拜访日期", "8日"),
    (RECORD, "线索等级", "□A级 ☑B级"),
    (RECORD, "线索等级", "ｂ类"),
    (RECORD, "拜访结果", "获取线索√　推进签约"),
    (RECORD, "联系方式", "１９９ ００００ ０２１１"),
    (RECORD, "客商姓名", "霍绍棠\n梁志和"),
    (RECORD, "投资规模", "１.2 亿元"),
]


def said(read):
    """Return what a reading says of the form."""
    return {finding.message for finding in read.findings if finding.kind.startswith(("form_", "approval_", "visit_"))}


@pytest.fixture(scope="module")
def twice(tmp_path_factory, luzhai):
    """Fill a printed form in, read it into the register of its trip, and read it again."""
    folder = tmp_path_factory.mktemp("印")
    forms, path, sheet, file = (
        office(folder, luzhai).forms,
        folder / "出行台账.xlsx",
        folder / "裁定.xlsx",
        folder / "填.docx",
    )

    def read(kind, fill):
        document = Document(io.BytesIO(forms[kind]))
        fill(document)
        document.save(str(file))
        write_register_of((TRIP,), path)
        sheet.unlink(missing_ok=True)
        return [read_back((file,), path, luzhai, JUNE, AS_OF, decisions=sheet) for _ in range(2)]

    return read


@pytest.mark.parametrize(("kind", "label", "words"), TYPED)
def test_what_was_entered_is_no_news_however_it_was_typed(twice, kind, label, words):
    """The register holds what the form means; that its cell prints it in other signs is nobody's later change."""
    first, second = twice(kind, lambda form: setattr(entry(form, label), "text", words))
    assert first.changes and not said(first)
    assert (second.changes, second.kept, second.questions, said(second)) == ((), (), (), set())


def test_amounts_and_ways_are_held_by_what_they_mean(twice):
    """「1,200.50元」 is 1200.5 and 「3张」 is 3; the line of departure says 火车 by a tick."""

    def spend(form):
        line(form, "住宿费", 3).text, line(form, "住宿费", 6).text = "1,200.50元", "3张"

    def travel(form):
        next(row for row in form.tables[0].rows if "出发→" in row.cells[2].text).cells[3].text = "□火车 ☑飞机"

    for kind, fill in ((MONEY, spend), (ITINERARY, travel)):
        first, second = twice(kind, fill)
        assert first.changes and not said(first), kind
        assert (second.changes, second.kept, said(second)) == ((), (), set()), kind


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from([APPROVAL, RECORD, MONEY, ITINERARY]), place=st.integers(0, 200), words=WORDS)
def test_a_second_reading_says_nothing_new(twice, kind, place, words):
    """Whatever stands in whichever field: read again, the form changes nothing and asks nothing that it had not."""

    def fill(document):
        cells = fields(document)
        cells[place % len(cells)].text = words

    first, second = twice(kind, fill)
    assert second.changes == ()
    assert said(second) <= said(first)
    assert set(second.questions) <= set(first.questions)
