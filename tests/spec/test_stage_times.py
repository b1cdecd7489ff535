"""Parts of the year, letters in brackets, two things at once: what a note only seems to claim (LZ-T3, T5, T6)."""

import pytest

from toolkit.intake.values.progress import read_progress
from toolkit.model.period import ReportingPeriod

JUNE, DECEMBER = ReportingPeriod(2022, 6), ReportingPeriod(2022, 12)


def stage(text: str, period: ReportingPeriod = JUNE) -> str | None:
    """Return the stage that a note surely claims, ``None`` where somebody is asked."""
    said = read_progress(text, period)
    return None if said.doubt else said.stage


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("年中开工", None),
        ("拟年中投产", None),
        ("已签约，预计年中开工", "签约"),
        ("已签约年中开工", "签约"),
        ("已于年中开工", "开工"),
        ("去年年中投产", "投产"),
        ("2021年年中开工", "开工"),
        ("2022年中标，已施工", "开工"),
        ("秋季投产", None),
        ("春季开工", "开工"),
        ("暑假动工", None),
        ("入秋开工", None),
        ("榨季投产", None),
        ("丰收节开工", None),
        ("年终投产", None),
        ("岁末动工", None),
        ("年前动工", None),
        ("年前已签约", "签约"),
        ("正进行冬季施工", "开工"),
        ("3年前签约", "签约"),
        ("3个月前开工", "开工"),
        ("10月前开工", None),
        ("近日开工", None),
        ("近日已签约", "签约"),
        ("择日动工", None),
        ("不日投产", None),
        ("开工在即", None),
        ("签约在即", "在谈"),
        ("十四五期间投产", None),
        ("首期动工，二期未动", None),
        ("公司已办照", "注册"),
    ],
)
def test_a_part_of_the_year_that_may_lie_ahead_is_not_reached(text, reached):
    """In June 年中 and 秋季 may be plans, unless the note says 已; 近日 and 在即 are; last year and 3年前 are past."""
    assert stage(text) == reached


@pytest.mark.parametrize("text", ["年中开工", "秋季投产", "暑假动工"])
def test_a_part_of_the_year_that_is_over_has_been(text):
    """In December nobody plans for the autumn of the same year."""
    assert stage(text, DECEMBER) in ("开工", "投产")


@pytest.mark.parametrize("text", ["签约（备忘录）", "签约（框架）", "签约（意向）", "已签框架，正谈正式合同"])
def test_a_bracket_that_names_a_letter_makes_a_signature_one(text):
    """What binds nobody is counted as 签约 here and not there: a person says."""
    assert "算不算签约" in read_progress(text, JUNE).doubt
    assert stage("签约（投资协议）") == stage("签约（2022年3月）") == "签约"


@pytest.mark.parametrize("text", ["边建设边生产", "边施工边生产", "边建边投产"])
def test_building_and_producing_at_once_are_asked_about(text):
    """Whether it produces already, its unit knows."""
    assert stage(text) is None and read_progress(text, JUNE).doubt


def test_a_draft_of_the_contract_is_talk():
    """合同初稿已发对方: nothing has been signed; a draft that was signed has."""
    assert stage("合同初稿已发对方") == "在谈"
    assert stage("协议草案双方修改中") == "在谈"
    assert stage("合同草案已签") == "签约"
