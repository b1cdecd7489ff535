"""Which commands deal with trips? They write plans, approvals, records, reports and budgets, and read forms back."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.checks.trip_quotas import in_words
from toolkit.cli import listing
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    as_of_option,
    own_workspace,
    period_option,
    say_year,
    take_over,
    workspace_option,
)
from toolkit.cli.usage import Menu
from toolkit.files import saving
from toolkit.model.findings import Finding, Severity, as_lines
from toolkit.model.period import ReportingPeriod

if TYPE_CHECKING:
    from toolkit.workflow.steps.trip_papers import Journal
    from toolkit.workflow.steps.workspace import Workspace


@click.group(cls=Menu)
def trip() -> None:
    """外出招商：一本外出招商台账，生成方案、审批表、记录表、报告和预算，并把填好的表读回台账。"""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that all trip commands share."""
    out = click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件夹；默认 输出/月份/出行。")
    for option in (as_of_option, out, period_option, workspace_option):
        command = option(command)
    return command


id_option = click.option("--trip", "id", default="", help="只写指定编号的行程；不写则写本月全部行程。")


@trip.command()
@_options
def register(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date) -> None:
    """生成空白的外出招商台账（出行台账.xlsx）：带下拉、提示和示例；不改动已有台账。"""
    from toolkit.workbooks.forms.trip_register import write_register

    opened, period = _opened(workspace, period, as_of)
    path = _register_in(opened, out)
    if path.exists():
        path = path.with_stem(f"{path.stem}（空白）")
    click.echo(f"外出招商台账：{write_register(opened.scheme, period, path)}")


@trip.command()
@_options
def check(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date) -> None:
    """校验外出招商台账：审批、拜访数、线索数、季度次数、报送期限。"""
    del out
    _, journal = _journal(workspace, period, as_of, writes=False)
    later: Counter[str] = Counter()
    for line in journal.travel.quotas:
        if line.required or line.actual:
            click.echo(f"{line.unit}  {line.quota.what}  {line.span}：{in_words(line)}")
        else:
            later[f"{line.quota.what}（{line.span}）"] += 1
    if later:
        told = "，".join(f"{what}{count}个单位" for what, count in later.items())
        click.echo(f"现在还不到应完成的时候、也还没有做的，不逐个列出：{told}。")
    # The quotas that are not met have just been printed.
    _finish(journal.travel.findings, unsaid=("quota_short",))


@trip.command()
@_options
@id_option
def plan(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date, id: str) -> None:
    """写外出招商活动方案（Word）。"""
    _write(("plan",), workspace, period, out, as_of, id)


@trip.command()
@_options
@id_option
def approval(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date, id: str) -> None:
    """写外出招商审批表（Word）：签字栏按审批程序排列。"""
    _write(("approval",), workspace, period, out, as_of, id)


@trip.command()
@_options
@id_option
def itinerary(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date, id: str) -> None:
    """写考察行程表（Word）。"""
    _write(("itinerary",), workspace, period, out, as_of, id)


@trip.command()
@_options
@id_option
def record(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date, id: str) -> None:
    """写外出招商信息记录表（Word）：每家企业一栏，填好后用 trip read 读回。"""
    _write(("record",), workspace, period, out, as_of, id)


@trip.command()
@_options
@id_option
def report(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date, id: str) -> None:
    """写考察报告、经费使用情况表和各组的月度招商工作汇报（Word）。"""
    _write(("report", "expenses"), workspace, period, out, as_of, id, monthly=not id)


@trip.command()
@_options
def budget(workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date) -> None:
    """写本月各组经费的预算汇总表和报销汇总表（Excel），供报县财政局。"""
    from toolkit.workflow.steps.trip_papers import write_money

    opened, journal = _journal(workspace, period, as_of)
    for path in write_money(journal, _folder(opened, journal.period, out)):
        click.echo(f"{path}{saving.note(path)}")


@trip.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="文件或文件夹..."
)
@click.option("--apply", is_flag=True, help="写入台账；不加则只列出要改什么、要核对什么，台账不动。")
@_options
def read(
    paths: tuple[Path, ...], workspace: Path, period: ReportingPeriod | None, out: Path | None, as_of: date, apply: bool
) -> None:
    """把填好的审批表、考察行程表、信息记录表、经费使用情况表读回台账：先列改动和疑问，加 --apply 才写入；不会重复。"""
    from toolkit.workflow.steps.trip_papers import read_back

    opened, period = _opened(workspace, period, as_of)
    register_path = _register_in(opened, out)
    with listing.ProgressLine() as progress:
        files, sheet = _word_files(paths), opened.decisions
        result = read_back(files, register_path, opened.scheme, period, as_of, progress, apply=apply, decisions=sheet)
    for change in result.changes:
        where = f"第{change.row}行" if change.row else "新增一行"
        words = "；".join(f"{heading}：{before or '空'} → {after}" for heading, before, after in change.values)
        click.echo(f"{change.trip}  {change.sheet} {where}  {words}".replace("\n", " "))
    for id, what, said, now in result.kept:
        click.echo(f"{id}  {what}：表上是印表时的“{said}”，台账现在是“{now or '空'}”，不改".replace("\n", " "))
    asked = f"{len(result.questions)} 项疑问列在 {sheet.name}，答好后再读一次。" if result.questions and apply else ""
    if result.written:
        click.echo(f"写入台账 {result.cells} 处：{result.written}{'；' * bool(asked)}{asked}")
    elif not result.changes:
        click.echo(f"台账没有变化。{asked}")
    if result.written and result.written != register_path:
        click.echo(f"“{register_path.name}”正被打开，没有覆盖。")
    last = f"以上 {result.cells} 处还没有写入台账。核对后加 --apply 再读一次，才写入。"
    _finish(result.findings, last=last if result.changes and not apply else "")


def _word_files(paths: tuple[Path, ...]) -> list[Path]:
    """Return the files named, whatever they are, and the papers in the folders named."""
    suffixes = {".docx", ".docm", ".doc", ".wps", ".odt", ".rtf", ".pdf"}
    files = [file for path in paths for file in (_papers(path, suffixes) if path.is_dir() else [path])]
    return [file for file in files if not file.name.startswith(("~$", ".~"))]


def _papers(folder: Path, suffixes: set[str]) -> list[Path]:
    return [
        file for file in sorted(folder.rglob("*")) if file.suffix.lower() in suffixes and not file.name.startswith(".")
    ]


def _write(
    kinds: tuple[str, ...],
    workspace: Path,
    period: ReportingPeriod | None,
    out: Path | None,
    as_of: date,
    id: str,
    *,
    monthly: bool = False,
) -> None:
    from toolkit.workflow.steps.trip_papers import write_forms, write_monthly, write_slips

    opened, journal = _journal(workspace, period, as_of)
    folder, own = _folder(opened, journal.period, out), opened.templates
    with listing.ProgressLine() as progress:
        written = write_forms(kinds, journal, folder, own, id, progress)
        written += write_monthly(journal, folder, own, progress) if monthly else ()
        slips = write_slips(("record", *kinds) if monthly else kinds, journal, folder, own, id)
    for path in written:
        click.echo(f"{path}{saving.note(path)}")
    click.echo(f"共 {len(written)} 份。" if written else f"{journal.period.label}没有行程。")
    for path in slips:
        click.echo(f"{path}{saving.note(path)}：签批前请核对，不随文书呈送。")
    _finish(tuple(f for f in journal.travel.findings if not id or f.cell == _row_of(journal, id)))


def _row_of(journal: "Journal", id: str) -> Any:
    return next((one.ref for one in journal.register.trips if one.id == id), None)


def _opened(
    workspace: Path, period: ReportingPeriod | None, as_of: date, *, writes: bool = True
) -> tuple["Workspace", ReportingPeriod]:
    """Return the workspace and the period asked for: else the last that was reported, else the day's month."""
    from toolkit.workflow.steps.workspace import open_workspace

    if not writes:
        take_over(workspace)
    opened = own_workspace(workspace) if writes else open_workspace(workspace)
    if not writes:
        say_year(opened)
    periods = opened.periods()
    period = period or (periods[-1] if periods else ReportingPeriod(as_of.year, as_of.month))
    return opened.at(period), period


def _journal(
    workspace: Path, period: ReportingPeriod | None, as_of: date, *, writes: bool = True
) -> tuple["Workspace", "Journal"]:
    from toolkit.workflow.steps.trip_papers import read_journal

    opened, period = _opened(workspace, period, as_of, writes=writes)
    return opened, read_journal(opened.trip_register, opened.scheme, period, as_of)


def _folder(opened: "Workspace", period: ReportingPeriod, out: Path | None) -> Path:
    return out or opened.trip_papers(period)


def _register_in(opened: "Workspace", out: Path | None) -> Path:
    return out / opened.trip_register.name if out else opened.trip_register


def _finish(findings: tuple[Finding, ...], unsaid: tuple[str, ...] = (), last: str = "") -> None:
    """Print the findings, kinds that are ``unsaid`` left out, then ``last``, and end with the exit code of all."""
    for line in as_lines(finding for finding in findings if finding.kind not in unsaid):
        click.echo(str(line))
    if last:
        click.echo(last)
    sys.exit(FINDINGS if any(finding.severity is not Severity.NOTE for finding in findings) else CLEAN)
