"""The table in a test is the 出行台账: rows of 行程, 人员, 拜访 and 月报, cells parted by bars."""

from pathlib import Path

from tests.drawn import drawn_sheet
from toolkit.workflow.steps.trip_papers import Journal, read_journal

SHEETS = {
    "行程": "行程编号 招商组 申请单位 目的地 出发日期 返回日期 批准日期 审批意见 备案编号 事由",
    "人员": "行程编号 姓名 单位 角色 级别",
    "拜访": "行程编号 企业 拟投资项目 线索等级",
    "月报": "招商组或单位 月份 预算报送日期 汇报报送日期",
}
LEADER = "L-1|甲|县林业局|带队领导|科级"


def draw_register(path: Path, **drawn: str) -> Path:
    """Write a register from the rows of each sheet."""
    drawing = ""
    for name, headings in SHEETS.items():
        rows = [headings.split(), *(row.split("|") for row in drawn.get(name, "").strip().splitlines())]
        drawing += f"sheet {name}\n | {' | '.join('ABCDEFGHIJ'[: len(rows[0])])}\n"
        for number, row in enumerate(rows, 1):
            drawing += f"{number} | {' | '.join(cell.strip() for cell in row)}\n"
    drawn_sheet(drawing, path)
    return path


def journal_of(path: Path, scheme, period, as_of, **drawn: str) -> Journal:
    """Hold a drawn register against a scheme."""
    return read_journal(draw_register(path, **drawn), scheme, period, as_of)


def done(journal: Journal, unit: str) -> list[tuple[str, int, int]]:
    """(role or clause, required, done) of a unit's lines."""
    lines = [line for line in journal.travel.quotas if line.unit == unit]
    return [(line.quota.role or line.quota.citation.id, line.required, line.actual) for line in lines]


def said(journal: Journal, *kinds: str) -> list[str]:
    """The messages of some kinds of finding."""
    return [one.message for one in journal.travel.findings if one.kind in kinds]


def one_trip(where="广东省佛山市", unit="县林业局", approved="2022-06-06", opinion="", group="", day="2022-06-07"):
    """A row of 行程: three days."""
    back = f"{day[:-2]}{int(day[-2:]) + 2:02d}"
    return f"L-1|{group}|{unit}|{where}|{day}|{back}|{approved}|{opinion}|备1|拜访企业"
