"""What does Python read before the work begins? Commands and buttons, each really run in a fresh process."""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import measure, report

# Libraries that cost a start more than a few milliseconds each, or that lead to one.
HEAVY = (
    "chinese_calendar", "distributed", "docx", "docxtpl", "fontTools", "icalendar", "imapclient", "jinja2", "keyring",
    "lxml", "matplotlib", "numpy", "openpyxl", "pandas", "pebble", "pyarrow", "pyopenvba", "rapidfuzz", "xlrd", "xlsxwriter", "xlwings",
)  # fmt: skip

# Every command as it is typed in a workspace; what needs a mailbox, a registry or a province is asked for help.
TYPED = {
    "（无命令）": (),
    "--help": ("--help",),
    "init": ("init", "新文件夹", "--scheme", "luzhai-2022"),
    "issue": ("issue", "--period", "2022-07"),
    "check": ("check",),
    "check 一个文件": (
        "check",
        "报送/2022-06/江口乡2022年6月报表.xlsx",
        "--scheme",
        "luzhai-2022",
        "--period",
        "2022-06",
    ),
    "consolidate": ("consolidate", "--as-of", "2022-07-06"),
    "decisions": ("decisions", "--as-of", "2022-07-06"),
    "decide": ("decide", "--help"),
    "correct": ("correct", "--help"),
    "claim": ("claim", "--help"),
    "new-year": ("new-year", "--help"),
    "project": ("project", "铝合金阳极氧化项目", "--as-of", "2022-07-06"),
    "unit": ("unit", "江口乡", "--as-of", "2022-07-06"),
    "publish": ("publish", "--as-of", "2022-07-06", "--dry-run"),
    "reconcile": ("reconcile", "--as-of", "2022-07-06"),
    "province": ("province", "--help"),
    "trip check": ("trip", "check", "--as-of", "2022-07-06"),
    "trip approval": ("trip", "approval", "--as-of", "2022-07-06"),
    "assess": ("assess", "--as-of", "2022-07-06"),
    "calendar": ("calendar", "--as-of", "2022-07-06"),
    "send": ("send", "--as-of", "2022-07-06"),
    "collect": ("collect", "--help"),
    "run": ("run", "--help"),
    "build": ("build", "--replace"),
    "bundle": ("bundle", "--help"),
    "doctor": ("doctor",),
    "notice 催报通知": ("notice", "催报通知", "--as-of", "2022-07-06"),
    "notice lint": ("notice", "lint", "通知.docx"),
    "schemes": ("schemes",),
    "schemes show": ("schemes", "show", "luzhai-2022"),
}

# What a command of the county may take, on a machine that does nothing else: seconds.
GOALS = {"（无命令）": 0.25, "check": 0.3, "consolidate": 0.8, "send": 1.5}

_SAY = f"""
import json, sys
print('\\n' + json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""
_TYPE = """
import sys
from toolkit.cli import run
sys.argv = ["zhaoshang", *{arguments!r}]
try:
    run()
except SystemExit as end:
    if end.code not in (None, 0, 1):  # 1: there are findings
        raise
"""
# How Excel starts Python: the one assignment of xlwings' module, as it stands in the control workbook.
_RUN = re.compile(r"^ *RunCommand = CondaCmd & PythonInterpreter & (.+)$", re.MULTILINE)
# All that Excel's button does but for Excel: the workbook is not open, so its settings are given.
_PRESS = """
import toolkit.buttons
from datetime import date
from toolkit.model.control import ControlSettings
from toolkit.workflow.actions import buttons
chosen = ControlSettings('.', '2022-06', '2022-07-06', '', '进度通报', '外出招商活动方案')
buttons.run({action!r}, chosen, date(2022, 7, 6), lambda *_: None, lambda _: False)
"""


@dataclass(frozen=True, slots=True)
class Started:
    """What a start cost: milliseconds from start to end, those spent importing, and which heavy libraries came."""

    whole: float
    importing: float
    heavy: frozenset[str]


def sample(root: Path) -> Path:
    """Make a workspace with two units' tables and everything else that a button may want; return it."""
    from toolkit.files import shipped
    from toolkit.workflow.steps.workspace import create_workspace

    create_workspace(root, "luzhai-2022")
    source = shipped.folder("sample_workbooks") / "luzhai_2022"
    for name in ("目标", "系统导出", "出行"):
        shutil.copytree(source / name, root / name, dirs_exist_ok=True)
    shutil.copy2(source / "通讯录.csv", root)
    (root / "微信").mkdir()
    settings = root / "设置.toml"
    settings.write_text(f'folders = ["微信"]\n{settings.read_text("utf-8")}', "utf-8")
    shutil.copy2(shipped.folder("templates") / "催报通知.docx", root / "通知.docx")
    folder = root / "报送" / "2022-06"
    folder.mkdir(parents=True)
    for path in sorted((source / "报送" / "2022-06").glob("*.xlsx")):
        if "江口乡" in path.name or "导江乡" in path.name:
            shutil.copy2(path, folder)
    return root


def typed(name: str, workspace: Path) -> Started:
    """Return what a command costs that is typed in a workspace."""
    return _started(_TYPE.format(arguments=TYPED[name]), workspace)


def first_sign(workspace: Path) -> Started:
    """Return what it costs until a button's first words can stand in the status bar."""
    return _started(excel_runs("import toolkit.buttons"), workspace)


def excel_runs(command: str, source: str = "") -> str:
    """Return what Python is given by ``-c`` when RunPython is called with a command, in the control workbook for Excel.

    The line is read from the workbook's own VBA (``source`` gives another one's), joined as VBA joins it, and split as
    Windows splits it; the workbook's configuration names no folder of its own.
    """
    from toolkit.workflow.actions.toolbox import modules

    values = {
        "PythonCommand": command,
        "PYTHONPATH": r"False;C:\\鹿寨2022\\招商工具箱.xlsm;C:\\鹿寨2022\\招商工具箱.xlsm;;;;",
    }
    joined = _RUN.search(source or dict(modules("excel"))["xlwings"])
    if joined is None:
        raise RuntimeError("xlwings.bas no longer joins RunCommand as it did: look at how it starts Python")
    parts = re.findall(r'"(?:[^"]|"")*"|\w+', joined[1])
    line = "".join(values[part] if part in values else part[1:-1].replace('""', '"') for part in parts)
    words = shlex.split(line)
    return words[words.index("-c") + 1]


def pressed(action: str, workspace: Path) -> Started:
    """Return what a button's press costs, its work on the sample included."""
    return _started(_PRESS.format(action=action), workspace)


def seconds(name: str, workspace: Path) -> float:
    """Return how long a command takes that is typed in a workspace; nothing is listed meanwhile."""
    call = time.perf_counter()
    _run(["-c", _TYPE.format(arguments=TYPED[name])], workspace)
    return time.perf_counter() - call


def _run(words: Sequence[str], workspace: Path) -> subprocess.CompletedProcess[str]:
    # The cache is the office's: what was read at the start before is known. Each workspace has its own.
    cache = str(workspace.with_name("缓存"))
    environment = {**os.environ, "PYTHONPATH": str(measure.ROOT), "PYTHONIOENCODING": "utf-8", measure.CACHE: cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is not compiled at each start
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(re.sub(r"import time:.*\n", "", done.stderr))
    return done


def _started(code: str, workspace: Path) -> Started:
    call = time.perf_counter()
    done = _run(["-X", "importtime", "-c", code + _SAY], workspace)
    whole = time.perf_counter() - call
    own = sum(int(micro) for micro in re.findall(r"import time:\s+(\d+) \|", done.stderr))
    return Started(whole * 1000, own / 1000, frozenset(json.loads(done.stdout.splitlines()[-1])))


def sections(asked: argparse.Namespace) -> dict[str, str]:
    """Return the section: every command, then every button, each run in turn so many rounds."""
    from toolkit.model.control import BUTTONS

    with tempfile.TemporaryDirectory(prefix="zhaoshang-bench-") as folder:
        workspace = sample(Path(folder) / "鹿寨2022")
        # What is read for the first time comes from the disk.
        pressed("preview_mail", workspace)
        commands = [(name, [typed(name, workspace) for _ in range(asked.rounds)]) for name in TYPED]
        first = [("（第一个字，由 RunPython 启动）", [first_sign(workspace) for _ in range(asked.rounds)])]
        buttons = [(one.caption, [pressed(one.action, workspace) for _ in range(asked.rounds)]) for one in BUTTONS]
        goals = {name: [seconds(name, workspace) for _ in range(asked.rounds)] for name in GOALS}
    body = f"{_table('command', commands)}\n\n{_table('button', first + buttons)}\n\n{_goals(goals)}"
    title = "What Python reads before the work begins (a workspace with two units' tables)"
    return {"startup": report.section("startup", title, asked.rounds, 1, body)}


def _table(what: str, lines: Sequence[tuple[str, Sequence[Started]]]) -> str:
    rows = [f"| {what} | importing, ms | start to end, ms | heavy libraries |", "|---|---|---|---|"]
    for name, rounds in lines:
        heavy = ", ".join(sorted(rounds[0].heavy)) or "none"
        figures = (_whole([one.importing for one in rounds]), _whole([one.whole for one in rounds]))
        rows.append(f"| {name} | {figures[0]} | {figures[1]} | {heavy} |")
    return "\n".join(rows)


def _goals(taken: Mapping[str, Sequence[float]]) -> str:
    """Say of each command that has a goal whether it is reached; the seconds are those of this machine and hour."""
    lines = []
    for name, most in GOALS.items():
        middle, rounds = median(taken[name]), taken[name]
        reached = "reached" if middle <= most else "not reached"
        lines.append(f"- Goal: {name} ≤ {most:g} s: {middle:.2f} ({min(rounds):.2f}–{max(rounds):.2f}), {reached}.")
    return "\n".join(lines)


def _whole(values: Sequence[float]) -> str:
    return f"{median(values):.0f} ({min(values):.0f}–{max(values):.0f})"
