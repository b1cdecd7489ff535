"""Which clause does a rule come from, and which rows does it select?"""

import re
from dataclasses import dataclass

# The documents were published with half-width marks in places; between digits they belong to the number (1,000).
_HALF_WIDTH = re.compile(r"[,;:](?!\d)|(?<!\d)[,;:]|[()?!]")
_FULL_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")
# So many letters of a clause are quoted beside a finding.
MOST_QUOTED = 30


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: the requirement's id, the document's line and its words."""

    id: str
    line: int
    quote: str

    def __str__(self) -> str:
        return f"{self.id}“{self.quote}”" if self.quote else self.id

    @property
    def printed(self) -> str:
        """The words as a paper quotes them, with full-width marks (GB/T 15834)."""
        return _HALF_WIDTH.sub(lambda mark: mark[0].translate(_FULL_WIDTH), self.quote)

    @property
    def words(self) -> str:
        """The document's words for readers who do not know our ids; a long clause is cut to its beginning."""
        short = self.quote if len(self.quote) <= MOST_QUOTED else f"{self.quote[:MOST_QUOTED]}……"
        return f"原文：“{short}”"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition on a ledger column: ``investment_yuan >= 100000000``.

    ``operator`` is one of ``= >= <=``.  An empty cell never meets a criterion, in pandas and in
    COUNTIFS alike; that is why there is no ``<>``, which the two would answer differently.
    """

    column: str
    operator: str
    value: int | str
