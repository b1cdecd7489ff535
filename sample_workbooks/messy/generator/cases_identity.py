"""Folder 身份: whose table is it, and of which month?"""

from __future__ import annotations

from .case import EITHER, FORM, Case, Table, renamed, standard
from .drawing import Look
from .pool import projects


def other_unit_in_title() -> Case:
    """The file is named for 平山镇, the table says 四排镇."""
    case, table = standard(
        "身份/平山镇2022年6月招商引资项目统计表.xlsx",
        None,
        "文件名平山镇，表内填报单位四排镇",
        titled="四排镇",
        status=EITHER,
    )
    table.projects(projects(case.file, 3))
    case.plant("org_mismatch")
    return case


def other_department_in_title() -> Case:
    """A department filled in a township's old file."""
    case = Case("身份/县农业农村局2022年6月招商引资项目统计表.xlsx", None, "文件名县农业农村局，标题寨沙镇", EITHER)
    table = Table(case)
    table.title("寨沙镇2022年6月招商引资项目统计表")
    table.projects(projects(case.file, 3, ("农业",)))
    case.plant("org_mismatch")
    return case


def misspelt_unit() -> Case:
    """There is no 江口镇; 江口乡 is meant."""
    case, table = standard(
        "身份/江口乡2022年6月招商引资项目统计表.xlsx",
        "江口乡",
        "表内单位写作不存在的「江口镇」",
        titled="江口镇",
        status=EITHER,
    )
    table.projects(projects(case.file, 3))
    case.plant("org_mismatch", or_kinds=["org_unknown"])
    return case


def last_month_title() -> Case:
    """Named June, titled May."""
    case = Case("身份/黄冕镇2022年6月招商引资项目统计表.xlsx", "黄冕镇", "文件名6月，标题5月", EITHER)
    table = Table(case)
    table.title("黄冕镇2022年5月招商引资项目统计表")
    table.projects(projects(case.file, 3))
    case.plant("period_mismatch")
    return case


def last_year_title() -> Case:
    """The year in the title was not changed."""
    case = Case("身份/拉沟乡2022年6月招商引资项目统计表.xlsx", "拉沟乡", "标题年份仍为2021年", EITHER)
    table = Table(case)
    table.title("拉沟乡2021年6月招商引资项目统计表", "填报单位：拉沟乡人民政府")
    table.projects(projects(case.file, 3))
    case.plant("period_of_former_year")
    return case


def nil_letter() -> Case:
    """A sheet that is a letter: nothing this month."""
    case = Case("身份/导江乡2022年6月招商引资项目统计表.xlsx", "导江乡", "整表只有一句零报告说明")
    sheet = case.sheet()
    sheet.put(1, 1, "导江乡2022年6月招商引资项目统计表", Look("title"))
    sheet.put(3, 1, "本月我乡无新增招商引资项目，实行零报告。", Look("bare"))
    case.plant("nil_report", "A3", row=3, or_cells=[None])
    return case


def long_official_name() -> Case:
    """The unit's full official name, in the table only."""
    case, table = standard(
        "身份/2022年6月招商引资项目统计表.xlsx", "鹿寨经开区管委",
        "文件名无单位，表内写全称「广西鹿寨经济开发区管理委员会」",
        titled="广西鹿寨经济开发区管理委员会",
    )  # fmt: skip
    table.projects(projects(case.file, 4, ("新材料", "汽车零部件")))
    return case


def short_name() -> Case:
    """The department without its 县."""
    case = Case("身份/文体广旅局6月报.xlsx", "县文体广旅局", "单位简称「文体广旅局」「鹿寨县文体广旅局」")
    table = Table(case, at="A2")
    table.title("鹿寨县文体广旅局2022年6月招商引资项目统计表")
    table.projects(projects(case.file, 3, ("文旅",)))
    return case


def government_suffix() -> Case:
    """鹿寨镇人民政府 is 鹿寨镇; 鹿寨县 in the title is not."""
    case, table = standard(
        "身份/鹿寨镇人民政府六月份报表.xlsx",
        "鹿寨镇",
        "单位写作「鹿寨镇人民政府」，月份为汉字「六月」",
        titled="鹿寨镇人民政府",
    )
    table.projects(projects(case.file, 3))
    return case


def unit_in_column() -> Case:
    """The unit stands in a column of its own, on every row."""
    case = Case("身份/统计表（四排镇）.xlsx", "四排镇", "每行带填报单位列", EITHER)
    columns = {"number": "序号", "unit": "填报单位"} | {
        key: heading for key, heading in FORM.items() if key != "number"
    }
    table = Table(case, columns=columns)
    table.title("鹿寨县2022年6月招商引资项目统计表")
    for project in projects(case.file, 4):
        table.project(project, typed={"unit": "四排镇"})
    case.plant("extra_column", table.cell("unit"), optional=True)
    return case


def nobody() -> Case:
    """Neither the file name nor the table says whose it is."""
    case = Case(
        "身份/新建 Microsoft Excel 工作表.xlsx", None, "文件名与表内均无单位", ["accepted", "returned", "refused"]
    )
    table = Table(case, columns=renamed(name="项目"))
    table.title("鹿寨县2022年招商引资项目统计表")
    table.projects(projects(case.file, 3))
    case.plant("org_mismatch", optional=True)
    return case


def no_unit_in_table() -> Case:
    """The form's own title and no filling-in line: the file name decides."""
    case = Case(
        "身份/附件2：鹿寨县2022年招商引资项目统计表（县住建局6月）.xlsx", "县住建局", "单位只在文件名括号内", clean=True
    )
    table = Table(case, at="A2")
    table.title("鹿寨县2022年招商引资项目统计表")
    table.projects(projects(case.file, 3, ("房地产业",)))
    return case


CASES = (
    other_unit_in_title, other_department_in_title, misspelt_unit, last_month_title, last_year_title, nil_letter,
    long_official_name, short_name, government_suffix, unit_in_column, nobody, no_unit_in_table,
)  # fmt: skip
