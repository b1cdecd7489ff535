"""A month's work that is killed: the program behind the test of crashes.

Given a file with a task, it does check, consolidate, notices and send in forked processes, kills each with SIGKILL, does
the work once more undisturbed, and holds every file against those of a run that nobody disturbed.  A process is killed
after a random time, or at a point: just before it opens, renames, flushes or removes a file, speaks to the mail server
or writes to the send ledger.  It prints what it saw as JSON.
"""

import importlib
import json
import os
import pkgutil
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import toolkit

PERIOD, AS_OF = "2022-06", "2022-07-06"
LEDGER = "发送记录.sqlite"
# What tells when it was done differs from run to run, and so does the mark of the lock.
OF_THE_CLOCK = {LEDGER, "发送记录.xlsx", ".正在运行"}
# What SQLite takes back with when it next opens the ledger of a run that was killed.
JOURNAL = LEDGER + "-journal"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = {"os.rename", "os.link", "os.remove", "os.mkdir", "sqlite3.connect", "smtplib.send"}


def work(root: Path, as_of: str = AS_OF, sends: bool = True) -> list[int]:
    """Do the chain in this process, as the commands do, and return their exit codes."""
    from toolkit.cli import main

    copies = root / "输出" / PERIOD / "退回修改"
    commands = [
        ["check", "--period", PERIOD, "--return-copies", str(copies)],
        ["consolidate", "--period", PERIOD, "--as-of", as_of],
        ["notice", "催报通知", "--as-of", as_of],
        ["notice", "退回修改通知", "--as-of", as_of],
        *([["send", "--as-of", as_of, "--really"]] if sends else []),
    ]
    codes = []
    for command in commands:
        try:
            main.main([*command, "-w", str(root)], standalone_mode=False)
            codes.append(0)
        except SystemExit as end:
            codes.append(int(end.code or 0))
    return codes


class Points:
    """Counts what a process does to files and to the mail server, and kills it before the n-th."""

    def __init__(self, root: Path, fatal: int) -> None:
        self._root, self._fatal, self._process = str(root), fatal, os.getpid()
        self.seen: list[str] = []
        sys.addaudithook(self._audit)
        self._probe(os, "fsync")
        ledger = importlib.import_module("toolkit.mail.send_ledger").SendLedger
        self._probe(ledger, "claim")
        self._probe(ledger, "settle")

    def _audit(self, event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING and str(path).startswith(self._root):
                self._passed("open")
        elif event in EVENTS and (event.startswith("smtplib") or str(arguments[0]).startswith(self._root)):
            self._passed(event)

    def _probe(self, place: object, name: str) -> None:
        real = getattr(place, name)

        def probed(*arguments: object, **more: object) -> object:
            self._passed(name)
            return real(*arguments, **more)

        setattr(place, name, probed)

    def _passed(self, event: str) -> None:
        if os.getpid() == self._process:  # not in a process that reads for it
            self.seen.append(event)
            if len(self.seen) == self._fatal:
                os.kill(os.getpid(), signal.SIGKILL)


def forked(act: Callable[[], object], log: Path) -> int:
    """Start ``act`` in a process and a session of its own; return the process."""
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        words = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(words, 1)
        os.dup2(words, 2)
        result = act()
        log.with_suffix(".json").write_text(json.dumps(result))
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - whatever it was, the parent must not run on in here
        os.write(2, repr(error).encode())
        os._exit(70)
    os._exit(0)


def finished(act: Callable[[], object], log: Path) -> object:
    """Do ``act`` in a process of its own and return its result."""
    _, status = os.waitpid(forked(act, log), 0)
    if status:
        raise RuntimeError(log.read_text()[-2000:])
    return json.loads(log.with_suffix(".json").read_text())


def left_running(session: int) -> Iterator[int]:
    """Yield the processes of a session that still live."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            yield int(status.parent.name)


def files(root: Path) -> dict[str, bytes]:
    """Return what lies in a workspace, by path."""
    paths = (path for path in root.rglob("*") if path.is_file() and path.name not in OF_THE_CLOCK)
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


def letters(root: Path) -> dict[str, list[str]]:
    """Return what the send ledger says of each address: a status for each time a letter was claimed."""
    if not (root / LEDGER).exists():
        return {}
    with closing(sqlite3.connect(root / LEDGER)) as base:
        if base.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise RuntimeError("the send ledger is damaged")
        said: dict[str, list[str]] = {}
        if base.execute("SELECT name FROM sqlite_master WHERE name = 'letters'").fetchone():
            for address, status in base.execute("SELECT address, status FROM letters ORDER BY key, round"):
                said.setdefault(address, []).append(status)
        return said


class Trial:
    """The workspace before, what an undisturbed run makes of it, and the runs that are killed."""

    def __init__(self, task: dict) -> None:
        self._scratch = Path(task["scratch"])
        self._before = Path(task["workspace"])
        self._chance = random.Random(task["seed"])
        # What was made the day before, when one table had not come yet, is what the killed runs replace.
        finished(lambda: work(self._before, "2022-07-05", sends=False), self._scratch / "before.log")
        shutil.copy(task["late"], self._before / "报送" / PERIOD)
        self._old = files(self._before)
        root, log = self._copy("undisturbed"), self._scratch / "undisturbed.log"
        begun = time.monotonic()
        self.codes, self.points = finished(lambda: self._counted(root), log)
        self.seconds = time.monotonic() - begun
        self._new = files(root)
        self.problems: list[str] = []
        self.ledgers = {"undisturbed": letters(root)}
        self.points_hit: list[str] = []

    @staticmethod
    def _counted(root: Path) -> tuple[list[int], list[str]]:
        points = Points(root, 0)
        return work(root), points.seen

    def _copy(self, name: str) -> Path:
        """Return a copy of the workspace whose letters go to addresses of its own."""
        root = self._scratch / name
        shutil.copytree(self._before, root)
        contacts = root / "通讯录.csv"
        contacts.write_text(contacts.read_text("utf-8-sig").replace("@", f".{name}@"), "utf-8-sig")
        self._old["通讯录.csv"] = contacts.read_bytes()
        return root

    def kill(self, number: int, point: int = 0) -> None:
        """Kill one run, look at what it left, and do the work again."""
        name = f"run{number}"
        root, log = self._copy(name), self._scratch / f"{name}.log"
        if point:
            child = forked(lambda: (Points(root, point), work(root))[1], log)
        else:
            child = forked(lambda: work(root), log)
            time.sleep(self._chance.uniform(0, self.seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            self.points_hit.append(self.points[point - 1] if point else "time")
        elif point:
            self.problems.append(f"{name}: point {point} was never reached")
        self._nobody_left(child, name)
        self._whole(root, f"{name} (point {point})")
        letters(root)
        codes = finished(lambda: work(root), log)
        now = self._ours(files(root))
        if now != self._ours(self._new):
            differing = [key for key in now.keys() | self._new.keys() if now.get(key) != self._new.get(key)]
            self.problems.append(f"{name} (point {point}): after another run differ {differing}")
        uncertain = any("UNCERTAIN" in said for said in letters(root).values())
        if codes[:-1] != self.codes[:-1] or codes[-1] != (1 if uncertain else 0):
            self.problems.append(f"{name} (point {point}): exit codes {codes}")
        self.ledgers[name] = letters(root)
        shutil.rmtree(root)

    def _nobody_left(self, session: int, name: str) -> None:
        end = time.monotonic() + 3
        while (orphans := list(left_running(session))) and time.monotonic() < end:
            time.sleep(0.02)
        for orphan in orphans:
            self.problems.append(f"{name}: process {orphan} outlived its run")
            os.kill(orphan, signal.SIGKILL)

    def _whole(self, root: Path, name: str) -> None:
        """Every file is the old one or the new one, and none that was there is gone."""
        now = files(root)
        for key, content in now.items():
            whole = key == JOURNAL or content in (self._old.get(key), self._new.get(key))
            if not whole and not Path(key).name.startswith(".zhaoshang-"):
                self.problems.append(f"{name}: {key} is neither the old file nor the new one")
        self.problems += [f"{name}: {key} is gone" for key in self._old.keys() & self._new.keys() if key not in now]

    @staticmethod
    def _ours(found: dict[str, bytes]) -> dict[str, bytes]:
        return {key: content for key, content in found.items() if key != "通讯录.csv"}


def main(task: dict) -> None:
    """Kill as often as asked, and no longer than asked."""
    for module in pkgutil.walk_packages(toolkit.__path__, "toolkit."):
        if not module.name.startswith(("tests.engines", "toolkit.buttons")):
            importlib.import_module(module.name)
    importlib.import_module("pandas")
    trial = Trial(task)
    end = time.monotonic() + task["seconds"]
    every = list(range(1, len(trial.points) + 1))
    points = every if task["points"] == "all" else sorted(random.Random(task["seed"]).sample(every, task["points"]))
    runs = [0] * task["random"] + points
    random.Random(task["seed"]).shuffle(runs)
    for number, point in enumerate(runs):
        if time.monotonic() > end:
            break
        trial.kill(number, point)
    told = {
        "problems": trial.problems,
        "points": len(trial.points),
        "hit": trial.points_hit,
        "ledgers": trial.ledgers,
        "seconds": trial.seconds,
        "codes": trial.codes,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")))
