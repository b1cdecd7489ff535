"""Which commands show one project or one unit? project and unit: all that is known of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli import listing
from toolkit.cli.options import as_of_option, own_workspace, period_option, present, workspace_option
from toolkit.model.money import in_yi
from toolkit.model.period import ReportingPeriod

if TYPE_CHECKING:
    from toolkit.workflow.steps.project_page import MonthOfProject, ProjectPage


@click.command()
@click.argument("project", metavar="编号或名称")
@workspace_option
@period_option
@as_of_option
def project(project: str, workspace: Path, period: ReportingPeriod | None, as_of: date) -> None:
    """看一个项目：逐月的数和出处、名称、单位、裁定、更正、外出招商。编号见 项目库.xlsx；曾用名、名称的一部分也行。"""
    from toolkit.workflow.steps.project_page import project_page

    opened, period = present(own_workspace(workspace), period)
    with listing.ProgressLine() as progress:
        page = project_page(opened, period, as_of, project, progress)
    click.echo("\n".join(in_words(page)))


@click.command()
@click.argument("unit", metavar="单位")
@workspace_option
@period_option
@as_of_option
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件夹。不写时放在 输出/月份/单位情况。")
def unit(unit: str, workspace: Path, period: ReportingPeriod | None, as_of: date, out: Path | None) -> None:
    """写一个单位的情况（Excel）：目标和序时、报送、退回修改的、待裁定的、项目明细；可打印，不用先生成邮件。"""
    from toolkit.workflow.steps import month, unit_pages

    opened, period = present(own_workspace(workspace), period)
    name = unit_pages.known_unit(opened, unit)
    with listing.ProgressLine() as progress:
        result = month.consolidate_workspace(opened, period, as_of, progress)
        (written,) = unit_pages.write_unit_pages(opened, result, [name], progress, out)
    click.echo(f"{name}：{written}")


def in_words(page: "ProjectPage") -> Iterator[str]:
    """Yield the page's lines: who it is, what became of it, month by month; then what was settled, who went there."""
    known = page.known
    yield f"{known.number}　{known.names[-1]}"
    if len(known.names) > 1:
        yield f"  曾用名：{'、'.join(known.names[:-1])}"
    yield f"  项目方：{'、'.join(reversed(known.firms)) or '未填'}" + (
        f"（{known.credit_code}）" if known.credit_code else ""
    )
    yield f"  单位：{'；'.join(f'{since.label}起 {unit}' for since, unit in known.units)}"
    same = f"到 {known.same_as}" if known.same_as else ""
    yield f"  状态：{known.state}{same}" + (f"（{known.why}）" if known.why else "")
    for heading, text in page.own:
        yield f"  {heading}：{text}"
    yield "逐月"
    for month in page.months:
        yield f"  {_month(month)}"
    if page.decisions:
        yield "裁定"
        for one in page.decisions:
            who = "，".join(part for part in (one.decided_by, one.decided_on) if part)
            yield f"  {one.id}（{one.question}）{one.answer}" + (f"（{who}）" if who else "")
    if page.corrections:
        yield "更正"
        for line in page.corrections:
            withdrawn = "，已撤销" if line.withdrawn else ""
            yield f"  {line.since}起 {line.field} {line.was}→{line.value}（{line.reason or '未写理由'}{withdrawn}）"
    if page.visits:
        yield "外出招商"
        for trip, visit in page.visits:
            result = visit.result or visit.opinion
            yield f"  {visit.day or trip.start} {trip.id} {trip.destination} {visit.firm}" + (
                f"：{result}" if result else ""
            )


def _month(month: "MonthOfProject") -> str:
    row = month.row
    if row is None:
        return f"{month.period}　没有读得出的数"
    paid = "未填" if row.paid_in_yuan is None else f"{in_yi(row.paid_in_yuan)}亿元"
    paid += "" if month.issued is None else f"（定稿 {in_yi(month.issued)}亿元）"
    amount = "未填" if row.investment_yuan is None else f"{in_yi(row.investment_yuan)}亿元"
    said = f"　{month.followed.note or month.followed.why}" if month.followed.why or month.followed.note else ""
    return f"{month.period}　到位 {paid}　总投资 {amount}　{row.stage or '阶段未定'}　{month.place}{said}"
