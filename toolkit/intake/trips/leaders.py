"""Who leads a trip once its form names somebody else? The role moves to that person's own row; nobody's unit does."""

from collections.abc import Mapping

from msgspec.structs import replace

from toolkit.intake.trips.people import Named, read_people
from toolkit.intake.trips.person_names import unit_and_post
from toolkit.intake.trips.three_ways import Judge
from toolkit.intake.values.typed import compact
from toolkit.model.findings import found
from toolkit.model.trip_register import LEADER
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Participant, Trip

MEMBER = "队员"


def with_leader(trip: Trip, changed: Mapping[str, str], judge: Judge) -> Trip:
    """Return a trip whose leader is as a form was changed to say: ``name``, ``post`` and ``rank``, those that changed.

    Another name is another person, who stands in a row of their own; one that differs in a character, with post and
    rank as they were printed, is a slip that was mended.
    """
    old = trip.leader
    if not changed or (old is None and "name" not in changed):
        return trip
    if old is not None and "name" not in changed:
        return _in_rows(trip, {id(old): replace(old, **changed)})
    name = changed["name"]
    people = read_people(name, [person.name for person in trip.participants])
    if len(people.named) != 1 or people.doubts or not people.whole:
        details = {"column": "带队领导", "typed": name, "example": "姓名（单位职务）"}
        judge.findings.append(found("form_value_unread", judge.ref, **details))
        return trip
    one = people.named[0]
    if old is not None and set(changed) == {"name"} and not (one.unit or one.post) and alike(one.name, old.name):
        return _in_rows(trip, {id(old): replace(old, name=one.name)})
    own = next((person for person in trip.participants if compact(person.name) == compact(one.name)), None)
    new = _leading(own or Participant(one.name, "", "", "", ""), one, changed)
    rows = {id(own): new} if own else {}
    if old is not None:
        rows[id(old)] = replace(old, role="、".join(_parts(old.role)) or MEMBER)
    trip = _in_rows(trip, rows)
    return trip if own else replace(trip, participants=(*trip.participants, new))


def alike(name: str, other: str) -> bool:
    """Tell whether two names differ in one character: a slip that somebody mended on one side."""
    return len(name) == len(other) and sum(a != b for a, b in zip(name, other, strict=True)) == 1 and len(name) > 2


def say_replaced(before: Trip, trip: Trip, form: ReturnedForm, judge: Judge) -> None:
    """Say who no longer leads and still stands in the register, and what is not known of the one who leads now.

    Both are said at every reading, until the register or an answer settles them.
    """
    leader, said = trip.leader, compact(form.values.get("leader", ""))
    was = form.printed.values.get("leader", "") if form.printed else before.leader.name if before.leader else ""
    if leader is None or compact(leader.name) not in said or compact(leader.name) == compact(was):
        return
    if was and any(compact(person.name) == compact(was) for person in trip.participants):
        judge.findings.append(found("form_leader_replaced", form.ref, printed=was, typed=leader.name))
    elif was and (alike(leader.name, was) or form.printed is None):
        return
    facts = {"单位": leader.unit, "职务": leader.post, "级别": leader.rank}
    if unknown := "、".join(what for what, words in facts.items() if not words):
        judge.findings.append(found("form_leader_unknown", form.ref, name=leader.name, what=unknown))


def _leading(person: Participant, one: Named, changed: Mapping[str, str]) -> Participant:
    """Return a person as the leader, with what the form says of them."""
    typed = compact(changed.get("post", "")) or one.post
    unit, post = unit_and_post(typed)
    unit, post = (unit, post) if unit and post else ("", typed)
    return replace(
        person,
        unit=one.unit or unit or person.unit,
        post=post or person.post,
        rank=changed.get("rank", "") or person.rank,
        role="、".join((LEADER, *(part for part in _parts(person.role) if part != MEMBER))),
    )


def _parts(role: str) -> list[str]:
    return [part for part in role.split("、") if part and part != LEADER]


def _in_rows(trip: Trip, rows: Mapping[int, Participant]) -> Trip:
    """Return a trip with other words in the rows of some people, by their identity."""
    return replace(trip, participants=tuple(rows.get(id(one), one) for one in trip.participants))
