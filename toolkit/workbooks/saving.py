"""How is an output put in its place without ever leaving half a file, or fighting with an open Excel?"""

import os
import tempfile
from pathlib import Path

# What Excel, WPS and LibreOffice leave beside a workbook that somebody has open.
LOCK_NAMES = ("~${name}", ".~{name}", ".~lock.{name}#")


def is_open_elsewhere(path: Path) -> bool:
    """Return whether an office program's lock file lies beside ``path``."""
    return any(path.with_name(lock.format(name=path.name)).exists() for lock in LOCK_NAMES)


def save(content: bytes, out: Path) -> Path:
    """Write ``content`` to ``out`` whole or not at all, and return where it went.

    A workbook that is open in Excel cannot be replaced: then the content goes to ``<stem>.新.xlsx``
    beside it (``.新2.xlsx`` if that one is open too), and the caller tells the operator so.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    for place in _places(out):
        if is_open_elsewhere(place):
            continue
        try:
            _replace(content, place)
        except PermissionError:
            continue
        return place
    raise PermissionError(13, "every name beside it is open elsewhere too", str(out))


def _places(out: Path) -> list[Path]:
    return [out, *(out.with_name(f"{out.stem}.新{number}{out.suffix}") for number in ("", 2, 3, 4, 5))]


def _replace(content: bytes, place: Path) -> None:
    # The temporary file lies in the same folder: os.replace is atomic only within one file system.
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    # There is no way to read the mask without setting it for a moment.
    mask = os.umask(0)
    os.umask(mask)
    return mask
