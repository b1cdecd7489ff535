"""Folder 格式, files that can be read: file types, writers, encodings, odd packages."""

from __future__ import annotations

from functools import partial

from .case import EITHER, Case, Table, renamed, standard
from .documents import save_docx, save_html
from .drawing import ErrorValue
from .packages import replacing, strict_edit, substituting
from .pool import WAN, projects
from .writers import save_csv, save_xls, save_xlsx

STRICT_PARTS = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels",
                "xl/_rels/workbook.xml.rels", "docProps/app.xml")  # fmt: skip


def macro_workbook() -> Case:
    """A macro-enabled workbook without a macro."""
    edit = replacing(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    case, table = standard(
        "格式/江口乡2022年6月招商引资项目统计表.xlsm", "江口乡", ".xlsm，无宏", clean=True,
        save=partial(save_xlsx, edits={"[Content_Types].xml": edit}),
    )  # fmt: skip
    table.projects(projects(case.file, 4))
    return case


def old_workbook() -> Case:
    """An Excel 97-2003 workbook with titles, a total and a merged body."""
    case, table = standard(
        "格式/中渡镇2022年6月招商引资项目统计表.xls", "中渡镇", ".xls，含合并单元格与合计", clean=True
    )
    rows = table.projects(projects(case.file, 5, ("农业",)))
    table.merge_down("industry", rows[0], rows[4])
    table.total()
    return case


def old_workbook_with_mistakes() -> Case:
    """The same format with mistakes of every room."""
    case, table = standard(
        "格式/寨沙镇2022年6月统计表.xls", "寨沙镇", ".xls，含错误值、约数、打码电话、未删例行", status="returned"
    )
    row = table.plain(
        number="例：", industry="房地产业", name="集美江山项目", amount=10, phone="180×××", entry="2022年"
    )
    case.plant("sample_row_left", table.cell("number", row), row=row)
    first, second, third, last = projects(case.file, 4)
    table.project(first, typed={"amount": ErrorValue("#REF!")}, truth={"amount": None}, plant={"amount": "error_cell"})
    table.project(second, typed={"amount": "约2亿"}, truth={"amount": None}, plant={"amount": "approx_value"})
    table.project(third, typed={"phone": "199×××"}, truth={"phone": "199×××"}, plant={"phone": "phone_masked"})
    table.project(last)
    return case


def old_workbook_hidden() -> Case:
    """An .xls with a hidden sheet, and a hidden row."""
    case, table = standard("格式/县林业局2022年6月统计表.xls", "县林业局", ".xls，隐藏工作表、隐藏行", status=EITHER)
    rows = table.projects(projects(case.file, 5, ("林木加工业",)))
    table.sheet.hidden_rows.add(rows[2])
    case.plant("hidden_rows", sheet="Sheet1", row=rows[2])
    old = Table(case, sheet="上月", judged=False)
    old.projects(projects(case.file + "old", 2))
    old.sheet.state = "hidden"
    case.plant("hidden_sheet", sheet="上月")
    return case


def csv_with_mark() -> Case:
    """CSV as Excel writes it: UTF-8 with a byte order mark."""
    case, table = standard("格式/平山镇2022年6月招商引资项目统计表.csv", "平山镇", "CSV，UTF-8带BOM", clean=True)
    table.projects(projects(case.file, 4))
    return case


def csv_without_mark() -> Case:
    """CSV in plain UTF-8, headings in the first line."""
    case = Case(
        "格式/黄冕镇2022年6月.csv",
        "黄冕镇",
        "CSV，UTF-8无BOM，首行即表头",
        clean=True,
        save=partial(save_csv, encoding="utf-8"),
    )
    Table(case, at="A1").projects(projects(case.file, 4))
    return case


def csv_gb18030() -> Case:
    """CSV from an older Excel: GB18030, amounts with thousands separators in quotes."""
    case, table = standard(
        "格式/四排镇2022年6月招商引资项目统计表.csv", "四排镇", "CSV，GB18030编码，带引号千分位",
        columns=renamed(amount="投资额（万元）"), unit_yuan=WAN, save=partial(save_csv, encoding="gb18030"),
    )  # fmt: skip
    case.plant("unit_converted", table.cell("amount"))
    for project in projects(case.file, 4):
        table.project(project, typed={"amount": f"{project.yuan // WAN:,}"})
    return case


def csv_with_mistakes() -> Case:
    """CSV with mistakes; the telephone numbers went through Excel once."""
    case, table = standard(
        "格式/导江乡2022年6月招商引资项目统计表.csv", "导江乡", "CSV，GB18030编码，多处错误", status="returned",
        save=partial(save_csv, encoding="gb18030"),
    )  # fmt: skip
    first, second, third, fourth = projects(case.file, 4)
    table.project(first, typed={"phone": "1.99E+10"}, truth={"phone": None}, plant={"phone": "phone_lossy"})
    table.project(
        second, typed={"amount": "5000万"}, truth={"amount": 50_000_000}, plant={"amount": "unit_in_cell_differs"}
    )
    table.project(third, typed={"amount": "1-2亿"}, truth={"amount": None}, plant={"amount": "range_value"})
    table.project(fourth, typed={"entry": "2022年13月"}, truth={"entry": None}, plant={"entry": "date_invalid"})
    table.plain(number=5, name="...")
    case.plant("placeholder_row", table.cell("number", table.next_row - 1), row=table.next_row - 1)
    return case


def csv_with_tabs() -> Case:
    """Tabs between the fields although the name says csv."""
    case = Case(
        "格式/拉沟乡2022年6月统计表.csv",
        "拉沟乡",
        "扩展名csv，实际以制表符分隔",
        save=partial(save_csv, separator="\t"),
    )
    Table(case, at="A1").projects(projects(case.file, 3))
    return case


def word_document() -> Case:
    """The annex was filled in as a Word table and sent back."""
    case = Case(
        "格式/江口乡2022年6月招商引资项目统计表.docx", "江口乡", "Word文档内的表格", clean=True,
        save=partial(
            save_docx, before=("附件2", "鹿寨县2022年招商引资项目统计表", "填报单位：江口乡"),
            after=("注：报送材料包括统计表（附件）、企业营业执照复印件、法人身份证复印件。",),
        ),
    )  # fmt: skip
    Table(case, at="A1").projects(projects(case.file, 4))
    return case


def word_document_with_mistakes() -> Case:
    """A Word table with the example left in, merged industry cells and a wrong total."""
    case = Case(
        "格式/鹿寨镇2022年6月招商引资项目统计表.docx", "鹿寨镇", "Word表格，例行未删、行业合并、合计错误", EITHER,
        save=partial(save_docx, before=("鹿寨镇2022年6月招商引资项目统计表",)),
    )  # fmt: skip
    table = Table(case, at="A1")
    row = table.plain(
        number="例：", industry="房地产业", name="集美江山项目", amount=10, contact="韦安", phone="180×××"
    )
    case.plant("sample_row_left", table.cell("number", row), row=row)
    rows = table.projects(projects(case.file, 4, ("林木加工业",)))
    table.merge_down("industry", rows[0], rows[3])
    row = table.plain(number="合计", amount=99.5)
    case.plant("total_mismatch", table.cell("amount", row), row=row)
    return case


def strict_workbook() -> Case:
    """Saved as 「Strict Open XML 电子表格」: openpyxl finds no sheet in it."""
    case, table = standard(
        "格式/县农业农村局2022年6月招商引资项目统计表.xlsx", "县农业农村局", "Strict Open XML格式", clean=True,
        save=partial(save_xlsx, edits=dict.fromkeys(STRICT_PARTS, strict_edit)),
    )  # fmt: skip
    table.projects(projects(case.file, 4, ("农业",)))
    return case


def wps_workbook() -> Case:
    """A workbook that names WPS as its maker."""
    edits = {
        "docProps/app.xml": substituting(rb"(?<=<Application>)[^<]*", "WPS 表格".encode()),
        "xl/workbook.xml": replacing(b'<fileVersion appName="xl"', b'<fileVersion appName="et"'),
    }
    case, table = standard(
        "格式/县文体广旅局2022年6月招商引资项目统计表.xlsx",
        "县文体广旅局",
        "WPS保存的xlsx",
        clean=True,
        save=partial(save_xlsx, edits=edits),
    )
    table.projects(projects(case.file, 4, ("文旅",)))
    table.total()
    return case


def wrong_dimension() -> Case:
    """The dimension tag says A1 only, as some exporters write it."""
    edit = substituting(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>')
    case, table = standard(
        "格式/县住建局2022年6月招商引资项目统计表.xlsx", "县住建局", "dimension标记错误（A1）", clean=True,
        save=partial(save_xlsx, edits={"xl/worksheets/sheet1.xml": edit}),
    )  # fmt: skip
    table.projects(projects(case.file, 5, ("房地产业",)))
    return case


def new_workbook_named_old() -> Case:
    """An .xlsx renamed to .xls."""
    case, table = standard(
        "格式/县科工贸局2022年6月招商引资项目统计表.xls", "县科工贸局", "扩展名xls，实为xlsx", save=save_xlsx
    )
    table.projects(projects(case.file, 4, ("商贸物流",)))
    return case


def web_page_named_xls() -> Case:
    """A web page that an office system exported under an Excel name."""
    case = Case(
        "格式/鹿寨经开区管委2022年6月招商引资项目统计表.xls",
        "鹿寨经开区管委",
        "扩展名xls，实为网页表格",
        web_page=True,
        save=save_html,
    )
    table = Table(case, at="A2")
    table.title("鹿寨经开区管委2022年6月招商引资项目统计表")
    table.projects(projects(case.file, 4, ("新材料",)))
    return case


def wps_sheet() -> Case:
    """WPS's own .et: inside it is an Excel 97-2003 workbook."""
    case, table = standard(
        "格式/黄冕镇2022年6月招商引资项目统计表.et",
        "黄冕镇",
        "WPS的.et格式（内容为BIFF8）",
        status=["accepted", "refused"],
        save=save_xls,
    )
    table.projects(projects(case.file, 3))
    return case


def capital_suffix() -> Case:
    """Capital letters in the suffix, full-width digits in the name."""
    case, table = standard("格式/平山镇２０２２年６月统计表.XLSX", "平山镇", "扩展名大写，文件名全角数字", clean=True)
    table.projects(projects(case.file, 3))
    return case


def absolute_parts() -> Case:
    """Relationship targets begin with a slash, as some exporters write them."""
    edit = substituting(rb'Target="(worksheets|styles|sharedStrings|theme)', rb'Target="/xl/\1')
    case, table = standard(
        "格式/四排镇6月招商引资项目统计表（系统导出）.xlsx", "四排镇", "部件路径写成绝对路径", clean=True,
        save=partial(save_xlsx, edits={"xl/_rels/workbook.xml.rels": edit}),
    )  # fmt: skip
    table.projects(projects(case.file, 3))
    return case


CASES = (
    macro_workbook, old_workbook, old_workbook_with_mistakes, old_workbook_hidden, csv_with_mark, csv_without_mark,
    csv_gb18030,
    csv_with_mistakes, csv_with_tabs, word_document, word_document_with_mistakes, strict_workbook, wps_workbook,
    wrong_dimension,
    new_workbook_named_old, web_page_named_xls, wps_sheet, capital_suffix, absolute_parts,
)  # fmt: skip
