"""Folder 电话: telephone numbers as people write them."""

from __future__ import annotations

from typing import Any

from .case import EITHER, Case, Table, standard
from .drawing import Look, Value
from .pool import projects
from .writers import save_openpyxl

Typed = tuple[Value, str | None, str | None]


def _phones(case: Case, table: Table, cells: tuple[Typed, ...], **more: Any) -> None:
    """Write one project per (typed telephone, its meaning, kind of its mistake)."""
    for project, (typed, phone, kind) in zip(projects(case.file, len(cells)), cells, strict=True):
        row = table.project(project, typed={"phone": typed}, truth={"phone": phone})
        if kind:
            case.plant(kind, table.cell("phone", row), row=row, **more)


def masked() -> Case:
    """Numbers hidden as in the form's own example."""
    case, table = standard("电话/江口乡2022年6月招商引资项目统计表.xlsx", "江口乡", "电话打码", status=EITHER)
    kind = "phone_masked"
    _phones(
        case, table,
        (("199×××", "199×××", kind), ("199****0001", "199****0001", kind), ("199xxxx0002", "199xxxx0002", kind),
         ("19900000003", "19900000003", None), ("1990000XXXX", "1990000XXXX", kind)),
    )  # fmt: skip
    return case


def lossy() -> Case:
    """Numbers that Excel rounded or shortened before they were sent."""
    case, table = standard(
        "电话/中渡镇2022年6月招商引资项目统计表.xlsx", "中渡镇", "科学计数法、丢失位数的电话", status=EITHER
    )
    kind = "phone_lossy"
    _phones(
        case, table,
        (("1.99E+10", None, kind), ("1.990000E+10", None, kind), (1.9900001234199e21, None, kind),
         ("19900000011", "19900000011", None)),
    )  # fmt: skip
    row = table.project(projects(case.file + "2", 1)[0], typed={"phone": 7721234567}, truth={"phone": None})
    case.plant(kind, table.cell("phone", row), row=row, or_kinds=["phone_invalid"])
    case.unjudged.append({"sheet": "Sheet1", "row": row, "field": "phone"})
    return case


def wrong_length() -> Case:
    """A digit too few, a digit too many, words."""
    case, table = standard("电话/寨沙镇2022年6月招商引资项目统计表.xlsx", "寨沙镇", "电话位数不对", status=EITHER)
    kind = "phone_invalid"
    _phones(
        case, table,
        (("1990000012", "1990000012", kind), ("199000001234", "199000001234", kind), ("暂无", None, "missing_required"),
         (" 1990000 ", "1990000", kind), ("19900000021", "19900000021", None)),
    )  # fmt: skip
    return case


def spaced() -> Case:
    """Country codes, hyphens, spaces, full-width digits: all readable."""
    case, table = standard(
        "电话/平山镇2022年6月招商引资项目统计表.xlsx", "平山镇", "带区号、空格、连字符、全角数字，均可识别", clean=True
    )
    _phones(
        case, table,
        (("199 0000 0031", "19900000031", None), ("199-0000-0032", "19900000032", None),
         ("１９９００００００３３", "19900000033", None), ("\u300019900000034\xa0", "19900000034", None),
         ("0086-19900000035", "19900000035", None), ("（+86）19900000036", "19900000036", None),
         (19900000037, "19900000037", None)),
    )  # fmt: skip
    return case


def landlines() -> Case:
    """Landlines with their area code."""
    case, table = standard("电话/黄冕镇2022年6月招商引资项目统计表.xlsx", "黄冕镇", "固定电话带区号", clean=True)
    _phones(
        case, table,
        (("0772-1234567", "0772-1234567", None), ("0772－1234568", "0772-1234568", None),
        ("(0772)1234569", "0772-1234569", None),
         ("0772 1234570", "0772-1234570", None), ("（0772）1234571", "0772-1234571", None)),
    )  # fmt: skip
    return case


def typed_as_numbers() -> Case:
    """Eleven-digit numbers in number cells, some shown as 1.99E+10 though nothing is lost."""
    case, table = standard(
        "电话/四排镇2022年6月招商引资项目统计表.xlsx",
        "四排镇",
        "电话为数值单元格，显示为科学计数但数值完整",
        clean=True,
    )
    for serial, project in enumerate(projects(case.file, 4)):
        number = 19900000041 + serial
        look = Look(number_format="0.00E+00" if serial % 2 else "0")
        table.project(project, typed={"phone": number}, truth={"phone": str(number)}, looks={"phone": look})
    return case


def all_mistakes() -> Case:
    """One mistake of each telephone kind, written by another program."""
    case, table = standard(
        "电话/导江乡2022年6月招商引资项目统计表.xlsx",
        "导江乡",
        "一表多错：打码、丢位、位数不对",
        status=EITHER,
        save=save_openpyxl,
    )
    _phones(
        case, table,
        (("199×××××051", "199×××××051", "phone_masked"), ("1.99E+10", None, "phone_lossy"),
        ("199000000", "199000000", "phone_invalid"),
         ("19900000054", "19900000054", None)),
    )  # fmt: skip
    return case


CASES = (masked, lossy, wrong_length, spaced, landlines, typed_as_numbers, all_mistakes)
