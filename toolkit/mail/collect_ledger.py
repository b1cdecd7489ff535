"""Which mails have been collected? A list beside the send ledger, so that none is fetched twice."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from toolkit.files.saving import no_room
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import CollectRow, MailHead

_SCHEMA = """
CREATE TABLE IF NOT EXISTS mails (
    box TEXT NOT NULL, uid INTEGER NOT NULL, part INTEGER NOT NULL, sender TEXT NOT NULL, unit TEXT NOT NULL,
    subject TEXT NOT NULL, received TEXT NOT NULL, file TEXT NOT NULL, went_to TEXT NOT NULL, remark TEXT NOT NULL,
    PRIMARY KEY (box, uid, part)
) WITHOUT ROWID
"""
# Mails that report a letter of ours back: read once, and nothing of them is saved.
_REPORTS = "CREATE TABLE IF NOT EXISTS reports (box TEXT NOT NULL, uid INTEGER NOT NULL, PRIMARY KEY (box, uid))"


class CollectLedger:
    """The list of collected mails, in the same file as the send ledger."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._reported():
            self._base = sqlite3.connect(path, timeout=60, isolation_level=None)
        with ExitStack() as failed:
            failed.callback(self._base.close)
            with self._reported():
                self._base.execute(_SCHEMA)
                self._base.execute(_REPORTS)
            failed.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def known(self, box: str) -> frozenset[int]:
        """Return the numbers of the mails of a mailbox that have been collected."""
        with self._reported():
            query = "SELECT uid FROM mails WHERE box = ? UNION SELECT uid FROM reports WHERE box = ?"
            return frozenset(uid for (uid,) in self._base.execute(query, (box, box)))

    def note_report(self, mail: MailHead) -> None:
        """Write down that a report was read, inside :meth:`alone`."""
        with self._reported():
            self._base.execute("INSERT OR IGNORE INTO reports VALUES (?, ?)", (mail.box, mail.uid))

    @contextmanager
    def alone(self, mail: MailHead) -> Iterator[bool]:
        """Lock the ledger while a mail's files are saved; yield whether the mail is still to be collected.

        If the program stops in between, the mail is not recorded, and the next run fetches it again.
        """
        with self._reported():
            self._base.execute("BEGIN IMMEDIATE")
        try:
            yield mail.uid not in self.known(mail.box)
        except BaseException:
            if self._base.in_transaction:  # a full disk has rolled it back already
                self._base.execute("ROLLBACK")
            raise
        with self._reported():
            self._base.execute("COMMIT")

    def note(self, mail: MailHead, rows: Sequence[CollectRow]) -> None:
        """Write down that a mail was collected, inside :meth:`alone`, after its files have been saved."""
        values = [
            (mail.box, mail.uid, part, row.sender, row.unit, row.subject, row.received.isoformat(), *_places(row))
            for part, row in enumerate(rows)
        ]
        with self._reported():
            self._base.executemany("INSERT INTO mails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def rows(self) -> tuple[CollectRow, ...]:
        """Return what has been collected, in the order of arrival."""
        query = "SELECT sender, unit, subject, received, file, went_to, remark FROM mails ORDER BY received, uid, part"
        with self._reported():
            found = self._base.execute(query).fetchall()
        return tuple(map(self._row, found))

    def _row(self, values: tuple[Any, ...]) -> CollectRow:
        """Return a row as it was written; raises ``ToolkitError`` for one that something else has written."""
        try:
            when = datetime.fromisoformat(values[3])
        except (ValueError, TypeError):
            when = None
        if when is None or when.tzinfo is None or not all(isinstance(value, str) for value in values):
            raise ToolkitError(f"“{self._path.name}”里有不是工具箱写的收邮件记录。请移到别处保存好，换回原来的文件。")
        sender, unit, subject, _, file, went_to, remark = values
        return CollectRow(sender, unit, subject, when, file, went_to, remark)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise no_room(self._path.name) from None
            what = (
                "正被另一个程序占用，请等它收完再试" if "locked" in str(error) else "无法读取或写入，请移到别处保存好"
            )
            raise ToolkitError(f"“{self._path.name}”{what}。") from None


def _places(row: CollectRow) -> tuple[str, str, str]:
    return row.file, row.went_to, row.remark
