"""What does a button work on, how does it tell where it is, and how does it ask a person?"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.files import saving
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps import tables
from toolkit.workflow.steps.workspace import Workspace

Ask = Callable[[str], bool]


class Desk(Struct, frozen=True):
    """What an action works on, how it tells where it is, and how it asks a person."""

    workspace: Workspace
    period: ReportingPeriod
    as_of: date
    progress: tables.Progress
    ask: Ask
    reason: str = ""
    notice_kind: str = ""
    trip_kind: str = ""

    def shown(self, path: Path) -> str:
        """Return a path as the dialog shows it: below the workspace."""
        root = self.workspace.root
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def made(self, label: str, paths: Sequence[Path]) -> tuple[str, ...]:
        """Return the line of the dialog for files of one kind; none for none."""
        if not paths:
            return ()
        where = self.shown(paths[0]) if len(paths) == 1 else f"{len(paths)} 个，在 {self.shown(paths[0].parent)}"
        return (f"{label}：{where}{''.join(map(saving.note, paths))}",)

    def need_submissions(self) -> None:
        """Raise ``ToolkitError`` where no table lies in the period's folder."""
        folder = self.workspace.reports_of(self.period)
        if not self.workspace.submission_files(self.period):
            what = "是空的" if folder.is_dir() else "还没有建"
            raise ToolkitError(
                f"文件夹“报送/{self.period}”{what}。请把各单位{self.period.label}的统计表放进去，再按一次。"
            )


def show(path: Path) -> bool:
    """Show a folder or a file in the program that the computer has for it; return whether there is one."""
    if hasattr(os, "startfile"):
        os.startfile(path)  # noqa: S606 - Windows' own way to show a folder
        return True
    if os.environ.get("DISPLAY") and (opener := shutil.which("xdg-open")):
        quiet = subprocess.DEVNULL
        subprocess.Popen([opener, str(path)], start_new_session=True, stdout=quiet, stderr=quiet)
        return True
    return False
