"""How is a year closed and the next one opened? What is open is said; the next folder begins with what goes on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.files import saving, texts
from toolkit.intake.office import last_assessment
from toolkit.intake.tables.corrected import correctable
from toolkit.model.accounting_year import MONTHS
from toolkit.model.came import unclaimed
from toolkit.model.control import WORKBOOK, press
from toolkit.model.decisions import left_open
from toolkit.model.errors import ToolkitError
from toolkit.model.kept_books import lists_people
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import Publication
from toolkit.model.scheme import Scheme
from toolkit.schemes.loader import load
from toolkit.schemes.shelves import OWN, copy_rulebook, find, is_named_by_path
from toolkit.workflow.actions.launchers import write_launchers
from toolkit.workflow.actions.toolbox import rebuild, write_lists
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.former_shelf import Carried, keep_baselines, keep_decisions, keep_former, keep_issues
from toolkit.workflow.steps.outstanding import outstanding
from toolkit.workflow.steps.publications import publications
from toolkit.workflow.steps.workspace import (
    Workspace,
    create_workspace,
    every_file,
    open_workspace,
)
from toolkit.workflow.steps.year_end import next_library, next_settings, places_that_differ, places_to_keep

NAMES_SHOWN = 8


class YearEnd(Struct, frozen=True):
    """A year as it stands: its last month's result, the newest issue of each month, and what is open, in sentences."""

    workspace: Workspace
    result: Consolidation
    issues: dict[ReportingPeriod, Publication]
    still_open: tuple[str, ...]

    @property
    def of_last_month(self) -> Publication | None:
        """The issue of the year's last month, if there is one."""
        return self.issues.get(last_month(self.workspace.scheme))


class NextYear(Struct, frozen=True):
    """The next year's folder: what was written, the projects that were left behind, the rosters that were copied.

    ``replaced`` is what an earlier 结转 had brought and a newer issue replaced; ``differs`` what a person chooses.
    """

    workspace: Workspace
    made: tuple[str, ...]
    left: tuple[str, ...]
    running: int
    rosters: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


def look_back(workspace: Workspace, as_of: date, progress: tables.Progress = tables.silent) -> YearEnd:
    """Return the year as it stands; nothing is written.  Raises ``ToolkitError`` where no month of it was reported."""
    year, counted = workspace.scheme.year, workspace.scheme.accounting
    months = [one for one in workspace.periods() if counted.year_of(one) == year]
    if not months:
        raise ToolkitError(f"“报送”里没有{year}年的统计表，没有可结转的。请核对工作文件夹。")
    result = month.consolidate_workspace(workspace, months[-1], as_of, progress)
    issues = {one: issue for one, issue in publications(workspace).newest.items() if counted.year_of(one) == year}
    return YearEnd(workspace, result, issues, tuple(_still_open(workspace, result, months, issues)))


def _still_open(
    workspace: Workspace,
    result: Consolidation,
    months: list[ReportingPeriod],
    issues: dict[ReportingPeriod, Publication],
) -> Iterator[str]:
    year, last = workspace.scheme.year, months[-1]
    if last != (wanted := last_month(workspace.scheme)):
        yield f"还没有{wanted.label}的统计表：全年数、增速的基数都没有，只能按{last.label}结转项目"
    if questions := [one for one in result.decisions if one.is_open]:
        said = left_open(questions, "全年数")
        yield f"待裁定 {len(questions)} 项：{said}。请{press('decisions', 'decisions')}，逐项答好"
    if waiting := [one.label for one in months if one not in issues]:
        how = press("publish", "publish --period 月份")
        yield f"没有定稿：{'、'.join(waiting)}；明年的同比只用定稿的月份。请逐月{how}"
    if missing := [line.unit for line in result.timeliness if line.arrival is Arrival.MISSING]:
        named = "、".join(missing[:NAMES_SHOWN]) + (f"等 {len(missing)} 个" if len(missing) > NAMES_SHOWN else "")
        yield f"{last.label}未报：{named}"
    if files := len(unclaimed(outstanding(workspace, last))):
        yield f"待认领 {files} 个文件，可能有没算进去的表。请{press('claim', 'claim')}"
    if result.since_issue and result.since_issue.changes:
        yield f"{last.label}定稿以后又有 {len(result.since_issue.changes)} 处不同；基数用定稿的数"
    if not any(one.year == year for one in (result.assessment.places if result.assessment else ())) and _ranks(result):
        yield "今年的名次没有算出来，请填进新文件夹的 考核/上年考核.xlsx"


def last_month(scheme: Scheme) -> ReportingPeriod:
    """Return the last month of a rulebook's year: December, or November where the year begins in 上年12月."""
    return scheme.accounting.month(scheme.year, MONTHS)


def _ranks(result: Consolidation) -> bool:
    return bool(result.scheme.rules.consequences or result.scheme.rules.carry)


def open_next(
    end: YearEnd, folder: Path, scheme: str | None, today: date, progress: tables.Progress = tables.silent
) -> NextYear:
    """Make the next year's folder from a year's end; what is there already stays as it is.

    ``scheme`` is the next year's rulebook; without it the present one, which goes on where it is not for that year.
    Raises ``ToolkitError``, before anything is written, where the folder is something else, or the rules cannot serve.
    """
    now = end.workspace
    year = now.scheme.year + 1
    _refuse_other(folder, year)
    name = scheme or now.scheme.id
    rulebook = find(name, now.root)
    continues = year not in load(rulebook.folder).valid
    rules = load(rulebook.folder, office=now.root, year=year, continues=continues)
    carried = Carried(folder)
    there = {path.relative_to(now.root): folder / path.relative_to(now.root) for path in (now.settings, now.baselines)}
    text = next_settings(texts.read(now.settings), rules.id, rules, year, continues=continues)
    carried.write(there[now.settings.relative_to(now.root)], text.encode())
    for source in now.goes_on:
        for path in every_file(source) if source.is_dir() else [source] if source.is_file() else []:
            carried.write(folder / path.relative_to(now.root), path.read_bytes())
    if end.result.period == last_month(now.scheme):
        baselines = there[now.baselines.relative_to(now.root)]
        keep_baselines(carried, baselines, now, end.result, end.of_last_month)
    if scheme and is_named_by_path(rulebook, folder):
        copy_rulebook(rulebook.folder, folder / OWN / rulebook.folder.resolve().name)
    opened = create_workspace(folder, rules.id)
    left, running = _keep_projects(end, opened, carried)
    keep_decisions(carried, opened, end.result, today)
    _keep_places(end, opened, carried)
    rosters = _keep_rosters(now, opened, carried.made)
    keep_issues(carried, opened, now, (issue for _, issue in sorted(end.issues.items())))
    _keep_master(end, opened, carried, progress)
    write_lists(opened, today)
    if not (folder / WORKBOOK).exists():
        progress("工具箱", 1, 1)
        rebuild(opened, today, replace=False)
    write_launchers(opened)
    told = (tuple(carried.made), left, running, rosters, tuple(carried.replaced), tuple(carried.differs))
    return NextYear(open_workspace(folder), *told)


def _refuse_other(folder: Path, year: int) -> None:
    """Complain where the folder is a workspace of another year, or holds something else."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    try:
        there = open_workspace(folder).scheme.year
    except ToolkitError:
        raise ToolkitError(f"文件夹“{folder}”里已经有别的文件，没有改动。请换一个新的文件夹名。") from None
    if there != year:
        raise ToolkitError(f"“{folder}”是{there}年的工作文件夹，不是{year}年的，没有改动。请换一个新的文件夹名。")


def _keep_projects(end: YearEnd, opened: Workspace, carried: Carried) -> tuple[tuple[str, ...], int]:
    """Write 项目库 with the projects that run on; return who is left behind, and how many run."""
    from toolkit.workbooks.books.register_workbook import drawn_register

    if end.result.library is None:
        return (), 0
    library, left = next_library(end.result.library, end.result.ledger.entries, end.workspace.scheme)
    keep_former(carried, opened, library.former)
    if not opened.register_book.exists():
        saving.save(
            drawn_register(library, tuple(correctable(opened.scheme.own_columns).values())), opened.register_book
        )
        carried.made.append(opened.register_book.name)
    return tuple(f"{one.number} {one.names[-1]}" for one in left), len(library.register.projects)


def _keep_places(end: YearEnd, opened: Workspace, carried: Carried) -> None:
    """Write the year's places into 上年考核; where the book is there, say which are others now."""
    from toolkit.workbooks.forms.assessment_forms import write_blank_book

    source, out = end.workspace.last_assessment, opened.last_assessment
    if not _ranks(end.result):
        return
    places = end.result.assessment.places if end.result.assessment else ()
    if out.exists():
        there = last_assessment.read_last_assessment(out, opened.scheme)[0]
        if others := "；".join(places_that_differ(there, places, end.workspace.scheme.year)):
            carried.differs.append(f"{out.name}：{others}，没有改动")
        return
    past = last_assessment.read_last_assessment(source, end.workspace.scheme)[0] if source.exists() else ()
    lines = list(places_to_keep(past, places, end.workspace.scheme.year))
    if lines:
        picks = {"单位": [unit.name for unit in opened.scheme.units]}
        hint = "一行一个单位，得分和名次填一样即可。季度的，年度写 2022年第一季度 这样。"
        write_blank_book(out.stem, list(last_assessment.HEADINGS), picks, hint, out, lines)
        carried.made.append(carried.name(out))


def _keep_rosters(now: Workspace, opened: Workspace, made: list[str]) -> tuple[str, ...]:
    """Bring the rosters of people that the next year's document asks for too; return their names.

    Who is in the leading group or recruits full time stays so on 1 January; books of projects and of a year's papers
    begin anew.
    """
    kept = []
    for register in opened.scheme.rules.registers:
        source, out = now.kept_book(register.name), opened.kept_book(register.name)
        if lists_people(register) and source.is_file() and not out.exists():
            saving.copy(source, out)
            made.append(out.relative_to(opened.root).as_posix())
            kept.append(register.name)
    return tuple(kept)


def _keep_master(end: YearEnd, opened: Workspace, carried: Carried, progress: tables.Progress) -> None:
    """Bring the final table as it was issued last, without an issue as it is now."""
    from toolkit.workbooks.master.master import write_master

    name = f"{month.master_name(end.result)}.xlsx"
    out, last = opened.former_year / name, end.issues.get(end.result.period)
    issued = end.workspace.publications / last.folder / name if last else None
    if last and issued and issued.exists():
        carried.renew(out, issued.read_bytes(), f"换成{last.label}的")
    elif not out.exists():
        progress("汇总表", 1, 1)
        write_master(end.result, out)
        carried.made.append(carried.name(out))
