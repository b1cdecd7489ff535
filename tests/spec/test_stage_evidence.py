"""Words and dates of one row: what both allow counts, what they dispute is asked, what has ended is listed."""

import pytest

from toolkit.consolidation.choose import Chosen
from toolkit.consolidation.counted_rows import RowsOfMonth
from toolkit.consolidation.counted_table import table_of
from toolkit.consolidation.ledger import build_ledger
from toolkit.consolidation.variance import evaluate
from toolkit.model.period import ReportingPeriod

JUNE = ReportingPeriod(2022, 6)


@pytest.mark.parametrize(
    ("progress", "dates", "stage", "kinds"),
    [
        ("已签约", "2022-03-01 |  |  | ", "签约", []),
        ("签约", "2022-03-01 | 2022-04-01 |  | ", "签约", ["V133 stage_and_date_differ"]),
        ("签约", "2022-03-01 |  | 2022-05-10 | ", "签约", ["V133 stage_and_date_differ"]),
        ("正在洽谈", "2022-03-01 |  |  | ", "在谈", ["V133 stage_and_date_differ"]),
        ("在建", " |  |  | 2022-05-20", "开工", ["V133 stage_and_date_differ"]),
        ("已开工", " |  | 2022-05-10 | ", "开工", []),
        ("公司已注册，已奠基", " | 2022-04-01 | 2022-05-10 | ", "开工", []),
        ("试生产", " |  | 2022-03-01 | 2022-06-01", "投产", []),
        ("框架协议已签", "2022-03-01 |  |  | ", None, ["V132 stage_doubtful"]),
        ("停工", " |  | 2022-03-01 | ", None, ["V132 stage_doubtful"]),
        ("公司已注册，厂房装修中", " | 2022-04-01 |  | ", "注册", ["V132 stage_doubtful"]),
        ("项目已终止", "2022-03-01 | 2022-04-01 |  | ", "终止", []),
        ("正常推进", " |  |  | ", None, ["V121 stage_unclear"]),
    ],
)
def test_words_and_dates_that_say_different_things_are_asked_about(read, progress, dates, stage, kinds):
    """Neither overrules the other in silence: what both allow counts, the rest is a question on 进展情况."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K | L | M | N
        1 | HEADINGS | 签约日期 | 注册日期 | 开工日期 | 投产日期
        2 | 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900002002 | 2022年 | {progress} | {dates}
    """)
    (project,) = submission.projects
    assert project.stage == stage
    assert [f"{f.code} {f.kind}" for f in submission.findings if f.cell.a1 == "J2"] == kinds


def test_an_ended_project_is_listed_and_counts_nowhere(read, luzhai):
    """终止 keeps its row in 项目台账, with 计入汇总 否, and is part of no figure."""
    submission = read("""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900002003 | 2022年 | 已签约
        3 | 2 | 林木业 | 乙项目 | 乙公司 | 5 | 广东 | 覃某 | 19900002004 | 2022年 | 已签约，后终止合作
    """)
    rows = RowsOfMonth([submission], None).of([Chosen("江口乡", submission, None, ())], JUNE)
    ledger = build_ledger(rows, luzhai, JUNE)
    assert [(one.name, one.stage, one.stage_rank, one.counted) for one in ledger.entries] == [
        ("甲项目", "签约", 2, "是"),
        ("乙项目", "终止", 0, "否"),
    ]
    assert evaluate(luzhai.indicator("LZ-T3"), table_of(ledger), luzhai) == 1
