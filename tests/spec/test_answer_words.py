"""In whose words is a question asked and answered? In those of the county's own document."""

import openpyxl
import pytest
from msgspec.structs import replace

from tests.judging import judged
from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from tests.spec.test_questions import consolidated, opened, sent
from toolkit.consolidation.answer_words import meanings
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.decisions import EACH, Question
from toolkit.model.regions import WITHIN
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.steps.workspace import create_workspace


@pytest.mark.parametrize(
    ("scheme_id", "within", "words"),
    [
        ("luzhai-2022", None, ("区内", "区外境内", "境外")),
        ("nanxian-2022", None, ("省内", "境内省外", "境外")),
        ("jiaocheng-2022", None, ("省内", "境内省外", "境外")),
        ("nanxian-2022", "县", ("县内", "境内县外", "境外")),
        ("jiaocheng-2022", "市", ("市内", "境内市外", "境外")),
    ],
)
def test_regions_are_asked_in_the_words_of_the_countys_own_document(scheme_id, within, words):
    """LZ-T1 says 区外境内, NX-T1 and JC-S10 境内省外: choices, 情况 and 词典 say the same; what was answered before holds."""
    scheme = load_shipped(scheme_id)
    scheme = replace(scheme, home=replace(scheme.home, within=WITHIN[within])) if within else scheme
    unit, one = scheme.reporting_units[0].name, judged(project(source="自筹"), scheme.home)
    sent_in = [table(unit, projects=[one])]
    asked = consolidate(sent_in, None, scheme, JUNE, AS_OF).decisions
    (question,) = [one for one in asked if one.question is Question.SOURCE]
    assert question.choices == (*words, EACH) and f"{'／'.join(words)}？" in question.situation
    assert meanings(Question.SOURCE, scheme) == (*words, EACH)
    for answers in (words, ("区内", "区外境内", "境外"), ("区内", "区外", "境外")):
        for answer, region in zip(answers, ("区内", "区外", "境外"), strict=True):
            given = {question.id: replace(question, answer=answer)}
            result = consolidate(sent_in, None, scheme, JUNE, AS_OF, given)
            assert [entry.region for entry in result.ledger.entries] == [region], answer


@pytest.mark.parametrize("former", ["不归口", "未归口"])
def test_an_answer_in_the_words_of_a_former_book_is_understood(tmp_path, former):
    """裁定.xlsx and 词典.xlsx of 1.0 say 不归口: the project is 暂不归属, as who answers today says it."""
    root = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    sent(root, "江口乡", {"industry": "其他", "name": "某某项目"}, {})
    (question,) = opened(consolidated(root), "归口")
    book = openpyxl.load_workbook(root / "裁定.xlsx")
    columns = {cell.value: cell.column for cell in book["裁定"][3]}
    (row,) = (cell.row for cell in book["裁定"]["A"] if cell.value == question.id)
    book["裁定"].cell(row, columns["裁定"]).value = former
    book.save(root / "裁定.xlsx")
    result = consolidated(root)
    assert [entry.target_row for entry in result.ledger.entries if entry.industry == "其他"] == ["暂不归属"]
    assert opened(result, "归口") == []
