"""Which rules does a workspace use? Its rulebook as it was read last time, where neither it nor the program changed.

Reading and checking a rulebook of a dozen pages takes longer than most commands have to do: its readers are loaded only
when something of it has changed.
"""

import hashlib
import importlib.util
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.model.file_kinds import BASELINES, MORE_UNITS, RATES
from toolkit.model.scheme import Scheme
from toolkit.workflow.steps import cache


def load(
    folder: Path,
    chosen: Mapping[str, str] | None = None,
    office: Path | None = None,
    year: int | None = None,
    *,
    continues: bool = False,
) -> Scheme:
    """Return the rulebook as ``schemes.loader.load`` does, with the same errors; what has slips is read each time."""
    memory = cache.Cache(cache.place())
    asked = (folder.name, sorted((chosen or {}).items()), office is not None, year, continues)
    key = cache.key_of(_content(folder, office), "rulebook", asked) if memory else b""
    known: Scheme | None = memory.get([key]).get(key) if memory else None
    if known is not None:
        return known
    from toolkit.schemes.loader import load as read

    scheme = read(folder, chosen, office, year, continues=continues)
    if memory and cache.key_of(_content(folder, office), "rulebook", asked) == key:
        memory.put([(key, pickle.dumps(scheme, pickle.HIGHEST_PROTOCOL))])
    return scheme


def _content(folder: Path, office: Path | None) -> bytes:
    """Return a digest of all that a rulebook is read from: its files, the office's additions, the State's holidays."""
    digest = hashlib.sha256()
    for path in _files(folder, office):
        try:
            digest.update(f"{path.name} {path.stat().st_size} ".encode(errors="surrogateescape") + path.read_bytes())
        except OSError:
            digest.update(f"{path.name} -".encode(errors="surrogateescape"))
    return digest.digest()


def _files(folder: Path, office: Path | None) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_file())
    if office is not None:
        listed = [office / name for name in (MORE_UNITS, BASELINES, RATES)]
        yield from (*listed, *(path.with_suffix(".xlsx") for path in listed))
    holidays = importlib.util.find_spec("chinese_calendar")
    if holidays and holidays.origin:
        yield Path(holidays.origin).with_name("constants.py")
