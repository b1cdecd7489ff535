"""Which of several target tables holds in a month, which held before, and what was not understood of it?"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.columns import unused
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission, TargetLine

_WITH_GOALS = ("目标", "任务", "资金", "项目", "个）", "亿元", "万元", "万美元")


class InForce(Struct, frozen=True):
    """The table that holds in a month, the one before it, and sentences; either may be missing."""

    current: Submission | None
    former: Submission | None = None
    told: tuple[str, ...] = ()


def in_force(tables: Sequence[Submission], period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR) -> InForce:
    """Return the newest table that holds in a month; one without a month holds from the beginning of the year.

    Raises ``ToolkitError`` where two tables hold from the same month on: nothing tells which one counts.
    """
    by_month: dict[ReportingPeriod, Submission] = {}
    first = year.month(year.year_of(period), 1)
    for table in tables:
        for version in _versions(table, first):
            since = version.since or first
            if since in by_month:
                one, other = by_month[since].file, version.file
                raise ToolkitError(
                    f"目标表有{len(tables)}份：{one}、{other}，都从{since.label}起。请只保留一份；年中调整的，"
                    f"在文件名里写明从哪个月起，例如“目标任务分解表（自{period.year}-08起）”。"
                )
            by_month[since] = version
    holding = sorted(since for since in by_month if since <= period)
    told = tuple(
        f"目标表“{table.file}”从{since.label}起，{period.label}还没有采用。"
        for since, table in sorted(by_month.items())
        if since > period and not holding
    )
    return InForce(
        by_month[holding[-1]] if holding else None, by_month[holding[-2]] if len(holding) > 1 else None, told
    )


def _versions(table: Submission, begin: ReportingPeriod) -> list[Submission]:
    """Return a table as one for each month from which some of its lines hold; each line's newest counts."""
    own = [line.since for line in table.target_lines if line.since]
    if not own:
        return [table]
    first = table.since or begin
    versions = []
    for since in sorted({first, *own}):
        lines: dict[tuple[str, str, str], TargetLine] = {}
        for line in sorted(table.target_lines, key=lambda one: one.since or first):
            if (line.since or first) <= since:
                lines[line.key] = line
        if lines:
            versions.append(replace(table, target_lines=tuple(lines.values()), totals=(), since=since))
    return versions


def adjusted(scheme: Scheme, table: Submission | None) -> Scheme:
    """Return the rules with the county's targets as an adjustment within the year states them in its 合计.

    A table that holds from the year's first month on does not change what the document sets for the county.
    """
    if (
        table is None
        or table.since is None
        or scheme.accounting.place(table.since).month == 1
        or len(table.totals) != 1
    ):
        return scheme
    stated = table.totals[0].values
    indicators = tuple(
        replace(one, target=value) if (value := stated.get(one.id)) is not None and one.target is not None else one
        for one in scheme.indicators
    )
    return replace(scheme, indicators=indicators)


def not_understood(table: Submission | None, scheme: Scheme) -> list[str]:
    """Return in a sentence which headings of a target table nobody understood, and which targets are missing by it."""
    if table is None or not table.target_lines:
        return []
    columns = {field for line in table.target_lines for field in line.columns}
    missing = [one.name for one in scheme.row_indicators if one.id not in columns]
    strange = [one for one in unused(table.columns) if missing or any(word in one.heading for word in _WITH_GOALS)]
    if not missing and not strange:
        return []
    said = "、".join(f"{one.letter}“{one.heading}”" for one in strange)
    parts = [f"没有看懂的列：{said}"] if strange else []
    parts += [f"没有读到目标的指标：{'、'.join(missing)}"] if missing else []
    return [f"目标表“{table.file}”{'；'.join(parts)}。请把列名改成指标的名称，再汇总一次。"]


def changes_of(targets: InForce, scheme: Scheme) -> tuple[tuple[str, str, int | None, int | None], ...]:
    """Return what an adjustment within the year changed: the county's stated target first, then line by line."""
    if targets.current is None or targets.former is None:
        return ()
    now = adjusted(scheme, targets.current)
    whole = [
        (f"{scheme.whole}目标", one.id, _whole(one.target), _whole(other.target))
        for one, other in zip(scheme.indicators, now.indicators, strict=True)
        if one.target != other.target
    ]
    return (*whole, *changes_between(targets.former, targets.current, scheme))


def _whole(target: float | None) -> int | None:
    return None if target is None else round(target)


def changes_between(
    former: Submission, current: Submission, scheme: Scheme
) -> Iterable[tuple[str, str, int | None, int | None]]:
    """Yield what an adjustment changed: the line, the indicator's id, the target before and after; both in order."""
    before = {line.key: line for line in former.target_lines}
    after = {line.key: line for line in current.target_lines}
    for key in dict.fromkeys([*before, *after]):
        label = (after.get(key) or before[key]).label
        for indicator in scheme.row_indicators:
            old, new = (side[key].targets.get(indicator.id) if key in side else None for side in (before, after))
            if old != new:
                yield label, indicator.id, old, new
