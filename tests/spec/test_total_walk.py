"""From a rulebook's folder and a month's files to the parts of a total, by the commands alone."""

from datetime import date

import openpyxl
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.spec.test_totals import CARS, EAST, MAIN, SECOND, WANXIAN
from toolkit.cli import main


def test_the_commands_take_a_months_files_to_the_totals(tmp_path):
    """init, assess --books, the office's books filled in, and assess: the parts of a total from files alone."""
    run, office = CliRunner().invoke, tmp_path / "皖县2023"
    assert run(main, ["init", str(office), "--scheme", str(WANXIAN)]).exit_code == 0
    made = run(main, ["assess", "-w", str(office), "--books"])
    assert made.exit_code == 0, made.output
    books = office / "考核"
    assert {path.name for path in books.iterdir()} >= {"评分表.xlsx", "计分台账.xlsx", "上年考核.xlsx"}
    marks = openpyxl.load_workbook(books / "评分表.xlsx")
    sheet = marks.worksheets[0]
    start = next(cell.row for row in sheet for cell in row if cell.value == "评分项") + 1
    for row, (rater, number) in enumerate(((MAIN, 90), (EAST, 80), ("桥头", 70), ("柳河", 70)), start):
        for column, value in enumerate((CARS, "载体单位打分", rater, number, date(2023, 6, 28)), 1):
            sheet.cell(row, column, value)
    marks.save(books / "评分表.xlsx")
    (office / "报送" / "2023-06").mkdir(parents=True)
    drawn_sheet(
        """
          | A | B | C | D
        1 | 招商组 | 牵头单位 | 省外亿元项目（个） | 实际到位资金（亿元）
        2 | 产业招商专班 | 汽零专班 | 4 | 10
        3 | 合计 |  | 4 | 10
        """,
        office / "目标" / "目标.xlsx",
    )
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H | I | J | K | L | M | N | O
        1 | 填报单位：汽车零部件专班
        2 | HEADINGS | 到位资金（亿元） | 签约日期 | 是否入统 | 牵头产业 | 当年固定资产投资（万元）
        3 | 1 | 汽车零部件制造 | 甲项目 | 甲公司 | 12 | 浙江 | 韦某 | 19900001001 | 2023-05-08 | 已签约 | 4 | 2023-05-08 | 是 | 是 | 6000
        """,
        office / "报送" / "2023-06" / "汽车零部件专班6月.xlsx",
    )
    done = run(main, ["assess", "-w", str(office), "--period", "2023-06"])
    assert done.exit_code in (0, 1), done.output
    # 1 of 4 × 50 % is half of 30, 4亿 of 5亿 is 80 % of 20, all of 20, 12.08 of 15, and 4 for 12亿 of which 5 % are invested.
    (out,) = (office / "输出" / "2023-06").glob("*考核.xlsx")
    rows = list(openpyxl.load_workbook(out, data_only=True)["计分台账"].values)
    points = {row[1]: row[10] for row in rows if row[0] == CARS and row[4] == SECOND}
    assert {part: points[part] for part in ("WX-1", "WX-2", "WX-3", "WX-4", "WX-9")} == {
        "WX-1": 15,
        "WX-2": 16,
        "WX-3": 20,
        "WX-4": 12.08,
        "WX-9": 4,
    }
