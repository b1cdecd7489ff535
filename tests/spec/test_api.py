"""From a notebook: docs/api.md is run as it stands, and a table says no more than a unit did."""

import doctest
import os
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.drawn import drawn_sheet
from tests.faults.workspaces import ROOT, SAMPLE
from toolkit import api
from toolkit.workflow.steps.workspace import create_workspace


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the sample's workspace 鹿寨2022, in which the walk takes place."""
    folder = tmp_path_factory.mktemp("笔记本")
    root = folder / "鹿寨2022"
    create_workspace(root, "luzhai-2022")
    for name in ("目标", "报送", "系统导出", "出行"):
        shutil.copytree(SAMPLE / name, root / name, dirs_exist_ok=True)
    for name in ("通讯录.csv", "收件登记.csv"):
        shutil.copy2(SAMPLE / name, root / name)
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


def test_the_page_is_run_as_it_stands(place):
    """A folder of tables, a month, its figures, an answer, a chart and the office's own files."""
    done = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, encoding="utf-8")
    assert done.failed == 0
    assert done.attempted > 25
    chart = openpyxl.load_workbook(place / "到位资金.xlsx")["到位资金"]._charts
    assert len(chart) == 1


def small(tmp_path):
    """A month of one unit: what stands in its cells, and what does not."""
    create_workspace(tmp_path / "县", "luzhai-2022")
    (tmp_path / "县" / "报送" / "2022-06").mkdir(parents=True)
    drawing = """
          | A | B | C | D | E | F | G | H | I | J | K | L
        1 | 填报单位：江口乡
        2 | HEADINGS | 签约时间 | 到位资金（万元）
        3 | 1 | 汽车零部件 | 甲项目 | 甲公司 | 2.5 | 广东 | 韦某 | 19900002001 | 2022年 | 已开工 | 2022-05-31 | 1200
        4 | 2 | 木材加工 | 乙项目 | 乙公司 | 1 | 广东 | 韦某 | 19900002001 | 2022年 | 已签约 | 2022年5月 |
    """
    drawn_sheet(drawing, tmp_path / "县" / "报送" / "2022-06" / "江口乡6月.xlsx")
    return tmp_path / "县"


def test_a_value_is_what_its_cell_says_in_yuan_and_a_blank_is_none(tmp_path):
    """2.5亿元 are 250 000 000 元 and 1200万元 12 000 000; an empty cell is <NA>; 2022年5月 is no day (LZ-R1)."""
    projects = api.ledger(api.consolidate(small(tmp_path), "2022-06", date(2022, 7, 6)))
    first, second = (projects.iloc[number] for number in (0, 1))
    assert (first["investment_yuan"], first["paid_in_yuan"]) == (250_000_000, 12_000_000)
    assert (first["investment_cell"], first["paid_in_cell"], first["row"]) == ("E3", "L3", 3)
    assert (first["signed_on"], second["signed_on_stated"]) == (pd.Timestamp(2022, 5, 31), "2022-05")
    assert pd.isna(second["signed_on"])
    assert projects["paid_in_yuan"].isna().to_list() == [False, True]
    assert projects["paid_in_yuan"].sum() == 12_000_000


def test_the_table_may_be_kept_as_parquet(tmp_path):
    """Nothing hangs on it that a file format does not know."""
    projects = api.ledger(api.consolidate(small(tmp_path), "2022-06", date(2022, 7, 6)))
    projects.to_parquet(tmp_path / "台账.parquet")
    assert pd.read_parquet(tmp_path / "台账.parquet")["paid_in_yuan"].to_list() == projects["paid_in_yuan"].to_list()


def test_an_empty_month_has_the_same_columns(tmp_path):
    """A notebook that runs in January does not stop for want of a column."""
    create_workspace(tmp_path / "空", "luzhai-2022")
    (tmp_path / "空" / "报送" / "2022-06").mkdir(parents=True)
    none = api.ledger(api.consolidate(tmp_path / "空", "2022-06", date(2022, 7, 6)))
    some = api.ledger(api.consolidate(small(tmp_path), "2022-06", date(2022, 7, 6)))
    assert len(none) == 0
    assert list(none.columns) == list(some.columns)
    assert none.dtypes["investment_yuan"] == some.dtypes["investment_yuan"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda root: api.read(root / "没有", "luzhai-2022", "2022-06"), "没有找到"),
        (lambda root: api.read(root, "鹿寨", "2022-06"), "没有名为“鹿寨”的规则"),
        (lambda root: api.check(root, "luzhai-2022", "6月"), "请写作 2022-06"),
        (lambda root: api.consolidate(root.parent, "2022-06"), "不是工作文件夹"),
        (lambda root: api.consolidate(root, "2023-06"), "只适用于2022年"),
        (lambda root: api.decide(root, "2022-06", "DW-00000000", "0.1", by="韦某"), "没有编号是“DW-00000000”的问题"),
    ],
)
def test_what_a_person_can_put_right_is_a_sentence(tmp_path, call, says):
    """The same sentences as on the command line."""
    with pytest.raises(api.ToolkitError, match=says):
        call(small(tmp_path))
