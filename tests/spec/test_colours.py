"""Colours mean one thing: green on or ahead, yellow slightly behind, red behind or missing, with marks for black print."""

import re
from datetime import date

import openpyxl
import pdfplumber
import pytest

from tests.assessed import assessed, result_of, scheme_of
from tests.office import convert, differences, recalculated
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.sheet.lights import Light, light_of
from toolkit.workflow.actions.demo import SAMPLES, run_demo

# 引进境内省外资金 of a target of 100 at the end of June, and what it shows.
PAID = {
    "县经济开发区": (120, "▲120.0%"),
    "南洲镇": (100, "▲100.0%"),
    "华阁镇": (50, "▲50.0%"),
    "明山头镇": (49, "●49.0%"),
    "厂窖镇": (40, "●40.0%"),
    "乌嘴乡": (39, "▼39.0%"),
    "三仙湖镇": (0, "▼0.0%"),
}
MARKED = re.compile(r"[▲●▼]?\d+\.\d%")


def master(tmp_path, **readings):
    """The master of June with seven hosts."""
    goals = [("项目落户地", unit, {"NX-T1v": 100, "NX-T3v": None}) for unit in PAID]
    projects = {unit: [{"paid_in_yuan": paid, "source": "广东"}] for unit, (paid, _) in PAID.items()}
    period = ReportingPeriod(2022, 6)
    result = result_of(scheme_of("nanxian-2022", **readings), projects, period, date(2022, 6, 27), goals)
    return write_master(assessed(result), tmp_path / "汇总表.xlsx")


@pytest.mark.office
def test_done_is_green_behind_is_red_and_the_marks_are_printed(tmp_path):
    """As printed: ▲ in green from the elapsed share on, ● down to ten points behind, ▼ in red below; nothing unmarked."""
    (printed,) = convert([master(tmp_path)], tmp_path, "pdf")
    with pdfplumber.open(printed) as pdf:
        (page,) = (page for page in pdf.pages if "目标任务完成情况" in page.extract_text().split("\n")[0])
        words = page.extract_words(extra_attrs=["non_stroking_color"])
    shown = {word["text"]: word["non_stroking_color"] for word in words if MARKED.fullmatch(word["text"])}
    assert {said for _, said in PAID.values()} <= set(shown)
    assert not {said[1:] for _, said in PAID.values() if said != "▲50.0%"} & set(shown)
    for said, (red, green, _) in shown.items():
        if said[0] in "▲▼":
            assert (green > red) == (said[0] == "▲"), said


@pytest.mark.office
def test_colours_change_no_value(tmp_path):
    """The marks are formats: recalculated, every cell is what it was."""
    made = master(tmp_path)
    (again,) = recalculated([made], tmp_path / "重算")
    assert [*differences(made, again)] == []


def test_a_share_is_due_in_full_at_any_time():
    """资金到位率 of 60 % where 50 % of the year has passed is not ahead of 100 %."""
    assert [light_of(rate, 1).mark for rate in (1, 0.95, 0.6)] == ["▲", "●", "▼"]


@pytest.mark.parametrize(
    ("points", "yellow"), [("5", ["▼", "▼"]), ("10", ["●", "▼"]), ("15", ["●", "●"]), ("20", ["●", "●"])]
)
def test_how_far_behind_is_yellow_is_a_reading(tmp_path, points, yellow):
    """NX-R6 `slightly_behind`: 40 % and 39 % where 50 % is due; the rule and the legend of the sheet both say it."""
    assert [light_of(rate, 0.5, int(points)).mark for rate in (0.4, 0.39)] == yellow
    sheet = openpyxl.load_workbook(master(tmp_path, slightly_behind=points))["目标完成情况"]
    rules = [rule for rules in sheet.conditional_formatting._cf_rules.values() for rule in rules]
    tests = {rule.formula[0].rpartition(",6)")[2] for rule in rules if "ROUND" in (rule.formula or [""])[0]}
    share = int(points) / 100
    assert tests == {">=0,FALSE)", f">=-{share:g},FALSE)", f"<-{share:g},FALSE)"}
    assert f"●黄，落后不超过{points}个百分点；▼红，落后超过{points}个百分点" in sheet["A2"].value


def lights_of(sheet):
    """(mark, its font's red, green) of every conditional format of a sheet that shows a state."""
    for rules in sheet.conditional_formatting._cf_rules.values():
        for rule in rules:
            said = rule.dxf.numFmt.formatCode if rule.dxf and rule.dxf.numFmt else ""
            if rule.dxf and rule.dxf.font and rule.dxf.font.color and not rule.dxf.font.strike:
                colour = rule.dxf.font.color.rgb[-6:]
                yield (re.findall("[▲●▼]", said) or [""])[0], int(colour[:2], 16), int(colour[2:4], 16)


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.folder for sample in SAMPLES])
def test_every_sheet_that_uses_a_colour_says_what_it_means(tmp_path, sample):
    """All workbooks of all counties: no colour without its mark, no mark without its line, red only with ▼."""
    workspace, _ = run_demo(tmp_path / "演示", sample, lambda *_: None)
    used = set()
    for path in sorted((workspace.root / "输出").rglob("*.xlsx")):
        if "退回修改" in path.parts:
            continue
        for sheet in openpyxl.load_workbook(path):
            texts = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
            for mark, red, green in lights_of(sheet):
                used.add(mark)
                assert mark in {light.mark for light in Light}, sheet.title
                assert (mark == "▼") == (red > 2 * green) and (mark == "▲") == (green > red), sheet.title
                assert mark in texts, f"{sheet.title} does not say what {mark} means"
    assert used == {"▲", "●", "▼"}
