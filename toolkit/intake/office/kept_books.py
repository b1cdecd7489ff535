"""Which lines does the office keep in a book that its document asks for? Found by the headings of the rulebook."""

from pathlib import Path

from toolkit.intake.office.office_table import office_rows, unit_names
from toolkit.intake.values.typed import compact
from toolkit.model.findings import Finding, found
from toolkit.model.kept_books import KeptLine
from toolkit.model.period import ReportingPeriod
from toolkit.model.rules import Register
from toolkit.model.scheme import Scheme

# Words that stand for a class of units, as documents name those who are responsible.
_CLASS = ("各", "有关", "相关", "单位", "部门")


def read_kept(
    path: Path, register: Register, scheme: Scheme, period: ReportingPeriod
) -> tuple[tuple[KeptLine, ...], tuple[Finding, ...]]:
    """Return the lines of a book, and what is wrong in them: a day that is none, a unit that nobody knows.

    Raises ``ToolkitError`` where the file has not the book's headings.
    """
    findings: list[Finding] = []
    known = unit_names(scheme)
    lines = []
    for row in office_rows(path, dict.fromkeys(register.columns, ()), register.columns[0]):
        texts = {column: row.text(column) for column in register.columns}
        dated = [column for column in (register.dated, register.due) if column]
        days = {column: day for column in dated if (day := row.day(column, period, findings)) is not None}
        line = KeptLine(row.ref, texts, row.columns, days)
        for typed in _units(texts.get(register.unit, "")) if register.unit and register.rows != "duties" else ():
            if compact(typed) not in known and not any(word in typed for word in _CLASS):
                findings.append(found("book_unit_unknown", line.cell(register.unit), typed=typed))
        lines.append(line)
    return tuple(lines), tuple(findings)


def _units(text: str) -> list[str]:
    return [
        part for part in text.replace("，", "、").replace(",", "、").replace("\n", "、").split("、") if part.strip()
    ]
