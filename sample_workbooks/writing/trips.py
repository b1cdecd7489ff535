"""出行台账: the four sheets of a county's trips."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from writing.books import listing
from writing.grid import Grid, Value

FIRST_PHONE = 5000
Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class SampleTrip:
    """One invented trip.

    People are (name, unit, post, role, rank), firms (name, address, contact, business, subject).
    """

    id: str
    group: str
    unit: str
    purpose: str
    destination: str
    start: date
    end: date
    transport: str
    applied: date
    people: tuple[tuple[str, str, str, str, str], ...]
    firms: tuple[tuple[str, str, str, str, str], ...]
    money: tuple[tuple[str, int, int], ...]


def trip_register(trips: Sequence[SampleTrip]) -> list[Grid]:
    """The four sheets."""
    heads = [(t.id, t.group, t.unit, t.purpose, t.destination, t.start, t.end, t.transport, t.applied) for t in trips]
    people = [(t.id, *person) for t in trips for person in t.people]
    firms = [(t.id, firm) for t in trips for firm in t.firms]
    visits = [
        (id, *firm[:3], f"1990000{FIRST_PHONE + 3 * place:04d}", *firm[3:]) for place, (id, firm) in enumerate(firms)
    ]
    money = [(t.id, *line) for t in trips for line in t.money]
    return four_sheets(heads, people, visits, money, (26, 16), (30, 30))


def four_sheets(
    trips: Rows, people: Rows, visits: Rows, money: Rows, widths: tuple[float, float], heights: tuple[float, float]
) -> list[Grid]:
    """行程, 人员, 拜访 and 经费; ``widths`` of 招商组 and 申请单位, ``heights`` of a row of 行程 and of others."""
    trip = {"行程编号": 18, "招商组": widths[0], "申请单位": widths[1], "事由": 34, "目的地": 22, "出发日期": 12,
            "返回日期": 12, "交通工具": 10, "申请日期": 12}  # fmt: skip
    person = {"行程编号": 18, "姓名": 10, "单位": 22, "职务": 18, "角色": 14, "级别": 8}
    visit = {"行程编号": 18, "企业": 32, "地址": 30, "联系人": 10, "电话": 14, "主营业务": 18, "洽谈内容": 30}
    item = {"行程编号": 18, "科目": 16, "预算（元）": 12, "实际（元）": 12}
    sheets = [
        listing("行程", trip, trips, left=("事由",)),
        listing("人员", person, people),
        listing("拜访", visit, visits, left=("企业", "地址", "洽谈内容")),
        listing("经费", item, money),
    ]
    for sheet in sheets:
        last = max(row for row, _ in sheet.cells)
        sheet.heights = {1: 26} | dict.fromkeys(range(2, last + 1), heights[sheet is not sheets[0]])
    return sheets
