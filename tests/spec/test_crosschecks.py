"""Cross-checks: what contradicts itself inside one table."""

from tests.checking import check
from tests.spec.test_consolidation import project, table
from toolkit.model.cells import CellRef
from toolkit.model.submission import StatedTotal

ROW = "林木业 | {name} | {firm} | {amount} | 山东 | 覃一 | 19900000001 | 2022年 | 已开工"


def row(name="江口旋切一期", firm="甲公司", amount=0.5):
    """A clean row behind its number."""
    return ROW.format(name=name, firm=firm, amount=amount)


def test_a_total_that_is_not_the_sum_is_asked_about(read):
    """X103: a stated total against the sum of its rows, in 亿元."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | {row()}
        3 | 2 | {row("江口旋切二期", amount=0.7)}
        4 | 合 计 |  |  |  | 1.3
    """)
    assert [(f.cell.a1, f.message) for f in submission.findings] == [
        ("E4", "合计写的是 1.3，各行相加是 1.2，按各行的数计入。请核对是漏了行还是加错了。")
    ]


def test_a_right_total_on_top_and_subtotals_between_are_silent(findings):
    """A total may stand on top; 小计 rows are held against their own part."""
    assert (
        findings(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 合计 |  |  |  | 1.2
        3 | 1 | {row()}
        4 | 小计 |  |  |  | 0.5
        5 | 2 | {row("江口旋切二期", amount=0.7)}
        6 | 小计 |  |  |  | 0.7
    """)
        == []
    )


def test_a_total_is_not_judged_while_a_row_is_doubtful(findings):
    """One cause, one finding: the unread amount is asked about, not the total as well."""
    assert findings(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | {row()}
        3 | 2 | {row("江口旋切二期", amount="约2亿")}
        4 | 合计 |  |  |  | 2.5
    """) == ["E3 V105 approx_value"]


def test_the_same_project_twice_in_a_table(read):
    """X105 duplicate_row: same name and firm, brackets aside, stands on the second row's name."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | {row("江口旋切（一期）")}
        3 | 2 | {row("江口旋切(一期)")}
    """)
    assert [(f.cell.a1, f.message) for f in submission.findings] == [
        ("C3", "“江口旋切(一期)”与第2行是同一个项目，裁定以前两行都计入。请只保留一行。")
    ]


def test_hidden_rows_are_read_and_told(read):
    """H107: a hidden project counts; the unit may not know that it sends it."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | {row()}
        3 | 2 | {row("江口旋切二期")}
        hide 3
    """)
    assert len(submission.accepted_projects) == 2
    assert [(f.kind, f.cell.row) for f in submission.findings] == [("hidden_rows", 3)]


def test_starts_before_signing_are_asked_about(findings):
    """X107: 开工 before 签约; funds beyond the investment are asked about too (X108)."""
    assert findings(f"""
          | A | B | C | D | E | F | G | H | I | J | K | L | M
        1 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况 | 签约日期 | 开工日期 | 到位资金（亿元）
        2 | 1 | {row()} | 2022-05-10 | 2022-04-01 | 0.8
    """) == ["L2 X107 dates_reversed", "M2 X108 paid_in_exceeds_investment"]


def test_a_total_over_any_number_of_rows_is_looked_at_at_once(luzhai):
    """X104: =SUM(E1:E99999999999) covers all rows; nobody's memory is filled by what anybody can type."""
    rows = [project(row, investment_yuan=100) for row in (2, 3)]
    for formula, kinds in (
        ("SUM(E1:E99999999999)", []),
        ("SUM(E2:E2)", ["stale_total_formula"]),
        ("E2+E3", []),
        ("E2", ["stale_total_formula"]),
        ("SUM(F2:F2)", []),
    ):
        where, column = CellRef("f.xlsx", "Sheet1", 4), {"investment_yuan": 5}
        total = StatedTotal(where, column, {"investment_yuan": 200}, {"investment_yuan": formula})
        checked = check(table(projects=rows, totals=(total,)), luzhai)
        assert [finding.kind for finding in checked.findings] == kinds, formula
