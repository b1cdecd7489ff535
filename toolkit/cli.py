"""What may be typed? Parse the command line, call the workflow, print in Chinese."""

import json
import re
import sys
import tempfile
import traceback
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from toolkit import __version__, listing
from toolkit.model.contract import as_contract
from toolkit.model.errors import ToolkitError
from toolkit.model.findings import Severity
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission

CLEAN, FINDINGS, OPERATOR = 0, 1, 3


class PeriodType(click.ParamType[ReportingPeriod]):
    """A month typed as 2022-06."""

    name = "2022-06"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ReportingPeriod:
        """Return the period, or the usage error in Chinese."""
        try:
            return ReportingPeriod.parse(value)
        except ValueError:
            self.fail(f"“{value}”不是期间，请写成 2022-06。", param, ctx)


class DayType(click.ParamType[date]):
    """A day typed as 2022-07-06."""

    name = "2022-07-06"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or the usage error in Chinese."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”不是日期，请写成 2022-07-06。", param, ctx)


workspace_option = click.option(
    "-w", "--workspace", type=click.Path(path_type=Path), default=".", help="工作文件夹（默认为当前文件夹）。"
)
period_option = click.option("--period", type=PeriodType(), help="期间，例如 2022-06。默认取最近一期。")
scheme_option = click.option("--scheme", help="规则名称，例如 luzhai-2022；不在工作文件夹里时要写。")
paths_argument = click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[文件或文件夹]..."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zhaoshang", message="%(prog)s %(version)s")
def main() -> None:
    """招商引资统计汇总工具箱。"""


@main.command()
@click.option("--out", type=click.Path(path_type=Path), default="招商演示", help="结果放在哪里（默认 招商演示/）。")
def demo(out: Path) -> None:
    """用自带样例把一个月的工作完整跑一遍。"""
    from toolkit.workflow.demo import SAMPLES, run_demo

    for sample in SAMPLES:
        with listing.ProgressLine() as progress:
            workspace, month = run_demo(out, sample, progress)
        click.echo(listing.month_summary(month, workspace.root))


@main.command()
@paths_argument
@workspace_option
@scheme_option
@period_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "xlsx"]), default="text", help="输出形式。")
@click.option("--out", type=click.Path(path_type=Path), help="--format xlsx 时的文件，默认 问题清单.xlsx。")
@click.option("--return-copies", type=click.Path(path_type=Path), help="把标注好的退回修改稿写到这个文件夹。")
def check(
    paths: tuple[Path, ...],
    workspace: Path,
    scheme: str | None,
    period: ReportingPeriod | None,
    form: str,
    out: Path | None,
    return_copies: Path | None,
) -> None:
    """读取并校验各单位报送的表。不写文件或文件夹时，校验工作文件夹里本期的报送。"""
    from toolkit.workflow import steps

    with listing.ProgressLine(quiet=form == "jsonl") as progress:
        submissions = _checked(paths, workspace, scheme, period, progress)
    if form == "jsonl":
        for submission in submissions:
            click.echo(json.dumps(as_contract(submission), ensure_ascii=False))
    elif form == "xlsx":
        from toolkit.workbooks.finding_list import write_finding_list

        click.echo(f"问题清单：{write_finding_list(submissions, out or Path('问题清单.xlsx'))}")
    else:
        click.echo(listing.findings_by_unit(submissions))
    if return_copies:
        copies = steps.write_return_copies(submissions, return_copies)
        click.echo(f"退回修改稿：{sum(map(len, copies.values()))} 个文件，在 {return_copies}", err=form == "jsonl")
    sys.exit(_exit_code(submissions))


@main.command()
@paths_argument
@workspace_option
@scheme_option
@period_option
@click.option(
    "--targets", type=click.Path(exists=True, path_type=Path), help="目标任务分解表；工作文件夹里的默认在 目标/。"
)
@click.option("--out", type=click.Path(path_type=Path), help="汇总表写到哪个文件或文件夹。")
@click.option(
    "--as-of", type=DayType(), default=lambda: datetime.now().astimezone().date(), help="以哪一天为准，默认今天。"
)
def consolidate(
    paths: tuple[Path, ...],
    workspace: Path,
    scheme: str | None,
    period: ReportingPeriod | None,
    targets: Path | None,
    out: Path | None,
    as_of: date,
) -> None:
    """汇总成总表：公式是活的，每个数都能追到单位的单元格。"""
    from toolkit.consolidation.consolidate import consolidate as run
    from toolkit.workbooks.master import write_master
    from toolkit.workflow import month as work
    from toolkit.workflow.workspace import open_workspace

    with listing.ProgressLine() as progress:
        if paths:
            rules = _scheme(scheme)
            period = period or _period_of(paths)
            submissions = _checked(paths, workspace, scheme, period, progress)
            target_table = work.read_targets([targets], rules, period) if targets else None
            result = run(submissions, target_table, rules, period, as_of)
            place = out or Path()
        else:
            opened = open_workspace(workspace)
            period = period or _latest(opened.periods())
            result = work.consolidate_workspace(opened, period, as_of, progress)
            place = out or opened.out(period)
        progress("汇总表", 1, 1)
        path = place if place.suffix else place / f"{work.master_name(result)}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        written = write_master(result, path)
    click.echo(listing.consolidation_summary(result))
    if written != path:
        click.echo(f"“{path.name}”正在 Excel 中打开，没有覆盖。")
    click.echo(f"汇总表：{written}")
    sys.exit(_exit_code(result.submissions))


@main.command()
@workspace_option
@scheme_option
@click.option("--period", type=PeriodType(), required=True, help="下发哪个月的表，例如 2022-07。")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件夹；默认 输出/期间/下发。")
def issue(workspace: Path, scheme: str | None, period: ReportingPeriod, out: Path | None) -> None:
    """给每个报送单位生成空白统计表：单位和期间已填好，带下拉和提示。"""
    from toolkit.workflow import steps
    from toolkit.workflow.workspace import open_workspace

    if scheme and not out:
        raise click.UsageError("写了 --scheme 就要用 --out 写明文件夹。")
    opened = None if scheme else open_workspace(workspace)
    rules = opened.scheme if opened else _scheme(scheme)
    folder = out or (opened.out(period, "下发", "x").parent if opened else Path())
    with listing.ProgressLine() as progress:
        written = steps.write_blank_forms(rules, period, folder, progress)
    click.echo(f"空白统计表：{len(written)} 个，在 {folder}")


@main.group(invoke_without_command=True)
@click.pass_context
def schemes(ctx: click.Context) -> None:
    """列出规则；schemes show 名称 逐条显示。"""
    if ctx.invoked_subcommand is None:
        from toolkit.schemes.loader import load_shipped, scheme_ids

        for id in scheme_ids():
            loaded = load_shipped(id)
            click.echo(f"{id}  《{loaded.title}》（{loaded.document_number}）")


@schemes.command()
@click.argument("name", metavar="名称")
def show(name: str) -> None:
    """逐条显示一份规则：指标、目标行、期限、审批程序、口径，各带条款。"""
    click.echo(listing.scheme_in_words(_scheme(name)))


def _checked(
    paths: tuple[Path, ...],
    workspace: Path,
    scheme: str | None,
    period: ReportingPeriod | None,
    progress: "listing.ProgressLine",
) -> tuple[Submission, ...]:
    from toolkit.workflow import month, steps
    from toolkit.workflow.workspace import open_workspace, workbook_files

    if not paths:
        opened = open_workspace(workspace)
        return month.check_workspace(opened, period or _latest(opened.periods()), progress)
    rules = _scheme(scheme)
    files = [job for path in paths for job in _named_files(path, workbook_files)]
    return steps.check_all(steps.read_files(files, rules, period or _period_of(paths), progress=progress), rules)


def _named_files(path: Path, workbook_files: Any) -> list[tuple[Path, str]]:
    if path.is_dir():
        return [(file, str(file.relative_to(path))) for file in workbook_files(path)]
    return [(path, path.name)]


def _scheme(id: str | None) -> Scheme:
    from toolkit.schemes.loader import load_shipped, scheme_ids

    if id is None:
        raise ToolkitError(f"请用 --scheme 写明规则：{'、'.join(scheme_ids())}。")
    return load_shipped(id)


def _latest(periods: list[ReportingPeriod]) -> ReportingPeriod:
    if not periods:
        raise ToolkitError("“报送”下还没有期间文件夹。请把各单位的表放进 报送/2022-06 这样的文件夹。")
    return periods[-1]


def _period_of(paths: tuple[Path, ...]) -> ReportingPeriod:
    """Return the period that a folder's name or most file names tell."""
    said: Counter[ReportingPeriod] = Counter()
    for path in paths:
        names = [*path.resolve().parts, *([file.stem for file in path.rglob("*")] if path.is_dir() else [path.stem])]
        for name in names:
            if match := re.search(r"(20\d{2})(?:-|年)(0?[1-9]|1[0-2])(?!\d)", name):
                said[ReportingPeriod(int(match[1]), int(match[2]))] += 1
    if not said:
        raise ToolkitError("从文件夹和文件名认不出期间。请用 --period 写明，例如 --period 2022-06。")
    return said.most_common(1)[0][0]


def _exit_code(submissions: tuple[Submission, ...]) -> int:
    weighty = any(finding.severity is not Severity.NOTE for one in submissions for finding in one.findings)
    return FINDINGS if weighty or any(one.status is Status.REFUSED for one in submissions) else CLEAN


def run() -> None:
    """Run the command line; an operator's mistake is one sentence, a bug tells where its details are."""
    try:
        main.main(standalone_mode=True)
    except ToolkitError as error:
        click.echo(f"无法继续：{error}", err=True)
        sys.exit(OPERATOR)
    except Exception:  # noqa: BLE001 - the last line of defence writes what it caught
        with tempfile.NamedTemporaryFile(
            "w", suffix=".txt", prefix="zhaoshang-", delete=False, encoding="utf-8"
        ) as log:
            traceback.print_exc(file=log)
        click.echo(f"程序出错了，详情已写入 {log.name}，请把它发给维护人员。您的文件没有改动。", err=True)
        sys.exit(70)
