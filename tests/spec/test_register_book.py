"""项目库.xlsx is the register that the office sees and edits: the tool adds and updates, a person's words stay."""

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.conftest import JUNE
from tests.office import recalculated
from tests.spec.test_consolidation import table
from tests.spec.test_register import BING, JIA, NAMES, YI, Year, changed, rows_of
from toolkit import cli
from toolkit.intake.office.register_book import read_register_book
from toolkit.mail.privacy import masked
from toolkit.model.period import ReportingPeriod
from toolkit.model.register_book import Library
from toolkit.workbooks.books.register_workbook import drawn_register
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import following
from toolkit.workflow.steps.libraries import keep_register


class Kept(Year):
    """A county's year whose 项目库.xlsx is written after each month."""

    @property
    def book(self):
        """Where the book lies."""
        return self.place / "项目库.xlsx"

    def kept(self, month):
        """Consolidate a month and write the book; return the sheet 项目 as a line a 现名."""
        result = self.of(month)
        assert keep_register(self.opened, result) == self.book
        return self.lines()

    def lines(self, sheet="项目", key="现名"):
        """Return the lines of a sheet by what stands under one heading."""
        head, *rows = list(openpyxl.load_workbook(self.book)[sheet].iter_rows(min_row=3, values_only=True))
        return {line[key]: line for row in rows if (line := dict(zip(head, row, strict=True)))[key]}

    def write(self, sheet, **cells):
        """Write into cells as a person does: ``year.write("项目", B4="…")``."""
        book = openpyxl.load_workbook(self.book)
        page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        for place, value in cells.items():
            page[place] = value
        book.save(self.book)

    def write_change(self, *cells):
        """Write a line of 单位变更."""
        self.write("单位变更", **{f"{letter}4": cell for letter, cell in zip("ABCDEFG", cells, strict=False)})


@pytest.fixture
def year(tmp_path):
    """Two units' tables of May and June, 项目库.xlsx written for May."""
    year = Kept(tmp_path / "县")
    for month in (5, 6):
        year.put(month, "江口乡", changed(JIA, paid=f"0.{month}"), YI)
        year.put(month, "寨沙镇", BING)
    year.kept(5)
    return year


def test_the_book_lists_every_project_with_its_names_units_months_and_state(year):
    """Issue 20.1: 项目 holds 编号, 现名, 曾用名, 单位, periods and state; 月度 the sums of each month."""
    year.put(6, "江口乡", changed(JIA, name="沙塘胶合板生产线（扩建）", paid="0.6"), changed(YI, progress="项目终止"))
    lines = year.kept(6)
    old = lines["沙塘胶合板生产线（扩建）"]
    assert (old["编号"], old["曾用名"], old["单位"], old["首报期间"], old["最近期间"]) == (
        "LZ-0002", JIA[0], "江口乡", "2022-05", "2022-06",
    )  # fmt: skip
    assert (old["投资总额（亿元）"], old["到位资金（亿元）"], old["阶段"], old["状态"]) == (2, 0.6, "开工", "在库")
    assert (lines[YI[0]]["状态"], lines[YI[0]]["状态说明"]) == ("终止", "2022年6月起：项目终止")
    months = year.lines("月度", "编号")["LZ-0002"]
    assert (months["2022-05 到位资金（亿元）"], months["2022-06 到位资金（亿元）"]) == (0.5, 0.6)


@pytest.mark.office
def test_the_page_of_a_project_shows_whichever_is_picked(year, tmp_path):
    """Issue 20.7: the sheet 项目页 looks up what 项目 and 月度 hold; another program computes the same."""
    year.kept(6)
    year.write("项目页", B3="LZ-0003")
    (computed,) = recalculated([year.book], tmp_path)
    shown = {line[0]: line[1:] for line in openpyxl.load_workbook(computed, data_only=True)["项目页"].values if line[0]}
    assert (shown["现名"][0], shown["投资总额（亿元）"][0], shown["曾用名"][0] or "") == (YI[0], 3, "")
    assert shown["2022年6月"] == (0.3, 3, "签约", "2022-06/江口乡6月.xlsx Sheet 表 K4 单元格")


def test_running_a_month_twice_or_months_in_any_order_changes_nothing_in_the_book(year):
    """Issue 20, must hold: the same tables and answers give the same book, whichever month was run last."""
    year.kept(6)
    before = year.book.read_bytes()
    for month in (6, 5, 6):
        year.kept(month)
        assert year.book.read_bytes() == before


def test_numbers_once_given_stay_whatever_comes_before_them_later(year):
    """Issue 20.1: a table of April that arrives late brings new projects, and no number becomes another project's."""
    numbers = {name: line["编号"] for name, line in year.lines().items()}
    year.put(4, "中渡镇", changed(BING, name="大塘竹木厂", firm="福建竹业有限公司"))
    lines = year.kept(6)
    assert {name: lines[name]["编号"] for name in numbers} == numbers
    assert lines["大塘竹木厂"]["编号"] == "LZ-0004"


def test_what_a_person_adds_stays_his_columns_lines_and_sheets(year):
    """Issue 20.1, 20.11: 挂点领导 stays with its project over a rename; own lines and sheets stay, and are said (X182)."""
    year.write("项目", X3="挂点领导", X5="韦县长", A20="备查", B20="还没有报的项目")
    year.write("月度", Z3="备注", Z4="按季核对")
    year.write("随手记", A1="下周开会")
    year.put(6, "江口乡", changed(JIA, name="沙塘胶合板生产线（扩建）"), YI)
    (said,) = [one for one in year.of(6).findings if one.kind == "register_line_unknown"]
    assert (said.code, said.cell.row) == ("X182", 20)
    for _ in range(2):
        lines = year.kept(6)
        assert lines["沙塘胶合板生产线（扩建）"]["挂点领导"] == "韦县长"
        assert lines["还没有报的项目"]["编号"] == "备查"
        assert year.lines("月度", "编号")["LZ-0001"]["备注"] == "按季核对"
        assert openpyxl.load_workbook(year.book)["随手记"]["A1"].value == "下周开会"
    assert (year.place / "项目库（上次）.xlsx").exists()


@pytest.mark.parametrize("word", ["终止", "撤项"])
def test_the_office_may_take_a_project_out_in_the_book_from_a_month_on(year, word):
    """Issue 20.1: 办公室改状态 counts as its word: listed, out of counts, with its reason; earlier months stay."""
    (row,) = [n for n, name in enumerate(year.lines(), 4) if name == JIA[0]]
    year.write("项目", **{f"R{row}": word, f"S{row}": "2022-06"})
    assert ("江口乡", JIA[0], 5000) in year.counted(5)
    assert JIA[0] not in [name for _, name, _ in year.counted(6)]
    (entry,) = [one for one in year.result.ledger.entries if one.name == JIA[0]]
    assert entry.decision == f"项目库.xlsx 写明：{word}"
    assert year.kept(6)[JIA[0]]["状态"] == word


def test_a_name_that_the_office_adds_is_the_project_s(year):
    """Issue 20.2: 办公室补名称 tells the tool a name that nobody could have guessed."""
    (row,) = [n for n, name in enumerate(year.lines(), 4) if name == JIA[0]]
    year.write("项目", **{f"T{row}": "江岸产业园、江岸园"})
    year.put(6, "江口乡", changed(JIA, name="江岸园", money="9", phone="", signed="2022-05-05"), YI)
    assert year.asked(6) == []
    assert year.kept(6)["江岸园"]["编号"] == "LZ-0002"


@pytest.mark.parametrize("kind", ["合并", "改名"])
def test_a_unit_that_became_another_owes_nothing_and_its_projects_and_decisions_go_where_the_office_said(year, kind):
    """Issue 20.3, design: from its month on the old unit is neither chased nor carried; the projects are the new one's."""
    year.write_change(kind, "江口乡", "中渡镇", "2022-07", "", "县政府文件")
    year.put(7, "中渡镇", changed(JIA, paid="0.7"), YI)
    year.put(7, "寨沙镇", BING)
    assert year.asked(7) == []
    assert year.counted(7) == sorted([("中渡镇", JIA[0], 7000), ("中渡镇", YI[0], 3000), ("寨沙镇", BING[0], 5000)])
    assert "江口乡" not in {one.unit for one in year.result.timeliness}
    assert "江口乡" in {one.unit for one in year.of(6).timeliness}
    line = year.kept(7)[JIA[0]]
    assert (line["单位"], line["原单位"], line["编号"]) == ("中渡镇", "江口乡", "LZ-0002")
    assert year.lines("单位变更", "变更")[kind]["依据"] == "县政府文件"


@pytest.mark.parametrize(("kept", "counts"), [("江口乡", "中渡镇"), ("寨沙镇", "寨沙镇")])
def test_what_was_kept_of_two_rows_stays_kept_when_its_unit_or_its_name_changes(year, kept, counts):
    """Issue 20.2: 保留：江口乡 holds when 江口乡 has become 中渡镇 and the other row has another name; nothing is asked again."""
    year.put(6, "寨沙镇", BING, JIA)
    year.answer(6, f"保留：{kept}")
    year.write_change("改名", "江口乡", "中渡镇", "2022-07")
    for month, name in ((7, JIA[0]), (8, "沙塘胶合板生产线（扩建）")):
        year.put(month, "中渡镇", JIA, YI)
        year.put(month, "寨沙镇", BING, changed(JIA, name=name))
        assert year.asked(month) == []
        assert [unit for unit, known, _ in year.counted(month) if known.startswith(JIA[0])] == [counts]


def test_a_unit_that_was_divided_gives_each_project_to_the_unit_that_reports_it(year):
    """Issue 20.3: one question for the unit; what nobody reports is asked about, and stays until somebody says."""
    year.put(
        6,
        "江口乡",
        JIA,
        YI,
        changed(JIA, name="沙塘板材二厂", firm="广州二木业有限公司", money="7", phone="", signed="2022-05-30"),
    )
    year.put(7, "中渡镇", JIA)
    year.put(7, "寨沙镇", BING, YI)
    asked = year.answer(7, "属实，并入中渡镇、寨沙镇")
    assert (asked.unit, asked.project) == ("江口乡、中渡镇、寨沙镇", "")
    (left,) = year.asked(7)
    assert (left.question.value, left.project) == ("去向", "沙塘板材二厂")
    assert {(unit, name) for unit, name, _ in year.counted(7)} == {
        ("中渡镇", JIA[0]), ("寨沙镇", YI[0]), ("寨沙镇", BING[0]), ("江口乡", "沙塘板材二厂"),
    }  # fmt: skip
    assert "江口乡" not in {one.unit for one in year.result.timeliness}


def test_a_unit_that_was_retired_without_another_is_asked_about_project_by_project(year):
    """Issue 20.3: 撤销 without 新单位: the unit owes nothing, and its projects go where the office says."""
    year.write_change("撤销", "寨沙镇", "", "2022-07")
    year.put(7, "江口乡", JIA, YI)
    asked = year.answer(7, "移交：江口乡")
    assert (asked.question.value, asked.project) == ("去向", BING[0])
    assert ("江口乡", BING[0], 5000) in year.counted(7)
    assert "寨沙镇" not in {one.unit for one in year.result.timeliness}
    assert year.kept(7)[BING[0]]["单位"] == "江口乡"


def test_a_project_that_the_office_transfers_is_credited_to_the_new_unit_from_that_month(year):
    """Issue 20.3: 移交 of one project, by number or name; nothing is asked and nobody is told 请补上."""
    year.write_change("移交", "江口乡", "寨沙镇", "2022-07", "LZ-0002")
    year.put(7, "江口乡", YI)
    year.put(7, "寨沙镇", BING, changed(JIA, paid="0.7"))
    assert ("寨沙镇", JIA[0], 7000) in year.counted(7)
    assert (year.asked(7), year.chased(7)) == ([], [])
    assert ("江口乡", JIA[0], 6000) in year.counted(6)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("并入", "江口乡", "寨沙镇", "2022-07"), "“变更”写作“并入”"),
        (("合并", "江口", "寨沙镇县", "2022-07"), "不是报送单位"),
        (("合并", "江口乡", "", "2022-07"), "没有写新单位"),
        (("合并", "江口乡", "寨沙镇", "七月"), "看不出是哪个月"),
        (("移交", "江口乡", "寨沙镇", "2022-07"), "没有写是哪个项目"),
    ],
)
def test_a_change_that_is_not_understood_stays_and_is_said(year, cells, words):
    """Issue 20.1: a line that is not understood changes nothing, stays as written, and is named with what to write."""
    year.write_change(*cells)
    (said,) = [one for one in year.of(6).findings if one.kind == "register_line_unknown"]
    assert words in said.message
    year.kept(6)
    assert cells[0] in year.lines("单位变更", "变更")


@pytest.mark.parametrize("unit", ["江口乡", "中渡镇"])
@pytest.mark.parametrize(
    ("row", "is_same"),
    [
        (changed(JIA, name="江岸产业园", money="9", phone="", signed="2022-05-05"), True),
        (changed(JIA, name="江岸产业园", firm="柳州江岸建材有限公司", phone=""), True),
        (changed(BING, name="江岸产业园", firm="桂林漓岸酒业有限公司", money="7"), False),
    ],
    ids=["renamed", "another firm", "a row overwritten with another project"],
)
def test_the_number_in_the_issued_form_tells_a_project_under_another_name_and_in_another_unit(year, unit, row, is_same):
    """Issue 20.2: 编号 is certain where anything else agrees; a row overwritten with another project is asked about."""
    year.put(6, "江口乡", YI)
    year.put(6, unit, *((YI,) if unit == "江口乡" else ()), row)
    path = year.place / "报送" / "2022-06" / f"{unit}6月.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["M2"], book.active[f"M{book.active.max_row}"] = "项目编号", "lz-0002"
    book.save(path)
    asked = year.asked(6)
    numbers = {one.name: one.project for one in year.result.ledger.entries}
    assert (numbers["江岸产业园"] == "LZ-0002") == is_same
    assert bool(asked) != is_same
    if is_same:
        assert (year.chased(6), year.kept(6)["江岸产业园"]["单位"]) == ([], unit)


def test_without_the_book_no_figure_changes(year):
    """Design §4: the register is computed; the book adds numbers and what a person wrote."""
    year.kept(6)
    with_book = [one.actual for one in year.of(6).county]
    year.book.unlink()
    assert [one.actual for one in year.of(6).county] == with_book


def test_the_office_s_own_columns_stand_in_the_ledger_and_go_to_nobody_else(year, tmp_path):
    """Issue 20.11: 挂点领导 and 备注 of 项目库 stand behind the ledger's columns; a unit's copy has none of them."""
    year.write("项目", X3="挂点领导", Y3="备注", X5="韦县长", Y5="=1+1", Y6="用地指标未落实")
    result = year.of(6)
    head, *rows = _ledger(write_master(result, tmp_path / "汇总表.xlsx"))
    lines = {row[head.index("项目名称")]: dict(zip(head, row, strict=True)) for row in rows}
    assert head[-3:] == ("项目编号", "挂点领导", "备注")
    assert (lines[JIA[0]]["项目编号"], lines[JIA[0]]["挂点领导"], lines[JIA[0]]["备注"]) == ("LZ-0002", "韦县长", None)
    assert lines[YI[0]]["备注"] == "用地指标未落实"
    cells = [
        row[head.index("项目编号")] for row in openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["项目台账"].iter_rows(4)
    ]
    leads = {cell.value: (cell.hyperlink.target, cell.hyperlink.location) for cell in cells}
    assert leads["LZ-0002"][0].endswith("项目库.xlsx")
    assert {number: place for number, (_, place) in leads.items()} == {
        "LZ-0001": "'项目'!A4", "LZ-0002": "'项目'!A5", "LZ-0003": "'项目'!A6",
    }  # fmt: skip
    assert not {"挂点领导", "备注"} & set(_ledger(write_master(masked(result), tmp_path / "下发.xlsx"))[0])


def _ledger(book):
    return list(openpyxl.load_workbook(book)["项目台账"].iter_rows(min_row=3, values_only=True))


@pytest.mark.parametrize("word", ["LZ-0002", "lz-0002", JIA[0], "沙塘胶合板生产线（扩建）", "扩建"])
def test_a_project_s_page_tells_its_months_cells_names_and_decisions_by_number_or_any_name(year, word):
    """Issue 20.7: months with amounts and cells, names, units, decisions and the office's own columns."""
    year.write("项目", X3="挂点领导", X5="韦县长")
    year.put(6, "江口乡", changed(JIA, name="沙塘胶合板生产线（扩建）", paid="0.6"), YI)
    year.put(7, "江口乡", YI)
    year.put(7, "寨沙镇", BING)
    year.answer(7, "漏报")
    said = _page(year, word)
    assert said.exit_code == 0
    for words in (
        "LZ-0002　沙塘胶合板生产线（扩建）", f"曾用名：{JIA[0]}", "2022年5月起 江口乡", "挂点领导：韦县长",
        "2022-05　到位 0.5亿元　总投资 2亿元　开工　2022-05/江口乡5月.xlsx Sheet 表 K3 单元格",
        "2022-06　到位 0.6亿元", "2022-07　到位 0.6亿元", "沿用2022年6月的数", "漏报，沿用上期（卢某，2022-12-10）",
    ):  # fmt: skip
        assert words in said.output


@pytest.mark.parametrize(
    ("word", "hint"), [("沙塘胶合扳生产线", f"LZ-0002“{JIA[0]}”"), ("线", "请写编号"), ("", "没有项目")]
)
def test_a_page_that_is_nobody_s_or_several_projects_names_the_nearest(year, word, hint):
    """Issue 20.7: no project is guessed; the nearest ones are named with their numbers."""
    year.put(6, "寨沙镇", BING, changed(YI, name="古木电缆线", firm="温州电缆有限公司"))
    said = _page(year, word)
    assert said.exit_code != 0
    assert hint in str(said.exception)


def _page(year, word):
    return CliRunner().invoke(cli.main, ["project", word, "-w", str(year.place), "--as-of", "2022-12-10"])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), st.text("甲乙丙=+-'\"\n 1", max_size=12))
def test_whatever_stands_in_an_own_column_is_read_back_as_it_was_written(luzhai, tmp_path_factory, names, text):
    """Issue 20.11: the book is its own source: what is read back is what is written again."""
    may = ReportingPeriod(2022, 5)
    register = following.followed({may: (table(period=may, projects=rows_of(names, 5)),)}, luzhai, {})
    path = tmp_path_factory.mktemp("book") / "项目库.xlsx"
    path.write_bytes(drawn_register(Library(register)))
    book = read_register_book(path, luzhai)
    written = {origin: {**line, "备注": text} for origin, line in book.written.items()}
    path.write_bytes(drawn_register(Library(register, replace(book, written=written))))
    again = read_register_book(path, luzhai)
    assert again.numbers == {one.origin: one.number for one in register.projects}
    assert {line.get("备注", "") for line in again.written.values()} == {text.strip()} or not text.strip()
    path.write_bytes(drawn_register(Library(register, again)))
    assert read_register_book(path, luzhai) == again
    assert may < JUNE
