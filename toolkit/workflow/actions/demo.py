"""What does the whole job produce? A demonstration on the shipped samples, in a fresh folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.files import saving, shipped
from toolkit.model.errors import ToolkitError
from toolkit.model.period import ReportingPeriod
from toolkit.schemes.office import BASELINES, MORE_UNITS, RATES
from toolkit.workflow.actions.whole_month import Month, run_month
from toolkit.workflow.steps.locking import alone
from toolkit.workflow.steps.tables import Progress
from toolkit.workflow.steps.workspace import (
    ARRIVAL_LIST,
    BOOKS,
    CONTACTS,
    EXPORTS,
    REPORTS,
    SETTINGS,
    TARGETS,
    TRIPS,
    Workspace,
    create_workspace,
    open_workspace,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A scheme's shipped samples: the period they are for, and the day on which the demo pretends to run."""

    scheme: str
    folder: str
    workspace: str
    period: ReportingPeriod
    as_of: date


SAMPLES = (
    Sample("luzhai-2022", "luzhai_2022", "鹿寨2022", ReportingPeriod(2022, 6), date(2022, 7, 6)),
    Sample("gangnan-2018", "gangnan_2018", "港南2018", ReportingPeriod(2018, 7), date(2018, 7, 30)),
    Sample("nanxian-2022", "nanxian_2022", "南县2022", ReportingPeriod(2022, 6), date(2022, 6, 27)),
    Sample("jiaocheng-2022", "jiaocheng_2022", "交城2022", ReportingPeriod(2022, 6), date(2022, 7, 6)),
)
COPIED = (TARGETS, REPORTS, EXPORTS, TRIPS, CONTACTS, ARRIVAL_LIST)
SUPPLIED = (MORE_UNITS, BASELINES, RATES, BOOKS)


def run_demo(out: Path, sample: Sample, progress: Progress) -> tuple[Workspace, Month]:
    """Make a workspace below ``out`` from the samples and do the month's work in it.

    Only a folder that this command made before is overwritten; raises ``ToolkitError`` for any other.
    """
    root = out / sample.workspace
    if root.exists() and not (root / SETTINGS).exists():
        raise ToolkitError(f"“{root}”已存在，又不是演示文件夹。请换一个位置：zhaoshang demo --out 文件夹。")
    create_workspace(root, sample.scheme)
    source = shipped.folder("sample_workbooks") / sample.folder
    with alone(root):
        for name in (*COPIED, *SUPPLIED):
            for path in [source / name, *sorted((source / name).rglob("*"))]:
                if path.is_file():
                    saving.copy(path, root / path.relative_to(source))
        # What the office supplies (units, baselines) is part of its rulebook from now on.
        workspace = open_workspace(root)
        return workspace, run_month(workspace, sample.period, sample.as_of, progress)
