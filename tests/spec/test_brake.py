"""The brake: what the server has against the sender stops the batch; what never left is 未发; a person says 对方已收到."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from click.testing import CliRunner

from tests.servers import PASSWORD, USER
from tests.spec.test_sending import ROOT, contacts, letter, sent, statuses  # noqa: F401 - a fixture among them
from toolkit.cli import main
from toolkit.mail.collect_ledger import CollectLedger
from toolkit.mail.refusals import Brake, brake
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.settings import PASSWORD as VARIABLE
from toolkit.mail.settings import read_settings
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import CollectRow, MailHead, SendStatus
from toolkit.workflow.steps.workspace import create_workspace

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")

STOPS = [
    ("554 DT:SPM 163 smtp9,DMCowACXxyz", Brake.BLOCKED),
    ("550 DT:SPM 126 smtp3", Brake.BLOCKED),
    ("553 DT:RBL 163", Brake.BLOCKED),
    ("550 HL:REP 163", Brake.BLOCKED),
    ("554 Reject by behaviour spam at Rcpt State(Connection IP address:203.0.113.9)ANTISPAM_BAT", Brake.BLOCKED),
    ("554 5.7.1 Service unavailable; Client host [203.0.113.9] blocked using zen.spamhaus.example", Brake.BLOCKED),
    ("550 5.7.501 Access denied, spam abuse detected from this sender", Brake.BLOCKED),
    ("550 账号异常，禁止发信", Brake.BLOCKED),
    ("550 Mail content denied", Brake.BLOCKED),
    ("550 Connection frequency limited", Brake.FREQUENT),
    ("550 User frequency limited", Brake.FREQUENT),
    ("550 Ip frequency limited", Brake.FREQUENT),
    ("451 MI:SFQ 163 smtp8", Brake.FREQUENT),
    ("421 HL:ICC 163", Brake.FREQUENT),
    ("432 4.3.2 Concurrent connections limit exceeded", Brake.FREQUENT),
    ("550 发信频率过快，请稍后", Brake.FREQUENT),
    ("550 5.4.5 Daily user sending quota exceeded", Brake.QUOTA),
    ("554 MI:STC 163 smtp1", Brake.QUOTA),
    ("550 Sending quota exceeded for today", Brake.QUOTA),
    ("552 您今天发送的邮件数已达上限", Brake.QUOTA),
    ("550 超过每日发信限额", Brake.QUOTA),
]
GOES_ON = [
    "550 5.1.1 No such user here",
    "550 Mailbox not found",
    "550 User suspended by recipient",
    "552 5.2.2 Mailbox full, over quota",
    "452 4.2.2 The recipient's mailbox is over its storage limit",
    "552 5.3.4 Message size exceeds fixed limit",
    "451 4.7.1 Greylisted, try again later",
    "450 4.2.1 Mailbox busy",
    "550 5.7.1 rejected by recipient's policy",
    "550 邮箱不存在",
    "554 5.7.1 Message refused as spam",
]


@pytest.mark.parametrize(
    ("answer", "kind", "where"), [(*one, ("", "DATA ")[number % 2]) for number, one in enumerate(STOPS)]
)
def test_what_the_server_has_against_the_sender_stops_the_batch(sent, answer, kind, where):  # noqa: F811
    """A block, a frequency limit, the day's quota: one letter tries it, the others are kept as 未发 with a time."""
    four = contacts("yi", "er", "san", "si")
    sent.office.behaviour = {four[1].address: where + answer}
    rows = sent(*map(letter, four), waits=(0.0,))
    assert statuses(rows) == ["已发出", "未发", "未发", "未发"]
    assert sum(sent.office.tries.values()) == 2, "not one more was tried, in no second round either"
    assert answer[4:20] in rows[1].remark
    now = datetime.now().astimezone()
    for row in rows[2:]:
        assert row.remark.startswith(f"{kind}，本批邮件已停发，这一封没有发出。")
        hour = now + timedelta(hours=1)
        day = now + timedelta(days=1)
        when = {Brake.FREQUENT: hour, Brake.QUOTA: day, Brake.BLOCKED: day}[kind]
        assert f"{when.month}月{when.day}日" in row.remark and row.remark.endswith("再运行一次，已发的不会重发。")
    sent.office.behaviour = {}
    assert statuses(sent(*map(letter, four))) == ["已发出"] * 4
    assert Counter(address for address, _ in sent.office.arrived) == dict.fromkeys((one.address for one in four), 1)


@pytest.mark.parametrize("answer", GOES_ON)
def test_what_concerns_one_reader_stops_nobody_else(sent, answer):  # noqa: F811
    """No such mailbox, a full one, a letter too large, 稍后再试: the others get theirs."""
    three = contacts("yi", "er", "san")
    sent.office.behaviour = {three[0].address: answer}
    rows = sent(*map(letter, three))
    assert statuses(rows)[1:] == ["已发出", "已发出"] and not rows[0].status.is_out
    assert brake(int(answer[:3]), answer[4:]) is None


def test_two_letters_in_a_row_held_to_be_junk_stop_the_batch(sent):  # noqa: F811
    """One may be chance; whoever goes on after two makes the office's mailbox worse."""
    four = contacts("yi", "er", "san", "si")
    sent.office.behaviour = dict.fromkeys((one.address for one in four), "spam")
    rows = sent(*map(letter, four))
    assert statuses(rows) == ["没有发出", "没有发出", "未发", "未发"]
    assert rows[2].remark.startswith("发件邮箱被限制发送，本批邮件已停发")


def test_a_sender_that_the_server_does_not_let_send_stops_the_batch(sent):  # noqa: F811
    """163's 553 before any reader is named: the next letter would hear the same."""
    sent.office.to_sender = "553 Mail from must equal authorized user"
    rows = sent(*map(letter, contacts("yi", "er")))
    assert statuses(rows) == ["未发", "未发"]
    where = "请核对设置.xlsx“邮箱”页“发件邮箱”一行（设置.toml 里 [mail] 的 from）和设置.xlsx“邮箱”页“登录名”一行"
    assert where in rows[0].remark and where in rows[1].remark


# What never left


def test_a_letter_that_was_only_claimed_never_left(sent):  # noqa: F811
    """Killed between the claim and the text: 未发, not 不确定, and the next run sends it without being asked."""
    with SendLedger(sent.ledger) as ledger:
        assert ledger.claim(letter()) is not None
        assert ledger.status(letter())[0] is SendStatus.UNSENT
        assert ledger.claim(letter()) is None, "another run may still be at work with it"
        assert [row.status for row in ledger.rows()] == [SendStatus.UNSENT]
    assert statuses(sent(letter())) == ["已发出"]
    assert len(sent.office.arrived) == 1


def test_a_letter_that_two_runs_have_claimed_is_handed_over_by_one(tmp_path):
    """A second run takes up what the first had claimed: whichever comes to the text first sends it, the other does not."""
    with SendLedger(tmp_path / "发送记录.sqlite") as one, SendLedger(tmp_path / "发送记录.sqlite") as other:
        first = one.claim(letter())
        other.take_up()
        second = other.claim(letter())
        assert [one.hand_over(first), other.hand_over(second)] == [True, False]


def test_a_letter_that_another_run_has_taken_over_is_not_sent(sent, monkeypatch):  # noqa: F811
    """Found out right before the text: the server hears RSET, and nothing arrives."""
    monkeypatch.setattr(SendLedger, "hand_over", lambda *_: False)
    sent(*map(letter, contacts("yi", "er")))
    assert sent.office.arrived == [] and len(sent.office.tries) == 2


def test_a_ledger_of_version_1_is_taken_over(sent):  # noqa: F811
    """1.0 knew three words only; what it had sent stays sent, and the new words can be written."""
    with SendLedger(sent.ledger) as ledger:
        claim = ledger.claim(letter())
        ledger.settle(claim, SendStatus.SENT, "", 9)
        before = ledger.rows()
    base = sqlite3.connect(sent.ledger)
    with base:
        (made,) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'letters'").fetchone()
        former = made.replace("status TEXT NOT NULL", "status TEXT NOT NULL CHECK (status IN ('SENT', 'FAILED', 'UNCERTAIN'))")  # fmt: skip
        base.execute("ALTER TABLE letters RENAME TO new")
        base.execute(former)
        base.execute("INSERT INTO letters SELECT * FROM new")
        base.execute("DROP TABLE new")
    base.close()
    with SendLedger(sent.ledger) as ledger:
        assert ledger.rows() == before
        ledger.mark(before[0], SendStatus.RECEIVED, "")
        assert ledger.status(letter())[0] is SendStatus.RECEIVED


# A ledger with rows from elsewhere


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE letters SET status = 'GONE'",
        "UPDATE letters SET at = '昨天'",
        "UPDATE letters SET at = '2022-07-06'",
        "UPDATE letters SET attachments = '['",
        "UPDATE letters SET attachments = '7'",
        "UPDATE letters SET attachments = '[1]'",
        "UPDATE letters SET unit = x'00ff'",
        "UPDATE letters SET size = '大'",
        "UPDATE letters SET round = '甲'",
        "ALTER TABLE letters ADD COLUMN more TEXT",
        "CREATE TRIGGER t AFTER UPDATE ON letters BEGIN DELETE FROM letters; END",
        "ALTER TABLE letters RENAME TO x; CREATE VIEW letters AS SELECT * FROM x",
        "UPDATE letters SET attachments = '" + "[" * 100_000 + "'",
    ],
)
def test_a_row_that_something_else_has_written_is_one_sentence(sent, harm):  # noqa: F811
    """Who cannot read what was sent must not send: one sentence that names the file, whatever was written there."""
    sent(letter())
    base = sqlite3.connect(sent.ledger)
    base.executescript(harm)
    base.close()
    with (
        pytest.raises(ToolkitError, match="^发送记录“发送记录.sqlite”.*为免重复，没有再发邮件") as said,
        SendLedger(sent.ledger) as ledger,
    ):
        ledger.rows()
    assert "\n" not in str(said.value)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE mails SET received = '昨天'",
        "UPDATE mails SET received = '2022-07-06'",
        "UPDATE mails SET subject = x'00'",
    ],
)
def test_a_row_of_collected_mails_that_something_else_has_written_is_one_sentence(tmp_path, harm):
    """The same file lists what was collected: a strange row there is one sentence, too."""
    path, arrived = tmp_path / "发送记录.sqlite", datetime(2022, 7, 4, 9).astimezone()
    head = MailHead("box", 1, "a@luzhai.example", "6月", arrived, 9)
    with CollectLedger(path) as ledger, ledger.alone(head):
        ledger.note(head, [CollectRow(head.sender, "江口乡", "6月", arrived, "a.xlsx", "报送/2022-06")])
    base = sqlite3.connect(path)
    base.executescript(harm)
    base.close()
    with (
        pytest.raises(ToolkitError, match="“发送记录.sqlite”里有不是工具箱写的收邮件记录"),
        CollectLedger(path) as ledger,
    ):
        ledger.rows()


# The pause


@pytest.mark.parametrize(
    ("line", "pause"), [("", 3), ("pause = 3", 3), ("pause = 0.5", 0.5), ("pause = 0", 0), ("per_minute = 30", 2)]
)
def test_the_pause_between_letters_is_a_setting(tmp_path, line, pause):
    """Three seconds where nothing is said; per_minute of version 1.0 still counts."""
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    with workspace.settings.open("a", encoding="utf-8") as file:
        file.write(f'\n[mail]\nhost = "smtp.luzhai.example"\nuser = "{USER}"\n{line}\n')
    assert 60 / read_settings(workspace.settings).per_minute == pause


@pytest.mark.parametrize(
    "line", ["pause = -1", 'pause = "3"', "pause = true", "pause = nan", "pause = 3\nper_minute = 9"]
)
def test_a_pause_that_cannot_be_is_one_sentence(tmp_path, line):
    """A pause is a number of seconds, said once."""
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    with workspace.settings.open("a", encoding="utf-8") as file:
        file.write(f'\n[mail]\nhost = "smtp.luzhai.example"\nuser = "{USER}"\n{line}\n')
    with pytest.raises(ToolkitError, match="pause"):
        read_settings(workspace.settings)


# Through the command


@pytest.fixture
def office(tmp_path, smtp, monkeypatch):
    """(workspace, receiving side) of an office with two tables that sends to our server."""
    from tests.faults.workspaces import REPORTS, small_workspace

    receiving, server = smtp
    monkeypatch.setenv(VARIABLE, PASSWORD)
    return small_workspace(tmp_path / "鹿寨2022", server, REPORTS), receiving


def typed(root, *words: str) -> SimpleNamespace:
    """Return the exit code and the words of a command."""
    done = CliRunner().invoke(main, [*words, "-w", str(root), "--period", "2022-06"])
    return SimpleNamespace(code=done.exit_code, said=f"{done.output}{done.exception or ''}")


def test_the_command_keeps_the_rest_and_says_when_to_go_on(office):
    """Send --really: the quota is used up after two letters; 发送记录 lists the rest as 未发, and the next run sends it."""
    root, receiving = office
    receiving.after, receiving.then = 2, "550 5.4.5 Daily user sending quota exceeded"
    first = typed(root, "send", "--really", "--as-of", "2022-07-06")
    assert first.code == 1 and len(receiving.arrived) == 2
    assert "未发" in first.said and "再运行一次，已发的不会重发" in first.said
    printed = openpyxl.load_workbook(root / "输出" / "2022-06" / "发送记录.xlsx")["发件"]
    shown = Counter(row[7] for row in printed.iter_rows(min_row=4, values_only=True))
    assert shown["已发出"] == 2 and set(shown) == {"已发出", "未发"}
    receiving.after = 10**9
    assert typed(root, "send", "--really", "--as-of", "2022-07-06").code == 0
    assert set(Counter(address for address, _ in receiving.arrived).values()) == {1}
    assert len(receiving.arrived) == sum(shown.values())


def test_a_person_says_that_the_reader_has_it(office):
    """Send --received 江口乡: what was 不确定 is 对方已收到, is not sent again, and no longer asked about."""
    root, receiving = office
    address = "jk@luzhai.example"
    receiving.behaviour = {address: "closes after the text"}
    assert typed(root, "send", "--really", "--as-of", "2022-07-06").code == 1
    assert "没有标。是不是“江口乡”？" in typed(root, "send", "--received", "江口鄉").said
    assert typed(root, "send", "--received", "江口乡", "--really").code == 2
    done = typed(root, "send", "--received", "江口乡")
    assert done.code == 0 and f"【对方已收到】江口乡 {address}" in done.said
    arrived = len(receiving.arrived)
    again = typed(root, "send", "--really", "--as-of", "2022-07-06")
    assert again.code == 0 and "对方已收到 1 封" in again.said and len(receiving.arrived) == arrived
    assert "没有标" in typed(root, "send", "--received", "江口乡").said


def test_the_control_workbook_asks_and_marks(office):
    """发送记录: one question for each uncertain letter; 确定 marks it, 取消 leaves it."""
    from toolkit.model.control import ControlSettings
    from toolkit.workflow.actions.buttons import run

    root, receiving = office
    receiving.behaviour = dict.fromkeys(("jk@luzhai.example", "lg@luzhai.example"), "closes after the text")
    typed(root, "send", "--really", "--as-of", "2022-07-06", "--to", "江口乡", "--to", "拉沟乡")
    asked = []

    def ask(question: str) -> bool:
        asked.append(question)
        return "江口乡" in question

    settings = ControlSettings(str(root), "2022-06", "2022-07-06")
    report = run("send_record", settings, date(2022, 7, 6), lambda *_: None, ask)
    assert len(asked) == 2 and report.headline == "标上对方已收到 1 封。"
    assert len(report.attention) == 1 and report.attention[0].startswith("拉沟乡 lg@luzhai.example：不确定")
    with SendLedger(root / "发送记录.sqlite") as ledger:
        assert {row.unit: row.status.label for row in ledger.rows()} == {"江口乡": "对方已收到", "拉沟乡": "不确定"}


def test_kills_of_the_command_itself(office, tmp_path):
    """`zhaoshang send --really` as a program of its own, killed while it speaks to the server, again and again.

    No letter twice; what is 已发出 has arrived; what is 未发 has not; a last run sends all but the uncertain ones.
    """
    root, receiving = office
    receiving.slow = 0.02
    task = tmp_path / "task.json"
    task.write_text(json.dumps({"root": str(root), "kills": 12, "seed": 22}), "utf-8")
    call = [sys.executable, "-m", "tests.killed_command", str(task)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["struck"] >= 6 and not told["problems"], told
    copies = Counter(address for address, _ in receiving.arrived)
    assert set(copies.values()) == {1}
    with SendLedger(root / "发送记录.sqlite") as ledger:
        rows = ledger.rows()
    assert {row.status for row in rows} <= {SendStatus.SENT, SendStatus.UNCERTAIN}
    assert all(copies[row.address] for row in rows if row.status is SendStatus.SENT)
    assert len(rows) == told["letters"]
