"""How is the month's agenda written for a person's own calendar? As .ics, one all-day event per item."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from toolkit.model.assessment import AgendaItem
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme

PRODUCT = "-//zhaoshang-toolkit//ZH-CN"
ALARM_BEFORE = timedelta(hours=-15)  # nine in the morning of the day before


def as_ics(items: Sequence[AgendaItem], scheme: Scheme, period: ReportingPeriod, as_of: date) -> bytes:
    """Return the agenda as an iCalendar file; same items, same bytes, and a second import adds nothing."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{scheme.jurisdiction}{period.label}招商引资工作日历")
    for item in items:
        calendar.add_component(_event(item, scheme, as_of))
    return bytes(calendar.to_ical())


def _event(item: AgendaItem, scheme: Scheme, as_of: date) -> Event:
    event = Event()
    # An id can hold a project's name; every calendar takes a hash in plain letters.
    mark = hashlib.sha256(f"{scheme.id}-{item.id}".encode()).hexdigest()[:24]
    event.add("uid", f"{mark}@zhaoshang-toolkit.example")
    # The stamp is the day of the list, not the clock, so that a second run gives the same bytes.
    event.add("dtstamp", datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC))
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1))
    event.add("summary", f"{item.what}（{item.who}）" if item.who else item.what)
    event.add("description", description(item))
    event.add("categories", [item.kind])
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", ALARM_BEFORE)
    alarm.add("description", f"明天到期：{item.what}")
    event.add_component(alarm)
    return event


def description(item: AgendaItem) -> str:
    """Return what stands inside an event: to whom, the note, and the words of the clause."""
    parts = [f"报给：{item.receiver}" if item.kind == "报送" and item.receiver else ""]
    parts += [f"参加：{item.receiver}" if item.kind == "会议" and item.receiver else "", item.note]
    parts.append(f"依据：“{item.citation.quote}”" if item.citation else "")
    return "\n".join(part for part in parts if part)
