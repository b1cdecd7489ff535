"""Which fields has a 招商专报 (NX-R14)? The month's journeys and projects, the county's figures, the units' places."""

from collections.abc import Iterator
from itertools import groupby

from toolkit.documents.paper import county, figures
from toolkit.documents.paper.letterhead import letterhead
from toolkit.model import leader
from toolkit.model.figures import NO_DATA, said_rate
from toolkit.model.ledger import Arrival
from toolkit.model.money import in_yi
from toolkit.model.notices import SIGNED, STARTED, Newsletter, ProjectNews

_NONE = "没有新签约、新开工的项目"


def context(paper: Newsletter) -> dict[str, object]:
    """Return the fields of the template 招商专报.docx; a part of which nothing is known says so."""
    shared = letterhead(paper.head)
    place = paper.accounting.place(paper.period)
    return {name: shared[name] for name in ("issuer", "issued_on", "remarks", "copies_to")} | {
        "mark": f"{paper.jurisdiction}招商专报",
        "number": f"{place.year}年第{place.month}期",
        "title": f"{paper.period.label}招商引资工作情况",
        "projects": _projects(paper),
        "journeys": _journeys(paper),
        "span": paper.accounting.so_far(paper.period),
        "whole": paper.whole,
        "overall": "；".join(map(county.said, county.worth_telling(paper.county))) or "没有汇总数",
        "beside": county.remarks(paper.county) + _carried(paper),
        "numeral": figures.numerals(
            figures=True, news=bool(paper.news), places=bool(paper.places), remarks=bool(paper.head.remarks)
        ),
        "news": [_news(number, one) for number, one in enumerate(paper.news, 1)],
        "ranked_by": paper.ranked_by.name if paper.ranked_by else "",
        "places": "；".join(_places(paper)),
    }


def _projects(paper: Newsletter) -> str:
    """Return what was signed and started, and of how many units nobody knows: who sent no table may have signed."""
    said = []
    for what in (SIGNED, STARTED):
        mine = [one for one in paper.news if one.what == what]
        amount = sum(one.investment_yuan or 0 for one in mine)
        if mine:
            said.append(f"新{what}项目{len(mine)}个" + (f"，投资总额{in_yi(amount)}亿元" if amount else ""))
    missing = sum(one.arrival is Arrival.MISSING for one in paper.timeliness)
    if not missing:
        return "；".join(said) or _NONE
    if missing == len(paper.timeliness):
        return f"各单位均未报送统计表，新签约、新开工的项目{NO_DATA}"
    return f"{'；'.join(said) or f'已报送统计表的单位{_NONE}'}，另有{missing}个单位未报送统计表"


def _carried(paper: Newsletter) -> str:
    """Return whose figures are those of a former month."""
    return "".join(leader.carried(paper.timeliness, paper.period.month))


def _journeys(paper: Newsletter) -> str:
    if paper.journeys is None:
        return ""
    trips, firms, leads = paper.journeys
    if not trips:
        return "没有外出招商"
    told = [
        f"外出招商{trips}批",
        *([f"拜访企业{firms}家"] if firms else []),
        *([f"获取招商线索{leads}条"] if leads else []),
    ]
    return "，".join(told)


def _places(paper: Newsletter) -> Iterator[str]:
    """Yield each place with who has it; who shares one stands in it together."""
    for rank, group in groupby(paper.places, key=lambda one: one.rank):
        shared = list(group)
        if not shared[0].score:
            yield f"{'、'.join(one.name for one in shared)}尚无完成数"
            continue
        twins = "（并列）" if len(shared) > 1 else ""
        yield f"第{rank}名{'、'.join(one.name for one in shared)}{twins}，{said_rate(shared[0].score)}"
    if paper.places and paper.unheard:
        yield f"{'、'.join(paper.unheard)}未报送统计表，{NO_DATA}"


def _news(number: int, one: ProjectNews) -> str:
    beside = [one.unit, *([f"投资总额{in_yi(one.investment_yuan)}亿元"] if one.investment_yuan else [])]
    beside += [f"投资来源{one.source}"] if one.source else []
    return f"{number}.{one.name}（{'，'.join(beside)}）：{one.day}{one.what}。"
