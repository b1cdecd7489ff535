"""How does a bundle bring Python itself along? From the archive that the maker of the bundle supplies, unchanged."""

import re
import shutil
import tarfile
import zipfile
import zlib
from pathlib import Path

from toolkit.files import saving
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.workflow.actions.bundle_target import WINDOWS, Tag, pip, target

# Windows: python.org's «Windows embeddable package (64-bit)», whose files lie beside each other.
FOLDER = "runtime"
# Linux: an «install_only» archive of python-build-standalone, all below python/.
ARCHIVE = "runtime.tar.gz"
_PLAIN_NAME = expression(r"[\w.+-]+")
_AMD64 = b"\x64\x86"
# Without «import site» the embeddable Python reads no components; then it reads those in this folder, too.
_SITE = "Lib/site-packages"
_PATHS = "python{short}.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
_COMMAND = b'@"%~dp0python.exe" -P -m toolkit.cli %*\r\n'


def check(archive: Path, tag: Tag) -> None:
    """Raise ``ToolkitError`` where an archive is not the Python, of 64 bits, that a bundle is made for."""
    if tag.system is WINDOWS:
        _check_windows(archive, tag)
    else:
        _check_linux(archive, tag)


def put(archive: Path | None, wheels: Path, out: Path, tag: Tag) -> None:
    """Put the Python into a bundle, for Windows with all components in it; without an archive take an old one out."""
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    (out / ARCHIVE).unlink(missing_ok=True)
    if archive is None:
        return
    if tag.system is not WINDOWS:
        saving.copy(archive, out / ARCHIVE)
        return
    short = tag.python.replace(".", "")
    with zipfile.ZipFile(archive) as package:
        for info in package.infolist():
            saving.save(package.read(info), out / FOLDER / info.filename)
    saving.save(_PATHS.format(short=short).encode("ascii"), out / FOLDER / f"python{short}._pth")
    saving.save(_COMMAND, out / FOLDER / "zhaoshang.cmd")
    # The embeddable Python has no pip: its components are laid in place here, for the computer that will run them.
    names = sorted(str(path) for path in wheels.glob("*.whl"))
    place = ["--target", str(out / FOLDER / _SITE), "--no-compile"]
    pip("install", *target(tag), *place, "--no-deps", "--no-index", "--quiet", *names)


def _check_windows(archive: Path, tag: Tag) -> None:
    short = tag.python.replace(".", "")
    asked = f"请到 Python 官方网站下载 {tag.python} 的“Windows embeddable package (64-bit)”，下载后不要解压。"
    try:
        with zipfile.ZipFile(archive) as package:
            names = package.namelist()
            program = package.read("python.exe") if "python.exe" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise ToolkitError(f"“{archive.name}”不是完整的压缩包。{asked}") from None
    if not all(_PLAIN_NAME.fullmatch(name) for name in names) or not program:
        raise ToolkitError(f"“{archive.name}”不是 Python 的嵌入式压缩包。{asked}")
    if not {f"python{short}._pth", f"python{short}.dll"} <= set(names):
        other = next((name for name in names if re.fullmatch(r"python3\d+\._pth", name)), "")
        is_of = f"Python {other[6]}.{other[7:-5]}" if other else "别的版本"
        raise ToolkitError(f"“{archive.name}”里是 {is_of}，安装包是给 Python {tag.python} 做的。{asked}")
    # [PE/COFF]: the place of the header stands at 0x3C, after «PE\0\0» comes the kind of processor.
    header = int.from_bytes(program[0x3C:0x40], "little")
    if program[header : header + 6] != b"PE\0\0" + _AMD64:
        raise ToolkitError(f"“{archive.name}”不是64位的 Python。{asked}")


def _check_linux(archive: Path, tag: Tag) -> None:
    asked = (
        f"请下载 python-build-standalone 的 cpython-{tag.python}…-{dict(tag.system.markers)['platform_machine']}"
        "-unknown-linux-gnu-install_only.tar.gz，下载后不要解压。"
    )
    try:
        with tarfile.open(archive, "r:gz") as package:
            names = package.getnames()
    except (tarfile.TarError, zlib.error, EOFError, OSError):
        raise ToolkitError(f"“{archive.name}”不是完整的 tar.gz 压缩包。{asked}") from None
    outside = [name for name in names if name.split("/")[0] != "python" or ".." in name.split("/")]
    if outside or f"python/bin/python{tag.python}" not in names:
        raise ToolkitError(f"“{archive.name}”里没有 python/bin/python{tag.python}。{asked}")
