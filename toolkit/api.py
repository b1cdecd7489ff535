"""How does a notebook use the toolkit? Plain functions from a folder of tables to a data frame, a master and letters.

Everything that people decide stays where it is: nothing here answers a question, and only :func:`decide`,
:func:`master` and :func:`send_preview` write files.  Errors that a person can put right are ``ToolkitError`` with a
Chinese sentence.  docs/api.md is a walk through all of it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.model.decisions import Decision
    from toolkit.model.ledger import Consolidation
    from toolkit.model.scheme import Indicator
    from toolkit.model.submission import Submission
    from toolkit.workflow.steps.deciding import Settled
    from toolkit.workflow.steps.mailing import Preview

__all__ = [
    "ToolkitError", "check", "consolidate", "decide", "figures", "findings", "ledger", "master", "questions", "read",
    "send_preview",
]  # fmt: skip

DATES = ("moved_in_on", "signed_on", "started_on")


def read(path: Path | str, scheme: str, period: str) -> tuple[Submission, ...]:
    """Return a unit's file, or all of a folder, as submissions: read, not checked, sorted by name.

    ``scheme`` is a rulebook's id (``luzhai-2022``) or its folder, ``period`` a month (``2022-06``).  A file that cannot
    be read is a submission with the reason.  Raises ``ToolkitError`` for a path that is not there, an unknown
    rulebook, and a month that its years do not have.
    """
    from toolkit.schemes.loader import load
    from toolkit.schemes.shelves import find
    from toolkit.schemes.years import refuse_outside
    from toolkit.workflow.steps import tables
    from toolkit.workflow.steps.workspace import every_file

    path, month = Path(path), _month(period)
    if not path.exists():
        raise ToolkitError(f"没有找到“{path}”。请核对名称和位置。")
    rules = load(find(scheme).folder, year=month.year)
    refuse_outside(rules, month)
    files = every_file(path) if path.is_dir() else [path]
    below = path if path.is_dir() else path.parent
    return tables.read_files(tables.named(files, below), rules, month)


def check(path: Path | str, scheme: str, period: str) -> tuple[Submission, ...]:
    """Return what :func:`read` does, with the findings of all checks; raises the same.

    Without a workspace there are no earlier months, no answers and no log: :func:`consolidate` knows those.
    """
    from toolkit.schemes.loader import load
    from toolkit.schemes.shelves import find
    from toolkit.workflow.steps import tables

    return tables.check_all(read(path, scheme, period), load(find(scheme).folder, year=_month(period).year))


def consolidate(workspace: Path | str, period: str, as_of: date | None = None) -> Consolidation:
    """Return a month of a workspace: ledger, figures against targets, timeliness, questions; nothing is written.

    ``as_of`` is the day on which lateness is judged, today where none is given.  Answers of 裁定.xlsx and 词典.xlsx,
    corrections and earlier months count as they do for ``zhaoshang consolidate``.  Raises ``ToolkitError`` where the
    folder is no workspace and where the month lies outside its year.
    """
    from toolkit.workflow.steps import month
    from toolkit.workflow.steps.workspace import open_workspace

    wanted = _month(period)
    return month.consolidate_workspace(open_workspace(Path(workspace)).at(wanted), wanted, as_of or date.today())


def questions(result: Consolidation) -> tuple[Decision, ...]:
    """Return the questions of a month that nobody has answered yet; each has its ``id`` and its ``choices``."""
    return tuple(one for one in result.decisions if one.is_open)


def decide(
    workspace: Path | str, period: str, id: str, answer: str, by: str, reason: str = "", as_of: date | None = None
) -> Settled:
    """Write a person's answer into 裁定.xlsx, or 词典.xlsx where it is one for a text; amounts in 亿元.

    ``by`` is who decides.  Raises ``ToolkitError`` where the month asks no such question, where the answer is none of
    its choices and where a book is open in Excel: nothing is written then.
    """
    from toolkit.workflow.steps import deciding
    from toolkit.workflow.steps.locking import alone
    from toolkit.workflow.steps.workspace import open_workspace

    wanted = _month(period)
    opened = open_workspace(Path(workspace)).at(wanted)
    with alone(opened.root):
        return deciding.decide(opened, wanted, as_of or date.today(), deciding.Given(id, answer, by, reason))


def ledger(result: Consolidation) -> pd.DataFrame:
    """Return the projects of a month, one a row, in the ledger's order; its index is 序号.

    Money is whole 元 or 美元 (``Int64``), areas are 亩 and ㎡ (``Float64``); an empty value is ``<NA>``, never 0.
    ``moved_in_on``, ``signed_on`` and ``started_on`` are datetimes where the unit stated the day, else ``NaT``;
    ``…_stated`` is the date as far as it is known (``2022-05``).  ``counted`` is 是 or 否.  Where a value comes from:
    ``file``, ``sheet``, ``row``, ``path``, and ``investment_cell``, ``paid_in_cell`` (``E7``).
    """
    import pandas as pd

    from toolkit.consolidation.counted_table import frame as kept

    entries, frame = result.ledger.entries, kept(result.ledger)
    for name in DATES:
        frame[f"{name}_stated"] = frame[name].astype("string")
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d", errors="coerce")
    for name in ("investment", "paid_in"):
        frame[f"{name}_cell"] = [one.cell(f"{name}_yuan").a1 for one in entries]
    for column in result.scheme.own_columns:
        frame[column.field] = [getattr(one, column.field) for one in entries]
    return frame.set_index("serial")


def figures(result: Consolidation) -> pd.DataFrame:
    """Return the county's figures and each target row's against their targets, one a row.

    ``target``, ``actual`` and ``at_most`` (what it would be if all that is pending counted) are in ``unit``, a ratio
    in %; ``completion`` and ``ahead`` (completion minus the elapsed share of the year) are fractions.  ``row`` is ''
    for the county.  A missing value is ``<NA>``: nobody stated it, or there is no target.
    """
    import pandas as pd

    lines = [("", one) for one in result.county]
    lines += [(line.key, one) for line in result.standings for one in line.variances.values()]
    frame = pd.DataFrame(
        {
            "row": [row for row, _ in lines],
            "indicator": [one.indicator.id for _, one in lines],
            "name": [one.indicator.name for _, one in lines],
            "unit": [one.indicator.unit for _, one in lines],
        }
    )
    for name in ("target", "actual", "at_most"):
        frame[name] = pd.array([_in_unit(getattr(one, name), one.indicator) for _, one in lines], dtype="Float64")
    for name in ("completion", "ahead"):
        frame[name] = pd.array([getattr(one, name) for _, one in lines], dtype="Float64")
    return frame


def findings(submissions: tuple[Submission, ...]) -> pd.DataFrame:
    """Return what the checks found, one a row: its place, code, severity (须修改, 请核对, 供参考) and sentence."""
    import pandas as pd

    listed = [one for submission in submissions for one in submission.findings]
    return pd.DataFrame(
        {
            "file": [one.cell.file for one in listed],
            "sheet": [one.cell.sheet for one in listed],
            "cell": [one.cell.a1 for one in listed],
            "code": [one.code for one in listed],
            "severity": [one.severity.label for one in listed],
            "message": [one.message for one in listed],
        }
    )


def master(result: Consolidation, out: Path | str) -> Path:
    """Write 汇总表 and return where it went: ``out``, or beside it where that is open in Excel.

    ``out`` is a file that ends in .xlsx, or a folder.  Raises ``ToolkitError`` where the disk is full or may not be
    written to.
    """
    from toolkit.workbooks.master.master import write_master
    from toolkit.workflow.steps.month import master_name

    place = Path(out)
    return write_master(result, place if place.suffix == ".xlsx" else place / f"{master_name(result)}.xlsx")


def send_preview(workspace: Path | str, period: str, as_of: date | None = None) -> Preview:
    """Write a month's letters as drafts (.eml) with a list and a page to look at; nothing is sent.

    Raises ``ToolkitError`` where the folder is no workspace and where 通讯录 cannot be read.
    """
    from toolkit.workflow.steps import mailing
    from toolkit.workflow.steps.locking import alone
    from toolkit.workflow.steps.workspace import open_workspace

    wanted, day = _month(period), as_of or date.today()
    opened = open_workspace(Path(workspace)).at(wanted)
    with alone(opened.root):
        return mailing.preview(opened, wanted, day, mailing.month_letters(opened, wanted, day))


def _month(period: str) -> ReportingPeriod:
    try:
        return ReportingPeriod.parse(period)
    except ValueError:
        raise ToolkitError(f"月份“{period}”看不出是哪个月。请写作 2022-06。") from None


def _in_unit(value: float | None, indicator: Indicator) -> float | None:
    """Return a value of the ledger in the unit that people say it in."""
    return None if value is None else value * 100 if indicator.unit == "%" else value / indicator.scale
