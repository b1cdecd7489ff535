"""How is a month kept for good that was issued? As csv and json, which need no program of ours to be read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from toolkit.files.csv_text import csv_bytes
from toolkit.model import snapshot
from toolkit.model.decisions import DECISION_COLUMNS
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_columns import ledger_columns
from toolkit.model.snapshot import IssuedInput, row_in_texts, text_of


class IssueHead(Struct, frozen=True):
    """What a person or the calendar says of an issue: which one, when, why, by which program, and what was open.

    ``known`` are the tables of months issued before that have changed since, with their SHA-256.
    """

    number: int
    issued_on: date
    reason: str
    program: str
    still_open: tuple[str, ...]
    known: Mapping[str, str]


def snapshot_tables(result: Consolidation, inputs: Sequence[IssuedInput]) -> dict[str, bytes]:
    """Return the csv files of a snapshot by name: rows, figures, target lines, units, decisions, inputs."""
    columns = ledger_columns(result.scheme.own_columns)
    headings = [*map(snapshot.heading_in_yuan, columns), *snapshot.BESIDE]
    rows = (list(row_in_texts(entry, columns).values()) for entry in result.ledger.entries)
    return {
        snapshot.ROWS: csv_bytes(headings, rows),
        snapshot.FIGURES: csv_bytes(snapshot.FIGURE_COLUMNS, _figures(result)),
        snapshot.LINES: csv_bytes(snapshot.LINE_COLUMNS, _lines(result)),
        snapshot.UNITS: csv_bytes(snapshot.UNIT_COLUMNS, _units(result)),
        snapshot.DECISIONS: csv_bytes(DECISION_COLUMNS, _decisions(result)),
        snapshot.INPUTS: csv_bytes(
            snapshot.INPUT_COLUMNS, ((one.file, one.unit, one.size, one.digest) for one in inputs)
        ),
    }


def snapshot_head(result: Consolidation, head: IssueHead, digests: Mapping[str, str]) -> bytes:
    """Return 定稿.json: what was issued when and why, the county's figures, and the SHA-256 of every other file."""
    figures = {
        one.indicator.id: {
            "指标": one.indicator.name,
            "计量单位": snapshot.ledger_unit(one.indicator),
            "目标": one.target,
            "完成": one.actual,
        }
        for one in result.county
    }
    told = {
        "格式": snapshot.FORM,
        "期间": str(result.period),
        "次": head.number,
        "定稿日期": str(head.issued_on),
        "理由": head.reason,
        "程序": head.program,
        "规则": result.scheme.id,
        "口径": {reading.id: reading.value for reading in result.scheme.readings},
        "序时进度": list(result.elapsed),
        "指标": figures,
        "定稿时还没有办的": list(head.still_open),
        "已知印发后改动": dict(head.known),
        "文件": dict(digests),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _figures(result: Consolidation) -> Iterable[Sequence[object]]:
    for one in result.county:
        indicator, pending = one.indicator, one.pending
        waits = (pending.count, pending.amount) if pending.count else (0, 0)
        yield (
            indicator.id,
            indicator.name,
            snapshot.ledger_unit(indicator),
            one.target,
            one.actual,
            *waits,
            one.at_most,
        )


def _lines(result: Consolidation) -> Iterable[Sequence[object]]:
    for standing in result.standings:
        line = standing.line
        for one in standing.variances.values():
            where = (line.group, line.lead_unit, line.scope)
            yield (*where, one.indicator.id, one.indicator.name, one.target, one.actual)


def _units(result: Consolidation) -> Iterable[Sequence[object]]:
    for one in result.timeliness:
        counts = (one.accepted_rows, one.returned_rows, one.amount_yuan, one.carried_from)
        yield (one.unit, one.kind, one.arrival.value, text_of(one.received), one.file, one.status, *counts)


def _decisions(result: Consolidation) -> Iterable[Sequence[object]]:
    for one in result.decisions:
        asked = (one.id, one.question.value, one.text, one.unit, one.project, one.situation, "｜".join(one.choices))
        yield (*asked, one.proposal, one.answer, one.decided_by, one.decided_on)
