"""Which commands deal with what a person must settle? decisions lists the questions, decide answers one."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from toolkit.cli import listing, screen
from toolkit.cli.options import (
    CLEAN,
    FINDINGS,
    as_of_option,
    own_workspace,
    period_option,
    present,
    workspace_option,
)
from toolkit.model.contract import question_as_contract
from toolkit.model.period import ReportingPeriod


@click.command()
@workspace_option
@period_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", help="输出形式。")
@click.option("--all", "everything", is_flag=True, help="已答的也列出。不写时只列没答的。")
@as_of_option
def decisions(workspace: Path, period: ReportingPeriod | None, form: str, everything: bool, as_of: date) -> None:
    """列出本月要由办公室裁定的问题。要回答的，在 裁定.xlsx 里填，或用 decide。"""
    from toolkit.workflow.steps import month as work

    opened, period = present(own_workspace(workspace), period)
    with listing.ProgressLine(quiet=form == "jsonl") as progress:
        result = work.consolidate_workspace(opened, period, as_of, progress)
    asked = [one for one in result.decisions if everything or one.is_open]
    if form == "jsonl":
        for one in asked:
            screen.print_utf8(json.dumps(question_as_contract(one), ensure_ascii=False))
    else:
        click.echo(listing.questions_in_words(result, asked))
    sys.exit(FINDINGS if any(one.is_open for one in result.decisions) else CLEAN)


@click.command()
@click.argument("id", metavar="编号")
@click.argument("answer", metavar="答案")
@click.option("--by", required=True, help="裁定人。")
@click.option("--reason", default="", help="理由，记在裁定或词典的这一行。")
@workspace_option
@period_option
@as_of_option
def decide(
    id: str, answer: str, by: str, reason: str, workspace: Path, period: ReportingPeriod | None, as_of: date
) -> None:
    """回答一个问题：答案是可选答案之一；数值和到位资金填数，单位亿元。"""
    from toolkit.workflow.steps import deciding

    opened, period = present(own_workspace(workspace), period)
    with listing.ProgressLine() as progress:
        settled = deciding.decide(opened, period, as_of, deciding.Given(id, answer, by, reason), progress)
    one = settled.decision
    about = f"“{one.text}”" if one.text else f"{one.unit} {one.project}".strip()
    click.echo(f"{one.id}（{one.question}，{about}）：{one.answer}，已记入 {settled.book}。")
    click.echo(f"还有 {settled.still_open} 项待裁定。重新汇总后计入：zhaoshang consolidate --period {period}")
