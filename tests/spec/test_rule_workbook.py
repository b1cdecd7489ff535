"""规则.xlsx: a rulebook as a workbook. Nothing of it is lost on either way, and what a person mistypes is told by cell."""

import shutil
from contextlib import suppress
from datetime import datetime

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.mutated import KINDS, RULEBOOKS, VALUES, spoilt
from tests.office import convert
from tests.rulebook import written_xishan
from tests.workbook_rules import column_of, edited, heading_row, rule_rows, stated
from toolkit.cli import main
from toolkit.files.grid import RawCell
from toolkit.model.errors import ToolkitError
from toolkit.schemes.loader import load, slips_of
from toolkit.schemes.sources import difference, open_source
from toolkit.schemes.toml_text import toml_text
from toolkit.schemes.vocabulary import KINDS as TABLES
from toolkit.schemes.vocabulary import TOP
from toolkit.schemes.workbook.examples import examples
from toolkit.schemes.workbook.forms import _FORMS, form
from toolkit.schemes.workbook.pages import columns_of, sections_of, sheets_of
from toolkit.schemes.workbook.values import WORD_SHAPES, Form, WrongCellError, from_cell, to_cell
from toolkit.workflow.actions.rulebooks import write_texts, write_to_sign, write_workbook

NAMES = sorted(RULEBOOKS)


def run(*args):
    """The output of a command that ends with 0 or 1."""
    done = CliRunner().invoke(main, [str(one) for one in args])
    assert done.exit_code in (0, 1) and isinstance(done.exception, SystemExit | None), (done.output, done.exception)
    return done.output


def is_same(one, other):
    """Whether two folders are one rulebook: data, units, document, and what they come to."""
    first, second = open_source(one), open_source(other)
    assert difference(first.values, second.values) == ""
    assert first.unit_lines() == second.unit_lines()
    assert "\n".join(first.document()).rstrip() == "\n".join(second.document()).rstrip()
    return load(one) == load(other)


@pytest.mark.parametrize("id", NAMES)
def test_nothing_is_lost_between_toml_and_workbook(id, tmp_path):
    """Promise 6: rulebook → 规则.xlsx → rulebook, → three texts → rulebook: the same data and the same Scheme."""
    folder = RULEBOOKS[id]
    write_workbook(folder, tmp_path / "表")
    assert [path.name for path in (tmp_path / "表").iterdir()] == ["规则.xlsx"]
    assert is_same(folder, tmp_path / "表")
    assert is_same(folder, write_texts(tmp_path / "表", tmp_path / "文本"))
    assert slips_of(tmp_path / "表") == ()


@pytest.mark.parametrize("id", NAMES)
def test_the_workbook_that_a_leader_signs_is_the_rulebook(id, tmp_path):
    """What is signed and what is counted are one: the signed workbook, put in a folder, is the same rulebook."""
    write_to_sign(RULEBOOKS[id], tmp_path / "规则.xlsx")
    assert is_same(RULEBOOKS[id], tmp_path)


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_is_the_same_rulebook(tmp_path):
    """The office opens it in whatever program it has, and saves it."""
    files = []
    for id in NAMES:
        written = write_workbook(RULEBOOKS[id], tmp_path / id)
        files.append(shutil.copy(written, tmp_path / f"{id}.xlsx"))
    for id, saved in zip(NAMES, convert(files, tmp_path / "存过", "xlsx"), strict=True):
        (tmp_path / "后" / id).mkdir(parents=True)
        shutil.copy(saved, tmp_path / "后" / id / "规则.xlsx")
        assert is_same(RULEBOOKS[id], tmp_path / "后" / id)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(NAMES),
    st.sampled_from([*KINDS, "value", "value", "value"]),
    st.integers(0, 2000),
    st.integers(0, 200 * len(VALUES)),
)
def test_a_spoilt_rulebook_that_can_be_used_survives_the_workbook(tmp_path, id, kind, at, other):
    """Whatever value a key has, the workbook holds it; what cannot be a workbook is one sentence."""
    for name in ("规则", "表"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    folder = spoilt(id, tmp_path / "规则", kind, at, other)
    usable = slips_of(folder) == ()
    if usable:
        write_workbook(folder, tmp_path / "表")
        assert is_same(folder, tmp_path / "表")
        return
    with suppress(ToolkitError):  # what can be laid out is; anything else is a sentence of ours
        write_workbook(folder, tmp_path / "表")


TOML_VALUES = st.recursive(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["", " 甲", "甲、乙", "甲\n乙", "（空）", "原样：", "=1+1", "每月", "month", "是", "5", "80%：75", "_x0041_"]),
        st.integers(-(2**60), 2**60),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.dates(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("ab 甲", min_size=1), inner, max_size=2)),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(TOML_VALUES, st.sampled_from(WORD_SHAPES), st.booleans())
def test_every_value_comes_back_from_its_cell(value, shape, closed):
    """A cell, as Excel keeps it (numbers as doubles with 15 digits), gives the very value back, of the same type."""
    how = Form(shape, {"month": "每月", "year": "每年"} if closed or shape in ("choice", "choices") else {})
    cell = to_cell(how, value)
    kept = float(f"{cell:.15g}") if isinstance(cell, int | float) else RawCell(cell).value
    back = from_cell(how, kept)
    assert back == value and type(back) is type(value), (cell, back)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=30))
def test_texts_come_back_from_a_written_workbook(tmp_path, texts):
    """Blanks at the ends, control characters, formulas, line breaks: the workbook on the disk holds them."""
    shutil.rmtree(tmp_path / "文", ignore_errors=True)
    shutil.rmtree(tmp_path / "表", ignore_errors=True)
    folder = written_xishan(tmp_path / "文")
    data = dict(open_source(folder).values) | {"occasion": [{"name": text, "clause": "XS-T1"} for text in texts]}
    (folder / "scheme.toml").write_text(toml_text(data), "utf-8")
    write_workbook(folder, tmp_path / "表")
    assert open_source(tmp_path / "表").values["occasion"] == data["occasion"]


# ---- what a person does to it ---------------------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path):
    """西山县's 规则.xlsx, alone in its folder."""
    return write_workbook(written_xishan(tmp_path / "文本"), tmp_path / "西山")


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "says"),
    [
        ("会议", "周期", "每季", "“周期”是“每季”，只能是：每月、每季度、每半年、每年、不定期。是不是“每季度”？"),
        ("期限", "几号", "十日", "“几号”是“十日”，应是数字，例如 5。"),
        ("期限", "几号", 40, "“几号”应是 1 到 31。"),
        ("期限", "几号", datetime(2023, 6, 10), "“几号”是日期 2023-06-10，这里要数字。"),
        ("指标", "编号", datetime(2023, 1, 2), "“编号”是日期 2023-01-02，这里要文字。请把单元格格式设为“文本”"),
        ("指标", "数个数", "对", "“数个数”是“对”，只能是：是、否。"),
        ("指标", "合计哪一列", "到位资本", "里的“到位资本”不是台账的列，或者不能这样用。是不是“到位资金”？"),
        ("指标", "条件", "region = 城外", "“条件”里region 的值“城外”只能是：区内、区外、境外。"),
        ("指标", "计量单位", "万美元", "“计量单位”写作“万美元”，这个指标的单位只能是：亿元、万元、元等。"),
        ("指标", "名称", None, "“名称”没有写。"),
        ("指标", "依据条款", "XS-T9", "“依据条款”“XS-T9”没有对应的 “条款”页。"),
        ("任务分解", "每个这类单位一行", "镇乡", "“单位”页里没有这一类单位。是不是“乡镇”？"),
        ("外出要求", "单位类别", "乡鎮", "里的“乡鎮”，“单位”页里没有这一类单位。"),
        ("外出审批", "谁、做什么", "县长批准", "里的“县长批准”应写成“县长：批准”，一行一项。"),
        ("条款", "行号", 4, "“行号”写的是第4行，这句话在第2行。"),
        ("条款", "文件原文", "全年引进资金20亿元", "“文件原文”与原文第2行对不上"),
        ("单位", "报送统计表", "对", "的“报送统计表”应写“是”或“否”"),
    ],
)  # fmt: skip
def test_each_slip_is_told_with_sheet_and_cell(book, sheet, heading, value, says):
    """A wrong word of a drop-down, a date, a number as text, an empty cell: sheet, cell, and the nearest right word."""
    cell = edited(book, sheet, heading, 0, value)
    told = run("schemes", "check", book.parent)
    lines = [line for line in told.splitlines() if says in line]
    place = f"西山/规则.xlsx {sheet} 表 " + (f"第{cell[1:]}行" if sheet == "单位" else f"{cell} 单元格")
    assert lines and lines[0].strip().startswith(place), told
    assert "1 处要改" in told or heading in (
        "数个数",
        "合计哪一列",
        "单位类别",
        "编号",
        "每个这类单位一行",
        "几号",
        "行号",
    ), told


@pytest.mark.parametrize(("value", "means"), [("１０", 10), (" 10 ", 10), (10.0, 10), ("1,0", 10)])
def test_a_number_that_is_certain_is_read_whatever_its_type(book, value, means):
    """Ten is ten, as text, in full width or with a comma."""
    edited(book, "期限", "几号", 0, value)
    assert load(book.parent).deadline("statistics").day == means


def test_a_code_typed_as_a_number_stays_a_text(book):
    """行政区划代码 450223 is a text, however Excel keeps it."""
    stated(book, "行政区划代码", 450223)
    assert open_source(book.parent).values["region"]["place"] == "450223"


def test_an_empty_row_and_a_line_put_in_are_read(book):
    """Rows may be put in and left empty, numbers in 序号 may be wrong: a rule is what is filled in."""
    before = open_source(book.parent).values["clause"]
    made = openpyxl.load_workbook(book)
    sheet = made["条款"]
    first = rule_rows(sheet)[0]
    sheet.insert_rows(first + 1, 2)
    for heading, value in (("编号", "XS-T8"), ("行号", 2), ("文件原文", "新签约项目30个")):
        sheet.cell(first + 2, column_of(sheet, heading)).value = value
    made.save(book)
    after = open_source(book.parent).values["clause"]
    assert after == [before[0], {"id": "XS-T8", "line": 2, "quote": "新签约项目30个"}, *before[1:]]
    assert run("schemes", "check", book.parent).startswith("《西山县2023年招商引资工作方案》：没有写错的地方。")


def test_what_stands_outside_of_the_columns_is_told(book):
    """A heading that was changed, a cell under none, a sheet of one's own, a broken formula: each named, none lost."""
    made = openpyxl.load_workbook(book)
    sheet = made["会议"]
    head, row = heading_row(sheet), rule_rows(sheet)[0]
    sheet.cell(head, column_of(sheet, "谁召集")).value = "谁召集会议"
    sheet.cell(row, 1).value = "重点"
    sheet.cell(row, sheet.max_column + 3).value = "要问一下"
    made["期限"].cell(rule_rows(made["期限"])[0], column_of(made["期限"], "天数")).value = "#REF!"
    made.create_sheet("新一页")["A1"] = "记一下"
    made.create_sheet("备注：电话")["A1"] = "记一下"
    made.save(book)
    told = run("schemes", "check", book.parent)
    assert "的表头“谁召集会议”不认识。是不是“谁召集”？" in told
    assert "写着“重点”。这一列只写序号" in told
    assert "写着“要问一下”，这一列没有表头" in told
    assert "新一页 表 不是规则的页。" in told and "备注" not in told.replace("以“备注”开头", "")
    assert "“天数”是错误值 #REF!，请重填。" in told


def test_columns_may_be_moved_and_the_example_is_never_read(book):
    """A heading says what stands below it, wherever the column stands; the grey example of another county is no rule."""
    made = openpyxl.load_workbook(book)
    sheet = made["期限"]
    one, other = column_of(sheet, "谁报"), column_of(sheet, "报给谁")
    for row in range(heading_row(sheet), sheet.max_row + 1):
        left, right = sheet.cell(row, one), sheet.cell(row, other)
        left.value, right.value = right.value, left.value
    made.save(book)
    deadline = load(book.parent).deadline("statistics")
    assert (deadline.sender, deadline.receiver) == ("各乡镇", "县招商中心")
    assert [one["id"] for one in open_source(book.parent).values["indicator"]] == ["XS-T1", "XS-T2"]


def test_slips_stand_in_the_order_of_the_sheets(book):
    """A clerk goes through the workbook from the first sheet to the last: so does the list of what is to be mended."""
    wrong = (("条款", "行号", 0, 40), ("指标", "目标", 1, "许多"), ("期限", "几号", 0, 40), ("外出审批", "领导级别", 0, "厅级"), ("会议", "周期", 0, "天天"))  # fmt: skip
    for sheet, heading, at, value in reversed(wrong):
        edited(book, sheet, heading, at, value)
    places = [slip.text.split(" ")[1] for slip in slips_of(book.parent)]
    order = openpyxl.load_workbook(book).sheetnames
    assert set(places) == {sheet for sheet, *_ in wrong}
    assert places == sorted(places, key=order.index)


def test_what_waits_is_settled_in_cells_by_whoever_writes_cells(book, tmp_path):
    """The advice at the end speaks of the column 待确认 and of rows to who writes 规则.xlsx, of toml to who writes toml."""
    edited(book, "会议", "待确认", 0, "每季度一次")
    said = run("schemes", "check", book.parent)
    assert "“待确认”一列填着的，看过，对的清空这一格，不对的改好再清空，不要的整行删去" in said
    assert "confirm" not in said
    text = tmp_path / "文本" / "scheme.toml"
    text.write_text(text.read_text("utf-8") + '\nconfirm = "每季度一次"\n', "utf-8")
    assert "有 confirm 的，看过，对的删去这一句" in run("schemes", "check", tmp_path / "文本")


def test_two_rulebooks_in_one_folder_must_say_the_same(book, tmp_path):
    """Neither 规则.xlsx nor scheme.toml wins in silence: where they differ, it is said where, and how to settle it."""
    for name in ("scheme.toml", "units.csv", "document.txt"):
        shutil.copy(tmp_path / "文本" / name, book.parent / name)
    assert slips_of(book.parent) == ()
    edited(book, "指标", "目标", 1, 35)
    (slip,) = slips_of(book.parent)
    assert slip.text == (
        "西山 里的 scheme.toml 和 规则.xlsx 不一样（例如“指标”第2条 XS-T2），只能留一份：以工作簿为准的，请把 scheme.toml "
        "移走；以 scheme.toml 为准的，请把 规则.xlsx 移走，需要时请管电脑的同志运行 zhaoshang schemes export 重做。"
    )
    with pytest.raises(ToolkitError, match="不一样"):
        load(book.parent)
    (book.parent / "scheme.toml").unlink()
    assert load(book.parent).indicator("XS-T2").target == 35
    edited(book, "单位", "别名", 0, "东坪镇政府")
    assert "units.csv 和 规则.xlsx 的“单位”页不一样" in slips_of(book.parent)[0].text


def test_a_workbook_that_cannot_be_opened_is_a_sentence(book):
    """A damaged file is named, and does not hide the other rulebooks."""
    book.write_bytes(b"PK\x03\x04 no workbook")
    (slip,) = slips_of(book.parent)
    assert "规则.xlsx 打不开" in slip.text
    assert "luzhai-2022" in run("schemes", "--rules", book.parent)


# ---- every kind of table and every key ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", TOP)
def test_every_kind_of_table_has_its_place_and_an_example(kind):
    """A kind that is new in the vocabulary has a sheet by itself; an example of it belongs in examples.toml."""
    if kind in sections_of({}):
        return
    assert kind in sheets_of()
    keys = {(one.kind, one.key) for one in columns_of(kind)}
    inner = [name for name in TABLES if name == kind or name.startswith(f"{kind}.")]
    wanted = {(name, key) for name in inner for key in TABLES[name].keys if f"{name}.{key}" not in TABLES}
    assert wanted <= keys
    headings = [one.heading for one in columns_of(kind)]
    assert len({*headings} - {"条款原文"}) == len([one for one in headings if one != "条款原文"]), headings
    assert examples().get(kind), f"examples.toml has no [[{kind}]]"
    assert all(key in TABLES[kind].keys for table in examples()[kind] for key in table)


ASKED = {
    "flag": {"yes_no"},
    "number": {"number", "amount"},
    "sizes": {"sizes"},
    "points": {"number"},
    "quantity": {"number", "amount"},
    "numbers": {"numbers"},
}
ASKED |= {"figures": {"numbers"}, "pairs": {"pairs"}, "shares": {"shares"}, "texts": {"words", "lines", "choices"}}
ASKED |= {"one_of": {"choice"}}  # where a county declares its own words, the list only offers


def test_every_key_is_written_as_it_is_read(monkeypatch):
    """What the readers ask of a key, its column says: a drop-down offers exactly the words that are allowed."""
    from toolkit.schemes.toml_table import TomlTable

    asked = {}

    def noting(name):
        real = getattr(TomlTable, name)

        def asks(self, key, *args, **more):
            kind = ".".join(part for part in self._path if isinstance(part, str))
            known = tuple(one for one in args[0] if one) if name == "one_of" else ()
            if kind in TABLES and key in TABLES[kind].keys:
                asked.setdefault((kind, key), (name, known))
            return real(self, key, *(known_args(args)), **more)

        def known_args(args):
            return (tuple(args[0]), *args[1:]) if name == "one_of" else args

        return asks

    for name in ASKED:
        monkeypatch.setattr(TomlTable, name, noting(name))
    for folder in RULEBOOKS.values():
        load(folder)
    assert len(asked) > 60
    for (kind, key), (name, known) in asked.items():
        how = form(kind, key)
        assert how.shape in ASKED[name], f"[{kind}] {key} is read by {name}; say so in forms.py"
        # Ranks and roles may be the county's own: the drop-down only helps.
        assert how.more or set(how.words) == set(known) or name != "one_of", f"[{kind}] {key}"


def test_forms_name_only_keys_that_there_are():
    """A form of a key that is gone would mislead."""
    keys = {key for kind in TABLES.values() for key in kind.keys}
    assert {name.rpartition(".")[2] for name in _FORMS} <= keys


def test_a_wrong_verbatim_cell_is_told():
    """原样： is toml; what is none is said."""
    with pytest.raises(WrongCellError, match="后面应是 scheme.toml 的写法"):
        from_cell(Form(), "原样：[甲")
