"""When is what due from whom? The tables ``[[deadline]]``; what is due each half month becomes two deadlines."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from toolkit.model.clause import Citation
from toolkit.model.scheme import Deadline
from toolkit.schemes.clauses import applies, cited_clause
from toolkit.schemes.toml_table import TomlTable

RULES = ("day_of_month", "after_event")
HALF_MONTH = "half_month"
SPANS = (HALF_MONTH, "month", "quarter", "half_year", "year")
STATISTICS = "statistics"
LONGEST_NOTICE = 1000  # days
# The first half of a month ends on the 15th; what is due later than the next half's end belongs to nobody's half.
MIDDLE, LAST, LATEST = 15, 31, 14


def deadlines(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], chosen: Mapping[str, str]
) -> tuple[Deadline, ...]:
    """Return the deadlines that apply under the chosen readings."""
    result: dict[str, Deadline] = {}
    for table in tables:
        wanted = applies(table, chosen)
        for deadline in _read(table, cited):
            if wanted and deadline.id in result:
                table.note("id", f"“{deadline.id}”已经用过，请换一个。")
            if wanted:
                result[deadline.id] = deadline
    return tuple(result.values())


def _read(table: TomlTable, cited: Mapping[str, Citation]) -> Iterator[Deadline]:
    rule = table.one_of("rule", RULES)
    every = table.one_of("every", SPANS, "month")
    deadline = Deadline(
        id=table.text("id"),
        what=table.text("what"),
        rule=rule,
        day=table.number("day", 0),
        months_after=table.number("months_after", 0, least=0),
        days=table.number("days", 0, least=0),
        sender=table.text("sender"),
        receiver=table.text("receiver"),
        citation=cited_clause(table, cited, table.text("id", "") or None),
        every=every,
        working=table.flag("working"),
    )
    if deadline.days > LONGEST_NOTICE or deadline.months_after > 12:
        table.note("days" if deadline.days > LONGEST_NOTICE else "months_after", "太长，请核对。")
    if every == HALF_MONTH:
        yield from _halves(table, deadline)
        return
    if rule == "day_of_month" and not 1 <= deadline.day <= LAST:
        table.note("day", "应是 1 到 31。")
    yield deadline


def _halves(table: TomlTable, deadline: Deadline) -> Iterator[Deadline]:
    """Yield what is due for a month's first half, up to the 15th, and for its second: ``days`` after its end."""
    days = deadline.days
    if deadline.id == STATISTICS:
        table.note("every", f'：id = "{STATISTICS}" 的统计表按月汇总，不能写 {HALF_MONTH}。半月报请另写一节。')
    if deadline.rule != "day_of_month":
        table.note("rule", f"：every = {HALF_MONTH} 的，rule 要写 day_of_month。")
    for key in ("day", "months_after", "working"):
        if table.has(key):
            table.note(key, f"：every = {HALF_MONTH} 的不写这一项。上半月到15日、下半月到最后一天，之后几天报写 days。")
    if days > LATEST:
        table.note("days", f"写作 {days}，下一个半月已经过完了，最多写 {LATEST}。")
        days = LATEST
    first = replace(deadline, id=f"{deadline.id}-1", what=f"{deadline.what}（上半月）", day=MIDDLE + days)
    day, after = (days, 1) if days else (LAST, 0)
    second = replace(deadline, id=f"{deadline.id}-2", what=f"{deadline.what}（下半月）", day=day, months_after=after)
    # Either is due each month.
    yield from (replace(one, every="month", days=0) for one in (first, second))


def check_deadlines(root: TomlTable, known: Sequence[Deadline]) -> None:
    """Enter a slip where nothing says when the units' tables are due."""
    due = next((one for one in known if one.id == STATISTICS), None)
    if due is None:
        root.note("deadline", f'里没有 id = "{STATISTICS}" 的一节：统计表几号前报，每个县都要有。')
    elif due.rule != "day_of_month":
        root.note("deadline", f'里 id = "{STATISTICS}" 的一节，rule 要写 day_of_month。')
