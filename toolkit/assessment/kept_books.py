"""Which lines should a book have that the document asks for, what do its lines owe, and what is late?"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from toolkit.model.accounting_year import CALENDAR_YEAR, SPANS, AccountingYear
from toolkit.model.assessment import AgendaItem
from toolkit.model.cells import CellRef
from toolkit.model.clause import meeting
from toolkit.model.control import press
from toolkit.model.findings import Finding, found
from toolkit.model.kept_books import SPAN_WORDS, BookState, ExpectedLine, KeptLine, Owed, keys_of, line_words
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.names import plain
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import Organ, Register
from toolkit.model.scheme import Scheme

SHOWN = 5
_LEDGER: Mapping[str, Callable[[LedgerEntry], object]] = {
    "项目名称": lambda entry: entry.name,
    "投资方": lambda entry: entry.investor,
    "行业": lambda entry: entry.industry,
    "投资总额（亿元）": lambda entry: "" if entry.investment_yuan is None else in_yi(entry.investment_yuan),
    "投资来源": lambda entry: entry.source,
    "阶段": lambda entry: entry.stage,
    "责任单位": lambda entry: entry.lead_unit or entry.unit,
    "报送单位": lambda entry: entry.unit,
    "承接部室": lambda entry: entry.lead_unit or entry.unit,
    "投资规模（亿元）": lambda entry: "" if entry.investment_yuan is None else in_yi(entry.investment_yuan),
    "落户地": lambda entry: entry.unit,
    "联系人": lambda entry: entry.contact,
    "签约日期": lambda entry: entry.signed_on,
}


def expected_lines(register: Register, scheme: Scheme, result: Consolidation | None = None) -> list[ExpectedLine]:
    """Return the lines that a book should have, in the document's order; projects need a month's ``result``."""
    if register.rows == "projects":
        entries = result.ledger.entries if result is not None else ()
        chosen = meeting((one for one in entries if one.counted == "是"), register.criteria)
        columns = [(column, read) for column, read in _LEDGER.items() if column in register.columns]
        return [_project_line(entry, columns) for entry in chosen]
    return [
        ExpectedLine({column: text for column, text in texts.items() if column in register.columns and text})
        for texts in _stated(register, scheme)
    ]


def _project_line(entry: LedgerEntry, columns: Sequence[tuple[str, Callable[[LedgerEntry], object]]]) -> ExpectedLine:
    texts = {column: str(value) for column, read in columns if (value := read(entry))}
    return ExpectedLine(texts, (entry.known_as.name,))


def _stated(register: Register, scheme: Scheme) -> Iterator[dict[str, str]]:
    """Yield what the rulebook itself states for each line, under every heading that it can have."""
    rules = scheme.rules
    if register.rows == "duties":
        for duty in rules.duties:
            yield from ({"条款": duty.number or duty.id, "事项": duty.what, "责任单位": unit} for unit in duty.units)
    elif register.rows == "organs":
        yield from _members(rules.organs)
    elif register.rows == "occasions":
        yield from ({"活动名称": occasion.name} for occasion in rules.occasions)
    elif register.rows == "units":
        kinds = register.kinds
        yield from ({"单位": one.name, "类别": one.kind} for one in scheme.units if not kinds or one.kind in kinds)
    elif register.rows == "groups":
        yield from _groups(register, scheme)
    else:
        yield from ({register.columns[0]: name} for name in register.names)


def _members(organs: Sequence[Organ]) -> Iterator[dict[str, str]]:
    for organ in organs:
        for member in organ.members or ("",):
            role, colon, name = member.partition("：")
            yield {"机构": organ.name, "职责": organ.role, "角色": role, "姓名": name if colon else ""}


def _groups(register: Register, scheme: Scheme) -> Iterator[dict[str, str]]:
    for group in dict.fromkeys(row.group for row in scheme.target_rows):
        if "小分队" in register.columns and not group.endswith("小分队"):
            continue  # 区直部门 is a group of targets and no squad
        leads = "、".join(dict.fromkeys(row.lead_unit for row in scheme.target_rows if row.group == group))
        own = {"牵头单位": leads, "第一责任单位": leads, "办公室": f"设在{leads}"}
        yield {"招商组": group, "小分队": group, **own}


def lacking(register: Register, expected: Sequence[ExpectedLine], lines: Sequence[KeptLine]) -> list[ExpectedLine]:
    """Return the expected lines that a book has not got, by its keys; as many as are stated of each."""
    if not lines:
        return list(expected)
    keys = keys_of(register)
    there = Counter(_key(line.texts, keys) for line in lines)
    missing = []
    for one in expected:
        others = [_key({**one.texts, keys[0]: name}, keys) for name in one.also]
        known = next((key for key in (_key(one.texts, keys), *others) if there[key] > 0), None)
        if known is None:
            missing.append(one)
        else:
            there[known] -= 1
    return missing


def _key(texts: Mapping[str, str], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(texts.get(key)) for key in keys)


def last_day(register: Register, period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR) -> date | None:
    """Return the last day of the span that a book is filled in for, ``None`` where it has none."""
    month = period
    while register.every in SPANS and not year.ends(register.every, month):
        month = month.shifted(1)
    return month.last_day if register.every else None


def first_day(register: Register, period: ReportingPeriod, year: AccountingYear = CALENDAR_YEAR) -> date:
    """Return the first day of that span."""
    return year.months(register.every, period)[0].first_day


def state_of(
    register: Register,
    expected: Sequence[ExpectedLine],
    lines: Sequence[KeptLine] | None,
    period: ReportingPeriod,
    as_of: date,
    year: AccountingYear = CALENDAR_YEAR,
) -> BookState:
    """Return how a book stands; ``lines`` is ``None`` where the office has not begun it.

    Its spans are those of the document's ``year``: a quarter ends in February where the year begins in 上年12月.
    """
    end = last_day(register, period, year)
    missing = lacking(register, expected, lines or ())
    said = tuple(line_words(one.texts, register) for one in missing)
    owed = [Owed(words, "", "没有这一行", end, bool(end and as_of > end)) for words in said]
    units: dict[str, tuple[int, int]] = {}
    done = 0
    given = {column for one in expected for column in one.texts}
    for line in lines or ():
        its = list(_owed(line, register, (first_day(register, period, year), end), as_of, given))
        owed += its
        done += not its
        unit = line.texts.get(register.unit, "") if register.unit else ""
        if unit:
            total, closed = units.get(unit, (0, 0))
            units[unit] = (total + 1, closed + (not its))
    owed.sort(key=lambda one: (not one.late, one.due or date.max))
    there = lines is not None
    return BookState(register, there, len(expected), tuple(lines or ()), done, said, tuple(owed), units)


def _owed(
    line: KeptLine, register: Register, span: tuple[date, date | None], as_of: date, given: set[str]
) -> Iterator[Owed]:
    """Yield what one line owes: columns, a day within the span, its own limit."""
    start, end = span
    words = line_words(line.texts, register)
    unit = line.texts.get(register.unit, "") if register.unit else ""
    closed = bool(register.done and line.texts.get(register.done))
    empty = [column for column in register.needed if not line.texts.get(column)]
    begun = any(text for column, text in line.texts.items() if column not in given)
    if empty:
        late = bool(end and as_of > end) or (not register.every and begun)
        yield Owed(words, unit, f"没有填“{'”“'.join(empty)}”", end, late)
    if register.dated and end is not None and not closed:
        day = line.days.get(register.dated)
        if day is None or not start <= day <= end:
            said = SPAN_WORDS[register.every]
            yield Owed(words, unit, f"{said}没有“{register.dated}”", end, as_of > end)
    if register.due and not closed and (due := line.days.get(register.due)) is not None:
        yield Owed(words, unit, f"“{register.done}”没有填", due, as_of > due)


def book_states(kept: Mapping[str, tuple[KeptLine, ...]], result: Consolidation) -> tuple[BookState, ...]:
    """Return how every book of the scheme stands; ``kept`` holds the lines of those that there are, by name."""
    scheme, period, as_of = result.scheme, result.period, result.as_of
    return tuple(
        state_of(one, expected_lines(one, scheme, result), kept.get(one.name), period, as_of, scheme.accounting)
        for one in scheme.rules.registers
        if one.is_book
    )


def late_books(states: Sequence[BookState]) -> tuple[Finding, ...]:
    """Return what is late in the books that the office has begun; of the others the sheet 台账检查 tells."""
    return tuple(finding for state in states if state.there for finding in _findings(state))


def _findings(state: BookState) -> Iterator[Finding]:
    """Yield what is late in a book, each kind of it in one sentence."""
    register = state.register
    for what in dict.fromkeys(one.what for one in state.late):
        lines = [one for one in state.late if one.what == what]
        named = "".join(f"“{one.line}”" for one in lines[:SHOWN] if one.line)
        more = f"等{len(lines)}项" if len(lines) > SHOWN else ""
        day = min((one.due for one in lines if one.due), default=None)
        since = f"（期限{day}）" if day else ""
        yield found(
            "book_line_late",
            CellRef(f"{register.name}.xlsx"),
            lines=f"{named}{more}{what}{since}",
            clause=register.citation.words,
        )


def book_agenda(
    state: BookState, period: ReportingPeriod, office: str, year: AccountingYear = CALENDAR_YEAR
) -> Iterator[AgendaItem]:
    """Yield what a book asks for within a month: to be filled in by the last day of its span, and its lines' limits."""
    register = state.register
    end = last_day(register, period, year)
    in_span = [one for one in state.owed if one.due == end]
    if end is not None and ReportingPeriod(end.year, end.month) == period and (in_span or not state.there):
        to_do = f"还没有建，请{press('books', 'assess --books')}"
        said = f"还有{len(in_span)}项：{_few(in_span)}" if state.there else to_do
        id = f"book-{register.id}-{period}"
        yield AgendaItem(id, end, "台账", f"填齐{register.name}", office, "", register.citation, said)
    for number, one in enumerate(one for one in state.owed if register.due and one.due not in (None, end)):
        if one.due and (one.due.year, one.due.month) == (period.year, period.month):
            id, what = f"book-{register.id}-{number}-{one.due}", f"{register.name}：{one.line}"
            yield AgendaItem(id, one.due, "台账", what, one.unit or office, "", register.citation, one.what)


def _few(owed: Sequence[Owed]) -> str:
    names = list(dict.fromkeys(one.line for one in owed if one.line))
    return "、".join(names[:SHOWN]) + (f"等{len(names)}个" if len(names) > SHOWN else "")
