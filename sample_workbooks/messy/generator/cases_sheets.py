"""Folder 工作表: several sheets, hidden ones, hidden columns, comments, stray cells."""

from __future__ import annotations

from .case import EITHER, FORM, Case, Table, standard
from .drawing import Look
from .pool import projects
from .writers import save_openpyxl


def hidden_last_month() -> Case:
    """Last month's table was kept on a hidden sheet."""
    case, table = standard(
        "工作表/江口乡2022年6月招商引资项目统计表.xlsx", "江口乡", "隐藏工作表为上月数据", status=EITHER
    )
    table.projects(projects(case.file, 4))
    old = Table(case, sheet="5月", judged=False)
    old.title("鹿寨县2022年招商引资项目统计表", "填报单位：江口乡    填报时间：2022年5月3日")
    old.projects(projects(case.file + "old", 3))
    old.sheet.state = "hidden"
    case.plant("hidden_sheet", sheet="5月")
    return case


def hidden_copy_in_front() -> Case:
    """The hidden copy stands before the sheet that counts."""
    case = Case("工作表/中渡镇2022年6月招商引资项目统计表.xlsx", "中渡镇", "隐藏的副本排在最前", EITHER)
    old = Table(case, sheet="Sheet1", judged=False)
    old.title("中渡镇招商引资项目统计表（2022年5月）")
    batch = projects(case.file, 4)
    old.projects(batch[:3])
    old.sheet.state = "hidden"
    table = Table(case, sheet="Sheet1 (2)")
    table.title("中渡镇招商引资项目统计表（2022年6月）")
    table.projects(batch)
    case.plant("hidden_sheet", sheet="Sheet1")
    return case


def two_months_visible() -> Case:
    """May and June both stand open."""
    case = Case(
        "工作表/寨沙镇2022年招商引资项目统计表.xlsx", "寨沙镇", "5月、6月两表均可见", EITHER, rows_uncertain=True
    )
    for month, judged in ((5, False), (6, True)):
        table = Table(case, sheet=f"{month}月", judged=judged)
        table.title(f"寨沙镇2022年{month}月招商引资项目统计表", f"填报时间：2022年{month}月3日")
        table.projects(projects(f"{case.file}{month}", 3))
    case.plant("multiple_candidate_sheets")
    return case


def two_trades() -> Case:
    """Industry on one sheet, farming on the other: both are this month's."""
    case = Case(
        "工作表/平山镇2022年6月招商引资项目统计表.xlsx",
        "平山镇",
        "工业、农业分两表，均属本月",
        EITHER,
        rows_uncertain=True,
    )
    for sheet, industries in (("工业项目", ("林木加工业", "新材料")), ("农业项目", ("农业",))):
        table = Table(case, sheet=sheet)
        table.title("鹿寨县2022年招商引资项目统计表", f"填报单位：平山镇（{sheet}）")
        table.projects(projects(case.file + sheet, 3, industries))
    case.plant("multiple_candidate_sheets")
    return case


def identical_copy() -> Case:
    """Sheet1 (2) is the same table once more."""
    case = Case(
        "工作表/黄冕镇2022年6月招商引资项目统计表.xlsx",
        "黄冕镇",
        "Sheet1与Sheet1 (2)内容相同",
        EITHER,
        rows_uncertain=True,
    )
    batch = projects(case.file, 4)
    for sheet in ("Sheet1", "Sheet1 (2)"):
        table = Table(case, sheet=sheet, judged=sheet == "Sheet1")
        table.title("黄冕镇2022年6月招商引资项目统计表")
        table.projects(batch)
    case.plant("multiple_candidate_sheets")
    return case


def cover_and_instructions() -> Case:
    """A cover, a sheet of instructions, then the table, then empty sheets."""
    case = Case("工作表/四排镇2022年6月招商引资项目统计表.xlsx", "四排镇", "封面、填表说明、数据表、空表", clean=True)
    cover = case.sheet("封面")
    for row, line in enumerate(("四排镇招商引资报表", "（2022年6月）", "单位负责人：", "报送日期：2022年6月3日"), 8):
        cover.put(row, 3, line, Look("title"))
    guide = case.sheet("填表说明")
    for row, line in enumerate(("填表说明", "1. 投资总额以亿元为单位。", "2. 入驻时间填写到月。"), 1):
        guide.put(row, 1, line, Look("bare"))
    table = Table(case, sheet="统计表")
    table.title("鹿寨县2022年招商引资项目统计表", "填报单位：四排镇")
    table.projects(projects(case.file, 4))
    case.sheet("Sheet2").put(1, 1, None)
    case.sheet("Sheet3").put(1, 1, None)
    return case


def hidden_list_of_options() -> Case:
    """A very hidden sheet holds the words of the drop-down lists."""
    case, table = standard(
        "工作表/导江乡2022年6月招商引资项目统计表.xlsx", "导江乡", "深度隐藏的下拉选项表，不是数据", status="accepted"
    )
    table.projects(projects(case.file, 4))
    options = case.sheet("选项")
    for row, word in enumerate(("行业", "林木加工业", "新材料", "农业", "商贸物流", "文旅"), 1):
        options.put(row, 1, word, Look("bare"))
    options.state = "veryHidden"
    case.plant("hidden_sheet", sheet="选项", optional=True)
    return case


def hidden_column() -> Case:
    """The telephone column is hidden."""
    case, table = standard("工作表/拉沟乡2022年6月招商引资项目统计表.xlsx", "拉沟乡", "隐藏了联系电话列", status=EITHER)
    table.projects(projects(case.file, 4))
    table.sheet.hidden_columns.add(table.column("phone"))
    case.plant("hidden_column", sheet="Sheet1")
    return case


def hidden_identity_column() -> Case:
    """An identity-card column was hidden instead of deleted."""
    case, table = standard(
        "工作表/鹿寨镇2022年6月招商引资项目统计表.xlsx", "鹿寨镇", "身份证号列被隐藏而未删除", status=EITHER,
        columns=FORM | {"identity": "身份证号"}, save=save_openpyxl,
    )  # fmt: skip
    for serial, project in enumerate(projects(case.file, 3)):
        table.project(project, typed={"identity": f"45022319000202000{serial}"})
    table.sheet.hidden_columns.add(table.column("identity"))
    case.plant("hidden_column", sheet="Sheet1")
    case.plant("sensitive_column", table.cell("identity"))
    return case


def comments() -> Case:
    """Remarks were left as cell comments."""
    case, table = standard(
        "工作表/县林业局2022年6月招商引资项目统计表.xlsx", "县林业局", "金额、进展单元格有批注", status=EITHER
    )
    rows = table.projects(projects(case.file, 4, ("林木加工业",)))
    for key, row, text in (("amount", rows[1], "含二期0.3亿元"), ("progress", rows[2], "待核实")):
        table.sheet.comments[row, table.column(key)] = text
        case.plant("cell_comment", table.cell(key, row), row=row)
    return case


def comment_by_other_program() -> Case:
    """A comment on a heading, written by another program."""
    case, table = standard(
        "工作表/县住建局2022年6月招商引资项目统计表.xlsx",
        "县住建局",
        "表头单元格有批注",
        status=EITHER,
        save=save_openpyxl,
    )
    table.projects(projects(case.file, 3, ("房地产业",)))
    table.sheet.comments[table.top, table.column("amount")] = "单位按去年口径"
    case.plant("cell_comment", table.cell("amount"))
    return case


def stray_cells() -> Case:
    """A styled cell in the very last row and a lone space far away."""
    case, table = standard(
        "工作表/县科工贸局2022年6月招商引资项目统计表.xlsx",
        "县科工贸局",
        "末行有格式空单元格，远处有一个空格",
        clean=True,
    )
    table.projects(projects(case.file, 4, ("商贸物流",)))
    table.sheet.put(1_048_576, 16_384, None)
    table.sheet.put(65_000, 30, " ", Look("bare"))
    return case


def earlier_months_hidden() -> Case:
    """Every earlier month was kept on a hidden sheet of its own."""
    case = Case("工作表/县文体广旅局2022年6月招商引资项目统计表.xlsx", "县文体广旅局", "1—5月各表均隐藏", EITHER)
    for month in range(1, 7):
        table = Table(case, sheet=f"{month}月", judged=month == 6)
        table.title(f"县文体广旅局2022年{month}月招商引资项目统计表")
        table.projects(projects(f"{case.file}{month}", 2, ("文旅",)))
        if month < 6:
            table.sheet.state = "hidden"
            case.plant("hidden_sheet", sheet=f"{month}月")
    return case


CASES = (
    hidden_last_month, hidden_copy_in_front, two_months_visible, two_trades, identical_copy, cover_and_instructions,
    hidden_list_of_options, hidden_column, hidden_identity_column, comments, comment_by_other_program, stray_cells,
    earlier_months_hidden,
)  # fmt: skip
