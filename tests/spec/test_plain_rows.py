"""Rows that are plainly projects are read column by column: what is read is what reading them one by one gives.

And a table's projects travel to another process as columns: what arrives is what was sent.
"""

import pickle
import random
from itertools import repeat
from pathlib import Path

import openpyxl
import pytest

from tests.drawn import HEADINGS
from toolkit.files import shipped
from toolkit.intake.read import read_submission
from toolkit.intake.tables.plain_rows import PlainRows
from toolkit.model.cells import CellRef
from toolkit.model.nouns import in_bulk
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load_shipped

PERIOD = ReportingPeriod(2022, 6)
SAMPLES = [
    path
    for folder in ("messy", "luzhai_2022/报送/2022-06", "nanxian_2022/报送/2022-06", "jiaocheng_2022/报送/2022-06")
    for path in sorted((shipped.folder("sample_workbooks") / folder).rglob("*.xlsx"))
]
# What clerks leave in a cell of a table; each turns some plain row into one that has to be looked at.
LEFT = (
    "",
    "/",
    "同上",
    "暂无",
    0,
    "0",
    "合计",
    "其中：区外",
    "例1",
    "...",
    "注：以下",
    "本月无",
    "项目名称",
    "3、工业项目",
)
LEFT += ("=1+1", "甲<b>", "5000万", "约2亿", -1, "abc", "2022年13月", "拟签约", "１", "  ", "？", "0772-1", True)


@pytest.fixture
def one_by_one(monkeypatch):
    """Return how a file reads when no row passes for plain."""

    def read(path, scheme):
        with monkeypatch.context() as patched:
            patched.setattr(PlainRows, "project", lambda *_: None)
            return read_submission(path, scheme, PERIOD)

    return read


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A table of twenty projects, every column filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["鹿寨县2022年6月招商引资项目进展情况统计表"])
    sheet.append(["填报单位：江口乡"])
    sheet.append(HEADINGS)
    for number in range(1, 21):
        row = [number, "制造业", f"木材加工项目{number}号", f"林木公司{number}", number / 10, "广东省广州市", "韦某"]
        sheet.append([*row, f"199000000{number:02}", f"2022-0{number % 5 + 1}-1{number % 9}", "已开工，厂房主体施工"])
    path = tmp_path_factory.mktemp("plain") / "江口乡2022年6月报表.xlsx"
    book.save(path)
    return path


def test_plain_rows_do_not_need_a_second_look(plain, monkeypatch):
    """Twenty filled rows are twenty projects, and none of them is read by itself."""
    seen = []
    project = PlainRows.project
    monkeypatch.setattr(PlainRows, "project", lambda self, place: seen.append(project(self, place)) or seen[-1])
    read = read_submission(plain, load_shipped("luzhai-2022"), PERIOD)
    assert [one.ref.row for one in seen] == list(range(4, 24))
    first = read.projects[0]
    assert (first.name, first.investment_yuan, first.phone, first.stage) == (
        "木材加工项目1号",
        10_000_000,
        "19900000001",
        "开工",
    )
    assert str(first.moved_in_on) == "2022-02-11"


@pytest.mark.parametrize("scheme", ["luzhai-2022", "nanxian-2022"])
def test_both_ways_read_alike(scheme, one_by_one):
    """Every workbook of the samples, the messy ones too, reads the same either way."""
    rules = load_shipped(scheme)
    for path in SAMPLES:
        assert repr(read_submission(path, rules, PERIOD)) == repr(one_by_one(path, rules)), path


@pytest.mark.parametrize("seed", range(40))
def test_both_ways_read_alike_whatever_is_left_in_the_cells(plain, seed, tmp_path, one_by_one):
    """Blanks, signs, words of other rows, merged and struck cells: the same projects, roles and findings in the same order."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(plain)
    sheet = book.active
    for _ in range(chance.randint(1, 6)):
        row, column = chance.randint(4, 23), chance.randint(1, 10)
        sheet.cell(row, column).value = chance.choice(LEFT) or None
    if chance.random() < 0.2:
        sheet.merge_cells(start_row=6, end_row=8, start_column=5, end_column=5)
    if chance.random() < 0.2:
        sheet.cell(9, 3).font = openpyxl.styles.Font(strike=True)
    path = tmp_path / plain.name
    book.save(path)
    scheme = load_shipped("luzhai-2022")
    assert repr(read_submission(path, scheme, PERIOD)) == repr(one_by_one(path, scheme))


def test_what_arrives_is_what_was_sent():
    """A submission is the same in another process, whatever its projects hold."""
    scheme = load_shipped("luzhai-2022")
    for path in SAMPLES:
        read = read_submission(Path(path), scheme, PERIOD)
        arrived = pickle.loads(pickle.dumps(read, pickle.HIGHEST_PROTOCOL))  # noqa: S301 - our own bytes
        assert arrived == read
        assert repr(arrived) == repr(read)


def test_nouns_made_in_bulk_have_all_their_fields():
    """A field without a column has its default; a column that is missing or too short is an error, not half a noun."""
    make = in_bulk(CellRef)
    assert make(2, {"file": ["甲", "乙"], "row": repeat(3)}) == [CellRef("甲", row=3), CellRef("乙", row=3)]
    with pytest.raises(KeyError):
        make(1, {"row": [3]})
    with pytest.raises(ValueError, match="甲|CellRef"):
        make(2, {"file": ["甲"], "row": [3]})
