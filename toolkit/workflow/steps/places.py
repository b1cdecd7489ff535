"""What follows from where a workspace lies? In a folder that a cloud copies, on another computer, or very deep."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

# 输出/2022-06/通知/… with a unit's and a document's name lies below; Windows ends at 260 signs, Excel at 218.
LONGEST = 110
_CLOUDS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_CLOUD_NAMES = ("onedrive", "坚果云", "nutstore", "dropbox", "百度网盘同步空间", "wpsdrive", "wps云盘")
_SHARED_SYSTEMS = {"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "davfs", "fuse.gvfsd-fuse"}
_REMOTE_DRIVE = 4  # GetDriveTypeW: DRIVE_REMOTE


def drawbacks(root: Path) -> tuple[tuple[str, str], ...]:
    """Return (what is so, what to do) for each thing that makes a place a poor one; none for a plain folder here."""
    root = root.absolute()
    found = []
    if name := cloud_of(root, os.environ):
        found.append(
            (
                f"在{name}里，会自动传到网上，几台电脑上的会互相覆盖；工作簿用网址打开时，按钮找不到文件夹",
                "请改放在本机硬盘上，例如“文档”里；单位的数据能不能上网盘，请先问清楚。",
            )
        )
    if is_shared(root):
        found.append(
            (
                "在另一台电脑的共享文件夹里，断网就用不了，Excel 还要另外允许网络上的受信任位置",
                "请尽量放在本机硬盘上；要几个人共用的，同一时间只由一个人按按钮。",
            )
        )
    if len(str(root)) > LONGEST:
        found.append(
            (
                f"的位置有{len(str(root))}个字，里面的文件可能超过 Windows 和 Excel 的上限",
                f"请改放在层次少的文件夹里，不超过{LONGEST}个字，例如 D:\\招商工作。",
            )
        )
    return tuple(found)


def has_address(root: Path) -> bool:
    """Tell whether Excel may know a workbook in this folder by an address instead of by its place."""
    return bool(cloud_of(root.absolute(), os.environ)) or is_shared(root.absolute())


def cloud_of(root: PurePath, environment: Mapping[str, str]) -> str:
    """Return the name of the cloud folder that a path lies in, as Windows or the folder itself says; '' for none."""
    roots = [environment[name] for name in _CLOUDS if environment.get(name)]
    parents = (root, *root.parents)
    if any(_same(one, place) for one in parents for place in roots):
        return " OneDrive "
    names = [part for part in root.parts if part.lower().startswith(_CLOUD_NAMES)]
    return f"“{names[0]}”" if names else ""


def _same(one: PurePath, place: str) -> bool:
    return str(one).rstrip("\\/").lower() == place.rstrip("\\/").lower()


def is_shared(root: PurePath) -> bool:
    r"""Tell whether a folder lies on another computer.

    >>> from pathlib import PureWindowsPath
    >>> is_shared(PureWindowsPath(r"\\server\招商\鹿寨2022"))
    True
    """
    if str(root).startswith(("\\\\", "//")) and not str(root).startswith("\\\\?\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root.anchor)) == _REMOTE_DRIVE
    return _system_of(root, Path("/proc/self/mounts")) in _SHARED_SYSTEMS


def _system_of(root: PurePath, mounts: Path) -> str:
    """Return the kind of file system that a folder of Linux lies on, '' where that is not told."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    told = [line.split(" ") for line in lines]
    above = {str(one) for one in (root, *root.parents)}
    fitting = [(len(place), kind) for _, place, kind, *_ in told if place.replace("\\040", " ") in above]
    return max(fitting)[1] if fitting else ""
