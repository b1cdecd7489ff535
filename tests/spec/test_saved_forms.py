"""Do the papers of trips survive the program that an office edits them in, with the least and the most they may hold?"""

import re
import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.office import convert
from tests.pages import Page, need_fonts, rendered
from tests.spec.test_saved_templates import as_word_saves
from tests.trips import trip, visit, write_register_of
from toolkit.intake.trips.forms import read_form
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_register import ITEMS
from toolkit.model.trips import Expense, Participant
from toolkit.workflow.steps.trip_papers import TEMPLATES as KINDS
from toolkit.workflow.steps.trip_papers import read_journal, write_forms, write_monthly, write_slips

pytestmark = pytest.mark.office

TEMPLATES = Path(__file__).parents[2] / "templates"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
LEADER = Participant("王轶", "县人民政府", "副县长", "带队领导", "处级")
PAPERS = (*KINDS.values(), "月度招商工作汇报", "提示单")
FORMS = ("外出招商审批表", "考察行程表", "外出招商信息记录表", "经费使用情况表")
SOURCES = ("docx", "odt", "word")
LENGTHS = ("短", "长")
WORDS = "拜访高端绿色家居和智能家电龙头企业，推介林业科技产业园标准厂房，就二期扩产用地、投资强度和用工进行洽谈"
SHORT = trip(
    "短",
    "县林业局",
    date(2022, 6, 7),
    date(2022, 6, 7),
    participants=(LEADER,),
    visits=(),
    expenses=(),
    approved_on=None,
    filing_number="",
)
LONG = trip(
    "长",
    "鹿寨县高端绿色家居产业链招商服务中心",
    date(2022, 6, 14),
    date(2022, 6, 24),
    participants=(
        LEADER,
        *(Participant(f"欧阳明{n}", "县投资促进中心招商服务股", "副股长", "队员", "") for n in range(12)),
    ),
    purpose=WORDS * 2,
    destination="广东省佛山市、东莞市、中山市，浙江省杭州市、宁波市，江苏省苏州市",
    visits=tuple(
        visit(
            f"佛山市某某智能家居科技集团股份有限公司第{n}分公司",
            day=date(2022, 6, 14) + timedelta(n),
            subject=WORDS,
            intent=WORDS,
            opinion=WORDS,
            level="A",
            result="获取线索",
        )
        for n in range(10)
    ),
    expenses=tuple(Expense(item, Decimal("12345.67"), Decimal("23456.78"), WORDS[:20], 12, WORDS) for item in ITEMS),
    problems=WORDS * 6,
    advice=WORDS * 6,
    remark=WORDS,
)


@pytest.fixture(scope="module")
def papers(luzhai, tmp_path_factory) -> tuple[dict[str, list[Page]], dict[str, Path]]:
    """Each paper, short and long, from each kind of template: its pages by ``原短考察报告``, and its file."""
    need_fonts()
    folder = tmp_path_factory.mktemp("出行另存")
    shipped = [TEMPLATES / f"{name}.docx" for name in PAPERS]
    for file in shipped:
        (folder / "原").mkdir(exist_ok=True)
        shutil.copy(file, folder / "原")
    convert(shipped, folder / "docx", "docx:MS Word 2007 XML")
    convert(convert(shipped, folder / "odt开", "odt"), folder / "odt", "docx:MS Word 2007 XML")
    (folder / "word").mkdir()
    for file in shipped:
        as_word_saves(file, folder / "word" / file.name)
    files: dict[str, Path] = {}
    for one in (SHORT, LONG):
        path = write_register_of((one,), folder / f"{one.id}.xlsx")
        journal = read_journal(path, luzhai, JUNE, AS_OF)
        for source in ("原", *SOURCES):
            out, own = folder / f"{source}{one.id}文", folder / source
            written = [*write_forms(tuple(KINDS), journal, out, own), *write_slips(("plan",), journal, out, own)]
            written += [file for file in write_monthly(journal, out, own) if file.name.startswith(one.unit)]
            for file, name in zip(written, (*KINDS.values(), "提示单", "月度招商工作汇报"), strict=True):
                files[f"{source}{one.id}{name}"] = shutil.copy(file, folder / f"{source}{one.id}{name}.docx")
    return rendered(list(files.values()), folder / "pdf"), files


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_saved_template_prints_the_same_paper(papers, source, name, length):
    """As many pages, lying the same way; on each the words where they were, within half a millimetre."""
    ours, theirs = papers[0][f"原{length}{name}"], papers[0][f"{source}{length}{name}"]
    assert [page.width > page.height for page in ours] == [page.width > page.height for page in theirs]
    # An .odt does not keep that marks are set closer: from page 2 on a text may begin a line earlier or later.
    same = (
        zip(ours[:1], theirs[:1], strict=True)
        if source == "odt" and name not in FORMS
        else zip(ours, theirs, strict=False)
    )
    for page, copy in same:
        words, others = ("".join(re.findall(r"\w", "".join(line.text for line in one.lines))) for one in (page, copy))
        assert words[:50] == others[:50]
        first, second = page.lines[0], copy.lines[0]
        for side in ("left", "baseline", "size"):
            assert abs(getattr(first, side) - getattr(second, side)) <= 0.5, (first, second)


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("source", ["原", *SOURCES])
def test_a_form_stays_on_its_paper(papers, source, name, length):
    """A4; nothing outside of the margins (26 and 20 mm, 15 and 15 across); from page 2 on the number stands above."""
    pages = papers[0][f"{source}{length}{name}"]
    for page in pages:
        assert sorted((round(page.width), round(page.height))) == [210, 297]
        left, right = (15, 15) if page.width > page.height else (26, 20)
        assert all(line.left >= left - 1 and line.right <= page.width - right + 1 for line in page.lines)
        assert all(line.bottom <= page.height - 4 for line in page.lines)
    for page in pages[1:]:
        head = "".join(line.text for line in page.lines if line.bottom < 20)
        assert name in head and f"{length}（续）" in head, head
    if length == "短":
        assert len(pages) == 1


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", [name for name in PAPERS if name not in (*FORMS, "提示单")])
@pytest.mark.parametrize("source", ["原", *SOURCES])
def test_a_text_keeps_to_the_standards_type_area(papers, source, name, length):
    """GB/T 9704 5.2.1: 版心 156 × 225 mm, 28 mm from the left and 37 mm from above; the title in 22 points, centred."""
    pages = papers[0][f"{source}{length}{name}"]
    for page in pages:
        body = [line for line in page.lines if round(line.size) in (16, 22)]
        # A mark that ends a line may hang beyond the edge (标点溢出边界): its own left edge is within.
        assert all(line.left >= 27.5 and line.letters[-1] <= 184.6 for line in body), body
        assert all(line.top >= 36.5 and line.bottom <= 262.5 for line in body), body
    title = pages[0].lines[0]
    assert round(title.size) == 22 and abs((title.left + title.right) / 2 - 106) <= 1


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_form_of_a_saved_template_still_comes_back(papers, source, name, length):
    """Its fields are found, and it carries what was printed in it."""
    (form,) = read_form(papers[1][f"{source}{length}{name}"]).forms
    (ours,) = read_form(papers[1][f"原{length}{name}"]).forms
    assert form.printed is not None and form.values == ours.values
    assert [dict(band.values) for band in form.bands] == [dict(band.values) for band in ours.bands]
