"""How is a unit's own .xlsx marked without changing anything else in it?"""

from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.files.parts import OddPackageError, Package, child, local, namespace, parsed, serialised
from toolkit.model.findings import RETURN_SHEET
from toolkit.model.sensitive import names_without_sensitive
from toolkit.model.submission import Submission
from toolkit.workbooks.returns.cell_marks import Mark, Place, SheetMarks, marks_of
from toolkit.workbooks.returns.comment_marks import with_boxes, with_comments
from toolkit.workbooks.returns.return_sheet import ReturnSheet
from toolkit.workbooks.returns.style_marks import StyleMarks
from toolkit.workbooks.returns.thread_marks import with_person, with_replies

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_WORKBOOKS = (
    f"{_SPREADSHEET}sheet.main+xml",
    f"{_SPREADSHEET}template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
)


class MarkedWorkbook:
    """A unit's workbook on its way back: cells coloured, comments and a sheet added, all other parts untouched."""

    def __init__(self, source: Path) -> None:
        self._package = Package(source)
        main = self._package.related("", "officeDocument")
        if main is None or self._package.content_type(main) not in _WORKBOOKS:
            raise OddPackageError("not a workbook")
        self._main = main
        self._book = parsed(self._package.part(main))
        self._styles_part = self._related(main, "styles")
        self._styles = StyleMarks(parsed(self._package.part(self._styles_part)))
        names = [str(sheet.get("name")) for sheet in self._sheet_list()]
        # Findings know a sheet by its name without a person's number; the unit's own workbook keeps it.
        shown = names_without_sensitive(names)
        self._names = dict(zip(shown, names, strict=True))
        self._sheets = dict(zip(shown, map(self._sheet_part, self._sheet_list()), strict=True))
        self.suffix = ".xlsm" if "macroEnabled" in self._package.content_type(main) else ".xlsx"

    def content(self, submission: Submission) -> bytes:
        """Return the marked workbook's bytes."""
        marks = marks_of(submission)
        # A returned copy that comes back corrected has our sheet and colours in it: those are set anew.
        for name, part in self._sheets.items():
            if name != RETURN_SHEET and (name in marks or self._styles.earlier):
                self._mark_sheet(part, marks.get(name, {}))
        self._add_sheet(submission)
        self._package.put(self._styles_part, serialised(self._styles.root))
        return self._package.content()

    def _mark_sheet(self, part: str, marks: dict[Place, Mark]) -> None:
        root = parsed(self._package.part(part))
        if local(root) != "worksheet":
            return  # a chart sheet has no cells
        sheet = SheetMarks(root)
        settled = sheet.mark(marks, self._styles)
        self._add_comments(part, sheet, settled)
        self._package.put(part, serialised(sheet.root))

    def _add_comments(self, part: str, sheet: SheetMarks, marks: dict[Place, Mark]) -> None:
        package, main = self._package, namespace(sheet.root)
        comments = package.related(part, "comments")
        if comments is None and not marks:
            return
        content, new, gone = with_comments(package.part(comments) if comments else None, marks, main)
        if comments is None:
            comments = package.unused("xl/comments{}.xml")
            package.declare(comments, f"{_SPREADSHEET}comments+xml")
            package.relate(part, "comments", comments, self._strict)
        package.put(comments, content)
        drawing = package.by_id(part, sheet.comments_part_id) if sheet.comments_part_id else None
        boxes = with_boxes(package.part(drawing) if drawing else None, marks, new, gone)
        if drawing is None:
            drawing = package.unused("xl/drawings/vmlDrawing{}.vml")
            package.declare_extension("vml", _VML)
            sheet.add_comments_part(package.relate(part, "vmlDrawing", drawing, self._strict), self._relationships)
        package.put(drawing, boxes)
        self._answer_threads(part, marks)

    def _answer_threads(self, part: str, marks: dict[Place, Mark]) -> None:
        """Answer the sheet's threaded comments, of which newer Excel shows nothing but the threads."""
        package = self._package
        threads, persons = package.related(part, "threadedComment"), package.related(self._main, "person")
        if threads is not None and persons is not None:
            package.put(threads, with_replies(package.part(threads), marks))
            package.put(persons, with_person(package.part(persons)))

    def _add_sheet(self, submission: Submission) -> None:
        content = ReturnSheet(self._styles, namespace(self._book), self._names).xml(submission)
        if RETURN_SHEET in self._sheets:
            self._package.put(self._sheets[RETURN_SHEET], content)
            return
        part = self._package.unused("xl/worksheets/sheet{}.xml")
        self._package.put(part, content)
        self._package.declare(part, f"{_SPREADSHEET}worksheet+xml")
        related = self._package.relate(self._main, "worksheet", part, self._strict)
        sheets = child(self._book, "sheets")
        numbers = [int(sheet.get("sheetId", 0)) for sheet in self._sheet_list()]
        # Last, so that no name, print area or formula that counts sheets has to be moved.
        added = etree.SubElement(
            sheets, f"{{{namespace(self._book)}}}sheet", name=RETURN_SHEET, sheetId=str(max(numbers) + 1)
        )
        added.set(f"{{{self._relationships}}}id", related)
        self._package.put(self._main, serialised(self._book))

    def _sheet_list(self) -> list[Any]:
        sheets = child(self._book, "sheets")
        found = [sheet for sheet in sheets if local(sheet) == "sheet"] if sheets is not None else []
        if not found:
            raise OddPackageError("a workbook without sheets")
        return found

    def _sheet_part(self, sheet: Any) -> str:
        related = next((str(value) for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        return self._package.by_id(self._main, related)

    def _related(self, source: str, kind: str) -> str:
        part = self._package.related(source, kind)
        if part is None:
            raise OddPackageError(f"no {kind}")
        return part

    @property
    def _strict(self) -> bool:
        return "purl.oclc.org" in namespace(self._book)

    @property
    def _relationships(self) -> str:
        family = "http://purl.oclc.org/ooxml" if self._strict else "http://schemas.openxmlformats.org"
        tail = "/officeDocument/relationships" if self._strict else "/officeDocument/2006/relationships"
        return family + tail
