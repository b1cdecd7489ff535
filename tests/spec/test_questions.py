"""Questions that do not tire: one for a text, whoever wrote it; its answer stands in 词典.xlsx and holds from then on."""

import json
from collections import Counter
from datetime import date
from zlib import crc32

import openpyxl
import pytest
from click.testing import CliRunner

from tests.drawn import drawn_sheet
from toolkit import cli
from toolkit.intake.office.dictionary import read_dictionary
from toolkit.model.decisions import EACH, Decision, Question
from toolkit.workbooks.books.decision_workbook import write_decisions
from toolkit.workflow.steps import month
from toolkit.workflow.steps.answers import keep_answers, read_answers
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

AS_OF = "2022-07-06"
HEAD = "序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 本年到位资金（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况"
PLAIN = {
    "industry": "胶合板制造",
    "investment": "1",
    "paid_in": "0.2",
    "source": "广东佛山",
    "progress": "已签约",
}


def sent(root, unit, *projects, period="2022-06"):
    """A unit's table with some projects, each by what is not plain about it; ``name`` is given."""
    lines = [f"1 | 填报单位：{unit}", f"2 | {HEAD}"]
    letters = "ABCDEFGHIJK"
    for number, own in enumerate(projects, 1):
        one = {**PLAIN, "name": f"{unit}{['石榴', '白水', '古塘', '大河', '木棉'][number - 1]}村胶合板项目", **own}
        phone = f"19900{crc32(f'{unit}{number}'.encode()) % 1000000:06d}"
        firm = "江岸山林海河湖溪泉"[number] + "松柏竹梅兰桂桐杉荣"[len(unit) + number - 3] * 2
        cells = (number, one["industry"], one["name"], f"{unit[:2]}{firm}有限公司", one["investment"], one["paid_in"],
                 one["source"], "韦某", phone, f"2022-03-{number:02d}", one["progress"])  # fmt: skip
        lines.append(f"{number + 2} | " + " | ".join(map(str, cells)))
    head = "  | " + " | ".join(letters)
    folder = root / "报送" / period
    folder.mkdir(exist_ok=True)
    drawn_sheet("\n".join([head, *lines]), folder / f"{unit}.xlsx")


@pytest.fixture
def root(tmp_path):
    """An empty workspace of 鹿寨."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root


def consolidated(root, period="2022-06"):
    """The month's result, and the books as a consolidation leaves them."""
    from toolkit.model.period import ReportingPeriod

    workspace = open_workspace(root)
    result = month.consolidate_workspace(workspace, ReportingPeriod.parse(period), date.fromisoformat(AS_OF))
    month.keep_decisions(workspace, result)
    return result


def typed(root, *words):
    """A command, by hand, in the workspace."""
    return CliRunner().invoke(cli.main, [*words, "-w", str(root), "--as-of", AS_OF])


def opened(result, kind):
    """The open questions of a kind."""
    return [one for one in result.decisions if one.question.value == kind and one.is_open]


def answered_in_excel(root, **answers):
    """裁定.xlsx as a clerk fills it in: an answer for each 写法, or for each project."""
    book = openpyxl.load_workbook(root / "裁定.xlsx")
    sheet = book["裁定"]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for row in range(4, sheet.max_row + 1):
        told = {heading: sheet.cell(row, column).value for heading, column in columns.items()}
        for key in (told["写法"], told["项目"]):
            # 其他 is asked about twice, as a trade and as whose it is: an answer goes where it is one of the choices.
            if key in answers and answers[key] in told["可选答案"].split("｜"):
                sheet.cell(row, columns["裁定"]).value = answers[key]
                sheet.cell(row, columns["裁定人"]).value = "卢某"
    book.save(root / "裁定.xlsx")


# A doubtful text of each kind, an answer, and what then stands in the ledger.
KINDS = [
    ("来源", "source", "国内", "区外境内", {"region": "区外", "outside": "是"}),
    ("来源", "source", "国内", "区内", {"region": "区内", "outside": "否"}),
    ("来源", "source", "自筹", "境外", {"region": "境外", "outside": "是"}),
    ("阶段", "progress", "已奠基", "开工", {"stage": "开工", "stage_rank": 4}),
    ("阶段", "progress", "正常推进", "看不出，不计阶段", {"stage": None, "stage_rank": 0}),
    ("阶段", "progress", "正常推进", "终止", {"stage": "终止", "counted": "否"}),
    ("行业", "industry", "其他", "工业、非新兴产业", {"sector": "工业", "emerging": "否"}),
    ("行业", "industry", "其他", "非工业、新兴产业", {"sector": "其他", "emerging": "是"}),
    ("归口", "industry", "其他", "县科工贸局", {"lead_unit": "县科工贸局"}),
    ("归口", "industry", "其他", "暂不归属", {"target_row": "暂不归属"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "field", "text", "answer", "then"), KINDS)
def test_one_question_for_a_text_and_its_answer_holds_for_all_who_write_it(root, kind, field, text, answer, then):
    """Three projects of two units, one text, one question; answered in Excel, all three change, and July asks nothing."""
    plain = {"name": "某某项目"} if field == "industry" else {}
    sent(root, "江口乡", {field: text, **plain, "investment": "1.5"}, {})
    sent(root, "平山镇", {field: text, **plain, "investment": "0.7"}, {field: text, **plain, "investment": "1"})
    (question,) = opened(consolidated(root), kind)
    assert question.text == text and answer in question.choices
    assert "3 个项目、3.2 亿元：平山镇“" in question.situation and question.situation.endswith("等")
    answered_in_excel(root, **{text: answer})
    result = consolidated(root)
    rows = [entry for entry in result.ledger.entries if getattr(entry, field) == text]
    assert [{name: getattr(entry, name) for name in then} for entry in rows] == [then] * 3
    assert all(f"词典 {kind}“{text}”＝{answer}" in entry.decision for entry in rows)
    assert not opened(result, kind)
    lines, _ = read_dictionary(root / "词典.xlsx")
    assert [(line.kind, line.text, line.meaning, line.by) for line in lines] == [(kind, text, answer, "卢某")]
    left = [row[1:3] for row in openpyxl.load_workbook(root / "裁定.xlsx")["裁定"].values]
    assert (kind, text) not in left
    sent(root, "江口乡", {field: f" {text}", **plain}, period="2022-07")
    july = consolidated(root, "2022-07")
    assert not opened(july, kind), "the same text, a month later, from whomever"
    assert {name: getattr(july.ledger.entries[0], name) for name in then} == then


@pytest.mark.parametrize(("kind", "field", "text"), [(row[0], row[1], row[2]) for row in KINDS[::3]])
def test_before_it_is_answered_nothing_is_counted_by_it_and_a_proposal_has_no_effect(root, kind, field, text):
    """Asked is no value (design §3): a proposal stands in its column and in no figure."""
    sent(root, "江口乡", {field: text, "name": "某某项目"})
    result = consolidated(root)
    (question,) = opened(result, kind)
    assert question.answer == "" and (question.proposal == "" or question.proposal in question.choices)
    (entry,) = result.ledger.entries
    assert entry.decision == "" and any(doubt.text == text for doubt in entry.doubts)


def test_a_text_that_means_this_here_and_that_there_is_asked_of_each_project(root):
    """来源“自筹”: one answer cannot settle it; 「逐个裁定」 makes a question of each project, kept in 裁定.xlsx."""
    sent(root, "江口乡", {"source": "自筹", "name": "江口甲项目"}, {"source": "自筹", "name": "江口乙项目"})
    consolidated(root)
    answered_in_excel(root, 自筹=EACH)
    asked = opened(consolidated(root), "来源")
    assert sorted(one.project for one in asked) == ["江口乙项目", "江口甲项目"] and {one.text for one in asked} == {""}
    answered_in_excel(root, 江口甲项目="区内", 江口乙项目="境外")
    result = consolidated(root)
    assert not opened(result, "来源")
    assert {entry.name: entry.region for entry in result.ledger.entries} == {"江口甲项目": "区内", "江口乙项目": "境外"}
    assert all(entry.decision.startswith("裁定 LY-") for entry in result.ledger.entries)


def test_a_day_that_disputes_the_words_is_a_question_of_both(root):
    """V133: «已签约» with a day of 开工 is no doubt about the words «已签约»: whoever has no such day is not changed."""
    sent(root, "江口乡", {"name": "江口甲项目"}, {"name": "江口乙项目"})
    path = root / "报送" / "2022-06" / "江口乡.xlsx"
    book = openpyxl.load_workbook(path)
    book.active["L2"], book.active["L3"] = "开工日期", "2022-05-01"
    book.save(path)
    (question,) = opened(consolidated(root), "阶段")
    assert question.text == "写签约，而开工日期已填" and "“已签约”和开工日期对不上" in question.situation
    answered_in_excel(root, **{question.text: "开工"})
    result = consolidated(root)
    assert [entry.stage for entry in result.ledger.entries] == ["开工", "签约"]
    assert "V133" not in [finding.code for finding in result.findings], "what is settled is no finding to the unit"


@pytest.mark.parametrize(
    ("heading", "field"), [("本年到位资金（亿元）", "paid_in_yuan"), ("投资总额（亿元）", "investment_yuan")]
)
@pytest.mark.parametrize("text", ["约0.5亿", "0.4-0.6", "待定"])
def test_an_amount_that_nobody_can_read_is_a_number_that_the_office_says(root, heading, field, text):
    """数值 and 到位资金: each project's own; any number of 亿元 answers."""
    key = "paid_in" if field == "paid_in_yuan" else "investment"
    sent(root, "江口乡", {key: text, "name": "江口甲项目"}, {"name": "江口乙项目"})
    (question,) = [one for one in consolidated(root).decisions if one.is_open]
    assert question.question.value == {"paid_in_yuan": "到位资金", "investment_yuan": "数值"}[field]
    done = typed(root, "decide", question.id, "0.5亿元", "--by", "卢某")
    assert done.exit_code == 0 and "已记入 裁定.xlsx" in done.output
    entry = consolidated(root).ledger.entries[0]
    assert getattr(entry, field) == 50_000_000 and entry.decision == f"裁定 {question.id}"


@pytest.mark.parametrize(("answer", "year", "total"), [("今年以来", 20_000_000, None), ("开工至今", None, 20_000_000)])
def test_a_heading_that_nobody_can_place_is_asked_about_once_and_read_as_answered(root, answer, year, total):
    """列: «累计到位资金» of two units, one question; answered, both tables are read by it, and their finding is gone."""
    for unit in ("江口乡", "平山镇"):
        sent(root, unit, {})
        path = root / "报送" / "2022-06" / f"{unit}.xlsx"
        book = openpyxl.load_workbook(path)
        book.active["F2"] = "累计到位资金（亿元）"
        book.save(path)
    result = consolidated(root)
    (question,) = opened(result, "列")
    assert question.text == "累计到位资金（亿元）" and "2 个单位、2 个项目" in question.situation
    assert [project.paid_in_yuan for one in result.submissions for project in one.projects] == [None, None]
    answered_in_excel(root, **{question.text: answer})
    for _ in range(2):
        result = consolidated(root)
        rows = [project for one in result.submissions for project in one.projects]
        assert [(row.paid_in_yuan, row.paid_in_total_yuan) for row in rows] == [(year, total)] * 2
        assert not opened(result, "列") and "H132" not in [finding.code for finding in result.findings]
    assert [line.meaning for line in read_dictionary(root / "词典.xlsx")[0]] == [answer]


def test_the_office_may_write_the_dictionary_itself(root):
    """词典.xlsx: own lines count, the last for a text (dictionary_line_overruled); dictionary_line_unknown stays."""
    sent(root, "江口乡", {"source": "自筹"}, {"source": "国内"}, {"progress": "正常推进"})
    consolidated(root)
    answered_in_excel(root, 国内="区内")
    consolidated(root)
    book = openpyxl.load_workbook(root / "词典.xlsx")
    sheet = book["词典"]
    sheet["G3"] = "来文"
    for row, line in enumerate(
        [("来源", "国内", "区外境内", "蒙某"), ("来源", "自筹", "区内"), ("来源", "外地", "远方"), ("籍贯", "甲", "乙"), ("阶段", "正常推进")], 5
    ):  # fmt: skip
        for column, text in enumerate(line, 1):
            sheet.cell(row, column).value = text
    sheet["G6"] = "政府办〔2022〕3号"
    book.create_sheet("笔记")["B2"] = "七月再核"
    book.save(root / "词典.xlsx")
    result = consolidated(root)
    assert [entry.region for entry in result.ledger.entries] == ["区内", "区外", "区外"]
    said = Counter(finding.code for finding in result.findings if finding.cell.file == "词典.xlsx")
    assert said == {"X160": 3, "X161": 1}
    answered_in_excel(root, 正常推进="在谈")
    consolidated(root)
    lines, own = read_dictionary(root / "词典.xlsx")
    assert [(line.kind, line.text, line.meaning) for line in lines] == [
        ("来源", "国内", "区内"),
        ("来源", "国内", "区外境内"),
        ("来源", "自筹", "区内"),
        ("来源", "外地", "远方"),
        ("籍贯", "甲", "乙"),
        ("阶段", "正常推进", ""),
        ("阶段", "正常推进", "在谈"),
    ], "never deleted, in their order, the new one last"
    assert lines[2].more == (("来文", "政府办〔2022〕3号"),) and own[0].texts == (("B", "七月再核"),)
    told = typed(root, "consolidate").output
    assert "词典.xlsx" in told and "没有采用，已原样保留" in told


def test_what_the_dictionary_says_counts_before_a_line_of_the_decisions(root):
    """answer_against_dictionary: an old copy of 裁定.xlsx that says otherwise changes nothing, is kept, and is told."""
    sent(root, "江口乡", {"source": "国内"})
    consolidated(root)
    answered_in_excel(root, 国内="区内")
    old = (root / "裁定.xlsx").read_bytes()
    consolidated(root)
    (root / "裁定.xlsx").write_bytes(old)
    answered_in_excel(root, 国内="区外境内")
    for _ in range(2):
        result = consolidated(root)
        assert [entry.region for entry in result.ledger.entries] == ["区内"]
        assert [finding.code for finding in result.findings if finding.code == "X162"] == ["X162"]
    assert "区外境内" in [cell.value for cell in openpyxl.load_workbook(root / "裁定.xlsx")["裁定"]["I"]]


def test_while_the_dictionary_is_open_an_answer_counts_and_waits(root):
    """词典.xlsx open in Excel: the month goes on, the answer stays in 裁定.xlsx and counts; later it goes over."""
    sent(root, "江口乡", {"source": "国内"}, {"progress": "正常推进"})
    consolidated(root)
    answered_in_excel(root, 国内="区内")
    consolidated(root)
    lock = root / "~$词典.xlsx"
    lock.write_bytes(b"")
    answered_in_excel(root, 正常推进="签约")
    result = consolidated(root)
    assert result.ledger.entries[1].stage == "签约"
    assert len(read_dictionary(root / "词典.xlsx")[0]) == 1
    refused = typed(root, "decide", "JD-00000000", "签约", "--by", "卢某")
    assert isinstance(refused.exception, Exception) and "“词典.xlsx”正被打开" in str(refused.exception)
    lock.unlink()
    consolidated(root)
    assert len(read_dictionary(root / "词典.xlsx")[0]) == 2
    assert len(read_dictionary(root / "词典（上次）.xlsx")[0]) == 1, "the old file is kept"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("区外境里", "您是不是要写“区外境内”？"),
        ("区", "可选：区内"),
        ("火星", "可选：区内"),
        ("", "可选：区内"),
    ],
)
def test_an_answer_that_is_none_of_the_choices_is_refused(root, answer, said):
    """decide: the near miss is offered, nothing is written, exit code 3 (the operator's mistake)."""
    sent(root, "江口乡", {"source": "自筹"})
    (question,) = opened(consolidated(root), "来源")
    before = (root / "裁定.xlsx").read_bytes()
    refused = typed(root, "decide", question.id, answer, "--by", "卢某")
    assert said in str(refused.exception) and (root / "裁定.xlsx").read_bytes() == before
    assert not (root / "词典.xlsx").exists()
    unknown = typed(root, "decide", question.id[:-1] + "z", "区内", "--by", "卢某")
    assert f"相近的有 {question.id}" in str(unknown.exception)
    assert typed(root, "decide", question.id, "区内").exit_code == 2, "--by is wanted"


def test_decisions_are_listed_and_decided_by_command(root):
    """Decisions --format jsonl: every open question with its choices; decide writes the books; --all shows it answered."""
    sent(root, "江口乡", {"source": "国内"}, {"progress": "正常推进"})
    listed = typed(root, "decisions", "--format", "jsonl")
    objects = [json.loads(line) for line in listed.output.splitlines()]
    assert listed.exit_code == 1
    keys = ["id", "kind", "unit", "project", "situation", "choices", "proposal", "answer", "by", "on"]
    assert all(list(one) == keys for one in objects) and [one["answer"] for one in objects] == [None, None]
    wanted = {"来源": "区内", "阶段": "在谈"}
    for one in objects:
        done = typed(root, "decide", one["id"], wanted[one["kind"]], "--by", "卢某", "--reason", "电话核实")
        assert done.exit_code == 0 and "已记入 词典.xlsx" in done.output
    assert typed(root, "decisions", "--format", "jsonl").output == ""
    everything = typed(root, "decisions", "--format", "jsonl", "--all")
    assert everything.exit_code == 0
    answers = [json.loads(line) for line in everything.output.splitlines()]
    assert {one["kind"]: (one["answer"], one["by"], one["on"]) for one in answers} == {
        kind: (answer, "卢某", AS_OF) for kind, answer in wanted.items()
    }
    assert all("理由：电话核实" in line.note for line in read_dictionary(root / "词典.xlsx")[0])
    shown = typed(root, "decisions", "--all").output
    assert "待裁定 0 项" in shown and "已答：区内（卢某，2022-07-06）" in shown
    again = typed(root, "decide", objects[0]["id"], "境外" if objects[0]["kind"] == "来源" else "签约", "--by", "蒙某")
    assert again.exit_code == 0 and len(read_dictionary(root / "词典.xlsx")[0]) == 3, "a new line, the old one stays"


def test_check_names_the_questions_of_each_file(root):
    """Check --format jsonl: id, kind, sheet, row, cell and text of every open question; an answered one is gone."""
    sent(root, "江口乡", {"source": "国内"}, {"progress": "正常推进"}, {"paid_in": "约0.1"})
    sent(root, "平山镇", {"source": "国内"})

    def asked():
        output = CliRunner().invoke(cli.main, ["check", "-w", str(root), "--format", "jsonl"]).output
        files = map(json.loads, output.splitlines())
        return {one["unit"]: [(q["kind"], q["row"], q["cell"], q["text"]) for q in one["questions"]] for one in files}

    assert asked() == {
        "江口乡": [("来源", 3, "G3", "国内"), ("阶段", 4, "K4", "正常推进"), ("到位资金", 5, "F5", "约0.1")],
        "平山镇": [("来源", 3, "G3", "国内")],
    }
    (question,) = opened(consolidated(root), "来源")
    typed(root, "decide", question.id, "区内", "--by", "卢某")
    assert [kind for rows in asked().values() for kind, *_ in rows] == ["阶段", "到位资金"]


def test_answers_that_1_0_took_project_by_project_still_count(root):
    """归口 was asked of each project: those answers are kept and count (answers_by_project); the others are one question."""
    sent(root, "江口乡", {"industry": "其他", "name": "某某项目"}, {"industry": "其他", "name": "某乙项目"})
    result = consolidated(root)
    from toolkit.consolidation.text_questions import attribution_id

    entry = result.ledger.entries[0]
    old = Decision(
        attribution_id(entry), Question.ATTRIBUTION, "江口乡", "某某项目", f"第3行：{entry.attributed_by}",
        ("县科工贸局", "不归口"), "县科工贸局", "卢某", "2022-06-06",
    )  # fmt: skip
    write_decisions([old], root / "裁定.xlsx", date(2022, 7, 6))
    result = consolidated(root)
    assert [entry.lead_unit for entry in result.ledger.entries] == ["县科工贸局", ""]
    assert [one.text for one in opened(result, "归口")] == ["其他"]
    assert [finding.code for finding in result.findings if finding.code == "X163"] == ["X163"]
    assert "以前按项目答的" in typed(root, "consolidate").output
    kept = read_answers(open_workspace(root)).decisions
    assert kept[old.id].answer == "县科工贸局"


def test_an_answer_stands_in_the_ledger_and_among_the_grounds(root):
    """Whoever asks where a figure comes from finds the decision: 项目台账, column 裁定, and 依据."""
    sent(root, "江口乡", {"source": "国内"})
    (question,) = opened(consolidated(root), "来源")
    typed(root, "decide", question.id, "区内", "--by", "卢某")
    typed(root, "consolidate")
    book = openpyxl.load_workbook(next((root / "输出" / "2022-06").glob("*汇总表.xlsx")))
    said = {sheet: [str(v) for row in book[sheet].values for v in row if v] for sheet in ("项目台账", "依据")}
    assert "词典 来源“国内”＝区内" in said["项目台账"]
    assert question.id in said["依据"] and "区内（词典）" in said["依据"] and "卢某，2022-07-06" in said["依据"]


def test_keeping_the_answers_twice_changes_nothing(root):
    """A second run with nothing new leaves both books as they are, byte for byte."""
    sent(root, "江口乡", {"source": "国内"}, {"progress": "正常推进"})
    consolidated(root)
    answered_in_excel(root, 国内="区内")
    result = consolidated(root)
    before = {name: (root / name).read_bytes() for name in ("裁定.xlsx", "词典.xlsx")}
    consolidated(root)
    keep_answers(result, read_answers(open_workspace(root)))
    consolidated(root)
    assert {name: (root / name).read_bytes() for name in before} == before
