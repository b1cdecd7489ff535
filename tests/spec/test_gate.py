"""The gate: what leaves the office shows no personal number to anybody but the unit that wrote it (promise 7)."""

import email
import re
import shutil
import unicodedata
from datetime import date
from email import policy
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl.comments import Comment

from tests.drawn import drawn_sheet
from tests.spec.test_sensitive import CARD, ID, ROOT_OF_TOOLKIT, identity, texts_in, typed
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.telephones import masked_text, telephone_numbers
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.returns.return_copy import write_return_copy
from toolkit.workflow.steps import gate, mailing, month
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
MOBILE, SPACED, LANDLINE, OTHER = "19900002035", "199 0000 2036", "0772-0000137", "（010）00001138"
PHONES = (MOBILE, SPACED, LANDLINE, OTHER)
DIGITS = tuple(re.sub(r"\D", "", one) for one in PHONES)
WORDS = f"找韦某{MOBILE}或{SPACED}，{LANDLINE}，{OTHER}"

# At check


TABLE = """
   | A | B | C | D | E | F | G | H | I | J | K
1  | 鹿寨县2022年招商引资项目统计表 |
2  | 填报单位：江口乡　联系电话：0772-0000123 |
3  | HEADINGS | {heading}
4  | 1 | 林木业 {industry} | 旋切板 {name} | 桂木公司 {investor} | 0.5 | 广东 {source} | 覃某 | 19900002274 | 2022-05-31 | 已开工 {progress} | {extra}
5  | 备注：{note}
comment C4 {comment}
"""
PLACES = {
    "industry": "B4",
    "name": "C4",
    "investor": "D4",
    "source": "F4",
    "progress": "J4",
    "extra": "K4",
    "note": "A5",
    "comment": "C4",
}


def checked(tmp_path: Path, file: str = "江口乡2022年6月.xlsx", **words: str):
    """Return a drawn table as it is checked; what is not given says nothing of interest."""
    path = tmp_path / file
    shown = {place: text.replace("\n", "⏎") for place, text in words.items()}  # a drawing has one line per row
    drawn_sheet(TABLE.format(**(dict.fromkeys(PLACES, "无") | {"heading": "其他"} | shown)), path)
    if shown != words:
        book = openpyxl.load_workbook(path)
        for cell in (cell for row in book.active.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.value = cell.value.replace("⏎", "\n")
        book.save(path)
    scheme = load_shipped("luzhai-2022")
    return check(read_submission(path, scheme, JUNE), scheme)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_number_in_any_cell_is_told_at_its_cell(tmp_path, place, number):
    """In whatever cell of a project, in a note or a comment: one finding there, that does not say the number."""
    submission = checked(tmp_path, **{place: f"韦某{number}"})
    (finding,) = [one for one in submission.findings if one.kind == "telephone_in_cell"]
    assert (finding.code, finding.cell.a1) == ("F200", PLACES[place])
    assert number not in finding.message and len(submission.accepted_projects) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "19900002051万某19900002052",
        "19900002053家里",
        "19900002059个人，另有2台设备",
        "19900002060亿元工业项目",
        "199  0000  2054",
        "199 - 0000 - 2055",
        "19900\n002056",
        "1 9900002058",
        "1 990 0002 042",
        "0772.0000757",
        "(0772)  0000\n757",
        "电话2345678万某",
    ],
)
def test_a_number_is_known_whatever_parts_it_and_follows_it(tmp_path, typed):
    """Blanks, a dash among blanks, a line break, and 万, 家, 个 behind it, which begin a word as well: told and masked."""
    text = f"签约，找韦某{typed}"
    assert not re.search(r"\d{5}|\d{4}\D{0,3}\d{3}", masked_text(text))
    assert telephone_numbers(masked_text(text)) == []
    (finding,) = [one for one in checked(tmp_path, progress=text).findings if one.kind == "telephone_in_cell"]
    assert (finding.code, finding.cell.a1) == ("F200", PLACES["progress"])


@pytest.mark.parametrize("heading", ["手机", "联系方式", "备用电话", "传真"])
def test_a_telephone_number_where_one_is_asked_for_is_no_finding(tmp_path, heading):
    """联系电话, 项目负责人 with the number behind the name, the form's own 联系电话： line, a second column of telephones."""
    submission = checked(tmp_path, heading=heading, extra=MOBILE)
    assert not [one for one in submission.findings if one.kind == "telephone_in_cell"]


@pytest.mark.parametrize(
    "text",
    [
        "13800000000元",
        "投资 15000000000  元",
        "138 0000 0000元",
        "13800000000万元",
        "1.3900001234",
        "13.8 0000 0000",
        "1990 2000 201",
        "15 300000000",
        "HT13912345678",
        "电话机2000000台",
        "合同号07720000137",
        "2022-06-30",
        "91450223MA0000357N",
        "0.13800000000",
    ],
)
def test_what_only_looks_alike_is_no_telephone(tmp_path, text):
    """Amounts with their unit, contract numbers, days, credit codes: no finding, and shown in full."""
    assert masked_text(text) == text
    assert not [one for one in checked(tmp_path, extra=text).findings if one.kind == "telephone_in_cell"]


GAPS = st.sampled_from(["", "-", " ", "－", "\u3000", "\xa0", ".", "  ", " - ", "\n"])


@given(st.integers(3, 9), st.integers(0, 10**9 - 1), GAPS, GAPS, st.sampled_from(["", "+86", "86-", "0086 "]))
def test_every_mobile_is_found_however_it_is_typed(second, rest, gap, other, before):
    """The law: a mobile with any gaps, before and behind any words, keeps its first three digits only."""
    digits = f"1{second}{rest:09}"
    number = f"{before}{digits[:3]}{gap}{digits[3:7]}{other}{digits[7:]}"
    text = f"联系韦某{number}，下周到"
    assert len(telephone_numbers(text)) == 1
    assert digits[3:] not in re.sub(r"\D", "", masked_text(text)) and masked_text(masked_text(text)) == masked_text(
        text
    )


@pytest.mark.parametrize(("number", "what"), [(ID, "身份证号码"), (CARD, "银行卡号")])
def test_a_personal_number_in_a_files_name_is_told(tmp_path, number, what):
    """The name stands in lists, letters and papers: it is told, and shown without the number."""
    submission = checked(tmp_path, f"江口乡_{number}_6月.xlsx")
    (finding,) = [one for one in submission.findings if one.kind == "sensitive_name"]
    assert finding.code == "F201" and what in finding.message
    assert number not in f"{submission.file}{submission.findings}"
    assert submission.file.startswith("江口乡_") and submission.file.endswith("_6月.xlsx")


def test_a_personal_number_in_a_sheets_name_is_told(tmp_path):
    """It is shown without the number wherever the sheet is named; the unit's own copy keeps it, marked in place."""
    submission = checked(tmp_path, progress=f"找韦某{MOBILE}")
    plain = {one.cell.a1 for one in submission.findings if one.kind == "telephone_in_cell"}
    path = tmp_path / "江口乡2022年6月.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.title = f"表{ID}"
    book.create_sheet(f"表{ID[:14]}{identity(ID[:14] + '777')[14:]}")
    book.save(path)
    scheme = load_shipped("luzhai-2022")
    submission = check(read_submission(path, scheme, JUNE), scheme)
    told = [(one.code, one.cell.sheet) for one in submission.findings if one.kind == "sensitive_sheet"]
    assert told == [("F202", f"表{ID[:6]}×××"), ("F202", f"表{ID[:6]}×××（2）")]
    assert held([f"{submission}"], (ID,)) == [] and len(submission.accepted_projects) == 1
    (copy,) = write_return_copy(submission, path, tmp_path / "退回修改稿.xlsx")
    marked = openpyxl.load_workbook(copy)
    assert marked.sheetnames[0] == f"表{ID}" and {"J4"} == plain and marked.worksheets[0]["J4"].comment
    links = [cell.hyperlink.location for row in marked["退回说明"] for cell in row if cell.hyperlink]
    assert f"'表{ID}'!J4" in links


def test_a_name_that_waits_for_a_person_shows_no_number(tmp_path, monkeypatch, capfd):
    """In 待认领, outside any month, and what is no table at all: named, without the number, whatever prints it."""
    root = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    table = next((SAMPLE / "报送" / "2022-06").glob("江口乡*.xlsx")).read_bytes()
    for place in (f"待认领/江口乡{ID}，x.xlsx", f"报送/{ID}.xlsx", f"报送/2022-06/{CARD}.pdf"):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(table)
    for words in (("check", "--period", "2022-06"), ("check", "--period", "2022-06", "--format", "jsonl"), ()):
        said = typed(root, monkeypatch, capfd, *words)
        assert f"{ID[:6]}×××" in said and held([said], (ID, CARD)) == []


# What leaves


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """The sample office, with telephone, identity and card numbers in texts, comments, and one file's name."""
    root = tmp_path_factory.mktemp("闸口") / "鹿寨2022"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("*.py", "generator", "expected.json", "样表"))
    (root / "设置.toml").write_text('scheme = "luzhai-2022"\ncontact = "联系人：言某，电话：0772-0000999"\n', "utf-8")
    for path in [*(root / "报送").rglob("*.xlsx"), *(root / "系统导出").rglob("*.xlsx")]:
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows(min_row=4):
                for cell in row:
                    heading = "".join(str(sheet.cell(at, cell.column).value) for at in (1, 2, 3, 4) if at < cell.row)
                    is_text = isinstance(cell.value, str) and len(cell.value) > 1 and not cell.value.startswith("=")
                    if is_text and re.search("进展|备注|内容|情况|项目名称|项目方", heading):
                        cell.value = f"{cell.value}{WORDS}身份证{ID}卡{CARD}"
            sheet["A1"].comment = Comment(f"{WORDS}{ID}", "甲")
            sheet.title = f"{sheet.title[:9]}表{ID}"
        book.save(path)
    for unit in ("江口乡", "拉沟乡"):
        table = next((root / "报送" / "2022-06").glob(f"{unit}*.xlsx"))
        table.rename(table.with_name(f"{unit}{ID}，6月.xlsx"))
    return root


COMMANDS = [
    ("check",),
    ("check", "--format", "jsonl"),
    ("consolidate", "--as-of", "2022-07-06"),
    ("notice", "催报通知", "--as-of", "2022-07-06"),
    ("notice", "退回修改通知", "--as-of", "2022-07-06"),
    ("notice", "进度通报", "--as-of", "2022-07-06"),
    ("notice", "目标任务下达通知", "--as-of", "2022-07-06"),
    ("assess", "--as-of", "2022-07-06"),
    ("calendar", "--out", "输出/日历.ics"),
    ("send", "--as-of", "2022-07-06", "--own-extract"),
    ("send", "--as-of", "2022-07-06"),
]


def held(texts, digits) -> list[str]:
    """Return which numbers stand in texts, whatever stands between their digits."""
    bare = re.sub(r"[\s\-（）()]|<[^>]*>", "", unicodedata.normalize("NFKC", "\n".join(texts)))
    return [number for number in digits if number[:14] in bare]


def test_no_output_shows_a_number_where_it_may_not(office, monkeypatch, capfd):
    """Screen, jsonl, xlsx, docx, html, ics, csv, parquet, eml and what it carries.

    Identity and card numbers stand in none; telephone numbers in nothing that goes to anybody but the unit itself.
    """
    said = {words: typed(office, monkeypatch, capfd, *words, "--period", "2022-06") for words in COMMANDS}
    assert {words: held([text], (ID, CARD)) for words, text in said.items() if held([text], (ID, CARD))} == {}
    assert "F201" in said[("check",)] and said[("check",)].count("F200") > 3
    result = month.consolidate_workspace(open_workspace(office), JUNE, AS_OF)
    from toolkit.workbooks.ledger.ledger_parquet import write_parquet

    write_parquet(result.ledger.entries, office / "输出" / "明细.parquet")
    written = [path for path in (office / "输出").rglob("*") if path.is_file() and path.parent.name != "退回修改"]
    assert {path.suffix for path in written} >= {".xlsx", ".docx", ".eml", ".html", ".ics", ".parquet"}
    written += list(office.glob("*.csv"))
    returned = [path.name for path in (office / "输出").rglob("退回修改/*.xlsx")]
    assert f"拉沟乡{ID[:6]}×××，6月（退回修改）.xlsx" in returned and held(returned, (ID, CARD)) == []
    for path in written:
        if path.suffix == ".eml":
            _no_letter_shows(path)
            continue
        texts = [path.name, *texts_in(path.read_bytes(), path.name)]
        assert held(texts, (ID, CARD)) == [], path.name
        is_for_one = "退回修改通知（" in path.name or re.search("招商引资项目.xlsx$", path.name)
        goes_out = {"待发邮件", "附件", "通知"} & set(path.parts) or path.suffix in (".ics", ".html", ".csv")
        if goes_out and not is_for_one:
            assert held(texts, DIGITS) == [], path.name


def _no_letter_shows(path: Path) -> None:
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    for part in mail.walk():
        name = part.get_filename() or ""
        assert held([name], (ID, CARD)) == []
        if part.is_multipart() or "退回修改" in name:
            continue
        texts = texts_in(part.get_payload(decode=True), name)
        assert held(texts, (ID, CARD)) == [], (path.name, name)
        if name:  # the letter's own words quote to a unit what it wrote
            assert held(texts, DIGITS) == [], (path.name, name)


def test_the_offices_own_number_stays(office, monkeypatch, capfd):
    """联系人 of the notices is meant to be called."""
    typed(office, monkeypatch, capfd, "notice", "催报通知", "--as-of", "2022-07-06", "--period", "2022-06")
    notice = office / "输出" / "2022-06" / "通知" / "催报通知.docx"
    assert held(texts_in(notice.read_bytes(), notice.name), ["07720000999"]) == ["07720000999"]


def attached(workspace, tmp_path) -> list[str]:
    """Return the texts of the table that a workspace sends to everybody."""
    result = month.consolidate_workspace(workspace, JUNE, AS_OF)
    enclosures = mailing.enclose(result, "表", {}, None, tmp_path, open_columns=workspace.open_columns)
    return texts_in(enclosures.master.read_bytes(), "表.xlsx")


def test_a_setting_names_columns_that_may_pass(office, tmp_path):
    """open_columns = ["进展情况"]: its telephones pass, those of other columns do not, an identity number never."""
    (office / "设置.toml").write_text('scheme = "luzhai-2022"\nopen_columns = ["进展情况"]\n', "utf-8")
    try:
        opened = open_workspace(office)
        texts = attached(opened, tmp_path)
        assert held(texts, DIGITS) == list(DIGITS) and held(texts, (ID, CARD)) == []
        submissions = month.check_workspace(opened, JUNE)
        columns = {
            next((taken.field for taken in one.columns if taken.column == finding.cell.column), "")
            for one in submissions
            for finding in one.findings
            if finding.kind == "telephone_in_cell" and finding.cell.row > 4
        }
        assert "progress" not in columns and "name" in columns
    finally:
        (office / "设置.toml").write_text('scheme = "luzhai-2022"\n', "utf-8")
    assert held(attached(open_workspace(office), tmp_path), DIGITS) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('open_columns = ["联系电活"]', "写了“联系电活”，没有这一列。是不是“联系电话”？"),
        ('open_columns = "联系电话"', "应是几个列名"),
        ("open_columns = [1]", "应是几个列名"),
        ('open_column = ["联系电话"]', "是不是“open_columns”？"),
    ],
)
def test_a_column_that_is_none_is_refused(tmp_path, line, says):
    """A slip must not open another column, nor leave the one meant closed without a word."""
    (tmp_path / "设置.toml").write_text(f'scheme = "luzhai-2022"\n{line}\n', "utf-8")
    with pytest.raises(ToolkitError, match=re.escape(says)):
        open_workspace(tmp_path)


@pytest.mark.parametrize("words", [f"身份证{ID}", f"卡号{CARD}", f"找{MOBILE}"])
def test_a_file_that_still_holds_a_number_stops_all_letters(office, tmp_path, words):
    """Whatever way it came in by: the file is named, the number is not, and no letter goes."""
    workspace = open_workspace(office)
    letters = mailing.month_letters(workspace, JUNE, AS_OF, units=["江口乡"])
    result = month.consolidate_workspace(workspace, JUNE, AS_OF)
    book = openpyxl.Workbook()
    book.active["B7"] = words
    book.save(tmp_path / "另附.xlsx")
    more = [replace(one, attachments=(*one.attachments, tmp_path / "另附.xlsx")) for one in letters]
    with pytest.raises(ToolkitError, match="附件“另附.xlsx”的“Sheet”表 B7 单元格里有.*，一封也没有发") as said:
        gate.leaving_letters(more, result, "")
    assert words[-10:] not in str(said.value)
    book.active["B7"] = None
    book.active.title = words
    book.save(tmp_path / "另附.xlsx")
    if words[-11:] != MOBILE:  # the sheets are searched for what is never to be seen
        with pytest.raises(ToolkitError, match="附件“另附.xlsx”的第1张工作表的名称里有"):
            gate.leaving_letters(more, result, "")
    own = [replace(one, own=(*one.own, tmp_path / "另附.xlsx")) for one in more]
    assert gate.leaving_letters(own, result, "") == tuple(own), "its own table goes back to a unit as it is"


def test_nothing_else_lets_a_table_or_letter_out():
    """One place: only the gate knows how to mask, and letters are made in one step that ends in it."""
    sources = {path: path.read_text("utf-8") for path in ROOT_OF_TOOLKIT.rglob("*.py")}
    names = {path.relative_to(ROOT_OF_TOOLKIT).as_posix(): text for path, text in sources.items()}
    assert [name for name, text in names.items() if "mail.privacy import" in text] == ["workflow/steps/gate.py"]
    assert [name for name, text in names.items() if re.search(r"\bLetterWriter\(", text)] == [
        "workflow/steps/mailing.py"
    ]
