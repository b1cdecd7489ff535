"""Where does a rendered page have its ink? Measured on the PDF in millimetres from the paper's upper left corner."""

import contextlib
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pdfplumber
import pytest

from tests.office import convert

FONTS = Path(__file__).parent / "fonts-cn.conf"
# What the aliases of fonts-cn.conf lead to; without one of them every line would break elsewhere.
STAND_INS = {
    "仿宋_GB2312": "FandolFang",
    "方正小标宋简体": "FandolSong",
    "黑体": "FandolHei",
    "宋体": "AR PL SungtiL GB",
}
MM = 72 / 25.4
DPI = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its characters' left and right edges, the ink's upper and lower edge, the baseline, the type size.

    The size is in points, all else in millimetres; ``letters`` are the left edges of the characters.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    letters: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule: where it is drawn, its thickness, and whether it is red."""

    left: float
    right: float
    top: float
    bottom: float
    red: bool


class Page:
    """One page of a PDF."""

    def __init__(self, page: pdfplumber.page.Page) -> None:
        self._page = page
        self.number = page.page_number
        self.width, self.height = page.width / MM, page.height / MM

    @cached_property
    def _picture(self):
        return self._page.to_image(resolution=DPI).original.convert("L").point(lambda shade: 255 * (shade < 160))

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of upright text, from top to bottom."""
        rows: dict[float, list[dict]] = {}
        for character in self._page.chars:
            if character["upright"] and character["text"].strip():
                baseline = character["matrix"][5]
                row = next((known for known in rows if abs(known - baseline) < 2), baseline)
                rows.setdefault(row, []).append(character)
        return [self._line(sorted(row, key=lambda c: c["x0"])) for _, row in sorted(rows.items(), reverse=True)]

    def _line(self, characters: list[dict]) -> Line:
        left, right = characters[0]["x0"] / MM, characters[-1]["x1"] / MM
        baseline = (self._page.height - characters[0]["matrix"][5]) / MM
        size = max(c["size"] for c in characters)
        # The ink around the baseline: from one em above it to a third below it.
        top, bottom = self.ink(left, right, baseline - 0.95 * size / MM, baseline + 0.25 * size / MM)
        letters = tuple(c["x0"] / MM for c in characters)
        return Line("".join(c["text"] for c in characters), left, right, top, bottom, baseline, size, letters)

    @property
    def dash(self) -> tuple[float, float, float] | None:
        """Left and right edge of the page number and the height of its dashes, or ``None`` without a number."""
        line = self.lines[-1]
        if line.text != f"—{self.number}—":
            return None
        top, bottom = self.ink(line.left + 1, line.left + 4, line.top - 2, line.bottom + 2)
        return line.left, line.right, (top + bottom) / 2

    def ink(self, left: float, right: float, top: float, bottom: float) -> tuple[float, float]:
        """Return the upper and lower edge of what is printed inside a box."""
        scale = DPI / 25.4
        corner = round(top * scale)
        box = self._picture.crop((round(left * scale), corner, round(right * scale), round(bottom * scale))).getbbox()
        return ((box[1] + corner) / scale, (box[3] + corner) / scale) if box else (top, top)

    @cached_property
    def rules(self) -> list[Rule]:
        """The horizontal rules longer than 100 mm, from top to bottom; rules that touch are one."""
        found = []
        for shape in (*self._page.rects, *self._page.lines, *self._page.curves):
            if shape["x1"] - shape["x0"] > 100 * MM and shape["bottom"] - shape["top"] < 3 * MM:
                colour = shape["non_stroking_color"] if shape["object_type"] == "rect" else shape["stroking_color"]
                half = 0 if shape["object_type"] == "rect" else shape["linewidth"] / 2
                red = tuple(colour or ()) == (1, 0, 0)
                found.append(
                    Rule(
                        shape["x0"] / MM,
                        shape["x1"] / MM,
                        (shape["top"] - half) / MM,
                        (shape["bottom"] + half) / MM,
                        red,
                    )
                )
        return sorted(found, key=lambda rule: rule.top)

    @property
    def turned(self) -> str:
        """The text that is set a quarter turned, read from top to bottom."""
        characters = [c for c in self._page.chars if not c["upright"]]
        return "".join(c["text"] for c in sorted(characters, key=lambda c: c["top"]))

    @property
    def turned_box(self) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of the text that is set a quarter turned."""
        characters = [c for c in self._page.chars if not c["upright"] and c["text"].strip()]
        return (
            min(c["x0"] for c in characters) / MM,
            max(c["x1"] for c in characters) / MM,
            min(c["top"] for c in characters) / MM,
            max(c["bottom"] for c in characters) / MM,
        )


@contextlib.contextmanager
def chinese_fonts() -> Iterator[None]:
    """Let programs that are started meanwhile see the stand-in fonts."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def rendered(files: Sequence[Path], folder: Path) -> dict[str, list[Page]]:
    """Return the pages of documents, by file name without suffix, as LibreOffice prints them with the stand-in fonts."""
    with chinese_fonts():
        printed = convert(files, folder, "pdf")
    return {pdf.stem: list(_pages(pdf)) for pdf in printed}


def _pages(pdf: Path) -> Iterator[Page]:
    # From memory: pages are measured lazily, long after a file would have to be closed.
    for page in pdfplumber.open(io.BytesIO(pdf.read_bytes())).pages:
        yield Page(page)


def need_fonts() -> None:
    """Skip where a stand-in font is missing; in CI that is a failure."""
    missing = [name for name, family in STAND_INS.items() if family not in _match(name)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"no stand-in font for {'、'.join(missing)}: .ci/run installs them")
    if missing:
        pytest.skip(f"needs stand-in fonts for {'、'.join(missing)}: see tests/fonts-cn.conf")


def _match(name: str) -> str:
    if not shutil.which("fc-match"):
        return ""
    environment = os.environ | {"FONTCONFIG_FILE": str(FONTS)}
    return subprocess.run(
        ["fc-match", "-f", "%{family}", name], env=environment, capture_output=True, text=True, check=False
    ).stdout
