"""Does 安装.sh install for an ordinary user, with no network, into a home where nobody has set anything?"""

import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.screen import Screen, need_screen
from toolkit.workflow.actions.bundle import make_bundle
from toolkit.workflow.actions.bundle_target import SYSTEMS

SCRIPT = Path(__file__).parent.parent / "macros" / "安装.sh"
SYSTEM_PYTHON = Path("/usr/bin/python3")
NOBODY = 65534
fetching = pytest.mark.skipif(not os.environ.get("CI"), reason="fetches all dependencies: in CI, or with CI=1")
HERE = {"x86_64": "linux", "aarch64": "linux-arm"}.get(platform.machine(), "")
on_linux = pytest.mark.skipif(
    not HERE or shutil.which("sh") is None, reason="安装.sh is for Linux on x86_64 and aarch64"
)


def install(script: Path, home: Path, typed: str = "", alone: bool = False) -> subprocess.CompletedProcess[str]:
    """Run the installer in a home; ``alone``: as an ordinary user, and with no network, where this user may say so."""
    command = [*(as_nobody() if alone else ()), "sh", str(script)]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(command, input=typed, env=environment, capture_output=True, text=True, check=False)


def as_nobody() -> tuple[str, ...]:
    """Return what makes a command an ordinary user's without a network; nothing where this user is one already."""
    if os.geteuid() != 0:
        return ()
    user = ("setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups")
    cut_off = ("unshare", "--net")
    can = subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode == 0
    return (*(cut_off if can else ()), *user)


@pytest.fixture
def bundle(tmp_path):
    """A bundle in name: the installer, a tag for the Python of this system, no wheels."""
    (tmp_path / "wheels").mkdir()
    shutil.copy2(SCRIPT, tmp_path)
    write_tag(tmp_path)
    return tmp_path


def write_tag(folder: Path, python: str = "3.11", system: str = HERE) -> None:
    """Write python-tag.txt."""
    (folder / "python-tag.txt").write_text(f"# made for\nPYTHON={python}\nBITS=64\nSYSTEM={system}\n", "utf-8")


@on_linux
@pytest.mark.parametrize(
    ("spoil", "step", "says"),
    [
        (lambda folder: (folder / "wheels").rmdir(), "第1步 核对安装包", "压缩包要先全部解压"),
        (lambda folder: (folder / "python-tag.txt").unlink(), "第1步 核对安装包", "缺 wheels 文件夹或 python-tag.txt"),
        (lambda folder: write_tag(folder, "x"), "第2步 查找 Python", "没有找到 Python x（64位）"),
        (lambda folder: write_tag(folder, system="windows"), "第1步 核对安装包", "不是给麒麟、统信做的"),
        (
            lambda folder: write_tag(folder, system="linux-arm" if HERE == "linux" else "linux"),
            "第1步 核对安装包",
            "是给另一种处理器做的",
        ),
        (lambda folder: write_tag(folder, "3.99"), "第2步 查找 Python", "换用自带 Python 的安装包"),
        (lambda folder: (folder / "runtime.tar.gz").write_bytes(b"x"), "第2步 查找 Python", "自带的 Python 解压不了"),
    ],
)
def test_a_bundle_that_does_not_fit_is_said_with_the_step(bundle, tmp_path, spoil, step, says):
    """Where it stopped, what to do, and nothing left in the home but folders that a next run uses."""
    spoil(bundle)
    home = tmp_path / "home"
    home.mkdir()
    done = install(bundle / SCRIPT.name, home)
    assert done.returncode == 1
    assert f"没有装成，停在：{step}" in done.stdout and says in done.stdout
    assert not [path for path in home.rglob("*") if path.is_file()]


@on_linux
def test_a_bundle_without_wheels_stops_before_anything_is_asked(bundle, tmp_path):
    """Half a copy: the environment is there, the components are not; the next run goes on from there."""
    version = subprocess.run([SYSTEM_PYTHON, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    write_tag(bundle, version.rpartition(".")[0])
    home = tmp_path / "home"
    home.mkdir()
    done = install(bundle / SCRIPT.name, home)
    assert "没有装成，停在：第4步 安装组件\n安装包不完整：wheels 里缺 pip。" in done.stdout
    assert "规则名称" not in done.stdout


@pytest.fixture(scope="module")
def real():
    """A bundle for this machine's own system Python, and a home of an ordinary user; both may be read by everybody."""
    root = Path(tempfile.mkdtemp(prefix="zhaoshang-"))
    root.chmod(0o755)
    version = subprocess.run([SYSTEM_PYTHON, "-V"], capture_output=True, text=True, check=True).stdout.split()[1]
    make_bundle(root / "安装包", version.rpartition(".")[0], system={one.id: one for one in SYSTEMS}[HERE])
    home = root / "家"
    (home / "文档").mkdir(parents=True)
    if os.geteuid() == 0:
        for path in (home, home / "文档"):
            os.chown(path, NOBODY, NOBODY)
    yield root / "安装包" / SCRIPT.name, home
    shutil.rmtree(root)


@fetching
@on_linux
def test_an_ordinary_user_installs_offline_and_presses_a_launcher(real, tmp_path):
    """Installed twice: the second time nothing is asked or changed. Then a launcher is pressed on a screen and read."""
    script, home = real
    work = home / "文档" / "招商工作"
    first = install(script, home, "没有的规则\nluzhai-2022\n", alone=True)
    assert first.returncode == 0, first.stdout + first.stderr
    assert f"装好了。工作文件夹：{work}" in first.stdout
    assert "第7步　检查这台电脑" in first.stdout and "　写入权限：可以写入" in first.stdout
    python = home / ".local/share/zhaoshang/venv/bin/python"
    found = subprocess.run(
        [python, "-P", "-c", "import keyring, toolkit; print(toolkit.__file__)"],
        env={"HOME": str(home)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.startswith(str(home))
    assert list((home / ".local/share/zhaoshang/venv/lib").rglob("toolkit/__pycache__/buttons.*.pyc"))
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*") if path.is_file()}
    again = install(script, home, alone=True)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "已经有工作文件夹，没有改动" in again.stdout and "规则名称" not in again.stdout
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*") if path.is_file()} == before
    need_screen()
    screen = Screen(tmp_path)
    try:
        for name in ("ZHAOSHANG_PYTHON", "PYTHONPATH", "XENVIRONMENT"):
            screen.environment.pop(name)
        screen.environment |= {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        (launcher,) = (work / "按钮").rglob("*检查本机.sh")
        user = [word for word in as_nobody() if word not in {"unshare", "--net"}]
        program = screen.start(*user, "sh", str(launcher))
        screen.window("检查本机：已完成")
        assert screen.ink() > 500
        screen.press("Return")
        assert screen.ended(program)
    finally:
        screen.close()
    assert "写入权限" in (work / "输出" / "检查本机.txt").read_text("utf-8-sig")
