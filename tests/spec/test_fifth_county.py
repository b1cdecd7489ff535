"""A fifth county, by the steps of CONTRIBUTING.md and with its very blocks: an invented one, no line of code."""

import shutil

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.rulebook import cells_to_fill_in, written_block, written_xishan
from tests.workbook_rules import column_of, heading_row, rule_rows
from toolkit.cli import main
from toolkit.schemes import loader


@pytest.fixture
def xishan(tmp_path):
    """Steps 1 to 3: the county's folder, written from CONTRIBUTING.md, outside of the package."""
    return written_xishan(tmp_path / "xishan_2023")


def filled_in(path):
    """Do in the drafted 规则.xlsx what CONTRIBUTING.md says is left, and nothing else."""
    book = openpyxl.load_workbook(path)
    for sheet, where, cells in cells_to_fill_in():
        page = book[sheet]
        if sheet == "基本情况":
            labels = {page.cell(row, 1).value: row for row in range(page.max_row, 0, -1)}
            below = range(labels[where], page.max_row + 1)
            for heading, value in cells.items():
                page.cell(next(row for row in below if page.cell(row, 1).value == heading), 2).value = value
            continue
        rows = rule_rows(page)
        row = next(row for row in rows if not page.cell(row, 2).value) if where == "new" else rows[int(where) - 1]
        if not cells:
            page.delete_rows(row)
        for heading, value in cells.items():
            page.cell(row, column_of(page, heading)).value = value
    for page in book:
        for row in range(1, page.max_row + 1):
            if page.title == "基本情况" and page.cell(row, 1).value == "待确认":
                page.cell(row, 2).value = None
        headed = any(page.cell(row, 1).value == "序号" for row in range(1, 9))
        headings = [cell.value for cell in page[heading_row(page)]] if headed else []
        for row in rule_rows(page) if "待确认" in headings else ():
            page.cell(row, headings.index("待确认") + 1).value = None
    book.save(path)


def test_the_walk_in_excel_ends_in_a_master(tmp_path, monkeypatch):
    """Steps 1 and 2: the document, a drafted workbook, the cells that are left, then the county's month."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "document.txt").write_text(written_block("document.txt"), "utf-8")
    run = CliRunner().invoke
    drafted = run(main, ["schemes", "new", "document.txt", "--id", "xishan-2023", "--out", "xishan_2023", "--xlsx"])
    assert drafted.exit_code == 0, drafted.output
    folder = tmp_path / "xishan_2023"
    assert [path.name for path in folder.iterdir()] == ["规则.xlsx"]
    told = run(main, ["schemes", "check", "xishan_2023"])
    assert told.exit_code == 1 and "xishan_2023/规则.xlsx 指标 表 " in told.output and "待确认：第2行" in told.output
    filled_in(folder / "规则.xlsx")
    told = run(main, ["schemes", "check", "xishan_2023"])
    assert told.exit_code == 0 and "没有写错的地方" in told.output, told.output
    shown = run(main, ["schemes", "show", "xishan_2023"])
    assert "县外到位资金  目标 20亿元  C1“全年引进县外到位资金20亿元,新签约项目30个”" in shown.output
    master_of(folder, tmp_path)
    assert [path.name for path in (tmp_path / "西山2023" / "规则" / "xishan_2023").iterdir()] == ["规则.xlsx"]
    shutil.rmtree(folder)  # the workspace has its own
    assert run(main, ["consolidate", "-w", "西山2023", "--period", "2023-03"]).exit_code in (0, 1)


def test_the_walk_of_contributing_md_ends_in_a_master(xishan, tmp_path):
    """Steps 1 and 3: document, rules, units as texts; then init, the units' files, and the county's master workbook."""
    assert sorted(path.name for path in xishan.iterdir()) == ["document.txt", "scheme.toml", "units.csv"]
    shown = CliRunner().invoke(main, ["schemes", "show", str(xishan)])
    assert shown.exit_code == 0, shown.output
    assert "县外到位资金  目标 20亿元  XS-T1“全年引进县外到位资金20亿元”" in shown.output
    master_of(xishan, tmp_path)


def master_of(folder, tmp_path):
    """Take the rulebook to a consolidated month of two units, and look at its figures."""
    run = CliRunner().invoke
    office = tmp_path / "西山2023"
    assert run(main, ["init", str(office), "--scheme", str(folder)]).exit_code == 0
    (office / "报送" / "2023-03").mkdir(parents=True)
    drawn_sheet(
        """
          | A | B | C | D
        1 | 招商组 | 牵头单位 | 县外到位资金（亿元） | 新签约项目（个）
        2 | 各乡镇 | 东坪 | 12 | 20
        3 | 各乡镇 | 西坝乡 | 8 | 10
        4 | 合计 |  | 20 | 30
        """,
        office / "目标" / "目标.xlsx",
    )
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：东坪镇政府
        2 | HEADINGS | 到位资金（亿元）
        3 | 1 | 竹木加工 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | 2023-02-01 | 已签约 | 1.5
        4 | 2 | 新材料 | 乙项目 | 乙公司 | 2 | 西山 | 韦某 | 19900001002 | 2023-03-01 | 已签约 | 0.5
        """,
        office / "报送" / "2023-03" / "东坪镇3月.xlsx",
    )
    done = run(main, ["consolidate", "-w", str(office), "--period", "2023-03"])
    assert done.exit_code in (0, 1), done.output
    assert "县外到位资金：1.50／20.00亿元，完成 7.5%" in done.output
    assert "新签约项目：2／30个" in done.output
    assert "未报：西坝乡" in done.output
    (master,) = (office / "输出" / "2023-03").glob("*汇总表.xlsx")
    lines = {
        row[2]: row[3:5] for row in openpyxl.load_workbook(master, data_only=True)["目标完成情况"].values if row[2]
    }
    assert lines["东坪镇"] == (1_200_000_000, 150_000_000), "target and actual of the row, in 元"


def test_a_slip_on_the_way_is_one_sentence(xishan):
    """Step 4: words that do not stand in the document are told with file, key and line."""
    path = xishan / "scheme.toml"
    path.write_text(path.read_text("utf-8").replace("新签约项目30个", "新签约项目35个"), "utf-8")
    with pytest.raises(loader.ToolkitError, match=r"xishan_2023/scheme.toml .*“quote”与原文第2行对不上"):
        loader.load(xishan)


@pytest.mark.parametrize(
    ("unit", "said", "cell"),
    [
        ("万元", "县外到位资金：15,000.00／200,000.00万元，完成 7.5%", (120_000, 15_000)),
        ("千万元", "县外到位资金：15.00／200.00千万元，完成 7.5%", (120, 15)),
        ("元", "县外到位资金：150,000,000／2,000,000,000元，完成 7.5%", (1_200_000_000, 150_000_000)),
    ],
)
def test_an_indicator_may_be_kept_in_any_unit_of_its_measure(xishan, tmp_path, unit, said, cell):
    """Promise 6: a rulebook's 万元 is worth ten thousand 元 on the screen, in the master's cells and in the target table."""
    path = xishan / "scheme.toml"
    path.write_text(path.read_text("utf-8").replace('unit = "亿元"', f'unit = "{unit}"'), "utf-8")
    office, run = tmp_path / "西山2023", CliRunner().invoke
    assert run(main, ["init", str(office), "--scheme", str(xishan)]).exit_code == 0
    (office / "报送" / "2023-03").mkdir(parents=True)
    drawn_sheet(
        """
          | A | B | C | D
        1 | 招商组 | 牵头单位 | 县外到位资金（亿元） | 新签约项目（个）
        2 | 各乡镇 | 东坪 | 12 | 20
        3 | 合计 |  | 12 | 20
        """,
        office / "目标" / "目标.xlsx",
    )
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：东坪镇政府
        2 | HEADINGS | 到位资金（百万元）
        3 | 1 | 竹木加工 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | 2023-02-01 | 已签约 | 150
        """,
        office / "报送" / "2023-03" / "东坪镇3月.xlsx",
    )
    done = run(main, ["consolidate", "-w", str(office), "--period", "2023-03"])
    assert said in done.output, done.output
    (master,) = (office / "输出" / "2023-03").glob("*汇总表.xlsx")
    lines = {
        row[2]: row[3:5] for row in openpyxl.load_workbook(master, data_only=True)["目标完成情况"].values if row[2]
    }
    assert lines["东坪镇"] == cell
