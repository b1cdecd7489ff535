"""Rulebooks: rules are data with a clause, and a mistake in one names file, key and what to write."""

import shutil
from datetime import date

import pytest

from toolkit.checks.working_days import due_after
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.loader import load, scheme_ids, shipped_folder


def test_luzhais_county_targets(luzhai):
    """LZ-T1…T10: 55亿元, 60, 40, 25, 30 %, starts 50/25/18, 1000亩, 35万㎡, 1500亩."""
    assert {indicator.id: indicator.target for indicator in luzhai.indicators} == {
        "LZ-T1": 5_500_000_000,
        "LZ-T3": 60,
        "LZ-T6": 40,
        "LZ-T7": 25,
        "LZ-T5": 50,
        "LZ-T6s": 25,
        "LZ-T7s": 18,
        "LZ-T4n": 18,
        "LZ-T4": 0.30,
        "LZ-T11": None,
        "LZ-T11r": None,
        "LZ-T11z": None,
        "LZ-T11bt": None,
        "LZ-T11bn": None,
        "LZ-T11b": None,
        "LZ-T8": 1000,
        "LZ-T9": 350_000,
        "LZ-T10": 1500,
    }


def test_funds_count_from_five_million_outside_the_region(luzhai):
    """LZ-T2: 统计起点为区外总投资500万元及以上项目."""
    criteria = {(c.column, c.operator, c.value) for c in luzhai.indicator("LZ-T1").criteria}
    assert criteria == {("counted", "=", "是"), ("region", "=", "区外"), ("investment_yuan", ">=", 5_000_000)}


def test_deadlines_lie_inside_the_period_or_after_an_event(luzhai):
    """LZ-R3: budget by the 5th of the same month; LZ-R6: report three days after the trip."""
    assert luzhai.deadline("budget").due(ReportingPeriod(2022, 6)) == date(2022, 6, 5)
    assert due_after(luzhai.deadline("trip_report"), date(2022, 6, 29)) == date(2022, 7, 2)


@pytest.mark.parametrize(
    ("value", "due"), [("next-5", date(2022, 7, 5)), ("same-28", date(2022, 6, 28)), ("same-end", date(2022, 6, 30))]
)
def test_the_tables_due_date_is_a_reading(value, due):
    """LZ-R8 says 按时 and names no date: the office chooses, the default is the 5th of the next month."""
    scheme = load(shipped_folder("luzhai-2022"), {"statistics_due": value})
    assert scheme.deadline("statistics").due(ReportingPeriod(2022, 6)) == due


@pytest.mark.parametrize(
    ("choice", "column"), [({"threshold_scope": "all"}, "investment_yuan"), ({"introduced_from": "outside"}, "outside")]
)
def test_a_reading_can_add_a_criterion(luzhai, choice, column):
    """LZ-T2, LZ-T3: whether the threshold or the source binds the counts is a named option."""
    strict = load(shipped_folder("luzhai-2022"), choice)
    assert column in {criterion.column for criterion in strict.indicator("LZ-T3").criteria}
    assert column not in {criterion.column for criterion in luzhai.indicator("LZ-T3").criteria}


def test_every_target_row_has_a_lead_unit_and_every_rule_a_clause(luzhai):
    """Ten rows in eight groups; 县投促中心 and 鹿寨经开区管委 lead two each."""
    assert len(luzhai.target_rows) == 10
    assert len({row.group for row in luzhai.target_rows}) == 8
    leads = [row.lead_unit for row in luzhai.target_rows]
    assert leads.count("县投促中心") == leads.count("鹿寨经开区管委") == 2
    rules = (*luzhai.indicators, *luzhai.target_rows, *luzhai.deadlines, *luzhai.routes, *luzhai.readings)
    assert all(rule.citation.quote for rule in rules)


@pytest.fixture
def broken(tmp_path):
    """Return a function that loads the rulebook with one text replaced by another."""

    def load_broken(old: str, new: str, file: str = "scheme.toml"):
        folder = tmp_path / "luzhai_2022"
        shutil.copytree(shipped_folder("luzhai-2022"), folder)
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        return load(folder)

    return load_broken


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("target = 60\n", 'target = "60个"\n', "“target”应是数字，例如 60 或 0.3"),
        ("target = 60\n", "targett = 60\n", "“targett”不认识。是不是“target”？可写的有：.*header"),
        ('"sector = 工业"', '"sector 工业"', "应写成“列 条件 值”"),
        ('"sector = 工业"', '"sektor = 工业"', "“sektor”不是台账的列"),
        ('"stage >= 签约"', '"stage >= 签了"', "阶段“签了”只能是：在谈、签约、注册、开工、投产"),
        ("年内新签约引进项目60个", "年内新签约引进项目61个", "与原文第23行对不上"),
        ('default = "funds"', 'default = "fund"', "“fund”，只能是：funds、all"),
        ('clause = "LZ-R5"', 'clause = "LZ-R55"', "“LZ-R55”没有对应的"),
        ("day = 5\n", "day = 35\n", "“day”应是 1 到 31"),
        ('lead_unit = "县林业局"', 'lead_unit = "林业厅"', "“林业厅”不在 units.csv 里"),
        ('id = "LZ-T3"\nname', 'id = "LZ-T1"\nname', "“LZ-T1”已经用过"),
        ('unit = "亿元"', 'unit = "斤"', "“unit”写作“斤”，这个指标的单位只能是：亿元、万元、元等"),
        ('unit = "亿元"', 'unit = "万美元"', "“unit”写作“万美元”，这个指标的单位只能是：亿元、万元、元等"),
        ('unit = "个"', 'unit = "万元"', "“unit”写作“万元”，这个指标的单位只能是：个、家、项等"),
        ('unit = "%"', 'unit = "亿元"', "“unit”写作“亿元”，这个指标的单位只能是：%等"),
        ('id = "luzhai-2022"', "id = luzhai-2022", "写法有误"),
    ],
)
def test_a_mistake_in_a_rulebook_names_file_key_and_what_to_write(broken, old, new, says):
    """The operator's mistakes are one sentence each, and a misspelt key never switches a rule off."""
    with pytest.raises(ToolkitError, match=r"luzhai_2022/scheme\.toml") as caught:
        broken(old, new)
    assert __import__("re").search(says, str(caught.value)), caught.value


def test_an_alias_stands_for_one_unit_only(broken):
    """units.csv: an alias of two units would decide by chance."""
    with pytest.raises(ToolkitError, match="units.csv 第3行的别名“鹿寨镇政府”已属于“鹿寨镇”"):
        broken("中渡镇政府", "鹿寨镇政府", "units.csv")


def test_an_unknown_rulebook_or_reading_is_told_with_those_that_exist():
    """A slip on the command line gets the names that would have been right."""
    assert scheme_ids() == ("gangnan-2018", "jiaocheng-2022", "luzhai-2022", "nanxian-2022")
    with pytest.raises(ToolkitError, match="现有：gangnan-2018、jiaocheng-2022、luzhai-2022"):
        shipped_folder("luzhai-2023")
    with pytest.raises(ToolkitError, match="没有名为“elapsed”的口径"):
        load(shipped_folder("luzhai-2022"), {"elapsed": "day"})
