"""Where the county stands in June by the tables as sent: the figures the README states."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from writing.layout import Sheet

from generator.projects import Project, Standing, standing

THRESHOLD = 500  # 万元: 「统计起点为区外总投资500万元及以上项目」
TWICE = ("JK05", "KF16")  # one project, reported by 江口乡 and by 鹿寨经开区管委 under two names


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: the county's target, what the tables show, the same with the project of TWICE counted once."""

    name: str
    target: float
    shown: float
    once: float


def figures(sheets: Sequence[Sheet[Project]]) -> list[Figure]:
    """Figures over all projects whose row is in a table; truth for amounts, not the typing mistakes."""
    now = [(standing(p, "2022-06", 0), sheet) for sheet in sheets for p in dict.fromkeys(sheet.placed.values())]
    known = [s for s, sheet in now if "paid" in sheet.submission.columns]
    rows = [s for s, _ in now if s.project.outside and s.project.invest >= THRESHOLD]
    new = [s for s in rows if _new(s)]
    industry = [s for s in new if s.project.industrial]
    large = [s for s in industry if s.project.invest >= 10_000]
    funded = [s for s in known if s.project.outside and s.project.invest >= THRESHOLD]
    return [
        _sum("区外境内到位资金（亿元）", 55, funded, lambda s: s.paid / 10_000),
        _sum("新签约项目", 60, new),
        _sum("其中新兴产业", 18, [s for s in new if s.project.emerging]),
        _sum("其中开工", 50, [s for s in new if s.started]),
        _sum("新引进工业项目", 40, industry),
        _sum("其中开工 (工业)", 25, [s for s in industry if s.started]),
        _sum("亿元工业项目", 25, large),
        _sum("其中开工 (亿元工业)", 18, [s for s in large if s.started]),
        _sum("新增供地（亩）", 1000, known, lambda s: s.land),
        _sum("标准厂房（万平方米）", 35, known, lambda s: s.plant / 10_000),
        _sum("盘活土地（亩）", 1500, known, lambda s: s.idle),
    ]


def by_line(sheets: Sequence[Sheet[Project]]) -> list[tuple[str, float, int]]:
    """Per target line: funds from outside Guangxi in 亿元, projects signed in 2022 from outside."""
    totals: dict[str, tuple[float, int]] = {}
    for sheet in sheets:
        for project in dict.fromkeys(sheet.placed.values()):
            if not project.outside or project.key == TWICE[1]:
                continue
            now = standing(project, "2022-06", 0)
            funds, signed = totals.get(project.line, (0.0, 0))
            funds += now.paid / 10_000 if "paid" in sheet.submission.columns else 0
            signed += _new(now)
            totals[project.line] = (funds, signed)
    return [(line, round(funds, 2), signed) for line, (funds, signed) in totals.items()]


def _new(now: Standing) -> bool:
    return now.signed is not None and now.signed.year == 2022


def _one(_: Standing) -> float:
    return 1


def _sum(name: str, target: float, rows: Sequence[Standing], value: Callable[[Standing], float] = _one) -> Figure:
    shown = round(sum(value(s) for s in rows), 4)
    once = round(sum(value(s) for s in rows if s.project.key != TWICE[1]), 4)
    return Figure(name, target, shown, once)
