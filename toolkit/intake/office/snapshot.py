"""What was issued for a month? Its snapshot in 定稿, read as it was written, by this program or an earlier one."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.files import texts
from toolkit.files.csv_text import csv_rows
from toolkit.model import snapshot
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.model.publication import Publication
from toolkit.model.snapshot import IssuedInput, Snapshot

_NUMBER, _SUM = "项目编号", "到位资金（元）"


def read_head(folder: Path) -> Publication:
    """Return what 定稿.json of an issue's folder says.

    Raises ``ToolkitError`` where it is missing or damaged, or was written in a form that only a later program knows.
    """
    told = _told(folder)
    form = told.get("格式")
    if isinstance(form, int) and form > snapshot.FORM:
        raise ToolkitError(f"“定稿/{folder.name}”是更新版本的工具箱写的，这个版本无法读取。请先升级工具箱。")
    try:
        figures: Mapping[str, Mapping[str, Any]] = told["指标"]
        passed, whole = told["序时进度"]
        return Publication(
            period=ReportingPeriod.parse(told["期间"]),
            number=int(told["次"]),
            issued_on=date.fromisoformat(told["定稿日期"]),
            reason=str(told["理由"]),
            elapsed=(int(passed), int(whole)),
            figures={id: one["完成"] for id, one in figures.items()},
            targets={id: one["目标"] for id, one in figures.items()},
            folder=folder.name,
            known={str(file): str(digest) for file, digest in told.get("已知印发后改动", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(folder) from None


def read_snapshot(folder: Path) -> Snapshot:
    """Return all that was kept of an issue; raises ``ToolkitError`` where one of its files is missing or damaged."""
    place = folder / snapshot.FOLDER
    try:
        return Snapshot(
            head=read_head(folder),
            rows=tuple(map(_as_now, csv_rows(place / snapshot.ROWS))),
            lines=tuple(csv_rows(place / snapshot.LINES)),
            decisions=tuple(csv_rows(place / snapshot.DECISIONS)),
            inputs=read_inputs(folder),
        )
    except (KeyError, ValueError):
        raise _damaged(folder) from None


def _as_now(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row of the ledger in today's words, where an earlier program wrote it."""
    heads, words = snapshot.FORMER_HEADINGS, snapshot.FORMER_WORDS
    return {heads.get(head, head): words.get(text, text) for head, text in row.items()}


def read_sums(folder: Path) -> dict[str, int | None]:
    """Return what was issued as 到位资金 of each project, in 元, by its 编号; raises ``ToolkitError`` where damaged."""
    try:
        rows = [_as_now(row) for row in csv_rows(folder / snapshot.FOLDER / snapshot.ROWS)]
        return {row[_NUMBER]: int(row[_SUM]) if row[_SUM] else None for row in rows if row.get(_NUMBER)}
    except (KeyError, ValueError):
        raise _damaged(folder) from None


def read_inputs(folder: Path) -> tuple[IssuedInput, ...]:
    """Return the files that an issue was made from; raises ``ToolkitError`` where that list is missing or damaged."""
    try:
        return tuple(
            IssuedInput(one["文件"], one["单位"], int(one["字节数"]), one["SHA-256"])
            for one in csv_rows(folder / snapshot.FOLDER / snapshot.INPUTS)
        )
    except (KeyError, ValueError):
        raise _damaged(folder) from None


def digests_in(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of an issue, by its path in the folder, as they were when it was issued."""
    return {str(name): str(digest) for name, digest in _told(folder).get("文件", {}).items()}


def _told(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads(texts.read(folder / snapshot.FOLDER / snapshot.HEAD))
    except (FileNotFoundError, ValueError):
        raise _damaged(folder) from None
    if not isinstance(told, dict):
        raise _damaged(folder)
    return told


def _damaged(folder: Path) -> ToolkitError:
    return ToolkitError(
        f"“定稿/{folder.name}”里没有完整的快照（{snapshot.FOLDER}/{snapshot.HEAD}），不能当作定稿。"
        "请从备份恢复这个文件夹；不是定稿的，请把它移走。"
    )
