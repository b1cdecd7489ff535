"""备注: no column of the form, and nothing of it counts, but what it says against 进展情况 is held against the unit."""

import pytest


@pytest.fixture
def told(read):
    """Read one row with a remark; return the kinds of finding on the remark's cell, and the stage that counts."""

    def of(progress, heading, remark):
        submission = read(f"""
              | A | B | C | D | E | F | G | H | I | J | K
            1 | HEADINGS | {heading}
            2 | 1 | 林木业 | 甲项目 | 甲公司 | 3 | 广东 | 韦某 | 19900002002 | 2022年 | {progress} | {remark}
        """)
        (project,) = submission.projects
        return [f"{f.code} {f.kind}" for f in submission.findings if f.cell.a1 == "K2"], project.stage

    return of


@pytest.mark.parametrize(
    ("progress", "heading", "remark"),
    [
        ("已开工", "备注", "企业已退出"),
        ("已开工", "备注", "项目已停工"),
        ("已签约", "备注", "5月已投产"),
        ("已开工", "存在问题", "土地未落实，尚未开工"),
        ("已投产", "补充说明", "未投产，设备安装中"),
    ],
)
def test_a_remark_that_says_otherwise_than_the_progress_is_pointed_out(told, progress, heading, remark):
    """The unit makes the two agree; meanwhile the form's own column counts."""
    assert told(progress, heading, remark) == (["V165 remark_and_stage_differ"], progress[1:])


@pytest.mark.parametrize(
    ("progress", "heading", "remark"),
    [
        ("已开工", "备注", "2023年投产"),
        ("已开工", "备注", "已签约"),
        ("已签约", "存在问题", "用地指标不足，尚未开工"),
        ("已开工", "备注", "租用闲置厂房"),
        ("已开工", "备注", "县领导联系项目"),
        ("已终止", "备注", "企业已退出"),
        ("已开工", "上月情况", "已停工"),
    ],
)
def test_a_remark_that_agrees_or_speaks_of_another_time_is_left_alone(told, progress, heading, remark):
    """A plan, an earlier step, what has not begun yet where nobody says that it has: nothing to ask."""
    assert told(progress, heading, remark)[0] == []
