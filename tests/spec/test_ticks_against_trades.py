"""A unit's 是 or 否 that its own 行业 plainly contradicts is asked about when the table is checked, once for a 行业."""

import pytest

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.contract import as_contract
from toolkit.model.submission import Status
from toolkit.schemes.loader import load_shipped


@pytest.fixture
def checked(tmp_path, luzhai):
    """Check a table of rows (行业, 项目名称, 是否工业, 是否新兴产业); return what is said of ticks, and the table."""

    def of(*rows, unit="江口乡", scheme=luzhai):
        drawn = "\n".join(
            f"{at} | {at} | {trade} | {name} | 甲公司 | 2 | 广东 | 韦某 | 1990000{at:04} | 2022年 | 正在洽谈 | {industrial} | {emerging}"
            for at, (trade, name, industrial, emerging) in enumerate(rows, start=3)
        )
        path = tmp_path / f"{unit}6月.xlsx"
        drawn_sheet(
            f"""| A | B | C | D | E | F | G | H | I | J | K | L
            1 | 填报单位：{unit}
            2 | HEADINGS | 是否工业 | 是否新兴产业
            {drawn}""",
            path,
        )
        submission = check(read_submission(path, scheme, JUNE), scheme)
        said = [one for one in as_contract(submission)["findings"] if one["kind"] == "ticked_otherwise"]
        return [(one["cell"], one["severity"], one.get("cells")) for one in said], submission

    return of


@pytest.mark.parametrize(
    ("trade", "name", "industrial", "emerging", "said"),
    [
        ("电子商务", "甲项目", "是", "否", [("K3", "warning", None)]),
        ("水泥", "甲项目", "否", "否", [("K3", "warning", None)]),
        ("生猪养殖", "甲项目", "否", "是", [("L3", "note", None)]),
        ("水泥", "甲项目", "是", "是", [("L3", "note", None)]),
        ("电子商务", "甲项目", "否", "否", []),
        ("其他", "电商产业园", "是", "否", [("K3", "warning", None)]),
        ("固废处置", "甲项目", "是", "否", []),
        ("电子商务", "甲项目", "", "否", []),
    ],
)
def test_what_was_ticked_is_held_against_the_trade(checked, trade, name, industrial, emerging, said):
    """LZ-T4, T6, GB/T 4754: where the 行业 is general the name tells; what may be both is no contradiction."""
    found, submission = checked((trade, name, industrial, emerging))
    assert (found, submission.status) == (said, Status.ACCEPTED)


def test_one_trade_is_asked_about_once(checked):
    """One question for a distinct doubt: two rows of 电子商务 are one, a row of 仓储 another."""
    rows = [("电子商务", "甲项目", "是", "否"), ("仓储", "乙项目", "是", "否"), ("电子商务", "丙项目", "是", "否")]
    assert checked(*rows)[0] == [("K2", "warning", ["K3", "K5"]), ("K4", "warning", None)]


def test_a_tick_that_no_figure_depends_on_is_left_alone(checked):
    """港南 counts nothing by 工业."""
    assert checked(("电子商务", "甲项目", "是", "否"), unit="桥圩镇", scheme=load_shipped("gangnan-2018"))[0] == []
