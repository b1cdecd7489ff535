"""More projects than an Excel sheet has rows: where the rows go, and that no figure and no row is lost on the way."""

import os

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from tests.office import differences, formula_count, recalculated
from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Ledger
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.workbooks.ledger import detail_workbook, ledger_parquet, ledger_worksheet
from toolkit.workbooks.ledger.detail_parts import parts_of
from toolkit.workbooks.master.master import write_master

# A sheet of this many rows stands for Excel's 1 048 576: 3 rows of heading, 20 projects.
MOST_ROWS = 23
UNITS = {"江口乡": 15, "平山镇": 45, "寨沙镇": 9}


@pytest.fixture
def parquet():
    """The module that reads Parquet."""
    try:
        from pyarrow import parquet
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("pyarrow is missing: the extra 'test' installs it")
        pytest.skip('needs pyarrow: pip install -e ".[scale]"')
    return parquet


@pytest.fixture
def result(luzhai):
    """A June of 69 projects from three units; a decision took two out."""
    submissions = [
        table(unit, projects=[project(n, investment_yuan=n * 10_000_000, paid_in_yuan=n) for n in range(2, 2 + rows)])
        for unit, rows in UNITS.items()
    ]
    made = consolidate(submissions, None, luzhai, JUNE, AS_OF)
    entries = [replace(entry, counted="否" if entry.serial in (3, 30) else "是") for entry in made.ledger.entries]
    return replace(made, ledger=Ledger(JUNE, tuple(entries)), duplicates=())


def values(path, sheet):
    """A sheet's rows from the third (the headings) on."""
    return list(load_workbook(path, data_only=True)[sheet].iter_rows(min_row=3, values_only=True))


def test_every_row_is_in_the_parquet_file_and_in_one_detail_workbook(parquet, result, tmp_path):
    """Row conservation: what was accepted is in both, once, with every value and its way back to the cell."""
    write_master(result, tmp_path / "汇总表.xlsx", MOST_ROWS)
    whole = parquet.read_table(tmp_path / "项目台账.parquet").to_pylist()
    assert [row["serial"] for row in whole] == list(range(1, 70))
    for row, entry in zip(whole, result.ledger.entries, strict=True):
        assert row == {name: getattr(entry, name) for name in row}
    details = sorted((tmp_path / "明细").glob("*.xlsx"))
    assert [path.stem for path in details] == ["寨沙镇", "平山镇（1）", "平山镇（2）", "平山镇（3）", "江口乡"]
    kept = [row for path in details for row in values(path, "项目台账")[1:]]
    assert len(kept) == 69
    expected = [tuple(shown(entry, column) for column in LEDGER_COLUMNS) for entry in result.ledger.entries]
    assert sorted(kept) == [tuple(value or None for value in row) for row in expected]


def shown(entry, column):
    """What a workbook's cell holds of an entry: the Parquet file has 元, the sheet 亿元 as its heading says."""
    value = getattr(entry, column.field)
    return value / 100_000_000 if column.show == "亿元" and value is not None else value


def test_a_row_group_at_a_time_says_the_same(parquet, result, tmp_path, monkeypatch):
    """The file is written in groups; their borders lose and double nothing."""
    monkeypatch.setattr(ledger_parquet, "_GROUP", 10)
    path = ledger_parquet.write_parquet(iter(result.ledger.entries), tmp_path / "a.parquet")
    read = parquet.ParquetFile(path)
    assert read.num_row_groups == 7
    assert read.read().column("name").to_pylist() == [entry.name for entry in result.ledger.entries]
    assert str(read.schema_arrow.field("investment_yuan").type) == "int64"
    assert read.schema_arrow.field("investment_yuan").metadata[b"heading"].decode() == "投资总额（亿元）"


def test_the_masters_figures_are_those_of_a_master_that_holds_its_rows(parquet, result, tmp_path):
    """Where the rows lie changes no figure; none is a formula over rows that are not there."""
    whole = write_master(result, tmp_path / "一" / "汇总表.xlsx")
    parts = write_master(result, tmp_path / "二" / "汇总表.xlsx", MOST_ROWS)
    books = [load_workbook(path, data_only=True) for path in (whole, parts)]
    assert [name for name in books[0].sheetnames if name != "指标明细"] == books[1].sheetnames
    for name in books[1].sheetnames:
        if name not in ("项目台账", "依据", "目录"):
            first, second = (list(book[name].iter_rows(values_only=True)) for book in books)
            assert first == second, name
    live = load_workbook(parts)
    formulas = [str(cell.value) for page in live for row in page for cell in row if cell.data_type == "f"]
    assert len(formulas) > 100
    assert not [formula for formula in formulas if "项目台账!" in formula]


def test_the_master_adds_up_its_details_and_says_where_they_are(parquet, result, tmp_path):
    """A line for each detail workbook, linked; their sum is live, and is the county's figure."""
    master = write_master(result, tmp_path / "汇总表.xlsx", MOST_ROWS)
    headings, total, *lines = values(master, "项目台账")
    assert headings[:6] == (
        "序号",
        "明细",
        "台账行数\n（行）",
        "项目数\n（个）",
        "投资总额\n（亿元）",
        "到位资金\n（亿元）",
    )
    counted = [entry for entry in result.ledger.entries if entry.counted == "是"]
    money = sum(entry.investment_yuan for entry in counted)
    assert total[2:6] == (69, 67, money, sum(entry.paid_in_yuan for entry in counted))
    page = load_workbook(master)["项目台账"]
    assert page["C4"].value == "=SUM(C5:C9)"
    for row, line in enumerate(lines, start=5):
        detail = tmp_path / page.cell(row, 2).hyperlink.target.replace("\\", "/")
        _, own = values(detail, "合计")
        assert own[2:] == line[2 : len(own)], line[1]
    said = load_workbook(master)["依据"]["A3"].value
    assert page["A2"].value == said
    for words in ("69 行", "文件夹“明细”的 5 个工作簿", "项目台账.parquet", "数值"):
        assert words in said


@pytest.mark.office
def test_another_program_computes_the_same_from_the_details(parquet, result, tmp_path):
    """Promise 3 is kept where the rows are: each detail's sums are live, and so are the master's over them."""
    files = [write_master(result, tmp_path / "汇总表.xlsx", MOST_ROWS), tmp_path / "明细" / "平山镇（2）.xlsx"]
    assert formula_count(files[1]) >= 10
    for before, after in zip(files, recalculated(files, tmp_path / "again"), strict=True):
        assert list(differences(before, after)) == []


def test_a_ledger_that_just_fits_stays_in_the_master(result, tmp_path):
    """The last row that Excel has is used; beside the master lies nothing."""
    master = write_master(result, tmp_path / "汇总表.xlsx", 69 + 3)
    assert load_workbook(master)["项目台账"].max_row == 72
    assert [path.name for path in tmp_path.iterdir()] == ["汇总表.xlsx"]


def test_without_the_library_nothing_is_written_and_one_sentence_says_what_to_install(result, tmp_path, monkeypatch):
    """The operator's matter: known before the first byte."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(
        ToolkitError, match=r"台账有 69 行，.*请管电脑的同志先运行：pip install \"zhaoshang-toolkit\[scale\]\""
    ):
        write_master(result, tmp_path / "汇总表.xlsx", MOST_ROWS)
    assert list(tmp_path.iterdir()) == []


def test_too_many_units_share_workbooks(result):
    """More than 500 files nobody looks through: units that follow each other go together, as long as they fit."""
    entries = [replace(result.ledger.entries[0], serial=n, unit=f"第{n // 4}村") for n in range(28)]
    parts = parts_of(entries, capacity=12, most=3)
    assert [(part.name, len(part.entries)) for part in parts] == [
        ("第0村至第2村", 12),
        ("第3村至第5村", 12),
        ("第6村", 4),
    ]
    assert [entry.serial for part in parts for entry in part.entries] == list(range(28))


def test_a_units_name_makes_a_file_name(result):
    """No sign that Windows refuses, and no two units in one file."""
    entries = [replace(result.ledger.entries[0], unit=unit) for unit in ("A/B", "a:b", "", "村 .")]
    assert [part.name for part in parts_of(entries, 10)] == ["A_B", "a_b_2", "未认出单位", "村"]


def test_a_run_that_is_cut_short_leaves_no_half_written_detail(parquet, result, tmp_path, monkeypatch):
    """Each file is there whole or not at all."""

    def full(*_):
        raise OSError(28, "No space left on device")

    write_master(result, tmp_path / "汇总表.xlsx", MOST_ROWS)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    monkeypatch.setattr(ledger_worksheet, "_write", full)
    with pytest.raises(ToolkitError, match="磁盘空间不足"):
        detail_workbook.write_elsewhere(result, tmp_path, MOST_ROWS)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before
