"""What are the results of a province's counties? One line per county, taken from its own result."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from toolkit.model.scheme import Scheme


class CountyLine(Struct, frozen=True):
    """A county's result in numbers, or the sentence that says why there is none (``failure``).

    ``figures`` are the indicators of its own ``scheme`` by id, in ledger units; ``investment_yuan`` adds up what
    counts.  ``master`` is its master workbook, ``fresh`` tells that it was made now and not in an earlier run.
    """

    name: str
    scheme: Scheme | None = None
    as_of: date | None = None
    files: int = 0
    refused: int = 0
    returned_rows: int = 0
    missing_units: int = 0
    entries: int = 0
    counted: int = 0
    investment_yuan: int = 0
    figures: Mapping[str, int | float | None] | None = None
    master: Path | None = None
    fresh: bool = True
    failure: str = ""


class Province(Struct, frozen=True):
    """What a run over a folder of counties made: a line for each, and the summary workbook."""

    lines: tuple[CountyLine, ...]
    summary: Path
