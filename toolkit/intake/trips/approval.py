"""What does a signed 审批表 change in its trip? Opinions, dates, filing number, and fields corrected by hand."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from toolkit.files.grid import as_text
from toolkit.intake.trips.budget_lines import value_unread, with_budget
from toolkit.intake.trips.form_dates import days_in, without_days
from toolkit.intake.trips.form_labels import label_of
from toolkit.intake.trips.leaders import MEMBER, alike, say_replaced, with_leader
from toolkit.intake.trips.people import Named, parted, read_people
from toolkit.intake.trips.signatures import SignedBox, own_condition, read_box
from toolkit.intake.trips.single_values import applied_day, days_differ, meant, period_in
from toolkit.intake.trips.three_ways import Judge, within, written_by_hand
from toolkit.intake.values.typed import compact
from toolkit.model.documents import chinese_date, chinese_span
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.opinions import Verdict
from toolkit.model.trip_register import HEADING_OF, TRIPS
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Participant, Trip, Visit

APPLICANT = "申请单位"
# A signature further than this from the departure, in days, bears a year that was mistyped.
_FAR = 300
_FILING = expression(r"(?:备案|留存)编号[ \t\u3000]*[:：]?(.*?)(?:经办人|日期[:：]|\n|$)", re.DOTALL)
# What stands beside the number where a trip is filed, and says nothing of the trip.
_FILED = expression(
    r"报[^。\n]{0,30}(?:备案|留存)。|(?:备案|留存)编号[:：]?"
    r"|日期[ \t\u3000]*[:：]?|经办人[ \t\u3000]*[:：]?[ \t\u3000]*(?!日期)[\u4e00-\u9fff·]{0,4}(?=[ \t\u3000\n]|$)"
)
_DITTO = expression(r"[同如][上前左]|[〃″\"”]+")
# The fields with one value, and what the form would print in them now.
_NOW = {
    "applicant": "applicant",
    "leader": "leader",
    "post": "post",
    "rank": "rank",
    "destination": "destination",
    "transport": "transport",
    "purpose": "purpose",
}
_NUMBER = expression(r"^(?:\d+[.．、]|[(（]\d+[)）]|[①-⑳])\s*")


def merge_approval(trip: Trip, form: ReturnedForm, printed: Mapping[str, object], judge: Judge) -> Trip:
    """Return a trip with what its 审批表 says; a field that reads as it would be printed now is no change.

    So a form that nobody touched changes nothing, whatever signs stand in its names; ``printed`` is what would be
    printed now.
    """
    findings = judge.findings
    now = {name: str(printed.get(key, "")) for name, key in _NOW.items()}
    now["time"] = f"{chinese_span(trip.start, trip.end)}，共{trip.days}天"
    now["applied_on"] = chinese_date(trip.applied_on) if trip.applied_on else ""
    before, whole = trip, form
    form = written_by_hand(form, now, trip.start, judge)
    trip = replace(trip, **_texts(trip, form, printed, findings))
    trip = replace(trip, **signed_fields(trip, form, printed, judge))
    trip = with_leader(trip, _of_leader(form, printed), judge)
    if _differs(form, printed, "companions"):
        trip = with_people(trip, form, judge, "companions")
    if _differs(form, printed, "visits"):
        trip = _with_firms(trip, form, judge)
    say_replaced(before, trip, whole, judge)
    return with_budget(trip, form, printed, judge)


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
        if not _differs(form, printed, label):
            continue
        said = meant(label, _said(form, label), trip.start)
        if _DITTO.fullmatch(said):
            findings.append(
                value_unread(form.ref, HEADING_OF[TRIPS][field], said, str(printed.get(label)) or "实际内容")
            )
        elif said:
            values[field] = said
    applied = _said(form, "applied_on")
    if _differs(form, printed, "applied_on") and compact(applied) != "年月日":
        if day := applied_day(applied, trip.start):
            values["applied_on"] = day
        else:
            findings.append(value_unread(form.ref, "申请日期", applied, "2022年6月1日"))
    values |= _span(trip, form, findings)
    # The rules' remarks printed on the form are not the office's own.
    known = {*as_text(str(printed.get("remarks", ""))).split("\n"), *trip.remark.split("\n")}
    ours = (f"行程{trip.id}", "申请单位“")
    lines = [line for line in _said(form, "remarks").split("\n") if line not in known and not line.startswith(ours)]
    if any(lines):
        values["remark"] = "\n".join(filter(None, (trip.remark, *lines)))
    return values


def _span(trip: Trip, form: ReturnedForm, findings: list[Finding]) -> dict[str, date]:
    """Return departure and return; days that are not as many as the form says are asked about."""
    time = _said(form, "time")
    if not time:
        return {}
    if period := period_in(time, trip.start):
        return {"start": period[0], "end": period[1]}
    if differing := days_differ(time, trip.start):
        start, end, stated = differing
        span = chinese_span(start, end).removeprefix(f"{start.year}年")
        days = {"days": str((end - start).days + 1), "stated": str(stated)}
        findings.append(found("form_days_differ", form.ref, typed=time, span=span, **days))
    else:
        findings.append(value_unread(form.ref, "外出时间", time, "2022年6月7日至2022年6月10日，共4天"))
    return {}


def signed_fields(trip: Trip, form: ReturnedForm, printed: Mapping[str, object], judge: Judge) -> dict[str, Any]:
    """Return opinions, day of approval and filing number; an empty box says nothing, the applicant's own neither.

    Only a plain 同意 or 批准 in the approver's box with its day in the signer's line is an approval.
    """
    values: dict[str, Any] = {}
    own = [own_condition(words, trip.start) for who, words in form.signed if who == APPLICANT]
    judge.findings += [found("form_own_opinion", form.ref, said=words) for words in own if words]
    boxes = [read_box(who, words, trip.start) for who, words in form.signed if who != APPLICANT]
    boxes = [box for box in boxes if box.verdict or box.words or box.days]
    approver = _approver(form, printed)
    boxes, unread = _dated_below(form, boxes, approver, trip.start)
    judge.findings += [found("form_words_unread", form.ref, typed=words) for words in unread]
    opinions = []
    for box in boxes:
        final = box.who == approver
        entered = final and _approves(trip, box, boxes, form, judge.findings)
        if entered:
            values["approved_on"] = box.day
        # A day that becomes no 批准日期 stays with the words that it belongs to.
        day = "" if entered else " ".join(one.words for one in box.days)
        opinions.append(f"{box.who}：{' '.join(filter(None, (box.words, day)))}")
    opinion = "；".join(opinions)
    if judge.takes("审批意见", opinion, trip.opinion, None):
        values["opinion"] = opinion
    match = _FILING.search(_said(form, "filing"))
    if not match and (said := _said(form, "filing")) and "filing" in form.values:
        judge.findings.append(value_unread(form.ref, "备案", said, "备案编号：备2022-018"))
    number = as_text(match[1]) if match else ""
    if match and (rest := _beside_number(_said(form, "filing"), number, trip.start)):
        judge.findings.append(found("form_words_unread", form.ref, typed=rest))
    if judge.takes("备案编号", number, trip.filing_number, None, edited="filing" in form.edited):
        values["filing_number"] = number
    return values


def _dated_below(
    form: ReturnedForm, boxes: Sequence[SignedBox], approver: str, near: date
) -> tuple[list[SignedBox], list[str]]:
    """Return the boxes, the approver's with the day that stands below the form for one without; and words not used."""
    text = form.values.get("approved_below", "")
    days = days_in(text, near)
    undated = [box for box in boxes if box.who == approver and box.verdict is Verdict.APPROVED and not box.typed_day]
    alone = len(days) == 1 and not text[days[0].end :].strip(" \u3000。")
    if not (text and alone and len(undated) == 1):
        return list(boxes), [text] if text else []
    return [replace(box, days=days) if box is undated[0] else box for box in boxes], []


def _beside_number(text: str, number: str, near: date) -> str:
    """Return what was written beside the number of a filing: not who filed it on which day.

    >>> _beside_number("报县招商局备案。备案编号：备9　经办人：王某　日期：6月5日 急", "备9", date(2022, 6, 7))
    '急'
    """
    plain = text.replace(number, " ", 1) if number else text
    rest = _FILED.sub(" ", without_days(plain, days_in(plain, near)))
    return " ".join(re.sub(r"年[ \t\u3000]*月[ \t\u3000]*日", " ", rest).split()).strip("。，,；; ")


def _approver(form: ReturnedForm, printed: Mapping[str, object]) -> str:
    """Return the signer whose box decides: the last of the route, or of the form where no route is known."""
    steps: Any = printed.get("steps") or ()
    if steps:
        return label_of(steps[-1]["who"])
    return form.signed[-1][0] if form.signed else ""


def _approves(
    trip: Trip, box: SignedBox, boxes: Sequence[SignedBox], form: ReturnedForm, findings: list[Finding]
) -> bool:
    """Tell whether the approver's box dates the approval; a doubt about it becomes a finding."""
    details = {"who": box.who, "said": box.words or "（没有意见）", "date": _day_said(box, trip.start)}
    standing = {**details, "register": chinese_date(trip.approved_on) if trip.approved_on else ""}
    others = [one for one in boxes if one is not box and one.verdict in (Verdict.REFUSED, Verdict.POSTPONED)]
    if box.verdict is not Verdict.APPROVED or others:
        if trip.approved_on:
            findings.append(found("approval_contradicted", form.ref, **standing))
        elif others or box.verdict is Verdict.UNCLEAR:
            other = f"；{others[0].who}栏写的是“{others[0].words}”" if others else ""
            findings.append(found("approval_unclear", form.ref, **{**details, "other": other}))
        return False
    day = box.day
    if day is None or abs((day - trip.start).days) > _FAR:
        if not trip.approved_on:
            findings.append(found("approval_undated", form.ref, **details))
        return False
    if trip.approved_on and trip.approved_on != day:
        findings.append(found("approval_contradicted", form.ref, **standing))
        return False
    return True


def _day_said(box: SignedBox, near: date) -> str:
    """Return the day that the signer's line says; one that stands in the opinion may be the trip's own."""
    inside = "、".join(one.words for one in days_in(box.words, near))
    return box.typed_day or (f"没有另写，意见里写了{inside}" if inside else "没有填写")


def _of_leader(form: ReturnedForm, printed: Mapping[str, object]) -> dict[str, str]:
    """Return what was changed by hand of name, post and rank of the leader."""
    return {
        field: _said(form, label)
        for label, field in (("leader", "name"), ("post", "post"), ("rank", "rank"))
        if _differs(form, printed, label)
    }


def with_people(trip: Trip, form: ReturnedForm, judge: Judge, field: str) -> Trip:
    """Add the people whom a field of the form names and the register does not; tell who is in the register only."""
    standing = {compact(person.name): person for person in trip.participants}
    people = read_people(_said(form, field), standing)
    before = read_people(as_text(form.printed.values.get(field, "")), standing) if form.printed else None
    printed = {compact(one.name): one for one in before.named} if before else None
    named = {compact(one.name) for one in people.named}
    gone = [
        name
        for name, person in standing.items()
        if person is not trip.leader and name not in named and (printed is None or name in printed)
    ]
    participants = list(trip.participants)
    doubts = list(people.doubts)
    for one in people.named:
        name = compact(one.name)
        if person := standing.get(name):
            was = printed.get(name) if printed is not None else None
            if post := _new_post(person, one, was, judge, known=printed is not None):
                participants[participants.index(person)] = replace(person, unit=post[0], post=post[1])
        elif printed is not None and name in printed:
            continue  # the office has taken them out since, or written the name anew
        elif printed is None and (like := next((other for other in gone if alike(name, other)), "")):
            judge.takes("随行人员", one.name, standing[like].name, None)
            gone.remove(like)
        else:
            participants.append(Participant(one.name, one.unit or "", one.post, MEMBER, ""))
    judge.findings += [found("form_person_unclear", form.ref, typed=typed) for typed in doubts]
    if people.whole and not doubts:
        names = [standing[name].name for name in gone if name not in compact(form.struck)]
        judge.findings += [found("form_row_gone", form.ref, name=name) for name in names]
    return replace(trip, participants=tuple(participants))


def _new_post(
    person: Participant, one: Named, was: Named | None, judge: Judge, *, known: bool
) -> tuple[str, str] | None:
    """Return unit and post of somebody who is in the register, where the form was changed by hand to say other ones."""
    said = f"{one.unit or ''}{one.post}"
    # The form leaves out a unit that the post already names.
    now = person.post if person.post.startswith(person.unit) else f"{person.unit}{person.post}"
    if not said or compact(said) in (compact(now), compact(person.unit), compact(person.post)):
        return None
    printed = (f"{was.unit or ''}{was.post}" if was else "") if known else None
    if not judge.takes(f"{person.name}的单位和职务", said, now, printed):
        return None
    return one.unit or person.unit, one.post or person.post


def _with_firms(trip: Trip, form: ReturnedForm, judge: Judge) -> Trip:
    """Add the firms that the form names and the register does not; a longer or shorter name is no other firm."""
    firms = [_NUMBER.sub("", text) for text in parted(_said(form, "visits"), "；;\n")]
    words = as_text(form.printed.values.get("visits", "")) if form.printed else ""
    printed = {compact(_NUMBER.sub("", text)) for text in parted(words, "；;\n")} if form.printed else None
    named = {compact(firm) for firm in firms}
    known = {compact(visit.firm) for visit in trip.visits}
    gone = [visit.firm for visit in trip.visits if compact(visit.firm) not in named]
    if printed is not None:
        gone = [firm for firm in gone if compact(firm) in printed]
    new = []
    for firm in dict.fromkeys(firms):
        if compact(firm) in known or (printed is not None and compact(firm) in printed):
            continue
        like = next((other for other in gone if within(firm, other)), "")
        if like:
            judge.kept.lines.append(("拟拜访企业", firm, like))
            gone.remove(like)
        else:
            new.append(Visit(firm))
    judge.findings += [found("form_row_gone", form.ref, name=name) for name in gone if name not in form.struck]
    return replace(trip, visits=(*trip.visits, *new))
