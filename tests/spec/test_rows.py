"""What stands around the projects: sums of parts, codes of columns, signatures, a second heading, a second sheet.

None of it is a project, none of it is lost without a word, and nothing of it hides a project.
"""

import pytest

from tests.checking import check
from tests.drawn import HEADINGS
from tests.rawfiles import WORD, zipped
from toolkit.intake.read import read_submission
from toolkit.model.findings import Severity
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole, Status

JUNE = ReportingPeriod(2022, 6)
FIRST = "1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工"
SECOND = "2 | 化工 | 江口化工 | 乙公司 | 0.6 | 广东 | 覃二 | 19900000002 | 2022年 | 已签约"

PART_SUMS = {
    "of which": " |  | 其中：区外项目 |  | 0.9",
    "of which, in another column": " | 其中：工业 |  |  | 0.9",
    "caption with a count": "一 | 工业项目（2个） |  |  | 1.1",
    "caption merged into the name": " |  | 二、新签约项目 |  | 1.1",
    "numbered in brackets": "（三） | 文旅项目 |  |  | 1.1",
    "roman": "Ⅱ | 农业类 |  |  | 1.1",
}


@pytest.mark.parametrize("line", PART_SUMS.values(), ids=PART_SUMS.keys())
def test_the_sum_of_a_part_is_no_project(read, line):
    """One note at the row (X121), nothing asked of it, nothing of it counted."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {line}
        3 | {FIRST}
        4 | {SECOND}
    """)
    assert [one.ref.row for one in submission.projects] == [3, 4]
    assert [(f.cell.row, f.kind, f.severity) for f in submission.findings] == [(2, "part_sum", Severity.NOTE)]


SPARSE = {
    "a number, a name and an amount": "1 |  | 江口旋切一期 |  | 0.5",
    "a name that speaks of several": "1 |  | 江口旋切等2个项目 |  | 0.5",
    "a long name behind a Chinese number": "一 |  | 广西江口旋切板材生产线 |  | 0.5",
    "below a caption, without a number": " |  | 江口旋切一期 |  | 0.5",
}


@pytest.mark.parametrize("line", SPARSE.values(), ids=SPARSE.keys())
def test_a_project_that_says_little_stays_a_project(read, line):
    """What has a name and an amount is asked for the rest, whatever stands above it; it does not become a note."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 一、工业项目
        3 | {line}
        4 | {SECOND}
    """)
    assert [one.ref.row for one in submission.projects] == [3, 4]


CODES = {
    "letters and numbers": "甲 | 乙 | 丙 | 丁 | 1 | 2 | 3 | 4 | 5 | 6",
    "numbers": "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10",
    "brackets": "（1） | （2） | （3） | （4） | （5） | （6） | （7） | （8） | （9） | （10）",
    "circles": "① | ② | ③ | ④ | ⑤ | ⑥ | ⑦ | ⑧ | ⑨ | ⑩",
    "capitals": "A | B | C | D | E | F | G | H | I | J",
    "with a word and a sum": "栏次 | 1 | 2 | 3 | 4=2+3 | 5 | 6 | 7 | 8 | 9",
}


@pytest.mark.parametrize("line", CODES.values(), ids=CODES.keys())
def test_a_row_that_numbers_the_columns_belongs_to_the_heading(read, line):
    """Its cells are codes that follow each other: no project 丙 of 1 亿元, and no finding."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {line}
        3 | {FIRST}
    """)
    assert submission.roles["Sheet"][2] is RowRole.HEADER
    assert ([one.ref.row for one in submission.projects], submission.findings) == ([3], ())


FOOTERS = [
    "统计负责人：李四 |  |  | 填表人：王五 |  | 联系电话：0772-0000123 |  |  | 报出日期：2022年7月2日",
    "审核： |  |  | 填报： |  |  | 时间：2022.7.1",
    "填报人： | 王五 | 联系电话： | 0772-0000123",
    "★注：到位资金以银行凭证为准。",
    "※ 请于每月5日前报送",
    "填报要求：一、按月累计。",
    "数据来源：广西投资促进信息管理系统",
    "（以下空白）",
    "本表一式两份",
    "科室负责人：李四 |  |  |  |  |  | 经办：王五",
]


@pytest.mark.parametrize("line", FOOTERS)
def test_signatures_and_notes_below_the_table_are_no_projects(read, line):
    """Labels with a colon, marked notes, closing words: nothing is asked of them."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        3 | {line}
    """)
    assert submission.roles["Sheet"][3] is RowRole.NOTE
    assert ([one.ref.row for one in submission.projects], submission.findings) == ([2], ())


@pytest.mark.parametrize("height", [2, 4, 5, 7])
def test_a_heading_may_be_as_high_as_it_likes(read, height):
    """Cells merged over five rows and more are a heading all the same; what stands below is the first project."""
    last = 2 + height - 1
    merged = "\n".join(f"merge {letter}2:{letter}{last}" for letter in "ABCDEFGHIJ")
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K | L
        1 | 江口乡2022年6月招商引资项目统计表
        2 | HEADINGS | 支付明细
        {last} |  |  |  |  |  |  |  |  |  |  | 计划付 | 实际付
        {last + 1} | {FIRST} | 1 | 2
        {merged}
    """)
    assert [one.ref.row for one in submission.projects] == [last + 1]
    assert {f.kind for f in submission.findings} == {"extra_column"}


@pytest.mark.parametrize(
    ("headings", "line"),
    [
        (
            "序号 | 项目名称 | 项目方 | 行业 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况",
            "1 | 江口化工 | 乙公司 | 化工 | 0.6 | 广东 | 覃二 | 19900000002 | 2022年 | 已签约",
        ),
        (
            "序号 | 行业 | 项目名称 | 项目方 | 投资总额（万元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况",
            "1 | 化工 | 江口化工 | 乙公司 | 6000 | 广东 | 覃二 | 19900000002 | 2022年 | 已签约",
        ),
    ],
    ids=["another order", "another unit"],
)
def test_a_second_block_is_read_by_its_own_heading(read, headings, line):
    """Two tables below each other need not agree in columns or units; 「同上」 looks to the field, not the column."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        3 | 二、续建项目
        4 | {headings}
        5 | {line.replace("广东", "同上")}
    """)
    one = submission.projects[1]
    assert (one.industry, one.name, one.investor, one.investment_yuan) == ("化工", "江口化工", "乙公司", 60_000_000)
    assert one.source == "山东"
    assert {f.kind for f in submission.findings} <= {"unit_converted", "ditto_read"}


def test_a_second_sheet_without_a_heading_is_asked_about(read):
    """续表: its rows would be missing in every sum (F123)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        sheet 续表
        1 | {SECOND}
    """)
    assert submission.status is Status.RETURNED
    assert [(f.cell.sheet, f.cell.a1, f.kind) for f in submission.findings] == [("续表", "A1", "rows_without_heading")]


def test_any_other_visible_sheet_is_named(read):
    """What was not read is told, and a hidden sheet as ever (F124, F109)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | {FIRST}
        sheet 说明
        1 | 本月情况说明
        sheet 上月 hidden
        1 | 作废
    """)
    assert sorted((f.cell.sheet, f.kind) for f in submission.findings) == [
        ("上月", "hidden_sheet"),
        ("说明", "sheet_not_read"),
    ]
    assert submission.status is Status.ACCEPTED


@pytest.mark.parametrize("heading", ["投资人次", "投资单位个数", "投资方排名"])
def test_a_heading_that_counts_or_rates_a_known_word_is_another_column(read, heading):
    """投资人次 is no 项目方: the column is named as not read, and the real one is missed (H102, H101)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 序号 | 行业 | 项目名称 | {heading} | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
        2 | {FIRST.replace("甲公司", "13")}
    """)
    assert [one.investor for one in submission.projects] == [None]
    assert [f.kind for f in submission.findings] == ["missing_column", "extra_column"]


@pytest.mark.parametrize("skipped", [1, 2])
def test_a_word_row_that_begins_further_right_is_read_in_its_columns(tmp_path, luzhai, skipped):
    """``w:gridBefore`` leaves out columns at the start of a row."""

    def cells(texts):
        return "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)

    lines = [("", HEADINGS), ("", FIRST.split(" | "))]
    lines.append((f'<w:trPr><w:gridBefore w:val="{skipped}"/></w:trPr>', SECOND.split(" | ")[skipped:]))
    rows = "".join(f"<w:tr>{before}{cells(texts)}</w:tr>" for before, texts in lines)
    path = tmp_path / "江口乡2022年6月.docx"
    path.write_bytes(
        zipped(
            {
                "_rels/.rels": '<Relationships xmlns="x"><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
                "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>',
            }
        )
    )
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    assert [(one.name, one.investment_yuan) for one in submission.projects] == [
        ("江口旋切一期", 50_000_000),
        ("江口化工", 60_000_000),
    ]


@pytest.mark.parametrize("typed", ['="19900000001"', "'19900000001", '"=""19900000001"""'])
def test_a_csv_may_mark_its_numbers_as_text(tmp_path, luzhai, typed):
    """Exports write ="…" so that Excel leaves a number alone: the number is meant, not the marks."""
    path = tmp_path / "江口乡2022年6月.csv"
    lines = [HEADINGS, FIRST.replace("19900000001", typed).split(" | ")]
    path.write_text("\n".join(",".join(line) for line in lines), "utf-8-sig")
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    assert [one.phone for one in submission.projects] == ["19900000001"]
    assert submission.findings == ()


@pytest.mark.parametrize("word", ["汇总", "全县汇总", "合计", "总　计", "本年累计"])
@pytest.mark.parametrize("where", ["{} | | | | 1.1", " | | {} | | 1.1"], ids=["first column", "under the name"])
def test_a_sum_by_any_word_is_no_project(read, word, where):
    """汇总 is a sum, as 合计 is: it is compared with the rows above, and is asked for no 项目名称."""
    submission = read(f"""
        | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | HEADINGS
        3 | {FIRST}
        4 | {SECOND}
        5 | {where.format(word)}
    """)
    assert len(submission.projects) == 2
    assert [total.values["investment_yuan"] for total in submission.totals] == [110_000_000]
    assert not submission.findings
