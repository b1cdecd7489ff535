"""Which options do several commands share, and how are their values read?"""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme

if TYPE_CHECKING:
    from toolkit.workflow.steps.workspace import Workspace

CLEAN, FINDINGS, OPERATOR, BUG = 0, 1, 3, 70


class PeriodType(click.ParamType[ReportingPeriod]):
    """A month typed as 2022-06."""

    name = "2022-06"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ReportingPeriod:
        """Return the period, or the usage error in Chinese."""
        try:
            match = re.fullmatch(r"(20\d{2})(?:年|[-./])(\d{1,2})月?", str(value).strip())
            return ReportingPeriod.parse(f"{match[1]}-{int(match[2]):02d}" if match else value)
        except ValueError:
            self.fail(f"“{value}”不是月份，请写成 2022-06。", param, ctx)


class YearType(click.ParamType[int]):
    """A year typed as 2022 or 2022年."""

    name = "2022"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the year, or the usage error in Chinese."""
        if not (match := re.fullmatch(r"(20\d{2})年?", str(value).strip())):
            self.fail(f"“{value}”不是年份，请写成 2022。", param, ctx)
        return int(match[1])


class CountType(click.ParamType[int]):
    """A number of letters: 1 or more."""

    name = "数"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or the usage error in Chinese."""
        if not str(value).isdecimal() or int(value) < 1:
            self.fail(f"“{value}”不是有效数值，请填写大于0的整数。", param, ctx)
        return int(value)


class ExecutorType(click.ParamType[str]):
    """How files are read: one of three words, or a cluster's address."""

    name = "auto"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word or the address, or the usage error in Chinese."""
        if value not in ("auto", "processes", "this") and not re.fullmatch(r"dask://[^\s/]+:\d+", str(value)):
            self.fail(
                f"“{value}”不是有效的读取方式，请填写 auto、processes、this，或集群的地址 dask://主机:端口。",
                param,
                ctx,
            )
        return str(value)


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


def home_of(folder: Path) -> Path | None:
    """Return the workspace in or around a folder, as short as it can be said; ``None`` outside of any."""
    from toolkit.workflow.steps.workspace import SETTINGS

    inside = next((one for one in (folder, *folder.parents) if (one / SETTINGS).is_file()), None)
    return inside if inside is None or inside != folder else Path()


workspace_option = click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path),
    default=lambda: home_of(Path.cwd()) or Path(),
    help="工作文件夹。不写时取当前文件夹，或它上面最近的一个工作文件夹。",
)
period_option = click.option(
    "--period", type=PeriodType(), help="报送月份，例如 2022-06。不写时取“报送”里最近的一个月。"
)


def _look_first_in(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
    from toolkit.schemes.shelves import look_first_in

    look_first_in(folder)
    ctx.call_on_close(lambda: look_first_in(None))


rules_option = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    expose_value=False,
    callback=_look_first_in,
    help="先在这个文件夹里找规则：一份规则的文件夹，或者放着几份规则的文件夹。",
)
_scheme = click.option(
    "--scheme", help="规则名称，例如 luzhai-2022，或规则的文件夹；文件不在工作文件夹里、也没有用 -w 写明时要写。"
)


def scheme_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--scheme``, and ``--rules`` that says where it may lie."""
    return _scheme(rules_option(command))


paths_argument = click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[文件或文件夹]..."
)
as_of_option = click.option(
    "--as-of", type=DayType(), default=lambda: datetime.now().astimezone().date(), help="统计截至日期，默认今天。"
)


executor_option = click.option(
    "--executor",
    type=ExecutorType(),
    default="auto",
    help="读取方式：auto，自动选择；processes，几个文件同时读取；this，逐个读取；dask://主机:端口，交给集群。",
)
fresh_option = click.option("--fresh", is_flag=True, help="全部重新读取。不写时，没有变过的文件沿用上次读取的内容。")


def own_workspace(folder: Path) -> "Workspace":
    """Return the workspace in a folder, in which no other run may be at work until this command ends."""
    from toolkit.workflow.steps.locking import alone
    from toolkit.workflow.steps.workspace import open_workspace

    take_over(folder)
    opened = open_workspace(folder)
    click.get_current_context().with_resource(alone(opened.root))
    say_year(opened)
    return opened


def take_over(folder: Path) -> None:
    """Write into 设置.toml what was changed on 设置.xlsx, and print what was."""
    from toolkit.workflow.steps.office_settings import take_over_settings

    for line in take_over_settings(folder):
        click.echo(line, err=True)


def say_year(workspace: "Workspace") -> None:
    """Print what must be said of the workspace's year: that it is assumed, or that last year's document goes on."""
    if workspace.scheme.year_note:
        click.echo(f"年份：{workspace.scheme.year_note}", err=True)


def named_scheme(name: str | None, period: ReportingPeriod | None = None) -> Scheme:
    """Return the rulebook named on the command line, by id or folder, with the rules of a period's year.

    Raises ``ToolkitError`` if none is named, or if the period lies outside its years.
    """
    from toolkit.schemes.loader import load
    from toolkit.schemes.shelves import find, rulebooks
    from toolkit.schemes.years import refuse_outside

    own = home_of(Path.cwd())
    if name is None:
        known = "、".join(dict.fromkeys(one.id for one in rulebooks(own)))
        raise ToolkitError(f"请用 --scheme 写明规则：{known}。")
    folder = find(name, own).folder
    scheme = load(folder)
    if period is None:
        return scheme
    refuse_outside(scheme, period)
    return scheme if scheme.year == (year := scheme.accounting.year_of(period)) else load(folder, year=year)


def present(workspace: "Workspace", period: ReportingPeriod | None) -> tuple["Workspace", ReportingPeriod]:
    """Return the workspace at the period asked for, or at its last.

    Raises ``ToolkitError`` where the period lies outside the workspace's year, or 报送 has no folder for it.
    """
    periods = workspace.periods()
    period = latest(periods) if period is None else period
    workspace = workspace.at(period)
    if period not in periods:
        known = "、".join(map(str, periods)) or "还没有"
        raise ToolkitError(f"没有“报送/{period}”文件夹。现有的月份：{known}。")
    return workspace, period


def latest(periods: list[ReportingPeriod]) -> ReportingPeriod:
    """Return the last of a workspace's periods; raises ``ToolkitError`` if there is none."""
    if not periods:
        raise ToolkitError("“报送”下还没有月份文件夹。请把各单位的表放进 报送/2022-06 这样的文件夹。")
    return periods[-1]


def period_of(paths: tuple[Path, ...]) -> ReportingPeriod:
    """Return the period that a folder's name or most file names tell."""
    said: Counter[ReportingPeriod] = Counter()
    for path in paths:
        names = [*path.resolve().parts, *([file.stem for file in path.rglob("*")] if path.is_dir() else [path.stem])]
        for name in names:
            if match := re.search(r"(20\d{2})(?:-|年)(0?[1-9]|1[0-2])(?!\d)", name):
                said[ReportingPeriod(int(match[1]), int(match[2]))] += 1
    if not said:
        raise ToolkitError("从文件夹和文件名看不出是哪个月。请用 --period 写明，例如 --period 2022-06。")
    return said.most_common(1)[0][0]
