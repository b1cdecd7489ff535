"""How is a cell read that stands in a column which the rulebook declares? By its kind; what cannot be read is absent.

The rulebook is 西山县's with six columns, one of each kind (test_own_columns.py).
"""

import pickle
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawn import drawn_sheet
from tests.spec.test_own_columns import ACCEPTED, FIRM, INVESTED, JUNE, SPECIAL, STAFF, WAN, WAY, rulebook
from toolkit.consolidation.ledger import Bookkeeper
from toolkit.intake.read import read_submission
from toolkit.model.contract import as_contract
from toolkit.model.period import PartialDate
from toolkit.schemes.loader import load


@pytest.fixture(scope="module")
def scheme(tmp_path_factory):
    """The rulebook as loaded."""
    return load(rulebook(tmp_path_factory.mktemp("规则") / "西山"))


def read(folder, headings, cells, scheme):
    """A table of 东坪镇 with the ten columns of every form and some more, as read."""
    letters = [chr(ord("K") + number) for number in range(len(headings.split("|")))]
    drawn_sheet(
        f"""
          | A | B | C | D | E | F | G | H | I | J | {" | ".join(letters)}
        1 | 填报单位：东坪镇
        2 | HEADINGS | {headings}
        3 | 1 | 竹木加工 | 甲项目 | 甲公司 | 10 | 广东 | 韦某 | 19900001001 | 2023-02-01 | 已签约 | {cells}
        """,
        folder / "东坪镇6月.xlsx",
    )
    return read_submission(folder / "东坪镇6月.xlsx", scheme, JUNE)


def said(submission):
    """Cell, code and kind of every finding of a declared column."""
    return [
        f"{one.cell.a1} {one.code} {one.kind}"
        for one in submission.findings
        if one.cell.column > 10 or not one.cell.row
    ]


@pytest.mark.parametrize(
    ("heading", "typed", "field", "value"),
    [
        ("当年固定资产投资（万元）", "5000", INVESTED, 5000 * WAN),
        ("本年固投（亿元）", "0.5", INVESTED, 5000 * WAN),
        (" 固定资产投资(元) ", "50000000", INVESTED, 5000 * WAN),
        ("当年固定资产投资（万元）", '"0.5亿元"', INVESTED, 5000 * WAN),
        ("就业人数", "120", STAFF, 120),
        ("就业人数（人）", '"1,200人"', STAFF, 1200),
        ("就业人数", '"1.2万"', STAFF, 12_000),
        ("就业人数", "-3.5", STAFF, -3.5),
        ("是否专精特新", "√", SPECIAL, True),
        ("是否专精特新", "无", SPECIAL, False),
        ("投资方式", "合 资", WAY, "合资"),
        ("验收日期", "2023年5月", ACCEPTED, PartialDate(2023, 5)),
        ("验收日期", "2025-12-31", ACCEPTED, PartialDate(2025, 12, 31)),
        ("链主企业", "宁德时代", FIRM, "宁德时代"),
    ],
)
def test_a_cell_is_read_by_its_kind(heading, typed, field, value, scheme, tmp_path):
    """By heading or synonym, in any unit of the measure; a day may lie ahead.  Nothing is said of it but a conversion."""
    table = read(tmp_path, heading, typed, scheme)
    assert getattr(table.projects[0], field) == value
    assert {one.kind for one in table.findings if one.cell.column > 10} <= {"unit_converted", "unit_in_cell_differs"}
    assert pickle.loads(pickle.dumps(table.projects[0])) == table.projects[0]  # noqa: S301 - our own
    assert as_contract(table)["rows"][0]["own"] == {
        field[4:].rpartition("_")[0]: str(value) if field == ACCEPTED else value
    }


@pytest.mark.parametrize(
    ("heading", "typed", "kind"),
    [
        ("当年固定资产投资（万元）", "约5000", "K3 V105 approx_value"),
        ("当年固定资产投资", "5000", "K2 H111 column_unit_missing"),
        ("就业人数（万人）", "1.2", "K2 X207 own_unit_differs"),
        ("就业人数", "几十个", "K3 X208 own_number_unread"),
        ("就业人数", '"100、200"', "K3 X208 own_number_unread"),
        ("是否专精特新", "也许", "K3 V122 flag_unclear"),
        ("投资方式", "合办", "K3 X209 own_choice_unknown"),
        ("验收日期", "2023年13月", "K3 V111 date_invalid"),
    ],
)
def test_what_cannot_be_read_is_asked_about_and_absent(heading, typed, kind, scheme, tmp_path):
    """Never a guess: the value is absent, its cell is named, and the project stays."""
    table = read(tmp_path, heading, typed, scheme)
    assert kind in said(table)
    assert all(value is None for _, value in table.projects[0].declared or ()) and table.accepted_projects


def test_a_column_that_is_not_there_is_said(scheme, tmp_path):
    """What every project has is missed with a proposal where a heading is near; an optional column is only mentioned."""
    table = read(tmp_path, "今年固定资产投资（万元） | 就业人数", "5000 | 3", scheme)
    missing = {one.message: one.severity.value for one in table.findings if one.kind == "own_column_missing"}
    assert (
        missing.pop(
            "表里没有“当年固定资产投资”一列，按没有数据处理，不按0计。“今年固定资产投资（万元）”就是这一列的，请改正列名；没有的，请加上“当年固定资产投资（万元）”列。"
        )
        == "warning"
    )
    assert len(missing) == 4 and set(missing.values()) == {"note"}
    assert " X206 own_column_missing" in {one[-len(" X206 own_column_missing") :] for one in said(table)}


def test_two_columns_that_may_both_be_it_are_asked_about(scheme, tmp_path):
    """固定资产投资 beside 本年固投: neither is read."""
    table = read(tmp_path, "固定资产投资（万元） | 本年固投（万元）", "5000 | 6000", scheme)
    assert table.projects[0].own_当年固定资产投资_yuan is None
    assert {"K2", "L2"} <= {one.cell.a1 for one in table.findings if one.kind == "column_rivals"}


TYPED = {
    INVESTED: (st.integers(0, 90_000), lambda wan: (wan, wan * WAN)),
    STAFF: (st.integers(-(10**9), 10**9) | st.integers(-9999, 9999).map(lambda n: n / 100), lambda n: (n, n)),
    SPECIAL: (st.booleans(), lambda tick: ("是" if tick else "否",) * 2),
    WAY: (st.sampled_from(["独资", "合资", "并购"]), lambda word: (word, word)),
    ACCEPTED: (st.dates(date(2018, 1, 1), date(2030, 12, 31)), lambda day: (str(day), str(day))),
    FIRM: (st.text("甲乙丙丁戊ABC1", min_size=2, max_size=12), lambda text: (text, text)),
}  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({field: kept for field, (kept, _) in TYPED.items()}))
def test_what_is_typed_stands_in_the_ledger(scheme, tmp_path, drawn):
    """Law: a value of a kind, typed into the form's column, is that value in the ledger, and nothing is said of it."""
    typed = {field: TYPED[field][1](value) for field, value in drawn.items()}
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["填报单位：东坪镇"])
    sheet.append(["项目名称", "投资总额（亿元）", "投资来源", "进展情况", *(one.printed for one in scheme.own_columns)])
    sheet.append(["甲项目", 10, "广东", "签约", *(typed[one.field][0] for one in scheme.own_columns)])
    book.save(tmp_path / "东坪镇6月.xlsx")
    table = read_submission(tmp_path / "东坪镇6月.xlsx", scheme, JUNE)
    entry = Bookkeeper(scheme).entry(1, table.projects[0], "东坪镇", table, "2023-06")
    assert dict(entry.declared) == {field: kept for field, (_, kept) in typed.items()}
    loud = [one for one in table.findings if one.cell.column > 4 and one.severity.value != "note"]
    assert [one for one in loud if one.kind != "implausible_amount"] == []
