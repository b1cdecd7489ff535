"""What does an office without internet install from? A folder with 安装.cmd and every wheel it needs."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from toolkit import filing, resources
from toolkit.model.errors import ToolkitError
from toolkit.workflow.steps import Progress, silent

PLATFORM = "win_amd64"
INSTALLER = "安装.cmd"
REQUIRES = re.compile(r"^Requires-Dist: *([A-Za-z0-9._-]+)[^;\n]*;([^\n]*)$", re.MULTILINE)


def make_bundle(out: Path, python_version: str, wheel: Path | None = None, progress: Progress = silent) -> int:
    """Fill a folder with the installer and ``wheels/``; return how many wheels there are.

    Wheels are fetched by pip from wherever this machine's pip fetches them.
    """
    if not re.fullmatch(r"3\.\d{2}", python_version):
        raise ToolkitError(f"Python 版本写作“{python_version}”，请写成 3.11。")
    wheels = out / "wheels"
    filing.make_folder(wheels)
    progress("工具箱自己的组件", 1, 3)
    own = _own_wheel(wheels, wheel)
    pinned = resources.CHECKOUT / "constraints.txt"
    pins = ["-c", str(pinned)] if pinned.exists() else []
    progress("取其他组件", 2, 3)
    _fetch([str(own)], wheels, python_version, pins)
    # pip asks for what *this* machine needs: what only Windows needs is fetched by name, until nothing is missing.
    progress("取 Windows 的组件", 3, 3)
    while missing := windows_needs(wheels):
        _fetch(missing, wheels, python_version, pins)
    filing.copy(resources.folder("macros") / INSTALLER, out / INSTALLER)
    return len(list(wheels.glob("*.whl")))


def windows_needs(wheels: Path) -> list[str]:
    """Return what the wheels of a folder need on Windows alone and is not among them."""
    there, needed = set(), set()
    for path in wheels.glob("*.whl"):
        there.add(_plain(path.name.partition("-")[0]))
        with zipfile.ZipFile(path) as archive:
            head = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            text = archive.read(head).decode("utf-8")
        for name, marker in REQUIRES.findall(text):
            if "extra" not in marker and re.search(r"==\s*['\"](win32|Windows|nt)['\"]", marker):
                needed.add(_plain(name))
    return sorted(needed - there)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _own_wheel(wheels: Path, given: Path | None) -> Path:
    if given:
        return filing.copy(given, wheels / given.name)
    if not (resources.CHECKOUT / "pyproject.toml").exists():
        raise ToolkitError("这里不是源代码，做不了工具箱自己的安装文件。请用 --wheel 写明它的位置。")
    for old in wheels.glob("zhaoshang_toolkit-*.whl"):
        old.unlink()
    _pip("wheel", "--no-deps", "-w", str(wheels), str(resources.CHECKOUT))
    return next(wheels.glob("zhaoshang_toolkit-*.whl"))


def _fetch(names: list[str], wheels: Path, python_version: str, pins: list[str]) -> None:
    target = ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", python_version]
    _pip("download", *target, *pins, "-d", str(wheels), "--find-links", str(wheels), *names)


def _pip(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise ToolkitError(f"取组件没有成功：{''.join(last)}。请检查网络后重试。")
