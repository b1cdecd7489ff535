"""What is said of a file that could not be read as a table? What it is, whose, and what is wanted instead."""

import re
from html import unescape
from pathlib import Path

from msgspec.structs import replace

from toolkit.files.grid import Refusal
from toolkit.files.package import Package
from toolkit.intake.tables.identity import units_named
from toolkit.model.cells import CellRef
from toolkit.model.file_kinds import ARCHIVE, TABLE, kind_of, named_licence
from toolkit.model.findings import found
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission

# What a business licence and an identity card say of themselves: most of these, not one that a letter may mention.
LICENCE = ("营业执照", "统一社会信用代码", "法定代表人", "注册资本", "经营范围", "成立日期", "登记机关", "住所")
CARD = ("居民身份证", "公民身份号码", "姓名", "民族", "出生", "住址", "签发机关", "有效期限")
ENOUGH = 5
SHOWN = 20_000  # letters of a file that are looked at
# Where the words of a Word file or workbook stand; some programs write a cell's text into the sheet itself.
TEXTS = ("word/document.xml", "xl/sharedstrings.xml", "xl/worksheets/sheet1.xml")


def shows_licence(path: Path) -> bool:
    """Tell whether a Word file or workbook without a table of ours is a copy of a licence or of an identity card."""
    try:
        if not path.is_file() or path.read_bytes()[:4] != b"PK\x03\x04":
            return False
        package = Package(path)
        try:
            text = "".join(package.part(name).decode("utf-8", "replace") for name in TEXTS if name in package)
        finally:
            package.close()
    except (Refusal, OSError):
        return False
    plain = "".join(unescape(re.sub(r"<[^>]*>", "", text)[:SHOWN]).split())
    return any(sum(word in plain for word in words) >= ENOUGH for words in (LICENCE, CARD))


def named_for_what_it_is(refused: Submission, scheme: Scheme, period: ReportingPeriod) -> Submission:
    """Return a refused file with the unit that its name tells, its period, and the sentence for its kind of file."""
    units = units_named(refused.file, scheme)
    told = replace(refused, unit=units[0] if len(units) == 1 else None, period=period)
    name = Path(refused.path).name
    kind = kind_of(name)
    if named_licence(name) or shows_licence(Path(refused.path)):
        finding = found("licence_among_tables", CellRef(refused.file))
        return replace(told, status=Status.IGNORED, reason=finding.message, findings=(finding,))
    if kind is TABLE:
        return told
    which = "archive" if kind is ARCHIVE else "no_table_file"
    finding = found(which, CellRef(refused.file), what=kind.counted(1))
    return replace(told, reason=finding.message, findings=(finding,))
