"""Conservation of cells: every filled cell of every visible sheet is read, named or asked about; none is lost in silence."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawn import HEADINGS
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole

JUNE = ReportingPeriod(2022, 6)
ROW = "{n} | 林木业 | {name} | 甲公司 | {money} | 山东 | 覃一 | 19900002001 | 2022年 | 已开工"


def row(n: int, name: str, money: float) -> str:
    """One project of annex 2."""
    return ROW.format(n=n, name=name, money=money)


def said(submission) -> list[tuple[str, str]]:
    """Place and kind of each finding."""
    return [(one.cell.place, one.kind) for one in submission.findings]


def test_cells_beside_the_table_are_named(read):
    """What stands to the right of the table, without a heading, was not read, and is told (H144)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K | L
        1 | 填报单位：江口乡
        2 | HEADINGS
        3 | {row(1, "甲项目", 1.5)} | | 已核实
        4 | {row(2, "乙项目", 0.5)} | 另有贷款
    """)
    assert said(submission) == [("L3", "cells_outside"), ("K4", "cells_outside")]
    assert len(submission.accepted_projects) == 2


HALF = "序号 | 项目名称 | 投资总额（亿元） | 进展情况"
LEFT, RIGHT = "1 | 甲项目 | 1.5 | 已开工", "3 | 丙项目 | 2 | 已签约"


@pytest.mark.parametrize("gap", ["", " | "])
def test_the_right_half_of_a_table_set_side_by_side_is_named(read, gap):
    """One question at the right half's heading (H143); the left half is read as the table that it is."""
    letters = " | ".join("ABCDEFGHI" if gap else "ABCDEFGH")
    submission = read(f"""
          | {letters}
        1 | 填报单位：江口乡
        2 | {HALF}{gap} | {HALF}
        3 | {LEFT}{gap} | {RIGHT}
        4 | 2 | 乙项目 | 0.5 | 已签约
        5 | {" | ".join([""] * (5 if gap else 4))} | 4 | 丁项目 | 1 | 已签约
    """)
    assert [(one.name, one.investment_yuan) for one in submission.projects] == [
        ("甲项目", 150_000_000),
        ("乙项目", 50_000_000),
    ]
    assert ("F2" if gap else "E2", "second_half") in said(submission)
    assert not {"column_rivals", "missing_required"} & {kind for _, kind in said(submission)}
    assert set(submission.roles["Sheet"]) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("group", "field"), [("投资情况", "总额（亿元）"), ("投资", "总额（亿元）"), ("项目投资信息", "投资总额（亿元）")]
)
def test_a_heading_of_two_rows_names_the_group_above_and_the_field_below(read, group, field, merged):
    """投资情况 over 总额（亿元） and 来源 is 投资总额 and 投资来源, merged or not."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | 序号 | 行业 | 项目名称 | 项目方 | {group} | | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
        3 | | | | | {field} | {"来源" if group[:2] == "投资" else "投资来源"}
        4 | {row(1, "甲项目", 1.5)}
        {"merge E2:F2" if merged else ""}
    """)
    assert [(one.investment_yuan, one.name) for one in submission.projects] == [(150_000_000, "甲项目")]
    assert not {"missing_column", "extra_column"} & {kind for _, kind in said(submission)}


PAID_IN = ["到位资金（亿元）", "已到位（亿元）", "本年到位（亿元）", "实际到位（亿元）", "其中：到位资金（亿元）"]


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize(("below", "paid_in"), [*((one, 50_000_000) for one in PAID_IN), ("设备（亿元）", None)])
def test_labels_below_a_merged_group_are_the_headings_lower_row(read, below, paid_in, upright):
    """Only below groups filled, and no number: the lower row of the heading, whether every label of it is known or not."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | 填报单位：江口乡
        2 | 序号 | 行业 | 项目名称 | 项目方 | 投资情况 | | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况
        3 | | | | | 总额（亿元） | {below}
        4 | 1 | 林木业 | 甲项目 | 甲公司 | 1.5 | 0.5 | 山东 | 覃一 | 19900002001 | 2022年 | 已开工
        5 | 2 | 林木业 | 乙项目 | 甲公司 | 0.5 | | 山东 | 覃一 | 19900002001 | 2022年 | 已开工
        merge E2:F2
        {chr(10).join(f"merge {letter}2:{letter}3" for letter in "ABCDGHIJK" if upright)}
    """)
    assert [(one.name, one.investment_yuan) for one in submission.projects] == [
        ("甲项目", 150_000_000),
        ("乙项目", 50_000_000),
    ]
    assert submission.projects[0].paid_in_yuan == paid_in
    # What the second row's stage demands is another matter.
    assert {kind for _, kind in said(submission)} <= {"extra_column", "stage_lacks"}


@pytest.mark.parametrize(
    ("upper", "name", "investor"),
    [("投资方", "项目", "投资方"), ("企业情况", "项目情况", "企业情况"), ("投资商", "项目信息", "投资商")],
)
def test_the_same_word_below_two_groups_is_two_fields(read, upper, name, investor):
    """名称 under 项目 is the project's, 名称 under 投资方 the investor's."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I
        1 | 填报单位：江口乡
        2 | 序号 | {name} | {investor} | 行业 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 进展情况
        3 | | 名称 | 名称
        4 | 1 | 甲项目 | 甲公司 | 林木业 | 1.5 | 山东 | 覃一 | 19900002001 | 已开工
        merge A2:A3
        merge D2:D3
        merge E2:E3
    """)
    assert [(one.name, one.investor) for one in submission.projects] == [("甲项目", "甲公司")]


@pytest.mark.parametrize("caption", ["二、农业项目", "续表：", "（二）服务业"])
@pytest.mark.parametrize("total", ["2", "=SUM(E4:E5)"])
def test_a_total_under_the_first_of_two_sections_is_that_sections(read, caption, total):
    """No unit is told that it added wrongly where the sum closes the part above it."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | HEADINGS
        3 | 一、工业项目
        4 | {row(1, "甲项目", 1.5)}
        5 | {row(2, "乙项目", 0.5)}
        6 | 合计 | | | | {total}
        7 | {caption}
        8 | {row(3, "丙项目", 3)}
    """)
    assert [kind for _, kind in said(submission) if "total" in kind] == []


def test_a_total_that_is_wrong_for_its_section_too_is_told(read):
    """What adds up to nothing that stands there is still a mistake (X103)."""
    submission = read(f"""
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口乡
        2 | HEADINGS
        3 | {row(1, "甲项目", 1.5)}
        4 | 合计 | | | | 9
        5 | 二、农业项目
        6 | {row(3, "丙项目", 3)}
    """)
    assert ("E4", "total_mismatch") in said(submission)


# The law, on books that nobody drew: every cell's text is its own, and is found again.

PROJECT_FIELDS = ("industry", "name", "investor", "source", "contact", "progress")


@st.composite
def books(draw):
    """Sheets of cells by (row, column): a table of annex 2, with things to the right, below, and on other sheets."""
    count = draw(st.integers(1, 4))
    table = {(2, column): heading for column, heading in enumerate(HEADINGS, 1)}
    table[1, 1] = "填报单位：江口乡"
    extra = draw(st.lists(st.sampled_from(["备注", "用地", "年产值", "目前情形"]), max_size=2, unique=True))
    table |= {(2, 11 + at): heading for at, heading in enumerate(extra)}
    for at in range(count):
        line = [
            at + 1,
            f"行业{at}",
            f"项目{at}",
            f"公司{at}",
            1 + at,
            f"来源{at}",
            f"联系{'甲乙丙丁'[at]}",
            f"1990000200{at}",
            "2022年",
            f"已开工{at}",
        ]
        table |= {(3 + at, column): value for column, value in enumerate(line, 1)}
        table |= {(3 + at, 11 + place): f"另{at}{place}" for place in range(len(extra))}
    stray = draw(st.lists(st.tuples(st.integers(3, 2 + count), st.integers(13, 16)), max_size=3, unique=True))
    table |= {place: f"散{place[0]}{place[1]}" for place in stray}
    below = draw(st.lists(st.sampled_from(["注：数据截至月底", "审核人：韦某", "以下空白"]), max_size=2, unique=True))
    table |= {(4 + count + at, 1): text for at, text in enumerate(below)}
    others = draw(st.lists(st.sampled_from(["说明", "续表", "联系表"]), max_size=2, unique=True))
    return table, others


def _written(path: Path, table, others) -> None:
    book = openpyxl.Workbook()
    for (line, column), value in table.items():
        book.active.cell(line, column, value)
    for name in others:
        sheet = book.create_sheet(name)
        if name == "续表":
            sheet.append([9, "农业", "续项目", "续公司", 1, "广东", "续人", "19900002009", "2022年", "已签约"])
        else:
            sheet.append([f"{name}的内容"])
    book.save(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(book=books())
def test_every_filled_cell_is_read_named_or_asked_about(tmp_path, luzhai, book):
    """A cell is a value of a project, stands in a row or column that is named, in a title or note, or has a finding."""
    folder = tmp_path / "fresh"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    table, others = book
    _written(folder / "江口乡6月.xlsx", table, others)
    submission = check(read_submission(folder / "江口乡6月.xlsx", luzhai, JUNE), luzhai)
    read = {one.column: one.field for one in submission.columns}
    projects = {one.ref.row: one for one in submission.projects}
    told = {(one.cell.row, one.cell.column) for one in submission.findings if one.cell.sheet == "Sheet"}
    for (line, column), value in table.items():
        role = submission.roles["Sheet"][line]
        if role is not RowRole.PROJECT:
            assert role in (RowRole.TITLE, RowRole.HEADER, RowRole.NOTE), (line, column, value)
        elif field := read.get(column):
            if field in PROJECT_FIELDS:
                assert getattr(projects[line], field) == value
        else:
            # its heading is named where the column has one, else the cell itself
            assert (line, column) in told or (2, column) in told, (line, column, value)
    named = {dict(one.details).get("sheet") for one in submission.findings}
    assert set(others) <= named
