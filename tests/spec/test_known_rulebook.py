"""A rulebook is read again when something of it has changed, and only then: what counts is what lies there now."""

import shutil

import pytest

from toolkit.model.errors import ToolkitError
from toolkit.schemes import loader
from toolkit.schemes.shelves import HERE
from toolkit.workflow.steps import cache, rulebook

UNIT = "单位,类别,别名,报送统计表\n县供销社,department,供销社,是\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Luzhai's rulebook as an office's own, and a cache of its own."""
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "缓存"))
    return shutil.copytree(HERE / "luzhai_2022", tmp_path / "规则" / "luzhai-2022")


@pytest.fixture
def readings(monkeypatch):
    """How often a rulebook was really read."""
    read = []
    real = loader.load
    monkeypatch.setattr(loader, "load", lambda *asked, **more: read.append(asked) or real(*asked, **more))
    return read


def test_the_second_run_takes_the_rulebook_as_it_was_read(folder, readings):
    """The same rulebook, in every field."""
    assert rulebook.load(folder) == rulebook.load(folder) == loader.load(folder)
    assert len(readings) == 2


@pytest.mark.parametrize("name", ["scheme.toml", "units.csv", "document.txt"])
def test_one_more_line_in_any_of_its_files_is_read(folder, readings, name):
    """A blank line at the end changes nothing that it says, and still it is read: nobody guesses what matters."""
    rulebook.load(folder)
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        file.write("\n")
    rulebook.load(folder)
    assert len(readings) == 2


def test_what_the_office_adds_counts_at_once(folder, readings, tmp_path):
    """单位补充.csv is written, corrected and removed between runs: the units are those of the moment."""

    def units():
        return {unit.name for unit in rulebook.load(folder, office=tmp_path).units}

    plain = units()
    (tmp_path / "单位补充.csv").write_text(UNIT, "utf-8-sig")
    assert units() - plain == {"县供销社"}
    (tmp_path / "单位补充.csv").write_text(UNIT.replace("县供销社", "县邮政局"), "utf-8-sig")
    assert units() - plain == {"县邮政局"}
    (tmp_path / "单位补充.csv").unlink()
    assert units() == plain and len(readings) == 3


def test_another_reading_or_year_is_another_rulebook(folder):
    """What 设置 chooses is part of what was asked for."""
    choice = next(one for one in rulebook.load(folder).readings if len(one.choices) > 1)
    other = next(value for value in choice.choices if value != choice.value)
    chosen = rulebook.load(folder, {choice.id: other})
    assert next(one for one in chosen.readings if one.id == choice.id).value == other
    assert rulebook.load(folder, year=2023, continues=True).year == 2023
    assert rulebook.load(folder).year == 2022


def test_what_is_wrong_with_a_rulebook_is_said_every_time(folder):
    """A slip is no reading: the next run says it again, and the mended file is read."""
    good = (folder / "scheme.toml").read_text("utf-8")
    (folder / "scheme.toml").write_text(good.replace('jurisdiction = "', 'jurisdicton = "'), "utf-8")
    for _ in range(2):
        with pytest.raises(ToolkitError, match=r"scheme\.toml"):
            rulebook.load(folder)
    (folder / "scheme.toml").write_text(good, "utf-8")
    assert rulebook.load(folder).jurisdiction == "鹿寨县"
