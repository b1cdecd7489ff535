"""A project is one over the years: number, names, history and what was settled go on in the next year's folder.

docs/一年怎么过.md promises: 改名、换单位、跨年都是同一个编号；裁定过的不再问。
"""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from toolkit import cli
from toolkit.model.decisions import Question
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions.new_year import look_back, open_next
from toolkit.workflow.steps.answers import keep_answers, read_answers, with_answer
from toolkit.workflow.steps.libraries import keep_register
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.project_page import project_page
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

HEAD = "HEADINGS | 到位资金（亿元） | 签约日期"
# A project's cells: name, firm, 投资总额, telephone, 进展情况, 到位资金, 签约日期.
JIA = ("沙塘胶合板生产线", "深圳江岸木业有限公司", "2", "19900001001", "已开工", "0.2", "2022-02-03")
YI = ("古木冷链物流中心", "温州恒通物流有限公司", "3", "19900001002", "已签约", "0.3", "2022-02-04")
BING = ("长岭石墨烯涂料项目", "泉州泰来新材料有限公司", "5", "19900001003", "已签约", "0.5", "2022-02-05")
NEW = ("新桥电子元件项目", "东莞明远电子有限公司", "1", "19900001009", "已签约", "0.1", "2023-01-05")
OVER_MONTHS = (Question.IDENTITY, Question.VANISHED, Question.UNIT, Question.DUPLICATE, Question.PAID_IN)
# What came in since January, where a table of the new year is written as that of December.
ANEW = {"0.2": "0.02", "0.3": "0.03", "0.5": "0.05"}
NAMES = ("name", "firm", "money", "phone", "progress", "paid", "signed")


def changed(row, **fields):
    """A project's cells with some changed."""
    return tuple(fields.get(name, cell) for name, cell in zip(NAMES, row, strict=True))


class County:
    """Luzhai over two years: tables are put into months, months consolidated and issued, the year carried over."""

    def __init__(self, place):
        self.root = create_workspace(place / "鹿寨2022", "luzhai-2022").root
        self.next = place / "鹿寨2023"

    def _root(self, month):
        return self.root if month.startswith("2022") else self.next

    def put(self, month, *rows, unit="江口乡", more="", anew=True):
        """Put a unit's table into a month; with ``anew`` the sums begin anew in January, as they should."""
        if anew and not month.startswith("2022"):
            rows = [changed(row, paid=ANEW.get(row[NAMES.index("paid")], row[NAMES.index("paid")])) for row in rows]
        folder = self._root(month) / "报送" / month
        folder.mkdir(exist_ok=True, parents=True)
        lines = [
            f"{n} | {n - 2} | 木材加工 | {name} | {firm} | {money} | 广东 | 韦某 | {phone} | 2022年 | {progress} | {paid} | {day}"
            for n, (name, firm, money, phone, progress, paid, day) in enumerate(rows, 3)
        ] or ["3 | | 本月无"]
        letters = " | ".join("ABCDEFGHIJKL")
        title = f"1 | {unit}{month[:4]}年{int(month[5:])}月"
        drawn_sheet("\n".join([f"| {letters}", title, f"2 | {HEAD}", *lines]), folder / f"{unit}{month}{more}.xlsx")

    def of(self, month):
        """A month's result; the office's books are kept."""
        self.opened = open_workspace(self._root(month))
        period = ReportingPeriod.parse(month)
        self.result = consolidate_workspace(self.opened, period, period.shifted(1).last_day)
        keep_answers(self.result, read_answers(self.opened))
        keep_register(self.opened, self.result)
        return self.result

    def asked(self, month):
        """The open questions of a month that are about projects over the months, and about their sums."""
        return [one for one in self.of(month).decisions if one.is_open and one.question in OVER_MONTHS]

    def answer(self, month, begins):
        """Answer a month's one open question with the choice that begins so."""
        (asked,) = self.asked(month)
        choice = next(one for one in asked.choices if one.startswith(begins))
        keep_answers(with_answer(self.result, asked.id, choice, "卢某", "2023-02-01", ""), read_answers(self.opened))
        return asked

    def numbers(self, month):
        """The 编号 of a month's projects by their names."""
        return {one.name: one.project for one in self.of(month).ledger.entries}

    def counted(self, month):
        """The names that count in a month."""
        return sorted(one.name for one in self.of(month).ledger.counted.entries)

    def book(self, month):
        """项目库.xlsx, sheet 项目, as it stands after a month: the lines by 编号."""
        self.of(month)
        sheet = openpyxl.load_workbook(self.opened.register_book)["项目"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]}

    def page(self, month, word):
        """What ``project`` tells of a project in a month."""
        period = ReportingPeriod.parse(month)
        return project_page(open_workspace(self._root(month)), period, period.last_day, word)

    def carry(self):
        """结转."""
        return open_next(look_back(open_workspace(self.root), date(2023, 1, 10)), self.next, None, date(2023, 1, 10))

    def typed(self, *words):
        """What a command answers on the screen."""
        done = CliRunner().invoke(cli.main, [*map(str, words)])
        assert done.exit_code in (0, 1), done.output
        return done.output


@pytest.fixture
def county(tmp_path):
    """Luzhai, nothing reported yet."""
    return County(tmp_path)


@pytest.fixture
def renamed(county):
    """甲 of November had another name in December, which a person settled; 乙 went on; then the year was closed."""
    county.put("2022-11", JIA, YI)
    county.put("2022-12", changed(JIA, name="家居饰面材料车间", money="2.2"), YI)
    county.answer("2022-12", "同一项目")
    county.carry()
    return county


def test_the_history_goes_on(renamed):
    """In January 项目库 still tells the former name, the first month, what was settled, and the months before."""
    renamed.put("2023-01", changed(JIA, name="家居饰面材料车间", money="2.2", paid="0.01"), NEW)
    line = renamed.book("2023-01")["LZ-0001"]
    told = [line[one] for one in ("现名", "曾用名", "首报期间", "最近期间", "到位资金（亿元）")]
    assert told == ["家居饰面材料车间", "沙塘胶合板生产线", "2022-11", "2023-01", 0.01]
    assert "同一项目" in line["裁定和更正"]
    page = renamed.page("2023-01", "LZ-0001")
    assert [str(one.period) for one in page.months] == ["2022-11", "2022-12", "2023-01"]
    assert [one.row.paid_in_yuan for one in page.months] == [20_000_000, 20_000_000, 1_000_000]
    months = openpyxl.load_workbook(renamed.opened.register_book)["月度"]
    heads = [cell.value for cell in months[3]]
    assert months.cell(4, heads.index("2022-11 到位资金（亿元）") + 1).value == 0.2


def test_a_project_without_a_table_stays_in_the_book(renamed):
    """A unit that has sent nothing yet: its projects stay 在库, are found by 编号, and have no sum of this year."""
    renamed.put("2023-01", NEW, unit="平山镇")
    line = renamed.book("2023-01")["LZ-0002"]
    assert [line["状态"], line["状态说明"], line["最近期间"], line["到位资金（亿元）"]] == [
        "在库",
        "今年还没有报",
        "2022-12",
        None,
    ]
    assert renamed.page("2023-01", "lz-0002").known.names == ("古木冷链物流中心",)
    assert renamed.counted("2023-01") == ["新桥电子元件项目"]


def test_a_former_name_is_the_same_project(renamed):
    """January writes the name of before: the same 编号, and nothing to ask."""
    renamed.put("2023-01", changed(JIA, money="2.2"), YI)
    assert renamed.numbers("2023-01")[JIA[0]] == "LZ-0001"
    assert not renamed.asked("2023-01")


def test_a_number_is_never_given_again(renamed):
    """LZ-0003 was the new name's before it turned out to be LZ-0001: no project of the next year gets it."""
    renamed.put("2023-01", changed(JIA, name="家居饰面材料车间", money="2.2"), YI, NEW)
    assert renamed.numbers("2023-01")[NEW[0]] == "LZ-0004"


def test_a_new_name_in_january_is_asked_about(county):
    """A project that comes under another name on New Year is asked about, as in any other month."""
    county.put("2022-12", JIA, YI)
    county.carry()
    county.put("2023-01", changed(JIA, name="家居饰面材料车间", money="2.2"), YI)
    asked = county.answer("2023-01", "同一项目")
    assert asked.project == JIA[0]
    assert county.numbers("2023-01")["家居饰面材料车间"] == "LZ-0001"


def test_projects_go_to_another_unit_on_new_year(county):
    """A project that another unit reports in January is asked about, and keeps its 编号."""
    county.put("2022-12", JIA, YI)
    county.carry()
    county.put("2023-01", YI)
    county.put("2023-01", JIA, unit="平山镇")
    county.answer("2023-01", "同一项目，由江口乡移交平山镇")
    assert county.numbers("2023-01")[JIA[0]] == "LZ-0001"
    assert county.book("2023-01")["LZ-0001"]["原单位"] == "江口乡"


@pytest.fixture
def ended(county):
    """甲 ended in November by its unit's own words, 乙 was withdrawn by an answer; 丙 goes on."""
    county.put("2022-10", JIA, YI, BING)
    county.put("2022-11", changed(JIA, progress="投资方资金未落实，项目终止"), BING)
    county.answer("2022-11", "撤项")
    county.put("2022-12", BING)
    county.carry()
    return county


def test_what_ended_keeps_its_number_and_is_asked_about(ended):
    """Reported again in January, a project that ended or was withdrawn counts only once somebody says that it goes on."""
    ended.put("2023-01", changed(JIA, paid="0.01"), YI, BING)
    assert ended.numbers("2023-01") == {JIA[0]: "LZ-0001", YI[0]: "LZ-0002", BING[0]: "LZ-0003"}
    assert ended.counted("2023-01") == [BING[0]]
    one, other = sorted(ended.asked("2023-01"), key=lambda one: one.project != JIA[0])
    assert "2022年11月起已终止（投资方资金未落实，项目终止）" in one.situation
    assert "2022年11月起已撤项" in other.situation
    for question, said in ((one, "恢复，重新计入"), (other, "没有恢复，仍不计入")):
        keep_answers(with_answer(ended.result, question.id, said, "卢某", "", ""), read_answers(ended.opened))
        ended.of("2023-01")
    assert ended.counted("2023-01") == sorted([BING[0], JIA[0]])
    ended.put("2023-02", changed(JIA, paid="0.02"), YI, BING)
    assert not ended.asked("2023-02")
    assert ended.counted("2023-02") == sorted([BING[0], JIA[0]])


def test_what_ended_is_found_by_its_number(ended):
    """What was left behind is in no list of the new year, and ``project`` still knows it."""
    ended.put("2023-01", BING)
    assert set(ended.book("2023-01")) == {"LZ-0003"}
    assert ended.page("2023-01", "LZ-0001").known.state == "终止"
    assert ended.page("2023-01", YI[0]).known.state == "撤项"


def test_what_a_table_lacks_is_asked_about(county):
    """江口乡's table of January lacks 乙: what became of it is asked once, with nothing of 2022 counted."""
    county.put("2022-12", JIA, YI)
    county.carry()
    county.put("2023-01", changed(JIA, paid="0.01"))
    (asked,) = county.asked("2023-01")
    assert (asked.question, asked.project, asked.proposal) == ("去向", YI[0], "今年没有报，留在项目库")
    assert "上年的数不带到今年，不计入" in asked.situation
    assert county.counted("2023-01") == [JIA[0]]
    county.answer("2023-01", "今年没有报")
    county.put("2023-02", changed(JIA, paid="0.02"))
    assert not county.asked("2023-02")
    assert county.book("2023-02")["LZ-0002"]["状态"] == "在库"


def test_many_that_a_table_lacks_are_one_question(county):
    """本月无 in January: one question for the unit's five projects; 逐个裁定 asks about each."""
    five = [changed(JIA, name=f"{word}胶合板生产线", firm=f"深圳{word}木业有限公司", phone=f"1990000200{n}", money=f"{n}")
            for n, word in enumerate(("甲江", "乙湖", "丙山", "丁原", "戊岭"), 1)]  # fmt: skip
    county.put("2022-12", *five)
    county.carry()
    county.put("2023-01")
    asked = county.answer("2023-01", "各项目不同")
    assert "有5个：“甲江胶合板生产线”" in asked.situation
    assert len(county.asked("2023-01")) == 5


def test_what_was_settled_is_not_asked_again(county):
    """不是重复 holds in the next year; an answer about a sum of the old year does not."""
    other = changed(JIA, name="沙塘胶合板生产线技改", phone="19900001008", money="2.1", paid="0.1")
    county.put("2022-11", JIA, YI)
    county.put("2022-12", JIA, changed(YI, paid=""), other)
    for begins in ("不是重复", "沿用上月"):
        (question,) = [one for one in county.asked("2022-12") if any(said.startswith(begins) for said in one.choices)]
        choice = next(said for said in question.choices if said.startswith(begins))
        keep_answers(with_answer(county.result, question.id, choice, "卢某", "", ""), read_answers(county.opened))
    assert not county.asked("2022-12")
    county.carry()
    assert [one.answer for one in read_answers(open_workspace(county.next)).decisions.values()] == ["不是重复"]
    county.put("2023-01", changed(JIA, paid="0.01"), changed(YI, paid="0.01"), changed(other, paid="0.01"))
    assert not county.asked("2023-01")
    assert "沿用上月：0.3" in county.book("2023-01")["LZ-0002"]["裁定和更正"]


def test_within_the_year_what_ended_and_goes_on_is_told(county):
    """终止 in November, 已复工 in December: it counts again, and X111 says so at its cell."""
    county.put("2022-11", changed(JIA, progress="投资方资金未落实，项目终止"), YI)
    county.put("2022-12", changed(JIA, progress="已复工建设"), YI)
    assert county.counted("2022-12") == sorted([JIA[0], YI[0]])
    assert not [one for one in county.asked("2022-12") if one.question == "去向"]
    (told,) = [one for one in county.result.findings if one.kind == "stage_went_back"]
    assert "上月是终止（投资方资金未落实，项目终止），本月是开工" in told.problem


def test_within_the_year_a_project_whose_money_went_back_is_asked_about(county):
    """资金已退回 in November, 已复工 in December: whether it counts is asked first."""
    county.put("2022-11", changed(JIA, progress="投资方已撤资，项目终止，资金已退回"), YI)
    county.put("2022-12", changed(JIA, progress="已复工建设"), YI)
    assert county.counted("2022-12") == [YI[0]]
    county.answer("2022-12", "恢复")
    assert county.counted("2022-12") == sorted([JIA[0], YI[0]])


def form(county, month, unit="江口乡"):
    """The blank table of a unit as it is given out: its sheet."""
    county.said = county.typed("issue", "-w", county.next, "--period", month)
    (path,) = (county.next / "输出" / month / "下发").glob(f"{unit}*.xlsx")
    return openpyxl.load_workbook(path).active


def test_the_first_blank_tables_hold_the_projects_that_go_on(ended):
    """上月的项目已填好, and in January those of the former year: with 编号, without the sums, without what had ended."""
    sheet = form(ended, "2023-01")
    heads = [str(cell.value).replace("\n", "") for cell in sheet[3]]
    row = dict(zip(heads, [cell.value for cell in sheet[4]], strict=True))
    said = [row[one] for one in ("项目编号", "项目名称", "投资总额（亿元）", "联系电话", "进展情况", "签约日期")]
    assert said == ["LZ-0003", BING[0], 5, BING[3], "已签约", "2022-02-05"]
    assert row["到位资金（亿元）"] is None
    assert sheet.cell(5, heads.index("项目名称") + 1).value is None
    told = " ".join(str(cell.value) for cell in sheet[2])
    assert "上年在库的项目已填好" in told and "各数从今年年初重新累计" in told
    sheet.cell(4, heads.index("到位资金（亿元）") + 1).value = 0.01
    (ended.next / "报送" / "2023-01").mkdir()
    sheet.parent.save(ended.next / "报送" / "2023-01" / "江口乡2023年1月.xlsx")
    assert ended.numbers("2023-01") == {BING[0]: "LZ-0003"}
    assert [one.paid_in_yuan for one in ended.result.ledger.counted.entries] == [1_000_000]
    assert not [one for one in ended.result.findings if one.severity != "note" and one.cell.row == 4]


def test_a_unit_that_is_late_in_january_gets_its_projects_in_february(county):
    """江口乡 sent nothing for January: February's table still holds its projects of the former year."""
    county.put("2022-12", JIA, YI)
    county.put("2022-12", BING, unit="平山镇")
    county.carry()
    county.put("2023-01", changed(BING, paid="0.01"), unit="平山镇")
    sheet = form(county, "2023-02")
    assert [sheet.cell(row, 4).value for row in (4, 5, 6)] == [JIA[0], YI[0], None]
    assert "其中 1 个填好了上月的 1 个项目、1 个填好了上年在库的 2 个项目" in county.said
    other = form(county, "2023-02", "平山镇")
    assert "上月的项目已填好" in " ".join(str(cell.value) for cell in other[2])


def test_what_was_issued_otherwise_is_marked(county):
    """江口乡 corrects November after it was issued: 项目库 has the new sum, and says which one was issued."""
    county.put("2022-11", JIA)
    county.typed("publish", "-w", county.root, "--period", "2022-11", "--as-of", "2022-12-05")
    county.put("2022-11", changed(JIA, paid="0.18"))
    county.put("2022-12", changed(JIA, paid="0.3"))
    county.of("2022-12")
    sheet = openpyxl.load_workbook(county.opened.register_book)["月度"]
    cells = {sheet.cell(3, cell.column).value: cell for cell in sheet[4]}
    changed_cell, same = cells["2022-11 到位资金（亿元）"], cells["2022-12 到位资金（亿元）"]
    assert (changed_cell.value, same.comment) == (0.18, None)
    assert changed_cell.comment.text == "2022年11月定稿是 0.2亿元，现在的数是定稿以后改的。"
    assert "到位 0.18亿元（定稿 0.2亿元）" in county.typed(
        "project", "LZ-0001", "-w", county.root, "--period", "2022-12"
    )


def test_a_damaged_list_of_former_projects_stops_the_work(renamed):
    """上年/项目来历.json is what numbers go on by: damaged, nothing is numbered anew, and 结转 writes it again."""
    known = renamed.next / "上年" / "项目来历.json"
    whole = known.read_bytes()
    known.write_bytes(whole[: len(whole) // 2])
    renamed.put("2023-01", YI)
    with pytest.raises(ToolkitError, match="请在上年的工作文件夹里再结转一次"):
        renamed.of("2023-01")
    renamed.carry()
    assert known.read_bytes() == whole
    assert renamed.numbers("2023-01") == {YI[0]: "LZ-0002"}
