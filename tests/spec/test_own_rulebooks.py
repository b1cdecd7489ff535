"""Rulebooks belong to the office: they lie in its own folders, and a bad one disturbs no other."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.rulebook import written_xishan
from toolkit.cli import main
from toolkit.model.errors import ToolkitError
from toolkit.schemes import shelves
from toolkit.schemes.loader import load, shipped_folder
from toolkit.schemes.shelves import find
from toolkit.workflow.steps.workspace import create_workspace, open_workspace


def run(*typed):
    """What a command prints; its mistakes are raised as sentences."""
    done = CliRunner().invoke(main, [str(one) for one in typed])
    if isinstance(done.exception, ToolkitError):
        return str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A user's folder of its own."""
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    return tmp_path / "home"


def test_a_rulebook_of_the_offices_own_is_copied_into_the_workspace(home, tmp_path):
    """Init --scheme takes a folder; the workspace then holds its rules and does not miss the folder when it is gone."""
    drafted = written_xishan(tmp_path / "草稿" / "西山")
    run("init", tmp_path / "西山2023", "--scheme", drafted)
    for name in shelves.FILES:
        (drafted / name).unlink()
    assert open_workspace(tmp_path / "西山2023").scheme.jurisdiction == "西山县"
    assert {path.name for path in (tmp_path / "西山2023" / "规则" / "西山").iterdir()} == set(shelves.FILES)


def test_the_workspace_comes_before_the_user_and_the_user_before_the_package(home, tmp_path):
    """规则/ of the workspace, then 招商规则 of the user, then the package; --rules before all of them."""
    office = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    titles = []

    def write(folder):
        text = (shipped_folder("luzhai-2022") / "scheme.toml").read_text("utf-8")
        run("schemes", "export", "luzhai-2022", folder)
        changed = text.replace('office = "县投促中心"', f'office = "{folder.name}"')
        assert changed != text
        (folder / "scheme.toml").write_text(changed, "utf-8")

    def found():
        titles.append(load(find("luzhai-2022", office).folder).office)

    found()
    write(home / "招商规则" / "用户的")
    found()
    write(office / "规则" / "工作文件夹的")
    found()
    write(tmp_path / "命令行的")
    shelves.look_first_in(tmp_path / "命令行的")
    found()
    shelves.look_first_in(None)
    assert titles == ["县投促中心", "用户的", "工作文件夹的", "命令行的"]
    assert f"（在 {tmp_path / '命令行的'}）" in run("schemes", "--rules", tmp_path / "命令行的")
    assert "命令行的" not in run("schemes"), "--rules holds for one command"


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("scheme.toml", b"id = "),
        ("scheme.toml", b"\x00\x01\x02"),
        ("scheme.toml", None),
        ("units.csv", None),
        ("units.csv", b""),
        ("document.txt", None),
        ("document.txt", b"\xff\xfe\x00"),
    ],
)
def test_a_bad_rulebook_never_disturbs_another(home, tmp_path, monkeypatch, file, damage):
    """``zhaoshang schemes`` lists all, says of the bad one what is wrong with it, and the others work on."""
    office = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    bad = written_xishan(office / "规则" / "西山")
    (bad / file).write_bytes(damage) if damage is not None else (bad / file).unlink()
    monkeypatch.chdir(office)
    lines = run("schemes").splitlines()
    assert [line.partition("  ")[0] for line in lines if "不能使用" not in line] == [
        "gangnan-2018",
        "jiaocheng-2022",
        "luzhai-2022",
        "nanxian-2022",
    ]
    assert sum("不能使用" in line and "西山" in line for line in lines) == 1
    assert open_workspace(office).scheme.id == "luzhai-2022"


def test_an_unknown_name_gets_the_nearest_one_and_twins_are_told(home, tmp_path):
    """A slip in a name is answered with the right one; two rulebooks of one id in one place are not chosen between."""
    with pytest.raises(ToolkitError, match="没有名为“luzhai-2023”的规则。是不是“luzhai-2022”？现有：gangnan-2018"):
        find("luzhai-2023")
    for name in ("甲", "乙"):
        written_xishan(home / "招商规则" / name)
    with pytest.raises(ToolkitError, match='“乙”和“甲”的 scheme.toml 都写着 id = "xishan-2023"'):
        find("xishan-2023")
    with pytest.raises(ToolkitError, match="里没有规则"):
        find(str(home))


def test_init_leaves_nothing_behind_where_the_rulebook_cannot_be_used(home, tmp_path):
    """A slip in the rulebook is told before anything is written."""
    bad = written_xishan(tmp_path / "西山", ("day = 10", "day = 40"))
    assert "应是 1 到 31" in run("init", tmp_path / "西山2023", "--scheme", bad)
    assert not (tmp_path / "西山2023").exists()


def test_export_gives_a_rulebook_to_start_from_and_overwrites_nothing(home, tmp_path):
    """Schemes export ID DIR: the three files, into a new folder only."""
    run("schemes", "export", "nanxian-2022", tmp_path / "本县")
    assert load(tmp_path / "本县") == load(shipped_folder("nanxian-2022"))
    assert "已经有文件，没有改动" in run("schemes", "export", "luzhai-2022", tmp_path / "本县")
    assert load(tmp_path / "本县").jurisdiction == "南县"
