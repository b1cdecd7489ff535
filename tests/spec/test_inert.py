"""Whatever a unit types comes out as it was typed, and does nothing: in Excel, Word and mail (design §7)."""

import email
import re
import zipfile
from datetime import datetime
from email import policy
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter
from click.testing import CliRunner
from docx import Document
from msgspec import Struct
from msgspec.structs import replace

from tests import hostile, notices
from tests.hostile import AS_OF, JUNE, NAMES, TEXTS, active_parts, harmless, outside, seen, shown
from tests.office import convert
from toolkit.cli import main
from toolkit.documents.notices.kinds import KINDS, write_notice
from toolkit.mail.privacy import masked
from toolkit.model.control import CONTACTS_START, LOG_START, Block
from toolkit.model.letters import CollectRow, SendRow, SendStatus
from toolkit.workbooks.books.send_list import write_send_list
from toolkit.workbooks.books.unit_extract import write_unit_extract
from toolkit.workbooks.control.cells import write_blocks
from toolkit.workbooks.returns.finding_list import write_finding_list
from toolkit.workbooks.sheet.page import SAFE, Page, file_link
from toolkit.workbooks.sheet.styles import Styles
from toolkit.workflow.actions import toolbox
from toolkit.workflow.actions.whole_month import run_month
from toolkit.workflow.steps import issuing, mailing, trip_papers

TEMPLATES = Path(__file__).parents[2] / "templates"
ARRIVED = datetime(2022, 7, 1, 8, 30)
CALM = tuple(harmless(number) for number in range(len(TEXTS)))
CALM_NAMES = ("江口乡6月.xlsx", "中渡镇6月.csv", "寨沙镇6月.xls", "平山镇6月.html")
ONE_LINE = [text for text in TEXTS if "\n" not in text and "\x07" not in text]


def made(root, texts, names):
    """Walk a county through everything: (workspace, month, workbooks by name, documents, letters, preview)."""
    workspace = hostile.county(root, texts, names)
    month = run_month(workspace, JUNE, AS_OF)
    out = workspace.root / "输出" / "2022-06"
    result = month.result
    books = {"汇总表": month.master, "裁定": workspace.root / "裁定.xlsx"}
    books |= {f"退回 {unit}": paths[0] for unit, paths in sorted(month.return_copies.items())}
    books["问题清单"] = write_finding_list(result.submissions, out / "问题清单.xlsx")
    books["空白表"] = issuing.write_forms(workspace.scheme, JUNE, out / "空白表", {})[0]
    books["本单位"] = write_unit_extract(masked(result, "江口乡"), "江口乡", out / "本单位.xlsx")
    rows = [SendRow("江口乡", text, "a@b.example", text, "", "", (text,), 1, SendStatus.FAILED, text) for text in texts]
    mails = [CollectRow("a@b.example", "江口乡", text, ARRIVED, text, "报送", text) for text in texts]
    books["发送记录"] = write_send_list("发送记录", rows, out / "发送记录.xlsx", mails)
    control = workspace.root / "招商工具箱.xlsm"
    books["工具箱"] = toolbox.write_toolbox(workspace, toolbox.new_settings(workspace, AS_OF), control)
    lines = tuple((text,) * 6 for text in texts)
    assert write_blocks(control, [Block(LOG_START, 0, lines), Block(CONTACTS_START, 0, lines[:4])])
    journal = trip_papers.read_journal(workspace.root / "出行" / "出行台账.xlsx", workspace.scheme, JUNE, AS_OF)
    papers = trip_papers.write_forms(tuple(trip_papers.TEMPLATES), journal, out / "表")
    papers += trip_papers.write_monthly(journal, out / "月报")
    books["经费预算"], books["经费报销"] = trip_papers.write_money(journal, out / "经费")
    letters = mailing.month_letters(workspace, JUNE, AS_OF)
    preview = mailing.preview(workspace, JUNE, AS_OF, letters)
    books["预览"] = preview.workbook
    return SimpleNamespace(
        workspace=workspace, month=month, books=books, papers=papers, letters=letters, preview=preview
    )


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """The hostile county, walked through once."""
    return made(tmp_path_factory.mktemp("恶"), TEXTS, NAMES)


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """Its harmless twin."""
    return made(tmp_path_factory.mktemp("善"), CALM, CALM_NAMES)


def test_what_was_typed_is_what_was_read(bad):
    """Nothing is changed on the way in: the chain below starts from the very texts."""
    names = {project.name for one in bad.month.result.submissions for project in one.projects}
    assert set(TEXTS) <= names


def placeless(formulas):
    """Return formulas as they are; those of 疑似重复 without row numbers: texts that look alike make more rows."""
    return {tuple(re.sub(r"\d+", "", part) for part in one) if one[0] == "疑似重复" else one for one in formulas}


def test_no_text_becomes_a_formula(bad, calm):
    """The hostile county's workbooks have the formulas of the harmless one's, cell by cell, and no others."""
    assert bad.books.keys() == calm.books.keys()
    for name, path in bad.books.items():
        ours, theirs = (placeless(seen(one).formulas) for one in (path, calm.books[name]))
        assert ours == theirs, name
    assert len(seen(bad.books["汇总表"]).formulas) > 200


def test_no_workbook_reaches_outside_but_to_the_files_it_came_from(bad):
    """No DDE, no external book, no object; the only links are those of provenance, to files in the workspace."""
    for name, path in bad.books.items():
        read = seen(path)
        assert not read.active, (name, read.active)
        for link in read.outside:
            kind, _, target = link.partition(" ")
            there = path.parent / target
            assert kind == "hyperlink" and there.resolve().is_relative_to(bad.workspace.root.resolve()), (name, link)
            assert there.exists(), (name, link)
    assert set(NAMES) <= {link.rpartition("/")[2] for link in seen(bad.books["汇总表"]).outside}


@pytest.mark.parametrize(
    "name", ["汇总表", "裁定", "问题清单", "本单位", "发送记录", "工具箱", "经费预算", "退回 江口乡"]
)
def test_every_workbook_shows_the_text_as_it_was_typed(bad, name):
    """Verbatim: a cell of its own where it is a value, inside a sentence where it is quoted."""
    read = seen(bad.books[name])
    everything = "\n".join(read.texts)
    expected = TEXTS[8:9] if name == "经费预算" else TEXTS
    for text in expected:
        # A comment or a workbook written by way of its XML shows what XML cannot hold as a box.
        assert text in everything or text.replace("\x07", "□") in everything, text
    if name in ("汇总表", "本单位", "发送记录", "工具箱"):
        assert {text.replace("\x07", "□") for text in TEXTS} <= {text.replace("\x07", "□") for text in read.texts}


@pytest.mark.office
def test_libreoffice_opens_every_workbook_and_shows_the_same_texts(bad, tmp_path):
    """Opened, recalculated and saved by LibreOffice, the ledger still holds the texts, and no error value."""
    files = [bad.books[name] for name in ("汇总表", "裁定", "问题清单", "本单位", "发送记录", "退回 江口乡")]
    for before, after in zip(files, convert(files, tmp_path, "xlsx"), strict=True):
        ours, theirs = seen(before), seen(after)
        assert len(theirs.formulas) == len(ours.formulas)
        missing = {" ".join(text.split()) for text in ours.texts if text.strip()} - {
            " ".join(text.split()) for text in theirs.texts
        }
        assert not [text for text in missing if "\x07" not in text], (before.name, sorted(missing)[:5])
        assert not [text for text in theirs.texts if re.match(r"#(REF|NAME|VALUE|DIV/0|N/A)", text)]


def words(path: Path) -> str:
    """Return all text of a Word document, tables and all."""
    document = Document(str(path))
    paragraphs = [*document.paragraphs]
    paragraphs += [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return "\n".join(paragraph.text for paragraph in paragraphs)


def test_every_trip_paper_shows_the_register_as_it_was_typed(bad, calm):
    """Seven kinds of paper of two hostile trips: no tag is run, no mark-up is taken, nothing leads outside."""
    assert len(bad.papers) == len(calm.papers) >= 13
    said = ""
    for path in bad.papers:
        assert not list(outside(path)) and not list(active_parts(path))
        said += words(path)
    assert [text for text in TEXTS[:24] if text.replace("\x07", "□") not in said] == []


# What an office or a unit writes into a notice itself; names of units and numbers come from the scheme.
FREE = (
    "missing_units", "problems", "merits", "overview", "reason", "place", "demands", "agenda", "attendees", "heard",
    "decisions", "practices", "lines", "what", "who", "contact_line", "head", "copies_to", "remarks",
)  # fmt: skip


def spoilt(value, text):
    """Return words with the text behind each; of a noun, the words that are free."""
    if isinstance(value, str):
        return f"{value}{text}"
    if isinstance(value, tuple):
        return tuple(spoilt(one, text) for one in value)
    if isinstance(value, Struct):
        own = {name: getattr(value, name) for name in value.__struct_fields__ if name in FREE}
        return replace(value, **{name: spoilt(one, text) for name, one in own.items()})
    return value


@pytest.mark.parametrize("kind", KINDS)
def test_every_notice_shows_its_words_as_they_were_typed(kind, luzhai, tmp_path):
    """Eleven kinds of notice, hostile in all their own words."""
    text = "＝1+1{{ 7*7 }}{% for x in y %}<b>&amp;=cmd|'/c calc'!A0\x07]]>"
    path = write_notice(spoilt(notices.samples(luzhai)[kind], text), TEMPLATES / f"{kind}.docx", tmp_path / "文.docx")
    assert not list(outside(path)) and not list(active_parts(path))
    assert text.replace("\x07", "□") in words(path)


class Seeing(HTMLParser):
    """An HTML page as a reader sees it: its tags, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a tag with the names of its attributes."""
        self.tags.append((tag, *(name for name, _ in attrs)))

    def handle_data(self, data):
        """Note text."""
        self.text += data


def test_letters_and_drafts_are_text_and_nothing_else(bad, calm):
    """Same headers, same tags as the harmless letters; the errors are quoted word for word in text and html."""
    for draft, twin in zip(bad.preview.drafts, calm.preview.drafts, strict=True):
        mail, other = (email.message_from_bytes(path.read_bytes(), policy=policy.default) for path in (draft, twin))
        assert [name for name, _ in mail.items()] == [name for name, _ in other.items()]
        assert "Bcc" not in mail and mail["To"].addresses[0].addr_spec == other["To"].addresses[0].addr_spec
        assert mail["To"].addresses[0].display_name == TEXTS[14]
        pages = [Seeing(one.get_body(("html",)).get_content()) for one in (mail, other)]
        assert pages[0].tags == pages[1].tags
        for part in mail.iter_attachments():
            assert not re.search(r'[\\/:*?"<>|\r\n]|^[=+\-@]', part.get_filename())
    letter = next(one for one in bad.letters if one.to.unit == "江口乡")
    assert TEXTS[1] in letter.text and TEXTS[1] in Seeing(letter.html).text
    assert all(text in letter.text for text in ONE_LINE[:5])


def test_the_preview_page_shows_and_runs_nothing(bad, calm):
    """Each letter stands in a sandboxed frame; the page has the tags of the harmless one."""
    pages = [Seeing(one.preview.page.read_text("utf-8")) for one in (bad, calm)]
    assert pages[0].tags == pages[1].tags and "script" not in {tag[0] for tag in pages[0].tags}


def test_what_is_printed_on_a_terminal_steers_no_terminal(bad):
    """`zhaoshang check` quotes what was typed; a bell or an escape sequence is shown as a box."""
    done = CliRunner().invoke(main, ["check", "-w", str(bad.workspace.root), "--period", "2022-06"])
    assert TEXTS[1] in done.output and not re.search("[\x00-\x08\x0b-\x1f\x7f]", done.output)


@pytest.mark.parametrize(
    "name",
    ["50%.xlsx", "a#b.xlsx", "有 空格.xlsx", "'引'号\".xlsx", "mailto:x@y.xlsx", r"\\\\server\\a.xlsx", "a?b=1.xlsx", "c:x.xlsx", "%41.xlsx", "<&>.xlsx"],
)  # fmt: skip
def test_a_link_leads_to_the_file_whatever_it_is_called(tmp_path, name):
    """Percent signs, hashes, spaces, quotation marks, Chinese: relative, and to this very file."""
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / name).write_bytes(b"")
    out = tmp_path / "输出.xlsx"
    for folder, path in ((tmp_path, tmp_path / "报送" / name), (tmp_path / "报送", tmp_path / "报送" / name)):
        with xlsxwriter.Workbook(str(out), SAFE) as book:
            Page(book.add_worksheet(), Styles(book)).link(0, 0, file_link(str(path), folder, "表#1", "A1"), name)
        ((kind, target),) = (link.split(" ", 1) for link in outside(out))
        assert kind == "hyperlink" and not re.match(r"(?i)[a-z]+:|[\\/]", quoted(out))
        assert (folder / target).resolve() == path.resolve()


def quoted(path):
    """Return the only link's target as it is stored."""
    with zipfile.ZipFile(path) as package:
        return re.search('Target="([^"]*)"', package.read("xl/worksheets/_rels/sheet1.xml.rels").decode())[1]


def test_a_control_character_is_stored_as_excel_stores_it():
    """``_x0007_`` in the file is one character in the cell; what was typed as ``_x0041_`` stays seven letters."""
    assert (shown("响_x0007_铃"), shown("_x005F_x0041_甲")) == ("响\x07铃", "_x0041_甲")
