"""Which values does the office supply that its document leaves out? Units, baselines and exchange rates.

The files lie in the workspace and are edited in Excel: 单位补充.xlsx, 基数.xlsx, 汇率.xlsx, or the same as csv.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from msgspec import Struct

from toolkit.files import office_list, texts
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import BASELINES, MORE_UNITS, RATES
from toolkit.model.rules import ExchangeRate
from toolkit.model.scheme import Baseline, Indicator, ReportingUnit
from toolkit.model.written_dates import written_day
from toolkit.schemes.measures import stated_scale
from toolkit.schemes.slips import Slips
from toolkit.schemes.toml_table import AWAITED

UNIT_HEAD = ("单位", "类别", "别名", "报送统计表")
BASELINE_HEAD = ("指标", "年份", "数值", "单位", "来源")
RATE_HEAD = ("币种", "日期", "每100外币合人民币（元）", "来源")


class StatedBaseline(Struct, frozen=True):
    """A line of 基数.csv: the indicator, the year, the amount in ledger units, where it was published, the unit."""

    indicator: str
    year: int
    amount: int
    source: str
    unit: str


class Supply(Struct, frozen=True):
    """The office's additions to its rulebook; empty for a rulebook as shipped."""

    units: tuple[ReportingUnit, ...] = ()
    baselines: tuple[StatedBaseline, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()

    def baselines_of(self, year: int, base_year: int, prorated: bool) -> dict[str, Baseline]:
        """Return the baselines of ``base_year`` by indicator id, seen from ``year``."""
        return {
            line.indicator: Baseline(base_year, line.amount, year - base_year, line.source, prorated, line.unit)
            for line in self.baselines
            if line.year == base_year and year > base_year
        }


def read_supply(folder: Path | None) -> Supply:
    """Return the additions in a workspace; a missing file supplies nothing.

    Raises ``ToolkitError`` naming the file and the line.
    """
    if folder is None:
        return Supply()
    units = counted_file(folder / MORE_UNITS, UNIT_HEAD)
    return Supply(
        units=read_units(units) if units.exists() else (),
        baselines=tuple(_baselines(counted_file(folder / BASELINES, BASELINE_HEAD))),
        rates=tuple(_rates(counted_file(folder / RATES, RATE_HEAD))),
    )


def counted_file(listed: Path, head: Sequence[str]) -> Path:
    """Return the file that counts of a csv and the workbook of the same name: the one that is there.

    Raises ``ToolkitError`` where both are and say different things.
    """
    book = listed.with_suffix(".xlsx")
    if not book.exists():
        return listed
    if listed.exists() and _said(book, head) != _said(listed, head):
        raise ToolkitError(
            f"{book.name} 和 {listed.name} 写得不一样，以哪一份为准？请核对后只留一份：把不用的改名或移走。"
        )
    return book


def _said(path: Path, head: Sequence[str]) -> list[list[str]]:
    return [[cells[heading] for heading in head] for _, cells in office_list.lines(path, head)]


def read_units(path: Path, shown: str = "") -> tuple[ReportingUnit, ...]:
    """Read units (单位, 类别, 别名, 报送统计表); an alias may stand for one unit only.

    Raises ``ToolkitError`` with the first slip of the list.
    """
    slips = Slips(shown or path.name)
    units = list_units(path, slips.file, slips)
    if slips.found:
        raise ToolkitError(slips.found[0].text)
    return units


def list_units(path: Path, place: str, slips: Slips) -> tuple[ReportingUnit, ...]:
    """Read units, entering a slip for each line that is none."""
    return listed_units(unit_lines(path, place, slips), place, slips)


def unit_lines(path: Path, place: str, slips: Slips) -> list[tuple[int, dict[str, str]]]:
    """Return the lines of a list of units with their numbers; a slip where the file cannot be read."""
    try:
        return list(_rows(path, UNIT_HEAD, place))
    except ToolkitError as unreadable:
        slips.add(0, str(unreadable), place)
        return []


def listed_units(lines: Iterable[tuple[int, Mapping[str, str]]], place: str, slips: Slips) -> tuple[ReportingUnit, ...]:
    """Return the units of lines (number, cells by heading), entering a slip for each line that is none."""
    units: list[ReportingUnit] = []
    asked: dict[str, list[int]] = {}
    for number, row in lines:
        name, reports = row["单位"], row["报送统计表"]
        if name and row["类别"] and reports.startswith(AWAITED):
            asked.setdefault(row["类别"], []).append(number)
            reports = "是"
        if reports not in ("是", "否"):
            typed = f"，不能写“{reports}”" if reports else ""
            slips.add(number, f"{place} 第{number}行的“报送统计表”应写“是”或“否”{typed}。", place)
            reports = "是"  # its kind is there all the same: nothing else is wrong because of it
        if not name or not row["类别"]:
            slips.add(number, f"{place} 第{number}行的单位、类别不能空。", place)
            continue
        aliases = tuple(dict.fromkeys(alias for alias in row["别名"].split("、") if alias and alias != name))
        units.append(ReportingUnit(name, row["类别"], aliases, reports == "是"))
        try:
            check_aliases(units, f"{place} 第{number}行")
        except ToolkitError as twice:
            slips.add(number, str(twice), place)
            units.pop()
    _ask_who_reports(asked, place, slips)
    return tuple(units)


def _ask_who_reports(asked: Mapping[str, Sequence[int]], place: str, slips: Slips) -> None:
    """Enter one slip for each kind of unit of which nobody has said whether it sends a table."""
    for kind, lines in asked.items():
        which = f"第{lines[0]}—{lines[-1]}行，{len(lines)}个" if len(lines) > 1 else f"第{lines[0]}行，"
        said = f"{AWAITED}：“{kind}”要不要报统计表？请在“报送统计表”一栏写“是”或“否”。"
        slips.add(lines[0], f"{place} {which}{said}", place)


def check_aliases(units: Sequence[ReportingUnit], place: str) -> None:
    """Raise ``ToolkitError`` if a word of the last unit already stands for another one."""
    *before, last = units
    owner = {word: unit.name for unit in before for word in (unit.name, *unit.aliases)}
    for word in (last.name, *last.aliases):
        if word in owner:
            raise ToolkitError(f"{place}的别名“{word}”已属于“{owner[word]}”。请删去一处。")


def missing_baselines(indicators: Sequence[Indicator], base_year: int) -> list[str]:
    """Return one sentence for every growth indicator that has no baseline yet."""
    lacking = [one for one in indicators if one.is_growth and one.baseline is None]
    return [
        f"{one.name}（{one.id}）缺{base_year}年的基数，暂时算不出。"
        f"请写进工作文件夹的 {Path(BASELINES).stem}.xlsx，表头："
        f"{','.join(BASELINE_HEAD)}，指标一栏写 {one.numerator}。"
        for one in lacking
    ]


def _rows(path: Path, head: tuple[str, ...], place: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        yield from texts.table(path, head, place) if path.suffix == ".csv" else office_list.lines(path, head)
    except FileNotFoundError:
        raise ToolkitError(f"缺少名单“{place}”。请放回这个文件，表头是：{','.join(head)}。") from None


def _baselines(path: Path) -> Iterator[StatedBaseline]:
    if not path.exists():
        return
    for number, row in _rows(path, BASELINE_HEAD, path.name):
        scale = stated_scale(row["单位"])
        if scale is None:
            raise ToolkitError(
                f"{path.name} 第{number}行的单位写作“{row['单位']}”，认不出。请写成亿元、万美元、个这样。"
            )
        try:
            amount = Decimal(row["数值"]) * scale
            yield StatedBaseline(row["指标"], int(row["年份"]), round(amount), row["来源"], row["单位"])
        except (InvalidOperation, ValueError):
            raise ToolkitError(f"{path.name} 第{number}行的年份或数值不是数字，例如 2021 和 12.5。") from None


def _rates(path: Path) -> Iterator[ExchangeRate]:
    if not path.exists():
        return
    for number, row in _rows(path, RATE_HEAD, path.name):
        try:
            per_hundred = round(Decimal(row["每100外币合人民币（元）"]) * 100)
            yield ExchangeRate(row["币种"], _day(row["日期"]), per_hundred)
        except (InvalidOperation, ValueError):
            raise ToolkitError(f"{path.name} 第{number}行：日期写成 2022-06-30，汇率写成 671.14。") from None


def _day(text: str) -> date:
    if (day := written_day(text)) is None:
        raise ValueError(text)
    return day
