"""Which command works on a whole province? province."""

import sys
from datetime import date
from pathlib import Path

import click
from click.core import ParameterSource

from toolkit.cli import listing
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    PeriodType,
    as_of_option,
    scheme_option,
)
from toolkit.model.period import ReportingPeriod


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="文件夹")
@click.option("--period", type=PeriodType(), required=True, help="报送月份，例如 2022-06。")
@scheme_option
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="结果放在哪里，默认 文件夹/全省汇总/月份。"
)
@as_of_option
def province(folder: Path, period: ReportingPeriod, scheme: str | None, out: Path | None, as_of: date) -> None:
    """逐县汇总：一个县一个文件夹，每县一份汇总表，再加成一份全省汇总。

    县的文件夹是工作文件夹时，用它自己的规则；只放了统计表的，用 --scheme 写明的规则。
    中断了可以再运行：文件没有变的县不重做。
    """
    from toolkit.workflow.actions.province import consolidate_counties
    from toolkit.workflow.steps.locking import alone

    # Without --as-of, a later day alone is no reason to do a county again.
    day_matters = click.get_current_context().get_parameter_source("as_of") is not ParameterSource.DEFAULT
    with alone(folder), listing.ProgressLine() as progress:
        made = consolidate_counties(folder, period, as_of, scheme, out, day_matters, progress)
    for line in made.lines:
        if line.failure:
            click.echo(f"{line.name}：没有汇总。{line.failure}")
        else:
            fresh = "" if line.fresh else "（文件没有变，沿用上次的汇总表）"
            click.echo(f"{line.name}：文件 {line.files} 个，台账 {line.entries} 个项目{fresh}")
    failed = sum(bool(line.failure) for line in made.lines)
    click.echo(
        f"{len(made.lines)} 个县，台账共 {sum(line.entries for line in made.lines)} 个项目；没有汇总的 {failed} 个"
    )
    click.echo(f"全省汇总：{made.summary}")
    sys.exit(FINDINGS if failed else CLEAN)
