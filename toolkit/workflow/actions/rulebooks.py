"""What does a person do with a rulebook? Take one over as a workbook, or as toml; print one to be signed."""

from collections.abc import Mapping
from pathlib import Path

from toolkit.files import saving
from toolkit.files.csv_text import csv_bytes
from toolkit.schemes.loader import load
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.shelves import FILES, WORKBOOK
from toolkit.schemes.sources import open_source, sheets
from toolkit.schemes.toml_text import toml_text
from toolkit.schemes.workbook.pages import to_sign
from toolkit.workbooks.books.rulebook_workbook import write_rulebook
from toolkit.workbooks.sheet.indicator_words import words


def write_workbook(folder: Path, out: Path) -> Path:
    """Write the rulebook in ``folder`` as 规则.xlsx into the folder ``out``, and return where it went.

    Raises ``ToolkitError`` where the rulebook cannot be read.
    """
    return write_rulebook(sheets(folder), out / WORKBOOK, fills_in=True)


def write_to_sign(folder: Path, out: Path) -> Path:
    """Write the rulebook in ``folder`` as a leader signs it: what it holds, each rule with its clause's words.

    Raises ``ToolkitError`` where the rulebook cannot be used: nobody signs what does not count.
    """
    scheme = load(folder)
    meanings = {one.id: words(one, scheme) for one in scheme.indicators}
    chosen = {one.id: one.value for one in scheme.readings}
    return write_rulebook(to_sign(sheets(folder), meanings, chosen), out, fills_in=False)


def write_texts(folder: Path, out: Path) -> Path:
    """Write the rulebook in ``folder`` as its three text files into ``out``, and return ``out``.

    Raises ``ToolkitError`` where the rulebook cannot be read.
    """
    source = open_source(folder)
    lines, document = source.unit_lines(), source.document()
    source.slips.settle()
    saving.save(toml_text(source.values).encode(), out / FILES[0])
    saving.save(_units(lines), out / FILES[1])
    saving.save(("\n".join(document) + "\n").encode(), out / FILES[2])
    return out


def _units(lines: list[dict[str, str]]) -> bytes:
    return csv_bytes(UNIT_HEAD, (_row(line) for line in lines))


def _row(line: Mapping[str, str]) -> list[str]:
    return [line.get(key, "") for key in UNIT_HEAD]
