"""Which lines does a Word document hold? Its paragraphs in order; a table's row is one, cells apart by tabs."""

from toolkit.files.docx import DOCUMENT, ParagraphCount
from toolkit.files.package import Package, local


class TextReader:
    """Collects a document's lines; what is deleted under 修订 and the second copy of a text box are left out."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._pieces: list[str] = []
        self._cells: list[str] = []
        self._tables = self._fallbacks = 0
        self._reading = False
        self._paragraphs = ParagraphCount()

    def start(self, tag: str, _: dict[str, str]) -> None:
        """Take an element's start."""
        name = local(tag)
        self._paragraphs.take(name)
        if name == "Fallback":
            self._fallbacks += 1
        elif name == "t":
            self._reading = not self._fallbacks
        elif name in ("tab", "br", "cr") and not self._fallbacks:
            self._pieces.append("\n" if name != "tab" and not self._tables else " ")
        elif name == "tbl":
            self._tables += 1
        elif name == "tr" and self._tables == 1:
            self._cells = []
        elif name == "tc" and self._tables == 1:
            self._pieces.clear()

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = local(tag)
        if name == "Fallback":
            self._fallbacks -= 1
        elif name == "t":
            self._reading = False
        elif name == "p" and not self._fallbacks and not self._tables:
            self.lines += "".join(self._pieces).split("\n")
            self._pieces.clear()
        elif name == "tc" and self._tables == 1:
            self._cells.append(" ".join("".join(self._pieces).split()))
            self._pieces.clear()
        elif name == "tr" and self._tables == 1:
            self.lines.append("\t".join(self._cells))
        elif name == "tbl":
            self._tables -= 1

    def text(self, data: str) -> None:
        """Take character data."""
        if self._reading:
            self._pieces.append(data)


def docx_lines(package: Package) -> list[str]:
    """Return a Word file's lines; raises :class:`Refusal` where the file is damaged."""
    reader = TextReader()
    package.parse(DOCUMENT, reader.start, reader.end, reader.text)
    return reader.lines
