"""What is in the master workbook, and does another spreadsheet program come to the same figures?"""

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from tests.office import convert, differences, formula_count, recalculated
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.pending import Waiting
from toolkit.consolidation.variance import county_variances, line_standings
from toolkit.model.cells import CellRef, column_letter
from toolkit.model.findings import found
from toolkit.model.ledger import Arrival, Consolidation, Ledger, Timeliness
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.ledger_entry import UNATTRIBUTED, LedgerEntry
from toolkit.model.money import YI
from toolkit.model.period import ReportingPeriod
from toolkit.model.stages import stage_rank
from toolkit.model.submission import Project, Status, Submission, TargetLine
from toolkit.workbooks.master.master import write_master

JUNE = ReportingPeriod(2022, 6)
FILE = "江口乡6月.xlsx"
INDICATORS = ("LZ-T1", "LZ-T3", "LZ-T6", "LZ-T7")
LETTERS = {spec.field: column_letter(number) for number, spec in enumerate(LEDGER_COLUMNS, start=1)}
# Annex 1: group, 组长, lead unit, scope, 资金, 签约, 工业, 亿元.
ANNEX_1 = """
林木加工产业招商组|王轶|县林业局|旋切基地项目|5|15|15|3
林木加工产业招商组|王轶|县投促中心|林木深加工项目|13|8|7|7
新材料和绿色化工产业招商组|陈需勤|鹿寨经开区管委|新材料|6|2|2|2
新材料和绿色化工产业招商组|陈需勤|县投促中心|绿色化工|6|4|4|4
表面处理产业招商组|邓芳军|江口乡||2|6|5|3
商用车共享零部件产业招商组|杨毅|鹿寨经开区管委||3|5|5|4
商贸物流产业招商组|杨毅|县科工贸局||5|12|0|0
农业产业招商组|黄旭慧|县农业农村局||4|2|2|2
基础设施及房地产产业招商组|雷翔|县住建局||10|5|0|0
文旅产业与教育卫生招商组|朱燕文|县文体广旅局||1|1|0|0
"""


def target_table() -> Submission:
    """Return annex 1 as a target table."""
    lines = []
    for row, text in enumerate(ANNEX_1.split(), start=5):
        group, leader, unit, scope, *goals = text.split("|")
        targets = {"LZ-T1": int(goals[0]) * YI, **dict(zip(INDICATORS[1:], map(int, goals[1:]), strict=True))}
        lines.append(TargetLine(CellRef("目标.xlsx", "Sheet1", row), {}, group, leader, (), unit, scope, (), targets))
    return Submission("目标.xlsx", "", Status.ACCEPTED, table="targets", target_lines=tuple(lines))


def project(luzhai, serial: int, line: int | None, stage: str, investment: int | None, **given) -> LedgerEntry:
    """Return a ledger entry that belongs to the scheme's target row number ``line`` (``None``: nowhere)."""
    row = luzhai.target_rows[line] if line is not None else None
    values = {
        "serial": serial,
        "unit": "江口乡",
        "name": f"项目{serial}",
        "sector": "工业",
        "emerging": "否",
        "region": "区外",
        "outside": "是",
        "year": 2022,
        "investment_yuan": investment,
        "stage": stage,
        "stage_rank": stage_rank(stage),
        "target_row": row.key if row else UNATTRIBUTED,
        "group": row.group if row else "",
        "lead_unit": row.lead_unit if row else "",
        "attributed_by": "行业",
        "counted": "是",
        "period": "2022-06",
        "file": FILE,
        "sheet": "Sheet1",
        "row": 4 + serial,
        **given,
    }
    return LedgerEntry(**(nothing(LedgerEntry) | values))


def consolidation(luzhai, entries: list[LedgerEntry], targets: Submission | None) -> Consolidation:
    """Return a June with these entries: one township reported, another did not."""
    ledger = Ledger(JUNE, tuple(entries))
    table, elapsed, waits = table_of(ledger), (6, 12), Waiting(ledger, luzhai)
    rows = [Project(CellRef(FILE, "Sheet1", entry.row), {}, name=entry.name) for entry in entries]
    rows.append(Project(CellRef(FILE, "Sheet1", 99), {}, name="待改项目", investment_yuan=30_000_000))
    finding = found("missing_required", CellRef(FILE, "Sheet1", 99, 5), column="投资总额")
    sent = Submission(FILE, "", Status.RETURNED, unit="江口乡", period=JUNE, projects=tuple(rows), findings=(finding,))
    due = date(2022, 7, 5)
    arrived = Timeliness(
        "江口乡", "乡镇", due, Arrival.LATE, date(2022, 7, 6), FILE, "退回修改", len(entries), 1, 0, "", ()
    )
    missing = Timeliness("拉沟乡", "乡镇", due, Arrival.MISSING, None, "", "", 0, 0, 0, "", ())
    given = {
        "scheme": luzhai,
        "period": JUNE,
        "as_of": date(2022, 7, 6),
        "elapsed": elapsed,
        "ledger": ledger,
        "standings": line_standings(table, targets, luzhai, elapsed, waits),
        "county": county_variances(table, luzhai, elapsed, waits),
        "timeliness": (arrived, missing),
        "submissions": (sent,),
        "targets": targets,
        "findings": (finding,),
    }
    return Consolidation(**(nothing(Consolidation) | given))


def nothing(noun) -> dict[str, tuple[()] | None]:
    """Return every field of a noun empty: a test says only what it is about."""
    return {
        name: () if str(noun.__annotations__[name]).startswith("tuple") else None for name in noun.__struct_fields__
    }


@pytest.fixture
def june(luzhai, tmp_path) -> Consolidation:
    """A small June: six projects, one of them 暂不归属, one text that looks like a formula."""
    path = str(tmp_path / "报送" / "2022-06" / FILE)
    entries = [
        project(luzhai, 1, 0, "开工", 50_000_000, paid_in_yuan=20_000_000, phone="013977212345", path=path),
        project(luzhai, 2, 0, "签约", 250_000_000, paid_in_yuan=100_000_000, emerging="是"),
        project(luzhai, 3, 2, "投产", 5_500_000_000, paid_in_yuan=1_500_000_000, land_mu=120.5, floor_sqm=8000.0),
        project(luzhai, 4, 1, "在谈", None, name="=1+1木业", unit="拉沟乡"),
        project(luzhai, 5, None, "签约", 100_000_000, name="<b>&归口不明", progress="已签约，\n待开工"),
        project(luzhai, 6, 6, "开工", 4_000_000, paid_in_yuan=4_000_000, sector="其他", region="区内", outside="否"),
    ]
    return consolidation(luzhai, entries, target_table())


@pytest.fixture
def master(june, tmp_path) -> Path:
    """The small June's master workbook."""
    return write_master(june, tmp_path / "输出" / "汇总表.xlsx")


def sheet(path: Path, name: str, values: bool = True):
    """Return a sheet with cached values, or with formulas."""
    return load_workbook(path, data_only=values)[name]


def row_of(page, label: str, column: int = 3, nth: int = 1) -> int:
    """Return the number of the n-th row with a label in a column."""
    return [row for row in range(1, page.max_row + 1) if page.cell(row, column).value == label][nth - 1]


@pytest.mark.office
def test_recalculating_the_master_changes_nothing(june, luzhai, tmp_path):
    """Every figure is a live formula with its value, and LibreOffice comes to the same (promise 3).

    With and without projects, with and without a target table, with and without indicators.
    """
    bare = replace(luzhai, indicators=(), target_rows=(), readings=(), deadlines=())
    cases = {
        "full": june,
        "no_targets": consolidation(luzhai, list(june.ledger.entries), None),
        "empty": consolidation(luzhai, [], target_table()),
        "bare": consolidation(bare, list(june.ledger.entries), None),
    }
    written = [write_master(result, tmp_path / f"{name}.xlsx") for name, result in cases.items()]
    for before, after in zip(written, recalculated(written, tmp_path / "recalculated"), strict=True):
        assert formula_count(before) > 100
        assert list(differences(before, after)) == []


def test_the_sheets_stand_in_the_order_of_reading(master):
    """From the page a leader reads to the clause that a figure rests on."""
    order = ["总览", "数据说明", "目标完成情况", "单位汇总", "项目台账", "报送情况", "问题清单", "依据"]
    names = load_workbook(master).sheetnames
    assert [name for name in names if name in order] == order
    assert (names[0], names[-1]) == (order[0], order[-1])


def test_a_target_of_zero_prints_a_dash(master):
    """Six targets of annex 1 are zero: their completion is 「—」, not 0 % and not #DIV/0!, and so is their pace."""
    page, formulas = sheet(master, "目标完成情况"), sheet(master, "目标完成情况", values=False)
    zeros = [
        (row, column)
        for row in range(row_of(page, "县林业局（旋切基地项目）"), row_of(page, "县文体广旅局") + 1)
        for column in (4, 9, 14, 19)
        if page.cell(row, column).value == 0
    ]
    assert len(zeros) == 6
    for row, column in zeros:
        assert page.cell(row, column + 3).value == page.cell(row, column + 4).value == "—"
        assert formulas.cell(row, column + 3).value.startswith("=IF(")


def test_a_group_of_two_lines_has_a_subtotal(master):
    """林木加工 has 13 + 5 = 18 亿元 to bring in; the targets are added by formula, around the subtotals."""
    page, formulas = sheet(master, "目标完成情况"), sheet(master, "目标完成情况", values=False)
    row = row_of(page, "小　计")
    assert [page.cell(row, column).value for column in (4, 9, 14, 19)] == [18 * YI, 23, 22, 10]
    assert formulas.cell(row, 4).value == "=SUM(D7:D8)"
    total = row_of(page, "合　计", column=1)
    assert [page.cell(total, column).value for column in (4, 9, 14, 19)] == [55 * YI, 60, 40, 25]
    assert formulas.cell(total, 4).value == "=SUM(D7:D8,D10:D11,D13:D18)"


def test_a_unit_that_leads_two_groups_answers_for_both(master):
    """县投促中心 has 19/12/11/11, 鹿寨经开区管委 9/7/7/6: the unit alone is never the key of a target."""
    page = sheet(master, "目标完成情况")
    for unit, goals in {"县投促中心": [19 * YI, 12, 11, 11], "鹿寨经开区管委": [9 * YI, 7, 7, 6]}.items():
        row = row_of(page, unit, column=1)
        assert [page.cell(row, column).value for column in (4, 9, 14, 19)] == goals


def test_what_maps_nowhere_counts_for_the_county(master):
    """暂不归属 has a row of its own; lines and 暂不归属 add up to the county, and the sheet checks it itself."""
    page = sheet(master, "目标完成情况")
    row = row_of(page, "暂不归属、归属待定（计入合计）", column=1)
    assert page.cell(row, 10).value == 1
    assert page.cell(row_of(page, "合　计", column=1), 10).value == 5
    assert page.cell(row + 1, 1).value == "核对：各行加暂不归属、归属待定的，等于合计，相符。"


def test_every_actual_is_counted_from_the_ledger(master, luzhai):
    """A figure leads to ledger rows by a formula that Excel 2010, WPS and LibreOffice all calculate (promise 2)."""
    page = sheet(master, "目标完成情况", values=False)
    formula = page.cell(row_of(page, "县林业局（旋切基地项目）"), 5).value
    money = LETTERS["paid_in_yuan"]
    assert formula.startswith(f"=ROUND(SUMIFS(项目台账!${money}$4:${money}$9,")
    for field, condition in (
        ("region", '"=区外"'),
        ("investment_yuan", '">=0.05"'),
        ("target_row", f'"={luzhai.target_rows[0].key}"'),
    ):
        assert f"项目台账!${LETTERS[field]}$4:${LETTERS[field]}$9,{condition}" in formula
    formulas = [
        cell.value for one in load_workbook(master) for row in one.iter_rows() for cell in row if cell.data_type == "f"
    ]
    used = {name for text in formulas for name in re.findall(r"([A-Z]+)\(", text)}
    assert used <= {
        *("AND", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "IF", "INDEX", "ISNUMBER", "LARGE", "MATCH", "N", "OR"),
        *("ROUND", "SUM", "SUMIFS", "TEXT"),
    }


def test_the_same_month_gives_the_same_bytes(june, tmp_path):
    """What did not change does not differ: a master can be compared and signed."""
    first = write_master(june, tmp_path / "a" / "汇总表.xlsx")
    second = write_master(june, tmp_path / "b" / "汇总表.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_text_that_looks_like_a_formula_stays_text(master):
    """What a unit typed is never calculated, and comes through as typed: angle brackets, line breaks, leading zeros."""
    page = sheet(master, "项目台账", values=False)
    name, phone = page[f"{LETTERS['name']}7"], page[f"{LETTERS['phone']}4"]
    assert (name.value, name.data_type) == ("=1+1木业", "s")
    assert (phone.value, phone.data_type, phone.number_format) == ("013977212345", "s", "@")
    assert page[f"{LETTERS['name']}8"].value == "<b>&归口不明"
    assert page[f"{LETTERS['progress']}8"].value == "已签约，\n待开工"


def test_the_ledger_is_a_table_whose_headings_say_where_to_change(june, tmp_path):
    """Named columns, no name twice; amounts are taken in 亿元 only; a reported value leads to 更正, a meaning to 裁定."""
    entries = tuple(replace(entry, own=("甲", "乙")) for entry in june.ledger.entries)
    result = replace(june, ledger=replace(june.ledger, entries=entries), own_headings=("备注", "阶段"))
    page = sheet(write_master(result, tmp_path / "汇总表.xlsx"), "项目台账")
    table = page.tables["台账"]
    names = [column.name for column in table.tableColumns]
    assert names == [cell.value for cell in page[3]] == [*(one.heading for one in LEDGER_COLUMNS), "备注", "阶段（2）"]
    rules = page.data_validations.dataValidation
    told = {page[str(rule.sqref)].value: rule.prompt for rule in rules if rule.prompt}
    assert "更正" in told["投资总额（亿元）"]
    assert "裁定.xlsx" in told["阶段"]
    assert "裁定.xlsx" in told["目标行"]
    assert "单位变更" in told["报送单位"]
    assert "项目库.xlsx" in told["阶段（2）"]
    amounts = {str(rule.sqref): (rule.type, rule.formula2) for rule in rules if not rule.prompt}
    letters = [LETTERS[field] for field in ("investment_yuan", "paid_in_yuan", "trade_yuan")]
    assert amounts == {f"{letter}4:{letter}9": ("decimal", "10000") for letter in letters}


@pytest.mark.office
def test_the_ledger_is_in_the_unit_of_its_headings(master, tmp_path):
    """投资总额（亿元） holds 55, 0.5 and 0.04: what is typed, summed by hand or copied is in 亿元, as it is shown."""
    page = sheet(master, "项目台账")
    assert [page.cell(row, 6).value for row in range(4, 10)] == [
        0.5, 2.5, 55, None, 1, 0.04,
    ]  # fmt: skip
    [shown] = convert([master], tmp_path / "html", "html")
    text = shown.read_text("utf-8")
    for held, shown in (("55", "55.00"), ("0.5", "0.50"), ("0.04", "0.04")):
        assert re.search(rf'sdval="{held}"[^>]*>(<[^>]*>)*{shown}', text), shown


def test_a_ledger_row_leads_to_its_cell_in_the_units_workbook(master):
    """The link is relative: the workspace can be moved or sent as a whole."""
    link = sheet(master, "项目台账")[f"{LETTERS['file']}4"].hyperlink
    assert link.target.replace("\\", "/") == "../报送/2022-06/江口乡6月.xlsx"
    assert link.location == "'Sheet1'!A5"


def test_who_is_ahead_behind_and_missing_stands_at_the_top(master):
    """The overview says it within the first rows, each with a live count."""
    page, formulas = sheet(master, "总览"), sheet(master, "总览", values=False)
    places = {page.cell(row, 1).value: row for row in range(9, 20)}
    said = {label: (page.cell(row, 6).value, page.cell(row, 7).value) for label, row in places.items()}
    count, words = said["区外境内到位资金：超进度"]
    assert count == 1 and words.startswith("县投促中心（林木深加工项目）　超")
    assert said["区外境内到位资金：欠进度"][0] == 9
    assert said["未报单位"] == (1, "拉沟乡。迟报 1 个：江口乡")
    live = [row for label, row in places.items() if label and label.endswith(("超进度", "欠进度", "未报单位"))]
    assert len(live) == 3 and all(formulas.cell(row, 6).data_type == "f" for row in live)


def test_a_duplicate_that_was_decided_is_in_no_figure(luzhai, june, tmp_path):
    """It stays in the ledger, to be followed back, and counts neither for its unit nor for its line."""
    entries = [
        replace(entry, counted="否", decision="重复") if entry.serial == 2 else entry for entry in june.ledger.entries
    ]
    book = load_workbook(
        write_master(consolidation(luzhai, entries, target_table()), tmp_path / "汇总表.xlsx"), data_only=True
    )
    units, targets = book["单位汇总"], book["目标完成情况"]
    assert book["项目台账"].max_row == 9
    assert units["C4"].value == 5
    assert targets.cell(row_of(targets, "县林业局（旋切基地项目）"), 10).value == 1


def test_what_was_not_counted_is_said(master):
    """Nothing is lost in silence: returned rows, their money and what is 暂不归属 stand on 数据说明 (promise 1)."""
    page = sheet(master, "数据说明")
    notes = {page.cell(row, 1).value: page.cell(row, 2).value for row in range(1, page.max_row + 1)}
    assert notes["退回的项目（个）"] == 1
    assert notes["其投资总额（亿元）"] == 30_000_000
    assert notes["暂不归属、归属待定的项目（个）"] == 1


def test_a_master_open_in_excel_is_written_beside_it(june, tmp_path):
    """A workbook that is open cannot be replaced; nothing is lost and the caller learns the new name."""
    out = tmp_path / "汇总表.xlsx"
    (tmp_path / "~$汇总表.xlsx").write_bytes(b"")
    assert write_master(june, out) == tmp_path / "汇总表.新.xlsx"
    assert not out.exists()


def test_a_target_table_that_does_not_add_up_to_the_document_is_said(luzhai, june, tmp_path):
    """The county is held against the document's 55 亿元, also when the lines add up to less."""
    targets = target_table()
    short = consolidation(luzhai, list(june.ledger.entries), replace(targets, target_lines=targets.target_lines[1:]))
    book = load_workbook(write_master(short, tmp_path / "汇总表.xlsx"), data_only=True)
    rows = {row[0]: row for row in (*book["总览"].values, *book["数据说明"].values)}
    assert rows["区外境内到位资金（亿元）"][5] == 55 * YI
    assert rows["区外境内到位资金分解数"][1] == 50 * YI


def test_every_sheet_can_be_printed(master):
    """Landscape (the leader's page upright), one page wide, header rows on every page, pages numbered."""
    for page in load_workbook(master):
        assert page.page_setup.orientation == ("portrait" if page.title == "总览" else "landscape")
        assert page.page_setup.fitToWidth in (1, None)
        assert "&P" in page.oddFooter.center.text
    book = load_workbook(master)
    assert book["项目台账"].print_title_rows == "$3:$3"
    assert book["项目台账"].tables["台账"].ref == f"A3:{column_letter(len(LEDGER_COLUMNS))}9"


def test_each_figure_has_its_clause_and_its_formula_in_words(master):
    """The last sheet answers: which words of which document, and how was it read."""
    page = sheet(master, "依据")
    row = row_of(page, "区外境内到位资金（亿元）", column=1)
    assert page.cell(row, 4).value == "区外境内到位资金55亿元人民币"
    assert page.cell(row, 5).value.startswith("项目台账中区内外为区外、投资总额不低于0.05亿元的项目，到位资金合计")
    assert page.cell(row, 6).value == "55 亿元"
    reading = row_of(page, "序时进度按月还是按日计算？", column=1)
    assert page.cell(reading, 6).value == "已过月份 ÷ 12"
