"""What does a month's 招商专报 tell (NX-R14)? And what is it empty of, so that a person looks before it goes out?"""

from collections.abc import Iterator

from toolkit.model import notices
from toolkit.model.control import press
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Consolidation
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED
from toolkit.workflow.steps import told_figures

KIND = "招商专报"


def is_asked_for(scheme: Scheme) -> bool:
    """Tell whether a document asks the office to print a newsletter."""
    return any(register.name == KIND for register in scheme.rules.registers)


def newsletter_of(result: Consolidation, head: notices.Letterhead) -> notices.Newsletter:
    """Return the newsletter of a month; raises ``ToolkitError`` where the document asks for none."""
    scheme = result.scheme
    if not is_asked_for(scheme):
        how = press("write_notice", "notice 进度通报", "进度通报")
        raise ToolkitError(f"{scheme.cited_title}没有要求编印招商专报。通报完成情况的，请{how}。")
    by = scheme.row_indicators[0] if scheme.row_indicators and result.standings else None
    return notices.Newsletter(
        head=head,
        jurisdiction=scheme.jurisdiction,
        whole=scheme.whole,
        period=result.period,
        accounting=scheme.accounting,
        journeys=_journeys(result),
        news=tuple(sorted(_news(result), key=lambda one: (one.day, one.unit, one.name))),
        county=result.county,
        ranked_by=by,
        places=told_figures.places(result, by)[0],
        unheard=told_figures.unheard(result),
        timeliness=result.timeliness,
    )


def _journeys(result: Consolidation) -> tuple[int, int, int] | None:
    """Return the trips that began in the month, the firms that they met and the leads; ``None`` without a register."""
    if result.travel is None:
        return None
    first, last = result.period.first_day, result.period.last_day
    trips = [line.trip for line in result.travel.lines if first <= line.trip.start <= last]
    firms = {firm for trip in trips for firm in trip.firms}
    return len(trips), len(firms), sum(len(trip.leads) for trip in trips)


def _news(result: Consolidation) -> Iterator[notices.ProjectNews]:
    """Yield what the month's dates say of projects that count; one that is only talked of is nobody's to print."""
    for entry in result.ledger.counted.entries:
        for what, day in ((notices.SIGNED, entry.signed_on), (notices.STARTED, entry.started_on)):
            if day and day.startswith(str(result.period)) and entry.stage != ENDED and entry.name:
                words = _in_words(day)
                yield notices.ProjectNews(
                    what, words, entry.name, entry.unit, entry.investment_yuan, entry.source or ""
                )


def _in_words(day: str) -> str:
    """Return a day of the month as people write it: 6月8日, or 6月 where the day is not known."""
    parts = [int(part) for part in day.split("-")[1:]]
    return "".join(f"{number}{unit}" for number, unit in zip(parts, "月日", strict=False))


def empty_parts(paper: notices.Newsletter) -> tuple[str, ...]:
    """Return a sentence for each part that has nothing to tell; the office fills it or leaves the month out."""
    said = []
    if not paper.news:
        said.append(
            "“重点项目进展”没有内容：本月没有一个项目的签约日期、开工日期在本月。请核对统计表，或在写好的专报里补写。"
        )
    if not paper.journeys or not paper.journeys[0]:
        said.append("“招商动态”没有外出情况：外出招商台账里没有本月出发的行程。请先登记，或核对后印发。")
    if not paper.places:
        said.append("“单位完成情况”没有内容：没有目标任务分解表，或没有一个单位有完成率。")
    return tuple(said)
