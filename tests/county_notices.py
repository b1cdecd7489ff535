"""What does each county's office print in an empty, a usual and a crowded month? ``python -m tests.county_notices``.

It writes tests/golden/notices/<county><size>.txt anew: read them in full before they are committed.
"""

import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from msgspec.structs import replace

from tests.spec.test_notice import GOLDEN, text_of
from tests.walks import laid_out
from toolkit.model.errors import ToolkitError
from toolkit.model.notice_forms import FIELD_SHEET, LINE_SHEET
from toolkit.workflow.actions.demo import COPIED, SAMPLES, SUPPLIED, Sample
from toolkit.workflow.steps import month, official_notices, trip_papers
from toolkit.workflow.steps.workspace import REPORTS, open_workspace

_FINDING = re.compile(r"^(\d+｜[^｜\n]*(?:单元格|表|文件|行))｜[^｜\n]*$", re.MULTILINE)
_PLACE_ALONE = r"\1｜…"
SIZES = ("空月", "平月", "忙月")
# What only a person knows, in each county's own words: who is called in, by whom, where, about what.
KNOWN = {
    "luzhai-2022": ("县林业局", "县人民政府分管副县长", "县投促中心会议室", "县投促中心李甲", "县林业局李乙"),
    "gangnan-2018": ("区招商局", "区人民政府分管副区长", "区招商局会议室", "区发改局李甲", "区林业局李乙"),
    "nanxian-2022": ("中鱼口镇", "县长", "县商务局会议室", "县商务局李甲", "南洲镇李乙"),
    "jiaocheng-2022": ("财政管理部", "开发区管委会分管领导", "招商引资部会议室", "招商引资部李甲", "财政管理部李乙"),
}


def filled(path: Path, sample: Sample, as_of: date) -> None:
    """Fill in what a form leaves empty, as the office of that county does."""
    unit, leader, place, *people = KNOWN[sample.scheme]
    day = as_of.replace(day=28).isoformat()
    known = {
        "督查情况": [f"{as_of.year}年{as_of.month}月，督查组对各有关单位招商引资工作进行了督查"],
        "存在问题": [f"{unit}：招商引资项目跟进不及时"],
        "整改期限": [day],
        "约谈单位": [unit],
        "约谈对象": ["主要负责人"],
        "约谈人": [leader],
        "约谈时间": [f"{as_of.year}年{as_of.month}月28日上午9:00"],
        "约谈地点": [place],
        "材料报送日期": [day],
        "期号": ["3"],
        "会议名称": [f"{as_of.year}年招商引资工作调度会"],
        "会议日期": [day],
        "会议时间": [f"{as_of.year}年{as_of.month}月28日下午3:00"],
        "会议地点": [place],
        "会议内容": ["通报目标任务完成情况", "安排下一步工作"],
        "参会人员": ["各牵头单位主要负责人"],
        "报名期限": [as_of.replace(day=27).isoformat()],
        "主持人": [leader],
        "听取内容": ["会议听取了各牵头单位工作汇报"],
        "议定事项": [f"由{unit}抓好项目跟进", "按月通报目标任务完成情况"],
        "出席": people,
        "签发人": ["李甲"],
    }
    book = openpyxl.load_workbook(path)
    if FIELD_SHEET in book.sheetnames:
        rows = list(book[FIELD_SHEET].iter_rows(min_row=2))
        begun = {row[0].value for row in rows if row[1].value}
        for label in {row[0].value for row in rows} - begun:
            cells = [row[1] for row in rows if row[0].value == label]
            for cell, value in zip(cells, known.get(str(label), []), strict=False):
                cell.value = value
    if LINE_SHEET in book.sheetnames and book[LINE_SHEET]["A2"].value is None:
        example = {
            "事项": "赴广东省招商",
            "金额（元）": 12500,
            "预算（元）": 12500,
            "支出（元）": 11860.5,
            "票据（张）": 14,
        }
        for cell in book[LINE_SHEET][1]:
            book[LINE_SHEET].cell(2, cell.column).value = example.get(str(cell.value), unit)
    book.save(path)


def papers(sample: Sample, size: str, root: Path) -> dict[str, Path | str]:
    """Make a county's month below ``root``; return every notice by name, or the sentence why there is none."""
    period = sample.period.shifted(-1) if size == "平月" else sample.period
    as_of = sample.as_of if size != "平月" else period.shifted(1).first_day.replace(day=6)
    folders = [name for name in (*COPIED, *SUPPLIED) if size != "空月" or name != REPORTS]
    workspace = open_workspace(laid_out(root, sample, folders)).at(period)
    result = month.consolidate_workspace(workspace, period, as_of)
    wishes = official_notices.Wishes(contact_line="联系人：李甲，电话：0000-0000000")
    made: dict[str, Path | str] = {}
    for kind in official_notices.KINDS:
        try:
            written = official_notices.write_notices(kind, result, wishes, workspace.notice_forms, root / "文")
            if written.form:
                filled(written.form, sample, as_of)
                written = official_notices.write_notices(kind, result, wishes, workspace.notice_forms, root / "文")
            made |= {path.stem: path for path in written.documents}
        except ToolkitError as reason:
            made[kind] = str(reason)
    again = replace(wishes, urged_on=as_of - timedelta(days=2))
    second = official_notices.write_reminder(result, again, root / "文" / "催报通知（再次）.docx")
    if second:
        made[second.stem] = second
    if size == "忙月":
        journal = trip_papers.read_journal(workspace.trip_register, result.scheme, period, as_of)
        first = journal.register.trips[0].id
        for path in trip_papers.write_forms(("plan", "report"), journal, root / "出行文", None, id=first):
            made[path.stem] = path
    return made


def told(made: dict[str, Path | str]) -> str:
    """Return all papers as one text, each under its name."""
    # What a finding says is the catalogue's; here stands where it is.
    words = {name: text_of(what) if isinstance(what, Path) else what for name, what in made.items()}
    return "\n".join(f"## {name}\n{_FINDING.sub(_PLACE_ALONE, text)}" for name, text in words.items())


def golden(sample: Sample, size: str) -> Path:
    """Return where a county's month is kept as it was read and found good."""
    return GOLDEN / f"{sample.workspace}{size}.txt"


if __name__ == "__main__":
    for one in SAMPLES:
        for of in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                golden(one, of).write_text(told(papers(one, of, Path(folder))), "utf-8")
