"""Which commands, options, rulebooks and readings are there? docs/命令与口径.md, written by ``python -m tests.reference_page``.

What stands above the mark in the page is written by hand; all below it is compiled.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from pathlib import Path

import click

from toolkit.cli import main
from toolkit.cli.rulebooks import schemes
from toolkit.model.control import BUTTONS
from toolkit.schemes.loader import load_shipped, scheme_ids

PAGE = Path(__file__).parent.parent / "docs" / "命令与口径.md"
COMMAND = "python -m tests.reference_page"
MARK = f"<!-- 以下由 {COMMAND} 生成 -->\n"
# An option that stands at more families of commands than these is explained once.
SHARED_BY = 2
NOTICE = "zhaoshang notice "


def page() -> str:
    """Return the page as Markdown: its own words down to the mark, then buttons, commands, rulebooks and readings."""
    own = PAGE.read_text("utf-8").partition(MARK)[0]
    compiled = [
        "\n## 按钮和命令\n",
        *_buttons(),
        "\n## 几个命令共有的选项\n",
        *_table(shared().values()),
        "\n## 全部命令\n",
        *_commands(),
        "## 规则和口径\n",
        *_rulebooks(),
    ]
    return own + MARK + "\n".join(compiled).rstrip() + "\n"


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its full name, in the order of ``--help``."""
    for word, command in group.commands.items():
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


def options(command: click.Command) -> list[click.Option]:
    """Return the options that a person may type."""
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def shared() -> dict[tuple[str, str], click.Option]:
    """Return the options that stand with the same words in several families of commands, by name and words."""
    families: dict[tuple[str, str], set[str]] = {}
    found: dict[tuple[str, str], click.Option] = {}
    for words, command in commands(main, "zhaoshang"):
        for one in options(command):
            families.setdefault(_key(one), set()).add(words.split()[1])
            found[_key(one)] = one
    return {key: one for key, one in found.items() if len(families[key]) > SHARED_BY}


def _key(option: click.Option) -> tuple[str, str]:
    return option.opts[0], option.help or ""


def _buttons() -> Iterator[str]:
    yield "没有 Excel 的，双击“按钮”文件夹里的图标，或者输入右边的命令；后面加 `--book 招商工具箱.xlsm`，结果也写进首页，先把工作簿关上。\n"
    yield "| 按钮 | 做什么 | 命令 |\n|---|---|---|"
    yield from (f"| {one.caption} | {one.hint} | `zhaoshang run {one.action}` |" for one in BUTTONS)


def _commands() -> Iterator[str]:
    often = shared()
    kinds = {words: one for words, one in commands(main, "zhaoshang") if words.startswith(NOTICE) and _is_kind(one)}
    for words, command in commands(main, "zhaoshang"):
        if words == next(iter(kinds)):
            yield from _notices(kinds, often)
        if words not in kinds:
            context = click.Context(command, info_name=words)
            arguments = [one.make_metavar(context) for one in command.params if isinstance(one, click.Argument)]
            yield f"### {' '.join([words, *arguments])}\n"
            yield _help(command) + "\n"
            yield from _own(command, often)


def _is_kind(command: click.Command) -> bool:
    return any(one.opts[0] == "--remark" for one in options(command))


def _notices(kinds: dict[str, click.Command], often: dict[tuple[str, str], click.Option]) -> Iterator[str]:
    """Yield all kinds of notices as one table, and what they share once: a kind says what it has more, and lacks."""
    counted = Counter(_key(option) for one in kinds.values() for option in options(one))
    usual = [key for key, count in counted.items() if count > len(kinds) // 2]
    known = {_key(option): option for one in kinds.values() for option in options(one)}
    yield "### zhaoshang notice 种类\n"
    yield "| 种类 | 写什么 | 另有的选项 | 没有的选项 |\n|---|---|---|---|"
    for words, command in kinds.items():
        has = [_key(one) for one in options(command)]
        more = "；".join(f"`{name}` {said}" for name, said in has if (name, said) not in usual)
        less = "、".join(f"`{key[0]}`" for key in usual if key not in has)
        yield f"| {words.removeprefix(NOTICE)} | {_help(command)} | {more} | {less} |"
    yield "\n" + "\n".join(_table([known[key] for key in usual if key not in often])) + "\n"
    yield f"共有的选项：{'、'.join(f'`{name}`' for name, said in usual if (name, said) in often)}。\n"


def _own(command: click.Command, often: dict[tuple[str, str], click.Option]) -> Iterator[str]:
    """Yield the options of a command: its own in a table, those that many share by name."""
    own = [one for one in options(command) if _key(one) not in often]
    common = [one.opts[0] for one in options(command) if one not in own]
    if own:
        yield "\n".join(_table(own)) + "\n"
    if common:
        yield f"共有的选项：{'、'.join(f'`{name}`' for name in common)}。\n"


def _help(command: click.Command) -> str:
    return cleandoc(command.help or "").split("\b", maxsplit=1)[0].strip()


def _table(rows: Iterable[click.Option]) -> Iterator[str]:
    yield "| 选项 | 说明 |\n|---|---|"
    for option in rows:
        choices = f"{'、'.join(map(str, option.type.choices))}。" if isinstance(option.type, click.Choice) else ""
        names = " ".join(f"`{name}`" for name in option.opts)
        yield f"| {names} | {choices}{(option.help or '').replace('|', '、')} |"


def _rulebooks() -> Iterator[str]:
    yield f"{schemes.help}\n"
    for id in scheme_ids():
        scheme = load_shipped(id)
        yield f"### {id}\n\n{scheme.cited_title}\n"
        yield "要改口径，把最后一列的一行写到 `设置.toml` 的 `[readings]` 下面。没有写的，照“现在的做法”。\n"
        yield "| 问题 | 现在的做法 | 为什么 | 条款 | 要改成 |\n|---|---|---|---|---|"
        for one in scheme.readings:
            others = [f'{words}：`{one.id} = "{key}"`' for key, words in one.choices.items() if key != one.default]
            yield f"| {one.question} | {one.choices[one.default]} | {one.reason} | {one.citation.id} | {'<br>'.join(others)} |"
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
