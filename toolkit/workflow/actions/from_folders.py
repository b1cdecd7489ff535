"""Which tables did a chat program save? They are copied from its folders, each once, by the rules of the mail."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from toolkit.intake.tables.identity import months_named, units_named
from toolkit.mail.archives import Budget, unpacked
from toolkit.mail.collect_ledger import CollectLedger
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import ARCHIVE, TABLE, Kind, kind_of, named_licence, named_like_table
from toolkit.model.letters import Attachment, CollectRow, MailHead, as_printed
from toolkit.model.office_settings import where
from toolkit.model.period import ReportingPeriod
from toolkit.model.sensitive import without_sensitive
from toolkit.workflow.steps import log_keeping
from toolkit.workflow.steps.belonging import belongs
from toolkit.workflow.steps.filing import Filing
from toolkit.workflow.steps.log_files import TEMPORARY, mark_of
from toolkit.workflow.steps.workspace import Workspace, every_file

LARGEST = 64 << 20  # bytes; what is larger is no table
BOX = "文件夹"
NAMES_SHOWN = 5


class Copied(Struct, frozen=True):
    """What was copied from folders; ``others`` counts workbooks and archives without a table of ours, which stay."""

    rows: tuple[CollectRow, ...]
    others: int
    said: tuple[str, ...] = ()


def copy_from(
    workspace: Workspace,
    folders: Sequence[Path],
    since: date,
    period: ReportingPeriod | None,
    today: date,
    progress: Callable[[str, int, int], None] = lambda _step, _done, _total: None,
) -> Copied:
    """Copy the tables that were saved since a day; the folders stay as they are.

    What was taken once is not taken again, though it was changed, moved or deleted in the workspace since.
    Raises ``ToolkitError`` naming a folder that is not there.
    """
    for folder in folders:
        if not folder.is_dir():
            raise ToolkitError(f"没有文件夹“{folder}”。请核对{where('folders')}，或命令里 --folder 后面写的位置。")
    files = [path for folder in folders for path in _recent(folder, workspace, since)]
    rows: list[CollectRow] = []
    others = 0
    filing = Filing(workspace)
    try:
        with CollectLedger(workspace.send_ledger) as ledger:
            for number, path in enumerate(files, 1):
                progress("收表", number, len(files))
                taken = _taken(workspace, ledger, filing, path, period)
                rows += taken or ()
                others += taken == ()
    finally:
        said = log_keeping.record(workspace, filing.lines, today)
    return Copied(tuple(map(as_printed, rows)), others, (*said, *_unreadable(folders, workspace, since)))


def _unreadable(folders: Sequence[Path], workspace: Workspace, since: date) -> Iterator[str]:
    """Yield what was saved under a unit's name and a month, but cannot hold a table: a .wps, a PDF, a picture."""
    by_kind: dict[Kind, list[str]] = {}
    for path in (path for folder in folders for path in _saved(folder, workspace, since)):
        kind, name = kind_of(path.name), without_sensitive(path.name)
        ours = units_named(name, workspace.scheme) and (months_named(name, since.year) or named_like_table(name))
        if kind.why and kind is not ARCHIVE and ours and not named_licence(name):
            by_kind.setdefault(kind, []).append(f"“{name}”")
    for kind, names in by_kind.items():
        shown = "".join(names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")
        yield f"文件夹里有 {kind.counted(len(names))}{shown}，{kind.why}，没有取。请要 Excel 表。"


def _recent(folder: Path, workspace: Workspace, since: date) -> Iterator[Path]:
    return (path for path in _saved(folder, workspace, since) if kind_of(path.name) in (TABLE, ARCHIVE))


def _saved(folder: Path, workspace: Workspace, since: date) -> Iterator[Path]:
    root = workspace.root.resolve()
    for path in every_file(folder):
        if path.is_file() and not path.name.startswith(TEMPORARY) and not path.resolve().is_relative_to(root):
            seen = path.stat()
            if seen.st_size <= LARGEST and date.fromtimestamp(seen.st_mtime) >= since:
                yield path


def _taken(
    workspace: Workspace, ledger: CollectLedger, filing: Filing, path: Path, period: ReportingPeriod | None
) -> tuple[CollectRow, ...] | None:
    """Return the tables that were copied from a file, () where it holds none of ours, ``None`` where it came before."""
    content = path.read_bytes()
    mark = mark_of(content)
    saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    head = MailHead(f"{BOX}/{mark}", 1, "", "", saved, len(content))
    if filing.has(mark) or ledger.known(head.box):
        return None
    found = [
        (one, place)
        for one in unpacked(Attachment(path.name, content), Budget())
        if (place := belongs(workspace, one, head, (), period)).is_table
    ]
    if not found:
        return ()
    with ledger.alone(head) as still:
        rows = tuple(filing.take(one, place, head) for one, place in found) if still else ()
        ledger.note(head, rows)
    return rows
