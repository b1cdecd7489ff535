"""One invented project, and how far it has come by the end of a month."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

STAGES = ("投产", "开工", "注册", "签约")
WORDS = {
    "投产": ("已投产", "已竣工投产，运行正常"),
    "开工": ("已开工", "已开工，正在进行主体施工"),
    "注册": ("已注册", "已签约并完成公司注册"),
    "签约": ("已签约", "已签约，正在办理前期手续"),
    "在谈": ("在谈", "正在洽谈，已到现场考察"),
}
PACKAGED = "策划包装完成，前期推介中"


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it truly stands; ``invest``, ``paid`` and ``trade`` in 万元, ``fdi`` and ``contract`` in 万美元."""

    key: str
    unit: str
    first: int
    industry: str
    name: str
    investor: str
    invest: int
    source: str
    contact: str
    phone: str
    dates: dict[str, date]
    paid: int
    fdi: int
    contract: int
    trade: int
    emerging: bool
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
            flags = {name: row[name] == "1" for name in ("emerging", "fortune500", "in_statistics", "packaged")}
            counts = {name: int(row[name] or 0) for name in ("invest", "paid", "fdi", "contract", "trade")}
            texts = {name: row[name] for name in ("key", "unit", "industry", "name", "investor", "source", "contact")}
            phone = f"1990000{1000 + number * 7:04d}"
            result.append(Project(first=int(row["first"]), phone=phone, dates=dates, **texts, **counts, **flags))
    return result
