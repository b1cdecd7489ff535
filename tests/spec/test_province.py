"""A province is done county by county: nothing is lost on the way, and what did not change is not done again."""

import re
import shutil

import openpyxl
import pytest
from click.testing import CliRunner
from openxml_audit import OpenXmlValidator

from tests.drawn import drawn_sheet
from tests.office import differences, formula_count, recalculated
from tests.repair_lint import triggers
from tests.spec.test_consolidation import AS_OF, JUNE
from toolkit.cli import main
from toolkit.files.shipped import folder
from toolkit.workflow.actions import province
from toolkit.workflow.steps.workspace import create_workspace

TABLE = """
    | A | B      | C        | D            | E              | F        | G          | H           | I            | J
  1 | HEADINGS
  2 | 1 | 木业   | 甲项目   | 东莞甲公司   | {amount}       | 广东     | 霍绍棠     | 19900000001 | 2022年5月    | 已签约
  3 | 2 | 化工   | 乙项目   | 佛山乙公司   | 1.5            | 福建     | 霍绍棠     | 19900000002 | 2022年6月    | 已开工
"""


@pytest.fixture
def counties(tmp_path):
    """Two plain counties under Luzhai's rules and a workspace under Nanxian's."""
    root = tmp_path / "全省"
    for name, amount in (("甲县", 0.5), ("乙县", 2)):
        (root / name).mkdir(parents=True)
        drawn_sheet(TABLE.format(amount=amount), root / name / "江口乡2022年6月.xlsx")
    create_workspace(root / "南县", "nanxian-2022")
    samples = folder("sample_workbooks") / "nanxian_2022"
    for part in ("目标", "报送"):
        shutil.copytree(samples / part, root / "南县" / part, dirs_exist_ok=True)
    return root


def run(root, **options):
    """The province in June 2022."""
    return province.consolidate_counties(root, JUNE, AS_OF, "luzhai-2022", **options)


def ledger_rows(master):
    """How many projects stand in a master's ledger, and what those that count invest, in 元."""
    sheet = openpyxl.load_workbook(master, data_only=True)["项目台账"]
    heading = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "序号")
    rows = [
        dict(zip(heading, row, strict=True)) for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)
    ]
    yi = sum(row["投资总额（亿元）"] or 0 for row in rows if row["计入汇总"] == "是")
    return len(rows), round(yi * 100_000_000)


def test_every_row_of_every_county_is_in_the_sum(counties):
    """Row conservation: the summary's total is the sum of the masters' ledgers; Excel has nothing to repair in it."""
    made = run(counties)
    assert list(triggers(made.summary)) == [] and list(OpenXmlValidator().validate(made.summary).errors) == []
    assert [(line.name, line.failure) for line in made.lines] == [("乙县", ""), ("南县", ""), ("甲县", "")]
    masters = [ledger_rows(line.master) for line in made.lines]
    assert masters[0] == (2, 350_000_000) and masters[2] == (2, 200_000_000) and masters[1][0] > 5
    sheet = openpyxl.load_workbook(made.summary, data_only=True)["全省汇总"]
    heading = [cell.value for cell in sheet[3]]
    total = dict(
        zip(heading, next(row for row in sheet.iter_rows(values_only=True) if row[0] == "合　计"), strict=True)
    )
    assert (total["台账项目"], total["计入项目投资总额\n（亿元）"]) == tuple(map(sum, zip(*masters, strict=True)))


def test_each_number_leads_to_the_cell_of_the_countys_master(counties):
    """全省汇总 → live formula → 出处 → file, sheet and cell of the county's master, where the same number stands."""
    made = run(counties)
    book, live = openpyxl.load_workbook(made.summary, data_only=True), openpyxl.load_workbook(made.summary)
    assert live["鹿寨县2022年投资促进工作方案"]["B4"].value == "=出处!$D$3"
    # No county states any 到位资金: neither is their sum 0.
    assert live["鹿寨县2022年投资促进工作方案"]["B6"].value == '=IF(COUNT(B4:B5)=0,"无数据",SUM(B4:B5))'
    assert live["鹿寨县2022年投资促进工作方案"]["C6"].value == "=SUM(C4:C5)"
    opened = {line.name: openpyxl.load_workbook(line.master, data_only=True) for line in made.lines}
    rows = list(book["出处"].iter_rows(min_row=3, values_only=True))
    assert len(rows) > 20
    for county, indicator, _, value, place in rows:
        file, sheet, cell = re.fullmatch(r"(.+\.xlsx) (.+?)(?: 表)? (\w+) 单元格", place).groups()
        assert file == f"{county}/{next(line.master.name for line in made.lines if line.name == county)}"
        assert opened[county][sheet][cell].value == value, (county, indicator)


@pytest.mark.office
def test_another_program_computes_the_same_totals(counties, tmp_path):
    """Promise 3 holds for the summary: recalculating it changes nothing."""
    made = run(counties)
    assert formula_count(made.summary) > 30
    (again,) = recalculated([made.summary], tmp_path / "again")
    assert list(differences(made.summary, again)) == []


def test_a_county_whose_files_did_not_change_is_not_done_again(counties):
    """Interrupted or repeated: what is done stays, what changed is done, and the summary is the same as from scratch."""
    first = run(counties)
    before = first.summary.read_bytes()
    again = run(counties)
    assert [line.fresh for line in again.lines] == [False, False, False]
    assert again.summary.read_bytes() == before
    drawn_sheet(TABLE.format(amount=3), counties / "甲县" / "江口乡2022年6月.xlsx")
    changed = run(counties)
    assert {line.name: line.fresh for line in changed.lines} == {"甲县": True, "乙县": False, "南县": False}
    shutil.rmtree(counties / province.FOLDER)
    assert run(counties).summary.read_bytes() == changed.summary.read_bytes(), "the records may be deleted at any time"


def test_a_result_that_is_no_longer_what_it_was_is_made_again(counties):
    """A master that somebody changed or deleted is not vouched for; another day counts only if it was asked for."""
    (line, *_) = run(counties).lines
    line.master.write_bytes(b"changed")
    assert [one.fresh for one in run(counties).lines] == [True, False, False]
    line.master.unlink()
    assert [one.fresh for one in run(counties).lines] == [True, False, False]
    later = AS_OF.replace(day=20)
    assert not any(one.fresh for one in province.consolidate_counties(counties, JUNE, later, "luzhai-2022").lines)
    asked = province.consolidate_counties(counties, JUNE, later, "luzhai-2022", day_matters=True)
    assert all(one.fresh for one in asked.lines)


def test_one_countys_trouble_is_a_sentence_and_stops_no_other(counties, monkeypatch):
    """A month without a folder, rules that do not exist, a mistake of ours: each is said in its county's line."""
    create_workspace(counties / "丙县", "luzhai-2022")
    (counties / "丁县").mkdir()
    whole = province._consolidated

    def broken(folder, *rest):
        if folder.name == "乙县":
            raise ZeroDivisionError
        return whole(folder, *rest)

    monkeypatch.setattr(province, "_consolidated", broken)
    made = run(counties)
    assert {line.name: line.failure for line in made.lines if line.failure} == {
        "丙县": "没有“报送/2022-06”文件夹。",
        "丁县": "文件夹里没有表。",
        "乙县": "程序出错了，详情在 乙县/出错详情.txt，请把它发给维护人员。",
    }
    assert "ZeroDivisionError" in (made.summary.parent / "乙县" / "出错详情.txt").read_text("utf-8")
    sheet = openpyxl.load_workbook(made.summary)["全省汇总"]
    said = {row[1]: row[-1] for row in sheet.iter_rows(min_row=4, values_only=True) if row[1]}
    assert said["丙县"] == "没有汇总：没有“报送/2022-06”文件夹。" and said["甲县"] == "已汇总"


def test_the_command_says_what_became_of_each_county(counties):
    """A line per county, what failed in words, and exit code 1 where one did."""
    (counties / "南县" / "报送" / "2022-06").rename(counties / "南县" / "报送" / "2022-07")
    typed = ["province", str(counties), "--period", "2022-06", "--scheme", "luzhai-2022"]
    told = CliRunner().invoke(main, typed)
    assert told.exit_code == 1
    assert "南县：没有汇总。没有“报送/2022-06”文件夹。" in told.output and "3 个县，台账共 4 个项目" in told.output
    assert "沿用上次的汇总表" in CliRunner().invoke(main, typed).output
