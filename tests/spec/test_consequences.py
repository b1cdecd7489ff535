"""Consequences over two years (NX-R6…R8): proposals with ranks and clause, and nothing by themselves."""

from datetime import date

import openpyxl
import pytest
from msgspec.structs import replace

from tests.assessed import DECEMBER, YEAR_END, assessed, result_of, scheme_of
from toolkit.checks.trip_quotas import quota_lines
from toolkit.cli.assess import in_words
from toolkit.intake.office.last_assessment import read_last_assessment
from toolkit.model.assessment import PastScore
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Change, UnitChange
from toolkit.model.trips import Participant, Register, Trip, Visit
from toolkit.workflow.steps.assessing import write_assessment
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

HOSTS = (
    "县经济开发区", "县省级农业科技园区", "南洲镇", "华阁镇", "明山头镇", "青树嘴镇", "茅草街镇", "武圣宫镇", "三仙湖镇",
    "麻河口镇", "浪拔湖镇", "中鱼口镇", "厂窖镇", "乌嘴乡",
)  # fmt: skip
# 引进境内省外资金 in 元 against tasks of 100: 乌嘴乡 last, 厂窖镇 last but one.
PAID = {unit: 90 - 6 * place for place, unit in enumerate(HOSTS)}
# Last year 乌嘴乡 was last, 华阁镇 last but one.
LAST_YEAR = {unit: 95.0 - place for place, unit in enumerate(HOSTS)} | {"华阁镇": 60.0, "乌嘴乡": 50.0}


def past(scores=LAST_YEAR, year=2021, places=False):
    """Rows of 上年考核 as read: scores, or places."""
    rows = enumerate(scores.items(), 2)
    return tuple(
        PastScore(
            CellRef("上年考核.xlsx", "上年考核", row),
            year,
            unit,
            None if places else value,
            value if places else None,
        )
        for row, (unit, value) in rows
    )


def result(period=DECEMBER, as_of=YEAR_END, paid=PAID, **readings):
    """A year of the fourteen hosts; one with ``None`` has sent no table."""
    scheme = scheme_of("nanxian-2022", **readings)
    goals = [("项目落户地", unit, {"NX-T1v": 100, "NX-T3v": None}) for unit in paid]
    projects = {
        unit: [{"paid_in_yuan": amount, "source": "广东"}] for unit, amount in paid.items() if amount is not None
    }
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
    assert made.assessment.withheld == ()
    *_, last = made.assessment.proposals
    assert [str(place) for place in last.places] == [
        "2021年项目落户地第14名（共14个，倒数第1）",
        "2022年项目落户地第14名（共14个，倒数第1）",
    ]
    assert (last.consequence.on, last.consequence.by, last.state) == ("分管负责人", "县纪委监委", "待研究决定")
    assert last.consequence.citation.quote.startswith("年度考核连续两年排名倒数第一的")


def test_last_but_one_twice_is_no_last_twice():
    """NX-R7 asks for the last two in both years, NX-R8 for the very last: 倒数第二 twice is R7 and not R8."""
    made = assessed(result(), past=past(LAST_YEAR | {"厂窖镇": 55.0, "乌嘴乡": 85.5, "华阁镇": 51.0}))
    assert ("NX-R7", "厂窖镇") in proposed(made)
    assert not [unit for clause, unit in proposed(made) if clause == "NX-R8"]


def test_without_last_year_nothing_over_two_years_can_be_told():
    """NX-R7, NX-R8 rest on 上年考核: without it the sheet says what is missing instead of guessing."""
    made = assessed(result())
    assert {clause for clause, _ in proposed(made)} == {"NX-R6"}
    assert made.assessment.withheld == ("“调整分工”“问责并诫勉谈话”没有提出建议：缺2021年项目落户地考核排名。",)


def problem(unit="东湖镇", year=2021):
    """A row of 上年考核 that could not be used."""
    return PastScore(CellRef("上年考核.xlsx", "上年考核", 16), year, unit, None, None, "不是现在参加考核的单位")


SHUFFLED = {unit: place for place, unit in enumerate(HOSTS, 1)}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (past({unit: LAST_YEAR[unit] for unit in HOSTS[:-2]}), "应有14个单位，缺厂窖镇、乌嘴乡"),
        (past({unit: LAST_YEAR[unit] for unit in HOSTS if unit != "南洲镇"}), "应有14个单位，缺南洲镇"),
        (
            past({"厂窖镇": 1, "乌嘴乡": 2}, places=True),
            "缺县经济开发区、县省级农业科技园区、南洲镇、华阁镇、明山头镇等12个单位",
        ),
        ((*past(), problem()), "上年考核.xlsx第16行“东湖镇”不是现在参加考核的单位"),
        ((*past(), problem(year=None)), "第16行“东湖镇”"),
        (past(SHUFFLED | {"乌嘴乡": 69, "厂窖镇": 60}, places=True), "接不上"),
        (past(dict.fromkeys(HOSTS, 2), places=True), "接不上"),
        (
            (*past(dict(list(LAST_YEAR.items())[:7])), *past(dict(list(SHUFFLED.items())[7:]), places=True)),
            "比不出先后",
        ),
    ],
)
def test_an_incomplete_ranking_of_last_year_is_no_ground(rows, said):
    """NX-R7, NX-R8: rows missing, a unit of another name, places of another ranking: nothing is proposed, and why."""
    made = assessed(result(), past=rows)
    assert {clause for clause, _ in proposed(made)} == {"NX-R6"}
    (withheld,) = made.assessment.withheld
    assert withheld.startswith("“调整分工”“问责并诫勉谈话”没有提出建议：") and said in withheld


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"乌嘴乡": None}, "本月未报的：乌嘴乡"),
        ({"南洲镇": None, "华阁镇": None}, "本月未报的：南洲镇、华阁镇"),
    ],
)
def test_an_incomplete_ranking_of_this_year_is_no_ground(change, said):
    """NX-R6: a host without a table stands last with nothing; that is no place, and nobody else's is one either."""
    made = assessed(result(paid=PAID | change), past=past())
    assert proposed(made) == []
    (withheld,) = made.assessment.withheld
    assert said in withheld and "约谈并表态发言" in withheld


def test_a_host_without_a_task_leaves_the_ranking_incomplete():
    """NX-R6: whoever has no target has no place, and the last of the others is not 全县倒数第一."""
    made = result()
    lines = tuple(one for one in made.standings if one.line.lead_unit != "南洲镇")
    told = assessed(replace(made, standings=lines), past=past())
    assert proposed(told) == []
    assert any("排不了名的：南洲镇" in said for said in told.assessment.withheld)


def test_a_table_that_went_back_leaves_the_ranking_incomplete():
    """NX-R6: rows that a unit has to correct are in no figure yet; its place would be too low."""
    made = result()
    returned = tuple(replace(one, returned_rows=one.unit == "乌嘴乡") for one in made.timeliness)
    told = assessed(replace(made, timeliness=returned), past=past())
    assert proposed(told) == []
    assert any("还没有改好的：乌嘴乡" in said for said in told.assessment.withheld)


def test_points_beside_a_completion_index_are_no_ranking_of_their_own():
    """With both, the unit that is best by completion may be last by points: nothing follows until somebody decides."""
    made = result()
    rules = replace(made.scheme.rules, scores=scheme_of("jiaocheng-2022").rules.scores)
    both = assessed(replace(made, scheme=replace(made.scheme, rules=rules)), past=past())
    assert both.assessment.index and both.assessment.scores
    assert proposed(both) == []
    assert any("没有写明按哪个排名" in said for said in both.assessment.withheld)
    own = past({unit: float(amount) for unit, amount in PAID.items()}, 2022)
    decided = assessed(replace(made, scheme=replace(made.scheme, rules=rules)), past=past() + own)
    assert ("NX-R6", "乌嘴乡") in proposed(decided)


def test_before_december_it_is_a_warning():
    """NX-R6 speaks of 年度考核: in June the same places are a warning of what would follow."""
    made = assessed(result(ReportingPeriod(2022, 6), date(2022, 6, 27)), past=past())
    assert {one.state for one in made.assessment.proposals} == {"预警（年度未终）"}


def test_two_who_share_the_last_place_are_the_two_that_the_clause_names():
    """NX-R6 「倒数一、二名」: two hosts with the least are two; the next stands 倒数第3."""
    made = assessed(result(paid=PAID | {"厂窖镇": PAID["乌嘴乡"]}), past=past())
    assert [unit for clause, unit in proposed(made) if clause == "NX-R6"] == ["厂窖镇", "乌嘴乡"]
    assert str(made.assessment.proposals[0].places[0]).endswith("（共14个，倒数第1，2个并列）")
    assert not [unit for clause, unit in proposed(made) if clause == "NX-R8"], "倒数第一 is one unit, and two share it"
    assert made.assessment.withheld == (
        "“问责并诫勉谈话”：2022年项目落户地倒数第1名有2个单位并列，超出条款所说的倒数第一名，乌嘴乡没有列入建议，请研究确定。",
    )


@pytest.mark.parametrize(
    ("paid", "certain", "tied"),
    [
        (dict.fromkeys(HOSTS[:2], 90) | dict.fromkeys(HOSTS[2:], 0), [], 12),
        (dict.fromkeys(HOSTS[:1], 90) | dict.fromkeys(HOSTS[1:], 0), [], 13),
        (PAID | dict.fromkeys(("中鱼口镇", "厂窖镇"), 20), ["乌嘴乡"], 2),
        (PAID | dict.fromkeys(("中鱼口镇", "厂窖镇", "乌嘴乡"), 5), [], 3),
        (dict.fromkeys(HOSTS, 50), [], 14),
    ],
)
def test_a_tie_that_reaches_past_the_clause_is_left_to_a_person(paid, certain, tied):
    """NX-R6 「倒数一、二名」: thirteen ties are not thirteen 约谈; who shares the place is said."""
    made = assessed(result(paid=paid), past=past())
    assert [unit for clause, unit in proposed(made) if clause == "NX-R6"] == certain
    (said,) = [said for said in made.assessment.withheld if said.startswith("“约谈并表态发言”")]
    assert f"有{tied}个单位并列" in said and "请研究确定" in said


@pytest.mark.parametrize(("reading", "named"), [("ask", set()), ("all", {"中鱼口镇", "厂窖镇", "乌嘴乡"})])
def test_whether_all_who_share_a_place_are_named_is_a_reading(reading, named):
    """NX-R6 `ranking_ties`: three share the last place; left to a person, or all three proposed."""
    paid = PAID | dict.fromkeys(("中鱼口镇", "厂窖镇", "乌嘴乡"), 5)
    made = assessed(result(paid=paid, ranking_ties=reading), past=past())
    assert {unit for clause, unit in proposed(made) if clause == "NX-R6"} == named
    assert bool(named) is not any("请研究确定" in said for said in made.assessment.withheld)


@pytest.mark.parametrize(("reading", "named"), [("stop", set()), ("skip", {"中鱼口镇", "厂窖镇"})])
def test_whether_absent_units_stop_the_proposals_is_a_reading(reading, named):
    """NX-R6 `ranking_absent`: 乌嘴乡 has sent no table; nothing is proposed, or the last two of the others are."""
    made = assessed(result(paid=PAID | {"乌嘴乡": None}, ranking_absent=reading), past=past())
    assert {unit for clause, unit in proposed(made) if clause == "NX-R6"} == named


def journey(unit, firms, leads):
    """A trip of a unit to firms, of which the first brought leads."""
    ref, day = CellRef("出行台账.xlsx", "行程", 4), date(2022, 5, 9)
    visits = tuple(Visit(f"企业{n}", level="A" if n < leads else "") for n in range(firms))
    leader = Participant("甲", unit, "局长", "带队领导", "科级")
    return Trip(ref, f"T-{unit}", "", unit, "", "广州市", day, day, "", None, (leader,), visits, ())


@pytest.mark.parametrize(("reading", "met"), [("count", {True}), ("one", {True, False})])
def test_what_the_two_other_classes_do_is_counted(reading, met):
    """NX-U2: 县教育局 brings two leads, 县总工会 calls on three firms; whether others owe any is `class_duties`."""
    made = result(class_duties=reading)
    trips = (journey("县教育局", 2, 2), journey("县总工会", 3, 0))
    lines = quota_lines(Register("出行台账.xlsx", trips, (), ()), made.scheme, DECEMBER, YEAR_END)
    mine = [line for line in lines if line.quota.id.startswith("NX-U2")]
    assert {line.met for line in mine} == met
    assert {(line.unit, line.actual) for line in mine if line.actual} == {("县教育局", 2), ("县总工会", 3)}
    assert len(mine) == 21 + 33


@pytest.mark.parametrize(("reading", "contacts", "leads"), [("once", 4, 2), ("each", 5, 3)])
def test_a_firm_met_on_two_trips_is_one_contact(reading, contacts, leads):
    """NX-U2 联络: 县总工会 meets 企业0…2 in May, 企业0 again and 企业7 in August: 4家; 县教育局's lead is the same one."""
    ref, day = CellRef("出行台账.xlsx", "行程", 5), date(2022, 8, 9)
    trips = (journey("县总工会", 3, 0), journey("县教育局", 2, 2))
    again = tuple(
        replace(trip, ref=ref, id=f"{trip.id}-2", start=day, end=day, visits=visits)
        for trip, visits in zip(
            trips, ((Visit("企业0有限公司"), Visit("企业7")), (Visit("企业1", level="A"),)), strict=True
        )
    )
    made = result(met_again=reading)
    lines = quota_lines(Register("出行台账.xlsx", trips + again, (), ()), made.scheme, DECEMBER, YEAR_END)
    mine = {(line.unit, line.quota.id): line.actual for line in lines if line.quota.id.startswith("NX-U2")}
    assert (mine["县总工会", "NX-U2b"], mine["县教育局", "NX-U2a"]) == (contacts, leads)


def test_a_unit_is_known_by_the_name_it_had(tmp_path):
    """NX-R7: 东湖镇 was renamed 乌嘴乡 in March (单位变更); its place of last year is 乌嘴乡's, by any of its names."""
    rows = [(2021, "东湖镇" if unit == "乌嘴乡" else unit, score, None) for unit, score in LAST_YEAR.items()]
    path, scheme = book(tmp_path / "上年考核.xlsx", rows), scheme_of("nanxian-2022")
    change = UnitChange(Change.RENAME, "东湖镇", "乌嘴乡", ReportingPeriod(2022, 3))
    read, findings = read_last_assessment(path, scheme, (change,))
    assert findings == () and {one.unit for one in read} == set(HOSTS)
    assert ("NX-R8", "乌嘴乡") in proposed(assessed(result(), past=read))
    lost, findings = read_last_assessment(path, scheme)
    assert [one.kind for one in findings] == ["past_unit_unknown"]
    assert ("NX-R8", "乌嘴乡") not in proposed(assessed(result(), past=lost))


@pytest.mark.parametrize("reading", ["hosts", "class", "all"])
def test_among_whom_the_last_are_sought_is_a_reading(reading):
    """NX-U3: with the office's own scores of all classes, 县商务局 is last of all but is not ranked among hosts."""
    units = [unit.name for unit in scheme_of("nanxian-2022").units if unit.name not in HOSTS]
    others = {unit: 30.0 + place for place, unit in enumerate(units)} | {"县商务局": 10.0}
    own = past(LAST_YEAR | others, 2022)
    made = assessed(result(ranking_scope=reading), past=own)
    named = {unit for clause, unit in proposed(made) if clause == "NX-R6"}
    last = {"乌嘴乡", "华阁镇"}
    if reading == "class":
        assert last < named and "县商务局" not in named, "who is ranked alone is not the last of many"
    else:
        assert named == (last if reading == "hosts" else {"县商务局", "县发展和改革局"})


def test_the_offices_own_scores_of_the_year_go_before_the_computed_ones():
    """An assessment weighs more than completion: rows of this year in the workbook are its result."""
    own = past(LAST_YEAR | {"县经济开发区": 40.0}, 2022)
    made = assessed(result(), past=past() + own)
    assert ("NX-R6", "县经济开发区") in proposed(made)
    assert ("NX-R8", "乌嘴乡") not in proposed(made)


@pytest.mark.parametrize("skip", [True, False])
def test_places_are_quoted_as_they_are_stated(skip):
    """上年考核 with places: 1, 2, 2, 4 and 1, 2, 2, 3 are both rankings, and are not counted anew."""
    stated = {unit: place - (not skip and place > 2) for unit, place in SHUFFLED.items()} | {"南洲镇": 2}
    made = assessed(result(), past=past(stated, places=True))
    (one,) = [one for one in made.assessment.proposals if one.consequence.id == "NX-R8"]
    assert str(one.places[0]) == f"2021年项目落户地第{14 if skip else 13}名（共14个，倒数第1）"


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
    """上年考核: what cannot be read is asked about, and its row stays as one that the ranking lacks."""
    rows = [
        (2021, "南县南洲镇", 91.5, 3),
        ("去年", "华阁镇", 80, 5),
        (2021, "东湖镇", 70, 6),
        (2021, "乌嘴乡", None, 14),
        (2021, "南洲镇", 91.5, 3),
        (2021, "厂窖镇", None, None),
        (2021, "乌嘴乡", None, 13),
        (2021, "三仙湖镇", None, "倒数第二"),
        (2021, "中鱼口镇", "nan", None),
    ]
    path = book(tmp_path / "上年考核.xlsx", rows)
    read, findings = read_last_assessment(path, scheme_of("nanxian-2022"))
    good = [(one.unit, one.score, one.rank) for one in read if not one.problem]
    assert good == [("南洲镇", 91.5, 3), ("乌嘴乡", None, 14)]
    assert {(one.year, one.unit) for one in read if one.problem} == {
        (None, "华阁镇"), (2021, "东湖镇"), (2021, "厂窖镇"), (2021, "乌嘴乡"), (2021, "三仙湖镇"), (2021, "中鱼口镇"),
    }  # fmt: skip
    assert [(f.cell.place, f.kind) for f in findings] == [
        ("A3", "past_year_unread"),
        ("B4", "past_unit_unknown"),
        ("第6行", "score_row_twice"),
        ("D7", "missing_required"),
        ("第8行", "past_unit_twice"),
        ("D9", "past_place_unread"),
        ("C10", "unparseable_value"),
    ]


@pytest.mark.parametrize("year", [2021, "2021", "2021年", "2021年度", "２０２１年"])
@pytest.mark.parametrize("place", [13, "13", "第13名", "第十三名", "13名", "并列第13名", "第13位", "第13（并列）"])
def test_a_year_and_a_place_are_read_as_offices_write_them(tmp_path, year, place):
    """上年考核: 「2021年」 and 「第13名」 say what they say."""
    path = book(tmp_path / "上年考核.xlsx", [(year, "南洲镇", "91.5分", place)])
    ((row,), findings) = read_last_assessment(path, scheme_of("nanxian-2022"))
    assert ((row.year, row.unit, row.score, row.rank), findings) == ((2021, "南洲镇", 91.5, 13), ())


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


def test_what_is_missing_is_said_in_the_workbook_and_on_screen(tmp_path):
    """No 没有符合条款的单位 where the grounds are incomplete: the sheet and the screen say what is missing."""
    create_workspace(tmp_path / "南县", "nanxian-2022")
    made = assessed(result(paid=PAID | {"南洲镇": None}), past=past())
    sheet = openpyxl.load_workbook(write_assessment(open_workspace(tmp_path / "南县"), made), data_only=True)[
        "考核排名"
    ]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("本月未报的：南洲镇" in text for text in texts)
    assert "没有符合条款的单位。" not in texts
    assert "本月未报的：南洲镇" in in_words(made)
