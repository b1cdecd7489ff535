"""裁定.xlsx over months: what a person settled holds for what he was asked, and nothing he wrote is lost."""

import hashlib

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.drawn import drawn_sheet
from tests.spec.test_consolidation import AS_OF, JUNE, MAY, county, project, table
from toolkit import cli
from toolkit.consolidation.consolidate import consolidate
from toolkit.intake.office.decisions import read_book, read_decisions
from toolkit.model.decisions import DECISION_COLUMNS, Decision, Question
from toolkit.model.findings import found
from toolkit.workbooks.books.decision_workbook import write_decisions
from toolkit.workflow.steps.workspace import create_workspace

JULY = JUNE.shifted(1)


def written(text, kind="approx_value", period=JUNE, name="甲项目", **fields):
    """A unit's table with one project whose 投资总额 is words."""
    row = replace(project(name=name, investment_yuan=None, **fields), columns={"investment_yuan": 5})
    details = {"column": "投资总额"} if kind == "formula_without_value" else {"column": "投资总额", "typed": text}
    return table(period=period, projects=[row], findings=(found(kind, row.cell("investment_yuan"), **details),))


def answered(result, **answers):
    """The month's questions with answers by question: 数值="2.1"."""
    return {one.id: replace(one, answer=answers.get(one.question.value, "")) for one in result.decisions}


def twins(period):
    """One project, reported by two units."""
    return [table(unit, period, [project(name="甲项目", paid_in_yuan=30_000_000)]) for unit in ("江口乡", "平山镇")]


@pytest.mark.parametrize(
    ("tables", "answers", "figure"),
    [
        (twins, {"重复": "保留：江口乡"}, "LZ-T3"),
        (twins, {"重复": "保留：平山镇"}, "LZ-T1"),
        (twins, {"重复": "不是重复"}, "LZ-T3"),
        (lambda period: [written("约2.1亿", period=period)], {"数值": "2.1"}, "LZ-T3"),
        (lambda period: [written("2—3亿", "range_value", period, paid_in_yuan=50_000_000)], {"数值": "2.5"}, "LZ-T1"),
        (
            lambda period: [table(period=period, projects=[project(industry="其他", name="某厂")])],
            {"归口": "县科工贸局"},
            "LZ-T3",
        ),
    ],
)
def test_last_month_is_compared_as_it_was_decided(luzhai, tables, answers, figure):
    """环比: what 上月 says is what that month's own master said, decisions and all."""
    asked = consolidate(tables(MAY), None, luzhai, MAY, AS_OF)
    kept = answered(asked, **answers)
    may = consolidate(tables(MAY), None, luzhai, MAY, AS_OF, kept)
    june = consolidate([*tables(MAY), *tables(JUNE)], None, luzhai, JUNE, AS_OF, kept)
    before = june.comparisons[0].figures
    assert before == {variance.indicator.id: variance.actual for variance in may.county}
    assert before[figure] > 0


def test_last_month_is_compared_on_the_systems_basis_where_it_counted(luzhai):
    """环比 of a month that counts the system (LZ annex 1, note 3): the month before as the system had it, too."""
    export = table(period=MAY, file="系统 2022-05.xlsx", projects=[project(name="甲", paid_in_yuan=20_000_000)])
    may = table(period=MAY, projects=[project(name="甲", paid_in_yuan=30_000_000), project(3, name="乙")])
    own = consolidate([may], None, luzhai, MAY, AS_OF, export=export)
    june = consolidate([may, table()], None, luzhai, JUNE, AS_OF, exports={MAY: export})
    assert june.comparisons[0].figures["LZ-T1"] == county(own, "LZ-T1").actual == 20_000_000


@pytest.mark.parametrize(
    ("first", "then", "kind", "same"),
    [
        ("约2.1亿", "约2.1亿", "approx_value", True),
        ("约2.1亿", " 约 2.1 亿 ", "approx_value", True),
        ("约2.1亿", "约２.１亿", "approx_value", True),
        ("待定", "待定", "unparseable_value", True),
        ("约2.1亿", "约2.3亿", "approx_value", False),
        ("2—3亿", "2—4亿", "range_value", False),
        ("300万美元", "500万美元", "foreign_currency", False),
        ("若干", "待定", "unparseable_value", False),
        ("", "", "formula_without_value", False),
        ("#REF!", "#REF!", "error_cell", False),
    ],
)
def test_a_new_text_is_a_new_question_and_the_same_words_are_settled(luzhai, first, then, kind, same):
    """数值: a decision hangs on the project and on the words asked about; an error may hide another amount each month."""
    june = written(first, kind)
    kept = answered(consolidate([june], None, luzhai, JUNE, AS_OF), 数值="2.1")
    result = consolidate([june, written(then, kind, JULY)], None, luzhai, JULY, AS_OF, kept)
    (settled,) = [one for one in result.decisions if one.answer]
    asked = [one for one in result.decisions if one.is_open]
    if same:
        assert [entry.investment_yuan for entry in result.ledger.entries] == [210_000_000]
        assert (asked, result.ledger.entries[0].decision) == ([], f"裁定 {settled.id}")
    else:
        assert result.ledger.entries == ()
        assert [one.situation.endswith("以前裁定过 2.1，现在的写法不同，请重新裁定。") for one in asked] == [True]
    assert result.comparisons[0].figures["LZ-T3"] == 1, "June stays as it was settled"


def test_a_definite_number_needs_no_decision(luzhai):
    """数值: once the unit writes a number, the settled one is gone."""
    kept = answered(consolidate([written("约2.1亿")], None, luzhai, JUNE, AS_OF), 数值="2.1")
    sure = table(period=JULY, projects=[project(name="甲项目", investment_yuan=230_000_000)])
    result = consolidate([written("约2.1亿"), sure], None, luzhai, JULY, AS_OF, kept)
    assert [(entry.investment_yuan, entry.decision) for entry in result.ledger.entries] == [(230_000_000, "")]


@pytest.mark.parametrize(
    ("industry", "asked"), [("其他", 0), ("综合", 1), ("化工新材料", 1), ("家具制造", 0), ("造纸", 0)]
)
def test_a_project_of_another_trade_is_asked_about_again(luzhai, industry, asked):
    """归口: the answer was about the trade that led nowhere; another one that leads somewhere needs none."""
    mill = table(projects=[project(industry="其他", name="某项目")])
    kept = answered(consolidate([mill], None, luzhai, JUNE, AS_OF), 归口="暂不归属")
    result = consolidate(
        [table(period=JULY, projects=[project(industry=industry, name="某项目")])], None, luzhai, JULY, AS_OF, kept
    )
    of_row = [one for one in result.decisions if one.question is Question.ATTRIBUTION]
    assert sum(one.is_open for one in of_row) == asked
    assert bool(result.ledger.entries[0].decision) is (industry == "其他")


def rows_moved(by):
    """Two rows of one unit that may be one project, so many rows further down."""
    firm = {"investor": "乙公司", "investment_yuan": 100_000_000}
    return table(projects=[project(5 + by, name="电镀基地", **firm), project(9 + by, name="电镀基地项目", **firm)])


@pytest.mark.parametrize("by", [0, 1, 4])
def test_which_of_two_rows_is_kept_does_not_hang_on_where_they_stand(luzhai, by):
    """重复 inside a unit: told apart by name, so a row that is put in above them turns no decision round."""
    asked = consolidate([rows_moved(0)], None, luzhai, JUNE, AS_OF)
    (question,) = asked.decisions
    assert question.choices == ("不是重复", "保留：江口乡“电镀基地”", "保留：江口乡“电镀基地项目”")
    kept = {question.id: replace(question, answer=question.choices[2])}
    counted = consolidate([rows_moved(by)], None, luzhai, JUNE, AS_OF, kept).ledger.entries
    assert [(entry.name, entry.counted) for entry in counted] == [("电镀基地", "否"), ("电镀基地项目", "是")]


def test_equal_names_are_told_apart_by_their_order(luzhai):
    """重复 inside a unit, one name twice: the upper or the lower row, wherever they stand."""
    same = table(projects=[project(5, name="甲", paid_in_yuan=1), project(9, name="甲", paid_in_yuan=2)])
    (question,) = consolidate([same], None, luzhai, JUNE, AS_OF).decisions
    assert question.choices == ("不是重复", "保留：江口乡靠前的一行", "保留：江口乡靠后的一行")
    counted = consolidate(
        [same], None, luzhai, JUNE, AS_OF, {question.id: replace(question, answer=question.choices[2])}
    )
    assert [entry.counted for entry in counted.ledger.entries] == ["否", "是"]


def id_of_1_0(question, *parts):
    """How 1.0 made an id: of the question and the project alone."""
    letters = {"归口": "GK", "数值": "SZ"}[question]
    return f"{letters}-{hashlib.sha256(chr(31).join((question, *parts)).encode()).hexdigest()[:8]}"


@pytest.fixture
def book_of_1_0(tmp_path):
    """裁定.xlsx as 1.0 wrote it: three kinds of question, answered."""
    lines = [
        Decision(id_of_1_0("数值", "江口乡", "甲项目"), Question.VALUE, "江口乡", "甲项目",
                 "江口乡2022-06.xlsx Sheet1 表 E2 单元格：投资总额写的是“约2.1亿”，是约数，本项目本月暂不计入，往月已计入的沿用往月的数。请填确定的数，例如不写“约500”，写 500。", (), "2.1", "卢某", "2022-07-06"),
        Decision(id_of_1_0("归口", "江口乡", "某糖厂"), Question.ATTRIBUTION, "江口乡", "某糖厂",
                 "江口乡2022-06.xlsx Sheet1 表 第2行：行业“制糖业”没有对应的招商组", ("县科工贸局",), "县科工贸局", "卢某", "2022-07-06"),
    ]  # fmt: skip
    return write_decisions(lines, tmp_path / "裁定.xlsx", AS_OF)


def test_answers_of_1_0_hold_for_the_words_they_were_given_for(luzhai, book_of_1_0):
    """A 裁定.xlsx of 1.0 knew projects by name alone: its 情况 says what was asked, and for that it is kept, once."""
    kept = read_decisions(book_of_1_0)
    value = consolidate([written("约2.1亿")], None, luzhai, JUNE, AS_OF, kept)
    assert [entry.investment_yuan for entry in value.ledger.entries] == [210_000_000]
    assert sorted(one.answer for one in value.decisions) == ["2.1", "县科工贸局"], "each once, nothing asked again"
    other = consolidate([written("约2.3亿")], None, luzhai, JUNE, AS_OF, kept)
    assert other.ledger.entries == ()
    assert sorted(one.answer for one in other.decisions) == ["", "2.1", "县科工贸局"], "the old answer stays written"
    mill = table(projects=[project(industry="制糖业", name="某糖厂")])
    (entry,) = consolidate([mill], None, luzhai, JUNE, AS_OF, kept).ledger.entries
    assert entry.lead_unit == "县科工贸局"
    mill = table(projects=[project(industry="烟草业", name="某糖厂")])
    assert consolidate([mill], None, luzhai, JUNE, AS_OF, kept).ledger.entries[0].lead_unit == ""


@pytest.mark.parametrize(
    ("names", "row", "now"),
    [
        (("电镀基地", "电镀基地项目"), 5, "保留：江口乡“电镀基地”"),
        (("电镀基地", "电镀基地项目"), 9, "保留：江口乡“电镀基地项目”"),
        (("甲", "甲"), 5, "保留：江口乡靠前的一行"),
        (("甲", "甲"), 9, "保留：江口乡靠后的一行"),
        (("甲", "甲"), 7, "保留：江口乡第7行"),
    ],
)
def test_a_row_number_of_1_0_is_read_off_its_question(tmp_path, names, row, now):
    """「保留：江口乡第5行」 of 1.0 means the entry that its 情况 names at that row; another number means nothing."""
    told = "；".join(
        f"江口乡“{name}”（乙公司，1亿元，江口乡.xlsx Sheet1 表 第{at}行）"
        for name, at in zip(names, (5, 9), strict=True)
    )
    line = Decision(
        "CF-1a2b3c4d", Question.DUPLICATE, "江口乡", names[0], f"项目方相同。{told}", (), f"保留：江口乡第{row}行"
    )
    path = write_decisions([line], tmp_path / "裁定.xlsx", AS_OF)
    assert read_decisions(path)["CF-1a2b3c4d"].answer == now


@pytest.fixture
def written_in(tmp_path):
    """A workspace whose 裁定.xlsx a clerk wrote into: a line, a column, a remark on an open question, a sheet."""
    root = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    (root / "报送" / "2022-06").mkdir()
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | HEADINGS
        3 | 1 | 林木业 | 甲项目 | 甲公司 | 约2.1亿 | 广东 | 韦某 | 19900001001 | 2022-02-01 | 已签约
        """,
        root / "报送" / "2022-06" / "江口乡.xlsx",
    )
    assert typed(root).exit_code in (0, 1)
    book = openpyxl.load_workbook(root / "裁定.xlsx")
    sheet = book.active
    sheet["L3"] = "领导意见"
    sheet["L4"] = "再问一次"
    sheet["J4"] = "卢某"
    sheet["D6"], sheet["E6"], sheet["I6"], sheet["N6"] = "平山镇", "乙项目", "到位资金应为0.3", "电话里说的"
    sheet.append(["CF-00000000", "更正", "", "江口乡", "丙项目"])
    book.create_sheet("笔记")["B2"] = "七月再核"
    book.save(root / "裁定.xlsx")
    return root


def typed(root):
    """汇总, by hand."""
    return CliRunner().invoke(
        cli.main, ["consolidate", "-w", str(root), "--period", "2022-06", "--as-of", "2022-07-06"]
    )


def texts(root):
    """Every filled cell of 裁定.xlsx, sheet by sheet, row by row."""
    book = openpyxl.load_workbook(root / "裁定.xlsx")
    return {sheet.title: [[v for v in row if v] for row in sheet.values if any(row)] for sheet in book}


def test_nothing_a_person_wrote_is_deleted(written_in):
    """裁定.xlsx is written anew at every run: own lines, columns, remarks and sheets stay, and the run says so."""
    done = typed(written_in)
    assert "裁定.xlsx 第6、7行不是工具箱提出的问题，没有采用，已原样留在表末" in done.output
    kept = texts(written_in)
    _, _, head, question, *own = kept["裁定"]
    assert head == [*DECISION_COLUMNS, "领导意见", "N"]
    assert question[-2:] == ["卢某", "再问一次"]
    assert own == [["平山镇", "乙项目", "到位资金应为0.3", "电话里说的"], ["CF-00000000", "更正", "江口乡", "丙项目"]]
    assert kept["笔记"] == [["七月再核"]]
    typed(written_in)
    assert texts(written_in) == kept, "a second run changes nothing"
    findings = openpyxl.load_workbook(next((written_in / "输出" / "2022-06").glob("*汇总表.xlsx")))["问题清单"]
    assert [row[5] for row in findings.values].count("F150") == 1, "own_decision_line, both rows on one line"


def test_a_question_of_another_month_stays_once_a_person_wrote_into_it(written_in):
    """An open question goes with its month; one that bears a name or a remark does not."""
    (written_in / "报送" / "2022-06" / "江口乡.xlsx").unlink()
    typed(written_in)
    decisions, own = read_book(written_in / "裁定.xlsx")
    assert [(one.is_open, one.decided_by, one.more) for one in decisions.values()] == [
        (True, "卢某", (("领导意见", "再问一次"),))
    ]
    assert len(own) == 3, "two lines and one sheet of one line"
