"""考核用表 and 结转下一年, pressed with the mouse as all other buttons are."""

import pytest

from tests.spec.test_buttons import office, pressed  # noqa: F401 - a fixture
from toolkit.workflow.steps.workspace import open_workspace

pytestmark = pytest.mark.office


def test_books_are_laid_out_once(office):  # noqa: F811
    """考核用表: Luzhai's books, each ready to be filled in; a second press finds nothing to do and changes nothing."""
    text = pressed(office, "books")
    assert "填过的没有改动" in text and "再按“考核排名”" in text
    books = {path: path.read_bytes() for path in (office[1] / "考核").glob("*.xlsx")}
    assert "进度跟踪.xlsx" in {path.name for path in books}
    assert "没有要补的行" in pressed(office, "books")
    assert {path: path.read_bytes() for path in books} == books


def test_new_year_lists_what_is_open_and_takes_no_for_an_answer(office):  # noqa: F811
    """结转下一年: 取消 writes nothing; 确定 makes the folder beside, and what is there already stays."""
    pressing, root = office
    before = pressing.everything()
    pressing.click("new_year")
    question = pressing.dialog()
    assert question.text.startswith("将从2022年6月结转到2023年，新文件夹与本文件夹并排：")
    assert str(root.with_name("鹿寨2023")) in question.text
    assert "规则照旧（luzhai-2022），2023年的文件还没有，先沿用" in question.text
    assert "还没有2022年12月的统计表" in question.text
    pressing.answer(question, "Cancel")
    closing = pressing.dialog()
    assert closing.text == "没有结转，什么也没有写。"
    pressing.answer(closing, "OK")
    assert pressing.everything() == before and not root.with_name("鹿寨2023").exists()
    pressing.click("new_year")
    pressing.answer(pressing.dialog(), "OK")
    closing = pressing.dialog()
    pressing.answer(closing, "OK")
    assert closing.text.startswith("2023年（沿用2022年的文件）的工作文件夹已建好，")
    assert open_workspace(root.with_name("鹿寨2023")).scheme.year == 2023
    assert (root.with_name("鹿寨2023") / "招商工具箱.xlsm").exists()
