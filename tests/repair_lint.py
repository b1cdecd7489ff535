"""What makes Excel offer to repair a workbook? What a schema does not say: overlaps, names twice, lengths, functions.

No Excel is at hand: these are the triggers that Microsoft documents as limits, or that writers of workbooks report.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from lxml import etree
from openpyxl.utils import range_boundaries

LONGEST_NAME, LONGEST_TEXT, LONGEST_FORMULA, MOST_LINKS = 31, 32_767, 8_192, 65_530
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_LIST = 32, 255, 255
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# Functions that came after Excel 2007 need a prefix in the file, without it the cell is #NAME?; none is used here.
_NEWER = re.compile(
    r"\b(_xlfn|_xlws|XLOOKUP|XMATCH|FILTER|UNIQUE|SORT|SORTBY|SEQUENCE|LET|LAMBDA|IFS|SWITCH|MAXIFS|MINIFS|TEXTJOIN|CONCAT)\b\.?\("
)
_Block = tuple[int, int, int, int]


def triggers(path: Path) -> Iterator[str]:
    """Yield every trigger found in a workbook, with the part it stands in."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    yield from _twice("part", (name.casefold() for name in parts))
    yield from _relations(parts)
    if "xl/workbook.xml" not in parts:
        return
    book = _tree(parts["xl/workbook.xml"])
    names = [str(sheet.get("name")) for sheet in _all(book, "sheet")]
    yield from _twice("sheet", (name.casefold() for name in names))
    yield from (f"sheet name: {name}" for name in names if len(name) > LONGEST_NAME or _FORBIDDEN.search(name))
    defined = [(str(one.get("name")).casefold(), one.get("localSheetId")) for one in _all(book, "definedName")]
    yield from _twice("name", defined)
    tables = [_tree(part) for name, part in parts.items() if re.fullmatch(r"xl/tables/[^/]+\.xml", name)]
    named = [str(table.get("displayName")).casefold() for table in tables]
    yield from _twice("table or name", [*named, *{name for name, _ in defined}])
    for name, part in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            yield from (f"{name}: {said}" for said in _in_sheet(_tree(part), parts))
    for table in tables:
        yield from _in_table(table)


def _in_sheet(sheet: etree._Element, parts: dict[str, bytes]) -> Iterator[str]:
    merged = [str(one.get("ref")) for one in _all(sheet, "mergeCell")]
    yield from _overlaps("merged cells", merged)
    rules = _all(sheet, "dataValidation")
    yield from _overlaps("validations", [part for rule in rules for part in str(rule.get("sqref")).split()])
    for rule in rules:
        lengths = [("promptTitle", LONGEST_TITLE), ("errorTitle", LONGEST_TITLE), ("prompt", LONGEST_PROMPT)]
        for attribute, longest in [*lengths, ("error", LONGEST_PROMPT)]:
            if len(str(rule.get(attribute) or "")) > longest:
                yield f"{attribute} longer than {longest} at {rule.get('sqref')}"
        if rule.get("type") == "list" and any(len(one.text or "") > LONGEST_LIST + 2 for one in _all(rule, "formula1")):
            yield f"a list longer than {LONGEST_LIST} at {rule.get('sqref')}"
    if _all(sheet, "tableParts") and any(parent.tag.endswith("}worksheet") for parent in _parents(sheet, "autoFilter")):
        yield "a filter of the sheet beside a table"
    yield from _twice("cell", (one.get("r") for one in _all(sheet, "c")))
    yield from _twice("row", (one.get("r") for one in _all(sheet, "row")))
    for formula in _all(sheet, "f"):
        text = formula.text or ""
        if len(text) > LONGEST_FORMULA:
            yield f"a formula longer than {LONGEST_FORMULA}"
        if _NEWER.search(re.sub(r'"[^"]*"', '""', text)):
            yield f"a newer function: {text[:60]}"
    yield from ("a text too long" for one in _all(sheet, "t") if len(one.text or "") > LONGEST_TEXT)
    links = _all(sheet, "hyperlink")
    yield from ([f"{len(links)} links"] if len(links) > MOST_LINKS else [])
    styles = _tree(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else None
    looks = sum(len(one) for one in _all(styles, "dxfs")) if styles is not None else 0
    formats = [int(one.get("dxfId") or 0) for one in _all(sheet, "cfRule")]
    yield from ([f"conditional format {max(formats)} of {looks}"] if formats and max(formats) >= looks else [])
    cells = sum(len(one) for one in _all(styles, "cellXfs")) if styles is not None else 0
    used = [int(one.get("s") or 0) for one in _all(sheet, "c")]
    yield from ([f"cell format {max(used)} of {cells}"] if used and cells and max(used) >= cells else [])


def _in_table(table: etree._Element) -> Iterator[str]:
    columns = [str(one.get("name")) for one in _all(table, "tableColumn")]
    yield from _twice(f"column of {table.get('displayName')}", (name.casefold() for name in columns))
    left, top, right, bottom = range_boundaries(str(table.get("ref")))
    if right - left + 1 != len(columns) or bottom <= top:
        yield f"{table.get('displayName')} has {len(columns)} columns over {table.get('ref')}"


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    """Yield links to parts that are missing, ids that stand twice, and ids that are used and not declared."""
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, source = posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name).removesuffix(".rels")
        relations = list(_tree(part))
        ids = [str(one.get("Id")) for one in relations]
        yield from _twice(f"relation in {name}", ids)
        for one in relations:
            target = posixpath.normpath(posixpath.join("/", folder, str(one.get("Target")))).lstrip("/")
            if one.get("TargetMode") != "External" and "#" not in target and target not in parts:
                yield f"{name}: {target} is missing"
        owner = posixpath.join(folder, source)
        if owner in parts and owner.endswith(".xml"):
            used = re.findall(rb'\br:(?:id|embed|link)="([^"]+)"', parts[owner])
            yield from (f"{owner}: {one.decode()} is not declared" for one in used if one.decode() not in ids)


def _overlaps(what: str, places: list[str]) -> Iterator[str]:
    blocks: list[_Block] = [range_boundaries(place) for place in places]
    by_row = sorted(zip(blocks, places, strict=True), key=lambda one: one[0][1])
    if len(by_row) > 3000:  # a grid of single cells: equal places are enough to look for
        yield from _twice(what, places)
        return
    for (one, first), (two, second) in combinations(by_row, 2):
        if one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]:
            yield f"{what} overlap: {first}, {second}"


def _twice(what: str, values: object) -> Iterator[str]:
    counted = Counter(values)  # type: ignore[call-overload]
    yield from (f"{what} twice: {value}" for value, times in counted.items() if times > 1)


def _tree(part: bytes) -> etree._Element:
    return etree.fromstring(part)


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))


def _parents(root: etree._Element, name: str) -> list[etree._Element]:
    return [one.getparent() for one in _all(root, name)]
