"""What does a signed 审批表 add to its trip: opinions, dates, the filing number, and whatever was changed by hand?"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from toolkit.intake.amounts import read_amount
from toolkit.intake.grid import RawCell, as_text
from toolkit.intake.reading import compact
from toolkit.model.findings import Finding, found
from toolkit.model.trip_register import HEADING_OF, TRIPS
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import LEADER, Expense, Participant, Trip, Visit

APPLICANT = "申请单位"
_DAY = re.compile(r"(\d{4})[ \t\u3000]*年[ \t\u3000]*(\d{1,2})[ \t\u3000]*月[ \t\u3000]*(\d{1,2})[ \t\u3000]*日")
_SIGN = re.compile(r"签字（盖章）[:：]?|年[ \t\u3000]*月[ \t\u3000]*日")
_FILING = re.compile(r"备案编号[:：](.*?)(?:经办人|$)", re.DOTALL)
_NUMBER = re.compile(r"^\d+[.．、]\s*")
_PERSON = re.compile(r"([^（）()]+)(?:[（(](.*)[）)])?", re.DOTALL)


def merge_approval(trip: Trip, form: ReturnedForm, printed: Mapping[str, object], findings: list[Finding]) -> Trip:
    """Return a trip with what its 审批表 says; a field that reads as it would be printed now is no change.

    So a form that nobody touched changes nothing, whatever signs stand in its names.
    """
    trip = replace(trip, **_texts(trip, form, printed, findings))
    trip = replace(trip, **_signed(form))
    trip = _with_leader(trip, form, printed)
    if _differs(form, printed, "companions"):
        trip = _with_companions(trip, form, findings)
    if _differs(form, printed, "visits"):
        trip = _with_firms(trip, form, findings)
    return _with_budget(trip, form, findings)


def _said(form: ReturnedForm, field: str) -> str:
    return as_text(form.values.get(field, ""))


def _differs(form: ReturnedForm, printed: Mapping[str, object], field: str) -> bool:
    said = _said(form, field)
    return bool(said) and said != as_text(str(printed.get(field, "")))


def _texts(trip: Trip, form: ReturnedForm, printed: Mapping[str, object], findings: list[Finding]) -> dict[str, Any]:
    """Return the plain fields that were changed by hand."""
    values: dict[str, Any] = {}
    names = {"applicant": "unit" if trip.unit else "group", "destination": "destination", "transport": "transport"}
    for label, field in (names | {"purpose": "purpose"}).items():
        if _differs(form, printed, label):
            values[field] = _said(form, label)
    if _differs(form, printed, "applied_on") and (days := _days(_said(form, "applied_on"))):
        values["applied_on"] = days[0]
    time = _said(form, "time")
    if time and time != f"{printed.get('start')}至{printed.get('end')}，共{printed.get('days')}天":
        days = _days(time)
        if len(days) == 2 and days[0] <= days[1]:
            values |= {"start": days[0], "end": days[1]}
        else:
            details = {"column": "外出时间", "typed": time, "example": "2022年6月7日至2022年6月10日"}
            findings.append(found("form_value_unread", form.ref, **details))
    # What the rules remarked when the form was printed is not the office's own remark.
    known = {*as_text(str(printed.get("remarks", ""))).split("\n"), *trip.remark.split("\n")}
    ours = (f"行程{trip.id}", "申请单位“")
    lines = [line for line in _said(form, "remarks").split("\n") if line not in known and not line.startswith(ours)]
    if any(lines):
        values["remark"] = "\n".join(filter(None, (trip.remark, *lines)))
    return values


def _signed(form: ReturnedForm) -> dict[str, Any]:
    """Return opinion, day of approval and filing number; an empty box says nothing."""
    values: dict[str, Any] = {}
    opinions = []
    for who, words in form.signed:
        days = _days(words)
        said = " ".join(_SIGN.sub(" ", _DAY.sub(" ", words)).replace("\u3000", " ").split())
        if who == APPLICANT:
            continue
        if said:
            opinions.append(f"{who}：{said}")
        if days:
            values["approved_on"] = days[-1]
    if opinions:
        values["opinion"] = "；".join(opinions)
    match = _FILING.search(_said(form, "filing"))
    if match and (number := as_text(match[1])):
        values["filing_number"] = number
    return values


def _with_leader(trip: Trip, form: ReturnedForm, printed: Mapping[str, object]) -> Trip:
    changed: dict[str, Any] = {
        field: _said(form, label)
        for label, field in (("leader", "name"), ("post", "post"), ("rank", "rank"))
        if _differs(form, printed, label)
    }
    if not changed:
        return trip
    leader = trip.leader
    if leader is None:
        new = Participant(changed.get("name", ""), trip.who, changed.get("post", ""), LEADER, changed.get("rank", ""))
        return replace(trip, participants=(*trip.participants, new))
    people = tuple(replace(one, **changed) if one is leader else one for one in trip.participants)
    return replace(trip, participants=people)


def _with_companions(trip: Trip, form: ReturnedForm, findings: list[Finding]) -> Trip:
    """Add the people whom the form names and the register does not; tell who is in the register only."""
    known = {compact(person.name) for person in trip.participants}
    named: set[str] = set()
    people = list(trip.participants)
    for text in _listed(_said(form, "companions"), "、"):
        match = _PERSON.fullmatch(text)
        name = as_text(match[1]) if match else text
        if name == "无":
            continue
        named.add(compact(name))
        if compact(name) not in known:
            people.append(Participant(name, trip.who, as_text(match[2] or "") if match else "", "队员", ""))
    companions = [person for person in trip.participants if person is not trip.leader]
    gone = [person.name for person in companions if compact(person.name) not in named]
    findings += [found("form_row_gone", form.ref, name=name) for name in gone]
    return replace(trip, participants=tuple(people))


def _with_firms(trip: Trip, form: ReturnedForm, findings: list[Finding]) -> Trip:
    known = {compact(visit.firm) for visit in trip.visits}
    firms = [_NUMBER.sub("", text) for text in _listed(_said(form, "visits"), "；;\n")]
    new = tuple(Visit(firm) for firm in dict.fromkeys(firms) if compact(firm) not in known)
    gone = [visit.firm for visit in trip.visits if compact(visit.firm) not in {compact(firm) for firm in firms}]
    findings += [found("form_row_gone", form.ref, name=name) for name in gone]
    return replace(trip, visits=(*trip.visits, *new))


def _with_budget(trip: Trip, form: ReturnedForm, findings: list[Finding]) -> Trip:
    """Take over budgets that were changed or added: 「住宿费<tab>4,800元」, two to a line."""
    expenses = list(trip.expenses)
    for line in _said(form, "money").split("\n"):
        parts = [as_text(part) for part in line.split("\t")]
        for item, amount in zip(parts[::2], parts[1::2], strict=False):
            if not item or not amount:
                continue
            yuan = read_amount(RawCell(amount), "元", HEADING_OF[TRIPS]["id"]).value
            if yuan is None:
                details = {"column": item, "typed": amount, "example": "4,800元"}
                findings.append(found("form_value_unread", form.ref, **details))
                continue
            at = next((n for n, expense in enumerate(expenses) if as_text(expense.item) == item), None)
            if at is None:
                expenses.append(Expense(item, yuan, None))
            elif [expense.item for expense in expenses].count(expenses[at].item) == 1:
                expenses[at] = replace(expenses[at], budget_yuan=yuan)
    return replace(trip, expenses=tuple(expenses))


def _listed(text: str, signs: str) -> list[str]:
    """Return the parts of a list; a sign inside brackets parts nothing.

    >>> _listed("李甲（主任、书记）、李乙", "、")
    ['李甲（主任、书记）', '李乙']
    """
    parts, depth = [""], 0
    for sign in text:
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(sign, 0)
        if sign in signs and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in map(as_text, parts) if part]


def _days(text: str) -> list[date]:
    found_days = []
    for year, month, day in _DAY.findall(text):
        try:
            found_days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found_days
