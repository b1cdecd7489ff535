"""How does the office write a notice: one command, a small form where no table holds the contents, a word about fonts?"""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

from tests.walks import laid_out
from toolkit.cli import main
from toolkit.documents.paper import fonts
from toolkit.intake.office.notice_form import read_notice_form
from toolkit.model.errors import ToolkitError
from toolkit.model.notice_forms import FORMS
from toolkit.workbooks.forms.notice_form import write_notice_form
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps.official_notices import number_after

ADDRESSED = {
    "鹿寨经开区管委": "广西鹿寨经济开发区管理委员会",
    **{t: f"{t}人民政府" for t in ("四排镇", "鹿寨镇", "拉沟乡")},
}
JULY_6 = ["--period", "2022-06", "--as-of", "2022-07-06"]
FILLED = {
    "督查情况": ["2022年7月4日至5日，县投促委办公室对各招商组工作进行了督查"],
    "存在问题": ["县住建局：本季度没有外出招商", "部分单位报表迟报"],
    "整改期限": [date(2022, 7, 20)],
    "约谈单位": ["县文体广旅局"],
    "约谈对象": ["主要负责人"],
    "约谈原因": ["截至2022年6月30日，到位资金完成率为10.0%"],
    "约谈人": ["县人民政府分管副县长"],
    "约谈时间": ["2022年7月15日上午9:00"],
    "约谈地点": ["县人民政府三楼会议室"],
    "期号": [3],
    "会议名称": ["2022年第三季度招商引资工作调度会"],
    "会议日期": ["2022-07-18"],
    "会议时间": ["2022年7月18日下午3:00"],
    "会议地点": ["县人民政府二楼会议室"],
    "会议内容": ["通报上半年情况", "安排下半年工作"],
    "参会人员": ["各招商组组长"],
    "报名期限": ["2022年7月15日"],
    "主持人": ["县人民政府分管副县长"],
    "听取内容": ["会议听取了工作汇报"],
    "议定事项": ["由县投促中心更新项目库"],
    "出席": ["县投促中心李甲", "县林业局李乙"],
    "签发人": ["李甲"],
}
MONEY = {
    "招商组（单位）": "林木加工产业招商组",
    "事项": "赴佛山考察",
    "金额（元）": 12500,
    "预算（元）": 12500,
    "支出（元）": 11860,
    "票据（张）": 14,
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory) -> Path:
    """Luzhai's sample workspace: its tables and what the units sent."""
    return laid_out(tmp_path_factory.mktemp("公文"), SAMPLES[0], ("目标", "报送", "收件登记.csv"))


def notice(workspace: Path, *words: str):
    """Run ``zhaoshang notice …`` in the workspace for June 2022."""
    return CliRunner().invoke(main, ["notice", *words, "-w", str(workspace), *JULY_6])


def fill(path: Path) -> None:
    """Fill a form in as a person does: the first lines of each entry, one row of 明细."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        if sheet.title == "填写":
            used: dict[str, int] = {}
            for row in sheet.iter_rows(min_row=2):
                at = used.get(row[0].value, 0)
                given = FILLED.get(row[0].value, [])
                if at < len(given):
                    row[1].value = given[at]
                used[row[0].value] = at + 1
        else:
            for cell in sheet[1]:
                sheet.cell(2, cell.column).value = MONEY[cell.value]
    book.save(path)


@pytest.mark.parametrize("kind", ["目标任务下达通知", "催报通知", "进度通报"])
def test_what_the_month_holds_becomes_a_notice_at_once(workspace, kind):
    """`zhaoshang notice KIND` writes into 输出/2022-06/通知 and says what is open: here the number."""
    done = notice(workspace, kind)
    assert done.exit_code == 0, done.output
    assert (workspace / "输出" / "2022-06" / "通知" / f"{kind}.docx").exists()
    assert "印发前请改" in done.output and "〔2022〕　　号" in done.output
    done = notice(workspace, kind, "--number", "鹿投促办〔2022〕6号")
    assert "印发前请改" not in done.output


def test_each_unit_to_correct_its_table_gets_its_own_notice_and_number(workspace):
    """LZ-R8 「按质」: one 退回修改通知 a unit, numbered on from the first, with the cells of its own file."""
    assert notice(workspace, "退回修改通知", "--number", "鹿投促办函〔2022〕5号").exit_code == 0
    written = sorted((workspace / "输出" / "2022-06" / "通知").glob("退回修改通知（*）.docx"))
    assert len(written) >= 3
    texts = [[p.text for p in Document(str(path)).paragraphs] for path in written]
    numbers = {next(line for line in lines if "〔2022〕" in line and line.endswith("号")) for lines in texts}
    assert numbers == {number_after("鹿投促办函〔2022〕5号", step) for step in range(len(written))}
    for path, lines in zip(written, texts, strict=True):
        unit = path.stem.partition("（")[2].rstrip("）")
        assert next(line for line in lines if line.endswith("：")).startswith(ADDRESSED.get(unit, unit))


@pytest.mark.parametrize("kind", FORMS)
def test_what_no_table_holds_is_asked_for_in_a_small_workbook(workspace, kind):
    """First run: the form is written and named. Second run: it is empty, so it is named again. Filled in: the notice."""
    form = workspace / "通知" / f"{kind}.xlsx"
    form.unlink(missing_ok=True)
    done = notice(workspace, kind)
    assert done.exit_code == 0 and f"请先填写“{form}”" in done.output
    with pytest.raises(ToolkitError, match=rf"^“{kind}.xlsx”.*请填好后再运行一次。$"):
        read_notice_form(form, FORMS[kind])
    fill(form)
    number = () if kind == "会议纪要" else ("--number", "鹿投促办〔2022〕7号")  # minutes have an issue number
    done = notice(workspace, kind, *number)
    assert done.exit_code == 0, done.output + str(done.exception)
    text = "\n".join(p.text for p in Document(str(workspace / "输出" / "2022-06" / "通知" / f"{kind}.docx")).paragraphs)
    assert "{{" not in text
    expected = {
        "督查通报": "（二）部分单位报表迟报。",
        "约谈通知": "经研究，决定对你单位主要负责人进行约谈。",
        "会议通知": "经研究，定于2022年7月18日召开2022年第三季度招商引资工作调度会。",
        "会议纪要": "出席：李甲（县投促中心）、李乙（县林业局）",
        "经费预算申请函": "12500元（大写：人民币壹万贰仟伍佰元整）",
        "报销函": "占预算的94.9%，附票据14张",
        "年度总结报告": "【待填：工作打算】",
    }
    assert expected[kind] in text


def test_a_wrong_entry_is_quoted_with_what_to_write(workspace):
    """The operator's mistake is one sentence: file, entry, what was typed, an example."""
    form = workspace / "通知" / "报销函.xlsx"
    write_notice_form("报销函", FORMS["报销函"], form)
    book = openpyxl.load_workbook(form)
    for column, value in enumerate(("林木加工产业招商组", "考察", 12500, "一万二", 3), 1):
        book["明细"].cell(2, column).value = value
    book.save(form)
    done = notice(workspace, "报销函")
    assert (
        str(done.exception)
        == "“报销函.xlsx”里的第2行支出（元）写作“一万二”，不是准确到分的金额，请填写金额，例如 12500 或 12345.67。"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (12345.67, "12345.67元（大写：人民币壹万贰仟叁佰肆拾伍元陆角柒分）"),
        ("12,300.5元", "12300.50元（大写：人民币壹万贰仟叁佰元伍角）"),
        (0, "0元（大写：人民币零元整）"),
        (None, "第2行支出（元）没有填"),
        (1.005, "第2行支出（元）写作“1.005”"),
    ],
)
def test_a_letter_to_the_finance_bureau_takes_fen(workspace, typed, said):
    """LZ-R7: 报销函 takes 12345.67; what is empty is no 0, what is finer than 分 is not rounded: both are refused."""
    form = workspace / "通知" / "报销函.xlsx"
    write_notice_form("报销函", FORMS["报销函"], form)
    book = openpyxl.load_workbook(form)
    for column, value in enumerate(("林木加工产业招商组", "考察", 13000, typed, 3), 1):
        book["明细"].cell(2, column).value = value
    book.save(form)
    done = notice(workspace, "报销函", "--number", "鹿投促办〔2022〕7号")
    if "第2行" in said:
        assert said in str(done.exception)
        return
    paper = Document(str(workspace / "输出" / "2022-06" / "通知" / "报销函.docx"))
    assert said in "\n".join(paragraph.text for paragraph in paper.paragraphs)


def test_options_say_who_receives_copies_and_what_is_added(workspace):
    """--to, --copy, --remark, --unsealed, --quarterly change the notice, not the template."""
    done = notice(
        workspace,
        "进度通报",
        "--quarterly",
        "--to",
        "各招商组",
        "--copy",
        "县委办公室",
        "--remark",
        "补充一段话。",
        "--unsealed",
    )
    assert done.exit_code == 0, done.output
    text = [p.text for p in Document(str(workspace / "输出" / "2022-06" / "通知" / "进度通报.docx")).paragraphs]
    assert "各招商组：" in text and "补充一段话。" in text
    assert any(line.startswith("　抄送：县委办公室。\n") for line in text)
    assert any("2022年第二季度" in line for line in text)
    assert any("6月统计表应报单位" in line for line in text), "of a quarter's three tables the last one's is told"
    assert not any("月相比" in line for line in text), "a quarter is not held against May"
    assert "　" * 19 + "鹿寨县投促中心" in text, "26 characters less the name's seven"


def test_the_linter_is_a_command_of_its_own(tmp_path):
    """`zhaoshang notice lint FILE.docx` needs no workspace; 1 when something is to be corrected."""
    document = Document()
    document.add_paragraph("南政发〔20226")
    document.save(str(tmp_path / "意见.docx"))
    done = CliRunner().invoke(main, ["notice", "lint", str(tmp_path / "意见.docx")])
    assert done.exit_code == 1
    assert done.output.startswith("意见.docx 第1段  N103 须修改：“南政发〔20226”像是丢了字符，")


def test_fonts_are_named_never_shipped_and_what_is_missing_is_told(workspace, tmp_path, monkeypatch):
    """The document names its faces; the machine's folders are looked through by the names inside the font files."""
    assert not list(Path(fonts.__file__).parents[2].glob("t*/**/*.[ot]t[fc]"))
    path = workspace / "输出" / "2022-06" / "通知" / "催报通知.docx"
    assert notice(workspace, "催报通知").exit_code == 0
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": {"en": "FangSong", "zh": "仿宋"}, "styleName": "Regular"})
    builder.setupPost()
    builder.save(tmp_path / "simfang.ttf")
    (tmp_path / "坏.ttf").write_bytes(b"no font")
    monkeypatch.setattr(fonts, "_folders", lambda: iter([tmp_path]))
    fonts.installed.cache_clear()
    try:
        missing = dict(fonts.missing_fonts(path))
    finally:
        fonts.installed.cache_clear()
    assert missing["仿宋_GB2312"] == "仿宋"
    assert missing["方正小标宋简体"] == "" and "黑体" in missing
    assert "FangSong" not in missing


@pytest.mark.parametrize("kind", FORMS)
def test_a_form_shows_each_text_in_full_and_prints_on_one_page_in_width(tmp_path, kind):
    """WPS and LibreOffice make no row taller by themselves: what is filled in already is read to its last word.

    | 栏目     | 内容                                                          | 说明            |
    | 存在问题 | 江口乡：区外境内到位资金、新签约项目、新引进工业项目、亿元…低于序时进度 | 一行写一条，… |
    """
    form, wanted = tmp_path / f"{kind}.xlsx", FORMS[kind]
    said = "区外境内到位资金、新签约项目、新引进工业项目、亿元工业项目低于序时进度" * 3
    entries = {field.label: [said] for field in wanted.fields}
    write_notice_form(kind, wanted, form, entries, [dict.fromkeys(wanted.columns, said)])
    for sheet in openpyxl.load_workbook(form).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage  # one page wide, any number of pages high
        alike = sheet.column_dimensions.values()
        widths = {column: one.width for one in alike for column in range(one.min, one.max + 1)}
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.alignment.wrap_text:
                    width = widths[cell.column]
                    lines = -(-2 * len(cell.value) // int(width))
                    assert (sheet.row_dimensions[cell.row].height or 0) >= 13 * lines, cell.coordinate


def test_vouchers_of_some_lines_are_not_all(workspace):
    """LZ-R7 附票据: two lines, of one of which nobody counted the vouchers: not 附票据14张, and the check before the print.

    | 招商组（单位） | 事项 | 预算（元） | 支出（元） | 票据（张） |
    | 县投促中心     | 考察 | 13000      | 12000      | 14         |
    | 江口乡         | 考察 | 9000       | 8000       |            |
    """
    form = workspace / "通知" / "报销函.xlsx"
    write_notice_form("报销函", FORMS["报销函"], form)
    book = openpyxl.load_workbook(form)
    for row, values in enumerate((("县投促中心", "考察", 13000, 12000, 14), ("江口乡", "考察", 9000, 8000)), 2):
        for column, value in enumerate(values, 1):
            book["明细"].cell(row, column).value = value
    book.save(form)
    done = notice(workspace, "报销函", "--number", "鹿投促办〔2022〕7号")
    paper = Document(str(workspace / "输出" / "2022-06" / "通知" / "报销函.docx"))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "附票据【待填：票据张数】张" in text and "附票据14张" not in text
    assert "N104" in done.output
    assert [row.cells[-1].text for row in paper.tables[0].rows][1:3] == ["14", ""]
