"""What were a project's words taken for? The same words are judged once, in a run and for the next one."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from toolkit.consolidation.attribution import Attribution
from toolkit.model.meanings import NOTHING_KNOWN, Meanings
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Project, Submission
from toolkit.model.trades import Trade

# What a judgement depends on beside the rulebook: the judge, 行业, 项目名称, 项目属地 and the unit.
Words = tuple[Meanings, str | None, str | None, str | None, str]
# What a name says: its core without common words, and the phase, village, output … that it states.
NameSaid = tuple[str, Mapping[str, frozenset[str]]]
# A table's judgements as they are kept: each different one once, which one each row has (-1: none), what its name says.
Row = tuple[Trade, str, str, tuple[str, ...], str]
Kept = tuple[Sequence[Row], Sequence[int], Sequence[NameSaid | None]]


class JudgedTexts(Struct):
    """What words were taken for under one rulebook.

    A judgement is found by all the words that it was made from and by nothing else: what was kept cannot be outdated,
    as words that were changed are other words.
    """

    trades: dict[Words, tuple[Trade, Attribution]] = field(default_factory=dict)
    names: dict[str, NameSaid] = field(default_factory=dict)

    def lacks(self, table: Submission) -> bool:
        """Tell whether any words of a table's projects are still to be judged."""
        return any(key not in self.trades for key in _keys(table))

    def kept(self, table: Submission) -> Kept:
        """Return the judgements of a table's projects, as plain nouns of the model."""
        different: dict[Row, int] = {}
        rows = []
        for key in _keys(table):
            judged = self.trades.get(key)
            rows.append(different.setdefault(_row(*judged), len(different)) if judged else -1)
        return tuple(different), rows, [self.names.get(one.name or "") for one in table.projects]

    def hear(self, table: Submission, kept: Kept, scheme: Scheme) -> None:
        """Take over what :meth:`kept` gave for a table with the same words, under the same rulebook."""
        different, rows, names = kept
        targets = {row.key: row for row in scheme.target_rows}
        judged = [
            (trade, Attribution(targets[row] if row else None, reason, choices, text))
            for trade, row, reason, choices, text in different
        ]
        trades = {key: judged[row] for key, row in zip(_keys(table), rows, strict=True) if row >= 0}
        told = zip(table.projects, names, strict=True)
        said = {project.name or "": words for project, words in told if words is not None}
        self.trades |= trades
        self.names |= said


def words_of(project: Project, unit: str) -> Words:
    """Return what the judgement of a project's words depends on."""
    return project.meanings, project.industry, project.name, project.territory, unit


def texts_of(table: Submission) -> tuple[str, list[tuple[bool, str | None, str | None, str | None]]]:
    """Return all words of a table that are judged: two tables with the same ones have the same judgements."""
    return table.unit or "", [
        (one.meanings is NOTHING_KNOWN, one.industry, one.name, one.territory) for one in table.projects
    ]


def _keys(table: Submission) -> Iterator[Words]:
    unit = table.unit or ""
    return (words_of(project, unit) for project in table.projects)


def _row(trade: Trade, attribution: Attribution) -> Row:
    key = attribution.row.key if attribution.row else ""
    return trade, key, attribution.reason, attribution.choices, attribution.text
