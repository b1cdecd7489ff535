"""The texts that an office and its units edit: any program may have saved them, and a slip is one sentence (promise 2)."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import cli
from toolkit.files import texts
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.written_dates import written_day, written_month
from toolkit.schemes import loader, shelves
from toolkit.workflow.steps.intake_log import read_log
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_workbooks" / "luzhai_2022"
CSV = "四排镇6月招商引资统计表.csv"
JUNE = ReportingPeriod(2022, 6)
ENCODINGS = {
    "utf-8": ("utf-8", "\n"),
    "utf-8 with its mark": ("utf-8-sig", "\r\n"),
    "utf-16": ("utf-16", "\r\n"),
    "gb18030": ("gb18030", "\n"),
    "gbk of Windows": ("gbk", "\r\n"),
}
MAIL = '[mail]\nhost = "smtp.luzhai.example"\nuser = "bangong@luzhai.example"\n'
# What an office edits, and the command that reads it.
EDITED = {
    "设置.toml": "send",
    "收件登记.csv": "consolidate",
    "单位补充.csv": "check",
    "基数.csv": "consolidate",
    "汇率.csv": "check",
    "通讯录.csv": "send",
    "模板/邮件.txt": "send",
    "模板/邮件.html": "send",
    f"报送/2022-06/{CSV}": "check",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """A workspace with one of every text that an office can edit, all in UTF-8."""
    root = tmp_path_factory.mktemp("办公室") / "鹿寨2022"
    for name in (CSV, "拉沟乡6月.xlsx"):
        (root / "报送" / "2022-06").mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE / "报送" / "2022-06" / name, root / "报送" / "2022-06" / name)
    shutil.copytree(SAMPLE / "目标", root / "目标")
    shutil.copytree(ROOT / "templates", root / "模板", ignore=lambda _, names: [n for n in names if "邮件" not in n])
    written = {
        "设置.toml": f'# 本文件夹使用的规则\nscheme = "luzhai-2022"\ncontact = "联系人：韦某"\n[readings]\n{MAIL}',
        "收件登记.csv": f"期间,文件,收到日期\n2022-06,{CSV},2022-07-06\n2022-06,拉沟乡6月.xlsx,2022-07-01\n",
        "单位补充.csv": "单位,类别,别名,报送统计表\n县供销社,县直,供销社,否\n",
        "基数.csv": "指标,年份,数值,单位,来源\nLZ-T1,2021,45,亿元,门户网站解读\n",
        "汇率.csv": "币种,日期,每100外币合人民币（元）,来源\n美元,2022-06-30,671.14,示例\n",
        "通讯录.csv": "单位,联系人,邮箱\n四排镇,韦某,sipai@luzhai.example\n拉沟乡,覃某,lagou@luzhai.example\n",
        f"报送/2022-06/{CSV}": texts.read(root / "报送" / "2022-06" / CSV),
    }
    for name, text in written.items():
        (root / name).write_text(text, "utf-8")
    return root


def commanded(root: Path, command: str, monkeypatch, capfd) -> tuple[int, str]:
    """Return the exit code of a command as it is typed in the workspace, and what it says."""
    monkeypatch.chdir(root)
    typed = [command, "--period", "2022-06", *([] if command == "check" else ["--as-of", "2022-07-06"])]
    monkeypatch.setattr(sys, "argv", ["zhaoshang", *typed])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    shown = capfd.readouterr()
    # Said once, when 收件登记.csv is taken over.
    said = [line for line in (shown.out + shown.err).splitlines(keepends=True) if "已转入" not in line]
    return int(ended.value.code or 0), "".join(said)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("file", EDITED)
def test_no_matter_which_program_saved_a_text_the_command_says_the_same(
    office, tmp_path, monkeypatch, capfd, file, encoding
):
    """Every text that an office or a unit edits, as Notepad, Excel and WPS save it: nothing changes, nothing crashes."""
    root = Path(shutil.copytree(office, tmp_path / "鹿寨2022"))
    text = (root / file).read_text("utf-8").removeprefix("\ufeff")
    usual = commanded(root, EDITED[file], monkeypatch, capfd)
    assert usual[0] in (0, 1), usual[1]
    code, line_end = ENCODINGS[encoding]
    (root / file).write_text(text, code, newline=line_end)
    assert commanded(root, EDITED[file], monkeypatch, capfd) == usual


@pytest.mark.parametrize("file", [name for name in EDITED if name.endswith(("toml", "csv", "txt", "html"))])
@pytest.mark.parametrize(
    "bytes_", [b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", b"\x81", b"", b"\xff\xfe\x00\xd8", b'"\n,\x00']
)
def test_what_is_no_text_is_one_sentence(office, tmp_path, monkeypatch, capfd, file, bytes_):
    """A picture under the name of a list, half a sign, an empty file: a sentence with the file's name, never a crash."""
    root = Path(shutil.copytree(office, tmp_path / "鹿寨2022"))
    (root / file).write_bytes(bytes_)
    code, said = commanded(root, EDITED[file], monkeypatch, capfd)
    assert code in (0, 1, 3), said
    assert code != 3 or Path(file).name in said


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("file", ["scheme.toml", "units.csv", "document.txt"])
def test_a_rulebook_may_be_saved_by_any_program(tmp_path, file, encoding):
    """Whoever writes a rulebook for another county edits it in Excel and Notepad, too."""
    folder = Path(shutil.copytree(loader.shipped_folder("luzhai-2022"), tmp_path / "luzhai_2022"))
    text = (folder / file).read_text("utf-8-sig")
    (folder / file).write_text(text, encoding)
    assert loader.load(folder) == loader.load(loader.shipped_folder("luzhai-2022"))


@pytest.mark.parametrize("lost", ["units.csv", "document.txt"])
def test_a_damaged_rulebook_does_not_hide_the_others(tmp_path, monkeypatch, capfd, lost):
    """``zhaoshang schemes`` lists those that can be used, and says of the other what is missing."""
    here = Path(shutil.copytree(shelves.HERE, tmp_path / "schemes"))
    (here / "nanxian_2022" / lost).unlink()
    monkeypatch.setattr(shelves, "HERE", here)
    loader.load_shipped.cache_clear()
    monkeypatch.setattr(sys, "argv", ["zhaoshang", "schemes"])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    loader.load_shipped.cache_clear()
    lines = capfd.readouterr().out.splitlines()
    assert (ended.value.code, len(lines)) == (0, 4)
    assert [line.split()[0] for line in lines if "不能使用" in line and f"nanxian_2022/{lost}" in line] == [
        "nanxian-2022"
    ]


@given(
    st.text(st.characters(codec="gb18030", exclude_characters="\x00\ufeff"), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
def test_a_text_comes_back_from_any_encoding(text, encoding):
    """The law of the decoder: what is written in an encoding with a mark, or in UTF-8, is what is read.

    GB18030 has no mark: some of its bytes are UTF-8 as well, and are read so.
    """
    data = text.encode(encoding)
    read = texts.decode(data)
    assert read == text or (encoding == "gb18030" and read == data.decode("utf-8").lstrip("\ufeff"))


# 设置.toml: no key is ignored, no type crashes


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('[reading]\nsigned_from = "entry"', "写了“reading”，没有这一项。是不是“readings”？"),
        ('contacts = "韦某"', "写了“contacts”，没有这一项。是不是“contact”？"),
        ('Year = "2022"', "写了“Year”，没有这一项。是不是“year”？"),
        ('[mial]\nhost = "a.example"', "写了“mial”，没有这一项。是不是“mail”？"),
        (
            '"颜色" = "红"',
            "写了“颜色”，没有这一项。可写的有：scheme、year、",
        ),
        ('year = "2022"', "year 写作“2022”"),
        ("year = 2022-01-01", "year 写作“2022-01-01”"),
        ("year = 2022.5", "year 写作"),
        ("contact = 2022", "contact 应是一行文字"),
        ("contact = [1]", "contact 应是一行文字"),
        ("readings = 3", "口径应写在 \\[readings\\] 下面"),
        ("[[readings]]\nx = 1", "口径应写在 \\[readings\\] 下面"),
        ("[readings]\nstatistics_due = 5", "口径应写在 \\[readings\\] 下面"),
        ('[readings]\nstatistic_due = "next-5"', "没有名为“statistic_due”的口径。是不是“statistics_due”？"),
        ('[readings]\nstatistics_due = "next-6"', "写作“next-6”，只能是"),
        ("year = 2022年", "设置.toml 写法有误：第2行"),
        ("x = " + "[" * 3000, "设置.toml 写法有误"),
    ],
)
def test_a_slip_in_the_settings_is_refused_with_the_nearest_key(tmp_path, lines, says):
    """A key that nobody knows would switch a setting off in silence (新签约 38 instead of 35); a wrong type is a sentence."""
    (tmp_path / "设置.toml").write_text(f'scheme = "luzhai-2022"\n{lines}\n', "utf-8")
    with pytest.raises(ToolkitError, match=says):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("prot = 465", "写了“prot”，没有这一项。是不是“port”？"),
        ("per_minut = 3", "是不是“per_minute”？"),
        ('[mail.imap]\nhots = "imap.luzhai.example"', "\\[mail.imap\\] 里写了“hots”，没有这一项。是不是“host”？"),
        ("port = inf", "port 应是服务器的端口"),
        ("port = 70000", "port 应是服务器的端口"),
        ("timeout = nan", "timeout 应是大于 0 的数"),
        ("waits = [nan]", "waits 应是几个秒数"),
        ("waits = [true]", "waits 应是几个秒数"),
        ('pause = "3"', "pause 应是两封邮件之间停几秒"),
        ("ca = true", "ca 应是一行文字"),
        ('imap = "imap.luzhai.example"', "\\[mail\\] 写法不对"),
    ],
)
def test_a_slip_in_the_mail_settings_is_refused_with_the_nearest_key(office, tmp_path, monkeypatch, capfd, lines, says):
    """The same below [mail], through the command that reads it: exit 3, never 70."""
    root = Path(shutil.copytree(office, tmp_path / "鹿寨2022"))
    with (root / "设置.toml").open("a", encoding="utf-8") as file:
        file.write(f"{lines}\n")
    code, said = commanded(root, "send", monkeypatch, capfd)
    assert code == 3, said
    with pytest.raises(AssertionError, match=says):
        raise AssertionError(said)


# 收件登记.csv as Excel saves it


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ("2022-06", "2022-07-05"),
        ("Jun-22", "2022/7/5"),
        ("2022年6月", "2022年7月5日"),
        ("2022年6月份", "2022.7.5"),
        ("202206", "20220705"),
        ("2022/6/1", "5-Jul-22"),
        ("44713", "44747"),
        ("２０２２－０６", "2022年7月5号"),
        ("June 2022", "2022年7月5日 星期二"),
    ],
)
@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_excel_may_rewrite_the_dates_of_the_register(tmp_path, month, day, encoding):
    """Excel shows 2022-06 as Jun-22 and 2022-07-05 as 2022/7/5, and saves what it shows: still the same day."""
    separator = "\t" if encoding == "utf-16" else ","
    lines = [("期间", "文件", "收到日期"), (month, "江口乡6月.xlsx", day), ("", "", "")]
    text = "".join(f"{separator.join(line)}\r\n" for line in lines)
    assert registered(tmp_path, text.encode(encoding)) == ({"江口乡6月.xlsx": date(2022, 7, 5)}, [])


@pytest.mark.parametrize("moment", ["2022-07-05 15:04", "2022/7/5 15:04:30", "2022/7/5 3:04 PM", "44747.62778"])
def test_a_time_behind_the_day_is_kept_to_the_minute(tmp_path, moment):
    """Which of two tables of a unit counts is told by their times: Excel's ways of showing one are the same time."""
    text = f"期间,文件,收到日期\nJun-22,江口乡6月.xlsx,{moment}\n".encode("gbk")
    arrived, said = registered(tmp_path, text)
    assert (str(arrived["江口乡6月.xlsx"])[:16], said) == ("2022-07-05 15:04", [])


def registered(folder: Path, content: bytes) -> tuple[dict[str, date], list[str]]:
    """Return when June's files arrived by a 收件登记.csv, and what is said of it."""
    workspace = create_workspace(folder / "鹿寨2022", "luzhai-2022")
    (workspace.root / "收件登记.csv").write_bytes(content)
    log = read_log(workspace)
    return log.arrivals(JUNE), [str(finding) for finding in log.findings]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("6月,江口乡6月.xlsx,2022-07-05", "期间写的“6月”无法确定是哪年哪月"),
        (",江口乡6月.xlsx,2022-07-05", "期间写的“”无法确定"),
        ("22-Jun,江口乡6月.xlsx,2022-07-05", "期间写的“22-Jun”无法确定"),
        ("2022-06,江口乡6月.xlsx,7月5日", "收到日期写的“7月5日”无法确定是哪一天"),
        ("2022-06,江口乡6月.xlsx,7/5/22", "收到日期写的“7/5/22”无法确定"),
        ("2022-06,江口乡6月.xlsx,2022-06-31", "收到日期写的“2022-06-31”无法确定"),
        ("2022-06,江口乡6月.xlsx,上周", "收到日期写的“上周”无法确定"),
    ],
)
def test_what_the_register_does_not_say_is_said(tmp_path, line, says):
    """A day or month that could be two is never guessed: the line is named, with an example; other lines count."""
    text = f"期间,文件,收到日期\n2022-06,拉沟乡6月.xlsx,2022/7/1\n{line}\n".encode("gbk")
    arrived, said = registered(tmp_path, text)
    assert arrived == {"拉沟乡6月.xlsx": date(2022, 7, 1)}
    assert len(said) == 1 and says in said[0] and said[0].startswith("收件登记.csv 第3行  F190 请核对：")


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_every_day_is_read_in_every_way_that_it_is_written(day):
    """The law: a day comes back from each of Excel's ways of showing it, and its month from each of a month's."""
    ways = (f"{day}", f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", f"{day:%d-%b-%y}")
    assert {written_day(way) for way in ways} == {day}
    month = ReportingPeriod(day.year, day.month)
    assert {written_month(way) for way in (str(month), month.label, f"{day:%b-%y}", f"{day:%Y%m}", *ways)} == {month}


# Consoles


@pytest.mark.parametrize(
    ("encoding", "heading"),
    {"gbk": "备注“□", "cp936": "备注“□", "big5": "□注“□", "gb18030": "备注«🏭", "utf-8": "备注«🏭"}.items(),
)
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_any_console_and_any_redirected_file_takes_what_is_printed(tmp_path, encoding, heading, form):
    """GBK has no › and no «: they are written another way.  Other programs get UTF-8 wherever they run."""
    path = tmp_path / "江口乡2022年6月.csv"
    headings = "序号,行业,项目名称,项目方,投资总额（亿元）,投资来源,项目负责人,联系电话,项目入驻时间,进展情况,备注«🏭"
    row = "1,林木业,«木»㎡🏭\xa0门窗,某公司,约2,广东,王‹某›,180×××,2022年,已开工•✓,"
    path.write_text(f"{headings}\n{row}\n", "utf-8")
    command = [sys.executable, "-c", "from toolkit.cli import run; run()", "check", str(path)]
    command += ["--scheme", "luzhai-2022", "--period", "2022-06", "--format", form]
    settings = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0"}
    with (tmp_path / "x.txt").open("wb") as file:
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, env=settings, check=False)
    assert done.returncode == 1, done.stderr
    printed = (tmp_path / "x.txt").read_bytes()
    if form == "jsonl":
        assert json.loads(printed.decode("utf-8"))["rows"][0]["name"] == "«木»㎡🏭\xa0门窗"
    else:
        assert f"“{heading}”" in printed.decode(encoding)
