"""A workspace is for one year: init asks for it, every output says it, and last year's document may go on in it."""

import re
import sys

import openpyxl
import pytest

from tests.drawn import drawn_sheet
from toolkit import cli
from toolkit.cli.home import in_words
from toolkit.files.texts import toml
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions.workspace_state import state_of
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

ROWS = """
  | A | B | C | D | E | F | G | H | I | J | K
1 | 填报单位：{unit}
2 | HEADINGS | 到位资金（亿元）
3 | 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900001001 | {day} | 已签约 | 1
"""
ASSUMED = "年份：没有写年份，按{year}年办；请在设置.xlsx“基本”页“年份”一行（设置.toml 的 year）填上 {year}。"
GOING_ON = "年份：2023年的文件还没有下达，目标和口径沿用2022年的（条件里的年份顺延）；新文件下达后请换用2023年的规则。"
ON_A_SCREEN = (
    "check -w {w}",
    "check {w}/报送/{p}",
    "consolidate -w {w}",
    "decisions -w {w}",
    "assess -w {w}",
    "calendar -w {w} --as-of {p}-15",
    "send -w {w}",
    "issue -w {w} --period {p}",
    "notice 进度通报 -w {w}",
    "trip check -w {w}",
)


def typed(line, monkeypatch, capsys):
    """What a line typed at a terminal answers on both its streams, and its exit code."""
    monkeypatch.setattr(sys, "argv", ["zhaoshang", *line.split()])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def sent(root, period, unit="江口乡"):
    """A unit's table of one project that settled in the month, laid into a workspace."""
    folder = root / "报送" / period
    folder.mkdir(parents=True, exist_ok=True)
    drawn_sheet(ROWS.format(unit=unit, day=f"{period}-05"), folder / f"{unit}{period}.xlsx")


def settings(root, year, more=""):
    """设置.toml as an office may have written it: ``year`` None is a folder of 1.0."""
    path = root / "设置.toml"
    said = re.sub(r"(?m)^year = \d+\n", f"year = {year}\n{more}" if year else "", path.read_text("utf-8"))
    path.write_text(said, "utf-8")


@pytest.mark.parametrize(
    ("scheme", "year", "written"),
    [("luzhai-2022", "", 2022), ("gangnan-2018", "", 2018), ("nanxian-2022", "--year 2024", 2024), ("nanxian-2022", "--year 2022年", 2022)],
)  # fmt: skip
def test_init_asks_for_the_year(tmp_path, scheme, year, written, monkeypatch, capsys):
    """The year is proposed from the rulebook and stands in 设置.toml; a plan of several years names the others."""
    code, said, _ = typed(f"init {tmp_path / '新'} --scheme {scheme} {year}", monkeypatch, capsys)
    assert code == 0
    assert toml(tmp_path / "新" / "设置.toml")["year"] == open_workspace(tmp_path / "新").scheme.year == written
    assert f"年份 {written}年" in said
    assert ("各用 --year 另建一个" in said) is (scheme == "nanxian-2022")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("init {w}2 --scheme luzhai-2022 --year 2023", "规则 luzhai-2022 只适用于2022年，不能建2023年的工作文件夹"),
        ("init {w} --scheme nanxian-2022 --year 2024", "已经是2023年的工作文件夹，不是2024年的，没有改动"),
        ("init {w}2 --scheme nanxian-2022 --year 今年", "“今年”不是年份，请写成 2022。"),
    ],
)
def test_init_refuses_a_year_that_cannot_be(tmp_path, line, says, monkeypatch, capsys):
    """Nothing is written for a year outside the rules, or into a folder of another year."""
    create_workspace(tmp_path / "南县", "nanxian-2022", 2023)
    before = sorted(tmp_path.rglob("*"))
    code, _, said = typed(line.format(w=tmp_path / "南县"), monkeypatch, capsys)
    assert (code in (2, 3), says in said) == (True, True)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("line", ON_A_SCREEN)
@pytest.mark.parametrize(
    ("scheme", "period", "unit", "assumed"),
    [("luzhai-2022", "2022-06", "江口乡", 2022), ("nanxian-2022", "2023-03", "县经济开发区", 2023)],
)
def test_a_folder_of_before_says_which_year_is_assumed(
    tmp_path, scheme, period, unit, assumed, line, monkeypatch, capsys
):
    """1.0 wrote no year: that of the last month is taken, as far as the rules know it, and every command says so."""
    root = create_workspace(tmp_path / "县", scheme).root
    settings(root, None)
    sent(root, period, unit)
    assert open_workspace(root).scheme.year == assumed
    _, _, said = typed(line.format(w=root, p=period), monkeypatch, capsys)
    assert said.count(ASSUMED.format(year=assumed)) == 1
    assert any(
        ASSUMED.format(year=assumed).removeprefix("年份：") in one
        for one in in_words(state_of(open_workspace(root), ReportingPeriod(2022, 6).last_day), root, ReportingPeriod(2022, 6).last_day)
    )  # fmt: skip


@pytest.fixture(scope="module")
def going_on(tmp_path_factory):
    """A folder of 2023 in Luzhai, whose document for 2023 came only on 25 May: that of 2022 goes on."""
    root = create_workspace(tmp_path_factory.mktemp("鹿寨") / "鹿寨2023", "luzhai-2022").root
    settings(root, 2023, "continues = true\n")
    sent(root, "2023-01")
    return root


@pytest.mark.parametrize("line", ON_A_SCREEN)
def test_last_years_document_goes_on_and_every_screen_says_so(going_on, line, monkeypatch, capsys):
    """``continues = true``: the folder of 2023 works under the rules of 2022, and no screen leaves that out."""
    _, _, said = typed(line.format(w=going_on, p="2023-01"), monkeypatch, capsys)
    assert said.count(GOING_ON) == 1


def test_last_years_document_goes_on_and_every_paper_says_so(going_on, monkeypatch, capsys):
    """Master (first page, basis, foot of every sheet) and circular name the document as one that goes on."""
    typed(f"consolidate -w {going_on} --as-of 2023-02-03", monkeypatch, capsys)
    (master,) = (going_on / "输出" / "2023-01").glob("*汇总表*.xlsx")
    book = openpyxl.load_workbook(master)
    assert "2023年（沿用2022年的文件）" in str(book["总览"]["A2"].value)
    feet = {sheet.title: sheet.oddFooter.left.text for sheet in book if sheet.sheet_state == "visible"}
    assert {name for name, foot in feet.items() if "2023年（沿用2022年的文件）" not in str(foot)} == set()
    assert any("2023年沿用）" in str(cell.value) for row in book["依据"].iter_rows() for cell in row)
    typed(f"notice 进度通报 -w {going_on} --as-of 2023-02-03", monkeypatch, capsys)
    (paper,) = (going_on / "输出" / "2023-01" / "通知").glob("*.docx")
    import docx

    assert any("2023年沿用）" in one.text for one in docx.Document(paper).paragraphs)


def test_a_project_of_the_new_year_is_new_under_the_old_document(going_on, monkeypatch, capsys):
    """LZ-T3 counts what was signed in the workspace's year, not in the year the document was written for."""
    from toolkit.workflow.steps.month import consolidate_workspace

    period = ReportingPeriod(2023, 1)
    result = consolidate_workspace(open_workspace(going_on), period, period.last_day)
    figures = {one.indicator.id: one.actual for one in result.county}
    assert figures["LZ-T3"] == 1


@pytest.mark.parametrize(
    ("year", "more", "says"),
    [
        (2023, "", "2023年的文件还没有下达、先照2022年的办的，请在设置.xlsx“基本”页“沿用上年文件”一行（设置.toml 的 continues）填“是”（文件里写 true）。"),
        (2024, "continues = true\n", "“year”只管2022年，设置里写的是 2024。请改设置.xlsx“基本”页“年份”一行（设置.toml 的 year），或换用2024年的规则。"),
        (2021, "continues = true\n", "设置里写的是 2021"),
        (2023, 'continues = "是"\n', "里的 continues 写作 '是'。沿用上年文件的写 continues = true，不加引号。"),
    ],
)  # fmt: skip
def test_a_document_goes_on_for_one_year_and_only_when_told(tmp_path, year, more, says, monkeypatch, capsys):
    """No rulebook is used beyond its years in silence, none for more than the one year after."""
    root = create_workspace(tmp_path / "鹿寨", "luzhai-2022").root
    settings(root, year, more)
    sent(root, f"{year}-01")
    code, _, said = typed(f"consolidate -w {root}", monkeypatch, capsys)
    assert (code, says in said) == (3, True)
    assert not list((root / "输出").rglob("*.xlsx"))


@pytest.mark.parametrize(("scheme", "unit"), [("nanxian-2022", "县经济开发区"), ("luzhai-2022", "江口乡")])
def test_each_sheet_of_the_master_says_its_year(tmp_path, scheme, unit, monkeypatch, capsys):
    """A sheet that is printed alone tells at its foot for which office and year it was made."""
    root = create_workspace(tmp_path / "县", scheme).root
    sent(root, "2022-06", unit)
    typed(f"consolidate -w {root}", monkeypatch, capsys)
    (master,) = (root / "输出" / "2022-06").glob("*汇总表*.xlsx")
    feet = {one.title: str(one.oddFooter.left.text) for one in openpyxl.load_workbook(master) if one.sheet_state == "visible"}  # fmt: skip
    assert {name for name, foot in feet.items() if not foot.endswith("　2022年")} == set()
