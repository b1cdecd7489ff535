"""Where are the rows of a ledger too long for a sheet written? Into detail workbooks, and into one Parquet file."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.ledger import Consolidation, Ledger
from toolkit.workbooks.ledger import ledger_sheet
from toolkit.workbooks.ledger.detail_parts import Part, parts_of
from toolkit.workbooks.ledger.detail_table import PartLine, measures, write_parts
from toolkit.workbooks.ledger.ledger_parquet import needs_parquet, write_parquet
from toolkit.workbooks.ledger.ledger_worksheet import LedgerWorkbook, LedgerWorksheet, finish
from toolkit.workbooks.sheet.criteria import Figures
from toolkit.workbooks.sheet.page import Page, file_link
from toolkit.workbooks.sheet.styles import Styles

FOLDER, WHOLE, SUMS = "明细", "项目台账.parquet", "合计"


class Elsewhere(Struct, frozen=True):
    """The files with the rows that the master does not hold: the whole ledger, and each detail workbook's figures."""

    title: str
    rows: int
    whole: Path
    lines: tuple[PartLine, ...]

    @property
    def told(self) -> str:
        """The sentence about it that stands on the sheets 项目台账 and 依据."""
        return (
            f"台账共 {self.rows:,} 行，Excel 一张表放不下：逐行的台账在文件夹“{FOLDER}”的"
            f" {len(self.lines)} 个工作簿里，"
            f"完整的一份在“{self.whole.name}”，供统计软件读取。汇总表里从台账算出的数，是汇总时算好写下的数值；"
            f"明细工作簿里的数是公式，可以逐行核对；“{ledger_sheet.NAME}”表列出各明细的数，合计是公式。"
        )


def write_elsewhere(result: Consolidation, folder: Path, most_rows: int) -> Elsewhere:
    """Write the Parquet file and the detail workbooks of a ledger; raises ``ToolkitError`` without pyarrow."""
    entries = result.ledger.entries
    needs_parquet(len(entries))
    whole = write_parquet(entries, folder / WHOLE, result.scheme.own_columns)
    parts = parts_of(entries, ledger_sheet.capacity(most_rows))
    title = f"{result.scheme.jurisdiction}{result.period.label}招商引资项目台账：各明细的合计"
    return Elsewhere(title, len(entries), whole, tuple(_write_detail(result, part, folder) for part in parts))


def _write_detail(result: Consolidation, part: Part, folder: Path) -> PartLine:
    """Write one detail workbook and return its figures, with a link as seen from ``folder``."""
    scheme = result.scheme
    own = replace(result, ledger=Ledger(result.period, tuple(part.entries)))
    out = folder / FOLDER / f"{part.name}.xlsx"
    figures = Figures(scheme, ledger_sheet.ranges(own), own.ledger.entries)
    formulas = [figures.formula(measure) for measure in measures(scheme)]
    book = LedgerWorkbook()
    day, title = result.as_of, f"{scheme.jurisdiction}{result.period.label}项目台账明细：{part.name}"
    book.set_properties({"title": title, "author": scheme.office, "created": datetime(day.year, day.month, day.day)})
    styles = Styles(book)
    sums = Page(book.add_worksheet(SUMS), styles)
    ledger = Page(book.add_worksheet(ledger_sheet.NAME, LedgerWorksheet), styles)
    told = f"各数由“{ledger_sheet.NAME}”表按公式算出，与汇总表“{ledger_sheet.NAME}”表中本明细的一行相同。"
    write_parts(sums, (title, told), scheme, [PartLine(part.name, "", formulas)])
    ledger_sheet.write_ledger(ledger, own, out.parent)
    return PartLine(part.name, file_link(str(finish(book, out)), folder), [one.value for one in formulas])
