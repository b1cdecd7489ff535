"""How many questions does a month raise? The four samples, and a made county with the usual carelessness."""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import xlsxwriter
from msgspec.structs import replace

from tests.bench import report
from tests.bench.county import PERIOD, SCHEME, Reported, project
from tests.walks import laid_out
from toolkit.model.decisions import EACH, Decision
from toolkit.model.ledger import Consolidation
from toolkit.schemes.loader import load_shipped
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps import month
from toolkit.workflow.steps.workspace import Workspace, create_workspace, open_workspace

ROWS = 500
AS_OF = date(2022, 7, 6)
MADE = "a made county"
HEAD = ("序号", "行业", "项目名称", "项目方", "投资总额（亿元）", "本年到位资金（亿元）", "投资来源", "项目负责人", "联系电话", "项目入驻时间", "进展情况", "签约日期")  # fmt: skip
# What clerks write one time in so many, and what is plain again a line below. Most is certain when read with care.
SOURCES = {
    "广东省深圳市": 30, "深圳": 30, "浙江温州市": 20, "广西柳州": 20, "柳州市柳南区": 15, "本县": 12, "湖南省": 15, "江苏省苏州市昆山市": 12,
    "香港": 10, "外商独资（新加坡）": 4, "广东、广西": 3, "国内": 3, "自筹": 3, "民营": 2, "台资": 3,
}  # fmt: skip
NOTES = {
    "已签约": 30, "正在办理用地手续，已签订投资协议": 15, "未开工": 15, "已注册公司，前期工作推进中": 15, "在建": 30, "主体已封顶，预计8月投产": 12,
    "正在进行土地平整": 4, "已奠基": 2, "正常推进": 4, "暂停施工": 3, "项目已终止": 3, "已竣工投产": 20, "洽谈中": 15, "厂房装修中": 3,
}  # fmt: skip
# A trade in a word that says nothing, for a project whose name says no more.
TRADES = {"制造业": 4, "服务业": 4, "其他": 4, "新能源": 3, "商贸": 5, "加工": 3}
TALKS = ("洽谈", "正常推进")
AMOUNTS = ("约2亿", "1.2-1.5", "待定")
# Of the rows, so many have an amount in words, and so many are reported by a second unit as well.
IN_WORDS, TWICE = 0.004, 0.004


def sloppy_rows(rows: int = ROWS, seed: int = 1) -> Iterator[tuple[int, Reported, str]]:
    """Yield a number, a project, and its 投资总额 as typed: what a county's clerks send in June."""
    chance = random.Random(seed)
    for number in range(rows):
        one = project(chance.randrange(number) if number > 60 and chance.random() < TWICE else number)
        if chance.random() < 0.6:
            one = replace(one, source=_one_of(chance, SOURCES))
        if chance.random() < 0.6:
            one = replace(one, progress=_one_of(chance, NOTES))
        if chance.random() < 0.05:
            one = replace(one, industry=_one_of(chance, TRADES), name=f"{one.name[:4]}项目")
        amount = chance.choice(AMOUNTS) if chance.random() < IN_WORDS else f"{one.investment / 100:g}"
        yield number, one, amount


def _one_of(chance: random.Random, words: dict[str, int]) -> str:
    return chance.choices(tuple(words), tuple(words.values()))[0]


def made_workspace(root: Path, rows: int = ROWS) -> Workspace:
    """Write the tables of a made county's month, one for each unit, into a new workspace."""
    workspace = create_workspace(root, SCHEME)
    units = [unit.name for unit in load_shipped(SCHEME).reporting_units]
    folder = root / "报送" / str(PERIOD)
    folder.mkdir(parents=True)
    books = [_table(folder / f"{unit}{PERIOD.label}统计表.xlsx", unit) for unit in units]
    for number, one, amount in sloppy_rows(rows):
        book, place = books[number % len(books)], number // len(books)
        # Who is in talks has no day of signing; one in ten clerks types one all the same.
        in_talks = one.progress.startswith(TALKS) and number % 10
        signed = "" if in_talks else f"{one.signed_on:%Y-%m-%d}"
        day = f"{one.entry:%Y-%m-%d}"
        values = (place + 1, one.industry, one.name, one.investor, amount, one.paid_in / 100, one.source, one.contact,
                  one.phone, day, one.progress, signed)  # fmt: skip
        book.worksheets()[0].write_row(2 + place, 0, values)
    for book in books:
        book.close()
    return workspace


def _table(path: Path, unit: str) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    sheet.write(0, 0, f"填报单位：{unit}")
    sheet.write_row(1, 0, HEAD)
    return book


def answered_all(workspace: Workspace, result: Consolidation) -> None:
    """Answer every open question as an office might: the proposal, else the first choice, else a number."""
    decisions = tuple(_answered(one) if one.is_open else one for one in result.decisions)
    month.keep_decisions(workspace, replace(result, decisions=decisions))


def _answered(one: Decision) -> Decision:
    choices = [choice for choice in one.choices if choice != EACH]
    return replace(one, answer=one.proposal or (choices[0] if choices else "1.5"), decided_by="卢某")


def asked(result: Consolidation) -> Counter[str]:
    """Return how many open questions of each kind there are."""
    return Counter(one.question.value for one in result.decisions if one.is_open)


def sections(asked_for: argparse.Namespace) -> dict[str, str]:
    """Return the table of this group: questions of a month by kind, and after all were answered."""
    lines = ["| month | projects | questions | of which | after answering |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for sample in (*SAMPLES, None):
            root, rows = Path(folder), int(ROWS * asked_for.size)
            workspace = open_workspace(laid_out(root, sample)) if sample else made_workspace(root / MADE, rows)
            period, as_of = (sample.period, sample.as_of) if sample else (PERIOD, AS_OF)
            result = month.consolidate_workspace(workspace, period, as_of)
            kinds = asked(result)
            answered_all(workspace, result)
            again = asked(month.consolidate_workspace(workspace, period, as_of))
            told = "、".join(f"{kind} {number}" for kind, number in kinds.most_common())
            name = sample.scheme if sample else MADE
            size = len(result.ledger.entries)
            lines.append(f"| {name} | {size} | {kinds.total()} | {told} | {again.total()} |")
    title = f"Questions that a month raises (the samples; a made county of 15 units, {ROWS} rows)"
    return {"questions": report.section("questions", title, 1, asked_for.size, "\n".join(lines))}
