"""How is a slip of a rulebook told to somebody who wrote 规则.xlsx? With sheet and cell, and in the sheet's words."""

from toolkit.files.toml_lines import Path
from toolkit.model.cells import in_words
from toolkit.schemes.slips import Slip, Teller
from toolkit.schemes.toml_table import CONFIRM
from toolkit.schemes.vocabulary import KINDS, TOP
from toolkit.schemes.workbook import words
from toolkit.schemes.workbook.reading import ReadBook
from toolkit.schemes.workbook.sayings import in_sheet_words


def teller(read: ReadBook) -> Teller:
    """Return what says a slip about a key of the workbook's data; ``None`` for a cell that was told of before."""

    def tell(path: Path, key: str, what: str) -> Slip | None:
        sheet, row, cell = read.places.of((*path, key))
        # A column under a heading that is not known is missing in every row: the heading has been told of.
        if (sheet, cell) in read.told or (cell.startswith("第") and (sheet, "") in read.told):
            return None
        kind = ".".join(part for part in path if isinstance(part, str))
        place = in_words(read.file, sheet, cell if not cell or cell.endswith("行") else f"{cell} 单元格")
        return Slip(in_words(read.file, sheet, ""), row, f"{place} {_named(kind, key)}{in_sheet_words(kind, what)}")

    return tell


def _named(kind: str, key: str) -> str:
    if key == CONFIRM or (not kind and key in TOP):
        return ""
    return f"“{words.inner_name(f'{kind}.{key}') if f'{kind}.{key}' in KINDS else words.heading(kind, key)}”"
