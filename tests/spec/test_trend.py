"""走势: the months of the year so far, each headline beside 序时进度, issued figures where there are any."""

import re
import zipfile
from datetime import date

import openpyxl
import pytest

from tests.spec.test_consolidation import JUNE, MAY, project, table
from tests.spec.test_publishing import issued, result_of, root, sent
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped, scheme_ids
from toolkit.workbooks.master.master import write_master

__all__ = ["root"]
AS_OF = date(2022, 7, 6)
MONTHS = [f"{month}月" for month in range(1, 13)]


def trend(result, folder):
    """Return 走势 of a master by block and line: {指标: values by month}, {完成率: …}, and how the months are marked."""
    path = write_master(result, folder / "汇总表.xlsx")
    rows = list(openpyxl.load_workbook(path, data_only=True)["走势"].iter_rows(min_row=3, values_only=True))
    heads = [number for number, row in enumerate(rows) if row[0] in ("指标", "完成率")]
    marks = {str(cell).partition("\n")[0]: str(cell).partition("\n")[2] for cell in rows[heads[0]][3:15]}
    assert list(marks) == MONTHS
    blocks = []
    for start in heads:
        lines = {}
        for row in rows[start + 1 :]:
            if row[0] is None:
                break
            lines[row[0]] = dict(zip(MONTHS, row[3:15], strict=True))
        blocks.append(lines)
    return path, blocks[0], blocks[1], marks


def test_an_issued_month_stands_as_issued_and_an_open_one_is_marked(root):
    """May was issued and is corrected later: 走势 of June shows what was issued, 定稿 below it; June is 未定稿."""
    issued(root)
    sent(root, paid="0.2")
    sent(root, period=JUNE, paid="1.6")
    sent(root, "平山镇", JUNE, second="")
    _, figures, rates, marks = trend(result_of(root, JUNE), root)
    assert {month: mark for month, mark in marks.items() if mark} == {"5月": "定稿", "6月": "未定稿"}
    assert figures["区外境内到位资金"]["5月"] == 230_000_000
    assert figures["区外境内到位资金"]["6月"] == 290_000_000
    assert rates["区外境内到位资金"]["5月"] == pytest.approx(2.3 / 55)
    assert figures["区外境内到位资金"]["4月"] is None, "of April nobody knows anything"


def test_a_figure_that_no_table_of_a_month_states_has_no_data_there_either(root, tmp_path):
    """Design §3: the tables of May have no column 新增供地 as those of June have none: 无数据 twice, and April empty.

    | 指标         | 4月 | 5月    | 6月    |
    | 新增工业供地 |     | 无数据 | 无数据 |
    """
    issued(root)
    sent(root, period=JUNE)
    _, figures, _, _ = trend(result_of(root, JUNE), tmp_path)
    assert [figures["新增工业供地"][month] for month in ("4月", "5月", "6月")] == [None, "无数据", "无数据"]


def test_a_month_is_measured_against_the_target_that_was_issued_with_it(root):
    """A target that changes in June leaves May's rate as it was."""
    issued(root)
    sent(root, period=JUNE)
    result = result_of(root, JUNE)
    (may, june) = result.months
    changed = type(may)(may.period, may.elapsed, may.figures, may.issued, {**may.targets, "LZ-T3": 30})
    _, figures, rates, _ = trend(type(result)(**{**fields(result), "months": (changed, june)}), root)
    assert rates["新签约项目"]["5月"] == pytest.approx(figures["新签约项目"]["5月"] / 30)
    assert rates["新签约项目"]["6月"] == pytest.approx(figures["新签约项目"]["6月"] / 60)


def fields(result):
    """Return a result's fields by name."""
    return {name: getattr(result, name) for name in result.__struct_fields__}


@pytest.mark.parametrize("scheme", scheme_ids())
def test_every_county_has_a_chart_for_each_headline(scheme, tmp_path):
    """A native line chart beside 序时进度 for up to four figures that are due month by month; a share has none."""
    rules = load_shipped(scheme)
    year = rules.year
    may, june = ReportingPeriod(year, 5), ReportingPeriod(year, 6)
    unit = rules.reporting_units[0].name if rules.reporting_units else "甲单位"
    tables = [table(unit, period, [project(paid_in_yuan=30_000_000)]) for period in (may, june)]
    result = consolidate(tables, None, rules, june, date(year, 7, 6))
    path, figures, rates, marks = trend(result, tmp_path)
    assert list(figures) == [indicator.name for indicator in rules.indicators]
    assert marks["5月"] == marks["6月"] == "未定稿"
    elapsed = rates.pop("序时进度")
    passed, whole = rules.elapsed(may)
    assert elapsed["5月"] == pytest.approx(passed / whole)
    assert elapsed["12月"] == 1
    for one in result.county:
        indicator = one.indicator
        due = bool(one.target) and not indicator.is_ratio and one.actual is not None
        assert (indicator.name in rates) is due
        if due:
            assert rates[indicator.name]["6月"] == pytest.approx(one.completion)
    with zipfile.ZipFile(path) as package:
        charts = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    lines = [chart for chart in charts if "<c:lineChart>" in chart]
    # One of the first figure stands on 总览.
    assert len(lines) == min(4, len(rates)) + bool(rates)
    assert all(re.findall(r"<c:tx><c:v>(.*?)</c:v>", chart) == ["完成率", "序时进度"] for chart in lines)


def test_the_first_month_of_a_year_begins_its_own_line(luzhai, tmp_path):
    """May alone: one point, no line before it; the former year has none here."""
    result = consolidate([table(period=MAY)], None, luzhai, MAY, AS_OF)
    assert [one.period for one in result.months] == [MAY]
    _, figures, _, _ = trend(result, tmp_path)
    assert {month for month, value in figures["新签约项目"].items() if value is not None} == {"5月"}
