"""Do templates survive the program that an office edits them in? Saved by LibreOffice, as .odt, and as Word cuts them."""

import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace

from tests.notices import ROOT, samples
from tests.office import convert
from tests.pages import Page, need_fonts, rendered
from toolkit.documents.notices.kinds import KINDS, write_notice

TEMPLATES = ROOT / "templates"
SOURCES, LENGTHS = ("docx", "odt", "word"), ("短", "长")
LONG = "要切实提高政治站位，进一步压实责任、细化措施，紧盯重点产业链和龙头企业。" * 20


def contents(luzhai, kind: str, length: str):
    """Return a notice of a kind with the least or the most that it may hold."""
    notice = samples(luzhai)[kind]
    if not hasattr(notice, "head"):
        return notice
    if length == "短":
        return replace(notice, head=replace(notice.head, copies_to=(), contact_line="", basis=""))
    return replace(notice, head=replace(notice.head, remarks=(LONG,)))


def as_word_saves(template: Path, out: Path) -> Path:
    """Write a template with what Word puts around and between its words: save numbers, ids, spelling marks, cut runs."""
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                text = part.decode()
                text = re.sub(r"<w:p>", '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00B15A3C">', text)
                text = re.sub(r"<w:r>", '<w:r w:rsidRPr="00C30F11">', text)
                cut = (
                    r'\1{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00D4"><w:t xml:space="preserve">{ '
                )
                text = re.sub(r"(<w:t[^>]*>[^<{]*)\{\{ ", cut, text)
                part = text.encode()
            target.writestr(name, part)
    return out


def told(path: Path) -> list[tuple[str, str]]:
    """Return the words and the style of each paragraph, and the way each section lies."""
    document = Document(str(path))
    lines = [(paragraph.text, paragraph.style.name) for paragraph in document.paragraphs]
    return [*lines, *((str(section.orientation), "") for section in document.sections)]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_word_saved_prints_the_same(luzhai, tmp_path, kind, length):
    """rsid, proofErr and cut tags change no word, no style and no section."""
    notice = contents(luzhai, kind, length)
    ours = write_notice(notice, TEMPLATES / f"{kind}.docx", tmp_path / "a.docx")
    saved = as_word_saves(TEMPLATES / f"{kind}.docx", tmp_path / f"{kind}.docx")
    theirs = write_notice(notice, saved, tmp_path / "b.docx")
    assert told(ours) == told(theirs)
    assert b"rsid" not in zipfile.ZipFile(theirs).read("word/document.xml")


@pytest.fixture(scope="module")
def printed(luzhai, tmp_path_factory) -> dict[str, list[Page]]:
    """Each kind with its least and its most, from the shipped template, LibreOffice's and Word's, as pages."""
    need_fonts()
    folder = tmp_path_factory.mktemp("另存")
    shipped = [TEMPLATES / f"{kind}.docx" for kind in KINDS]
    docx = convert(shipped, folder / "docx", "docx:MS Word 2007 XML")
    odt = convert(convert(shipped, folder / "odt", "odt"), folder / "odt2", "docx:MS Word 2007 XML")
    (folder / "word").mkdir()
    word = [as_word_saves(path, folder / "word" / path.name) for path in shipped]
    files = []
    for name, paths in (("原", shipped), ("docx", docx), ("odt", odt), ("word", word)):
        for kind, path in zip(KINDS, paths, strict=True):
            for length in LENGTHS:
                out = folder / "文" / f"{name}{length}{kind}.docx"
                files.append(write_notice(contents(luzhai, kind, length), path, out))
    return rendered(files, folder / "pdf")


@pytest.mark.office
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_that_libreoffice_saved_prints_the_same(printed, kind, source, length):
    """Saved as .docx, as .odt and back, by Word: as many pages, lying the same way, head and imprint where they were."""
    ours, theirs = printed[f"原{length}{kind}"], printed[f"{source}{length}{kind}"]
    assert [page.width > page.height for page in ours] == [page.width > page.height for page in theirs]
    first = [(line.text, line.left, line.baseline, line.size) for line in ours[0].lines]
    saved = [(line.text, line.left, line.baseline, line.size) for line in theirs[0].lines]
    # A short letter from an .odt may have a line of its body more: its head is measured.
    measured = 4 if (source, length) == ("odt", "短") else max(len(first), len(saved))
    for one, other in zip(first[:measured], saved[:measured], strict=True):
        assert all(abs(a - b) <= 0.5 for a, b in zip(one[1:], other[1:], strict=True)), (one, other)
    # An .odt does not keep that marks are set closer: a line of the body may end a character earlier.
    head = 60 if source == "odt" else len("".join(one[0] for one in first))
    assert "".join(one[0] for one in first)[:head] == "".join(one[0] for one in saved)[:head]
    for page, copy in ((ours[0], theirs[0]), (ours[-1], theirs[-1])):
        here, there = ([(rule.left, rule.top) for rule in one.rules] for one in (page, copy))
        assert len(here) == len(there)
        assert all(
            abs(a - b) <= 0.5 for one, two in zip(here, there, strict=True) for a, b in zip(one, two, strict=True)
        )
