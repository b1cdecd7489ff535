"""How is a sign written that a console or a redirected file does not have? Another way, and never as an error."""

import codecs
import io
import sys
import unicodedata

# What we print ourselves, and what units type, that GBK of a Chinese Windows lacks.
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
    """Let standard output and error write what their encoding lacks another way; they keep their encoding."""
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
    """Return a sign as the encoding can write it: as we say, in its plain form, as □, or at last as ?."""
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
