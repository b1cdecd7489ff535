"""For which years does a rulebook hold? Other years are refused, with the same sentence in every command."""

from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.schemes.toml_table import TomlTable

FIRST, LAST = 2000, 2100


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


def year_of(root: TomlTable, valid: tuple[int, ...], wanted: int | None) -> int:
    """Return the year that is counted: the document's own, or the one ``wanted`` of its years."""
    if wanted is None:
        return root.number("year")
    if wanted not in valid:
        how = f"请改 设置.toml 里的 year，或换用{wanted}年的规则。"
        raise ToolkitError(f"规则文件 {root.slips.file} 的“year”只管{in_words(valid)}，设置里写的是 {wanted}。{how}")
    return wanted


class OutsideYearsError(ToolkitError):
    """A period that the rules or the workspace are not for."""


def refuse_outside(scheme: Scheme, period: ReportingPeriod, stated: int | None = None) -> None:
    """Raise ``OutsideYearsError`` where a period lies outside the rulebook's years or the year its workspace states."""
    asked = f"期间{period.label}不能做："
    other = f"请核对期间；要做{period.year}年的，请用 zhaoshang init 另建工作文件夹，选{period.year}年的规则。"
    if period.year not in scheme.valid:
        raise OutsideYearsError(f"{asked}规则 {scheme.id} 只适用于{in_words(scheme.valid)}。{other}")
    if stated is not None and period.year != stated:
        raise OutsideYearsError(f"{asked}设置.toml 写明本工作文件夹的年份是 year = {stated}。{other}")


def in_words(years: tuple[int, ...]) -> str:
    """Return years as an office writes them.

    >>> in_words((2022,)), in_words((2022, 2023, 2024)), in_words((2018, 2022))
    ('2022年', '2022—2024年', '2018、2022年')
    """
    if len(years) > 1 and years == tuple(range(years[0], years[-1] + 1)):
        return f"{years[0]}—{years[-1]}年"
    return f"{'、'.join(map(str, years))}年"
