"""Which rows does a written condition select? ``投资总额 >= 1亿元``, ``region in 区外、境外``, ``… or …``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from toolkit.model.clause import HAS, LACKS, AnyOf, Condition, Criterion, Share
from toolkit.model.expressions import expression
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED, UNDECIDED_ROW, UNTOLD
from toolkit.model.own_columns import OwnColumn, is_own, own_heading
from toolkit.model.places_in_china import UNKNOWN_PROVINCE
from toolkit.model.regions import ABROAD, INSIDE, OUTSIDE, REGIONS
from toolkit.model.stages import STAGES, stage_rank
from toolkit.model.units import AREA, DOLLAR, YUAN, parse_unit
from toolkit.schemes.measures import LEDGER_UNITS
from toolkit.schemes.slips import half_width, meant
from toolkit.schemes.toml_table import TomlTable
from toolkit.schemes.ways import MOST_APART, either

_TICKS = ("是", "否")
# What a column may hold that is certain; whoever writes anything else counts nothing.
CHOICES: dict[str, tuple[str, ...]] = {
    "region": REGIONS,
    "sector": ("工业", "其他"),
    "stage": STAGES,
    **dict.fromkeys(("outside", "emerging", "counted", "fortune500", "in_statistics", "packaged"), _TICKS),
}
MEASURES = {
    name: ending
    for name in (
        "investment_yuan",
        "paid_in_yuan",
        "trade_yuan",
        "fdi_usd",
        "contract_usd",
        "land_mu",
        "floor_sqm",
        "idle_mu",
    )
    for ending in (name.rsplit("_", 1)[-1],)
}
DATES = ("signed_on", "started_on", "moved_in_on")
TEXTS = ("unit", "name", "industry", "investor", "source", "province", "territory", "target_row", "group", "lead_unit")
COLUMNS = (*CHOICES, *MEASURES, "year", *DATES, *TEXTS)
# What stands in a column where nobody knows: it is different from nothing.
_NOT_KNOWN = {
    "province": (UNKNOWN_PROVINCE, UNDECIDED, UNTOLD),
    "target_row": (UNATTRIBUTED, UNDECIDED_ROW),
}
_HEADINGS = {column.heading.partition("（")[0]: column.field for column in LEDGER_COLUMNS}


class Columns(Struct, frozen=True):
    """The columns of a county's ledger that rules may name, those that its rulebook declares among them.

    Each kind by field: what a closed column may hold, how an amount's field ends, plain numbers with their unit, days,
    texts; ``headings`` are the fields by what stands over them.
    """

    choices: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, str]
    numbers: Mapping[str, str]
    dates: tuple[str, ...]
    texts: tuple[str, ...]
    headings: Mapping[str, str]

    @property
    def every(self) -> tuple[str, ...]:
        """Every field that a condition can ask for."""
        return (*self.choices, *self.measures, *self.numbers, "year", *self.dates, *self.texts)

    @property
    def summed(self) -> tuple[str, ...]:
        """Every field that figures can add up."""
        return (*self.measures, *self.numbers)


@lru_cache(maxsize=32)
def columns_with(own: tuple[OwnColumn, ...]) -> Columns:
    """Return the columns of every county and those that a rulebook declares."""
    numbers = {one.field: one.unit for one in own if one.ending == "number"}
    return Columns(
        CHOICES | {one.field: one.words or _TICKS for one in own if one.ending in ("flag", "choice")},
        MEASURES | {one.field: one.ending for one in own if one.measure},
        numbers,
        (*DATES, *(one.field for one in own if one.ending == "on")),
        (*TEXTS, *(one.field for one in own if one.ending == "text")),
        _HEADINGS | {one.heading: one.field for one in own},
    )


# Regions by the line that they lie beyond.
BEYOND = ("县外", "市外", "省外")
_SIMPLE = expression(r"(\S+?)\s*(not in(?=\s)|in(?=\s)|!=|>=|<=|=|>|<)\s*(.+)")
_HOLDS = expression(r"(\S+)\s+(含|不含)\s*(\S.*)")
_FILLED = expression(r"(\S+)\s+已填")
_RANGE = expression(r"([^<=]+?)\s*(<=|<)\s*([^<=\s]+)\s*(<=|<)\s*(.+)")
_NUMBER = expression(r"(-?\d[\d,_]*(?:\.\d+)?)\s*(\D*)")
_PLAIN = expression(r"(-?\d[\d,_]*(?:\.\d+)?)\s*(\S*)")
_SHARE = expression(r"([^\s\d×*][^\s×*]*?)(?:\s*(?:×|x|X|\*|的)\s*(\d+(?:\.\d+)?)\s*([%％])?)?")
_DAY = expression(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TURNED = {"<": ">", "<=": ">="}
_UNIT_NAMES = {YUAN: "1亿元、5000万元", DOLLAR: "1000万美元", AREA: "100亩、5000平方米"}
# A bare number of 元 below this is probably meant in another unit; 0 and 1 say "any".
SMALL = 100_000
MOST_VALUES = 12
UNIT_KIND = ("单位类别", "unit_kind")
HOW = "应写成“列 条件 值”，条件是 = != >= <= > < in、not in、含、不含 之一，例如 sector = 工业、投资总额 >= 1亿元。"


def conditions(table: TomlTable, key: str) -> tuple[Condition, ...]:
    """Return the conditions that a key lists; all of them hold."""
    return tuple(chain.from_iterable(condition(table, key, text) for text in table.texts(key)))


def condition(table: TomlTable, key: str, text: str) -> tuple[Condition, ...]:
    """Return one written condition: plain ones, or with ``or`` (或) one of several ways, each with ``and`` (且)."""
    ways = [_together(table, key, way) for way in re.split(r"\s+(?:or|或者|或)\s+", text.strip())]
    if len(ways) == 1:
        return ways[0]
    return (either(table, key, text, [flat for way in ways for flat in _flat(way)]),)


def _together(table: TomlTable, key: str, text: str) -> tuple[Condition, ...]:
    return tuple(chain.from_iterable(_read(table, key, one) for one in re.split(r"\s+(?:and|并且|且)\s+", text)))


def _flat(way: Sequence[Condition]) -> list[tuple[Criterion, ...]]:
    """Return a way with ``in`` inside as several plain ways."""
    result: list[tuple[Criterion, ...]] = [()]
    for one in way:
        choices = one.ways if isinstance(one, AnyOf) else ((one,),)
        result = [(*before, *choice) for before in result for choice in choices]
    return result


def _read(table: TomlTable, key: str, text: str) -> tuple[Condition, ...]:
    if between := _RANGE.fullmatch(text):
        low, first, name, second, high = between.groups()
        return (*_simple(table, key, name, _TURNED[first], low), *_simple(table, key, name, second, high))
    if filled := _FILLED.fullmatch(text):
        return _filled(table, key, filled[1])
    if holds := _HOLDS.fullmatch(text):
        return _holding(table, key, holds[1], holds[2], holds[3])
    match = _SIMPLE.fullmatch(text)
    if match is None:
        table.note(key, f"“{text}”{half_width(text)}{HOW}")
        return ()
    return _simple(table, key, match[1], match[2], match[3])


def _simple(table: TomlTable, key: str, name: str, operator: str, value: str) -> tuple[Condition, ...]:
    if name in UNIT_KIND:
        return _of_kind(table, key, operator, value)
    known = columns_with(table.slips.own)
    column = column_named(table, key, name, known.every)
    if not column:
        return ()
    if share := _share(column, value, known):
        return (Criterion(column, operator, share),) if _can_be_shared(table, key, column, operator, share) else ()
    if column == "region" and value.strip() in BEYOND:
        return _beyond(table, key, operator, value.strip())
    values = [part.strip() for part in re.split("[、，|]", value)] if operator.endswith("in") else [value.strip()]
    if len(values) > MOST_VALUES:
        table.note(key, f"里“{column}”列了 {len(values)} 个值，最多 {MOST_VALUES} 个。")
        return ()
    read = [one for part in values if (one := _value(table, key, column, operator, part)) is not None]
    if len(read) < len(values):
        return ()
    return tuple(_written(column, operator, read, table.slips.own))


def _parted(value: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in re.split("[、，|]", value) if part.strip()))


def _holding(table: TomlTable, key: str, name: str, operator: str, value: str) -> tuple[Condition, ...]:
    """Return 行业 含 种植、养殖 (one of the words is enough) or 不含 (none of them stands there)."""
    texts = columns_with(table.slips.own).texts
    column, words = column_named(table, key, name, texts), _parted(value)
    if not column:
        return ()
    if not words or len(words) > MOST_VALUES:
        table.note(key, f"里“{_said(column)}”写了 {len(words)} 个词，应是 1 到 {MOST_VALUES} 个。")
        return ()
    lacking = [Criterion(column, LACKS, one) for one in words]
    if operator == LACKS or len(words) == 1:
        return tuple(lacking) if operator == LACKS else (Criterion(column, HAS, words[0]),)
    # Each way leaves out what met the ones before: a row that holds two of the words counts once.
    ways = tuple((*lacking[:at], Criterion(column, HAS, one)) for at, one in enumerate(words))
    return (AnyOf(ways, apart=True),)


def _filled(table: TomlTable, key: str, name: str) -> tuple[Condition, ...]:
    """Return that something stands in a column: 佐证材料 已填."""
    known = columns_with(table.slips.own)
    column = column_named(table, key, name, known.every)
    if column in known.choices:
        every = [stage_rank(one) if column == "stage" else one for one in known.choices[column]]
        return tuple(_written(column, "in", every, table.slips.own))
    if column in (*known.texts, *known.dates):
        return (Criterion(column, "!=", ""), *(Criterion(column, "!=", one) for one in _NOT_KNOWN.get(column, ())))
    return (Criterion(column, ">=", 0),) if column else ()


def _of_kind(table: TomlTable, key: str, operator: str, value: str) -> tuple[Condition, ...]:
    """Return 单位类别 = 边远乡镇 as the units of that kind, by the list of units."""
    kinds, known = _parted(value), table.slips.units
    if operator not in ("=", "!=", "in", "not in"):
        table.note(key, "里的“单位类别”没有大小，只能用 =、!=、in、not in。")
        return ()
    for kind in kinds:
        if kind not in known:
            table.note(key, f"里的“{kind}”，units.csv 里没有这一类单位。{meant(kind, known)}")
            return ()
    units = [unit for kind in kinds for unit in known[kind]]
    if operator in ("!=", "not in"):
        return tuple(Criterion("unit", "!=", one) for one in units) or (Criterion("unit", "!=", ""),)
    if len(units) > MOST_APART:
        table.note(key, f"里的“{value}”有 {len(units)} 个单位，最多 {MOST_APART} 个。请写 单位类别 not in 其他各类。")
    if len(units) < 2:  # whom nobody has named yet, nobody is
        return (Criterion("unit", "=", units[0] if units else f"{value}（名单待补充）"),)
    return (AnyOf(tuple((Criterion("unit", "=", one),) for one in units[:MOST_APART]), apart=True),)


def _beyond(table: TomlTable, key: str, operator: str, value: str) -> tuple[Condition, ...]:
    """Return 县外, 市外, 省外 as far as the county's 区内 and the ledger's 来源省份 can tell them."""
    slips = table.slips
    if operator != "=":
        table.note(key, f"里的“{value}”只能写 region = {value}。")
    elif slips.within == value[0]:
        return tuple(_written("region", "!=", [INSIDE]))
    elif value == "省外" and slips.province:
        own = [Criterion("province", "!=", one) for one in (slips.province, *_NOT_KNOWN["province"])]
        return (AnyOf(((Criterion("region", "=", OUTSIDE), *own), (Criterion("region", "=", ABROAD),)), apart=True),)
    else:
        how = f'[region] 里写 within = "{value[0]}"'
        more = "，或者写明本县的 place（行政区划代码）" if value == "省外" else ""
        table.note(key, f"里的“{value}”分不出来：区内外现在按“{slips.within}”分。请在{how}{more}。")
    return ()


def _written(
    column: str, operator: str, values: Sequence[int | float | str | date], own: tuple[OwnColumn, ...] = ()
) -> Iterator[Condition]:
    held = "stage_rank" if column == "stage" else column
    negative = operator in ("!=", "not in")
    choices = columns_with(own).choices
    if negative and column in choices:
        # 待定 and 未填 are no third region: what is not 区内 is one of the others, for certain.
        every = [stage_rank(one) if column == "stage" else one for one in choices[column]]
        values, negative, operator = [one for one in every if one not in values], False, "in"
    if negative:
        yield from (Criterion(held, "!=", one) for one in (*values, *_NOT_KNOWN.get(column, ())))
    elif operator == "in" and len(values) > 1:
        yield AnyOf(tuple((Criterion(held, "=", one),) for one in dict.fromkeys(values)), apart=True)
    else:
        yield from (Criterion(held, "=" if operator == "in" else operator, one) for one in values)


def _value(table: TomlTable, key: str, column: str, operator: str, text: str) -> int | float | str | date | None:
    sized = operator in (">=", "<=", ">", "<")
    known = columns_with(table.slips.own)
    if column in known.choices:
        choices = known.choices[column]
        if text not in choices:
            what = "阶段" if column == "stage" else f"{_said(column)} 的值"
            table.note(key, f"里{what}“{text}”只能是：{'、'.join(choices)}。{meant(text, choices)}")
            return None
        if sized and column != "stage":
            table.note(key, f"里的“{_said(column)}”没有大小，只能用 =、!=、in、not in。")
            return None
        return stage_rank(text) if column == "stage" else text
    if column in known.measures:
        return amount(table, key, column, text)
    if column in known.numbers:
        return _number(table, key, column, text, known.numbers[column])
    if column in known.dates:
        return _day(table, key, column, text)
    if column == "year":
        if not re.fullmatch(r"(19|20)\d\d", text):
            table.note(key, f"里的年份“{text}”应写成 2022 这样。")
            return None
        return int(text)
    if sized:
        table.note(key, f"里的“{_said(column)}”是文字，没有大小，只能用 =、!=、in、not in。")
        return None
    return _text(table, key, column, text)


def _text(table: TomlTable, key: str, column: str, text: str) -> str | None:
    """Return a text; a slip for a unit that nobody is, unless the office has yet to name those of a kind."""
    if column not in ("unit", "lead_unit"):
        return text
    units = [one for units in table.slips.units.values() for one in units]
    if not text or text in units or not all(table.slips.units.values()) or not units:
        return text
    table.note(key, f"里的“{text}”，units.csv 里没有这个单位。{meant(text, units)}请写名单里“单位”一栏的全称。")
    return None


def amount(table: TomlTable, key: str, column: str, text: str) -> int | None:
    """Return an amount in the ledger's unit of a column: ``1亿元``, ``100亩``; a bare number is in it."""
    measure, kept = LEDGER_UNITS[column.rsplit("_", 1)[-1]]
    match = _NUMBER.fullmatch(text.strip())
    written = parse_unit(match[2].strip()) if match and match[2].strip() else None
    held = parse_unit(kept)
    if match is None or held is None or (match[2].strip() and (written is None or written.measure != measure)):
        table.note(
            key, f"里“{_said(column)}”的数“{text}”认不出，请写成 {_UNIT_NAMES[measure]} 这样，或者只写{kept}数。"
        )
        return None
    number = Fraction(re.sub("[,_]", "", match[1]))
    if written is None and measure == YUAN and 1 < abs(number) < SMALL:
        table.note(
            key, f"里“{_said(column)}”写作 {text}，没有写单位，是 {text} 元。请写明单位，例如 {text}亿元、{text}万元。"
        )
        return None
    ledger = number * (written.size if written else held.size) / held.size
    if abs(ledger) >= 10**15:
        table.note(key, f"里“{_said(column)}”的数“{text}”太大，请核对。")
        return None
    return round(ledger)


def _number(table: TomlTable, key: str, column: str, text: str, unit: str) -> int | float | None:
    """Return a plain number, as the column holds it; its unit may stand behind it (100人)."""
    match = _PLAIN.fullmatch(text.strip())
    if match is None or match[2] not in ("", unit):
        example = f"100{unit}" if unit else "100"
        table.note(key, f"里“{_said(column)}”的数“{text}”认不出，请写成 {example} 这样。")
        return None
    number = float(re.sub("[,_]", "", match[1]))
    return int(number) if number.is_integer() else number


def _share(column: str, text: str, known: Columns) -> Share | None:
    """Return the share of another column that is written: ``投资总额的5%``, ``投资总额 × 0.05``, ``投资总额``."""
    match = _SHARE.fullmatch(text.strip())
    other = known.headings.get(match[1], match[1]) if match else ""
    if match is None or other not in known.summed or column not in known.summed:
        return None
    if not match[2]:
        return Share(other, 1, 1)
    number = Fraction(match[2]) / (100 if match[3] else 1)
    return Share(other, number.numerator, number.denominator)


def _can_be_shared(table: TomlTable, key: str, column: str, operator: str, share: Share) -> bool:
    """Tell whether two columns can be compared, and enter a slip where they hold different things."""
    if operator.endswith("in"):
        table.note(key, f"里的“{_said(column)}”和另一列比，只能用 =、!=、>=、<=、>、<。")
        return False
    one, other = (name.rsplit("_", 1)[-1] for name in (column, share.column))
    if one == other:
        return True
    table.note(key, f"里的“{_said(column)}”和“{_said(share.column)}”计量单位不同，不能相比。")
    return False


def _day(table: TomlTable, key: str, column: str, text: str) -> date | None:
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        table.note(key, f"里“{_said(column)}”的日期“{text}”，没有这一天。请核对是几月几日。")
        return None
    table.note(key, f"里“{_said(column)}”的日期“{text}”应写成 2021-12-01 这样。")
    return None


def column_named(table: TomlTable, key: str, name: str, known: Iterable[str]) -> str:
    """Return the field that a heading or a field's name means; '' with a slip where it cannot be used so."""
    headings = columns_with(table.slips.own).headings
    column = headings.get(name, name)
    if column in (fields := tuple(known)):
        return column
    if table.slips.is_lost(name):
        return ""
    words = {_said(one) for one in fields}
    near = meant(name, sorted(words | {heading for heading, field in headings.items() if field in fields}))
    table.note(key, f"里的“{name}”不是台账的列，或者不能这样用。{near}可用的列：{'、'.join(sorted(words))}。")
    return ""


def _said(column: str) -> str:
    """Return what a rulebook calls a column: a declared one by its heading."""
    return own_heading(column) if is_own(column) else column
