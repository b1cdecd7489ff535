"""How does a policy document become a rulebook, and last year's this year's? As a draft that a person settles."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from toolkit.files import saving, texts
from toolkit.files.csv_text import csv_bytes
from toolkit.files.paper_text import paper_lines
from toolkit.intake.values.gazetteer import COUNTY, divisions
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.renewal import RenewalLine
from toolkit.schemes.drafting.draft import drafted
from toolkit.schemes.drafting.paper import heading
from toolkit.schemes.drafting.renewal import renewed
from toolkit.schemes.drafting.unwrapped import unwrapped
from toolkit.schemes.loader import load, slips_of
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.shelves import FILES, WORKBOOK
from toolkit.schemes.slips import Slip
from toolkit.schemes.sources import open_source
from toolkit.schemes.toml_text import toml_text
from toolkit.schemes.workbook.pages import laid_out
from toolkit.schemes.years import in_words
from toolkit.workbooks.books.renewal_workbook import SHEET, write_renewal
from toolkit.workbooks.books.rulebook_workbook import write_rulebook

SCHEME, UNITS, DOCUMENT = FILES
COMPARISON = f"{SHEET}.xlsx"
_ID = expression(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff.-]{0,60}")


class Drafted(Struct, frozen=True):
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
    _write(made.scheme, made.units, made.document.splitlines(), folder, as_workbook=workbook)
    return Drafted(folder, made.id, len(paper.lines), paper.pages, paper.joined, made.found, slips_of(folder))


class RenewedBook(Struct, frozen=True):
    """A renewed rulebook that was written: where, its id, a line for each clause and rule, what a person has to say."""

    folder: Path
    id: str
    lines: tuple[RenewalLine, ...]
    slips: tuple[Slip, ...]


def renew(folder: Path, year: int, source: Path | None = None, out: Path | None = None) -> RenewedBook:
    """Carry the rulebook in ``folder`` into ``year``, with that year's document where there is one, into a new folder.

    A rulebook that is a workbook becomes one again.  Raises ``ToolkitError``, before anything is written, where the
    rulebook cannot be used, is for that year already, or the new folder holds files.
    """
    scheme = load(folder)
    if year in scheme.valid and source is None:
        raise ToolkitError(f"规则 {scheme.id} 管{in_words(scheme.valid)}，{year}年不用续订。")
    if not scheme.year < year <= max(scheme.valid) + 5:
        raise ToolkitError(f"规则 {scheme.id} 管{in_words(scheme.valid)}，不能续订到{year}年。请核对年份。")
    if out is not None:
        refuse_filled(out)
    held = open_source(folder)
    text = toml_text(held.values) if held.book else texts.read(folder / SCHEME)
    new = unwrapped(paper_lines(source)).lines if source else None
    base = scheme.year if year in scheme.valid else scheme.valid[-1]
    made = renewed(text, held.document(), new, year, year - base, held.unit_lines())
    target = out or Path(made.id)
    refuse_filled(target)
    units = [[line.get(key, "") for key in UNIT_HEAD] for line in held.unit_lines()]
    _write(made.scheme, units, new or held.document(), target, as_workbook=held.book is not None)
    write_renewal(f"{scheme.title}：{year}年续订对照", made.lines, target / COMPARISON)
    return RenewedBook(target, made.id, made.lines, slips_of(target))


def _write(
    scheme: str, units: Iterable[Sequence[str]], document: Sequence[str], out: Path, *, as_workbook: bool
) -> None:
    """Write a rulebook into a folder, as its three texts or as 规则.xlsx."""
    if as_workbook:
        lines = [dict(zip(UNIT_HEAD, line, strict=True)) for line in units]
        write_rulebook(laid_out(tomllib.loads(scheme), lines, list(document)), out / WORKBOOK, fills_in=True)
        return
    saving.save(("\n".join(document).rstrip() + "\n").encode(), out / DOCUMENT)
    saving.save(csv_bytes(UNIT_HEAD, units), out / UNITS)
    saving.save(scheme.encode(), out / SCHEME)


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
