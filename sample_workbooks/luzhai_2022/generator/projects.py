"""The invented projects of the county, and how far each has come by the end of a month."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from writing.layout import Entry

SEED = 2022
MONTH_END = {"2022-05": date(2022, 5, 31), "2022-06": date(2022, 6, 30)}
GUANGXI = ("柳州", "南宁", "贵港", "来宾", "桂林", "玉林", "广西")

# Per stage: two wordings on reaching it, two for a month later.
PROGRESS = {
    "在谈": ("在谈", "洽谈中", "正在洽谈，已到现场考察", "在谈，双方正在商议投资协议"),
    "签约": ("已签约", "已签订投资协议", "已签约，正在办理前期手续", "已签约，正在编制规划方案"),
    "注册": ("已注册", "已签约并完成公司注册", "已注册，正在办理用地手续", "已注册，正在办理报建手续"),
    "开工": ("已开工", "已开工，正在进行主体施工", "已开工，主体工程已完成", "已开工建设，设备安装中"),
    "投产": ("已投产", "已竣工投产", "已投产，运行正常", "已投产，正在办理验收"),
}


@dataclass(frozen=True, slots=True)
class Project(Entry):
    """One project as it truly stands; dates are ``None`` where the step is not reached."""

    first: str
    line: str
    credit_code: str
    signed: date | None
    registered: date | None
    started: date | None
    produced: date | None
    paid_share_in_may: float
    industrial: bool
    land: int
    plant: int
    idle: int

    @property
    def outside(self) -> bool:
        """Whether the money comes from outside Guangxi."""
        return not self.source.startswith(GUANGXI)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a clerk knows of a project at the end of a month."""

    project: Project
    stage: str
    progress: str
    signed: date | None
    registered: date | None
    started: date | None
    produced: date | None
    paid: int
    land: int
    plant: int
    idle: int


def load_projects(path: Path) -> tuple[Project, ...]:
    """Read ``projects.csv``; telephone numbers and codes are dealt from the fixed seed."""
    dice = random.Random(SEED)
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(_project(row, number, dice) for number, row in enumerate(csv.DictReader(stream)))


def _project(row: dict[str, str], number: int, dice: random.Random) -> Project:
    day = {name: _day(row[name]) for name in ("signed", "registered", "started", "produced")}
    return Project(
        key=row["key"],
        first=f"2022-0{row['first']}",
        line=row["line"],
        industry=row["industry"],
        name=row["name"],
        investor=row["investor"],
        invest=int(row["invest"]),
        source=row["source"],
        contact=row["contact"],
        phone=f"1990000{1000 + 83 * number + dice.randrange(80):04d}",
        credit_code=credit_code(number + 11),
        paid=int(row["paid"]),
        paid_share_in_may=dice.choice((0.6, 0.65, 0.7, 0.75, 0.8)),
        industrial=row["industrial"] == "1",
        emerging=row["emerging"] == "1",
        land=int(row["land"]),
        plant=int(row["plant"]),
        idle=int(row["idle"]),
        **day,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def credit_code(number: int) -> str:
    """An invented 统一社会信用代码 whose check digits are right (GB 11714, GB 32100)."""
    body = f"MA0000{number:02d}"
    organization = body + _digit_11714(body)
    first = "91450223" + organization
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(letter) * pow(3, place, 31) for place, letter in enumerate(first))
    return first + alphabet[(31 - total % 31) % 31]


def _digit_11714(body: str) -> str:
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = (11 - sum(values.index(c) * w for c, w in zip(body, weights, strict=True)) % 11) % 11
    return "X" if rest == 10 else str(rest)


def standing(project: Project, period: str, number: int) -> Standing:
    """The project as known at the end of ``period``; ``number`` varies the clerk's wording."""
    reached = _reached(project, period)
    stage = _stage(reached)
    wording = PROGRESS[stage]
    older = project.first < period and stage == _stage(_reached(project, "2022-05"))
    turn = number % 2 + 2 * older
    share = 1.0 if period == "2022-06" else project.paid_share_in_may
    landed = reached["registered"] is not None
    return Standing(
        project=project,
        stage=stage,
        progress=wording[turn],
        paid=round(project.paid * share / 10) * 10 if landed else 0,
        land=project.land if landed else 0,
        plant=project.plant if landed else 0,
        idle=project.idle if landed else 0,
        **reached,
    )


def _reached(project: Project, period: str) -> dict[str, date | None]:
    return {name: _until(getattr(project, name), period) for name in ("signed", "registered", "started", "produced")}


def _until(day: date | None, period: str) -> date | None:
    return day if day is not None and day <= MONTH_END[period] else None


def _stage(reached: dict[str, date | None]) -> str:
    names = {"produced": "投产", "started": "开工", "registered": "注册", "signed": "签约"}
    return next((stage for name, stage in names.items() if reached[name]), "在谈")


def of_unit(projects: Sequence[Project], prefix: str, period: str) -> list[Project]:
    """The projects a unit (by key prefix) reports in ``period``, old ones first."""
    mine = [p for p in projects if p.key.startswith(prefix) and p.first <= period]
    return sorted(mine, key=lambda p: p.first)
