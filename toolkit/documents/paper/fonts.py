"""Which fonts of a document are missing on this machine, and which fonts replace them?"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from toolkit.files.package import Package

_FAMILY_NAMES = (1, 16)  # name table: family, typographic family
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
# The names of one font, in Chinese and in English.
_SAME = (
    ("仿宋_GB2312", "FangSong_GB2312"),
    ("仿宋", "FangSong"),
    ("楷体_GB2312", "KaiTi_GB2312"),
    ("楷体", "KaiTi"),
    ("黑体", "SimHei"),
    ("宋体", "SimSun"),
    ("华文中宋", "STZhongsong"),
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
)
# In this order; the last is what every Chinese Windows has.
_STAND_INS = {
    "仿宋_GB2312": ("仿宋", "华文仿宋"),
    "楷体_GB2312": ("楷体", "华文楷体"),
    "方正小标宋简体": ("华文中宋", "宋体"),
    "黑体": ("微软雅黑",),
    "宋体": ("新宋体",),
}


def missing_fonts(document: Path) -> tuple[tuple[str, str], ...]:
    """Return (font, stand-in) for each font that a .docx names and this machine lacks; '' where nothing stands in."""
    return missing_of(sorted(_named(document)))


def missing_of(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (font, stand-in) for each of these fonts that this machine lacks; '' where nothing stands in."""
    there = installed()
    lacking = [name for name in names if not _names_of(name) & there]
    return tuple(
        (name, next((other for other in _STAND_INS.get(name, ()) if _names_of(other) & there), "")) for name in lacking
    )


@cache
def installed() -> frozenset[str]:
    """Return the family names of every font file in this machine's font folders."""
    return frozenset(name for folder in _folders() for path in folder.rglob("*") for name in _families(path))


def _named(document: Path) -> set[str]:
    package = Package(document)
    try:
        parts = [name for name in package.names() if re.fullmatch(r"word/(?:styles|document|footer\d*)\.xml", name)]
        texts = [package.part(name).decode() for name in parts]
    finally:
        package.close()
    return {name for text in texts for name in re.findall(r'w:eastAsia="([^"]+)"', text) if name != "zh-CN"}


def _names_of(font: str) -> frozenset[str]:
    return next((frozenset(names) for names in _SAME if font in names), frozenset((font,)))


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        candidates = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        candidates.append(Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts")
    elif sys.platform == "darwin":
        candidates = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    else:
        candidates = [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            home / ".fonts",
            home / ".local/share/fonts",
        ]
    return (folder for folder in candidates if folder.is_dir())


def _families(path: Path) -> Iterator[str]:
    if path.suffix.lower() not in _SUFFIXES:
        return
    try:
        with path.open("rb") as file:
            several = path.suffix.lower() in (".ttc", ".otc")
            for font in TTCollection(file, lazy=True).fonts if several else [TTFont(file, lazy=True)]:
                names = [record for record in font["name"].names if record.nameID in _FAMILY_NAMES]
                yield from [record.toUnicode(errors="replace") for record in names]
    except (TTLibError, OSError, KeyError, ValueError):
        return  # a file that no program could use names nothing
