"""Typing: what the command line answers to a mistake, and how its help reads. Everything in Chinese."""

import re

import click
import pytest
from click.testing import CliRunner

from toolkit.cli import main
from toolkit.cli.help_page import broken, columns

# click's own words, and Python's: none of them may be read.
ENGLISH = re.compile(
    r"Usage|Options|Commands|COMMAND|ARGS|Error|Missing|No such|Invalid|Did you|Try |exit|Show|requires|does not|"
    r"unexpected|TEXT|PATH|FILE|DIRECTORY|INTEGER|RANGE|Aborted|one of|None|'"
)


def typed(*words, **more):
    """What is printed for a command line, with its exit code."""
    done = CliRunner().invoke(main, list(words), prog_name="zhaoshang", **more)
    return done.exit_code, done.output


def all_commands(group=main, path=()):
    """Every command with the words that lead to it."""
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("chek", "没有命令“chek”。是不是“check”？"),
        ("xyz", "没有命令“xyz”。"),
        ("notice 催报", "没有命令“催报”。是不是“催报通知”？"),
        ("check --perod 2022-06", "没有选项“--perod”。是不是“--period”？"),
        ("check -x", "没有选项“-x”。"),
        ("check --period 六月", "“--period”：“六月”不是月份，请写成 2022-06。"),
        ("check --period 2022-13", "“--period”：“2022-13”不是月份，请写成 2022-06。"),
        ("consolidate --as-of 昨天", "“--as-of”：“昨天”不是日期，请写成 2022-07-06。"),
        ("init", "还要写“文件夹”。"),
        ("init 鹿寨2022", "还要写“--scheme”。规则名称，例如 luzhai-2022。"),
        ("issue", "还要写“--period”。下发哪个月的表，例如 2022-07。"),
        ("run", "还要写“按钮”。可以写：issue、collect、claim、check、consolidate、"),
        ("run print", "“按钮”：没有“print”，只能写其中之一：“issue”“collect”“claim”“check”“consolidate”"),
        ("check --format pdf", "“--format”：没有“pdf”，只能写其中之一：“text”“jsonl”“xlsx”。"),
        ("check 没有的文件夹", "“文件或文件夹”：没有找到“没有的文件夹”，请核对名称和位置。"),
        ("assess --out .", "“--out”：“.”是文件夹，这里要写文件。"),
        ("init pyproject.toml --scheme luzhai-2022", "“文件夹”：“pyproject.toml”是文件，这里要写文件夹。"),
        ("send --limit 0", "“--limit”：“0”不是有效数值，请填写大于0的整数。"),
        ("send --limit 一", "“--limit”：“一”不是有效数值，请填写大于0的整数。"),
        ("send --to", "选项“--to”后面还要写内容。"),
        ("send --really=1", "选项“--really”后面不用写内容，请把等号和后面的删去。"),
        ("send --again", "--again 要和 --to、--really 一起用：写明再发给哪个单位。"),
        ("schemes show luzhai-2022 多余", "多写了“多余”，请删去。"),
        ("demo 多余 又多", "多写了“多余 又多”，请删去。"),
        ("trip read", "还要写“文件或文件夹”。"),
    ],
)
def test_a_mistyped_command_is_answered_in_chinese(words, answer):
    """What is wrong, how the command is written, where more is said; exit code 2."""
    code, output = typed(*words.split())
    assert code == 2
    assert output.startswith(f"命令有误：{answer}")
    assert not ENGLISH.search(output)


@pytest.mark.parametrize("words", [(), *all_commands()], ids=" ".join)
def test_every_help_page_is_chinese_and_no_wider_than_a_screen(words):
    """Headings, options and texts; a Chinese letter counts two columns of eighty."""
    code, output = typed(*words, "--help")
    assert code == 0
    assert output.startswith("用法：zhaoshang")
    assert not ENGLISH.search(output)
    assert max(columns(line) for line in output.splitlines()) <= 80


@pytest.mark.parametrize("group", ["trip", "notice"])
def test_a_group_without_its_command_shows_what_may_follow(group):
    """The page of help, and exit code 2."""
    code, output = typed(group)
    assert code == 2
    assert "命令：" in output
    assert not ENGLISH.search(output)


def test_commands_stand_in_the_order_of_the_work():
    """First what begins a year, then what a month asks for."""
    names = list(main.commands)
    assert names.index("init") < names.index("issue") < names.index("check") < names.index("consolidate")


def test_version_and_interruption():
    """The version is one line; a command that is broken off says that it is not done."""
    assert typed("--version")[0] == 0

    @main.command("停下", hidden=True)
    def stop() -> None:
        raise click.Abort

    try:
        code, output = typed("停下")
    finally:
        del main.commands["停下"]
    assert (code, output.strip()) == (130, "已中途停止，没有做完。")


def test_a_line_breaks_between_chinese_letters_and_begins_with_no_mark():
    """Latin words stay whole; 。 and ， hang on to the letter before them."""
    assert broken("默认只做预览，加 --really 才真的发。", 14) == ["默认只做预览，", "加 --really 才", "真的发。"]
