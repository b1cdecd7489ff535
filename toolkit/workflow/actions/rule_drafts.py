"""How does a policy document become a rulebook, and last year's this year's? As a draft that a person settles."""

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.files import saving
from toolkit.files.paper_text import paper_lines
from toolkit.intake.values.gazetteer import COUNTY, divisions
from toolkit.model.errors import ToolkitError
from toolkit.schemes.drafting.draft import drafted
from toolkit.schemes.drafting.paper import heading
from toolkit.schemes.drafting.unwrapped import unwrapped
from toolkit.schemes.loader import slips_of
from toolkit.schemes.shelves import FILES, WORKBOOK
from toolkit.schemes.slips import Slip
from toolkit.schemes.workbook.pages import laid_out
from toolkit.workbooks.books.rulebook_workbook import write_rulebook

SCHEME, UNITS, DOCUMENT = FILES
_ID = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff.-]{0,60}")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft that was written: where, how many lines, what was found of each kind, what a person has to say."""

    folder: Path
    id: str
    lines: int
    pages: int
    joined: int
    found: Mapping[str, int]
    slips: tuple[Slip, ...]


def draft(source: Path, id: str = "", out: Path | None = None, *, workbook: bool = False) -> Drafted:
    """Write the draft of a rulebook from a policy document into a new folder, ``out`` or one named by its id.

    With ``workbook`` it is a 规则.xlsx, else three texts.

    Raises ``ToolkitError``, before anything is written, where the document cannot be read or the folder holds files.
    """
    if id and not _ID.fullmatch(id):
        raise ToolkitError(f"规则的名称“{id}”不行，只能用字母、汉字、数字和短横线，例如 xishan-2023。")
    if out is not None:
        refuse_filled(out)
    paper = unwrapped(paper_lines(source))
    made = drafted(paper, id, source.name, _code(heading(paper.lines).jurisdiction))
    folder = out or Path(made.id)
    refuse_filled(folder)
    if workbook:
        units = list(csv.DictReader(made.units.decode("utf-8-sig").splitlines()))
        book = laid_out(tomllib.loads(made.scheme), units, made.document.splitlines())
        write_rulebook(book, folder / WORKBOOK, fills_in=True)
    else:
        saving.save(made.document.encode(), folder / DOCUMENT)
        saving.save(made.units, folder / UNITS)
        saving.save(made.scheme.encode(), folder / SCHEME)
    return Drafted(folder, made.id, len(paper.lines), paper.pages, paper.joined, made.found, slips_of(folder))


def refuse_filled(folder: Path) -> None:
    """Raise ``ToolkitError`` where a folder holds anything: a draft is never written over something else."""
    if folder.is_file():
        raise ToolkitError(f"“{folder}”是一个文件，没有改动。请用 --out 写一个新的文件夹名。")
    if folder.is_dir() and any(folder.iterdir()):
        raise ToolkitError(f"文件夹“{folder}”里已经有文件，没有改动。请用 --out 写一个新的文件夹名。")


def _code(place: str) -> str:
    """Return the code of a county by its whole name, '' where none or several bear it."""
    codes = [
        one.code
        for one in divisions().get(place, ())
        if len(one.code) == COUNTY and one.name == place and not one.former
    ]
    return codes[0] if len(codes) == 1 else ""
