"""What does a real spreadsheet program make of our files? LibreOffice, headless, in a profile of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import openpyxl

SOFFICE = shutil.which("soffice")
# OOXMLRecalcMode 0 = always: without it LibreOffice trusts the cached values and proves nothing.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>zh-CN</value></prop></item>
</oor:items>
"""
TIMEOUT = 180


@cache
def _profile() -> tempfile.TemporaryDirectory[str]:
    """A profile for this process: the first start fills it, which the later ones need not do again."""
    profile = tempfile.TemporaryDirectory()
    user = Path(profile.name) / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
    return profile


def convert(files: Sequence[Path], folder: Path, to: str) -> list[Path]:
    """Convert files in one start of LibreOffice; return the results in order."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        str(SOFFICE),
        "--headless",
        f"-env:UserInstallation={Path(_profile().name).as_uri()}",
        "--norestore",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # our own process group only
        _profile.cache_clear()  # it may be left locked
        raise
    return [folder / f"{file.stem}.{to.partition(':')[0]}" for file in files]


def recalculated(files: Sequence[Path], folder: Path) -> list[Path]:
    """Return copies of workbooks in which LibreOffice computed every formula anew."""
    return convert(files, folder, "xlsx")


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield every formula cell whose cached value is not what the other program computes."""
    formulas = openpyxl.load_workbook(before)
    cached = openpyxl.load_workbook(before, data_only=True)
    computed = openpyxl.load_workbook(after, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours = cached[sheet.title][cell.coordinate].value
                    theirs = computed[sheet.title][cell.coordinate].value
                    if not same(ours, theirs):
                        yield f"{sheet.title}!{cell.coordinate} {cell.value}: {ours!r} → {theirs!r}"


def same(ours: object, theirs: object) -> bool:
    """Tell whether two values are equal but for the last bits of a float; no value equals ''."""
    if isinstance(ours, (int, float)) and isinstance(theirs, (int, float)):
        return abs(ours - theirs) <= 1e-9 * max(1, abs(ours), abs(theirs))
    return ours == theirs or (ours in (None, "") and theirs in (None, ""))


def formula_count(workbook: Path) -> int:
    """Return how many formula cells a workbook has: a comparison of none proves nothing."""
    return sum(cell.data_type == "f" for sheet in openpyxl.load_workbook(workbook) for row in sheet for cell in row)
