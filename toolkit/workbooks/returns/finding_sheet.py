"""Which cells have to be corrected, and by which unit? The sheet 问题清单."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from toolkit.model.control import by_keeper
from toolkit.model.findings import Finding, FindingLine, Severity, as_lines
from toolkit.model.ledger import Consolidation
from toolkit.model.submission import Submission
from toolkit.workbooks.returns.receipts import write_receipts
from toolkit.workbooks.sheet.lights import LEVELS, light_words
from toolkit.workbooks.sheet.page import Page, Value, file_link, lines_needed

NAME = "问题清单"
NO_UNIT = "（未认出单位）"
# The most lines written: a longer list would not be read, and would take more memory than the ledger.
MOST_LINES = 50_000
_HEADER = 2
_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("序号", 6, "plain"),
    ("单位", 14, "left"),
    ("文件", 44, "left"),
    ("工作表", 12, "left"),
    ("单元格", 14, "left"),
    ("代码", 8, "center"),
    ("级别", 8, "center"),
    ("问题及修改意见", 74, "left"),
)


def findings_of(result: Consolidation) -> list[Finding]:
    """Return every finding once: the run's, the submissions' that count, the target table's."""
    files = [*result.submissions, *([result.targets] if result.targets else [])]
    dropped = {finding for file in files for finding in file.findings} - {
        finding for file in files for finding in file.counted_findings
    }
    every = [*result.findings, *(finding for file in files for finding in file.counted_findings)]
    return list(dict.fromkeys(finding for finding in every if finding not in dropped))


def by_unit(findings: Iterable[Finding], submissions: Sequence[Submission]) -> list[tuple[str, list[FindingLine]]]:
    """Return the lines of each unit, the units with the most errors first, inside a unit the worst first."""
    unit_of = {submission.file: submission.unit or NO_UNIT for submission in submissions}
    shares: dict[str, list[Finding]] = {}
    for finding in findings:
        shares.setdefault(unit_of.get(finding.cell.file, "全部单位"), []).append(finding)

    def badness(unit: str) -> tuple[int, int, str]:
        weights = [finding.severity for finding in shares[unit]]
        return -weights.count(Severity.ERROR), -weights.count(Severity.WARNING), unit

    return [(unit, as_lines(shares[unit])) for unit in sorted(shares, key=badness)]


def write_findings(
    page: Page,
    title: str,
    units: list[tuple[str, list[FindingLine]]],
    paths: Mapping[str, str],
    folder: Path,
    foot: str,
    read: Sequence[Submission] = (),
) -> None:
    """Write one line per finding and sheet, and below them what was ``read`` of each file.

    ``paths`` leads from a file's name to where it lies.
    """
    last_column = len(_COLUMNS) - 1
    page.span(0, 0, 0, last_column, title, "title")
    page.span(1, 0, 1, last_column, _summary([line for _, lines in units for line in lines]), "subtitle")
    page.height(0, 32)
    page.height(_HEADER, 22)
    page.row(_HEADER, [heading for heading, _, _ in _COLUMNS], "header")
    page.widths(*(width for _, width, _ in _COLUMNS))
    row = _HEADER
    for row, (unit, line) in enumerate(islice(_each(units), MOST_LINES), start=_HEADER + 1):
        _write_line(page, row, row - _HEADER, unit, line, paths.get(line.finding.cell.file, ""), folder)
    if row == _HEADER:
        row += 1
        page.span(row, 0, row, last_column, "没有发现问题。", "cell", "center")
    else:
        page.sheet.autofilter(_HEADER, 0, row, last_column)
        _colour(page, row)
    row = max(row, write_receipts(page, row + 2, read, folder))
    page.sheet.freeze_panes(_HEADER + 1, 0)
    page.printed("A4", row, last_column, (_HEADER, _HEADER), foot)


def _each(units: list[tuple[str, list[FindingLine]]]) -> Iterator[tuple[str, FindingLine]]:
    return ((unit, line) for unit, lines in units for line in lines)


def _summary(lines: list[FindingLine]) -> str:
    counts = {
        severity: sum(len(line.cells) for line in lines if line.finding.severity is severity) for severity in Severity
    }
    said = "，".join(f"{severity.label} {count} 处" for severity, count in counts.items())
    if len(lines) > MOST_LINES:
        said += f"，共 {len(lines):,} 行，这里只列前 {MOST_LINES:,} 行；要完整的，{by_keeper('check --format jsonl')}"
    return f"{said}。▼红色须修改，●黄色请核对；计入没计入，逐条写明。修改后请重新报送。"


def _write_line(page: Page, row: int, number: int, unit: str, line: FindingLine, path: str, folder: Path) -> None:
    finding = line.finding
    place = finding.cell.a1 or (f"A{finding.cell.row}" if finding.cell.row else "")
    values: tuple[Value, ...] = (
        number,
        unit,
        finding.cell.file,
        finding.cell.sheet,
        line.places,
        finding.code,
        finding.severity.label,
        finding.message,
    )
    for column, ((heading, _, look), value) in enumerate(zip(_COLUMNS, values, strict=True)):
        if heading == "文件":
            page.link(row, column, file_link(path, folder, finding.cell.sheet, place), str(value), "cell", "wrap", look)
        else:
            page.put(row, column, value, "cell", "wrap", look)
    needed = max(lines_needed(str(value), width) for (_, width, _), value in zip(_COLUMNS, values, strict=True))
    page.height(row, max(20, min(400.0, 14.0 * needed + 4)))


def _colour(page: Page, last: int) -> None:
    column = next(number for number, (heading, _, _) in enumerate(_COLUMNS) if heading == "级别")
    light_words(page, (_HEADER + 1, column, last, column), LEVELS)
