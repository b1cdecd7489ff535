"""A project that was made in a test, judged as intake judges one that it reads."""

from dataclasses import replace

from toolkit.intake.values.regions import judge_source, province_of
from toolkit.intake.values.trades import judge_trade
from toolkit.model.regions import Home
from toolkit.model.submission import Project

LUZHAI = Home("450223")


def judged(project: Project, home: Home = LUZHAI) -> Project:
    """Return the project with what its 投资来源, 行业 and name mean."""
    return replace(
        project,
        reach=judge_source(project.source, home),
        province=province_of(project.source, home),
        trade=judge_trade(project.industry, project.name),
    )
