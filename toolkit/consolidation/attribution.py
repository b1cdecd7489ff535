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


def attribute(project: Project, scheme: Scheme, unit: str = "") -> Attribution:
    """Return the first target row that claims the project, in the ways that the scheme names, in their order.

    ``industry``: by keyword in its name or by its 行业 (LZ annex 1, note 1: the office sorts by 行业范围 what units
    report by territory); ``unit``: the row led by the unit that reports it (GN annexes, NX-U1).
    """
    ways = [_by_unit(unit, scheme) if way == "unit" else _by_industry(project, scheme) for way in scheme.attribute_by]
    return next((way for way in ways if way.row is not None), ways[-1])


def _by_unit(unit: str, scheme: Scheme) -> Attribution:
    row = next((row for row in scheme.target_rows if row.lead_unit == unit), None)
    return Attribution(row, "按报送单位" if row else f"“{unit}”没有目标任务")


def _by_industry(project: Project, scheme: Scheme) -> Attribution:
    industry, name = project.industry or "", project.name or ""
    for row in scheme.target_rows:
        for word in row.keywords:
            if word in name or word in industry:
                return Attribution(row, f"含“{word}”")
        for word in row.industries:
            if word in industry:
                return Attribution(row, f"行业含“{word}”")
    return Attribution(None, f"行业“{industry}”没有对应的招商组" if industry else "没有填行业")


def region(source: str | None, scheme: Scheme) -> str:
    """Return 区内, 境外, 区外 or 未明 for a 投资来源 (LZ-T2: 区外 is outside the autonomous region)."""
    if not source:
        return "未明"
    if any(source.startswith(place) or f"（{place}" in source for place in scheme.home_region):
        return "区内"
    if any(place in source for place in scheme.abroad):
        return "境外"
    return "区外"


def sector(project: Project, scheme: Scheme) -> str:
    """Return 工业 or 其他: what the unit ticked, else by the words of 行业 and name."""
    industrial = project.industrial
    if industrial is None:
        industrial = _has_word(project, scheme.industrial)
    return "工业" if industrial else "其他"


def emerging(project: Project, scheme: Scheme) -> str:
    """Return 是 or 否: what the unit ticked, else by the words of 行业."""
    ticked = project.emerging
    if ticked is None:
        ticked = any(word in (project.industry or "") for word in scheme.emerging)
    return "是" if ticked else "否"


def _has_word(project: Project, words: tuple[str, ...]) -> bool:
    return any(word in (project.industry or "") for word in words)
