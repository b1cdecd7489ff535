"""Do results hang on the clock? Only on --as-of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.test_disk import contents, one_sentence
from tests.faults.workspaces import ROOT, run, run_each, small_workspace
from tests.servers import PASSWORD
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.settings import PASSWORD as PASSWORD_VARIABLE
from toolkit.model.letters import Contact, Letter, SendStatus

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
CHAIN = tuple(
    (*command, "--as-of", "2022-07-06")
    for command in (
        ("consolidate",),
        ("notice", "催报通知"),
        ("notice", "退回修改通知"),
        ("notice", "进度通报"),
        ("notice", "会议通知"),
        ("assess",),
        ("trip", "register"),
        ("send",),
    )
)


@pytest.fixture
def at():
    """Set the clock of a test's commands: Debian's libfaketime; in CI its absence is a failure."""
    if LIBRARY is None:
        if os.environ.get("CI"):
            pytest.fail("libfaketime is missing: .ci/run installs it")
        pytest.skip("needs libfaketime: apt-get install libfaketime")
    return lambda moment: {"LD_PRELOAD": str(LIBRARY), "FAKETIME": f"@{moment}"}


def test_the_same_day_asked_for_gives_the_same_bytes_whatever_the_clock_says(tmp_path, at):
    """On a computer whose battery is empty, and with texts kept in another order in memory: no byte differs."""
    now, then = small_workspace(tmp_path / "now" / "鹿寨2022"), small_workspace(tmp_path / "then" / "鹿寨2022")
    codes = [code for code, _ in run_each(now, *CHAIN)]
    assert set(codes) <= {0, 1}
    env = at("1970-01-02 03:04:05") | {"PYTHONHASHSEED": "7"}
    assert [code for code, _ in run_each(then, *CHAIN, env=env)] == codes
    one, other = contents(now), contents(then)
    assert [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)] == []


def test_a_clock_that_goes_back_sends_no_letter_again(tmp_path, at):
    """What was sent stays sent, and stays the last word about its letter, though the clock now says an earlier day."""
    ledger = tmp_path / "发送记录.sqlite"
    letter = Letter(Contact("江口乡", "韦某", "jk@luzhai.example"), "主题", "正文", (), topic="2022-06", content="1")
    with SendLedger(ledger) as book:
        claim = book.claim(letter)
        assert claim is not None
        book.settle(claim, SendStatus.FAILED, "退回", 0)
    script = (
        "import sys; from pathlib import Path; from tests.faults.test_clock import *;"
        "letter = Letter(Contact('江口乡', '韦某', 'jk@luzhai.example'), '主题', '正文', (), topic='2022-06', content='1');"
        "book = SendLedger(Path(sys.argv[1])); claim = book.claim(letter); assert claim;"
        "book.settle(claim, SendStatus.SENT, '', 9); assert book.claim(letter) is None; print(book.rows()[-1].at)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ledger)],
        cwd=ROOT,
        env=os.environ | at("2001-01-01 08:00:00"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2001-01-01")
    with SendLedger(ledger) as book:
        assert book.status(letter)[0] is SendStatus.SENT
        assert book.claim(letter) is None


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
def test_a_wrong_clock_is_named_when_the_mail_server_cannot_be_trusted(tmp_path, at, smtp):
    """Every certificate is out of date for a computer that lives in 1999: the clock is the first thing to look at."""
    office, server = smtp
    root = small_workspace(tmp_path / "鹿寨2022", server)
    env = at("1999-01-01 08:00:00") | {PASSWORD_VARIABLE: PASSWORD}
    done = run(root, "send", "--really", "--as-of", "2022-07-06", env=env)
    assert done.returncode == 3
    one_sentence(done.stderr, "证书不在有效期内", "请先核对这台电脑的日期和时间")
    assert office.arrived == []


def test_a_day_before_the_last_run_gives_what_it_would_have_given_then(tmp_path):
    """--as-of earlier than the last run's: the result of that day, and nothing of the later one stays in it."""
    command = ("consolidate", "--as-of", "2022-07-04")
    then, later = small_workspace(tmp_path / "then"), small_workspace(tmp_path / "later")
    run_each(then, command)
    run_each(later, ("consolidate", "--as-of", "2022-07-20"), command)
    name = "输出/2022-06/鹿寨县2022年6月招商引资情况汇总表.xlsx"
    assert contents(later)[name] == contents(then)[name]
