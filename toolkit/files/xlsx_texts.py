"""Which texts do a workbook's parts hold? Shared strings, comments and defined names; phonetic hints are dropped."""

from toolkit.files.grid import PartlyStruck, Refusal
from toolkit.files.package import DECLARATION, Package, local
from toolkit.model.expressions import expression

MAX_TEXTS = 2_000_000
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_LETTERS = rb"[^<>&\x00-\x08\x0b-\x1f]*"
_NAMED = rb"&(?:lt|gt|quot|apos|amp);"
STRING = expression(
    rb'<si><t(?: xml:space="preserve")?(?:/>|>(' + _LETTERS + rb"(?:" + _NAMED + _LETTERS + rb")*)</t>)"
    rb'(?:<phoneticPr(?: [A-Za-z]{1,20}="[A-Za-z0-9]*"){0,3} ?/>)?</si>'
)
STRINGS_HEAD = expression(DECLARATION + rb'<sst(?: [\w:.]+="[^"<>&\x00-\x1f]*")*>')
STRINGS_END = b"</sst>"
NO_PLAIN_TEXT = b"<>&" + bytes(code for code in range(32) if code not in (9, 10))
ESCAPED = expression(r"_x([0-9A-Fa-f]{4})_")


class TextCollector:
    """Collects the text of every ``element`` of a part, with the element's attributes."""

    def __init__(self, element: str) -> None:
        self.texts: list[tuple[dict[str, str], str]] = []
        self._element = element
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self._struck: list[str] = []
        self._phonetic = self._reading = self._run_struck = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""
        name = local(tag)
        if name == self._element:
            self._attributes = attributes
            self._pieces.clear()
            self._struck.clear()
        elif name == "r":
            self._run_struck = False
        elif name == "strike":
            self._run_struck = attributes.get("val", "1") not in ("0", "false")
        elif name == "rPh":
            self._phonetic = True
        self._reading = (name == "t" and not self._phonetic) or name == self._element == "definedName"

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = local(tag)
        self._reading = False
        if name == "rPh":
            self._phonetic = False
        elif name == "r":
            self._run_struck = False
        elif name == self._element:
            text = unescaped("".join(self._pieces))
            if self._struck:
                text = PartlyStruck(text, unescaped("".join(self._struck)))
            self.texts.append((self._attributes, text))
            if len(self.texts) > MAX_TEXTS:
                raise Refusal("not_a_workbook", "文字过多，不像报表")

    def text(self, data: str) -> None:
        """Take character data."""
        if self._reading:
            (self._struck if self._run_struck else self._pieces).append(data)


def shared_strings(package: Package, part: str) -> list[str]:
    """Return the shared strings of a workbook, in order; a workbook without the part has none."""
    if part not in package:
        return []
    strings = _plain_strings(package.part(part))
    return [text for _, text in texts_of(package, part, "si")] if strings is None else strings


def _plain_strings(xml: bytes) -> list[str] | None:
    """Return the strings of a part in plain form, or ``None`` where only the parser can read it."""
    head = STRINGS_HEAD.match(xml)
    if head is None or not xml.rstrip().endswith(STRINGS_END) or xml.count(STRINGS_END) > 1:
        return None
    body = xml[head.end() : xml.rindex(STRINGS_END)]
    if (texts := _plainest_strings(body)) is not None:
        return texts
    pieces = STRING.split(body)
    if b"".join(pieces[::2]).strip() or len(pieces) > 2 * MAX_TEXTS:
        return None
    try:
        # Decode all strings at once: one by one, decoding would cost as much as the expression.
        texts = b"\x00".join(piece or b"" for piece in pieces[1::2]).decode().split("\x00") if len(pieces) > 1 else []
    except UnicodeDecodeError:
        return None
    return [unescaped(_without_entities(text)) if "&" in text or "_x" in text else text for text in texts]


def _plainest_strings(body: bytes) -> list[str] | None:
    """Return strings that are nothing but text, the same tags between all of them; ``None`` where any is more."""
    first, between, last = b"<si><t>", b"</t></si><si><t>", b"</t></si>"
    if not (body.startswith(first) and body.endswith(last)):
        return None
    texts = body[len(first) : -len(last)]
    # What a tag, an entity, an escape or a sign that XML forbids would have is nowhere but in the tags taken out.
    bare = texts.replace(between, b"")
    if bare != bare.translate(None, NO_PLAIN_TEXT) or b"_x" in bare or texts.count(between) >= MAX_TEXTS:
        return None
    try:
        return texts.replace(between, b"\x00").decode().split("\x00")
    except UnicodeDecodeError:
        return None


def _without_entities(text: str) -> str:
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text


def texts_of(package: Package, part: str, element: str) -> list[tuple[dict[str, str], str]]:
    """Return (attributes, text) of every ``element`` of a part; a missing part has none."""
    if part not in package:
        return []
    collector = TextCollector(element)
    package.parse(part, collector.start, collector.end, collector.text)
    return collector.texts


def unescaped(text: str) -> str:
    r"""Return text with OOXML's ``_x0007_`` as the character it stands for.

    >>> unescaped("广东_x0007_"), unescaped("_x005F_x0007_")
    ('广东\x07', '_x0007_')
    """
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
