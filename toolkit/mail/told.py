"""What does a letter tell its reader, so that one that was sent is known again? Data, not the words that say them."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import astuple

from toolkit.model.findings import Finding
from toolkit.model.ledger import COUNTY, Consolidation, Timeliness, Variance
from toolkit.model.ledger_entry import LedgerEntry

# A detail that is a sentence of ours, and follows from the kind.
_WORDED = ("effect",)
Said = Callable[[Variance, bool], str]
_MEASURED = ("land_mu", "floor_sqm", "idle_mu")


def mark(parts: Sequence[str]) -> str:
    """Return the mark of what was told."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def of_findings(findings: Iterable[Finding]) -> list[str]:
    """Return findings as data: code, weight, cell and what was typed there; a version that says it better is no news.

    >>> from toolkit.model.cells import CellRef
    >>> from toolkit.model.findings import found
    >>> of_findings([found("missing_required", CellRef("江口乡.xlsx", "表", 7, 5), column="投资总额")])
    ['V101|error|江口乡.xlsx|表|7|5|column=投资总额']
    """
    return [
        "|".join(
            (
                one.code,
                one.severity.value,
                *map(str, astuple(one.cell)),
                *(f"{key}={value}" for key, value in one.details if key not in _WORDED),
            )
        )
        for one in findings
    ]


def of_table(result: Consolidation) -> list[str]:
    """Return what the county's table says, without the day on which it was made: that alone makes no new letter."""
    return [*_figures(result, _figure), *_lines(result), *of_findings(result.findings), *_entries(result)]


def of_table_in_words(result: Consolidation) -> list[str]:
    """Return the same as version 2.0.0 did, with the words of findings: letters that it sent are known by it."""
    return [*_figures(result, _figure_of_2_0), *_lines(result), *map(str, result.findings), *_entries(result)]


def of_unit(line: Timeliness) -> list[str]:
    """Return how a unit's table arrived and what came of it."""
    figures = (line.accepted_rows, line.returned_rows, line.amount_yuan)
    return [line.unit, line.arrival.value, line.file, line.status, line.carried_from, *map(str, figures), *line.came]


def of_entry(entry: LedgerEntry) -> str:
    """Return what the table says of a project."""
    told = (
        entry.unit,
        entry.name,
        entry.industry,
        entry.investor,
        entry.investment_yuan,
        entry.paid_in_yuan,
        entry.source,
        entry.stage,
        entry.progress,
        entry.moved_in_on,
        entry.signed_on,
        entry.started_on,
        entry.target_row,
        entry.counted,
    )
    return "|".join(map(str, told))


def _figures(result: Consolidation, said: Said) -> list[str]:
    silent = COUNTY in result.unheard
    county = [said(one, silent) for one in result.county]
    without = {one.indicator.id for one in result.county if one.is_without_data and not silent}
    for standing in result.standings:
        unheard = standing.key in result.unheard
        county += [said(one, unheard and one.indicator.id not in without) for one in standing.variances.values()]
    return county


def _figure(variance: Variance, _: bool) -> str:
    return f"{variance.indicator.id}|{variance.target}|{variance.actual}|{variance.at_most}"


def _figure_of_2_0(variance: Variance, unheard: bool) -> str:
    """Return a figure as 2.0.0 had it, which took 0 for what nobody told."""
    if not unheard or variance.actual is not None or variance.indicator.is_ratio:
        return _figure(variance, unheard)
    nothing = "0.0" if variance.indicator.column in _MEASURED else "0"
    at_most = nothing if variance.at_most is None else variance.at_most
    return f"{variance.indicator.id}|{variance.target}|{nothing}|{at_most}"


def _lines(result: Consolidation) -> list[str]:
    return ["|".join(of_unit(line)) for line in result.timeliness]


def _entries(result: Consolidation) -> list[str]:
    return [of_entry(entry) for entry in result.ledger.entries]
