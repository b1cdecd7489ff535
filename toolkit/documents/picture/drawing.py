"""How is a picture for a phone drawn with matplotlib? A sheet of pixels, in a Chinese font of this machine."""

import io
import logging
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

from msgspec import Struct

from toolkit.model.control import KEEPER
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression

WIDTH, MARGIN = 1080, 48
INK, QUIET, LINE, PALE, NAVY, ORANGE, BLUE = "#262626", "#7F7F7F", "#D0D5DD", "#EEF3F9", "#1F3864", "#C55A11", "#4A6FA5"
# Green, yellow and red, darker than in cells: read on a small screen in the sun.
SHADES = {"green": "#2E7D4F", "yellow": "#B7791F", "red": "#B3261E"}
_DPI = 100
_UNBROKEN = expression(r"[“（]*(?:[A-Za-z0-9.,+%-]+|.)[，。；：、）”]*")
# The first of these that is there; upright strokes of one weight are read best on a screen.
FONTS = (
    "Microsoft YaHei",
    "PingFang SC",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "SimHei",
    "FandolHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "DengXian",
    "SimSun",
    "NSimSun",
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "FandolSong",
    "AR PL SungtiL GB",
    "AR PL UMing CN",
    "FangSong",
    "KaiTi",
)


def chinese_font() -> str:
    """Return the first Chinese font that this machine has.

    Raises ``ToolkitError`` where matplotlib is not installed, or where no font can show Chinese.
    """
    if reason := why_not():
        raise ToolkitError(f"没有画一图读懂：{reason}")
    return _font()


def why_not() -> str:
    """Return what this machine lacks for drawing, with what to do; '' where nothing is missing."""
    if find_spec("matplotlib") is None:
        return f"这台电脑没有装绘图组件 matplotlib，画不了一图读懂。请{KEEPER}运行 pip install matplotlib。"
    if not _font():
        return "这台电脑没有能显示中文的字体，画不了一图读懂。请安装微软雅黑、思源黑体或文泉驿中的一种。"
    return ""


def _font() -> str:
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return next((font for font in FONTS if font in there), "")


def wrapped(text: str, width: int, size: int) -> list[str]:
    """Return a text in lines that fit ``width`` pixels at ``size`` pixels; a Chinese character is as wide as high.

    A number stays whole, an opening mark does not end a line, a closing one does not begin it.

    >>> wrapped("江口乡（表面处理）超26.05个百分点", 140, 20)
    ['江口乡（表面处', '理）超26.05个', '百分点']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for piece in _UNBROKEN.findall(paragraph):
            wide = sum(size if ord(letter) > 0x2000 else 0.56 * size for letter in piece)
            if line and used + wide > width:
                lines.append(line)
                line, used = "", 0.0
            line += piece
            used += wide
        lines.append(line)
    return lines


class Part(Struct):
    """One block of the picture: its height in pixels, and what draws it from a given upper edge."""

    height: int
    draw: Callable[["Canvas", int], None]


class Canvas:
    """A picture of given height, drawn in pixels from its upper left corner."""

    def __init__(self, height: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.height = height
        self.figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor="white")
        FigureCanvasAgg(self.figure)
        self._axes: Any = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def text(self, x: float, y: float, said: str, size: int, colour: str = INK, **more: Any) -> None:
        """Write a line; ``y`` is its middle, ``size`` in pixels."""
        look = {"ha": "left", "va": "center"} | more
        self._axes.text(x, y, said, fontsize=points(size), color=colour, **look)

    def box(self, x: float, y: float, width: float, height: float, colour: str, edge: str = "none") -> None:
        """Fill a rectangle."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, edgecolor=edge, linewidth=1.2))

    def chart(self, x: float, y: float, width: float, height: float) -> Any:
        """Return axes for a chart in a rectangle."""
        return self.figure.add_axes((x / WIDTH, 1 - (y + height) / self.height, width / WIDTH, height / self.height))


def points(pixels: float) -> float:
    """Return pixels as points of type."""
    return pixels * 72 / _DPI


def drawn(parts: Sequence[Part], font: str) -> bytes:
    """Return the parts one below the other, as a PNG 1080 pixels wide."""
    import matplotlib as mpl

    # Not every Chinese font is there in bold, nor has it every rare sign of a name: the next best is drawn.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    look: Any = {"font.family": [font, "DejaVu Sans"], "axes.unicode_minus": False}
    with mpl.rc_context(look), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        canvas, top = Canvas(sum(part.height for part in parts)), 0
        for part in parts:
            part.draw(canvas, top)
            top += part.height
        target = io.BytesIO()
        # Without the program's version: the same month gives the same bytes.
        canvas.figure.savefig(target, format="png", metadata={"Software": None})
    return target.getvalue()
