"""For which computers can a bundle be made, and how is pip told? Windows, and Linux on two kinds of processor."""

import subprocess
import sys

from msgspec import Struct

from toolkit.model.errors import ToolkitError


class System(Struct, frozen=True):
    """A kind of computer: its id, what people call it, the tags of wheels that it takes, and what markers see there."""

    id: str
    title: str
    platforms: tuple[str, ...]
    markers: tuple[tuple[str, str], ...]


_UNIX = (("os_name", "posix"), ("sys_platform", "linux"), ("platform_system", "Linux"))


def _linux(id: str, title: str, machine: str) -> System:
    tags = ("manylinux2014", "manylinux_2_17", "manylinux_2_28")
    return System(id, title, tuple(f"{tag}_{machine}" for tag in tags), (*_UNIX, ("platform_machine", machine)))


WINDOWS = System(
    "windows",
    "Windows",
    ("win_amd64",),
    (("os_name", "nt"), ("sys_platform", "win32"), ("platform_system", "Windows"), ("platform_machine", "AMD64")),
)
SYSTEMS = (
    WINDOWS,
    _linux("linux", "麒麟、统信（海光、兆芯、Intel）", "x86_64"),
    _linux("linux-arm", "麒麟、统信（飞腾、鲲鹏）", "aarch64"),
)


class Tag(Struct, frozen=True):
    """For which Python, of how many bits, on which system a bundle was made."""

    python: str
    bits: int
    system: System


def seen(tag: Tag) -> dict[str, str]:
    """Return what a requirement's marker sees on the computer that a bundle is for."""
    full = f"{tag.python}.0"
    python = {"python_version": tag.python, "python_full_version": full, "implementation_version": full}
    kind = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    return {**python, **kind, "platform_release": "", "platform_version": "", **dict(tag.system.markers)}


def target(tag: Tag) -> list[str]:
    """Return pip's options for the computer that a bundle is for."""
    platforms = [word for platform in tag.system.platforms for word in ("--platform", platform)]
    return ["--only-binary=:all:", *platforms, "--python-version", tag.python]


def pip(*words: str) -> None:
    """Run pip; raises ``ToolkitError`` with its last line where it fails."""
    done = run_pip(*words)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise ToolkitError(f"取组件没有成功：{''.join(last)}。请检查网络后重试。")


def run_pip(*words: str) -> subprocess.CompletedProcess[str]:
    """Run pip of this Python and return what it said."""
    return subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
