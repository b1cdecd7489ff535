"""Folder 表头: titles, merged headings, and columns renamed, moved, added or missing."""

from __future__ import annotations

from .case import CAPTION, EITHER, FORM, HEADER, TITLE, Case, Table, figure, renamed, standard, ten_thousands
from .drawing import Value
from .pool import EMERGING, WAN, YI, Project, credit_code, projects


def plain_form() -> Case:
    """The form as issued, filled in properly."""
    case, table = standard("表头/江口乡2022年6月招商引资项目统计表.xlsx", "江口乡", "按样表填报，无误", clean=True)
    table.projects(projects(case.file, 5))
    return case


def two_row_heading() -> Case:
    """Amount and source stand under 投资情况, contact and telephone under 联系方式."""
    case = Case("表头/中渡镇2022年6月招商引资项目统计表.xlsx", "中渡镇", "两行合并表头", clean=True)
    table = Table(case, at="A4")
    sheet = table.sheet
    sheet.put(1, 1, "中渡镇2022年6月招商引资项目统计表", TITLE)
    sheet.merge(1, 1, 1, 10)
    upper = {"amount": "投资情况", "contact": "联系方式"}
    for key in FORM:
        column = table.column(key)
        if key in upper:
            sheet.put(3, column, upper[key], HEADER)
            sheet.merge(3, column, 3, column + 1)
        elif key not in ("source", "phone"):
            sheet.cells.pop((4, column))
            sheet.put(3, column, FORM[key], HEADER)
            sheet.merge(3, column, 4, column)
    table.projects(projects(case.file, 4))
    return case


def three_row_heading() -> Case:
    """Three rows of headings: 项目基本情况 over 投资 over the unit in brackets."""
    case = Case("表头/寨沙镇6月招商引资项目统计表.xlsx", "寨沙镇", "三行合并表头，单位在第三行", clean=True)
    table = Table(case, at="A5", columns=renamed(amount="（亿元）"))
    sheet = table.sheet
    sheet.put(1, 1, "寨沙镇2022年招商引资项目统计表（6月）", TITLE)
    sheet.merge(1, 1, 1, 10)
    amount = table.column("amount")
    for key in FORM:
        column = table.column(key)
        top = 4 if key == "amount" else 3
        if key == "number":
            sheet.put(3, column, "序号", HEADER)
        elif key in ("industry", "name", "investor", "source"):
            top = 4
        if key != "number" and key != "amount":
            sheet.put(top, column, FORM[key], HEADER)
        if key == "amount":
            sheet.put(4, column, "投资总额", HEADER)
        else:
            sheet.cells.pop((5, column))
            sheet.merge(top, column, 5, column)
    sheet.put(3, 2, "项目基本情况", HEADER)
    sheet.merge(3, 2, 3, amount + 1)
    table.projects(projects(case.file, 4))
    return case


def renamed_in_ten_thousands() -> Case:
    """Every heading in other words, and the amount in 万元."""
    columns = {
        "number": "编号", "industry": "所属行业", "name": "项目", "investor": "项目业主", "amount": "投资额（万元）",
        "source": "投资方来源地", "contact": "联系人", "phone": "联系方式", "entry": "入驻时间", "progress": "进度",
    }  # fmt: skip
    case, table = standard(
        "表头/平山镇2022年6月招商引资项目统计表.xlsx",
        "平山镇",
        "各列改名，投资额以万元计",
        columns=columns,
        unit_yuan=WAN,
    )
    table.projects(projects(case.file, 5))
    case.plant("unit_converted", table.cell("amount"))
    return case


def reordered_with_extra_columns() -> Case:
    """Columns in another order, with two that the form does not have; one of them is also in 万元."""
    order = ("number", "name", "investor", "industry", "source", "amount", "progress", "entry", "contact", "phone")
    columns = {key: FORM[key] for key in order}
    columns |= {"land": "用地面积（亩）", "tax": "预计年税收（万元）"}
    case, table = standard(
        "表头/黄冕镇2022年6月招商引资项目统计表.xlsx", "黄冕镇", "列顺序打乱，另加用地面积、预计年税收两列",
        columns=columns,
        status=EITHER,
    )  # fmt: skip
    for serial, project in enumerate(projects(case.file, 5)):
        table.project(project, typed={"land": 20 + 15 * serial, "tax": 120 + 80 * serial})
    case.plant("extra_column", table.cell("land"))
    case.plant("extra_column", table.cell("tax"))
    return case


def without_source_column() -> Case:
    """The column 投资来源 was deleted."""
    columns = {key: heading for key, heading in FORM.items() if key != "source"}
    case, table = standard(
        "表头/四排镇2022年6月招商引资项目统计表.xlsx", "四排镇", "缺投资来源列", columns=columns, status=EITHER
    )
    table.projects(projects(case.file, 4))
    case.plant("missing_column", sheet="Sheet1")
    return case


def without_telephone_and_entry() -> Case:
    """Two columns are missing at once."""
    columns = {key: heading for key, heading in FORM.items() if key not in ("phone", "entry")}
    case, table = standard(
        "表头/导江乡2022年6月统计表.xlsx", "导江乡", "缺联系电话、项目入驻时间两列", columns=columns, status=EITHER
    )
    table.projects(projects(case.file, 3))
    case.plant("missing_column", sheet="Sheet1")
    case.plant("missing_column", sheet="Sheet1")
    return case


def without_amount_column() -> Case:
    """The one column that the county totals need is missing."""
    columns = {key: heading for key, heading in FORM.items() if key != "amount"}
    case, table = standard(
        "表头/县林业局2022年6月招商项目表.xlsx", "县林业局", "缺投资总额列", columns=columns, status="returned"
    )
    table.projects(projects(case.file, 3, ("林木加工业",)))
    case.plant("missing_column", sheet="Sheet1")
    return case


def no_unit_anywhere() -> Case:
    """The heading says 总投资 and names no unit; neither do the cells."""
    case, table = standard(
        "表头/拉沟乡2022年6月招商引资项目统计表.xlsx", "拉沟乡", "表头与单元格均未写计量单位",
        columns=renamed(amount="总投资"), status="returned",
    )  # fmt: skip
    for project in projects(case.file, 3):
        row = table.project(project, truth={"amount": None})
        case.plant("unit_unknown", table.cell("amount", row), row=row, or_cells=[table.cell("amount")])
    return case


def unit_only_in_some_cells() -> Case:
    """No unit in the heading, but two of three cells name their own."""
    case, table = standard(
        "表头/鹿寨镇2022年6月招商引资项目统计表.xlsx", "鹿寨镇", "表头无单位，部分单元格自带单位",
        columns=renamed(amount="投资总额"), status="returned",
    )  # fmt: skip
    first, second, third = projects(case.file, 3)
    table.project(first, typed={"amount": "1.5亿元"}, truth={"amount": 150_000_000})
    table.project(second, typed={"amount": "6000万元"}, truth={"amount": 60_000_000})
    row = table.project(third, truth={"amount": None})
    case.plant("unit_unknown", table.cell("amount", row), row=row, or_cells=[table.cell("amount")])
    return case


def starts_at_c5() -> Case:
    """The table begins at C5; a blank column runs through it and blank rows between."""
    case = Case("表头/江口乡6月统计表（修改）.xlsx", "江口乡", "表格从C5开始，表内有空行空列", clean=True)
    columns = {}
    for key, heading in FORM.items():
        columns[key] = heading
        if key == "investor":
            columns["blank"] = ""
    table = Table(case, at="C5", columns=columns)
    table.title("江口乡2022年6月招商引资项目统计表")
    table.gap()
    table.projects(projects(case.file, 2))
    table.gap(2)
    table.projects(projects(case.file + "2", 2))
    return case


def spaced_headings() -> Case:
    """Line breaks, spaces and half-width brackets inside the headings."""
    columns = {
        "number": "序 号", "industry": "行  业", "name": "项目\n名称", "investor": "项 目 方",
        "amount": "投资总额\n(亿元)",
        "source": "投资\n来源", "contact": "项目\n负责人", "phone": "联系\u3000电话", "entry": " 项目入驻时间 ",
        "progress": "进展情况\xa0",
    }  # fmt: skip
    case, table = standard(
        "表头/寨沙镇2022年6月招商引资项目统计表.xlsx",
        "寨沙镇",
        "表头内有换行、空格、半角括号",
        columns=columns,
        clean=True,
    )
    table.projects(projects(case.file, 4))
    return case


def unit_in_caption() -> Case:
    """The heading is bare, but 单位：万元 stands above the table at the right."""
    case, table = standard(
        "表头/四排镇6月份报表.xlsx",
        "四排镇",
        "单位写在表格右上角：万元",
        columns=renamed(amount="投资总额"),
        unit_yuan=WAN,
    )
    table.sheet.cells.pop((2, 1))
    table.sheet.merges.pop()
    table.sheet.put(2, 1, "填报单位：四排镇人民政府", CAPTION)
    table.sheet.put(2, 9, "单位：万元", CAPTION)
    table.projects(projects(case.file, 4))
    case.plant("unit_converted", table.cell("amount"), or_cells=["I2"])
    return case


def headings_repeated() -> Case:
    """The headings come again in the middle, as on a second printed page."""
    case, table = standard("表头/平山镇6月统计表（打印版）.xlsx", "平山镇", "表中重复出现表头", clean=True)
    table.projects(projects(case.file, 4))
    table.heads(table.next_row)
    table.gap()
    table.projects(projects(case.file + "2", 3))
    return case


def filler_columns() -> Case:
    """A second telephone column belongs to the clerk, not to the project."""
    columns = FORM | {"clerk": "填报人", "clerk_phone": "填报人电话"}
    case, table = standard(
        "表头/中渡镇6月报表.xlsx", "中渡镇", "另加填报人、填报人电话两列", columns=columns, status=EITHER
    )
    for project in projects(case.file, 3):
        table.project(project, typed={"clerk": "覃思远", "clerk_phone": "19900009999"})
    case.plant("extra_column", table.cell("clerk"))
    case.plant("extra_column", table.cell("clerk_phone"))
    return case


def headings_in_row_one() -> Case:
    """No title at all; only the file name says whose table it is."""
    case = Case("表头/拉沟乡2022.6招商项目.xlsx", "拉沟乡", "无标题，首行即表头，单位只在文件名中", clean=True)
    Table(case, at="A1", columns=renamed(name="项目名称（全称）", source="投资来源地")).projects(projects(case.file, 3))
    return case


def sensitive_columns() -> Case:
    """Identity-card and bank numbers that nobody asked for (all invented, wrong check digits)."""
    columns = FORM | {"identity": "负责人身份证号", "bank": "开户银行账号"}
    case, table = standard(
        "表头/县住建局2022年6月招商引资项目统计表.xlsx",
        "县住建局",
        "含身份证号、银行账号列",
        columns=columns,
        status=EITHER,
    )
    for serial, project in enumerate(projects(case.file, 3, ("房地产业",)), 1):
        table.project(project, typed={"identity": f"45022319000101000{serial}", "bank": f"000000000000000000{serial}"})
    case.plant("sensitive_column", table.cell("identity"))
    case.plant("sensitive_column", table.cell("bank"))
    return case


def in_yuan() -> Case:
    """Amounts in 元."""
    case, table = standard(
        "表头/县科工贸局2022年6月招商引资项目统计表.xlsx", "县科工贸局", "投资总额以元计",
        columns=renamed(amount="投资总额（元）"), unit_yuan=1,
    )  # fmt: skip
    table.projects(projects(case.file, 4, ("商贸物流",)))
    case.plant("unit_converted", table.cell("amount"))
    return case


def unit_behind_comma() -> Case:
    """The unit follows a colon instead of standing in brackets."""
    case, table = standard(
        "表头/鹿寨镇6月统计表.xlsx",
        "鹿寨镇",
        "表头写作「计划总投资，单位：万元」",
        **ten_thousands("计划总投资，单位：万元"),
    )
    table.projects(projects(case.file, 3))
    case.plant("unit_converted", table.cell("amount"))
    return case


OPTIONAL = {
    "arrived": "到位资金（亿元）", "signed": "签约日期", "started": "开工日期", "emerging": "是否新兴产业",
    "code": "统一社会信用代码",
}  # fmt: skip


def _optional_cells(project: Project, serial: int) -> dict[str, Value]:
    day = f"2022-0{project.month}-1{serial % 9}"
    begun = project.stage in ("开工", "投产")
    return {
        "arrived": figure(project.yuan // 5, YI) if begun else 0,
        "signed": None if project.stage == "在谈" else day,
        "started": day if begun else None,
        "emerging": "是" if project.industry in EMERGING else "否",
        "code": credit_code(serial),
    }


def optional_columns() -> Case:
    """All optional columns that the form allows."""
    case, table = standard(
        "表头/鹿寨经开区管委2022年6月招商引资项目统计表.xlsx", "鹿寨经开区管委", "含全部可选列，无误",
        columns=FORM | OPTIONAL, clean=True,
    )  # fmt: skip
    for serial, project in enumerate(projects(case.file, 8, ("新材料", "化工", "汽车零部件")), 1):
        table.project(project, typed=_optional_cells(project, serial))
    return case


def some_optional_columns() -> Case:
    """Two optional columns stand in the middle of the table."""
    columns = {}
    for key, heading in FORM.items():
        columns[key] = heading
        if key == "amount":
            columns |= {"arrived": "到位资金（亿元）", "emerging": "是否新兴产业"}
    case, table = standard(
        "表头/县农业农村局2022年6月招商引资项目统计表.xlsx", "县农业农村局", "表中插有到位资金、是否新兴产业列，无误",
        columns=columns, clean=True,
    )  # fmt: skip
    for serial, project in enumerate(projects(case.file, 5, ("农业",)), 20):
        table.project(project, typed=_optional_cells(project, serial))
    return case


CASES = (
    plain_form, two_row_heading, three_row_heading, renamed_in_ten_thousands, reordered_with_extra_columns,
    without_source_column, without_telephone_and_entry, without_amount_column, no_unit_anywhere,
    unit_only_in_some_cells, starts_at_c5, spaced_headings, unit_in_caption, headings_repeated, filler_columns,
    headings_in_row_one, sensitive_columns, in_yuan, unit_behind_comma, optional_columns, some_optional_columns,
)  # fmt: skip
