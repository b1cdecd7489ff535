"""What may a template do that somebody sent the office? Say where fields go; nothing else, and never without end."""

import time
import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.spec.test_reminder import TEMPLATE
from toolkit.documents.paper.render import render
from toolkit.mail.templates import MailTemplate
from toolkit.model.errors import ToolkitError

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


def test_a_template_with_a_doctype_is_no_word_document(tmp_path):
    """An entity could name a file of this computer, or grow a thousand million times."""
    doctype = '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document '
    path = rewritten(TEMPLATE, tmp_path / "实体.docx", "word/document.xml", "<w:document ", doctype)
    with pytest.raises(ToolkitError, match=r"^模板“实体.docx”不是 Word 文档"):
        render(path, {}, tmp_path / "文.docx")
