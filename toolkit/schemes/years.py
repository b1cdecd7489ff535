"""For which years does a rulebook hold? Other years are refused, with the same sentence in every command."""

import re
from collections.abc import Iterable

from toolkit.model.accounting_year import CALENDAR_YEAR, AccountingYear
from toolkit.model.control import by_keeper, press
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.office_settings import where
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.schemes.toml_table import TomlTable

FIRST, LAST = 2000, 2100
_OF_TIME = expression(r"year|年份|日期|时间|_on\b|-\d\d-")
_YEAR = expression(r"\b(19|20)\d\d(?=\D|$)")


def valid_years(root: TomlTable) -> tuple[int, ...]:
    """Return the years a rulebook states with ``valid = [2022, 2023]``, ascending; without it the one it counts.

    A rulebook written for 1.0 may say ``last_year`` instead.
    """
    first = root.number("year")
    last = root.number("last_year", first)
    years = tuple(sorted(set(root.numbers("valid")))) or tuple(range(first, min(last, LAST) + 1))
    for key, value in (("year", first), ("last_year", last), *(("valid", one) for one in years)):
        if not FIRST <= value <= LAST:
            root.note(key, f"写作 {value}，不是年份，请写成 2022 这样。")
            return (first,)
    if first not in years:
        root.note("valid", f"要包括 year 写的 {first} 年，例如 valid = [{first}]。")
        return (first,)
    return years


def year_of(root: TomlTable, valid: tuple[int, ...], wanted: int | None, *, continues: bool = False) -> int:
    """Return the year that is counted: the document's own, or the one ``wanted`` of its years.

    ``continues``: the office lets the document go on in the one year after its last, until the new one is out.
    Raises ``ToolkitError`` for another year.
    """
    if wanted is None:
        return root.number("year")
    if wanted not in valid and not (continues and wanted == valid[-1] + 1):
        how = f"请改{where('year')}，或换用{wanted}年的规则。"
        if wanted == valid[-1] + 1:
            goes_on = f"请在{where('continues')}填“是”（文件里写 true）"
            how += f"{wanted}年的文件还没有下达、先照{valid[-1]}年的办的，{goes_on}。"
        raise ToolkitError(f"规则文件 {root.slips.file} 的“year”只管{in_words(valid)}，设置里写的是 {wanted}。{how}")
    return wanted


def moved_on(values: object, by: int) -> object:
    """Return a rulebook's tables whose criteria speak of ``by`` years later: ``year = 2022`` is this year's projects.

    >>> moved_on({"year": 2022, "indicator": [{"criteria": ["year = 2022", "签约日期 >= 2021-12-01"]}]}, 1)
    {'year': 2022, 'indicator': [{'criteria': ['year = 2023', '签约日期 >= 2022-12-01']}]}
    """
    if isinstance(values, list):
        return [moved_on(one, by) for one in values]
    if not isinstance(values, dict):
        return values
    return {key: _later(one, by) if key == "criteria" else moved_on(one, by) for key, one in values.items()}


def _later(criteria: object, by: int) -> object:
    if not isinstance(criteria, list):
        return criteria
    return [
        _YEAR.sub(lambda found: str(int(found[0]) + by), one) if isinstance(one, str) and _OF_TIME.search(one) else one
        for one in criteria
    ]


class OutsideYearsError(ToolkitError):
    """A period that the rules or the workspace are not for."""


def refuse_outside(scheme: Scheme, period: ReportingPeriod, year: int | None = None) -> None:
    """Raise ``OutsideYearsError`` where a period lies outside the rulebook's years or its workspace's ``year``."""
    counts_for = scheme.accounting.year_of(period)
    asked = f"月份{period.label}不能做："
    other = f"请核对月份；要做{counts_for}年的，{by_keeper('init')}，选{counts_for}年的规则，另建工作文件夹。"
    if scheme.accounting.begins:
        asked = f"月份{period.label}（算{counts_for}年，{scheme.accounting.in_words}）不能做："
    if counts_for not in scheme.valid:
        raise OutsideYearsError(f"{asked}规则 {scheme.id} 只适用于{in_words(scheme.valid)}。{other}")
    if year is not None and counts_for == year + 1:
        other = f"请核对月份；{year}年做完的，{press('new_year', 'new-year 新文件夹')}，结转到{counts_for}年。"
    if year is not None and counts_for != year:
        raise OutsideYearsError(f"{asked}本工作文件夹的年份是{year}年（见{where('year')}）。{other}")


def accounting_year(root: TomlTable) -> AccountingYear:
    """Return which months make a year: ``year_begins = "上年12月"`` or ``"4月"``; January to December without it."""
    written = root.text("year_begins", "")
    match = re.fullmatch(r"(上年)?\s*(1[0-2]|[1-9])月(?:1日)?", written.strip())
    if not written:
        return CALENDAR_YEAR
    if match is None:
        root.note("year_begins", f"写作“{written}”，应写成 上年12月 或 4月 这样，表示一年从哪个月的1日算起。")
        return CALENDAR_YEAR
    return AccountingYear(int(match[2]) - 1 - (12 if match[1] else 0))


def proposed_year(valid: tuple[int, ...], first: int, seen: Iterable[int] = ()) -> int:
    """Return the year to propose for a workspace: the last one ``seen`` in it that the rules know, else ``first``."""
    return max((year for year in seen if year in valid), default=first)


def in_words(years: tuple[int, ...]) -> str:
    """Return years as an office writes them.

    >>> in_words((2022,)), in_words((2022, 2023, 2024)), in_words((2018, 2022))
    ('2022年', '2022—2024年', '2018、2022年')
    """
    if len(years) > 1 and years == tuple(range(years[0], years[-1] + 1)):
        return f"{years[0]}—{years[-1]}年"
    return f"{'、'.join(map(str, years))}年"
