"""How does an office without internet install? From a folder with the installers and every wheel it needs."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from toolkit.files import saving, shipped
from toolkit.model.errors import ToolkitError
from toolkit.workflow.actions import bundle_runtime
from toolkit.workflow.actions.bundle_target import SYSTEMS, WINDOWS, System, Tag, pip, run_pip, seen, target
from toolkit.workflow.steps.tables import Progress, silent

INSTALLER, LINUX_INSTALLER = "安装.cmd", "安装.sh"
TAG_FILE = "python-tag.txt"
BITS = 64
TAG_TEXT = """# For which Python this folder was made; the installer uses exactly this one.
PYTHON={python}
BITS={bits}
SYSTEM={system}
"""
# What an office needs beside the toolbox itself: the manual tells it to keep its mail password with keyring.
EXTRAS = ("keyring",)
OWN = f"zhaoshang-toolkit[{','.join(EXTRAS)}]"


def make_bundle(
    out: Path,
    python_version: str,
    wheel: Path | None = None,
    progress: Progress = silent,
    system: System = WINDOWS,
    runtime: Path | None = None,
) -> int:
    """Fill a folder with the installers, ``wheels/`` and ``python-tag.txt``; return how many wheels there are.

    Wheels are fetched by pip from wherever this machine's pip fetches them, for one Python on one kind of 64-bit
    computer; a folder that was made for another one is emptied of its wheels first.  ``runtime`` is an archive of that
    Python itself (``bundle_runtime``), so that nothing else need be installed.  Raises ``ToolkitError`` for a version
    that is none, an archive for another Python, and where pip cannot fetch a wheel.
    """
    if not re.fullmatch(r"3\.\d{2}", python_version):
        raise ToolkitError(f"Python 版本写作“{python_version}”，请写成 3.11。")
    tag = Tag(python_version, BITS, system)
    if runtime:
        bundle_runtime.check(runtime, tag)
    wheels = out / "wheels"
    saving.make_folder(wheels)
    if (out / TAG_FILE).exists() and tag_of(out) != tag:
        for other in wheels.glob("*.whl"):
            other.unlink()
    # Deleted until the folder is complete: the installer does nothing without it.
    (out / TAG_FILE).unlink(missing_ok=True)
    progress("工具箱自己的组件", 1, 4)
    own = _own_wheel(wheels, wheel)
    pinned = shipped.CHECKOUT / "constraints.txt"
    pins = ["-c", str(pinned)] if pinned.exists() else []
    progress("取其他组件", 2, 4)
    # Debian's Python has no pip to put into an environment: 安装.sh takes it from the wheel.
    _fetch([f"{own}[{','.join(EXTRAS)}]", *(() if system is WINDOWS else ("pip",))], wheels, tag, pins)
    # pip asks for what *this* machine needs: what the other one needs is fetched by name, until nothing is missing.
    progress("补齐那台电脑才要的组件", 3, 4)
    while missing := lacking(wheels, tag):
        _fetch(missing, wheels, tag, pins)
    progress("自带的 Python", 4, 4)
    bundle_runtime.put(runtime, wheels, out, tag)
    for name in (INSTALLER, LINUX_INSTALLER):
        saving.copy(shipped.folder("macros") / name, out / name)
    text = TAG_TEXT.format(python=python_version, bits=BITS, system=system.id)
    saving.save(text.encode(), out / TAG_FILE)
    check_bundle(out, python_version)
    return len(list(wheels.glob("*.whl")))


def tag_of(bundle: Path) -> Tag:
    """Return what a bundle was made for; one of version 1.0 is for Windows.

    Raises ``ToolkitError`` where its python-tag.txt is missing or does not say it.
    """
    path = bundle / TAG_FILE
    said = dict(re.findall(r"(?m)^(\w+)=(\S+)", path.read_text("utf-8"))) if path.exists() else {}
    system = {one.id: one for one in SYSTEMS}.get(said.get("SYSTEM", WINDOWS.id))
    if not (system and re.fullmatch(r"3\.\d{2}", said.get("PYTHON", "")) and said.get("BITS", "").isdecimal()):
        raise ToolkitError(f"安装包“{bundle.name}”里没有 {TAG_FILE}，或者没有写明 Python 版本。请重新制作安装包。")
    return Tag(said["PYTHON"], int(said["BITS"]), system)


def check_bundle(bundle: Path, python_version: str, bits: int = BITS) -> None:
    """Raise ``ToolkitError`` where a bundle cannot be installed into a Python; pip resolves it, with no network.

    ``python_version`` is the one of the office's computer, 3.11; nothing is installed.
    """
    tag = tag_of(bundle)
    if (tag.python, tag.bits) != (python_version, bits):
        raise ToolkitError(
            f"安装包是给 Python {tag.python}（{tag.bits}位）做的，不能装进 Python {python_version}（{bits}位）。"
            f"请在那台电脑上装 Python {tag.python}（{tag.bits}位），"
            f"或者用 --python-version {python_version} 另做一份安装包。"
        )
    wheels = bundle / "wheels"
    offline = ["--dry-run", "--no-index", "--find-links", str(wheels), "--ignore-installed", "--quiet"]
    done = run_pip("install", *target(tag), "--target", str(bundle / "x"), *offline, OWN)
    missing = lacking(wheels, tag)
    if done.returncode or missing:
        named = re.findall(r"No matching distribution found for ([\w.-]+)", done.stderr) or missing
        raise ToolkitError(
            f"安装包不完整，装不进 Python {tag.python}：缺 {'、'.join(named) or '组件'}。请连上网络，重新制作安装包。"
        )


def lacking(wheels: Path, tag: Tag) -> list[str]:
    """Return what the wheels of a folder need on the system that they are for, and is not among them."""
    there: set[str] = set()
    needed: set[str] = set()
    for path in wheels.glob("*.whl"):
        name = canonicalize_name(path.name.partition("-")[0])
        there.add(name)
        extras = ("", *EXTRAS) if name == canonicalize_name("zhaoshang-toolkit") else ("",)
        for one in _requirements(path):
            if one.marker is None or any(one.marker.evaluate({**seen(tag), "extra": extra}) for extra in extras):
                needed.add(canonicalize_name(one.name))
    return sorted(needed - there)


def _requirements(path: Path) -> Iterator[Requirement]:
    with zipfile.ZipFile(path) as archive:
        head = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(head).decode("utf-8")
    for line in re.findall(r"^Requires-Dist: *(.+?)\s*$", text, re.MULTILINE):
        try:
            yield Requirement(line)
        except InvalidRequirement:
            continue  # pip says of it what there is to say


def _own_wheel(wheels: Path, given: Path | None) -> Path:
    if given:
        return saving.copy(given, wheels / given.name)
    if not (shipped.CHECKOUT / "pyproject.toml").exists():
        raise ToolkitError("这里不是源代码，做不了工具箱自己的安装文件。请用 --wheel 写明它的位置。")
    for old in wheels.glob("zhaoshang_toolkit-*.whl"):
        old.unlink()
    pip("wheel", "--no-deps", "-w", str(wheels), str(shipped.CHECKOUT))
    return next(wheels.glob("zhaoshang_toolkit-*.whl"))


def _fetch(names: list[str], wheels: Path, tag: Tag, pins: list[str]) -> None:
    pip("download", *target(tag), *pins, "-d", str(wheels), "--find-links", str(wheels), *names)
