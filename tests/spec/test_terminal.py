"""The terminal: what a file, a mail or a person is called steers none, whatever program prints it (promise 2)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.cli.screen import calm

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_workbooks" / "luzhai_2022"
TABLE = SAMPLE / "报送" / "2022-06" / "江口乡2022年6月报表.xlsx"
# Colours, bells, a new title of the window, the cursor to the left, letters in another order, C1's own escape.
STEERING = ("\x1b[31m", "\x07", "\x1b]0;x\x07", "\b\b\b", "\r", "\u202e", "\x9b31m", "\u2066", "\x7f", "\x0c")
SIGNS = set("".join(STEERING)) - set("[31m]0;x") | {"\u2069", "\u200f"}


def command(*words: str, encoding: str = "utf-8", to: Path) -> bytes:
    """Return all that a command writes, as a program of its own, on screen and on its error output."""
    call = [sys.executable, "-c", "from toolkit.cli import run; run()", *words]
    env = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"}
    return subprocess.run(call, cwd=to, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout


@pytest.fixture
def office(tmp_path) -> Path:
    """A workspace whose files, contacts and settings are called by what steers a terminal."""
    root = tmp_path / "鹿寨2022"
    folder = root / "报送" / "2022-06"
    folder.mkdir(parents=True)
    for number, sign in enumerate(STEERING):
        shutil.copy(TABLE, folder / f"江口乡{sign}{number}.xlsx")
    (folder / "坏\x1b[2J.xlsx").write_bytes(b"PK\x03\x04")
    (root / "报送" / "\x1b[8m在外.xlsx").write_bytes(b"")
    (root / "设置.toml").write_text('scheme = "luzhai-2022"\nyear = 2022\n', "utf-8")
    (root / "通讯录.csv").write_text("单位,联系人,邮箱\n县林\x1b[31m业\x07,某某,a@luzhai.example\n", "utf-8")
    shutil.copytree(SAMPLE / "目标", root / "目标")
    return root


TYPED = (
    ("check", "--period", "2022-06"),
    ("check", "--period", "2022-06", "--format", "jsonl"),
    ("consolidate", "--period", "2022-06", "--as-of", "2022-07-06"),
    ("send", "--period", "2022-06"),
    (),
    ("check", "没有\x1b[31m这个.xlsx"),
    ("che\x1b[31mck",),
    ("schemes", "show", "lu\x1b]0;x\x07zhai"),
)


@pytest.mark.parametrize("words", TYPED, ids=lambda words: " ".join(words).encode("unicode_escape").decode()[:40])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_no_command_prints_what_steers_a_terminal(office, words, encoding):
    """Findings, lists, the state of the folder, complaints, jsonl: a box, or JSON's own escape."""
    printed = command(*words, encoding=encoding, to=office).decode("utf-8" if "jsonl" in words else encoding)
    assert printed and not SIGNS & set(printed), sorted(map(repr, SIGNS & set(printed)))
    if "jsonl" in words:
        lines = [json.loads(line) for line in printed.splitlines()]
        assert any("\x1b" in line["file"] for line in lines), "another program reads the name as it is"


def test_it_holds_when_the_commands_are_called_from_a_program(office):
    """Not only where zhaoshang is typed: whoever calls the commands prints through the same door."""
    done = CliRunner().invoke(main, ["check", "-w", str(office), "--period", "2022-06"], color=True)
    assert done.output and not SIGNS & set(done.output)


@given(st.text())
def test_every_text_is_calm(text):
    """The law: nothing that steers is left, nothing else is lost, and calming twice is calming once."""
    shown = calm(text)
    assert not SIGNS & set(shown) and calm(shown) == shown
    assert [sign for sign in shown if sign != "□"] == [
        sign for sign in text.replace("\r\n", "\n") if sign != "□" and calm(sign) == sign
    ]
