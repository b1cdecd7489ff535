"""Columns that a rulebook declares: how 项目库 keeps them, and when an empty one is not asked for."""

import openpyxl
from msgspec.structs import replace

from tests.judging import judged
from tests.spec import test_own_columns
from tests.spec.test_consolidation import project, table
from tests.spec.test_own_columns import INVESTED, JUNE, YI, rulebook
from toolkit.checks.check import check
from toolkit.intake.office.register_book import read_register_book
from toolkit.model.period import PartialDate
from toolkit.schemes.loader import load
from toolkit.workbooks.books.register_workbook import drawn_register

month = test_own_columns.month  # the walk from the blank form to the consolidated month


def test_the_register_shows_them_and_takes_none_for_the_offices(month, tmp_path):
    """项目库.xlsx › 项目 has a column each, marked 统计表; what the office adds beside them stays its own."""
    path = tmp_path / "项目库.xlsx"
    path.write_bytes(drawn_register(month[0].library))
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in book["项目"][3]}
    names = [
        "当年固定资产投资（亿元，统计表）",
        "就业人数（人，统计表）",
        "是否专精特新（统计表）",
        "投资方式（统计表）",
        "验收日期（统计表）",
        "链主企业（统计表）",
    ]
    assert list(heads)[-6:] == names
    lines = {row[1].value: [row[heads[name] - 1].value for name in names] for row in book["项目"].iter_rows(min_row=4)}
    assert lines["甲项目"] == [0.5, 120, "是", "独资", "2023-05-31", "宁德时代"]
    assert lines["丙项目"] == [None, None, "否", None, None, None]
    book["项目"].cell(3, len(heads) + 1, "挂点领导")
    book["项目"].cell(4, len(heads) + 1, "韦县长")
    book["项目"].cell(4, heads["就业人数（人，统计表）"], 999)  # typed over: the next run writes the table's again
    book.save(path)
    kept = read_register_book(path, month[0].scheme)
    assert kept.own_headings == ("挂点领导",)
    path.write_bytes(drawn_register(replace(month[0].library, book=kept)))
    again = openpyxl.load_workbook(path)["项目"]
    heads = {cell.value: cell.column for cell in again[3]}
    assert (again.cell(4, heads["挂点领导"]).value, again.cell(4, heads["就业人数（人，统计表）"]).value) == (
        "韦县长",
        120,
    )


def test_what_the_row_rules_out_itself_is_not_asked_for(tmp_path):
    """X210 asks where the number decides: not of a project of another year by every day it states, nor of money from inside."""
    narrowed = '["年度 = 2023", "region = 区外", "投资总额 >= 10亿元", "当年固定资产投资 >= 投资总额的5%"]'
    plain = 'criteria = ["投资总额 >= 10亿元", "当年固定资产投资 >= 投资总额的5%"]'
    scheme = load(
        rulebook(
            tmp_path / "西山",
            ("required = true", "required = false"),
            (plain, f"criteria = {narrowed.replace('年度', 'year')}"),
            (
                'criteria = ["投资总额 >= 10亿元", "当年固定资产投资 >= 投资总额 × 5%"]',
                'criteria = ["是否专精特新 = 是"]',
            ),
        )
    )
    days = [PartialDate(2023, 2), PartialDate(2022, 11), PartialDate(2023, 3)]
    sources = ["广东", "广东", "本县"]
    rows = [
        replace(
            judged(project(row, investment_yuan=20 * YI, source=source, signed_on=day, moved_in_on=day), scheme.home),
            columns={INVESTED: 11},
            declared=((INVESTED, None),),
        )
        for row, day, source in zip((4, 5, 6), days, sources, strict=True)
    ]
    said = [one.cell.a1 for one in check(table("东坪镇", JUNE, rows), scheme).findings if one.kind == "own_needed"]
    assert said == ["K4"]
