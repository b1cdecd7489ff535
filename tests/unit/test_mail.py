"""What the book of letters does not reach: the servers' many ways to say no, and the small print of names."""

import pytest

from toolkit.mail.attachments import head
from toolkit.mail.names import numbered, safe_name
from toolkit.mail.refusals import refusal
from toolkit.model.telephones import masked_phone, masked_text


@pytest.mark.parametrize(
    ("code", "answer", "begins"),
    [
        (550, "Connection frequency limited", "发送过于频繁，服务器暂时拒收"),
        (451, "MI:SFQ 163 smtp too many messages", "发送过于频繁，服务器暂时拒收"),
        (552, "5.3.4 Message size exceeds fixed limit", "邮件太大"),
        (552, "5.2.2 Mailbox full", "对方邮箱"),
        (452, "4.2.2 Insufficient storage", "对方邮箱"),
        (554, "DT:SPM 163 smtp9", "服务器把邮件当作垃圾邮件"),
        (450, "4.2.1 Mailbox busy, try again later", "对方服务器暂时拒收"),
        (550, "User not found", "收件邮箱“a@b.example”被拒"),
        (550, "邮箱不存在".encode("gbk"), "收件邮箱“a@b.example”被拒"),
        (500, "?", "服务器拒收发给“a@b.example”的邮件"),
    ],
)
def test_what_servers_say_is_told_in_one_sentence(code, answer, begins):
    """The sentence says what to do; the server's own words stand behind it, on one line."""
    said = refusal(code, answer, "a@b.example")
    assert said.startswith(begins)
    assert said.endswith("）") and "\n" not in said


def test_an_answer_of_many_lines_stays_one_short_line():
    """A server may answer with a page; controls in it never reach the screen."""
    said = refusal(550, b"no\r\nsuch\x1b[31m user " + b"x" * 5000, "a@b.example")
    assert "\x1b" not in said and len(said) < 300


@pytest.mark.parametrize(
    "name", ["", ".", "..", " ", "/", "\\", "\x00", "\u202e", "...", "._", "CON", "com1.xlsx", "a" * 9000]
)
def test_any_name_becomes_one_that_every_system_can_have(name):
    """Never empty, never a folder, never a device, never too long."""
    safe = safe_name(name)
    assert safe and safe not in {".", ".."} and len(safe.encode()) <= 200 and not set(safe) & set('/\\:*?"<>|\x00')
    assert safe.upper() not in {"CON", "COM1.XLSX"}
    assert safe_name(safe) == safe


def test_a_second_file_of_a_name_without_ending_is_numbered_too():
    """README has no dot."""
    assert numbered("说明", 2) == "说明（2）"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话：199 0000 1234", "电话：199×××"),
        ("+86 19900001234", "199×××"),
        ("0772-0000123转801", "0772×××转801"),
        ("（0772）0000123", "0772×××"),
        ("一九九零年13个项目，投资13800万元", "一九九零年13个项目，投资13800万元"),
        ("１９９００００１２３４", "１９９×××"),
        ("2022-06-30", "2022-06-30"),
    ],
)
def test_phones_in_free_text_are_masked_and_figures_are_not(text, shown):
    """进展情况 holds telephone numbers at times, and years and amounts always."""
    assert masked_text(text) == shown


def test_a_phone_column_shows_no_number_in_full():
    """Even one with a digit too few."""
    assert masked_phone("1990000123 / 000123") == "199××× / 000×××"


def test_a_mail_with_two_senders_has_none():
    """Two From lines are a forger's trick: one is checked, the other is shown."""
    assert head(b"From: a@b.example\r\nFrom: c@d.example\r\nSubject: x\r\n\r\n") == ("", "x")
    assert head(b"Subject: =?utf-8?B?5oql6YCB?=\r\nFrom: =?utf-8?B?5oql?= <A@B.example>\r\n\r\n") == (
        "a@b.example",
        "报送",
    )
