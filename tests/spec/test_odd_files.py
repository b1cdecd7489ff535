"""Odd files: whatever came is named with one sentence, and its unit is not chased as if it had sent nothing."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from tests.mailroom import JIANGKOU, SENDER, SINCE, collecting_office, kept, mail_arrives  # noqa: F401 - fixtures
from toolkit.cli import main
from toolkit.intake import read
from toolkit.mail import attachments as parts
from toolkit.model.ledger import Arrival
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.timeliness_sheet import NAME as TIMELINESS
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.actions.whole_month import run_month
from toolkit.workflow.steps import mailing
from toolkit.workflow.steps.workspace import create_workspace

SAMPLES = Path(__file__).parents[2] / "sample_workbooks"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
WORD = OLE + "WordDocument".encode("utf-16-le") + bytes(500)
PASSED_OVER = ("~$", "Thumbs.db", ".DS_Store", "desktop.ini")


def zipped(**members: str) -> Callable[[Path], None]:
    """Return what writes a zip with these members."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)

    return write


ODD: dict[str, tuple[bytes | Callable[[Path], None], str]] = {
    "江口乡6月.pdf": (b"%PDF-1.4", "收到 1 个 PDF，无法读取，没有计入。请要 Excel 表"),
    "江口乡6月.zip": (zipped(a="x"), "收到 1 个压缩包，没有打开，没有计入。"),
    "江口乡6月.rar": (b"Rar!\x1a\x07\x00" + bytes(99), "收到 1 个压缩包，没有打开，没有计入。"),
    "江口乡6月.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(99), "收到 1 个压缩包"),
    "江口乡6月.ods": (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "不是 Excel 工作簿"),
    "江口乡6月.fods": (b"<?xml version='1.0'?><office:document/>", "收到 1 个 ODS 表格，无法读取"),
    "江口乡6月.numbers": (zipped(a="x"), "收到 1 个 Numbers 表格，无法读取"),
    "江口乡6月.doc": (WORD, "收到 1 份 Word 文档，无法读取"),
    "江口乡6月.wps": (WORD, "收到 1 份 WPS 文字文档，无法读取"),
    "江口乡6月.et": (OLE, "不是 Excel 工作簿"),
    "江口乡6月.xltx": (zipped(a="x"), "请"),
    "江口乡6月.jpg": (b"\xff\xd8\xff\xe0" + bytes(99), "收到 1 张图片，无法读取"),
    "江口乡6月.heic": (bytes(range(256)), "收到 1 张图片，无法读取"),
    "江口乡6月.pptx": (zipped(a="x"), "收到 1 份幻灯片，无法读取"),
    "江口乡6月.mp4": (bytes(range(256)), "收到 1 个音像文件，无法读取"),
    "江口乡说明.txt": ("见表".encode(), "收到 1 个文本文件，无法读取"),
    "江口乡6月": (b"\x00\x01\x02", "收到 1 个其他文件，无法读取"),
    "江口乡坏了.xlsx": (b"PK\x03\x04damaged", "文件已损坏"),
    "江口乡空的.xlsx": (b"", "是空的（0 字节）"),
    "江口乡营业执照.png": (b"\x89PNG", "像是证照"),
}


@pytest.fixture
def office(tmp_path):
    """A workspace whose June holds one file of 江口乡 for each name."""

    def made(*names: str):
        workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
        for name in names:
            path = workspace.root / "报送" / "2022-06" / name
            path.parent.mkdir(exist_ok=True)
            content = ODD[name][0]
            _ = content(path) if callable(content) else path.write_bytes(content)
        return workspace

    return made


def run(*arguments: str) -> str:
    """Return what a command says."""
    done = CliRunner().invoke(main, [*arguments])
    assert done.exit_code in (0, 1), done.output
    return done.stdout


KINDS = {
    "pdf": "no_table_file",
    "zip": "archive",
    "png": "licence_among_tables",
    "et": "not_a_workbook",
    "江口乡坏了.xlsx": "corrupt",
    "江口乡空的.xlsx": "no_content",
}


@pytest.mark.parametrize("name", ODD)
def test_each_odd_file_is_named_by_check_with_one_sentence(office, name):
    """Text, jsonl and xlsx: the file, refused or ignored, its unit, and what it is."""
    workspace, said = office(name), ODD[name][1]
    call = ["check", "-w", str(workspace.root), "--period", "2022-06"]
    (line,) = [text for text in run(*call).splitlines() if name in text]
    assert said in line and "江口乡" in line
    (one,) = [json.loads(text) for text in run(*call, "--format", "jsonl").splitlines()]
    assert one["status"] in ("refused", "ignored") and said in one["reason"] and one["unit"] == "江口乡"
    (found,) = one["findings"]
    assert found["kind"] == KINDS.get(name, KINDS.get(name.rpartition(".")[2], found["kind"]))
    out = workspace.root / "清单.xlsx"
    run(*call, "--format", "xlsx", "--out", str(out))
    cells = [str(cell.value) for row in openpyxl.load_workbook(out)["文件一览"] for cell in row]
    assert f"2022-06/{name}" in cells and any(said in text for text in cells)


@pytest.mark.parametrize("name", [name for name in ODD if "执照" not in name])
def test_a_unit_that_sent_an_odd_file_is_told_what_came_and_what_is_wanted(office, name):
    """催报通知, letter, preview, 报送情况 and home: nobody is told that nothing came."""
    workspace = office(name)
    (workspace.root / "通讯录.csv").write_text("单位,联系人,邮箱\n江口乡,滕一舟,jiangkou@luzhai.example\n", "utf-8-sig")
    month = run_month(workspace, JUNE, AS_OF)
    line = next(line for line in month.result.timeliness if line.unit == "江口乡")
    assert (line.arrival, line.status) == (Arrival.MISSING, "无法读取")
    notice = "".join(paragraph.text for paragraph in Document(month.notice).paragraphs)
    assert "江口乡（收到" in notice and name in notice and "请" in notice.partition(name)[2].partition("）")[0]
    (letter,) = mailing.month_letters(workspace, JUNE, AS_OF)
    assert (
        "你单位目前没有可用的统计表" in letter.text
        and name in letter.text
        and "尚未收到" not in letter.text + letter.html
    )
    seen = mailing.preview(workspace, JUNE, AS_OF, [letter])
    assert name in seen.rows[0].remark and name in seen.page.read_text("utf-8")
    cells = [str(cell.value) for row in openpyxl.load_workbook(month.master)[TIMELINESS] for cell in row]
    assert any(name in text for text in cells)


@pytest.mark.parametrize("name", ["江口乡6月.pdf", "江口乡6月.zip", "江口乡6月.jpg"])
def test_a_unit_that_sent_its_table_too_is_not_told_of_the_scan(office, name):
    """A scan beside the table is usual: 报送情况 names it beside the table, and nobody is reminded for it (Issue 18.7)."""
    workspace = office(name)
    shutil.copy(JIANGKOU, workspace.root / "报送" / "2022-06")
    month = run_month(workspace, JUNE, AS_OF)
    line = next(line for line in month.result.timeliness if line.unit == "江口乡")
    assert line.arrival is Arrival.UNREGISTERED and line.came_for_unit == ()
    row = next(row for row in openpyxl.load_workbook(month.master)[TIMELINESS] if row[1].value == "江口乡")
    assert JIANGKOU.name in row[6].value and name in row[6].value


@pytest.mark.parametrize("place", ["", "6月", "2022年6月", "新建文件夹/2022-06"])
@pytest.mark.parametrize("name", ["江口乡6月.pdf", JIANGKOU.name])
def test_what_lies_outside_a_months_folder_is_named(office, monkeypatch, place, name):
    """A table put straight into 报送, or into a folder that is no month, is read by nobody: F134, and home says so."""
    workspace = office("江口乡坏了.xlsx")
    folder = workspace.root / "报送" / place
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(JIANGKOU, folder / name)
    call = ["check", "-w", str(workspace.root), "--period", "2022-06"]
    assert '"kind": "outside_month"' in run(*call, "--format", "jsonl")
    lines = run(*call).splitlines()
    assert [name in line and "不在月份文件夹里" in line for line in lines].count(True) == 1
    monkeypatch.chdir(workspace.root)
    assert name in run()


def test_what_waits_in_unclaimed_is_named_everywhere(workspace, arrives, monkeypatch):
    """Check, home, collect, the preview and the reminder name it with the reason it was put there."""
    arrives(("江口乡5月.xlsx", JIANGKOU.read_bytes()), subject="江口乡6月报表")
    (workspace.root / "报送" / "2022-06").mkdir()
    call = ["-w", str(workspace.root)]
    assert "“江口乡5月.xlsx”在“待认领”：月份对不上" in run("collect", *call, "--since", "2022-01-01")
    said = run("check", *call, "--period", "2022-06")
    assert "江口乡  待认领/江口乡5月.xlsx：还在“待认领”：月份对不上：文件名写的是5月，主题写的是6月" in said
    monkeypatch.chdir(workspace.root)
    assert "“江口乡5月.xlsx”在“待认领”" in run()
    assert "发出前请看：“江口乡5月.xlsx”在“待认领”" in run(
        "send", *call, "--period", "2022-06", "--as-of", "2022-07-06"
    )
    notice = Document(workspace.root / "输出" / "2022-06" / "通知" / "催报通知.docx")
    assert "江口乡（“江口乡5月.xlsx”月份对不上：文件名写的是5月，主题写的是6月" in "".join(
        one.text for one in notice.paragraphs
    )
    (workspace.root / "待认领" / "江口乡5月.xlsx").rename(workspace.root / "报送" / "2022-06" / "江口乡6月.xlsx")
    assert "待认领" not in run("check", *call, "--period", "2022-06")


@pytest.mark.parametrize("name", ["江口乡6月.rar", "江口乡报表.xlsx"])
def test_what_a_person_put_into_unclaimed_is_its_units_too(office, name):
    """No mail tells when it came: its name says whose it is, and the unit is not told that nothing came."""
    workspace = office("江口乡营业执照.png")
    (workspace.root / "待认领").mkdir()
    (workspace.root / "待认领" / name).write_bytes(b"Rar!")
    line = next(line for line in run_month(workspace, JUNE, AS_OF).result.timeliness if line.unit == "江口乡")
    assert name in line.came[0] and name in line.came_for_unit[0]


def test_a_letter_without_a_table_is_named_until_the_table_comes(workspace, arrives):
    """A 超大附件 is no attachment: the unit wrote, and is told what is missing."""
    arrives(subject="江口乡6月报表")
    collect(workspace, SINCE)
    month = run_month(workspace, JUNE, AS_OF)
    line = next(line for line in month.result.timeliness if line.unit == "江口乡")
    assert line.came[0].startswith("7月4日来的邮件“江口乡6月报表”没有附件")
    assert "letter_without_table" in [f.kind for f in month.result.findings]
    arrives((JIANGKOU.name, JIANGKOU.read_bytes()))
    collect(workspace, SINCE)
    assert "来信" not in run("check", "-w", str(workspace.root), "--period", "2022-06")


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)
BODIES = {
    "a table": ("没有附件，正文里有一张表。", "，请把表存为 .xlsx，作为附件重新发送"),
    "a nil report": ("没有附件，正文像是零报告。正文写的是“我乡6月份无", "，确无项目的，请报送写明“本月无”的统计表"),
    "a picture": ("没有附件，正文里的图片无法读取。请打开邮件核对图片“江口乡6月.png”", "，请报 Excel 表"),
    "an old circular": ("没有附件。如果是“超大附件”", "没有附件，请把统计表作为附件重新发送"),
}


@pytest.mark.parametrize("holds", BODIES)
def test_what_a_letter_without_a_file_holds_is_said(workspace, arrives, holds):
    """The clerk learns what stands in its text; the unit what to do, and nothing that is the clerk's to do."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Subject"] = SENDER, "江口乡6月报表"
    if holds == "a table":
        cells = "".join(f"<td>{one}</td>" for one in ("序号", "项目名称", "投资总额（亿元）"))
        mail.set_content(f"<p>见下表</p><table><tr>{cells}</tr></table>", subtype="html")
    elif holds == "a nil report":
        mail.set_content("您好：\n我乡6月份无新签约招商引资项目，特此报告。\n联系电话19900000001")
    elif holds == "a picture":
        mail.set_content("<p>见图<img src='cid:t'></p>", subtype="html")
        mail.add_related(PICTURE, "image", "png", cid="<t>", filename="江口乡6月.png", disposition="inline")
    else:
        mail.set_content("另行报送。\n> 确无项目的，请报零报告。\n> 本月无招商引资项目的也要报送。")
    arrives(raw=mail.as_bytes())
    says, asks = BODIES[holds]
    (row,) = collect(workspace, SINCE).rows
    assert row.remark.startswith(says) and "19900000001" not in row.remark
    line = next(one for one in run_month(workspace, JUNE, AS_OF).result.timeliness if one.unit == "江口乡")
    (told,) = line.came_for_unit
    assert told.startswith("7月4日来的邮件“江口乡6月报表”没有附件") and told.endswith(asks)
    assert not re.search("网页邮箱|放进|打开邮件|核对|单位要", told)


def test_a_table_whose_month_is_in_doubt_came_in_each_month_that_it_may_be_of(workspace, arrives, tmp_path):
    """The title says June, the subject May: it waits, and no paper says of its unit that nothing came."""
    book = openpyxl.load_workbook(JIANGKOU)
    book.save(tmp_path / "表.xlsx")
    arrives(("统计表.xlsx", (tmp_path / "表.xlsx").read_bytes()), subject="江口乡2022年5月报表")
    (row,) = collect(workspace, SINCE, JUNE).rows
    assert row.went_to == "待认领" and row.remark.startswith("月份对不上")
    for month in (JUNE.shifted(-1), JUNE):
        result = run_month(workspace, month, AS_OF).result
        line = next(one for one in result.timeliness if one.unit == "江口乡")
        assert line.arrival is Arrival.MISSING and "江口乡 统计表.xlsx" in line.came[0]
        assert "收邮件时指定的" in line.came[0] and "收邮件时指定的" not in line.came_for_unit[0]
    letters = {one.to.unit: one for one in mailing.month_letters(workspace, JUNE, AS_OF)}
    assert "尚未收到" not in letters["江口乡"].text and "月份对不上" in letters["江口乡"].text
    assert "尚未收到" in letters["中渡镇"].text


@pytest.mark.parametrize(
    ("kind", "went_to"),
    [("application/vnd.ms-excel", "报送/2022-06"), ("application/octet-stream", "报送/2022-06")],
)
def test_an_attachment_that_nobody_named_is_taken(workspace, arrives, kind, went_to):
    """No file name and no Content-Disposition: its content says what it is."""
    import base64

    body = base64.encodebytes(JIANGKOU.read_bytes())
    head = (
        f"From: {SENDER}\r\nSubject: =?utf-8?B?5rGf5Y+j5LmhNuaciA==?=\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n"
    )
    arrives(raw=head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + body)
    (row,) = collect(workspace, SINCE).rows
    assert (row.went_to, Path(row.file).suffix) == (went_to, ".xlsx")


def test_a_table_that_is_called_a_licence_is_a_table(workspace, arrives):
    """证照 by content as well as by name: it is filed, and its return copy may be sent back."""
    arrives(("江口乡营业执照办理及招商项目6月.xlsx", JIANGKOU.read_bytes()), ("江口乡营业执照.xlsx", b"PK\x03\x04"))
    assert [row.went_to for row in collect(workspace, SINCE).rows] == ["报送/2022-06", "证照/2022-06"]


def test_attachments_beyond_the_limit_are_named(workspace, arrives, monkeypatch):
    """What is left in the mailbox is said, in the run and by every check after it."""
    monkeypatch.setattr(parts, "MOST", 3)
    arrives(*((f"江口乡附件{number}.zip", bytes([number])) for number in range(5)), subject="江口乡6月")
    rows = collect(workspace, SINCE).rows
    assert (
        len(rows) == 4
        and "附件有 5 个，只收了前 3 个，没有收的 2 个：“江口乡附件3.zip”“江口乡附件4.zip”" in rows[-1].remark
    )
    (workspace.root / "报送" / "2022-06").mkdir()
    assert "没有收的 2 个" in run("check", "-w", str(workspace.root), "--period", "2022-06")


def listed(root: Path, *options: str) -> list[str]:
    """Return the files that check names."""
    return sorted(json.loads(line)["file"] for line in run("check", *options, "--format", "jsonl").splitlines())


def lying(folder: Path) -> list[str]:
    """Return the files of a folder, but for what Office and the systems leave there."""
    paths = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    return sorted(str(path.relative_to(folder)) for path in paths if not path.name.startswith(PASSED_OVER))


def test_as_many_files_are_named_as_lie_there(office):
    """Count: a folder with one of each odd thing, temporary files beside them."""
    workspace = office(*ODD)
    folder = workspace.root / "报送" / "2022-06"
    shutil.copy(JIANGKOU, folder / "江口乡证照和6月报表.xlsx")
    (folder / "下级").mkdir()
    (folder / "下级" / "江口乡6月.gif").write_bytes(b"GIF89a")
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini", "~$江口乡6月.xlsx"):
        (folder / name).write_bytes(b"x")
    named = [name for name in listed(folder, "-w", str(workspace.root), "--period", "2022-06") if "~$" not in name]
    assert named == [f"2022-06/{name}" for name in lying(folder)]
    options = (str(folder), "--scheme", "luzhai-2022", "--period", "2022-06")
    assert [name for name in listed(folder, *options) if "~$" not in name] == lying(folder)


@pytest.mark.parametrize("folder", sorted(SAMPLES.glob("*/报送/20*")), ids=lambda path: f"{path.parts[-3]} {path.name}")
def test_as_many_files_are_named_as_lie_in_every_sample(folder):
    """Count: no file of a sample's 报送 is passed over."""
    scheme = folder.parts[-3].replace("_", "-")
    assert listed(folder, str(folder), "--scheme", scheme, "--period", folder.name) == lying(folder)


def test_a_large_month_names_odd_files_without_opening_the_tables(office, monkeypatch):
    """Home of a month with more tables than are read at once: a PDF is no report there, either."""
    workspace = office("江口乡6月.pdf")
    folder = workspace.root / "报送" / "2022-06"
    for number in range(41):
        shutil.copy(JIANGKOU, folder / f"鹿寨镇{number}.xlsx")
    monkeypatch.chdir(workspace.root)
    said = run()
    assert "收到 1 个 PDF“江口乡6月.pdf”，无法读取，请要 Excel 表" in said
    assert "江口乡" in said.partition("未报：")[2].partition("\n")[0]


@pytest.mark.parametrize("problem", [PermissionError(13, "x"), BlockingIOError(11, "x"), OSError(5, "x")])
def test_a_file_that_somebody_has_open_is_not_damaged(tmp_path, luzhai, monkeypatch, problem):
    """cannot_open: a locked file or one without leave is said to be so, and the operator is told what to do."""
    path = tmp_path / "江口乡6月.xlsx"
    path.write_bytes(b"PK")

    def locked(_):
        raise problem

    monkeypatch.setattr(read, "open_workbook", locked)
    submission = read.read_submission(path, luzhai, ReportingPeriod(2022, 6))
    assert [finding.kind for finding in submission.findings] == ["cannot_open"]
    assert submission.reason == (
        "打不开（可能正被其他程序占用或没有权限），无法读取，本份没有计入。请关闭正在使用该文件的程序，核对权限后再运行一次。"
    )
