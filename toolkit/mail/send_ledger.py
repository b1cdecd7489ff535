"""Which letters have been sent? Each is claimed in this ledger before sending, so that none is sent twice.

A letter's row is written as UNCERTAIN and only then sent; the server's answer turns it into SENT or FAILED.  If the
program stops in between, the row stays UNCERTAIN.  Of two programs the database gives only one the claim.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from toolkit.files.saving import no_room
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Letter, SendRow, SendStatus

UNDERWAY = "正在发，或发到一半中断了：对方可能已经收到。请问一下对方，再决定要不要重发。"
_PATIENCE = 60  # seconds for which another program may hold the file
_SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    key TEXT NOT NULL, round INTEGER NOT NULL, topic TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
    name TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL, attachments TEXT NOT NULL,
    size INTEGER NOT NULL, status TEXT NOT NULL CHECK (status IN ('SENT', 'FAILED', 'UNCERTAIN')),
    remark TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (key, round)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to send one letter, once: with this subject and this Message-ID."""

    key: str
    round: int
    subject: str

    def message_id(self, sender: str) -> str:
        """Return the Message-ID, the same for the same letter: a mailbox that knows it may drop a second copy."""
        return f"<{self.key[:40]}.{self.round}@{sender.partition('@')[2]}>"


def key(letter: Letter) -> str:
    """Return the key of a letter: topic, kind, address and content mark."""
    parts = (letter.topic, letter.kind.value, letter.to.address.lower(), letter.content)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class SendLedger:
    """The send ledger of a workspace, safe to open in two programs at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        except sqlite3.Error as error:
            raise self._complaint(error) from None
        with ExitStack() as failed:
            failed.callback(self._base.close)
            with self._reported():
                self._base.execute("PRAGMA synchronous = EXTRA")  # a claim must outlive a power cut, too
                self._base.execute(_SCHEMA)
            failed.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def claim(self, letter: Letter, again: bool = False) -> Claim | None:
        """Return the right to send a letter, or ``None`` if it was sent, may have been sent or is being sent.

        A letter that FAILED may be claimed again.  ``again`` is a person's decision to send it once more.
        """
        with self._at_once():
            own = key(letter)
            last = self._last(own)
            if last and last[1] != SendStatus.FAILED and not again:
                return None
            number = 1 if last is None else last[0] + (last[1] != SendStatus.FAILED)
            claim = Claim(own, number, self.subject(letter))
            self._base.execute(
                "INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
                (
                    own,
                    number,
                    letter.topic,
                    letter.kind.value,
                    letter.to.unit,
                    letter.to.name,
                    letter.to.address,
                    claim.subject,
                    json.dumps([path.name for path in letter.attachments], ensure_ascii=False),
                    SendStatus.UNCERTAIN.value,
                    UNDERWAY,
                    _now(),
                ),
            )
        return claim

    def settle(self, claim: Claim, status: SendStatus, remark: str, size: int) -> None:
        """Record the outcome of a claimed letter; ``size`` in bytes."""
        with self._reported():
            self._base.execute(
                "UPDATE letters SET status = ?, remark = ?, size = ?, at = ? WHERE key = ? AND round = ?",
                (status.value, remark, size, _now(), claim.key, claim.round),
            )

    def status(self, letter: Letter) -> tuple[SendStatus, str]:
        """Return a letter's status and remark; READY if it is not in the ledger."""
        with self._reported():
            last = self._last(key(letter))
        return (SendStatus(last[1]), last[2]) if last else (SendStatus.READY, "")

    def subject(self, letter: Letter) -> str:
        """Return the letter's subject; what replaces an earlier letter to the same reader says so."""
        with self._reported(), closing(self._base.cursor()) as cursor:
            cursor.execute(
                "SELECT COUNT(DISTINCT key) FROM letters WHERE topic = ? AND kind = ? AND unit = ? "
                "AND lower(address) = ? AND key <> ? AND status <> 'FAILED'",
                (letter.topic, letter.kind.value, letter.to.unit, letter.to.address.lower(), key(letter)),
            )
            earlier = int(cursor.fetchone()[0])
        return f"{letter.subject}（更新，第{earlier + 1}次）" if earlier else letter.subject

    def rows(self) -> tuple[SendRow, ...]:
        """Return all letters, the latest last."""
        with self._reported():
            found = self._base.execute(
                "SELECT unit, name, address, subject, kind, topic, attachments, size, status, remark, at "
                "FROM letters ORDER BY at, unit, round"
            ).fetchall()
        return tuple(
            SendRow(
                unit=unit,
                name=name,
                address=address,
                subject=subject,
                kind=kind,
                topic=topic,
                attachments=tuple(json.loads(attachments)),
                size=size,
                status=SendStatus(status),
                remark=remark,
                at=datetime.fromisoformat(at),
            )
            for unit, name, address, subject, kind, topic, attachments, size, status, remark, at in found
        )

    def _last(self, own: str) -> tuple[int, str, str] | None:
        found = self._base.execute(
            "SELECT round, status, remark FROM letters WHERE key = ? ORDER BY round DESC LIMIT 1", (own,)
        ).fetchone()
        return (int(found[0]), str(found[1]), str(found[2])) if found else None

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        # IMMEDIATE locks the file from reading the status to writing the claim; no other program can claim in between.
        with self._reported():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:  # a full disk has rolled it back already
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._complaint(error) from None

    def _complaint(self, error: sqlite3.Error) -> ToolkitError:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return no_room(self._path.name)
        busy = "locked" in str(error)
        what = "正被另一个程序占用" if busy else "读不出或写不进"
        advice = "请等它发完再试" if busy else "请把它移到别处保存好，问清哪些信已经发过，再重新发"
        return ToolkitError(f"发送记录“{self._path.name}”{what}，为免重复，没有再发信。{advice}。")


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
