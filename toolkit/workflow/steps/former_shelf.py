"""How does what a year leaves come into the next one's folder? Its newest issue; what a person changed there stays."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.files import office_list, saving
from toolkit.files.csv_text import csv_bytes
from toolkit.intake.office.decisions import read_book
from toolkit.model.decisions import HOLDS_ON, Decision, Question
from toolkit.model.former import FILE_NAME, FormerYears
from toolkit.model.ledger import Consolidation
from toolkit.model.publication import Publication
from toolkit.model.snapshot import FOLDER
from toolkit.schemes.office import BASELINE_HEAD, counted_file
from toolkit.workflow.steps.answers import previous_of
from toolkit.workflow.steps.publications import issues_of, newest_former
from toolkit.workflow.steps.workspace import Workspace, every_file
from toolkit.workflow.steps.year_end import next_baselines


class Carried(Struct):
    """What 结转 did in the next year's folder: what it wrote, what it replaced, and where it leaves the choice."""

    root: Path
    made: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    differs: list[str] = field(default_factory=list)

    def name(self, path: Path) -> str:
        """Return what a path of the folder is called."""
        return path.relative_to(self.root).as_posix()

    def write(self, path: Path, content: bytes) -> None:
        """Write a file that is not there yet."""
        if not path.exists():
            saving.save(content, path)
            self.made.append(self.name(path))

    def renew(self, path: Path, content: bytes, why: str) -> None:
        """Write a file that new-year itself keeps; one that said something else stays beside it, and it is said."""
        if not path.exists():
            self.write(path, content)
        elif path.read_bytes() != content:
            saving.save(content, path, previous_of(path))
            self.replaced.append(f"{self.name(path)}（{why}，原来的另存为“{previous_of(path).name}”）")


def keep_former(carried: Carried, opened: Workspace, former: FormerYears) -> None:
    """Write what the register knows, for the next year's."""
    carried.renew(opened.former_year / FILE_NAME, msgspec.json.encode(former), "项目有变化")


def keep_issues(carried: Carried, opened: Workspace, now: Workspace, issues: Iterable[Publication]) -> None:
    """Bring each month's snapshot as it was issued last; an earlier issue that was brought before stays beside it."""
    shelf, there, brought = opened.former_year, newest_former(opened), 0
    for issue in issues:
        before = there.get(issue.period)
        folder = shelf / (before.folder if before and before.number == issue.number else str(issue.period))
        if before and before.number < issue.number:
            folder = shelf / issue.folder
            carried.replaced.append(f"{carried.name(folder)}（{issue.label}，以前带过来的留在“{before.folder}”）")
        elif before and before.number > issue.number:
            continue
        brought += before is None
        source = now.publications / issue.folder / FOLDER
        for path in every_file(source):
            out = folder / FOLDER / path.relative_to(source)
            if not out.exists():
                saving.copy(path, out)
    if brought:
        carried.made.append(f"{shelf.name}/（{brought} 个月的定稿）")


def keep_baselines(
    carried: Carried, path: Path, now: Workspace, result: Consolidation, issue: Publication | None
) -> None:
    """Write the year's amounts into 基数.csv; a line as an earlier issue had it gets the newest one's amount.

    A line that a person changed stays, and it is said what the issue has.
    """
    lines = next_baselines(now.baselines, result, issue)
    counted = counted_file(path, BASELINE_HEAD)
    if not counted.exists():
        carried.write(path, csv_bytes(BASELINE_HEAD, lines))
        return
    there = [[row[head] for head in BASELINE_HEAD] for _, row in office_list.lines(counted, BASELINE_HEAD)]
    ours = {_key(line) for old in issues_of(now, result.period) for line in next_baselines(now.baselines, result, old)}
    unissued = f"{result.period.label}汇总"
    places = {(line[0], line[1]): place for place, line in enumerate(there)}
    changed = False
    for line in lines:
        place = places.get((line[0], line[1]))
        if place is None and counted == path:
            there.append(line)
        elif place is None or _amount(there[place]) == _amount(line):
            continue
        elif counted == path and (_key(there[place]) in ours or there[place][4] == unissued):
            there[place] = line
        else:
            told, source = "".join(there[place][2:4]), there[place][4] or "没有写来源"
            ours_now = f"{line[4]}是 {''.join(line[2:4])}"
            carried.differs.append(
                f"{counted.name}“{line[0]}”{line[1]}年写的是 {told}（{source}），{ours_now}，没有改动"
            )
            continue
        changed = True
    if changed:
        carried.renew(path, csv_bytes(BASELINE_HEAD, there), f"换成{issue.label if issue else unissued}的数")


def _key(line: list[str]) -> tuple[str, ...]:
    return line[0], line[1], *_amount(line), line[4]


def _amount(line: list[str]) -> tuple[str, str]:
    try:
        return f"{Decimal(line[2]).normalize():f}", line[3]
    except InvalidOperation:
        return line[2], line[3]


def keep_decisions(carried: Carried, opened: Workspace, result: Consolidation, as_of: date) -> None:
    """Bring the answers that hold for a project in whatever year; what was answered in the new year stays."""
    from toolkit.workbooks.books.decision_workbook import drawn_decisions

    path = opened.decisions
    there, own = read_book(path)
    wanted = [one for one in result.decisions if _holds_on(one)]
    new = {one.id: one for one in wanted if one.id not in there or not there[one.id].is_touched}
    if not new:
        return
    lines = [*(replace(one, **_answer(new.pop(id))) if id in new else one for id, one in there.items()), *new.values()]
    content = drawn_decisions(sorted(lines, key=lambda one: not one.is_open), as_of, own)
    carried.renew(path, content, "补上了上年的裁定")


def _holds_on(one: Decision) -> bool:
    """Tell whether an answer is about the project rather than about a month's figures."""
    # An amount that somebody put in words is the same in another year; the sums of a year begin anew.
    is_worth = one.question is Question.VALUE and "投资总额" in one.situation
    return not one.is_open and not one.in_dictionary and (one.question in HOLDS_ON or is_worth)


def _answer(one: Decision) -> dict[str, object]:
    return {"answer": one.answer, "decided_by": one.decided_by, "decided_on": one.decided_on, "more": one.more}
