"""Which 等次 does a total come to, and what moves a unit up or down? Rules, and what they made of a unit."""

from collections.abc import Mapping

from msgspec import Struct, field

from toolkit.model.clause import Citation, Condition
from toolkit.model.scoring import FigureTest

UNDECIDED_GRADE, NO_GRADE = "待研究", "未定等次"


class Grade(Struct, frozen=True):
    """One 等次 of a year, or of a quarter; they stand best first, and a unit has the first whose conditions it meets.

    ``least`` is the total from which on it is given, ``best`` the last place that has it, ``share`` the part of a
    class that may have it at most (30 % of 10 units are 3).  ``where`` are conditions on the unit's figures.  What is
    ``None`` or empty is no condition.  ``kinds`` are the kinds of unit that it is for (empty: all).
    """

    id: str
    name: str
    citation: Citation
    least: int | float | None = None
    best: int | None = None
    share: float | None = None
    where: tuple[FigureTest, ...] = ()
    every: str = "year"
    kinds: tuple[str, ...] = ()

    def places(self, of: int) -> int | None:
        """Return how many of so many units may have it, ``None`` for any number."""
        limits = [self.best, None if self.share is None else int(of * self.share + 1e-9)]
        known = [limit for limit in limits if limit is not None]
        return min(known) if known else None


class GradeChange(Struct, frozen=True):
    """What moves a unit ``up`` or ``down`` so many grades, or keeps it at ``most`` (the name of a grade).

    It needs all that is written: ``minimum`` projects that meet ``criteria``, so many events of ``event`` in 计分台账,
    and figures that meet ``where``.
    """

    id: str
    name: str
    citation: Citation
    up: int = 0
    down: int = 0
    most: str = ""
    criteria: tuple[Condition, ...] = ()
    event: str = ""
    minimum: int = 1
    where: tuple[FigureTest, ...] = ()
    every: str = "year"
    kinds: tuple[str, ...] = ()


class GradeMove(Struct, frozen=True):
    """A change that met a unit, and in words what it rests on."""

    change: GradeChange
    why: str

    @property
    def how(self) -> str:
        """``晋1档``."""
        one = self.change
        return f"晋{one.up}档" if one.up else f"降{one.down}档" if one.down else f"最高定为{one.most}"

    def __str__(self) -> str:
        return f"{self.change.name}，{self.how}：{self.why}"


class UnitGrade(Struct, frozen=True):
    """The grade of one unit: ``first`` by total and place, then its ``moves``; ``doubt`` says what is open.

    ``grades`` are those of its class, best first; ``verdicts`` say of a grade with conditions on figures whether the
    unit meets them, ``None`` where nobody can tell.
    """

    unit: str
    first: str
    moves: tuple[GradeMove, ...]
    grades: tuple[Grade, ...]
    verdicts: Mapping[str, bool | None] = field(default_factory=dict)
    doubt: str = ""

    @property
    def name(self) -> str:
        """The grade after its moves."""
        return self.after(self.first)

    def after(self, first: str) -> str:
        """Return what the moves make of a grade: up and down first, then no better than the lowest ``most``."""
        names = [grade.name for grade in self.grades]
        if first not in names:
            return first
        at = names.index(first) - sum(one.change.up - one.change.down for one in self.moves)
        at = max(0, min(len(names) - 1, at))
        return names[max([at, *(names.index(one.change.most) for one in self.moves if one.change.most in names)])]
