"""What is read before the work begins? A command or a button brings only the libraries that its own work needs.

Nothing is timed here: a slow machine fails no review, one library too many does. Times: python -m tests.bench startup.
"""

import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import openpyxl
import pytest

from tests.bench.startup import TYPED, Started, excel_runs, first_sign, pressed, sample, typed
from toolkit.cli import COMMANDS
from toolkit.model.control import BUTTONS
from toolkit.workflow.actions.toolbox import rebuild
from toolkit.workflow.steps import cache
from toolkit.workflow.steps.workspace import open_workspace

NOTHING: frozenset[str] = frozenset()
# Workers under a limit of time and memory, and the reader of .xls.
READING = frozenset({"pebble", "xlrd"})
EXCEL = frozenset({"xlsxwriter"})
# Names that are nearly the same.
NAMES = frozenset({"rapidfuzz"})
# A return copy is the unit's own file with marks laid into its XML.
MARKING = frozenset({"lxml"})
# Sums over the ledger (pandas takes pyarrow along where somebody has installed it), and names that are nearly the same.
CONSOLIDATING = READING | EXCEL | {"pandas", "numpy", "pyarrow", "rapidfuzz"}
WORD = frozenset({"docx", "docxtpl", "jinja2", "lxml"})
# Before a notice is handed over: does this machine have the fonts that it names?
FONTS = frozenset({"fontTools"})

ALLOWED_WHEN_TYPED = {
    "--help": NOTHING,
    "run": NOTHING,
    "collect": NOTHING,
    "bundle": NOTHING,
    "province": NOTHING,
    "decide": NOTHING,
    "correct": NOTHING,
    "claim": NOTHING,
    "new-year": NOTHING,
    "schemes": NOTHING,
    "schemes show": NOTHING,
    "（无命令）": READING,
    "check": READING | EXCEL | NAMES,  # it keeps 收件登记.xlsx, and follows each project over the months
    "check 一个文件": READING,
    "trip check": READING | {"chinese_calendar"},
    "calendar": READING | EXCEL | {"icalendar", "chinese_calendar"},
    "issue": CONSOLIDATING,
    "init": READING | EXCEL | {"pyopenvba"},
    "build": READING | EXCEL | {"pyopenvba"},
    "doctor": FONTS | {"chinese_calendar"},
    "notice lint": READING | {"docx", "lxml"},
}
ALLOWED_WHEN_PRESSED = {
    "collect": READING | EXCEL | {"imapclient"},
    "check": READING | EXCEL | MARKING | NAMES,
    "consolidate": CONSOLIDATING,
    "reconcile": CONSOLIDATING,
    "notices": CONSOLIDATING | WORD | FONTS | {"chinese_calendar"},
    "approvals": READING | WORD | {"chinese_calendar"},
    "records": READING | WORD | {"chinese_calendar"},
    "books": CONSOLIDATING | MARKING | {"openpyxl"},
    "assess": CONSOLIDATING,
    "preview_mail": CONSOLIDATING | WORD | {"chinese_calendar"},
    "send_mail": CONSOLIDATING | WORD | {"chinese_calendar"},
    "send_record": READING | EXCEL | {"jinja2"},
    "publish": CONSOLIDATING | WORD | FONTS | {"matplotlib"},
    "issue": CONSOLIDATING,
    "claim": READING | EXCEL,
    "decisions": READING | EXCEL,
    "write_notice": CONSOLIDATING | WORD | FONTS | {"chinese_calendar"},
    "trip_papers": READING | WORD | {"chinese_calendar"},
    "new_year": CONSOLIDATING,
    "calendar": READING | EXCEL | {"icalendar"},
    "open_folder": READING,
    "doctor": READING | FONTS | {"chinese_calendar"},
    "unit_pages": CONSOLIDATING,
    "picture": CONSOLIDATING | FONTS | {"matplotlib"},
}
# What these bring, their buttons bring: looked at once.
PRESSED_INSTEAD = (
    "consolidate",
    "decisions",
    "project",
    "unit",
    "reconcile",
    "assess",
    "notice 催报通知",
    "send",
    "trip approval",
    "publish",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A workspace with two units' tables."""
    return sample(tmp_path_factory.mktemp("开始") / "鹿寨2022")


def brings_only(started: Started, allowed: frozenset[str]) -> bool:
    """Compare, and say in pytest's words what is too much."""
    return started.heavy - allowed == NOTHING


@pytest.mark.parametrize("name", ALLOWED_WHEN_TYPED)
def test_a_command_brings_what_its_work_needs(workspace, name):
    """A check reads and validates without pandas and without a writer; help and rulebooks need none of them."""
    assert brings_only(typed(name, workspace), ALLOWED_WHEN_TYPED[name])


@pytest.mark.parametrize("action", [one.action for one in BUTTONS])
def test_a_button_brings_what_its_work_needs(workspace, action):
    """A form is written without pandas, a check without Word; xlwings is there because Excel is."""
    assert brings_only(pressed(action, workspace), ALLOWED_WHEN_PRESSED[action] | {"xlwings"})


def test_the_first_word_in_the_status_bar_waits_for_xlwings_alone(workspace):
    """By itself xlwings would bring numpy, pandas and matplotlib, most of the time until a press shows life."""
    assert first_sign(workspace).heavy == {"xlwings"}


def test_the_line_that_excel_runs_begins_with_the_button(workspace):
    """Measured is what the workbook's own RunPython runs; xlwings' line would read its package first, pandas with it."""
    button = "import toolkit.buttons; toolkit.buttons.check()"
    assert excel_runs(button) == button
    unchanged = Path(find_spec("xlwings").origin).with_name("xlwings.bas").read_text("ascii")
    line = excel_runs(button, unchanged)
    assert line.startswith('import xlwings.utils;xlwings.utils.prepare_sys_path("False;C:') and line.endswith(button)


def test_xlwings_own_line_puts_nothing_on_the_path_here(workspace):
    """What was left out does nothing with the workbook's configuration but look into the folder where Python starts."""
    book = rebuild(open_workspace(workspace), date(2022, 7, 6), replace=True)
    sheet = openpyxl.load_workbook(book)["xlwings.conf"]
    stated = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert stated["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert not {"PYTHONPATH", "CONDA PATH", "CONDA ENV", "USE UDF SERVER"} & set(stated)


def test_every_command_stands_in_the_table():
    """Who adds a command says what it may bring, and the bench measures it (demo is all of them in one)."""
    assert set(TYPED) == {*ALLOWED_WHEN_TYPED, *PRESSED_INSTEAD}
    assert set(COMMANDS) - {"demo"} <= {name.partition(" ")[0] for name in TYPED}


def loaded(cwd: Path, *words: str) -> set[str]:
    """Type a command; return our own modules that Python read for it."""
    asked = f"""
import sys
from toolkit.cli import run
sys.argv = ["zhaoshang", *{words!r}]
try:
    run()
except SystemExit:
    pass
print(*(name for name in sys.modules if name.startswith("toolkit.")))
"""
    done = subprocess.run([sys.executable, "-c", asked], cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_a_command_does_not_bring_the_others(workspace):
    """Who asks for the rulebooks waits for their command, not for twenty more."""
    ours = {name for name in loaded(workspace, "schemes") if name in COMMANDS.values()}
    assert ours == {"toolkit.cli.rulebooks"}


def test_the_home_page_of_a_known_workspace_reads_neither_rules_nor_tables(workspace, tmp_path, monkeypatch):
    """Both are as they were the last time: their readers stay where they are."""
    monkeypatch.setenv(cache.FOLDER, str(tmp_path))
    readers = {"toolkit.schemes.loader", "toolkit.schemes.rules", "toolkit.intake.read"}
    loaded(workspace)
    assert not readers & loaded(workspace)
