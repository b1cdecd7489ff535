"""What happens when a button of 招商工具箱 is pressed? One short function each, called by macros/Buttons.bas.

Only xlwings' public, BSD-licensed interface is used, so the same code runs in every program that it supports.
"""

import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toolkit.model.control import (
    AS_OF,
    LATER_CELLS,
    LOG_ROOM,
    LOG_START,
    PERIOD,
    ROOT,
    Block,
    Button,
    ControlSettings,
    blocks,
    button,
    by_keeper,
)
from toolkit.model.errors import ToolkitError


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Make imports inside fail for these libraries, unless they are loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how Python is told that there is none
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


# xlwings imports these for conversions that no button uses; they take most of the time until the first message.
with _without("numpy", "pandas", "matplotlib", "PIL", "polars"):
    import xlwings as xw

# Each message in the status bar is a call into another program: at most five a second.
PAUSE = 0.2


def issue() -> None:
    """下发空白统计表."""
    _press("issue")


def collect() -> None:
    """收邮件."""
    _press("collect")


def claim() -> None:
    """认领: of each waiting file whose owner is likely a dialog asks."""
    _press("claim")


def check() -> None:
    """校验统计表."""
    _press("check")


def consolidate() -> None:
    """汇总."""
    _press("consolidate")


def decisions() -> None:
    """待裁定."""
    _press("decisions")


def reconcile() -> None:
    """系统核对."""
    _press("reconcile")


def notices() -> None:
    """生成通知."""
    _press("notices")


def write_notice() -> None:
    """写公文: the kind chosen in the cell beside it."""
    _press("write_notice")


def approvals() -> None:
    """生成审批表."""
    _press("approvals")


def records() -> None:
    """生成信息记录表."""
    _press("records")


def trip_papers() -> None:
    """外出招商: what is chosen in the cell beside it."""
    _press("trip_papers")


def books() -> None:
    """考核用表."""
    _press("books")


def assess() -> None:
    """考核排名."""
    _press("assess")


def preview_mail() -> None:
    """邮件预览."""
    _press("preview_mail")


def send_mail() -> None:
    """发送邮件: the workflow asks, and the question is a dialog."""
    _press("send_mail")


def send_record() -> None:
    """发送记录: asks of each uncertain mail whether its reader has it."""
    _press("send_record")


def publish() -> None:
    """定稿: what is open and what differs is a dialog that asks first."""
    _press("publish")


def new_year() -> None:
    """结转下一年: what is still open is a dialog that asks first."""
    _press("new_year")


def calendar() -> None:
    """工作日历."""
    _press("calendar")


def open_folder() -> None:
    """打开输出文件夹."""
    _press("open_folder")


def doctor() -> None:
    """检查本机."""
    _press("doctor")


def unit_pages() -> None:
    """单位情况."""
    _press("unit_pages")


def picture() -> None:
    """一图读懂."""
    _press("picture")


class Panel:
    """The open control workbook during one press."""

    def __init__(self, book: xw.Book, pressed: Button) -> None:
        self._book = book
        self._app = book.app
        self._button = pressed
        self._said = 0.0

    def progress(self, step: str, done: int, total: int) -> None:
        """Show in the status bar what is being done."""
        now = time.monotonic()
        if done == total or now - self._said > PAUSE:
            self._said = now
            self._app.status_bar = f"{self._button.caption}：{step} {done}／{total}"

    def begin(self) -> None:
        """Show that Python has started."""
        self._app.status_bar = f"{self._button.caption}：正在准备……"

    def end(self) -> None:
        """Clear the status bar."""
        self._app.status_bar = False

    def ask(self, question: str) -> bool:
        """Ask before something that cannot be undone; only 确定 means yes."""
        answer = self._app.alert(question, title=self._button.caption, buttons="ok_cancel", mode="info")
        return bool(answer == "ok")

    def tell(self, text: str, mode: str = "info") -> None:
        """Show the closing dialog."""
        self._app.alert(text, title=self._button.caption, buttons="ok", mode=mode)

    def settings(self) -> ControlSettings:
        """Return what is typed into the workbook; an empty folder means the workbook's own."""
        root, period, as_of = (_text(self._cell(name).value) for name in (ROOT, PERIOD, AS_OF))
        try:
            home = Path(self._book.fullname).parent
        except xw.XlwingsError:
            # A workbook that was opened from OneDrive or SharePoint has an address instead of a place.
            home = Path()
        if not root and not home.is_dir():
            raise ToolkitError("认不出工具箱所在的文件夹。请在“设置”的“工作文件夹”里填上它的完整位置。")
        # A workbook of an earlier version lacks some of these cells.
        later = (_text(self._cell(name).value) if name in self._book.names else "" for name in LATER_CELLS)
        return ControlSettings(root or str(home), period, as_of, *later)

    def logged(self) -> int:
        """Return how many lines stand in 运行记录."""
        lines = self._cell(LOG_START).resize(LOG_ROOM, 1).options(ndim=1).value
        return sum(bool(line) for line in lines)

    def write(self, texts: tuple[Block, ...]) -> None:
        """Write all texts or none: the former texts are restored if one of them cannot be written."""
        places = [
            (self._cell(one.name).offset(one.below, 0).resize(len(one.rows), len(one.rows[0])), one) for one in texts
        ]
        before = [(place, place.options(ndim=2).value) for place, _ in places]
        try:
            for (place, one), (_, old) in zip(places, before, strict=True):
                new = [[plain(text) for text in row] for row in one.rows]
                if [[_text(value) for value in row] for row in old] != [list(row) for row in one.rows]:
                    place.value = new
        except Exception:
            for place, old in before:
                place.value = [[plain(_text(value)) for value in row] for row in old]
            raise

    def _cell(self, name: str) -> Any:
        if name not in self._book.names:
            raise ToolkitError(f"工具箱里找不到“{name}”这一格。{by_keeper('build --replace')}，重新生成工具箱。")
        return self._book.names[name].refers_to_range


def plain(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula; file names come from outside.

    >>> plain("=cmd|' /C calc'!A0"), plain("江口乡")
    ("'=cmd|' /C calc'!A0", '江口乡')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "'")) else text


def _press(action: str) -> None:
    try:
        panel = Panel(xw.Book.caller(), button(action))
    except Exception:  # noqa: BLE001 - without a workbook there is no dialog: RunPython shows what goes to stderr
        sys.exit(f"“{button(action).caption}”没有做成：连不上 Excel 里的工具箱。详情已写入 {_written_down()}。")
    try:
        panel.begin()
        text, mode = _work(panel, button(action)), "info"
    except ToolkitError as error:
        text, mode = f"不能继续：{error}", "critical"
    except Exception:  # noqa: BLE001 - the last line of defence writes what it caught
        text, mode = f"程序出错了，详情已写入 {_written_down()}，请把它发给维护人员。您的文件没有改动。", "critical"
    finally:
        panel.end()
    panel.tell(text, mode)


def _work(panel: Panel, pressed: Button) -> str:
    """Do the button's work and write it down; return the text of the closing dialog."""
    settings = panel.settings()
    # Imported here: the first sign is in the status bar before the heavy libraries are read.
    from toolkit.workflow.actions import buttons
    from toolkit.workflow.actions.typed_settings import period_typed
    from toolkit.workflow.steps.who import user

    report = buttons.run(pressed.action, settings, date.today(), panel.progress, panel.ask)
    if not report.cancelled:
        when = f"{datetime.now():%Y-%m-%d %H:%M}"
        period = str(period_typed(settings.period))
        panel.write(blocks(pressed, report, period, when, user(), panel.logged()))
    return report.dialog


def _text(value: object) -> str:
    """Return a cell's value as text; Excel may have made a date of ``2022-06``."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _written_down() -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", prefix="zhaoshang-", delete=False, encoding="utf-8") as log:
        traceback.print_exc(file=log)
    return log.name
