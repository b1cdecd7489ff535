"""How is a sign printed that the output lacks, or that steers a terminal? As a substitute, never as an error."""

import codecs
import importlib
import io
import sys
import unicodedata
from typing import Any

import click

from toolkit.model.expressions import expression

# Signs that we print or units type, and that GBK of a Chinese Windows lacks.
OTHERWISE = {
    "›": ">",
    "‹": "<",
    "«": "“",
    "»": "”",
    "−": "-",
    "–": "-",
    "‑": "-",
    "•": "·",
    "✓": "√",
    "✔": "√",
    "✗": "×",
    "✕": "×",
    "²": "2",
    "³": "3",
    "㎡": "平方米",
    "㎥": "立方米",
    "¥": "￥",
    "€": "欧元",
    "£": "英镑",
    "©": "(c)",
    "®": "(R)",
    "™": "(TM)",
    "\xa0": " ",
    "\u200b": "",
    "\ufeff": "",
}
NOT_THERE = "□"
HANDLER = "zhaoshang"
# What moves the cursor, rings, colours, renames the window, or turns the order of letters: a file's name can hold it.
_STEERING = expression("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# The modules of click that hold the function by which everything is printed.
_PRINTERS = ("click", "click.utils", "click.core", "click.exceptions", "click.termui", "click.decorators")


def calm(text: str) -> str:
    r"""Return a text that steers no terminal: each sign that would is a box; Windows' line ends are plain ones.

    >>> calm("江口乡\x1b[31m6月\u202exslx.exe\r\n")
    '江口乡□[31m6月□xslx.exe\n'
    """
    return _STEERING.sub(NOT_THERE, text.replace("\r\n", "\n"))


def print_calmly() -> None:
    """Make click print every text through :func:`calm`; its own and ours, whatever file, mail or person it quotes."""
    printed = click.utils.echo

    def echo(message: Any = None, *arguments: Any, **options: Any) -> None:
        is_text = message is not None and not isinstance(message, bytes | bytearray)
        printed(calm(str(message)) if is_text else message, *arguments, **options)

    if getattr(printed, "__module__", "") != __name__:
        for name in _PRINTERS:
            importlib.import_module(name).echo = echo  # type: ignore[attr-defined]


def write_any_sign() -> None:
    """Make standard output and error substitute what their encoding lacks; the encoding stays."""
    codecs.register_error(HANDLER, _otherwise)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def print_utf8(line: str) -> None:
    """Print a line for another program: in UTF-8 whatever the console's encoding is.

    Halves of a character, as a damaged workbook may hold them, become a replacement sign; what steers a terminal is
    written as JSON's own escape, so that the program reads it as it was.
    """
    line = _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line)
    out = getattr(sys.stdout, "buffer", None)
    if out is None:  # a program that has put a stream of its own there takes text
        sys.stdout.write(f"{line}\n")
        return
    sys.stdout.flush()
    out.write(f"{line}\n".encode("utf-8", "replace"))
    out.flush()


def _otherwise(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_written(sign, error.encoding) for sign in lacking), error.end


def _written(sign: str, encoding: str) -> str:
    """Return a substitute that the encoding can write: our own, the plain form, □, or else ?."""
    for other in (OTHERWISE.get(sign), unicodedata.normalize("NFKC", sign), NOT_THERE):
        if other is not None and other != sign and _fits(other, encoding):
            return other
    return "?"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
