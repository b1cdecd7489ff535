"""Who pressed a button is told which button to press next, and never to type: every sentence outside cli/ says both."""

import ast
import re
from pathlib import Path

import pytest

from toolkit.model.control import BUTTONS, KEEPER, by_keeper, press
from toolkit.model.office_settings import SETTINGS, where

ROOMS = Path(__file__).parent.parent.parent / "toolkit"
# What only commands raise, or a file that only who types commands reads; each is a whole module.
TYPED = {
    "workflow/actions/bundle.py": "bundle makes an installer",
    "workflow/actions/correct.py": "correct is a command",
    "workflow/actions/demo.py": "demo is a command",
    "workflow/actions/launchers.py": "the launchers themselves, and their comments",
    "workflow/actions/next_step.py": "as_command; as_button is its twin",
    "workflow/actions/province.py": "province is a command",
    "workflow/actions/rule_drafts.py": "schemes new is a command",
    "workflow/actions/toolbox.py": "build is a command",
    "workflow/steps/deciding.py": "decide is a command",
    "workflow/steps/official_notices.py": "notice template is a command",
    "workflow/steps/parallel.py": "--executor is an option",
    "schemes/drafting/draft.py": "a comment in the toml of whoever writes rules",
    "schemes/workbook/help.py": "the page that says how rules are written, by command",
    "schemes/workbook/pages.py": "schemes export is a command",
    "workbooks/control/help.py": "the table of buttons has a column of commands",
}
HELPERS = ("press", "by_keeper")
COMMAND = re.compile(r"zhaoshang [a-z{]|(?<![\w-])--[a-z]{2}|pip install|输入命令")
BOTH = re.compile(rf"命令为 zhaoshang |{KEEPER}[^。]*$|命令里 --")


def sentences(path):
    """Yield every text of a module, with … for what is filled in; docstrings, and what ``press`` is given, are none."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in HELPERS]
    docs |= {id(part) for call in calls for part in ast.walk(call)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            if id(node) not in docs:
                yield "".join(part.value if isinstance(part, ast.Constant) else _filled(part) for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | inside:
            yield node.value


def _filled(part):
    return KEEPER if ast.unparse(part.value) == "KEEPER" else "…"


def test_no_sentence_that_a_button_can_show_asks_to_type_a_command():
    """Button users have Excel and a mouse: a command stands beside its button, or is for who keeps the computers."""
    found = []
    for path in sorted(ROOMS.rglob("*.py")):
        name = path.relative_to(ROOMS).as_posix()
        if name.startswith("cli/") or name in TYPED or name == "model/control.py":
            continue
        for text in sentences(path):
            for hit in COMMAND.finditer(text):
                if re.search(r"[\u4e00-\u9fff]", text) and not BOTH.search(text[: hit.end()]):
                    found.append(f"{name}：{text}")
    assert found == []


@pytest.mark.parametrize("name", sorted(TYPED))
def test_what_is_let_through_is_there_still(name):
    """An exception without its module would hide another one some day."""
    assert COMMAND.search((ROOMS / name).read_text("utf-8"))


def test_both_are_said():
    """The button first, for most; the command in brackets."""
    for one in BUTTONS:
        assert press(one.action, "x").startswith(f"按“{one.caption}”（命令为 zhaoshang ")
    assert by_keeper("build") == "请管电脑的同志运行 zhaoshang build"


def test_a_setting_is_named_by_its_sheet_and_line():
    """设置.xlsx is what the office fills in; the key is for who writes 设置.toml by hand."""
    said = {where(*one.place) for one in SETTINGS}
    assert len(said) == len(SETTINGS)
    assert all(f"“{one.sheet}”页“{one.name}”一行" in where(*one.place) for one in SETTINGS)


KEYS = re.compile(
    r"设置\.toml(?! 的写法)[^”。]*?(?:user|from|pause|folders|host|port|year|unit_table|\[readings\]|\[mail)"
)


def test_no_sentence_names_a_key_of_the_toml_alone():
    """The same of 设置.toml: no sentence outside cli/ sends a clerk to its keys without the sheet."""
    found = []
    for path in sorted(ROOMS.rglob("*.py")):
        name = path.relative_to(ROOMS).as_posix()
        if name.startswith("cli/") or name in ("model/office_settings.py", "mail/settings.py"):
            continue
        found += [f"{name}：{text}" for text in sentences(path) if KEYS.search(text)]
    assert found == []
