"""Every file that the product writes is a sound Office file: held against the schemas and against what Excel repairs."""

import contextlib
import io
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openxml_audit import OpenXmlValidator

from tests.repair_lint import triggers
from toolkit import cli
from toolkit.workflow.actions.demo import SAMPLES, run_demo

# What is written on top of the demonstration's month: {period} and {day} are the sample's.  Assessments differ from county
# to county, the rest is of the same kinds everywhere.
ASSESS = ("assess", "--period", "{period}", "--as-of", "{day}")
COMMANDS = (
    ("build",),
    ("issue", "--period", "{period}"),
    ("check", "--period", "{period}", "--format", "xlsx", "--out", "输出/问题清单.xlsx"),
    (*ASSESS, "--books"),
    (*ASSESS, "--papers"),
    ("publish", "--period", "{period}", "--as-of", "{day}"),
    ("notice", "进度通报", "--period", "{period}", "--as-of", "{day}"),
    ("notice", "年度总结报告", "--period", "{period}", "--as-of", "{day}"),
    ("unit", "江口乡", "--period", "{period}"),
    ("reconcile", "--period", "{period}"),
    ("calendar", "--period", "{period}"),
    *(("trip", paper, "--period", "{period}") for paper in ("plan", "itinerary", "record", "report", "budget")),
    ("schemes", "show", "{scheme}", "--xlsx", "规则审定表.xlsx"),
    ("schemes", "export", "{scheme}", "规则文件", "--xlsx"),
)
OFFICE = (".xlsx", ".xlsm", ".docx")


@pytest.fixture(scope="module", params=SAMPLES, ids=[sample.folder for sample in SAMPLES])
def written(request, tmp_path_factory):
    """Every Office file of a county's folder after a month, but those that units and the office typed."""
    sample = request.param
    workspace, _ = run_demo(tmp_path_factory.mktemp("演示"), sample, lambda *_: None)
    said = {"period": str(sample.period), "day": sample.as_of.isoformat(), "scheme": sample.scheme}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(workspace.root)
        for words in (ASSESS, *(COMMANDS if sample is SAMPLES[0] else ())):
            patch.setattr(sys, "argv", ["zhaoshang", *(word.format(**said) for word in words)])
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), pytest.raises(SystemExit) as ended:
                cli.run()
            assert ended.value.code in (None, 0, 1), (words, out.getvalue())
    typed = {workspace.root / name for name in ("目标", "报送", "系统导出", "出行", "证照")}
    files = [path for path in sorted(workspace.root.rglob("*")) if path.suffix in OFFICE]
    # Copies for mails and for the issue are looked at once.
    different = {path.read_bytes(): path for path in files if not typed & set(path.parents)}
    return list(different.values())


def test_nothing_that_is_written_makes_excel_offer_a_repair(written):
    """Merges, validations, names, tables, relations, lengths, functions, and the schemas of the file formats."""
    assert {path.suffix for path in written} >= {".xlsx", ".docx"}
    check = OpenXmlValidator()
    found = [f"{path.name} {said}" for path in written if path.suffix != ".docx" for said in triggers(path)]
    faults = [(path.name, str(error)) for path in written for error in check.validate(path).errors]
    # A Word file need have no theme (ECMA-376 part 1, 11.3.10: the part is permitted): the templates name their fonts.
    found += [f"{name} {error}" for name, error in faults if not (name.endswith(".docx") and "/theme'" in error)]
    assert found == []


def spoilt(tmp_path: Path, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Return a small workbook in one part of which something was replaced."""
    sound, bad = tmp_path / "好.xlsx", tmp_path / "坏.xlsx"
    with xlsxwriter.Workbook(sound) as book:
        sheet = book.add_worksheet("甲")
        book.add_worksheet("乙")
        book.define_name("序时", "=甲!$A$1")
        book.define_name("时序", "=甲!$A$1")
        sheet.write("D8", 1, book.add_format({"bold": True}))
        sheet.merge_range("A1:B2", "合并")
        sheet.merge_range("C1:D2", "合并")
        sheet.add_table("A4:B6", {"name": "台账", "columns": [{"header": "子"}, {"header": "丑"}]})
        sheet.write_formula("D4", "=SUM(A1:A2)")
        sheet.write_url("D5", "external:a.xlsx")
        for place in ("F1", "F2"):
            sheet.data_validation(place, {"validate": "any", "input_title": "题", "input_message": "话"})
    assert list(triggers(sound)) == []
    with zipfile.ZipFile(sound) as package, zipfile.ZipFile(bad, "w") as out:
        for info in package.infolist():
            content = package.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            out.writestr(info, content)
    return bad


@pytest.mark.parametrize(
    ("old", "new", "part", "said"),
    [
        (b'ref="C1:D2"', b'ref="B2:D2"', "", "merged cells overlap"),
        (b'sqref="F2"', b'sqref="F1:F2"', "", "validations overlap"),
        (b'promptTitle="\xe9\xa2\x98"', b'promptTitle="' + b"x" * 33 + b'"', "", "promptTitle longer than 32"),
        (b"SUM(A1:A2)", b"XLOOKUP(A1,A2:A3,B2:B3)", "", "a newer function"),
        (b'r="D5"', b'r="D4"', "", "cell twice: D4"),
        (b'r:id="rId1"', b'r:id="rId9"', "", "rId9 is not declared"),
        (b' s="', b' s="9', "", "cell format 9"),
        (b"\xe4\xb9\x99", b"\xe7\x94\xb2", "xl/workbook.xml", "sheet twice"),
        (b'name="\xe6\x97\xb6\xe5\xba\x8f"', b'name="\xe5\xba\x8f\xe6\x97\xb6"', "xl/workbook.xml", "name twice"),
        (b'name="\xe4\xb8\x91"', b'name="\xe5\xad\x90"', "xl/tables/table1.xml", "column of 台账 twice"),
        (b'ref="A4:B6"', b'ref="A4:C6"', "xl/tables/table1.xml", "2 columns over A4:C6"),
        (b"sheet2.xml", b"sheet7.xml", "xl/_rels/workbook.xml.rels", "sheet7.xml is missing"),
    ],
)
def test_each_trigger_is_found_where_it_is_planted(tmp_path, old, new, part, said):
    """The lint is no formality: one fault in an otherwise sound workbook is named."""
    bad = spoilt(tmp_path, old, new, part or "xl/worksheets/sheet1.xml")
    assert any(said in one for one in triggers(bad)), list(triggers(bad))
