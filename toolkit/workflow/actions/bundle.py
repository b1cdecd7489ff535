"""How does an office without internet install? From a folder with 安装.cmd and every wheel it needs."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from toolkit.files import saving, shipped
from toolkit.model.errors import ToolkitError
from toolkit.workflow.steps.tables import Progress, silent

PLATFORM = "win_amd64"
INSTALLER = "安装.cmd"
TAG_FILE = "python-tag.txt"
BITS = 64
TAG_TEXT = """# For which Python this folder was made; the installer uses exactly this one.
PYTHON={python}
BITS={bits}
"""
# What an office needs beside the toolbox itself: the manual tells it to keep its mail password with keyring.
EXTRAS = "[keyring]"
REQUIRES = re.compile(r"^Requires-Dist: *([A-Za-z0-9._-]+)[^;\n]*;([^\n]*)$", re.MULTILINE)


def make_bundle(out: Path, python_version: str, wheel: Path | None = None, progress: Progress = silent) -> int:
    """Fill a folder with the installer, ``wheels/`` and ``python-tag.txt``; return how many wheels there are.

    Wheels are fetched by pip from wherever this machine's pip fetches them, for one Python on 64-bit Windows; a folder
    that was made for another one is emptied of its wheels first.
    """
    if not re.fullmatch(r"3\.\d{2}", python_version):
        raise ToolkitError(f"Python 版本写作“{python_version}”，请写成 3.11。")
    wheels = out / "wheels"
    saving.make_folder(wheels)
    if (out / TAG_FILE).exists() and tag_of(out) != (python_version, BITS):
        for other in wheels.glob("*.whl"):
            other.unlink()
    # Deleted until the folder is complete: 安装.cmd does nothing without it.
    (out / TAG_FILE).unlink(missing_ok=True)
    progress("工具箱自己的组件", 1, 3)
    own = _own_wheel(wheels, wheel)
    pinned = shipped.CHECKOUT / "constraints.txt"
    pins = ["-c", str(pinned)] if pinned.exists() else []
    progress("取其他组件", 2, 3)
    _fetch([f"{own}{EXTRAS}"], wheels, python_version, pins)
    # pip asks for what *this* machine needs: what only Windows needs is fetched by name, until nothing is missing.
    progress("取 Windows 的组件", 3, 3)
    while missing := windows_needs(wheels):
        _fetch(missing, wheels, python_version, pins)
    saving.copy(shipped.folder("macros") / INSTALLER, out / INSTALLER)
    saving.save(TAG_TEXT.format(python=python_version, bits=BITS).encode(), out / TAG_FILE)
    check_bundle(out, python_version)
    return len(list(wheels.glob("*.whl")))


def tag_of(bundle: Path) -> tuple[str, int]:
    """Return the Python that a bundle was made for, and its bits: ("3.11", 64).

    Raises ``ToolkitError`` where its python-tag.txt is missing or says neither.
    """
    path = bundle / TAG_FILE
    said = dict(re.findall(r"(?m)^(\w+)=(\S+)", path.read_text("utf-8"))) if path.exists() else {}
    if not (re.fullmatch(r"3\.\d{2}", said.get("PYTHON", "")) and said.get("BITS", "").isdecimal()):
        raise ToolkitError(f"安装包“{bundle.name}”里没有 {TAG_FILE}，或者没有写明 Python 版本。请重新制作安装包。")
    return said["PYTHON"], int(said["BITS"])


def check_bundle(bundle: Path, python_version: str, bits: int = BITS) -> None:
    """Raise ``ToolkitError`` where a bundle cannot be installed into a Python; pip resolves it, with no network.

    ``python_version`` is the one of the office's computer, 3.11; nothing is installed.
    """
    python, its_bits = tag_of(bundle)
    if (python, its_bits) != (python_version, bits):
        raise ToolkitError(
            f"安装包是给 Python {python}（{its_bits}位）做的，不能装进 Python {python_version}（{bits}位）。"
            f"请在那台电脑上装 Python {python}（{its_bits}位），"
            f"或者用 --python-version {python_version} 另做一份安装包。"
        )
    wheels = bundle / "wheels"
    target = ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", python, "--target", str(bundle / "x")]
    offline = ["--dry-run", "--no-index", "--find-links", str(wheels), "--ignore-installed", "--quiet"]
    done = _run_pip("install", *target, *offline, f"zhaoshang-toolkit{EXTRAS}")
    missing = windows_needs(wheels)
    if done.returncode or missing:
        lacking = re.findall(r"No matching distribution found for ([\w.-]+)", done.stderr) or missing
        raise ToolkitError(
            f"安装包不完整，装不进 Python {python}：缺 {'、'.join(lacking) or '组件'}。请连上网络，重新制作安装包。"
        )


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
        return saving.copy(given, wheels / given.name)
    if not (shipped.CHECKOUT / "pyproject.toml").exists():
        raise ToolkitError("这里不是源代码，做不了工具箱自己的安装文件。请用 --wheel 写明它的位置。")
    for old in wheels.glob("zhaoshang_toolkit-*.whl"):
        old.unlink()
    _pip("wheel", "--no-deps", "-w", str(wheels), str(shipped.CHECKOUT))
    return next(wheels.glob("zhaoshang_toolkit-*.whl"))


def _fetch(names: list[str], wheels: Path, python_version: str, pins: list[str]) -> None:
    target = ["--only-binary=:all:", "--platform", PLATFORM, "--python-version", python_version]
    _pip("download", *target, *pins, "-d", str(wheels), "--find-links", str(wheels), *names)


def _pip(*words: str) -> None:
    done = _run_pip(*words)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise ToolkitError(f"取组件没有成功：{''.join(last)}。请检查网络后重试。")


def _run_pip(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
