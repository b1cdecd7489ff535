"""How is a window shown that cannot be photographed here? As a plain scheme of its words (SVG), called 示意图.

Excel's own windows do not exist on the machine that makes the pictures: what they say is drawn, never what they look like.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

WIDE, LINE, EDGE, GAP = 520, 22, 16, 14
COLUMNS = 66
FONT = "'Microsoft YaHei','Noto Sans CJK SC',SimHei,sans-serif"
MOST_LINES = 16
CLOSING = "。，；：、！？”）》"


@dataclass(frozen=True, slots=True)
class Window:
    """A window's title, its lines, and its buttons from left to right."""

    title: str
    lines: tuple[str, ...]
    buttons: tuple[str, ...]


TRUST = (
    Window(
        "1　“招商工具箱.xlsm”上点右键，选“属性”，最下面一行",
        ("安全：此文件来自其他计算机，可能被阻止以帮助保护该计算机。", "【√】解除锁定"),
        ("确定",),
    ),
    Window(
        "2　Excel：文件，选项，信任中心", ("点“信任中心设置”，左边点“受信任位置”，再点“添加新位置”",), ("添加新位置",)
    ),
    Window(
        "3　受信任位置",
        ("【浏览】选工作文件夹，例如：", "C:\\Users\\用户名\\Documents\\招商工作", "【√】同时信任此位置的子文件夹"),
        ("确定",),
    ),
)


def drawn(windows: Sequence[Window]) -> str:
    """Return windows below one another as SVG, of the same bytes for the same words."""
    parts: list[str] = []
    top = EDGE
    for window in windows:
        lines = _shortened([part for line in window.lines for part in _wrapped(line)])
        height = LINE * (len(lines) + 1) + EDGE + (LINE + EDGE if window.buttons else 0) + EDGE
        parts += _one(window, lines, top, height)
        top += height + GAP
    whole = top - GAP + EDGE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE + 2 * EDGE}" height="{whole}" font-family="{FONT}" font-size="13">'
    return "\n".join([head, f'<rect width="100%" height="{whole}" fill="#FFFFFF"/>', *parts, "</svg>", ""])


def _one(window: Window, lines: Sequence[str], top: int, height: int) -> Iterator[str]:
    yield f'<rect x="{EDGE}" y="{top}" width="{WIDE}" height="{height}" fill="#F7F7F7" stroke="#8C8C8C"/>'
    yield f'<rect x="{EDGE}" y="{top}" width="{WIDE}" height="{LINE + 4}" fill="#DCE6F1" stroke="#8C8C8C"/>'
    yield _text(EDGE + 10, top + 18, window.title, ' font-weight="bold"')
    for number, line in enumerate(lines, 1):
        yield _text(EDGE + 14, top + 22 + LINE * number, line)
    left = EDGE + WIDE - EDGE
    for caption in reversed(window.buttons):
        wide = 14 * len(caption) + 28
        left -= wide
        yield f'<rect x="{left}" y="{top + height - LINE - EDGE}" width="{wide}" height="{LINE + 4}" rx="3" fill="#FFFFFF" stroke="#8C8C8C"/>'
        yield _text(left + 14, top + height - LINE - EDGE + 18, caption)
        left -= GAP


def _text(left: int, base: int, words: str, more: str = "") -> str:
    return f'<text x="{left}" y="{base}"{more} xml:space="preserve">{escape(words)}</text>'


def _wrapped(line: str) -> Iterator[str]:
    """Yield a line in parts that are no wider than a window: a Chinese character is as wide as two letters."""
    part, wide = "", 0
    for sign in line:
        step = 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
        if wide + step > COLUMNS and sign not in CLOSING:
            yield part
            part, wide = "", 0
        part, wide = part + sign, wide + step
    yield part


def _shortened(lines: list[str]) -> list[str]:
    """Return lines as they are, or the first and the last of them around 「……」."""
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 5], "……", *lines[-4:]]
