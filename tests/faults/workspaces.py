"""Which workspace do the fault tests work in? A small one."""

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from toolkit.model.letters import MailServer

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_workbooks" / "luzhai_2022"
REPORTS = ("四排镇6月招商引资统计表.csv", "江口乡2022年6月报表.xlsx", "县科工贸局6月统计表.xlsx", "拉沟乡6月.xlsx")
SAVED = datetime(2022, 7, 5, 9, 30).timestamp()
CONTACTS = """单位,联系人,邮箱
江口乡,韦某,jk@luzhai.example
四排镇,覃某,sp@luzhai.example
拉沟乡,莫某,lg@luzhai.example
县政府办,潘某,zf@luzhai.example
"""


def small_workspace(root: Path, server: MailServer | None = None, reports: tuple[str, ...] = REPORTS) -> Path:
    """Return a new workspace with a few of the sample's reports."""
    folder = root / "报送" / "2022-06"
    folder.mkdir(parents=True)
    (root / "设置.toml").write_text(settings(server), "utf-8")
    (root / "通讯录.csv").write_text(CONTACTS, "utf-8-sig")
    shutil.copytree(SAMPLE / "目标", root / "目标")
    for name in reports:
        put(name, root)
    return root


def put(name: str, root: Path) -> None:
    """Put one of the sample's reports into a workspace, as saved on 5 July: 收件登记 tells when."""
    there = root / "报送" / "2022-06" / name
    shutil.copy(SAMPLE / "报送" / "2022-06" / name, there)
    os.utime(there, (SAVED, SAVED))


def settings(server: MailServer | None) -> str:
    """Return 设置.toml, with the test's mail server if there is one."""
    text = 'scheme = "luzhai-2022"\nyear = 2022\n'
    if server:
        text += (
            f'[mail]\nhost = "{server.host}"\nport = {server.port}\nsecurity = "tls"\nuser = "{server.user}"\n'
            f'ca = "{server.ca}"\nper_minute = 100000\n'
        )
    return text


# What is read is read anew each time: faults of reading are meant.
ENVIRONMENT = {"ZHAOSHANG_CACHE": ""}
PROGRAM = (sys.executable, "-c", "from toolkit.cli import run; run()")


def run_each(root: Path, *commands: tuple[str, ...], env: dict[str, str] | None = None) -> list[tuple[int, str]]:
    """Run commands one after the other in one process; return each one's exit code and complaint."""
    calls = [[*command, "-w", str(root)] for command in commands]
    call = [sys.executable, "-c", _EACH, json.dumps(calls)]
    env = os.environ | ENVIRONMENT | (env or {})
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True, env=env)
    return [(code, said) for code, said in json.loads(done.stdout.splitlines()[-1])]


_EACH = """
import contextlib, io, json, sys
from toolkit.cli import run

told = []
for command in json.loads(sys.argv[1]):
    sys.argv[1:] = command
    with contextlib.redirect_stderr(io.StringIO()) as said:
        try:
            run()
        except SystemExit as end:
            told.append((end.code or 0, said.getvalue()))
print(json.dumps(told))
"""


def run(root: Path, *command: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run one command in a workspace, as a clerk does; what ends in an error of ours is one here, too."""
    prefix, env = options.pop("prefix", ()), os.environ | ENVIRONMENT | options.pop("env", {})
    call = [*prefix, *PROGRAM, *command, "-w", str(root)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, env=env, **options)
    assert done.returncode in (0, 1, 3), done.stdout + done.stderr
    return done
