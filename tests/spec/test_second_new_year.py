"""The year is carried over a second time, as December was issued again: what is newer comes, what a person wrote stays."""

import pytest

from tests.spec.test_over_new_year import JIA, YI, County, changed
from toolkit.files.texts import table


@pytest.fixture
def issued(tmp_path):
    """December was issued and carried over; then 江口乡 corrected 甲 and December was issued again."""
    county = County(tmp_path)
    county.put("2022-12", JIA, YI)
    county.typed("publish", "-w", county.root, "--period", "2022-12", "--as-of", "2023-01-05")
    county.carry()
    county.put("2022-12", changed(JIA, paid="0.4"), YI)
    reissue = ("publish", "-w", county.root, "--period", "2022-12", "--as-of", "2023-01-20")
    county.typed(*reissue, "--reason", "江口乡更正甲项目的到位资金")
    return county


def bases(root):
    """What 基数.csv states of 区外境内到位资金: amount and source."""
    (row,) = [row for _, row in table(root / "基数.csv", ("指标", "年份", "数值")) if row["指标"] == "LZ-T1"]
    return row["数值"], row["来源"]


def test_a_second_new_year_brings_the_newest_issue(issued):
    """基数, snapshot and 汇总表 are those of the second issue; what was there stays beside, and it is said."""
    (master,) = (issued.next / "上年").glob("*12月*汇总表.xlsx")
    first = master.read_bytes()
    said = issued.typed("new-year", issued.next, "-w", issued.root, "--as-of", "2023-01-21")
    assert bases(issued.next) == ("0.7", "2022年12月定稿（第2次定稿，2023-01-20）")
    for name in (
        "基数.csv（换成2022年12月定稿（第2次定稿",
        "上年/2022-12（第2次）（2022年12月定稿（第2次",
        f"上年/{master.name}（换成",
    ):
        assert f"换新的：{name}" in said
    assert master.read_bytes() != first
    assert master.with_stem(f"{master.stem}（上次）").read_bytes() == first
    assert (issued.next / "基数（上次）.csv").exists() and (issued.next / "上年" / "2022-12").exists()
    issued.put("2023-12", JIA)
    (before,) = [one for one in issued.of("2023-12").comparisons if one.label.startswith("上年同期")]
    assert before.figures["LZ-T1"] == 70_000_000
    again = issued.typed("new-year", issued.next, "-w", issued.root, "--as-of", "2023-01-21")
    assert "换新的" not in again and "都已经有了，没有改动" in again


def test_what_a_person_changed_is_left_and_told(issued):
    """The office put the statistical bulletin's amount into 基数.csv: it stays, and both amounts are said."""
    book = issued.next / "基数.csv"
    book.write_text(book.read_text("utf-8-sig").replace("LZ-T1,2022,0.5,", "LZ-T1,2022,0.52,"), "utf-8")
    said = issued.typed("new-year", issued.next, "-w", issued.root, "--as-of", "2023-01-21")
    assert bases(issued.next)[0] == "0.52"
    assert "请核对：基数.csv“LZ-T1”2022年写的是 0.52亿元（2022年12月定稿（第1次定稿，2023-01-05）），2022年12月定稿（第2次定稿，2023-01-20）是 0.7亿元，没有改动。" in said  # fmt: skip


def test_one_month_is_not_held_against_a_whole_year(issued):
    """Of 2022 only December was issued: January has nothing to compare with, and the whole year is no 同比 of a month."""
    issued.put("2023-01", changed(JIA, paid="0.01"), YI)
    (year,) = [one for one in issued.of("2023-01").comparisons if one.label.startswith("上年")]
    assert (year.label, year.figures, year.source) == ("上年同期", {}, "没有2022年1月的统计表")
