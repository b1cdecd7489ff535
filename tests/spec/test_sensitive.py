"""Identity and bank card numbers: found in any cell, told without the number, and gone from all that others get (promise 7, LZ annex 2)."""

import email
import io
import json
import re
import shutil
import sys
import unicodedata
import zipfile
from datetime import date
from email import policy
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import drawn_sheet
from toolkit import cli
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.mail.privacy import masked
from toolkit.model.cells import CellRef
from toolkit.model.findings import found
from toolkit.model.period import ReportingPeriod
from toolkit.model.sensitive import BANK, IDENTITY, sensitive_numbers, without_sensitive
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.steps import month
from toolkit.workflow.steps.workspace import open_workspace

SAMPLE = Path(__file__).parents[2] / "sample_workbooks" / "luzhai_2022"
ROOT_OF_TOOLKIT = Path(__file__).parents[2] / "toolkit"
JUNE, AS_OF = ReportingPeriod(2022, 6), date(2022, 7, 6)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(begun: str) -> str:
    """Return seventeen digits with the check sign of GB 11643."""
    return begun + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(begun, WEIGHTS, strict=True)) % 11]


def card(begun: str) -> str:
    """Return digits with Luhn's check digit."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(begun))]
    return begun + str(-sum(number - 9 if number > 9 else number for number in doubled) % 10)


ID, CARD = identity("45022319880101123"), card("622202123456789012")
OTHERS_ID, OTHERS_CARD = identity("33010619751230082"), card("621700987654321098")
OLD_ID = "450223880101123"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (ID, [IDENTITY]),
        (f"法人张三（身份证{ID}），卡号{CARD}", [IDENTITY, BANK]),
        (ID.lower() if ID.endswith("X") else identity("11010519491231002").lower(), [IDENTITY]),
        ("１１０１０５１９４９１２３１００２Ｘ", [IDENTITY]),
        (f"{ID[:6]} {ID[6:14]} {ID[14:]}", [IDENTITY]),
        (f"{ID[:3]}-{ID[3:6]}-{ID[6:10]}-{ID[10:14]}-{ID[14:]}", [IDENTITY]),
        (f"{ID[:10]}\n{ID[10:]}", [IDENTITY]),
        (f"2022-06-30 {ID}", [IDENTITY]),
        (f"SFZ{ID}", [IDENTITY]),
        (OLD_ID, [IDENTITY]),
        (f"张三{OLD_ID[:6]} {OLD_ID[6:12]} {OLD_ID[12:]}", [IDENTITY]),
        ("身份证号：450223198801011234", [IDENTITY]),
        ("身份证号码为 450223 19880101 1234", [IDENTITY]),
        ("4.50223198801011e+17", [IDENTITY]),
        ("450223198801011000", [IDENTITY]),
        (CARD, [BANK]),
        (card("622848123456789"), [BANK]),
        (card("436742123456789012"), [BANK]),
        (" ".join(CARD[at : at + 4] for at in range(0, 19, 4)), [BANK]),
        (CARD.translate(str.maketrans("0123456789", "０１２３４５６７８９")), [BANK]),
        ("银行卡6222021234567890123", [BANK]),
        ("开户行农行，卡号：4367421234567890", [BANK]),
        ("6.22202123456789e+18", [BANK]),
        (f"{ID}、{OTHERS_ID}", [IDENTITY, IDENTITY]),
    ],
)
def test_a_persons_number_is_known_however_it_is_typed(text, what):
    """GB 11643 with check sign, the old fifteen digits, bank cards by Luhn: full-width, apart, cut by Excel."""
    assert [number.what for number in sensitive_numbers(text)] == what
    assert sensitive_numbers(without_sensitive(text)) == []
    assert not re.search(r"\d{7}", without_sensitive(text).replace("2022-06-30", ""))


@pytest.mark.parametrize(
    "text",
    [
        "91450223MA00002698",  # unified credit codes, also one of digits alone
        "91450223MA0000285X",
        "统一社会信用代码：12450223498801011K",
        "912345678901234567",
        "450223000001234",  # an old registration number
        "税务登记号450223798801011",
        "19900002274、19900002381",
        "0772-6812345 13900001234 13900001235",
        "+86 139 0000 1234",
        "合同编号：450223202206300001",  # district, day, number
        "450223220630001",
        "6201022022063001",
        "HT4502232022063000012",
        f"合同号{OLD_ID}",
        f"HT{CARD}",
        "项目代码2207-450223-04-01-123456",
        "桂ICP备2022000001号，文号桂政发〔2022〕1号",
        "500000000",
        "1234567890123456.00",
        "0.450223198801011",
        "投资总额500000000000000元",
        "2022-06-30 2022-07-01 2022-08-01",
        "180×××",
        "450223********1123",
        identity("99022319880101123"),  # no such province
        identity("45022319881301123"),  # no such month
        ID[:-1] + ("0" if ID[-1] != "0" else "1"),  # a wrong check sign
        CARD[:-1] + ("0" if CARD[-1] != "0" else "1"),
        f"{ID}7",
    ],
)
def test_what_only_looks_alike_is_nobodys_number(text):
    """Credit codes, telephones, contract and project numbers, amounts: accused of nothing, and left as they are."""
    assert sensitive_numbers(text) == []
    assert without_sensitive(text) == text


DISTRICTS = st.sampled_from(["110105", "450223", "330106", "650102", "830000", "540102"])
AROUND = st.text(st.characters(whitelist_categories=("Lo", "Ps", "Pe"), max_codepoint=0x9FFF), max_size=8)


@given(DISTRICTS, st.dates(date(1920, 1, 1), date(2005, 12, 31)), st.integers(0, 999), AROUND, AROUND)
def test_every_identity_number_is_found_in_any_words(district, born, number, before, after):
    """The law: whatever stands around it, a valid number is found, and nothing of it but the district stays."""
    text = f"{before}{identity(f'{district}{born:%Y%m%d}{number:03}')}{after}"
    assert [one.what for one in sensitive_numbers(text)] == [IDENTITY]
    assert without_sensitive(text) == f"{before}{district}×××{after}"


@given(
    st.integers(13_000_000_000, 19_999_999_999), st.integers(0, 10**12), st.dates(date(2012, 1, 1), date(2029, 12, 31))
)
def test_phones_amounts_and_dated_numbers_are_never_accused(phone, amount, day):
    """The law of the other side: what a table is full of has no finding."""
    texts = (
        f"{phone}",
        f"{amount}",
        f"{amount / 100:.2f}",
        f"450223{day:%Y%m%d}0001",
        f"450223{day:%y%m%d}001",
        str(day),
    )
    assert [text for text in texts if sensitive_numbers(text)] == []


# At check


def checked(tmp_path: Path, drawing: str):
    """Return a drawn table as it is checked."""
    path = tmp_path / "江口乡2022年6月.xlsx"
    drawn_sheet(drawing, path)
    scheme = load_shipped("luzhai-2022")
    return check(read_submission(path, scheme, JUNE), scheme)


TABLE = """
   | A | B | C | D | E | F | G | H | I | J | K
1  | 鹿寨县2022年招商引资项目统计表 {title} |
2  | 填报单位：江口乡 {stated} |
3  | HEADINGS | {heading}
4  | 1 | 林木业 {industry} | 旋切板 {name} | 桂木公司 {investor} | 0.5 | 广东 {source} | 覃某 {contact} | 19900002274 | 2022-05-31 | 已开工 {progress} | {extra}
5  | 备注：{note}
comment C4 {comment}
sheet 上月 hidden
   | A
1  | {hidden}
"""
PLACES = {
    "title": "A1",
    "stated": "A2",
    "industry": "B4",
    "name": "C4",
    "investor": "D4",
    "source": "F4",
    "contact": "G4",
    "progress": "J4",
    "extra": "K4",
    "note": "A5",
    "comment": "C4",
    "hidden": "A1",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("number", "what"), [(f"身份证{ID}", IDENTITY), (f"卡{CARD}", BANK)])
def test_a_number_in_any_cell_is_found_at_its_cell(tmp_path, place, number, what):
    """In whatever cell it stands, read or not: one finding there, which does not say the number; nothing is returned."""
    words = dict.fromkeys(PLACES, "无") | {"heading": "其他", place: number}
    submission = checked(tmp_path, TABLE.format(**words))
    (finding,) = [finding for finding in submission.findings if finding.kind == "sensitive"]
    sheet = "上月" if place == "hidden" else "Sheet"
    assert (finding.code, finding.cell.sheet, finding.cell.a1) == ("V151", sheet, PLACES[place])
    assert what in finding.message and finding.severity.value == "warning"
    assert len(submission.accepted_projects) == 1
    digits = number[-18:]
    assert digits not in repr(submission), "nothing that was read holds it"


def test_a_number_that_excel_took_for_a_number_is_found_too(tmp_path):
    """Typed into a cell of numbers, an identity number loses its last digits and still tells district and birthday."""
    words = dict.fromkeys(PLACES, "无") | {"heading": "其他", "extra": f"{ID[:15]}000"}
    submission = checked(tmp_path, TABLE.format(**words))
    assert [f.cell.a1 for f in submission.findings if f.kind == "sensitive"] == ["K4"]
    assert ID[:12] not in repr(submission)


def test_a_column_of_numbers_is_told_once(tmp_path):
    """A column headed 身份证号 is told as a column (H103); its cells are not accused one by one."""
    words = dict.fromkeys(PLACES, "无") | {"heading": "身份证号", "extra": ID}
    submission = checked(tmp_path, TABLE.format(**words))
    kinds = [finding.kind for finding in submission.findings]
    assert ("sensitive_column" in kinds, "sensitive" in kinds) == (True, False)
    assert ID not in repr(submission)


def test_no_finding_quotes_a_number():
    """Findings stand in lists and papers that others see: what was typed is quoted without it, whatever the finding."""
    finding = found("stage_unclear", CellRef("a.xlsx", "Sheet1", 5, 10), typed=f"身份证{ID}卡{CARD}")
    assert "身份证450223×××卡6222×××" in finding.message


# In whatever leaves


PLANTED = (ID, CARD, OTHERS_ID, OTHERS_CARD, OLD_ID, ID[:15] + "000")
WORDS = f"法人（身份证{ID}），{OTHERS_ID}、{OLD_ID}，银行卡{CARD}，{' '.join(OTHERS_CARD[at : at + 4] for at in range(0, 19, 4))}"


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Path:
    """The sample office, with such numbers in every text that units, the system and the office itself write."""
    root = tmp_path_factory.mktemp("敏感") / "鹿寨2022"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("*.py", "generator", "expected.json", "样表"))
    (root / "设置.toml").write_text('scheme = "luzhai-2022"\n', "utf-8")
    for path in [*root.rglob("*.xlsx")]:
        book = openpyxl.load_workbook(path)
        for sheet in book:
            headings = {cell.value for row in sheet.iter_rows(max_row=6) for cell in row if isinstance(cell.value, str)}
            for row in sheet.iter_rows(min_row=5):
                for cell in row:
                    if isinstance(cell.value, str) and len(cell.value) > 1 and not cell.value.startswith("="):
                        heading = next((str(sheet.cell(at, cell.column).value) for at in (3, 2, 1, 4)), "")
                        if re.search("进展|负责人|备注|内容|情况|事项|意见", heading) and headings:
                            cell.value = f"{cell.value}{WORDS}"
        book.save(path)
    return root


def typed(root: Path, monkeypatch, capfd, *words: str) -> str:
    """Return what a command says."""
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "argv", ["zhaoshang", *words])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    shown = capfd.readouterr()
    assert ended.value.code in (None, 0, 1), (words, shown)
    return shown.out + shown.err


def texts_in(content: bytes, name: str) -> list[str]:
    """Return all texts of a file of any kind, packages within packages and mails within mails opened."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [text for part in package.namelist() for text in (part, *texts_in(package.read(part), part))]
    if name.endswith(".eml"):
        mail = email.message_from_bytes(content, policy=policy.default)
        parts = [part for part in mail.walk() if not part.is_multipart()]
        heads = [str(value) for value in mail.values()]
        return heads + [
            text for part in parts for text in texts_in(part.get_payload(decode=True), part.get_filename() or "")
        ]
    if name.endswith(".parquet"):
        import pyarrow.parquet

        return [
            json.dumps(pyarrow.parquet.read_table(io.BytesIO(content)).to_pylist(), ensure_ascii=False, default=str)
        ]
    return [content.decode("utf-8", "replace")]


def leaks(texts: list[str]) -> list[str]:
    """Return the planted numbers that stand in texts, whatever stands between their digits."""
    bare = re.sub(r"[\s\-]|<[^>]*>", "", unicodedata.normalize("NFKC", "\n".join(texts)))
    return [number for number in PLANTED if number[:14] in bare]


COMMANDS = [
    ("check",),
    ("check", "--format", "jsonl"),
    ("check", "--format", "xlsx", "--out", "输出/问题清单.xlsx"),
    ("consolidate", "--as-of", "2022-07-06"),
    ("reconcile", "--as-of", "2022-07-06"),
    ("notice", "催报通知", "--as-of", "2022-07-06"),
    ("notice", "退回修改通知", "--as-of", "2022-07-06"),
    ("notice", "进度通报", "--as-of", "2022-07-06"),
    ("notice", "目标任务下达通知", "--as-of", "2022-07-06"),
    ("notice", "年度总结报告", "--as-of", "2022-07-06"),
    ("assess", "--as-of", "2022-07-06"),
    ("calendar", "--out", "输出/日历.ics"),
    ("send", "--as-of", "2022-07-06"),
]


def test_no_output_of_any_kind_has_a_persons_number(planted, monkeypatch, capfd, tmp_path):
    """Terminal, jsonl, xlsx, docx, ics, html, csv, eml and what a mail carries, Parquet: none holds a planted number.

    A unit's own return copy does: it is the unit's own table, and goes to nobody else.
    """
    said = {words: typed(planted, monkeypatch, capfd, *words, "--period", "2022-06") for words in COMMANDS}
    assert {words: leaks([text]) for words, text in said.items() if leaks([text])} == {}
    assert said[("check",)].count("V151") > 5, "they were there to be found"
    workspace = open_workspace(planted)
    result = month.consolidate_workspace(workspace, JUNE, AS_OF)
    from toolkit.workbooks.books.unit_extract import write_unit_extract
    from toolkit.workbooks.ledger.ledger_parquet import write_parquet

    write_parquet(result.ledger.entries, planted / "输出" / "明细.parquet")
    write_unit_extract(masked(result, "江口乡"), "江口乡", planted / "输出" / "江口乡.xlsx")
    written = [path for path in (planted / "输出").rglob("*") if path.is_file()]
    written = [path for path in written if "退回修改稿" not in path.name and path.parent.name != "退回修改"]
    kinds = {path.suffix for path in written}
    assert kinds >= {".xlsx", ".docx", ".eml", ".html", ".ics", ".parquet"}
    found_in = {
        str(path.relative_to(planted)): leaks([path.name, *shown(path)]) for path in written if path.suffix != ".eml"
    }
    assert {name: numbers for name, numbers in found_in.items() if numbers} == {}
    for path in written:
        if path.suffix == ".eml":
            mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
            others = [part for part in mail.walk() if "退回修改" not in (part.get_filename() or "")]
            contents = [
                (part.get_payload(decode=True), part.get_filename() or "") for part in others if not part.is_multipart()
            ]
            assert leaks([text for content in contents for text in texts_in(*content)]) == [], path.name


def shown(path: Path) -> list[str]:
    """Return the texts of a file."""
    return texts_in(path.read_bytes(), path.name)
