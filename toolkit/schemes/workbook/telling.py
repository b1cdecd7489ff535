"""How is a slip of a rulebook told to somebody who wrote 规则.xlsx? With sheet and cell, and in the sheet's words."""

import re
from collections.abc import Mapping

from toolkit.files.toml_lines import Path
from toolkit.schemes.slips import Slip, Teller
from toolkit.schemes.vocabulary import KINDS, TOP
from toolkit.schemes.workbook import words
from toolkit.schemes.workbook.forms import form
from toolkit.schemes.workbook.pages import inner_kinds
from toolkit.schemes.workbook.reading import ReadBook

_TOKEN = re.compile(r"(?<![\w“.=])[a-z][a-z_]+(?![\w”(.])")
_TABLE = re.compile(r"“?\[\[?([\w.]+)\]\]?”?( 里| 的编号)?")
# What the readers' sentences say of toml, and what it is on a sheet.
_SAID = {
    '例如 [["县长", "批准"]]': "例如 县长：批准",
    '例如 target = "': "例如 ",
    "units.csv 里": "“单位”页里",
    "units.csv": "“单位”页",
    "应是带引号的文字": "应是文字",
    "document.txt": "“原文”页",
}


def teller(read: ReadBook) -> Teller:
    """Return what says a slip about a key of the workbook's data; ``None`` for a cell that was told of before."""

    def tell(path: Path, key: str, what: str) -> Slip | None:
        sheet, row, cell = read.places.of((*path, key))
        # A column under a heading that is not known is missing in every row: the heading has been told of.
        if (sheet, cell) in read.told or (cell.startswith("第") and (sheet, "") in read.told):
            return None
        kind = ".".join(part for part in path if isinstance(part, str))
        place = f"{read.file} › {sheet}" + (f" › {cell}" if cell else "")
        return Slip(f"{read.file} › {sheet}", row, f"{place} {_named(kind, key)}{in_sheet_words(kind, what)}")

    return tell


def _named(kind: str, key: str) -> str:
    if not kind and key in TOP:
        return ""
    return f"“{words.inner_name(f'{kind}.{key}') if f'{kind}.{key}' in KINDS else words.heading(kind, key)}”"


def in_sheet_words(kind: str, what: str) -> str:
    """Return a sentence about a table's key with headings and drop-down words in place of toml's.

    >>> in_sheet_words("score", "没有写：source = ledger 的要写 any。")
    '没有写：分从哪里来 = 项目台账 的要写 满足其中一组条件就算。'
    """
    for old, new in _SAID.items():
        what = what.replace(old, new)
    what = _TABLE.sub(
        lambda found: f"“{words.sheet_name(found[1])}”页{found[2] or ''}" if found[1] in KINDS else found[0], what
    )
    known = _words_of(kind)
    return _TOKEN.sub(lambda found: known.get(found[0], found[0]), what)


def _words_of(kind: str) -> Mapping[str, str]:
    keys = KINDS[kind].keys if kind in KINDS else {}
    codes = {code: shown for key in keys for code, shown in form(kind, key).words.items()}
    inner = {name.rpartition(".")[2]: words.inner_name(name) for name in inner_kinds(kind)}
    return codes | {key: words.heading(kind, key) for key in keys} | inner
