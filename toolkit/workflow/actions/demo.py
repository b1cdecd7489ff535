"""What does the whole job produce? Two months of four counties on the shipped samples, in a fresh folder."""

from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.files import saving, shipped
from toolkit.mail import loopback
from toolkit.mail.send_ledger import SendLedger
from toolkit.mail.sending import Batch
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import BASELINES, MORE_UNITS, RATES
from toolkit.model.letters import Login, MailSettings, SendRow
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.actions import publish
from toolkit.workflow.actions.launchers import write_launchers
from toolkit.workflow.actions.toolbox import rebuild
from toolkit.workflow.actions.whole_month import Month, run_month
from toolkit.workflow.steps import mailing, month
from toolkit.workflow.steps.contact_lists import write_contact_book
from toolkit.workflow.steps.deciding import Given, Settled, decide
from toolkit.workflow.steps.locking import alone
from toolkit.workflow.steps.office_settings import write_settings_sheet
from toolkit.workflow.steps.tables import Progress
from toolkit.workflow.steps.workspace import (
    ARRIVAL_LIST,
    BOOKS,
    CONTACT_LIST,
    EXPORTS,
    REPORTS,
    SETTINGS,
    TARGETS,
    TRIPS,
    Workspace,
    create_workspace,
    open_workspace,
)


class Sample(Struct, frozen=True):
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
COPIED = (TARGETS, REPORTS, EXPORTS, TRIPS, CONTACT_LIST, ARRIVAL_LIST)
# Where a letter of the demonstration arrives.
ARRIVED = "收到的邮件"
SUPPLIED = (MORE_UNITS, BASELINES, RATES, BOOKS)


# The one question that is answered: what a unit's words under 进展情况 mean, as the office found out.
ASKED, ANSWER, ANSWERED_BY, REASON = "正常推进", "开工", "演示", "电话核实：厂房基础已动工"


class Story(Struct, frozen=True):
    """What a county's two months made; ``settled`` is the question answered, ``letter`` the one that was sent."""

    workspace: Workspace
    issued: Path
    settled: Settled | None
    month: Month
    letter: SendRow | None


def run_demo(out: Path, sample: Sample, progress: Progress) -> tuple[Workspace, Month]:
    """Make a workspace below ``out`` from the samples and do the month's work in it.

    Only a folder that this command made before is overwritten; raises ``ToolkitError`` for any other.
    """
    root = _laid_out(out, sample)
    with alone(root):
        # What the office supplies (units, baselines) is part of its rulebook from now on.
        workspace = open_workspace(root)
        return workspace, run_month(workspace, sample.period, sample.as_of, progress)


def run_story(out: Path, sample: Sample, progress: Progress, send: bool = False) -> Story:
    """Do two months of a county: the first is issued, in the second a question is answered and all papers are written.

    With ``send`` one letter goes to a receiver on this computer, and nowhere else; it lies in 收到的邮件 then.
    """
    root = _laid_out(out, sample)
    with alone(root):
        workspace = open_workspace(root)
        rebuild(workspace, sample.as_of, replace=True)
        write_launchers(workspace)
        issued = _issued(workspace, sample, progress)
        settled = _settled(workspace, sample, progress)
        done = run_month(workspace, sample.period, sample.as_of, progress)
        letter = _sent(workspace, sample, progress) if send else None
        return Story(workspace, issued, settled, done, letter)


def _laid_out(out: Path, sample: Sample) -> Path:
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
        write_settings_sheet(root)
        write_contact_book(open_workspace(root))
    return root


def _issued(workspace: Workspace, sample: Sample, progress: Progress) -> Path:
    """Issue the month before; one that stands already stays as it is."""
    period, as_of = sample.period.shifted(-1), sample.as_of
    planned = publish.plan(workspace, period, as_of.replace(month=as_of.month - 1), progress)
    if planned.before is not None:
        return workspace.publications / planned.before.folder
    return publish.publish(planned, progress=progress)


def _settled(workspace: Workspace, sample: Sample, progress: Progress) -> Settled | None:
    """Answer the one question, where the county has it and nobody has answered it."""
    result = month.consolidate_workspace(workspace, sample.period, sample.as_of, progress)
    asked = next((one for one in result.decisions if one.is_open and one.text == ASKED), None)
    if asked is None:
        return None
    return decide(workspace, sample.period, sample.as_of, Given(asked.id, ANSWER, ANSWERED_BY, REASON), progress)


def _sent(workspace: Workspace, sample: Sample, progress: Progress) -> SendRow | None:
    """Send the first letter that has not gone out, over loopback, and keep what arrived as an .eml."""
    letters = mailing.month_letters(workspace, sample.period, sample.as_of, progress=progress)
    letters = mailing.first_unsent(workspace, letters, 1)
    if not letters:
        return None
    with loopback.receiver() as (server, arrived), SendLedger(workspace.send_ledger) as ledger:
        settings = MailSettings(smtp=server, imap=None, sender="demo@localhost.example")
        (row,) = Batch(server, Login("", ""), settings, ledger).send(letters, again=False, progress=progress)
    for content in arrived:
        saving.save(content, workspace.root / ARRIVED / f"{row.unit}.eml")
    return row
