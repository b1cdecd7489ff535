"""What stands inside one cell: parts struck through, two values, two fields, signs for nothing, dates as exact as shown."""

from datetime import datetime

import openpyxl
import pytest
import xlwt
from docx import Document
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.drawn import HEADINGS
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.findings import Severity
from toolkit.model.period import ReportingPeriod

JUNE = ReportingPeriod(2022, 6)
ROW = [1, "林木业", "甲项目", "甲公司", 1.5, "山东", "覃一", "19900002001", "2022年", "已开工"]
HEAD = "序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | {who} | {call} | 项目入驻时间 | 进展情况"


def table(**cells: object) -> str:
    """A table of annex 2 with one project, some cells otherwise."""
    row = [cells.get(letter, value) for letter, value in zip("ABCDEFGHIJ", ROW, strict=True)]
    return f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | HEADINGS
        3 | {" | ".join(map(str, row))}
    """


def _xlsx(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["填报单位：江口乡"])
    sheet.append(HEADINGS)
    sheet.append(ROW)
    struck = InlineFont(strike=True)
    sheet["E3"] = CellRichText(TextBlock(struck, "3"), "1.5")
    sheet["J3"] = CellRichText("已开工", TextBlock(struck, "，下月投产"))
    book.save(path)


def _xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    sheet.write(0, 0, "填报单位：江口乡")
    for column, (heading, value) in enumerate(zip(HEADINGS, ROW, strict=True)):
        sheet.write(1, column, heading)
        if column not in (4, 9):
            sheet.write(2, column, value)
    struck = xlwt.easyfont("struck_out true")
    sheet.write_rich_text(2, 4, [("3", struck), "1.5"])
    sheet.write_rich_text(2, 9, ["已开工", ("，下月投产", struck)])
    book.save(str(path))


def _docx(path):
    document = Document()
    document.add_paragraph("填报单位：江口乡")
    grid = document.add_table(2, 10)
    for column, (heading, value) in enumerate(zip(HEADINGS, ROW, strict=True)):
        grid.cell(0, column).text = heading
        grid.cell(1, column).text = "" if column in (4, 9) else str(value)
    for column, parts in ((4, [("3", True), ("1.5", False)]), (9, [("已开工", False), ("，下月投产", True)])):
        for text, struck in parts:
            grid.cell(1, column).paragraphs[0].add_run(text).font.strike = struck
    document.save(path)


def _html(path):
    cells = [str(value) for value in ROW]
    cells[4], cells[9] = "<s>3</s>1.5", "已开工<del>，下月投产</del>"
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in (HEADINGS, cells))
    path.write_text(f"<html><meta charset='utf-8'><body>填报单位：江口乡<table>{rows}</table></body></html>", "utf-8")


@pytest.mark.parametrize(("suffix", "write"), [("xlsx", _xlsx), ("xls", _xls), ("docx", _docx), ("html", _html)])
def test_what_is_struck_through_is_not_read(tmp_path, luzhai, suffix, write):
    """1.5 behind a struck 3 is 1.5 and not 31.5, whatever the format; the struck part is named at its cell (V161)."""
    path = tmp_path / f"江口乡6月.{suffix}"
    write(path)
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    (project,) = submission.projects
    assert (project.investment_yuan, project.progress) == (150_000_000, "已开工")
    said = [dict(one.details) for one in submission.findings if one.kind == "part_struck"]
    assert [(one["struck"], one["typed"]) for one in said] == [("3", "1.5"), ("，下月投产", "已开工")]


@pytest.mark.parametrize("typed", ["1.5⏎3", "1.5/3", "1.5 3", "1.5、3", "1.5亿元；3亿元", "1.5⏎⏎0.3"])
def test_two_amounts_in_one_cell_are_asked_about(tmp_path, luzhai, typed):
    """Two numbers, one below or beside the other, are never read as one (V162)."""
    path = tmp_path / "江口乡6月.xlsx"
    _xlsx(path)
    book = openpyxl.load_workbook(path)
    book.active["E3"] = typed.replace("⏎", "\n")
    book.save(path)
    submission = read_submission(path, luzhai, JUNE)
    assert submission.projects[0].investment_yuan is None
    assert [(one.cell.a1, one.kind, one.severity) for one in submission.findings if one.cell.column == 5] == [
        ("E3", "two_values", Severity.ERROR)
    ]


@pytest.mark.parametrize(
    ("typed", "yuan"), [("1 200", 1200), ("1,200", 1200), ("20. 5", 20.5), (" 30 ", 30), ("15⏎", 15)]
)
def test_a_space_does_not_make_two_of_one_amount(tmp_path, luzhai, typed, yuan):
    """Thousands set apart, a space at the point or around the number, a line end behind it: one amount."""
    path = tmp_path / "江口乡6月.xlsx"
    _xlsx(path)
    book = openpyxl.load_workbook(path)
    book.active["E2"] = "投资总额（万元）"
    book.active["E3"] = typed.replace("⏎", "\n")
    book.save(path)
    assert read_submission(path, luzhai, JUNE).projects[0].investment_yuan == yuan * 10_000


SPLIT = [
    ("韦某 19900002035", "韦某", "19900002035"),
    ("韦某/19900002035", "韦某", "19900002035"),
    ("韦某（0772-0000123）", "韦某", "0772-0000123"),
    ("19900002035 韦某", "韦某", "19900002035"),
    ("联系人：韦某，电话：19900002035", "韦某", "19900002035"),
    ("韦某19900002035、19900002036", "韦某", "19900002035、19900002036"),
    ("韦某、覃某 19900002035", "韦某、覃某", "19900002035"),
    ("韦　某 19900002035", "韦某", "19900002035"),
]


@pytest.mark.parametrize(
    "heading", ["联系人及电话", "姓名/电话", "负责人、联系方式", "项目负责人（联系电话）", "联系电话及联系人"]
)
@pytest.mark.parametrize(("typed", "name", "phone"), SPLIT)
def test_a_person_and_telephone_in_one_column_are_told_apart(read, heading, typed, name, phone):
    """「联系人及电话」 is both fields: the number to call is certain, and one name is left."""
    drawing = f"""
          | A | B | C | D | E | F | G | H | I
        1 | 填报单位：江口乡
        2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | {heading} | 项目入驻时间 | 进展情况
        3 | 1 | 林木业 | 甲项目 | 甲公司 | 1.5 | 山东 | {typed} | 2022年 | 已开工
    """
    submission = read(drawing)
    assert [(one.contact, one.phone) for one in submission.projects] == [(name, phone)]
    assert submission.findings == ()


@pytest.mark.parametrize(
    "typed",
    [
        "韦某 19900002035 覃某 19900002036",
        "韦某、覃某 19900002035、19900002036",
        "韦某 1990000",
        "3号厂房韦某 19900002035",
    ],
)
def test_two_persons_or_stray_digits_in_one_cell_are_asked_about(read, typed):
    """Who is called at which number is not guessed; the project stays (V163)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I
        1 | 填报单位：江口乡
        2 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 联系人及电话 | 项目入驻时间 | 进展情况
        3 | 1 | 林木业 | 甲项目 | 甲公司 | 1.5 | 山东 | {typed} | 2022年 | 已开工
    """)
    assert [(one.contact, one.phone) for one in submission.accepted_projects] == [(None, None)]
    assert [(one.cell.a1, one.kind) for one in submission.findings] == [("G3", "contact_and_phone")]


@pytest.mark.parametrize("sign", ["/", "暂无", "待补", "无", "—", "-"])
@pytest.mark.parametrize(
    "heading", ["到位资金（亿元）", "新增供地（亩）", "签约日期", "统一社会信用代码", "实际利用外资（万美元）"]
)
def test_a_sign_for_nothing_is_an_empty_cell(read, heading, sign):
    """「/」 in an optional cell says that there is nothing: no finding, no value."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：江口乡
        2 | HEADINGS | {heading}
        3 | {" | ".join(map(str, ROW))} | {sign}
    """)
    # What the stage demands (LZ-T5) is asked for as of an empty cell.
    said = {one.kind for one in submission.findings if one.cell.column == 11}
    assert said <= {"stage_lacks"}
    (project,) = submission.accepted_projects
    assert (project.paid_in_yuan, project.land_mu, project.signed_on, project.credit_code, project.fdi_usd) == (
        None,
    ) * 5


ASKED_FOR = {
    "B": "行业",
    "C": "项目名称",
    "D": "项目方",
    "F": "投资来源",
    "G": "项目负责人",
    "H": "联系电话",
    "I": "项目入驻时间",
    "J": "进展情况",
}


@pytest.mark.parametrize("sign", ["暂无", "/", "—", "——", "-", "无", "待补", "N/A", "空白"])
@pytest.mark.parametrize("letter", ASKED_FOR)
def test_a_sign_for_nothing_does_not_fill_what_is_asked_for(read, letter, sign):
    """暂无 and 「—」 where the form asks are «not filled in», as an empty cell is, in 项目名称 too; 投资总额 quotes it."""
    empty, marked = (
        read(table(**{letter: text}), name).findings for text, name in (("", "甲.xlsx"), (sign, "乙.xlsx"))
    )
    said = [(one.kind, one.severity, dict(one.details)["column"]) for one in marked]
    assert [(kind, column) for kind, _, column in said] == [("missing_required", ASKED_FOR[letter])]
    assert said == [(one.kind, one.severity, dict(one.details)["column"]) for one in empty]
    assert [one.kind for one in read(table(E=sign), "丙.xlsx").findings] == ["unparseable_value"]


@pytest.mark.parametrize("strokes", ["……", "***", "？", "~", "_", "/ /", "(—)"])
@pytest.mark.parametrize("letter", ["B", "C", "D", "F", "G", "J"])
def test_strokes_are_no_words(read, letter, strokes):
    """Where words are asked for, signs without a letter or a digit say nothing, whichever they are."""
    said = [(one.kind, dict(one.details)["column"]) for one in read(table(**{letter: strokes})).findings]
    assert said in ([("missing_required", ASKED_FOR[letter])], [("formula_injection", ASKED_FOR[letter])])


DOUBTS = [
    ("到位资金（亿元）", "约2"),
    ("到位资金（亿元）", "1-2"),
    ("到位资金（亿元）", "300万美元"),
    ("实际利用外资（万美元）", "500万欧元"),
    ("实际利用外资（万美元）", "不详"),
    ("新增供地（亩）", "若干"),
    ("签约日期", "2022年2月30日"),
    ("到位资金（亿元）", "=1/0"),
]


@pytest.mark.parametrize(("heading", "typed"), DOUBTS)
def test_a_doubtful_optional_cell_never_removes_its_project(read, heading, typed):
    """The cell is held back with a warning, the project counts: only 项目名称 and 投资总额 send a row back."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：江口乡
        2 | HEADINGS | {heading}
        3 | {" | ".join(map(str, ROW))} | {typed}
    """)
    assert [one.severity for one in submission.findings if one.cell.a1 == "K3"] == [Severity.WARNING]
    assert [one.name for one in submission.accepted_projects] == ["甲项目"]


@pytest.mark.parametrize(("typed", "exact"), [
    ("二〇二二年五月", "2022-05"), ("二〇二二年五月三十一日", "2022-05-31"), ("二零二二年十月", "2022-10"), ("二○二二年", "2022"),
    ("2022年二月", "2022-02"),
])  # fmt: skip
def test_a_date_in_chinese_figures_is_read(read, typed, exact):
    """二〇二二年五月 is May 2022: no day is made up, and nobody is asked."""
    submission = read(table(I=typed))
    assert str(submission.projects[0].moved_in_on) == exact
    assert [one.kind for one in submission.findings if one.kind == "date_invalid"] == []


@pytest.mark.parametrize(("code", "exact"), [
    ('[DBNum1][$-804]yyyy"年"m"月"', "2022-05"), ('yyyy"年"m"月"', "2022-05"), ("yyyy-mm", "2022-05"), ("yyyy", "2022"),
    ("yyyy-mm-dd", "2022-05-01"), ('m"月"d"日"', "2022-05-01"),
])  # fmt: skip
@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_date_is_as_exact_as_its_cell_shows_it(tmp_path, luzhai, code, exact, suffix):
    """What a person sees as May 2022 is no first of May, whatever number lies beneath."""
    path = tmp_path / f"江口乡6月.{suffix}"
    if suffix == "xlsx":
        _xlsx(path)
        book = openpyxl.load_workbook(path)
        book.active["I3"] = datetime(2022, 5, 1)
        book.active["I3"].number_format = code
        book.save(path)
    else:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Sheet1")
        for column, (heading, value) in enumerate(zip(HEADINGS, ROW, strict=True)):
            sheet.write(0, column, heading)
            sheet.write(
                1,
                column,
                value if column != 8 else datetime(2022, 5, 1),
                xlwt.easyxf(num_format_str=code if column == 8 else "General"),
            )
        book.save(str(path))
    assert str(read_submission(path, luzhai, JUNE).projects[0].moved_in_on) == exact


SECTIONS = """
      | A | B | C | D | E | F | G | H | I | J
    1 | 填报单位：江口乡 | | | | {above}
    2 | 序号 | 行业 | 项目名称 | 项目方 | {heading} | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
    3 | 一、工业项目
    4 | 1 | 林木业 | 甲项目 | 甲公司 | 1.5 | 山东 | 覃一 | 19900002001 | 2022年 | 已开工
    5 | {caption}
    6 | 2 | 农业 | 乙项目 | 乙公司 | 3000 | 广东 | 覃二 | 19900002002 | 2022年 | 已开工
"""


@pytest.mark.parametrize("caption", ["二、农业项目（单位：万元）", "二、农业项目（万元）"])
def test_a_section_says_its_own_unit(read, caption):
    """Where the heading names no unit, the caption's holds from there on."""
    submission = read(SECTIONS.format(above="单位：亿元", heading="投资总额", caption=caption))
    assert [one.investment_yuan for one in submission.projects] == [150_000_000, 30_000_000]


@pytest.mark.parametrize("caption", ["二、农业项目（单位：万元）", "二、农业项目（万元）"])
def test_a_section_that_contradicts_the_heading_is_asked_about(read, caption):
    """Heading and caption name two units: the rows of that section wait (V164), the others do not."""
    submission = read(SECTIONS.format(above="", heading="投资总额（亿元）", caption=caption))
    assert [one.investment_yuan for one in submission.projects] == [150_000_000, None]
    assert [(one.cell.a1, one.kind) for one in submission.findings] == [("E6", "section_unit")]
