"""Which letters have been sent? Each is claimed in this ledger before sending, so that none is sent twice.

A letter's row is written as claimed, then as UNCERTAIN, and only then the text is sent; the server's answer turns it
into SENT or FAILED.  If the program stops in between, the row stays so: what was only claimed never left, what is
UNCERTAIN may have.  Of two programs the database gives only one the claim, and only one the right to hand over.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from msgspec import Struct

from toolkit.files.saving import no_room
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Letter, SendRow, SendStatus

CLAIMED = "CLAIMED"  # of a row: claimed, the text not yet handed over
BEGUN = "发到一半中断了，这一封还没有交给服务器。再运行一次就会发。"
LARGEST = 256 * 2**20  # bytes; a year's letters of a county take one
UNDERWAY = "正在发，或发到一半中断了：对方可能已经收到。请先向对方核实是否收到，再决定是否重发。"
_PATIENCE = 60  # seconds for which another program may hold the file
_COLUMNS = "key,round,topic,kind,unit,name,address,subject,attachments,size,status,remark,at"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    key TEXT NOT NULL, round INTEGER NOT NULL, topic TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
    name TEXT NOT NULL, address TEXT NOT NULL, subject TEXT NOT NULL, attachments TEXT NOT NULL,
    size INTEGER NOT NULL, status TEXT NOT NULL, remark TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (key, round)
) WITHOUT ROWID
"""


class Claim(Struct, frozen=True):
    """The right to send one letter, once: with this subject and this Message-ID."""

    key: str
    round: int
    subject: str

    def message_id(self, sender: str) -> str:
        """Return the Message-ID, the same for the same letter: a mailbox that knows it may drop a second copy."""
        return f"<{self.key[:40]}.{self.round}@{sender.partition('@')[2]}>"


def key(letter: Letter) -> str:
    """Return the key of a letter: topic, kind, address and content mark."""
    return _key(letter, letter.content)


def _key(letter: Letter, content: str) -> str:
    parts = (letter.topic, letter.kind.value, letter.to.address.lower(), content)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class SendLedger:
    """The send ledger of a workspace, safe to open in two programs at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.is_file() and path.stat().st_size > LARGEST:
            raise self._foreign("太大")
        try:
            self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        except sqlite3.Error as error:
            raise self._complaint(error) from None
        with ExitStack() as failed:
            failed.callback(self._base.close)
            with self._reported():
                self._base.execute("PRAGMA synchronous = EXTRA")  # a claim must outlive a power cut, too
                self._base.execute("PRAGMA trusted_schema = OFF")
                self._base.execute(_SCHEMA)
                self._check_and_renew()
            failed.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _check_and_renew(self) -> None:
        """Refuse a table that is not ours, and give that of version 1.0, which knew three words only, the new form."""
        columns = [line[1] for line in self._base.execute("PRAGMA table_info(letters)")]
        others = self._base.execute("SELECT 1 FROM sqlite_master WHERE type NOT IN ('table', 'index')").fetchone()
        if others or ",".join(columns) != _COLUMNS:
            raise self._foreign("不是工具箱写的")
        (made,) = self._base.execute("SELECT sql FROM sqlite_master WHERE name = 'letters'").fetchone()
        if "CHECK" not in made:
            return
        with self._at_once():
            (made,) = self._base.execute("SELECT sql FROM sqlite_master WHERE name = 'letters'").fetchone()
            if "CHECK" in made:  # no other program was quicker
                self._base.execute("ALTER TABLE letters RENAME TO letters_before")
                self._base.execute(_SCHEMA)
                self._base.execute("INSERT INTO letters SELECT * FROM letters_before")
                self._base.execute("DROP TABLE letters_before")

    def take_up(self) -> None:
        """Call letters UNSENT that an interrupted run had claimed and not handed over.

        A run that is still at work with such a letter finds out in :meth:`hand_over`; only one of the two sends it.
        """
        with self._reported():
            self._base.execute(
                "UPDATE letters SET status = ?, remark = ? WHERE status = ?", (SendStatus.UNSENT.value, BEGUN, CLAIMED)
            )

    def hand_over(self, claim: Claim) -> bool:
        """Write down that the letter's text is about to be sent; ``False`` where another run has taken it over."""
        with self._reported():
            changed = self._base.execute(
                "UPDATE letters SET status = ?, remark = ?, at = ? WHERE key = ? AND round = ? AND status = ?",
                (SendStatus.UNCERTAIN.value, UNDERWAY, _now(), claim.key, claim.round, CLAIMED),
            )
        return changed.rowcount == 1

    def claim(self, letter: Letter, again: bool = False) -> Claim | None:
        """Return the right to send a letter, or ``None`` if it was sent, may have been sent or is being sent.

        A letter that FAILED or is UNSENT may be claimed again.  ``again`` is a person's decision to send it once more.
        """
        with self._at_once():
            own = self._known_as(letter)
            last = self._last(own)
            never_left = last is None or last[1].may_go
            if not never_left and not again:
                return None
            number = 1 if last is None else last[0] + (not never_left)
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
                    CLAIMED,
                    BEGUN,
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

    def mark(self, row: SendRow, status: SendStatus, remark: str) -> None:
        """Write down what became of a letter later on: that it came back, or that its reader has it."""
        with self._reported():
            self._base.execute(
                "UPDATE letters SET status = ?, remark = ?, at = ? WHERE key = ? AND round = ?",
                (status.value, remark, _now(), row.key, row.round),
            )

    def status(self, letter: Letter) -> tuple[SendStatus, str]:
        """Return a letter's status and remark; READY if it is not in the ledger."""
        with self._reported():
            last = self._last(self._known_as(letter))
        if last and last[2] == BEGUN:
            return SendStatus.UNSENT, BEGUN
        return (last[1], last[2]) if last else (SendStatus.READY, "")

    def subject(self, letter: Letter) -> str:
        """Return the letter's subject; what replaces an earlier letter to the same reader says so."""
        with self._reported(), closing(self._base.cursor()) as cursor:
            cursor.execute(
                "SELECT COUNT(DISTINCT key) FROM letters WHERE topic = ? AND kind = ? AND unit = ? "
                "AND lower(address) = ? AND key <> ? AND status NOT IN ('FAILED', 'UNSENT', 'CLAIMED', 'BOUNCED')",
                (letter.topic, letter.kind.value, letter.to.unit, letter.to.address.lower(), self._known_as(letter)),
            )
            earlier = int(cursor.fetchone()[0])
        return f"{letter.subject}（更新，第{earlier + 1}次）" if earlier else letter.subject

    def rows(self) -> tuple[SendRow, ...]:
        """Return all letters, the latest last."""
        with self._reported():
            found = self._base.execute(
                "SELECT key, round, unit, name, address, subject, kind, topic, attachments, size, status, remark, at "
                "FROM letters ORDER BY at, unit, round"
            ).fetchall()
        return tuple(map(self._row, found))

    def _row(self, values: tuple[Any, ...]) -> SendRow:
        """Return a row as it was written; raises ``ToolkitError`` for one that something else has written."""
        own, number, *texts, attachments, size, status, remark, at = values
        try:
            names, when = json.loads(attachments), datetime.fromisoformat(at)
            state = SendStatus.UNSENT if status == CLAIMED else SendStatus(status)
        except (ValueError, TypeError, RecursionError):
            raise self._foreign("里有不是工具箱写的记录") from None
        counted = isinstance(number, int) and isinstance(size, int) and when.tzinfo is not None
        worded = isinstance(names, list) and all(isinstance(text, str) for text in (own, *texts, remark, *names))
        if not (counted and worded):
            raise self._foreign("里有不是工具箱写的记录")
        unit, name, address, subject, kind, topic = texts
        return SendRow(unit, name, address, subject, kind, topic, tuple(names), size, state, remark, when, own, number)

    def _known_as(self, letter: Letter) -> str:
        """Return the key under which a letter stands here: an earlier version's where that one wrote it down."""
        own = key(letter)
        former = (_key(letter, content) for content in letter.former)
        return next((one for one in (own, *former) if self._last(one)), own)

    def _last(self, own: str) -> tuple[int, SendStatus, str] | None:
        found = self._base.execute(
            "SELECT round, status, remark FROM letters WHERE key = ? ORDER BY round DESC LIMIT 1", (own,)
        ).fetchone()
        if not found:
            return None
        try:
            # What another run has claimed cannot be claimed a second time, so to a claim it is uncertain.
            status = SendStatus.UNCERTAIN if found[1] == CLAIMED else SendStatus(found[1])
            return int(found[0]), status, BEGUN if found[1] == CLAIMED else str(found[2])
        except (ValueError, TypeError):
            raise self._foreign("里有不是工具箱写的记录") from None

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

    def _foreign(self, why: str) -> ToolkitError:
        return ToolkitError(
            f"发送记录“{self._path.name}”{why}，为免重复，没有再发邮件。"
            "请把它移到别处保存好，换回原来的文件；没有原来的，核实哪些邮件已经发出，再重新发送。"
        )

    def _complaint(self, error: sqlite3.Error) -> ToolkitError:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return no_room(self._path.name)
        busy = "locked" in str(error)
        what = "正被另一个程序占用" if busy else "无法读取或写入"
        advice = "请等它发完再试" if busy else "请把它移到别处保存好，核实哪些邮件已经发出，再重新发送"
        return ToolkitError(f"发送记录“{self._path.name}”{what}，为免重复，没有再发邮件。{advice}。")


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
