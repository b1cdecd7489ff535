"""A register from nouns: what a test writes into it is what the office would have typed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from toolkit.intake.trips.register import read_register
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_register import MONEY, MONTHS, PEOPLE, REGISTER_SHEETS, TRIPS, VISITS
from toolkit.model.trips import Expense, Participant, Register, TeamMonth, Trip, Visit

NOWHERE = CellRef("出行台账.xlsx", "行程", 2)


def visit(firm: str = "佛山某某家居有限公司", **values: Any) -> Visit:
    """Return a visit of which everything is written down that GN-R4 names."""
    full = {
        "address": "佛山市顺德区示例路1号",
        "contact": "霍绍棠",
        "phone": "19900000200",
        "business": "全屋定制家具",
        "post": "总经理",
        "intent": "拟建板材加工厂",
        "opinion": "由县林业局跟进",
    }
    return Visit(firm, **(full | values))


def firms(count: int, leads: int = 0) -> tuple[Visit, ...]:
    """Return visits to so many firms, the first of them leads."""
    return tuple(visit(f"示例企业{n}有限公司", level="A" if n <= leads else "") for n in range(1, count + 1))


def trip(id: str, unit: str, start: date, end: date, **values: Any) -> Trip:
    """Return a trip that was approved, filed and reported in time, but for what ``values`` say."""
    plain: dict[str, Any] = {
        "group": "",
        "purpose": "拜访企业",
        "destination": "广东省佛山市",
        "transport": "火车",
        "applied_on": None,
        "participants": (Participant("方知许", unit, "主任", "带队领导", "科级"),),
        "visits": firms(6, 3),
        "expenses": (Expense("住宿费", 1000, 900),),
        "approved_on": start,
        "filing_number": "备1号",
        "report_on": end,
        "expenses_on": end,
    }
    return Trip(ref=NOWHERE, id=id, unit=unit, start=start, end=end, **(plain | values))


def printed_trip(second: Participant, **values: Any) -> Trip:
    """Return the trip L-1 of 王轶 and a second traveller, as it is when its forms are printed: nothing is approved."""
    plain: dict[str, Any] = {
        "participants": (Participant("王轶", "县人民政府", "副县长", "带队领导", "处级"), second),
        "approved_on": None,
        "filing_number": "",
    }
    return trip("L-1", "县林业局", date(2022, 6, 7), date(2022, 6, 10), **(plain | values))


def write_register_of(trips: Sequence[Trip], path: Path, months: Sequence[TeamMonth] = ()) -> Path:
    """Write trips and monthly papers into a register workbook, one row each."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    rows: dict[str, list[tuple[str, Any]]] = {name: [] for name in REGISTER_SHEETS}
    for one in trips:
        rows[TRIPS].append((one.id, one))
        rows[PEOPLE] += [(one.id, person) for person in one.participants]
        rows[VISITS] += [(one.id, stop) for stop in one.visits]
        rows[MONEY] += [(one.id, expense) for expense in one.expenses]
    rows[MONTHS] = [("", month) for month in months]
    for name, columns in REGISTER_SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.append([column.heading for column in columns])
        for number, (id, noun) in enumerate(rows[name], 2):
            for place, column in enumerate(columns, 1):
                value = id if column.field == "id" else getattr(noun, column.field)
                cell = sheet.cell(number, place)
                cell.value = str(value) if isinstance(value, ReportingPeriod) else value
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def read_of(trips: Sequence[Trip], path: Path, period: ReportingPeriod, months: Sequence[TeamMonth] = ()) -> Register:
    """Return the register that a workbook of these trips is read as."""
    return read_register(write_register_of(trips, path, months), period)
