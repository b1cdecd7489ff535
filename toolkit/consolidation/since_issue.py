"""What differs from a month as it was issued? Files, projects, figures, targets and decisions, to the cell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from toolkit.model import snapshot
from toolkit.model.cells import in_words
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_columns import LedgerColumn, ledger_columns
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.money import in_yi
from toolkit.model.publication import Change
from toolkit.model.scheme import Indicator
from toolkit.model.snapshot import IssuedInput, Snapshot, heading_in_yuan, row_in_texts, text_of

# What follows from other columns, or says where a row stood: it differs whenever they do.
_FOLLOWS = {
    "serial",
    "project",
    "stage_rank",
    "outside",
    "group",
    "lead_unit",
    "attributed_by",
    "file",
    "sheet",
    "row",
    "system_place",
}

# Unit and name under which it was first reported, and which of several of that name.
_Key = tuple[str, str, int]


def changes_since(issued: Snapshot, result: Consolidation, inputs: Sequence[IssuedInput]) -> tuple[Change, ...]:
    """Return what differs, in the order in which a person follows it: files, projects, decisions, targets, figures.

    ``inputs`` are the files that the month is made from now; those that change every month are not among them.
    """
    return (
        *_files(issued.inputs, inputs),
        *_projects(issued.rows, result.ledger.entries, ledger_columns(result.scheme.own_columns)),
        *_decisions(issued.decisions, result),
        *_lines(issued.lines, result),
        *_figures(issued, result),
    )


def _files(before: Iterable[IssuedInput], now: Iterable[IssuedInput]) -> Iterator[Change]:
    old, new = ({one.file: one for one in some} for some in (before, now))
    for file in sorted({*old, *new}):
        if file not in new:
            yield Change("文件", file, "", "", "定稿时有，现在没有了")
        elif file not in old:
            yield Change("文件", file, "", "", "定稿以后收到的")
        elif old[file].digest != new[file].digest:
            yield Change("文件", file, "", "", "定稿以后改过")


def _projects(
    before: Iterable[Mapping[str, str]], entries: Iterable[LedgerEntry], columns: Sequence[LedgerColumn]
) -> Iterator[Change]:
    numbers: Counter[tuple[str, str]] = Counter()
    old = {_key(row[snapshot.FIRST_UNIT], row[snapshot.FIRST_NAME], numbers): row for row in before}
    numbers.clear()
    new = {_key(entry.known_as.unit, entry.known_as.name, numbers): entry for entry in entries}
    for key, entry in new.items():
        if key not in old:
            yield Change("项目", _project(entry.unit, entry.name), "", "", "定稿里没有，现在有了", entry.source_place)
            continue
        texts = row_in_texts(entry, columns)
        for column in (one for one in columns if one.field not in _FOLLOWS):
            heading = heading_in_yuan(column)
            # A column that an earlier form did not keep says nothing.
            if old[key].get(heading, texts[heading]) != texts[heading]:
                shown = (_shown(column, old[key][heading]), _shown(column, texts[heading]))
                place = entry.system_place or str(entry.cell(column.field))
                yield Change("项目", _project(entry.unit, entry.name), column.heading, *shown, place)
    for key, row in old.items():
        if key not in new:
            place = in_words(str(row["来源文件"]), str(row["来源工作表"]), f"第{row['来源行']}行")
            yield Change("项目", _project(row["报送单位"], row["项目名称"]), "", "", "定稿里有，现在没有了", place)


def _key(unit: str, name: str, numbers: Counter[tuple[str, str]]) -> _Key:
    numbers[unit, name] += 1
    return unit, name, numbers[unit, name]


def _project(unit: str, name: str) -> str:
    return f"{unit}“{name}”"


def _shown(column: LedgerColumn, text: str) -> str:
    return in_yi(int(text)) if text and column.show == "亿元" else text


def _decisions(before: Iterable[Mapping[str, str]], result: Consolidation) -> Iterator[Change]:
    answered = {row["编号"]: row["裁定"] for row in before}
    for one in result.decisions:
        if answered.get(one.id, "") != one.answer:
            subject = " ".join(part for part in (one.id, one.unit, one.project or one.text) if part)
            yield Change("裁定", subject, one.question.value, answered.get(one.id, ""), one.answer)


def _lines(before: Iterable[Mapping[str, str]], result: Consolidation) -> Iterator[Change]:
    old = {tuple(row[heading] for heading in ("产业招商组", "牵头单位", "范围", "编号")): row for row in before}
    for standing in result.standings:
        line = standing.line
        for id, variance in standing.variances.items():
            row, name = old.get((line.group, line.lead_unit, line.scope, id)), variance.indicator.name
            if row is None:
                yield Change("目标", line.label, "", "", f"定稿里没有“{name}”这一项", str(line.cell(id)))
                continue
            for kind, value, place in (("目标", variance.target, str(line.cell(id))), ("完成", variance.actual, "")):
                if row[kind] != text_of(value):
                    shown = (exactly(_number(row[kind]), variance.indicator), exactly(value, variance.indicator))
                    yield Change("目标" if kind == "目标" else "指标", line.label, f"{name}{kind}", *shown, place)


def _figures(issued: Snapshot, result: Consolidation) -> Iterator[Change]:
    for variance in result.county:
        indicator = variance.indicator
        pairs = (("目标", issued.head.targets, variance.target), ("完成", issued.head.figures, variance.actual))
        for kind, old, now in pairs:
            if indicator.id in old and old[indicator.id] != now:
                shown = (exactly(old[indicator.id], indicator), exactly(now, indicator))
                yield Change("指标", result.scheme.whole, f"{indicator.name}{kind}", *shown)


def exactly(value: int | float | None, indicator: Indicator) -> str:
    """Return a figure with its unit and all its digits: where two differ a person must see how; '' for none."""
    if value is None:
        return ""
    if indicator.unit == "%":
        return f"{Decimal(str(round(value * 100, 4))).normalize():f}%"
    return f"{(Decimal(str(value)) / indicator.scale).normalize():f}{indicator.unit}"


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return int(text) if text.lstrip("-").isdecimal() else float(text)
