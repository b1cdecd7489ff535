"""Letters: who gets which files, what the letter says, and what must never be in it (promise 5, LZ annex 2)."""

import email
import re
import shutil
from datetime import date, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tests.servers import PASSWORD, USER
from toolkit.cli import main
from toolkit.mail.contacts import read_contacts
from toolkit.mail.message import build
from toolkit.mail.privacy import masked
from toolkit.mail.settings import PASSWORD as VARIABLE
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Contact, Letter, LetterKind, SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.actions.whole_month import run_month
from toolkit.workflow.steps import mailing
from toolkit.workflow.steps.workspace import Workspace, create_workspace, open_workspace

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
NOON = datetime(2022, 7, 6, 12).astimezone()
JIANGKOU = Contact("江口乡", "滕一舟", "jiangkou@luzhai.example")
LETTER = Letter(JIANGKOU, "鹿寨县2022年6月招商引资情况汇总表", "请查收。\n", ())


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """(workspace, month) of the samples, made once; without trips, no letter is about them."""
    workspace = create_workspace(tmp_path_factory.mktemp("样例") / "鹿寨2022", "luzhai-2022")
    for name in ("目标", "报送"):
        shutil.copytree(SAMPLE / name, workspace.root / name, dirs_exist_ok=True)
    for name in ("通讯录.csv", "收件登记.csv"):
        shutil.copy(SAMPLE / name, workspace.root / name)
    return workspace, run_month(workspace, JUNE, AS_OF)


@pytest.fixture
def workspace(demo, tmp_path) -> Workspace:
    """A workspace of one's own."""
    shutil.copytree(demo[0].root, tmp_path / "鹿寨2022")
    return open_workspace(tmp_path / "鹿寨2022")


@pytest.fixture(scope="module")
def letters(demo):
    """Return the letters of June by unit; of a kind, to some units."""
    workspace, _ = demo

    def of(kind: LetterKind = LetterKind.MONTH, **options) -> dict[str, Letter]:
        return {one.to.unit: one for one in mailing.month_letters(workspace, JUNE, AS_OF, kind, **options)}

    return of


@pytest.fixture(scope="module")
def month(letters):
    """The letters of the month, written once."""
    return letters()


def parsed(letter: Letter) -> EmailMessage:
    """Return a letter as a mail program reads it."""
    return email.message_from_bytes(build(letter, USER, NOON).as_bytes(), policy=policy.default)


# Who gets what


def test_everybody_gets_one_letter_by_what_its_report_needs(month):
    """17 contacts: three that are missing are reminded, five get their table back, all get the county's table."""
    kinds = [re.match(r"【.+?】", letter.subject)[0] for letter in month.values()]
    counts = {"【催报】": 3, "【退回修改】": 5, "【请核对】": 7, "【请查阅】": 1, "【呈阅】": 1}
    assert {kind: kinds.count(kind) for kind in set(kinds)} == counts
    assert {letter.attachments[0].name for letter in month.values()} == {"鹿寨县2022年6月招商引资情况汇总表.xlsx"}
    assert [path.name for path in month["县林业局"].attachments[1:]] == ["催报通知.docx"]
    assert [path.name for path in month["拉沟乡"].attachments[1:]] == ["拉沟乡6月（退回修改）.xlsx"]
    wanted = "你单位2022年6月招商引资项目统计表尚未收到，请于7月11日前报送；确无项目的，请报零报告。催报通知见附件。"
    assert wanted in month["县林业局"].text


def test_reminders_and_return_copies_can_go_alone(letters):
    """Before the table is ready: 催报 to the missing only, 退回修改 to those with findings only, no table with them."""
    reminders, returns = letters(LetterKind.REMINDER), letters(LetterKind.RETURN)
    assert set(reminders) == {"县林业局", "县住建局", "县文体广旅局"}
    assert set(returns) == {"鹿寨镇", "四排镇", "导江乡", "拉沟乡", "鹿寨经开区管委"}
    assert all(
        "汇总表" not in path.name for one in (*reminders.values(), *returns.values()) for path in one.attachments
    )
    assert reminders["县林业局"].subject == "【催报】请于7月11日前报送2022年6月招商引资项目统计表"


def test_the_table_stands_in_the_letter_as_text_and_as_html(month):
    """Who reads on a phone sees the figures without opening a file."""
    letter = month["县政府办"]
    assert re.search(r"^区外境内到位资金（亿元） +55\.00 +\d+\.\d\d +\d+\.\d% +[超欠]\d", letter.text, re.MULTILINE)
    mail = parsed(letter)
    html = mail.get_body(("html",)).get_content()
    assert html.count("<tr>") == letter.text.count("%") // 2 + 1 or html.count("<tr>") >= 12
    assert "区外境内到位资金（亿元）" in html and "<script" not in html


def test_a_unit_sees_its_own_projects_and_findings_only(month):
    """The errors of 拉沟乡 are told to 拉沟乡; no other unit's file is named in a letter."""
    assert re.search(r"1\. \S+ .+请", month["四排镇"].text)
    for unit, letter in month.items():
        others = {one for one in month if one != unit and one not in unit}
        told = letter.text.partition("计入汇总的项目")[0]
        assert not any(f"{other}计入" in letter.text for other in others)
        assert not any(f"“{other}" in told for other in others)


def test_a_unit_may_get_its_own_extract_in_place_of_the_whole_table(letters):
    """unit_table = "本单位": own rows with phones, rows that others reported for it with phones masked; leaders get all."""
    sent = letters(own_extract=True, units=("县农业农村局", "县政府办", "县林业局"))
    assert [path.name for path in sent["县政府办"].attachments] == ["鹿寨县2022年6月招商引资情况汇总表.xlsx"]
    book = openpyxl.load_workbook(sent["县农业农村局"].attachments[0])
    assert book.sheetnames == ["本单位报送", "归属本单位"]
    own = list(book["本单位报送"].iter_rows(min_row=4, values_only=True))
    led = list(book["归属本单位"].iter_rows(min_row=4, values_only=True))
    assert {row[1] for row in own} == {"县农业农村局"} and "县农业农村局" not in {row[1] for row in led}
    assert any(re.fullmatch(r"1990000\d{4}", str(row[11])) for row in own)
    assert all(re.fullmatch(r"|\d{3,4}×××|.*×××.*|None", str(row[11])) for row in led)
    assert "county" not in sent["县农业农村局"].text and "主要指标" not in sent["县农业农村局"].text


# Privacy


def test_phones_are_masked_in_whatever_goes_to_more_than_its_own_unit(demo, month):
    """No telephone number stands anywhere in the table that is sent: ledger, findings, suspicions of duplicates."""
    _, done = demo
    numbers = {entry.phone for entry in done.result.ledger.entries if entry.phone and entry.phone.isdigit()}
    assert len(numbers) > 50
    for path, expected in ((done.master, True), (month["县政府办"].attachments[0], False)):
        book = openpyxl.load_workbook(path)
        texts = {str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value}
        assert any(number in text for number in numbers for text in texts) is expected, path
    ledger = openpyxl.load_workbook(month["县政府办"].attachments[0])["项目台账"]
    shown = [cell.value for row in ledger.iter_rows() for cell in row if "×××" in str(cell.value)]
    assert len(shown) > 50 and "199×××" in shown, "as LZ annex 2 prints them"


def test_masking_changes_nothing_but_phones_and_paths(demo):
    """Money, names and every figure stay."""
    result = demo[1].result
    hidden = masked(result)
    assert [entry.name for entry in hidden.ledger.entries] == [entry.name for entry in result.ledger.entries]
    assert [variance.actual for variance in hidden.county] == [variance.actual for variance in result.county]
    assert [entry.credit_code for entry in hidden.ledger.entries] == [e.credit_code for e in result.ledger.entries]
    assert {entry.path for entry in hidden.ledger.entries} == {""}


@pytest.mark.parametrize("name", ["营业执照.jpg", "法人身份证正反面.pdf", "证照/江口乡.pdf"])
def test_copies_of_licences_and_identity_cards_are_never_attached(tmp_path, name):
    """LZ annex 2: they are 「单独报送」."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"scan")
    with pytest.raises(ToolkitError, match="证照要单独报送，不能作为附件转发"):
        build(replace(LETTER, attachments=(path,)), USER, NOON)


def test_recipients_come_from_the_contact_list_only(workspace):
    """A unit that is not in 通讯录.csv cannot be written to."""
    with pytest.raises(ToolkitError, match="通讯录.csv 里没有“别的单位”"):
        mailing.month_letters(workspace, JUNE, AS_OF, units=("别的单位",))


# Headers and names


@pytest.mark.parametrize(
    "harm", ["\r\nBcc: stranger@evil.example", "\nBcc: stranger@evil.example", "\rX: y", "\u2028Bcc: x"]
)
def test_a_line_break_in_a_header_never_makes_another_header(tmp_path, harm):
    """Header injection: in the contact list it is refused with its line; in a letter it stops the letter."""
    (tmp_path / "通讯录.csv").write_text(
        f'单位,联系人,邮箱\n江口乡,"滕一舟{harm}",a@luzhai.example\n', "utf-8", newline=""
    )
    with pytest.raises(ToolkitError, match="通讯录.csv 第.行的单位或联系人里有换行|不对"):
        read_contacts(tmp_path / "通讯录.csv", load_shipped("luzhai-2022"))
    (tmp_path / "通讯录.csv").write_text(f'单位,联系人,邮箱\n江口乡,滕,"a@luzhai.example{harm}"\n', "utf-8", newline="")
    with pytest.raises(ToolkitError, match="邮箱“.+”写法不对"):
        read_contacts(tmp_path / "通讯录.csv", load_shipped("luzhai-2022"))
    for letter in (replace(LETTER, subject=f"六月{harm}"), replace(LETTER, to=replace(JIANGKOU, name=f"滕{harm}"))):
        with pytest.raises(ToolkitError, match="里有换行，请在通讯录里改成一行"):
            build(letter, USER, NOON)
    name = tmp_path / "表.xlsx"
    name.write_bytes(b"PK")
    hostile = name.rename(tmp_path / "表\r\nBcc: stranger@evil.example\r\n\r\n.xlsx")
    mail = parsed(replace(LETTER, attachments=(hostile,)))
    assert "Bcc" not in mail and [part.get_filename() for part in mail.iter_attachments()] == [
        "表_Bcc_ stranger@evil.example_.xlsx"
    ]


@pytest.mark.parametrize(
    "name",
    ["鹿寨县2022年6月招商引资情况汇总表.xlsx", "附件2 招商引资项目统计表（黄冕镇）6月（退回修改）.xlsx", "长" * 60 + ".xlsx", "table.xlsx"],
)  # fmt: skip
def test_a_chinese_attachment_name_is_written_in_both_ways(tmp_path, name):
    """filename* (RFC 2231) and name (RFC 2047): QQ mail and 163 need the second (MailKit #277, #1041, nodemailer #374)."""
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04")
    raw = build(replace(LETTER, attachments=(path,)), USER, NOON).as_bytes()
    part = raw.split(b"--=_zhaoshang_0")[2].decode("ascii")
    header = re.sub(r"\r\n(?=[ \t])", "", part.partition("\r\n\r\n")[0])
    if not name.isascii():
        assert "filename*=utf-8''%" in header
        (words,) = re.findall(r' name="((?:=\?utf-8\?b\?[A-Za-z0-9+/=]+\?= ?)+)"', header)
        assert str(make_header(decode_header(words))) == name
        assert max(map(len, words.split())) <= 75, "RFC 2047: no encoded word is longer"
    assert max(map(len, raw.split(b"\r\n"))) <= 998, "RFC 5322: no line is longer"
    (read,) = parsed(replace(LETTER, attachments=(path,))).iter_attachments()
    assert (read.get_filename(), read.get_payload(decode=True)) == (name, b"PK\x03\x04")
    assert read.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_what_a_template_says_is_never_html_of_a_unit(workspace):
    """A project called <b> is a project called <b>."""
    (workspace.root / "模板").mkdir(exist_ok=True)
    (workspace.root / "模板" / "邮件.html").write_text("<p>{{ to }}</p>", "utf-8")
    contacts = workspace.root / "通讯录.csv"
    contacts.write_text("单位,联系人,邮箱\n江口乡,<script>,a@luzhai.example\n", "utf-8")
    (letter,) = mailing.month_letters(workspace, JUNE, AS_OF)
    assert letter.html == "<p>&lt;script&gt;</p>", "and the office's own template is used"
    (workspace.root / "模板" / "邮件.html").write_text("<p>{{ nobody }}</p>", "utf-8")
    with pytest.raises(ToolkitError, match="模板“邮件.html”填不出来"):
        mailing.month_letters(workspace, JUNE, AS_OF)
    (workspace.root / "模板" / "邮件.html").write_text("{{ to.__class__.__mro__ }}", "utf-8")
    with pytest.raises(ToolkitError, match="模板“邮件.html”第1行.*有不允许的标签"):
        mailing.month_letters(workspace, JUNE, AS_OF)


# The commands


def settings(workspace: Workspace, server) -> None:
    """Write the [mail] table of 设置.toml."""
    shutil.copy(server.ca, workspace.root / "证书.pem")
    with (workspace.root / "设置.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[mail]\nhost = "{server.host}"\nport = {server.port}\nsecurity = "{server.security}"\nuser = "{USER}"\n'
            f'from = "{USER}"\nca = "证书.pem"\nper_minute = 100000\nwaits = []\n'
        )


def test_send_only_previews_until_it_is_told_otherwise(workspace):
    """Dry run: 17 drafts, a page and a workbook that list them; no server is asked for, no ledger is begun."""
    stale = workspace.root / "输出" / "2022-06" / "待发邮件" / "撤销的单位.eml"
    shutil.copy(stale.with_name("江口乡.eml"), stale)
    arguments = ["send", "-w", str(workspace.root), "--period", "2022-06", "--as-of", "2022-07-06"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert "一封也没有发。核对无误后加上 --really 再运行。" in done.output and "共 17 封：待发 17 封。" in done.output
    folder = workspace.root / "输出" / "2022-06" / "待发邮件"
    assert len(list(folder.glob("*.eml"))) == 17 and not stale.exists(), "a draft of before is taken away"
    page = (folder / "预览.html").read_text("utf-8")
    assert page.count("<iframe sandbox") == 17 and "jiangkou@luzhai.example" in page
    sheet = openpyxl.load_workbook(folder / "预览.xlsx")["发件"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 17 and rows[0][1:5] == (
        "鹿寨镇",
        "龙思齐",
        "luzhaizhen@luzhai.example",
        "【退回修改】请于7月11日前修改重报2022年6月招商引资项目统计表",
    )
    assert not (workspace.root / "发送记录.sqlite").exists()


def test_the_preview_lists_who_gets_the_whole_table(workspace):
    """On the screen, on the page and in the workbook: who is no unit by name and address, and why; with extracts, who is left."""
    arguments = ["send", "-w", str(workspace.root), "--period", "2022-06", "--as-of", "2022-07-06"]
    shown = CliRunner().invoke(main, arguments).output
    told = "全部单位的汇总表发给 17 人。不是报送单位的：县政府办 言立诚 zhengfuban@luzhai.example（未注明）；单位：鹿寨镇、"
    former = "通讯录没有写明县政府办的类别，按领导对待。请在通讯录加“类别”一栏，在这一栏写“领导”或“其他”"
    folder = workspace.root / "输出" / "2022-06" / "待发邮件"
    page = (folder / "预览.html").read_text("utf-8")
    sheet = str(openpyxl.load_workbook(folder / "预览.xlsx")["发件"]["A2"].value)
    assert all(told in place and former in place for place in (shown, page, sheet))
    contacts = workspace.root / "通讯录.csv"
    lines = contacts.read_text("utf-8-sig").splitlines()
    marked = [f"{line},{'类别' if not n else '领导' if '县政府办' in line else ''}" for n, line in enumerate(lines)]
    contacts.write_text("\n".join(marked), "utf-8-sig")
    shown = CliRunner().invoke(main, [*arguments, "--own-extract"]).output
    assert "不是报送单位的：县政府办 言立诚 zhengfuban@luzhai.example（领导）；单位：县投促中心" in shown
    assert "还没有“类别”一栏" not in shown


def test_send_really_sends_each_letter_once_and_prints_the_ledger(workspace, smtp, monkeypatch):
    """`zhaoshang send --really` twice, on another day the second time: 17 letters, no secret in any file."""
    office, server = smtp
    settings(workspace, server)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    arguments = ["send", "-w", str(workspace.root), "--period", "2022-06", "--really", "--as-of"]
    first = CliRunner().invoke(main, [*arguments, "2022-07-06"])
    assert first.exit_code == 0, (first.output, first.exception)
    assert len(office.arrived) == 17
    second = CliRunner().invoke(main, [*arguments, "2022-07-09"])
    assert second.exit_code == 0, second.output
    assert "其中 17 封此前已发送，本次未重复发送" in second.output and len(office.arrived) == 17
    printed = openpyxl.load_workbook(workspace.root / "输出" / "2022-06" / "发送记录.xlsx")["发件"]
    assert [row[7] for row in printed.iter_rows(min_row=4, values_only=True)] == ["已发出"] * 17
    for path in workspace.root.rglob("*"):
        assert path.is_dir() or PASSWORD.encode() not in path.read_bytes(), path


def test_a_unit_that_corrects_its_table_makes_a_new_letter(workspace, smtp, monkeypatch):
    """江口乡 reports another amount: a person is asked, the table is sent anew, and its subject says so."""
    office, server = smtp
    settings(workspace, server)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    arguments = ["send", "-w", str(workspace.root), "--period", "2022-06", "--really", "--to", "县政府办"]
    CliRunner().invoke(main, arguments)
    table = workspace.root / "报送" / "2022-06" / "江口乡2022年6月报表.xlsx"
    book = openpyxl.load_workbook(table)
    cell = next(cell for row in book.active.iter_rows(min_row=4) for cell in row if isinstance(cell.value, float))
    cell.value = 2.75
    book.save(table)
    monkeypatch.setattr("toolkit.cli.listing.somebody_sits_here", lambda: True)
    asked = CliRunner().invoke(main, arguments)
    assert asked.exit_code == 1 and len(office.arrived) == 1
    assert "有 1 封以前发过，内容有变动，将作为“更新”再发：县政府办" in asked.output and "没有发送。" in asked.output
    done = CliRunner().invoke(main, arguments, input="是\n")
    subjects = [email.message_from_bytes(raw, policy=policy.default)["Subject"] for _, raw in office.arrived]
    subject = "【呈阅】鹿寨县2022年6月招商引资情况汇总表"
    assert subjects == [subject, f"{subject}（更新，第2次）"], done.output
    cell.value = 2.5
    book.save(table)
    monkeypatch.setattr("toolkit.cli.listing.somebody_sits_here", lambda: False)
    nightly = CliRunner().invoke(main, arguments)
    assert "将作为“更新”再发：县政府办" in nightly.output and len(office.arrived) == 3, "a script has nobody to ask"


def test_before_anything_went_there_is_no_list_and_no_fault(workspace):
    """`send --list` on the first day: a sentence, not an error."""
    done = CliRunner().invoke(main, ["send", "-w", str(workspace.root), "--list"])
    assert (done.output.strip(), done.exit_code) == ("还没有发过邮件，也没有收过邮件。", 0)


def test_one_letter_may_go_first_as_a_trial(workspace, smtp, monkeypatch):
    """--limit 1 sends one; the next --limit 1 sends the next."""
    office, server = smtp
    settings(workspace, server)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    arguments = ["send", "-w", str(workspace.root), "--period", "2022-06", "--only", "催报", "--really", "--limit", "1"]
    for _ in range(2):
        assert CliRunner().invoke(main, arguments).exit_code == 0
    assert [address for address, _ in office.arrived] == ["linye@luzhai.example", "zhujian@luzhai.example"]


def test_to_send_again_takes_a_name(workspace):
    """--again without --to would send everything twice."""
    done = CliRunner().invoke(main, ["send", "-w", str(workspace.root), "--really", "--again"])
    assert done.exit_code == 2 and "--again 要和 --to、--really 一起用" in done.output


def test_a_preview_tells_what_was_sent_before(workspace, smtp, monkeypatch):
    """After the sending the preview shows 已发出 instead of 待发."""
    settings(workspace, smtp[1])
    monkeypatch.setenv(VARIABLE, PASSWORD)
    letters = mailing.month_letters(workspace, JUNE, AS_OF, units=("江口乡", "中渡镇"))
    mailing.send(workspace, letters[:1])
    shown = mailing.preview(workspace, JUNE, AS_OF, letters)
    assert [row.status for row in shown.rows] == [SendStatus.SENT, SendStatus.READY]


def test_every_letter_file_is_where_the_workspace_says(month):
    """Attachments lie below 输出: nothing that a unit sent is forwarded as it came."""
    assert all("输出" in path.parts and isinstance(path, Path) for one in month.values() for path in one.attachments)
