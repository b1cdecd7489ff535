"""Is another run at work in this folder? One run at a time, under a lock that ends with its process."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from toolkit.files import saving
from toolkit.model.errors import ToolkitError
from toolkit.workflow.steps.who import user

LOCK = ".正在运行"
_NO_LOCKS_HERE = {errno.ENOSYS, errno.ENOTSUP, errno.EINVAL}


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Lock a workspace against other runs, and delete what an interrupted one left there.

    The system drops the lock with the process that holds it, however that ends.  Taken twice in one process it is
    one lock.  Raises ``ToolkitError``, at once, where another run is at work: who, since when.
    """
    from filelock import FileLock, Timeout

    path = root.resolve() / LOCK
    lock = FileLock(path, blocking=False, is_singleton=True, fallback_to_soft=False, on_acquired=_sign)
    try:
        lock.acquire()
    except Timeout:
        raise ToolkitError(
            f"“{root.resolve().name}”里另一次运行还没有结束{_holder(path)}。请等它做完，再运行一次。"
        ) from None
    except OSError as error:
        # On a share without locks other runs cannot be kept out, so nothing is deleted.
        if error.errno not in _NO_LOCKS_HERE:
            raise saving.trouble(error, path) from None
    try:
        if lock.lock_counter == 1:
            saving.sweep(root)
        yield
    finally:
        if lock.is_locked:
            lock.release()


def _sign(descriptor: int) -> None:
    # The lock itself takes up the first byte, which Windows lets nobody else read.
    words = f" {os.getpid()}\t{datetime.now():%m月%d日 %H:%M}\t{user()}\t{socket.gethostname()}"
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, words.encode())


def _holder(path: Path) -> str:
    """Return who holds the lock, in brackets; nothing where that cannot be read."""
    try:
        with path.open("rb", buffering=0) as file:
            file.seek(1)
            number, since, user, computer = file.read(1000).decode().split("\t")
    except (OSError, ValueError):
        return ""
    return f"（{since}开始，电脑 {computer}，用户 {user}，程序号 {number}）"
