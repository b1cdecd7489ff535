"""How many of its required trips has each unit? Formulas over a block of who took part in which trip."""

from toolkit.model.formula import Formula
from toolkit.model.trips import LEADS_THE_TRIP, NOT_OUT, QuotaLine, Travel
from toolkit.workbooks.sheet.lights import light_missing
from toolkit.workbooks.sheet.page import Page, Value, block, cell, lines_needed

# The block stands to the right of the sheet's print area: 行程编号 出发 返回 单位 角色 拜访 线索.
SPAN = ("行程编号", "出发", "返回", "单位", "角色", "拜访企业", "招商线索")
_BLOCK = 22
_MEASURES = {"visits": 5, "leads": 6}
_UNITS = {"visits": "家", "days": "天"}
HEADINGS = ("单位", "条款", "要求", "时段", "起", "止", "应完成", "已完成", "还差")


def attendance(travel: Travel) -> list[tuple[Value, ...]]:
    """Return the block's rows: a trip once for each unit and role that took part in it."""
    return [
        (
            line.trip.id,
            line.trip.start,
            line.trip.end,
            unit,
            role or LEADS_THE_TRIP,
            len(line.trip.firms),
            len(line.trip.leads),
        )
        for line in travel.lines
        for unit, role in line.roles
    ]


def write_attendance(page: Page, travel: Travel, header: int) -> None:
    """Write the block that the quota table counts over."""
    page.row(header, list(SPAN), "header", column=_BLOCK)
    for row, values in enumerate(attendance(travel), header + 1):
        for offset, (value, trait) in enumerate(
            zip(values, ("center", "date", "date", "left", "left", "plain", "plain"), strict=True)
        ):
            page.put(row, _BLOCK + offset, value, "cell", trait)
    for offset, width in enumerate((18, 11, 11, 20, 14, 9, 9)):
        page.sheet.set_column(_BLOCK + offset, _BLOCK + offset, width)


def write_quotas(page: Page, travel: Travel, row: int, as_of: str, header: int = 3) -> int:
    """Write the quota table from ``row`` on and return its last row; ``as_of`` is the cell with the day."""
    page.span(row, 0, row, 19, "外出任务完成情况（表格右边是计算用的参加明细，不打印）", "section")
    spans = ((0, 1), (2, 2), (3, 5), (6, 8), (9, 10), (11, 11), (12, 12), (13, 13), (14, 14))
    for (first, last), heading in zip(spans, HEADINGS, strict=True):
        page.span(row + 1, first, row + 1, last, heading, "header")
    count = max(1, len(attendance(travel)))
    ranges = {
        offset: block(header + 1, _BLOCK + offset, header + count, _BLOCK + offset) for offset in range(len(SPAN))
    }
    for at, line in enumerate(travel.quotas, row + 2):
        _write_line(page, at, line, _met_again(line, travel), spans, ranges, as_of)
    if not travel.quotas:
        page.span(row + 2, 0, row + 2, 14, "方案没有规定外出任务，或本月没有应统计的行程。", "cell", "center", "quiet")
    return row + 2 + max(0, len(travel.quotas) - 1)


def _picked(row: int, role: str, ranges: dict[int, str]) -> list[str]:
    """Return the conditions of the line's unit, a role and the line's days."""
    return [
        f"{ranges[3]},{cell(row, 0)}",
        f'{ranges[4]},"{role}"',
        f'{ranges[1]},">="&{cell(row, 9)}',
        f'{ranges[1]},"<="&{cell(row, 11)}',
    ]


def _met_again(line: QuotaLine, travel: Travel) -> int:
    """Return how many firms or leads of a line were met or talked of on a trip before: they count once (NX-U2)."""
    if line.quota.per == "trip" or line.quota.measure not in _MEASURES:
        return 0
    roles = (line.quota.role, f"{line.quota.role or LEADS_THE_TRIP}{NOT_OUT}")
    whole = sum(
        len(one.trip.firms if line.quota.measure == "visits" else one.trip.leads)
        for one in travel.lines
        for unit, role in one.roles
        if unit == line.unit and role in roles and line.first <= one.trip.start <= line.last
    )
    return max(0, whole - line.actual)


def _counted(
    row: int, line: QuotaLine, again: int, ranges: dict[int, str], as_of: str
) -> tuple[Formula | int, Formula]:
    """Return the formulas of 应完成 and 已完成."""
    role = line.quota.role or LEADS_THE_TRIP
    picked = _picked(row, role, ranges)
    required: Formula | int = line.required
    if line.quota.per == "trip":
        picked.append(f'{ranges[2]},"<="&{as_of}')
        required = Formula(f"=COUNTIFS({','.join(picked)})", line.required)
        picked.append(f'{ranges[_MEASURES[line.quota.measure]]},">={line.quota.minimum}"')
    if line.quota.measure == "days":
        met = ",".join(picked)
        done = f"=SUMIFS({ranges[2]},{met})-SUMIFS({ranges[1]},{met})+COUNTIFS({met})"
    elif line.quota.measure == "trips" or line.quota.per == "trip":
        done = f"=COUNTIFS({','.join(picked)})"
    else:
        # What asks for leads or contacts alone counts those of trips within the county, too.
        among = (picked, _picked(row, f"{role}{NOT_OUT}", ranges))
        done = "=" + "+".join(f"SUMIFS({ranges[_MEASURES[line.quota.measure]]},{','.join(one)})" for one in among)
        done += f"-{again}" if again else ""
    return required, Formula(done, line.actual)


def _write_line(
    page: Page,
    row: int,
    line: QuotaLine,
    again: int,
    spans: tuple[tuple[int, int], ...],
    ranges: dict[int, str],
    as_of: str,
) -> None:
    required, done = _counted(row, line, again, ranges, as_of)
    what = f"{line.quota.what}不少于{line.quota.minimum}{_UNITS.get(line.quota.measure, '条')}"
    what += f"（几次外出都见到的只计一次，已减去{again}）" if again else ""
    values: tuple[tuple[Value, str], ...] = (
        (line.unit, "left"),
        (line.quota.citation.id, "center"),
        (what if line.quota.measure != "trips" else f"{line.quota.what}不少于{line.quota.minimum}次", "left"),
        (line.span, "center"),
        (line.first, "date"),
        (line.last, "date"),
        (required, "plain"),
        (done, "plain"),
        (Formula(f"=MAX(0,{cell(row, 12)}-{cell(row, 13)})", max(0, line.required - line.actual)), "plain"),
    )
    for (first, last), (value, trait) in zip(spans, values, strict=True):
        page.span(row, first, row, last, value, "cell", trait, "wrap")
    light_missing(page, (row, spans[-1][0], row, spans[-1][1]))
    page.height(row, 14 * max(1, lines_needed(what, 40), lines_needed(line.unit, 32)) + 6)
