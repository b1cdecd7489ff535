"""Which fields does an 外出招商审批表 have? Who goes where, to whom, at what cost, and who signs."""

import math
from pathlib import Path

from toolkit.documents.paper.amounts import in_capitals, in_figures
from toolkit.documents.paper.render import render
from toolkit.model.documents import TripApproval, chinese_date, journey
from toolkit.model.trips import Expense, Participant

_DATE_BLANK = "　　年　月　日"
# The form is one A4 page: 757 pt inside its margins, less the title, the rows that never grow and a reserve for
# programs that set lines a little wider.  What a trip leaves of it becomes room for the signatures.
_ROOM = 757 - 98 - 24
# Heights in pt: a line of a row, a line of a list, a row at least, the line 「签字（盖章）」, the rules of a row.
_LINE, _LIST_LINE, _ROW, _SIGN, _RULE = 17, 15, 24, 19, 1
LEAST = 3  # empty lines above a signature, even where the form then takes a second page
# How many characters a line takes: in a label and a leader's cell, in a cell of one, three and five columns, in a
# list, in the basis.
_LABEL, _ONE, _THREE, _FIVE, _LIST, _BASIS = 6, 7, 18, 31, 35, 43


def write_approval(approval: TripApproval, template: Path, out: Path) -> Path:
    """Write the form and return where it stands."""
    return render(template, context(approval), out)


def context(approval: TripApproval) -> dict[str, object]:
    """Return the fields of the template 外出招商审批表.docx."""
    trip = approval.trip
    leader = trip.leader or Participant("", "", "", "", "")
    companions = [person for person in trip.participants if person is not trip.leader]
    fields: dict[str, object] = {
        "id": trip.id,
        "applicant": approval.applicant,
        "applied_on": chinese_date(approval.applied_on) if approval.applied_on else _DATE_BLANK,
        "leader": leader.name,
        "post": leader.post,
        "rank": leader.rank,
        "companions": "、".join(_with_post(person) for person in companions) or "无",
        "companion_count": len(companions),
        **journey(trip),
        "transport": trip.transport,
        "purpose": trip.purpose,
        "visits": _numbered([visit.firm for visit in trip.visits]),
        "visit_count": len(trip.firms),
        "expenses": _in_pairs(trip.expenses),
        "total": in_figures(trip.budget_yuan),
        "total_in_words": in_capitals(trip.budget_yuan),
        "steps": [{"who": step.who, "action": step.action} for step in approval.route.steps],
        "filed_with": approval.route.filed_with,
        "filing_number": trip.filing_number or "　" * 7,
        "remarks": trip.remark,
        "basis": approval.basis,
    }
    return fields | {"signing_space": [""] * _signing_lines(approval, fields)}


def _with_post(person: Participant) -> str:
    """``李明（县投促中心副主任）``: a unit that the post already names is not said twice."""
    unit = "" if person.post.startswith(person.unit) else person.unit
    return f"{person.name}（{unit}{person.post}）" if unit or person.post else person.name


def _numbered(firms: list[str]) -> str:
    """``1.甲公司；2.乙公司``; a single firm needs no number."""
    return "；".join(f"{n}.{firm}" for n, firm in enumerate(firms, 1)) if len(firms) > 1 else "".join(firms)


def _in_pairs(expenses: tuple[Expense, ...]) -> list[dict[str, str]]:
    """Return the budget two items to a line, as the form prints it."""
    items = [(expense.item, in_figures(expense.budget_yuan)) for expense in expenses]
    items += [("", "")] * (len(items) % 2)
    return [
        {"item": left[0], "amount": left[1], "item2": right[0], "amount2": right[1]}
        for left, right in zip(items[::2], items[1::2], strict=True)
    ]


def _signing_lines(approval: TripApproval, fields: dict[str, object]) -> int:
    """Return the number of empty lines above each signature: the page's remaining room, 3 to 10."""
    rows = (
        max(_lines(fields["applicant"], _THREE), _lines(fields["applied_on"], _ONE)) * _LINE,
        max(_lines(fields[name], _LABEL) for name in ("leader", "post", "rank")) * _LINE,
        max(_lines(fields["destination"], _THREE), _lines(fields["transport"], _ONE)) * _LINE,
        _lines(fields["purpose"], _FIVE) * _LINE,
        max(2 * _LINE, _lines(fields["companions"], _LIST) * _LIST_LINE),
        max(2 * _LINE, _lines(fields["visits"], _LIST) * _LIST_LINE),
        ((len(approval.trip.expenses) + 1) // 2 + 1) * _LIST_LINE,
        (_lines(fields["filed_with"], _FIVE - 4) + 1) * _LINE,
        _lines(fields["basis"], _BASIS) * _LIST_LINE,
    )
    # The row 备注 is among those that never grow, but for what the register remarks.
    left = _ROOM - sum(max(_ROW, row) + _RULE for row in rows)
    left -= max(0, _lines(fields["remarks"], _LIST) * _LIST_LINE - _ROW)
    steps = approval.route.steps
    for lines in range(10, LEAST, -1):
        box = lines * _LIST_LINE + _SIGN
        if box + sum(max(box, _lines(s.who, _LABEL) * _LINE + _LIST_LINE) for s in steps) <= left:
            return lines
    return LEAST


def _lines(text: object, width: float) -> int:
    """Return how many lines a text takes in a cell; two digits or Latin letters are as wide as one character."""
    return sum(
        max(1, math.ceil(sum(0.5 if character.isascii() else 1 for character in line) / width))
        for line in str(text).split("\n")
    )
