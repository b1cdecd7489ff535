"""What comes next in a month's work? Decided once; the command and the control workbook say it in their own words."""

from enum import Enum

from toolkit.model.control import button
from toolkit.model.letters import SendStatus
from toolkit.workflow.actions.workspace_state import State


class Step(Enum):
    """A step of a month's work, in the order in which they are done (docs/使用手册.md, 一个月的工作)."""

    TARGETS = "put the target table into its folder"
    TABLES = "put the units' tables into the month's folder"
    CHECK = "see which tables have to go back"
    CONSOLIDATE = "make the master, or make it again"
    DECIDE = "answer the questions in 裁定.xlsx"
    REMIND = "write the notices to whom something is missing from"
    DOUBTFUL = "find out what became of a letter"
    BOUNCED = "correct the addresses of letters that came back"
    PREVIEW = "write the letters and look at them"
    SEND = "send the letters"
    PUBLISH = "issue the month"
    DONE = "nothing, until another table comes"


def next_step(state: State) -> Step:
    """Return the first step that is not done: something is missing, or older than what it is made from."""
    returned, absent = bool(state.returned), bool(state.missing or state.returned)
    undone = (
        (Step.TARGETS, not state.targets),
        (Step.TABLES, not state.files),
        # Of a large month nobody knows before the check whether a table goes back.
        (Step.CHECK, not state.checked and (returned or (state.by_name and state.outdated))),
        (Step.CONSOLIDATE, state.outdated),
        (Step.DECIDE, state.open_decisions > 0),
        (Step.REMIND, absent and not state.noticed),
        (Step.DOUBTFUL, state.letters.get(SendStatus.UNCERTAIN, 0) > 0),
        (Step.BOUNCED, state.letters.get(SendStatus.BOUNCED, 0) > 0),
        (Step.PREVIEW, not state.drafted),
        (Step.SEND, sum(state.letters.get(one, 0) for one in SendStatus if one.is_out) < state.drafts),
        (Step.PUBLISH, not state.published),
    )
    return next((step for step, open_ in undone if open_), Step.DONE)


def as_command(step: Step, state: State) -> tuple[str, str]:
    """Return what to do, and the command to type for it."""
    month = state.period or state.waited_for
    copies = f"输出/{month}/{state.copies_folder}"
    again = "报送的统计表或裁定已变动，请重新汇总。"
    told = {
        Step.TARGETS: ("把目标任务分解表放进“目标”，放好后再看一次。", ""),
        Step.TABLES: (f"把各单位的表放进“报送/{month}”，放好后校验。", "check"),
        Step.CHECK: ("有表要退回，请生成退回修改稿。", f"check --return-copies {copies}"),
        Step.CONSOLIDATE: (again if state.master else "还没有汇总。", "consolidate"),
        Step.DECIDE: ("请在 裁定.xlsx 里填好“裁定”一列，保存后重新汇总。", "consolidate"),
        Step.REMIND: ("有单位未报或需退回修改，请写催报通知。", "notice 催报通知"),
        Step.DOUBTFUL: (
            "有的邮件不能确定是否发出，请看发送记录，向收件人核实；已收到的，用 --received 标上。",
            "send --list",
        ),
        Step.BOUNCED: ("有的邮件被退回，请看发送记录，改正通讯录里的邮箱。", "send --list"),
        Step.PREVIEW: ("写好本月的邮件，先看预览。", "send"),
        Step.SEND: ("预览无误后发送。", "send --really"),
        Step.PUBLISH: ("本月的统计表和邮件都已办完，可以定稿。先看还有哪些没有办完：加 --dry-run。", "publish"),
        Step.DONE: ("本月的工作已完成。收到新的统计表，从校验重新做起。", "check"),
    }
    if step is Step.DONE and _is_last_month(state):
        told[step] = (
            "全年的工作已完成。先看还有什么没办完，再结转到下一年：去掉 --dry-run。",
            "new-year 新文件夹 --dry-run",
        )
    if step is Step.TABLES and not month:
        told[step] = (
            "把收到的表放进“报送”下以月份命名的文件夹，例如 报送/2022-06；还没有发表的，先生成空白表。",
            "issue --period 2022-06",
        )
    if step is Step.CHECK and not state.returned:
        told[step] = ("请先校验，看看哪些表要退回修改。", f"check --return-copies {copies}")
    todo, command = told[step]
    return todo, f"zhaoshang {command}".rstrip()


def as_button(step: Step, state: State) -> str:
    """Return what to do, with the button to press for it; ``state`` is that of the period on 首页."""
    month, press = state.period, {action: f"“{button(action).caption}”" for action in BUTTON_OF.values()}
    label = month.label if month else ""
    again = f"报送的统计表或裁定已变动，请再按{press['consolidate']}。"
    if step is Step.DONE and _is_last_month(state):
        return f"全年的工作已完成，按“{button(NEW_YEAR).caption}”，会先列出没有办完的事项。"
    return {
        Step.TARGETS: "把目标任务分解表放进“目标”文件夹。",
        Step.TABLES: f"按“收邮件”；用别的办法收到的{label}统计表，放进“报送/{month}”文件夹。",
        Step.CHECK: f"按{press['check']}，看哪些统计表要退回修改。",
        Step.CONSOLIDATE: again if state.master else f"按{press['consolidate']}，生成汇总表。",
        Step.DECIDE: f"按{press['decisions']}，在 裁定.xlsx 里填好“裁定”一列，保存后再按{press['consolidate']}。",
        Step.REMIND: f"有单位未报或需退回修改，请按{press['notices']}。",
        Step.DOUBTFUL: f"有的邮件不能确定是否发出。请向收件人核实，再按{press['send_record']}，已收到的逐封标上。",
        Step.BOUNCED: f"有的邮件被退回。按{press['send_record']}，看是哪几封，改正通讯录里的邮箱。",
        Step.PREVIEW: f"按{press['preview_mail']}，看每封邮件的内容。",
        Step.SEND: f"预览无误后按{press['send_mail']}。",
        Step.PUBLISH: f"本月的统计表和邮件都已办完，按{press['publish']}，会先列出没有办完的事项。",
        Step.DONE: f"本月的工作已完成。收到新的统计表，从{press['check']}重新做起。",
    }[step]


def _is_last_month(state: State) -> bool:
    """Tell whether the month is the last of its year: what comes next is the next year."""
    return state.period is not None and state.scheme.accounting.ends("year", state.period)


NEW_YEAR = "new_year"
# The button that does a step; what a person does with the files has none.
BUTTON_OF = {
    Step.CHECK: "check",
    Step.CONSOLIDATE: "consolidate",
    Step.DECIDE: "decisions",
    Step.REMIND: "notices",
    Step.DOUBTFUL: "send_record",
    Step.BOUNCED: "send_record",
    Step.PREVIEW: "preview_mail",
    Step.SEND: "send_mail",
    Step.PUBLISH: "publish",
}
