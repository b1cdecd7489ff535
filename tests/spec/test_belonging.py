"""Belonging: a mailed table is filed where all that speak of month and unit agree (against a real Dovecot)."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from tests.mailroom import ARRIVED, JIANGKOU, SENDER, SINCE, collecting_office, mail_arrives  # noqa: F401 - fixtures
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions.collecting import collect
from toolkit.workflow.steps.month import consolidate_workspace


def retold(title: str, sheet: str = "Sheet1", stated: str = "填报单位：江口乡") -> bytes:
    """Return 江口乡's table of June under another title, sheet name and 填报单位."""
    book = openpyxl.load_workbook(JIANGKOU)
    book.active.title = sheet
    for row in book.active.iter_rows(max_row=3):
        for cell in row:
            if isinstance(cell.value, str) and any(word in cell.value for word in ("统计表", "江口", "单位")):
                cell.value = title if "统计表" in cell.value else stated
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


SEPTEMBER = datetime(2022, 9, 1, 9, 30).astimezone()
AGREED = {"title": "江口乡2022年6月统计表", "sheet": "6月", "stated": "填报单位：江口乡"}
AGREED |= {
    "name": "江口乡6月.xlsx",
    "subject": "江口乡报送6月统计表",
    "on": ARRIVED,
    "period": ReportingPeriod(2022, 6),
}


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        ({"title": "江口乡2022年5月统计表"}, "月份对不上：标题写的是2022年5月"),
        ({"title": "江口乡2021年6月统计表"}, "标题写的是2021年6月"),
        ({"sheet": "5月"}, "工作表名写的是5月"),
        ({"name": "江口乡5月.xlsx"}, "文件名写的是5月"),
        ({"subject": "江口乡报送5月统计表"}, "主题写的是5月"),
        ({"period": ReportingPeriod(2022, 5)}, "收邮件时指定的是2022年5月"),
        ({"on": SEPTEMBER}, "信是2022年9月1日到的"),
        ({"title": "拉沟乡2022年6月统计表"}, "单位对不上：表内写的是江口乡，标题写的是拉沟乡"),
        ({"stated": "填报单位：拉沟乡"}, "表内写的是拉沟乡"),
        ({"stated": "填报单位：江囗乡经发办"}, "表内写的是江囗乡经发办"),
        ({"name": "拉沟乡6月.xlsx"}, "文件名写的是拉沟乡"),
        ({"subject": "拉沟乡6月统计表"}, "主题写的是拉沟乡"),
        ({"sender": "lagou@luzhai.example"}, "发件人是拉沟乡"),
    ],
)
def test_where_those_who_speak_of_month_or_unit_disagree_nothing_is_filed(workspace, arrives, odd, why):
    """Title, sheet, 填报单位, file name, subject, --period, sender and day: one that differs sends it to 待认领."""
    said = AGREED | odd
    content = retold(said["title"], said["sheet"], said["stated"])
    sender = said.get("sender", SENDER)
    arrives((said["name"], content), subject=said["subject"], on=said["on"], sender=sender)
    (row,) = collect(workspace, SINCE, said["period"]).rows
    assert row.went_to == "待认领" and why in row.remark
    assert not list((workspace.root / "报送").rglob("*.xlsx"))


@pytest.mark.parametrize(
    "silent",
    [
        {},
        {"title": "招商引资项目统计表", "sheet": "Sheet1"},
        {"name": "统计表.xlsx", "subject": "报表"},
        {"subject": "江口乡报送5月（更正）和6月统计表"},
        {"subject": "江口乡5、6月报表"},
        {"subject": "7月4日报送江口乡、拉沟乡2022年6月报表"},
        {"title": "江口乡2022年1-6月统计表", "sheet": "附件2"},
        {"on": datetime(2022, 6, 28, 9, 30).astimezone(), "period": None},
    ],
)
def test_who_is_silent_or_names_several_does_not_disagree(workspace, arrives, silent):
    """A mail that goes with the tables of two months or units is no contradiction; nor is the table of the month itself."""
    said = AGREED | silent
    arrives((said["name"], retold(said["title"], said["sheet"])), subject=said["subject"], on=said["on"])
    (row,) = collect(workspace, SINCE, said["period"]).rows
    assert row.went_to == "报送/2022-06", row.remark


def test_a_correction_that_came_in_the_afternoon_counts_whatever_it_is_called(workspace, arrives):
    """The mail's time is kept: 09:00 江口乡6月报表（最终稿）, 15:00 江口乡6月; the second counts."""
    changed = openpyxl.load_workbook(JIANGKOU)
    changed.active["Z99"] = "更正"
    changed.save(workspace.root / "改.xlsx")
    for hour, name, path in (
        (15, "江口乡6月.xlsx", workspace.root / "改.xlsx"),
        (9, "江口乡6月报表（最终稿）.xlsx", JIANGKOU),
    ):
        arrives((name, path.read_bytes()), on=datetime(2022, 7, 4, hour).astimezone())
    collect(workspace, SINCE)
    result = consolidate_workspace(workspace, ReportingPeriod(2022, 6), date(2022, 7, 6))
    line = next(line for line in result.timeliness if line.unit == "江口乡")
    assert line.file == "2022-06/江口乡6月.xlsx" and line.why == "7月4日 15:00 收到，是最后一份"
