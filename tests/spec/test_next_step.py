"""What comes next: `zhaoshang` alone and the first page of 招商工具箱 name the same step of the month."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from tests.spec.test_where_things_stand import TABLES, TODAY, consolidated, made, said
from tests.walks import laid_out
from toolkit.mail.send_ledger import SendLedger
from toolkit.model.decisions import Decision, Question
from toolkit.model.letters import Contact, Letter, SendStatus
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.books.decision_workbook import write_decisions
from toolkit.workflow.actions import publish as month
from toolkit.workflow.actions import workspace_state
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.actions.front_page import to_do
from toolkit.workflow.actions.next_step import Step, as_button, as_command, next_step
from toolkit.workflow.actions.workspace_state import State, state_in
from toolkit.workflow.steps.workspace import SEND_LEDGER, open_workspace

JUNE = ReportingPeriod(2022, 6)
OUT = ("输出", "2022-06")
MANUAL = Path(__file__).parents[2] / "docs" / "使用手册.md"
# Which command does what which button does; what a person does with the files has neither.
SAME = {
    "check": "校验统计表",
    "consolidate": "汇总",
    "notice": "生成通知",
    "send": "邮件预览",
    "send --really": "发送邮件",
    "publish": "定稿",
}


@pytest.fixture
def root(tmp_path):
    """Luzhai's workspace with June's tables of two units, one of them right: 江口乡's."""
    root = laid_out(tmp_path, SAMPLES[0], ("目标", "报送"))
    shutil.rmtree(root / "报送" / "2022-05")
    for path in (root / "报送" / "2022-06").iterdir():
        if path.name not in TABLES:
            path.unlink()
    return root


def made_all(root, *names, hours=1):
    """Outputs of June, in the order in which they are made."""
    for name in names:
        made(root.joinpath(*OUT, name), hours)


def no_targets(root):
    """The target table is still to come."""
    shutil.rmtree(root / "目标")


def no_tables(root):
    """The month's folder is there, and empty."""
    for path in (root / "报送" / "2022-06").iterdir():
        path.unlink()


def one_to_return(root):
    """拉沟乡's table has a mistake, and nobody was told."""


def none_to_return(root):
    """Every table that came is right."""
    (root / "报送" / "2022-06" / TABLES[1]).unlink()


def findings_seen(root):
    """The list of findings is newer than the tables."""
    made_all(root, "问题清单.xlsx")


def list_was_open(root):
    """The list of findings was open in Excel, so that the new one has another name."""
    made_all(root, "问题清单（2）.xlsx")


def another_table(root):
    """A table came after everything was done."""
    asked_nobody(root)
    made_all(root, "待发邮件/江口乡.eml")
    made(root / "报送" / "2022-06" / TABLES[1], 2)


def another_right_table(root):
    """A table came after the master was made; nothing goes back."""
    none_to_return(root)
    consolidated(root)
    made(root / "报送" / "2022-06" / TABLES[0], 2)


def master_made(root):
    """The tables were checked, the master was made, thirteen units sent nothing."""
    findings_seen(root)
    consolidated(root)


def asked_something(root):
    """裁定.xlsx holds a question without an answer."""
    master_made(root)
    one = Decision("CF-1", Question.DUPLICATE, "江口乡", "甲项目", "和乙项目相似", ("是同一项目", "不是同一项目"))
    write_decisions([one], root / "裁定.xlsx", TODAY)


def answered(root):
    """裁定.xlsx was saved by a person after the master was made."""
    asked_something(root)
    made(root / "裁定.xlsx", 3)


def asked_nobody(root):
    """The reminder is written."""
    master_made(root)
    made_all(root, "通知/催报通知.docx")


def previewed(root):
    """One letter is drafted and looked at."""
    asked_nobody(root)
    made_all(root, "待发邮件/江口乡.eml")


def letter(root, status):
    """What became of the one letter."""
    previewed(root)
    one = Letter(Contact("江口乡", "某人", "a@luzhai.example"), "六月", "请查收。\n", (), topic="luzhai-2022 2022-06")
    with SendLedger(root / SEND_LEDGER) as ledger:
        ledger.settle(ledger.claim(one), status, "", 1)


def doubtful(root):
    """Nobody knows whether the letter went out."""
    letter(root, SendStatus.UNCERTAIN)


def failed(root):
    """The server refused the letter."""
    letter(root, SendStatus.FAILED)


def sent(root):
    """The letter went out."""
    letter(root, SendStatus.SENT)


def issued(root):
    """The month was issued."""
    month.publish(month.plan(open_workspace(root), JUNE, TODAY))


def published(root):
    """The letter went out, and the month was issued."""
    sent(root)
    issued(root)


MADE = {
    no_targets: Step.TARGETS,
    no_tables: Step.TABLES,
    one_to_return: Step.CHECK,
    none_to_return: Step.CONSOLIDATE,
    findings_seen: Step.CONSOLIDATE,
    list_was_open: Step.CONSOLIDATE,
    another_table: Step.CHECK,
    another_right_table: Step.CONSOLIDATE,
    master_made: Step.REMIND,
    asked_something: Step.DECIDE,
    answered: Step.CONSOLIDATE,
    asked_nobody: Step.PREVIEW,
    previewed: Step.SEND,
    doubtful: Step.DOUBTFUL,
    failed: Step.SEND,
    sent: Step.PUBLISH,
    published: Step.DONE,
}


@pytest.mark.parametrize(("make", "step"), MADE.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_the_command_and_the_workbook_name_the_same_step(root, make, step):
    """Whatever lies in the folder: what the command types and the button that 首页 names do one and the same thing."""
    make(root)
    workspace = open_workspace(root)
    state = state_in(workspace, JUNE)
    assert next_step(state) is step
    todo, command = as_command(step, state)
    assert said(root)[-2:] == [f"下一步：{todo}", f"    {command}"]
    assert to_do(workspace, JUNE) == as_button(step, state)
    typed = command.removeprefix("zhaoshang").partition("--return")[0].partition(" 催报")[0].strip()
    if step in (Step.CHECK, Step.CONSOLIDATE, Step.REMIND, Step.PREVIEW, Step.SEND, Step.PUBLISH, Step.DECIDE):
        assert f"“{SAME[typed]}”" in as_button(step, state)


def test_a_large_month_is_checked_before_it_is_added_up(root, monkeypatch):
    """By file names alone nobody knows what goes back: first the check, then the master, on both surfaces."""
    monkeypatch.setattr(workspace_state, "READ_AT_ONCE", 1)
    workspace = open_workspace(root)
    assert "zhaoshang check" in said(root)[-1] and "“校验统计表”" in to_do(workspace, JUNE)
    findings_seen(root)
    assert "zhaoshang consolidate" in said(root)[-1] and "“汇总”" in to_do(workspace, JUNE)


def test_a_finished_month_stays_finished_and_each_step_is_the_last_of_those_before(root):
    """Doing the steps one after the other names each of them once, in their order, until nothing is left."""
    order = [one_to_return, findings_seen, master_made, asked_nobody, previewed, sent, issued]
    steps = []
    for make in order:
        make(root)
        steps.append(next_step(state_in(open_workspace(root), JUNE)))
    places = [list(Step).index(step) for step in steps]
    assert all(before < after for before, after in pairwise(places)) and steps[-1] is Step.DONE


def test_a_folder_without_any_month_asks_for_one(root):
    """Before the first table there is a month to begin with, on the screen; 首页 knows its month."""
    shutil.rmtree(root / "报送")
    assert said(root)[-1].strip() == "zhaoshang issue --period 2022-06"
    assert (
        to_do(open_workspace(root), JUNE) == "按“收邮件”；用别的办法收到的2022年6月统计表，放进“报送/2022-06”文件夹。"
    )


def test_every_step_has_words_for_both(luzhai):
    """No state leaves a clerk without a sentence."""
    state = State(luzhai, period=JUNE)
    assert all(as_button(step, state) and as_command(step, state)[0] for step in Step)


def test_the_manual_tells_the_steps_in_the_same_order():
    """What 使用手册 says of 下一步 is the order that decides."""
    words = ("放目标表", "收表", "先校验", "汇总", "填裁定", "写通知", "先问清", "退了回来", "看预览", "发送", "定稿")
    told = MANUAL.read_text("utf-8").partition("顺序是：")[2].partition("。")[0]
    places = [told.find(word) for word in words]
    assert len(words) == len(Step) - 1 and -1 not in places and places == sorted(places)
