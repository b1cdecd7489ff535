"""Collecting: what units mailed comes into 报送/PERIOD, once; the mailbox stays as it is (against a real Dovecot)."""

import random
import subprocess
import sys
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tests.mailroom import ARRIVED, JIANGKOU, LAGOU, SAMPLE, SENDER, SINCE, collecting_office, kept, mail_arrives  # noqa: F401 - fixtures
from tests.servers import PASSWORD, inbox
from tests.spec.test_sensitive import CARD, ID
from toolkit.cli import main
from toolkit.mail.attachments import attachments
from toolkit.mail.settings import PASSWORD as VARIABLE
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.steps.intake_log import read_log


def test_a_table_of_a_known_sender_is_filed_under_its_month(workspace, arrives):
    """Unit and month are the table's own words; 收件登记.xlsx gets the minute at which the mail arrived."""
    arrives((JIANGKOU.name, JIANGKOU.read_bytes()), subject="报表")
    (row,) = collect(workspace, SINCE).rows
    assert (row.unit, row.went_to, row.file) == ("江口乡", "报送/2022-06", JIANGKOU.name)
    assert (workspace.root / "报送" / "2022-06" / JIANGKOU.name).read_bytes() == JIANGKOU.read_bytes()
    arrived = read_log(workspace).arrivals(ReportingPeriod(2022, 6))
    assert arrived == {f"2022-06/{JIANGKOU.name}": ARRIVED.replace(tzinfo=None)}


def test_nothing_in_the_mailbox_is_changed_and_nothing_is_fetched_twice(workspace, arrives, mailbox):
    """The mails stay, unread; a second look brings nothing, a new mail brings itself."""
    arrives((JIANGKOU.name, JIANGKOU.read_bytes()))
    assert len(collect(workspace, SINCE).rows) == 1
    assert collect(workspace, SINCE).rows == ()
    arrives((LAGOU.name, LAGOU.read_bytes()), sender="lagou@luzhai.example")
    assert [row.unit for row in collect(workspace, SINCE).rows] == ["拉沟乡"]
    with inbox(mailbox["tls"]) as client:
        uids = client.search()
        assert len(uids) == 2
        assert all(b"\\Seen" not in flags and b"\\Deleted" not in flags for flags in client.get_flags(uids).values())
    (workspace.root / "发送记录.sqlite").unlink()
    assert len(collect(workspace, SINCE).rows) == 2, "with the list lost, all is fetched again"
    assert kept(workspace) == [f"报送/2022-06/{LAGOU.name}", f"报送/2022-06/{JIANGKOU.name}"], "but saved only once"
    registered = [(line.name, line.at, line.month) for line in read_log(workspace).lines]
    when = "2022-07-04 09:30"
    assert registered == [(JIANGKOU.name, when, "2022-06"), (LAGOU.name, when, "2022-06")]


def test_a_persons_number_is_not_printed(workspace, arrives):
    """In the file's name and in the subject: what is printed and listed of a mail hides it; the file keeps its name."""
    name = f"江口乡6月（法人{ID}）.xlsx"
    arrives((name, JIANGKOU.read_bytes()), subject=f"江口乡 卡{CARD}")
    arrives(*((f"第{number}份{ID}.txt", b"x") for number in range(60)), subject=f"{ID}又来")
    said = CliRunner().invoke(main, ["collect", "-w", str(workspace.root), "--since", "2022-01-01"]).output
    assert f"江口乡 卡{CARD[:4]}××× → 报送/2022-06/江口乡6月（法人{ID[:6]}×××）.xlsx" in said
    assert f"{ID[:6]}×××又来" in said and ID not in said and CARD not in said
    assert (workspace.root / "报送" / "2022-06" / name).is_file()
    listed = CliRunner().invoke(main, ["send", "-w", str(workspace.root), "--list"]).output
    book = openpyxl.load_workbook(next(workspace.root.rglob("*发送记录*.xlsx")))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "发送记录" in listed and not [text for text in texts if ID in text or CARD in text]


def test_strangers_are_named_and_left_alone_until_they_are_in_the_contact_list(workspace, arrives):
    """Only known senders; whoever is added to 通讯录.csv later is fetched then."""
    arrives((JIANGKOU.name, JIANGKOU.read_bytes()), sender="new.clerk@luzhai.example")
    found = collect(workspace, SINCE)
    assert found.rows == () and [head.sender for head in found.strangers] == ["new.clerk@luzhai.example"]
    assert kept(workspace) == []
    with (workspace.root / "通讯录.csv").open("a", encoding="utf-8") as file:
        file.write("江口乡,接替的人,new.clerk@luzhai.example\n")
    assert len(collect(workspace, SINCE).rows) == 1


@pytest.mark.parametrize(
    ("name", "subject", "went_to", "saved"),
    [
        ("统计表.xlsx", "报送6月统计表", "报送/2022-06", "江口乡 统计表.xlsx"),
        ("统计表2022年6月.xlsx", "报表", "报送/2022-06", "江口乡 统计表2022年6月.xlsx"),
        ("统计表.xlsx", "报表", "待认领", "江口乡 统计表.xlsx"),
        ("统计表.xlsx", "7月报表", "报送/2022-07", "江口乡 统计表.xlsx"),
        ("统计表.xlsx", "12月报表", "待认领", "江口乡 统计表.xlsx"),
    ],
)
def test_what_the_table_does_not_say_comes_from_name_subject_and_sender(
    workspace, arrives, tmp_path, name, subject, went_to, saved
):
    """A table without unit and month: the sender is its unit, name or subject its month; else it waits in 待认领."""
    book = openpyxl.load_workbook(JIANGKOU)
    sheet = book.active
    sheet.title = "Sheet1"
    for row in sheet.iter_rows():
        for cell in row:
            if (
                isinstance(cell.value, str)
                and any(word in cell.value for word in ("江口", "月", "2022年"))
                and cell.row < 4
            ):
                cell.value = "招商引资项目统计表" if cell.column == 1 else None
    book.save(tmp_path / "bare.xlsx")
    arrives((name, (tmp_path / "bare.xlsx").read_bytes()), subject=subject)
    (row,) = collect(workspace, SINCE).rows
    assert (row.went_to, row.file) == (went_to, saved), row.remark


def test_what_belongs_elsewhere_waits_for_a_person(workspace, arrives):
    """Another unit's table, a target table, an archive, a letter: 待认领, with the reason."""
    target = next((SAMPLE / "目标").iterdir())
    arrives(
        (LAGOU.name, LAGOU.read_bytes()),
        (target.name, target.read_bytes()),
        ("6月报表.zip", b"PK\x05\x06" + bytes(18)),
        ("说明.txt", "见表".encode()),
    )
    rows = collect(workspace, SINCE).rows
    assert {row.went_to for row in rows} == {"待认领"}
    assert [row.remark for row in rows] == [
        "发件人是江口乡，表里写的是拉沟乡，请人看一下",
        "是目标任务分解表，请放进“目标”",
        "是压缩包，请解开后把表放进“报送”",
        "不是表格文件，请人看一下",
    ]


def test_licences_and_identity_cards_do_not_lie_among_the_tables(workspace, arrives):
    """LZ annex 2: 「单独报送」. They go to 证照, which nothing is sent from."""
    arrives(("营业执照.jpg", b"\xff\xd8"), ("法人身份证复印件.docx", b"PK"), ("扫描件.pdf", b"%PDF"))
    collect(workspace, SINCE)
    assert kept(workspace) == [
        "证照/2022-06/江口乡 扫描件.pdf",
        "证照/2022-06/江口乡 法人身份证复印件.docx",
        "证照/2022-06/江口乡 营业执照.jpg",
    ]


def test_a_damaged_table_is_filed_so_that_the_check_can_tell_the_unit(workspace, arrives):
    """It is the unit's table all the same; refusing it silently would make the unit 未报."""
    arrives(("江口乡6月.xlsx", JIANGKOU.read_bytes()[:4000]))
    (row,) = collect(workspace, SINCE).rows
    assert row.went_to == "报送/2022-06"


def test_a_correction_of_the_same_name_does_not_overwrite_the_first(workspace, arrives):
    """Both stay; the later one is numbered and counts (its name holds （2）)."""
    changed = openpyxl.load_workbook(JIANGKOU)
    changed.active["Z99"] = "更正"
    arrives(("江口乡6月.xlsx", JIANGKOU.read_bytes()))
    collect(workspace, SINCE)
    path = workspace.root / "改.xlsx"
    changed.save(path)
    arrives(("江口乡6月.xlsx", path.read_bytes()))
    arrives(("江口乡6月.xlsx", path.read_bytes()))
    collect(workspace, SINCE)
    assert kept(workspace) == ["报送/2022-06/江口乡6月.xlsx", "报送/2022-06/江口乡6月（2）.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../通讯录.csv",
        "..\\..\\设置.toml",
        "/etc/passwd",
        "C:\\Windows\\system32\\x.xlsx",
        "CON.xlsx",
        "nul",
        "~$江口乡6月.xlsx",
        ".bashrc",
        "江口乡\u202excslx.exe",
        "表" * 400 + ".xlsx",
        "a\x00b\x07.xlsx",
        "6月\r\nBcc: x.xlsx",
        "  . ",
        "",
        "江口乡6月.xlsx:alternate",
        "\ud800.xlsx",
    ],
)
def test_a_hostile_file_name_ends_inside_its_folder(workspace, arrives, name):
    """No name leads out of 待认领 or 报送, hides a file, names a device, or breaks the run."""
    before = {path: path.read_bytes() for path in workspace.root.iterdir() if path.is_file()}
    written = name.encode("utf-8", "surrogatepass").replace(b"\r\n", b"\r\n ").replace(b"\\", b"\\\\")
    arrives(
        raw=b"From: " + SENDER.encode() + b"\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        b'Content-Disposition: attachment; filename="' + written + b'"\r\n\r\nharmless\r\n'
    )  # fmt: skip
    (row,) = collect(workspace, SINCE).rows
    (saved,) = kept(workspace)
    assert saved.startswith(("待认领/", "报送/", "证照/")) and len(Path(saved).name.encode()) <= 255
    assert not Path(saved).name.startswith((".", "~$")) and "\u202e" not in saved
    assert all(path.read_bytes() == content for path, content in before.items())
    assert row.file == Path(saved).name


CHINESE = "江口乡6月统计表（定稿）.xlsx"


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Disposition: attachment; filename="' + CHINESE.encode() + b'"',
        b'Content-Disposition: attachment; filename="' + CHINESE.encode("gbk") + b'"',
        b"Content-Disposition: attachment; filename*=gbk''" + b"".join(b"%%%02X" % b for b in CHINESE.encode("gbk")),
        b'Content-Disposition: attachment;\r\n filename="=?gb2312?B?va2/2s/nNtTCzbO8xrHto6i2qLjlo6kueGxzeA==?="',
        b"Content-Disposition: attachment; filename*0*=utf-8''%E6%B1%9F%E5%8F%A3%E4%B9%A16;\r\n"
        b" filename*1*=%E6%9C%88%E7%BB%9F%E8%AE%A1%E8%A1%A8%EF%BC%88%E5%AE%9A%E7%A8%BF%EF%BC%89.xlsx",
        b'Content-Type: application/octet-stream; name="=?UTF-8?B?5rGf5Y+j5LmhNuaciOe7n+iuoQ==?=\r\n'
        b' =?UTF-8?B?6KGo77yI5a6a56i/77yJLnhsc3g=?="\r\nContent-Disposition: attachment',
    ],
    ids=["raw utf-8", "raw gbk", "rfc2231 gbk", "rfc2047 gb2312", "rfc2231 in two", "name only, two words"],
)
def test_chinese_names_are_read_however_a_program_writes_them(header):
    """QQ mail, Foxmail, 163 and Outlook each have their own way."""
    (one,) = attachments(b"From: a@b.example\r\nMIME-Version: 1.0\r\n" + header + b"\r\n\r\nx\r\n")
    assert one.name == CHINESE


def test_only_attachments_are_taken_and_those_of_a_forwarded_mail_too(workspace, arrives):
    """The letter's text and the picture in its signature stay in the mailbox; a mail without files is named."""
    inner = EmailMessage(policy=SMTP)
    inner["From"], inner["Subject"] = "someone@luzhai.example", "转发"
    inner.set_content("转发")
    inner.add_attachment(JIANGKOU.read_bytes(), maintype="application", subtype="octet-stream", filename=JIANGKOU.name)
    outer = EmailMessage(policy=SMTP)
    outer["From"], outer["Subject"] = f"滕一舟 <{SENDER.upper()}>", "转发：6月报表"
    outer.set_content("<p>见附件<img src='cid:logo'></p>", subtype="html")
    outer.add_related(
        b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png", disposition="inline"
    )
    outer.add_attachment(inner)
    arrives(raw=outer.as_bytes())
    arrives(subject="附件太大，另发")
    rows = collect(workspace, SINCE).rows
    assert [row.file for row in rows] == [JIANGKOU.name, ""]
    assert rows[1].remark == "没有附件。如果是“超大附件”，请到网页邮箱下载后放进“报送”。"


def test_an_attachment_of_30_mb_is_fetched_whole(workspace, arrives):
    """30 MB are 41 MB in the mailbox."""
    content = random.Random(7).randbytes(30 * 2**20)
    arrives(("现场照片.zip", content))
    (row,) = collect(workspace, SINCE).rows
    assert (workspace.root / "待认领" / row.file).read_bytes() == content


def test_two_programs_collect_at_once(workspace, arrives):
    """One collects, the other is told so or comes after it: each file is there once, the register has each line once."""
    for path in sorted((SAMPLE / "报送" / "2022-06").iterdir()):
        arrives((path.name, path.read_bytes()), subject="6月")
    call = [sys.executable, "-m", "toolkit.cli", "collect", "-w", str(workspace.root), "--since", "2022-01-01"]
    run = "from toolkit.cli import run; run()"
    both = [subprocess.Popen([sys.executable, "-c", run, *call[3:]], stdout=subprocess.PIPE) for _ in range(2)]
    assert sorted(process.wait(120) for process in both) in ([0, 0], [0, 3])
    for process in both:
        process.stdout.close()
    assert len(kept(workspace)) == 12
    files = [line.place for line in read_log(workspace).lines]
    assert len(files) == 12 and sorted(files) == kept(workspace)


def test_the_command_says_who_has_sent_what(workspace, arrives):
    """`zhaoshang collect`: a line for each file, who is a stranger, who has not reported."""
    arrives((JIANGKOU.name, JIANGKOU.read_bytes()))
    arrives(("x.xlsx", b"PK"), sender="lottery@spam.example")
    done = CliRunner().invoke(main, ["collect", "-w", str(workspace.root), "--since", "2022-01-01"])
    assert done.exit_code == 0, done.output
    assert "江口乡  07-04 09:30  报送6月统计表 → 报送/2022-06/江口乡2022年6月报表.xlsx" in done.output
    assert "通讯录里没有的发件人，没有收：lottery@spam.example（1封）。" in done.output
    assert "2022年6月已报 1 个单位" in done.output and "还没有报的：鹿寨镇、中渡镇" in done.output
    assert "江口乡" not in done.output.partition("还没有报的")[2]


def test_what_the_office_had_registered_wins_over_the_time_of_the_mail(workspace, arrives):
    """A day that stands in 收件登记.csv for a file that then comes by mail is the clerk's word; both are kept."""
    register = workspace.root / "收件登记.csv"
    register.write_text(f"期间,文件,收到日期\r\n2022-06,{JIANGKOU.name},2022-06-30\r\n", "gbk", newline="")
    arrives((JIANGKOU.name, JIANGKOU.read_bytes()), (LAGOU.name, LAGOU.read_bytes()), sender=SENDER)
    with (workspace.root / "通讯录.csv").open("a", encoding="utf-8") as file:
        file.write(f"拉沟乡,同一个人,{SENDER}\n")
    collect(workspace, SINCE)
    lines = {line.name: (line.at, line.at_by, line.told_at) for line in read_log(workspace).lines}
    mailed = ("2022-07-04 09:30", "邮件")
    assert lines == {JIANGKOU.name: (*mailed, "2022-06-30"), LAGOU.name: (*mailed, "")}


def test_a_mailbox_that_does_not_open_says_why(workspace, mailbox, monkeypatch):
    """Wrong 授权码, wrong port, a certificate of nobody: one sentence each, and nothing of the secret."""
    settings = workspace.root / "设置.toml"
    right = settings.read_text("utf-8")
    monkeypatch.setenv(VARIABLE, "not-the-secret")
    with pytest.raises(ToolkitError, match="登录不上：密码不对") as error:
        collect(workspace, SINCE)
    assert "not-the-secret" not in str(error.value)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    settings.write_text(right.replace(f"port = {mailbox['tls'].port}", "port = 1"), "utf-8")
    with pytest.raises(ToolkitError, match="连接被拒。请核对端口"):
        collect(workspace, SINCE)
    settings.write_text(right.replace('ca = "证书.pem"', ""), "utf-8")
    with pytest.raises(ToolkitError, match="证书核对不上"):
        collect(workspace, SINCE)
    settings.write_text(right.replace(f"port = {mailbox['tls'].port}", f'port = {mailbox["starttls"].port}\nsecurity = "starttls"'), "utf-8")  # fmt: skip
    assert collect(workspace, SINCE).rows == (), "and STARTTLS works"
    settings.write_text(right.partition("[mail.imap]")[0], "utf-8")
    with pytest.raises(ToolkitError, match="没有写收邮件的服务器"):
        collect(workspace, SINCE)
