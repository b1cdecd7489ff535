"""Folder 日期: months and days as text, numbers and serials, in both date systems."""

from __future__ import annotations

import datetime as dt
from functools import partial

from .case import EITHER, Case, Table, standard
from .drawing import Look, Value
from .pool import projects
from .writers import save_openpyxl, save_xls, save_xlsx

Typed = tuple[Value, str | None, str | None]
DAY = dt.date(2022, 5, 31)
SERIAL = 44712  # 2022-05-31 in the 1900 date system


def _entries(case: Case, table: Table, cells: tuple[Typed, ...], number_format: str | None = None) -> None:
    """Write one project per (typed date, its meaning, kind of its mistake)."""
    looks = {"entry": Look(number_format=number_format)} if number_format else None
    for project, (typed, entry, kind) in zip(projects(case.file, len(cells)), cells, strict=True):
        plant = {"entry": kind} if kind else None
        table.project(project, typed={"entry": typed}, truth={"entry": entry}, plant=plant, looks=looks)


def many_spellings() -> Case:
    """Every readable spelling of a year, a month or a day."""
    case, table = standard(
        "日期/江口乡2022年6月招商引资项目统计表.xlsx", "江口乡", "入驻时间写法各异，均可识别", clean=True
    )
    _entries(
        case, table,
        (("2022年", "2022", None), ("2022.5", "2022-05", None), ("2022年5月", "2022-05", None),
        ("22年5月", "2022-05", None),
         ("2022-05", "2022-05", None), ("2022/5/31", "2022-05-31", None), ("2022年5月31日", "2022-05-31", None),
         ("2022.5.31", "2022-05-31", None), ("2022-05-31", "2022-05-31", None), (DAY, "2022-05-31", None)),
    )  # fmt: skip
    return case


def spaced_and_full_width() -> Case:
    """The same with spaces and full-width characters."""
    case, table = standard("日期/中渡镇2022年6月招商引资项目统计表.xlsx", "中渡镇", "日期含空格、全角数字", clean=True)
    _entries(
        case, table,
        (("２０２２年５月", "2022-05", None), (" 2022 年 5 月 ", "2022-05", None), ("2022年\u30003月", "2022-03", None),
         ("２０２２．５", "2022-05", None), ("2022年05月", "2022-05", None), ("2022\xa0年", "2022", None)),
    )  # fmt: skip
    return case


def plain_numbers() -> Case:
    """A year, a month and a day typed as numbers."""
    case, table = standard(
        "日期/寨沙镇2022年6月招商引资项目统计表.xlsx",
        "寨沙镇",
        "入驻时间为数字：2022、2022.5、202205、20220531",
        status=EITHER,
    )
    _entries(
        case, table,
        ((2022, "2022", None), (2022.5, "2022-05", None), (202205, "2022-05", None), (20220531, "2022-05-31", None),
         (2022.3, "2022-03", None)),
    )  # fmt: skip
    return case


def bare_serials() -> Case:
    """Serial numbers that lost their date format when they were pasted."""
    case, table = standard(
        "日期/平山镇2022年6月招商引资项目统计表.xlsx", "平山镇", "日期序列号显示为常规数字44712", status=EITHER
    )
    _entries(case, table, ((SERIAL, "2022-05-31", None), (SERIAL - 30, "2022-05-01", None), (DAY, "2022-05-31", None)))
    return case


def date_formats() -> Case:
    """True dates, one with a clock time, shown by the usual formats."""
    case, table = standard(
        "日期/黄冕镇2022年6月招商引资项目统计表.xlsx", "黄冕镇", "真日期，各种显示格式，含时间", clean=True
    )
    batch = projects(case.file, 5)
    formats = ('yyyy"年"m"月"d"日"', "yyyy-mm-dd", "[$-804]yyyy/m/d", "14")
    for day, project in enumerate(batch[:4]):
        value = DAY - dt.timedelta(days=day)
        table.project(
            project,
            typed={"entry": value},
            truth={"entry": value.isoformat()},
            looks={"entry": Look(number_format=formats[day])},
        )
    noon = dt.datetime(2022, 4, 18, 15, 30)
    look = Look(number_format="yyyy/m/d h:mm")
    table.project(batch[4], typed={"entry": noon}, truth={"entry": "2022-04-18"}, looks={"entry": look})
    return case


def chinese_builtin_formats() -> Case:
    """Built-in formats 31 and 57, which only Chinese Excel knows by number."""
    case, table = standard(
        "日期/四排镇2022年6月招商引资项目统计表.xlsx", "四排镇", "内置中文日期格式31、57", clean=True
    )
    for number_format, project in zip(("31", "57", "31", "57"), projects(case.file, 4), strict=True):
        table.project(
            project,
            typed={"entry": DAY},
            truth={"entry": DAY.isoformat()},
            looks={"entry": Look(number_format=number_format)},
        )
    return case


def system_1904() -> Case:
    """A workbook that once came from a Mac: serials count from 1904."""
    case, table = standard(
        "日期/导江乡2022年6月招商引资项目统计表.xlsx",
        "导江乡",
        "1904日期系统",
        clean=True,
        save=partial(save_xlsx, date_1904=True),
    )
    _entries(
        case,
        table,
        ((DAY, "2022-05-31", None), (dt.date(2022, 3, 1), "2022-03-01", None), ("2022年4月", "2022-04", None)),
    )
    return case


def system_1904_xls() -> Case:
    """The same in the old file format."""
    case, table = standard(
        "日期/拉沟乡2022年6月招商引资项目统计表.xls",
        "拉沟乡",
        ".xls，1904日期系统",
        clean=True,
        save=partial(save_xls, date_1904=True),
    )
    _entries(case, table, ((DAY, "2022-05-31", None), (dt.date(2022, 1, 17), "2022-01-17", None)))
    return case


def ambiguous_number() -> Case:
    """2022.1 as a number may be January or October: Excel drops the last zero."""
    case, table = standard(
        "日期/鹿寨镇2022年6月招商引资项目统计表.xlsx", "鹿寨镇", "数字2022.1：一月还是十月", status=EITHER
    )
    kind = "date_ambiguous"
    _entries(case, table, ((2022.1, None, kind), (2022.5, "2022-05", None), (2021.1, None, kind)))
    return case


def impossible() -> Case:
    """Days and months that do not exist."""
    case, table = standard("日期/县林业局2022年6月招商引资项目统计表.xlsx", "县林业局", "不存在的日期", status=EITHER)
    kind = "date_invalid"
    _entries(
        case, table,
        (("2022-02-30", None, kind), ("2022年13月", None, kind), ("2022/6/31", None, kind), ("年后", None, kind),
         ("2022年4月", "2022-04", None)),
    )  # fmt: skip
    return case


def out_of_range() -> Case:
    """Slips of the year."""
    case, table = standard(
        "日期/县科工贸局2022年6月招商引资项目统计表.xlsx", "县科工贸局", "年份早于2015或晚于2023", status=EITHER
    )
    kind = "date_out_of_range"
    _entries(
        case, table,
        (("2012年5月", "2012-05", kind), ("2002年", "2002", kind), ("2032-05-01", "2032-05-01", kind),
         (dt.date(2202, 5, 1), "2202-05-01", kind), ("2022年5月", "2022-05", None)),
    )  # fmt: skip
    return case


def planned() -> Case:
    """Dates that are a hope."""
    case, table = standard(
        "日期/县文体广旅局2022年6月招商引资项目统计表.xlsx", "县文体广旅局", "拟、预计入驻时间", status=EITHER
    )
    kind = "planned_date"
    _entries(
        case,
        table,
        (
            ("拟2022年9月入驻", None, kind),
            ("预计2022年底", None, kind),
            ("预计2022年10月", None, kind),
            ("2022年2月", "2022-02", None),
        ),
    )
    return case


def mixed_with_mistakes() -> Case:
    """One mistake of each date kind between good dates."""
    case, table = standard(
        "日期/县住建局2022年6月招商引资项目统计表.xlsx", "县住建局", "一表多错：日期各类问题", status=EITHER
    )
    _entries(
        case, table,
        (("2022年2月30日", None, "date_invalid"), (2022.1, None, "date_ambiguous"),
        ("2009年8月", "2009-08", "date_out_of_range"),
         ("拟于2022年12月入驻", None, "planned_date"), ("2022.4", "2022-04", None)),
    )  # fmt: skip
    return case


def openpyxl_dates() -> Case:
    """Dates as another program writes them."""
    case, table = standard(
        "日期/鹿寨经开区管委6月份统计表.xlsx",
        "鹿寨经开区管委",
        "openpyxl写出的日期与内联字符串",
        clean=True,
        save=save_openpyxl,
    )
    _entries(
        case,
        table,
        ((DAY, "2022-05-31", None), ("2022年3月", "2022-03", None), (dt.date(2022, 2, 28), "2022-02-28", None)),
    )
    return case


CASES = (
    many_spellings, spaced_and_full_width, plain_numbers, bare_serials, date_formats, chinese_builtin_formats,
    system_1904,
    system_1904_xls, ambiguous_number, impossible, out_of_range, planned, mixed_with_mistakes, openpyxl_dates,
)  # fmt: skip
