"""Columns that a rulebook declares itself: in the form, read, checked, in the ledger, in criteria, targets and points.

A column is named by its heading in conditions, sums and points.  What nobody filled in is absent: it counts nothing, is
no 0, and is asked for where the rulebook says that every project has it.
"""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.assessed import assessed, result_of, targets
from tests.drawn import drawn_sheet
from tests.office import differences, formula_count, recalculated
from tests.rulebook import written_xishan
from tests.spec.test_consolidation import project, table
from toolkit.checks.check import check
from toolkit.checks.stage_needs import lacking
from toolkit.cli import main
from toolkit.intake.office.corrections import understood
from toolkit.model.corrections import Correction, CorrectionLine
from toolkit.model.ledger_columns import ledger_columns
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.snapshot import row_in_texts
from toolkit.schemes.loader import load, slips_of
from toolkit.workbooks.ledger.ledger_parquet import write_parquet
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.actions.rulebooks import write_texts, write_workbook
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import open_workspace

JUNE, DAY = ReportingPeriod(2023, 6), date(2023, 7, 5)
WAN, YI = 10_000, 100_000_000
INVESTED, STAFF, FIRM = "own_当年固定资产投资_yuan", "own_就业人数_number", "own_链主企业_text"
SPECIAL, WAY, ACCEPTED = "own_是否专精特新_flag", "own_投资方式_choice", "own_验收日期_on"
COLUMNS = """
[[column]]
heading = "当年固定资产投资"
synonyms = ["本年固投", "固定资产投资"]
kind = "amount"
unit = "万元"
required = true

[[column]]
heading = "就业人数"
kind = "number"
unit = "人"

[[column]]
heading = "是否专精特新"
kind = "yes_no"

[[column]]
heading = "投资方式"
kind = "choice"
words = ["独资", "合资", "并购"]

[[column]]
heading = "验收日期"
kind = "date"

[[column]]
heading = "链主企业"
kind = "text"
"""
RULES = """
[[indicator]]
id = "XS-T3"
name = "固投达标项目"
unit = "个"
count = true
criteria = ["投资总额 >= 10亿元", "当年固定资产投资 >= 投资总额的5%"]
header = ["固投达标项目"]
clause = "XS-T2"

[[indicator]]
id = "XS-T4"
name = "固定资产投资"
unit = "万元"
sum = "当年固定资产投资"
criteria = ["投资方式 in 独资、合资", "验收日期 < 2024-01-01"]
header = ["固投（万元）"]
clause = "XS-T2"

[[score]]
id = "XS-S1"
name = "10亿元以上且固投过5%的项目"
kind = "加分"
source = "ledger"
points = 4
clause = "XS-T2"
[[score.any]]
criteria = ["投资总额 >= 10亿元", "当年固定资产投资 >= 投资总额 × 5%"]

[[score]]
id = "XS-S2"
name = "专精特新项目就业"
kind = "加分"
source = "ledger"
column = "就业人数"
points = 1
step = 100
clause = "XS-T2"
[[score.any]]
criteria = ["是否专精特新 = 是"]
"""


def rulebook(folder: Path, *changes):
    """西山县's rulebook with the columns and the rules above."""
    return written_xishan(folder, ("\n[[target_row]]", COLUMNS + RULES + "\n[[target_row]]"), *changes)


@pytest.fixture(scope="module")
def scheme(tmp_path_factory):
    """The rulebook as loaded."""
    return load(rulebook(tmp_path_factory.mktemp("规则") / "西山"))


# ---- the walk


def filled_in(form: Path, out: Path) -> None:
    """Fill in the blank form as a clerk does: four projects of 东坪镇."""
    book = openpyxl.load_workbook(form)
    sheet = book.active
    places = {str(cell.value).replace("\n", ""): cell.column for cell in sheet[3] if cell.value}
    common = {
        "行业": "竹木加工",
        "项目方": "甲公司",
        "投资来源": "广东",
        "项目负责人": "韦某",
        "联系电话": "19900001001",
    }
    common |= {"项目入驻时间": "2023-02-01", "进展情况": "签约", "签约日期": "2023-02-01"}
    rows = [
        {"项目名称": "甲项目", "投资总额（亿元）": 10, "当年固定资产投资（万元）": 5000, "就业人数（人）": 120, "是否专精特新": "是"}
        | {"投资方式": "独资", "验收日期": "2023-05-31", "链主企业": "宁德时代"},
        {"项目名称": "乙项目", "投资总额（亿元）": 12, "当年固定资产投资（万元）": 5999, "就业人数（人）": 100, "是否专精特新": "是"}
        | {"投资方式": "合资", "验收日期": "2023-06-01"},
        {"项目名称": "丙项目", "投资总额（亿元）": 20, "是否专精特新": "否"},
        {"项目名称": "丁项目", "投资总额（亿元）": 10, "当年固定资产投资（万元）": 0, "投资方式": "并购", "验收日期": "2024-05"},
    ]  # fmt: skip
    for number, row in enumerate(rows, 4):
        for heading, value in (common | row).items():
            sheet.cell(number, places[heading]).value = value
    out.parent.mkdir(parents=True, exist_ok=True)
    book.save(out)


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """Rulebook, blank form, filled in by hand, sent, consolidated: the result, the master and the form's sheet."""
    root = tmp_path_factory.mktemp("全程")
    office, run = root / "西山2023", CliRunner().invoke
    assert run(main, ["init", str(office), "--scheme", str(rulebook(root / "西山")), "--year", "2023"]).exit_code == 0
    assert run(main, ["issue", "-w", str(office), "--period", "2023-06"]).exit_code == 0
    form = next(office.rglob("*东坪镇*统计表.xlsx"))
    filled_in(form, office / "报送" / "2023-06" / "东坪镇6月.xlsx")
    drawn_sheet(
        """
          | A | B | C | D | E | F
        1 | 招商组 | 牵头单位 | 县外到位资金（亿元） | 新签约项目（个） | 固投达标项目（个） | 固投（万元）
        2 | 各乡镇 | 东坪镇 | 12 | 20 | 4 | 20000
        3 | 各乡镇 | 西坝乡 | 8 | 10 | 2 | 10000
        """,
        office / "目标" / "目标.xlsx",
    )
    result = consolidate_workspace(open_workspace(office), JUNE, as_of=DAY)
    return result, write_master(result, root / "汇总.xlsx"), openpyxl.load_workbook(form).active


def test_the_form_asks_for_them(month):
    """What everybody fills in stands among the first columns, the rest is optional; units, choices and hints are there."""
    sheet = month[2]
    headings = [str(cell.value).replace("\n", "") for cell in sheet[3] if cell.value]
    assert headings[10] == "当年固定资产投资（万元）"  # behind the ten of every form: 都要填
    assert headings[-6:-1] == ["就业人数（人）", "是否专精特新", "投资方式", "验收日期", "链主企业"]
    offered = {str(one.promptTitle): one for one in sheet.data_validations.dataValidation}
    assert offered["投资方式"].formula1 == '"独资,合资,并购"' and offered["投资方式"].showErrorMessage
    assert offered["是否专精特新"].formula1 == '"是,否"'
    assert offered["当年固定资产投资（万元）"].type == "decimal"
    assert offered["就业人数（人）"].prompt == "只填数字，单位人。"


def test_values_come_into_the_ledger_with_their_cells(month):
    """5000万元 is 50 000 000 元, a tick is 是, a day is a day; each leads back to its cell, an empty one is absent."""
    first, second, third, fourth = month[0].ledger.entries
    assert first.declared == (
        (INVESTED, 5000 * WAN), (STAFF, 120), (SPECIAL, "是"), (WAY, "独资"), (ACCEPTED, "2023-05-31"), (FIRM, "宁德时代"),
    )  # fmt: skip
    assert second.cell(INVESTED).a1 == "K5" and second.cell(INVESTED).file.endswith("东坪镇6月.xlsx")
    assert dict(third.declared) == {INVESTED: None, STAFF: None, SPECIAL: "否", WAY: None, ACCEPTED: None, FIRM: None}
    assert (fourth.own_当年固定资产投资_yuan, fourth.own_验收日期_on) == (0, "2024-05")
    assert row_in_texts(first, ledger_columns(month[0].scheme.own_columns))["当年固定资产投资（元）"] == "50000000"


def test_the_ledger_sheet_shows_them(month):
    """Behind the columns of every county, in 亿元 like all money; numbers as they are."""
    sheet = openpyxl.load_workbook(month[1])["项目台账"]
    headings = [cell.value for cell in sheet[3]]
    assert headings[-6:] == [
        "当年固定资产投资（亿元）",
        "就业人数（人）",
        "是否专精特新",
        "投资方式",
        "验收日期",
        "链主企业",
    ]
    cells = sheet[4][-6:]
    assert [cell.value for cell in cells] == [0.5, 120, "是", "独资", "2023-05-31", "宁德时代"]
    assert "0.00" in cells[0].number_format and cells[1].number_format == "General"
    assert [cell.value for cell in sheet[6][-6:]] == [None, None, "否", None, None, None]


def test_statistics_programs_get_them(month, tmp_path):
    """In Parquet a column has the field's name and its kind: whole 元, numbers, texts; the ledger's heading is told beside it."""
    parquet, own = pytest.importorskip("pyarrow.parquet"), month[0].scheme.own_columns
    kept = parquet.read_table(write_parquet(month[0].ledger.entries, tmp_path / "a.parquet", own))
    assert kept[INVESTED].to_pylist() == [5000 * WAN, 5999 * WAN, None, 0]
    assert kept[STAFF].to_pylist() == [120, 100, None, None] and kept[SPECIAL].to_pylist() == ["是", "是", "否", None]
    assert kept.schema.field(INVESTED).metadata[b"heading"].decode() == "当年固定资产投资（亿元）"


def test_a_target_counts_by_them(month):
    """甲: 5000万 of 10亿 is 5 % and counts; 乙 lacks 1万 of 6000万; 丙 said nothing; 丁 says 0.  固投 of 甲 and 乙: 10 999万."""
    result = month[0]
    assert {one.indicator.id: one.actual for one in result.county if one.indicator.id in ("XS-T3", "XS-T4")} == {
        "XS-T3": 1,
        "XS-T4": 10_999 * WAN,
    }
    mine = next(one for one in result.standings if one.line.lead_unit == "东坪镇")
    assert (mine.variances["XS-T3"].actual, mine.variances["XS-T3"].completion) == (1, 0.25)
    assert (mine.variances["XS-T4"].actual, mine.variances["XS-T4"].completion) == (10_999 * WAN, 10_999 / 20_000)
    assert mine.variances["XS-T4"].pending.count == 0  # an empty cell waits for nobody


def test_points_are_given_by_them(month):
    """4 points for 甲 alone; 120 + 100 people of 专精特新 projects are two full hundreds."""
    entries = assessed(month[0]).assessment.scores.entries
    mine = {one.rule.id: one.points for one in entries if one.unit == "东坪镇" and one.quantity}
    assert mine == {"XS-S1": 4, "XS-S2": 2}


def test_what_every_project_has_is_asked_for(month):
    """required: 丙's empty cell is a reminder to its unit; the optional ones are not."""
    table = next(one for one in month[0].submissions if one.unit == "东坪镇")
    assert [f"{one.cell.a1} {one.code}" for one in table.findings if one.severity.value == "warning"] == ["K6 V101"]


def test_next_months_form_holds_them(month, tmp_path):
    """Each value stands again in its column, in the unit of the form; what changes each month is yellow."""
    office = open_workspace(month[1].parent / "西山2023")
    assert CliRunner().invoke(main, ["issue", "-w", str(office.root), "--period", "2023-07"]).exit_code == 0
    sheet = openpyxl.load_workbook(next((office.root / "输出" / "2023-07").rglob("*东坪镇*.xlsx"))).active
    places = {str(cell.value).replace("\n", ""): cell.column for cell in sheet[3] if cell.value}
    asked = ["当年固定资产投资（万元）", "就业人数（人）", "是否专精特新", "投资方式", "验收日期", "链主企业"]
    assert [sheet.cell(4, places[one]).value for one in asked] == [5000, 120, "是", "独资", "2023-05-31", "宁德时代"]
    assert [sheet.cell(6, places[one]).value for one in asked] == [None, None, "否", None, None, None]
    assert sheet.cell(6, places[asked[0]]).fill.fgColor.rgb == "FFFFF9D9"


@pytest.mark.parametrize(
    ("field", "typed", "value", "shown"),
    [
        ("固定资产投资", "6000", 6000 * WAN, "6000万元"),
        ("当年固定资产投资（万元）", "0.6亿元", 6000 * WAN, "0.6亿元"),
        ("就业人数", "300", 300, "300人"),
        ("是否专精特新", "否", False, "否"),
        ("验收日期", "2023年8月", PartialDate(2023, 8), "2023年8月"),
    ],
)
def test_a_value_can_be_corrected(scheme, field, typed, value, shown):
    """项目库 › 更正: the field by its heading or synonym, the value as its cell would be read, in the column's unit."""
    meant = understood(CorrectionLine("东坪镇", "乙项目", field, typed, "2023-06"), scheme)
    assert isinstance(meant, Correction) and (meant.value, meant.line.value) == (value, shown)


def test_what_cannot_be_corrected_so_is_said(scheme):
    """A word that the column does not offer is no correction."""
    said = understood(CorrectionLine("东坪镇", "乙项目", "投资方式", "合办", "2023-06"), scheme)
    assert said == "投资方式写的是“合办”，只能是：独资、合资、并购。请选填其中一个"


def test_a_number_that_a_rule_needs_is_asked_for(tmp_path):
    """Optional or not: 丙 has 20亿元 and no 固投, so that the 5 % cannot be told (X210); 丁 of 9亿元 is left alone."""
    optional = load(rulebook(tmp_path / "西山", ("required = true", "required = false")))
    rows = [
        replace(project(row, investment_yuan=amount * YI, declared=((INVESTED, stated),)), columns={INVESTED: 11})
        for row, amount, stated in ((4, 10, 0), (6, 20, None), (7, 9, None))
    ]
    (asked,) = [one for one in check(table("东坪镇", JUNE, rows), optional).findings if one.kind == "own_needed"]
    assert (asked.cell.a1, asked.code) == ("K6", "X210")
    assert "“当年固定资产投资”没有填，这个项目算不算“固投达标项目”要看这一列" in asked.message


def test_a_stage_may_demand_them(tmp_path):
    """[[stage_need]] names a declared column: from 签约 on it must be filled in (X196)."""
    need = '[[stage_need]]\nstage = "签约"\ncolumns = ["就业人数"]\nclause = "XS-T1"\n\n[[target_row]]'
    scheme = load(rulebook(tmp_path / "西山", ("[[target_row]]", need)))
    rows = [replace(project(row, stage=stage), columns={STAFF: 12}) for row, stage in ((2, "签约"), (3, "在谈"))]
    assert [one.cell.a1 for one in lacking(table("东坪镇", JUNE, rows), scheme)] == ["L2"]


@pytest.mark.office
def test_another_program_computes_the_same(month, tmp_path):
    """Comparing two columns and a declared date are live formulas that LibreOffice reckons alike."""
    assert formula_count(month[1]) > 50
    (after,) = recalculated([month[1]], tmp_path)
    assert list(differences(month[1], after)) == []


def test_nobody_has_the_column_is_no_data(scheme):
    """No table has the column: the count by it and its sum are 无数据, not 0, and say whose tables lack it."""
    rows = {"东坪镇": [{"name": "甲项目", "investment_yuan": 10 * YI}]}
    goals = [("各乡镇", "东坪镇", {"XS-T3": 4, "XS-T4": 20_000 * WAN})]
    county = {one.indicator.id: one for one in result_of(scheme, rows, JUNE, DAY, goals).county}
    assert county["XS-T3"].actual is None and county["XS-T4"].actual is None and county["XS-T4"].is_without_data
    assert [gap.said() for gap in county["XS-T3"].gaps] == ["各单位的表都没有“当年固定资产投资”列"]
    assert targets(goals).target_lines


# ---- the declaration


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('"就业人数"\nkind', '"本年固投"\nkind', "第2个[[column]] 的“heading”里的“本年固投”写了两次", "已经是“当年固定资产投资”的列名"),
        ('"链主企业"', '"投资额"', "第6个[[column]] 的“heading”里的“投资额”本来就有这一列", "（就是“投资总额”）"),
        ('kind = "yes_no"', 'kind = "yesno"', "第3个[[column]] 的“kind”写作“yesno”", "是不是“yes_no”？"),
        ('unit = "万元"\nrequired', 'unit = "万亩"\nrequired', "第1个[[column]] 的“unit”写作“万亩”", "金额的单位只能是：亿元、万元、元"),
        ('"验收日期"', '"验收日期（年月日）"', "第5个[[column]] 的“heading”里的“验收日期（年月日）”", "不带括号和单位"),
        ('["独资", "合资", "并购"]', '["独资"]', "第4个[[column]] 的“words”", "应是2到30个不同的词"),
        ('synonyms = ["本年固投"', 'synonym = ["本年固投"', "第1个[[column]] 的“synonym”不认识", "是不是“synonyms”？"),
        ("当年固定资产投资 >= 投资总额的5%", "当年固定资产投次 >= 投资总额的5%", "的“criteria”里的“当年固定资产投次”不是台账的列", "是不是“当年固定资产投资”？"),
        ("当年固定资产投资 >= 投资总额的5%", "就业人数 >= 投资总额的5%", "里的“就业人数”和“investment_yuan”计量单位不同", "不能相比"),
        ("投资方式 in 独资、合资", "投资方式 in 独资、合办", "投资方式 的值“合办”只能是：独资、合资、并购", ""),
    ],
)  # fmt: skip
def test_a_slip_in_a_declaration_is_told_with_its_line(old, new, line, says, tmp_path):
    """``schemes check`` tells file, line, what is wrong, the nearest right word; who names a lost column makes no second slip."""
    folder = rulebook(tmp_path / "西山")
    path = folder / "scheme.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    slips = [str(one) for one in slips_of(folder)]
    assert any(line in one and says in one and "西山/scheme.toml 第" in one for one in slips), slips
    assert len(slips) == 1 or "heading" in line, slips


def test_the_sheet_of_own_columns_loses_nothing(tmp_path):
    """自有列 of 规则.xlsx says the same as [[column]], both ways; the rulebook can be used."""
    folder = rulebook(tmp_path / "西山")
    write_workbook(folder, tmp_path / "表")
    assert openpyxl.load_workbook(tmp_path / "表" / "规则.xlsx")["自有列"].max_row > 6
    assert load(tmp_path / "表") == load(folder)
    assert load(write_texts(tmp_path / "表", tmp_path / "文本")).own_columns == load(folder).own_columns
