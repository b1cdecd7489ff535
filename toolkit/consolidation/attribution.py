"""Whose project is it? 行业 and keywords lead to a target row; what leads nowhere is 未归口."""

from dataclasses import dataclass

from toolkit.model.ledger import UNATTRIBUTED
from toolkit.model.scheme import Scheme, TargetRow
from toolkit.model.submission import Project


@dataclass(frozen=True, slots=True)
class Attribution:
    """A project's target row (``None``: 未归口) and why, in words for the ledger."""

    row: TargetRow | None
    reason: str

    @property
    def key(self) -> str:
        """The target row's key, or 未归口."""
        return self.row.key if self.row else UNATTRIBUTED


class Attributor:
    """The scheme's ways from a project to its target row, with what it has met before remembered.

    A hundred thousand projects have some dozens of trades between them: a trade is held against the keywords once.
    """

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._by_unit = {row.lead_unit: Attribution(row, "按报送单位") for row in reversed(scheme.target_rows)}
        # In the scheme's order: (row, word, whether the word may also stand in the project's name, the reason).
        self._words = tuple(
            (word, keyword, Attribution(row, f"含“{word}”" if keyword else f"行业含“{word}”"))
            for row in scheme.target_rows
            for keyword, words in ((True, row.keywords), (False, row.industries))
            for word in words
        )
        self._by_industry: dict[str, tuple[tuple[tuple[str, Attribution], ...], Attribution]] = {}

    def of(self, project: Project, unit: str = "") -> Attribution:
        """Return the first target row that claims the project, in the ways that the scheme names, in their order.

        ``industry``: by keyword in its name or by its 行业 (LZ annex 1, note 1: the office sorts by 行业范围 what
        units report by territory); ``unit``: the row led by the unit that reports it (GN annexes, NX-U1).
        """
        found = Attribution(None, "")
        for way in self._scheme.attribute_by:
            found = self._led_by(unit) if way == "unit" else self._worded(project)
            if found.row is not None:
                break
        return found

    def _led_by(self, unit: str) -> Attribution:
        return self._by_unit.get(unit) or Attribution(None, f"“{unit}”没有目标任务")

    def _worded(self, project: Project) -> Attribution:
        industry, name = project.industry or "", project.name or ""
        if industry not in self._by_industry:
            self._by_industry[industry] = self._met(industry)
        earlier, by_industry = self._by_industry[industry]
        for word, found in earlier:
            if word in name:
                return found
        return by_industry

    def _met(self, industry: str) -> tuple[tuple[tuple[str, Attribution], ...], Attribution]:
        """Return what the first word that stands in the 行业 says, and the keywords of names that come before it."""
        keywords: list[tuple[str, Attribution]] = []
        for word, keyword, found in self._words:
            if word in industry:
                return tuple(keywords), found
            keywords += [(word, found)] if keyword else []
        reason = f"行业“{industry}”没有对应的招商组" if industry else "没有填行业"
        return tuple(keywords), Attribution(None, reason)


def region(source: str | None, scheme: Scheme) -> str:
    """Return 区内, 境外, 区外 or 未明 for a 投资来源 (LZ-T2: 区外 is outside the autonomous region)."""
    if not source:
        return "未明"
    if any(source.startswith(place) or f"（{place}" in source for place in scheme.home_region):
        return "区内"
    if any(place in source for place in scheme.abroad):
        return "境外"
    return "区外"


def trade(industry: str | None, scheme: Scheme) -> tuple[bool, bool]:
    """Return whether the words of a 行业 make it industrial, and whether they make it emerging."""
    text = industry or ""
    return any(word in text for word in scheme.industrial), any(word in text for word in scheme.emerging)
