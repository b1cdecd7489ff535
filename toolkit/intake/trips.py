"""Which trips does the register hold? Four sheets, tied together by 行程编号."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.intake.amounts import read_amount
from toolkit.intake.dates import read_date
from toolkit.intake.fields import bare
from toolkit.intake.grid import RawCell, RawSheet, Refusal
from toolkit.intake.header import Header, find_header
from toolkit.intake.open_file import open_workbook
from toolkit.model.cells import CellRef
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Finding, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.trips import Expense, Participant, Trip, Visit

SHEETS: Mapping[str, tuple[str, ...]] = {
    "行程": ("行程编号", "招商组", "申请单位", "事由", "目的地", "出发日期", "返回日期", "交通工具", "申请日期"),
    "人员": ("行程编号", "姓名", "单位", "职务", "角色", "级别"),
    "拜访": ("行程编号", "企业", "地址", "联系人", "电话", "主营业务", "洽谈内容"),
    "经费": ("行程编号", "科目", "预算", "实际"),
}


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of a register sheet: texts and cells by heading."""

    ref: CellRef
    cells: Mapping[str, RawCell]
    columns: Mapping[str, int]

    def text(self, heading: str) -> str:
        """Return a cell's text, '' where the column is absent."""
        cell = self.cells.get(heading)
        return cell.text if cell else ""

    def cell(self, heading: str) -> CellRef:
        """Return a cell's place."""
        return CellRef(self.ref.file, self.ref.sheet, self.ref.row, self.columns.get(heading, 0))


def read_register(path: Path, period: ReportingPeriod) -> tuple[tuple[Trip, ...], tuple[Finding, ...]]:
    """Return the register's trips in order, and what is wrong with its rows.

    A trip without id or dates is left out with a finding.  Raises ``ToolkitError`` where the file is no
    register at all: it is the office's own.
    """
    try:
        book = open_workbook(path)
    except (Refusal, OSError) as problem:
        raise ToolkitError(f"出行台账 {path.name} 打不开：{getattr(problem, 'why', problem)}。请检查文件。") from None
    sheets = {sheet.name: sheet for sheet in book.sheets}
    if "行程" not in sheets:
        raise ToolkitError(f"出行台账 {path.name} 里没有“行程”工作表。请用工具箱生成的台账。")
    findings: list[Finding] = []
    rows = {name: _rows(path.name, sheets[name], headings) for name, headings in SHEETS.items() if name in sheets}
    trips = [trip for row in rows["行程"] if (trip := _trip(row, rows, period, findings))]
    return tuple(trips), tuple(findings)


def _rows(file: str, sheet: RawSheet, headings: tuple[str, ...]) -> list[RegisterRow]:
    header: Header | None = find_header(sheet, {bare(heading): heading for heading in headings}, {"行程编号"})
    if header is None:
        raise ToolkitError(f"{file} 的“{sheet.name}”表头不对。应有：{'、'.join(headings)}。")
    return [
        RegisterRow(
            CellRef(file, sheet.name, row),
            {heading: sheet.cell(row, column) for heading, column in header.columns.items()},
            header.columns,
        )
        for row in sheet.rows
        if row > header.last_row
    ]


def _trip(
    row: RegisterRow, rows: Mapping[str, list[RegisterRow]], period: ReportingPeriod, findings: list[Finding]
) -> Trip | None:
    start, end = _day(row, "出发日期", period, findings), _day(row, "返回日期", period, findings)
    if not row.text("行程编号"):
        findings.append(found("missing_required", row.cell("行程编号"), column="行程编号"))
    if not (row.text("行程编号") and start and end):
        return None
    if end < start:
        details = {"later": "返回日期", "later_value": end, "earlier": "出发日期", "earlier_value": start}
        findings.append(found("dates_reversed", row.cell("返回日期"), **details))
        return None
    own = {
        name: [r for r in sheet if r.text("行程编号") == row.text("行程编号")]
        for name, sheet in rows.items()
        if name != "行程"
    }
    return Trip(
        ref=row.ref,
        id=row.text("行程编号"),
        group=row.text("招商组"),
        unit=row.text("申请单位"),
        purpose=row.text("事由"),
        destination=row.text("目的地"),
        start=start,
        end=end,
        transport=row.text("交通工具"),
        applied_on=_day(row, "申请日期", period, findings),
        participants=tuple(
            Participant(*(r.text(h) for h in ("姓名", "单位", "职务", "角色", "级别"))) for r in own.get("人员", [])
        ),
        visits=tuple(
            Visit(*(r.text(h) for h in ("企业", "地址", "联系人", "电话", "主营业务", "洽谈内容")))
            for r in own.get("拜访", [])
        ),
        expenses=tuple(_expense(r, findings) for r in own.get("经费", [])),
    )


def _day(row: RegisterRow, heading: str, period: ReportingPeriod, findings: list[Finding]) -> date | None:
    cell = row.cells.get(heading)
    if cell is None or not cell.text:
        if heading != "申请日期":
            findings.append(found("missing_required", row.cell(heading), column=heading))
        return None
    # A plan lies ahead of the period; only what is no date at all is asked about.
    read = read_date(cell, heading, period.shifted(12))
    if read.value is None or read.value.day is None:
        findings.append(found("date_invalid", row.cell(heading), column=heading, typed=cell.text))
        return None
    return read.value.earliest


def _expense(row: RegisterRow, findings: list[Finding]) -> Expense:
    amounts: list[int | None] = []
    for heading in ("预算", "实际"):
        cell = row.cells.get(heading)
        if cell is None or not cell.text:
            amounts.append(None)
            continue
        read = read_amount(cell, "元", heading)
        findings += [
            found(kind, row.cell(heading), **details)
            for kind, details in read.remarks
            if kind != "implausible_amount"  # a taxi fare is below any project's size
        ]
        amounts.append(read.value)
    return Expense(row.text("科目"), amounts[0] or 0, amounts[1])
