"""The command line under Windows' rules, as far as they can be kept on Linux: the program behind tests/faults/test_windows.py.

``python -m tests.like_windows ARGS`` runs ``zhaoshang ARGS`` so that

- there is no ``fcntl``, ``resource``, ``pwd`` or ``grp``, and readers are spawned, not forked;
- a file that any process of the run holds open can be neither replaced, renamed nor deleted (WinError 32), one marked
  read-only can be neither replaced nor deleted (WinError 5), and a rename never replaces (WinError 183);
- a path of 260 characters or more, of 248 for a folder, is not found (MAX_PATH, the default of Windows 10 and 11);
- text without a stated encoding would be GBK: where the product reads or writes so, it is an error here (with
  ``-X warn_default_encoding``).

Names (``a:b``, ``con``, ``x.``) and their case are the file system's matter: the tests run it on NTFS.  A reader that
is spawned imports this module again, and so keeps the same rules.
"""

import errno
import os
import stat
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace

_RENAME = os.rename
MAX_PATH, MAX_FOLDER = 260, 248
NOT_THERE = ("fcntl", "resource", "pwd", "grp")
SYSTEM = ("/proc/", "/dev/", "/sys/", "/usr/", "/etc/", "/lib/")


def units(path: str) -> int:
    """Return a path's length as Windows counts it: in UTF-16 units."""
    return len(path.encode("utf-16-le", "surrogatepass")) // 2


def whole(path: object) -> str | None:
    """Return a path from the root; None where an event does not tell one, or tells the system's own."""
    if not isinstance(path, str | bytes | os.PathLike):
        return None
    told = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - Path.resolve would follow links, which asks the disk
    return None if told.startswith(SYSTEM) or told.startswith((sys.prefix, sys.base_prefix)) else told


def held(path: str) -> bool:
    """Return whether a process of this run has a file open."""
    group = os.getpgid(0)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == group:
                for one in (process / "fd").iterdir():
                    if str(one.readlink()) == path:
                        return True
        except OSError:
            continue  # it has ended meanwhile, or has closed the file
    return False


def read_only(path: str) -> bool:
    """Return whether a file is marked read-only."""
    try:
        return not os.lstat(path).st_mode & stat.S_IWUSR and not os.path.isdir(path)  # noqa: PTH112
    except OSError:
        return False


def refuse(number: int, windows: int, why: str, path: str) -> None:
    """Raise the error that Windows would."""
    error = OSError(number, f"[WinError {windows}] {why}", path)
    error.winerror = windows  # type: ignore[attr-defined]
    raise error


def bounded(path: str, bound: int = MAX_PATH) -> None:
    """Refuse a path that is too long."""
    if units(path) >= bound:
        refuse(errno.ENOENT, 3, "The system cannot find the path specified", path)


def may_go(path: str) -> None:
    """Refuse that a file is replaced, renamed or deleted which is read-only or open."""
    if held(path):
        refuse(errno.EACCES, 32, "The process cannot access the file: it is being used by another process", path)


def watch(event: str, told: tuple) -> None:
    """Hold each thing that the program does with a file against the rules."""
    if event == "open" and (path := whole(told[0])):
        bounded(path)
    elif event == "os.mkdir" and (path := whole(told[0])):
        bounded(path, MAX_FOLDER)
    elif event == "os.rename":
        for path in filter(None, map(whole, told[:2])):
            bounded(path)
            may_go(path)
        if (path := whole(told[1])) and path != whole(told[0]) and read_only(path):
            refuse(errno.EACCES, 5, "Access is denied", path)
    elif event == "os.remove" and (path := whole(told[0])):
        if read_only(path):
            refuse(errno.EACCES, 5, "Access is denied", path)
        may_go(path)


def rename(source, target, **how):
    """Rename as Windows does: never over another file."""
    if os.path.lexists(target) and os.fsdecode(source) != os.fsdecode(target):
        refuse(errno.EEXIST, 183, "Cannot create a file when that file already exists", os.fsdecode(target))
    _RENAME(source, target, **how)


def keep_the_rules() -> None:
    """Hold this process to the rules from now on."""
    import filelock  # noqa: F401 - its lock is the system's own in Windows, too, so it may see what it needs

    # Other people's code answers for itself.
    warnings.simplefilter("ignore", EncodingWarning)
    warnings.filterwarnings("error", category=EncodingWarning, module=r"toolkit\.")
    for name in NOT_THERE:
        sys.modules[name] = None  # type: ignore[assignment]
    os.rename = rename
    sys.addaudithook(watch)

    from toolkit.workflow.steps import parallel  # only now: what it imports must see no fcntl

    parallel.sys = SimpleNamespace(platform="win32")  # type: ignore[attr-defined]


# A reader that is spawned imports this module under the second name; a test run that only collects it keeps no rules.
if __name__ in ("__main__", "__mp_main__"):
    keep_the_rules()
    # What the test lets somebody else have open meanwhile.
    _HELD = [open(path, "rb") for path in os.environ.get("ZHAOSHANG_HELD", "").split(os.pathsep) if path]  # noqa: PTH123, SIM115

if __name__ == "__main__":
    from toolkit.cli import run

    sys.argv[0] = str(Path(sys.argv[0]).with_name("zhaoshang"))
    run()
