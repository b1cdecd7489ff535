"""Which five hundred trips need a form? Invented ones, each with other words, and all fields of the template."""

from datetime import date, timedelta

from tests.bench.county import project, unit_name
from toolkit.documents.trips.approval import context
from toolkit.files import shipped
from toolkit.model.cells import CellRef
from toolkit.model.clause import Citation
from toolkit.model.documents import TripApproval
from toolkit.model.scheme import ApprovalRoute, ApprovalStep
from toolkit.model.trips import Expense, Participant, Trip, Visit

TEMPLATE = shipped.folder("templates") / "外出招商审批表.docx"
ROUTE = ApprovalRoute(
    "处级",
    (ApprovalStep("分管副县长", "审核"), ApprovalStep("常务副县长", "审批"), ApprovalStep("县长", "审批")),
    "县投促中心",
    Citation("LZ-R5", 1, ""),
)


def contexts(count: int) -> list[dict[str, object]]:
    """Return the fields of so many forms."""
    return [context(_approval(number)) for number in range(count)]


def _approval(number: int) -> TripApproval:
    first = project(number)
    start = date(2022, 6, 1) + timedelta(days=number % 28)
    unit = unit_name(number)
    people = (
        Participant(first.contact, unit, "主任", "带队领导", "处级"),
        *(Participant(project(number + n).contact, unit, "科员", "队员", "") for n in (1, 2, 3)),
    )
    trip = Trip(
        ref=CellRef("出行台账.xlsx", "行程", number + 2),
        id=f"T{number:04d}",
        group="",
        unit=unit,
        purpose=f"拜访{first.investor}，洽谈{first.name}",
        destination=first.source,
        start=start,
        end=start + timedelta(days=2),
        transport="火车",
        applied_on=start - timedelta(days=5),
        participants=people,
        visits=tuple(Visit(project(number * 7 + n).investor) for n in range(6)),
        expenses=tuple(Expense(item, 800 + number, None) for item in ("住宿费", "交通费", "伙食补助")),
    )
    return TripApproval(trip, ROUTE, unit, trip.applied_on, "《方案》：外出招商须经批准。")
