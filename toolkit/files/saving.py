"""How is a file written? Whole or not at all, and never over a file that somebody has open.

The only module that writes the product's files (tests/test_house.py walks the source for any other way).  A file is
written under a name of ours in the same folder, flushed to the disk, and then renamed in one step.
"""

import errno
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, Self

from toolkit.model.errors import ToolkitError

# The name of an unfinished file.  No other program makes such names, so a later run may delete what was left behind.
_UNFINISHED = ".zhaoshang-{}.tmp"
# What Excel, WPS and LibreOffice leave beside a file that somebody has open; Word swallows two letters of its name.
_LOCK_NAMES = ("~${name}", ".~{name}", ".~lock.{name}#")
_WORD = {".docx", ".docm", ".doc"}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# What Windows and Linux say of a path that is too long.
_TOO_LONG = {errno.ENOENT, errno.EINVAL, errno.ENAMETOOLONG}
_DEEPEST = 248  # signs; Windows ends here for a folder, at 260 for a file
_SHARING_VIOLATION = 32  # WinError
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


# The folders whose lists of names are flushed when a batch of files is saved; none outside of a batch.
_awaited: ContextVar[set[Path] | None] = ContextVar("awaited", default=None)


class OpenElsewhereError(ToolkitError):
    """A file cannot be replaced because another program holds it."""


def is_open_elsewhere(path: Path) -> bool:
    """Return whether an office program's lock file lies beside ``path``, or Windows says that it is held."""
    names = [lock.format(name=path.name) for lock in _LOCK_NAMES]
    if path.suffix.lower() in _WORD:
        names += [f"~${path.name[1:]}", f"~${path.name[2:]}"]
    return any(path.with_name(name).exists() for name in names) or _is_held(path)


def _is_held(path: Path) -> bool:
    """Ask Windows: what a program has open cannot be renamed, not even to its own name.  Elsewhere nobody is told."""
    try:
        path.rename(path)
    except OSError as error:
        return getattr(error, "winerror", 0) == _SHARING_VIOLATION
    return False


def save(content: bytes, out: Path, previous: Path | None = None) -> Path:
    """Write ``content`` to ``out`` whole or not at all, and return where it went.

    A file that is open in Excel or Word cannot be replaced: then the content goes to ``<stem>.新.xlsx`` beside it
    (``.新2.xlsx`` if that one is open too), and the caller tells the operator so.  With ``previous``, an ``out`` that
    says something else is first kept under that name.  Raises ``ToolkitError`` when the disk is full or may not be
    written to; the old file stands then.
    """
    if previous and out.exists() and out.read_bytes() != content:
        copy(out, previous)
    return save_from(lambda file: file.write(content), out)


def save_from(write: Callable[[BinaryIO], object], out: Path) -> Path:
    """Save what ``write`` writes into the file it is given; like :func:`save`, for content too large for memory."""
    with _Unfinished(out, write) as unfinished:
        for place in _places(out):
            if is_open_elsewhere(place):
                continue
            try:
                unfinished.replace(place)
            except PermissionError:
                continue
            return place
    raise OpenElsewhereError(f"“{out.name}”和旁边的几份都正被打开，无法写入。请关闭后再试。")


@contextmanager
def together() -> Iterator[None]:
    """Save many files whose names are flushed to the disk once, at the end.

    A power cut before that may take the last ones away, as if they had not been written yet; none is ever half there.
    """
    folders: set[Path] = set()
    before = _awaited.set(folders)
    try:
        yield
    finally:
        _awaited.reset(before)
        for folder in folders:
            _settle(folder)


def note(path: Path) -> str:
    """Return the note to print beside a path that :func:`save` returned: the file asked for was open; else ''.

    >>> note(Path("通知/催报通知.新2.docx")), note(Path("通知/催报通知.docx"))
    ('（“催报通知.docx”正被打开，没有覆盖）', '')
    """
    beside = re.fullmatch(r"(.+)\.新[2-5]?", path.stem)
    return f"（“{beside[1]}{path.suffix}”正被打开，没有覆盖）" if beside else ""


def replace(content: bytes, path: Path) -> None:
    """Replace a file that the office itself keeps; raises :class:`OpenElsewhereError` where it is open."""
    with _Unfinished(path, lambda file: file.write(content)) as unfinished:
        if not is_open_elsewhere(path):
            with suppress(PermissionError):
                unfinished.replace(path)
                return
    raise OpenElsewhereError(f"“{path.name}”正被打开，无法写入。请关闭后再试。")


def refuse_open(path: Path) -> None:
    """Raise :class:`OpenElsewhereError` where an office program has the file open: before anything is written."""
    if is_open_elsewhere(path):
        raise OpenElsewhereError(f"“{path.name}”正被打开，无法写入。请关闭后再试。")


def add(content: bytes, folder: Path, names: Iterable[str]) -> Path:
    """Save a new file under the first of ``names`` that is free; the same content is not saved a second time."""
    with _Unfinished(folder / "x", lambda file: file.write(content)) as unfinished:
        for path in (folder / name for name in names):
            try:
                _take(unfinished.path, path)
            except FileExistsError:
                if path.is_file() and path.read_bytes() == content:
                    return path
                continue
            _settle(folder)
            return path
    raise ToolkitError(f"文件夹“{folder.name}”里同名的文件太多，放不下新的。请整理后再运行一次。")


def move(path: Path, folder: Path, names: Iterable[str]) -> Path:
    """Move a file into a folder under the first of ``names`` that is free there, and return where it went."""
    make_folder(folder)
    for out in (folder / name for name in names):
        try:
            _take(path, out)
            path.unlink(missing_ok=True)
        except FileExistsError:
            continue
        except PermissionError:
            raise OpenElsewhereError(f"“{path.name}”正被打开，无法移动。请关闭后再试。") from None
        _settle(folder)
        return out
    raise ToolkitError(f"文件夹“{folder.name}”里同名的文件太多，放不下新的。请整理后再运行一次。")


def copy(source: Path, out: Path) -> Path:
    """Copy a file as :func:`save` does."""
    return save(source.read_bytes(), out)


def try_writing(folder: Path) -> None:
    """Write a file into a folder and take it away again; raises ``ToolkitError`` where that is not possible."""
    with _Unfinished(folder / "x", lambda file: file.write(b"x")):
        pass


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless they are there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, folder) from None


def save_folder(fill: Callable[[Path], object], out: Path) -> Path:
    """Make a new folder whole or not at all, read-only from then on, and return it.

    ``fill`` writes into a folder beside ``out``, which gets its name in one step.  Raises ``ToolkitError`` where a
    folder of that name is there already, and when the disk is full or may not be written to.
    """
    unfinished = out.with_name(_UNFINISHED.format(secrets.token_hex(8)))
    make_folder(out.parent)
    try:
        unfinished.mkdir()
        fill(unfinished)
        for path in (unfinished, *(one for one in unfinished.rglob("*") if one.is_dir())):
            _settle(path)
        if out.exists():
            raise ToolkitError(f"文件夹“{out.name}”已经有了，没有动它。请把它移走，或换一个名字，再运行一次。")
        _rename_folder(unfinished, out)
    except OSError as error:
        raise trouble(error, out) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _settle(out.parent)
    for path in out.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    return out


def _rename_folder(unfinished: Path, out: Path) -> None:
    """Rename a folder; a program that looks at its files (a virus scanner) may hold it for a moment in Windows."""
    for wait in (0.1, 0.3, 1.0):
        try:
            unfinished.rename(out)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    unfinished.rename(out)


def sweep(root: Path) -> int:
    """Delete what interrupted runs left below ``root`` and return how many; no run may be writing there."""
    swept = 0
    for path in list(root.rglob(_UNFINISHED.format("*"))):
        with suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            swept += 1
    return swept


def is_full(error: BaseException) -> bool:
    """Return whether an error, or one that a library has wrapped in it, says that a disk or a quota is full.

    XlsxWriter collects a workbook in the system's folder for temporary files, which may be on another disk.
    """
    told = (error, error.__cause__, error.__context__, *error.args)
    return any(isinstance(one, OSError) and one.errno in _FULL for one in told)


def no_room(name: str = "结果") -> ToolkitError:
    """Return the sentence for a full disk."""
    return ToolkitError(f"磁盘空间不足，“{name}”没有写成，原来的文件没有动。请腾出空间后再运行一次。")


def trouble(error: OSError, path: Path) -> ToolkitError:
    """Return the sentence for a file that could not be written."""
    if is_full(error):
        return no_room(path.name)
    if error.errno in _FORBIDDEN:
        return ToolkitError(
            f"没有权限写入文件夹“{path.parent}”，“{path.name}”没有写成。请换一个位置，或请管理员开通权限。"
        )
    above = path.absolute().parent
    if error.errno in _TOO_LONG and len(str(above / max(path.name, _UNFINISHED.format("0" * 16), key=len))) >= _DEEPEST:
        return ToolkitError(
            f"“{path.name}”没有写成：所在文件夹的位置有{len(str(above))}个字，连文件名超过了 Windows 的上限259个字。"
            "请把工作文件夹移到层次少的地方，例如 D:\\招商工作，再运行一次。"
        )
    if error.errno == errno.ENAMETOOLONG:
        return ToolkitError(f"文件名“{path.name}”太长，没有写成。请把原来的文件名改短一些，再运行一次。")
    return ToolkitError(
        f"“{path.name}”没有写成（错误 {error.errno}），原来的文件没有动。请检查磁盘和网络后再运行一次。"
    )


class _Unfinished:
    """An unfinished file; it is deleted when the work ends, whatever happens."""

    def __init__(self, out: Path, write: Callable[[BinaryIO], object]) -> None:
        self._out = out
        self._write = write
        # In the same folder: a rename is one step only within one file system.
        self.path = out.with_name(_UNFINISHED.format(secrets.token_hex(8)))

    def __enter__(self) -> Self:
        make_folder(self._out.parent)
        try:
            with self.path.open("xb") as file:
                self._write(file)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._remove()
            raise trouble(error, self._out) from None
        except BaseException:
            self._remove()
            raise
        return self

    def replace(self, place: Path) -> None:
        try:
            os.replace(self.path, place)
        except PermissionError:
            raise
        except OSError as error:
            raise trouble(error, place) from None
        _settle(place.parent)

    def __exit__(self, *_: object) -> None:
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def _places(out: Path) -> Iterator[Path]:
    yield out
    for number in ("", 2, 3, 4, 5):
        yield out.with_name(f"{out.stem}.新{number}{out.suffix}")


def _take(unfinished: Path, path: Path) -> None:
    """Rename a finished file to a name that must be free, so that nothing saved by another program is overwritten."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # Memory sticks and some shares have no links: another program could take the name between check and rename.
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        try:
            os.replace(unfinished, path)
        except OSError as error:
            raise trouble(error, path) from None


def _settle(folder: Path) -> None:
    """Flush the folder's list of names to the disk, so that it survives a power cut, where the system supports it."""
    if os.name != "posix":
        return
    if (awaited := _awaited.get()) is not None:
        awaited.add(folder)
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
