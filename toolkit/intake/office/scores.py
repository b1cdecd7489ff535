"""Which events are in 计分台账? One a row: who did what on which day, with its proof (JC-S0)."""

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from toolkit.intake.office.office_table import OfficeRow, office_rows, unit_names, unit_of
from toolkit.intake.values.regions import judge_source
from toolkit.intake.values.typed import compact
from toolkit.model.accounting_year import AccountingYear
from toolkit.model.assessment import FOREIGN_MONEY, ScoreEvent
from toolkit.model.findings import Finding, Severity, found
from toolkit.model.period import ReportingPeriod
from toolkit.model.regions import Home, region_of
from toolkit.model.scheme import Scheme
from toolkit.model.wording import AS_FILLED_IN, LINE_OUT

TOGETHER, SHARE_PLACES = "、", 6
# What the column of the unit is called in counties; the blank book has the county's own word.
UNIT_WORDS = ("单位", "部室", "部门", "科室", "乡镇", "报送单位", "申报单位", "责任单位", "得分单位")
OTHERS: Mapping[str, tuple[str, ...]] = {
    "事项": ("计分事项",),
    "日期": ("时间",),
    "内容": ("项目名称", "名称"),
    "佐证材料": ("佐证", "证明材料"),
    "数量": ("次数", "个数"),
    "到账金额": ("外币金额", "金额"),
    "币种": (),
    "企业所在地": ("对方所在地", "所在地", "企业所在省"),
}


def headings(scheme: Scheme) -> Mapping[str, tuple[str, ...]]:
    """Return the headings of 计分台账 with their other names, the unit's first, by the county's own word."""
    return {scheme.unit_word: tuple(word for word in UNIT_WORDS if word != scheme.unit_word), **OTHERS}


def choices(scheme: Scheme) -> list[str]:
    """Return the words that 事项 may be: the rules' events, those of 晋档 and 降档, and foreign money that arrived."""
    rules, changes = scheme.rules.scores, scheme.rules.grade_changes
    events = [rule.event for rule in rules if rule.source == "events"]
    events = list(dict.fromkeys([*events, *(change.event for change in changes if change.event)]))
    return [*events, FOREIGN_MONEY] if any(rule.column.endswith("_usd") for rule in rules) else events


def read_scores(
    path: Path, scheme: Scheme, period: ReportingPeriod
) -> tuple[tuple[ScoreEvent, ...], tuple[Finding, ...]]:
    """Return the events in order, and what is wrong with the rows; every row is one or the other.

    Raises ``ToolkitError`` where the file is no such book.
    """
    findings: list[Finding] = []
    names, allowed = unit_names(scheme), choices(scheme)
    events: list[ScoreEvent] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in office_rows(path, headings(scheme), "事项"):
        unit = _units(row, scheme.unit_word, names, findings)
        event = _event(row, unit, allowed, (period, scheme.accounting), scheme.home, findings)
        if event is None:
            continue
        what = (event.unit, event.event, event.what, event.day, event.amount, event.currency)
        if what in seen:
            findings.append(found("score_row_twice", row.ref, other=seen[what]))
            continue
        seen[what] = row.ref.row
        events += _shared(event)
    return tuple(events), tuple(findings)


def _shared(event: ScoreEvent) -> list[ScoreEvent]:
    """Return what several units did together (甲、乙) as an event of each, with an equal share."""
    units = event.unit.split(TOGETHER)
    if len(units) == 1:
        return [event]
    share = round(event.quantity / len(units), SHARE_PLACES)
    amount = None if event.amount is None else event.amount // len(units)
    what = f"{event.what}（{TOGETHER.join(units)}共同，各{len(units)}分之一）"
    return [replace(event, unit=unit, what=what, quantity=share, amount=amount) for unit in units]


def _units(row: OfficeRow, heading: str, names: Mapping[str, str], findings: list[Finding]) -> str | None:
    """Return the unit of a row, or several joined with 、 where each is one."""
    typed = row.text(heading)
    several = [names.get(compact(part)) for part in re.split("[、，,和与及]", typed) if part.strip()]
    if compact(typed) not in names and len(several) > 1 and all(several):
        return TOGETHER.join(dict.fromkeys(one for one in several if one))
    return unit_of(row, heading, names, findings)


def _event(
    row: OfficeRow,
    unit: str | None,
    allowed: list[str],
    when: tuple[ReportingPeriod, AccountingYear],
    home: Home,
    findings: list[Finding],
) -> ScoreEvent | None:
    period, year = when
    event = row.required("事项", findings)
    if event and event not in allowed:
        findings.append(found("score_event_unknown", row.cell("事项"), typed=event, choices="、".join(allowed)))
        event = ""
    if not row.text("日期"):
        findings.append(found("missing_required", row.cell("日期"), column="日期", effect=LINE_OUT))
    day = row.day("日期", period, findings)
    if day and year.year_of(day) != year.year_of(period):
        details = {"column": "日期", "typed": day, "meanwhile": AS_FILLED_IN}
        findings.append(found("date_out_of_range", row.cell("日期"), Severity.WARNING, **details))
    elif day and day > period.last_day:
        findings.append(found("date_in_future", row.cell("日期"), column="日期", typed=day, period=period.label))
    problems = len(findings)
    quantity = row.whole("数量", findings)
    amount, currency = row.whole("到账金额", findings), row.text("币种")
    if event == FOREIGN_MONEY:
        for heading in ("到账金额", "币种"):
            row.required(heading, findings)
    if len(findings) > problems or not (unit and event and day):
        return None
    what, evidence = row.text("内容"), row.text("佐证材料")
    region = region_of(judge_source(row.text("企业所在地"), home), home).value or ""
    number = 1 if quantity is None else quantity
    return ScoreEvent(row.ref, unit, event, what, evidence, day, number, amount, currency, region)
