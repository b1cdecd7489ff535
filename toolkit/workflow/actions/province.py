"""How is a province consolidated? County by county, so that only one county is in memory at a time."""

import hashlib
import json
import os
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from toolkit import __version__
from toolkit.files import saving
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Arrival, Consolidation
from toolkit.model.period import ReportingPeriod
from toolkit.model.province import CountyLine, Province
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Status
from toolkit.schemes.loader import load
from toolkit.schemes.shelves import find
from toolkit.schemes.years import OutsideYearsError, refuse_outside
from toolkit.workflow.steps import month, tables
from toolkit.workflow.steps.intake_plan import IntakePlan
from toolkit.workflow.steps.workspace import OUTPUT, SETTINGS, open_workspace, workbook_files

FOLDER = "全省汇总"
SUMMARY = "全省汇总.xlsx"
# What was made of which files, beside each county's master: it may be deleted at any time, the county is then redone.
RECORD = ".本县结果.json"
DETAILS = "出错详情.txt"


def consolidate_counties(
    root: Path,
    period: ReportingPeriod,
    as_of: date,
    scheme_id: str | None = None,
    out: Path | None = None,
    day_matters: bool = False,
    progress: tables.Progress = tables.silent,
) -> Province:
    """Consolidate every folder in ``root`` by itself, write a master for each and one summary for all.

    A folder is a county's workspace with its own scheme, or plain files that all follow ``scheme_id``.  A county whose
    files are those of its last result is not done again; with ``day_matters`` another ``as_of`` counts as a change.
    An error of one county is reported in its line and does not stop the others.
    """
    from toolkit.workbooks.master.province_workbook import write_province

    place = out or root / FOLDER / str(period)
    folders = counties(root, place)
    if not folders:
        raise ToolkitError(f"“{root}”里没有县的文件夹。请把每个县的表各放一个文件夹。")
    # One county for which the period is right is enough to begin: the others are told in their lines.
    if all(_outside(folder, scheme_id, period) for folder in folders):
        raise ToolkitError(_outside(folders[0], scheme_id, period))
    saving.make_folder(place)
    lines = []
    for number, folder in enumerate(folders, 1):
        head = f"（{number}/{len(folders)}）{folder.name} "

        def within(step: str, done: int, total: int, head: str = head) -> None:
            progress(head + step, done, total)

        within("核对文件", 0, 1)
        lines.append(_line(folder, place / folder.name, period, as_of, scheme_id, day_matters, within))
    return Province(tuple(lines), write_province(tuple(lines), period, place / SUMMARY))


def counties(root: Path, out: Path) -> list[Path]:
    """Return the folders of the counties, by name; hidden ones and the province's own results are none."""
    folders = [path for path in root.iterdir() if path.is_dir() and not path.name.startswith(".")]
    inside = out.resolve()
    return sorted(path for path in folders if path.name != FOLDER and not inside.is_relative_to(path.resolve()))


def _line(
    folder: Path,
    out: Path,
    period: ReportingPeriod,
    as_of: date,
    scheme_id: str | None,
    day_matters: bool,
    progress: tables.Progress,
) -> CountyLine:
    try:
        scheme = _scheme(folder, scheme_id, period)
        mark = fingerprint(folder, scheme, period, as_of if day_matters else None)
        return kept(out, folder.name, scheme, mark) or _made(folder, out, scheme, period, as_of, mark, progress)
    except ToolkitError as reason:
        return CountyLine(folder.name, failure=str(reason))
    except Exception:  # noqa: BLE001 - a province's night run does not end with one county
        told = saving.save(traceback.format_exc().encode(), out / DETAILS)
        return CountyLine(folder.name, failure=f"程序出错了，详情在 {out.name}/{told.name}，请把它发给维护人员。")


def _outside(folder: Path, scheme_id: str | None, period: ReportingPeriod) -> str:
    """Return why a county's rules are not for the period; '' where they are, or where something else is amiss."""
    try:
        _scheme(folder, scheme_id, period)
    except OutsideYearsError as reason:
        return str(reason)
    except ToolkitError:
        pass  # said in the county's line
    return ""


def _scheme(folder: Path, scheme_id: str | None, period: ReportingPeriod) -> Scheme:
    if (folder / SETTINGS).is_file():
        return open_workspace(folder).at(period).scheme
    if scheme_id is None:
        raise ToolkitError(f"不是工作文件夹（没有 {SETTINGS}），也没有用 --scheme 写明规则。")
    rulebook = find(scheme_id).folder
    stated = load(rulebook)
    refuse_outside(stated, period)
    rules = load(rulebook, office=folder, year=stated.accounting.year_of(period))
    return replace(rules, jurisdiction=folder.name)


def _made(
    folder: Path,
    out: Path,
    scheme: Scheme,
    period: ReportingPeriod,
    as_of: date,
    mark: str,
    progress: tables.Progress,
) -> CountyLine:
    from toolkit.workbooks.master.master import write_master

    result = _consolidated(folder, scheme, period, as_of, progress)
    progress("汇总表", 1, 1)
    saving.make_folder(out)
    # Deleted before the master is replaced: after an interrupted run the county is done again.
    (out / RECORD).unlink(missing_ok=True)
    master = write_master(result, out / f"{month.master_name(result)}.xlsx")
    line = line_of(folder.name, result, master)
    record = {"mark": mark, "master": master.name, "digest": _digest(master), **_numbers(line)}
    saving.save(json.dumps(record, ensure_ascii=False, indent=1).encode(), out / RECORD)
    return line


def _consolidated(
    folder: Path, scheme: Scheme, period: ReportingPeriod, as_of: date, progress: tables.Progress
) -> Consolidation:
    from toolkit.consolidation.consolidate import consolidate
    from toolkit.consolidation.counted_table import get_ready

    if (folder / SETTINGS).is_file():
        workspace = open_workspace(folder).at(period)
        if period not in workspace.periods():
            raise ToolkitError(f"没有“报送/{period}”文件夹。")
        return month.consolidate_workspace(workspace, period, as_of, progress)
    files = tables.named(workbook_files(folder), folder)
    if not files:
        raise ToolkitError("文件夹里没有表。")
    checked = tables.check_all(
        tables.read_files(files, scheme, period, progress=progress, plan=IntakePlan(meanwhile=get_ready)), scheme
    )
    targets = tables.targets_of([one for one in checked if one.table == "targets"], period, scheme.accounting).current
    return consolidate(checked, targets, scheme, period, as_of)


def line_of(name: str, result: Consolidation, master: Path) -> CountyLine:
    """Return a county's line of the summary."""
    counted = result.ledger.counted
    return CountyLine(
        name=name,
        scheme=result.scheme,
        as_of=result.as_of,
        files=len(result.submissions),
        refused=sum(one.status is Status.REFUSED for one in result.submissions),
        returned_rows=sum(line.returned_rows for line in result.timeliness),
        missing_units=sum(line.arrival is Arrival.MISSING for line in result.timeliness),
        entries=len(result.ledger.entries),
        counted=counted.count,
        investment_yuan=counted.investment_yuan,
        figures={variance.indicator.id: variance.actual for variance in result.county},
        master=master,
    )


_COUNTS = ("files", "refused", "returned_rows", "missing_units", "entries", "counted", "investment_yuan", "figures")


def _numbers(line: CountyLine) -> dict[str, object]:
    return {"as_of": str(line.as_of), **{name: getattr(line, name) for name in _COUNTS}}


def kept(out: Path, name: str, scheme: Scheme, mark: str) -> CountyLine | None:
    """Return the line of an earlier run, if it was made of the same files and its master is still what it was."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads((out / RECORD).read_text("utf-8"))
        master = out / Path(record["master"]).name
        if record["mark"] == mark and record["digest"] == _digest(master):
            numbers = {field: record[field] for field in _COUNTS}
            day = date.fromisoformat(record["as_of"])
            return CountyLine(name=name, scheme=scheme, as_of=day, master=master, fresh=False, **numbers)
    return None


def fingerprint(folder: Path, scheme: Scheme, period: ReportingPeriod, day: date | None) -> str:
    """Return a mark of a county's files, rules and question; any change gives another mark."""
    whole = hashlib.sha256(f"{__version__}\n{scheme!r}\n{period}\n{day or ''}\n".encode())
    for path in _inputs(folder):
        whole.update(f"{path.relative_to(folder).as_posix()}\n{_digest(path)}\n".encode())
    return whole.hexdigest()


def _inputs(folder: Path) -> Iterator[Path]:
    """Yield what a county's result may depend on: everything but its own outputs, hidden files and lock files."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one != OUTPUT and not one.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith((".", "~$")))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
