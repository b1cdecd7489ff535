"""Packed mail: what a unit sent is found in archives, forwarded letters, winmail.dat and old programs' parts."""

import base64
import binascii
import io
import sqlite3
import struct
import zipfile
from contextlib import closing
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.mailroom import JIANGKOU, LAGOU, SENDER, SINCE, collecting_office, kept, mail_arrives  # noqa: F401 - fixtures
from toolkit.mail import archives
from toolkit.mail.attachments import attachments, sorted_out
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.steps.intake_log import read_log

BOOK = JIANGKOU.read_bytes()


def zipped(files: dict[str, bytes], gbk: bool = False, locked: bool = False) -> bytes:
    """Pack files; with ``gbk`` as the archiver of a Chinese Windows writes their names, ``locked`` as with a password."""
    target = io.BytesIO()
    written = {f"{number}".rjust(len(name.encode("gbk")), "x"): name for number, name in enumerate(files)}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for plain, name in written.items():
            archive.writestr(zipfile.ZipInfo(plain if gbk else name), files[name])
    content = bytearray(target.getvalue())
    for plain, name in written.items() if gbk else ():
        content = content.replace(plain.encode(), name.encode("gbk"))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)) if locked else ():
        content[content.rindex(start) + flags] |= 1
    return bytes(content)


def outlook(name: str, content: bytes) -> bytes:
    """A winmail.dat with one file, as Outlook makes it."""

    def item(level: int, id: int, kind: int, data: bytes) -> bytes:
        return struct.pack("<BHHI", level, id, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    return b"".join(
        (
            struct.pack("<IH", 0x223E9F78, 1),
            item(1, 0x9007, 6, struct.pack("<II", 936, 0)),
            item(2, 0x9002, 6, bytes(14)),
            item(2, 0x8010, 1, name.encode("gbk") + b"\0"),
            item(2, 0x800F, 6, content),
        )
    )


def letter(*parts: bytes) -> bytes:
    """A raw mail of these parts, each with its own head."""
    head = b"From: " + SENDER.encode() + b"\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    body = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts)
    return head + b'Content-Type: multipart/mixed; boundary="B"\r\n\r\n' + body + b"--B--\r\n"


def coded(content: bytes) -> bytes:
    """Base64 in lines, as mails carry it."""
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


FORWARDED = EmailMessage(policy=SMTP)
FORWARDED["Subject"] = "转发"
FORWARDED.set_content("见附件")
FORWARDED.add_attachment(BOOK, maintype="application", subtype="octet-stream", filename=JIANGKOU.name)
NAMED = b'; filename="%s"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
UU = b"".join(binascii.b2a_uu(BOOK[start : start + 45]) for start in range(0, len(BOOK), 45))
WHOLE = f'attachment; filename="{JIANGKOU.name}"'
WAYS = {
    "zip": b"Content-Disposition: attachment" + NAMED % b"a.zip" + coded(zipped({"六月/" + JIANGKOU.name: BOOK})),
    "zip in a zip": b"Content-Disposition: attachment" + NAMED % b"a.zip" + coded(zipped({"内.zip": zipped({JIANGKOU.name: BOOK})})),
    "zip with names in GBK": b"Content-Disposition: attachment" + NAMED % b"a.zip" + coded(zipped({JIANGKOU.name: BOOK}, gbk=True)),
    "winmail.dat": b"Content-Type: application/ms-tnef\r\nContent-Disposition: attachment" + NAMED % b"winmail.dat" + coded(outlook(JIANGKOU.name, BOOK)),
    "forwarded": b"Content-Type: message/rfc822\r\n\r\n" + FORWARDED.as_bytes(),
    "forwarded in base64": b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded(FORWARDED.as_bytes()),
    "a letter as a file": b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment" + NAMED % b"x.eml" + coded(FORWARDED.as_bytes()),
    "uuencoded": b"Content-Type: text/plain\r\n\r\nsee below\r\nbegin 644 " + JIANGKOU.name.encode("gbk") + b"\r\n" + UU + b"`\r\nend\r\n",
    "x-uuencode": b'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-uuencode\r\nContent-Disposition: attachment; filename="' + JIANGKOU.name.encode() + b'"\r\n\r\nbegin 644 a\r\n' + UU + b"`\r\nend\r\n",
    "the whole header encoded": b"Content-Disposition: =?utf-8?B?" + base64.b64encode(WHOLE.encode()) + b"?=\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded(BOOK),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_table_is_found_however_it_was_packed(way):
    """The same bytes under the same name; the letter's text is no file."""
    (one,) = attachments(letter(b"Content-Type: text/plain\r\n\r\nhello", WAYS[way]))
    assert (one.content, one.name) == (BOOK, JIANGKOU.name)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: application/vnd.ms-excel",
        b"Content-Type: application/octet-stream",
        b"Content-Type: text/plain",
        b"Content-Type: image/png",
        b"Content-Disposition: inline",
    ],
)
def test_a_workbook_without_a_name_is_a_file_by_its_content(head):
    """Whatever type its program gave it."""
    (one,) = attachments(letter(head + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + coded(BOOK)))
    assert (one.content, one.name) == (BOOK, "")


def test_what_is_in_an_archive_is_filed_as_if_it_had_come_alone(workspace, arrives):
    """Unit and month by all that speak, the archive's name among them; one line for each file, none for the archive."""
    arrives(
        ("6月报表.zip", zipped({"江口乡/" + JIANGKOU.name: BOOK, "照片/现场.jpg": b"\xff\xd8\xff", "__MACOSX/x": b"x"}))
    )
    rows = collect(workspace, SINCE).rows
    assert sorted(row.went_to for row in rows) == ["报送/2022-06", "证照/2022-06"]
    assert sorted(line.place for line in read_log(workspace).lines) == sorted(kept(workspace))


@pytest.mark.parametrize("moved", ["报送/2022-06/江口乡.xlsx", "", "归档/江口乡.xlsx"])
def test_a_mailbox_that_numbers_its_mails_anew_brings_nothing_back(workspace, arrives, moved):
    """UIDVALIDITY changed: what was moved, deleted or archived meanwhile stays where the office put it."""
    arrives((JIANGKOU.name, BOOK), ("江口乡5月.xlsx", LAGOU.read_bytes()))
    collect(workspace, SINCE)
    (waiting,) = workspace.unclaimed.iterdir()
    (workspace.root / moved).parent.mkdir(exist_ok=True)
    waiting.rename(workspace.root / moved) if moved else waiting.unlink()
    before = kept(workspace)
    with closing(sqlite3.connect(workspace.send_ledger)) as base, base:
        base.execute("UPDATE mails SET box = box || '9'")
    rows = collect(workspace, SINCE).rows
    assert [row.remark for row in rows] == ["以前收过，没有再存"] * 2
    assert kept(workspace) == before and len(read_log(workspace).lines) == 2


def test_an_archive_whose_name_contradicts_the_table_waits_for_a_person(workspace, arrives):
    """5月.zip with June's table: nothing is filed in silence."""
    arrives(("江口乡5月.zip", zipped({JIANGKOU.name: BOOK})))
    (row,) = collect(workspace, SINCE).rows
    assert row.went_to == "待认领" and "压缩包名写的是5月" in row.remark


def test_what_cannot_be_taken_out_is_named_and_the_archive_kept(workspace, arrives, monkeypatch):
    """More files or bytes than one mail may hold: those taken are filed, the others are named and counted."""
    monkeypatch.setattr(archives, "MOST_INSIDE", 1)
    arrives(("6月.zip", zipped({JIANGKOU.name: BOOK, LAGOU.name: LAGOU.read_bytes()})))
    rows = collect(workspace, SINCE).rows
    assert [row.file for row in rows] == [JIANGKOU.name, "江口乡 6月.zip", ""]
    assert rows[1].went_to == "待认领" and f"“{LAGOU.name}”" in rows[2].remark.replace("6月.zip_", "")


@pytest.mark.parametrize("content", ["bomb", "rar", "locked", "cut", "three deep", "empty"])
def test_what_is_no_usual_archive_stays_as_it_came(content):
    """A bomb, another format, a password, a damaged one, a third archive inside: bounded, kept, never lost."""
    made = {
        "bomb": zipped({"a.xlsx": bytes(archives.LARGEST_INSIDE + 1)}),
        "rar": b"Rar!\x1a\x07\x00" + bytes(50),
        "locked": zipped({"a.xlsx": BOOK}, locked=True),
        "cut": zipped({"a.xlsx": BOOK})[:2000],
        "three deep": zipped({"b.zip": zipped({"c.zip": zipped({"a.xlsx": BOOK})})}),
        "empty": zipped({}),
    }[content]  # fmt: skip
    mail = EmailMessage(policy=SMTP)
    mail.set_content("见附件")
    mail.add_attachment(made, maintype="application", subtype="zip", filename="6月.zip")
    found, _ = sorted_out(mail.as_bytes())
    (one,) = found
    assert one.name == ("c.zip" if content == "three deep" else "6月.zip")
    assert one.is_locked == (content == "locked")


def test_an_archive_with_a_password_is_said_to_have_one(workspace, arrives):
    """All that came is kept, and nothing is said to have been left out."""
    arrives(
        ("江口乡6月.rar", b"Rar!\x1a\x07\x00" + bytes(60)), ("加密.zip", zipped({JIANGKOU.name: BOOK}, locked=True))
    )
    rows = collect(workspace, SINCE).rows
    assert [(row.file, row.remark) for row in rows] == [
        ("江口乡6月.rar", "是压缩包，请解开后把表放进“报送”"),
        ("江口乡 加密.zip", "是设了密码的压缩包，请向单位要密码，解开后把表放进“报送”"),
    ]


@given(st.binary(max_size=300), st.sampled_from([b"PK\x03\x04", b"\x78\x9f\x3e\x22", b"begin 644 a.xlsx\n"]))
def test_whatever_stands_in_a_part_nothing_breaks(content, start):
    """The law: every attached part comes back as itself or as what it holds, never as an error."""
    head = b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment" + NAMED % b"a.bin"
    assert attachments(letter(head + coded(start + content))) is not None
