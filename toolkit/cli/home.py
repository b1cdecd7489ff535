"""What is printed when no command is typed? The state of the workspace and the next command; or how to begin."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli.options import home_of, take_over
from toolkit.model.letters import SendStatus

if TYPE_CHECKING:
    from toolkit.workflow.actions.workspace_state import State

BEGIN = """新建工作文件夹：zhaoshang init 鹿寨2022 --scheme luzhai-2022（有哪些规则：zhaoshang schemes）
看一遍演示：　　zhaoshang demo
全部命令：　　　zhaoshang --help"""
MOST_UNITS = 10


def where_things_stand() -> str:
    """Return the state of the workspace around the current folder in lines, or how to begin where there is none."""
    root = home_of(Path.cwd())
    if root is None:
        return BEGIN
    from toolkit.workflow.actions.workspace_state import state_of
    from toolkit.workflow.steps.workspace import open_workspace

    take_over(root)
    today = datetime.now().astimezone().date()
    return "\n".join(in_words(state_of(open_workspace(root), today), root, today))


def in_words(state: "State", root: Path, today: date) -> Iterator[str]:
    """Yield the lines of a state; the last one is the command to type."""
    from toolkit.workflow.actions.next_step import as_command, next_step

    scheme = state.scheme
    yield f"工作文件夹：{root.resolve()}"
    yield f"年份：{scheme.year_in_words}{f'。{scheme.year_note}' if scheme.year_note else ''}"
    yield f"规则：{scheme.cited_title}"
    yield from (f"待补充：{gap}" for gap in scheme.gaps)
    if state.period is None:
        yield "报送月份：尚未收到任何月份的报表"
    else:
        yield f"报送月份：{state.period.label}（“报送”里最近的一个月）"
        yield from _reported(state)
        yield f"汇总表：{_master(state)}"
    if state.published:
        yield f"定稿：{state.published}"
    if state.open_decisions:
        yield f"裁定：{state.open_decisions} 项待裁定"
    if state.drafts or state.letters:
        counts = [f"{status.label} {state.letters[status]} 封" for status in SendStatus if state.letters.get(status)]
        yield f"邮件：{'，'.join([f'草稿 {state.drafts} 封', *counts])}"
    yield from state.trouble
    if state.due is not None:
        left = (state.due.day - today).days
        yield f"期限：{state.due.day} {state.due.who}{state.due.kind}{state.due.what}（{_days(left)}）"
    yield ""
    todo, command = as_command(next_step(state), state)
    yield f"下一步：{todo}"
    yield f"    {command}"


def _reported(state: "State") -> Iterator[str]:
    owing = len(state.scheme.reporting_units)
    about = "（表多，按文件名认的单位）" if state.by_name else ""
    yield f"报送：{state.files} 个文件；应报 {owing} 个单位，未报 {len(state.missing)} 个{about}"
    if state.missing and len(state.missing) < owing:
        yield f"　　　未报：{_few(state.missing)}"
    if state.returned:
        yield f"　　　退回修改 {len(state.returned)} 个：{_few(state.returned)}"
    yield from (f"　　　{words}" for words in state.came[:MOST_UNITS])
    if len(state.came) > MOST_UNITS:
        yield f"　　　还有 {len(state.came) - MOST_UNITS} 项无法读取，见 zhaoshang check"
    if state.unclaimed:
        yield f"待认领：{state.unclaimed} 个文件；认准的：zhaoshang claim 文件 --unit 单位 --period {state.period}"


def _few(units: Sequence[str]) -> str:
    return "、".join(units[:MOST_UNITS]) + (f"等 {len(units)} 个" if len(units) > MOST_UNITS else "")


def _master(state: "State") -> str:
    if state.master is None:
        return "还没有"
    return f"{state.master.name}{'（报送表或裁定已变动，请重新汇总）' if state.outdated else '（已是最新）'}"


def _days(left: int) -> str:
    return "今天" if left == 0 else f"还有 {left} 天"
