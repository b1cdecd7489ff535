"""One invented project of 港南, 南县 or 交城, how far it has come by the end of a month, and how it fills a row."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from writing.columns import BASE, shape
from writing.grid import Value
from writing.layout import Entry
from writing.submission import Submission

STAGES = ("投产", "开工", "注册", "签约")
WORDS = {
    "投产": ("已投产", "已竣工投产，运行正常"),
    "开工": ("已开工", "已开工，正在进行主体施工"),
    "注册": ("已注册", "已签约并完成公司注册"),
    "签约": ("已签约", "已签约，正在办理前期手续"),
    "在谈": ("在谈", "正在洽谈，已到现场考察"),
}
PACKAGED = "策划包装完成，前期推介中"
COMMON = (*BASE, "paid", "signed", "started", "emerging")
DATED = {"signed": "签约", "registered": "注册", "started": "开工", "produced": "投产"}
FLAGS = ("emerging", "fortune500", "in_statistics", "packaged")


@dataclass(frozen=True, slots=True)
class Project(Entry):
    """A project as it truly stands; ``trade`` in 万元, ``fdi`` and ``contract`` in 万美元."""

    unit: str
    first: int
    dates: dict[str, date]
    fdi: int
    contract: int
    trade: int
    fortune500: bool
    in_statistics: bool
    packaged: bool

    def stage(self, end: date) -> str:
        """The stage reached by a day."""
        return next((stage for stage in STAGES if stage in self.dates and self.dates[stage] <= end), "在谈")

    def reached(self, stage: str, end: date) -> date | None:
        """The day of a stage, if it lies before ``end``."""
        day = self.dates.get(stage)
        return day if day and day <= end else None

    def progress(self, end: date, place: int) -> str:
        """What the clerk writes: short and long by turns."""
        if self.packaged:
            return PACKAGED
        return WORDS[self.stage(end)][place % 2]

    def paid_by(self, month: int, last: int) -> int:
        """Funds received by a month: all of them in the last, less before."""
        return self.paid if month >= last else self.paid * 8 // 10


def load_projects(path: Path) -> list[Project]:
    """Read projects.csv; telephone numbers follow from the row and are impossible (1990000NNNN)."""
    result = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            dates = {stage: date.fromisoformat(row[stage]) for stage in STAGES if row[stage]}
            flags = {name: row[name] == "1" for name in FLAGS}
            counts = {name: int(row[name] or 0) for name in ("invest", "paid", "fdi", "contract", "trade")}
            texts = {name: row[name] for name in ("key", "unit", "industry", "name", "investor", "source", "contact")}
            phone = f"1990000{1000 + number * 7:04d}"
            result.append(Project(first=int(row["first"]), phone=phone, dates=dates, **texts, **counts, **flags))
    return result


def value_of(column: str, project: Project, place: int, submission: Submission, month: date, last: int) -> Value:
    """The cell of ``column`` for the project at ``place`` of the list (from 0) at the end of ``month``."""
    style = submission.styles[place % len(submission.styles)]
    if column in ("invest", "paid", "trade"):
        amounts = {"invest": project.invest, "paid": project.paid_by(month.month, last), "trade": project.trade}
        amount = amounts[column]
        if not amount and column != "invest":
            return 0 if column == "paid" else None
        return amount if submission.ten_thousand else amount / 10_000
    if column in ("fdi", "contract"):
        dollars: int = getattr(project, column)
        return dollars or None
    if column in DATED:
        day = project.reached(DATED[column], month)
        return shape(day, style) if day else None
    if column in FLAGS:
        return "是" if getattr(project, column) else "否"
    signed = project.reached("签约", month)
    plain: dict[str, Value] = {
        "number": place + 1,
        "entry": shape(signed, style) if signed else f"{month.year}年",
        "progress": project.progress(month, place),
    }
    return plain[column] if column in plain else str(getattr(project, column))
