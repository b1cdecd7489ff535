"""A project that was made in a test, judged as intake judges one that it reads."""

from msgspec.structs import replace

from toolkit.intake.values.meanings import meanings_from
from toolkit.model.regions import Home
from toolkit.model.submission import Project

LUZHAI = Home("450223")


def judged(project: Project, home: Home = LUZHAI) -> Project:
    """Return the project with what its 投资来源, 行业 and name mean."""
    return replace(project, meanings=meanings_from(home))
