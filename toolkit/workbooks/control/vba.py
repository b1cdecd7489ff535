"""How do macros get into the drawn workbook, and how do the drawn buttons call them?"""

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from toolkit.model.control import BUTTONS
from toolkit.model.expressions import expression

_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACRO = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_PROJECT = "xl/vbaProject.bin"
_DRAWING = expression(r"xl/drawings/drawing\d+\.xml")
# Reserved1 0x61CC, Version 0xFFFF, Reserved2 0, Reserved3.
SOURCE_ONLY = bytes.fromhex("CC61 FFFF 00 0000")
_STAMP = (1980, 1, 1, 0, 0, 0)


def with_macros(drawn: bytes, modules: Sequence[tuple[str, str]]) -> bytes:
    """Return a drawn .xlsx as a .xlsm with VBA modules in it; the same input gives the same bytes.

    Sources are ASCII: the VBA editor shows anything else by the machine's code page, so a ``UnicodeEncodeError``
    here is a mistake of ours.
    """
    from pyopenvba import ExcelFile

    for _, source in modules:
        source.encode("ascii")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "control.xlsm"
        place.write_bytes(_tied(drawn))
        with ExcelFile(place) as workbook:
            # The project gets one document module per sheet, under the code names of the drawing.
            project = workbook.add_vba_project()
            for name in list(project.module_names()):
                if name.startswith("Module"):
                    project.delete_module(name)
            for name, source in modules:
                project.add_module(name, source.replace("\r\n", "\n").replace("\n", "\r\n"))
            workbook.save(place)
        return _stamped(place.read_bytes())


def without_compiled_code(project: bytes) -> bytes:
    """Return a vbaProject.bin whose _VBA_PROJECT says that there is only source ([MS-OVBA] 2.3.4.1).

    Any version other than 0xFFFF announces compiled code, which is not there.
    """
    from pyopenvba.cfb import CFB

    container = CFB.from_bytes(project)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", SOURCE_ONLY)
    return bytes(container.to_bytes())


def _tied(drawn: bytes) -> bytes:
    """Declare the package as macro-enabled and give every drawn button its macro, name and round corners."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(drawn)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename == "[Content_Types].xml":
                part = part.replace(_PLAIN, _MACRO)
            elif _DRAWING.fullmatch(info.filename):
                part = _with_buttons(part.decode("utf-8")).encode("utf-8")
            target.writestr(info, part)
    return out.getvalue()


def _with_buttons(drawing: str) -> str:
    for button in BUTTONS:
        shape = re.compile(
            rf'<xdr:sp macro=""( textlink=""><xdr:nvSpPr><xdr:cNvPr id="\d+") name="[^"]*" descr="{button.shape}"'
        )
        tied = rf'<xdr:sp macro="[0]!{button.macro}"\1 name="{button.shape}" descr="{button.caption}"'
        drawing, found = shape.subn(tied, drawing)
        if found != 1:
            raise ValueError(f"{button.shape} is drawn {found} times")
    # East Asian text takes its font from a:ea, which XlsxWriter does not write.
    drawing = drawing.replace("<a:cs typeface=", '<a:ea typeface="微软雅黑"/><a:cs typeface=')
    return drawing.replace(
        'prst="rect"><a:avLst/>', 'prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 18000"/></a:avLst>'
    )


def _stamped(package: bytes) -> bytes:
    """Return a package whose parts carry no time of day, and whose macros are source alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            stamped = zipfile.ZipInfo(info.filename, _STAMP)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            part = source.read(info)
            target.writestr(stamped, without_compiled_code(part) if info.filename == _PROJECT else part)
    return out.getvalue()
