"""Sending: each letter once, to a real server with TLS and login, whatever happens in between (promise 5)."""

import email
import json
import random
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from email import policy
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from tests.servers import PASSWORD, USER, smtp_server
from toolkit.mail import sending
from toolkit.mail.collect_ledger import CollectLedger
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.sending import Batch
from toolkit.mail.smtp import SmtpLine
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Contact, Letter, LetterKind, Login, MailServer, MailSettings, SendStatus

# The test's server asks for a login inside the encrypted line, which it cannot see is encrypted.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
ROOT = Path(__file__).parents[2]
JIANGKOU = Contact("江口乡", "滕一舟", "jiangkou@luzhai.example")


def letter(to: Contact = JIANGKOU, content: str = "6月", attachments: tuple[Path, ...] = ()) -> Letter:
    """Return a letter of June."""
    subject = "鹿寨县2022年6月招商引资情况汇总表"
    return Letter(to, subject, "请查收。\n.\n..\n", attachments, "<p>请查收。</p>", LetterKind.MONTH, "luzhai-2022 2022-06", content)  # fmt: skip


def contacts(*names: str) -> list[Contact]:
    """Return contacts with invented addresses."""
    return [Contact(f"{name}镇", "", f"{name}@luzhai.example") for name in names]


@pytest.fixture
def sent(smtp, tmp_path):
    """Send letters to the server and return ([status and remark of each], what arrived)."""
    office, server = smtp

    def send(*letters: Letter, waits=(), timeout=10.0, again=False, to: MailServer = server, password=PASSWORD):
        settings = MailSettings(to, None, USER, timeout=timeout, per_minute=1e9, waits=waits)
        with SendLedger(tmp_path / "发送记录.sqlite") as ledger:
            return Batch(to, Login(USER, password), settings, ledger).send(letters, again, lambda *_: None)

    send.office, send.server, send.ledger = office, server, tmp_path / "发送记录.sqlite"
    return send


def statuses(rows) -> list[str]:
    """Return the words that staff read."""
    return [row.status.label for row in rows]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_letter_arrives_whole_over_both_kinds_of_encryption(authority, sent, security):
    """TLS from the start (465) and STARTTLS (587), with login: text, HTML and a line that is one dot all arrive."""
    with smtp_server(authority, security) as (office, server):
        rows = sent(letter(), to=server)
        assert statuses(rows) == ["已发出"] and office.logins == 1
        (recipient, raw), *others = office.arrived
    mail = email.message_from_bytes(raw, policy=policy.default)
    assert recipient == JIANGKOU.address and not others
    assert mail["Subject"] == "鹿寨县2022年6月招商引资情况汇总表" and mail["From"] == USER
    assert mail.get_body(("plain",)).get_content().split() == ["请查收。", ".", ".."]
    assert "X-Unsent" not in mail, "that is a draft's"


def test_a_line_that_begins_with_a_dot_keeps_it(smtp):
    """RFC 5321 4.5.2: a lone dot would end the letter there and hand over the rest as commands."""
    office, server = smtp
    line = SmtpLine(server, Login(USER, PASSWORD), 10)
    line.open()
    text = b"Subject: dots\r\n\r\n.\r\nRSET\r\n..two\r\n.end"
    assert line.deliver(USER, JIANGKOU.address, text).status is SendStatus.SENT
    line.close()
    assert office.arrived == [(JIANGKOU.address, text + b"\r\n")]


def test_the_same_letter_goes_once_however_often_the_command_is_run(sent):
    """A second run sends nothing, and says so; `--again` is a person's decision."""
    assert statuses(sent(letter())) == ["已发出"]
    (row,) = sent(letter())
    assert (row.status, row.remark) == (SendStatus.SENT, "这封邮件此前已发送，本次未重复发送。")
    assert len(sent.office.arrived) == 1
    sent(letter(), again=True)
    assert len(sent.office.arrived) == 2


def test_the_same_letter_under_another_spelling_of_the_address_is_the_same(sent):
    """JiangKou@ and jiangkou@ are one mailbox."""
    sent(letter())
    sent(letter(replace(JIANGKOU, address="JiangKou@luzhai.example")))
    assert len(sent.office.arrived) == 1


def test_a_changed_table_is_a_new_letter_and_says_so_in_its_subject(sent):
    """The second version of a month's table is sent, as （更新，第2次）; the next month starts anew."""
    sent(letter(content="第一版"))
    sent(letter(content="第二版"))
    sent(replace(letter(content="七月"), topic="luzhai-2022 2022-07"))
    subjects = [email.message_from_bytes(raw, policy=policy.default)["Subject"] for _, raw in sent.office.arrived]
    first = letter().subject
    assert subjects == [first, f"{first}（更新，第2次）", first]


def test_200_kills_at_random_moments(smtp, tmp_path):
    """SIGKILL during sending, 200 times: no letter twice, none lost without being listed as uncertain."""
    office, server = smtp
    ledger = tmp_path / "发送记录.sqlite"
    task = {"port": server.port, "ca": str(server.ca), "user": USER, "password": PASSWORD, "ledger": str(ledger)}
    task |= {"letters": 0, "kills": 200, "longest": 0.09, "seed": 8}
    (tmp_path / "task.json").write_text(json.dumps(task), "utf-8")
    call = [sys.executable, "-m", "tests.killed_sender", str(tmp_path / "task.json")]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    struck, letters = map(int, done.stdout.split())
    assert struck == 200
    arrived = Counter(address for address, _ in office.arrived)
    assert max(arrived.values()) == 1, "no letter twice"
    with SendLedger(ledger) as opened:
        status = {row.address: row.status for row in opened.rows()}
    assert len(status) == letters, "every letter is listed"
    assert set(status.values()) <= {SendStatus.SENT, SendStatus.UNCERTAIN}
    assert all(arrived[address] == 1 for address, one in status.items() if one is SendStatus.SENT)
    uncertain = [address for address, one in status.items() if one is SendStatus.UNCERTAIN]
    assert 0 < len(uncertain) <= 200, "the kills struck letters on their way"
    # The list is needed: of the uncertain ones some had arrived; whether others had not is left to chance.
    assert 0 < sum(arrived[address] for address in uncertain) <= len(uncertain)


def test_two_programs_send_the_same_batch_at_once(smtp, tmp_path):
    """Two clerks press the button together: each letter goes once, and both end well."""
    office, server = smtp
    task = {"port": server.port, "ca": str(server.ca), "user": USER, "password": PASSWORD, "letters": 150}
    task |= {"ledger": str(tmp_path / "发送记录.sqlite"), "kills": 0, "longest": 0, "seed": 0}
    (tmp_path / "task.json").write_text(json.dumps(task), "utf-8")
    call = [sys.executable, "-m", "tests.killed_sender", str(tmp_path / "task.json")]
    both = [subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=60)[1] for process in both] == ["", ""]
    assert Counter(address for address, _ in office.arrived) == {f"unit{n}@luzhai.example": 1 for n in range(150)}
    assert office.logins == 2, "both were at work"
    with SendLedger(tmp_path / "发送记录.sqlite") as ledger:
        assert {row.status for row in ledger.rows()} == {SendStatus.SENT}


def test_a_refused_recipient_does_not_stop_the_others(sent):
    """No such mailbox, a full mailbox, a letter held to be spam: each with its sentence, the rest goes out."""
    one, two, three, four = contacts("wuren", "manle", "laji", "zhengchang")
    sent.office.behaviour = {one.address: "unknown", two.address: "full", three.address: "spam"}
    rows = sent(*map(letter, (one, two, three, four)))
    assert statuses(rows) == ["没有发出", "没有发出", "没有发出", "已发出"]
    assert rows[0].remark.startswith(f"收件邮箱“{one.address}”被拒：没有这个邮箱，或对方不收。请核对通讯录。")
    assert rows[1].remark.startswith(f"对方邮箱“{two.address}”已满，邮件没有送达。")
    assert rows[2].remark.startswith("服务器把邮件当作垃圾邮件，拒收。")
    assert sent.office.tries[one.address] == 1, "a final refusal is not tried again by itself"
    sent.office.behaviour = {}
    assert statuses(sent(letter(one))) == ["已发出"], "but the next run may"


def test_a_server_that_greylists_gets_the_letter_a_second_time(sent):
    """A temporary refusal (4yz) is tried again in the same run after a pause; for ever put off, it says what to do."""
    once, ever = contacts("huiming", "zongtui")
    sent.office.behaviour = {once.address: "greylists", ever.address: "always later"}
    rows = sent(letter(once), letter(ever), waits=(0.05, 0.05))
    assert statuses(rows) == ["已发出", "未发"]
    assert rows[1].remark.startswith("对方服务器暂时拒收。请半小时后再运行一次，已发的不会重发。")
    assert sent.office.tries == {once.address: 2, ever.address: 3}


def test_a_server_that_hangs_up_before_the_text_has_not_got_it(sent):
    """Connection lost before the text: not sent, tried again, and the next letter gets a new connection."""
    one, two = contacts("guaduan", "zhengchang")
    sent.office.behaviour = {one.address: "closes"}
    rows = sent(letter(one), letter(two), waits=(0.0,))
    assert statuses(rows) == ["未发", "已发出"]
    assert rows[0].remark == "没有发出：中途断开。请检查网络，稍后重试。"
    assert sent.office.tries[one.address] == 2


def test_a_server_that_hangs_up_after_the_text_leaves_the_letter_uncertain(sent):
    """Nobody knows whether it arrived: it is listed as 不确定 and not sent again by itself."""
    one = contacts("guaduan")[0]
    sent.office.behaviour = {one.address: "closes after the text"}
    (row,) = sent(letter(one), waits=(0.0,))
    assert row.status is SendStatus.UNCERTAIN
    assert row.remark.startswith("邮件已交出，服务器没有答复（连接断开）：对方可能已收到。请先向对方核实")
    sent.office.behaviour = {}
    assert statuses(sent(letter(one))) == ["不确定"]
    assert len(sent.office.arrived) == 1
    assert statuses(sent(letter(one), again=True)) == ["已发出"]


@pytest.mark.parametrize(("where", "status"), [("hangs", "未发"), ("hangs after the text", "不确定")])
def test_a_server_that_hangs_is_not_waited_for(sent, where, status):
    """After the time limit it is given up; two in a row end the run, and the rest is left for the next."""
    four = contacts("jia", "yi", "bing", "ding")
    sent.office.behaviour = {contact.address: where for contact in four[:2]}
    # The server would take the letter after half a minute: whoever waits for it gets another status.
    rows = sent(*map(letter, four), timeout=0.3)
    assert statuses(rows) == [status, status, "未发", "未发"]
    assert "超时" in rows[0].remark
    assert rows[2].remark == "服务器接连没有反应，这一封没有发。请过一会儿再运行一次。"


def test_a_wrong_password_says_so_and_leaves_no_letter_uncertain(sent):
    """163 and QQ want an 授权码; the secret itself is in no message and no file."""
    with pytest.raises(ToolkitError) as error:
        sent(letter(), password="not-the-secret-of-anyone")  # noqa: S106
    assert "163、QQ 邮箱要在网页上开通服务并生成“授权码”" in str(error.value)
    assert "not-the-secret" not in str(error.value)
    assert "not-the-secret" not in repr(Login(USER, "not-the-secret-of-anyone"))
    assert b"not-the-secret" not in sent.ledger.read_bytes()
    with SendLedger(sent.ledger) as ledger:
        assert ledger.rows() == ()


def test_a_server_without_a_certificate_to_trust_gets_no_password(sent, authority):
    """A stranger's server is not logged in to."""
    with pytest.raises(ToolkitError, match="证书核对不上，为了安全没有连接"):
        sent(letter(), to=replace(sent.server, ca=None))
    assert sent.office.logins == 0


def test_servers_that_are_not_there(sent):
    """A wrong port, a wrong kind of encryption: one sentence each."""
    with pytest.raises(ToolkitError, match="连接被拒。请核对端口"):
        sent(letter(), to=replace(sent.server, port=1))
    with pytest.raises(ToolkitError, match="请核对端口和 security|没有响应|断开"):
        sent(letter(), to=replace(sent.server, security="starttls"), timeout=1)


@pytest.fixture
def heavy(tmp_path):
    """A file of 30 MB that cannot be packed any further."""
    path = tmp_path / "鹿寨县2022年6月招商引资情况汇总表.xlsx"
    path.write_bytes(random.Random(30).randbytes(30 * 2**20))
    return path


def test_an_attachment_of_30_mb_arrives_bit_by_bit(sent, heavy):
    """30 MB are 41 MB on their way."""
    (row,) = sent(letter(attachments=(heavy,)))
    assert row.status is SendStatus.SENT and row.size > 40 * 2**20
    mail = email.message_from_bytes(sent.office.arrived[0][1], policy=policy.default)
    (part,) = mail.iter_attachments()
    assert part.get_filename() == heavy.name
    assert part.get_payload(decode=True) == heavy.read_bytes()


def test_an_attachment_that_the_server_will_not_take_is_not_even_sent(authority, sent, heavy):
    """A server that takes 10 MB: the sentence says what to do, and the next letter goes."""
    with smtp_server(authority, largest=10 * 2**20) as (office, server):
        rows = sent(letter(attachments=(heavy,)), letter(contacts("zhengchang")[0]), to=server)
        assert statuses(rows) == ["没有发出", "已发出"] and len(office.arrived) == 1
    assert rows[0].remark.startswith(
        "邮件太大，服务器拒收。请减少附件，或在设置.xlsx“邮箱”页“给单位附哪张表”一行（设置.toml 里 [mail] 的 unit_table）填“本单位”。"
    )


def test_letters_keep_their_pace(smtp, tmp_path, monkeypatch):
    """per_minute: no server is flooded. 600 a minute leave a tenth of a second between two letters, none before the first."""
    office, server = smtp
    now, pauses = [0.0], []

    def sleep(seconds):
        pauses.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(sending, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    settings = MailSettings(server, None, USER, timeout=10, per_minute=600)
    with SendLedger(tmp_path / "发送记录.sqlite") as ledger:
        Batch(server, Login(USER, PASSWORD), settings, ledger).send(
            [letter(contact) for contact in contacts("a", "b", "c", "d")], False, lambda *_: None
        )
    assert pauses == pytest.approx([0.1] * 3) and len(office.arrived) == 4


def test_a_broken_send_ledger_stops_the_sending(sent):
    """Who cannot know what was sent must not send."""
    sent.ledger.write_bytes(b"this is no database at all" * 100)
    with pytest.raises(ToolkitError, match="发送记录“发送记录.sqlite”无法读取或写入，为免重复，没有再发邮件"):
        sent(letter())
    assert sent.office.arrived == []


@pytest.mark.parametrize("ledger", [SendLedger, CollectLedger])
def test_a_broken_ledger_is_not_held_open(ledger, tmp_path, monkeypatch):
    """Windows lets nobody move a file away, as the sentence asks for, while a program has it open."""
    opened, connect = [], sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *given, **named: opened.append(connect(*given, **named)) or opened[-1]
    )
    (tmp_path / "发送记录.sqlite").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(ToolkitError):
        ledger(tmp_path / "发送记录.sqlite")
    (base,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        base.execute("SELECT 1")


def test_64_tries_for_one_claim_have_one_winner(tmp_path):
    """The claim is what keeps two programs apart."""
    won = []

    def attempt():
        with SendLedger(tmp_path / "发送记录.sqlite") as ledger:
            won.append(ledger.claim(letter()) is not None)

    with SendLedger(tmp_path / "发送记录.sqlite"):
        threads = [threading.Thread(target=attempt) for _ in range(64)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(won) == [False] * 63 + [True]
