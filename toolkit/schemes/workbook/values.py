"""How does a rule's value stand in a cell of 规则.xlsx, and what does a cell say? One form for each kind of value.

Whatever cannot be written in the plain way so that it is read back the same is written as toml behind 原样：.
"""

import math
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from toolkit.model.expressions import expression
from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import AWAITED
from toolkit.schemes.toml_text import inline

Cell = str | int | float | None
VERBATIM, EMPTY = "原样：", "（空）"
_CONTROL = expression(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# Between two words of a list, but not inside brackets: 省（区、市）is one word.
_PARTED = expression(r"\n|、(?![^（(\n]*[）)])")
_EXACT = 10**15
_LONGEST = 32_000


class WrongCellError(Exception):
    """A cell that does not say what its column asks for; the reason follows the cell's address."""


class Form(Struct, frozen=True):
    """How values of a column are written.

    ``shape`` is text, number, yes_no, choice, amount (a number, or an amount with its unit), words (parted by 、),
    choices (several of ``words``), lines (one to a line), remark (a text, or several, one to a line), numbers, pairs,
    shares or sizes (``谁：什么``, one to a line; a size may be an amount).  ``words`` are the closed values with the
    words that a person sees; with ``more`` others may stand beside them: the columns that a rulebook declares, the
    county's ranks and roles.
    """

    shape: str = "text"
    words: Mapping[str, str] = field(default_factory=dict)
    more: bool = False

    @property
    def is_list(self) -> bool:
        """True where a cell holds several values."""
        return self.shape in ("words", "remark", "choices", "lines", "numbers", "pairs", "shares", "sizes")


def to_cell(form: Form, value: Any) -> Cell:
    """Return what stands in the cell for a value; :func:`from_cell` gives the value back."""
    plain = _plain(form, value)
    try:
        if plain is not None and _is_kept(plain) and _same(from_cell(form, plain), value):
            return plain
    except WrongCellError:
        pass
    return VERBATIM + inline(value)


def from_cell(form: Form, cell: object) -> Any:
    """Return the value that a filled cell says; raises :class:`WrongCellError` with what it should be."""
    if isinstance(cell, str) and cell.strip().startswith(VERBATIM):
        return _verbatim(cell.strip().removeprefix(VERBATIM))
    if isinstance(cell, datetime):
        raise WrongCellError(
            f"是日期 {cell.date()}，这里要{_wanted(form)}。请把单元格格式设为“文本”，再照原来的写法重填。"
        )
    if isinstance(cell, bool):
        cell = "是" if cell else "否"
    if isinstance(cell, str) and cell.strip().startswith(AWAITED) and not form.is_list:
        return cell.strip()  # a draft's blank, whatever belongs there: who checks the rulebook is asked for it
    return _READERS[form.shape](form, cell)


def _plain(form: Form, value: Any) -> Cell:
    if value in ("", []) and not isinstance(value, bool):
        return EMPTY
    if isinstance(value, bool):
        return ("否", "是")[value] if form.shape == "yes_no" else None
    if isinstance(value, int | float):
        return value if form.shape in ("number", "amount") else None
    if isinstance(value, str):
        return form.words.get(value, value) if form.shape == "choice" else value
    if not isinstance(value, list) or not form.is_list:
        return None
    if form.shape in ("pairs", "shares", "sizes"):
        pairs = [one for one in value if isinstance(one, list) and len(one) == 2]
        return "\n".join(f"{_shown(first)}：{_shown(second)}" for first, second in pairs)
    texts = [form.words.get(one, one) if isinstance(one, str) else _shown(one) for one in value]
    return ("\n" if form.shape in ("lines", "remark") else "、").join(texts)


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _is_kept(cell: Cell) -> bool:
    """Tell whether a workbook keeps a cell as it is: 15 digits, no control characters, no blanks at its ends."""
    if isinstance(cell, str):
        return cell == cell.strip() and not _CONTROL.search(cell) and len(cell) <= _LONGEST
    return cell is not None and abs(cell) < _EXACT and float(f"{cell:.15g}") == cell


def _same(one: object, other: object) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and one == other


def _verbatim(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        raise WrongCellError(f'“{VERBATIM}”后面应是 scheme.toml 的写法，例如 {VERBATIM}["甲", "乙"]。') from None


def _text_of(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    text = str(cell).replace("\r\n", "\n").strip()
    return "" if text == EMPTY else text


def _text(_: Form, cell: object) -> str:
    return _text_of(cell)


def _number(_: Form, cell: object) -> int | float:
    if isinstance(cell, str):
        return _number_in(cell)
    number = float(cell)  # type: ignore[arg-type]  # nothing else is left
    return int(number) if number.is_integer() else number


def _number_in(text: str) -> int | float:
    written = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    share = written.endswith("%")
    try:
        number = float(written.removesuffix("%")) / (100 if share else 1)
    except ValueError:
        number = float("nan")
    if not re.fullmatch(r"[-+]?[\d.]+%?", written) or math.isnan(number):
        digits = re.match(r"\d+(?:\.\d+)?", written)
        raise WrongCellError(f"是“{text}”，应是数字，{f'只写 {digits[0]}' if digits else '例如 5'}。")
    return int(number) if number.is_integer() else round(number, 15)


def _remark(form: Form, cell: object) -> str | list[str]:
    lines = _lines(form, cell)
    return lines[0] if len(lines) == 1 else lines


def _amount(form: Form, cell: object) -> int | float | str:
    try:
        return _number(form, cell)
    except WrongCellError:
        return _text_of(cell)


def _yes_no(_: Form, cell: object) -> bool:
    return bool(("否", "是").index(_chosen(Form("choice", {"是": "是", "否": "否"}), cell)))


def _chosen(form: Form, cell: object) -> str:
    text = _text_of(cell)
    codes = {shown: code for code, shown in form.words.items()}
    if text in codes or text in form.words:
        return codes.get(text, text)
    if form.more:
        return text
    raise WrongCellError(f"是“{text}”，只能是：{'、'.join(codes)}。{meant(text, codes)}")


def _words(form: Form, cell: object) -> list[str]:
    text = _text_of(cell)
    words = [one.strip() for one in _PARTED.split(text) if one.strip()]
    return [_chosen(form, one) for one in words] if form.words else words


def _lines(_: Form, cell: object) -> list[str]:
    return [line.strip() for line in _text_of(cell).split("\n") if line.strip()]


def _numbers(_: Form, cell: object) -> list[int | float]:
    return [_number_in(one) for one in re.split(r"[、\n，；; ]+", _text_of(cell)) if one]


def _pairs(_: Form, cell: object) -> list[list[str]]:
    return [list(_halves(line, "县长：批准")) for line in _lines(_, cell)]


def _shares(_: Form, cell: object) -> list[list[Any]]:
    halves = (_halves(line, "80%：75") for line in _lines(_, cell))
    return [[first, _number_in(second)] for first, second in halves]


def _sizes(form: Form, cell: object) -> list[list[Any]]:
    halves = (_halves(line, "园区：5亿元") for line in _lines(form, cell))
    return [[first, _amount(form, second)] for first, second in halves]


def _halves(line: str, example: str) -> tuple[str, str]:
    first, colon, second = line.replace(":", "：", 1).partition("：") if "：" not in line else line.partition("：")
    if not colon or not first.strip() or not second.strip():
        raise WrongCellError(f"里的“{line}”应写成“{example}”，一行一项。")
    return first.strip(), second.strip()


def _wanted(form: Form) -> str:
    if form.shape in ("number", "numbers"):
        return "数字"
    return "从下拉列表里选" if form.shape in ("choice", "yes_no") else "文字"


_READERS = {
    "text": _text,
    "number": _number,
    "amount": _amount,
    "yes_no": _yes_no,
    "choice": _chosen,
    "words": _words,
    "choices": _words,
    "lines": _lines,
    "remark": _remark,
    "numbers": _numbers,
    "pairs": _pairs,
    "shares": _shares,
    "sizes": _sizes,
}
WORD_SHAPES: Sequence[str] = tuple(_READERS)
