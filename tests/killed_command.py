"""`zhaoshang send --really` that is killed while it speaks to the server: the program behind the test of the command.

Given a workspace, it adds two recipients, starts the command in a forked process that kills itself with SIGKILL just
before one of the lines that it sends to the server (or the whole text), and so on; at last one command may finish.  It
prints how many were struck, how many letters there were, and what went wrong.
"""

import json
import os
import random
import signal
import sys
from pathlib import Path

from toolkit.cli import main as command

UNITS = ("江口乡", "四排镇", "拉沟乡", "县政府办")
SEND = ["send", "--really", "--period", "2022-06", "--as-of", "2022-07-06"]


def killed_at(number: int) -> None:
    """Kill this process just before it sends to the server for the n-th time."""
    seen = 0

    def watch(event: str, _: tuple) -> None:
        nonlocal seen
        if event == "smtplib.send":
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def forked(root: Path, number: int) -> int:
    """Run the command in a process of its own; return how it ended."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if number:
        killed_at(number)
    try:
        command.main([*SEND, "-w", str(root)], standalone_mode=False)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException as error:  # noqa: BLE001 - the parent must not run on in here
        os.write(2, repr(error).encode())
        os._exit(70)
    os._exit(0)


def main(task: dict) -> None:
    """Kill as often as asked, each time with two letters more to send, then let one finish."""
    root, chance = Path(task["root"]), random.Random(task["seed"])
    struck, problems, letters = 0, [], 0
    for number in range(task["kills"]):
        with (root / "通讯录.csv").open("a", encoding="utf-8") as contacts:
            for one in range(2):
                contacts.write(f"{UNITS[(2 * number + one) % 4]},收件人{letters},unit{letters}@luzhai.example\n")
                letters += 1
        status = forked(root, chance.randint(4, 16))
        if os.WIFSIGNALED(status):
            struck += 1
        elif os.WEXITSTATUS(status) not in (0, 1):
            problems.append(f"run {number} ended with {os.WEXITSTATUS(status)}")
    if os.WEXITSTATUS(last := forked(root, 0)) not in (0, 1):
        problems.append(f"the last run ended with {last}")
    listed = (root / "通讯录.csv").read_text("utf-8-sig").strip().count("\n")
    sys.stdout.write(json.dumps({"struck": struck, "letters": listed, "problems": problems}))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
