"""招商工具箱.xlsm: what is inside it holds together, without any Office program."""

import ast
import re
import shutil
import warnings
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.model.control import BUTTONS, CONFIG_SHEET, LOG_ROOM, ActionReport, Block, blocks, button
from toolkit.model.errors import ToolkitError
from toolkit.workbooks.control.cells import logged_lines, read_settings, write_blocks
from toolkit.workbooks.sheet.page import lines_needed
from toolkit.workflow.actions.buttons import ACTIONS
from toolkit.workflow.actions.toolbox import modules, rebuild
from toolkit.workflow.actions.typed_settings import day_typed, period_typed
from toolkit.workflow.steps.workspace import create_workspace

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "sample_workbooks" / "luzhai_2022"
TODAY = date(2022, 7, 6)


@pytest.fixture(scope="module", params=["excel", "libreoffice"])
def built(request, tmp_path_factory):
    """(workbook, VBA sources) of a fresh workspace, for Excel and as the twin."""
    workspace = create_workspace(tmp_path_factory.mktemp(request.param), "luzhai-2022")
    return rebuild(workspace, TODAY, replace=False, program=request.param), dict(modules(request.param))


def sources(path: Path) -> dict[str, str]:
    """Return the VBA sources inside a workbook by module name, attributes left out."""
    with warnings.catch_warnings():
        # oletools still speaks to pyparsing by its old names.
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(path))
        found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        parser.close()
    return {name: bare(code) for name, code in found.items()}


def bare(code: str) -> str:
    """Return a source without its Attribute lines and with one kind of line end."""
    return re.sub(r"(?m)^Attribute VB_\w+ = .*\n?", "", code.replace("\r\n", "\n")).strip()


def drawn_buttons(path: Path) -> dict[str, str]:
    """Return macro by caption, as drawn on the sheets."""
    with zipfile.ZipFile(path) as archive:
        drawings = "".join(archive.read(n).decode() for n in archive.namelist() if "/drawings/drawing" in n)
    shapes = re.findall(r'<xdr:sp macro="\[0\]!(\w+)".*?</xdr:sp>', drawings)
    captions = re.findall(r"<a:t>([^<]*)</a:t>", drawings)
    return dict(zip(captions, shapes, strict=True))


def test_the_macros_inside_are_the_files_in_the_folder(built):
    """What is built is what was reviewed: the module sources equal the .bas files, which are ASCII."""
    path, wanted = built
    inside = sources(path)
    assert {name: inside[name] for name in wanted} == {name: bare(code) for name, code in wanted.items()}
    assert bare((ROOT / "macros" / "Buttons.bas").read_text("ascii")) == inside["Buttons"]
    assert all(code.isascii() for code in inside.values())


def test_every_button_has_its_macro_its_function_and_its_action(built):
    """Drawn shape → Sub → function in toolkit/buttons.py → action: none is missing and none is left over."""
    path, _ = built
    assert drawn_buttons(path) == {one.caption: one.macro for one in BUTTONS}
    subs = dict(re.findall(r'Public Sub (\w+)\(\)\n    Press "(\w+)"\nEnd Sub', sources(path)["Buttons"]))
    assert subs == {one.macro: one.action for one in BUTTONS}
    tree = ast.parse((ROOT / "toolkit" / "buttons.py").read_text("utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert set(subs.values()) <= functions
    assert set(ACTIONS) == set(subs.values())


def test_sheets_and_document_modules_meet_by_code_name(built):
    """Excel repairs a workbook whose sheets name document modules that are not there."""
    path, _ = built
    with zipfile.ZipFile(path) as archive:
        parts = [n for n in archive.namelist() if re.fullmatch(r"xl/(workbook|worksheets/sheet\d+)\.xml", n)]
        names = re.findall(r'codeName="(\w+)"', "".join(archive.read(name).decode() for name in parts))
        types = archive.read("[Content_Types].xml").decode()
    assert len(names) == len(parts) == 7
    assert set(names) <= set(sources(path))
    assert "ms-excel.sheet.macroEnabled.main+xml" in types
    assert "vbaProject" in types


def test_the_buttons_use_the_open_part_of_xlwings_only():
    """No ``.api`` (it would bind them to one program) and nothing of the part that needs a licence."""
    code = (ROOT / "toolkit" / "buttons.py").read_text("utf-8")
    assert ".api" not in code
    for path in (ROOT / "toolkit").rglob("*.py"):
        assert not re.search(r"xlwings[. ]+(import )?(pro|server|reports)\b", path.read_text("utf-8")), path


def test_the_same_workspace_gives_the_same_bytes(tmp_path):
    """Two builds are equal byte for byte: a difference is a change that somebody made."""
    first = rebuild(create_workspace(tmp_path / "a", "luzhai-2022"), TODAY, replace=False)
    second = rebuild(create_workspace(tmp_path / "b", "luzhai-2022"), TODAY, replace=False)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(("first", "then"), [("luzhai-2022", "nanxian-2022"), ("gangnan-2018", "luzhai-2022")])
def test_init_over_a_workspace_of_another_scheme_is_refused(tmp_path, first, then):
    """Cheerful words over a workspace that keeps its old rules mislead: said, and not a file is touched; the same is fine."""
    run = CliRunner().invoke
    folder = tmp_path / "县"
    assert run(main, ["init", str(folder), "--scheme", first]).exit_code == 0
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    refused = run(main, ["init", str(folder), "--scheme", then])
    assert isinstance(refused.exception, ToolkitError)
    assert f"已经是工作文件夹，用的规则是 {first}，不是 {then}，没有改动。请换一个文件夹名" in str(refused.exception)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert run(main, ["init", str(folder), "--scheme", first]).exit_code == 0


def test_init_makes_it_and_build_replaces_it_only_when_told(tmp_path):
    """`zhaoshang init` puts it into the workspace; `build --replace` keeps what was typed and the old file."""
    done = CliRunner().invoke(main, ["init", str(tmp_path / "县"), "--scheme", "luzhai-2022"])
    assert done.exit_code == 0, done.output
    book = tmp_path / "县" / "招商工具箱.xlsm"
    assert "招商工具箱.xlsm" in done.output
    write_blocks(book, (Block("期间", 0, (("2022-03",),)), Block("汇总日期", 0, (("2022-04-06",),))))
    refused = CliRunner().invoke(main, ["build", "-w", str(book.parent)])
    assert isinstance(refused.exception, ToolkitError)
    assert "--replace" in str(refused.exception)
    done = CliRunner().invoke(main, ["build", "-w", str(book.parent), "--replace"])
    assert done.exit_code == 0, done.output
    settings = read_settings(book)
    assert (settings.period, settings.as_of) == ("2022-03", "2022-04-06")
    assert book.with_stem("招商工具箱（旧）").exists()


def test_every_sheet_is_there_and_the_configuration_is_hidden(built):
    """首页, 设置, 单位通讯录, 运行记录, 使用说明 in this order; the scheme's units stand in the contacts."""
    book = openpyxl.load_workbook(built[0])
    assert book.sheetnames == ["首页", "设置", "单位通讯录", "运行记录", "使用说明", CONFIG_SHEET]
    assert book[CONFIG_SHEET].sheet_state == "hidden"
    units = [row[1] for row in book["单位通讯录"].iter_rows(5, values_only=True) if row[1]]
    assert {"江口乡", "县林业局", "县投促中心"} <= set(units)
    for one in BUTTONS:
        assert {one.when_name, one.result_name} <= set(book.defined_names)


def test_all_that_came_can_be_read_on_the_front_page(built):
    """收表情况 has several clauses in a busy month: none is cut off at the edge of its card."""
    sheet = openpyxl.load_workbook(built[0])["首页"]
    card = sheet["C5"]
    busy = (
        "117 个文件 ／ 应报 115 个单位；其中 12 个 PDF无法读取；其中 3 个压缩包要先解压；另有 11 件待认领，请按“认领”"
    )
    lines = lines_needed(busy, sheet.column_dimensions["C"].width)
    assert card.alignment.wrap_text
    assert sheet.row_dimensions[5].height >= lines * card.font.size * 1.3


def test_texts_go_into_a_closed_workbook_and_nothing_else_changes(built, tmp_path):
    """What `zhaoshang run` writes down: the cells alone; buttons, macros and looks keep their bytes."""
    book = tmp_path / "招商工具箱.xlsm"
    book.write_bytes(built[0].read_bytes())
    report = ActionReport("=1+1", attention=("甲", "乙"), next_step="按“汇总”。", received="1 个文件")
    for number in range(2):
        texts = blocks(button("check"), report, "2022-06", f"2022-07-06 09:0{number}", "甲", logged_lines(book))
        assert write_blocks(book, texts)
    assert logged_lines(book) == 2
    after = openpyxl.load_workbook(book)
    assert [cell.value for cell in after["运行记录"][6]][1:7] == [
        "2022-07-06 09:01",
        "甲",
        "校验统计表",
        "2022-06",
        "=1+1",
        "（1）甲　（2）乙",
    ]
    assert after["运行记录"]["F6"].data_type != "f", "a text from outside never becomes a formula"
    with zipfile.ZipFile(built[0]) as old, zipfile.ZipFile(book) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {f"xl/worksheets/sheet{number}.xml" for number in (1, 3, 4)}


def test_a_workbook_that_is_open_elsewhere_is_left_alone(built, tmp_path):
    """Excel's lock file lies beside it: nothing is written, no copy is made."""
    book = tmp_path / "招商工具箱.xlsm"
    book.write_bytes(built[0].read_bytes())
    (tmp_path / "~$招商工具箱.xlsm").write_text("")
    assert not write_blocks(book, (Block("期间", 0, (("2022-03",),)),))
    assert book.read_bytes() == built[0].read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_full_log_begins_again_at_the_top():
    """After 2000 presses the oldest line is written over; the workbook does not grow for ever."""
    (place,) = [b for b in blocks(button("check"), ActionReport(""), "", "", "", LOG_ROOM) if b.name == "运行记录起点"]
    assert place.below == 0


@pytest.mark.parametrize("typed", ["2022-06", "2022年6月", "2022-6", "2022.06", "2022-06-01", " 2022/06 "])
def test_a_period_is_read_however_it_was_typed(typed):
    """Excel makes a date of 2022-06 when a cell's format was lost."""
    assert str(period_typed(typed)) == "2022-06"


@pytest.mark.parametrize("typed", ["六月", "2022-13", "22-06", ""])
def test_a_period_that_is_none_gives_its_sentence(typed):
    """The sentence says what stands there and how to write it."""
    with pytest.raises(ToolkitError, match="写成 2022-06"):
        period_typed(typed)


@pytest.mark.parametrize("typed", ["7月6日", "2022-02-30", "2022"])
def test_a_day_that_is_none_gives_its_sentence(typed):
    """An empty cell means today; anything else has to be a day."""
    assert day_typed("") is None
    assert day_typed("2022年7月6日") == TODAY
    with pytest.raises(ToolkitError, match="写成 2022-07-06"):
        day_typed(typed)


def test_run_does_what_the_button_does(tmp_path):
    """`zhaoshang run check --book …`: the dialog's words on the screen, 首页 and 运行记录 written, buttons untouched."""
    root = tmp_path / "鹿寨2022"
    workspace = create_workspace(root, "luzhai-2022")
    shutil.copytree(SAMPLES / "报送" / "2022-06", root / "报送" / "2022-06")
    book = rebuild(workspace, TODAY, replace=False)
    drawn = drawn_buttons(book)
    done = CliRunner().invoke(main, ["run", "check", "--book", str(book)])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("校验了 12 个文件：已采用 7 个，退回修改 5 个。")
    assert (root / "输出" / "2022-06" / "问题清单.xlsx").exists()
    sheets = openpyxl.load_workbook(book)
    assert [cell.value for cell in sheets["运行记录"][5]][3:5] == ["校验统计表", "2022-06"]
    assert drawn_buttons(book) == drawn
    (root / "~$招商工具箱.xlsm").write_text("")
    done = CliRunner().invoke(main, ["run", "open_folder", "--book", str(book)])
    assert "“招商工具箱.xlsm”正被打开，结果没有写进首页和运行记录。" in done.output


@pytest.mark.parametrize(("content", "sentence"), [(None, "没有“"), (b"PK", "打不开，不是招商工具箱")])
def test_run_without_its_workbook_is_one_sentence(tmp_path, content, sentence):
    """A missing or broken workbook is named, with the command that makes it anew."""
    book = tmp_path / "招商工具箱.xlsm"
    if content:
        book.write_bytes(content)
    done = CliRunner().invoke(main, ["run", "check", "--book", str(book)])
    assert isinstance(done.exception, ToolkitError)
    assert sentence in str(done.exception)
    assert "zhaoshang build" in str(done.exception)
