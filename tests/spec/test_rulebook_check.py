"""``zhaoshang schemes check``: every slip of a rulebook at once, and whatever passes never stops a month's work."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mutated import KINDS, RULEBOOKS, VALUES, spoilt
from tests.rulebook import written_xishan
from toolkit.cli import main
from toolkit.files.toml_lines import toml_lines
from toolkit.schemes.loader import load, scheme_ids, shipped_folder, slips_of
from toolkit.schemes.vocabulary import KINDS as TABLES
from toolkit.workflow.actions.trial import try_out


def checked(folder):
    """The exit code and the lines of ``schemes check``."""
    done = CliRunner().invoke(main, ["schemes", "check", str(folder)])
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.exit_code, done.output


FUNDS = 'criteria = ["region = 区外"]'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        # what crashed a month's work of 1.0
        ('default = "month"', 'default = "quarter"', "“default”写作“quarter”，只能是：month、day"),
        ('month = "已过月份 ÷ 12"', 'quarter = "按季度"', "“quarter”工具箱不认识。口径 elapsed_by 可选的是：month、day"),
        ('id = "elapsed_by"', 'id = "elapsed"', "没有口径 elapsed_by，每个县都要有"),
        ('id = "missing_unit"', 'id = "missing"', "没有口径 missing_unit"),
        ('id = "statistics"', 'id = "table"', '没有 id = "statistics" 的一节'),
        # what counted nothing, or ten thousand times too much, without a word
        (FUNDS, 'criteria = ["region = 城外"]', "region 的值“城外”只能是：区内、区外、境外。"),
        (FUNDS, 'criteria = ["sector = 农业"]', "sector 的值“农业”只能是：工业、其他"),
        (FUNDS, 'criteria = ["investment_yuan >= 1千万亩"]', "的数“1千万亩”认不出，请写成 1亿元、5000万元 这样"),
        (FUNDS, 'criteria = ["investment_yuan >= 5000"]', "没有写单位，是 5000 元。请写明单位"),
        (FUNDS, 'criteria = ["signed_on >= 2021年12月"]', "日期“2021年12月”应写成 2021-12-01 这样"),
        (FUNDS, 'criteria = ["phone = 1"]', "“phone”不是台账的列，或者不能这样用"),
        (FUNDS, 'criteria = ["region >= 区外"]', "“region”没有大小"),
        (FUNDS, 'criteria = ["year = 23"]', "年份“23”应写成 2022 这样"),
        ('unit = "亿元"', 'unit = "万美元"', "这个指标的单位只能是：亿元、万元、元等"),
        ("target = 2_000_000_000", "target = 20", '不到百分之一亿元。请连单位一起写，例如 target = "20亿元"'),
        ("target = 2_000_000_000", 'target = "20万"', "的数“20万”认不出"),
        ('each = "乡镇"', 'each = "乡鎮街道"', "units.csv 里没有这一类单位"),
        ('each = "乡镇"', 'lead_unit = "东坪"', "“东坪”不在 units.csv 里。是不是“东坪镇”？"),
        ('kinds = ["乡镇"]', 'kinds = ["镇乡"]', "“镇乡”，units.csv 里没有这一类单位。是不是“乡镇”？"),
        ('rank = "不限"', 'rank = "厅级"', "“rank”写作“厅级”，只能是：处级、科级、其他、不限"),
        ('measure = "trips"', 'measure = "trips"\nrole = "队长"', "“role”写作“队长”，只能是："),
        ('id = "XS-T2"\nname', 'id = "XS-T1"\nname', "“XS-T1”已经用过，请换一个"),
        ('{ id = "XS-R1", line = 3', '{ id = "XS-T1", line = 3', "“XS-T1”已经用过，请换一个"),
        ('header = ["新签约项目"]', 'header = ["到位资金"]', "“到位资金”已经是 XS-T1 的列名"),
        ("valid = [2023]", "valid = [2022]", "要包括 year 写的 2023 年"),
        ('target_columns = ["group", "lead_unit"]', 'target_columns = ["lead_uint"]', "“lead_uint”不认识。是不是“lead_unit”"),
        # what is misspelt
        ("minimum = 2", "minimun = 2", "“minimun”不认识。是不是“minimum”？"),
        ("[[meeting]]", "[[meetings]]", "“meetings”不认识。是不是“meeting”？"),
        ('every = "quarter"\nchair', 'every = "qarter"\nchair', "“every”写作“qarter”，只能是：month、quarter、half_year、year、occasion。是不是“quarter”？"),
        # what stands elsewhere in the document
        ('{ id = "XS-R4", line = 5', '{ id = "XS-R4", line = 2', "写的是第2行，这句话在第5行"),
        ('{ id = "XS-R4", line = 5', '{ id = "XS-R4", line = 50', "写的是第50行，这句话在第5行"),
        ("外出招商须经县长批准,报", "外出招商须经县长批准，报", "只差标点、空格或全角半角"),
        ("每季度召开一次招商例会", "每季度召开两次招商例会", "全文没有这句话，请照抄原文"),
    ],
)  # fmt: skip
def test_each_slip_is_a_sentence_with_file_line_and_the_right_word(tmp_path, old, new, says):
    """What crashed later, counted nothing or was wrong by ten thousand is told before any month is counted."""
    folder = written_xishan(tmp_path / "西山", (old, new))
    code, output = checked(folder)
    lines = [line for line in output.splitlines() if says in line]
    assert code == 1 and lines, output
    number = re.match(r"  规则文件 西山/scheme\.toml(?: 第(\d+)行)? ", lines[0])
    assert number, lines
    if number[1] and "\n" not in new:
        told, text = int(number[1]), (folder / "scheme.toml").read_text("utf-8")
        assert new.partition(" =")[0].strip("{ ") in text.splitlines()[told - 1], "the line that is named holds the key"


def test_all_slips_are_told_at_once_and_none_twice(tmp_path):
    """Four slips in one file and two in others are six lines: what one slip leads to is not told as another."""
    folder = written_xishan(
        tmp_path / "西山",
        ("minimum = 2", "minimun = 2"),
        (FUNDS, 'criteria = ["region = 城外"]'),
        ("day = 10", "day = 40"),
        ("每季度外出不少于2次", "每季度外出不少于3次"),
    )
    (folder / "units.csv").write_text(
        "单位,类别,别名,报送统计表\n东坪镇,乡镇,,对\n西坝乡,乡镇,,是\n西坝乡,乡镇,,是\n", "utf-8"
    )
    code, output = checked(folder)
    told = [line for line in output.splitlines() if line.startswith("  ")]
    assert code == 1
    assert sum("“minim" in line for line in told) == 2, "the key that is not known, and the one that is missing"
    assert sum("城外" in line for line in told) == sum("1 到 31" in line for line in told) == 1
    assert sum("units.csv 第2行" in line for line in told) == sum("units.csv 第4行" in line for line in told) == 1
    assert len(told) == 7, output


def test_a_rulebook_that_passes_is_tried_on_made_up_rows(tmp_path):
    """Every indicator, score and consequence is met once and shown with its figure."""
    code, output = checked(written_xishan(tmp_path / "西山"))
    assert code == 0 and "XS-T1 县外到位资金：1亿元" in output and "XS-T2 新签约项目：1个" in output
    for id, told in (
        ("jiaocheng-2022", "JC-S8 实际利用外资：招商引资部 2022年 数量20,000 得5分"),
        ("nanxian-2022", "NX-R8 问责并诫勉谈话：县省级农业科技园区"),
        ("gangnan-2018", "GN-T2-15 2015年签约项目开工率：50%"),
    ):
        assert told in checked(id)[1]


def test_conditions_that_exclude_each_other_are_told(tmp_path):
    """An indicator that no project can meet would be 0 for ever."""
    folder = written_xishan(tmp_path / "西山", (FUNDS, 'criteria = ["year = 2023", "year = 2022"]'))
    code, output = checked(folder)
    assert code == 1 and "“XS-T1 县外到位资金”的条件互相矛盾" in output


@pytest.mark.parametrize("name", ["scheme.toml", "units.csv", "document.txt"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"\x00\x01"])
def test_a_file_that_is_missing_empty_or_no_text_is_a_sentence(tmp_path, name, content):
    """A rulebook of two files, or saved as something else, is told by the file's name."""
    folder = written_xishan(tmp_path / "西山")
    (folder / name).write_bytes(content) if content is not None else (folder / name).unlink()
    code, output = checked(folder) if name != "scheme.toml" or content is not None else (1, str(slips_of(folder)[0]))
    assert code == 1 and f"西山/{name}" in output


@pytest.mark.parametrize("id", scheme_ids())
def test_the_shipped_rulebooks_pass(id):
    """The four have no slip, and every key that they use is known by its line."""
    assert slips_of(shipped_folder(id)) == ()
    text = (shipped_folder(id) / "scheme.toml").read_text("utf-8")
    lines = toml_lines(text)
    for path, number in lines.items():
        if isinstance(path[-1], str) and len(path) > 1:
            assert path[-1] in text.splitlines()[number - 1], path


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([*RULEBOOKS, "wanxian-2023"]),
    st.sampled_from([*KINDS, "value", "value"]),
    st.integers(0, 2000),
    st.integers(0, 200 * len(VALUES)),
)
def test_whatever_check_passes_never_stops_later(tmp_path, id, kind, at, other):
    """A spoilt rulebook is told in sentences; one that passes gives a month's figures, sheets and points."""
    folder = spoilt(id, tmp_path / "规则", kind, at, other)
    slips = slips_of(folder)
    assert all(slip.text.endswith(("。", "？")) and "\n" not in slip.text for slip in slips), slips
    if not slips:
        tried = try_out(load(folder))
        assert all(said.endswith("。") for said in tried.troubles)


def test_every_key_that_is_read_is_in_the_vocabulary():
    """What the program asks a table for, its vocabulary names; so no right key is refused and no wrong one passes."""
    source = "".join(path.read_text("utf-8") for path in Path(shipped_folder("luzhai-2022")).parent.glob("*.py"))
    asked = set(
        re.findall(r'\.(?:text|texts|number|numbers|quantity|flag|pairs|one_of|optional_text|raw)\(\s*"(\w+)"', source)
    )
    known = {key for kind in TABLES.values() for key in kind.keys}
    assert asked <= known, asked - known
