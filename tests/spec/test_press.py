"""A button that is not let start Python says so in Chinese: the VBA itself is run, by an interpreter of VBA."""

import io
import re
import warnings
import zipfile
from datetime import date

import olefile
import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import parse_module

from toolkit.model.control import BUTTONS
from toolkit.workflow.actions.toolbox import modules, rebuild
from toolkit.workflow.steps.workspace import create_workspace

# What stands in for xlwings.bas and for Windows: {does} is what RunPython does, {found} what Dir finds of the interpreter.
WINDOWS = """
Public Function RunPython(ByVal command As String) As Variant
    {does}
End Function
Public Function Environ(ByVal name As String) As String
    Environ = "C:"
End Function
Public Function Dir(ByVal place As String) As String
    {found}
End Function
"""
FOUND = 'Dir = "python.exe"'


@pytest.fixture(scope="module", params=["excel", "libreoffice"])
def book(request, tmp_path_factory):
    """A fresh control workbook, the program it is for, and the workbook opened."""
    workspace = create_workspace(tmp_path_factory.mktemp(request.param), "luzhai-2022")
    path = rebuild(workspace, date(2022, 7, 6), replace=False, program=request.param)
    return path, request.param, ExcelApplication.open(path, with_vba=False)


def pressed(book, macro, does, found=FOUND, without_texts=False):
    """Run a button's Sub; return what was said, and what the status bar shows afterwards."""
    app = book[2]
    app.interpreter.modules.clear()
    app.interpreter.dialogs.clear()
    app.application.status_bar = False
    source = dict(modules("excel"))["Buttons"]
    app.add_module(source.replace('"xlwings.conf"', '"weg"') if without_texts else source, name="Buttons")
    app.add_module(WINDOWS.format(does=does, found=found), name="xlwings")
    app.run(macro)
    return [(text, title) for _, text, title, _ in app.dialogs], app.application.status_bar


@pytest.mark.parametrize("one", BUTTONS, ids=lambda one: one.action)
@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ('Err.Raise 70, , "Permission denied"', "Permission denied"),
        ('Err.Raise 429, , "ActiveX component can not create object"', "ActiveX component"),
        ("RunPython = -1", ""),
    ],
)
def test_a_button_that_may_not_start_python_names_the_command(book, one, does, reason):
    """Defender's rule or a policy blocks child processes: Chinese, the command that does the same, the bar given back."""
    _, program, _ = book
    (said, title), *more = pressed(book, one.macro, does)[0]
    assert not more
    assert title == "招商工具箱"
    assert said.startswith("这一步没有做成：")
    zhaoshang = r'"%LOCALAPPDATA%\zhaoshang\venv\Scripts\zhaoshang.exe"' if program == "excel" else "zhaoshang"
    assert f"{zhaoshang} run {one.action}" in said.splitlines()
    assert reason in said
    assert pressed(book, one.macro, does)[1] is False


@pytest.mark.parametrize("one", BUTTONS, ids=lambda one: one.action)
def test_a_button_that_works_says_nothing_and_gives_the_bar_back(book, one):
    """Python has said what there is to say; where RunPython does not wait (the twin), Python gives the bar back."""
    assert pressed(book, one.macro, "RunPython = 0") == ([], False)
    assert pressed(book, one.macro, "Dim nothing_returned") == ([], False)
    assert pressed(book, one.macro, "RunPython = 1") == ([], "招商工具箱：正在启动，请稍候……")


@pytest.mark.parametrize("found", ['Dir = ""', 'Err.Raise 52, , "Bad file name or number"'])
def test_a_computer_without_the_toolbox_is_told_too(book, found):
    """No interpreter: 安装.cmd is named; a place that cannot even be looked at is explained like any other failure."""
    _, program, _ = book
    said, bar = pressed(book, "Btn_Check", "RunPython = 0", found)
    assert bar is False
    if program == "excel":
        ((text, _),) = said
        assert "安装.cmd" in text if "52" not in found else text.startswith("这一步没有做成：")


def test_even_without_its_texts_a_button_names_the_command(book):
    """Somebody deleted the hidden sheet: the command is said, and the bar is given back."""
    ((said, _),), bar = pressed(book, "Btn_SendMail", "RunPython = 0", without_texts=True)
    assert said.startswith("zhaoshang run send_mail")
    assert bar is False


@pytest.mark.parametrize("program", ["excel", "libreoffice"])
def test_every_sub_that_does_something_catches_its_errors(program):
    """A VBA parser over every Sub of ours: it handles errors itself, or does nothing but call one that does."""
    own = [(name, source) for name, source in modules(program) if name != "xlwings"]
    for name, source in own:
        parse_module(source, name=name)
        for kind, sub, body in re.findall(r"(?ms)^(?:Public|Private) (Sub|Function) (\w+)\(.*?\n(.*?)^End \1", source):
            only_calls = re.fullmatch(r'\s*Press "\w+"\s*', body)
            # A Function's error goes to the Sub that called it.
            assert kind == "Function" or only_calls or "On Error" in body, f"{name}.{sub}"
            for label in re.findall(r"On Error GoTo ([A-Za-z]\w*)", body):
                before = body.partition(f"\n{label}:")[0].rstrip().splitlines()[-1].strip()
                assert before == "Exit Sub", f"{name}.{sub} runs into its handler"


def test_the_project_says_that_it_holds_source_alone(book):
    """[MS-OVBA] 2.3.4.1: Reserved1 0x61CC, Version 0xFFFF; another version promises compiled code that is not there."""
    with (
        zipfile.ZipFile(book[0]) as package,
        olefile.OleFileIO(io.BytesIO(package.read("xl/vbaProject.bin"))) as project,
    ):
        stream = project.openstream("VBA/_VBA_PROJECT").read()
    assert stream == bytes.fromhex("CC61 FFFF 00 0000")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser(str(book[0]))
        found = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
        parser.close()
    assert "On Error GoTo Failed" in found["Buttons"], "what Office reads is the source with its handlers"
