"""The steps of a project in 进度跟踪: in the document's order, none skipped, of a project that is known."""

from datetime import date

import pytest

from tests.assessed import result_of, scheme_of
from toolkit.assessment.assess import Books, assess
from toolkit.assessment.conduct import Conduct
from toolkit.assessment.step_order import step_findings
from toolkit.model.assessment import StageRecord
from toolkit.model.cells import CellRef
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.assessing import measure_of

JUNE = ReportingPeriod(2022, 6)
PROJECT = "家居城项目"
# NX-R4: the ten steps that every project takes; 县长办公会或常务会审议 is for 特别重大 ones only.
STEPS = (
    *("前期对接、初步考察", "提交投资计划书", "研判专班初审", "移交县商务局", "谈判"),
    *("组织评审材料", "预审", "项目评审会", "合同审签", "签约仪式"),
)


def steps(*done: tuple[str, date | None], project: str = PROJECT):
    """Records of one project: (step, day on which it was done)."""
    return [
        StageRecord(CellRef("进度跟踪.xlsx", "进度跟踪", row), project, "县商务局", step, day, None, day)
        for row, (step, day) in enumerate(done, 4)
    ]


def found(records, id="nanxian-2022", **readings):
    """What is said of records under a scheme whose ledger has the project."""
    result = result_of(scheme_of(id, **readings), {"县经济开发区": [{"name": PROJECT}]}, JUNE, date(2022, 6, 30))
    return [(one.code, one.message) for one in step_findings(records, result)]


def test_all_steps_in_order_are_in_order():
    """NX-R4: nothing is said of a project with its ten steps on ten days; the step for 特别重大 ones is not missed."""
    assert found(steps(*((step, date(2022, 5, day)) for day, step in enumerate(STEPS, 1)))) == []


def test_what_was_skipped_is_named_once():
    """step_skipped, NX-R4: 签约仪式 without 项目评审会 and 合同审签 is one sentence with both."""
    taken = [step for step in STEPS if step not in ("项目评审会", "合同审签")]
    ((code, message),) = found(steps(*((step, date(2022, 5, day)) for day, step in enumerate(taken, 1))))
    assert code == "F252"
    assert "前面的环节没有登记：项目评审会、合同审签，" in message


def test_the_eight_duties_of_a_leading_unit_are_taken_in_order():
    """LZ-R2: 招商洽谈 to 服务协调 are eight; a contract drawn up without 落地方案 is said, the eight in order are not."""
    eight = ("招商洽谈", "考察", "落地方案", "协议拟定", "项目签约", "前期准备", "项目报批", "服务协调")
    names = [one.name for one in scheme_of("luzhai-2022").rules.stages if one.citation.id == "LZ-R2"]
    assert len(names) == len(eight)
    result = result_of(scheme_of("luzhai-2022"), {"江口乡": [{"name": PROJECT}]}, JUNE, date(2022, 6, 30))
    days = [(name, date(2022, 5, day)) for day, name in enumerate(names, 1)]
    assert step_findings(steps(*days), result) == ()
    assert [name for name, typed in zip(eight, names, strict=True) if name not in typed] == []
    (finding,) = step_findings(steps(*days[:2], days[3]), result)
    assert (finding.code, "前面的环节没有登记：落地方案，" in finding.message) == ("F252", True)


@pytest.mark.parametrize(("review", "expected"), [(date(2022, 5, 8), []), (date(2022, 5, 20), ["F253"])])
def test_a_contract_before_its_review_is_out_of_order(review, expected):
    """step_too_early, NX-R4: 合同审签 on 9 May is in order after a review on the 8th, not before one on the 20th."""
    days = {step: date(2022, 5, day) for day, step in enumerate(STEPS, 1)} | {"项目评审会": review}
    assert [code for code, _ in found(steps(*days.items()))] == expected


def test_a_journey_before_the_leading_group_has_agreed():
    """JC-F1: 外出开展招商活动 is done while 领导组审批 is still open."""
    names = (
        "收集招商引资信息",
        "建立招商项目库",
        "筛选拟开展招商引资项目",
        "制定招商引资方案",
        "领导组审批",
        "外出开展招商活动",
    )
    days = [(name, date(2022, 5, day)) for day, name in enumerate(names, 1)]
    days[4] = ("领导组审批", None)
    result = result_of(scheme_of("jiaocheng-2022"), {"经济发展部": [{"name": PROJECT}]}, JUNE, date(2022, 6, 30))
    ((code, message),) = [(one.code, one.message) for one in step_findings(steps(*days), result)]
    assert (code, "早于前面的“领导组审批”（还没有办结）" in message) == ("F253", True)


def test_land_before_the_signature_is_asked_about():
    """NX-R12 签约即供地: 供地 on 1 June and 签约 on 9 June are the wrong way round."""
    ((code, message),) = found(steps(("签约", date(2022, 6, 9)), ("供地", date(2022, 6, 1))))
    assert (code, "“供地”是2022-06-01，早于前面的“签约”（2022-06-09）" in message) == ("F253", True)


@pytest.mark.parametrize(("stage", "missed"), [("在谈", True), ("签约", False), ("投产", False)])
def test_a_stage_that_the_table_reports_is_not_missed(stage, missed):
    """GN-R11 签约→落地→投产→达效: who reports a signed project need not register 签约 in 进度跟踪 as well."""
    rows = {"桥圩镇": [{"name": PROJECT, "stage": stage}]}
    result = result_of(scheme_of("gangnan-2018"), rows, ReportingPeriod(2018, 6), date(2018, 6, 30))
    said = [one.message for one in step_findings(steps(("落地", date(2018, 6, 9))), result)]
    assert ["没有登记：签约，" in one for one in said] == [True] * missed


def test_a_project_that_nobody_knows_is_asked_about_with_the_nearest_name():
    """tracked_project_unknown: 家居成项目 is no project; 家居城项目 is offered. Spaces and brackets do not matter."""
    typed = steps(("签约", date(2022, 6, 9)), project="家居成项目")
    assert found(typed) == [
        ("F254", "“家居成项目”在台账和项目库里都没有，进度没有对应到项目。是不是“家居城项目”？请改成项目库里的名称。")
    ]
    assert found(steps(("签约", date(2022, 6, 9)), project="家居城 项目")) == []


def test_the_assessment_carries_them():
    """What is out of order stands among the findings of ``zhaoshang assess``."""
    result = result_of(scheme_of("nanxian-2022"), {"县经济开发区": [{"name": PROJECT}]}, JUNE, date(2022, 6, 30))
    records = tuple(steps(("签约仪式", date(2022, 6, 9))))
    books = Books(Conduct({}), records=records)
    assert "F252" in [one.code for one in assess(result, books, measure_of(result)).findings]
