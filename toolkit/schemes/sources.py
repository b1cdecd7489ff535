"""What does a rulebook's folder hold: scheme.toml with its lists, or 规则.xlsx? Its data, from whichever it is.

Where both lie in one folder they must say the same: nobody can tell which one was signed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from toolkit.files import texts
from toolkit.files.toml_lines import toml_lines
from toolkit.model.cells import in_words
from toolkit.model.control import by_keeper
from toolkit.model.errors import ToolkitError
from toolkit.model.rule_sheets import RuleBook
from toolkit.model.scheme import ReportingUnit
from toolkit.schemes.office import UNIT_HEAD, list_units, listed_units, unit_lines
from toolkit.schemes.shelves import FILES, WORKBOOK
from toolkit.schemes.slips import Slips

if TYPE_CHECKING:  # the readers of workbooks are loaded where there is one: most rulebooks are three texts
    from toolkit.schemes.workbook.reading import ReadBook

TOML, LIST, TEXT = FILES
UNITS, DOCUMENT = "单位", "原文"


class Source(Struct, frozen=True):
    """A rulebook's data as toml would hold it, with its slips so far; ``book`` where it is a workbook."""

    folder: Path
    values: Mapping[str, Any]
    slips: Slips
    book: "ReadBook | None" = None

    @property
    def units_place(self) -> str:
        """How the list of units is called in sentences."""
        return in_words(f"{self.folder.name}/{WORKBOOK}", UNITS, "") if self.book else f"{self.folder.name}/{LIST}"

    def units(self) -> tuple[ReportingUnit, ...]:
        """Return the units, entering a slip for each line that is none."""
        if self.book is None:
            return list_units(self.folder / LIST, self.units_place, self.slips)
        return listed_units(self.book.units, self.units_place, self.slips)

    def unit_lines(self) -> list[dict[str, str]]:
        """Return the lines of the list of units as they stand."""
        if self.book is not None:
            return [line for _, line in self.book.units]
        return [line for _, line in unit_lines(self.folder / LIST, self.units_place, self.slips)]

    def document(self) -> list[str]:
        """Return the document's lines; without it no clause is checked: one slip, and not one for each clause."""
        if self.book is not None and self.book.document is not None:
            lines, shown = self.book.document, in_words(f"{self.folder.name}/{WORKBOOK}", DOCUMENT, "")
        else:
            shown = f"{self.folder.name}/{TEXT}"
            try:
                lines = texts.read(self.folder / TEXT, shown).splitlines()
            except FileNotFoundError:
                self.slips.add(0, f"找不到文件原文 {shown}，条款无从核对。", shown)
                return []
            except ToolkitError as wrong:
                self.slips.add(0, str(wrong), shown)
                return []
        if not any(line.strip() for line in lines):
            self.slips.add(0, f"文件原文 {shown} 是空的，条款无从核对。", shown)
        return lines


def open_source(folder: Path) -> Source:
    """Return what a rulebook's folder holds; cells that cannot be read are slips already.

    Raises ``ToolkitError`` where a file is missing or is not what its name says.
    """
    if (folder / WORKBOOK).is_file():
        return _workbook(folder)
    place = f"{folder.name}/{TOML}"
    values = _toml(folder / TOML, place)
    return Source(folder, values, Slips(place, toml_lines(texts.read(folder / TOML, f"规则文件 {place}"))))


def sheets(folder: Path) -> RuleBook:
    """Return a rulebook laid out as sheets; raises ``ToolkitError`` where a file or a cell cannot be read."""
    from toolkit.schemes.workbook.pages import laid_out  # not needed to count a month

    source = open_source(folder)
    book = laid_out(source.values, source.unit_lines(), source.document())
    source.slips.settle()
    return book


def _workbook(folder: Path) -> Source:
    from toolkit.files.open_file import open_own_workbook
    from toolkit.schemes.workbook.reading import read_book
    from toolkit.schemes.workbook.telling import teller

    place = f"{folder.name}/{WORKBOOK}"
    opened = open_own_workbook(folder / WORKBOOK, f"规则文件 {folder.name}/")
    book = read_book(opened, place)
    source = Source(folder, book.data, Slips(place, teller=teller(book)), book)
    source.slips.sheets = tuple(sheet.name.strip() for sheet in opened.sheets)
    source.slips.found += book.slips
    if not book.slips:
        _refuse_two(source)
    return source


def _refuse_two(source: Source) -> None:
    """Enter a slip for each text file beside the workbook that says something else: neither wins in silence."""
    folder, book = source.folder, source.book
    if book is None:
        return
    if (folder / TOML).is_file():
        written = _toml(folder / TOML, f"{folder.name}/{TOML}")
        if where := difference(written, book.data):
            _differs(source, TOML, f"不一样（{where}）")
    if (folder / LIST).is_file():
        unread = Slips(folder.name)
        lines = unit_lines(folder / LIST, LIST, unread)
        if unread.found or [_unit(line) for _, line in lines] != [_unit(line) for _, line in book.units]:
            _differs(source, LIST, f"的“{UNITS}”页不一样")
    if (folder / TEXT).is_file() and book.document is not None:
        beside = texts.read(folder / TEXT, TEXT).rstrip().splitlines()
        if [one.rstrip() for one in beside] != [one.rstrip() for one in book.document]:
            _differs(source, TEXT, f"的“{DOCUMENT}”页不一样")


def _differs(source: Source, name: str, how: str) -> None:
    place = source.folder.name
    keep = f"请把 {name} 移走；以 {name} 为准的，请把 {WORKBOOK} 移走，需要时{by_keeper('schemes export')} 重做"
    source.slips.add(0, f"{place} 里的 {name} 和 {WORKBOOK} {how}，只能留一份：以工作簿为准的，{keep}。", place)


def _unit(line: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line[key] for key in UNIT_HEAD)


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return in words where two rulebooks first differ, '' where they say the same; an empty table says nothing."""
    from toolkit.schemes.workbook.words import sheet_name

    for key in dict.fromkeys([*one, *other]):
        mine, theirs = one.get(key), other.get(key)
        if mine == theirs or (mine in ([], {}, None) and theirs in ([], {}, None)):
            continue
        name = sheet_name(key) if isinstance(mine or theirs, list | dict) else key
        if isinstance(mine, list) and isinstance(theirs, list):
            at = next(
                (n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
            )
            shown = (mine + [{}] * len(theirs))[at] or (theirs + [{}] * len(mine))[at]
            called = shown.get("id") or shown.get("name") if isinstance(shown, dict) else shown
            return f"例如“{name}”第{at + 1}条" + (f" {called}" if called else "")
        return f"例如“{name}”"
    return ""


def _toml(path: Path, place: str) -> dict[str, Any]:
    try:
        return texts.toml(path, f"规则文件 {place}")
    except FileNotFoundError:
        raise ToolkitError(f"找不到规则文件 {place}。") from None
