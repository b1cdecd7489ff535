"""What is wrong with an official document? Every check, in one pass, over any .docx."""

from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.documents.lint import layout, structure, text
from toolkit.documents.lint.draft import Draft, read_draft
from toolkit.model.findings import Finding

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    text.document_numbers,
    text.damage,
    text.brackets,
    text.half_width,
    text.dates,
    text.left_open,
    structure.levels,
    structure.attachments,
    layout.page,
    layout.body,
    layout.page_numbers,
)


def lint(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a document, the weightiest first; raises ``ToolkitError`` if it is no .docx."""
    draft = read_draft(path)
    found = [finding for check in CHECKS for finding in check(draft)]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))
