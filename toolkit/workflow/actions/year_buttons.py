"""What do the buttons of the year do? They lay out the books of 考核, and open the next year's folder when told so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.model.control import DIALOG_LINES, ActionReport, by_keeper, shortened
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions.desk import Desk, show
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.workflow.actions.new_year import NextYear


def books(desk: Desk) -> ActionReport:
    """考核用表: each book that the document asks for is begun, and gets the lines that it lacks."""
    workspace = desk.workspace
    period = desk.period if workspace.submission_files(desk.period) else None
    written = begin_books(workspace, period, desk.as_of, desk.progress)
    if not written:
        return ActionReport("考核用表都已经有了，没有要补的行，没有改动。")
    made = tuple(f"{path.stem}：{desk.shown(path)}" for path in written)
    show(written[0].parent)
    fill = "填好后保存并关闭，再按“考核排名”；没有要填的可以空着"
    return ActionReport(f"生成或补充了 {len(written)} 份考核用表，填过的没有改动。", made, (fill,))


def begin_books(
    workspace: Workspace, period: ReportingPeriod | None, as_of: date, progress: tables.Progress = tables.silent
) -> list[Path]:
    """Write the books of 考核 that are not there, add the lines that others lack, and return what was written.

    ``period`` is the month from whose projects a book takes its lines, ``None`` where no month was reported.
    """
    from toolkit.workflow.steps.assessing import write_books
    from toolkit.workflow.steps.kept_books import need_a_month, write_kept_books
    from toolkit.workflow.steps.month import consolidate_workspace

    result = None
    if period is not None and need_a_month(workspace):
        result = consolidate_workspace(workspace, period, as_of, progress)
    return [*write_books(workspace), *write_kept_books(workspace, result)]


def new_year(desk: Desk) -> ActionReport:
    """结转下一年: what is open of the year is listed, then asked about; 取消 writes nothing."""
    # Imported here: no other button brings what a new folder needs.
    from toolkit.workflow.actions import new_year as work

    workspace = desk.workspace
    end = work.look_back(workspace, desk.as_of, desk.progress)
    year, rules = workspace.scheme.year + 1, _rules_of(workspace)
    folder = next_folder(workspace)
    goes_on = f"规则用 {rules}" if rules else f"规则照旧（{workspace.scheme.id}）"
    if not rules and year not in workspace.scheme.valid:
        goes_on += f"，{year}年的文件还没有，先沿用"
    said = [
        f"将从{end.result.period.label}结转到{year}年，新文件夹与本文件夹并排：",
        f"  {folder}",
        f"{goes_on}。设置、通讯录、在库的项目和名次带过去；本文件夹不动，已有的文件不覆盖，重新定过稿的换新的。",
    ]
    still_open = [f"  {words}" for words in end.still_open]
    said += ["", "尚未办完的事项：", *shortened(still_open, DIALOG_LINES)] if still_open else []
    if not desk.ask("\n".join([*said, "", "确定结转吗？"])):
        return ActionReport("没有结转，什么也没有写。", cancelled=True)
    made = work.open_next(end, folder, rules or None, desk.as_of, desk.progress)
    show(folder)
    headline = f"{made.workspace.scheme.year_in_words}的工作文件夹已建好，{made.running} 个项目在库，编号不变。"
    replaced = tuple(f"换新的：{words}" for words in made.replaced)
    return ActionReport(
        headline, (f"工作文件夹：{folder}", *made.made, *replaced), tuple(_to_look_at(made, end.still_open))
    )


def _to_look_at(made: "NextYear", still_open: tuple[str, ...]) -> Iterator[str]:
    yield "请打开新文件夹里的“招商工具箱”，把新一年的目标任务分解表放进“目标”，核对 基数.csv，从1月做起"
    yield from made.differs
    if made.rosters:
        yield f"名册照抄，请核对人员变动：{'、'.join(made.rosters)}"
    if made.left:
        yield f"没有带过去的项目 {len(made.left)} 个：{'、'.join(made.left)}"
    yield from still_open


def next_folder(workspace: Workspace) -> Path:
    """Return the next year's folder, beside the present one: its name with the next year in it.

    Behind a name that has no year in it stands the next one.
    """
    root, year = workspace.root.resolve(), workspace.scheme.year
    name = root.name
    return root.with_name(name.replace(str(year), str(year + 1)) if str(year) in name else f"{name}{year + 1}")


def _rules_of(workspace: Workspace) -> str:
    """Return the rulebook of the next year, '' to go on with the present one; of several a person has to choose."""
    from toolkit.schemes.loader import load
    from toolkit.schemes.shelves import rulebooks

    now, year = workspace.scheme, workspace.scheme.year + 1
    if year in now.valid:
        return ""
    found = []
    for one in rulebooks(workspace.root):
        try:
            rules = load(one.folder)
        except (ToolkitError, FileNotFoundError):
            continue  # a rulebook that cannot be read is nobody's choice; schemes check says what is wrong in it
        if rules.jurisdiction == now.jurisdiction and year in rules.valid and one.id not in found:
            found.append(one.id)
    if len(found) > 1:
        how = by_keeper("new-year 新文件夹 --scheme 规则")
        raise ToolkitError(f"{year}年的规则有{len(found)}份：{'、'.join(found)}，不知道用哪一份。{how}，写明用哪一份。")
    return found[0] if found else ""
