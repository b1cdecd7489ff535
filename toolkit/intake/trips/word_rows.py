"""Which cells does each row of a Word file's tables have, empty ones included? Text between tables is the caption."""

from collections.abc import Sequence

from msgspec import Struct, field

from toolkit.files.docx import DOCUMENT, ParagraphCount
from toolkit.files.package import Package, local
from toolkit.model.expressions import expression

COMMENTS = "word/comments.xml"


class WordCell(Struct):
    """One cell: its words, and whether it only continues the cell above (merged downwards).

    ``struck`` are words that were struck through: they are no longer among the words.  ``edited`` tells that Word
    tracked a change in it: somebody wrote here by hand.
    """

    text: str = ""
    continued: bool = False
    struck: str = ""
    edited: bool = False


class WordTable(Struct):
    """One outermost table: what stood above it since the table before, and its rows."""

    caption: str
    rows: list[list[WordCell]] = field(default_factory=list)


class WordPaper(Struct):
    """One Word file: its tables, what stands below the last of them, and the comments at its margin."""

    tables: list[WordTable]
    below: str
    comments: list[str]


# Ticks and boxes that Word keeps as signs of a symbol font, by font and sign.
_SYMBOLS = {
    ("wingdings", "fe"): "☑",
    ("wingdings", "fd"): "☒",
    ("wingdings", "fc"): "√",
    ("wingdings", "fb"): "×",
    ("wingdings", "a8"): "□",
    ("wingdings", "6f"): "□",
    ("wingdings", "71"): "□",
    ("wingdings", "72"): "□",
    ("wingdings", "6e"): "■",
    ("wingdings", "78"): "☒",
    ("wingdings 2", "52"): "☑",
    ("wingdings 2", "53"): "☒",
    ("wingdings 2", "54"): "☒",
    ("wingdings 2", "51"): "☒",
    ("wingdings 2", "50"): "√",
    ("wingdings 2", "4f"): "×",
    ("wingdings 2", "a3"): "□",
    ("wingdings 2", "30"): "□",
}
# Where words were struck through, and the sign that parted them from those that stand.
_GONE = "\0"
_PARTED = expression(r"[/／|｜、，；][ \t\u3000]*\0+(?=[\s/／|｜、，；]|$)|(?:(?<=\s)|^)\0+[ \t\u3000]*[/／|｜、，；]")
_NO = ("0", "false", "off")
_TRACKED = ("del", "ins", "moveFrom", "moveTo")


def _standing(pieces: Sequence[str]) -> str:
    """Return words without what was struck through, and without the sign that parted it from the rest.

    >>> [_standing(one) for one in (["同意/", "\\0"], ["甲、", "\\0", "、丙"], ["\\0", "／否"], ["甲，", "\\0", "丙"])]
    ['同意', '甲、丙', '否', '甲，丙']
    """
    text, before = "".join(pieces), ""
    while _GONE in text and text != before:
        text, before = _PARTED.sub(_GONE, text), text
    return text.replace(_GONE, "").strip()


def _sign(font: str, place: str) -> str:
    return _SYMBOLS.get((font, place), "")


class RowReader:
    """Collects the outermost tables of a document row by row; text deleted under change tracking is left out."""

    def __init__(self) -> None:
        self.tables: list[WordTable] = []
        self._above: list[str] = []
        self._pieces: list[str] = []
        self._depth = self._skipped = 0
        self._reading = False
        self._struck = self._row_gone = False
        self._struck_pieces: list[str] = []
        self._box = ""
        # The fonts of a run for letters of ASCII and for the other Western ones.
        self._fonts = ("", "")
        self._paragraphs = ParagraphCount()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""
        name = local(tag)
        self._paragraphs.take(name)
        self._start_run(name, {local(key): text for key, text in attributes.items()})
        if name in ("del", "moveFrom", "Fallback", "pPr", "rPrChange"):
            # pPr holds tab stops, which are named like tabs; Fallback repeats what is there already; rPrChange is past.
            self._skipped += 1
        elif name == "tbl":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(WordTable("\n".join(self._above)))
                self._above.clear()
        elif self._depth == 1 and name == "tr":
            self.tables[-1].rows.append([])
        elif self._depth == 1 and name == "tc":
            self.tables[-1].rows[-1].append(WordCell())
            self._pieces.clear()
        elif name == "vMerge" and self._depth == 1:
            value = next((text for key, text in attributes.items() if local(key) == "val"), "continue")
            self.tables[-1].rows[-1][-1].continued = value == "continue"
        elif name == "t":
            self._reading = not self._skipped
        elif name in ("br", "cr", "tab") and not self._skipped:
            self._pieces.append("\t" if name == "tab" else "\n")
        elif name == "noBreakHyphen" and not self._skipped:
            self._pieces.append("-")

    def _start_run(self, name: str, values: dict[str, str]) -> None:
        """Take what a run says about itself: struck through, a sign of a symbol font, a box; or a tracked change."""
        if name in _TRACKED and self._depth == 1 and self.tables[-1].rows and self.tables[-1].rows[-1]:
            self.tables[-1].rows[-1][-1].edited = True
        elif name == "del" and self._depth == 1:
            self._row_gone = True  # stands among the row's properties, before its first cell
        elif name == "r":
            self._struck, self._fonts = False, ("", "")
        elif name == "rFonts" and not self._skipped:
            self._fonts = values.get("ascii", "").lower(), values.get("hAnsi", "").lower()
        elif name in ("strike", "dstrike") and not self._skipped:
            self._struck = values.get("val", "true") not in _NO
        elif name == "sym" and not self._skipped:
            self._pieces.append(_sign(values.get("font", "").lower(), values.get("char", "")[-2:].lower()))
        elif name == "checkBox":
            self._box = "□"
        elif self._box and name in ("checked", "default") and self._box == "□":
            self._box = "□" if values.get("val", "true") in _NO else "☑"

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = local(tag)
        if name in ("del", "moveFrom", "Fallback", "pPr", "rPrChange"):
            self._skipped -= 1
        elif name == "t":
            self._reading = False
        elif name == "checkBox":
            self._pieces.append(self._box)
            self._box = ""
        elif name == "tr" and self._depth == 1:
            if self._row_gone:
                self.tables[-1].rows.pop()
            self._row_gone = False
        elif name == "p":
            if self._depth:
                self._pieces.append("\n")
            else:
                self._above.append(_standing(self._pieces))
                self._pieces.clear()
        elif name == "tc" and self._depth == 1:
            cell = self.tables[-1].rows[-1][-1]
            cell.text, cell.struck = _standing(self._pieces), "".join(self._struck_pieces).strip()
            self._pieces.clear()
            self._struck_pieces.clear()
        elif name == "tbl":
            self._depth -= 1

    def text(self, data: str) -> None:
        """Take character data."""
        if self._reading:
            shown = "".join(map(self._shown, data)) if any(self._fonts) else data
            (self._struck_pieces if self._struck else self._pieces).append(shown)
            if self._struck:
                self._pieces.append(_GONE)

    def _shown(self, letter: str) -> str:
        """Return the tick or box that a letter is in a symbol font, the letter itself in any other."""
        code = ord(letter)
        # Symbol fonts have their signs at the letters' places, or at the same places from F000 on.
        place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
        return _sign(self._fonts[place > 0x7F or place != code], f"{place:02x}") or letter if place <= 0xFF else letter

    @property
    def below(self) -> str:
        """What stands below the last table."""
        return "\n".join(self._above)


def read_word(package: Package) -> WordPaper:
    """Return a Word file's outermost tables and what stands beside them; raises :class:`Refusal` where it is broken."""
    reader = RowReader()
    package.parse(DOCUMENT, reader.start, reader.end, reader.text)
    return WordPaper(reader.tables, reader.below, _comments(package))


def _comments(package: Package) -> list[str]:
    comments: list[str] = []
    if COMMENTS not in package:
        return comments
    reading = False
    paragraphs = ParagraphCount()

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal reading
        paragraphs.take(local(tag))
        if local(tag) == "comment":
            comments.append("")
        reading = local(tag) == "t"

    def end(_: str) -> None:
        nonlocal reading
        reading = False

    def text(data: str) -> None:
        if reading and comments:
            comments[-1] += data

    package.parse(COMMENTS, start, end, text)
    return [" ".join(words.split()) for words in comments if words.strip()]
