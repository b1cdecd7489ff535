"""A project is one over the months: renamed, forgotten, moved, ended; what is not certain is asked once."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.drawn import drawn_sheet
from tests.spec.test_consolidation import project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.decisions import Question
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.workflow.steps import following
from toolkit.workflow.steps.answers import keep_answers, read_answers, with_answer
from toolkit.workflow.steps.month import check_workspace, consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

AS_OF = date(2022, 12, 10)
HEAD = "HEADINGS | 到位资金（亿元） | 签约日期"
# A project's cells: name, firm, 投资总额, telephone, 进展情况, 到位资金, 签约日期.
JIA = ("沙塘胶合板生产线", "深圳江岸木业有限公司", "2", "19900001001", "已开工", "0.2", "2022-02-03")
YI = ("古木冷链物流中心", "温州恒通物流有限公司", "3", "19900001002", "已签约", "0.3", "2022-02-04")
BING = ("长岭石墨烯涂料项目", "泉州泰来新材料有限公司", "5", "19900001003", "已签约", "0.5", "2022-02-05")


def changed(row, **fields):
    """Return a project's cells with some changed."""
    names = ("name", "firm", "money", "phone", "progress", "paid", "signed")
    return tuple(fields.get(name, cell) for name, cell in zip(names, row, strict=True))


class Year:
    """A county's year in a workspace: tables are put into months, months are consolidated, questions answered."""

    def __init__(self, place):
        self.place = place
        create_workspace(place, "luzhai-2022")

    def put(self, month, unit, *rows, title=None):
        """Put a unit's table of a month; without rows it says that there is nothing."""
        folder = self.place / "报送" / f"2022-{month:02d}"
        folder.mkdir(exist_ok=True, parents=True)
        lines = [
            f"{n} | {n - 2} | 木材加工 | {name} | {firm} | {money} | 广东 | 韦某 | {phone} | 2022年 | {progress} | {paid} | {day}"
            for n, (name, firm, money, phone, progress, paid, day) in enumerate(rows, 3)
        ] or ["3 | | 本月无"]
        letters = " | ".join("ABCDEFGHIJKL")
        drawing = "\n".join([f"| {letters}", f"1 | {unit}2022年{title or month}月", f"2 | {HEAD}", *lines])
        drawn_sheet(drawing, folder / f"{unit}{month}月.xlsx")

    def of(self, month):
        """Return a month's result; its questions stand in 裁定.xlsx."""
        self.opened = open_workspace(self.place)
        self.result = consolidate_workspace(self.opened, ReportingPeriod(2022, month), AS_OF)
        keep_answers(self.result, read_answers(self.opened))
        return self.result

    def asked(self, month, *kinds):
        """Return the open questions of a month that are about projects over months."""
        kinds = kinds or (Question.IDENTITY, Question.VANISHED, Question.UNIT, Question.DUPLICATE)
        return [one for one in self.of(month).decisions if one.question in kinds and one.is_open]

    def answer(self, month, begins):
        """Answer the one open question about a project with the choice that begins so."""
        (asked,) = self.asked(month)
        choice = next(one for one in asked.choices if one.startswith(begins))
        keep_answers(with_answer(self.result, asked.id, choice, "卢某", "2022-12-10", ""), read_answers(self.opened))
        return asked

    def counted(self, month):
        """Return what counts in a month: unit, name, 到位资金 in 万元."""
        entries = self.of(month).ledger.counted.entries
        return sorted((one.unit, one.name, (one.paid_in_yuan or 0) // 10_000) for one in entries)

    def chased(self, month):
        """Return the names that units are told to add again."""
        found = [one for one in self.of(month).findings if one.kind == "project_vanished"]
        checked = check_workspace(open_workspace(self.place), ReportingPeriod(2022, month))
        assert [one for table in checked for one in table.findings if one.kind == "project_vanished"] == found
        return [dict(one.details)["name"] for one in found]


@pytest.fixture
def year(tmp_path):
    """A workspace with two units' tables of May."""
    year = Year(tmp_path / "县")
    year.put(5, "江口乡", JIA, YI)
    year.put(5, "寨沙镇", BING)
    return year


def test_a_project_keeps_its_number_and_its_origin_over_months_and_names(year):
    """Issue 20.2: numbers run by first month, unit in the document's order and row; a renamed project keeps its own."""
    year.put(6, "江口乡", changed(JIA, name="沙塘胶合板生产线（二车间扩建）"), YI)
    year.put(6, "寨沙镇", BING)
    may, june = year.of(5).ledger.entries, year.of(6).ledger.entries
    assert {one.name: one.project for one in may} == {JIA[0]: "LZ-0002", YI[0]: "LZ-0003", BING[0]: "LZ-0001"}
    assert {one.project: one.origin for one in may} == {one.project: one.origin for one in june}


@pytest.mark.parametrize(
    "name",
    [
        "沙塘胶合板生产线建设项目",
        "沙塘胶合板生产线（搬迁扩建）",
        "沙塘村胶合板生产线".replace("村", ""),
        "新建沙塘胶合板生产线",
    ],
    ids=["a word more", "in brackets", "as it was", "a word before"],
)
def test_a_word_more_in_the_name_is_no_other_project_where_all_else_agrees(year, name):
    """Issue 20.2: firm, amount, telephone and day agree, the name holds the old one: certain, said once (X181), not asked."""
    year.put(6, "江口乡", changed(JIA, name=name, paid="0.25"), YI)
    year.put(6, "寨沙镇", BING)
    assert year.asked(6) == []
    assert ("江口乡", name, 2500) in year.counted(6)
    said = [one.kind for one in year.of(6).findings if one.kind == "project_renamed"]
    assert len(said) == (name != JIA[0])
    assert year.chased(6) == []


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (changed(JIA, name="沙塘循环经济综合体"), "another name"),
        (changed(JIA, name="沙塘胶合板生产线技改", money="2.4", phone="19900001999"), "another amount"),
        (changed(JIA, name="沙塘循环经济综合体", firm="鹿寨江岸木业有限公司"), "another firm"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_project_under_another_name_is_asked_about_once(year, new, why):
    """Issue 20.2: by likeness only a person can say; until then the new row counts, and the answer holds from then on."""
    for month in (6, 7):
        year.put(month, "江口乡", changed(new, paid=f"0.{month}"), YI)
        year.put(month, "寨沙镇", BING)
    before = {one.origin for one in year.of(5).ledger.entries}
    (asked,) = year.asked(6)
    assert (asked.question, asked.project) == (Question.IDENTITY, JIA[0])
    assert new[0] in asked.situation
    assert year.counted(6) == sorted([("江口乡", new[0], 6000), ("江口乡", YI[0], 3000), ("寨沙镇", BING[0], 5000)])
    assert year.chased(6) == [JIA[0]]
    (reminder,) = [one.message for one in year.of(6).findings if one.kind == "project_vanished"]
    assert "裁定以前只计本月新报的" in reminder
    assert "暂按上月的数计入" not in reminder
    year.answer(6, "同一项目")
    assert {one.origin for one in year.of(6).ledger.entries} == before
    assert (year.chased(6), year.asked(6), year.asked(7), year.chased(7)) == ([], [], [], [])


def test_what_was_said_to_be_two_projects_is_not_asked_about_as_a_duplicate(year):
    """One doubt, one question: after 不是同一项目 the old row and the new one are no suspected pair (重复)."""
    new = changed(JIA, name="沙塘循环经济综合体", paid="0.6")
    year.put(6, "江口乡", new, YI)
    year.put(6, "寨沙镇", BING)
    year.of(5)
    year.of(6)
    year.answer(6, "不是同一项目")
    pairs = [one for one in year.of(6).decisions if one.question is Question.DUPLICATE and one.is_open]
    assert not [one for one in pairs if JIA[0] in one.situation and new[0] in one.situation]


def test_two_projects_of_one_firm_and_a_second_phase_are_different_until_somebody_says_otherwise(year):
    """Issue 20.2, design: 一期/二期 that stand in the table together raise no question over the months."""
    first, second = (
        changed(JIA, name="沙塘胶合板生产线一期"),
        changed(JIA, name="沙塘胶合板生产线二期", signed="2022-06-01"),
    )
    year.put(5, "江口乡", first, YI)
    year.put(6, "江口乡", first, second, YI)
    year.put(6, "寨沙镇", BING)
    year.put(7, "江口乡", second, YI)
    year.put(7, "寨沙镇", BING)
    assert year.asked(6) == []
    (asked,) = year.asked(7)
    assert (asked.question, asked.project) == (Question.VANISHED, first[0])


@pytest.mark.parametrize(("answer", "counts"), [("", True), ("漏报", True), ("终止", False), ("撤项", False)])
def test_a_project_that_leaves_its_table_without_a_word_stays_until_somebody_says_what_became_of_it(
    year, answer, counts
):
    """Rules of judgement 6: it keeps its last certain values, said in the ledger; one question, one answer for good."""
    for month in (6, 7):
        year.put(month, "江口乡", YI)
        year.put(month, "寨沙镇", BING)
    if answer:
        year.answer(6, answer)
    for month in (6, 7):
        assert (("江口乡", JIA[0], 2000) in year.counted(month)) == counts
        assert len(year.asked(month)) == (0 if answer else 1)
    if counts:
        (entry,) = [one for one in year.of(7).ledger.entries if one.name == JIA[0]]
        assert (entry.period, entry.decision[:11]) == ("2022-05", "沿用2022年5月的数")
    assert year.chased(6) == ([JIA[0]] if answer in ("", "漏报") else [])
    assert year.chased(7) == []


def test_a_forgotten_project_that_comes_back_is_the_same_and_may_be_forgotten_again(year):
    """Rules of judgement 6: its row counts again; when it is missing once more, that is a new question."""
    for month, rows in ((6, (YI,)), (7, (changed(JIA, paid="0.4"), YI)), (8, (YI,))):
        year.put(month, "江口乡", *rows)
        year.put(month, "寨沙镇", BING)
    first = year.answer(6, "漏报")
    assert ("江口乡", JIA[0], 4000) in year.counted(7)
    (again,) = year.asked(8)
    assert again.id != first.id


def test_a_project_that_moves_is_asked_about_and_its_credit_moves_with_it(year):
    """Issue 20.3: the old unit is not told 请补上 once somebody said so; the project is counted once all the time."""
    for month in (6, 7):
        year.put(month, "江口乡", YI)
        year.put(month, "寨沙镇", BING, changed(JIA, paid=f"0.{month}"))
    everything = sorted([("江口乡", YI[0], 3000), ("寨沙镇", BING[0], 5000), ("寨沙镇", JIA[0], 6000)])
    assert year.counted(6) == everything
    assert "由江口乡移交寨沙镇" in year.answer(6, "同一项目").choices[0]
    assert (year.counted(6), year.asked(6), year.chased(6)) == (everything, [], [])
    assert (year.asked(7), year.chased(7)) == ([], [])
    assert ("江口乡", JIA[0], 2000) in year.counted(5)


def test_a_project_that_two_units_report_is_decided_once_and_may_be_renamed_and_dropped_later(year):
    """Issue 20.2: a 重复 decided in June holds in July under another name, and when the other unit drops its row."""
    year.put(6, "江口乡", JIA, YI)
    year.put(6, "寨沙镇", BING, JIA)
    year.put(7, "江口乡", JIA, YI)
    year.put(7, "寨沙镇", BING, changed(JIA, name="沙塘木业产业园"))
    year.put(8, "江口乡", changed(JIA, name="沙塘胶合板生产线（搬迁）"), YI)
    year.put(8, "寨沙镇", BING)
    year.answer(6, "保留：江口乡")
    for month in (6, 7, 8):
        assert year.asked(month) == []
        assert len(year.counted(month)) == 3
        assert year.chased(month) == []


def test_a_row_that_cannot_be_read_keeps_the_project_at_its_last_certain_value(year):
    """Issue 20.3: a doubtful cell never removes its project; what else the row says counts, and the ledger says so."""
    for month, money in ((6, "#REF!"), (7, "面议")):
        year.put(month, "江口乡", changed(JIA, money=money, paid=f"0.{month}"), YI)
        year.put(month, "寨沙镇", BING)
        entry = next(one for one in year.of(month).ledger.entries if one.name == JIA[0])
        assert (entry.investment_yuan, entry.paid_in_yuan) == (200_000_000, month * 10_000_000)
        assert entry.decision.startswith("投资总额本月无法读取，沿用2022年5月的数")


def test_a_project_that_says_it_has_ended_is_out_from_that_month_and_nothing_is_asked_when_its_row_goes(year):
    """Rules of judgement 7: warned once (X180), out of counts and sums; the row may be deleted later."""
    over = changed(JIA, progress="投资方已撤资，项目终止，资金已退回")
    for month, rows in ((6, (over, YI)), (7, (over, YI)), (8, (YI,))):
        year.put(month, "江口乡", *rows)
        year.put(month, "寨沙镇", BING)
        assert not [one for one in year.counted(month) if one[1] == JIA[0]]
        assert (year.asked(month), year.chased(month)) == ([], [])
        assert sum(one.kind == "project_ended" for one in year.of(month).findings) == (month == 6)


@pytest.mark.parametrize("answer", ["", "属实", "不是"])
def test_a_unit_whose_projects_another_unit_reports_is_asked_about_once_for_all_of_them(year, answer):
    """Issue 20.3: merged units are neither chased nor carried nor asked about project by project."""
    year.put(6, "寨沙镇", BING, JIA, YI)
    year.put(7, "寨沙镇", BING, JIA, YI)
    (asked,) = year.asked(6)
    assert (asked.question, asked.choices) == (Question.UNIT, ("属实，并入寨沙镇", "不是，仍单独报送"))
    if answer:
        year.answer(6, answer)
    late = {month: "江口乡" in {one.unit for one in year.of(month).timeliness} for month in (6, 7)}
    assert late == {6: answer != "属实", 7: answer != "属实"}
    if answer != "不是":
        assert [unit for unit, *_ in year.counted(7)] == ["寨沙镇"] * 3
    assert len(year.asked(7, Question.UNIT)) == (answer == "")
    assert ("江口乡", JIA[0], 2000) in year.counted(5)


def test_a_unit_without_a_table_keeps_what_was_decided_of_its_projects(year):
    """Rules of judgement 4: carried with the last values; what had left the table before is carried with its answer."""
    year.put(6, "江口乡", YI)
    year.put(6, "寨沙镇", BING)
    year.put(7, "寨沙镇", BING)
    year.answer(6, "漏报")
    assert year.counted(7) == sorted([("江口乡", JIA[0], 2000), ("江口乡", YI[0], 3000), ("寨沙镇", BING[0], 5000)])
    assert year.asked(7) == []


def rows_of(names, month):
    """Return a project a name, each of a firm, a telephone and an amount of its own."""
    return [
        project(
            row,
            name=name,
            investor=f"深圳{'甲乙丙丁戊己'[row]}木业有限公司",
            phone=f"1990000{row:04d}",
            investment_yuan=row * 10_000_000 + 50_000_000,
            signed_on=PartialDate(2022, 1, row + 1),
            paid_in_yuan=month * 1_000_000 + row * 100_000,
        )
        for row, name in enumerate(names)
    ]


NAMES = ["沙塘东厂", "古木板厂", "长岭西厂", "独山木厂", "温江老厂"]
OTHERS = ["东泉大院", "西岭新园", "南庆总部", "北屯分部", "中坪旧址"]


def result_of(scheme, months, answers):
    """Consolidate the last of some months, given as lists of tables in any order."""
    read = {period: tuple(tables) for period, tables in months.items()}
    register = following.followed(read, scheme, answers)
    known = [following.with_numbers(one, register) for tables in read.values() for one in tables]
    last = max(months)
    return register, consolidate(known, None, scheme, last, AS_OF, answers, register=register)


@settings(max_examples=25, deadline=None)
@given(st.permutations(OTHERS), st.sets(st.integers(0, 4), min_size=1), st.randoms(use_true_random=False))
def test_renaming_every_project_changes_no_figure_once_it_is_said_that_they_are_the_same(luzhai, names, which, dice):
    """Issue 20, must hold: whichever projects are renamed, to whatever; nor does the order of files and months matter."""
    may, june = ReportingPeriod(2022, 5), ReportingPeriod(2022, 6)
    new = [names[n] if n in which else NAMES[n] for n in range(5)]
    before = {
        may: [table(period=may, projects=rows_of(NAMES, 5))],
        june: [table(period=june, projects=rows_of(NAMES, 6))],
    }
    after = {june: [table(period=june, projects=rows_of(new, 6))], may: before[may]}
    if dice.random() < 0.5:
        after = dict(reversed(after.items()))
    plain, expected = result_of(luzhai, before, {})
    register, result = result_of(luzhai, after, {})
    answers = {one.id: replace(one, answer="同一项目") for one in register.questions[june]}
    assert len(answers) == len(which)
    renamed, result = result_of(luzhai, after, answers)
    assert [one.actual for one in result.county] == [one.actual for one in expected.county]
    assert [(one.number, one.origin) for one in renamed.projects] == [
        (one.number, one.origin) for one in plain.projects
    ]
    assert not [one for one in result.decisions if one.is_open]
