"""What does the authoritative system hold? Its export, read like a unit's table."""

from pathlib import Path

from toolkit.files.open_file import open_own_workbook
from toolkit.intake.tables.statistics import StatisticsReader, find_statistics
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status, Submission


def read_export(path: Path, scheme: Scheme, period: ReportingPeriod) -> Submission:
    """Return a system export as a submission of table ``system``.

    Raises ``ToolkitError`` where the file has no project table: the office fetched it itself.
    """
    book = open_own_workbook(path, "系统导出 ", "请重新导出。")
    for sheet in book.sheets:
        header = find_statistics(sheet, scheme.accounting.year_of(period), by_year=True)
        if header is None:
            continue
        table = StatisticsReader(path.name, sheet, header, scheme, period).read()
        return Submission(
            file=path.name,
            path=str(path),
            status=Status.ACCEPTED,
            table="system",
            period=period,
            sheet=sheet.name,
            projects=tuple(table.projects),
            totals=tuple(table.totals),
            roles={sheet.name: table.roles},
            findings=tuple(table.findings),
        )
    raise ToolkitError(f"系统导出 {path.name} 里没有找到“项目名称、总投资”等列。请导出项目明细。")
