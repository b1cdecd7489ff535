"""How is a file that came put into the workspace? Once for each arrival, and each content once; the log says all."""

from pathlib import Path

from msgspec.structs import replace

from toolkit.files import saving
from toolkit.mail.names import numbered
from toolkit.model.file_kinds import UNCLAIMED
from toolkit.model.intake_log import BY_FILE, BY_MAIL, FROM_FOLDER, MAILED, LogLine, Outcome, kept_text, minute
from toolkit.model.letters import Attachment, CollectRow, MailHead
from toolkit.workflow.steps.belonging import Belongs
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.log_files import mark_of
from toolkit.workflow.steps.workspace import LICENCES, PERIOD, Workspace

BEFORE = "以前收过，没有再存"


class Filing:
    """Who puts files into their folders; ``lines`` are those that the log gets for them."""

    def __init__(self, workspace: Workspace) -> None:
        self._root = workspace.root
        self.lines: list[LogLine] = []
        known = read_log(workspace).lines
        self._arrived = {(line.sender, line.at, line.mark or line.name): line for line in known}
        # What was changed in its folder since is told by its name.
        changed = (line for line in known if line.mark and "登记后改过" in line.note)
        self._arrived |= {(line.sender, line.at, line.name): line for line in changed}
        self._marks = {line.mark for line in known}
        self._contents: dict[tuple[str, str], LogLine] = {}
        for line in known:
            if line.mark and line.place and (self._root / line.place).is_file():
                self._contents.setdefault((line.mark, line.unit), line)

    def has(self, mark: str) -> bool:
        """Tell whether a content came before, by whatever way."""
        return mark in self._marks

    def take(self, attachment: Attachment, belongs: Belongs, head: MailHead) -> CollectRow:
        """Put a file where it belongs and return what the list of collected mails says of it.

        The same arrival is not put there again wherever its file lies now: a mailbox may number its mails anew.
        """
        line = _line(attachment, belongs, head)
        keys = ((line.sender, line.at, line.mark), (line.sender, line.at, line.name))
        again = next((self._arrived[key] for key in keys if key in self._arrived), None)
        if again is not None:
            return _row(replace(again, note=BEFORE), head)
        known = self._contents.get((line.mark, line.unit))
        if known is not None:
            note = f"与以前收到的“{known.name}”内容相同，没有再存"
            line = replace(line, name=known.name, place=known.place, month=known.month)
            self.lines.append(replace(line, outcome=Outcome.DOUBLE.value, note=note))
            return _row(self.lines[-1], head)
        path = put(attachment.content, self._root.joinpath(*belongs.folder), belongs.name)
        line = replace(line, name=kept_text(path.name), place="/".join((*belongs.folder, kept_text(path.name))))
        self._contents[line.mark, line.unit] = line
        self.lines.append(line)
        return replace(_row(line, head), file=path.name)


def put(content: bytes, folder: Path, name: str) -> Path:
    """Save a file under a name that is free and return its path; the same content is not saved a second time."""
    names = (name if number == 1 else numbered(name, number) for number in range(1, 10_000))
    return saving.add(content, folder, names)


def _line(attachment: Attachment, belongs: Belongs, head: MailHead) -> LogLine:
    """Return the line of a file that is about to be put where it belongs."""
    month = belongs.folder[-1] if PERIOD.fullmatch(belongs.folder[-1]) else ""
    kind = {UNCLAIMED: Outcome.WAITING, LICENCES: Outcome.NO_TABLE}.get(belongs.folder[0], Outcome.UNCHECKED)
    return LogLine(
        name=kept_text(belongs.name),
        at=minute(head.received),
        at_by=BY_MAIL if head.sender else BY_FILE,
        source=MAILED if head.sender else FROM_FOLDER,
        sender=head.sender,
        size=str(len(attachment.content)),
        mark=mark_of(attachment.content),
        unit=belongs.unit,
        unit_by=belongs.unit_by,
        month=month,
        month_by=belongs.month_by,
        outcome=kind.value,
        note=belongs.remark,
    )


def _row(line: LogLine, head: MailHead) -> CollectRow:
    folder, _, name = line.place.rpartition("/")
    return CollectRow(head.sender, line.unit, head.subject, head.received, name, folder, line.note)
