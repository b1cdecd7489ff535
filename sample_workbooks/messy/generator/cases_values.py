"""Folder 数值: every way an amount is mistyped, and some that only look wrong."""

from __future__ import annotations

from functools import partial
from typing import Any

from .case import EITHER, FORM, Case, Table, standard, ten_thousands
from .drawing import ErrorValue, Formula, Value
from .packages import replacing_all
from .pool import WAN, YI, projects
from .writers import save_openpyxl, save_xlsx

Typed = tuple[Value, int | None, str | None]


def _amounts(case: Case, table: Table, cells: tuple[Typed, ...], **more: Any) -> None:
    """Write one project per (typed amount, meaning in 元, kind of its mistake)."""
    for project, (typed, yuan, kind) in zip(projects(case.file, len(cells)), cells, strict=True):
        row = table.project(project, typed={"amount": typed}, truth={"amount": yuan})
        if kind:
            case.plant(kind, table.cell("amount", row), row=row, **more)


def other_unit_in_cell() -> Case:
    """Cells in 万 under a heading in 亿元."""
    case, table = standard(
        "数值/江口乡2022年6月招商引资项目统计表.xlsx", "江口乡", "亿元表头下写「5000万」", status=EITHER
    )
    differs = "unit_in_cell_differs"
    _amounts(
        case, table,
        ((0.8, 80_000_000, None), ("5000万", 50_000_000, differs), ("8000万元", 80_000_000, differs),
         ("１２００万元", 12_000_000, differs), ("1.2亿元", 120_000_000, None)),
    )  # fmt: skip
    return case


def other_unit_under_ten_thousands() -> Case:
    """A cell in 亿 and one in 元 under a heading in 万元."""
    case, table = standard(
        "数值/中渡镇2022年6月招商引资项目统计表.xlsx", "中渡镇", "万元表头下写「1.5亿」「30000000元」", status=EITHER,
        **ten_thousands(),
    )  # fmt: skip
    case.plant("unit_converted", table.cell("amount"))
    differs = "unit_in_cell_differs"
    _amounts(
        case, table,
        ((3000, 30_000_000, None), ("1.5亿", 150_000_000, differs), ("30000000元", 30_000_000, differs),
         ("6000万元", 60_000_000, None)),
    )  # fmt: skip
    return case


def same_unit_in_cell() -> Case:
    """Cells repeat the heading's own unit."""
    case, table = standard(
        "数值/寨沙镇2022年6月招商引资项目统计表.xlsx", "寨沙镇", "单元格写明与表头相同的单位，可直接读取"
    )
    _amounts(
        case, table,
        (("0.5亿元", 50_000_000, None), ("2亿", 200_000_000, None), (" 1.2 亿元 ", 120_000_000, None),
         ("０．８亿", 80_000_000, None)),
    )  # fmt: skip
    return case


def approximate() -> Case:
    """About so much."""
    case, table = standard(
        "数值/平山镇2022年6月招商引资项目统计表.xlsx", "平山镇", "「约2亿」「2亿左右」等约数", status="returned"
    )
    kind = "approx_value"
    _amounts(
        case, table,
        (("约2亿", None, kind), ("2亿左右", None, kind), ("大约1.5", None, kind), ("3亿元上下", None, kind),
        (1.2, 120_000_000, None)),
    )  # fmt: skip
    return case


def ranges() -> Case:
    """From so much to so much."""
    case, table = standard(
        "数值/黄冕镇2022年6月招商引资项目统计表.xlsx", "黄冕镇", "「1.2-1.5亿」等区间值", status="returned"
    )
    kind = "range_value"
    _amounts(
        case, table,
        (("1.2-1.5亿", None, kind), ("2～3亿元", None, kind), ("1至2", None, kind), ("0.5—0.8", None, kind),
        (0.3, 30_000_000, None)),
    )  # fmt: skip
    return case


def foreign_currency() -> Case:
    """Dollars, euros and Hong Kong dollars."""
    case, table = standard(
        "数值/鹿寨经开区管委2022年6月招商引资项目统计表.xlsx", "鹿寨经开区管委", "外币金额", status=EITHER
    )
    kind = "foreign_currency"
    _amounts(
        case, table,
        (("3000万美元", None, kind), ("500万欧元", None, kind), ("1亿港元", None, kind), (2, 200_000_000, None)),
    )  # fmt: skip
    return case


def numbers_as_text() -> Case:
    """Text numbers, full-width digits, thousands separators and every kind of space."""
    case, table = standard(
        "数值/四排镇2022年6月招商引资项目统计表.xlsx",
        "四排镇",
        "金额为文本、全角数字、千分位、各种空格",
        **ten_thousands(),
    )
    case.plant("unit_converted", table.cell("amount"))
    kind = "number_as_text"
    _amounts(
        case, table,
        (("10000", 100_000_000, kind), ("１０００", 10_000_000, kind), ("1,200", 12_000_000, kind),
         ("12，000", 120_000_000, kind), ("\u30003500\u3000", 35_000_000, kind), ("\xa08000", 80_000_000, kind),
         (5000, 50_000_000, None)),
    )  # fmt: skip
    return case


def numbers_as_text_in_yi() -> Case:
    """The whole amount column was formatted as text."""
    case, table = standard("数值/导江乡2022年6月招商引资项目统计表.xlsx", "导江乡", "投资总额整列为文本格式")
    kind = "number_as_text"
    _amounts(
        case, table,
        (("10", 1_000_000_000, kind), ("１０", 1_000_000_000, kind), ("0.5", 50_000_000, kind),
        ("1.20 ", 120_000_000, kind)),
    )  # fmt: skip
    return case


def unparseable() -> Case:
    """Words and slips where a number belongs."""
    case, table = standard(
        "数值/拉沟乡2022年6月招商引资项目统计表.xlsx",
        "拉沟乡",
        "「待定」「/」「O.5」等无法识别的金额，「十亿」认得",
        status="returned",
    )
    kind = "unparseable_value"
    _amounts(
        case, table,
        (("待定", None, kind), ("/", None, kind), ("十亿", 1_000_000_000, None), ("O.5", None, kind),
         ("1..5", None, kind), ("面议", None, kind), (0.6, 60_000_000, None)),
    )  # fmt: skip
    return case


def missing_amounts() -> Case:
    """Empty amounts, one of them filled with ideographic spaces, and a project without a name."""
    case, table = standard(
        "数值/鹿寨镇2022年6月招商引资项目统计表.xlsx", "鹿寨镇", "金额为空、只有空格；一行缺项目名称", status="returned"
    )
    kind = "missing_required"
    _amounts(case, table, ((None, None, kind), ("\u3000\u3000", None, kind), (1, 100_000_000, None)))
    row = table.project(projects(case.file + "2", 1)[0], typed={"name": None}, truth={"name": None})
    case.plant(kind, table.cell("name", row), row=row)
    return case


def implausible() -> Case:
    """万元 typed under 亿元, and a negative amount."""
    case, table = standard(
        "数值/县住建局2022年6月招商引资项目统计表.xlsx", "县住建局", "亿元表头下填5000、12000；负数金额", status=EITHER
    )
    kind = "implausible_amount"
    _amounts(case, table, ((5000, None, kind), (12000, None, kind), (3, 300_000_000, None)))
    row = table.project(projects(case.file + "2", 1)[0], typed={"amount": -1.5}, truth={"amount": None})
    case.plant(kind, table.cell("amount", row), row=row, or_kinds=["unparseable_value"])
    return case


def yuan_under_ten_thousands() -> Case:
    """Amounts in 元 typed under a heading in 万元."""
    case, table = standard(
        "数值/县林业局2022年6月招商引资项目统计表.xlsx",
        "县林业局",
        "万元表头下填了以元计的数",
        status=EITHER,
        **ten_thousands(),
    )
    case.plant("unit_converted", table.cell("amount"))
    kind = "implausible_amount"
    _amounts(case, table, ((50_000_000, None, kind), (120_000_000, None, kind), (8000, 80_000_000, None)))
    return case


def error_cells() -> Case:
    """Formulas that show an error, in the amount and elsewhere."""
    case, table = standard(
        "数值/县科工贸局2022年6月招商引资项目统计表.xlsx",
        "县科工贸局",
        "金额、联系人显示#REF!、#N/A等错误值",
        status="returned",
    )
    kind = "error_cell"
    _amounts(
        case, table,
        ((ErrorValue("#REF!"), None, kind), (ErrorValue("#N/A"), None, kind), (Formula("1/0", "#DIV/0!"), None, kind),
         (0.8, 80_000_000, None)),
    )  # fmt: skip
    last = projects(case.file + "2", 1)[0]
    table.project(last, typed={"contact": ErrorValue("#N/A")}, truth={"contact": None}, plant={"contact": kind})
    return case


def constant_errors() -> Case:
    """Error values pasted as values, without a formula behind them."""
    case, table = standard(
        "数值/县农业农村局2022年6月招商引资项目统计表.xlsx", "县农业农村局", "错误值以常量粘贴（无公式）",
        status="returned",
        save=save_openpyxl,
    )  # fmt: skip
    kind = "error_cell"
    _amounts(
        case, table, ((ErrorValue("#VALUE!"), None, kind), (ErrorValue("#REF!"), None, kind), (1, 100_000_000, None))
    )
    return case


def cached_formulas() -> Case:
    """Amounts computed from 万元 in a helper formula, values stored."""
    case, table = standard("数值/江口乡6月统计表（公式）.xlsx", "江口乡", "金额用公式计算且有缓存值", clean=True)
    _amounts(
        case, table,
        ((Formula("5000/10000", 0.5), 50_000_000, None), (Formula("SUM(0.8,0.4)", 1.2), 120_000_000, None),
         (Formula("ROUND(12345/10000,2)", 1.23), 123_000_000, None), (2, 200_000_000, None)),
    )  # fmt: skip
    return case


def formulas_without_values() -> Case:
    """A program wrote formulas and no values: every careless reader sees blanks."""
    case, table = standard(
        "数值/江口乡6月统计表（系统导出）.xlsx", "江口乡", "公式没有缓存值", status="returned", save=save_openpyxl
    )
    kind = "formula_without_value"
    _amounts(
        case, table,
        ((Formula("5000/10000", None), None, kind), (Formula("0.8+0.4", None), None, kind), (2, 200_000_000, None)),
    )  # fmt: skip
    return case


def float_noise() -> Case:
    """Binary floating point noise must not reach the 元; Excel stores all 17 digits, the writers here do not."""
    noise = {b"<v>0.3</v>": b"<v>0.30000000000000004</v>", b"<v>1.15</v>": b"<v>1.1499999999999999</v>"}
    edit = replacing_all(noise)
    case, table = standard(
        "数值/中渡镇6月报表（终稿）.xlsx",
        "中渡镇",
        "浮点误差：1.15、0.1+0.2 等须读成整元",
        clean=True,
        save=partial(save_xlsx, edits={"xl/worksheets/sheet1.xml": edit}),
    )
    _amounts(
        case, table,
        ((1.15, 115_000_000, None), (0.1 + 0.2, 30_000_000, None), (0.57, 57_000_000, None),
         (1.0049, 100_490_000, None), (29.9999, 2_999_990_000, None), (0.05, 5_000_000, None)),
    )  # fmt: skip
    return case


def large_but_real() -> Case:
    """Very small and very large amounts that are right."""
    case, table = standard("数值/寨沙镇6月报表.xlsx", "寨沙镇", "金额跨度大（0.05—30亿元），均正确", clean=True)
    _amounts(case, table, tuple((number, round(number * YI), None) for number in (0.05, 30, 20, 0.08, 15, 0.12)))
    return case


def small_slips() -> Case:
    """One mistake of each amount kind in one file."""
    case, table = standard(
        "数值/平山镇6月报表（汇总各村）.xlsx", "平山镇", "一表多错：约数、区间、外币、单位不符、空值", status="returned"
    )
    _amounts(
        case, table,
        (("约1.2亿元", None, "approx_value"), ("3-5", None, "range_value"), ("200万美元", None, "foreign_currency"),
         ("900万", 900 * WAN, "unit_in_cell_differs"), (None, None, "missing_required"),
         ("面谈后定", None, "unparseable_value"),
         ("1.8", 180_000_000, "number_as_text"), (3000, None, "implausible_amount"), (0.35, 35_000_000, None)),
    )  # fmt: skip
    return case


def helper_column() -> Case:
    """An unneeded helper column of formulas without values stands beside good amounts."""
    columns = FORM | {"helper": "折合万元"}
    case, table = standard(
        "数值/拉沟乡6月统计表（含折算）.xlsx", "拉沟乡", "多出折算列，折算公式无缓存值，不影响投资总额", status=EITHER,
        columns=columns, save=save_openpyxl,
    )  # fmt: skip
    for project in projects(case.file, 3):
        row = table.next_row
        table.project(project, typed={"helper": Formula(f"{table.cell('amount', row)}*10000", None)})
        case.plant("formula_without_value", table.cell("helper", row), row=row, optional=True)
    case.plant("extra_column", table.cell("helper"))
    return case


CASES = (
    other_unit_in_cell, other_unit_under_ten_thousands, same_unit_in_cell, approximate, ranges, foreign_currency,
    numbers_as_text, numbers_as_text_in_yi, unparseable, missing_amounts, implausible, yuan_under_ten_thousands,
    error_cells, constant_errors, cached_formulas, formulas_without_values, float_noise, large_but_real, small_slips,
    helper_column,
)  # fmt: skip
