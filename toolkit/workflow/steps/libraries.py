"""Where is the county's register kept? In 项目库.xlsx, written anew after each consolidation; the former one stays."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from toolkit.files import saving
from toolkit.intake.tables.corrected import correctable
from toolkit.model.corrections import CorrectionLine
from toolkit.model.ledger import Consolidation
from toolkit.workflow.steps.answers import previous_of
from toolkit.workflow.steps.workspace import Workspace


def keep_register(workspace: Workspace, result: Consolidation, added: Sequence[CorrectionLine] = ()) -> Path | None:
    """Write 项目库.xlsx anew, whole or not at all; what stood there stays as 项目库（上次）.xlsx.

    ``added`` are corrections that are new.  Returns ``None`` where nothing was reported yet, and while the book is open
    in Excel: it is the office's own.
    """
    from toolkit.workbooks.books.register_workbook import drawn_register

    path, library = workspace.register_book, result.library
    if library is None or not (library.register.projects or path.exists()):
        return None
    book = replace(library.book, corrections=(*library.book.corrections, *added))
    content = drawn_register(replace(library, book=book), tuple(correctable(workspace.scheme.own_columns).values()))
    if path.exists() and path.read_bytes() == content:
        return path
    try:
        saving.refuse_open(path)
        if path.exists():
            saving.copy(path, previous_of(path))
        saving.replace(content, path)
    except saving.OpenElsewhereError:
        return None
    return path
