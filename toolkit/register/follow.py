"""Which row is which project, month after month? Certain where it is beyond doubt, else asked; nothing is dropped."""

from collections.abc import Mapping, Sequence

from toolkit.model.decisions import (
    EACH,
    ENDED_NOW,
    FORGOTTEN,
    MOVED_TO,
    NOT_SAME,
    SAME,
    UNIT_MERGED,
    UNIT_STANDS,
    WITHDRAWN_NOW,
    Decision,
)
from toolkit.model.findings import Finding
from toolkit.model.period import ReportingPeriod
from toolkit.model.register import Change, Followed, Register, State, UnitChange
from toolkit.register.asking import (
    SHOWN,
    ended,
    identity_id,
    identity_question,
    left_out_question,
    renamed,
    units_id,
    units_question,
    vanished_id,
    vanished_question,
)
from toolkit.register.months import OF_BOOK, SILENT, Entry, FindAlike, Month, Office, Tables, is_named
from toolkit.register.returning import come_back, state_of
from toolkit.register.threads import Row, Thread, Threads, agrees, matched
from toolkit.register.twins import settled_twins


def follow(months: Mapping[ReportingPeriod, Tables], office: Office, find_alike: FindAlike) -> Register:
    """Return the register: what the tables of all months tell of projects, with the office's words.

    Months are taken in order whatever order they are given in; the tables of a month by unit.
    """
    reader = _Reader(office, find_alike)
    for period in sorted(months):
        reader.read(period, months[period])
    return reader.register()


class _Reader:
    """Who reads the months one after the other and keeps the projects."""

    def __init__(self, office: Office, find_alike: FindAlike) -> None:
        self._office, self._find_alike = office, find_alike
        self._threads = Threads(office.numbers, office.names, office.former)
        # Projects that had ended before this year: they are listed again once a table names them.
        self._former = {one for one in self._threads if one.is_over}
        self._places = {name: number for number, name in enumerate(office.units)}
        self._changes = sorted(office.changes, key=lambda change: change.since)
        self._done: list[UnitChange] = []
        self._retired: dict[str, ReportingPeriod] = {}
        # Units whose projects another unit's table names: the unit, since when, and which projects.
        self._merging: dict[str, tuple[str, ReportingPeriod, list[Row]]] = {}
        self._pairs: dict[Thread, tuple[Row, tuple[str, ...]]] = {}
        self._months: dict[ReportingPeriod, list[Entry]] = {}
        self._questions: dict[ReportingPeriod, tuple[Decision, ...]] = {}
        self._findings: dict[ReportingPeriod, tuple[Finding, ...]] = {}
        self._apart: list[tuple[Thread, Row]] = []
        self._renaming: dict[ReportingPeriod, frozenset[str]] = {}
        self._settled: dict[tuple[ReportingPeriod, str], frozenset[str]] = {}
        self._retired_in: dict[ReportingPeriod, frozenset[str]] = {}
        self._year = 0

    def read(self, period: ReportingPeriod, tables: Tables) -> None:
        """Follow the projects into a month."""
        if (year := self._office.year.year_of(period)) != self._year:
            self._year = year
            for thread in self._threads:
                thread.asleep, thread.missing_since = True, None
        before = {thread: thread.last for thread in self._threads}
        rows = {
            unit: [
                Row(period, unit, table.file, project) for table in some for project in table.projects if project.name
            ]
            for unit, some in sorted(tables.items())
        }
        month = Month(period, tables, {})
        self._change_units(month)
        self._match(month, rows)
        self._match_numbers(month)
        self._merge_units(month)
        self._match_alike(month)
        self._match_moved(month)
        self._begin_new(month)
        self._ask_vanished(month)
        self._state(month)
        self._close(month, before)

    def _answer(self, id: str) -> str:
        decision = self._office.answers.get(id)
        return decision.answer if decision else ""

    def _change_units(self, month: Month) -> None:
        """Apply what the office said of units, from its month on."""
        while self._changes and self._changes[0].since <= month.period:
            self._apply(self._changes.pop(0))

    def _apply(self, change: UnitChange) -> None:
        self._done.append(change)
        for thread in self._threads:
            is_meant = thread.unit == change.unit and (not change.project or is_named(thread, change.project))
            if is_meant and change.to:
                thread.move(change.to, change.since)
        if change.kind is not Change.TRANSFER:
            self._retired[change.unit] = change.since

    def _match(self, month: Month, rows: Mapping[str, Sequence[Row]]) -> None:
        """Join the rows that are known projects of their unit beyond doubt."""
        of_unit = self._threads.by_unit()
        for unit, some in rows.items():
            pairs, left = matched(some, (one for one in of_unit.get(unit, ()) if one not in month.seen))
            month.left[unit] = dict.fromkeys(left)
            for row, thread in pairs:
                self._see(month, thread, row)

    def _match_numbers(self, month: Month) -> None:
        """Join rows that state the 编号 of another unit's project, where that unit does not report it any more."""
        stated = [row for rows in month.left.values() for row in rows if row.project.number]
        if not stated:
            return
        by_number = {one.number: one for one in self._threads if one.number and one not in month.seen}
        for row in stated:
            thread = by_number.get(row.project.number or "")
            if thread is not None and thread not in month.seen and agrees(row, thread):
                self._see(month, thread, row)

    def _see(self, month: Month, thread: Thread, row: Row) -> None:
        before = state_of(thread)
        thread.see(row)
        month.seen[thread] = row
        month.left[row.unit].pop(row, None)
        self._pairs.pop(thread, None)
        if before[0] is State.LISTED and thread.state is State.ENDED:
            month.findings.append(ended(row))
        come_back(month, thread, row, before, self._answer)

    def _merge_units(self, month: Month) -> None:
        """Find the units without a table whose projects stand in another unit's, and ask once for all of them."""
        silent = self._silent(month)
        for unit in [unit for unit in self._merging if unit not in silent]:
            del self._merging[unit]
        new = {(row.name, row.firm): row for rows in month.left.values() for row in rows if row.firm}
        for unit, threads in silent.items():
            named = [new[key] for one in threads if (key := (one.last.name, one.last.firm)) in new]
            targets = {row.unit for row in named}
            if unit not in self._merging and targets and 2 * len(named) >= len(threads):
                self._merging[unit] = ("、".join(sorted(targets)), month.period, named)
        groups: dict[tuple[str, ReportingPeriod], list[str]] = {}
        for unit, (target, since, _) in sorted(self._merging.items()):
            groups.setdefault((target, since), []).append(unit)
        for (target, since), olds in groups.items():
            self._ask_merged(month, olds, target, since)

    def _ask_merged(self, month: Month, olds: list[str], target: str, since: ReportingPeriod) -> None:
        rows = [row for unit in olds for row in self._merging[unit][2]]
        answer = self._answer(units_id(olds, target, since))
        month.questions[units_id(olds, target, since)] = units_question(olds, target, since, rows)
        if answer == f"{UNIT_MERGED}{target}":
            self._take_over(month, olds, target, since)
        elif answer != UNIT_STANDS:
            named = {(row.name, row.firm) for row in rows}
            month.pending.update(
                one for one in self._threads if one.unit in olds and (one.last.name, one.last.firm) in named
            )

    def _take_over(self, month: Month, olds: list[str], target: str, since: ReportingPeriod) -> None:
        """Merge units as somebody answered; of a unit that was divided, each project goes where its row stands."""
        decision = self._office.answers[units_id(olds, target, since)]
        is_divided = target not in month.tables and "、" in target
        kind, to = (Change.RETIRE, "") if is_divided else (Change.MERGE, target)
        for unit in olds:
            self._apply(UnitChange(kind, unit, to, since, "", f"裁定 {decision.id}", decision.decided_by))
            del self._merging[unit]
        if not is_divided:
            self._match(month, {target: list(month.left.get(target, ()))})
            return
        new = {(row.name, row.firm): row for rows in month.left.values() for row in rows if row.firm}
        for thread in list(self._threads):
            row = new.get((thread.last.name, thread.last.firm)) if thread.unit in olds else None
            if row is not None and thread not in month.seen:
                self._see(month, thread, row)

    def _silent(self, month: Month) -> dict[str, list[Thread]]:
        """Return the projects of the units that have no table this month and are not retired."""
        return {
            unit: [one for one in threads if not one.is_over and one not in month.seen]
            for unit, threads in self._threads.by_unit().items()
            if unit not in month.tables and unit not in self._retired and not all(one.is_over for one in threads)
        }

    def _vanished(self, month: Month) -> list[Thread]:
        """Return the projects that their unit's table lacks, and of which nobody has said what became."""
        return [
            one
            for one in self._threads
            if one not in month.seen
            and not one.is_over
            and (one.unit in month.tables or one.unit in self._retired or one.missing_since)
            and one not in month.pending
        ]

    def _match_alike(self, month: Month) -> None:
        """Join renamed projects: what is certain or answered first, then ask about the likeliest of what is left."""
        gone = sorted(self._vanished(month), key=lambda thread: thread.origin)
        new = [row for _, rows in sorted(month.left.items()) for row in rows]
        if not gone or not new:
            return
        pairs = [
            (gone[pair.known], new[pair.new], pair)
            for pair in self._find_alike([one.last.project for one in gone], [one.project for one in new])
            if gone[pair.known].unit == new[pair.new].unit
        ]
        taken: set[Thread | Row] = set()
        twins = settled_twins(self._threads, self._office.answers)
        certain = {(one, row) for one, row, pair in pairs if pair.is_certain or (pair.agrees and twins(one))}
        for thread, row, _ in pairs:
            answer = self._answer(identity_id(thread, row))
            rivals = sum(one is thread or other is row for one, other in certain)
            is_certain = (thread, row) in certain and rivals == 1
            self._apart += [(thread, row)] if answer == NOT_SAME else []
            if thread in taken or row in taken or answer == NOT_SAME or not (answer or is_certain):
                continue
            taken.update((thread, row))
            old = thread.last
            self._see(month, thread, row)
            if not answer:
                month.findings.append(renamed(old, row))
        for thread, row, pair in pairs:
            if thread not in taken and row not in taken and not self._answer(identity_id(thread, row)):
                taken.update((thread, row))
                self._pairs[thread] = (row, pair.like)

    def _match_moved(self, month: Month) -> None:
        """Join projects that another unit's table names: where somebody said so, else ask."""
        gone = [one for one in self._vanished(month) if one not in self._pairs]
        gone += [one for threads in self._silent(month).values() for one in threads if one not in month.pending]
        by_name = {(one.last.name, one.last.firm): one for one in gone if one.last.firm}
        for rows in month.left.values():
            for row in list(rows):
                thread = by_name.get((row.name, row.firm))
                if thread is None or thread in self._pairs or thread in month.seen:
                    continue
                answer = self._answer(identity_id(thread, row))
                if answer.startswith(SAME):
                    self._see(month, thread, row)
                elif answer == NOT_SAME:
                    self._apart.append((thread, row))
                else:
                    thread.missing_since = thread.missing_since or month.period
                    self._pairs[thread] = (row, ("项目名称和项目方相同",))

    def _begin_new(self, month: Month) -> None:
        for unit in sorted(month.left, key=self._place_of):
            for row in month.left[unit]:
                thread = self._threads.begin(row)
                month.seen[thread] = row

    def _place_of(self, unit: str) -> tuple[int, str]:
        return self._places.get(unit, len(self._places)), unit

    def _ask_vanished(self, month: Month) -> None:
        """Ask what became of the projects that left their table; until somebody says so they stay as they were."""
        for thread in self._pairs:
            if thread not in month.seen and not thread.is_over:
                row, like = self._pairs[thread]
                question = identity_question(thread, row, like)
                month.questions[question.id] = question
                month.pending.add(thread)
                thread.missing_since = thread.missing_since or row.period
        twins = settled_twins(self._threads, self._office.answers)
        for thread in self._vanished(month):
            if thread in self._pairs:
                continue
            if kept := twins(thread):
                thread.turn(State.MERGED, month.period, f"与{kept.unit}“{kept.last.project.name}”重复，按裁定计入一次")
                thread.same_as = kept
                continue
            thread.missing_since = thread.missing_since or month.period
        gone = [one for one in self._vanished(month) if one not in self._pairs]
        for thread in self._one_by_one(month, gone):
            since = thread.missing_since or month.period
            question = vanished_question(thread, since, self._office.units)
            month.questions[question.id] = question
            self._settle(month, thread, since)

    def _one_by_one(self, month: Month, gone: Sequence[Thread]) -> list[Thread]:
        """Return of which projects it is asked one by one what became of them; of many of a former year it is once."""
        groups: dict[tuple[str, ReportingPeriod], list[Thread]] = {}
        for thread in gone:
            if thread.asleep and thread.missing_since:
                groups.setdefault((thread.unit, thread.missing_since), []).append(thread)
        together: set[Thread] = set()
        for (unit, since), threads in groups.items():
            question = left_out_question(unit, since, threads)
            answer = self._answer(question.id)
            if len(threads) > SHOWN or answer:
                month.questions[question.id] = question
                together.update(threads if answer != EACH else ())
        return [thread for thread in gone if thread not in together]

    def _settle(self, month: Month, thread: Thread, since: ReportingPeriod) -> None:
        """Let a project that left its table go as somebody said, or stay; the ledger says which and why."""
        id = vanished_id(thread, since)
        answer = self._answer(id)
        if answer in (ENDED_NOW, WITHDRAWN_NOW):
            thread.turn(State.ENDED if answer == ENDED_NOW else State.WITHDRAWN, since, f"裁定 {id}：{answer}")
            return
        unit = answer.removeprefix(MOVED_TO)
        if answer.startswith(MOVED_TO) and thread.unit != unit:
            thread.move(unit, since)
        if thread.asleep:
            return
        why = f"裁定 {id}：{answer}" if answer else "本月表里没有，去向待裁定"
        month.notes[thread] = f"沿用{thread.last.period.label}的数（{why}）"

    def _state(self, month: Month) -> None:
        """Take out what the office wrote down as out in 项目库.xlsx."""
        for thread in self._threads:
            state, since = self._office.stated.get(thread.origin, (State.LISTED, month.period))
            if state is not State.LISTED and since <= month.period and not thread.is_over:
                thread.turn(state, since, OF_BOOK)
                month.notes[thread] = f"{OF_BOOK}：{state}"

    def _close(self, month: Month, before: Mapping[Thread, Row]) -> None:
        """Write down the month: who is in it, with which rows, and what nobody need be asked for."""
        followed: list[Entry] = []
        of_year = {one for one in (*self._months, month.period) if self._office.year.year_of(one) == self._year}
        for thread in self._threads:
            note = month.notes.get(thread, "")
            if thread not in month.seen:
                is_gone = thread in month.pending or thread.asleep or thread.is_over
                if is_gone or not (note or self._office.carries):
                    continue
            rows = tuple(row.sighting for row in reversed(thread.rows) if row.period in of_year)
            is_out = thread.why == OF_BOOK or thread in month.out
            followed.append((thread, thread.unit, rows, "" if thread in month.seen else note or SILENT, note, is_out))
        self._months[month.period] = followed
        self._questions[month.period] = tuple(month.questions.values())
        self._findings[month.period] = tuple(month.findings)
        self._retired_in[month.period] = frozenset(
            unit for unit, since in self._retired.items() if since <= month.period
        )
        asked = {thread for thread in self._threads if thread.missing_since and not thread.is_over}
        chased: dict[str, set[str]] = {}
        for thread, row in before.items():
            if thread not in asked or self._is_answered(thread, month.period):
                chased.setdefault(row.unit, set()).add(row.name)
        for unit, names in chased.items():
            self._settled[month.period, unit] = frozenset(names)
        self._renaming[month.period] = frozenset(row.name for thread, row in before.items() if thread in month.pending)

    def _is_answered(self, thread: Thread, period: ReportingPeriod) -> bool:
        """Tell whether nobody need ask the unit: a row that it forgot it is asked for once."""
        answer = self._answer(vanished_id(thread, thread.missing_since)) if thread.missing_since else ""
        return bool(answer) and not (answer == FORGOTTEN and thread.missing_since == period)

    def register(self) -> Register:
        """Return what has been read."""
        self._threads.number(self._office.prefix, self._place_of)
        months = {
            period: tuple(
                Followed(one.number, one.origin, unit, rows, why, note, is_out)
                for one, unit, rows, why, note, is_out in followed
            )
            for period, followed in self._months.items()
        }
        twins = settled_twins(self._threads, self._office.answers)
        for thread in self._threads:
            kept = None if thread.is_over else twins(thread)
            if kept is not None:
                thread.same_as = kept
                thread.state, thread.why = State.MERGED, "按裁定计入一次"
        known = {row.place: (thread.number, thread.origin) for thread in self._threads for row in thread.rows}
        former = {one for one in self._threads if one.is_over and one.asleep and one in self._former}
        told = sorted(self._threads, key=lambda one: one.number)
        return Register(
            tuple(one.known() for one in told if one not in former),
            (*self._done, *self._changes),
            months,
            self._questions,
            self._findings,
            self._settled,
            self._renaming,
            self._retired_in,
            known,
            tuple(one.known() for one in told if one in former),
            frozenset(frozenset((one.origin, known[row.place][1])) for one, row in self._apart if row.place in known),
        )
