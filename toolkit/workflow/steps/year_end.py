"""What of a year goes on in the next one? Settings, bases, projects that run, and places; each as it is to be kept."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from toolkit.files import office_list
from toolkit.model.accounting_year import quarter_words
from toolkit.model.assessment import PastScore, YearPlace
from toolkit.model.decisions import OwnLine
from toolkit.model.expressions import expression
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.origin import Origin
from toolkit.model.publication import Publication
from toolkit.model.register import Change, KnownProject, State
from toolkit.model.register_book import BY_ANSWER, CHANGE_COLUMNS, CHANGE_SHEET, SINCE, STATED, Library
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED
from toolkit.schemes.measures import stated_scale
from toolkit.schemes.office import BASELINE_HEAD, counted_file
from toolkit.workflow.steps.former_projects import left_to_next

_KEY = expression(r"\s*(\w+)\s*=")
_TABLE = expression(r"\s*\[")


def next_settings(text: str, scheme: str, rules: Scheme, year: int, *, continues: bool) -> str:
    """Return 设置.toml of the next year: contact, mail and readings as they were, scheme and year its own.

    A reading that the next year's rules do not know, or not with this value, becomes a remark.
    """
    known = {reading.id: reading.choices for reading in rules.readings}
    lines, table = [], ""
    for line in text.splitlines():
        key = found[1] if (found := _KEY.match(line)) else ""
        table = line.strip() if _TABLE.match(line) else table
        if not table and key in ("scheme", "year", "continues"):
            if key == "scheme":
                lines += [f'scheme = "{scheme}"', f"year = {year}", *(["continues = true"] if continues else [])]
            continue
        value = line.partition("=")[2].split("#")[0].strip().strip("\"'")
        if table == "[readings]" and key and value not in known.get(key, ()):
            lines.append(f"# {year}年的规则没有这一项：{line}")
            continue
        lines.append(line)
    return "\n".join(lines) + "\n"


def next_baselines(path: Path, result: Consolidation, issue: Publication | None) -> list[list[str]]:
    """Return the lines of 基数.csv with the year's amounts added, as the last month was issued; the old ones stay."""
    old = (
        [[row[head] for head in BASELINE_HEAD] for _, row in office_list.lines(path, BASELINE_HEAD)]
        if (path := counted_file(path, BASELINE_HEAD)).exists()
        else []
    )
    there = {(line[0], line[1]) for line in old}
    year = str(result.scheme.accounting.year_of(result.period))
    source = issue.label if issue else f"{result.period.label}汇总"
    now = {one.indicator.id: one.actual for one in result.county}
    amounts: Mapping[str, int | float | None] = issue.figures if issue else now
    new = []
    for indicator in result.scheme.indicators:
        amount = amounts.get(indicator.id)
        if (
            indicator.is_ratio
            or amount is None
            or stated_scale(indicator.unit) is None
            or (indicator.id, year) in there
        ):
            continue
        value = Decimal(str(amount)) / indicator.scale
        new.append([indicator.id, year, f"{value.normalize():f}", indicator.unit, source])
    return [*old, *new]


def next_library(
    library: Library, entries: Iterable[LedgerEntry], scheme: Scheme
) -> tuple[Library, list[KnownProject]]:
    """Return 项目库 with the projects that still run, under their numbers, and those that are left behind.

    Each stands under the unit, name and firm of its first report: what was decided of it hangs on them.  What it was
    called since, and those that are left behind, 上年/项目来历.json knows (``former``).
    """
    ended = {entry.known_as for entry in entries if entry.stage == ENDED}
    stays, left = [], []
    written: dict[Origin, Mapping[str, str]] = {}
    former = left_to_next(library, scheme)
    for known in library.register.projects:
        if known.state is not State.LISTED or known.same_as or known.origin in ended:
            left.append(known)
            continue
        written[known.origin] = {**library.book.written.get(known.origin, {}), STATED: "", SINCE: ""}
        stays.append(known)
    changes = [dict(line.texts) for line in library.book.change_lines]
    for change in library.register.changes:
        if change.reason.startswith(BY_ANSWER) and change.kind is not Change.TRANSFER:
            cells = (
                change.kind.value,
                change.unit,
                change.to,
                str(change.since),
                "",
                f"{scheme.year}年{change.reason}",
                change.by,
                "",
            )
            changes.append(dict(zip(CHANGE_COLUMNS, cells, strict=True)))
    kept = tuple(OwnLine(CHANGE_SHEET, row, tuple(line.items())) for row, line in enumerate(changes, 1))
    book = replace(library.book, written=written, corrections=(), months={}, change_lines=kept)
    register = replace(library.register, projects=tuple(stays), months={}, changes=())
    return replace(library, register=register, book=book, former=former), left


def places_to_keep(
    past: Iterable[PastScore], places: Iterable[YearPlace], year: int
) -> Iterator[tuple[str, str, float | None, int | None]]:
    """Yield the lines of 上年考核 for the next year: those that stood there, then the year's places."""
    stated = False
    for row in past:
        if row.problem or row.year is None:
            continue
        stated = stated or (row.year == year and row.quarter is None)
        yield f"{row.year}年" + (quarter_words(row.quarter) if row.quarter else ""), row.unit, row.score, row.rank
    if not stated:
        yield from (
            (f"{one.year}年", one.unit, one.score, one.rank) for one in places if one.year == year and not one.span
        )


def places_that_differ(past: Iterable[PastScore], places: Iterable[YearPlace], year: int) -> Iterator[str]:
    """Yield, in words, the units whose place of the year stands otherwise in 上年考核 than it is now."""
    stated = {one.unit: one for one in past if not one.problem and one.year == year and one.quarter is None}
    for now in places:
        there = stated.get(now.unit)
        if there is not None and now.year == year and not now.span and there.rank not in (None, now.rank):
            yield f"{now.unit}写的是第{there.rank}名，现在是第{now.rank}名"
