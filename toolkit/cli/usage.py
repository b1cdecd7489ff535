"""How is a mistyped command answered? In Chinese: what was typed, and what to type instead.

click itself has a dozen sentences, all in English, which it prints through two functions that its modules import from
gettext.  A catalogue for gettext would be a compiled file and would need the language in the environment, which Windows
does not have; so the two functions are replaced where click holds them.  tests/spec/test_usage.py types every mistake.
"""

import difflib
import importlib
import re
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from functools import partial
from typing import Any

import click

from toolkit.cli.help_page import HelpPage

USAGE = 2
INTERRUPTED = 130
OPTIONS, COMMAND = "[选项]", "命令"

# click's sentences and ours, with click's own placeholders; ``!r`` would print Python's quotes and is left out.
WORDS = {
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示这份说明。",
    "Show the version and exit.": "显示版本。",
    "Missing command.": "后面还要写一个命令。",
    "Got unexpected extra argument ({args})": "多写了“{args}”，请删去。",
    "Got unexpected extra arguments ({args})": "多写了“{args}”，请删去。",
    "No such option {name!r}.": "没有选项“{name}”。",
    "No such command {name!r}.": "没有命令“{name}”。",
    "Option {name!r} does not take a value.": "选项“{name}”后面不用写内容，请把等号和后面的删去。",
    "Option {name!r} requires an argument.": "选项“{name}”后面还要写内容。",
    "{value!r} is not {choice}.": "没有“{value}”，只能写{choice}。",
    "{value!r} is not one of {choices}.": "没有“{value}”，只能写其中之一：{choices}。",
    "{name} {filename!r} does not exist.": "没有找到“{filename}”，请核对名称和位置。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要写文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要写文件。",
    "{name} {filename!r} is not readable.": "“{filename}”无法读取，请核对是否有权打开。",
    "{name} {filename!r} is not writable.": "“{filename}”无法写入，请核对是否有权修改。",
}


def _said(message: str) -> str:
    words = WORDS.get(message, message)
    return words.replace("!r}", "}")


def _said_of(one: str, many: str, number: int) -> str:
    return _said(one if number == 1 else many)


def speak_chinese() -> None:
    """Replace click's sentences by ours in its modules."""
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types"):
        module = vars(importlib.import_module(f"click.{name}"))
        module.update({known: new for known, new in (("_", _said), ("ngettext", _said_of)) if known in module})
    click.Context.formatter_class = HelpPage


class Shelf(MutableMapping[str, click.Command]):
    """Commands by name, in order, each loaded when it is asked for: nobody who sends a letter waits for the others.

    ``places`` gives each command's module, which holds it under its name with ``_`` for ``-``.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._here: dict[str, click.Command | str] = dict(places)

    def __getitem__(self, name: str) -> click.Command:
        """Return a command, loading its module if need be; raises ``KeyError`` for another name."""
        command = self._here[name]
        if isinstance(command, str):
            command = _in_chinese(getattr(importlib.import_module(command), name.replace("-", "_")))
            self._here[name] = command
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._here[name] = command

    def __delitem__(self, name: str) -> None:
        del self._here[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._here)

    def __len__(self) -> int:
        return len(self._here)

    def __contains__(self, name: object) -> bool:
        return name in self._here


class Menu(click.Group):
    """A group of commands in the order of the work, whose help and complaints are Chinese."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command; what its help calls options, files and texts is said in Chinese."""
        super().add_command(_in_chinese(cmd), name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names as they were added."""
        del ctx
        return list(self.commands)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line; a usage error is told in our words and ends with 2."""
        run: Callable[[], Any] = partial(super().main, args, prog_name, complete_var, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        try:
            code = run()
        except click.Abort:
            click.echo("已中途停止，没有做完。", err=True)
            sys.exit(INTERRUPTED)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(USAGE)
        except click.ClickException as error:
            click.echo("\n".join(_complaint(error)), err=True)
            sys.exit(error.exit_code)
        sys.exit(code if isinstance(code, int) else 0)


def _in_chinese(command: click.Command) -> click.Command:
    command.options_metavar = OPTIONS
    if isinstance(command, click.Group):
        command.subcommand_metavar = COMMAND
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.metavar is None and not parameter.is_flag:
            parameter.metavar = _metavar(parameter.type)
    return command


def _metavar(type: click.ParamType[Any]) -> str | None:
    if isinstance(type, click.Path):
        return "位置" if type.file_okay and type.dir_okay else "文件" if type.file_okay else "文件夹"
    return "文字" if type is click.STRING else None


def _complaint(error: click.ClickException) -> Iterator[str]:
    """Yield what is wrong with the command line, how it is written, and where more is said."""
    yield f"命令有误：{_sentence(error)}"
    if isinstance(error, click.UsageError) and error.ctx is not None:
        yield error.ctx.get_usage()
        yield f"详细说明：{error.ctx.command_path} --help"


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"还要写{_named(error.param, error.ctx)}。{_meant(error.param)}"
    if isinstance(error, click.NoSuchOption | click.exceptions.NoSuchCommand):
        near = _near(error)
        return error.message + (f"是不是{_listed(near)}？" if near else "")
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_named(error.param, error.ctx)}：{_quoted(error.message)}"
    return _quoted(error.format_message())


def _near(error: Any) -> Sequence[str]:
    """Return the names that may have been meant; click finds no near miss of a Chinese word."""
    if error.possibilities:
        return tuple(error.possibilities)
    command = error.ctx.command if error.ctx else None
    typed = getattr(error, "command_name", "")
    if not typed or not isinstance(command, click.Group):
        return ()
    return difflib.get_close_matches(typed, command.commands, 1, 0.5)


def _named(parameter: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(parameter, click.Option):
        return f"“{max(parameter.opts, key=len)}”"
    name = parameter.make_metavar(ctx) if ctx else str(parameter.name)
    return f"“{name.strip('[].')}”"


def _meant(parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice):
        return f"可以写：{'、'.join(map(str, parameter.type.choices))}。"
    return parameter.help or "" if isinstance(parameter, click.Option) else ""


def _listed(words: Sequence[str]) -> str:
    return "".join(f"“{word}”" for word in words)


def _quoted(text: str) -> str:
    """Return a text with Chinese quotes: click quotes the members of a list as Python does."""
    return re.sub(r"'([^']*)'", r"“\1”", text).replace("”, “", "”“")
