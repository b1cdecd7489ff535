"""A correction that holds a part of the table: does it replace the table, or only the rows that it lists? F193, 版本."""

import os

import pytest
from click.testing import CliRunner

from tests.intake import AS_OF, JUNE, NOON, checked, empty_office, june, lines, table  # noqa: F401 - fixture
from toolkit.cli import main
from toolkit.workflow.steps import month


@pytest.mark.parametrize(("before", "after", "asked"), [(12, 1, True), (4, 1, True), (6, 2, True), (12, 5, False), (3, 1, False), (5, 6, False)])  # fmt: skip
def test_a_correction_of_a_few_rows_of_a_long_table_is_asked_about(office, before, after, asked):
    """Until somebody answers the long table counts, and the money of neither is lost (F193, 裁定 版本)."""
    names = [f"第{n}个项目" for n in range(before + 2)]
    table(june(office) / "江口乡6月.xlsx", *names[:before])
    late = table(june(office) / "江口乡6月更正.xlsx", *names[:after])
    os.utime(late, (NOON.timestamp() + 3600, NOON.timestamp() + 3600))
    result = month.consolidate_workspace(office, JUNE, AS_OF)
    questions = [one for one in result.decisions if one.question.value == "版本"]
    assert (len(questions), len(result.ledger.entries)) == ((1, before) if asked else (0, after))
    checked(office)
    assert (lines(office)["江口乡6月更正.xlsx"].outcome == "待裁定") is asked
    kinds = [one.kind for submission in result.submissions for one in submission.findings]
    assert ("partial_correction" in kinds, "superseded" in kinds) == (asked, not asked)
    done = CliRunner().invoke(main, ["check", "-w", str(office.root), "--period", "2022-06"])
    assert ("F193" in done.output) is asked


@pytest.mark.parametrize(
    ("answer", "projects", "outcome", "kind"),
    [
        ("以后一份替换整张表", ["新项目", "第1个项目"], "采用", "told_to_use"),
        (
            "只更正后一份所列的项目",
            ["第0个项目", *[f"第{n}个项目" for n in range(2, 8)], "新项目", "第1个项目"],
            "采用",
            "told_to_add",
        ),
        ("不用后一份", [f"第{n}个项目" for n in range(8)], "不用", "told_to_leave"),
    ],
)
def test_the_answer_says_whether_it_replaces_the_table_or_its_rows(office, answer, projects, outcome, kind):
    """The rows that it lists are taken from it with their own cells, the others stay; asked once."""
    table(june(office) / "江口乡6月.xlsx", *[f"第{n}个项目" for n in range(8)])
    late = table(june(office) / "江口乡6月更正.xlsx", "新项目", "第1个项目")
    os.utime(late, (NOON.timestamp() + 3600, NOON.timestamp() + 3600))
    result = month.consolidate_workspace(office, JUNE, AS_OF)
    (asked,) = [one for one in result.decisions if one.question.value == "版本"]
    typed = ["decide", asked.id, answer, "--by", "卢某", "-w", str(office.root), "--period", "2022-06"]
    assert CliRunner().invoke(main, [*typed, "--as-of", "2022-07-06"]).exit_code == 0
    result = month.consolidate_workspace(office, JUNE, AS_OF)
    assert [entry.name for entry in result.ledger.entries] == projects
    assert kind in {one.kind for submission in result.submissions for one in submission.findings}
    files = {entry.name: entry.file.rpartition("/")[2] for entry in result.ledger.entries}
    assert files["第1个项目"] == ("江口乡6月.xlsx" if answer == "不用后一份" else "江口乡6月更正.xlsx")
    assert not [one for one in result.decisions if one.question.value == "版本" and one.is_open]
    checked(office)
    assert lines(office)["江口乡6月更正.xlsx"].outcome == outcome
