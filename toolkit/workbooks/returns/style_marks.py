"""How does a cell get a marking colour without losing the rest of its format?"""

import copy
from typing import Any

from lxml import etree

from toolkit.files.parts import OddPackageError, child, local, namespace, parsed
from toolkit.model.findings import Severity

# Shades that no palette offers: in a corrected copy they tell our marks from the unit's own colours.
MARK_COLOURS = {Severity.ERROR: "FFFFC9C4", Severity.WARNING: "FFFFE9A9", Severity.NOTE: "FFDBEBF8"}


class StyleMarks:
    """A workbook's styles with cell formats added; those that were there keep their numbers."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._ns = namespace(root)
        self._fills: dict[str, int] = {}
        self._made: dict[tuple[int, str], int] = {}
        self._xfs = self._list("cellXfs")
        ours = {number for number, fill in enumerate(self._list("fills")) if _colour(fill) in MARK_COLOURS.values()}
        # The cell formats of an earlier return copy, before this one adds its own.
        self.earlier = frozenset(n for n, xf in enumerate(self._xfs) if int(xf.get("fillId", "0")) in ours)

    def marked(self, style: int, severity: Severity) -> int:
        """Return the number of ``style`` with the colour of a severity."""
        return self._with_fill(style, MARK_COLOURS[severity])

    def unmarked(self, style: int) -> int:
        """Return ``style`` without the colour of an earlier return copy, or ``style`` itself if it has none."""
        return self._with_fill(style, "") if style in self.earlier else style

    def new(self, font: str = "", fill: str = "", border: bool = False, wrap: bool = False, across: str = "") -> int:
        """Return the number of a cell format of our own sheet; ``font`` is inner XML."""
        xf = etree.SubElement(self._xfs, self._tag("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0", xfId="0")
        if font:
            xf.set("fontId", str(self._add("fonts", f"<font>{font}</font>")))
            xf.set("applyFont", "1")
        if fill:
            xf.set("fillId", str(self._fill(fill)))
            xf.set("applyFill", "1")
        if border:
            side = '{} style="thin"><color rgb="FFA6A6A6"/></{}'
            sides = "".join("<" + side.format(name, name) + ">" for name in ("left", "right", "top", "bottom"))
            xf.set("borderId", str(self._add("borders", f"<border>{sides}<diagonal/></border>")))
            xf.set("applyBorder", "1")
        alignment = etree.SubElement(xf, self._tag("alignment"), vertical="center")
        if wrap:
            alignment.set("wrapText", "1")
        if across:
            alignment.set("horizontal", across)
        xf.set("applyAlignment", "1")
        return self._counted(self._xfs)

    def _with_fill(self, style: int, colour: str) -> int:
        if (style, colour) not in self._made:
            if not 0 <= style < len(self._xfs):
                raise OddPackageError(f"no cell format {style}")
            xf = copy.deepcopy(self._xfs[style])
            xf.set("fillId", str(self._fill(colour)) if colour else "0")
            xf.set("applyFill", "1")
            self._xfs.append(xf)
            self._made[style, colour] = self._counted(self._xfs)
        return self._made[style, colour]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            solid = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
            self._fills[colour] = self._add("fills", f"<fill>{solid}</fill>")
        return self._fills[colour]

    def _add(self, name: str, text: str) -> int:
        holder = self._list(name)
        holder.append(parsed(text.replace(">", f' xmlns="{self._ns}">', 1).encode()))
        return self._counted(holder)

    def _counted(self, holder: Any) -> int:
        holder.set("count", str(len(holder)))
        return len(holder) - 1

    def _list(self, name: str) -> Any:
        holder = child(self.root, name)
        if holder is None or any(not local(item) for item in holder):
            raise OddPackageError(f"styles without {name}")
        return holder

    def _tag(self, name: str) -> str:
        return f"{{{self._ns}}}{name}"


def _colour(fill: Any) -> str:
    pattern = child(fill, "patternFill")
    foreground = child(pattern, "fgColor") if pattern is not None else None
    return str(foreground.get("rgb", "")) if foreground is not None else ""
