"""Threaded comments: Excel's own words are quoted to nobody, and what a unit is told stands in the thread it reads."""

import zipfile

import pytest
import xlsxwriter
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.repair_lint import triggers
from tests.spec.test_return_copy import FILE, HEADINGS, ROWS, parts, submission
from toolkit.files.open_file import open_workbook
from toolkit.files.threads import said_in
from toolkit.model.findings import RETURN_HEADING
from toolkit.workbooks.returns.return_copy import write_return_copy

THREAD, ANSWER, CLERK = (f"{{0000000{n}-0000-4000-8000-000000000000}}" for n in (1, 2, 3))
LINK = "https://go.microsoft.com/fwlink/?linkid=870924"
CHINESE = (
    "[线程批注]\n\n你的Excel版本可读取此线程批注; 但如果在更新版本的Excel中打开文件，则对批注所作的任何改动都将被删除。"
    f"了解详细信息: {LINK}\n\n注释:\n    金额待核\n答复:\n    含二期"
)
ENGLISH = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it "
    f"will get removed if the file is opened in a newer version of Excel. Learn more: {LINK}\n\n"
    "Comment:\n    金额待核\nReply:\n    含二期"
)
MAIN = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
KINDS = "http://schemas.microsoft.com/office/2017/10/relationships"
ADDED = {
    "xl/persons/person.xml": f'<personList xmlns="{MAIN}"><person displayName="农经办" id="{CLERK}" userId="a" '
    'providerId="None"/></personList>',
    "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{MAIN}">'
    f'<threadedComment ref="E5" dT="2022-07-04T09:00:00.00" personId="{CLERK}" id="{THREAD}" done="1">'
    "<text>金额待核</text></threadedComment>"
    f'<threadedComment ref="E5" dT="2022-07-04T10:00:00.00" personId="{CLERK}" id="{ANSWER}" parentId="{THREAD}">'
    "<text>含二期</text></threadedComment></ThreadedComments>",
}


@pytest.fixture(params=[CHINESE, ENGLISH], ids=["Chinese", "English"])
def source(request, tmp_path):
    """A unit's table as new Excel saves it, with a thread of two comments on E5."""
    plain, path = tmp_path / "旧.xlsx", tmp_path / FILE
    with xlsxwriter.Workbook(plain, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        for row, values in enumerate((HEADINGS, *ROWS), start=1):
            sheet.write_row(row, 0, values)
        sheet.write_comment("E5", request.param, {"author": f"tc={THREAD}"})
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts(plain).items():
            package.writestr(name, _knowing(name, content.decode()))
        for name, content in ADDED.items():
            package.writestr(name, content)
    return path


def _knowing(name, content):
    """Return a part that knows of the thread and of the persons."""
    types = "application/vnd.ms-excel"
    more = {
        "[Content_Types].xml": f'<Override PartName="/xl/persons/person.xml" ContentType="{types}.person+xml"/>'
        '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
        f'ContentType="{types}.threadedcomments+xml"/></Types>',
        "xl/_rels/workbook.xml.rels": f'<Relationship Id="rId90" Type="{KINDS}/person" '
        'Target="persons/person.xml"/></Relationships>',
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationship Id="rId90" Type="{KINDS}/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>',
    }
    end = f"<{more.get(name, '').rpartition('<')[2]}"
    return content.replace(end, more[name]) if name in more else content


def thread(path):
    """(id, parent, person, text) of the comments of the thread."""
    root = etree.fromstring(parts(path)["xl/threadedComments/threadedComment1.xml"])
    return [(one.get("id"), one.get("parentId"), one.get("personId"), one[0].text) for one in root]


def test_excels_own_words_are_quoted_to_nobody(source):
    """V120 says „金额待核；含二期“: what people wrote, and nothing of versions and links; plain comments stay."""
    assert open_workbook(source).sheets[0].comments == {(5, 5): "金额待核；含二期"}
    assert said_in("[重要]\n含二期，见 https://example.org") == "[重要]\n含二期，见 https://example.org"


def test_what_is_found_on_a_threaded_cell_is_an_answer_in_its_thread(source, tmp_path):
    """New Excel shows threads only: the finding is the last answer, open, by 退回修改; a second copy has it once."""
    [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
    first, second, ours = thread(copy)
    assert (first[3], second[3]) == ("金额待核", "含二期")
    assert (ours[1], ours[3].startswith(f"{RETURN_HEADING}\nV105")) == (THREAD, True)
    content = parts(copy)
    assert b'done="1"' not in content["xl/threadedComments/threadedComment1.xml"]
    people = {one.get("id"): one.get("displayName") for one in etree.fromstring(content["xl/persons/person.xml"])}
    assert (people[CLERK], people[ours[2]]) == ("农经办", "退回修改")
    assert RETURN_HEADING.encode() in content["xl/comments1.xml"], "older Excel reads the text beside the thread"
    [again] = write_return_copy(submission(copy), copy, tmp_path / "再退" / FILE)
    assert thread(again) == thread(copy)


def test_an_answered_copy_is_a_sound_file(source, tmp_path):
    """Held against the schemas and against what Excel repairs."""
    [copy] = write_return_copy(submission(source), source, tmp_path / "退回" / FILE)
    assert [*triggers(copy)] == []
    assert OpenXmlValidator().validate(copy).errors == []
