"""How is one messy file drawn while its truth is noted down beside it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from .drawing import Formula, Look, Sheet, Value, address, position
from .pool import WAN, YI, Project

FORM = {
    "number": "序号",
    "industry": "行业",
    "name": "项目名称",
    "investor": "项目方",
    "amount": "投资总额（亿元）",
    "source": "投资来源",
    "contact": "项目负责人",
    "phone": "联系电话",
    "entry": "项目入驻时间",
    "progress": "进展情况",
}
FIELDS = {"amount": "investment_yuan"} | {
    key: key for key in ("industry", "name", "investor", "source", "contact", "phone", "entry", "progress")
}
WIDTHS = {"number": 6, "name": 30, "investor": 34, "phone": 15, "entry": 14, "progress": 16}
# After these findings a reader may keep its reading or drop it: the value is not judged.
OPEN_VALUES = {"planned_date": "entry", "implausible_amount": "investment_yuan"}
HEADER, TITLE, CAPTION = Look("header"), Look("title"), Look("caption")
EITHER = ["accepted", "returned"]


def figure(yuan: int, unit: int) -> int | float:
    """Return the number a clerk types for an amount under a header in this unit."""
    number = Decimal(yuan) / unit
    return int(number) if number == number.to_integral_value() else float(number)


@dataclass(slots=True)
class Case:
    """One file of the corpus: what is drawn on it and what a reader ought to find."""

    file: str
    unit: str | None
    note: str
    status: str | list[str] = "accepted"
    table: str | None = "statistics"
    clean: bool = False
    sheets: list[Sheet] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    planted: list[dict[str, Any]] = field(default_factory=list)
    total: dict[str, Any] | None = None
    unjudged: list[dict[str, Any]] = field(default_factory=list)
    rows_uncertain: bool = False
    web_page: bool = False
    save: Callable[[Case, Path], None] | None = None

    @property
    def sheetless(self) -> bool:
        """Tell whether this format has no sheet names (the contract then says "")."""
        return self.web_page or self.file.endswith((".csv", ".docx"))

    def sheet(self, name: str = "Sheet1") -> Sheet:
        """Return the sheet of this name, added when it is new."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        self.sheets.append(Sheet(name))
        return self.sheets[-1]

    def plant(
        self, kind: str, cell: str | None = None, sheet: str | None = None, row: int | None = None, **more: Any
    ) -> None:
        """Note a mistake that a reader should find; `more` holds or_kinds, or_cells, optional."""
        if sheet is None and cell is not None:
            sheet = self.sheets[0].name if self.sheets else ""
        if self.sheetless and sheet is not None:
            sheet = ""
        self.planted.append({"sheet": sheet, "cell": cell, "kind": kind, "row": row, **more})
        if kind in OPEN_VALUES and row is not None:
            self.unjudged.append({"sheet": sheet, "row": row, "field": OPEN_VALUES[kind]})

    def truth(self) -> dict[str, Any]:
        """Return this file's entry in truth.json."""
        entry: dict[str, Any] = {
            "file": self.file, "period": "2022-06", "status": self.status, "unit": self.unit,
            "table": self.table, "rows": self.rows, "planted": self.planted, "clean": self.clean, "note": self.note,
        }  # fmt: skip
        if self.total is not None:
            entry["total"] = self.total
        if self.unjudged:
            entry["unjudged"] = self.unjudged
        if self.rows_uncertain:
            entry["rows_uncertain"] = True
        return entry


class Table:
    """A statistics table on a sheet: every project drawn is also a row of the truth."""

    def __init__(
        self, case: Case, at: str = "A3", columns: dict[str, str] | None = None, sheet: str = "Sheet1",
        unit: int = YI, heads: bool = True, judged: bool = True,
    ) -> None:  # fmt: skip
        self.case, self.sheet = case, case.sheet(sheet)
        self.top, self.left = position(at)
        self.columns = dict(FORM if columns is None else columns)
        self.unit, self.judged = unit, judged
        self.next_row = self.top + 1
        self.project_rows: list[int] = []
        self.yuan: dict[int, int] = {}
        for key in self.columns:
            self.sheet.widths[self.column(key)] = WIDTHS.get(key, 14)
        if heads:
            self.heads(self.top)

    def heads(self, row: int) -> None:
        """Write the column headings into a row."""
        for key, heading in self.columns.items():
            if heading:
                self.sheet.put(row, self.column(key), heading, HEADER)

    def column(self, key: str) -> int:
        """Return the sheet column of a table column."""
        return self.left + list(self.columns).index(key)

    def cell(self, key: str, row: int | None = None) -> str:
        """Return the address of a column's cell in a row, of its heading when no row is named."""
        return address(self.top if row is None else row, self.column(key))

    def title(self, *lines: str, spread: bool = True) -> None:
        """Write title lines into the rows directly above the headings, merged over the table's width."""
        right = self.left + len(self.columns) - 1
        for row, line in enumerate(lines, self.top - len(lines)):
            self.sheet.put(row, self.left, line, TITLE if row == self.top - len(lines) else CAPTION)
            if spread:
                self.sheet.merge(row, self.left, row, right)

    def plain(self, **values: Value) -> int:
        """Write a row that is no project and return its row number."""
        row = self.next_row
        for key, value in values.items():
            self.sheet.put(row, self.column(key), value)
        self.next_row += 1
        return row

    def gap(self, rows: int = 1) -> None:
        """Leave rows blank."""
        self.next_row += rows

    def notes(self, *lines: str) -> None:
        """Write lines of text under the table, in its first column."""
        for line in lines:
            self.sheet.put(self.next_row, self.left, line, CAPTION)
            self.next_row += 1

    def project(
        self, project: Project, typed: dict[str, Value] | None = None, truth: dict[str, Any] | None = None,
        plant: dict[str, str] | None = None, looks: dict[str, Look] | None = None,
    ) -> int:  # fmt: skip
        """Write a project row; `typed` replaces cells, `truth` what they mean, `plant` names their mistakes."""
        row = self.next_row
        cells = self._usual_cells(project) | (typed or {})
        for key in self.columns:
            value = cells.get(key)
            if value is not None:
                self.sheet.put(row, self.column(key), value, (looks or {}).get(key))
        if self.judged:
            self._note_truth(project, row, truth or {})
        for key, kind in (plant or {}).items():
            self.case.plant(kind, self.cell(key, row), self.sheet.name, row)
        self.project_rows.append(row)
        self.yuan[row] = self.case.rows[-1]["investment_yuan"] or 0 if self.judged else project.yuan
        self.next_row += 1
        return row

    def projects(self, batch: Iterable[Project]) -> list[int]:
        """Write several ordinary project rows and return their row numbers."""
        return [self.project(project) for project in batch]

    def merge_down(self, key: str, first: int, last: int) -> None:
        """Merge a column's body cells; every row then means the first row's value."""
        column, field_name = self.column(key), FIELDS[key]
        values = {row["row"]: row for row in self.case.rows if row["sheet"] == self._sheet_name()}
        for row in range(first + 1, last + 1):
            self.sheet.cells.pop((row, column), None)
            values[row][field_name] = values[first][field_name]
        self.sheet.merge(first, column, last, column)

    def total(self, label: str = "合计", rows: list[int] | None = None, wide: bool = True, **typed: Value) -> int:
        """Write a total row: a right SUM formula unless the caller types an amount."""
        row = self.next_row
        self.sheet.put(row, self.left, label, HEADER)
        if wide:
            self.sheet.merge(row, self.left, row, self.column("amount") - 1)
        amount = typed["amount"] if "amount" in typed else self.sum_formula(rows)
        self.sheet.put(row, self.column("amount"), amount, HEADER)
        self.next_row += 1
        return row

    def sum_formula(self, rows: list[int] | None = None, cached: int | float | None = None) -> Formula:
        """Return a SUM over the amounts of these rows (all so far by default) with its cached value."""
        rows = rows or self.project_rows
        amount = figure(sum(self.yuan.get(row, 0) for row in rows), self.unit)
        span = f"{self.cell('amount', min(rows))}:{self.cell('amount', max(rows))}"
        return Formula(f"SUM({span})", amount if cached is None else cached)

    def _usual_cells(self, project: Project) -> dict[str, Value]:
        return {
            "number": len(self.project_rows) + 1,
            "industry": project.industry,
            "name": project.name,
            "investor": project.investor,
            "amount": figure(project.yuan, self.unit),
            "source": project.source,
            "contact": project.contact,
            "phone": project.phone,
            "entry": f"2022年{project.month}月",
            "progress": project.progress,
        }

    def _sheet_name(self) -> str:
        return "" if self.case.sheetless else self.sheet.name

    def _note_truth(self, project: Project, row: int, truth: dict[str, Any]) -> None:
        means = {
            "industry": project.industry, "name": project.name, "investor": project.investor,
            "investment_yuan": project.yuan, "source": project.source, "contact": project.contact,
            "phone": project.phone, "entry": project.entry, "progress": project.progress,
        }  # fmt: skip
        present = {FIELDS[key] for key in self.columns if key in FIELDS}
        entry: dict[str, Any] = {"sheet": self._sheet_name(), "row": row}
        entry |= {name: value if name in present else None for name, value in means.items()}
        entry["stage"] = project.stage if "progress" in present else None
        entry |= {FIELDS.get(key, key): value for key, value in truth.items()}
        self.case.rows.append(entry)


def standard(file: str, unit: str | None, note: str, titled: str | None = None, **options: Any) -> tuple[Case, Table]:
    """Return a case with the form's usual title, filling-in line and headings, ready for rows."""
    table_options: dict[str, Any] = {
        key: options.pop(key) for key in ("columns", "sheet", "unit_yuan") if key in options
    }
    if "unit_yuan" in table_options:
        table_options["unit"] = table_options.pop("unit_yuan")
    case = Case(file, unit, note, **options)
    table = Table(case, **table_options)
    table.title("鹿寨县2022年招商引资项目统计表", f"填报单位：{titled or unit}    填报时间：2022年6月3日")
    return case, table


def renamed(**headings: str) -> dict[str, str]:
    """Return the form's columns with some headings replaced."""
    return FORM | headings


def ten_thousands(heading: str = "投资总额（万元）") -> dict[str, Any]:
    """Return options of `standard` for a table whose amounts are in 万元."""
    return {"columns": renamed(amount=heading), "unit_yuan": WAN}
