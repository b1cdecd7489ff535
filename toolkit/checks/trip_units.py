"""Whose trip is it? The units that lead it, those who went along, and the squad or group that it is made for."""

from toolkit.model.expressions import expression
from toolkit.model.scheme import Scheme
from toolkit.model.trip_counting import NotCounted, chosen, why_not
from toolkit.model.trips import LEADS_THE_TRIP, NOT_OUT, Trip

# 桥圩镇招商小分队 is the township's own squad: 「各镇(街道办)招商小分队」 (GN-A2).
_SQUAD = expression(r"(?:产业)?招商(?:小分队|分队|小组|组)$|小分队$")
_BETWEEN = expression(r"[、，,；;/／＋+\n]")
_AND = expression(r"(?<=.{2})[和与及](?=.{2})")
EACH = "each"


def unit_named(scheme: Scheme, text: str) -> str:
    """Return the scheme's name of a unit that is typed as its name, an alias or its squad, '' for any other.

    A team that the document names is led by one unit (木业深加工招商小分队: 区林业局): it is that unit's.
    """
    typed = "".join(text.split())
    for name in dict.fromkeys((typed, _SQUAD.sub("", typed))):
        found = next((unit.name for unit in scheme.units if name and name in (unit.name, *unit.aliases)), "")
        if found:
            return found
    return ""


def parts_of(scheme: Scheme, text: str) -> tuple[str, ...]:
    """Return the units' names that a text joins (县林业局、县投促中心); a name with 和 in it stays one."""
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        parts += [part] if unit_named(scheme, part) else _AND.split(part)
    return tuple(part.strip() for part in parts if part.strip())


def units_in(scheme: Scheme, text: str) -> tuple[str, ...]:
    """Return the scheme's units that a text names, in its order."""
    named = (unit_named(scheme, part) for part in parts_of(scheme, text))
    return tuple(dict.fromkeys(name for name in named if name))


def units_of(scheme: Scheme, trip: Trip) -> tuple[str, ...]:
    """Return the units whose trip it is: who applies, and the leader's own unit; else the group's lead units.

    Reading ``trip_joint``: of several units each (``lead``), only the ``first``, or ``all`` that sent somebody along.
    Reading ``trip_for_group``: whether a trip that a joint unit makes for its squad is the squad's, too (GN-R5).
    """
    joint = chosen(scheme, "trip_joint", "lead")
    named = [*units_in(scheme, trip.unit)]
    if joint != "first" or not named:
        named += [name] if trip.leader and (name := unit_named(scheme, trip.leader.unit)) else []
    if joint == "all":
        named += [name for person in trip.participants if (name := unit_named(scheme, person.unit))]
    if joint == "first":
        named = named[:1]
    for_group = chosen(scheme, "trip_for_group", "own") == "group"
    if not named or for_group:
        named += group_units(scheme, trip)[: None if joint != "first" or named else 1]
    return tuple(dict.fromkeys(named))


def group_units(scheme: Scheme, trip: Trip) -> tuple[str, ...]:
    """Return the units that lead a trip's group by the target table, or the one that its name is of."""
    group = "".join(trip.group.split())
    leads = [row.lead_unit for row in scheme.target_rows if group and row.group == group and row.lead_unit]
    return tuple(dict.fromkeys(leads)) or units_in(scheme, trip.group)


def roles_of(scheme: Scheme, trip: Trip) -> tuple[tuple[str, str], ...]:
    """Return (unit, role) of those who went, each once; ('县林业局', '') for a unit whose trip it is.

    Of a trip that does not count as 外出 each role is marked with NOT_OUT; one that was refused has none.  Where each
    person has the quota (reading ``quota_each``), the role is there with the name, too: 分管负责人：韦某.
    """
    reason = why_not(trip, scheme)
    if reason is NotCounted.REFUSED:
        return ()
    pairs = [(unit, "") for unit in units_of(scheme, trip)]
    by_name = chosen(scheme, "quota_each", "together") == EACH
    for person in trip.participants:
        unit = unit_named(scheme, person.unit)
        for role in person.role.split("、"):
            if unit and role:
                pairs += [(unit, role), *([(unit, with_name(role, person.name))] if by_name else [])]
    return tuple(dict.fromkeys((unit, not_out(role) if reason else role) for unit, role in pairs))


def not_out(role: str) -> str:
    """Return a role as it stands beside a trip that is no 外出."""
    return f"{role or LEADS_THE_TRIP}{NOT_OUT}"


def with_name(role: str, name: str) -> str:
    """Return a role with who has it: 分管负责人：韦某."""
    return f"{role}：{''.join(name.split())}"
