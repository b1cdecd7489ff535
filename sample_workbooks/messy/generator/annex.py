"""What does annex 1 say, and how is a target table drawn from it?"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .case import HEADER, TITLE, Case, figure
from .drawing import Formula, Value, address
from .pool import WAN, YI

INDICATORS = {"fund": "LZ-T1", "signed": "LZ-T3", "industry": "LZ-T6", "large": "LZ-T7"}
HEADINGS = {
    "group": "产业招商组", "duty": "责任领导", "lead": "牵头单位", "support": "协办单位",
    "fund": "内资到位资金目标（亿元）",
    "signed": "新签约项目数（个）", "industry": "新引进工业项目（个）", "large": "亿元工业项目（个）", "remark": "备注",
}  # fmt: skip
WIDTHS = {"group": 16, "duty": 20, "lead": 24, "support": 40, "remark": 40}
NOTES = (
    "注：1. 表格内各牵头单位的招商引资数据由县投促中心根据行业范围对各牵头单位"
    "按项目属地原则统一上报的数据进行统计整理。",
    "2. 表格内各牵头单位直接引进的项目，应知会县投促中心，以便于县投促中心及时统计。",
    "3. 各牵头单位目标完成情况以录入“广西投资促进信息管理系统”数据为准，"
    "“广西投资促进信息管理系统”由县投促中心统一录入。",
)
TITLE_LINE = "2022年鹿寨县各产业招商组招商引资目标任务分解表"


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the annex; `fund` is in 亿元."""

    group: str
    duty: str
    leader: str
    deputies: tuple[str, ...]
    lead: str
    scope: str | None
    support: str
    fund: float
    signed: int
    industry: int
    large: int
    remark: str = ""

    @property
    def lead_cell(self) -> str:
        """Return the lead unit as printed, its scope in brackets."""
        return f"{self.lead}（{self.scope}）" if self.scope else self.lead


def read_annex(path: Path) -> tuple[Target, ...]:
    """Return the annex's rows; a line break inside a cell is written \\n in the file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(_target(line) for line in csv.DictReader(lines))


def _target(line: dict[str, str]) -> Target:
    return Target(
        group=line["group"],
        duty=line["duty"].replace("\\n", "\n"),
        leader=line["leader"],
        deputies=tuple(filter(None, line["deputies"].split("、"))),
        lead=line["lead"],
        scope=line["scope"] or None,
        support=line["support"],
        fund=float(line["fund"]),
        signed=int(line["signed"]),
        industry=int(line["industry"]),
        large=int(line["large"]),
        remark=line["remark"],
    )


ANNEX = read_annex(Path(__file__).with_name("annex.csv"))


def changed(row: int, **values: Any) -> tuple[Target, ...]:
    """Return the annex with one row (counted from 0) changed."""
    return (*ANNEX[:row], replace(ANNEX[row], **values), *ANNEX[row + 1 :])


class TargetTable:
    """A target table on a sheet, with the truth of each row."""

    def __init__(
        self, case: Case, columns: Iterable[str] = tuple(HEADINGS), headings: dict[str, str] | None = None,
        unit: int = YI, two_rows: bool = True, top: int = 2, sheet: str = "Sheet1",
    ) -> None:  # fmt: skip
        self.case, self.sheet, self.unit = case, case.sheet(sheet), unit
        self.columns, self.headings = tuple(columns), HEADINGS | (headings or {})
        self.top = top
        self.rows: list[int] = []
        self.typed: list[Target] = []
        self.next_row = top + (2 if two_rows else 1)
        if top > 1:
            self.sheet.put(top - 1, 1, TITLE_LINE, TITLE)
            self.sheet.merge(top - 1, 1, top - 1, len(self.columns))
        for key in self.columns:
            self._heading(key, two_rows)

    def cell(self, key: str, row: int | None = None) -> str:
        """Return the address of a column's cell, of its heading when no row is named."""
        return address(row or self.top, self.column(key))

    def column(self, key: str) -> int:
        """Return the sheet column of a table column."""
        return self.columns.index(key) + 1

    def body(self, targets: Iterable[Target], merged: bool = True, **overrides: dict[int, Value]) -> None:
        """Write target rows; `overrides` replace cells by column and row in the annex's order."""
        for serial, target in enumerate(targets):
            row = self.next_row
            for key, value in self._cells(target).items():
                value = overrides.get(key, {}).get(serial, value)
                if key in self.columns and value != "":
                    self.sheet.put(row, self.column(key), value)
            self._note_truth(target, row, {key: cells[serial] for key, cells in overrides.items() if serial in cells})
            self.rows.append(row)
            self.typed.append(target)
            self.next_row += 1
        if merged:
            self._merge_groups()

    def total(
        self,
        label: str = "合  计",
        formula: tuple[int, int] | None = None,
        targets: Iterable[Target] = ANNEX,
        **stated: float,
    ) -> int:
        """Write the total row; `formula` gives the first and last row to SUM, `stated` a typed wrong figure."""
        row = self.next_row
        self.sheet.put(row, 1, label, HEADER)
        self.sheet.merge(row, 1, row, min(self.column(key) for key in INDICATORS if key in self.columns) - 1)
        means: dict[str, int] = {}
        summed = tuple(targets)
        for key, indicator in INDICATORS.items():
            if key not in self.columns:
                continue
            value = stated.get(key, sum(getattr(target, key) for target in summed))
            yuan_or_count = round(value * YI) if key == "fund" else int(value)
            number = figure(yuan_or_count, self.unit) if key == "fund" else yuan_or_count
            means[indicator] = yuan_or_count
            if formula:
                span = f"{self.cell(key, formula[0])}:{self.cell(key, formula[1])}"
                self.sheet.put(row, self.column(key), Formula(f"SUM({span})", number), HEADER)
            else:
                self.sheet.put(row, self.column(key), number, HEADER)
        self.case.total = {"sheet": self._sheet_name(), "row": row, "targets": means}
        self.next_row += 1
        return row

    def notes(self) -> None:
        """Write the annex's three notes under the table."""
        for line in NOTES:
            self.sheet.put(self.next_row, 1, line)
            self.sheet.merge(self.next_row, 1, self.next_row, len(self.columns))
            self.next_row += 1

    def _heading(self, key: str, two_rows: bool) -> None:
        column = self.column(key)
        self.sheet.widths[column] = WIDTHS.get(key, 14)
        self.sheet.put(self.top, column, self.headings[key], HEADER)
        if two_rows and key == "fund":
            self.sheet.put(self.top + 1, column, "区外境内", HEADER)
        elif two_rows:
            self.sheet.merge(self.top, column, self.top + 1, column)

    def _cells(self, target: Target) -> dict[str, Value]:
        return {
            "group": target.group, "duty": target.duty, "leader": target.leader, "deputies": "、".join(target.deputies),
            "lead": target.lead if "scope" in self.columns else target.lead_cell, "scope": target.scope or "",
            "support": target.support, "fund": figure(round(target.fund * YI), self.unit), "signed": target.signed,
            "industry": target.industry, "large": target.large, "remark": target.remark,
        }  # fmt: skip

    def _sheet_name(self) -> str:
        return "" if self.case.sheetless else self.sheet.name

    def _note_truth(self, target: Target, row: int, typed: dict[str, Value]) -> None:
        values = {"LZ-T1": round(target.fund * YI)} | {
            INDICATORS[key]: getattr(target, key) for key in ("signed", "industry", "large")
        }
        present = {INDICATORS[key] for key in INDICATORS if key in self.columns}
        lost = {
            INDICATORS[key]
            for key, value in typed.items()
            if key in INDICATORS and not isinstance(value, str | int | float)
        }
        self.case.rows.append({
            "sheet": self._sheet_name(), "row": row, "group": target.group, "leader": target.leader,
            "deputies": list(target.deputies), "lead_unit": target.lead, "scope": target.scope,
            "supporting_units": target.support.split("、") if "support" in self.columns else [],
            "targets": {key: None if key in lost else value for key, value in values.items() if key in present},
        })  # fmt: skip

    def _merge_groups(self) -> None:
        """Merge the cells of neighbouring rows of one group, as the annex prints them."""
        start = 0
        for index in range(1, len(self.rows) + 1):
            if index < len(self.rows) and self.typed[index].group == self.typed[start].group:
                continue
            for key in ("group", "duty", "support", "remark"):
                if key in self.columns and index - start > 1:
                    column = self.column(key)
                    for row in self.rows[start + 1 : index]:
                        self.sheet.cells.pop((row, column), None)
                    self.sheet.merge(self.rows[start], column, self.rows[index - 1], column)
            start = index


def target_case(file: str, note: str, status: str | list[str] = "accepted", **options: Any) -> Case:
    """Return a case for a target table: it belongs to the county, not to a unit."""
    return Case(f"目标表/{file}", None, note, status, table="targets", **options)


def ten_thousand_heading() -> dict[str, Any]:
    """Return options for a table whose funds are in 万元."""
    return {"headings": {"fund": "内资到位资金目标（万元）"}, "unit": WAN}
