"""Bounces: a letter that came back is closed as 退信, with the reason and the address to correct (issue of mail)."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from tests.mailroom import SINCE, collecting_office, kept, mail_arrives  # noqa: F401 - fixtures
from tests.servers import USER
from toolkit.cli import main
from toolkit.mail.bounces import letters_of, read_bounce, remark
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.letters import Contact, Letter, SendStatus
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.steps import mailing

JIANGKOU = Contact("江口乡", "滕一舟", "jiangkou@luzhai.example")
LAGOU = Contact("拉沟乡", "莫某", "lagou@luzhai.example")


def letter(to: Contact, content: str = "6月") -> Letter:
    """Return a letter of June."""
    return Letter(to, "6月招商引资情况汇总表", "请查收。\n", (), topic="luzhai-2022 2022-06", content=content)


@pytest.fixture
def sent(workspace):
    """Letters that were sent; (status by unit, claims by unit)."""
    claims = {}
    with SendLedger(workspace.send_ledger) as ledger:
        for contact in (JIANGKOU, LAGOU):
            claims[contact.unit] = ledger.claim(letter(contact))
            ledger.settle(claims[contact.unit], SendStatus.SENT, "", 900)

    def now() -> dict[str, tuple[str, str]]:
        with SendLedger(workspace.send_ledger) as ledger:
            return {row.unit: (row.status.label, row.remark) for row in ledger.rows()}

    return SimpleNamespace(now=now, ids={unit: claim.message_id(USER) for unit, claim in claims.items()})


def report(
    address: str,
    status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 User not found",
    action: str = "failed",
    message_id: str = "",
    sender: str = "MAILER-DAEMON@mail.example",
    kind: str = "delivery-status",
) -> bytes:
    """Return a delivery report as RFC 3464 draws it, with the head of the letter that it is about."""
    head = f"Message-ID: {message_id}\n" if message_id else ""
    lines = f"""From: Mail Delivery System <{sender}>
To: {USER}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

Your mail could not be delivered to somebody.
--b
Content-Type: message/{kind}

Reporting-MTA: dns; mail.example
Arrival-Date: Wed, 6 Jul 2022 09:00:00 +0800

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--b
Content-Type: text/rfc822-headers

From: {USER}
To: {address}
{head}Subject: 6

--b--
"""
    return lines.replace("\n", "\r\n").encode()


QQ = """<html><body><h2>退信</h2><p>抱歉，您的邮件被退回来了……</p>
<p>原邮件信息：时间 2022-07-06 收件人 {address}</p><p>退信原因：</p><p>{why}</p></body></html>"""
NETEASE = """尊敬的用户：
    很遗憾，您的邮件未能送达。
    收件人：{address}
    退信原因：{why}
    建议您核对收件人地址。"""
OUTLOOK = """您的邮件未能送达以下收件人或通讯组：

{address}
{why}

生成服务器: mail.example"""
PROGRAMS = {
    "QQ": ("PostMaster@qq.example", "系统退信", QQ, "html", "gb18030"),
    "163": ("Postmaster@163.example", "系统退信/The email is returned", NETEASE, "plain", "gb2312"),
    "Outlook": ("postmaster@outlook.example", "未送达: 6月招商引资情况汇总表", OUTLOOK, "plain", "utf-8"),
    "Exchange": ("MicrosoftExchange329e71ec88ae@hotmail.example", "Undeliverable: 6", OUTLOOK, "html", "utf-8"),
    "another": ("noreply@mail.example", "退信通知", NETEASE, "plain", "utf-8"),
}
REASONS = {
    "收件人邮件地址不存在，邮件无法送达": "没有“jiangkou@luzhai.example”这个邮箱",
    "550 User not found: 收件人帐号不存在": "没有“jiangkou@luzhai.example”这个邮箱",
    "收件人邮箱已满，无法接收": "对方邮箱“jiangkou@luzhai.example”已满",
    "552 5.2.2 Mailbox is full": "对方邮箱“jiangkou@luzhai.example”已满",
    "收件人域名不存在": "邮箱“@”后面写错",
    "对方服务器拒收，疑似垃圾邮件": "拒收",
    "邮件过大，超过对方允许的大小": "邮件太大，对方拒收",
    "remote server returned 550 5.1.10 Recipient not found": "没有“jiangkou@luzhai.example”这个邮箱",
}


def words(program: str, why: str, address: str = JIANGKOU.address) -> bytes:
    """Return a bounce that says in words alone what happened."""
    sender, subject, text, kind, charset = PROGRAMS[program]
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, USER, subject
    mail.set_content(text.format(address=address, why=why), subtype=kind, charset=charset, cte="base64")
    return mail.as_bytes()


def now() -> datetime:
    """Return when a report of a letter that has just been sent arrives."""
    return datetime.now().astimezone()


@pytest.mark.parametrize("by_id", [True, False])
def test_a_delivery_report_closes_its_letter(workspace, arrives, sent, by_id):
    """RFC 3464, by Message-ID or by the recipient: 退信, the reason, the address; the other letter stays as it is."""
    arrives(raw=report(JIANGKOU.address, message_id=sent.ids["江口乡"] if by_id else ""), on=now())
    (back,) = collect(workspace, SINCE).back
    assert sent.now()["拉沟乡"] == ("已发出", "")
    status, said = sent.now()["江口乡"]
    assert status == "退信" and said == back.said
    assert said.startswith("被退回：没有“jiangkou@luzhai.example”这个邮箱，或已经停用。请在通讯录里改正")
    assert "550 5.1.1 User not found" in said
    assert collect(workspace, SINCE).back == (), "read once"


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_usual_programs_are_understood_by_their_words(workspace, arrives, sent, program):
    """QQ, 163 and Outlook write a page for people: 退信 all the same, GBK or UTF-8, text or HTML."""
    arrives(raw=words(program, "收件人邮箱已满，无法接收"), on=now())
    collect(workspace, SINCE)
    status, said = sent.now()["江口乡"]
    assert status == "退信" and said.startswith("被退回：对方邮箱“jiangkou@luzhai.example”已满。")
    assert sent.now()["拉沟乡"][0] == "已发出"


@pytest.mark.parametrize("program", ["QQ", "163", "Outlook"])
@pytest.mark.parametrize(("why", "says"), REASONS.items())
def test_the_reason_says_what_to_do(why, says, program, tmp_path):
    """Another address, or the same one later: the sentence tells which, and quotes the report."""
    with SendLedger(tmp_path / "发送记录.sqlite") as ledger:
        ledger.settle(ledger.claim(letter(JIANGKOU)), SendStatus.SENT, "", 9)
        bounce = read_bounce(words(program, why))
        (row,) = letters_of(bounce, ledger.rows(), now())
    assert bounce.final and says in remark(bounce, row) and f"退信写着：{why}" in remark(bounce, row)


@pytest.mark.parametrize(
    "raw",
    [
        report(JIANGKOU.address, "4.4.1", "smtp; 451 try later", action="delayed"),
        report(JIANGKOU.address, "2.0.0", "smtp; 250 OK", action="delivered"),
        report("stranger@elsewhere.example"),
        report(JIANGKOU.address, kind="disposition-notification"),
        words("QQ", "收件人邮箱已满", "stranger@elsewhere.example"),
        b"From: zhang@elsewhere.example\r\nSubject: jiangkou@luzhai.example\r\n\r\njiangkou@luzhai.example\r\n",
    ],
    ids=["delayed", "delivered", "of another's letter", "a read receipt", "words about another's", "a stranger's mail"],
)
def test_what_is_no_letter_of_ours_that_came_back_closes_none(workspace, arrives, sent, raw):
    """A delay, a read receipt, somebody else's letter: nothing is marked."""
    arrives(raw=raw, on=now())
    collect(workspace, SINCE)
    assert {status for status, _ in sent.now().values()} == {"已发出"}


def test_a_unit_that_writes_of_退信_is_no_report(workspace, arrives, sent):
    """A person's mail is a person's mail: its table is collected, whatever its subject says."""
    table = (b"\xef\xbb\xbf" + "序号,项目名称\n1,甲\n".encode(),)
    arrives(("江口乡6月.csv", table[0]), subject="上次退信，再报6月统计表 jiangkou@luzhai.example", on=now())
    collect(workspace, SINCE)
    assert len(kept(workspace)) == 1 and {status for status, _ in sent.now().values()} == {"已发出"}


def test_a_report_of_long_ago_closes_no_letter_of_today(tmp_path):
    """Without a Message-ID the address alone tells: only a letter that was sent before, and not longer than a month."""
    bounce = read_bounce(report(JIANGKOU.address))
    with SendLedger(tmp_path / "发送记录.sqlite") as ledger:
        ledger.settle(ledger.claim(letter(JIANGKOU)), SendStatus.SENT, "", 9)
        assert letters_of(bounce, ledger.rows(), now() - timedelta(days=3)) == ()
        assert letters_of(bounce, ledger.rows(), now() + timedelta(days=40)) == ()
        assert len(letters_of(bounce, ledger.rows(), now() + timedelta(days=2))) == 1


def test_a_letter_that_came_back_goes_again_to_the_right_address_only(workspace, arrives, sent):
    """The old address is not tried by itself; the corrected one is a letter of its own, without 更新 in its subject."""
    arrives(raw=report(JIANGKOU.address, message_id=sent.ids["江口乡"]), on=now())
    collect(workspace, SINCE)
    right = Contact("江口乡", "滕一舟", "jiangkou2@luzhai.example")
    with SendLedger(workspace.send_ledger) as ledger:
        assert ledger.claim(letter(JIANGKOU)) is None
        assert ledger.claim(letter(right)).subject == "6月招商引资情况汇总表"
    printed = mailing.print_ledger(workspace, workspace.send_record)
    assert printed.exists()


def test_a_report_with_the_whole_letter_of_40_mb_is_read_by_its_beginning(workspace, arrives, sent):
    """Some servers bring back all of it: two megabytes are enough to know which letter it was."""
    raw = report(JIANGKOU.address).replace(b"\r\n--b--", b"\r\n" + b"x" * 76 * 60_000 + b"\r\n--b--")
    arrives(raw=raw, on=now())
    collect(workspace, SINCE)
    assert sent.now()["江口乡"][0] == "退信"


def test_the_command_says_what_came_back(workspace, arrives, sent):
    """Zhaoshang collect: a line for each letter that came back, and what to correct."""
    arrives(raw=report(JIANGKOU.address, message_id=sent.ids["江口乡"]), on=now())
    arrives(raw=report("stranger@elsewhere.example"), on=now())
    done = CliRunner().invoke(main, ["collect", "-w", str(workspace.root), "--period", "2022-06"])
    assert done.exit_code == 0, done.output
    assert "【退信】江口乡 jiangkou@luzhai.example：6月招商引资情况汇总表  被退回" in done.output
    assert "看不出是哪封邮件的退信（stranger@elsewhere.example）" in done.output
    with closing(sqlite3.connect(workspace.send_ledger)) as base, base:
        assert base.execute("SELECT COUNT(*) FROM reports").fetchone() == (2,)
