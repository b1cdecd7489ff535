"""Which cells of a unit's sheet are marked, and how is the mark written into the sheet's XML?"""

from collections.abc import Iterator
from typing import Any

from lxml import etree
from msgspec import Struct, field

from toolkit.files.parts import OddPackageError, child, local, namespace
from toolkit.model.cells import column_letter, column_number
from toolkit.model.expressions import expression
from toolkit.model.findings import Severity, in_order
from toolkit.model.submission import Submission
from toolkit.workbooks.returns.style_marks import StyleMarks

_ADDRESS = expression(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# What may stand before <legacyDrawing> in a worksheet (ECMA-376 part 1, 18.3.1.99).
# fmt: off
_BEFORE_COMMENTS = frozenset(
    (
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
        "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
        "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
        "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
        "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    )
)
# fmt: on


class Mark(Struct):
    """The mark of one cell: the worst severity of its findings, and their sentences."""

    severity: Severity
    sentences: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The comment's text."""
        return "\n".join(self.sentences)


Place = tuple[int, int]


def marks_of(submission: Submission) -> dict[str, dict[Place, Mark]]:
    """Return by sheet the cells that findings stand on; column 0 is a whole row, for its first filled cell."""
    sheets: dict[str, dict[Place, Mark]] = {}
    for finding in in_order(submission.findings):
        if finding.cell.file != submission.file or not finding.cell.row:
            continue
        marks = sheets.setdefault(finding.cell.sheet, {})
        mark = marks.setdefault((finding.cell.row, finding.cell.column), Mark(finding.severity))
        if finding.severity.rank < mark.severity.rank:
            mark.severity = finding.severity
        mark.sentences.append(f"{finding.code} {finding.severity.label}：{finding.message}")
    return sheets


def joined(marks: dict[Place, Mark], settle: dict[Place, Place]) -> dict[Place, Mark]:
    """Return the marks at the cells that show them; two that meet on one cell become one."""
    settled: dict[Place, Mark] = {}
    for place, mark in marks.items():
        there = settle[place]
        if there not in settled:
            settled[there] = Mark(mark.severity, list(mark.sentences))
            continue
        settled[there].sentences.extend(mark.sentences)
        if mark.severity.rank < settled[there].severity.rank:
            settled[there].severity = mark.severity
    return settled


class SheetMarks:
    """A worksheet's XML whose cells can be marked; nothing but their style changes."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._ns = namespace(root)
        data = child(root, "sheetData")
        if data is None:
            raise OddPackageError("a worksheet without sheetData")
        self._data = data
        self._rows = self._numbered()

    def mark(self, marks: dict[Place, Mark], styles: StyleMarks) -> dict[Place, Mark]:
        """Colour the cells; returns the marks at the cells that show them (a merged block's first)."""
        settled = joined(marks, {place: self._shown_at(*place) for place in marks})
        self._clear(styles, set(settled))
        for (row, column), mark in settled.items():
            cell = self._cell(row, column)
            style = styles.unmarked(int(cell.get("s") or self._inherited(row, column)))
            cell.set("s", str(styles.marked(style, mark.severity)))
        return settled

    def add_comments_part(self, id: str, relationships: str) -> None:
        """Point at the drawing that holds the comments' boxes."""
        after = [number for number, element in enumerate(self.root) if local(element) in _BEFORE_COMMENTS]
        element = etree.Element(f"{{{self._ns}}}legacyDrawing", nsmap={"r": relationships})
        element.set(f"{{{relationships}}}id", id)
        self.root.insert(max(after) + 1, element)

    @property
    def comments_part_id(self) -> str | None:
        """The relationship id of the drawing that holds comments, if there is one."""
        element = child(self.root, "legacyDrawing")
        if element is None:
            return None
        return next((str(value) for name, value in element.attrib.items() if name.endswith("}id")), None)

    def _numbered(self) -> dict[int, Any]:
        # Some programs leave the addresses out: then a row follows the row before it, and so does a cell.
        rows: dict[int, Any] = {}
        last = 0
        for row in self._data:
            if local(row) != "row":
                continue
            last = int(row.get("r") or last + 1)
            row.set("r", str(last))
            rows[last] = row
            column = 0
            for cell in row:
                if local(cell) == "c":
                    if not cell.get("r"):
                        cell.set("r", f"{column_letter(column + 1)}{last}")
                    column = _place(cell.get("r"))[1]
        return rows

    def _shown_at(self, row: int, column: int) -> Place:
        if not column:
            filled = (cell for cell in self._rows.get(row, ()) if local(cell) == "c" and len(cell))
            column = next((_place(cell.get("r"))[1] for cell in filled), 1)
        for first_row, first_column, last_row, last_column in self._merged():
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return first_row, first_column
        return row, column

    def _merged(self) -> Iterator[tuple[int, int, int, int]]:
        for block in child(self.root, "mergeCells") if child(self.root, "mergeCells") is not None else ():
            first, _, last = str(block.get("ref", "")).partition(":") if local(block) == "mergeCell" else ("", "", "")
            if first and last:
                yield *_place(first), *_place(last)

    def _clear(self, styles: StyleMarks, kept: set[Place]) -> None:
        """Remove the colours of an earlier return copy from cells that are correct now."""
        if not styles.earlier:
            return
        for row in self._rows.values():
            for cell in row:
                if (
                    local(cell) == "c"
                    and int(cell.get("s") or 0) in styles.earlier
                    and _place(cell.get("r")) not in kept
                ):
                    cell.set("s", str(styles.unmarked(int(cell.get("s")))))

    def _cell(self, row: int, column: int) -> Any:
        holder = self._row(row)
        after = 0
        for number, cell in enumerate(holder):
            if local(cell) != "c":
                continue
            there = _place(cell.get("r"))[1]
            if there == column:
                return cell
            if there < column:
                after = number + 1
        cell = etree.Element(f"{{{self._ns}}}c", r=f"{column_letter(column)}{row}")
        holder.insert(after, cell)
        # The row's spans attribute may be wrong now; it is optional, so it is removed.
        holder.attrib.pop("spans", None)
        return cell

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            row = etree.Element(f"{{{self._ns}}}row", r=str(number))
            before = [there for there in self._rows if there < number]
            place = list(self._data).index(self._rows[max(before)]) + 1 if before else 0
            self._data.insert(place, row)
            self._rows[number] = row
        return self._rows[number]

    def _inherited(self, row: int, column: int) -> str:
        holder = self._rows.get(row)
        if holder is not None and holder.get("customFormat") in ("1", "true"):
            return str(holder.get("s") or 0)
        columns = child(self.root, "cols")
        for element in columns if columns is not None else ():
            if int(element.get("min", 0)) <= column <= int(element.get("max", 0)):
                return str(element.get("style") or 0)
        return "0"


def _place(address: str) -> Place:
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise OddPackageError(f"not an address: {address}")
    return int(match[2]), column_number(match[1])
