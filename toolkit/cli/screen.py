"""How is a sign printed that the output's encoding lacks? As a substitute, never as an error."""

import codecs
import io
import sys
import unicodedata

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


def write_any_sign() -> None:
    """Make standard output and error substitute what their encoding lacks; the encoding stays."""
    codecs.register_error(HANDLER, _otherwise)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def print_utf8(line: str) -> None:
    """Print a line for another program: in UTF-8 whatever the console's encoding is.

    Halves of a character, as a damaged workbook may hold them, become a replacement sign.
    """
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
