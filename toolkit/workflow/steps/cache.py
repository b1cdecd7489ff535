"""Which files need not be read again? Those whose content, rules and program have not changed.

The cache lies in the user's own cache folder and may be deleted at any time: nothing is lost but time.  An
entry's key is made of everything that the submission depends on, the program's own text included, so that no
entry has to be invalidated; entries unused for three months are dropped.
"""

import hashlib
import io
import os
import pickle
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import platformdirs
from msgspec import Struct

FOLDER = "ZHAOSHANG_CACHE"  # another folder for the cache; empty: none
KEPT = timedelta(days=90)
TRUSTED = "toolkit.model."
# What else an entry may name: days, and the judge that a project carries, made from its county's place.
ALSO_TRUSTED = frozenset(
    {("datetime", "date"), ("datetime", "datetime"), ("toolkit.intake.values.meanings", "meanings_from")}
)
TABLE = """CREATE TABLE IF NOT EXISTS submission
    (key BLOB PRIMARY KEY, used TEXT NOT NULL, value BLOB NOT NULL) WITHOUT ROWID"""
# The rooms of the program that make a submission of a file.
READING = ("files", "intake", "model", "schemes")
BUSY_SECONDS = 10.0
ASKED_AT_ONCE = 500


class Cache:
    """Pickled nouns by key in one SQLite file; a file that cannot be opened, read or written counts as empty."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __bool__(self) -> bool:
        return self._path is not None

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Any]:
        """Return the nouns that were kept under ``keys``, as far as there are any."""
        found: dict[bytes, Any] = {}
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            for start in range(0, len(keys), ASKED_AT_ONCE):
                some = keys[start : start + ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = database.execute(f"SELECT key, value FROM submission WHERE key IN ({marks})", some)  # noqa: S608 - question marks
                for key, value in rows:
                    with suppress(Exception):  # a damaged entry is no entry, whatever it raises
                        found[key] = _Nouns(io.BytesIO(value)).load()
                used = f"UPDATE submission SET used = ? WHERE used <> ? AND key IN ({marks})"  # noqa: S608
                database.execute(used, [_today(), _today(), *some])
        return found

    def put(self, values: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep pickled nouns; drop what nobody has asked for in :data:`KEPT`."""
        if not values or not self:
            return
        with suppress(sqlite3.Error, OSError), self._opened() as database:
            rows = [(key, _today(), value) for key, value in values]
            database.executemany("INSERT OR REPLACE INTO submission VALUES (?, ?, ?)", rows)
            database.execute("DELETE FROM submission WHERE used < ?", [(date.today() - KEPT).isoformat()])

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._path is None:
            raise FileNotFoundError
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as database, database:
            database.execute(TABLE)
            yield database


def place() -> Path | None:
    """Return where the cache lies; ``None`` where it was switched off."""
    folder = os.environ.get(FOLDER)
    if folder == "":
        return None
    return Path(folder or platformdirs.user_cache_dir("zhaoshang", appauthor=False)) / "submissions.sqlite"


def key_of(content: bytes, *circumstances: object, rooms: tuple[str, ...] = READING) -> bytes:
    """Return the key of a file's content read under these circumstances, which are nouns and plain values.

    ``rooms`` are the parts of the program that decide what is made of it.
    """
    digest = hashlib.sha256(content)
    digest.update(telling((circumstances, program(rooms))).encode())
    return digest.digest()


def telling(value: object) -> str:
    """Return what tells a value from every other, the same in every process: ``repr`` gives a set in no set order."""
    if isinstance(value, set | frozenset):
        return f"{{{','.join(sorted(map(telling, value)))}}}"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{telling(key)}:{telling(one)}' for key, one in value.items())}}}"
    if isinstance(value, tuple | list):
        return f"({','.join(map(telling, value))})"
    if isinstance(value, Struct):
        parts = (telling(getattr(value, name)) for name in value.__struct_fields__)
        return f"{type(value).__qualname__}({','.join(parts)})"
    return repr(value)


def program(rooms: tuple[str, ...] = READING) -> str:
    """Return a mark of the program and its lists as they lie on the disk: another reader may read a file otherwise."""
    return " ".join(map(_room, rooms))


@cache
def _room(name: str) -> str:
    """Return a mark of one part of the program; several keys rest on the same parts, and each is read once."""
    folder, digest = Path(__file__).parents[2] / name, hashlib.sha256()
    for path in sorted(one for kind in ("*.py", "*.csv") for one in folder.rglob(kind)):
        digest.update(path.read_bytes())
    return f"{name} {digest.hexdigest()}"


class _Nouns(pickle.Unpickler):
    """Makes nouns of the model and nothing else: a cache that somebody tampered with must not run their code."""

    def find_class(self, module: str, name: str) -> Any:
        if not module.startswith(TRUSTED) and (module, name) not in ALSO_TRUSTED:
            raise pickle.UnpicklingError(name)
        return super().find_class(module, name)


def _today() -> str:
    return date.today().isoformat()
