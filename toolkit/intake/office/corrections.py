"""Which values did the office correct? The sheet 更正 of 项目库.xlsx, line by line; what is not understood is said."""

import difflib
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from toolkit.intake.office.months import month_of
from toolkit.intake.tables.corrected import correctable, field_of, in_words, value_of, with_unit
from toolkit.model.cells import CellRef
from toolkit.model.corrections import (
    CORRECTION_COLUMNS,
    CORRECTION_SHEET,
    EMPTY_CELL,
    Correction,
    CorrectionLine,
)
from toolkit.model.decisions import OwnLine
from toolkit.model.findings import Finding, found
from toolkit.model.own_columns import OwnColumn
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme

_NOT_WITHDRAWN = ("", "否", "不", "×")
SHOWN = 8


def correction_line(line: OwnLine) -> CorrectionLine:
    """Return a line of the sheet 更正 as it was written."""
    texts = dict(line.texts)
    unit, project, field, value, since, was, reason, by, on, withdrawn = (
        texts.get(one, "") for one in CORRECTION_COLUMNS
    )
    more = tuple((heading, text) for heading, text in texts.items() if heading not in CORRECTION_COLUMNS)
    return CorrectionLine(unit, project, field, value, since, was, reason, by, on, withdrawn, more, line.row)


def understood(line: CorrectionLine, scheme: Scheme) -> Correction | str:
    """Return what a line corrects, or why it cannot be understood, with what to write instead."""
    unit = unit_named(line.unit, scheme)
    if line.unit and not unit:
        return f"“{line.unit}”不是报送单位{_near(line.unit, [one.name for one in scheme.units])}"
    if not line.project or not line.field:
        return f"没有写{'项目' if not line.project else '字段'}"
    own = scheme.own_columns
    known = correctable(own)
    field = field_of(line.field, own)
    if not field:
        headings = list(known.values())
        offered = _near(line.field, headings) or f"，可以更正的有：{'、'.join(headings[:SHOWN])}等"
        return f"“{line.field}”不是可以更正的字段{offered}"
    since = month_of(line.since)
    if since is None:
        return f"从哪月起写作“{line.since}”，看不出是哪个月，应像 2022-09 这样" if line.since else "没有写从哪月起"
    value, why = value_of(field, line.value, since, own)
    if why:
        return why
    was = _was(line.was, field, since, own)
    line = replace(line, value=with_unit(field, line.value, own))
    return Correction(line, unit, line.project, field, known[field], value, since, was)


def _was(text: str, field: str, since: ReportingPeriod, own: tuple[OwnColumn, ...]) -> str | None:
    """Return what the unit had reported, as a correction would write it, ``None`` where the line does not say."""
    if not text:
        return None
    value, why = value_of(field, text, since, own)
    return "" if text == EMPTY_CELL else text if why else in_words(field, value)


def unit_named(text: str, scheme: Scheme) -> str:
    """Return the full name of the unit that a text names, '' for none."""
    return next((one.name for one in scheme.units if text.strip() in (one.name, *one.aliases)), "")


def _near(text: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(text, known, 1, 0.4)
    return f"，是不是“{near[0]}”" if near else ""


def corrections_in(
    lines: Iterable[CorrectionLine], scheme: Scheme, book: str
) -> tuple[tuple[Correction, ...], tuple[Finding, ...]]:
    """Return what the lines correct that are not withdrawn, and a finding for each that is not understood."""
    corrections, findings = [], []
    for line in lines:
        if line.withdrawn.strip() not in _NOT_WITHDRAWN or not _says_anything(line):
            continue
        meant = understood(line, scheme)
        if isinstance(meant, Correction):
            corrections.append(meant)
        else:
            findings.append(found("correction_not_understood", CellRef(book, CORRECTION_SHEET, line.row), why=meant))
    return tuple(corrections), tuple(findings)


def _says_anything(line: CorrectionLine) -> bool:
    return any((line.unit, line.project, line.field, line.value))
