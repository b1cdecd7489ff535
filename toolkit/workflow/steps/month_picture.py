"""How does the month become one picture for a phone? As everybody may see it: without telephones."""

from pathlib import Path

from toolkit.model.ledger import Consolidation
from toolkit.workflow.steps.gate import leaving
from toolkit.workflow.steps.workspace import Workspace


def picture_name(result: Consolidation) -> str:
    """Return the picture's file name: 鹿寨县2022年6月招商引资一图读懂.png."""
    return f"{result.scheme.jurisdiction}{result.period.label}招商引资一图读懂.png"


def cannot_draw() -> str:
    """Return why this machine cannot draw the picture, '' where it can."""
    from toolkit.documents.picture.drawing import why_not

    return why_not()


def write_month_picture(workspace: Workspace, result: Consolidation, folder: Path) -> Path:
    """Draw the picture into a folder and return where it went.

    Raises ``ToolkitError`` where the library that draws, or a Chinese font, is missing: the sentence says which.
    """
    from toolkit.documents.picture.leader_picture import write_picture
    from toolkit.workbooks.sheet.lights import slightly_of

    shown = leaving(result, "", workspace.open_columns)
    return write_picture(shown, slightly_of(result.scheme), folder / picture_name(result))
