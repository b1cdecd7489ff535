"""考核用表 and 结转下一年: where does the next year's folder lie, by which rules, and what is asked first?"""

import shutil
from datetime import date

import pytest

from tests.walks import laid_out
from toolkit.files import shipped
from toolkit.model.control import ControlSettings
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.shelves import OWN
from toolkit.workflow.actions.buttons import run
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.actions.next_step import Step, as_button, as_command
from toolkit.workflow.actions.workspace_state import State
from toolkit.workflow.actions.year_buttons import next_folder
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

LUZHAI = next(one for one in SAMPLES if one.scheme == "luzhai-2022")
NEW_YEARS_DAY = date(2023, 1, 6)


@pytest.fixture
def root(tmp_path):
    """Luzhai's sample of June, as an office has it."""
    return laid_out(tmp_path, LUZHAI, ["目标", "报送"])


def pressed(root, answer, action="new_year"):
    """Press a button that may ask; return its report and its questions."""
    asked = []

    def ask(question):
        asked.append(question)
        return answer

    settings = ControlSettings(str(root), "2022-06", "")
    return run(action, settings, NEW_YEARS_DAY, lambda *_: None, ask), asked


def files(folder):
    """Every file below a folder but the lock of a run."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def rulebook(root, id, year):
    """Put a rulebook of Luzhai for another year into the workspace's 规则."""
    source = shipped.folder("sample_workbooks").parent / "toolkit" / "schemes" / "luzhai_2022"
    out = root / OWN / id
    shutil.copytree(source, out)
    text = (out / "scheme.toml").read_text("utf-8")
    text = text.replace('id = "luzhai-2022"', f'id = "{id}"').replace("valid = [2022]", f"valid = [{year}]")
    text = text.replace("\nyear = 2022\n", f"\nyear = {year}\n", 1)
    (out / "scheme.toml").write_text(text, "utf-8")


def test_no_is_a_look_and_nothing_else(root):
    """As ``new-year --dry-run``: what is open is listed with the button for it; 取消 writes nothing."""
    before = files(root.parent)
    report, (question,) = pressed(root, answer=False)
    assert report.cancelled and report.dialog == "没有结转，什么也没有写。"
    assert "没有定稿：2022年5月、2022年6月" in question
    assert "按“定稿”（命令为 zhaoshang publish" in question
    assert files(root.parent) == before


def test_yes_makes_the_folder_beside(root):
    """The next year's workspace, with the toolbox in it; the former year stays as it is."""
    kept = {path: path.read_bytes() for path in (root / "报送").rglob("*.xlsx")}
    report, _ = pressed(root, answer=True)
    beside = root.with_name(root.name.replace("2022", "2023"))
    assert open_workspace(beside).scheme.year == 2023
    assert report.made[0] == f"工作文件夹：{beside.resolve()}"
    assert any("请打开新文件夹里的“招商工具箱”" in line for line in report.attention)
    assert {path: path.read_bytes() for path in kept} == kept
    again, _ = pressed(root, answer=True)
    assert again.headline.startswith("2023年")


@pytest.mark.parametrize(
    ("name", "beside"),
    [("鹿寨2022", "鹿寨2023"), ("2022年招商", "2023年招商"), ("招商", "招商2023")],
)
def test_the_folder_is_named_after_the_year(tmp_path, name, beside):
    """Its own name with the next year; a name without a year gets one."""
    assert next_folder(create_workspace(tmp_path / name, "luzhai-2022")) == (tmp_path / beside).resolve()


def test_the_next_years_rulebook_is_proposed_where_there_is_one(root):
    """鹿寨's document of 2023 lies in 规则: it is named in the question, and the new folder goes by it."""
    rulebook(root, "鹿寨规则2023", 2023)
    _, (question,) = pressed(root, answer=True)
    assert "规则用 鹿寨规则2023" in question
    assert open_workspace(root.with_name(root.name.replace("2022", "2023"))).scheme.id == "鹿寨规则2023"


def test_of_two_rulebooks_nobody_guesses(root):
    """Which of them holds is a person's to say; nothing is written."""
    for number in "甲乙":
        rulebook(root, f"鹿寨规则2023{number}", 2023)
    with pytest.raises(ToolkitError, match="2023年的规则有2份"):
        pressed(root, answer=True)
    assert not root.with_name(root.name.replace("2022", "2023")).exists()


def test_books_need_no_month(tmp_path):
    """考核用表 in January, before anybody reported: the books that the document asks for, then nothing more to do."""
    root = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    report, asked = pressed(root, True, "books")
    assert (root / "考核" / "进度跟踪.xlsx").exists() and not asked
    assert "填过的没有改动" in report.headline
    again, _ = pressed(root, True, "books")
    assert again.headline == "考核用表都已经有了，没有要补的行，没有改动。"


@pytest.mark.parametrize(("month", "named"), [(12, True), (11, False)])
def test_after_the_last_month_comes_the_next_year(luzhai, month, named):
    """首页's next step and the home screen's: once December is issued, the year is closed."""
    state = State(luzhai, ReportingPeriod(2022, month))
    assert ("“结转下一年”" in as_button(Step.DONE, state)) is named
    assert ("new-year 新文件夹 --dry-run" in as_command(Step.DONE, state)[1]) is named
