"""What if a template is not there, is no Word document, or has its tags in the wrong place? It is named, and nothing made."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from toolkit.documents.paper.render import render
from toolkit.model.errors import ToolkitError


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    """Design §3: a template that is not there is named, with what to do."""
    with pytest.raises(ToolkitError, match=r"^找不到模板“没有.docx”，请把它放回模板文件夹。$"):
        render(tmp_path / "没有.docx", {}, tmp_path / "文.docx")


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 old Word", b"PK\x05\x06" + bytes(18)])
def test_a_template_that_is_no_docx_is_named(tmp_path: Path, content: bytes) -> None:
    """Design §3: an old .doc, an empty file or another zip is not a template."""
    (tmp_path / "旧.docx").write_bytes(content)
    with pytest.raises(ToolkitError, match=r"^模板“旧.docx”不是 Word 文档，请用 Word 打开后另存为 .docx 格式。$"):
        render(tmp_path / "旧.docx", {}, tmp_path / "文.docx")


def test_a_tag_in_the_wrong_place_is_refused_rather_than_half_printed(tmp_path: Path) -> None:
    """Promise 1: broken XML is not repaired by dropping what follows."""
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("word/document.xml", "<w:d xmlns:w='w'><w:p>{% if a %}</w:p><w:r>{% endif %}</w:r></w:d>")
    (tmp_path / "坏.docx").write_bytes(broken.getvalue())
    with pytest.raises(ToolkitError, match=r"^模板“坏.docx”里有成对的标签放错了位置"):
        render(tmp_path / "坏.docx", {"a": False}, tmp_path / "文.docx")


def test_a_cell_that_loses_all_its_paragraphs_keeps_an_empty_one(tmp_path: Path) -> None:
    """Word refuses a file with a cell without a paragraph; an office that wraps one in {%p if %} cannot know that."""
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].text = "{%p if shown %}"
    cell.add_paragraph("内容")
    cell.add_paragraph("{%p endif %}")
    document.save(str(tmp_path / "格.docx"))
    render(tmp_path / "格.docx", {"shown": False}, tmp_path / "文.docx")
    assert [p.text for p in Document(str(tmp_path / "文.docx")).tables[0].cell(0, 0).paragraphs] == [""]
