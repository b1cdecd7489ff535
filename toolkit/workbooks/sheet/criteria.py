"""How is an indicator written as a live formula, and as the number that it comes to?

One :class:`Indicator` is written over the ledger sheet's ranges: as COUNTIFS/SUMIFS text that Excel 2010, WPS and
LibreOffice all calculate, and as the value the text must come to; in Chinese words by ``indicator_words.py``.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from toolkit.model.cells import column_letter
from toolkit.model.clause import EXACT, HAS, LACKS, Condition, Criterion, Share, terms
from toolkit.model.errors import ToolkitError
from toolkit.model.figures import NO_DATA
from toolkit.model.formula import Formula
from toolkit.model.ledger import COUNTY
from toolkit.model.ledger_columns import LEDGER_COLUMNS, ledger_columns
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import YI
from toolkit.model.own_columns import OwnColumn, is_own
from toolkit.model.scheme import Indicator, Scheme
from toolkit.model.shared import SharedProject
from toolkit.model.unstated import OF_EVERY_PROJECT, unstated, unstated_column
from toolkit.workbooks.sheet.ledger_index import LedgerIndex
from toolkit.workbooks.sheet.weighted import weighted_text, weighted_value

NO_VALUE = "—"
# The workbook's name for the elapsed share of the year: formulas then say what they compare with.
ELAPSED = "序时进度"
# A project that a decision took out (a duplicate) is in the ledger, but in no figure.
COUNTED = Criterion("counted", "=", "是")
# What is different from something, or lacks a word, must be filled in.
_FILLED = ("!=", LACKS)
NOTHING_PUBLISHED: Mapping[str, Formula] = MappingProxyType({})
_WHOLE = {column.field for column in LEDGER_COLUMNS if column.show != "number"}


def _is_whole(field: str) -> bool:
    """Tell whether a column's sums are whole numbers: all but areas and what is counted in a unit of its own."""
    return field in _WHOLE or (is_own(field) and field.endswith(("_yuan", "_usd")))


class LedgerRanges(Struct, frozen=True):
    """Where the ledger sheet's rows stand; an empty ledger still has one (blank) row to point at.

    ``own`` are the columns that the rulebook declares: they stand behind those of every county.
    """

    sheet: str
    first_row: int
    last_row: int
    own: tuple[OwnColumn, ...] = ()

    def of(self, field: str) -> str:
        """Return the absolute range of a ledger column: ``项目台账!$F$4:$F$63``.

        Raises ``ToolkitError`` for a field that the ledger has no column for.
        """
        columns = _places(self.own)
        if field not in columns:
            raise ToolkitError(f"方案的指标用到了“{field}”，项目台账里没有这一列，请改正方案。")
        letter = column_letter(columns[field])
        return f"{self.sheet}!${letter}${self.first_row}:${letter}${self.last_row}"


@lru_cache(maxsize=16)
def _places(own: tuple[OwnColumn, ...]) -> Mapping[str, int]:
    return {column.field: number for number, column in enumerate(ledger_columns(own), start=1)}


def condition(criterion: Criterion) -> str:
    """Return a criterion as COUNTIFS takes it: ``">=0.05"`` (亿元), ``"=工业"``, ``2022``.

    Raises ``ToolkitError`` where a text is compared by size.
    """
    operator = {"!=": "<>", HAS: "=", LACKS: "<>"}.get(criterion.operator, criterion.operator)
    if isinstance(criterion.value, int | float):
        wanted = _typed(criterion)
        return wanted if operator == "=" else f'"{operator}{wanted}"'
    if operator not in ("=", "<>") or isinstance(criterion.value, date | Share):
        raise ToolkitError(f"方案里“{criterion.column}”是文字，只能用“=”比较，请改正方案。")
    value = _escaped(criterion.value)
    return f'"{operator}*{value}*"' if criterion.operator in (HAS, LACKS) else f'"{operator}{value}"'


def _escaped(text: str) -> str:
    """Return a text as a formula's criterion holds it: ~ escapes wildcards; a quotation mark is doubled."""
    return text.replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')


def _is_in_yi(field: str) -> bool:
    """Tell whether the ledger's cells hold 亿元, as their heading says; every figure beside the ledger is in 元."""
    return field.endswith("_yuan")


def _typed(criterion: Criterion) -> str:
    """Return a number as it stands in the ledger's cells: money in 亿元, exact, as any text of fifteen digits is."""
    value = criterion.value
    return f"{value / YI:.15g}" if _is_in_yi(criterion.column) and isinstance(value, int | float) else str(value)


def in_yuan(field: str, text: str) -> str:
    """Return the sum of a ledger column as an expression in 元; other columns are summed as they are.

    A sum of 亿元 differs from the exact one by less than a 分: rounded, it is exact.
    """
    return f"ROUND({text}*1E8,0)" if _is_in_yi(field) else text


def countifs(ranges: LedgerRanges, criteria: Sequence[Criterion]) -> str:
    """Return criteria as the arguments of COUNTIFS; an empty cell is not counted as different from anything."""
    parts = []
    for one in criteria:
        parts.append(f"{ranges.of(one.column)},{condition(one)}")
        parts += [f'{ranges.of(one.column)},"<>"'] if one.operator in _FILLED else []
    return ",".join(dict.fromkeys(parts))


def products(ranges: LedgerRanges, criteria: Sequence[Criterion]) -> str:
    """Return criteria as factors of SUMPRODUCT, for what COUNTIFS cannot compare: dates (texts), and two columns."""
    return "*".join(_factor(ranges, one) for one in criteria)


def _factor(ranges: LedgerRanges, criterion: Criterion) -> str:
    cells = ranges.of(criterion.column)
    operator, wanted = "<>" if criterion.operator == "!=" else criterion.operator, criterion.value
    if isinstance(wanted, Share):
        other = ranges.of(wanted.column)
        one, two = in_yuan(criterion.column, cells), in_yuan(wanted.column, other)
        return f"ISNUMBER({cells})*ISNUMBER({other})*({one}*{wanted.of}{operator}{two}*{wanted.parts})"
    if isinstance(wanted, date):
        number = wanted.isoformat().replace("-", "")
        return f'(LEN({cells})={EXACT})*(VALUE("0"&SUBSTITUTE({cells},"-",""))' + f"{operator}{number})"
    if isinstance(wanted, str) and criterion.operator in (HAS, LACKS):
        held = f'ISNUMBER(SEARCH("{_escaped(wanted)}",{cells}))'
        return held if criterion.operator == HAS else f'(1-{held})*({cells}<>"")'
    if isinstance(wanted, str):
        quoted = wanted.replace('"', '""')
        filled = f'*({cells}<>"")' if operator == "<>" else ""
        return f'({cells}{operator}"{quoted}"){filled}'
    return f"ISNUMBER({cells})*({cells}{operator}{_typed(criterion)})"


class Figures:
    """An indicator over the ledger, whole or cut down by further criteria (a target row, a unit)."""

    def __init__(
        self,
        scheme: Scheme,
        ranges: LedgerRanges,
        entries: Sequence[LedgerEntry],
        elapsed: tuple[int, int] = (1, 1),
        published: Mapping[str, Formula] = NOTHING_PUBLISHED,
        shared: Sequence[SharedProject] = (),
        unheard: Collection[str] = (),
    ) -> None:
        """``published`` are the county's figures that another office publishes: by indicator, where each stands.

        ``shared`` are projects of two units, of which their target rows have a part; ``unheard`` are target rows of
        which nobody told anything, and the county where nobody did at all.
        """
        self.scheme = scheme
        self._published, self._shared, self._unheard = published, shared, unheard
        self.elapsed = elapsed
        self.ranges = ranges
        # A large ledger is filtered by unit and target row some thousand times: rows are looked up, not searched.
        index = LedgerIndex(entries)
        self.count, self.total, self.nobody_told = index.count, index.total, index.nobody_told
        self._unstated = unstated(entries)
        self._values: dict[tuple[Indicator, tuple[Criterion, ...]], int | float | str] = {}

    def formula(self, indicator: Indicator, *cut: Criterion) -> Formula:
        """Return an indicator as a live formula with its value."""
        return Formula(f"={self.text(indicator, *cut)}", self.value(indicator, *cut))

    def text(self, indicator: Indicator, *cut: Criterion) -> str:
        """Return the formula's text without its equals sign."""
        if not cut and indicator.id in self._published:
            return self._published[indicator.id].text.removeprefix("=")
        if self._is_unheard(cut):
            return f'IF({self._summed("", cut)}=0,"{NO_DATA}",{self._text(indicator, *cut)})'
        if not indicator.is_ratio and (parts := self._parts(cut)):
            own, whole = self._text(indicator, *cut), self._evaluated(indicator, *cut)
            own = f"N({own})" if isinstance(whole, str) else own
            more = [
                f"{float(by):+g}*({self._text(indicator, one)})" for by, one in parts if self._number(indicator, one)
            ]
            return f"ROUND({own}{''.join(more)},6)" if more else self._text(indicator, *cut)
        return self._text(indicator, *cut)

    def _is_unheard(self, cut: Sequence[Criterion]) -> bool:
        """Tell whether figures are the county's, or a target row's, of which nobody told anything."""
        return COUNTY in self._unheard or any(one.column == "target_row" and one.value in self._unheard for one in cut)

    def _number(self, indicator: Indicator, *cut: Criterion) -> int | float:
        value = self._evaluated(indicator, *cut)
        return 0 if isinstance(value, str) else value

    def _parts(self, cut: Sequence[Criterion]) -> list[tuple[Fraction, Criterion]]:
        """Return what a target row has more or less of than its own entries: by how much, of which entry."""
        if len(cut) != 1 or cut[0].column != "target_row" or not isinstance(cut[0].value, str):
            return []
        added = ((one.added_to(cut[0].value), one.kept) for one in self._shared)
        return [(by, Criterion("serial", "=", kept)) for by, kept in added if by]

    def _text(self, indicator: Indicator, *cut: Criterion) -> str:
        if indicator.is_ratio and self.value(indicator, *cut) == NO_DATA and self.is_without_data(indicator):
            return f'"{NO_DATA}"'
        if indicator.is_growth:
            return self._growth_text(indicator, *cut)
        if indicator.is_ratio:
            above = self.text(self.scheme.indicator(indicator.numerator), *cut)
            below = self.text(self.scheme.indicator(indicator.denominator), *cut)
            if self.value(self.scheme.indicator(indicator.numerator), *cut) == NO_DATA:
                return f'IF(ISTEXT({above}),"{NO_DATA}",IF({below}=0,"{NO_VALUE}",({above})/({below})))'
            return f'IF({below}=0,"{NO_VALUE}",({above})/({below}))'
        criteria = (*indicator.criteria, *cut)
        text = weighted_text(indicator, cut, self._added) if indicator.is_weighted else ""
        if not indicator.column:
            return self._if_stated(indicator, text or self._summed("", criteria))
        column = self.ranges.of(indicator.column)
        text = text or self._added(indicator.column, criteria)
        text = f"{text}/{divisor(indicator)}" if divisor(indicator) > 1 else text
        if self._is_blank(indicator, *cut):
            some = self._summed("", criteria, filled=column)
            return f'IF(AND({self._summed("", criteria)}>0,{some}=0),"{NO_DATA}",{text})'
        return self._if_stated(indicator, text)

    def _added(self, field: str, criteria: Sequence[Condition]) -> str:
        """Return the sum of a column in ledger units over what meets some conditions, of '' the number of rows."""
        if not field:
            return self._summed("", criteria)
        text = in_yuan(field, self._summed(self.ranges.of(field), criteria))
        # Areas are fractions: two programs may differ in the last binary digit, not in the second decimal.
        return text if _is_whole(field) else f"ROUND({text},2)"

    def _total(self, field: str, criteria: Sequence[Condition]) -> int | float:
        signed = terms(criteria)
        if not field:
            return sum(sign * self.count(*met) for sign, met in signed)
        total = sum(sign * self.total(field, *met) for sign, met in signed)
        return total if _is_whole(field) else round(total, 2)

    def _if_stated(self, indicator: Indicator, text: str) -> str:
        """Return the text, behind the question whether anybody stated what has no data now."""
        if not (field := unstated_column(indicator, self._unstated)):
            return text
        said = '">=0"' if field in indicator.summed_columns else '"<>"'
        fields = indicator.summed_columns if field in indicator.summed_columns else (field,)
        stated = "+".join(
            f"COUNTIFS({self.ranges.of(one)},{said},{self.ranges.of('counted')},{condition(COUNTED)})" for one in fields
        )
        return f'IF({stated}=0,"{NO_DATA}",{text})'

    def _summed(self, column: str, conditions: Sequence[Condition], filled: str = "") -> str:
        """Return the sum of a range (the number of rows without one) over the rows that meet all conditions.

        ``filled`` is a further range that must not be empty.
        """
        signed = [(sign, self._term(column, met, filled)) for sign, met in terms(conditions)]
        text = "".join(f"{'-' if sign < 0 else '+'}{one}" for sign, one in signed).removeprefix("+")
        return f"({text})" if len(signed) > 1 else text

    def _term(self, column: str, criteria: Sequence[Criterion], filled: str) -> str:
        if any(isinstance(one.value, date | Share) for one in criteria):
            factors = products(self.ranges, criteria) + (f'*({filled}<>"")' if filled else "")
            return f"SUMPRODUCT({factors},{column})" if column else f"SUMPRODUCT({factors})"
        pairs = ",".join(filter(None, (countifs(self.ranges, criteria), f'{filled},"<>"' if filled else "")))
        if column:
            return f"SUMIFS({column},{pairs})" if pairs else f"SUM({column})"
        return f"COUNTIFS({pairs})" if pairs else f'COUNTIFS({self.ranges.of("serial")},">=1")'

    def nothing(self, indicator: Indicator, *cut: Criterion) -> str:
        """Return what a cell shows where an indicator has no value: 「无数据」 if nobody stated any, else 「—」."""
        return NO_DATA if self.value(indicator, *cut) == NO_DATA else NO_VALUE

    def is_published(self, indicator: Indicator) -> bool:
        """Tell whether the county's figure is another office's and no sum of the ledger."""
        return indicator.id in self._published

    def is_without_data(self, indicator: Indicator) -> bool:
        """Return whether no counted project states what an indicator adds up, by itself or in one of its parts."""
        if indicator.is_ratio:
            parts = (id for id in (indicator.numerator, indicator.denominator) if id)
            return any(self.is_without_data(self.scheme.indicator(id)) for id in parts)
        if COUNTY in self._unheard and not self.is_published(indicator):
            return True
        return bool(unstated_column(indicator, self._unstated))

    def _is_blank(self, indicator: Indicator, *cut: Criterion) -> bool:
        """Return whether some projects meet an indicator's criteria and none of them states what every project has."""
        if indicator.column not in OF_EVERY_PROJECT or self.is_without_data(indicator):
            return False
        met = [criteria for sign, criteria in terms((*indicator.criteria, *cut)) if sign > 0 and self.count(*criteria)]
        return bool(met) and all(self.nobody_told(indicator.column, *criteria) for criteria in met)

    def value(self, indicator: Indicator, *cut: Criterion) -> int | float | str:
        """Return what the formula comes to, as shown in the master (see :func:`divisor`)."""
        if (indicator, cut) not in self._values:
            self._values[indicator, cut] = self._with_parts(indicator, *cut)
        return self._values[indicator, cut]

    def _with_parts(self, indicator: Indicator, *cut: Criterion) -> int | float | str:
        own, parts = self._evaluated(indicator, *cut), () if indicator.is_ratio else self._parts(cut)
        more = [float(by) * value for by, one in parts if (value := self._number(indicator, one))]
        return round((0 if isinstance(own, str) else own) + sum(more), 6) if more else own

    def _evaluated(self, indicator: Indicator, *cut: Criterion) -> int | float | str:
        if not cut and indicator.id in self._published:
            return self._published[indicator.id].value
        if not cut and indicator.is_growth and indicator.numerator in self._published:
            return self._growth_value(indicator)
        if self.is_without_data(indicator) or self._is_blank(indicator, *cut) or self._is_unheard(cut):
            return NO_DATA
        if indicator.is_growth:
            return self._growth_value(indicator, *cut)
        if indicator.is_ratio:
            above = self.value(self.scheme.indicator(indicator.numerator), *cut)
            below = self.value(self.scheme.indicator(indicator.denominator), *cut)
            if NO_DATA in (above, below):
                return NO_DATA
            return above / below if below and not isinstance(above, str) and not isinstance(below, str) else NO_VALUE
        if indicator.is_weighted:
            return in_cell(indicator, weighted_value(indicator, cut, self._total))
        return in_cell(indicator, self._total(indicator.column, (*indicator.criteria, *cut)))

    def _growth_text(self, indicator: Indicator, *cut: Criterion) -> str:
        """年均增长: (amount ÷ baseline) to the power of 1 ÷ years, minus 1; 「—」 while the baseline is missing."""
        part, baseline = self.scheme.indicator(indicator.numerator), indicator.baseline
        if baseline is None or not baseline.amount:
            return f'"{NO_VALUE}"'
        amount, base = self.text(part, *cut), str(in_cell(part, baseline.amount))
        if baseline.prorated:
            base = f"({base}*{ELAPSED})"
        rate = f'IF({amount}=0,"{NO_VALUE}",ROUND(({amount}/{base})^(1/{baseline.years})-1,6))'
        return f'IF(ISTEXT({amount}),"{NO_DATA}",{rate})' if self.value(part, *cut) == NO_DATA else rate

    def _growth_value(self, indicator: Indicator, *cut: Criterion) -> float | str:
        part, baseline = self.scheme.indicator(indicator.numerator), indicator.baseline
        amount = self.value(part, *cut)
        if baseline is None or not baseline.amount or not amount:
            return NO_VALUE
        if isinstance(amount, str):
            return amount
        base = in_cell(part, baseline.amount) * (self.elapsed[0] / self.elapsed[1] if baseline.prorated else 1)
        return round(float((amount / base) ** (1 / baseline.years)) - 1, 6)


def divisor(indicator: Indicator) -> int:
    """Return what a cell divides ledger units by: 1 where a number format does it (元 shown as 亿元)."""
    return 1 if indicator.scale == 1 or indicator.unit == "亿元" or indicator.is_ratio else indicator.scale


def in_cell(indicator: Indicator, amount: int | float) -> int | float:
    """Return an amount in ledger units as the master's cell holds it."""
    by = divisor(indicator)
    return amount / by if by > 1 else amount


def completion(target: int | float | str | None, actual: int | float | str) -> int | float | str:
    """Return actual ÷ target, or 「—」 without a target, with a target of zero or without an actual."""
    if not target or isinstance(target, str) or isinstance(actual, str):
        return NO_VALUE
    return actual / target


def pace(indicator: Indicator, rate: int | float | str, elapsed: tuple[int, int]) -> int | float | str:
    """Return how many points completion is ahead of 序时进度 (behind: below 0); a share (新兴产业占比) has none."""
    part, whole = indicator.due or elapsed
    if isinstance(rate, str) or indicator.is_ratio:
        return NO_VALUE
    # 26.249999999999996 is meant to be 26.25, and reads 26.3 on every page.
    return round((rate - part / whole) * 100, 8)
