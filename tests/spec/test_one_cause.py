"""One cause is one line: a mistake in a whole column, a total that was only rounded; and a sum says of which month it is."""

import pytest

from tests.conftest import JUNE
from tests.drawn import drawn_sheet
from tests.spec.test_money_over_months import Year
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.contract import as_contract
from toolkit.model.findings import as_lines

ROWS = 4


@pytest.fixture
def checked(tmp_path, luzhai):
    """Check a table of rows (投资总额, 到位资金, 联系电话), with a total of 投资总额 where there is one."""

    def of(*rows, total=None):
        lines = [
            f"{at} | {at - 2} | 汽车零部件 | {'甲乙丙丁戊己庚辛壬癸'[at - 3]}项目 | 某公司 | {money} | 广东 | 韦某 | {phone} | 2022年 | 正在洽谈 | {paid}"
            for at, (money, paid, phone) in enumerate(rows, 3)
        ]
        if total is not None:
            lines.append(f"{len(rows) + 3} | 合计 | | | | {total} | | | | | |")
        path = tmp_path / "江口乡6月.xlsx"
        drawn = "\n".join(lines)
        drawn_sheet(
            f"""| A | B | C | D | E | F | G | H | I | J | K
            1 | 填报单位：江口乡
            2 | HEADINGS | 到位资金（亿元）
            {drawn}""",
            path,
        )
        return check(read_submission(path, luzhai, JUNE), luzhai)

    return of


def phone(number: int) -> str:
    """An invented number to call, each another."""
    return f"1990000200{number}"


@pytest.mark.parametrize(
    ("rows", "kind", "column", "said"),
    [
        ([(2, 0, f"199000{at}") for at in range(ROWS)], "phone_invalid", "H", "联系电话有 4 格位数不对（如“1990000”）"),
        ([(f"{at + 1}亿", f"{at + 1}00万元", phone(at)) for at in range(ROWS)], "unit_in_cell_differs", "K", "有 4 格写了自己的单位"),
        ([(f'"{at + 1}.5"', 0, phone(at)) for at in range(ROWS)], "number_as_text", "E", "有 4 格按文字存放"),
        ([(2, 500 + at, phone(at)) for at in range(ROWS)], "paid_in_far_above", "K", "到位资金有 4 格远远超过投资总额"),
    ],
)  # fmt: skip
def test_the_same_mistake_in_many_cells_of_a_column_is_one_line(checked, rows, kind, column, said):
    """V115, V102, V103, X173: the range and how many; each cell has its finding all the same, for the return copy."""
    table = checked(*rows)
    assert [one.cell.a1 for one in table.findings if one.kind == kind] == [f"{column}{at}" for at in range(3, 7)]
    (line,) = [one for one in as_lines(table.findings) if one.finding.kind == kind]
    assert said in line.finding.message and line.places == f"{column}3至{column}6 单元格（共4处）"
    (told,) = [one for one in as_contract(table)["findings"] if one["kind"] == kind]
    assert (told["cell"], told["cells"]) == (f"{column}2", [f"{column}{at}" for at in range(3, 7)])


def test_two_cells_are_two_mistakes(checked):
    """Who mistypes two telephones is told which: no column is to blame."""
    table = checked((2, 0, "1990"), (2, 0, "19900"), (2, 0, phone(1)), (2, 0, phone(2)))
    lines = [one for one in as_lines(table.findings) if one.finding.kind == "phone_invalid"]
    assert ["“1990”" in one.finding.message or "“19900”" in one.finding.message for one in lines] == [True, True]


@pytest.mark.parametrize(
    ("amounts", "total", "kind"),
    [
        ((3.07, 0.02), 3.08, "total_rounded"),
        ((3.07, 0.02), 3.1, "total_rounded"),
        ((3.07, 0.02), 3.09, None),
        ((3.07, 0.02), 3.07, "total_mismatch"),
        ((3.07, 0.02), 3.12, "total_mismatch"),
        ((3, 2), 6, "total_mismatch"),
        ((0.5, 0.2), 0.8, "total_mismatch"),
        ((1.25, 1.25, 1.25, 1.25), 5.01, "total_rounded"),
        ((1.25, 1.25, 1.25, 1.25), 5.1, "total_mismatch"),
        ((1.2345, 2.1111), 3.35, "total_mismatch"),
    ],
)
def test_a_total_that_was_only_rounded_is_no_question(checked, amounts, total, kind):
    """3.07 and 0.02 that were 3.066 and 0.015 make 3.08; as much as a whole row is a row that was forgotten."""
    table = checked(*((amount, 0, phone(at)) for at, amount in enumerate(amounts)), total=total)
    found = [one for one in table.findings if one.kind in ("total_rounded", "total_mismatch")]
    assert [one.kind for one in found] == ([kind] if kind else [])
    assert all(one.severity.value == ("note" if kind == "total_rounded" else "warning") for one in found)


def test_a_sum_that_stands_meanwhile_names_its_month(tmp_path):
    """X171, X172, X173: the unit left May out, so what counts in June is April's; in July, still April's."""
    year = Year(tmp_path / "县")
    year.put(4, 0.6)
    year.put(6, 0.4)
    year.put(7, "")
    said = {at: [one.message for table in year.checked(at) for one in table.findings] for at in (6, 7)}
    assert any("4月是 0.6 亿元" in text and "暂按4月的 0.6 亿元计入" in text for text in said[6])
    assert any("没有填，4月是 0.6 亿元" in text for text in said[7])
    year.put(7, 9)
    said[7] = [one.message for table in year.checked(7) for one in table.findings]
    assert any("暂按4月的 0.6 亿元计入" in text for text in said[7])
    year.put(7, None)
    said[7] = [one.message for table in year.checked(7) for one in table.findings]
    assert any("1 个项目暂按4月的数计入，共 0.6 亿元" in text for text in said[7])
