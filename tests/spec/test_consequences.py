"""Consequences over two years (NX-R6…R8): proposals with ranks and clause, and nothing by themselves."""

from datetime import date

import openpyxl
import pytest

from tests.assessed import DECEMBER, YEAR_END, assessed, result_of, scheme_of
from toolkit.intake.last_assessment import read_last_assessment
from toolkit.model.assessment import PastScore
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.assessing import write_assessment
from toolkit.workflow.workspace import create_workspace, open_workspace

# 引进境内省外资金 in 元 against tasks of 100: 乌嘴乡 last, 厂窖镇 last but one.
PAID = {"县经济开发区": 90, "南洲镇": 80, "华阁镇": 70, "厂窖镇": 20, "乌嘴乡": 10}
LAST_YEAR = (("县经济开发区", 95.0), ("南洲镇", 90.0), ("华阁镇", 60.0), ("厂窖镇", 70.0), ("乌嘴乡", 50.0))


def past(scores=LAST_YEAR, year=2021, **fields):
    """Rows of 上年考核 as read."""
    rows = enumerate(scores, 2)
    return tuple(
        PastScore(CellRef("上年考核.xlsx", "上年考核", row), year, unit, score, None) for row, (unit, score) in rows
    )


def result(period=DECEMBER, as_of=YEAR_END, paid=PAID, **readings):
    """A year of five hosts."""
    scheme = scheme_of("nanxian-2022", **readings)
    goals = [("项目落户地", unit, {"NX-T1v": 100, "NX-T3v": None}) for unit in paid]
    projects = {unit: [{"paid_in_yuan": amount, "source": "广东"}] for unit, amount in paid.items()}
    return result_of(scheme, projects, period, as_of, goals)


def proposed(made):
    """(clause, unit) of each proposal."""
    return [(one.consequence.id, one.unit) for one in made.assessment.proposals]


def test_last_twice_in_nanxian():
    """NX-R6…R8: 乌嘴乡 is last in both years, so all three clauses; 厂窖镇 is last but one only this year, so 约谈."""
    made = assessed(result(), past=past())
    assert proposed(made) == [
        ("NX-R6", "厂窖镇"),
        ("NX-R6", "乌嘴乡"),
        ("NX-R7", "乌嘴乡"),
        ("NX-R8", "乌嘴乡"),
    ]
    *_, last = made.assessment.proposals
    assert [str(place) for place in last.places] == [
        "2021年项目落户地第5名（共5个，倒数第1）",
        "2022年项目落户地第5名（共5个，倒数第1）",
    ]
    assert (last.consequence.on, last.consequence.by, last.state) == ("分管负责人", "县纪委监委", "待研究决定")
    assert last.consequence.citation.quote.startswith("年度考核连续两年排名倒数第一的")


def test_last_but_one_twice_is_no_last_twice():
    """NX-R7 asks for the last two in both years, NX-R8 for the very last: 倒数第二 twice is R7 and not R8."""
    made = assessed(result(), past=past((("县经济开发区", 9.0), ("南洲镇", 8.0), ("厂窖镇", 6.0), ("华阁镇", 5.0))))
    assert ("NX-R7", "厂窖镇") in proposed(made)
    assert not [unit for clause, unit in proposed(made) if clause == "NX-R8"]


def test_without_last_year_nothing_over_two_years_can_be_told():
    """NX-R7, NX-R8 rest on 上年考核: without it the sheet says what is missing instead of guessing."""
    made = assessed(result())
    assert {clause for clause, _ in proposed(made)} == {"NX-R6"}
    assert made.assessment.gaps == (
        "缺2021年考核排名，不能判断“调整分工”。",
        "缺2021年考核排名，不能判断“问责并诫勉谈话”。",
    )


def test_before_december_it_is_a_warning():
    """NX-R6 speaks of 年度考核: in June the same places are a warning of what would follow."""
    made = assessed(result(ReportingPeriod(2022, 6), date(2022, 6, 27)), past=past())
    assert {one.state for one in made.assessment.proposals} == {"预警（年度未终）"}


def test_a_shared_last_place_is_last_for_all_who_share_it_and_said_to_be_shared():
    """Ties: two hosts with the least both stand 倒数第1; the next is 倒数第3 and out of 倒数一、二."""
    made = assessed(result(paid=PAID | {"厂窖镇": 10}), past=past())
    assert [unit for clause, unit in proposed(made) if clause == "NX-R6"] == ["厂窖镇", "乌嘴乡"]
    assert str(made.assessment.proposals[0].places[0]).endswith("（共5个，倒数第1，2个并列）")


def test_when_all_stand_first_nobody_stands_last():
    """Five hosts with the same figures share the first place: no proposal against any."""
    assert proposed(assessed(result(paid=dict.fromkeys(PAID, 50)), past=past())) == []


@pytest.mark.parametrize(
    ("reading", "named"), [("hosts", ["乌嘴乡", "厂窖镇"]), ("class", ["乌嘴乡", "厂窖镇"]), ("all", ["县商务局"])]
)
def test_among_whom_the_last_are_sought_is_a_reading(reading, named):
    """NX-U3: with the office's own scores of all classes, 县商务局 is last of all but is not ranked among hosts."""
    own = past((*LAST_YEAR, ("县商务局", 10.0)), 2022)
    if reading == "class":
        own += past((("县发展和改革局", 80.0), ("县教育局", 80.0)), 2022)
    units = {unit for clause, unit in proposed(assessed(result(ranking_scope=reading), past=own)) if clause == "NX-R6"}
    expected = {"hosts": {"乌嘴乡", "华阁镇"}, "class": {"乌嘴乡", "华阁镇"}, "all": {"县商务局", "乌嘴乡"}}
    assert units == expected[reading]


def test_the_offices_own_scores_of_the_year_go_before_the_computed_ones():
    """An assessment weighs more than completion: rows of this year in the workbook are its result."""
    own = past((("县经济开发区", 40.0), ("南洲镇", 90.0), ("华阁镇", 80.0), ("厂窖镇", 85.0), ("乌嘴乡", 70.0)), 2022)
    made = assessed(result(), past=past() + own)
    assert ("NX-R6", "县经济开发区") in proposed(made)
    assert ("NX-R8", "乌嘴乡") not in proposed(made)


def book(path, rows, head=("年度", "单位", "考核得分", "名次")):
    """Write a 上年考核 workbook."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def test_the_workbook_is_read_by_names_and_aliases(tmp_path):
    """上年考核: scores or places; an unknown unit (score_unit_unknown), a doubled row, an empty score are asked about."""
    rows = [
        (2021, "南县南洲镇", 91.5, 3),
        ("2021年", "华阁镇", 80, 5),
        (2021, "东湖镇", 70, 6),
        (2021, "乌嘴乡", None, 14),
    ]
    rows += [(2021, "南洲镇", 91.5, 3), (2021, "厂窖镇", None, None)]
    path = book(tmp_path / "上年考核.xlsx", rows)
    read, findings = read_last_assessment(path, scheme_of("nanxian-2022"))
    assert [(one.unit, one.score, one.rank) for one in read] == [("南洲镇", 91.5, 3), ("乌嘴乡", None, 14)]
    assert [(f.cell.place, f.kind) for f in findings] == [
        ("A3", "unparseable_value"),
        ("A3", "missing_required"),
        ("B4", "score_unit_unknown"),
        ("第6行", "score_row_twice"),
        ("D7", "missing_required"),
    ]


def test_another_workbook_in_its_place_is_one_sentence(tmp_path):
    """The operator's mistake: a file that is no 上年考核."""
    path = book(tmp_path / "上年考核.xlsx", [("甲", 1)], head=("项目", "金额"))
    with pytest.raises(ToolkitError, match="上年考核.xlsx 的表头不对"):
        read_last_assessment(path, scheme_of("nanxian-2022"))


def test_a_proposal_produces_nothing_but_a_line(tmp_path):
    """Every named consequence is a proposal: one workbook is written, no notice, no letter, no draft."""
    create_workspace(tmp_path / "南县", "nanxian-2022")
    made = assessed(result(), past=past())
    path = write_assessment(open_workspace(tmp_path / "南县"), made)
    files = [one for one in (tmp_path / "南县" / "输出").rglob("*") if one.is_file()]
    assert files == [path]
    sheet = openpyxl.load_workbook(path, data_only=True)["考核排名"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("只作提请研究的建议" in text for text in texts)
    assert any("问责并诫勉谈话（对象：分管负责人；由县纪委监委办理）" in text for text in texts)
    assert any(text.startswith("原文：“年度考核连续两年排名倒数第一的") for text in texts)
