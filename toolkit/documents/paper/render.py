"""How is a Word template filled in? Safely, whole or not at all, and with the same bytes each time."""

import difflib
import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from toolkit.documents.paper.finished import finished, style_names, without_comments
from toolkit.documents.paper.pinned import pin
from toolkit.documents.paper.tables import is_steady, put_in_order
from toolkit.documents.paper.template_safety import TAGGED_PART, opened
from toolkit.documents.paper.template_tree import clean, parsed, serialised, without_notes
from toolkit.files import safe_xml
from toolkit.files.saving import save
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.template_rules import FILTERS, failed_line, joined, lines, refused, unclosed, unpaired, whole

# A document does not carry the author, dates and revision of its template.
_CORE_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
# XML has no way to write these; Excel cells that were pasted from elsewhere do hold them.
_UNWRITABLE = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What must not stand in XML as it is, or becomes an element of Word.
_TO_ESCAPE = expression("[<>&'\"\x00-\x1f\ud800-\udfff\ufffe\uffff]")

_ELEMENTS = {
    "\n": Markup('</w:t><w:br/><w:t xml:space="preserve">'),
    "\t": Markup('</w:t><w:tab/><w:t xml:space="preserve">'),
}


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
    """Return a value as literal text for Word's XML; a line break becomes Word's line break."""
    if isinstance(value, Undefined):
        str(value)  # raises, naming the field
    if not isinstance(value, str | int):
        raise TypeError("这里不是一段文字")
    if isinstance(value, str) and not _TO_ESCAPE.search(value):
        return Markup(value)  # noqa: S704 - nothing in it means anything to XML
    text = escape(_UNWRITABLE.sub("□", str(value).replace("\r\n", "\n").replace("\r", "\n")))
    for character, element in _ELEMENTS.items():
        if character in text:
            text = text.replace(character, element)
    return text


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=_Missing, autoescape=True, finalize=_inert)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS} | {"join": joined, "lines": lines}
    return environment


_TAG_SIGNS = tuple(sign.encode() for sign in "{｛")
_ENVIRONMENT = _environment()
# Only docxtpl's handling of tags in Word's XML is used.  Its own render() would parse and compile the whole template
# again for every document, drop broken XML in silence and print {_{ 7 }_} as {{ 7 }}.
_DOCXTPL = DocxTemplate(io.BytesIO())


class _Packed(NamedTuple):
    """A zip, its entries, and where its list of them begins."""

    content: bytes
    entries: tuple[zipfile.ZipInfo, ...]
    end: int


_NOTHING = _Packed(b"", (), 0)


class _Part(NamedTuple):
    """A part with tags; ``steady``: filling it in leaves every table the columns that it has."""

    name: str
    source: str
    template: Template
    steady: bool


class _Compiled(NamedTuple):
    """A template read once: the parts with tags, all the others packed and ready."""

    tagged: tuple[_Part, ...]
    packed: _Packed
    names: Mapping[str, str]


def render(template: Path, context: Mapping[str, object], out: Path, *, filled_columns: bool = False) -> Path:
    """Write ``out`` from a Word template and its fields; raise ``ToolkitError`` and write nothing if that fails.

    With ``filled_columns`` a column of a table that nobody filled is left out.
    """
    try:
        compiled = _compiled(template.name, template.read_bytes())
    except FileNotFoundError:
        raise ToolkitError(f"找不到模板“{template.name}”，请把它放回模板文件夹。") from None
    except OSError as error:
        why = error.strerror
        raise ToolkitError(f"模板“{template.name}”打不开（{why}），请关闭正在使用它的程序后再试。") from None
    filled = {
        part.name: finished(
            _filled(template.name, part.source, part.template, context),
            compiled.names,
            filled_columns=filled_columns,
            steady=part.steady,
        )
        for part in compiled.tagged
    }
    return save(_packed(filled, onto=compiled.packed).content, out)


def fields_of(file: str, content: bytes, *, printed: bool = False) -> frozenset[str]:
    """Return the names of the fields that a template asks for; a line's fields as ``line.amount``.

    With ``printed``, not those that only conditions ask for: ``{% if addressees %}`` prints no addressee.
    """
    found: set[str] = set()
    for part in _compiled(file, content).tagged:
        tree = _ENVIRONMENT.parse(part.source)
        conditions = [one.test for one in tree.find_all(nodes.If)] if printed else []
        asked = {id(node) for test in conditions for node in (test, *test.find_all((nodes.Getattr, nodes.Name)))}
        used = (node for node in tree.find_all((nodes.Getattr, nodes.Name)) if id(node) not in asked)
        found |= {name for node in used if (name := _name(node))}
    return frozenset(name for name in found if not any(other.startswith(f"{name}.") for other in found))


def _name(node: nodes.Node) -> str:
    """Return the dotted name of a field; '' for what is none."""
    if isinstance(node, nodes.Name):
        return "" if node.name == "loop" else node.name
    if isinstance(node, nodes.Getattr) and (owner := _name(node.node)):
        return f"{owner}.{node.attr}"
    return ""


@lru_cache(maxsize=16)
def _compiled(file: str, content: bytes) -> _Compiled:
    """Return the template ready for use; an office that edits it gives it other content, and so another key."""
    parts = without_comments(opened(file, content))
    names = style_names(parts["word/styles.xml"]) if "word/styles.xml" in parts else {}
    if "docProps/core.xml" in parts:
        parts["docProps/core.xml"] = _CORE_PROPERTIES
    tagged: dict[str, tuple[str, bool]] = {}
    for name, part in parts.items():
        if TAGGED_PART.fullmatch(name):
            root = parsed(part)
            pinned = pin(root, names)
            if any(sign in part for sign in _TAG_SIGNS):
                clean(file, root)
                put_in_order(root)
                tagged[name] = serialised(root).decode(), is_steady(root)
            elif pinned:
                without_notes(root)
                parts[name] = serialised(root)
    plain = {name: part for name, part in parts.items() if name not in tagged}
    made = tuple(_Part(name, *_compile(file, text), steady) for name, (text, steady) in tagged.items())
    return _Compiled(made, _packed(plain), names)


def _compile(file: str, xml: str) -> tuple[str, Template]:
    """Return one part's source and Jinja template, once docxtpl has joined the tags that Word splits into runs."""
    # docxtpl looks for the end of each tag through the rest of the document: thousands without end would take hours.
    if wrong := unclosed(re.sub(r"<[^>]*>", "", xml)):
        raise ToolkitError(f"模板“{file}”里的标签写错了：{wrong}，请在 Word 里改正。")
    # One paragraph a line: Jinja's line numbers then lead back to the words that the office sees.
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", _DOCXTPL.patch_xml(xml))
    try:
        tree = _ENVIRONMENT.parse(source)
        line = refused(tree)
        if line is None:
            for loop in tree.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, "lines", [], [], None, None)
            return source, _ENVIRONMENT.from_string(tree)
    except TemplateSyntaxError as error:
        wrong, place = unpaired(source)
        before = _words_before(source[:place]) if wrong else ""
        near = f"（在“{before}”之后）" if before else ""
        what = f"{wrong}{near}" if wrong else _words(source, error.lineno)
        raise ToolkitError(f"模板“{file}”里的标签写错了：{what}，请在 Word 里改正。") from None
    except (RecursionError, ValueError):  # brackets without end, a number of five thousand digits
        line = next((number for number, text in enumerate(source.split("\n"), 1) if "{" in text), 1)
    what = _words(source, line)
    raise ToolkitError(f"模板“{file}”里有不允许的标签：{what}，模板里只能填字段、用 if 和 for，请在 Word 里删掉它。")


def _words(source: str, line: int) -> str:
    """Return the words of one paragraph of the template, for a message."""
    words = _plain(source.split("\n")[line - 1])
    return words if len(words) <= 60 else words[:60] + "…"


def _words_before(source: str) -> str:
    """Return the last words of the template that the office itself sees before a place."""
    words = (re.sub(r"\{[%{].*?[%}]\}", "", _plain(line)).strip() for line in reversed(source.split("\n")))
    return next((one[-20:] for one in words if len(one) > 1), "")


def _plain(xml: str) -> str:
    # Places of drawings are numbers in the XML's text, and no words.
    return re.sub(r"<[^>]*>", "", re.sub(r"<wp:(\w+)[^>]*>[^<]*</wp:\1>", "", xml)).strip()


def _filled(file: str, source: str, part: Template, context: Mapping[str, object]) -> etree._Element:
    """Return the root of one part with its fields filled in."""
    try:
        xml = whole(part.generate(context))
    except UndefinedError as error:
        near = difflib.get_close_matches(str(error), list(context), 1)
        like = f"（相近的有“{near[0]}”）" if near else ""
        raise ToolkitError(f"模板“{file}”里的字段“{error}”没有对应的内容，请检查模板里的字段名{like}。") from None
    except (TemplateError, TypeError, ValueError) as error:
        what = _words(source, failed_line(error))
        raise ToolkitError(f"模板“{file}”里有一处标签填不出来：{what}，请在 Word 里检查它。") from None
    try:
        return parsed(xml.replace("\n<w:p", "<w:p"))
    except safe_xml.BrokenXmlError:
        raise ToolkitError(
            f"模板“{file}”里有成对的标签放错了位置，请让 {{%p … %}} 独占一段、{{%tr … %}} 独占一行。"
        ) from None


def _packed(parts: Mapping[str, bytes], onto: _Packed = _NOTHING) -> _Packed:
    """Return a zip, or ``onto`` with more parts, in which nothing depends on the clock or the machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        # What a template's other parts are packed to is copied: to open a zip that exists reads all its entries anew.
        packed.write(onto.content[: onto.end])
        package.start_dir = packed.tell()
        package.filelist.extend(onto.entries)
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, the zip format's beginning
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, content)
        entries, end = tuple(package.filelist), package.start_dir
    return _Packed(packed.getvalue(), entries, end)
