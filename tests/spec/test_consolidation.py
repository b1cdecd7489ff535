"""Consolidation: which file counts, whose project it is, how the county stands."""

from datetime import date

import pytest

from tests.judging import judged
from toolkit.consolidation.attribution import Attributor
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.cells import CellRef
from toolkit.model.ledger import Arrival
from toolkit.model.ledger_entry import UNATTRIBUTED
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.submission import Project, RowRole, Status, Submission, TargetLine
from toolkit.schemes.loader import load, shipped_folder

MAY, JUNE = ReportingPeriod(2022, 5), ReportingPeriod(2022, 6)
AS_OF = date(2022, 7, 6)


def project(row=2, **fields):
    """A signed timber project of 0.5 亿元 from 山东, unless told otherwise."""
    values = {
        "industry": "木材加工",
        "name": f"项目{row}",
        "investment_yuan": 50_000_000,
        "source": "山东",
        "moved_in_on": PartialDate(2022),
        "stage": "签约",
    } | fields
    return judged(Project(CellRef("f.xlsx", "Sheet1", row), {"name": 3}, **values))


def table(unit="江口乡", period=JUNE, projects=(project(),), **fields):
    """A checked, accepted submission."""
    values = {
        "file": f"{unit}{period}.xlsx",
        "path": "f.xlsx",
        "status": Status.ACCEPTED,
        "table": "statistics",
    } | fields
    roles = {"Sheet1": {p.ref.row: RowRole.PROJECT for p in projects}}
    return Submission(unit=unit, period=period, projects=tuple(projects), roles=roles, **values)


def county(result, id):
    """The county's variance of one indicator."""
    return next(variance for variance in result.county if variance.indicator.id == id)


def test_zero_and_missing_targets_have_no_completion_rate(luzhai):
    """LZ table A: six targets are 0; 「—」, not 0 %, not a division by zero."""
    line = TargetLine(
        CellRef("t.xlsx", "Sheet1", 5), {}, "商贸物流产业招商组", None, (), "县科工贸局", "", (),
        {"LZ-T1": 500_000_000, "LZ-T3": 12, "LZ-T6": 0, "LZ-T7": 0},
    )  # fmt: skip
    targets = Submission("t.xlsx", "t.xlsx", Status.ACCEPTED, table="targets", target_lines=(line,))
    shop = project(industry="商贸物流", paid_in_yuan=200_000_000, investment_yuan=400_000_000)
    (standing,) = consolidate([table(projects=[shop])], targets, luzhai, JUNE, AS_OF).standings
    zero, funds = standing.variances["LZ-T6"], standing.variances["LZ-T1"]
    assert (zero.target, zero.actual, zero.completion, zero.ahead) == (0, 0, None, None)
    assert (funds.actual, funds.difference, funds.completion) == (200_000_000, -300_000_000, 0.4)
    assert funds.ahead == pytest.approx(0.4 - 6 / 12)


def test_panzhihuas_published_figures_come_out():
    """forms.md: 125.64 % and 70.41 % after ten months are 超进度42.31％ and 欠进度12.92％."""
    from toolkit.model.ledger import Variance

    signed = load(shipped_folder("luzhai-2022")).indicator("LZ-T3")
    assert [round(100 * Variance(signed, 10_000, actual, (10, 12)).ahead, 2) for actual in (12_564, 7_041)] == [
        42.31,
        -12.92,
    ]


def test_the_annexs_groups_sum_to_the_county(luzhai):
    """LZ-T13: 林木加工 is 18 亿元 (13 + 5; not 5, not 73); the county 55/60/40/25; the centre leads 19/12/11/11.

    县投促中心 signs 8 (林木深加工) + 4 (绿色化工) = 12 of the county's 60.
    """
    from toolkit.files.shipped import folder
    from toolkit.workflow.steps.month import read_targets

    files = sorted((folder("sample_workbooks") / "luzhai_2022" / "目标").glob("*.xlsx"))
    targets = read_targets(files, luzhai, JUNE)
    ids = ("LZ-T1", "LZ-T3", "LZ-T6", "LZ-T7")

    def summed(chosen):
        lines = list(chosen)
        return tuple(sum(line.targets[id] for line in lines) // (100_000_000 if id == "LZ-T1" else 1) for id in ids)

    lines = targets.target_lines
    assert summed(line for line in lines if line.group == "林木加工产业招商组") == (18, 23, 22, 10)
    assert summed(lines) == (55, 60, 40, 25)
    assert summed(line for line in lines if line.lead_unit == "县投促中心") == (19, 12, 11, 11)
    assert summed(line for line in lines if line.lead_unit == "鹿寨经开区管委") == (9, 7, 7, 6)
    assert sum(line.targets[id] == 0 for line in lines for id in ids) == 6
    assert [line.key for line in lines if line.lead_unit == "江口乡"] == [("表面处理产业招商组", "江口乡", "")]


@pytest.mark.parametrize(
    ("industry", "name", "lead"),
    [
        ("林木业", "某旋切基地", "县林业局"),
        ("家具制造", "某家具项目", "县投促中心"),
        ("新材料", "石墨烯项目", "鹿寨经开区管委"),
        ("电镀", "某电镀项目", "江口乡"),
        ("房地产业", "某小区", "县住建局"),
        ("医疗器械", "某器械项目", "县文体广旅局"),
    ],
)
def test_industry_and_keywords_lead_to_the_target_row(luzhai, industry, name, lead):
    """LZ annex 1 note 1: units report by territory, the office sorts by 行业范围."""
    assert Attributor(luzhai).of(project(industry=industry, name=name)).row.lead_unit == lead


def test_what_maps_nowhere_is_unattributed_and_still_counts_for_the_county(luzhai):
    """轻工业 has no group (LZ-R12, 另附文下发): 暂不归属, listed, and in the county's total."""
    result = consolidate([table(projects=[project(industry="制糖业")])], None, luzhai, JUNE, AS_OF)
    (entry,) = result.ledger.entries
    assert (entry.target_row, entry.attributed_by) == (UNATTRIBUTED, "行业“制糖业”没有对应的招商组")
    assert county(result, "LZ-T3").actual == 1


def test_a_correction_replaces_the_first_version_and_both_are_kept(luzhai):
    """One table per unit and period: the correction counts, the first stays on record with a note."""
    first = table(file="江口乡6月.xlsx")
    second = table(file="江口乡6月（更正）.xlsx", projects=[project(2), project(3)])
    result = consolidate([second, first], None, luzhai, JUNE, AS_OF)
    assert len(result.ledger.entries) == 2
    assert [f.kind for one in result.submissions for f in one.findings] == ["superseded"]
    line = next(line for line in result.timeliness if line.unit == "江口乡")
    assert (line.file, line.superseded) == ("江口乡6月（更正）.xlsx", ("江口乡6月.xlsx",))


@pytest.mark.parametrize(("value", "entries"), [("carry", 1), ("leave", 0)])
def test_a_unit_that_sent_nothing_is_carried_over_or_left_out(value, entries):
    """Reading missing_unit: the county must not shrink because a township forgot; it is 未报 either way."""
    scheme = load(shipped_folder("luzhai-2022"), {"missing_unit": value})
    result = consolidate([table(period=MAY)], None, scheme, JUNE, AS_OF)
    assert len(result.ledger.entries) == entries
    line = next(line for line in result.timeliness if line.unit == "江口乡")
    assert (line.arrival, line.carried_from) == (Arrival.MISSING, "2022-05" if entries else "")


@pytest.mark.parametrize(
    ("received", "arrival"),
    [(date(2022, 7, 5), Arrival.ON_TIME), (date(2022, 7, 6), Arrival.LATE), (None, Arrival.UNREGISTERED)],
)
def test_late_is_after_the_due_day(luzhai, received, arrival):
    """The due day itself is on time; without a record of the day nobody is called late."""
    result = consolidate([table(received=received)], None, luzhai, JUNE, AS_OF)
    assert next(line.arrival for line in result.timeliness if line.unit == "江口乡") is arrival


def test_the_countys_figures(luzhai):
    """LZ-T1, T3, T4, T6, T7: thresholds include their number, and each indicator counts what it says."""
    projects = [
        project(2, industry="新材料", investment_yuan=100_000_000, stage="开工", paid_in_yuan=30_000_000),
        project(3, industry="商贸物流", investment_yuan=4_000_000, paid_in_yuan=4_000_000),
        project(4, source="柳州", paid_in_yuan=10_000_000),
        project(5, moved_in_on=PartialDate(2021)),
        project(6, stage="在谈"),
        project(7, investment_yuan=5_000_000, paid_in_yuan=1_000_000),
    ]
    result = consolidate([table(projects=projects)], None, luzhai, JUNE, AS_OF)
    actual = {variance.indicator.id: variance.actual for variance in result.county}
    assert actual["LZ-T1"] == 31_000_000, "from 500万元, outside the region"
    assert actual["LZ-T3"] == 4, "signed this year, whatever the size"
    assert (actual["LZ-T6"], actual["LZ-T7"], actual["LZ-T5"]) == (3, 1, 1)
    assert actual["LZ-T4"] == pytest.approx(1 / 4)


def test_a_ratio_without_a_denominator_is_no_number(luzhai):
    """Nothing signed yet: 新兴产业占比 prints 「—」."""
    result = consolidate([table(projects=[project(2, stage="在谈")])], None, luzhai, JUNE, AS_OF)
    assert (county(result, "LZ-T4").actual, county(result, "LZ-T3").actual) == (None, 0)
