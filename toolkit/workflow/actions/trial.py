"""What does a rulebook make of made-up rows? Each indicator, score and consequence is met once, and all is written."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.assessment.assess import Books, assess
from toolkit.assessment.conduct import Conduct
from toolkit.assessment.consequences import proposals
from toolkit.assessment.grounds import Ranking, members_of
from toolkit.assessment.places import is_one_total, year_places
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.pending import Waiting
from toolkit.consolidation.variance import county_variances, evaluate
from toolkit.model.accounting_year import MONTHS
from toolkit.model.assessment import PastScore, Rating, ScoreEvent, ScoreTable
from toolkit.model.cells import CellRef
from toolkit.model.clause import HAS, Condition, Criterion, Share, terms
from toolkit.model.figures import with_unit
from toolkit.model.grades import GradeChange
from toolkit.model.ledger import Consolidation, Ledger, TargetStanding
from toolkit.model.ledger_entry import UNATTRIBUTED, LedgerEntry
from toolkit.model.own_columns import is_own, with_declared
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import INSIDE
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.scoring import BASIC, ScoreRule
from toolkit.model.submission import TargetLine
from toolkit.model.weighting import Equal
from toolkit.schemes.criteria import CHOICES
from toolkit.schemes.slips import meant
from toolkit.workflow.steps.assessing import measure_of
from toolkit.workflow.steps.formula_lengths import too_long

MADE = "试算"
SOME_DAY = "2022-03-01"
AMPLE = 10**9
PROOF = "有"
FULL = 100.0
MOST_NAMED = 5
TWO_RANKINGS = (
    "既有完成情况的综合指数，又有计分，没有写明怎样合成总分，名次和后果不提建议。"
    "请加一项计分，写明综合指数或完成率折成多少分，见《规则怎么写》“分从哪里来”。"
)


# What a row of 计分台账 counts for.
_Happens = ScoreRule | GradeChange


class Trial(Struct, frozen=True):
    """The lines of a trial, and as sentences what did not work and what is to be looked at again."""

    lines: tuple[str, ...]
    troubles: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def try_out(scheme: Scheme) -> Trial:
    """Return what a rulebook makes of one made-up row for each of its rules, in the last month of its year."""
    period = _last(scheme)
    scheme = scheme.at(period)
    result = consolidate((), None, scheme, period, period.last_day)
    troubles: list[str] = too_long(scheme)
    rows = [_made(one, number, scheme, troubles) for number, one in enumerate(_wanted(scheme), 1)]
    entries = [entry for entry in rows if entry is not None]
    lines = ["指标（每项编一个满足条件的项目）"]
    lines += [_of_indicator(indicator, entries, scheme) for indicator in scheme.indicators]
    table = Ledger(period, tuple(entries))
    whole = replace(
        result,
        standings=tuple(_standings(scheme)),
        ledger=table,
        county=county_variances(table_of(table, scheme), scheme, result.elapsed, Waiting(table, scheme)),
    )
    happening: tuple[_Happens, ...] = (*scheme.rules.grade_changes, *scheme.rules.scores)
    by_event = {one.event: one for one in happening if one.event}  # what two rules count happens once
    events = tuple(_event(one, number, scheme) for number, one in enumerate(by_event.values(), 2))
    conduct = Conduct({period: whole.timeliness})
    books = Books(conduct, events=events, ratings=tuple(_ratings(scheme)), past=tuple(_quarters(scheme)))
    done = replace(whole, assessment=assess(whole, books, measure_of(whole)))
    lines += _of_scores(done)
    lines += _of_consequences(done)
    _write_all(done)
    if done.assessment and done.assessment.index and scheme.rules.scores and not is_one_total(scheme):
        troubles.append(TWO_RANKINGS)
    return Trial(tuple(lines), tuple(troubles), tuple(_doubts(scheme)))


def _doubts(scheme: Scheme) -> Iterator[str]:
    """Yield which months the year has where it is no calendar year, and who earns no points for a kind nobody named."""
    if scheme.accounting.begins:
        first, last = (scheme.accounting.month(scheme.year, number).label for number in (1, MONTHS))
        yield f"{scheme.year}年是{first}至{last}（year_begins）；从上一年算起的，写 上年12月 这样。"
    parts = [rule for rule in scheme.rules.scores if rule.kind == BASIC]
    named = {kind for rule in parts for kind in rule.kinds}
    if not named or not all(rule.kinds for rule in parts):
        return
    others: dict[str, list[str]] = {}
    for unit in scheme.reporting_units:
        if unit.kind not in named:
            others.setdefault(unit.kind, []).append(unit.name)
    for kind, units in others.items():
        who = "、".join(units[:MOST_NAMED]) + ("等" if len(units) > MOST_NAMED else "")
        how = f"{meant(kind, named)}参加考核的，请改类别或 kinds。"
        yield f"{who}的类别是“{kind}”，没有一项{BASIC}写到这一类，这些分都不得。{how}"


def _last(scheme: Scheme) -> ReportingPeriod:
    return scheme.accounting.month(scheme.year, 12)


class _Wanted(Struct, frozen=True):
    """What a made-up row is for, the conditions that it is to meet, and the column that it fills."""

    what: str
    conditions: tuple[Condition, ...]
    column: str = ""
    amount: int = 1


def _wanted(scheme: Scheme) -> Iterator[_Wanted]:
    for one in scheme.indicators:
        if one.is_ratio:
            continue
        for part in one.equals or (Equal(one.column, one.scale),):
            yield _Wanted(f"{one.id} {one.name}", (*one.criteria, *part.criteria), part.column, part.per)
        for number, factor in enumerate(one.factors, 1):
            yield _Wanted(
                f"{one.id} {one.name}（系数{number}）", (*one.criteria, *factor.criteria), one.column, one.scale
            )
    for rule in scheme.rules.scores:
        for number, way in enumerate(rule.alternatives, 1):
            which = f"（第{number}组条件）" if len(rule.alternatives) > 1 else ""
            yield _Wanted(f"{rule.id} {rule.name}{which}", way, rule.column, _enough(rule))
        for number, tier in enumerate(rule.levels if rule.source == "ledger" else (), 1):
            common = rule.alternatives[0] if rule.alternatives else ()
            yield _Wanted(f"{rule.id} {rule.name}（第{number}档）", (*common, *tier.criteria))
    for change in scheme.rules.grade_changes:
        if change.criteria:
            yield _Wanted(f"{change.id} {change.name}", change.criteria)


def _enough(rule: ScoreRule) -> int:
    """Return an amount that earns points: one step, where points begin at some size one step beyond it."""
    return int(rule.ladder.above + rule.ladder.step) if rule.ladder else rule.step


def _made(wanted: _Wanted, number: int, scheme: Scheme, troubles: list[str]) -> LedgerEntry | None:
    """Return a row that meets the first way that can be met; a sentence where no row can meet any."""
    for sign, criteria in terms(wanted.conditions):
        first: dict[str, Any] = {wanted.column: wanted.amount} if wanted.column else {}
        values = _meeting(criteria, first) if sign > 0 else None
        if values is not None:
            blank = _blank(number, wanted.what, scheme)
            return replace(blank, **with_declared(blank.declared, first | values))
    troubles.append(f"“{wanted.what}”的条件互相矛盾，没有一个项目能同时满足。请核对它的 criteria。")
    return None


def _meeting(criteria: Sequence[Criterion], first: Mapping[str, int]) -> dict[str, Any] | None:
    """Return a value for each column that all its criteria allow, ``first`` if it may be; ``None`` if there is none."""
    values: dict[str, Any] = {}
    shares = {one.value.column for one in criteria if isinstance(one.value, Share)}
    # What a share is taken of is chosen first.
    for column in dict.fromkeys([*sorted(shares), *(one.column for one in criteria)]):
        mine = [one for one in criteria if one.column == column]
        whole = [AMPLE] if column in shares and not mine else []
        words = "".join(str(one.value) for one in mine if one.operator == HAS)
        tried = [first.get(column), *whole, words, *(value for one in mine for value in _candidates(one, values))]
        known = (value for value in tried if value is not None)
        met = [value for value in known if all(_allows(one, value, values) for one in mine)]
        if not met:
            return None
        values[column] = met[0]
    return values


def _allows(criterion: Criterion, value: Any, values: Mapping[str, Any]) -> bool:
    """Tell whether a value is allowed beside those that were chosen already."""
    return criterion.is_met_by(SimpleNamespace(**{**values, criterion.column: value}))


def _candidates(criterion: Criterion, values: Mapping[str, Any]) -> Iterator[object]:
    wanted = criterion.value
    if isinstance(wanted, Share):
        part = values.get(wanted.column, AMPLE) * wanted.parts // wanted.of
        yield from (part, part + 1, part - 1)
    elif isinstance(wanted, date):
        yield from (str(wanted + timedelta(days=more)) for more in (0, 1, -1) if date.min < wanted < date.max)
    elif wanted == "":
        yield SOME_DAY if criterion.column.endswith("_on") else MADE
    elif isinstance(wanted, str):
        yield from (wanted, *_words_beside(criterion.column), MADE)
    else:
        yield from (wanted, wanted + 1, wanted - 1)


def _words_beside(column: str) -> tuple[str, ...]:
    return ("是", "否") if is_own(column) and column.endswith("_flag") else CHOICES.get(column, ())


def _blank(number: int, what: str, scheme: Scheme) -> LedgerEntry:
    # Long: one line a field.
    units = scheme.reporting_units or scheme.units
    unit = units[number % len(units)].name if units else MADE
    row = next((row for row in scheme.target_rows if row.lead_unit == unit), None)
    return LedgerEntry(
        serial=number,
        unit=unit,
        name=f"{MADE}：{what}",
        industry=None,
        sector="其他",
        emerging="否",
        investor=None,
        investment_yuan=None,
        paid_in_yuan=None,
        source=None,
        region=INSIDE,
        province="",
        outside="否",
        contact=None,
        phone=None,
        moved_in_on=None,
        signed_on=str(scheme.accounting.month(scheme.year, 3).first_day),
        started_on=None,
        year=scheme.year,
        progress=None,
        stage="签约",
        stage_rank=2,
        land_mu=None,
        floor_sqm=None,
        idle_mu=None,
        credit_code=None,
        target_row=row.key if row else UNATTRIBUTED,
        group=row.group if row else "",
        lead_unit=unit,
        attributed_by=MADE,
        counted="是",
        decision="",
        period=str(_last(scheme)),
        file=f"{MADE}.xlsx",
        sheet="Sheet1",
        row=number,
        path="",
        system_place="",
        declared=tuple((one.field, None) for one in scheme.own_columns),
    )


def _of_indicator(indicator: Indicator, entries: Sequence[LedgerEntry], scheme: Scheme) -> str:
    """Return what the indicator is over its own row alone; a ratio over all rows."""
    own = [one for one in entries if one.name == f"{MADE}：{indicator.id} {indicator.name}"]
    rows = list(entries) if indicator.is_ratio else own
    amount = evaluate(indicator, table_of(Ledger(_last(scheme), tuple(rows)), scheme), scheme)
    said = "算不出（缺基数或分母是零）" if amount is None else with_unit(amount, indicator)
    return f"  {indicator.id} {indicator.name}：{said}"


def _event(rule: _Happens, row: int, scheme: Scheme) -> ScoreEvent:
    unit = (scheme.reporting_units or scheme.units)[0].name if scheme.units else MADE
    ref, times = CellRef(f"{MADE}.xlsx", "计分台账", row), rule.step if isinstance(rule, ScoreRule) else 1
    return ScoreEvent(ref, unit, rule.event, f"{MADE}：{rule.name}", PROOF, _last(scheme).first_day, times)


def _ratings(scheme: Scheme) -> Iterator[Rating]:
    """Yield full marks from every kind of rater to every unit."""
    ref, day = CellRef(f"{MADE}.xlsx", "评分表", 2), _last(scheme).first_day
    for rule in scheme.rules.scores:
        for kind, _ in rule.raters or (("", 1.0),):
            rater = next((unit.name for unit in scheme.units if kind in ("", unit.kind)), MADE)
            if rule.source == "rating":
                yield from (Rating(ref, unit.name, rule.event, rater, rule.out_of, day) for unit in scheme.units)


def _quarters(scheme: Scheme) -> Iterator[PastScore]:
    """Yield full marks for every unit in the quarters before the last, where quarters count in the year."""
    ref = CellRef(f"{MADE}.xlsx", "上年考核", 2)
    for number in (1, 2, 3) if scheme.rules.carry else ():
        yield from (PastScore(ref, scheme.year, unit.name, FULL, None, quarter=number) for unit in scheme.units)


def _standings(scheme: Scheme) -> Iterator[TargetStanding]:
    """Yield a line of the target table for each target row, with two of each indicator's unit as its target."""
    for number, row in enumerate(scheme.target_rows, 2):
        targets: dict[str, int | None] = {one.id: 2 * one.scale for one in scheme.row_indicators if not one.is_ratio}
        line = TargetLine(
            CellRef(f"{MADE}.xlsx", "Sheet1", number), {}, row.group, None, (), row.lead_unit, row.scope, (), targets
        )
        yield TargetStanding(line, row.key, {})


def _of_scores(result: Consolidation) -> list[str]:
    assessment = result.assessment
    if assessment is None or assessment.scores is None:
        return []
    before = f"，以前各季度都算{FULL:g}分" if result.scheme.rules.carry else ""
    lines = [f"计分（每项编一件事或一个项目{before}）"]
    every = dict.fromkeys([*result.scheme.rules.scores, *(one.rule for one in assessment.scores.entries)])
    for rule in every:
        mine = [one for one in assessment.scores.entries if one.rule.id == rule.id]
        told = [one for one in mine if one.quantity] or mine
        said = "；".join(f"{one.unit} {one.span} 数量{one.quantity:,} 得{one.points:g}分" for one in told[:2])
        lines.append(f"  {rule.id} {rule.name}：{said or '没有得分'}")
    return lines + _of_grades(result, assessment.scores.tables)


def _of_grades(result: Consolidation, tables: Sequence[ScoreTable]) -> list[str]:
    """Return who comes to each grade, and whom each change meets."""
    graded = [one for table in tables for one in table.grades]
    if not graded:
        return []
    lines = ["等次（按以上的分）"]
    for grade in result.scheme.rules.grades:
        mine = [one.unit for one in graded if one.name == grade.name and grade in one.grades]
        lines.append(f"  {grade.id} {grade.name}：{'、'.join(mine[:3]) or '没有单位'}")
    for change in result.scheme.rules.grade_changes:
        met = [f"{one.unit}（{move.how}）" for one in graded for move in one.moves if move.change == change]
        lines.append(f"  {change.id} {change.name}：{'、'.join(met[:3]) or '没有单位'}")
    return lines


def _of_consequences(result: Consolidation) -> list[str]:
    """Return who would be proposed for each consequence, if the units stood in the order of the list."""
    scheme = result.scheme
    if not scheme.rules.consequences:
        return []
    longest = max(one.years for one in scheme.rules.consequences)
    rankings = []
    scored = [(unit.name, -float(number)) for number, unit in enumerate(scheme.units)]
    for year in range(scheme.year - longest + 1, scheme.year + 1):
        places = year_places(scored, year, scheme, MADE)
        for scope in members_of(scheme):
            mine = tuple(one for one in places if one.scope == scope)
            rankings += [Ranking(year, scope, mine, quarter=quarter) for quarter in (None, 1, 2, 3, 4)]
    found, withheld = proposals(result, rankings)
    lines = ["后果（按单位名单的先后当作名次）"]
    for one in scheme.rules.consequences:
        met = [proposal.unit for proposal in found if proposal.consequence.id == one.id]
        lines.append(f"  {one.id} {one.name}：{'、'.join(met[:3]) or '没有单位'}")
    return lines + [f"  {said}" for said in withheld]


def _write_all(result: Consolidation) -> None:
    """Write what a month's work would write from these rows, where nobody sees it."""
    from toolkit.workbooks.books.assessment_workbook import write_assessment_workbook
    from toolkit.workbooks.master.master import write_master

    with tempfile.TemporaryDirectory() as folder:
        write_master(result, Path(folder) / f"{MADE}.xlsx")
        write_assessment_workbook(result, Path(folder) / f"{MADE}2.xlsx")
