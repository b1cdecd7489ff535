"""Clauses that stand behind no figure of their own: what a person opens changes with them all the same."""

from datetime import date

import openpyxl
import pytest

from tests.assessed import assessed, result_of, scheme_of
from tests.spec.test_consolidation import project, table
from toolkit.assessment.agenda import agenda
from toolkit.assessment.ics import as_ics
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load, shipped_folder
from toolkit.workbooks.master.master import write_master

YI = 100_000_000


def sheet(path, name):
    """The rows of a sheet of a workbook, as texts and numbers."""
    book = openpyxl.load_workbook(path, data_only=True)
    try:
        return [[cell.value for cell in row] for row in book[name].iter_rows()]
    finally:
        book.close()


@pytest.mark.parametrize(("base", "then", "more"), [("45", 45 * YI, -0.5), ("30", 30 * YI, -0.25), ("", "—", "—")])
def test_the_year_before_stands_beside_this_years_figure(tmp_path, base, then, more):
    """LZ-T12: 22.5亿元 by June beside 45亿元 of the whole of 2021 in 同比环比; what the office states in 基数.csv decides."""
    if base:
        (tmp_path / "基数.csv").write_text(f"指标,年份,数值,单位,来源\nLZ-T1,2021,{base},亿元,解读\n", "utf-8")
    scheme = load(shipped_folder("luzhai-2022"), office=tmp_path)
    month = ReportingPeriod(2022, 6)
    row = {"paid_in_yuan": 2_250_000_000, "investment_yuan": 50 * YI, "source": "广东"}
    path = write_master(result_of(scheme, {"江口乡": [row]}, month, date(2022, 6, 30)), tmp_path / "汇总.xlsx")
    line = next(row for row in sheet(path, "同比环比") if row[0] == "区外境内到位资金")
    assert line[2] == 2_250_000_000
    assert (line[6], line[8]) == (then, more)


@pytest.mark.parametrize(("month", "day"), [(2, "20180228"), (6, "20180630"), (7, "20180731")])
def test_the_landing_report_is_due_each_month(month, day):
    """GN-R6: 项目推进服务小分队 tells 办公室 每月 how landing goes: a line of the calendar and of the .ics, on its last day."""
    scheme, period = scheme_of("gangnan-2018"), ReportingPeriod(2018, month)
    items = agenda(scheme, period)
    (item,) = (one for one in items if one.what == "项目落地进展情况")
    assert (item.who, item.receiver) == ("项目推进服务小分队", "区招商工作领导小组办公室")
    text = as_ics(items, scheme, period, period.first_day).decode("utf-8").replace("\r\n ", "")
    event = next(part for part in text.split("BEGIN:VEVENT") if "项目落地进展情况" in part)
    assert f"DTSTART;VALUE=DATE:{day}" in event


@pytest.mark.parametrize(("month", "held"), [(2, False), (3, True), (6, True), (7, False)])
def test_the_leading_group_meets_each_quarter(month, held):
    """GN-R7: 招商领导小组会议 with the squads' reports stands in the calendar of a quarter's last month, in no other."""
    items = [one for one in agenda(scheme_of("gangnan-2018"), ReportingPeriod(2018, month)) if one.kind == "会议"]
    meeting = [one for one in items if one.what.startswith("招商领导小组会议")]
    assert [(one.who, "各招商小分队汇报" in f"{one.receiver}{one.note}{one.what}") for one in meeting] == (
        [("区招商工作领导小组", True)] if held else []
    )


@pytest.mark.parametrize("sender", ["区发改局", "桥圩镇", "区科技局"])
def test_squads_towns_and_departments_all_owe_a_table(tmp_path, sender):
    """GN-A2: six squads (区招商局 leads the seventh), nine 镇（街道办） and six departments are on 报送情况; who sent is not 未报."""
    scheme, month = scheme_of("gangnan-2018"), ReportingPeriod(2018, 6)
    kinds = [unit.kind for unit in scheme.reporting_units]
    assert (kinds.count("招商小分队"), kinds.count("镇（街道）"), kinds.count("区直部门")) == (6, 9, 6)
    known = [unit.name for unit in scheme.reporting_units]
    tables = [table(sender, month, [project(2)])]
    path = write_master(consolidate(tables, None, scheme, month, month.last_day), tmp_path / "汇总.xlsx")
    lines = {str(cell): row for row in sheet(path, "报送情况") for cell in row if cell in known}
    assert set(lines) == set(known)
    assert [name for name, row in lines.items() if "未报" not in row] == [sender]


@pytest.mark.parametrize(("towns", "told"), [(12, ""), (11, "项目落户地应有14个，现有13个")])
def test_the_places_where_projects_settle_owe_a_table_and_no_other_class_does(tmp_path, towns, told):
    """NX-U1: 14 项目落户地 with the twelve townships that the office names; 22 and 33 of the other classes report none."""
    lines = "\n".join(f"乡镇{number},项目落户地,,是" for number in range(towns))
    (tmp_path / "单位补充.csv").write_text(f"单位,类别,别名,报送统计表\n{lines}\n", "utf-8-sig")
    scheme, month = load(shipped_folder("nanxian-2022"), office=tmp_path), ReportingPeriod(2022, 6)
    path = write_master(consolidate([], None, scheme, month, month.last_day), tmp_path / "汇总.xlsx")
    missing = [row for row in sheet(path, "报送情况") if "未报" in row]
    assert len(missing) == towns + 2
    assert {kind for row in missing for kind in row if kind in {unit.kind for unit in scheme.units}} == {"项目落户地"}
    assert told in "".join(scheme.gaps)
    classes = dict.fromkeys(("责任招商单位（综合协调）", "责任招商单位（产业招商）", "鼓励招商单位", "项目落户地"), 0)
    for unit in scheme.units:
        classes[unit.kind] += 1
    assert list(classes.values()) == [1, 21, 33, towns + 2]


def test_the_library_of_projects_is_by_class(tmp_path):
    """JC-F2: 招商引资项目库 lists 新能源 first and 精细化工 last of the six; another 行业 puts a project elsewhere."""
    scheme = scheme_of("jiaocheng-2022")

    def classes(industry):
        rows = [{"name": "甲", "industry": industry}, {"name": "针状焦精细化工项目", "industry": "煤基"}]
        made = assessed(result_of(scheme, {"经济发展部": rows}))
        lines = sheet(write_master(made, tmp_path / f"{industry}.xlsx"), "招商引资项目库")
        return {row[1]: row[2] for row in lines if row[1] in ("甲", "针状焦精细化工项目")}

    assert classes("光伏") == {"甲": "新能源", "针状焦精细化工项目": "精细化工"}
    assert classes("铸造") == {"甲": "装备制造", "针状焦精细化工项目": "精细化工"}
