"""Which files came but could not be used? The office needs to know, and the unit is not told that it sent nothing."""

from collections.abc import Iterable

from toolkit.model.expressions import expression
from toolkit.model.file_kinds import Kind, kind_of
from toolkit.model.letters import UNIT_SHOULD
from toolkit.model.submission import Status, Submission

OF_OFFICE, OF_UNIT = "请要", "请报"
NAMES_SHOWN = 3
ADVICE = expression(r"[，。]请")  # what follows is for the office alone
DOUBT = expression(r"对不上|认不出|发件人是|哪个单位")
OF_CLERK = expression(r"，收邮件时指定的是[^，]*")
BY_KIND = ("no_table_file", "archive")


def unused(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """Return the submissions of which no table was read and that a person should know of."""
    return tuple(one for one in submissions if one.status in (Status.REFUSED, Status.IGNORED) and one.findings)


def unclaimed(submissions: Iterable[Submission]) -> tuple[Submission, ...]:
    """Return what lies in 待认领, for a person to say whose it is."""
    return tuple(one for one in submissions if any(finding.kind == "unclaimed" for finding in one.findings))


def came_in_words(submissions: Iterable[Submission], ask: str = OF_OFFICE) -> tuple[str, ...]:
    """Return what came as clauses without stops: 收到 2 个 PDF“…”“…”，无法读取，请要 Excel 表.

    ``ask`` is :data:`OF_OFFICE`, or :data:`OF_UNIT` where the unit itself reads it.
    """
    clauses: list[str] = []
    by_kind: dict[Kind, list[str]] = {}
    for one in unused(submissions):
        finding, name = one.findings[0], one.file.rpartition("/")[2]
        if finding.kind in BY_KIND:
            by_kind.setdefault(kind_of(name), []).append(name)
        elif finding.kind == "unclaimed":
            why = str(dict(finding.details)["why"])
            if ask == OF_UNIT and kind_of(name).why:
                by_kind.setdefault(kind_of(name), []).append(name)
            elif ask == OF_UNIT:
                said = OF_CLERK.sub("", ADVICE.split(why)[0])
                should = "请说明是哪个单位、哪个月的表" if DOUBT.search(why) else "请报招商引资统计表"
                clauses.append(f"“{name}”{'' if said.startswith('请') else said}，{should}")
            else:
                clauses.append(f"“{name}”在“待认领”：{why}")
        elif finding.kind == "letter_without_table":
            why = str(dict(finding.details)["why"])
            clauses.append(f"{one.file}{_for_unit(why) if ask == OF_UNIT else why}")
        elif finding.kind != "licence_among_tables":
            clauses.append(f"收到“{name}”，{one.reason.rstrip('。').replace('。', '，')}")
    counted = (f"收到 {kind.counted(len(names))}{_quoted(names)}，{kind.why}" for kind, names in by_kind.items())
    return (*(f"{clause}，{ask} Excel 表" for clause in counted), *clauses)


def _for_unit(why: str) -> str:
    """Return what is said of a letter without a table, and what the unit should do; the clerk's part is left out.

    >>> _for_unit("没有附件。如果是“超大附件”，请到网页邮箱下载后放进“报送”")
    '没有附件，请把统计表作为附件重新发送'
    """
    should = next((words for said, words in UNIT_SHOULD.items() if said in why), "请报 Excel 表")
    return f"{why.partition('。')[0]}，{should}"


def _quoted(names: list[str]) -> str:
    more = f"等 {len(names)} 个" if len(names) > NAMES_SHOWN else ""
    return "".join(f"“{name}”" for name in names[:NAMES_SHOWN]) + more
