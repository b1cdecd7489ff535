"""How does an .odt, .doc or .rtf become a .docx? LibreOffice converts it, where this computer has one."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

# The format that each suffix must hold: LibreOffice would take anything else for a text.
_FILTERS = {".odt": "writer8", ".doc": "MS Word 97", ".rtf": "Rich Text Format"}
_HEADS = {".odt": b"PK\x03\x04", ".doc": b"\xd0\xcf\x11\xe0", ".rtf": b"{\\rt"}
_WORD = (".rtf", ".doc", ".docx", ".wps")
_PLACES = ("C:/Program Files/LibreOffice/program/soffice.exe", "C:/Program Files (x86)/LibreOffice/program/soffice.exe")
PATIENCE = 120.0  # seconds for all files of one format


def libreoffice() -> str:
    """Return the command of LibreOffice, '' where this computer has none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), "")


@contextlib.contextmanager
def as_docx(files: Sequence[Path]) -> Iterator[dict[Path, Path]]:
    """Convert those files that are another format of Word's, one start of LibreOffice for each format.

    Yields the .docx of each file that could be converted, for as long as the context lasts; macros never run, the
    files themselves stay as they are.  Without LibreOffice, and for broken files, nothing is yielded.
    """
    command = libreoffice()
    with tempfile.TemporaryDirectory(prefix="zhaoshang-") as folder:
        made: dict[Path, Path] = {}
        for suffix, filter_ in _FILTERS.items():
            wanted = [file for file in files if _format(file) == suffix]
            if command and wanted:
                made |= _converted(command, wanted, suffix, filter_, Path(folder))
        yield made


def _converted(command: str, files: Sequence[Path], suffix: str, filter_: str, folder: Path) -> dict[Path, Path]:
    places, out = {}, folder / f"out{suffix}"
    for number, file in enumerate(files):
        # A name of our own: two folders may hold files of one name.
        places[file] = out / f"{number}.docx"
        shutil.copyfile(file, folder / f"{number}{suffix}")
    profile = (folder / "profile").as_uri()
    words = [command, "--headless", "--norestore", f"-env:UserInstallation={profile}", f"--infilter={filter_}"]
    words += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)]
    words += [str(folder / f"{number}{suffix}") for number in range(len(files))]
    quiet = subprocess.DEVNULL
    with (
        contextlib.suppress(OSError),
        subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process,
    ):
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            _end(process)
    return {file: place for file, place in places.items() if place.is_file()}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with all that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _format(file: Path) -> str:
    """Return the suffix of the format that a file holds, '' for none of these: a .doc is often an .rtf by its content.

    An .rtf may bear the name of any file of Word's; the others only their own.
    """
    suffix = file.suffix.lower()
    try:
        with file.open("rb") as stream:
            head = stream.read(4)
    except OSError:
        return ""
    if head == _HEADS[".rtf"] and suffix in _WORD:
        return ".rtf"
    of_its_name = head == _HEADS.get(suffix) and (suffix != ".odt" or zipfile.is_zipfile(file))
    return suffix if of_its_name else ""
