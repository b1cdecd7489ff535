"""What do the quarters give in the year? As 上年考核.xlsx records them; one that is not recorded is not 0."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.assessment.points import made_rule, points_for
from toolkit.model.accounting_year import quarter_words
from toolkit.model.assessment import PastScore, ScoreEntry, ScoreItem, ScoreTable, exact
from toolkit.model.ledger import Consolidation
from toolkit.model.scoring import Carry

BOOK = "上年考核.xlsx"
MOST_NAMED = 5


class Missing(Struct, frozen=True):
    """Of which units a quarter is missing, and which, in sentences."""

    units: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def carried_from(
    carry: Carry, quarter: ScoreTable, past: Sequence[PastScore], result: Consolidation
) -> tuple[list[ScoreEntry], Missing]:
    """Return what the quarters so far give in the year; nothing for a unit of which one is not recorded."""
    now = result.scheme.accounting.place(result.period).quarter
    rule = made_rule(carry.id, carry.name, "基础分", carry.share, now if carry.by == "mean" else 1, "year", carry)
    entries: list[ScoreEntry] = []
    lacks: dict[str, list[str]] = {}
    for place in quarter.places:
        items = list(_items(place.name, place.score, rule.id, past, result))
        mine = [item.what.removesuffix("得分") for item in items if not item.counted]
        for name in mine:
            lacks.setdefault(name, []).append(place.name)
        if mine:
            whole = f"缺{'、'.join(mine)}，暂不折入"
            items = [replace(item, counted=False, note=item.note or whole) for item in items]
        total = exact(item.quantity for item in items if item.counted)
        entries.append(ScoreEntry(place.name, rule, items[0].span, tuple(items), total, points_for(rule, total)))
    missing = dict.fromkeys(unit for units in lacks.values() for unit in units)
    said = [_said(name, units, len(quarter.places)) for name, units in lacks.items()]
    return entries, Missing(tuple(missing), tuple(said))


def _items(unit: str, score: float, rule: str, past: Sequence[PastScore], result: Consolidation) -> Iterator[ScoreItem]:
    """Yield each quarter to date: as the office recorded it, else the running one as it was counted."""
    year = result.scheme.accounting
    here = year.place(result.period)
    for number in range(1, here.quarter + 1):
        found = [one for one in past if (one.year, one.quarter, one.unit) == (here.year, number, unit)]
        mark, where = (score, "计分台账") if number == here.quarter else (None, BOOK)
        if found and found[0].score is not None and not found[0].problem:
            mark, where = found[0].score, str(found[0].ref)
        what = f"{here.year}年{quarter_words(number)}得分"
        note = "" if mark is not None else f"没有记录，请写进{BOOK}"
        span = year.span("year", result.period)
        yield ScoreItem(unit, rule, span, what, "", "", exact([mark or 0]), where, mark is not None, note)


def _said(quarter: str, units: Sequence[str], of: int) -> str:
    """Return which quarter is missing of whom, and that the year has no total without it."""
    more = f"等{len(units)}个单位" if len(units) > MOST_NAMED else ""
    whose = f"{'、'.join(units[:MOST_NAMED])}{more}的" if len(units) < of else ""
    return (
        f"缺{quarter}的考核得分，请写进 {BOOK}（年度写“{quarter}”，一个单位一行，没有得分的写 0）；"
        f"补齐以前，{whose}全年合计没有数据，不排名次，不评等次"
    )
