"""Which workbooks is speed measured on? Corpora as units send them, made once and kept outside the repository.

A handful of workbooks is written by XlsxWriter with a mark in every cell that differs between units; each unit's
file is that package with its own values in place of the marks.  So forty thousand files take minutes, not hours.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.bench.county import PERIOD, Reported, file_name, reported, submission_folder, unit_name
from tests.bench.job import COLUMNS

MORE_UNITS = "单位补充.csv"
# Counted up when the content changes: corpora of an older form are then left alone and made anew.
FORM = 2
MADE = "made"
# How many workbooks a county of the province sends; its units stand in 单位补充.csv.
COUNTY = 500
MONEY = (4, 5)
DATES = (9, 11)
# One file in a hundred each; the other ninety-five are clean.
ODD = ("unit_typed", "example", "total_on_top", "hidden", "notes")
CLEAN = "clean"
TYPED_ROW = 3
# Marks: a text of its own, or a number that is nothing else in the package.
FIRST_NUMBER = 7_000_000
MARK = re.compile(rb"\xc2\xa7(\d+)\xc2\xa7|(?<=<v>)(7\d{6})(?=</v>)")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder of submissions: how many, how long, in which format; one county's, or a folder for each county."""

    key: str
    files: int
    rows: int
    suffix: str = ".xlsx"
    by_county: bool = False

    def scaled(self, size: float) -> "Corpus":
        """Return the corpus with a share of its files."""
        return replace(self, files=max(2, round(self.files * size)))

    @property
    def folder_name(self) -> str:
        """The cache's folder: other contents, another name."""
        return f"{self.key}-{self.files}x{self.rows}-{FORM}"


CORPORA = (
    Corpus("small", 2_000, 50),
    Corpus("wide", 20, 20_000),
    Corpus("old", 200, 50, ".xls"),
    Corpus("province", 40_000, 100, by_county=True),
)


def made(corpus: Corpus, cache_folder: Path) -> Path:
    """Return the folder of a corpus, made now if it is not there yet."""
    root = cache_folder / corpus.folder_name
    if (root / MADE).exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    write = _write_xls if corpus.suffix == ".xls" else _write_xlsx
    for unit in range(corpus.files):
        folder = root / f"第{unit // COUNTY + 1:03d}县" if corpus.by_county else submission_folder(root)
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / file_name(unit, corpus.suffix), unit, tuple(reported(unit, corpus.rows)))
        if corpus.by_county:
            _add_unit(folder / MORE_UNITS, unit)
    (root / MADE).touch()
    return root


def _add_unit(path: Path, unit: int) -> None:
    with path.open("a", encoding="utf-8") as file:
        if not file.tell():
            file.write("\ufeff单位,类别,别名,报送统计表\n")
        file.write(f"{unit_name(unit)},乡镇,,是\n")


def rewritten(root: Path, unit: int, rows: Sequence[Reported]) -> None:
    """Write one unit's file of a workspace anew."""
    _write_xlsx(submission_folder(root) / file_name(unit, ".xlsx"), unit, rows)


def oddity(unit: int) -> str:
    """Return what is odd about a unit's file: five in a hundred have something."""
    return dict(enumerate(ODD)).get(unit * 37 % 100, CLEAN)


def _write_xlsx(path: Path, unit: int, rows: Sequence[Reported]) -> None:
    pattern = _pattern(oddity(unit), len(rows))
    path.write_bytes(pattern(_values(unit, rows)))


def _values(unit: int, rows: Sequence[Reported]) -> list[Any]:
    """Return what takes the places of the marks: the unit, two totals, then the cells row by row."""
    totals = [f"{sum(amounts) / 100:g}" for amounts in zip(*((r.investment, r.paid_in) for r in rows), strict=True)]
    values: list[Any] = [f"填报单位：{unit_name(unit)}", *totals, f"{rows[TYPED_ROW].investment * 100}万"]
    for row in rows:
        values += _cells(row)
    return values


def _cells(row: Reported) -> tuple[Any, ...]:
    money = (f"{row.investment / 100:g}", f"{row.paid_in / 100:g}")
    days = [(day - date(1899, 12, 30)).days for day in (row.entry, row.signed_on)]
    return (row.industry, row.name, row.investor, *money, row.source, row.contact, row.phone, days[0], row.progress, days[1])  # fmt: skip


@cache
def _pattern(odd: str, rows: int) -> Callable[[Sequence[Any]], bytes]:
    """Return a function from values to a workbook's bytes."""
    marked = _marked_workbook(odd, rows)
    fixed: list[tuple[str, bytes]] = []
    filled: list[tuple[str, list[bytes], list[int]]] = []
    with zipfile.ZipFile(io.BytesIO(marked)) as package:
        for name in package.namelist():
            content = package.read(name)
            pieces = MARK.split(content)
            if len(pieces) == 1:
                fixed.append((name, content))
                continue
            keys = [int(t or int(n) - FIRST_NUMBER) for t, n in zip(pieces[1::3], pieces[2::3], strict=True)]
            filled.append((name, pieces[0::3], keys))

    def fill(values: Sequence[Any]) -> bytes:
        texts = [escape(str(value)).encode() for value in values]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            for name, content in fixed:
                package.writestr(name, content)
            for name, between, keys in filled:
                parts = [b""] * (2 * len(keys) + 1)
                parts[0::2] = between
                parts[1::2] = [texts[key] for key in keys]
                package.writestr(name, b"".join(parts))
        return out.getvalue()

    return fill


def _marked_workbook(odd: str, rows: int) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("统计表")
    styles = _styles(book)
    first = _heading(sheet, styles)
    if odd == "example":
        sample = (
            "例",
            "工业",
            "示例项目",
            "示例公司",
            0.5,
            0.1,
            "广东",
            "张某",
            "0000-0000000",
            "2022年5月",
            "已签约",
            "2022年4月",
        )
        for column, value in enumerate(sample):
            sheet.write(first, column, value, styles["cell"])
        first += 1
    total = first if odd == "total_on_top" else first + rows
    first += total == first
    for row in range(rows):
        _marked_row(sheet, styles, first + row, row, odd)
    _total(sheet, styles, total, first, first + rows - 1)
    if odd == "hidden":
        for row in range(first + 5, first + 8):
            sheet.set_row(row, None, None, {"hidden": True})
    if odd == "notes":
        sheet.write(first + rows + 2, 0, "注：1.投资总额以签订的合同为准。")
        sheet.write(first + rows + 3, 0, "2.每月5日前报县投促中心。")
    book.close()
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "font_name": "宋体", "font_size": 10, "align": "center"}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "align": "center"}),
        "header": book.add_format({**cell, "bold": True, "text_wrap": True}),
        "cell": book.add_format(cell),
        "money": book.add_format({**cell, "num_format": "0.00"}),
        "date": book.add_format({**cell, "num_format": "yyyy/m/d"}),
    }


def _heading(sheet: Any, styles: dict[str, Any]) -> int:
    """Write title, sender and the heading of two rows with its merged cells; return the row after it."""
    title = f"鹿寨县{PERIOD.label}招商引资项目统计表"
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, styles["title"])
    sheet.write(1, 0, _text_mark(0))
    for column, heading in enumerate(COLUMNS):
        if column in MONEY:
            sheet.write(3, column, heading, styles["header"])
        else:
            sheet.merge_range(2, column, 3, column, heading, styles["header"])
    sheet.merge_range(2, MONEY[0], 2, MONEY[-1], "投资情况（亿元）", styles["header"])
    return 4


def _marked_row(sheet: Any, styles: dict[str, Any], at: int, row: int, odd: str) -> None:
    sheet.write_number(at, 0, row + 1, styles["cell"])
    for column in range(1, len(COLUMNS)):
        key = 4 + row * (len(COLUMNS) - 1) + column - 1
        if column == MONEY[0] and row == TYPED_ROW and odd == "unit_typed":
            sheet.write_string(at, column, _text_mark(3), styles["cell"])
        elif column in MONEY or column in DATES:
            style = styles["money" if column in MONEY else "date"]
            sheet.write_number(at, column, FIRST_NUMBER + key, style)
        else:
            sheet.write_string(at, column, _text_mark(key), styles["cell"])


def _total(sheet: Any, styles: dict[str, Any], at: int, first: int, last: int) -> None:
    sheet.write(at, 0, "合计", styles["cell"])
    for number, column in enumerate(MONEY, start=1):
        letter = "ABCDEFGHIJKL"[column]
        formula = f"=SUM({letter}{first + 1}:{letter}{last + 1})"
        sheet.write_formula(at, column, formula, styles["money"], FIRST_NUMBER + number)


def _text_mark(key: int) -> str:
    return f"§{key}§"


def _write_xls(path: Path, unit: int, rows: Sequence[Reported]) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("统计表")
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    sheet.write_merge(0, 0, 0, len(COLUMNS) - 1, f"鹿寨县{PERIOD.label}招商引资项目统计表")
    sheet.write(1, 0, f"填报单位：{unit_name(unit)}")
    for column, heading in enumerate(COLUMNS):
        if column in MONEY:
            sheet.write(3, column, heading)
        else:
            sheet.write_merge(2, 3, column, column, heading)
    sheet.write_merge(2, 2, MONEY[0], MONEY[-1], "投资情况（亿元）")
    for number, row in enumerate(rows, start=1):
        sheet.write(3 + number, 0, number)
        for column, value in enumerate(_cells(row), start=1):
            if column in MONEY or column in DATES:
                sheet.write(3 + number, column, float(value), *([day] if column in DATES else []))
            else:
                sheet.write(3 + number, column, value)
    book.save(str(path))
