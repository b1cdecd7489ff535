"""Which units does a written condition on their own figures select? ``WX-1 >= 100%``, ``WX-2 目标 >= 10亿元``."""

import re
from collections.abc import Collection, Mapping

from toolkit.model.expressions import expression
from toolkit.model.scheme import Indicator
from toolkit.model.scoring import COMPLETION, POINTS, TARGET, VALUE, FigureTest
from toolkit.schemes.criteria import amount, columns_with
from toolkit.schemes.measures import COUNTING
from toolkit.schemes.slips import half_width, meant
from toolkit.schemes.toml_table import TomlTable

_TEST = expression(rf"(\S+?)\s*({COMPLETION}|{VALUE}|{TARGET}|{POINTS})?\s*(>=|<=|>|<|=)\s*(\S.*)")
_NUMBER = expression(r"(\d+(?:\.\d+)?)\s*([%％]?)\s*(\D*)")
HOW = "应写成“指标 条件 数”，例如 WX-1 >= 100%（完成率）、WX-2 >= 5亿元（完成数）、WX-2 目标 >= 10亿元。"


def figure_tests(
    table: TomlTable, key: str, known: Mapping[str, Indicator], parts: Collection[str] | None = None
) -> tuple[FigureTest, ...]:
    """Return the conditions that a key lists; ``parts`` are the ids of [[score]], where points may be asked about."""
    tests = []
    for text in table.texts(key):
        test = _test(table, key, text.strip(), known, parts)
        tests += [test] if test else []
    return tuple(tests)


def _test(
    table: TomlTable, key: str, text: str, known: Mapping[str, Indicator], parts: Collection[str] | None
) -> FigureTest | None:
    match = _TEST.fullmatch(text)
    if match is None:
        table.note(key, f"“{text}”{half_width(text)}{HOW}")
        return None
    id, of, operator, number = match[1], match[2] or "", match[3], match[4].strip()
    if of == POINTS:
        return _of_points(table, key, text, (id, operator, number), parts)
    indicator = known.get(id) or next((one for one in known.values() if one.name == id), None)
    if indicator is None:
        if not table.slips.is_lost(id):
            kind = "只给哪些单位计的，写在 kinds。" if id in ("unit", "单位", "单位类别", "unit_kind") else ""
            table.note(key, f"里的“{id}”不是本规则的指标。{kind}{meant(id, known)}{HOW}")
        return None
    share = number.endswith(("%", "％"))
    of = of or (COMPLETION if share and not indicator.is_ratio else VALUE)
    if of != VALUE and not indicator.has_unit_targets:
        table.note(key, f"里的 {indicator.id} 没有每个单位的目标（header、each_target 都没有写），算不出{of}。")
        return None
    value = _value(table, key, indicator, of, number)
    written = f"{indicator.name}{'' if of == VALUE else of} {operator} {number}"
    return None if value is None else FigureTest(indicator.id, of, operator, value, written)


def _of_points(
    table: TomlTable, key: str, text: str, said: tuple[str, str, str], parts: Collection[str] | None
) -> FigureTest | None:
    id, operator, number = said
    if parts is None:
        table.note(key, f"“{text}”：这里只能写指标，不能按得分。")
        return None
    if id not in parts:
        if not table.slips.is_lost(id):
            table.note(key, f"里的“{id}”不是 [[score]] 的编号。{meant(id, parts)}")
        return None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*分?", number)
    if match is None:
        table.note(key, f"里的“{number}”应是分数，例如 {id} 得分 >= 8。")
        return None
    return FigureTest(id, POINTS, operator, float(match[1]), text)


def _value(table: TomlTable, key: str, indicator: Indicator, of: str, number: str) -> float | None:
    if of != COMPLETION and indicator.column in columns_with(table.slips.own).measures:
        return amount(table, key, indicator.column, number)
    match = _NUMBER.fullmatch(number)
    share = of == COMPLETION or indicator.is_ratio
    fits = match is not None and (
        bool(match[2]) and not match[3] if share else match[3] in ("", indicator.unit, *COUNTING)
    )
    if match is None or not fits or (match[2] and not share):
        example = "80%" if share else f"3{indicator.unit}"
        table.note(key, f"里的“{number}”应写成 {example} 这样。")
        return None
    return float(match[1]) / (100 if share else 1)
