"""Which smaller promises do the workbooks keep? Formulas, links, places, packages."""

import zipfile
from datetime import date

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from toolkit.files.parts import OddPackageError, Package
from toolkit.model.cells import CellRef
from toolkit.model.clause import Citation, Criterion
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import found
from toolkit.model.ledger import Consolidation, Ledger
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Baseline, Indicator
from toolkit.model.submission import Project, Status, Submission
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.returns.finding_list import write_finding_list
from toolkit.workbooks.sheet.criteria import Figures, LedgerRanges, condition
from toolkit.workbooks.sheet.indicator_words import words
from toolkit.workbooks.sheet.ledger_index import LedgerIndex
from toolkit.workbooks.sheet.page import LONGEST_TEXT, file_link, fitting, lines_needed

JUNE = ReportingPeriod(2022, 6)
RANGES = LedgerRanges("项目台账", 4, 9)


def entry(serial: int = 1, **given) -> LedgerEntry:
    """Return a ledger entry with nothing in it but what is given."""
    values = {
        "serial": serial,
        "unit": "江口乡",
        "name": "项目",
        "stage_rank": 0,
        "target_row": "暂不归属",
        "counted": "是",
    }
    return LedgerEntry(**(nothing(LedgerEntry) | values | given))


def nothing(noun) -> dict[str, tuple[()] | None]:
    """Return every field of a noun empty: a test says only what it is about."""
    return {
        name: () if str(noun.__annotations__[name]).startswith("tuple") else None for name in noun.__struct_fields__
    }


def indicator(*criteria: Criterion, **given) -> Indicator:
    """Return an indicator that counts, unless told otherwise."""
    values = {"id": "X", "name": "项目", "unit": "个", "scale": 1, "aggregate": "count", "column": "", **given}
    empty = {"numerator": "", "denominator": "", "target": None, "header": (), "note": ""}
    return Indicator(criteria=criteria, citation=Citation("X", 1, ""), **(empty | values))


def month(luzhai, entries) -> Consolidation:
    """Return a June of ledger entries and nothing else."""
    given = {
        "scheme": replace(luzhai, indicators=(), target_rows=()),
        "period": JUNE,
        "as_of": date(2022, 7, 6),
        "elapsed": (6, 12),
        "ledger": Ledger(JUNE, tuple(entries)),
    }
    return Consolidation(**(nothing(Consolidation) | given))


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (Criterion("investment_yuan", ">=", 100_000_000), '">=1"'),
        (Criterion("investment_yuan", ">=", 5_000_000), '">=0.05"'),
        (Criterion("paid_in_yuan", "=", 123_456_789), "1.23456789"),
        (Criterion("land_mu", ">", 1000), '">1000"'),
        (Criterion("year", "=", 2022), "2022"),
        (Criterion("sector", "=", "工业"), '"=工业"'),
        (Criterion("unit", "=", '甲"乙*?~'), '"=甲""乙~*~?~~"'),
    ],
)
def test_a_criterion_reads_as_countifs_takes_it(criterion, text):
    """Wildcards and quotation marks in a name are letters, nothing else."""
    assert condition(criterion) == text


def test_a_text_cannot_be_compared_by_size():
    """COUNTIFS would take 2022-06-01 for a date and find nothing: the scheme's author is told."""
    with pytest.raises(ToolkitError, match="只能用“=”比较"):
        condition(Criterion("signed_on", ">=", "2022-06-01"))


def test_a_column_that_the_ledger_lacks_is_the_schemes_mistake():
    """One sentence that names the column."""
    with pytest.raises(ToolkitError, match="“colour”"):
        RANGES.of("colour")


def test_an_empty_cell_meets_no_criterion():
    """As in COUNTIFS: neither = nor >= nor <= finds a blank."""
    empty = LedgerIndex([entry()])
    for operator in ("=", ">=", "<="):
        assert empty.count(Criterion("investment_yuan", operator, 0)) == 0
    assert empty.count(Criterion("stage", "=", "开工")) == 0
    assert empty.count(Criterion("stage_rank", "=", 0)) == 1


def test_an_indicator_without_criteria_takes_the_whole_ledger(luzhai):
    """Count by the serial number, which every row has; sum by SUM."""
    figures = Figures(luzhai, RANGES, [entry(1, investment_yuan=3), entry(2)])
    assert figures.formula(indicator()).text == '=COUNTIFS(项目台账!$A$4:$A$9,">=1")'
    assert figures.formula(indicator()).value == 2
    money = indicator(aggregate="sum", column="investment_yuan", unit="亿元", scale=100_000_000)
    assert (figures.text(money), figures.value(money)) == ("ROUND(SUM(项目台账!$F$4:$F$9)*1E8,0)", 3)


def test_areas_are_rounded_and_shown_in_their_unit(luzhai):
    """A sum of fractions is rounded to two decimals, so that two programs agree; ㎡ become 万平方米."""
    figures = Figures(luzhai, RANGES, [entry(1, floor_sqm=0.1), entry(2, floor_sqm=0.2), entry(3, floor_sqm=12_000.0)])
    area = indicator(id="A", aggregate="sum", column="floor_sqm", unit="万平方米", scale=10_000)
    formula = figures.formula(area)
    assert formula.text == f"=ROUND(SUM({RANGES.of('floor_sqm')}),2)/10000"
    assert formula.value == 12_000.3 / 10_000


def test_a_ratio_without_a_denominator_prints_a_dash(luzhai):
    """Nothing signed yet: the share of emerging industries is 「—」, not a division by zero."""
    share = indicator(id="R", aggregate="ratio", numerator="LZ-T4n", denominator="LZ-T3", unit="%")
    formula = Figures(luzhai, RANGES, []).formula(share)
    assert formula.value == "—"
    assert formula.text.startswith("=IF(COUNTIFS(")


def test_growth_is_counted_from_its_baseline(luzhai):
    """年均增长: what was reached ÷ the base, to the power of 1 ÷ years, minus 1; without a base 「—」."""
    money = indicator(id="M", aggregate="sum", column="paid_in_yuan", unit="亿元", scale=100_000_000)
    scheme = replace(luzhai, indicators=(money,))
    figures = Figures(scheme, RANGES, [entry(1, paid_in_yuan=121)])
    growth = indicator(id="G", aggregate="growth", numerator="M", unit="%", baseline=Baseline(2020, 100, 2, "统计公报"))
    formula = figures.formula(growth)
    assert f"(ROUND(SUM({RANGES.of('paid_in_yuan')})*1E8,0)/100)^(1/2)-1" in formula.text
    assert round(formula.value, 6) == 0.1
    assert figures.formula(replace(growth, baseline=None)).value == "—"


def test_a_formula_is_said_in_words(luzhai):
    """What the last sheet prints beside each clause."""
    said = words(luzhai.indicator("LZ-T7"), luzhai)
    for part in ("统计年份为2022", "阶段达到签约", "属于工业", "投资总额不低于1亿元的项目，个数"):
        assert part in said
    assert words(luzhai.indicator("LZ-T4"), luzhai) == "“新签约项目中新兴产业”÷“新签约项目”"


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("江口乡 6月.xlsx", "external:../报送/江口乡 6月.xlsx#'Sheet''1'!A7"),
        ("50%.xlsx", "external:../%E6%8A%A5%E9%80%81/50%25.xlsx#'Sheet''1'!A7"),
        ("第#1号.xlsx", "external:../%E6%8A%A5%E9%80%81/%E7%AC%AC%231%E5%8F%B7.xlsx#'Sheet''1'!A7"),
    ],
)
def test_a_link_leads_from_the_master_to_the_source(tmp_path, name, link):
    """Signs that mean something in a link are spelled out, and a quoted sheet name stays one."""
    assert file_link(str(tmp_path / "报送" / name), tmp_path / "输出", "Sheet'1", "A7") == link
    assert file_link("", tmp_path) == ""


def test_a_text_fits_its_cell():
    """Excel refuses longer texts; half a character is no character."""
    assert len(fitting("字" * 40_000)) == LONGEST_TEXT
    assert fitting("甲\ud800") == "甲?"
    assert (lines_needed("", 10), lines_needed("字" * 10, 10), lines_needed("甲\n乙", 10)) == (1, 3, 2)


def test_five_thousand_projects_come_through_as_they_are(luzhai, tmp_path):
    """The ledger is written row by row; each cell holds what the entry holds."""
    entries = [
        entry(
            number,
            name=f"项目 <{number}> & ",
            progress="\x01_x0041_",
            investment_yuan=number * 10**9,
            land_mu=0.1 * number,
        )
        for number in range(1, 5001)
    ]
    page = load_workbook(write_master(month(luzhai, entries), tmp_path / "汇总表.xlsx"))["项目台账"]
    assert page.max_row == 5003
    headings = [cell.value for cell in page[3]]
    assert headings == [column.heading for column in LEDGER_COLUMNS]
    last = dict(zip((column.field for column in LEDGER_COLUMNS), (cell.value for cell in page[5003]), strict=True))
    assert (last["serial"], last["name"], last["investment_yuan"]) == (5000, "项目 <5000> & ", 50_000)
    assert last["land_mu"] == 0.1 * 5000
    assert last["progress"] == "_x0001__x005F_x0041_"


def test_columns_that_no_unit_filled_are_not_shown(luzhai, tmp_path):
    """The optional columns of the extended form take no room in a month when nobody used them."""
    page = load_workbook(write_master(month(luzhai, [entry(floor_sqm=1.0)]), tmp_path / "汇总表.xlsx"))["项目台账"]
    hidden = {column.heading for number, column in enumerate(LEDGER_COLUMNS) if _hidden(page, number)}
    assert {"签约日期", "开工日期", "新增供地（亩）"} <= hidden
    # One that somebody filled is folded, to be shown on demand.
    levels = {column.heading: _level(page, number) for number, column in enumerate(LEDGER_COLUMNS)}
    assert (levels["标准厂房（㎡）"], levels["新增供地（亩）"]) == (1, 0)


def _level(page, number: int) -> int:
    spans = page.column_dimensions.values()
    return next((one.outlineLevel or 0 for one in spans if one.min <= number + 1 <= one.max), 0)


def _hidden(page, number: int) -> bool:
    letters = [key for key, dimension in page.column_dimensions.items() if dimension.hidden]
    spans = [(page.column_dimensions[key].min, page.column_dimensions[key].max) for key in letters]
    return any(first <= number + 1 <= last for first, last in spans)


def test_a_package_with_a_document_type_is_left_alone(tmp_path):
    """Entities are how a small file becomes a large one."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", '<!DOCTYPE a [<!ENTITY b "c">]><Relationships>&b;</Relationships>')
    with pytest.raises(OddPackageError):
        Package(path).related("", "officeDocument")


def test_two_parts_of_one_name_are_odd(tmp_path):
    """Programs would disagree which of them counts."""
    path = tmp_path / "twice.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "a")
        archive.writestr("xl/Workbook.xml", "b")
    with pytest.raises(OddPackageError):
        Package(path)


def test_a_finding_list_holds_every_file_and_every_finding(tmp_path):
    """Files first, with what was read of each; then the findings, the worst unit first."""
    good = Submission(
        "乙.xlsx", "", Status.ACCEPTED, unit="乙乡", projects=(Project(CellRef("乙.xlsx"), {}, investment_yuan=5),)
    )
    cells = [CellRef("甲.xlsx", "Sheet1", row, 5) for row in (7, 9)]
    bad = Submission(
        "甲.xlsx",
        "",
        Status.RETURNED,
        unit="甲乡",
        findings=tuple(found("missing_required", cell, column="投资总额") for cell in cells),
    )
    note = replace(good, findings=(found("nil_report", CellRef("乙.xlsx"), typed="=无"),))
    book = load_workbook(write_finding_list([note, bad], tmp_path / "问题清单.xlsx"))
    assert book.sheetnames == ["文件一览", "问题清单", "列对照"]
    assert [cell.value for cell in book["文件一览"][3]][1:8] == ["乙.xlsx", "乙乡", None, "已采用", 1, 0, 5]
    rows = [[cell.value for cell in row][1:7] for row in book["问题清单"].iter_rows(min_row=4)]
    assert rows[0] == ["甲乡", "甲.xlsx", "Sheet1", "E7、E9 单元格（共2处）", "V101", "须修改"]
    assert rows[1][0] == "乙乡"
    assert book["问题清单"]["H5"].data_type == "s"
