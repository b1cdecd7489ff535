"""一图读懂: the leader's page as one picture for a phone, 1080 pixels wide, drawn with what this machine has."""

import io
from datetime import date

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.drawn import drawn_sheet
from tests.walks import laid_out
from toolkit.documents.picture import drawing, leader_picture
from toolkit.model import leader
from toolkit.model.errors import ToolkitError
from toolkit.workflow.actions import publish
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import month, month_picture
from toolkit.workflow.steps.workspace import open_workspace

LUZHAI = SAMPLES[0]
TABLE = """
   | A | B | C | D | E | F | G | H | I | J | K
1  | 填报单位：江口乡 |
2  | HEADINGS | 本年到位资金（亿元）
3  | 1 | 表面处理 | 电镀中心{typed} | 柳州镀业有限公司 | 3 | 广东 | 韦某 | 19900007777 | 2022-03-01 | 已开工 | 1.2
"""


def need_a_font():
    """Skip where no Chinese font is found; the sentence about that is tested anywhere."""
    if reason := drawing.why_not():
        pytest.skip(reason)


def desk(folder, typed=""):
    """A workspace of Luzhai with the table of 江口乡 for June."""
    root = laid_out(folder, LUZHAI, ("目标",))
    (root / "报送" / "2022-06").mkdir()
    drawn_sheet(TABLE.format(typed=typed), root / "报送" / "2022-06" / "江口乡2022年6月.xlsx")
    return open_workspace(root)


@pytest.fixture
def said(monkeypatch):
    """Every line that is written into a picture."""
    lines = []
    write = drawing.Canvas.text

    def kept(canvas, x, y, text, *rest, **more):
        lines.append(text)
        write(canvas, x, y, text, *rest, **more)

    monkeypatch.setattr(drawing.Canvas, "text", kept)
    return lines


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.scheme)
def test_each_county_has_its_picture(sample, tmp_path, said):
    """1080 pixels wide, a headline figure for each card, who is ahead, who is behind, and what is missing or waits."""
    need_a_font()
    root = laid_out(tmp_path, sample)
    workspace = open_workspace(root)
    result = month.consolidate_workspace(workspace, sample.period, sample.as_of)
    made = month_picture.write_month_picture(workspace, result, tmp_path)
    assert made.name == f"{result.scheme.jurisdiction}{result.period.label}招商引资一图读懂.png"
    image = Image.open(io.BytesIO(made.read_bytes()))
    assert image.width == 1080 and 1500 < image.height < 4000
    assert any(line.startswith("▲ 超进度") for line in said) and any(line.startswith("▼ 欠进度") for line in said)
    assert any(line.startswith("待裁定 ") or line == "没有待裁定的。" for line in said)


def test_the_picture_says_the_leaders_page(tmp_path, said):
    """1.2 of 2 亿元 is 60 %, ten points ahead; a name keeps its line, and telephones are masked (promise 7)."""
    need_a_font()
    workspace = desk(tmp_path, typed="19900008888")
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    month_picture.write_month_picture(workspace, result, tmp_path)
    assert "▲ 超进度 1 个" in said and "江口乡（表面处理）" in said
    assert "序时进度50.0%" in "".join(said)
    assert not any("19900008888" in line for line in said)
    assert any(line.startswith("▼完成2.2%") for line in said), "1.2 of the county's 55"


def test_no_bar_is_left_out_in_silence(monkeypatch, tmp_path, said):
    """Promise 1: all of thirteen lines are drawn; of eighteen the first and the last eight, and the heading says so."""
    need_a_font()
    workspace = desk(tmp_path)
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    for count in (13, 18):
        placed = [leader.Placed(f"第{n}镇", 1.0, 0.5 - n / 100, "甲") for n in range(count)]
        monkeypatch.setattr(leader, "placed", lambda _, placed=placed: (placed, []))
        said.clear()
        month_picture.write_month_picture(workspace, result, tmp_path)
        drawn = [line for line in said if line.startswith("第") and line.endswith("镇")]
        assert len(drawn) == {13: 13, 18: 16}[count]
        assert any("共18个，画出前后各8个" in line for line in said) is (count == 18)


def test_the_picture_says_whose_figures_are_a_former_months(tmp_path, said):
    """Design §3: who looks at a phone is told as well that some of the county's figures are May's."""
    need_a_font()
    workspace = desk(tmp_path)
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    first, *others = result.timeliness
    old = (replace(first, carried_from="2022-05"), *others)
    month_picture.write_month_picture(workspace, replace(result, timeliness=old), tmp_path)
    assert "其中沿用5月的数 1 个" in "".join(said)


def test_the_same_month_gives_the_same_bytes(tmp_path):
    """Nothing of the day or the program stands in the file."""
    need_a_font()
    workspace = desk(tmp_path)
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    first, second = (month_picture.write_month_picture(workspace, result, tmp_path / name) for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_a_machine_without_a_chinese_font_is_told(tmp_path, monkeypatch):
    """One sentence that names what is missing and what to do; the month is issued all the same, and says so before."""
    monkeypatch.setattr(drawing, "FONTS", ("没有的字体",))
    workspace = desk(tmp_path)
    result = month.consolidate_workspace(workspace, LUZHAI.period, date(2022, 7, 6))
    with pytest.raises(ToolkitError, match="没有能显示中文的字体.*请安装微软雅黑"):
        leader_picture.write_picture(result, 10, tmp_path / "图.png")
    planned = publish.plan(workspace, LUZHAI.period, date(2022, 7, 6))
    assert any("没有能显示中文的字体" in one for one in planned.still_open)
    folder = publish.publish(planned)
    assert not list(folder.glob("*.png")) and list(folder.glob("*汇总表.xlsx"))


def test_an_issue_holds_its_picture(tmp_path):
    """The picture lies in 定稿 and says which issue it is from."""
    need_a_font()
    folder = publish.publish(publish.plan(desk(tmp_path), LUZHAI.period, date(2022, 7, 6)))
    assert [path.name for path in folder.glob("*.png")] == ["鹿寨县2022年6月招商引资一图读懂.png"]
