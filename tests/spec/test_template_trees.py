"""What may an office's program leave in a template? Whatever Word and others write beside the words does no harm."""

import zipfile
from pathlib import Path

import pytest
from docx import Document

from toolkit.documents.paper.render import render
from toolkit.model.errors import ToolkitError

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)


def body(tmp_path: Path, xml: str, styles: str = "") -> Path:
    """Return a template whose body is this XML; ``styles`` are added to its style sheet."""
    Document().save(str(tmp_path / "空.docx"))
    out = tmp_path / "模板.docx"
    with zipfile.ZipFile(tmp_path / "空.docx") as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name).decode() if name in ("word/document.xml", "word/styles.xml") else None
            if name == "word/document.xml":
                part = f"<w:document {NAMES}><w:body>{xml}</w:body></w:document>"
            elif part is not None:
                part = part.replace("</w:styles>", f"{styles}</w:styles>")
            target.writestr(name, source.read(name) if part is None else part)
    return out


def words(tmp_path: Path, xml: str, styles: str = "", **fields: object) -> list[str]:
    """Return the paragraphs that a template of this XML gives."""
    out = render(body(tmp_path, xml, styles), fields, tmp_path / "文.docx")
    return [paragraph.text for paragraph in Document(str(out)).paragraphs]


def run(text: str) -> str:
    """Return a run as Word writes it, with the number of the save in which it was typed."""
    return f'<w:r w:rsidRPr="00B44F2A"><w:t xml:space="preserve">{text}</w:t></w:r>'


WORD = NAMES.split('"')[1]
CENTRED = '<w:vAlign w:val="center"/>'
ONE = '<w:p w:rsidR="00A77B3E" w14:paraId="4C2E7B10" w14:textId="77777777">{}</w:p>'


@pytest.mark.parametrize(
    "cut",
    [
        run("致{") + '<w:proofErr w:type="spellStart"/>' + run("{ un") + run("it }") + run("}公鉴"),
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        + run("致{{ unit ")
        + '<w:bookmarkEnd w:id="0"/>'
        + run("}}公鉴"),
        f'<w:smartTag w:uri="x" w:element="place"><w:smartTagPr/>{run("致{{ ")}</w:smartTag>{run("unit }}公鉴")}',
        f'<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent>{run("致{{ unit }}")}</w:sdtContent></w:sdt>{run("公鉴")}',
        f'<w:ins w:id="1" w:author="某">{run("致{{ unit }}")}</w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>{run("公鉴")}',
        f'{run("致{{ unit")}<w:ins w:id="1" w:author="某">{run(" }}")}</w:ins>{run("公鉴")}',
    ],
    ids=["proofErr", "bookmark", "smartTag", "control", "tracked", "tracked tag"],
)
def test_a_tag_is_found_however_word_cut_it(tmp_path, cut):
    """rsid, paraId, smart tags, content controls, spelling marks, accepted changes: the words are those that are seen."""
    assert words(tmp_path, ONE.format(cut), unit="县林业局") == ["致县林业局公鉴"]
    xml = zipfile.ZipFile(tmp_path / "文.docx").read("word/document.xml").decode()
    assert "rsid" not in xml and "paraId" not in xml and "某" not in xml


def test_a_paragraph_whose_end_was_deleted_joins_the_next(tmp_path):
    """Tracked changes are accepted as Word accepts them."""
    first = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('甲')}</w:p>"
    assert words(tmp_path, first + ONE.format(run("{{ unit }}")), unit="乙") == ["甲乙"]


STYLE = '<w:style w:type="paragraph" w:customStyle="1" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'


@pytest.mark.parametrize(
    "styles",
    [
        STYLE.format("Style10", "公文标题", ""),
        STYLE.format("a5", "公文标题", "") + STYLE.format("Style10", "本县标题", '<w:basedOn w:val="a5"/>'),
    ],
)
def test_a_title_is_known_by_the_name_of_its_style(tmp_path, styles):
    """LibreOffice gives a style another id, an office makes a style of its own from it: the title breaks all the same."""
    title = (
        '<w:p><w:pPr><w:pStyle w:val="Style10"/></w:pPr>'
        + run("关于下达鹿寨县{{ year }}年")
        + run("招商引资目标任务的通知")
    )
    assert words(tmp_path, title + "</w:p>", styles, year=2022) == ["关于下达鹿寨县2022年\n招商引资目标任务的通知"]


@pytest.mark.parametrize("typed", ["｛｛ unit ｝｝", "｛% if unit %｝", "{％ if unit ％}", "{{ unit ｝}"])
def test_full_width_braces_are_said(tmp_path, typed):
    """An input method writes ｛｛ ｝｝: nothing would be filled in, so that is one sentence with the words."""
    with pytest.raises(ToolkitError, match=r"^模板“模板.docx”里的“.+”用了全角的括号或百分号，不会填写。请改成半角的"):
        words(tmp_path, ONE.format(run(typed)), unit="县")


@pytest.mark.parametrize(
    ("xml", "what"),
    [
        (ONE.format(run("请{%p if unit %}")), "段"),
        (ONE.format(run("{%p if unit %}{%p endif %}")), "段"),
        (
            f"<w:tbl><w:tr><w:tc>{ONE.format(run('{%tr for a in lines %}'))}</w:tc><w:tc>{ONE.format(run('甲'))}</w:tc></w:tr></w:tbl>",
            "行",
        ),
        (f"<w:tbl><w:tr><w:tc>{ONE.format(run('{%tc for a in lines %}甲'))}</w:tc></w:tr></w:tbl>", "格"),
    ],
)
def test_words_beside_a_tag_that_takes_them_away_are_said(tmp_path, xml, what):
    """{%p %} takes its paragraph, {%tr %} its row, {%tc %} its cell: what stands beside it would be lost in silence."""
    with pytest.raises(ToolkitError, match=rf"旁边还有“.+”，写出来就没有了。请让这个标签独占一{what}。$"):
        words(tmp_path, xml, unit="县", lines=["a"])


@pytest.mark.parametrize("shown", [True, False])
def test_a_section_break_in_a_tags_paragraph_stays(tmp_path, shown):
    """Other programs put the break of a section into its last paragraph, which here is a tag's: the page stays upright."""
    lying = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    xml = ONE.format(run("正文"))
    xml += f"<w:p><w:pPr>{lying}</w:pPr>{run('{%p if shown %}')}</w:p>"
    xml += ONE.format(run("附件")) + ONE.format(run("{%p endif %}"))
    xml += '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    render(body(tmp_path, xml), {"shown": shown}, tmp_path / "文.docx")
    assert len(Document(str(tmp_path / "文.docx")).sections) == 1 + shown


def test_comments_and_their_authors_stay_behind(tmp_path):
    """A colleague's comment in a template is not for those who get the notice."""
    document = Document()
    paragraph = document.add_paragraph("致{{ unit }}")
    document.add_comment(paragraph.runs, text="这里要改", author="某某", initials="某")
    document.save(str(tmp_path / "模板.docx"))
    render(tmp_path / "模板.docx", {"unit": "县"}, tmp_path / "文.docx")
    with zipfile.ZipFile(tmp_path / "文.docx") as package:
        assert not [name for name in package.namelist() if "comment" in name]
        assert not [name for name in package.namelist() if "某某".encode() in package.read(name)]
    assert Document(str(tmp_path / "文.docx")).paragraphs[0].text == "致县"


def cell(text: str, twips: int = 1000, inside: str = "") -> str:
    """Return a cell of a table, as wide as that; ``inside`` are further properties."""
    width = f'<w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>{inside}</w:tcPr>'
    return f"<w:tc>{width}{ONE.format(run(text))}</w:tc>"


def table(columns: int, *rows: str) -> str:
    """Return a table whose grid has so many columns, each 1 000 twips wide."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


INNER = table(1, cell("{%tr for a in lines %}"), cell("{{ a }}"), cell("{%tr endfor %}"))


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        # Rows and grid agree, and so they do whatever is left out or repeated.
        ([cell("{%tr for a in lines %}"), cell("{{ a }}") + cell("乙"), cell("{%tr endfor %}")], [1000, 1000]),
        # What a loop of cells makes is not in the grid.
        ([cell("{%tc for a in lines %}") + cell("{{ a }}") + cell("{%tc endfor %}")], [666, 666, 666]),
        # The only row with as many cells as the grid has columns is left out.
        ([cell("甲"), cell("{%tr if lines|length > 9 %}"), cell("乙") + cell("丙"), cell("{%tr endif %}")], [2000]),
        # A tag joins two cells into one, for which the grid has two columns.
        ([cell("甲") + cell("乙"), cell("{% colspan 2 %}丙")], [1000, 1000]),
        # A table within a cell repeats a row of its own; the row around it is printed, and has but one cell.
        ([cell("甲").replace("</w:tcPr>", f"</w:tcPr>{INNER}")], [2000]),
    ],
    ids=["steady", "loop of cells", "row left out", "joined", "within a cell"],
)
def test_the_grid_of_a_table_is_that_of_the_rows_that_are_printed(tmp_path, rows, grid):
    """Programs that find another number of columns in the grid guess, each in its way."""
    out = render(body(tmp_path, table(2, *rows)), {"lines": ["一", "二", "三"]}, tmp_path / "表.docx")
    written = Document(str(out)).tables[0]._tbl.tblGrid
    assert [int(column.get(f"{{{WORD}}}w")) for column in written] == grid


@pytest.mark.parametrize("grid", ["", '<w:tblGrid><w:gridCol w:w="1000"/></w:tblGrid>'])
def test_the_properties_of_a_cell_stand_as_word_wants_them(tmp_path, grid):
    """The library that joins cells puts their mark last; Word refuses a file in which it follows w:vAlign."""
    lines = ("{%tr for a in lines %}", "{% vm %}{{ a }}", "{%tr endfor %}")
    rows = "".join(f"<w:tr>{cell(text, inside=CENTRED)}</w:tr>" for text in lines)
    template = body(tmp_path, f"<w:tbl><w:tblPr/>{grid}{rows}</w:tbl>")
    out = render(template, {"lines": ["一", "二"]}, tmp_path / "表.docx")
    cells = Document(str(out)).element.iter(f"{{{WORD}}}tcPr")
    found = [[one.tag.rpartition("}")[2] for one in properties] for properties in cells]
    assert found == [["tcW", "vMerge", "vAlign"]] * 2
