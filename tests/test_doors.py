"""Is there one door to each format? Who else opens a file of an office or a unit, and why may they?"""

import ast
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from toolkit.documents.lint.draft import read_draft
from toolkit.documents.paper import template_safety
from toolkit.files import safe_xml
from toolkit.files.grid import Refusal
from toolkit.files.open_file import open_workbook
from toolkit.files.parts import OddPackageError, Package
from toolkit.model.errors import ToolkitError
from toolkit.workbooks.control.cells import read_settings
from toolkit.workbooks.forms.trip_update import update_register

TOOLKIT = Path(__file__).parent.parent / "toolkit"
OPENS_A_FILE = {
    "load_workbook",
    "open_workbook",
    "ZipFile",
    "Document",
    "DocxTemplate",
    "read_excel",
    "CalamineWorkbook",
}
OPENS_XML = {"ParserCreate", "fromstring", "XMLParser", "iterparse", "XML", "parseString", "TreeBuilder"}
# Who opens an office file elsewhere than in files/, and why.
ALLOWED = {
    "files/package.py: ZipFile": "the door itself",
    "files/parts.py: ZipFile": "packs what was changed",
    "files/xls.py: open_workbook": "the door of .xls",
    "files/open_file.py: open_workbook": "the door itself",
    "files/hidden_part.py: ZipFile": "adds a part to a document that was made a moment before",
    "files/safe_xml.py: ParserCreate": "the parser itself",
    "files/safe_xml.py: XMLParser": "the parser itself",
    "files/safe_xml.py: fromstring": "the parser itself",
    "files/outgoing_texts.py: load_workbook": "names the cell of a workbook that we wrote a moment before",
    "intake/read.py: open_workbook": "goes through the door: files/open_file",
    "workbooks/returns/return_copy.py: open_workbook": "goes through the door: files/open_file",
    "workbooks/forms/kept_book.py: load_workbook": "to write; the package was checked by the door",
    "workbooks/sheet/kept_macros.py: load_workbook": "to write; who changes a book has had it checked by the door",
    "workbooks/control/cells.py: load_workbook": "defined names and cached values; checked by the door",
    "workbooks/control/vba.py: ZipFile": "packs a workbook that was drawn a moment before",
    "workbooks/ledger/ledger_worksheet.py: ZipFile": "packs a workbook that was drawn a moment before",
    "documents/lint/draft.py: Document": "styles and sections of a draft; checked by the door",
    "documents/lint/fix.py: Document": "to write; the draft was checked by the door a moment before",
    "documents/paper/render.py: DocxTemplate": "opens nothing: its way of joining split tags is used",
    "documents/paper/render.py: ZipFile": "packs the document",
    "workflow/actions/bundle.py: ZipFile": "wheels for a computer without network, no office files",
    "workflow/actions/bundle_runtime.py: ZipFile": "the Python that the maker of an offline installer supplies",
    "mail/archives.py: ZipFile": "an archive of a mail, within bounds of its own; the workbooks in it go through the door",
}
# Who reads text without files/texts, and why: nobody edits these, or they are not files.
TEXTS_ALLOWED = {
    "files/texts.py": "the decoder itself",
    "intake/values/gazetteer.py": "a list that ships in the wheel",
    "intake/values/trades.py": "a list that ships in the wheel",
    "schemes/drafting/renewal.py": "a rulebook's text, decoded by the loader",
    "schemes/workbook/examples.py": "a list that ships in the wheel",
    "schemes/workbook/values.py": "the text of one cell of 规则.xlsx",
    "workflow/actions/rule_drafts.py": "a draft that the tool wrote itself",
    "workflow/actions/province.py": "a record that the tool wrote itself",
    "workflow/actions/toolbox.py": "macros that ship in the wheel",
    "workflow/actions/bundle.py": "what another computer's Python says of itself",
    "workflow/steps/places.py": "what the system says of its mounts",
    "workflow/steps/parallel.py": "the system's own page about a process",
    "buttons.py": "written, not read: the log",
    "cli/__init__.py": "written, not read: the log",
}


def _called(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")), node


def _modules() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(TOOLKIT.rglob("*.py")):
        yield path.relative_to(TOOLKIT).as_posix(), ast.parse(path.read_text("utf-8"))


def test_nobody_opens_an_office_file_beside_the_doors():
    """A second reader is a weaker one; whoever opens a file all the same is listed here with the reason."""
    found = {f"{place}: {name}" for place, tree in _modules() for name, _ in _called(tree) if name in OPENS_A_FILE}
    found |= {f"{place}: {name}" for place, tree in _modules() for name, _ in _called(tree) if name in OPENS_XML}
    assert found == set(ALLOWED)


def test_nobody_reads_a_units_file_outside_a_worker():
    """A mail's attachment, a file of 报送, a return copy: each is opened within the bounds of a worker."""
    reads = [place for place, tree in _modules() for name, _ in _called(tree) if name == "read_submission"]
    assert reads == ["workflow/steps/intake_plan.py"]
    copies = [place for place, tree in _modules() for name, _ in _called(tree) if name == "write_return_copy"]
    assert copies == ["workflow/steps/tables.py"]


def test_text_that_an_office_edits_has_one_decoder():
    """Notepad, WPS and Excel save csv, toml and txt in five encodings; only files/texts knows them all."""
    found = set()
    for place, tree in _modules():
        for name, call in _called(tree):
            keywords = {keyword.arg for keyword in call.keywords}
            is_open = name in ("open", "fdopen", "NamedTemporaryFile") and "encoding" in keywords
            is_toml = name in ("load", "loads") and "tomllib" in ast.unparse(call.func)
            if name == "read_text" or is_open or is_toml:
                found.add(place)
    assert found == set(TEXTS_ALLOWED)


ENTITIES = {
    "internal": '<!DOCTYPE a [<!ENTITY b "c">]>',
    "external": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
    "elsewhere": '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
    "parameter": '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1/b"> %b;]>',
    "bare": "<!DOCTYPE a>",
}
ENCODINGS = ("utf-8", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", ENTITIES)
def test_no_parser_takes_a_doctype(kind, encoding):
    """Whatever it declares, in whatever encoding: neither the parser that walks nor the one that changes a part."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES[kind]}<a/>'.encode(encoding)
    with pytest.raises(Refusal):
        safe_xml.check(text)
    with pytest.raises(safe_xml.BrokenXmlError):
        safe_xml.tree(text)


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 40):
        book.active.append([f"第{row}行", row])
    book.save(path)


def _document(path: Path) -> None:
    Document().save(str(path))


# How a file comes in, what it holds, and what the refusal is: every one opens the untouched file.
DOORS = {
    "unit's table": (open_workbook, _workbook, "xl/worksheets/sheet1.xml", Refusal, None),
    "control workbook": (read_settings, _workbook, "xl/workbook.xml", ToolkitError, "打不开"),
    "trip register": (lambda path: update_register(path, ()), _workbook, "xl/styles.xml", ToolkitError, "打不开"),
    "draft": (read_draft, _document, "word/styles.xml", ToolkitError, "不是 .docx 文档"),
    "template": (
        lambda path: template_safety.opened(path.name, path.read_bytes()),
        _document,
        "word/document.xml",
        ToolkitError,
        "不是 Word 文档",
    ),
}


def _with_doctype(path: Path, part: str) -> None:
    package = Package(path)
    head, tail = (
        package.part(part).split(b"?>", 1) if b"<?xml" in package.part(part) else (b"<?xml", package.part(part))
    )
    head = head if b"version" in head else b'<?xml version="1.0"'
    package.put(part, head + b"?>" + ENTITIES["internal"].encode() + tail)
    path.write_bytes(package.content())


def _with_one_bit_changed(path: Path, part: str) -> None:
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(part).header_offset + 30 + len(part)
    data = bytearray(path.read_bytes())
    data[start + 40] ^= 0x10
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("spoil", [_with_doctype, _with_one_bit_changed])
@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_what_a_library_would_take(tmp_path, door, spoil):
    """A DOCTYPE, or a bit that changed on the way: no book, draft or template is safer by being the office's own."""
    opens, make, part, error, words = DOORS[door]
    path = tmp_path / ("a.docx" if make is _document else "a.xlsx")
    make(path)
    with nullcontext() if door != "control workbook" else pytest.raises(ToolkitError, match="找不到"):
        opens(path)
    make(path)
    spoil(path, part)
    with pytest.raises(error, match=words):
        opens(path)


def test_a_part_is_changed_in_a_package_that_the_door_let_in(tmp_path):
    """What is refused for reading is refused for changing, too."""
    path = tmp_path / "a.xlsx"
    _workbook(path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(OddPackageError):
        Package(path)
