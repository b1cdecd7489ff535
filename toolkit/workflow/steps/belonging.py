"""Where is a file that came by mail saved? In 报送 where all statements of unit and month agree, else in 待认领."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from toolkit.intake.tables.identity import months_named, units_named
from toolkit.mail.names import safe_name
from toolkit.model.file_kinds import (
    ARCHIVE,
    OTHER,
    UNCLAIMED,
    is_picture,
    kind_of,
    named_after,
    named_licence,
    named_like_table,
)
from toolkit.model.letters import Attachment, MailHead
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status, Submission
from toolkit.workflow.steps.intake_plan import IntakePlan, read_each
from toolkit.workflow.steps.workspace import LICENCES, REPORTS, WORKBOOK_SUFFIXES, Workspace

# A damaged or locked table is filed all the same: the check tells the unit what to do about it.
FILED_ALL_THE_SAME = {"corrupt", "nonstandard", "cannot_open", "no_content", "encrypted", "empty_submission"}

LOCKED = "是设了密码的压缩包，请向单位要密码，解开后把表放进“报送”"


class Belongs(Struct, frozen=True):
    """Where an attachment goes: folders below the workspace, name, unit ('' unknown), and what a person should know.

    ``unit_by`` and ``month_by`` name the places that say which unit and month it is; ``is_table`` tells one of ours, or
    what its name says would be one if it could be opened.
    """

    folder: tuple[str, ...]
    name: str
    unit: str
    remark: str = ""
    unit_by: str = ""
    month_by: str = ""
    is_table: bool = False


class Voice(Struct, frozen=True):
    """A statement of unit or month: its place, its words, and what it may mean."""

    where: str
    typed: str
    meanings: frozenset[str]

    def __str__(self) -> str:
        return f"{self.where}{self.typed}"


def belongs(
    workspace: Workspace, attachment: Attachment, head: MailHead, units: Sequence[str], period: ReportingPeriod | None
) -> Belongs:
    """Return where an attachment goes.

    Title, words in the table, sheet name, file name, subject, ``period`` (what the operator typed) and the day of the
    mail all count for the month; the sender's ``units`` also for the unit.  Where they disagree, none is followed.
    """
    name = named_after(safe_name(attachment.name), attachment.content)
    mailed = list(_mailed_months(name, head, period, attachment.inside))
    day = _day(head)
    agreed = _agreed([*mailed, day]) or ReportingPeriod.parse(min(day.meanings))
    read = _read(workspace, attachment.content, name, agreed)
    is_table = read.table == "statistics"
    ours = is_table or named_like_table(name)
    sender = units[0] if len(units) == 1 else ""
    if not is_table and (elsewhere := _no_table(read, name, sender, _agreed(mailed))):
        return replace(elsewhere, remark=LOCKED) if attachment.is_locked else elsewhere
    voices = _unit_voices(workspace, read, name, head, units, attachment.inside)
    unit, why_unit = _unit(read, voices, units)
    months = [*_told_months(read, head.received), *mailed]
    month, why_month = _month(months, day)
    if month is None or not unit or why_unit or why_month:
        why = "；".join(filter(None, (why_unit, why_month)))
        return Belongs((UNCLAIMED,), with_unit(name, sender), unit or sender, why, is_table=ours)
    by = (_who_say(voices, unit), _who_say([*months, day], str(month)))
    return Belongs((REPORTS, str(month)), with_unit(name, unit, workspace), unit, "", *by, is_table=ours)


def _who_say(voices: Sequence[Voice], meaning: str) -> str:
    """Return which places say a meaning, those first that leave no other open: 标题、文件名."""
    sure = [voice for voice in voices if voice.meanings == {meaning}]
    places = [voice.where for voice in sure or [voice for voice in voices if meaning in voice.meanings]]
    return "、".join(dict.fromkeys(place.removesuffix("写的是").removesuffix("是") for place in places))


def _no_table(read: Submission, name: str, sender: str, month: ReportingPeriod | None) -> Belongs | None:
    """Return where a file goes that holds no statistics table; ``None`` for a table that cannot be opened."""
    licence = any(finding.kind == "licence_among_tables" for finding in read.findings)
    if licence or named_licence(name) or (is_picture(name) and not named_like_table(name)):
        # LZ annex 2: licences and identity cards 「单独报送」; they never lie among the tables, nor go out again.
        when = (str(month),) if month else ()
        return Belongs((LICENCES, *when), with_unit(name, sender), sender, "证照、图片单独存放，不转发")
    kinds = {finding.kind for finding in read.findings}
    if Path(name).suffix.lower() in WORKBOOK_SUFFIXES and kinds & FILED_ALL_THE_SAME:
        return None
    return Belongs((UNCLAIMED,), with_unit(name, sender), sender, _why(read, name))


def _why(read: Submission, name: str) -> str:
    if read.table == "targets":
        return "是目标任务分解表，请放进“目标”"
    if Path(name).suffix.lower() not in WORKBOOK_SUFFIXES:
        kind = kind_of(name)
        if kind is ARCHIVE:
            return "是压缩包，请解开后把表放进“报送”"
        return "不是表格文件，请人看一下" if kind is OTHER or name.endswith(".txt") else kind.advice
    return "不是报表" if read.status is Status.IGNORED else read.reason.rstrip("。")


def _read(workspace: Workspace, content: bytes, name: str, period: ReportingPeriod) -> Submission:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return next(read_each([(path, path.name, None)], workspace.scheme, period, IntakePlan(fresh=True)))


# Who speaks of the month


def _mailed_months(name: str, head: MailHead, period: ReportingPeriod | None, inside: str) -> Iterator[Voice]:
    said = (("文件名写的是", Path(name).stem), ("压缩包名写的是", inside), ("主题写的是", head.subject))
    for where, text in said:
        if voice := _months(where, text, head.received):
            yield voice
    if period is not None:
        yield Voice("收邮件时指定的是", period.label, frozenset({str(period)}))


def _told_months(read: Submission, received: datetime) -> Iterator[Voice]:
    for told in read.told:
        # The file's name is a statement of its own, with all its months.
        if told.what == "month" and told.where != "文件名" and (voice := _months("", told.typed, received)):
            yield replace(voice, where=f"{told.where}写的是")


def _months(where: str, text: str, received: datetime) -> Voice | None:
    """Return the months that a text names; one without a year is the last such month before the mail arrived."""
    found = months_named(text, received.year)
    if not found:
        return None
    periods = [
        period.shifted(-12) if not with_year and period.month > received.month else period
        for _, period, with_year in found
    ]
    return Voice(where, "、".join(dict.fromkeys(typed for typed, _, _ in found)), frozenset(map(str, periods)))


def _day(head: MailHead) -> Voice:
    """A mail of July brings the table of June, or already that of July; what is older a person confirms.

    Of a file in a folder, which nobody sent by mail, it is the day on which it was saved.
    """
    received = head.received
    month = ReportingPeriod(received.year, received.month)
    meanings = frozenset({str(month), str(month.shifted(-1))})
    day = f"{received.year}年{received.month}月{received.day}日"
    return Voice("信是", f"{day}到的", meanings) if head.sender else Voice("文件是", f"{day}保存的", meanings)


def _agreed(voices: Sequence[Voice]) -> ReportingPeriod | None:
    common = frozenset.intersection(*(voice.meanings for voice in voices)) if voices else frozenset()
    return ReportingPeriod.parse(next(iter(common))) if len(common) == 1 else None


def _month(voices: Sequence[Voice], day: Voice) -> tuple[ReportingPeriod | None, str]:
    """Return the month in which all agree, or why there is none."""
    if not voices:
        return None, "认不出是哪个月的表，请放进“报送”下对应的月份"
    if (month := _agreed(voices) or _agreed([*voices, day])) and str(month) in day.meanings:
        return month, ""
    said = "，".join(dict.fromkeys(map(str, (*voices, day))))
    return None, f"月份对不上：{said}。请核对是哪个月的表"


# Who speaks of the unit


def _unit_voices(
    workspace: Workspace, read: Submission, name: str, head: MailHead, units: Sequence[str], inside: str
) -> list[Voice]:
    """Return every statement of the unit: in the table, the file's name, the subject, by the sender."""
    told = [one for one in read.told if one.what == "unit" and one.where != "文件名"]
    voices = [Voice(f"{one.where}写的是", one.typed, frozenset({one.meaning} if one.meaning else ())) for one in told]
    said = (("文件名写的是", Path(name).stem), ("压缩包名写的是", inside), ("主题写的是", head.subject))
    for where, text in said:
        if named := units_named(text, workspace.scheme):
            voices.append(Voice(where, "、".join(named), frozenset(named)))
    return [*voices, Voice("发件人是", "、".join(units), frozenset(units))] if units else voices


def _unit(read: Submission, voices: Sequence[Voice], units: Sequence[str]) -> tuple[str, str]:
    """Return the unit in which all agree, or the likeliest one and why a person should look."""
    told = [one for one in read.told if one.what == "unit" and one.where != "文件名"]
    if not voices:
        return "", "认不出是哪个单位的表，请放进“报送”下对应的月份"
    common = frozenset.intersection(*(voice.meanings for voice in voices))
    if len(common) == 1:
        return next(iter(common)), ""
    if common:
        return "", "认不出是哪个单位的表，请放进“报送”下对应的月份"
    if units and told and read.unit and read.unit not in units and all(one.meaning == read.unit for one in told):
        return read.unit, f"发件人是{'、'.join(units)}，表里写的是{read.unit}，请人看一下"
    said = "，".join(dict.fromkeys(map(str, voices)))
    return read.unit or "", f"单位对不上：{said}。请核对是哪个单位的表"


def with_unit(name: str, unit: str, workspace: Workspace | None = None) -> str:
    """Return a file's name with its unit in front, unless the name says the unit already."""
    known = [one for one in workspace.scheme.units if one.name == unit] if workspace else []
    words = [unit, *(alias for one in known for alias in one.aliases)]
    return name if not unit or any(word in name for word in words) else safe_name(f"{unit} {name}")
