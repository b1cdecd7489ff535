"""How does a spec get all that a county is told about a month? Every output is made from one workspace."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from msgspec.structs import replace
from openpyxl.cell.cell import MergedCell

from tests.spec.test_notice_forms import fill
from tests.walks import laid_out
from toolkit.cli.listing import consolidation_summary
from toolkit.model.control import ActionReport
from toolkit.model.ledger import Consolidation
from toolkit.model.letters import Contact
from toolkit.model.notice_forms import FORMS
from toolkit.model.period import ReportingPeriod
from toolkit.workbooks.forms.notice_form import write_notice_form
from toolkit.workbooks.master.master import write_master
from toolkit.workbooks.master.province_workbook import write_province
from toolkit.workflow.actions import buttons, province, publish
from toolkit.workflow.actions.demo import SAMPLES, Sample
from toolkit.workflow.actions.desk import Desk
from toolkit.workflow.steps import mailing, month, official_notices, tables
from toolkit.workflow.steps.workspace import open_workspace

UNITS = {"亿元": 100_000_000, "万平方米": 1, "万美元": 1}
Rows = list[tuple[object, ...]]
# The months of which the samples hold tables, and the day on which each is consolidated.
MONTHS = [
    (sample, period, sample.as_of if period == sample.period else period.shifted(1).first_day.replace(day=6))
    for sample in SAMPLES
    for period in (sample.period.shifted(-1), sample.period)
]


@dataclass(frozen=True)
class Told:
    """What a county is told about one month, by all that tells it."""

    result: Consolidation
    sheets: dict[str, Rows]
    home: ActionReport
    screen: str
    circular: Path
    annual: Path
    reminder: Path | None
    extracts: dict[str, Path]
    letters: dict[str, str]
    province: dict[str, Rows]
    issue: Path


def tell(root: Path, sample: Sample, period: ReportingPeriod, as_of: date) -> Told:
    """Lay a county's samples into a folder, take out what a person calls a duplicate, and make every output."""
    root = laid_out(root, sample)
    workspace = open_workspace(root).at(period)
    result = month.consolidate_workspace(workspace, period, as_of)
    if not result.duplicates:
        _twice(result)
        result = month.consolidate_workspace(workspace, period, as_of)
    _answered(month.keep_decisions(workspace, result))
    result = month.consolidate_workspace(workspace, period, as_of)
    master = write_master(result, root / "汇总表.xlsx")
    desk = Desk(workspace, period, as_of, tables.silent, lambda _: True)
    fill(write_notice_form("年度总结报告", FORMS["年度总结报告"], root / "通知" / "年度总结报告.xlsx"))
    papers = {
        kind: official_notices.write_notices(
            kind, result, official_notices.Wishes(), root / "通知", root / "文"
        ).documents[0]
        for kind in ("进度通报", "年度总结报告")
    }
    reminder = official_notices.write_reminder(result, official_notices.Wishes(), root / "文" / "催报.docx")
    enclosures = mailing.enclose(result, "汇总表", {}, None, root / "附件", own_extract=True)
    whole = replace(enclosures, extracts={})
    contacts = [Contact(unit.name, "", f"{number}@example.com") for number, unit in enumerate(result.scheme.units)]
    line = province.line_of("本县", result, master)
    summary = write_province([line], period, root / "全省.xlsx")
    return Told(
        result,
        sheets_of(master),
        buttons.consolidate(desk),
        consolidation_summary(result),
        papers["进度通报"],
        papers["年度总结报告"],
        reminder,
        {unit: path for unit, path in enclosures.extracts.items() if path},
        {letter.to.unit: letter.text for letter in mailing.write_letters(result, contacts, whole)},
        sheets_of(summary),
        publish.publish(publish.plan(workspace, period, as_of)),
    )


def sheets_of(path: Path) -> dict[str, Rows]:
    """Return the values of every sheet of a workbook, by its name."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def _twice(result: Consolidation) -> None:
    """Write a table's first project over its second: reported twice."""
    tables_of = [one for one in result.submissions if one.path.endswith(".xlsx") and len(one.accepted_projects) > 1]
    for reported in tables_of:
        book = openpyxl.load_workbook(reported.path)
        first, second = (book[one.ref.sheet][one.ref.row] for one in reported.accepted_projects[:2])
        if any(isinstance(cell, MergedCell) for cell in (*first, *second)):
            continue
        for source, target in zip(first[1:], second[1:], strict=True):
            target.value = source.value
        book.save(reported.path)
        return


def _answered(path: Path | None) -> None:
    """Answer every question about a duplicate as a person does who keeps one of the two."""
    assert path is not None
    book = openpyxl.load_workbook(path)
    heading = {cell.value: cell.column - 1 for cell in book.active[3]}
    for row in book.active.iter_rows(min_row=4):
        choices = str(row[heading["可选答案"]].value or "").split("｜")
        keep = [choice for choice in choices if choice.startswith("保留：")]
        if keep:
            row[heading["裁定"]].value = keep[0]
    book.save(path)


def shown(value: object, decimals: int) -> Decimal:
    """What Excel shows of a cell's number: half up."""
    return Decimal(str(round(float(str(value)), 12))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def table(rows: list[tuple[object, ...]], heading: str) -> list[dict[str, object]]:
    """Return the rows below the one that begins with a heading, up to the first that is empty, by heading."""
    start = next(number for number, row in enumerate(rows) if row[0] == heading)
    columns = {name: place for place, name in reversed(list(enumerate(rows[start]))) if name}
    found = []
    for row in rows[start + 1 :]:
        if row[0] is None:
            break
        found.append({str(name): row[place] for name, place in columns.items()})
    return found
