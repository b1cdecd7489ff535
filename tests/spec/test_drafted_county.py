"""From a policy document to a consolidated month by the commands alone, as docs/规则怎么写.md says it, block by block."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from toolkit.cli import main
from toolkit.workflow.steps.workspace import open_workspace

PAGE = Path(__file__).parent.parent.parent / "docs" / "规则怎么写.md"
BLOCK = re.compile(r"^```([^\n]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def blocks(heading):
    """The blocks of a section of the page, in order: (what stands behind the marks, the text)."""
    section = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return BLOCK.findall(section)


def followed(heading, folder):
    """Do what a section says, in a folder: files are written, commands typed, texts changed; return what was answered."""
    said = []
    for name, text in blocks(heading):
        if name.startswith("改 "):
            path = folder / name.removeprefix("改 ")
            old, _, new = text.rstrip("\n").partition("\n→")
            new = new.removeprefix("\n")
            before = path.read_text("utf-8-sig")
            assert old in before, f"{path.name} does not hold what the page changes: {old}"
            path.write_text(before.replace(old, new), "utf-8-sig" if path.suffix == ".csv" else "utf-8")
        elif name.startswith("删 "):
            path = folder / name.removeprefix("删 ")
            key, kept = text.strip(), path.read_text("utf-8")
            kept = re.sub(rf"^{key} = (?:\[\n(?:  .*\n)*\]|.*)\n", "", kept, flags=re.MULTILINE)
            path.write_text(re.sub(rf', {key} = "(?:[^"\\]|\\.)*"', "", kept), "utf-8")
        elif name.startswith("删节 "):
            path = folder / name.removeprefix("删节 ")
            before = path.read_text("utf-8")
            kept = re.sub(rf"^{re.escape(text.strip())}\n(?:(?!\[).*\n)*", "", before, flags=re.MULTILINE)
            assert kept != before
            path.write_text(kept, "utf-8")
        elif name == "命令":
            for line in text.splitlines():
                done = CliRunner().invoke(main, shlex.split(line)[1:])
                assert isinstance(done.exception, SystemExit | None), done.exception
                said.append((line, done.exit_code, done.output))
        elif "." in name:
            (folder / name).write_text(text, "utf-8")
    return said


def filled(path, *rows):
    """Fill an issued form: each row by its headings."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at, columns = next(
        (row[0].row, {str(cell.value).partition("（")[0].split("\n")[0]: cell.column for cell in row if cell.value})
        for row in sheet.iter_rows()
        if any(cell.value == "项目名称" for cell in row)
    )
    start = next(n for n in range(at + 1, sheet.max_row + 2) if sheet.cell(n, columns["项目名称"]).value in (None, ""))
    for number, row in enumerate(rows):
        for heading, value in row.items():
            sheet.cell(start + number, columns[heading]).value = value
    return book


@pytest.fixture
def office(tmp_path, monkeypatch):
    """The page's section, done in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path, followed("从方案起草", tmp_path)


def project(name, firm, place, stage, paid, total, start=None):
    """A row of the form."""
    row = {
        "项目名称": name,
        "项目方": firm,
        "行业": "食品加工",
        "投资总额": total,
        "投资来源": place,
        "项目负责人": "韦某",
    }
    row |= {"联系电话": "19900001001", "项目入驻时间": "2024-02-01", "进展情况": stage, "到位资金": paid}
    return row | ({"开工日期": start} if start else {})


@pytest.fixture
def counted(office):
    """The office's March: a target table, and the two filled forms."""
    folder, said = office
    assert [code for _, code, _ in said] == [0, 1, 0, 0, 0], said
    assert "12 处要改" in said[1][2] and "没有写错的地方" in said[2][2]
    work = folder / "云湖2024"
    drawn_sheet(
        """
          | A | B | C | D | E
        1 | 招商组 | 牵头单位 | 县外到位资金（亿元） | 新签约项目（个） | 开工项目（个）
        2 | 各乡镇 | 青石镇 | 12 | 20 | 8
        3 | 各乡镇 | 白鹭乡 | 8 | 10 | 4
        4 | 合计 |  | 20 | 30 | 12
        """,
        work / "目标" / "目标.xlsx",
    )
    forms = {path.name[:3]: path for path in (work / "输出" / "2024-03" / "下发").glob("*.xlsx")}
    sent = work / "报送" / "2024-03"
    sent.mkdir(parents=True)
    inside = project("乙项目", "乙公司", "本县", "已签约", 0.7, 2)
    filled(forms["青石镇"], project("甲项目", "甲公司", "广东", "已开工", 4.0, 6, "2024-03-01"), inside).save(
        sent / "青石镇3月.xlsx"
    )
    filled(forms["白鹭乡"], project("丙项目", "丙公司", "浙江", "已签约", 1.5, 3)).save(sent / "白鹭乡3月.xlsx")
    return folder, CliRunner().invoke(main, ["consolidate", "-w", str(work), "--period", "2024-03"])


def test_a_document_becomes_a_consolidated_month(counted):
    """Hand-computed: 4.0 + 1.5 亿元 of 20 from outside (27.5%), 3 signed of 30, 1 started of 12; 本县 money is not counted."""
    folder, done = counted
    assert done.exit_code in (0, 1), done.output
    assert "县外到位资金：5.50／20.00亿元，完成 27.5%" in done.output, done.output
    assert "新签约项目：3／30个" in done.output and "开工项目：1／12个" in done.output
    (master,) = (folder / "云湖2024" / "输出" / "2024-03").glob("*汇总表.xlsx")
    rows = [row for row in openpyxl.load_workbook(master, data_only=True)["目标完成情况"].values if row[2]]
    found = {row[2]: row[3:5] for row in rows}
    assert found["青石镇"] == (1_200_000_000, 400_000_000) and found["白鹭乡"] == (800_000_000, 150_000_000)


def test_the_rulebook_is_renewed_and_the_year_closed(counted):
    """Next year's document: what changed is asked for, what is gone is told, and new-year goes on with the new rules."""
    folder, _ = counted
    said = followed("续订到新的一年", folder)
    assert [code in wanted for (_, code, _), wanted in zip(said, ((0,), (1,), (0,), (0, 1)), strict=True)] == [
        True
    ] * 4, said
    assert "条款 6 条：有改动 2，找不到 1，不变 3" in said[0][2] and "去年没有的话 1 句" in said[0][2]
    for told in (
        'T1 的 target 现在是 "20亿元"，要不要改成 "25亿元"？',
        "statistics 的 day 现在是 10，要不要改成 8？",
        "去年第7行“县招商中心每季度召开一次招商例会”，新文件里找不到",
    ):
        assert told in said[1][2], said[1][2]
    new = open_workspace(folder / "云湖2025").scheme
    assert (new.id, new.year, new.valid) == ("yunhu-2025", 2025, (2025,))
    targets = {one.id: (one.target, one.citation.line) for one in new.indicators}
    assert targets == {"T1": (2_500_000_000, 3), "T2": (30, 3), "T3": (12, 3)}
    assert any(str(one.value) == "2025" for one in new.indicators[1].criteria), "year = 2024 has become year = 2025"
    assert not new.rules.meetings and new.deadlines[0].day == 8
    assert open_workspace(folder / "云湖2024").scheme.indicators[0].target == 2_000_000_000, "last year's stands"
