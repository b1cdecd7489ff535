"""Money paid in: a sum since January neither falls nor vanishes nor outgrows its project; what is not believable waits."""

import pytest

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.findings import Severity
from toolkit.model.submission import Status

ROW = "{number} | 汽车零部件 | {name} | 甲公司 | {money} | {source} | 韦某 | 19900002001 | 2022年 | {progress} | {paid} | {fdi}"


def drawing(paid, *, name="甲项目", money=2, source="广东", progress="已签约", fdi=""):
    """A table of one project with 到位资金 and 实际利用外资."""
    cells = {
        "number": 1,
        "name": name,
        "money": money,
        "source": source,
        "progress": progress,
        "paid": paid,
        "fdi": fdi,
    }
    return f"""
          | A | B | C | D | E | F | G | H | I | J | K | L
        1 | 填报单位：江口乡
        2 | HEADINGS | 到位资金（亿元） | 实际利用外资（万美元）
        3 | {ROW.format(**cells)}
    """


@pytest.fixture
def checked(tmp_path, luzhai):
    """Check June's table, against May's where there is one; return the submission."""

    def of(june: str, may: str | None = None):
        earlier = None
        if may:
            drawn_sheet(may, tmp_path / "江口乡5月.xlsx")
            earlier = check(read_submission(tmp_path / "江口乡5月.xlsx", luzhai, JUNE.shifted(-1)), luzhai)
        drawn_sheet(june, tmp_path / "江口乡6月.xlsx")
        return check(read_submission(tmp_path / "江口乡6月.xlsx", luzhai, JUNE), luzhai, earlier)

    return of


def said(submission) -> list[str]:
    """Return the findings about money as ``K3 paid_in_fell``."""
    return [
        f"{one.cell.a1} {one.kind}"
        for one in submission.findings
        if one.code.startswith("X17") or one.kind == "paid_in_exceeds_investment"
    ]


@pytest.mark.parametrize(
    ("june", "may", "code", "counts"),
    [
        (0.4, 0.6, ["K3 paid_in_fell"], None),
        (0.15, 0.6, ["K3 paid_in_fell"], None),
        (0, 0.6, ["K3 paid_in_fell"], None),
        ("", 0.17, ["K3 paid_in_blank"], None),
        (0.6, 0.6, [], 60_000_000),
        (0.7, 0.6, [], 70_000_000),
        (0, 0, [], 0),
        (0, "", [], 0),
        ("", 0, [], None),
        ("", "", [], None),
    ],
)
def test_a_sum_since_january_neither_falls_nor_vanishes(checked, june, may, code, counts):
    """Less than last month, or nothing after something, is asked about and held back; the same or more is not."""
    submission = checked(drawing(june), drawing(may))
    assert said(submission) == code
    assert submission.projects[0].paid_in_yuan == counts


@pytest.mark.parametrize(
    ("paid", "money", "code", "counts"),
    [(2, 2, [], 2), (3, 2, ["K3 paid_in_exceeds_investment"], None), (4, 2, ["K3 paid_in_exceeds_investment"], None), (4.5, 2, ["K3 paid_in_far_above"], None), (9, 3.2, ["K3 paid_in_far_above"], None), (50, 0.5, ["K3 paid_in_far_above"], None)],
)  # fmt: skip
def test_a_sum_beyond_the_investment_is_held_back(checked, paid, money, code, counts):
    """A little more than the investment may be true, several times it is a slip: either waits until somebody says so."""
    submission = checked(drawing(paid, money=money))
    assert said(submission) == code
    assert submission.projects[0].paid_in_yuan == (None if counts is None else counts * 100_000_000)


def test_foreign_money_without_money_paid_in_is_asked_about(checked):
    """The two columns are of one money: dollars that came cannot stand beside an empty 到位资金."""
    submission = checked(drawing("", source="香港", fdi=300))
    assert said(submission) == ["K3 paid_in_without_foreign"]
    assert submission.projects[0].fdi_usd == 3_000_000


@pytest.mark.parametrize(("dollars", "code"), [(3000, []), (4000, ["L3 foreign_above_investment"])])
def test_foreign_money_is_not_more_than_the_whole_investment(checked, dollars, code):
    """At six yuan to the dollar, the least it has been worth, 4000 万美元 exceed an investment of 2 亿元.

    The dollars are held back, what was paid in is not; whether or not 到位资金 could be read.
    """
    for paid in (2, "约2亿"):
        submission = checked(drawing(paid, money=2, source="香港", fdi=dollars))
        assert said(submission) == code
        assert submission.projects[0].fdi_usd == (None if code else dollars * 10_000)


@pytest.mark.parametrize(
    ("progress", "code"), [("在谈", ["K3 paid_in_before_contract"]), ("已签约", []), ("已开工", [])]
)
def test_money_before_any_contract_is_asked_about_and_counts_meanwhile(checked, progress, code):
    """A project in talks has no money paid in; which of the two cells is wrong the unit must say."""
    submission = checked(drawing(0.5, progress=progress))
    assert said(submission) == code
    assert submission.projects[0].paid_in_yuan == 50_000_000


@pytest.mark.parametrize(
    ("heading", "code"),
    [("注册日期", ["K3 paid_in_before_contract"]), ("签约日期", []), ("开工日期", []), ("投产日期", [])],
)
def test_a_registration_is_no_contract(checked, heading, code):
    """Investors often found the company first: 注册日期 beside 在谈 explains no money, a later date is another question."""
    text = drawing(0.5, progress="在谈", fdi="2022-04-01").replace("实际利用外资（万美元）", heading)
    assert said(checked(text)) == code


def test_what_is_held_back_is_the_cell_never_the_project(checked):
    """The project stays accepted and counts by everything else; nothing is sent back for it."""
    submission = checked(drawing(0.1), drawing(0.6))
    assert submission.status is Status.ACCEPTED
    assert submission.projects[0].investment_yuan == 200_000_000
    assert {one.severity for one in submission.findings if one.kind == "paid_in_fell"} == {Severity.WARNING}


def test_the_months_own_money_typed_for_the_years_sum_is_told_what_the_sum_would_be(checked):
    """0.15 after 0.6: if it is this month's own money, the sum is 0.75."""
    (finding,) = (one for one in checked(drawing(0.15), drawing(0.6)).findings if one.kind == "paid_in_fell")
    assert "累计应为 0.75 亿元" in finding.message
