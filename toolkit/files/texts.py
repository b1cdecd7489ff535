"""How is a text decoded that an office or a unit can have edited? Every csv, toml and txt is read here.

Notepad, WPS and Excel save the same file in five ways: UTF-8 with or without its mark, UTF-16 (Excel's “Unicode 文本”,
with tabs instead of commas), and GB18030 or its older part GBK, with line ends of Windows or without.
"""

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.model.errors import ToolkitError, place_in_text
from toolkit.model.expressions import expression

LARGEST = 32 * 2**20  # bytes; what an office types by hand has some thousands
SEPARATORS = (",", "\t", ";", "，")
# Signs that every text of ours has.  UTF-16 read in the wrong byte order has none of them.
_COMMON = expression(r"[,\t\n=\"]")
# A path as Windows shows it, in double quotation marks: TOML would make tabs and line ends of its \\t and \\n.
_WINDOWS_PATH = expression(r'"(?:[A-Za-z]:\\(?!\\)|\\\\(?!\\)[^"\\\n]+\\(?![\\"]|u[0-9a-f]{4}))[^"\n]*"')
_FULL_WIDTH = expression("[“”＂＝［］]")
_CONTROLS = expression(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")


class NotTextError(ValueError):
    """Bytes that are no text in any encoding that Chinese office programs write."""


def decode(data: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or GB18030, without its mark; line ends stay as they are.

    Raises :class:`NotTextError` for anything else, and for a text with NUL in it.

    >>> decode("江口乡".encode("gb18030")), decode("江口乡".encode("utf-16")), decode(b"\\xef\\xbb\\xbfa")
    ('江口乡', '江口乡', 'a')
    """
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and (encoding[-2:] not in ("le", "be") or _is_likely(text)):
            return text.lstrip("\ufeff")
    raise NotTextError("not a text")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if data[:3] == b"\xef\xbb\xbf":
        return ("utf-8-sig",)
    if b"\x00" in data:
        return ("utf-16-le", "utf-16-be")
    return ("utf-8", "gb18030")


def _is_likely(text: str) -> bool:
    """Tell whether UTF-16 without a mark was read in the right byte order, and was a text at all."""
    return bool(_COMMON.search(text)) and not _CONTROLS.search(text)


def read(path: Path, shown: str = "") -> str:
    """Return a file's text with ``\\n`` as the only line end.

    ``shown`` is what sentences call the file.  Raises ``ToolkitError`` where it is no text, too large or cannot be
    opened; ``FileNotFoundError`` where it is not there, for the caller to say what should be.
    """
    name = shown or path.name
    try:
        if path.stat().st_size > LARGEST:
            raise ToolkitError(f"“{name}”太大，不像文本文件。请核对后换回原来的文件。")
        text = decode(path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ToolkitError(
            f"“{name}”打不开（{error.strerror}）。请核对这个文件，关闭正在使用它的程序后再运行一次。"
        ) from None
    except NotTextError:
        how = "在 Excel 里另存为“CSV UTF-8”" if name.endswith(".csv") else "用记事本另存为 UTF-8 编码"
        raise ToolkitError(f"“{name}”不是文本文件，无法读取。请{how}后再运行一次。") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def toml(path: Path, shown: str = "") -> dict[str, Any]:
    """Return a toml file's tables; raises as :func:`read` does, and ``ToolkitError`` naming the line of a slip."""
    return toml_in(read(path, shown), shown or path.name)


def toml_in(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a text that ``name`` holds, or is to hold; raises as :func:`toml` does."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.lstrip().startswith("#") and (found := _WINDOWS_PATH.search(line)):
            right = found[0].replace("\\", "/")
            raise ToolkitError(f"{name} 写法有误：第{number}行。文件夹的位置里“\\”请改成“/”，写作 {right}。")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = place_in_text(error)
        slip = re.fullmatch(r"第(\d+)行", place)
        line = text.split("\n")[int(slip[1]) - 1] if slip else ""
        raise ToolkitError(f"{name} 写法有误：{place}。{_advice(line)}") from None
    except RecursionError:
        raise ToolkitError(f"{name} 写法有误：括号层数太多。") from None


def _advice(line: str) -> str:
    """Return what to write instead in a line of a toml file that cannot be read, as far as its signs tell.

    >>> _advice("timed = True"), _advice("points = ５")
    ('是、否写成小写的 true、false，不加引号。', '数字请用半角的，例如 5。')
    """
    bare = re.sub(r'"[^"]*"', "", line.partition("#")[0] if line.count('"') % 2 == 0 else line)
    value = bare.partition("=")[2].strip()
    if _FULL_WIDTH.search(bare):
        return "引号、等号和方括号请用英文半角的。"
    if re.search("[，、；]", bare):
        return "几项之间用英文半角的逗号“,”隔开。"
    if re.search("[０-９．％]", bare):
        return "数字请用半角的，例如 5。"
    if line.count('"') % 2:
        return "少了一个英文引号，文字的两头都要有。"
    if value in ("True", "False", "TRUE", "FALSE", "是", "否", "Y", "N", "yes", "no"):
        return "是、否写成小写的 true、false，不加引号。"
    if number := re.match(r"(\d+(?:\.\d+)?)\s*[^\d\s.,\]}_:eE-]", value):
        return f"数字后面不带单位，写 {number[1]}；连单位写的，两头加英文引号。"
    if value and not re.match(r"[\[{\"'\d+-]|true|false", value):
        return '文字的两头要加英文引号，例如 name = "满意度测评"。'
    return ""


def table(
    path: Path, headings: Sequence[str], shown: str = "", *, assumed: bool = False
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, cells by heading) of a csv whose first line holds ``headings``; empty lines are left out.

    Cells are trimmed; one that a line is too short for is ''.  With ``assumed``, a first line of as many cells that
    holds none of the headings is a line already.  Raises as :func:`read` does, and ``ToolkitError`` where a heading is
    missing or a quotation mark is never closed.
    """
    name = shown or path.name
    text = read(path, shown)
    found: list[str] = []
    for line, cells in _records(text, name):
        if not found and assumed and len(cells) >= len(headings) and not {*headings} & {*cells}:
            found = list(headings)
        elif not found:
            found = cells
            if missing := [heading for heading in headings if heading not in found]:
                raise ToolkitError(f"{name} 的表头应是：{','.join(headings)}。现在没有“{'、'.join(missing)}”。")
            continue
        if any(cells):
            yield line, dict(zip(found, [*cells, *[""] * len(found)], strict=False))
    if not found:
        raise ToolkitError(f"{name} 是空的。第一行请写表头：{','.join(headings)}。")


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, trimmed cells); whole lines without any cell before the heading are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    while True:
        start = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error:
            raise ToolkitError(f"{name} 第{start}行的引号不成对，无法读取。请在 Excel 里核对后重新保存。") from None
        if record is None:
            return
        cells = [cell.strip().strip("\ufeff\u200b\xa0\u3000 ") for cell in record]
        if any(cells):
            yield start, cells


def separator(text: str) -> str:
    """Return what stands between the cells of a csv, by its beginning.

    >>> separator("期间\\t文件\\n2022-06\\t江口乡,6月.xlsx\\n"), separator("单位,联系人")
    ('\\t', ',')
    """
    head = text[:10_000]
    first = head.lstrip("\n\r").split("\n", 1)[0]
    return max(SEPARATORS, key=lambda one: (first.count(one), head.count(one)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that ``word`` was probably meant to be, or ''.

    >>> nearest("reading", ["scheme", "readings"]), nearest("prot", ["port", "host"]), nearest("县林业居", ["县林业局"])
    ('readings', 'port', '县林业局')
    """
    words = {one.lower(): one for one in known}
    # Four letters with two swapped, or one of three Chinese characters different, still count as the same word.
    found = difflib.get_close_matches(word.lower(), words, 1, 0.6)
    if not found:
        found = [one for one in words if sorted(one) == sorted(word.lower())]
    return words[found[0]] if found else ""


def only_known(keys: Iterable[str], known: Sequence[str], place: str) -> None:
    """Raise ``ToolkitError`` for an unknown key: a mistyped key must not switch a setting off in silence."""
    for key in keys:
        if key not in known:
            near = nearest(key, known)
            hint = f"是不是“{near}”？" if near else ""
            raise ToolkitError(f"{place}写了“{key}”，没有这一项。{hint}可写的有：{'、'.join(known)}。")
