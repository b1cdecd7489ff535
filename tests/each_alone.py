"""What does `zhaoshang check` make of each file by itself, how long does it take, and how much memory?

``python -m tests.each_alone FILE…`` prints one JSON object per file.  The command runs as often as there are files,
each time in a fresh copy of a process that has already imported it: what is measured is the file, not the start.
Seconds are the processor's, not the clock's: a busy machine makes no file slow.
"""

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from toolkit import cli
from toolkit.workflow.steps import tables  # what check imports once it runs

LOADED = (cli, tables)
ROOT = Path(__file__).parent.parent
GROUPS = 2


def each_alone(files: Sequence[Path]) -> list[dict]:
    """Return what became of each file: two processes share them, each file has its own run."""
    command = [sys.executable, "-m", "tests.each_alone"]
    groups = [
        subprocess.Popen([*command, *files[n::GROUPS]], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for n in range(GROUPS)
    ]
    found = [json.loads(line) for group in groups for line in group.communicate()[0].splitlines()]
    assert sorted(result["file"] for result in found) == sorted(map(str, files))
    return found


def checked(path: str) -> dict[str, object]:
    """Run the command on one file; return its exit code, its lines, seconds, and the megabytes of the larger process."""
    out, problems, code = io.StringIO(), io.StringIO(), 0
    sys.argv = ["zhaoshang", "check", path, "--scheme", "luzhai-2022", "--period", "2022-06", "--format", "jsonl"]
    try:
        with redirect_stdout(out), redirect_stderr(problems):
            cli.run()
    except SystemExit as end:
        code = int(end.code or 0)
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "code": code,
        "lines": [json.loads(line) for line in out.getvalue().splitlines()],
        "stderr": problems.getvalue(),
        "seconds": round(sum(used.ru_utime + used.ru_stime for used in both), 2),
        "megabytes": round(max(used.ru_maxrss for used in both) / 1024),
    }


def alone(path: str) -> str:
    """Return the result for a file as JSON, measured in a copy of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            json.dump({"file": path, **checked(path)}, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        result = pipe.read()
    os.waitpid(child, 0)
    return result or json.dumps({"file": path, "code": -1, "lines": [], "stderr": "", "seconds": 0, "megabytes": 0})


if __name__ == "__main__":
    for path in sys.argv[1:]:
        sys.stdout.write(alone(path) + "\n")
