"""What papers and screens say of rules and of what is not decided is so: pairs, working days, classes."""

from datetime import date
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from tests.assessed import scheme_of
from tests.mutated import RULEBOOKS
from toolkit.documents.notices.targets import context
from toolkit.model.cells import CellRef
from toolkit.model.clause import Citation
from toolkit.model.decisions import Question, left_open
from toolkit.model.notices import Letterhead, TargetNotice
from toolkit.model.scheme import Deadline
from toolkit.model.submission import TargetLine
from toolkit.schemes.loader import load
from toolkit.workbooks.master.basis_sheet import _deadline
from toolkit.workbooks.master.target_sheet import _lead


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("重复", "疑似重复 1 项，没有裁定的两行都计入，可能多计"),
        ("来源 数值", "没有裁定的不计入"),
        ("重复 来源", "疑似重复 1 项，没有裁定的两行都计入，可能多计；拿不准的 1 项，没有裁定的不计入"),
        ("去向", "其他 1 项，没有裁定以前怎样计，见“情况”一栏"),
    ],
)
def test_a_pair_without_a_decision_counts_twice_and_a_doubt_not_at_all(kinds, said):
    """「没有裁定的不计入」 is true of a doubtful text or amount; of two rows that may be one both count until somebody says."""
    assert left_open([SimpleNamespace(question=Question(kind)) for kind in kinds.split()]) == said


def test_a_deadline_in_working_days_says_so_on_the_sheet_of_rules():
    """返回后5个工作日内报考察报告: 5 个工作日 are not 5 天."""
    days = Deadline(
        "X", "考察报告", "after_event", 0, 0, 5, "各单位", "县投促中心", Citation("X", 1, "x"), working=True
    )
    assert _deadline(days)[-1] == "结束后 5 个工作日内"
    assert _deadline(replace(days, working=False))[-1] == "结束后 5 天内"


def test_kinds_of_unit_are_no_groups_that_lead_targets():
    """A类乡镇 and 县直部门 are classes: 下达通知 counts the units alone, 目标完成情况 heads them 各牵头单位; LZ has groups."""
    scheme = load(RULEBOOKS["linshui-2024"])
    lines = tuple(
        TargetLine(CellRef("目标.xlsx", "Sheet1", row), {}, target.group, None, (), target.lead_unit, None, (), {})
        for row, target in enumerate(scheme.target_rows, 2)
    )
    head = Letterhead("县投促中心", "", date(2024, 1, 1), ("各单位",), team=scheme.team)
    notice = TargetNotice(head, "临水县", 2024, (), (), lines, None)
    assert context(notice)["group_count"] == 0
    assert context(replace(notice, head=replace(head, team="招商组")))["group_count"] > 1
    table = SimpleNamespace(result=SimpleNamespace(scheme=scheme), lines=lines)
    assert _lead(table) == "牵头单位"
    assert _lead(SimpleNamespace(result=SimpleNamespace(scheme=scheme_of("luzhai-2022")), lines=lines)) == "产业招商组"
