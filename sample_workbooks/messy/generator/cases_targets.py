"""Folder 目标表: annex 1 as published, rearranged, and with mistakes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from .annex import ANNEX, HEADINGS, Target, TargetTable, changed, target_case, ten_thousand_heading
from .case import EITHER, Case
from .documents import save_docx
from .drawing import ErrorValue
from .writers import save_csv, save_openpyxl, save_xls


def as_published() -> Case:
    """Total on top, groups merged, two-row heading, notes."""
    case = target_case("附件1 2022年鹿寨县各产业招商组招商引资目标任务分解表.xlsx", "与附件1一致", clean=True)
    table = TargetTable(case)
    table.total()
    table.body(ANNEX)
    table.notes()
    return case


def reordered() -> Case:
    """Columns in another order, the supporting units hidden."""
    order = ("group", "lead", "fund", "signed", "industry", "large", "duty", "support", "remark")
    case = target_case("目标任务分解表（调整列序）.xlsx", "列顺序不同，协办单位列隐藏", EITHER)
    table = TargetTable(case, columns=order)
    table.total()
    table.body(ANNEX)
    table.sheet.hidden_columns.add(table.column("support"))
    case.plant("hidden_column", sheet="Sheet1", optional=True)
    return case


def total_at_bottom() -> Case:
    """The total is a formula at the bottom."""
    case = target_case("2022年目标任务分解表（合计在下）.xlsx", "合计在表尾，用公式", clean=True)
    table = TargetTable(case)
    table.body(ANNEX)
    table.total("合计", formula=(table.rows[0], table.rows[-1]))
    table.notes()
    return case


def unmerged() -> Case:
    """Nothing merged: group, leaders and helpers are repeated on every row."""
    case = target_case(
        "2022年目标任务分解表（取消合并）.xlsx", "取消合并，组名逐行重复", clean=True, save=save_openpyxl
    )
    table = TargetTable(case)
    table.total("合计", formula=None)
    table.body(ANNEX, merged=False)
    return case


def in_ten_thousands() -> Case:
    """Funds in 万元."""
    case = target_case("2022年目标任务分解表（万元）.xlsx", "到位资金以万元计")
    table = TargetTable(case, **ten_thousand_heading())
    table.total()
    table.body(ANNEX)
    case.plant("unit_converted", table.cell("fund"))
    return case


FLAT = ("group", "leader", "deputies", "lead", "scope", "support", "fund", "signed", "industry", "large")
FLAT_HEADINGS = {"leader": "组长", "deputies": "副组长", "scope": "项目范围", "fund": "区外境内到位资金目标（亿元）"}


def flat_csv() -> Case:
    """One heading row, one row per lead unit, leaders and scope in columns of their own."""
    case = target_case(
        "2022年目标任务.csv",
        "扁平CSV，GB18030，组长、副组长、范围分列",
        clean=True,
        save=partial(save_csv, encoding="gb18030"),
    )
    table = TargetTable(case, columns=FLAT, headings=FLAT_HEADINGS, two_rows=False, top=1)
    table.body(ANNEX, merged=False)
    return case


def wrong_total() -> Case:
    """The fund total says 54."""
    case = target_case("2022年目标任务分解表（初稿）.xlsx", "到位资金合计54，各行之和55", EITHER)
    table = TargetTable(case)
    row = table.total(fund=54)
    table.body(ANNEX)
    case.plant("total_mismatch", table.cell("fund", row), row=row)
    return case


def wrong_counts() -> Case:
    """Two of the four totals are wrong, at the bottom."""
    case = target_case("2022年目标任务分解表（征求意见稿）.xlsx", "签约、亿元工业合计数错误", EITHER)
    table = TargetTable(case)
    table.body(ANNEX)
    row = table.total("合计", signed=61, large=24)
    for key in ("signed", "large"):
        case.plant("total_mismatch", table.cell(key, row), row=row)
    table.notes()
    return case


def order_broken() -> Case:
    """More 亿元 industrial projects than industrial projects on one row, totals unchanged."""
    targets = list(changed(4, industry=2, large=3))
    targets[5] = replace(targets[5], signed=8, industry=8)
    targets[6] = replace(targets[6], signed=9)
    case = target_case("2022年目标任务分解表（乡镇反馈）.xlsx", "表面处理组：亿元工业项目多于工业项目", EITHER)
    table = TargetTable(case)
    table.total()
    table.body(targets)
    row = table.rows[4]
    case.plant("order_violation", table.cell("large", row), row=row, or_cells=[table.cell("industry", row)])
    return case


def more_industry_than_signed() -> Case:
    """More industrial projects than signed ones on one row."""
    targets = list(changed(7, signed=1, industry=2))
    targets[8] = replace(targets[8], signed=6)
    case = target_case("2022年目标任务分解表（修订）.xlsx", "农业组：工业项目多于签约项目", EITHER)
    table = TargetTable(case)
    table.total()
    table.body(targets)
    row = table.rows[7]
    case.plant("order_violation", table.cell("industry", row), row=row, or_cells=[table.cell("signed", row)])
    return case


def group_missing() -> Case:
    """The last group is not there; the totals were adjusted."""
    case = target_case("2022年目标任务分解表（缺组）.xlsx", "缺文旅产业与教育卫生招商组", EITHER)
    table = TargetTable(case)
    row = table.total(targets=ANNEX[:-1])
    table.body(ANNEX[:-1])
    case.plant("missing_group", sheet="Sheet1")
    for key in ("fund", "signed"):
        case.plant("total_mismatch", table.cell(key, row), row=row, optional=True)
    return case


def line_twice() -> Case:
    """One group and lead unit stands in the table twice."""
    targets = (*ANNEX[:5], ANNEX[4], *ANNEX[5:])
    case = target_case("2022年目标任务分解表（重复行）.xlsx", "表面处理组江口乡重复一行", EITHER)
    table = TargetTable(case)
    total = table.total(targets=targets)
    table.body(targets, merged=False)
    row = table.rows[5]
    case.plant("duplicate_line", table.cell("lead", row), row=row, or_cells=[table.cell("group", row), None])
    for key in ("fund", "signed", "industry", "large"):
        case.plant("total_mismatch", table.cell(key, total), row=total, optional=True)
    return case


def error_cell() -> Case:
    """A lookup broke in one cell."""
    case = target_case("2022年目标任务分解表（链接失效）.xlsx", "农业组签约数显示#REF!", "returned")
    table = TargetTable(case)
    total = table.total()
    table.body(ANNEX, signed={7: ErrorValue("#REF!")})
    case.plant("error_cell", table.cell("signed", table.rows[7]), row=table.rows[7])
    case.plant("total_mismatch", table.cell("signed", total), row=total, optional=True)
    return case


def column_missing() -> Case:
    """No column for 亿元 industrial projects."""
    case = target_case("2022年目标任务分解表（缺列）.xlsx", "缺亿元工业项目列", EITHER)
    table = TargetTable(case, columns=tuple(key for key in HEADINGS if key != "large"))
    table.total()
    table.body(ANNEX)
    case.plant("missing_column", sheet="Sheet1")
    return case


def three_lead_units() -> Case:
    """One group with three lead units, another with one instead of two."""
    trade = ANNEX[6]
    split: tuple[Target, ...] = tuple(
        replace(trade, lead=lead, scope=scope, fund=fund, signed=signed)
        for lead, scope, fund, signed in (
            ("县科工贸局", "商用车销售基地", 2.5, 6), ("江口乡", "农贸市场改造", 1.5, 4),
            ("县投促中心", "其他商贸", 1, 2),
        )
    )  # fmt: skip
    joined = replace(ANNEX[0], scope=None, fund=18, signed=23, industry=22, large=10)
    case = target_case(
        "2022年目标任务分解表（三家牵头）.xlsx",
        "商贸物流组三家牵头单位，林木组一家，小数目标",
        ["accepted", "returned"],
    )
    table = TargetTable(case)
    table.total()
    table.body((joined, *ANNEX[2:6], *split, *ANNEX[7:]))
    return case


def old_format() -> Case:
    """The annex in an .xls."""
    case = target_case("附件1 目标任务分解表.xls", ".xls格式", clean=True, save=save_xls)
    table = TargetTable(case)
    table.total()
    table.body(ANNEX)
    table.notes()
    return case


def word_annex() -> Case:
    """The annex as what it is: a Word table."""
    before = ("附件1", "2022年鹿寨县各产业招商组招商引资目标任务分解表")
    case = target_case(
        "附件1 目标任务分解表.docx", "Word文档内的附件1表格", clean=True, save=partial(save_docx, before=before)
    )
    table = TargetTable(case, top=1)
    table.total()
    table.body(ANNEX)
    return case


def text_figures() -> Case:
    """Figures as text, full-width, and a zero left blank as a dash."""
    case = target_case("2022年目标任务分解表（文本数字）.xlsx", "目标数为文本、全角数字，均可识别", EITHER)
    table = TargetTable(case)
    table.total()
    table.body(ANNEX, fund={0: "5", 1: "１３"}, signed={0: " 15 ", 2: "２"})
    for key, serial in (("fund", 0), ("fund", 1), ("signed", 0), ("signed", 2)):
        row = table.rows[serial]
        case.plant("number_as_text", table.cell(key, row), row=row, optional=True)
    return case


CASES = (
    as_published, reordered, total_at_bottom, unmerged, in_ten_thousands, flat_csv, wrong_total, wrong_counts,
    order_broken,
    more_industry_than_signed, group_missing, line_twice, error_cell, column_missing, three_lead_units, old_format,
    word_annex,
    text_figures,
)  # fmt: skip
