"""What units really send: words instead of a table, tables of other things, numbers for two, 「同上」, hidden doubles.

Nothing of it may become a figure unasked, and no unit is asked about what is as clear as day.
"""

import openpyxl
import pytest

from tests.checking import check
from tests.drawn import HEADINGS, drawn_sheet
from tests.spec.test_consolidation import AS_OF, JUNE, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.intake.read import read_submission
from toolkit.model.cells import CellRef
from toolkit.model.findings import Severity, found
from toolkit.model.submission import Status

FIRST = "1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工"
SECOND = "2 | 化工 | 江口化工 | 乙公司 | 0.6 | 广东 | 覃二 | 19900000002 | 2022年 | 已签约"
REPORTS = [
    "本月无",
    "零报告",
    "我单位本月没有招商引资项目入驻，特此说明",
    "（2022年6月份我乡没有新签约项目）",
    "经核实，我乡6月份无新增招商引资项目，特此报告。",
    "本月我乡无新增招商引资项目，实行零报告。",
    "无招商引资项目",
]
NO_REPORTS = ["无", "暂无", "没有", "本月无安全事故", "本月没有停电", "没有项目的单位请零报告", "无锡某公司"]


@pytest.mark.parametrize("words", REPORTS)
def test_a_nil_report_in_its_own_words_stands_where_the_table_would(read, words):
    """A month or who reports, and that there was nothing: a nil report (F105), no table needed."""
    submission = read(f"""
          | A
        1 | 江口乡2022年6月情况
        3 | {words}
    """)
    assert (submission.status, submission.is_nil) == (Status.ACCEPTED, True)
    assert [(f.cell.place, f.kind) for f in submission.findings] == [("A3", "nil_report")]


@pytest.mark.parametrize("words", NO_REPORTS)
def test_other_words_are_no_nil_report(read, words):
    """「无」 says nothing of projects, a sentence about accidents nothing of ours: no heading, no report (F111)."""
    submission = read(f"""
          | A
        1 | 江口乡2022年6月情况
        3 | {words}
    """)
    assert [(submission.status, f.kind) for f in submission.findings] == [(Status.REFUSED, "header_not_found")]


OTHER_TABLES = {
    "inspections": ("安全生产检查情况表", "序号 | 企业 | 隐患 | 整改情况", "1 | 某厂 | 无 | —"),
    "inspections of projects": ("在建项目检查表", "序号 | 项目名称 | 负责人 | 联系电话 | 隐患", "1 | 某厂 | 韦一 | 19900000003 | 无"),
    "people": ("通讯录", "序号 | 名称 | 联系人 | 联系电话 | 备注", "1 | 某所 | 韦一 | 19900000003 | 本月无"),
    "duties": ("值班表", "日期 | 值班领导 | 值班人员 | 交接事项", "6月1日 | 韦一 | 韦二 | 零报告"),
}  # fmt: skip


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(("title", "headings", "line"), OTHER_TABLES.values(), ids=OTHER_TABLES.keys())
def test_a_table_of_other_things_is_one_sentence_and_no_report(read, title, headings, line, rows):
    """However many rows it has, and whatever 「无」 or 「零报告」 stands in its cells (F122)."""
    lines = "\n".join(f"        {number} | {line}" for number in range(3, 3 + rows))
    submission = read(f"""
          | A | B | C | D | E
        1 | 江口乡2022年6月{title}
        2 | {headings}
{lines}
    """)
    assert [(submission.status, f.kind) for f in submission.findings] == [(Status.REFUSED, "not_ours")]
    assert submission.reason.startswith("不是招商引资统计表")


def test_a_table_under_unknown_headings_is_no_nil_report_for_one_cell(read):
    """A statistics table whose headings nobody knows is asked for its heading, 「无」 in 存在问题 or not (F111)."""
    submission = read("""
          | A | B | C | D | E
        1 | 江口乡2022年6月招商引资项目统计表
        2 | 编号 | 产业门类 | 全称 | 总盘子（亿元） | 存在问题
        3 | 1 | 林木业 | 江口旋切一期 | 0.5 | 无
    """)
    assert [f.kind for f in submission.findings] == ["header_not_found"]


def nil(file="江口乡说明.docx", **fields):
    """A unit's nil report."""
    return table(
        file=file, projects=(), findings=(found("nil_report", CellRef(file, "", 1, 1), typed="本月无"),), **fields
    )


@pytest.mark.parametrize("earlier", [1, 2])
def test_a_nil_report_never_takes_the_place_of_a_table_unasked(luzhai, earlier):
    """The table counts, and the nil report is asked about where it stands (F121)."""
    tables = [table(file=f"江口乡{n}.xlsx", received=AS_OF.replace(day=n)) for n in range(1, 1 + earlier)]
    result = consolidate([*tables, nil(received=AS_OF)], None, luzhai, JUNE, AS_OF)
    assert len(result.ledger.entries) == 1
    asked = [f for f in result.findings if f.kind == "nil_beside_table"]
    assert [(f.cell.file, f.severity, dict(f.details)["table"]) for f in asked] == [
        ("江口乡说明.docx", Severity.WARNING, tables[-1].file)
    ]


def test_a_table_that_follows_a_nil_report_replaces_it_as_ever(luzhai):
    """A later table is a correction; nobody needs to be asked (F112)."""
    result = consolidate([nil(received=AS_OF.replace(day=1)), table(received=AS_OF)], None, luzhai, JUNE, AS_OF)
    assert len(result.ledger.entries) == 1
    assert [f.kind for f in result.findings if f.cell.file == "江口乡说明.docx"] == ["superseded", "nil_report"]


def test_a_remark_below_projects_is_no_nil_report(read):
    """「本月无新增项目」 below the year's projects: the table stands, nothing is said of a nil report."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        3 |  | 本月无新增项目
    """)
    assert (submission.status, len(submission.projects), submission.findings) == (Status.ACCEPTED, 1, ())


UNLISTED = [
    "本月无新增，续建项目2个",
    "本月无新签约项目，在建项目3个详见附件",
    "本月没有新增，原有2个项目继续推进",
    "无新增（累计5个）",
    "上月无，本月签约1个",
    "本月项目情况同上月",
    "本月无新增投资，项目情况同上月",
    "无变化",
    "本月没有变化",
    "较上月无变动",
]
NOTHING = [
    "无",
    "本月无新增项目",
    "我乡6月份无招商引资项目",
    "截至6月30日，我乡尚未引进项目",
    "本月没有新签约、续建项目",
    "零报告，无变化",
]


@pytest.mark.parametrize("words", UNLISTED)
def test_a_nil_report_that_goes_on_to_tell_of_projects_is_none(read, words):
    """Nothing new, and two that go on; or all as last month: the rows are missing, and the unit is asked for them (F125)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 |  |  | {words}
    """)
    assert (submission.status, submission.is_nil, submission.projects) == (Status.RETURNED, False, ())
    assert [(f.cell.a1, f.code, f.kind) for f in submission.findings] == [("C2", "F125", "projects_unlisted")]


@pytest.mark.parametrize("words", NOTHING)
def test_a_nil_report_in_the_table_says_that_there_is_nothing(read, words):
    """What was new and what went on are both none: a nil report (F105)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 |  |  | {words}
    """)
    assert (submission.status, submission.is_nil) == (Status.ACCEPTED, True)


def test_such_words_below_projects_are_a_remark(read):
    """「本月无新增，续建项目1个」 below the one project: nothing is missing."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        3 |  |  | 本月无新增，续建项目1个
    """)
    assert (submission.status, len(submission.projects), submission.findings) == (Status.ACCEPTED, 1, ())


SHARED = {"E": "investment_yuan", "K": "paid_in_yuan", "L": "land_mu"}


@pytest.mark.parametrize("letter", SHARED)
@pytest.mark.parametrize("last", [3, 4])
def test_an_amount_merged_over_several_projects_belongs_to_none(read, letter, last):
    """It is asked about at each row, once in words, and never counted twice (V144); 投资总额 sends the rows back."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K | L
        1 | HEADINGS | 到位资金（亿元） | 新增供地（亩）
        2 | {FIRST} | 0.1 | 7
        3 | {SECOND} | 0.2 | 8
        4 | 3 | 化工 | 江口树脂 | 丙公司 | 0.7 | 广东 | 覃三 | 19900000004 | 2022年 | 已签约 | 0.3 | 9
        5 | 4 | 化工 | 江口胶粘 | 丁公司 | 0.8 | 广东 | 覃四 | 19900000005 | 2022年 | 已签约 | 0.4 | 10
        merge {letter}2:{letter}{last}
    """)
    asked = [f for f in submission.findings if f.kind == "shared_amount"]
    assert [f.cell.a1 for f in asked] == [f"{letter}{row}" for row in range(2, last + 1)]
    assert len({f.message for f in asked}) == 1
    read_as = [getattr(one, SHARED[letter]) for one in submission.projects]
    assert [value is None for value in read_as] == [row <= last for row in range(2, 6)]
    held = range(2, last + 1) if letter == "E" else ()
    assert submission.returned_rows == frozenset(held)


def test_one_project_in_two_sheet_rows_keeps_its_amount(read):
    """A project drawn two rows high shares its amount with nobody."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        4 | {SECOND}
        {"".join(f"merge {letter}2:{letter}3" + chr(10) for letter in "ABCDEFGHIJ")}
    """)
    assert [one.investment_yuan for one in submission.projects] == [50_000_000, 60_000_000]
    assert submission.findings == ()


@pytest.mark.parametrize("hidden", ["E", "F"])
def test_a_visible_column_counts_before_a_hidden_one_of_the_same_field(read, hidden):
    """Hidden 万元 beside visible 亿元: the visible one is read, the other is named (H121), wherever it stands."""
    amounts = {"E": "投资总额（万元） | 总投资（亿元）", "F": "总投资（亿元） | 投资总额（万元）"}[hidden]
    values = {"E": "3000 | 0.5", "F": "0.5 | 3000"}[hidden]
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 序号 | 行业 | 项目名称 | 项目方 | {amounts} | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
        2 | 1 | 林木业 | 江口旋切一期 | 甲公司 | {values} | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        hide {hidden}
    """)
    assert [one.investment_yuan for one in submission.projects] == [50_000_000]
    assert [(f.cell.a1, f.kind) for f in submission.findings] == [(f"{hidden}1", "hidden_double")]


@pytest.mark.parametrize("mark", ["同上", "同 上", "〃", "″", '"""', "＂", "”"])
def test_ditto_marks_mean_the_cell_above(read, mark):
    """In any column, over any number of rows, with a note at each (V141)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        3 | 2 | {mark} | 江口旋切二期 | {mark} | 0.6 | {mark} | 覃二 | 19900000002 | {mark} | {mark}
        4 | 3 | {mark} | 江口旋切三期 | 丙公司 | 0.7 | {mark} | 覃三 | 19900000003 | 2022年 | 已签约
    """)
    assert [
        (one.industry, one.investor, one.source, str(one.moved_in_on), one.stage) for one in submission.projects
    ] == [
        ("林木业", "甲公司", "山东", "2022", "开工"),
        ("林木业", "甲公司", "山东", "2022", "开工"),
        ("林木业", "丙公司", "山东", "2022", "签约"),
    ]
    cells = [f.cell.a1 for f in submission.findings if f.kind == "ditto_read"]
    assert sorted(cells) == ["B3", "B4", "D3", "F3", "F4", "I3", "J3"]
    assert {f.severity for f in submission.findings} == {Severity.NOTE}


@pytest.mark.parametrize(("column", "returned"), [("source", False), ("investor", False), ("investment", True)])
def test_ditto_marks_below_nothing_are_asked_about(read, column, returned):
    """A run of them below a blank means nothing that could be known (V142); a required one sends its row back."""
    at = {"investor": 3, "investment": 4, "source": 5}[column]
    lines = []
    for number, typed in enumerate(["", "〃", "〃"], 2):
        cells = f"{number - 1} | 林木业 | 江口旋切{number}期 | 甲公司 | 0.5 | 山东 | 覃一 | 1990000000{number} | 2022年 | 已开工".split(
            " | "
        )
        cells[at] = typed
        lines.append(f"        {number} | {' | '.join(cells)}")
    submission = read("          | A | B | C | D | E | F | G | H | I | J\n        1 | HEADINGS\n" + "\n".join(lines))
    letter = "ABCDEFGHIJ"[at]
    assert [f.cell.a1 for f in submission.findings if f.kind == "ditto_below_nothing"] == [f"{letter}3", f"{letter}4"]
    assert (submission.returned_rows >= {3, 4}) is returned


@pytest.mark.parametrize("typed", ["0", '"0"', "0.0", "0万元", "0亿元"])
def test_an_investment_of_nothing_is_asked_about(read, typed):
    """0 is no amount: the row goes back (V143). Funds received may well be 0."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | HEADINGS | 到位资金（亿元）
        2 | {FIRST.replace("0.5", typed)} | 0
        3 | {SECOND} | 0
    """)
    assert [(f.cell.a1, f.kind) for f in submission.findings if f.severity is Severity.ERROR] == [("E2", "amount_zero")]
    assert [(one.investment_yuan, one.paid_in_yuan) for one in submission.projects] == [(None, 0), (60_000_000, 0)]


SCALED = {
    "0!.0000": "20",
    "0.00,": "200",
    "0!.0,": "20",
    "0%": "20000000%",
    '#,##0.0,,"百万"': "0.2百万",
    r"0\.00": "2000",
}


@pytest.mark.parametrize(("code", "shown"), SCALED.items())
def test_an_amount_that_is_shown_in_another_size_is_asked_about(tmp_path, luzhai, code, shown):
    """200000 that looks like 20: nobody knows which of the two the clerk meant (V146); 0 is 0 in any format."""
    path = tmp_path / "江口乡6月.xlsx"
    drawn_sheet(
        f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | {" | ".join(HEADINGS).replace("亿元", "万元")} | 到位资金（万元）
        2 | {FIRST.replace("0.5", "200000")} | 0
        3 | {SECOND.replace("0.6", "6000")} | 300
    """,
        path,
    )
    book = openpyxl.load_workbook(path)
    for cell in ("E2", "K2", "K3"):
        book.active[cell].number_format = code
    book.save(path)
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    asked = [f for f in submission.findings if f.kind == "shown_otherwise"]
    assert [(f.cell.a1, f.severity) for f in asked] == [("E2", Severity.ERROR), ("K3", Severity.WARNING)]
    assert f"显示出来是 {shown}，" in asked[0].message
    assert [(one.investment_yuan, one.paid_in_yuan) for one in submission.projects] == [(None, 0), (60_000_000, None)]


@pytest.mark.parametrize("code", ["0", "#,##0.00", '0.0"亿元"', '0.0"亿"', "0.00_ ", "¥#,##0;-¥#,##0", "[Red]0.0"])
def test_formats_that_only_dress_a_number_are_not_asked_about(tmp_path, luzhai, code):
    """Separators, decimals, units and colours change nothing of the size."""
    path = tmp_path / "江口乡6月.xlsx"
    drawn_sheet(f"| A | B | C | D | E | F | G | H | I | J\n1 | HEADINGS\n2 | {FIRST}", path)
    book = openpyxl.load_workbook(path)
    book.active["E2"].number_format = code
    book.save(path)
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    assert ([one.investment_yuan for one in submission.projects], submission.findings) == ([50_000_000], ())


@pytest.mark.parametrize("typed", ["9.145E+17", "9.14502E+17", "914502000000000000"])
def test_a_credit_code_that_lost_digits_is_said_so(read, typed):
    """Excel keeps fifteen digits of a number: the code is not read, and two firms do not become one (V145)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | HEADINGS | 统一社会信用代码
        2 | {FIRST} | {typed}
        3 | {SECOND} | "91450223MA5KAAAA0X"
    """)
    assert [one.credit_code for one in submission.projects] == [None, "91450223MA5KAAAA0X"]
    assert [(f.cell.a1, f.kind) for f in submission.findings] == [("K2", "credit_code_lossy")]
