"""The books that a document asks an office to keep: begun from the rulebook, never overwritten, checked, printed."""

import shutil
from datetime import date, datetime

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from tests.assessed import result_of, scheme_of
from toolkit.assessment.agenda import agenda
from toolkit.assessment.kept_books import book_states, expected_lines, lacking, late_books, state_of
from toolkit.cli import main
from toolkit.model.accounting_year import AccountingYear
from toolkit.model.cells import CellRef
from toolkit.model.kept_books import KeptLine
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.schemes.loader import load_shipped, shipped_folder, slips_of
from toolkit.workbooks.books.kept_books_sheet import state_word
from toolkit.workflow.steps.assessing import month_agenda
from toolkit.workflow.steps.kept_books import print_kept_books, read_kept_books, write_kept_books
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

JUNE, MIDSUMMER = ReportingPeriod(2022, 6), date(2022, 6, 20)
SIGNED = {"name": "旋切项目", "industry": "林木业", "stage": "签约", "signed_on": PartialDate(2022, 3, 1)}


def book_of(id: str, name: str):
    """A book of a shipped rulebook."""
    return next(one for one in load_shipped(id).rules.registers if one.name == name)


def line(row=4, days=None, **texts):
    """A line of a book as read."""
    return KeptLine(CellRef("台账.xlsx", "台账", row), texts, {}, days or {})


def workspace_of(tmp_path, id="luzhai-2022", year=2022):
    """A fresh workspace."""
    create_workspace(tmp_path / "w", id, year)
    return open_workspace(tmp_path / "w")


def test_the_responsibility_matrix_has_a_line_for_each_measure_and_unit():
    """NX-R15: thirteen articles with 3, 1, 5, 4, 6, 4, 5, 6, 2, 5, 5, 5, 5 units are 56 lines; GN-R15 likewise 36."""
    lines = expected_lines(book_of("nanxian-2022", "责任分工表"), load_shipped("nanxian-2022"))
    assert len(lines) == 3 + 1 + 5 + 4 + 6 + 4 + 5 + 6 + 2 + 5 + 5 + 5 + 5
    assert lines[0].texts["条款"] == "（三）"
    assert lines[-1].texts == {"条款": "（十五）", "事项": "营造良好氛围", "责任单位": "各乡镇"}
    squads = expected_lines(book_of("gangnan-2018", "责任分工表"), load_shipped("gangnan-2018"))
    assert len(squads) == 5 + 3 + 4 + 6 + 6 + 4 + 3


def test_rosters_hold_who_is_named_and_wait_for_the_others():
    """GN-O1: 组长 and three 副组长 are named; GN-R5: a squad's first unit leads it, 区直部门 is no squad."""
    scheme = load_shipped("gangnan-2018")
    named = expected_lines(book_of("gangnan-2018", "领导小组名单"), scheme)
    assert [(one.texts.get("角色"), one.texts.get("姓名")) for one in named][:4] == [
        ("组长", "曾健清"),
        ("副组长", "俸振江"),
        ("副组长", "韦长安"),
        ("副组长", "卓天高"),
    ]
    squads = expected_lines(book_of("gangnan-2018", "招商小分队名单"), scheme)
    assert squads[0].texts["第一责任单位"] == "区发改局"
    assert not [one for one in squads if one.texts["小分队"] == "区直部门"]


def test_a_book_begins_with_what_is_known_and_is_then_the_office_s_own(tmp_path):
    """LZ-R17: signed projects are listed; what was filled in stays, a new project is added below, the former is kept."""
    workspace = workspace_of(tmp_path)
    scheme = workspace.scheme
    write_kept_books(workspace, result_of(scheme, {"江口乡": [SIGNED]}, JUNE, MIDSUMMER))
    path = workspace.kept_book("重点项目跟踪服务台账")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    headings = [cell.value for cell in sheet[3]]
    assert sheet.cell(4, 1).value == "旋切项目"
    sheet.cell(4, headings.index("走访或联系日期") + 1).value = datetime(2022, 5, 9)
    sheet.cell(4, headings.index("问题") + 1).value = "用电未接通"
    book.save(path)
    twice = {"江口乡": [SIGNED, {**SIGNED, "name": "家具项目"}]}
    written = write_kept_books(workspace, result_of(scheme, twice, JUNE, MIDSUMMER))
    assert [one.name for one in written] == [path.name], "only the book that lacked a line is touched"
    rows = [[cell.value for cell in row[:1]] for row in openpyxl.load_workbook(path).active.iter_rows(4, 5)]
    assert rows == [["旋切项目"], ["家具项目"]]
    kept, findings = read_kept_books(workspace, JUNE)
    first = kept["重点项目跟踪服务台账"][0]
    assert (first.texts["问题"], first.days, findings) == ("用电未接通", {"走访或联系日期": date(2022, 5, 9)}, ())
    assert (path.parent / "重点项目跟踪服务台账（上次）.xlsx").exists()
    assert write_kept_books(workspace, result_of(scheme, twice, JUNE, MIDSUMMER)) == []


@pytest.mark.parametrize(
    ("visited", "as_of", "word"),
    [
        (date(2022, 4, 1), date(2022, 7, 5), "已齐"),
        (date(2022, 3, 31), date(2022, 6, 30), "待办"),
        (date(2022, 3, 31), date(2022, 7, 1), "有逾期"),
        (None, date(2022, 7, 1), "有逾期"),
    ],
)
def test_every_signed_project_is_visited_once_a_quarter(visited, as_of, word):
    """book_line_late, LZ-R17 定期走访 (reading: each quarter): a day in April to June will do, else it is late from 1 July on."""
    register = book_of("luzhai-2022", "重点项目跟踪服务台账")
    its = line(项目名称="旋切项目", 责任单位="县林业局", days={"走访或联系日期": visited} if visited else {})
    state = state_of(register, [], [its], JUNE, as_of)
    assert state_word(state) == word
    assert [finding.message.startswith("“旋切项目”本季度没有“走访或联系日期”") for finding in late_books([state])] == (
        [True] if word == "有逾期" else []
    )
    assert state.units == {"县林业局": (1, int(word == "已齐"))}


def test_every_unit_writes_a_plan_of_its_own():
    """LZ-R10 「制定好本单位招商工作方案」: a line for each unit; it owes name and day until both stand there, late in January."""
    register = book_of("luzhai-2022", "各单位招商工作方案报送情况")
    expected = expected_lines(register, load_shipped("luzhai-2022"))
    assert {one.texts["单位"] for one in expected} == {unit.name for unit in load_shipped("luzhai-2022").units}
    sent = [
        line(row, 单位="江口乡", **texts)
        for row, texts in enumerate(({}, {"方案名称": "方案", "印发日期": "6月1日"}), 4)
    ]
    states = [state_of(register, expected[:1], [one], ReportingPeriod(2022, 12), date(2023, 1, 5)) for one in sent]
    assert [state.done for state in states] == [0, 1]
    assert "没有填“方案名称”“印发日期”" in {one.what for one in states[0].late}


@pytest.mark.parametrize(("year", "late"), [(AccountingYear(), False), (AccountingYear(-1), True)])
def test_a_quarter_of_a_year_from_december_ends_in_february(year, late):
    """LZ-R17 with a year from 上年12月: its second quarter ends on 31 May, so nobody visited is late on 5 June."""
    register = book_of("luzhai-2022", "重点项目跟踪服务台账")
    state = state_of(register, [], [line(项目名称="旋切项目")], ReportingPeriod(2022, 5), date(2022, 6, 5), year)
    assert [one.late for one in state.owed if "本季度没有" in one.what] == [late]


def test_a_book_with_no_line_in_it_is_not_complete():
    """GN-R13 联合预审: a begun book without any line says 没有内容, one line that owes nothing 已齐."""
    register = book_of("gangnan-2018", "重点项目清单")
    assert state_word(state_of(register, [], [], JUNE, MIDSUMMER)) == "没有内容"
    assert state_word(state_of(register, [], [line(项目名称="旋切项目")], JUNE, MIDSUMMER)) == "已齐"


def test_how_often_is_a_reading():
    """LZ-R17: under followed_up = month a visit in April is none in June."""
    monthly = scheme_of("luzhai-2022", followed_up="month")
    register = next(one for one in monthly.rules.registers if one.id == "LZ-R17")
    its = line(项目名称="旋切项目", days={"走访或联系日期": date(2022, 4, 9)})
    assert state_of(register, [], [its], JUNE, date(2022, 7, 1)).late


def test_a_line_s_own_limit_stands_in_the_calendar_and_is_late_the_day_after():
    """LZ-R13: on the day of a fair the calendar names it; the day after, without 成果, it is late."""
    register = book_of("luzhai-2022", "会议活动参加情况表")
    fair = line(
        活动名称="广西投资贸易博览会",
        参加单位="县投促中心",
        举办日期="2022-06-18",
        days={"举办日期": date(2022, 6, 18)},
    )
    on_the_day, after = (state_of(register, [], [fair], JUNE, date(2022, 6, day)) for day in (18, 19))
    scheme = load_shipped("luzhai-2022")
    items = [one for one in agenda(scheme, JUNE, kept=[on_the_day]) if one.kind == "台账"]
    assert [(one.day.day, one.what) for one in items] == [(18, "会议活动参加情况表：广西投资贸易博览会")]
    assert (on_the_day.late, [one.what for one in after.late]) == ((), ["“成果”没有填"])
    closed = line(**{**fair.texts, "成果": "签约2个"}, days=fair.days)
    assert state_of(register, [], [closed], JUNE, date(2022, 12, 31)).owed == ()


def test_a_line_that_the_document_asks_for_may_not_be_struck():
    """LZ-R11: two chains have their 三个一; a book with one of them lacks the other, and is late after December."""
    register, scheme = book_of("luzhai-2022", "“三个一”清单"), load_shipped("luzhai-2022")
    expected = expected_lines(register, scheme)
    full = line(产业链="林木精深加工产业链", 工作专班="有", 行动方案="有", 政策支持="有")
    state = state_of(register, expected, [full], ReportingPeriod(2022, 12), date(2023, 1, 1))
    assert (state.expected, state.done, state.missing) == (2, 1, ("商用车共享零部件产业链",))
    (finding,) = late_books([state])
    assert finding.code == "F251"
    assert "商用车共享零部件产业链" in finding.message
    assert lacking(register, expected, [full, line(产业链=" 商用车共享零部件产业链")]) == []


def test_a_book_that_is_not_there_is_told_of_once_and_is_no_finding(tmp_path):
    """A county that keeps no books gets no list of complaints; the calendar names the book on the quarter's last day."""
    workspace = workspace_of(tmp_path)
    result = result_of(workspace.scheme, {"江口乡": [SIGNED]}, JUNE, MIDSUMMER)
    states = book_states({}, result)
    assert {state_word(state) for state in states} == {"没有建"}
    assert late_books(states) == ()
    said = [one for one in month_agenda(workspace, JUNE) if one.kind == "台账"]
    assert [(one.day, one.what, one.note) for one in said] == [
        (date(2022, 6, 30), "填齐重点项目跟踪服务台账", "还没有建，请按“考核用表”（命令为 zhaoshang assess --books）")
    ]


def test_a_unit_that_nobody_knows_is_asked_about(tmp_path):
    """book_unit_unknown F250: 县林业居 is no unit of the county; a class of units is none to ask about."""
    workspace = workspace_of(tmp_path)
    write_kept_books(workspace)
    path = workspace.kept_book("“三个一”清单")
    book = openpyxl.load_workbook(path)
    book.active.cell(4, 5).value, book.active.cell(5, 5).value = "县林业局、县林业居", "县直有关单位"
    book.save(path)
    _, findings = read_kept_books(workspace, JUNE)
    assert [(one.code, str(one.cell)) for one in findings] == [("F250", "“三个一”清单.xlsx “三个一”清单 表 E4 单元格")]


def test_printed_books_hold_the_lines_and_who_signs(tmp_path):
    """LZ-R16b: a form for each big project in talks with the five judgements; LZ-R11 as one table to hang up."""
    workspace = workspace_of(tmp_path)
    talks = {
        "name": "家居城",
        "industry": "家具",
        "stage": "在谈",
        "investment_yuan": 300_000_000,
        "investor": "山东岸木公司",
    }
    made = print_kept_books(workspace, result_of(workspace.scheme, {"江口乡": [talks]}, JUNE, MIDSUMMER))
    form = next(path for path in made if path.stem == "重大项目谈判组综合评判表（家居城）")
    cells = [[cell.text for cell in row.cells] for row in Document(form).tables[0].rows]
    assert cells[:2] == [["项目名称", "家居城"], ["投资方", "山东岸木公司"]]
    assert [row[0] for row in cells[2:]] == [
        *("产业类别", "技术指标", "环境影响", "税收贡献", "投入产出", "评判意见"),
        *("谈判组成员", "谈判组组长"),
    ]
    wall = next(path for path in made if path.stem == "“三个一”清单")
    rows = [[cell.text for cell in row.cells] for row in Document(wall).tables[0].rows]
    assert rows[0] == ["序号", "产业链", "工作专班", "行动方案", "政策支持", "责任单位"]
    assert [row[1] for row in rows[1:]] == ["林木精深加工产业链", "商用车共享零部件产业链"]


def test_the_command_says_what_it_began(tmp_path):
    """``assess --books`` needs no month; run again it changes nothing."""
    workspace_of(tmp_path, "jiaocheng-2022")
    first, second = (CliRunner().invoke(main, ["assess", "--books", "-w", str(tmp_path / "w")]) for _ in range(2))
    assert "展会参加情况表.xlsx" in first.output
    assert "没有要补的行，没有改动" in second.output


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('needed = ["工作专班", "行动方案", "政策支持"]', 'needed = ["工作专案"]', "不是本表的列。是不是“工作专班”"),
        ('done = "成果"\n', "", "要和 done 一起写"),
        ('rows = "names"\n', "", "请先写 rows"),
    ],
)
def test_a_book_that_makes_no_sense_is_a_slip(tmp_path, before, after, said):
    """A column that the book has not got, a limit without what closes it, keys of a book without rows."""
    folder = tmp_path / "own"
    shutil.copytree(shipped_folder("luzhai-2022"), folder)
    text = (folder / "scheme.toml").read_text("utf-8")
    assert before in text
    (folder / "scheme.toml").write_text(text.replace(before, after, 1), "utf-8")
    assert any(said in str(slip) for slip in slips_of(folder)), [str(slip) for slip in slips_of(folder)]


TALKS = {"name": "甲", "stage": "在谈", "investment_yuan": 200_000_000, "packaged": True}
BOOKS = [
    # GN-R13: a project in talks is examined by six; a project of 亿元 in talks or later stands on the list.
    ("gangnan-2018", "招商引资项目联合预审表", 1, "产业政策 规划用地 环境影响 安全 能耗 预审意见"),
    # NX-R5: 信息收集、研判、洽谈、要素保障.
    ("nanxian-2022", "专班人员名单", 4, "牵头单位 组长"),
    # NX-R10: 项目落户地 (14 with the sample's townships) and the 22 责任招商单位; NX-R13 begins empty.
    ("nanxian-2022", "专职招商人员备案表", 36, "姓名 备案日期"),
    ("nanxian-2022", "招商顾问名册", 0, "姓名 类别 聘任日期 联系方式"),
    ("jiaocheng-2022", "项目对接方案", 1, "承接部室 对接企业 对接方式 完成时限 责任人"),
    ("jiaocheng-2022", "项目分派表", 1, "承接部室 核实论证意见 分派日期"),
    ("jiaocheng-2022", "项目建议书", 1, "投资规模 发展前景 建设内容 预期效益 配套设施"),
    ("jiaocheng-2022", "拟对接企业清单", 1, "行业分布 上下游重点企业 业务范围 关键技术"),
    ("jiaocheng-2022", "展会参加情况表", 5, "举办日期 参加部室"),
]


@pytest.mark.parametrize(("id", "name", "lines", "columns"), BOOKS, ids=[one[1] for one in BOOKS])
def test_what_each_book_asks_for_is_owed_until_it_is_written(tmp_path, id, name, lines, columns):
    """GN-R13, NX-R5, R10, R13, JC-F3…F6: the book has its lines and columns; a line owes what is empty, filled nothing."""
    scheme, needed = scheme_of(id), columns.split()
    month = ReportingPeriod(scheme.year, 6)
    unit = next(one.name for one in scheme.units if one.reports)
    result = result_of(
        scheme, {unit: [TALKS, TALKS | {"name": "乙", "stage": "投产", "packaged": False}]}, month, month.last_day
    )
    register = next(one for one in scheme.rules.registers if one.name == name)
    assert len(expected_lines(register, scheme, result)) == lines
    workspace = workspace_of(tmp_path, id, scheme.year)
    write_kept_books(workspace, result)
    book = openpyxl.load_workbook(workspace.kept_book(name))
    assert set(needed) <= {cell.value for cell in book.active[3]}
    book.close()
    full = dict.fromkeys(needed, "已填")
    states = [
        state_of(register, [], [line(**{**full, column: ""}, 备注="")], month, month.last_day)
        for column in (*needed, "")
    ]
    assert [[one.what for one in state.owed if "没有填" in one.what] for state in states] == [
        *([f"没有填“{column}”"] for column in needed),
        [],
    ]


def test_all_books_of_the_four_counties_can_be_begun(tmp_path):
    """Every shipped book is written, read back without a finding, and lacks nothing."""
    for id, year in (("luzhai-2022", 2022), ("gangnan-2018", 2018), ("nanxian-2022", 2022), ("jiaocheng-2022", 2022)):
        create_workspace(tmp_path / id, id, year)
        workspace = open_workspace(tmp_path / id)
        written = write_kept_books(workspace)
        assert len(written) == sum(one.is_book for one in workspace.scheme.rules.registers) >= 4
        kept, findings = read_kept_books(workspace, ReportingPeriod(year, 6))
        assert findings == ()
        for register in workspace.scheme.rules.registers:
            if register.is_book:
                assert lacking(register, expected_lines(register, workspace.scheme), kept[register.name]) == []
