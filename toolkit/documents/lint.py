"""What is wrong with an official document? Every check, in one pass, over any .docx."""

from collections.abc import Callable, Iterator
from pathlib import Path

from toolkit.documents import lint_layout, lint_structure, lint_text
from toolkit.documents.draft import Draft, read_draft
from toolkit.model.findings import Finding

CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    lint_text.document_numbers,
    lint_text.damage,
    lint_text.brackets,
    lint_text.half_width,
    lint_text.dates,
    lint_text.left_open,
    lint_structure.levels,
    lint_structure.attachments,
    lint_layout.page,
    lint_layout.body,
    lint_layout.page_numbers,
)


def lint(path: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a document, the weightiest first; raises ``ToolkitError`` if it is no .docx."""
    draft = read_draft(path)
    found = [finding for check in CHECKS for finding in check(draft)]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))
