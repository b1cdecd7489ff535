"""What is left when a run is killed? Whole files, nobody at work any more, and no letter sent twice.

``ZHAOSHANG_KILLS=200`` kills two hundred runs at random moments, and one at every single point.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.faults.workspaces import REPORTS, ROOT, SAMPLE, small_workspace
from tests.servers import PASSWORD
from toolkit.mail.settings import PASSWORD as PASSWORD_VARIABLE

KILLS = int(os.environ.get("ZHAOSHANG_KILLS", "0"))
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs fork and /proc"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning"),
]


def test_a_killed_run_leaves_whole_files_and_the_next_one_makes_up_for_it(smtp, tmp_path):
    """Killed at any moment of check, consolidate, notice and send: each file is the old or the new one.

    The next run gives the very bytes that an undisturbed run gives; each letter arrives at most once, and one of which
    nobody knows is marked as such.
    """
    office, server = smtp
    task = {
        "workspace": str(small_workspace(tmp_path / "before", server, REPORTS[:-1])),
        "late": str(SAMPLE / "报送" / "2022-06" / REPORTS[-1]),
        "scratch": str(tmp_path),
        "seed": 20220706,
        "random": KILLS or 8,
        "points": "all" if KILLS else 12,
        "seconds": 7200 if KILLS else 60,
    }
    (tmp_path / "task.json").write_text(json.dumps(task), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killed_chain", str(tmp_path / "task.json")],
        cwd=ROOT,
        env=os.environ | {PASSWORD_VARIABLE: PASSWORD, "ZHAOSHANG_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert not told["problems"], "\n".join(told["problems"])
    assert told["codes"] == [1, 1, 0, 0, 0]
    struck = Counter(told["hit"])
    assert sum(struck.values()) > (KILLS or 3), struck
    _no_letter_twice(office.arrived, told["ledgers"])


def _no_letter_twice(arrived: list[tuple[str, bytes]], ledgers: dict[str, dict[str, list[str]]]) -> None:
    copies = Counter(address for address, _ in arrived)
    marks = Counter(message_from_bytes(content)["Message-ID"] for _, content in arrived)
    assert set(copies.values()) == {1}
    assert set(marks.values()) == {1}
    addressed = len(ledgers["undisturbed"])
    for name, said in ledgers.items():
        assert len(said) == addressed, name
        for address, statuses in said.items():
            assert statuses in (["SENT"], ["UNCERTAIN"]), (name, address, statuses)
            # What is said to be sent has arrived; what is uncertain may have.
            assert copies[address] == 1 or statuses == ["UNCERTAIN"], (name, address)


def test_the_list_of_what_was_sent_is_no_secret_of_the_program():
    """A file that is named in the harness as changing with the clock is one of the two lists of letters, or the lock."""
    from tests.faults.killed_chain import OF_THE_CLOCK
    from toolkit.workflow.steps.locking import LOCK
    from toolkit.workflow.steps.workspace import SEND_LEDGER

    assert {SEND_LEDGER, Path(SEND_LEDGER).with_suffix(".xlsx").name, LOCK} == OF_THE_CLOCK
