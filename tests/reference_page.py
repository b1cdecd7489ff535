"""Which commands, options, rulebooks and readings are there? docs/命令与口径.md, written by ``python -m tests.reference_page``."""

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from toolkit.cli import main, notices
from toolkit.cli.rulebooks import schemes
from toolkit.schemes.loader import load_shipped, scheme_ids

PAGE = Path(__file__).parent.parent / "docs" / "命令与口径.md"
COMMAND = "python -m tests.reference_page"
HEAD = """# 命令与口径

工具箱有哪些命令、每个命令后面能加什么、四套规则里哪些地方有不同理解。用法随时可以看：`zhaoshang 命令 --help`。
"""


def page() -> str:
    """Return the page as Markdown."""
    return (
        "\n".join([HEAD, "## 命令\n", *_commands(main, "zhaoshang"), "## 规则和口径\n", *_rulebooks()]).rstrip() + "\n"
    )


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its full name, in the order of ``--help``."""
    for word, command in group.commands.items():
        if not isinstance(command, click.Group) or command.invoke_without_command or command is notices.notice:
            yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


def options(command: click.Command) -> list[click.Option]:
    """Return the options that a person may type."""
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def _commands(group: click.Group, name: str) -> Iterator[str]:
    for words, command in commands(group, name):
        context = click.Context(command, info_name=words)
        arguments = [one.make_metavar(context) for one in command.params if isinstance(one, click.Argument)]
        yield f"### {' '.join([words, *arguments])}\n"
        yield cleandoc(command.help or "").split("\b", maxsplit=1)[0].strip() + "\n"
        if command is notices.notice:
            yield f"{notices.COMMON}（先写种类，例如 `zhaoshang notice 催报通知 --number 文号`）：\n"
        shared = notices.shared_options()
        names = {one.name for one in shared} if isinstance(command, notices.NoticeCommand) else set()
        own = shared if command is notices.notice else [one for one in options(command) if one.name not in names]
        if own:
            yield "\n".join(["| 选项 | 说明 |", "|---|---|", *map(_option, own)]) + "\n"
        if names and (lacking := notices.without(command)):
            yield f"{lacking}\n"


def _option(option: click.Option) -> str:
    choices = f"{'、'.join(map(str, option.type.choices))}。" if isinstance(option.type, click.Choice) else ""
    names = " ".join(f"`{name}`" for name in option.opts)
    return f"| {names} | {choices}{(option.help or '').replace('|', '、')} |"


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
