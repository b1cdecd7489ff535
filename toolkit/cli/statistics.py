"""Which commands deal with the units' tables? issue, check, consolidate, reconcile."""

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from toolkit.cli import listing, screen
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    PeriodType,
    as_of_option,
    executor_option,
    fresh_option,
    latest,
    named_scheme,
    own_workspace,
    paths_argument,
    period_of,
    period_option,
    present,
    say_year,
    scheme_option,
    take_over,
    workspace_option,
)
from toolkit.files import saving
from toolkit.model.contract import CellQuestion, as_contract
from toolkit.model.decisions import Decision
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Severity
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission

if TYPE_CHECKING:
    from toolkit.workflow.steps.intake_plan import IntakePlan
    from toolkit.workflow.steps.workspace import Workspace


@click.command()
@paths_argument
@workspace_option
@scheme_option
@period_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "xlsx"]), default="text", help="输出形式。")
@click.option("--out", type=click.Path(path_type=Path), help="--format xlsx 时的文件，默认 问题清单.xlsx。")
@click.option(
    "--columns/--no-columns",
    default=None,
    help="逐个文件列出每一列当作了哪一项；不写时，只列有折算或有列没有用的文件。",
)
@click.option("--return-copies", type=click.Path(path_type=Path), help="把标注好的退回修改稿写到这个文件夹。")
@executor_option
@fresh_option
def check(
    paths: tuple[Path, ...],
    workspace: Path,
    scheme: str | None,
    period: ReportingPeriod | None,
    form: str,
    out: Path | None,
    columns: bool | None,
    return_copies: Path | None,
    executor: str,
    fresh: bool,
) -> None:
    """读取并校验各单位报送的统计表。不写文件或文件夹时，校验工作文件夹里本月报送的。"""
    from toolkit.consolidation.file_questions import FileQuestions
    from toolkit.consolidation.ledger import judged_rows
    from toolkit.consolidation.settled_texts import settled_rows
    from toolkit.workflow.steps import tables
    from toolkit.workflow.steps.intake_plan import IntakePlan

    if not paths and (return_copies or form == "xlsx"):
        own_workspace(workspace)
    with listing.ProgressLine(quiet=form == "jsonl") as progress:
        submissions, rules = _checked(paths, workspace, scheme, period, IntakePlan(executor, fresh), progress)
    judged = [judged_rows(submission, rules) for submission in submissions]
    asking = FileQuestions(rules, answers := _answers(paths, workspace, rules))
    questions = [asking.of(*one) for one in zip(submissions, judged, strict=True)]
    if form == "jsonl":
        _print_objects(submissions, settled_rows(judged, rules, answers), questions)
    elif form == "xlsx":
        from toolkit.workbooks.returns.finding_list import write_finding_list
        from toolkit.workflow.steps.workspace import FINDING_LIST

        click.echo(f"问题清单：{write_finding_list(submissions, out or Path(FINDING_LIST))}")
    else:
        asked_in_all = len({one.id for asked in questions for one in asked})
        click.echo(listing.findings_by_unit(submissions, asked_in_all, columns))
    if return_copies:
        with listing.ProgressLine(quiet=form == "jsonl") as progress:
            copies = tables.write_return_copies(submissions, return_copies, progress)
        click.echo(f"退回修改稿：{sum(map(len, copies.values()))} 个文件，在 {return_copies}", err=form == "jsonl")
    sys.exit(_exit_code(submissions, asked=any(questions)))


@click.command()
@paths_argument
@workspace_option
@scheme_option
@period_option
@click.option(
    "--targets", type=click.Path(exists=True, path_type=Path), help="目标任务分解表；工作文件夹里的默认在 目标/。"
)
@click.option("--out", type=click.Path(path_type=Path), help="汇总表写到哪个文件或文件夹。")
@executor_option
@fresh_option
@as_of_option
def consolidate(
    paths: tuple[Path, ...],
    workspace: Path,
    scheme: str | None,
    period: ReportingPeriod | None,
    targets: Path | None,
    out: Path | None,
    executor: str,
    fresh: bool,
    as_of: date,
) -> None:
    """汇总各单位的统计表，生成汇总表：各数均由公式计算，可逐级追溯到各单位原表的单元格。"""
    from toolkit.consolidation.consolidate import consolidate as run
    from toolkit.workbooks.master.master import write_master
    from toolkit.workflow.steps import logged_month
    from toolkit.workflow.steps import month as work
    from toolkit.workflow.steps.intake_plan import IntakePlan
    from toolkit.workflow.steps.libraries import keep_register

    # Long: what is read, made, kept and said, in the order in which it is done.
    said: tuple[str, ...] = ()
    with listing.ProgressLine() as progress:
        if paths:
            rules, period = _rules_of(paths, workspace, scheme, period)
            submissions, _ = _checked(paths, workspace, scheme, period, IntakePlan(executor, fresh), progress)
            target_table = work.read_targets([targets], rules, period) if targets else None
            result = run(submissions, target_table, rules, period, as_of)
            place = out or Path()
        else:
            opened = replace(own_workspace(workspace), plan=IntakePlan(executor, fresh))
            opened, period = present(opened, period)
            result, said = logged_month.consolidated(opened, period, as_of, progress)
            place = out or opened.outputs(period)
        progress("汇总表", 1, 1)
        path = place if place.suffix else place / f"{work.master_name(result)}.xlsx"
        written = write_master(result, path)
        if not paths:
            work.keep_decisions(opened, result)
            kept = keep_register(opened, result)
    click.echo(listing.consolidation_summary(result))
    for words in said:
        click.echo(words, err=True)
    if written != path:
        click.echo(f"“{path.name}”正被打开，没有覆盖。")
    if not paths and not kept and opened.register_book.exists():
        click.echo(f"“{opened.register_book.name}”正被打开，没有更新。请关闭后再汇总一次。")
    click.echo(f"汇总表：{written}")
    sys.exit(_exit_code(result.submissions, asked=any(one.is_open for one in result.decisions)))


@click.command()
@workspace_option
@period_option
@as_of_option
def reconcile(workspace: Path, period: ReportingPeriod | None, as_of: date) -> None:
    """与上级系统的导出核对：哪些一致、哪些只有一边有、哪些数值不同。"""
    from toolkit.workbooks.master.reconciliation_sheet import write_reconciliation_workbook
    from toolkit.workflow.steps import month as work

    opened, period = present(own_workspace(workspace), period)
    if opened.export_file(period) is None:
        raise ToolkitError(f"没有{period.label}的系统导出。请把导出的明细放进“系统导出”，文件名里带上 {period}。")
    with listing.ProgressLine() as progress:
        result = work.consolidate_workspace(opened, period, as_of, progress)
        progress("系统核对", 1, 1)
        written = write_reconciliation_workbook(result, opened.reconciliation(period))
    click.echo(listing.reconciliation_summary(result))
    click.echo(f"系统核对：{written}{saving.note(written)}")
    differs = result.reconciliation is not None and not result.reconciliation.agrees
    sys.exit(FINDINGS if differs else CLEAN)


@click.command()
@workspace_option
@scheme_option
@click.option("--period", type=PeriodType(), required=True, help="下发哪个月的表，例如 2022-07。")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件夹；默认 输出/月份/下发。")
@click.option("--blank", is_flag=True, help="只要空白统计表，不填上月的项目。")
def issue(workspace: Path, scheme: str | None, period: ReportingPeriod, out: Path | None, blank: bool) -> None:
    """给每个报送单位生成统计表：上月的项目已填好，请单位更新；没有项目的单位是空白统计表。"""
    from toolkit.workflow.steps import issuing

    if scheme and not out:
        raise click.UsageError("写了 --scheme 就要用 --out 写明文件夹。")
    opened = None if scheme else own_workspace(workspace).at(period)
    rules = opened.scheme if opened else named_scheme(scheme, period)
    folder = out or (opened.blank_forms(period) if opened else Path())
    forms: issuing.Forms = {}
    with listing.ProgressLine() as progress:
        if opened and not blank:
            rules, forms = issuing.forms_of(opened, period, datetime.now().astimezone().date(), progress)
        written = issuing.write_forms(rules, period, folder, forms, progress)
    filled = issuing.filled_in(rules, forms, "填好了")
    click.echo(f"统计表：{len(written)} 个{f'，其中 {filled}' if filled else ''}，在 {folder}")


def _print_objects(
    submissions: Iterable[Submission],
    judged: Iterable[Mapping[int, LedgerEntry]],
    questions: Iterable[Iterable[CellQuestion]],
) -> None:
    """Print one object a file, a line each, for other programs."""
    for submission, rows, asked in zip(submissions, judged, questions, strict=True):
        screen.print_utf8(json.dumps(as_contract(submission, rows, asked), ensure_ascii=False))


def _checked(
    paths: tuple[Path, ...],
    workspace: Path,
    scheme: str | None,
    period: ReportingPeriod | None,
    plan: "IntakePlan",
    progress: "listing.ProgressLine",
) -> tuple[tuple[Submission, ...], Scheme]:
    from toolkit.workflow.steps import tables
    from toolkit.workflow.steps.workspace import every_file, open_workspace

    if not paths:
        take_over(workspace)
        opened = replace(open_workspace(workspace), plan=plan)
        say_year(opened)
        opened, period = present(opened, period)
        return _logged(opened, period, progress), opened.at(period).scheme
    rules, period = _rules_of(paths, workspace, scheme, period)
    files = [job for path in paths for job in _named_files(path, every_file)]
    read = tables.read_files(files, rules, period, progress=progress, plan=plan)
    return tables.check_all(read, rules), rules


def _logged(opened: "Workspace", period: ReportingPeriod, progress: "listing.ProgressLine") -> tuple[Submission, ...]:
    """Check a period of a workspace and keep its intake log, unless another run is at work there."""
    from toolkit.workflow.steps import log_keeping, logged_month, month

    today = datetime.now().astimezone().date()
    with log_keeping.unless_busy(opened) as free:
        if not free:
            return month.check_workspace(opened, period, progress)
        submissions, said = logged_month.checked(opened, period, today, progress)
    for words in said:
        click.echo(words, err=True)
    return submissions


def _rules_of(
    paths: tuple[Path, ...], workspace: Path, scheme: str | None, period: ReportingPeriod | None
) -> tuple[Scheme, ReportingPeriod]:
    """Return rules and period for files: the scheme named, else those of the workspace in or around which they lie."""
    from toolkit.workflow.steps.workspace import SETTINGS, open_workspace

    around = [workspace, *(folder for path in paths for folder in path.resolve().parents)]
    home = None if scheme else next((folder for folder in around if (folder / SETTINGS).is_file()), None)
    if home is None:
        period = period or period_of(paths)
        return named_scheme(scheme, period), period
    take_over(home)
    opened = open_workspace(home)
    say_year(opened)
    if period is None:
        try:
            period = period_of(paths)
        except ToolkitError:
            period = latest(opened.periods())
    return opened.at(period).scheme, period


def _named_files(path: Path, every_file: Any) -> list[tuple[Path, str]]:
    if path.is_dir():
        return [(file, file.relative_to(path).as_posix()) for file in every_file(path)]
    return [(path, path.name)]


def _answers(paths: tuple[Path, ...], workspace: Path, rules: Scheme) -> Mapping[str, Decision]:
    """Return the answers that count: those of the workspace where its own month is checked."""
    from toolkit.workflow.steps.answers import read_answers
    from toolkit.workflow.steps.workspace import open_workspace

    return {} if paths else read_answers(replace(open_workspace(workspace), scheme=rules)).by_id


def _exit_code(submissions: tuple[Submission, ...], *, asked: bool) -> int:
    weighty = any(finding.severity is not Severity.NOTE for one in submissions for finding in one.findings)
    return FINDINGS if weighty or asked or any(one.status is Status.REFUSED for one in submissions) else CLEAN
