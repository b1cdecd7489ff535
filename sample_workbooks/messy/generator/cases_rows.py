"""Folder 行: example rows, placeholders, totals, notes, merged bodies, hidden, struck and doubled rows."""

from __future__ import annotations

from .case import EITHER, FORM, Case, Table, figure, standard
from .drawing import Formula, Look, Value
from .pool import YI, Project, projects

EXAMPLE: dict[str, Value] = {
    "number": "例：", "industry": "房地产业", "name": "集美江山项目", "investor": "柳州鹿寨金润房地产开发有限公司",
    "amount": 10,
    "source": "重庆", "contact": "韦安", "phone": "180×××", "entry": "2022年", "progress": "已开工",
}  # fmt: skip
NUMBERED_EXAMPLE: dict[str, Value] = {
    "number": 2, "industry": "林木业", "name": "旋切基地配套项目", "investor": "广西畔森装饰材料有限公司",
    "amount": 0.5,
    "source": "山东", "contact": "毛石玉", "phone": "189×××", "entry": "2022年", "progress": "已开工",
}  # fmt: skip
FORM_NOTES = (
    "注：", "报送材料包括", "1. 统计表（附件）", "2. 企业营业执照复印件", "3. 法人身份证复印件",
    "企业营业执照和法人身份证复印件单独报送。",
)  # fmt: skip


def _no_project(case: Case, table: Table, kind: str, **values: Value) -> None:
    """Write a row that is no project, with the finding on its first cell."""
    row = table.plain(**values)
    case.plant(kind, table.cell("number", row), table.sheet.name, row)


def examples_left() -> Case:
    """Both printed examples and the dotted rows were left in."""
    case, table = standard(
        "行/江口乡2022年6月招商引资项目统计表.xlsx", "江口乡", "样表的例行、第2行示例、「...」行未删", status=EITHER
    )
    _no_project(case, table, "sample_row_left", **EXAMPLE)
    _no_project(case, table, "sample_row_left", **NUMBERED_EXAMPLE)
    table.projects(projects(case.file, 3))
    _no_project(case, table, "placeholder_row", number=6, industry="...")
    _no_project(case, table, "placeholder_row", number=7, industry="...")
    table.notes(*FORM_NOTES)
    return case


def example_only_first() -> Case:
    """Only the row marked 例 stays, with the colon and the number run together."""
    case, table = standard("行/中渡镇2022年6月招商引资项目统计表.xlsx", "中渡镇", "保留「例:」行", status=EITHER)
    _no_project(case, table, "sample_row_left", **(EXAMPLE | {"number": "例:"}))
    table.projects(projects(case.file, 4))
    return case


def placeholders() -> Case:
    """Dots of every kind between the projects."""
    case, table = standard(
        "行/寨沙镇2022年6月招商引资项目统计表.xlsx", "寨沙镇", "「…」「......」「。。。」占位行", status=EITHER
    )
    table.projects(projects(case.file, 2))
    _no_project(case, table, "placeholder_row", number="…", industry="…", name="…", investor="…")
    table.projects(projects(case.file + "2", 1))
    _no_project(case, table, "placeholder_row", number="......")
    _no_project(case, table, "placeholder_row", number=6, name="。。。")
    return case


def total_at_bottom() -> Case:
    """A right total in a formula, with spaces in its label."""
    case, table = standard(
        "行/平山镇2022年6月招商引资项目统计表.xlsx", "平山镇", "表尾「合  计」，公式正确", clean=True
    )
    table.projects(projects(case.file, 5))
    table.total("合  计")
    table.notes("单位负责人：        填报人：        联系电话：0772-1234567")
    return case


def total_on_top() -> Case:
    """The total stands above the projects, as in the target table."""
    case, table = standard("行/黄冕镇2022年6月招商引资项目统计表.xlsx", "黄冕镇", "表头下即「总  计」", clean=True)
    batch = projects(case.file, 5)
    first, last = table.next_row + 1, table.next_row + len(batch)
    total = figure(sum(project.yuan for project in batch), YI)
    formula = Formula(f"SUM({table.cell('amount', first)}:{table.cell('amount', last)})", total)
    table.total("总  计", wide=False, amount=formula)
    table.projects(batch)
    return case


def subtotals() -> Case:
    """小计 under each industry and a typed 总计, all right."""
    case, table = standard(
        "行/四排镇2022年6月招商引资项目统计表.xlsx", "四排镇", "按行业分段小计、表尾总计，均正确", clean=True
    )
    for industry in ("农业", "林木加工业", "文旅"):
        rows = table.projects(projects(case.file + industry, 3, (industry,)))
        table.total("小计", rows=rows, wide=industry != "文旅")
    table.total("总计", amount=figure(sum(table.yuan.values()), YI))
    return case


def wrong_total() -> Case:
    """A typed total that does not add up."""
    case, table = standard("行/导江乡2022年6月招商引资项目统计表.xlsx", "导江乡", "合计数与各行之和不符", status=EITHER)
    table.projects(projects(case.file, 4))
    row = table.total(amount=figure(sum(table.yuan.values()) + 30_000_000, YI))
    case.plant("total_mismatch", table.cell("amount", row), row=row)
    return case


def wrong_subtotal() -> Case:
    """One subtotal is wrong, the grand total is right."""
    case, table = standard("行/拉沟乡2022年6月招商引资项目统计表.xlsx", "拉沟乡", "小计错误、总计正确", status=EITHER)
    rows = table.projects(projects(case.file, 3, ("农业",)))
    row = table.total("小  计", amount=figure(sum(table.yuan[row] for row in rows) + YI, YI))
    case.plant("total_mismatch", table.cell("amount", row), row=row)
    rows = table.projects(projects(case.file + "2", 2, ("商贸物流",)))
    table.total("小  计", rows=rows)
    table.total("总  计", amount=figure(sum(table.yuan.values()), YI))
    return case


def stale_total() -> Case:
    """Rows were added below the range of the SUM."""
    case, table = standard(
        "行/鹿寨镇2022年6月招商引资项目统计表.xlsx", "鹿寨镇", "合计公式未包含后加的两行", status=EITHER
    )
    table.projects(projects(case.file, 6))
    row = table.total(amount=table.sum_formula(table.project_rows[:4]))
    case.plant("stale_total_formula", table.cell("amount", row), row=row)
    case.plant("total_mismatch", table.cell("amount", row), row=row, optional=True)
    return case


def rows_after_total() -> Case:
    """Two projects were typed under the total, and one under the notes."""
    case, table = standard("行/江口乡6月统计表（补充）.xlsx", "江口乡", "合计行、备注之后又补填项目", status=EITHER)
    table.projects(projects(case.file, 3))
    row = table.total()
    case.plant("stale_total_formula", table.cell("amount", row), row=row)
    case.plant("total_mismatch", table.cell("amount", row), row=row, optional=True)
    table.projects(projects(case.file + "2", 2))
    table.notes("注：以上为本月新增项目。")
    table.projects(projects(case.file + "3", 1))
    return case


def total_skips_first_row() -> Case:
    """The total formula skips the first project though its stored value is right."""
    case, table = standard(
        "行/县林业局2022年6月招商引资项目统计表.xlsx", "县林业局", "合计公式漏首行，缓存值却正确", status=EITHER
    )
    table.projects(projects(case.file, 5, ("林木加工业",)))
    right = figure(sum(table.yuan.values()), YI)
    row = table.total("总计", amount=table.sum_formula(table.project_rows[1:], cached=right))
    case.plant("stale_total_formula", table.cell("amount", row), row=row)
    return case


def merged_body() -> Case:
    """Industry and source merged down, one firm for two projects."""
    case, table = standard(
        "行/县农业农村局2022年6月招商引资项目统计表.xlsx", "县农业农村局", "行业、投资来源、项目方纵向合并", clean=True
    )
    rows = table.projects([*projects(case.file, 4, ("农业",)), *projects(case.file + "2", 2, ("文旅",))])
    table.merge_down("industry", rows[0], rows[3])
    table.merge_down("industry", rows[4], rows[5])
    table.merge_down("source", rows[1], rows[2])
    table.merge_down("investor", rows[4], rows[5])
    table.merge_down("contact", rows[4], rows[5])
    table.merge_down("phone", rows[4], rows[5])
    table.total()
    return case


def notes_and_blanks() -> Case:
    """Blank rows, numbers prepared for more rows, the form's notes, a signature line."""
    case, table = standard(
        "行/县文体广旅局2022年6月招商引资项目统计表.xlsx",
        "县文体广旅局",
        "表内空行、空序号行、表下注释与签字栏",
        clean=True,
    )
    table.projects(projects(case.file, 2, ("文旅",)))
    table.gap()
    table.projects(projects(case.file + "2", 2, ("文旅",)))
    for number in (5, 6, 7):
        table.plain(number=number)
    table.gap(2)
    table.notes(*FORM_NOTES, "审核人（签字）：            单位（盖章）：            2022年6月3日")
    return case


def struck() -> Case:
    """Withdrawn projects were struck through instead of deleted."""
    case, table = standard("行/县科工贸局2022年6月招商引资项目统计表.xlsx", "县科工贸局", "整行加删除线", status=EITHER)
    batch = projects(case.file, 5, ("商贸物流",))
    for serial, project in enumerate(batch):
        looks = {key: Look(strike=True) for key in FORM} if serial in (1, 3) else None
        row = table.project(project, looks=looks)
        if looks:
            case.plant("struck_row", table.cell("name", row), row=row, or_cells=[table.cell(key, row) for key in FORM])
    return case


def hidden_rows() -> Case:
    """Two projects in hidden rows."""
    case, table = standard(
        "行/县住建局2022年6月招商引资项目统计表.xlsx", "县住建局", "第5、6个项目所在行被隐藏", status=EITHER
    )
    rows = table.projects(projects(case.file, 8, ("房地产业", "商贸物流")))
    table.sheet.hidden_rows.update(rows[4:6])
    case.plant("hidden_rows", sheet="Sheet1", row=rows[4])
    return case


def _again(project: Project) -> dict[str, Value]:
    """Return the cells of the same project typed once more by another hand."""
    return {
        "name": f" {project.name} ", "investor": project.investor.replace("有限公司", " 有限公司"),
        "amount": figure(project.yuan, YI),
    }  # fmt: skip


def doubled() -> Case:
    """The same project twice, once letter by letter, once with other spaces."""
    case, table = standard(
        "行/鹿寨经开区管委2022年6月招商引资项目统计表.xlsx", "鹿寨经开区管委", "同一项目填报两次", status=EITHER
    )
    batch = projects(case.file, 5, ("新材料", "汽车零部件"))
    table.projects(batch)
    table.project(batch[0], plant={"name": "duplicate_row"})
    typed = _again(batch[2])
    truth = {"name": batch[2].name, "investor": typed["investor"]}
    table.project(batch[2], typed=typed, truth=truth, plant={"name": "duplicate_row"})
    return case


def headings_only() -> Case:
    """Headings and prepared numbers, nothing else."""
    case, table = standard("行/黄冕镇6月统计表.xlsx", "黄冕镇", "只有表头和空序号", status="returned")
    for number in range(1, 6):
        table.plain(number=number)
    case.plant("empty_submission", sheet="Sheet1")
    return case


def bare_headings() -> Case:
    """Headings and nothing at all."""
    case, _ = standard("行/四排镇6月统计表（空）.xlsx", "四排镇", "只有表头", status="returned")
    case.plant("empty_submission", sheet="Sheet1")
    return case


def nil_in_table() -> Case:
    """本月无新增 in the first row of the table."""
    case, table = standard("行/导江乡6月统计表（零报告）.xlsx", "导江乡", "表内写明「本月无新增招商引资项目」")
    row = table.plain(number="本月无新增招商引资项目")
    table.sheet.merge(row, table.left, row, table.left + len(FORM) - 1)
    case.plant("nil_report", table.cell("number", row), row=row, or_cells=[None])
    return case


def nil_under_table() -> Case:
    """零报告 in one cell of the body and the form's notes below."""
    case, table = standard("行/拉沟乡6月统计表.xlsx", "拉沟乡", "项目名称栏写「零报告」")
    row = table.plain(number=1, name="无（零报告）")
    case.plant("nil_report", table.cell("name", row), row=row, or_cells=[None, table.cell("number", row)])
    table.notes(*FORM_NOTES)
    return case


def formula_like_texts() -> Case:
    """Texts that another program would run as formulas."""
    case, table = standard("行/寨沙镇6月报表（转发）.xlsx", "寨沙镇", "文本以= + - @开头", status=EITHER)
    texts = {
        "name": '=HYPERLINK("http://example.invalid","点我")', "investor": "+鹿寨扩建木业有限公司",
        "source": "@SUM(1+1)",
        "contact": "-韦某", "progress": "=1+1",
    }  # fmt: skip
    for (key, text), project in zip(texts.items(), projects(case.file, 5), strict=True):
        truth = {key: text} | ({"stage": None} if key == "progress" else {})
        table.project(project, typed={key: text}, truth=truth, plant={key: "formula_injection"})
    return case


def markup() -> Case:
    """Markup and template tags in names."""
    case, table = standard("行/中渡镇6月报表（转发）.xlsx", "中渡镇", "名称含脚本、模板标记、控制字符", status=EITHER)
    texts = {
        "name": "<script>alert(1)</script>木业加工项目", "investor": "{{ 7*7 }}木业有限公司",
        "contact": "{% if 1 %}韦某{% endif %}",
        "source": "广东\x07",
    }  # fmt: skip
    for (key, text), project in zip(texts.items(), projects(case.file, 4), strict=True):
        row = table.project(project, typed={key: text}, truth={key: text}, plant={key: "suspicious_text"})
    case.unjudged.append({"sheet": "Sheet1", "row": row, "field": "source"})
    return case


def long_list() -> Case:
    """Sixty projects and a right total."""
    case, table = standard("行/鹿寨镇1—6月招商引资项目统计表.xlsx", "鹿寨镇", "60个项目的长表，合计正确", clean=True)
    table.projects(projects(case.file, 60))
    table.total()
    return case


def long_list_with_mistakes() -> Case:
    """Sixty projects, few mistakes: the reader must find them all in their places."""
    case, table = standard(
        "行/江口乡1—6月招商引资项目统计表.xlsx", "江口乡", "60个项目的长表，散布少量错误", status="returned"
    )
    batch = projects(case.file, 60)
    slips: dict[int, tuple[dict[str, Value], dict[str, object], dict[str, str]]] = {
        7: ({"amount": "约3亿"}, {"amount": None}, {"amount": "approx_value"}),
        23: ({"phone": "199×××"}, {"phone": "199×××"}, {"phone": "phone_masked"}),
        31: ({"entry": "2022-04-31"}, {"entry": None}, {"entry": "date_invalid"}),
        48: ({"amount": "3000万"}, {"amount": 30_000_000}, {"amount": "unit_in_cell_differs"}),
    }
    for serial, project in enumerate(batch):
        typed, truth, plant = slips.get(serial, ({}, {}, {}))
        table.project(project, typed=typed, truth=truth, plant=plant)
    table.project(batch[12], plant={"name": "duplicate_row"})
    return case


def stages() -> Case:
    """What 进展情况 says, and what it only seems to say."""
    case, table = standard(
        "行/平山镇6月统计表（进展）.xlsx", "平山镇", "进展情况写法各异（未开工、前期工作、竣工等）", status=EITHER
    )
    said = {
        "未开工": None, "已签约，尚未开工": "签约", "洽谈中": "在谈", "正在开展前期工作": "在谈", "已竣工": "投产",
        "厂房在建": "开工",
        "已注册公司，未开工": "注册", "正常推进": None, "正在建设，预计年底投产": "开工",
        "一期已投产，二期正在建设": "投产",
    }  # fmt: skip
    for (text, stage), project in zip(said.items(), projects(case.file, len(said)), strict=True):
        row = table.project(project, typed={"progress": text}, truth={"progress": text, "stage": stage})
    case.unjudged.append({"sheet": "Sheet1", "row": row, "field": "stage"})
    return case


def names_as_typed() -> Case:
    """Spaces of every kind around texts; full-width digits, letters and brackets inside them."""
    case, table = standard(
        "行/黄冕镇6月报表（带空格）.xlsx", "黄冕镇", "文本前后有全角、不间断空格，名称内有全角字符", clean=True
    )
    endings = (("\u3000", "（一期）"), ("\xa0", "(Ⅱ期)"), ("  ", "２号厂房"), ("\u2003", "－ＡＢ区"))
    for (spaces, ending), project in zip(endings, projects(case.file, 4), strict=True):
        name = project.name + ending
        typed: dict[str, Value] = {"name": f"{spaces}{name}{spaces}"}
        for key in ("industry", "investor", "source", "contact", "progress"):
            typed[key] = f"\u3000{getattr(project, key)}{spaces}"
        table.project(project, typed=typed, truth={"name": name})
    return case


CASES = (
    examples_left, example_only_first, placeholders, total_at_bottom, total_on_top, subtotals, wrong_total,
    wrong_subtotal,
    stale_total, rows_after_total, total_skips_first_row, merged_body, notes_and_blanks, struck, hidden_rows, doubled,
    headings_only, bare_headings, nil_in_table, nil_under_table, formula_like_texts, markup, long_list,
    long_list_with_mistakes, stages, names_as_typed,
)  # fmt: skip
