"""What is wrong with an official document? Every check, in one pass, over any .docx."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from toolkit.documents.lint import elements, layout, structure, text
from toolkit.documents.lint.draft import Draft, read_draft
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding

_PLACES = 5  # that are named before they are only counted
CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    text.document_numbers,
    text.damage,
    text.brackets,
    text.half_width,
    text.dates,
    text.left_open,
    elements.required,
    elements.types,
    elements.colours,
    structure.levels,
    structure.attachments,
    layout.page,
    layout.body,
    layout.page_numbers,
)


def lint(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a document, the weightiest first; raises ``ToolkitError`` if it is no .docx."""
    draft = read_draft(path)
    found = _counted([finding for check in CHECKS for finding in check(draft)])
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def _counted(findings: list[Finding]) -> list[Finding]:
    """Return one finding for each cause: what is said in the same words of several paragraphs is said once."""
    first: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        first.setdefault((finding.code, finding.message), []).append(finding)
    return [_together(same) if len(same) > 1 else same[0] for same in first.values()]


def _together(same: list[Finding]) -> Finding:
    places = list(dict.fromkeys(one.cell.sheet for one in same))
    shown = "、".join(places[:_PLACES]) + (f"等{len(same)}处" if len(same) > len(places[:_PLACES]) else "")
    return replace(same[0], cell=CellRef(same[0].cell.file, shown))
