"""Who is in the leading group, the squads or recruits full time stays so at New Year: new-year carries rosters."""

import openpyxl
from click.testing import CliRunner

from tests.year import county_year
from toolkit.cli import main
from toolkit.workflow.steps.kept_books import write_kept_books
from toolkit.workflow.steps.workspace import open_workspace

PROJECTS = """
单位   | 项目名称 | 行业     | 投资总额（亿元） | 投资来源 | 签约日期   | 12月
江口乡 | 电镀一期 | 电镀     | 1.2 | 广东 | 2022-02-10 | 签约 0.2
"""


def test_rosters_of_people_are_carried_and_other_books_begin_anew(tmp_path):
    """LZ-R16: the names that the office wrote stand in 2023's book, byte for byte; plans of the year (LZ-R10) do not."""
    root = county_year(tmp_path / "鹿寨2022", "luzhai-2022", 2022, PROJECTS)
    now = open_workspace(root)
    begun = {path.stem for path in write_kept_books(now)}
    name = "投促委、谈判组、链长名单"
    assert {name, "各单位招商工作方案报送情况", "“三个一”清单"} <= begun
    book = openpyxl.load_workbook(now.kept_book(name))
    (heading,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == "姓名"]
    book.active.cell(heading.row + 1, heading.column, "王轶")
    book.save(now.kept_book(name))
    words = ["new-year", str(tmp_path / "鹿寨2023"), "-w", str(root), "--as-of", "2023-01-06"]
    done = CliRunner().invoke(main, words)
    assert "名册照抄，请核对人员变动：投促委、谈判组、链长名单" in done.output, done.output
    opened = open_workspace(tmp_path / "鹿寨2023")
    assert opened.kept_book(name).read_bytes() == now.kept_book(name).read_bytes()
    assert not opened.kept_book("各单位招商工作方案报送情况").exists()
    assert not opened.kept_book("“三个一”清单").exists()
    # A second time nothing is copied over what the office has changed since.
    opened.kept_book(name).write_bytes(b"changed")
    again = CliRunner().invoke(main, words)
    assert "名册照抄" not in again.output and opened.kept_book(name).read_bytes() == b"changed"
