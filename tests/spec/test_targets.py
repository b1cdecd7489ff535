"""Targets: annex 1 as printed, and what is asked when it contradicts itself."""

import pytest

from tests.target_table import target_table
from toolkit.intake.tables.targets import leaders
from toolkit.model.findings import Severity
from toolkit.model.submission import Status


def test_a_group_over_two_lead_units_keeps_two_targets(read):
    """LZ table A: target key = (group, lead unit, sub-scope in brackets); merged cells hold for both lines."""
    submission = read(
        target_table(
            "18 | 23 | 22 | 10",
            """
            5 | 林木加工产业招商组 | 组长：    王轶      副组长：  韦鸿英   李伟明 | 县林业局（旋切基地项目） | 县发改局、县住建局 | 5 | 15 | 15 | 3
            6 |  |  | 县投促中心（林木深加工项目） |  | 13 | 8 | 7 | 7
            merge A5:A6
            merge B5:B6
            merge D5:D6
            """,
        )
    )
    first, second = submission.target_lines
    assert first.key == ("林木加工产业招商组", "县林业局", "旋切基地项目")
    assert second.key == ("林木加工产业招商组", "县投促中心", "林木深加工项目")
    assert (second.leader, second.deputies) == ("王轶", ("韦鸿英", "李伟明"))
    assert second.supporting_units == ("县发改局", "县住建局")
    assert first.targets == {"LZ-T1": 500_000_000, "LZ-T3": 15, "LZ-T6": 15, "LZ-T7": 3}
    assert submission.totals[0].values == {"LZ-T1": 1_800_000_000, "LZ-T3": 23, "LZ-T6": 22, "LZ-T7": 10}


def test_what_a_target_table_is_asked_about(read):
    """Total against lines, lines against each other (亿元 ≤ 工业 ≤ 签约), the county's figures, missing groups."""
    submission = read(
        target_table(
            "55 | 60 | 40 | 25",
            """
            5 | 表面处理产业招商组 | 组长：邓芳军 | 江口乡 | 县投促中心 | 2 | 6 | 3 | 5
            6 | 表面处理产业招商组 | 组长：邓芳军 | 江口乡 | 县投促中心 | 2 | 6 | 5 | 3
            """,
        )
    )
    assert submission.status is Status.RETURNED
    kinds = [(f.kind, f.cell.a1) for f in submission.findings]
    assert [cell for kind, cell in kinds if kind == "total_mismatch"] == ["E4", "F4", "G4", "H4"]
    assert ("order_violation", "H5") in kinds
    assert ("duplicate_line", "C6") in kinds
    assert sum(kind == "missing_group" for kind, _ in kinds) == 7


def test_a_remark_that_names_another_number_is_a_note(read):
    """LZ table A: 商贸物流 plans 16家 while its target is 12; worth knowing, no mistake."""
    submission = read(
        target_table(
            "5 | 12 | 0 | 0",
            """
            5 | 商贸物流产业招商组 | 组长：杨毅 | 县科工贸局 | 县投促中心 | 5 | 12 | 0 | 0 | 招商引资方向：1.商用车共享销售基地拟计划引进16家企业
            """,
        )
    )
    (note,) = [f for f in submission.findings if f.kind == "remark_differs"]
    assert (note.cell.a1, note.severity) == ("I5", Severity.NOTE)


@pytest.mark.parametrize(
    ("text", "leader", "deputies"),
    [
        ("组长：    王轶      副组长：  韦鸿英   李伟明", "王轶", ("韦鸿英", "李伟明")),
        ("组长：    陈需勤       副组长:  韦永祥   饶冬生\n李伟明", "陈需勤", ("韦永祥", "饶冬生", "李伟明")),
        ("组长：      雷翔", "雷翔", ()),
        ("组长：王  轶 副组长：韦鸿英", "王轶", ("韦鸿英",)),
    ],
)
def test_leaders_are_read_through_their_spacing(text, leader, deputies):
    """LZ table A: runs of spaces, a half-width colon on one row, a line break inside the cell, 组长 alone."""
    assert leaders(text) == (leader, deputies)
