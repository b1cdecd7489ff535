"""How is the sum of a year's conduct laid before those who assess (LZ-R8)? As a Word annex, a line for each unit."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.model.conduct import ConductLine
from toolkit.model.documents import chinese_date
from toolkit.model.ledger import Consolidation
from toolkit.workflow.steps.tables import office_name, template
from toolkit.workflow.steps.workspace import Workspace

NOTHING = "—"


def _by_matter(lapses: Sequence[ConductLine], matters: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield what is said of each matter, in the document's order."""
    for matter in matters:
        yield matter, [line.said for line in lapses if line.matter == matter]


def print_conduct(workspace: Workspace, result: Consolidation) -> Path | None:
    """Write 年底绩效考核依据 as Word, the same lapses as the sheet 履职台账; ``None`` where no clause asks for it."""
    from toolkit.documents.books.kept_book import listing
    from toolkit.documents.paper.render import render
    from toolkit.workbooks.books.conduct_sheet import lapses_of, matters_of, title_of

    rule, scheme = result.scheme.rules.performance, result.scheme
    if rule is None:
        return None
    lapses, matters = lapses_of(result), matters_of(result)
    lines = []
    for unit in dict.fromkeys(line.unit for line in lapses):
        mine = [line for line in lapses if line.unit == unit]
        counts = {matter: sum(line.matter == matter for line in mine) for matter in matters}
        told = "。".join(f"{matter}：{'；'.join(said)}" for matter, said in _by_matter(mine, matters) if said)
        lines.append(
            {"单位": unit, "合计（件）": str(len(mine)), "具体事项": told}
            | {matter: str(count) if count else NOTHING for matter, count in counts.items()}
        )
    until = f"截至{chinese_date(result.period.reached(result.as_of))}"
    columns = ("单位", "合计（件）", *matters, "具体事项")
    basis = f"{scheme.cited_title}“{rule.citation.printed}”" if rule.citation.printed else scheme.cited_title
    lines = lines or [{"单位": "没有欠缺", "合计（件）": "0"}]
    office, signed = office_name(scheme), (f"{office_name(scheme)}负责人", "制表人")
    fields = listing(title_of(result).partition("（")[0], office, until, columns, lines, basis, signed)
    out = workspace.kept_papers(result.period) / f"{rule.name}.docx"
    return render(template("台账.docx", workspace.templates), fields, out)
