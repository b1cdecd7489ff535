"""What the office has settled in 词典.xlsx or 裁定.xlsx, the check of the month knows, too: nobody is asked again."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from tests.spec.test_questions import consolidated, opened, root, sent, typed
from toolkit import cli
from toolkit.model.dictionary import DictionaryLine
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.answers import read_answers, write_dictionary
from toolkit.workflow.steps.month import check_workspace
from toolkit.workflow.steps.workspace import open_workspace

__all__ = ["root"]
JUNE = ReportingPeriod(2022, 6)


def said(place) -> list[str]:
    """The kinds of what the check says of June's tables, notes aside."""
    tables = check_workspace(open_workspace(place), JUNE)
    return [one.kind for table in tables for one in table.findings if one.severity.value != "note"]


def in_dictionary(place, text: str, kind: str, meaning: str) -> None:
    """The office's own line in 词典.xlsx."""
    answers = read_answers(open_workspace(place))
    write_dictionary([DictionaryLine(kind, text, meaning, "覃某", "2022-06-30")], answers, date(2022, 7, 6))


def ticked(place, unit: str, trade: str) -> None:
    """A table whose project ticks 是否工业 beside its 行业."""
    drawn_sheet(
        f"""| A | B | C | D | E | F | G | H | I | J | K | L
        1 | 填报单位：{unit}
        2 | HEADINGS | 是否工业 | 到位资金（亿元）
        3 | 1 | {trade} | 甲项目 | 甲公司 | 2 | 广东 | 韦某 | 19900000001 | 2022年 | 正在洽谈 | 是 | 0""",
        (place / "报送" / "2022-06").joinpath(f"{unit}.xlsx"),
    )


def typed_check(place) -> str:
    """Check, as other programs read it."""
    return CliRunner().invoke(cli.main, ["check", "-w", str(place), "--format", "jsonl"]).output


@pytest.mark.parametrize(
    ("progress", "kind", "answer"), [("正常推进", "stage_unclear", "开工"), ("已奠基", "stage_doubtful", "签约")]
)
def test_a_stage_that_was_settled_is_not_asked_of_the_unit_again(root, progress, kind, answer):
    """V121, V125: after 裁定 the check is silent, and gives other programs the stage that the office named."""
    sent(root, "江口乡", {"progress": progress})
    assert kind in said(root)
    (question,) = opened(consolidated(root), "阶段")
    typed(root, "decide", question.id, answer, "--by", "卢某")
    assert kind not in said(root)
    (told,) = map(json.loads, typed_check(root).splitlines())
    assert [row["stage"] for row in told["rows"]] == [answer] and told["questions"] == []


def test_a_source_that_was_settled_is_told_as_settled(root):
    """LZ-T2: 国内, which the office takes for 区外境内, is null no more."""
    sent(root, "江口乡", {"source": "国内"})
    assert json.loads(typed_check(root))["rows"][0]["region"] is None
    in_dictionary(root, "国内", "来源", "区外境内")
    assert json.loads(typed_check(root))["rows"][0]["region"] == "区外境内"


def test_a_tick_that_the_dictionary_allows_is_not_asked_about(root):
    """X164: 是否工业 是 beside 电子商务; the office wrote what 电子商务 is here, and no unit is reminded."""
    (root / "报送" / "2022-06").mkdir(exist_ok=True)
    ticked(root, "江口乡", "电子商务")
    assert said(root) == ["ticked_otherwise"]
    in_dictionary(root, "仓储", "行业", "工业、非新兴产业")
    assert said(root) == ["ticked_otherwise"], "another 行业"
    in_dictionary(root, "电子商务", "行业", "工业、非新兴产业")
    assert said(root) == []
