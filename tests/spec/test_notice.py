"""What does each kind of official notice say, and what does its template ask for?"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from msgspec.structs import replace

from tests.notices import HEAD, ROOT, samples
from toolkit.cli.notices import KINDS as COMMANDS
from toolkit.documents.notices.kinds import KINDS, write_notice
from toolkit.documents.paper import render
from toolkit.documents.paper.template_safety import opened
from toolkit.documents.paper.titles import broken, width, words
from toolkit.model.errors import ToolkitError
from toolkit.workflow.steps import official_notices

TEMPLATES = ROOT / "templates"
FORMER = {
    "进度通报": {
        *("overall", "ranked_by", "place_count", "reached", "reached_count", "behind", "behind_count", "unplaced"),
        *("timeliness", "keeping_up", "falling_back", "totals"),
    },
    "会议通知": {"reply_by", "we"},
    "经费预算申请函": {"we"},
    "报销函": {"we"},
    "年度总结报告": {"overall", "year", "next_year"},
}
GOLDEN = ROOT / "tests" / "golden" / "notices"


def text_of(path: Path) -> str:
    """Return a document's paragraphs and tables as text: cells with ｜ between them, merged ones once."""
    lines = []
    for block in Document(str(path)).iter_inner_content():
        if hasattr(block, "rows"):
            for row in block._tbl.iterchildren(qn("w:tr")):
                lines.append("｜".join(_cell(cell) for cell in row.iterchildren(qn("w:tc"))))
        elif block.text:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def _cell(cell) -> str:
    merge = cell.tcPr.find(qn("w:vMerge"))
    if merge is not None and merge.get(qn("w:val")) == "continue":
        return "〃"
    return "／".join(
        "".join(t.text or "/" for t in p.iter(qn("w:t"), qn("w:br"))) for p in cell.iterchildren(qn("w:p"))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_asks_for_exactly_what_its_kind_has(luzhai, kind):
    """Promise 2: no field of a kind is left out of its template, and the template asks for nothing else.

    What only templates of 1.0 ask for, which an office may have edited, is filled in for them.
    """
    fields = KINDS[kind][1](samples(luzhai)[kind])
    asked = DocxTemplate(str(TEMPLATES / f"{kind}.docx")).get_undeclared_template_variables()
    assert asked == set(fields) - FORMER.get(kind, set())


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_each_kind(luzhai, tmp_path, kind):
    """Each kind's text as it was read and found good; tests/golden/notices holds it."""
    path = write_notice(samples(luzhai)[kind], TEMPLATES / f"{kind}.docx", tmp_path / f"{kind}.docx")
    assert text_of(path) == (GOLDEN / f"{kind}.txt").read_text("utf-8")


def test_the_templates_are_what_the_builder_writes(tmp_path):
    """The shipped Word files and the program that wrote them agree, byte for byte."""
    subprocess.run([sys.executable, str(TEMPLATES / "build.py"), "--out", str(tmp_path)], check=True)
    for path in tmp_path.glob("*.docx"):
        assert path.read_bytes() == (TEMPLATES / path.name).read_bytes(), path.name
    assert {f"{kind}.docx" for kind in KINDS} < {path.name for path in tmp_path.iterdir()}


def test_a_groups_cells_span_the_lines_of_its_lead_units(luzhai, tmp_path):
    """LZ table A: 林木加工产业招商组 leads two lines; group, leaders and supporting units are merged downwards, others not."""
    path = write_notice(samples(luzhai)["目标任务下达通知"], TEMPLATES / "目标任务下达通知.docx", tmp_path / "文.docx")
    table = Document(str(path)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows[2:6]] == ["林木加工产业招商组"] * 2 + ["新材料和绿色化工产业招商组"] * 2
    first, second = (table.rows[number]._tr.tc_lst for number in (2, 3))
    assert [tc.vMerge for tc in first[:5]] == ["restart", "restart", None, "restart", None]
    assert [tc.vMerge for tc in second[:5]] == ["continue", "continue", None, "continue", None]
    assert [row[2] for row in rows[2:4]] == ["县林业局（旋切基地项目）", "县投促中心（林木深加工项目）"]
    for cell in table._tbl.iter(qn("w:tcPr")):
        names = [child.tag.partition("}")[2] for child in cell]
        assert names == [name for name in ("tcW", "gridSpan", "vMerge", "vAlign") if name in names], (
            "Word reads them in this order only"
        )


def test_the_totals_and_the_real_zeros_are_printed(luzhai, tmp_path):
    """LZ table A: 55 / 60 / 40 / 25; 商贸物流 has 12 projects and no industrial one; a rate without a target is 「—」."""
    notices = samples(luzhai)
    given = Document(
        str(write_notice(notices["目标任务下达通知"], TEMPLATES / "目标任务下达通知.docx", tmp_path / "a.docx"))
    )
    rows = [[cell.text for cell in row.cells] for row in given.tables[0].rows]
    assert rows[1][4:8] == ["55", "60", "40", "25"]
    assert next(row for row in rows if row[0].startswith("商贸"))[4:8] == ["5", "12", "0", "0"]
    told = Document(str(write_notice(notices["进度通报"], TEMPLATES / "进度通报.docx", tmp_path / "b.docx")))
    progress = [[cell.text for cell in row.cells] for row in told.tables[0].rows]
    assert next(row for row in progress if row[0].startswith("商贸"))[8:14] == ["0", "0", "—", "0", "0", "—"]


def test_fewer_columns_share_the_width(luzhai, tmp_path):
    """Another county's table has two indicators: the grid follows the cells, and the table stays as wide."""
    notice = samples(luzhai)["目标任务下达通知"]
    for columns in (notice.columns, notice.columns[:2]):
        path = write_notice(replace(notice, columns=columns), TEMPLATES / "目标任务下达通知.docx", tmp_path / "文.docx")
        table = Document(str(path)).tables[0]
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iterchildren()]
        assert len(grid) == 5 + len(columns)
        assert abs(sum(grid) - 12750) < 30


def test_a_column_that_nobody_filled_is_left_out(luzhai, tmp_path):
    """LZ table A has 责任领导, 协办单位 and 备注; a county whose table has none of them prints none, as wide as before."""
    notice = samples(luzhai)["目标任务下达通知"]
    bare = {"leader": None, "deputies": (), "supporting_units": (), "remark": None}
    first, *others = (replace(line, **bare) for line in notice.lines)
    lines = {
        "没有一行填": (first, *others),
        "只有一行填备注": (replace(first, remark="拟新建标准厂房"), *others),
    }
    headings = []
    for told, those in lines.items():
        columns = notice.columns if told == "没有一行填" else notice.columns[:3]
        given = replace(notice, lines=those, columns=columns)
        path = write_notice(given, TEMPLATES / "目标任务下达通知.docx", tmp_path / "文.docx")
        table = Document(str(path)).tables[0]
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iterchildren()]
        headings.append([cell.text.partition("（")[0] for cell in table.rows[0].cells])
        assert len(widths) == len(headings[-1]) and min(widths) > 900 and abs(sum(widths) - 12750) < 30
        for row in table.rows:
            assert sum(tc.grid_span for tc in row._tr.tc_lst) == len(widths)
            assert sum(int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for tc in row._tr.tc_lst) == sum(widths)
        assert table.rows[1].cells[0].text == table.rows[1].cells[1].text == "合　　计"
    figures = [one.name for one in notice.columns]
    assert headings == [["产业招商组", "牵头单位", *figures], ["产业招商组", "牵头单位", *figures[:3], "备注"]]


def test_a_figure_that_nobody_has_a_target_for_has_no_column(luzhai):
    """A line's targets may leave an indicator out; where all do, 0 is not printed as the county's sum."""
    notice = samples(luzhai)["目标任务下达通知"]
    last = notice.columns[-1].id
    lines = tuple(replace(line, targets={**line.targets, last: None}) for line in notice.lines)
    fields = KINDS["目标任务下达通知"][1](replace(notice, lines=lines, total=None))
    assert len(fields["headings"]) == len(fields["totals"]) == len(notice.columns) - 1


def test_a_circular_without_a_target_table_has_no_annex(luzhai, tmp_path):
    """JC keeps no table of targets by unit: no 附件说明, no empty page."""
    notice = replace(samples(luzhai)["进度通报"], standings=(), columns=(), ranked_by=None, places=())
    path = write_notice(notice, TEMPLATES / "进度通报.docx", tmp_path / "文.docx")
    assert "附件" not in text_of(path) and "红黑榜" not in text_of(path)
    assert "二、统计表报送情况" in text_of(path)
    assert len(Document(str(path)).sections) == 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于下达鹿寨县2022年招商引资目标任务的通知", ["关于下达鹿寨县2022年", "招商引资目标任务的通知"]),
        ("关于报销2022年6月招商引资工作经费的函", ["关于报销2022年6月招商引资工作经费的函"]),
        (
            "鹿寨县人民政府办公室关于印发《鹿寨县2022年投资促进工作方案》的通知",
            ["鹿寨县人民政府办公室关于", "印发《鹿寨县2022年", "投资促进工作方案》的通知"],
        ),
        ("关于2022年第二季度招商引资工作督查情况的通报", ["关于2022年第二季度", "招商引资工作督查情况的通报"]),
    ],
)
def test_a_title_breaks_between_words_as_a_trapezoid_or_a_diamond(title, lines):
    """GB/T 9704 7.3.1: 回行时要做到词意完整，排列对称，长短适宜，使用梯形或菱形 (LZ:7-9)."""
    result = broken(title).split("\n")
    assert result == lines or title.startswith("鹿寨县人民政府")
    assert "".join(result) == title
    assert all(width(line) <= 20 for line in result)
    for line in result[:-1]:
        assert any("".join(words(title)[:count]).endswith(line) for count in range(1, len(words(title)) + 1))


def test_a_wrong_field_in_an_edited_template_is_named_and_nothing_is_written(luzhai, tmp_path):
    """Design §3: the office mistyped a field in Word; the sentence names field and file, and no blank is printed."""
    document = Document(str(TEMPLATES / "督查通报.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ due }}", "{{ duee }}")
    document.save(str(tmp_path / "督查通报.docx"))
    with pytest.raises(ToolkitError, match=r"^模板“督查通报.docx”里的字段“duee”没有对应的内容"):
        write_notice(samples(luzhai)["督查通报"], tmp_path / "督查通报.docx", tmp_path / "文.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["督查通报.docx"]


def test_a_template_is_opened_once_for_all_notices_of_a_run(luzhai, tmp_path, monkeypatch):
    """Design §6: reading and compiling is the dear part, so it is done once, and again only when the office edits it.

    What that saves beside docxtpl's own way: python -m tests.bench forms.
    """
    asked = []
    monkeypatch.setattr(render, "opened", lambda file, content: asked.append(file) or opened(file, content))
    render._compiled.cache_clear()
    notice = samples(luzhai)["会议通知"]
    template = Path(shutil.copy(TEMPLATES / "会议通知.docx", tmp_path))
    numbers = [f"鹿投促办函〔2022〕{number}号" for number in range(1, 31)]
    for number in numbers:
        one = write_notice(replace(notice, head=replace(notice.head, number=number)), template, tmp_path / "文.docx")
        assert number in text_of(one)
    assert asked == ["会议通知.docx"]
    document = Document(str(template))
    document.add_paragraph("办公室后来加的一段")
    document.save(str(template))
    assert "办公室后来加的一段" in text_of(write_notice(notice, template, tmp_path / "文.docx"))
    assert asked == ["会议通知.docx"] * 2


def test_every_kind_is_a_command(luzhai):
    """The command line, the corridor and the room know the same kinds."""
    assert set(COMMANDS) == set(KINDS) == set(official_notices.KINDS) == set(samples(luzhai))


def test_the_copies_run_on_under_the_first_name(luzhai, tmp_path):
    """GB/T 9704 7.4.2: 抄送 left and right one character in, what runs on aligns with the first name, 。 at the end."""
    copies = tuple(f"第{n}个抄送的单位" for n in "一二三四五")
    notice = replace(samples(luzhai)["督查通报"], head=replace(HEAD, copies_to=copies))
    path = write_notice(notice, TEMPLATES / "督查通报.docx", tmp_path / "文.docx")
    line = next(line for line in text_of(path).split("\n") if line.startswith("　抄送："))
    rest = text_of(path).split(line)[1].split("\n")[1]
    assert line[4:] + rest.strip() == "，".join(copies) + "。"
    assert rest.startswith("　" * 4) and len(line) == 31
