"""Which fields do the papers before a trip have: 外出招商活动方案 and 考察行程表?"""

from datetime import date
from pathlib import Path

from toolkit.documents.paper.amounts import in_capitals, in_figures
from toolkit.documents.paper.render import render
from toolkit.documents.paper.titles import LINE, width
from toolkit.model.documents import journey
from toolkit.model.trip_papers import TripPaper
from toolkit.model.trips import Participant, Trip, Visit

TO_WRITE = "【待填：由申请单位填写】"
# Empty lines of an itinerary whose visits are not known yet.
_LINES_FOR_THE_PEN = 4
_NOBODY = Participant("", "", "", "", "")


def write_plan(paper: TripPaper, template: Path, out: Path) -> Path:
    """Write the 外出招商活动方案 and return where it stands."""
    return render(template, plan_context(paper), out)


def write_itinerary(paper: TripPaper, template: Path, out: Path) -> Path:
    """Write the 考察行程表 and return where it stands."""
    return render(template, itinerary_context(paper), out)


def plan_context(paper: TripPaper) -> dict[str, object]:
    """Return the fields of the template 外出招商活动方案.docx."""
    trip = paper.trip
    return {
        "title": _title(f"{trip.who}赴{trip.destination}", "招商活动方案"),
        "purpose": sentence(trip.purpose),
        **journey(trip),
        "transport": trip.transport or TO_WRITE,
        "direction": sentence(trip.direction),
        "promoted": sentence(trip.promoted),
        "count": len(trip.participants),
        "people": [
            {"n": n, "name": p.name, "unit": p.unit, "post": p.post, "role": p.role}
            for n, p in enumerate(trip.participants, 1)
        ],
        "visit_count": len(trip.firms),
        "visits": [_planned(n, visit) for n, visit in enumerate(trip.visits, 1)],
        "expected": sentence(trip.expected),
        "total": in_figures(trip.budget_yuan),
        "total_in_words": in_capitals(trip.budget_yuan),
        "money": "、".join(f"{e.item}{in_figures(e.budget_yuan)}" for e in trip.expenses),
        "support": sentence(trip.support),
        "liaison": trip.liaison or TO_WRITE,
        "approval": approval_words(paper),
    }


def itinerary_context(paper: TripPaper) -> dict[str, object]:
    """Return the fields of the template 考察行程表.docx: departure, the visits by day, return."""
    trip = paper.trip
    leader = trip.leader or _NOBODY
    return {
        "id": trip.id,
        "applicant": trip.who,
        "leader": leader.name,
        "post": leader.post,
        "count": len(trip.participants),
        "stops": _stops(trip),
        "people": people_words(trip.participants),
        "steps": [{"who": step.who, "action": step.action} for step in (paper.route.steps if paper.route else ())],
        "filed_with": paper.route.filed_with if paper.route else "",
        "filing_number": trip.filing_number,
        "basis": paper.basis,
    }


def approval_words(paper: TripPaper) -> str:
    """Return the way to approval as a sentence: 本方案报…审批后，报…备案。."""
    if paper.route is None:
        return TO_WRITE
    steps = "，再报".join(f"{step.who}{step.action}" for step in paper.route.steps)
    filed = f"后，报{paper.route.filed_with}备案" if paper.route.filed_with else ""
    quoted = paper.route.citation.printed.rstrip("。；，")
    basis = f"按照“{quoted}”的要求，" if quoted else ""
    return f"{basis}本方案报{steps}{filed}。"


def people_words(people: tuple[Participant, ...]) -> str:
    """Return travellers as a list: 王轶（副县长）、李明（县投促中心副主任）; no unit twice."""
    return "、".join(with_post(person) for person in people)


def with_post(person: Participant) -> str:
    """Return one traveller with unit and post."""
    return f"{person.name}（{title}）" if (title := full_post(person)) else person.name


def full_post(person: Participant) -> str:
    """Return unit and post in one: 林木加工产业招商组组长, 江口乡乡长.

    Words that end the unit and begin the post are written once; one letter (乡 of 乡长) is the post's own.
    """
    unit, post = person.unit, person.post
    overlap = next((length for length in range(len(post), 1, -1) if unit.endswith(post[:length])), 0)
    return post if post.startswith(unit) else unit + post[overlap:]


def in_one_line(text: str) -> str:
    """Return what stands in several lines of one cell, as 、 parts it: two people's names, their telephones.

    >>> in_one_line("霍绍棠\\n梁志和"), in_one_line("霍绍棠、\\n梁志和")
    ('霍绍棠、梁志和', '霍绍棠、梁志和')
    """
    if "\n" not in text:
        return text
    return "、".join(filter(None, (line.strip(" \t\u3000、，,；;") for line in text.split("\n"))))


def met_whom(visit: Visit) -> str:
    """Return whom one meets, each with their own post where both are written line by line: 霍某总经理、梁某副总."""
    names, posts = (in_one_line(text).split("、") for text in (visit.contact, visit.post))
    if len(names) == len(posts):
        return "、".join(f"{name}{post}" for name, post in zip(names, posts, strict=True))
    return f"{in_one_line(visit.contact)}{in_one_line(visit.post)}"


def sentence(text: str) -> str:
    """Return a text that ends as a sentence, or the words that ask for it."""
    if not text:
        return TO_WRITE
    return text if text.endswith(("。", "！", "？", "；")) else f"{text}。"


def _title(what: str, kind: str) -> str:
    """Return a title in one line, or with its kind on a line of its own."""
    return f"{what}{kind}" if width(what + kind) <= LINE else f"{what}\n{kind}"


def _planned(n: int, visit: Visit) -> dict[str, object]:
    return {
        "n": n,
        "firm": "\n".join(filter(None, (visit.firm, visit.address))),
        "business": visit.business,
        "contact": "\n".join(filter(None, (met_whom(visit), in_one_line(visit.phone)))),
        "subject": visit.subject,
    }


def _stops(trip: Trip) -> list[dict[str, str]]:
    dated = sorted(trip.visits, key=lambda visit: visit.day or trip.end)
    stops = [_stop(_short(trip.start), f"出发→{trip.destination}", trip.transport, "出发")]
    for visit in dated:
        contact = " ".join(filter(None, (in_one_line(visit.contact), in_one_line(visit.phone))))
        stop = _stop(_short(visit.day), visit.way or visit.address, visit.travel, visit.subject or "拜访洽谈")
        own = {"firm": visit.firm, "contact": contact, "part": visit.part, "remark": visit.stop_remark}
        stops.append(stop | own)
    if not dated:
        stops += [_stop("", "", "", "")] * _LINES_FOR_THE_PEN
    return [*stops, _stop(_short(trip.end), f"{trip.destination}→返回", trip.transport, "返回")]


def _short(day: date | None) -> str:
    """Return a day without its year: 6月8日."""
    return f"{day.month}月{day.day}日" if day else ""


def _stop(day: str, way: str, transport: str, what: str) -> dict[str, str]:
    empty = {"part": "", "firm": "", "contact": "", "remark": ""}
    return empty | {"date": day, "way": way, "transport": transport, "what": what}
