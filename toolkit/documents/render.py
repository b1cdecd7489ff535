"""How does a Word template become a document: safely, the same bytes each time, all or nothing?"""

import io
import os
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from toolkit.documents.tables import fitted
from toolkit.documents.titles import broken
from toolkit.model.errors import ToolkitError

# The parts of a .docx in which docxtpl looks for tags.
_TAGGED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# A document says nothing about the clerk who last saved its template: author, dates, revision.
_CORE_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
# Word refuses a cell without a paragraph, which is what {%p if %} leaves when it holds all of them.
_EMPTY_CELL = re.compile(r"(<w:tc>|</w:tcPr>|<w:tcPr/>)\s*</w:tc>")
# XML has no way to write these; Excel cells that were pasted from elsewhere do hold them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# The styles of titles, whose lines are broken once their fields are filled in.
_TITLE = re.compile(
    r'<w:p>(?:(?!</w:p>).)*?<w:pStyle w:val="(?:DocumentTitle|AnnexTitle)"/>(?:(?!</w:p>).)*</w:p>', re.DOTALL
)
_RUN_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
# docxtpl puts w:vMerge last in the cell's properties; the schema, and so Word, wants it before w:vAlign.
_MERGE_LAST = re.compile(r'(<w:vAlign [^>]*/>)(<w:vMerge w:val="[^>]*"/>)')

_ELEMENTS = {
    "\n": Markup('</w:t><w:br/><w:t xml:space="preserve">'),
    "\t": Markup('</w:t><w:tab/><w:t xml:space="preserve">'),
}

_LARGEST = 64 * 1024 * 1024  # bytes inside the .docx, before a zip bomb fills the memory

# A template says where things go and computes nothing: no calls, no arithmetic, no set, include, import or macro.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.Getattr,
    nodes.Getitem, nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or,
    nodes.Test, nodes.Filter,
)  # fmt: skip


class _Missing(StrictUndefined):
    """A field without content: using it raises an error that carries the bare name of the field."""

    def __init__(
        self,
        hint: str | None = None,
        obj: object = None,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint or name, obj, name, exc)


def _inert(value: object) -> Markup:
    """Return a value as text that Word shows and nothing interprets; a line break is Word's line break."""
    if isinstance(value, Undefined):
        str(value)  # raises, naming the field
    if not isinstance(value, str | int):
        raise TypeError(f"{type(value).__name__} is not text")
    text = escape(_UNWRITABLE.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n")))
    for character, element in _ELEMENTS.items():
        if character in text:
            text = text.replace(character, element)
    return text


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=_Missing, autoescape=True, finalize=_inert)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in ("count", "join", "length")}
    return environment


_ENVIRONMENT = _environment()
# docxtpl is asked for what it knows of tags in Word's XML.  Its own render() would parse and compile the whole template
# again for every document, drop broken XML in silence and print {_{ 7 }_} as {{ 7 }}.
_DOCXTPL = DocxTemplate(io.BytesIO())


class _Compiled(NamedTuple):
    """A template read once: the parts with tags as Jinja templates, all the others packed and ready."""

    tagged: tuple[tuple[str, Template], ...]
    packed: bytes


def render(template: Path, context: Mapping[str, object], out: Path) -> None:
    """Write ``out`` from a Word template and its fields; raise ``ToolkitError`` and write nothing if that fails."""
    try:
        compiled = _compiled(template.name, template.read_bytes())
    except FileNotFoundError:
        raise ToolkitError(f"找不到模板「{template.name}」，请把它放回模板文件夹。") from None
    except OSError as error:
        why = error.strerror
        raise ToolkitError(f"模板「{template.name}」打不开（{why}），请关闭正在使用它的程序后再试。") from None
    filled = {name: _filled(template.name, part, context) for name, part in compiled.tagged}
    _replace(out, _packed(filled, onto=compiled.packed))


@lru_cache(maxsize=16)
def _compiled(file: str, content: bytes) -> _Compiled:
    """Return the template ready for use; an office that edits it gives it other content, and so another key."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST:
                raise ToolkitError(f"模板「{file}」太大，请去掉里面的大图片后再试。")
            parts = {name: package.read(name) for name in package.namelist()}
            texts = {name: part.decode("utf-8-sig") for name, part in parts.items() if _TAGGED_PART.fullmatch(name)}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, UnicodeDecodeError):  # RuntimeError: a password
        texts = {}
    if "word/document.xml" not in texts:
        raise ToolkitError(f"模板「{file}」不是 Word 文档，请用 Word 打开后另存为 .docx 格式。")
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _CORE_PROPERTIES
    tagged = {name: text for name, text in texts.items() if "{" in text}
    plain = {name: part for name, part in parts.items() if name not in tagged}
    return _Compiled(tuple((name, _compile(file, text)) for name, text in tagged.items()), _packed(plain))


def _compile(file: str, xml: str) -> Template:
    """Return one part as a Jinja template, once docxtpl has joined the tags that Word splits into runs."""
    # One paragraph a line: Jinja's line numbers then lead back to the words that the office sees.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", _MERGE_LAST.sub(r"\2\1", _DOCXTPL.patch_xml(xml)))
    try:
        tree = _ENVIRONMENT.parse(source)
        refused = next((node for node in tree.find_all(nodes.Node) if not _allowed(node)), None)
        if refused is None:
            return _ENVIRONMENT.from_string(tree)
    except TemplateSyntaxError as error:
        what = f"{_words(source, error.lineno)}（{error.message}）"
        raise ToolkitError(f"模板「{file}」里的标签写错了：{what}，请在 Word 里改正。") from None
    line = next((node.lineno for node in (refused, *refused.find_all(nodes.Node)) if node.lineno), 1)
    what = _words(source, line)
    raise ToolkitError(f"模板「{file}」里有不允许的标签：{what}，模板里只能填字段、用 if 和 for，请在 Word 里删掉它。")


def _allowed(node: nodes.Node) -> bool:
    private = isinstance(node, nodes.Getattr) and node.attr.startswith("_")
    return not private and (isinstance(node, _ALLOWED) or not isinstance(node, (nodes.Expr, nodes.Stmt)))


def _words(source: str, line: int) -> str:
    """Return the words of one paragraph of the template, for a message."""
    words = re.sub(r"<[^>]*>", "", source.split("\n")[line - 1]).strip()
    return words if len(words) <= 60 else words[:60] + "…"


def _filled(file: str, part: Template, context: Mapping[str, object]) -> bytes:
    """Return one part's bytes with its fields filled in."""
    try:
        xml = part.render(context)
    except UndefinedError as error:
        raise ToolkitError(f"模板「{file}」里的字段「{error}」没有对应的内容，请检查模板里的字段名。") from None
    except (TemplateError, TypeError, ValueError) as error:
        raise ToolkitError(f"模板「{file}」里有一处标签填不出来（{error}），请检查模板里的标签。") from None
    xml = _TITLE.sub(lambda title: _broken_title(title[0]), xml.replace("\n<w:p", "<w:p"))
    content = fitted(_EMPTY_CELL.sub(r"\1<w:p/></w:tc>", xml)).encode()
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        raise ToolkitError(
            f"模板「{file}」里有成对的标签放错了位置，请让 {{%p … %}} 独占一段、{{%tr … %}} 独占一行。"
        ) from None
    return content


def _broken_title(paragraph: str) -> str:
    """Return a title's paragraph with its lines broken between words; breaks that the office set are kept."""
    texts = _RUN_TEXT.findall(paragraph)
    if "<w:br/>" in paragraph or not texts:
        return paragraph
    lines = broken(unescape("".join(texts)))
    written = escape(lines).replace("\n", _ELEMENTS["\n"])
    rest = iter([f'<w:t xml:space="preserve">{written}</w:t>'])
    return _RUN_TEXT.sub(lambda _: next(rest, ""), paragraph)


def _packed(parts: Mapping[str, bytes], onto: bytes = b"") -> bytes:
    """Return a zip, or ``onto`` with more parts, in which nothing depends on the clock or the machine."""
    packed = io.BytesIO(onto)
    with zipfile.ZipFile(packed, "a") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, the zip format's beginning
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, content)
    return packed.getvalue()


def _replace(out: Path, content: bytes) -> None:
    """Put the file in its place in one step: a crash leaves the old one, never half a new one."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        why = error.strerror
        raise ToolkitError(f"「{out.name}」写不进去（{why}），如果它在 Word 里开着，请关闭后再试。") from None
