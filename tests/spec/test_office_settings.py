"""设置.xlsx: an office fills in its settings in Excel; the tool writes them into 设置.toml, or says which cell is wrong."""

import shutil
import tomllib
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.mail.settings import read_settings
from toolkit.model.errors import ToolkitError
from toolkit.workflow.steps.office_settings import take_over_settings, write_settings_sheet
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

# As 1.0 wrote it, with the remarks and a table of the office's own hand.
OF_1_0 = """# 本文件夹使用的规则
scheme = "luzhai-2022"   # 县里定的

[readings]
# 序时按月
elapsed_by = "month"

[mail]
host = "smtp.163.com"   # 单位邮箱
user = "office@luzhai.example"
waits = [60, 300]
"""
MAILBOX = {"发件邮箱": "office@luzhai.example", "发件服务器": "smtp.163.com"}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A new workspace with its 设置.xlsx, for all tests."""
    root = create_workspace(tmp_path_factory.mktemp("made") / "鹿寨2022", "luzhai-2022").root
    write_settings_sheet(root)
    return root


@pytest.fixture
def root(made, tmp_path) -> Path:
    """A test's own copy of it."""
    return shutil.copytree(made, tmp_path / made.name)


def fill(root: Path, **cells) -> None:
    """Type values beside their names, and save, as a person does."""
    book = openpyxl.load_workbook(root / "设置.xlsx")
    lines = {line[0].value: line[1] for sheet in book for line in sheet.iter_rows(min_row=4) if line[0].value}
    for name, value in cells.items():
        lines[name].value = value
    book.save(root / "设置.xlsx")


def stated(root: Path) -> dict:
    """What 设置.toml says now."""
    return tomllib.loads((root / "设置.toml").read_text("utf-8"))


def test_what_is_filled_in_is_written_into_the_settings(root):
    """Each value goes to its key; the sentence says what it was and what it is; the mail can be sent with it."""
    fill(root, 联系人="联系人：韦某，联系电话：0772-0000000", **MAILBOX, 收件服务器="imap.163.com")
    said = take_over_settings(root)
    assert said[0].startswith("设置.xlsx 里改过的已记入设置：联系人：（空） → “联系人：韦某，联系电话：0772-0000000”；")
    assert stated(root)["contact"] == "联系人：韦某，联系电话：0772-0000000"
    mail = read_settings(root / "设置.toml")
    assert (mail.sender, mail.smtp.host, mail.smtp.port) == ("office@luzhai.example", "smtp.163.com", 465)
    assert (mail.imap.host, mail.imap.port) == ("imap.163.com", 993)


def test_doing_it_twice_changes_nothing(root):
    """The second run finds nothing to do, and neither file gets another byte."""
    fill(root, 联系人="联系人：韦某")
    take_over_settings(root)
    before = [(root / name).read_bytes() for name in ("设置.toml", "设置.xlsx")]
    assert take_over_settings(root) == () and write_settings_sheet(root) == ()
    assert [(root / name).read_bytes() for name in ("设置.toml", "设置.xlsx")] == before


@pytest.mark.parametrize(
    ("name", "typed", "place", "value"),
    [
        ("发件端口", 465.0, ("mail", "port"), 465),
        ("发件端口", "４６５", ("mail", "port"), 465),
        ("发件邮箱", " office @luzhai.example ", ("mail", "from"), "office@luzhai.example"),
        ("发件邮箱", "ｏｆｆｉｃｅ＠luzhai.example", ("mail", "from"), "office@luzhai.example"),
        ("发件连接方式", "先连接再加密", ("mail", "security"), "starttls"),
        ("两封之间停几秒", "3秒", ("mail", "pause"), 3),
        ("两封之间停几秒", 0, ("mail", "pause"), 0),
        ("另收的邮箱文件夹", "垃圾箱、广告邮件", ("mail", "imap", "folders"), ["垃圾箱", "广告邮件"]),
        ("年份", "2022年", ("year",), 2022),
        ("年份", 2022.0, ("year",), 2022),
        ("沿用上年文件", "否", ("continues",), None),
        ("沿用上年文件", False, ("continues",), None),
        ("微信、QQ 文件夹", r"D:\WeChat Files\办公室；E:\QQ", ("folders",), [r"D:\WeChat Files\办公室", r"E:\QQ"]),
        ("电话不隐去的列", "联系电话", ("open_columns",), ["联系电话"]),
        ("月度统计表几号前报送？", "当月28日前", ("readings", "statistics_due"), "same-28"),
        ("月度统计表几号前报送？", "same-28", ("readings", "statistics_due"), "same-28"),
    ],
)
def test_a_cell_is_read_as_excel_and_people_write_it(root, name, typed, place, value):
    """465.0, full-width signs, a space beside the @, 是 and 否, a path of Windows with its back strokes."""
    fill(root, **{**MAILBOX, name: typed})
    take_over_settings(root)
    found = stated(root)
    for key in place:
        found = found.get(key) if found else None
    assert found == value and type(found) is type(value)
    assert open_workspace(root).scheme.year == 2022


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("发件端口", "四六五", "“邮箱”表 B7 单元格（发件端口）写的是“四六五”，应是服务器的端口，例如 465"),
        ("发件端口", 70000, "“邮箱”表 B7 单元格（发件端口）写的是“70000”，应是服务器的端口，例如 465"),
        ("发件邮箱", "office@luzhai", "“邮箱”表 B4 单元格（发件邮箱）写的是“office@luzhai”，不是一个邮箱"),
        ("发件邮箱", "a@b.cn c@d.cn", "“邮箱”表 B4 单元格（发件邮箱）写的是“a@b.cn c@d.cn”，不是一个邮箱"),
        ("发件邮箱", None, "“邮箱”表 B4 单元格（发件邮箱）空着，填了邮箱的其他各项就要填"),
        ("年份", "二〇二二", "“基本”表 B5 单元格（年份）写的是“二〇二二”，不是年份，例如 2022"),
        ("规则", None, "“基本”表 B4 单元格（规则）写的是“”，不能空着，例如 luzhai-2022"),
        ("沿用上年文件", "也许", "“基本”表 B6 单元格（沿用上年文件）写的是“也许”，请选“是”或“否”"),
        ("联系人", "韦某\n0772", "“基本”表 B7 单元格（联系人）写的是“韦某 0772”，应写成一行"),
        ("月度统计表几号前报送？", "次月6日前", "请选：“次月5日前”“当月28日前”“当月最后一日前”，是不是“次月5日前”"),
        ("电话不隐去的列", "联系电活", "open_columns 写了“联系电活”，没有这一列。是不是“联系电话”？"),
        ("年份", 2031, "2031"),
        ("规则", "luzhai-2032", "luzhai-2032"),
    ],
)
def test_a_value_that_cannot_be_taken_is_said_with_its_cell_and_nothing_is_written(root, name, typed, sentence):
    """One sentence; 设置.toml keeps every byte, and the right values beside the wrong one wait with it."""
    before = (root / "设置.toml").read_bytes()
    fill(root, **{"联系人": "联系人：韦某", **MAILBOX, name: typed})
    with pytest.raises(ToolkitError) as told:
        take_over_settings(root)
    assert sentence in str(told.value) and "没有改动" in str(told.value)
    assert (root / "设置.toml").read_bytes() == before


def test_a_password_on_the_sheet_is_refused(root):
    """Nothing that opens a mailbox stands in a file: the line that somebody added is to be deleted."""
    book = openpyxl.load_workbook(root / "设置.xlsx")
    book["邮箱"].append(["授权码", "abcdefgh"])
    book.save(root / "设置.xlsx")
    with pytest.raises(ToolkitError, match="填了“授权码”。密码和授权码不能写在表里，请删去并更换授权码"):
        take_over_settings(root)
    assert "abcdefgh" not in (root / "设置.toml").read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_workspace_of_1_0_opens_and_its_settings_are_taken_over(tmp_path, encoding):
    """The sheet shows what the file says; the file stays, with its remarks and what the sheet does not have."""
    root = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022").root
    (root / "设置.toml").write_text(OF_1_0, encoding)
    assert write_settings_sheet(root) == (
        "设置可以在 设置.xlsx 里填写，已把 设置.toml 里的4项带过来；设置.toml 仍保留。",
    )
    assert (root / "设置.toml").read_text(encoding) == OF_1_0
    assert take_over_settings(root) == ()
    fill(root, 发件服务器="smtp.qq.com", 联系人="联系人：韦某")
    take_over_settings(root)
    written = (root / "设置.toml").read_text("utf-8")
    assert 'host = "smtp.qq.com"   # 单位邮箱' in written and 'scheme = "luzhai-2022"   # 县里定的' in written
    assert "# 序时按月" in written and "waits = [60, 300]" in written
    assert (root / "设置（上次）.toml").read_text(encoding) == OF_1_0


def test_who_edits_the_text_is_heard_while_the_sheet_is_as_it_was(root):
    """设置.toml stays the record: a change in it alone counts, and the sheet is brought up to date."""
    with (root / "设置.toml").open("a", encoding="utf-8") as file:
        file.write('statistics_due = "same-28"\n')
    assert take_over_settings(root) == ("设置.xlsx 已照 设置.toml 更新：月度统计表几号前报送？。",)
    assert stated(root)["readings"] == {"statistics_due": "same-28"}
    values = {line[0]: line[1] for line in openpyxl.load_workbook(root / "设置.xlsx")["口径"].values}
    assert values["月度统计表几号前报送？"] == "当月28日前"


def test_where_both_were_changed_the_office_is_asked(root):
    """Neither is preferred in silence: the sentence names the line with both values, and nothing is written."""
    fill(root, 联系人="联系人：韦某")
    text = (root / "设置.toml").read_text("utf-8").replace('contact = ""', 'contact = "联系人：覃某"')
    (root / "设置.toml").write_text(text, "utf-8")
    with pytest.raises(ToolkitError, match="以哪个为准？联系人，表里“联系人：韦某”，文件里“联系人：覃某”"):
        take_over_settings(root)
    assert (root / "设置.toml").read_text("utf-8") == text
    fill(root, 联系人="联系人：覃某")
    assert take_over_settings(root) == ()


def test_a_sheet_that_is_open_in_excel_is_read_each_time_it_is_saved(root):
    """A clerk saves, presses a button, and goes on typing: the sheet cannot be written meanwhile, and need not be."""
    (root / "~$设置.xlsx").write_bytes(b"")
    for name in ("联系人：韦某", "联系人：覃某"):
        fill(root, 联系人=name)
        take_over_settings(root)
        assert stated(root)["contact"] == name
    text = (root / "设置.toml").read_text("utf-8").replace("覃某", "滕某")
    (root / "设置.toml").write_text(text, "utf-8")
    assert take_over_settings(root) == ("“设置.xlsx”正被打开，没有更新；设置以 设置.toml 为准。",)


def test_a_line_that_was_deleted_changes_nothing(root):
    """Who deletes a line, or a whole sheet, has not emptied the setting."""
    fill(root, **MAILBOX)
    take_over_settings(root)
    book = openpyxl.load_workbook(root / "设置.xlsx")
    del book["口径"]
    book["邮箱"].delete_rows(6)
    book.save(root / "设置.xlsx")
    assert take_over_settings(root) == ()
    assert stated(root)["mail"]["host"] == "smtp.163.com"


def test_a_command_takes_the_sheet_over_and_says_so(root):
    """Any command of the workspace begins with it; what it wrote is on the screen before the command's own words."""
    fill(root, **{"月度统计表几号前报送？": "当月28日前"})
    done = CliRunner().invoke(main, ["calendar", "-w", str(root), "--period", "2022-06"])
    assert "月度统计表几号前报送？：（空） → “当月28日前”" in done.output
    assert "2022-06-28（周二） 报送 招商引资项目统计表" in done.output


RATES = [["币种", "日期", "每100外币合人民币（元）", "来源"], ["欧元", date(2022, 6, 30), 701.55, "人民银行"]]
BASES = [["指标", "年份", "数值", "单位", "来源"], ["LZ-T1", 2021.0, 45, "亿元", "门户网站解读"]]


def test_what_a_document_leaves_to_the_office_may_be_workbooks(root):
    """基数.xlsx and 汇率.xlsx with Excel's own dates and numbers say what the csv of 1.0 says."""
    for name, rows in (("汇率.xlsx", RATES), ("基数.xlsx", BASES)):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(root / name)
    scheme = open_workspace(root).scheme
    assert [(one.currency, one.on, one.per_hundred) for one in scheme.rules.rates] == [
        ("欧元", date(2022, 6, 30), 70155)
    ]
    assert scheme.year_amounts == (("LZ-T1", 2021, 4_500_000_000),)
    (root / "基数.csv").write_text("指标,年份,数值,单位,来源\nLZ-T1,2021,45,亿元,门户网站解读\n", "gbk")
    assert open_workspace(root).scheme.year_amounts == (("LZ-T1", 2021, 4_500_000_000),)
    (root / "基数.csv").write_text("指标,年份,数值,单位,来源\nLZ-T1,2021,46,亿元,门户网站解读\n", "gbk")
    with pytest.raises(ToolkitError, match="基数.xlsx 和 基数.csv 写得不一样，以哪一份为准？"):
        open_workspace(root)
