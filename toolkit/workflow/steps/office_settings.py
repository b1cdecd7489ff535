"""What did the office change on 设置.xlsx? It is written into 设置.toml; who changed both is asked which holds."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.files import saving, texts
from toolkit.files.toml_text import with_values
from toolkit.intake.office.office_settings import read_settings_sheet
from toolkit.mail.settings import mail_settings_of
from toolkit.model.errors import ToolkitError
from toolkit.model.expressions import expression
from toolkit.model.office_settings import OfficeSetting, Place, Stated, settings_of, shown
from toolkit.schemes.shelves import find
from toolkit.workflow.steps.locking import alone
from toolkit.workflow.steps.rulebook import load
from toolkit.workflow.steps.settings import settings_from
from toolkit.workflow.steps.workspace import SETTINGS, SETTINGS_BOOK

# The line of 设置.toml by which the tool knows the values that it took over last.
_MARK = expression(r"^# 设置表已记入：([0-9a-f]{12}).*\n?", re.MULTILINE)
_MARK_LINE = "# 设置表已记入：{}（工具箱核对用，请保留本行）\n"
MOST_NAMED = 4
FORMER_WORDS: Mapping[Any, Any] = {"总表": "汇总表"}


def take_over_settings(root: Path) -> tuple[str, ...]:
    """Write into 设置.toml what a person changed on 设置.xlsx since, and return what is to be said of it.

    Comments, and keys that the sheet does not have, stay as they are; the former file is kept as 设置（上次）.toml.
    The sheet of a folder whose 设置.toml was changed instead is brought up to date.  Without the sheet, or where the
    folder is no workspace, nothing happens.  Raises ``ToolkitError``, before anything is written, for a value that
    cannot be taken, naming its cell, and where both were changed and differ.
    """
    path, book = root / SETTINGS, root / SETTINGS_BOOK
    if not book.is_file() or not path.is_file():
        return ()
    text = texts.read(path)
    table = texts.toml(path)
    known = _settings(root, table)
    sheet = read_settings_sheet(book, known)
    stated = stated_in(table, known)
    wanted = {**stated, **sheet.values}
    changed = [one for one in known if wanted[one.place] != stated[one.place]]
    if not changed:
        return ()
    marks = {sheet.mark, *_MARK.findall(text)}
    if mark_of(wanted) in marks:
        return _renew(root, known, stated, changed)
    if mark_of(stated) not in marks:
        raise ToolkitError(_both_changed(changed, stated, wanted))
    written = _with_mark(with_values(text, {one.place: wanted[one.place] for one in changed}), mark_of(wanted))
    try:
        _refuse_unfit(root, written)
    except ToolkitError as unfit:
        raise ToolkitError(f"{SETTINGS_BOOK} 里改过的不能采用，设置没有改动：{unfit}") from None
    with alone(root):
        saving.refuse_open(path)
        saving.copy(path, path.with_stem(f"{path.stem}（上次）"))
        saving.replace(written.encode(), path)
    said = "；".join(f"{one.name}：{_said(one, stated)} → {_said(one, wanted)}" for one in changed)
    return (f"{SETTINGS_BOOK} 里改过的已记入设置：{said}。",)


def write_settings_sheet(root: Path) -> tuple[str, ...]:
    """Write 设置.xlsx from 设置.toml where there is none, and return what is to be said of it."""
    path, book = root / SETTINGS, root / SETTINGS_BOOK
    if book.exists():
        return ()
    table = texts.toml(path)
    known = _settings(root, table)
    stated = stated_in(table, known)
    try:
        _refuse_unfit(root, texts.read(path))
    except ToolkitError as unfit:
        return (f"没有生成 {SETTINGS_BOOK}：{unfit}",)
    _draw(book, known, stated)
    filled = sum(value is not None for value in stated.values())
    return (f"设置可以在 {SETTINGS_BOOK} 里填写，已把 {SETTINGS} 里的{filled}项带过来；{SETTINGS} 仍保留。",)


def stated_in(table: Mapping[str, Any], settings: tuple[OfficeSetting, ...]) -> dict[Place, Stated | None]:
    """Return what a parsed 设置.toml states of each setting, ``None`` where nothing, or what says nothing."""
    found: dict[Place, Stated | None] = {}
    for one in settings:
        value: Any = table
        for name in one.place:
            value = value.get(name) if isinstance(value, Mapping) else None
        stated = tuple(map(str, value)) if isinstance(value, list) else value
        says_nothing = isinstance(stated, str | tuple | bool) and not stated
        found[one.place] = None if says_nothing else FORMER_WORDS.get(stated, stated)
    return found


def mark_of(values: Mapping[Place, Stated | None]) -> str:
    """Return a short sign of values by which the same ones are known again; empty ones do not count."""
    stated = sorted((place, value) for place, value in values.items() if value is not None)
    return hashlib.sha256(repr(stated).encode()).hexdigest()[:12]


def _settings(root: Path, table: Mapping[str, Any]) -> tuple[OfficeSetting, ...]:
    """Return the lines of the sheet under the workspace's rulebook, whatever 设置.toml chooses among its readings."""
    scheme = str(table.get("scheme", ""))
    return settings_of(load(find(scheme, root).folder).readings)


def _renew(
    root: Path, known: tuple[OfficeSetting, ...], stated: Mapping[Place, Stated | None], changed: list[OfficeSetting]
) -> tuple[str, ...]:
    """Bring a sheet up to date that nobody touched, after 设置.toml was edited by hand and can be worked with."""
    book = root / SETTINGS_BOOK
    try:
        _refuse_unfit(root, texts.read(root / SETTINGS))
    except ToolkitError:  # whoever opens the workspace next says so
        return ()
    if saving.is_open_elsewhere(book):
        return (f"“{book.name}”正被打开，没有更新；设置以 {SETTINGS} 为准。",)
    with alone(root):
        _draw(book, known, stated)
    return (f"{SETTINGS_BOOK} 已照 {SETTINGS} 更新：{_names(changed)}。",)


def _draw(book: Path, known: tuple[OfficeSetting, ...], stated: Mapping[Place, Stated | None]) -> None:
    from toolkit.workbooks.books.settings_workbook import drawn_settings

    saving.replace(drawn_settings(known, stated, mark_of(stated)), book)


def _both_changed(
    changed: list[OfficeSetting], stated: Mapping[Place, Stated | None], wanted: Mapping[Place, Stated | None]
) -> str:
    differ = "；".join(
        f"{one.name}，表里{_said(one, wanted)}，文件里{_said(one, stated)}" for one in changed[:MOST_NAMED]
    )
    more = f"；另有{len(changed) - MOST_NAMED}项" if len(changed) > MOST_NAMED else ""
    return (
        f"{SETTINGS_BOOK} 和 {SETTINGS} 都改过，以哪个为准？{differ}{more}。"
        f"没有改动。请把两处改成一样；只想用 {SETTINGS} 的，删去 {SETTINGS_BOOK}。"
    )


def _said(one: OfficeSetting, values: Mapping[Place, Stated | None]) -> str:
    return f"“{shown(one, values[one.place])}”" if values[one.place] is not None else "（空）"


def _names(changed: list[OfficeSetting]) -> str:
    more = f"等{len(changed)}项" if len(changed) > MOST_NAMED else ""
    return "、".join(one.name for one in changed[:MOST_NAMED]) + more


def _with_mark(text: str, mark: str) -> str:
    text = _MARK.sub("", text)
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}{_MARK_LINE.format(mark)}"


def _refuse_unfit(root: Path, text: str) -> None:
    """Raise ``ToolkitError`` where 设置.toml as it would be cannot be worked with: the values may each be right."""
    path, table = root / SETTINGS, texts.toml_in(text, SETTINGS)
    stated = settings_from(path, table)
    mail_settings_of(path, table)
    load(find(stated.scheme, root).folder, stated.readings, root, stated.year, continues=stated.continues)
