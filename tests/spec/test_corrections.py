"""更正: the office corrects one value for a unit that does not; it holds from its month on, while the unit reports the same."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.spec.test_money_over_months import YI, Year, money_findings, paid, questions
from toolkit import cli
from toolkit.files import shipped
from toolkit.mail.letters import LetterWriter
from toolkit.model.corrections import CORRECTION_COLUMNS
from toolkit.model.decisions import Question
from toolkit.model.letters import Contact, Enclosures, LetterKind
from toolkit.workbooks.master.master import write_master

AS_OF = date(2022, 12, 10)


@pytest.fixture
def year(tmp_path):
    """A year of one unit, 江口乡, with one project, 甲项目; see Year."""
    return Year(tmp_path / "县")


def correct(year, month, field, value, *, project="甲项目", unit="江口乡", more=()):
    """Run ``zhaoshang correct``; return the result."""
    given = ["--unit", unit, "--project", project, "--field", field, "--value", str(value), "--by", "卢某"]
    where = ["-w", str(year.place), "--period", f"2022-{month:02d}", "--as-of", "2022-10-10"]
    return CliRunner().invoke(cli.main, ["correct", *given, "--reason", "查到账凭证", *where, *more])


def corrected_sheet(year):
    """The sheet 更正 of 项目库.xlsx."""
    return openpyxl.load_workbook(year.place / "项目库.xlsx")["更正"]


def entry(result):
    """The one project of the ledger."""
    (one,) = result.ledger.entries
    return one


@pytest.mark.parametrize(
    ("field", "value", "column", "stands", "was"),
    [
        ("到位资金", "0.678", "paid_in_yuan", 67_800_000, "0.1"),
        ("paid_in", "6780万元", "paid_in_yuan", 67_800_000, "0.1"),
        ("投资总额", 3, "investment_yuan", 3 * YI, "2"),
        ("总投资", "3亿", "investment_yuan", 3 * YI, "2"),
        ("投资来源", "浙江温州", "source", "浙江温州", "广东"),
        ("开工日期", "2022-05-31", "started_on", "2022-05-31", "空"),
        ("进展情况", "已签约", "stage", "签约", "已开工"),
        ("行业", "石墨烯新材料", "industry", "石墨烯新材料", "汽车零部件"),
        ("联系电话", "19900002009", "phone", "19900002009", "19900002001"),
    ],
)
def test_a_value_is_corrected_and_every_place_says_why(year, tmp_path, field, value, column, stands, was):
    """Design §5: read as its cell would be; the ledger's 裁定, 依据 and the unit's table say what, why and who."""
    year.put(9, 0.1)
    done = correct(year, 9, field, value)
    assert done.exit_code == 0, done.output
    assert f"{was} → {value}，从2022年9月起" in done.output
    result = year.of(9)
    assert getattr(entry(result), column) == stands
    heading = result.corrections[0].correction.heading
    reason = f"更正 {heading} {was}→{value}（查到账凭证，卢某，2022-10-10）"
    assert entry(result).decision == reason
    assert [one.kind for one in result.findings if one.code.startswith("X19")] == ["corrected_by_office"]
    master = openpyxl.load_workbook(write_master(result, tmp_path / "汇总表.xlsx"))
    basis = {str(cell.value) for row in master["依据"].iter_rows() for cell in row if cell.value}
    assert {"六、由办公室更正的数（项目库“更正”）", "查到账凭证"} <= basis


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"field": "到位资经", "value": 1}, "“到位资经”不是可以更正的字段，是不是“到位资金”"),
        ({"field": "项目名称", "value": "乙"}, "“项目名称”不是可以更正的字段"),
        ({"field": "到位资金", "value": "约0.7"}, "到位资金写的是“约0.7”，是约数"),
        ({"field": "开工日期", "value": "下半年"}, "开工日期写的是“下半年”"),
        ({"field": "到位资金", "value": 1, "project": "甲项日"}, "没有项目“甲项日”，没有记入。相近的有：甲项目"),
        ({"field": "到位资金", "value": 1, "unit": "江口镇"}, "“江口镇”不是报送单位，是不是“江口乡”"),
        ({"field": "到位资金", "value": "0.1"}, "到位资金已经是 0.1，不用更正"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_the_nearest_right_word(year, told, says):
    """Operator's mistake: one sentence, nothing is written."""
    year.put(9, 0.1)
    done = correct(year, 9, told.pop("field"), told.pop("value"), **told)
    assert isinstance(done.exception, Exception) and says in str(done.exception)
    assert not (year.place / "项目库.xlsx").exists()


def test_a_dry_run_shows_the_figures_and_writes_nothing(year):
    """--dry-run: which of the county's figures would change, and to what."""
    year.put(9, 0.1)
    done = correct(year, 9, "到位资金", "0.678", more=["--dry-run"])
    assert "区外境内到位资金：0.1亿元 → 0.68亿元" in done.output and "没有记入" in done.output
    assert not (year.place / "项目库.xlsx").exists()


def test_a_correction_holds_while_the_unit_reports_the_same_and_when_it_is_silent(year):
    """It applies at every later run: in its month, in a month without a table, in a month with the same cell."""
    year.put(8, 0.5)
    year.put(9, 0.0678)
    correct(year, 9, "到位资金", "0.678")
    year.put(11, 0.0678)
    for month in (9, 10, 11):
        (year.place / "报送" / f"2022-{month:02d}").mkdir(exist_ok=True)
        result = year.of(month)
        assert (paid(result), questions(result), money_findings(result)) == (0.678, [], [])
        assert entry(result).decision.startswith("更正 到位资金 0.0678→0.678")
    assert (paid(year.of(8)), entry(year.of(8)).decision) == (0.5, "")


def test_a_correction_of_a_month_without_a_table_reaches_the_row_that_stands_there(year):
    """The unit is silent in September; what the office knows of September stands in September's ledger, not August's."""
    year.put(8, 0.5)
    (year.place / "报送" / "2022-09").mkdir()
    assert correct(year, 9, "到位资金", "0.6").exit_code == 0
    assert (paid(year.of(9)), paid(year.of(8))) == (0.6, 0.5)
    assert entry(year.of(9)).decision == "更正 到位资金 0.5→0.6（查到账凭证，卢某，2022-10-10）"


@pytest.mark.parametrize(("then", "asked"), [(0.678, 0), (0.9, 0), (0.4, 1)])
def test_a_larger_sum_follows_and_a_smaller_one_is_asked_about(year, then, asked):
    """到位资金 grows: the unit's own larger sum counts again, a smaller one is a fall against the corrected sum."""
    year.put(9, 0.0678)
    correct(year, 9, "到位资金", "0.678")
    year.put(10, then)
    result = year.of(10)
    assert len(questions(result)) == asked
    assert "correction_over" in [one.kind for one in result.findings] or then == 0.678
    assert paid(result) == (0.678 if asked else then)
    year.put(11, 0.0678)
    assert len(questions(year.of(11))) == 1, "what the correction ended with is not corrected again"


@pytest.mark.parametrize(
    ("answer", "investment", "asked_in_november"), [("", 3, 1), ("照填报：2.5", 2.5, 0), ("仍按更正：3", 3, 0)]
)
def test_a_third_value_is_asked_about_once(year, answer, investment, asked_in_november):
    """Neither what was corrected nor what it was corrected to: does the correction still hold?  Until then it does."""
    year.put(9, 0.1, money=2)
    correct(year, 9, "投资总额", 3)
    year.put(10, 0.1, money=2.5)
    (question,) = [one for one in year.of(10).decisions if one.question is Question.CORRECTION]
    assert question.choices == ("照填报：2.5", "仍按更正：3")
    if answer:
        given = ["decide", question.id, answer, "--by", "卢某", "-w", str(year.place), "--period", "2022-10"]
        assert CliRunner().invoke(cli.main, [*given, "--as-of", str(AS_OF)]).exit_code == 0
    year.put(11, 0.1, money=2.5)
    result = year.of(11)
    open_ones = [one for one in result.decisions if one.question is Question.CORRECTION and one.is_open]
    assert len(open_ones) == asked_in_november
    assert entry(result).investment_yuan == investment * YI


def test_a_unit_that_reports_the_corrected_value_has_corrected_itself(year):
    """From then on its own value counts, and nothing is said."""
    year.put(9, 0.1, money=2)
    correct(year, 9, "投资总额", 3)
    year.put(10, 0.1, money=3)
    year.put(11, 0.1, money=2)
    assert (entry(year.of(10)).investment_yuan, entry(year.of(10)).decision) == (3 * YI, "")
    assert entry(year.of(11)).investment_yuan == 2 * YI


def test_a_new_table_of_the_same_month_is_held_against_what_was_corrected(year):
    """The line remembers what the unit had reported: a corrected table that arrives later counts by itself."""
    year.put(9, 0.0678)
    correct(year, 9, "到位资金", "0.678")
    year.put(9, 0.69)
    assert (paid(year.of(9)), entry(year.of(9)).decision) == (0.69, "")


def test_an_unreadable_cell_and_a_row_that_was_sent_back_can_be_corrected(year):
    """A correction settles what the cell leaves open; with the investment the whole row counts."""
    year.put(9, "约0.1", money='"约2亿"')
    assert year.of(9).ledger.entries == ()
    assert correct(year, 9, "投资总额", 2).exit_code == 0
    assert correct(year, 9, "到位资金", 0.12).exit_code == 0
    result = year.of(9)
    assert (entry(result).investment_yuan, paid(result)) == (2 * YI, 0.12)
    assert [one for one in result.decisions if one.is_open] == []


def test_a_line_written_by_hand_counts_and_one_that_is_not_understood_stays_and_is_said(year):
    """The sheet is the office's: its own lines and columns, other sheets, and what the tool cannot understand stay."""
    year.put(9, 0.1)
    assert correct(year, 9, "到位资金", "0.2").exit_code == 0
    book = openpyxl.load_workbook(year.place / "项目库.xlsx")
    sheet = book["更正"]
    sheet.cell(3, len(CORRECTION_COLUMNS) + 1).value = "挂点领导"
    for row, line in (
        (5, ["江口乡", "甲项目", "投资总额", 3, date(2022, 9, 1), None, "合同", "卢某", None, None, "覃某"]),
        (6, ["江口乡", "甲项目", "到位资经", 3, "2022-09"]),
        (7, ["江口乡", "没有的项目", "到位资金", 3, "2022年9月"]),
        (8, ["江口乡", "甲项目", "投资总额", 9, "2022-09", None, None, "卢某", None, "是"]),
    ):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column).value = value
    book.create_sheet("便笺")["B2"] = "请勿删"
    book.save(year.place / "项目库.xlsx")
    result = year.of(9)
    assert (entry(result).investment_yuan, paid(result)) == (3 * YI, 0.2)
    said = [(one.cell.row, one.kind) for one in result.findings if one.cell.sheet == "更正"]
    assert said == [(6, "correction_not_understood"), (7, "correction_without_project")]
    assert correct(year, 9, "行业", "石墨烯新材料").exit_code == 0
    kept = openpyxl.load_workbook(year.place / "项目库.xlsx")
    texts = [[cell.value for cell in row] for row in kept["更正"].iter_rows(min_row=4, max_row=8)]
    assert [row[2] for row in texts] == ["到位资金", "投资总额", "到位资经", "到位资金", "投资总额"]
    assert (texts[1][-1], kept["便笺"]["B2"].value) == ("覃某", "请勿删")
    assert (year.place / "项目库（上次）.xlsx").exists()


@pytest.mark.parametrize("how", ["deleted", "withdrawn"])
def test_a_correction_is_taken_back_by_its_line(year, how):
    """撤销, or the line is deleted: the unit's own value counts again."""
    year.put(9, 0.1)
    correct(year, 9, "到位资金", "0.2")
    book = openpyxl.load_workbook(year.place / "项目库.xlsx")
    if how == "deleted":
        book["更正"].delete_rows(4)
    else:
        book["更正"].cell(4, CORRECTION_COLUMNS.index("撤销") + 1).value = "是"
    book.save(year.place / "项目库.xlsx")
    assert (paid(year.of(9)), entry(year.of(9)).decision) == (0.1, "")


def test_of_two_corrections_of_one_value_the_later_month_counts(year):
    """September's correction and October's, both while the unit reports the same."""
    for month in (9, 10):
        year.put(month, 0.1, money=2)
        assert correct(year, month, "投资总额", month).exit_code == 0
    assert [entry(year.of(month)).investment_yuan for month in (9, 10)] == [9 * YI, 10 * YI]


@pytest.mark.parametrize("month", [9, 10])
def test_the_units_letter_names_what_was_corrected(year, month):
    """The unit is told in its letter, so that its next table says the same; a silent unit as well."""
    year.put(9, 0.1)
    correct(year, 9, "到位资金", "0.2")
    (year.place / "报送" / "2022-10").mkdir()
    templates = (shipped.folder("templates"),)
    writer = LetterWriter(year.of(month), Enclosures(Path("汇总表.xlsx")), templates, "县投促中心")
    contacts = [Contact("江口乡", "韦某", "w@example.com"), Contact("平山镇", "覃某", "q@example.com")]
    said = {letter.to.unit: letter.text for letter in writer.letters(contacts, LetterKind.MONTH)}
    assert "1. 甲项目：更正 到位资金 0.1→0.2（查到账凭证，卢某，2022-10-10）" in said["江口乡"]
    assert "已由我单位更正" not in said["平山镇"]


def test_a_corrected_trade_settles_what_was_asked_of_the_tick_beside_it(year):
    """X164: 是否工业 是 beside 电子商务 is asked about until the office has put the 行业 right."""
    folder = year.place / "报送" / "2022-09"
    folder.mkdir(parents=True)
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：江口乡
        2 | HEADINGS | 是否工业
        3 | 1 | 电子商务 | 甲项目 | 甲公司 | 2 | 广东 | 韦某 | 19900002001 | 2022年 | 已开工 | 是
        """,
        folder / "江口乡9月.xlsx",
    )
    told = [[one.kind for one in year.of(9).findings].count("ticked_otherwise")]
    assert correct(year, 9, "行业", "汽车零部件").exit_code == 0
    told.append([one.kind for one in year.of(9).findings].count("ticked_otherwise"))
    assert told == [1, 0]
