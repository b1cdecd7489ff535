"""Which cells does each row of a Word file's tables have, empty ones included? Text between tables is the caption."""

from dataclasses import dataclass, field

from toolkit.files.docx import DOCUMENT
from toolkit.files.package import Package, local


@dataclass(slots=True)
class WordCell:
    """One cell: its words, and whether it only continues the cell above (merged downwards)."""

    text: str = ""
    continued: bool = False


@dataclass(slots=True)
class WordTable:
    """One outermost table: what stood above it since the table before, and its rows."""

    caption: str
    rows: list[list[WordCell]] = field(default_factory=list)


class RowReader:
    """Collects the outermost tables of a document row by row; text deleted under change tracking is left out."""

    def __init__(self) -> None:
        self.tables: list[WordTable] = []
        self._above: list[str] = []
        self._pieces: list[str] = []
        self._depth = self._skipped = 0
        self._reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element's start."""
        name = local(tag)
        if name in ("del", "moveFrom", "Fallback", "pPr"):
            # pPr holds tab stops, which are named like tabs; Fallback repeats what is there already.
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

    def end(self, tag: str) -> None:
        """Take an element's end."""
        name = local(tag)
        if name in ("del", "moveFrom", "Fallback", "pPr"):
            self._skipped -= 1
        elif name == "t":
            self._reading = False
        elif name == "p":
            if self._depth:
                self._pieces.append("\n")
            else:
                self._above.append("".join(self._pieces).strip())
                self._pieces.clear()
        elif name == "tc" and self._depth == 1:
            self.tables[-1].rows[-1][-1].text = "".join(self._pieces).strip()
            self._pieces.clear()
        elif name == "tbl":
            self._depth -= 1

    def text(self, data: str) -> None:
        """Take character data."""
        if self._reading:
            self._pieces.append(data)


def read_tables(package: Package) -> list[WordTable]:
    """Return a Word file's outermost tables; raises :class:`Refusal` where the file is broken."""
    reader = RowReader()
    package.parse(DOCUMENT, reader.start, reader.end, reader.text)
    return reader.tables
