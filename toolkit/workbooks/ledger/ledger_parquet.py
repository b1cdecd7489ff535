"""How is a ledger too long for a sheet written as one Parquet file? A row group at a time."""

import importlib.util
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, get_args

from msgspec.structs import fields

from toolkit.files.saving import save_from
from toolkit.model.control import KEEPER
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger_columns import ledger_columns
from toolkit.model.ledger_entry import LEDGER_FIELDS, LedgerEntry
from toolkit.model.own_columns import OwnColumn

_GROUP = 100_000


def needs_parquet(rows: int) -> None:
    """Raise ``ToolkitError`` where the library is missing, before anything is written."""
    if importlib.util.find_spec("pyarrow") is None:
        raise ToolkitError(
            f"台账有 {rows:,} 行，Excel 一张表放不下，要另存一份 Parquet 文件，需要的组件没有安装。"
            f'请{KEEPER}先运行：pip install "zhaoshang-toolkit[scale]"'
        )


def write_parquet(entries: Iterable[LedgerEntry], out: Path, own: Sequence[OwnColumn] = ()) -> Path:
    """Write every field of every entry: money in whole 元, dates as the texts they are; return where it went.

    Columns have the names of :class:`LedgerEntry`'s fields; the heading of the sheet 项目台账 stands in their metadata.
    ``own`` are the columns that the rulebook declares.
    """
    return save_from(lambda file: _write_groups(file, iter(entries), own), out)


def _write_groups(file: BinaryIO, entries: Any, own: Sequence[OwnColumn]) -> None:
    from pyarrow import Table
    from pyarrow.parquet import ParquetWriter

    schema = _schema(own)
    with ParquetWriter(file, schema) as writer:
        while group := list(islice(entries, _GROUP)):
            columns = {name: list(map(attrgetter(name), group)) for name in schema.names}
            writer.write(Table.from_pydict(columns, schema))


def _schema(own: Sequence[OwnColumn]) -> Any:
    import pyarrow as pa

    kinds = {int: pa.int64(), float: pa.float64(), str: pa.string()}
    headings = {column.field: column.heading for column in ledger_columns(own)}
    columns = []
    for field in fields(LedgerEntry):
        if field.name not in LEDGER_FIELDS:
            continue
        kind = next(kinds[kind] for kind in (*get_args(field.type), field.type) if kind in kinds)
        told = {"heading": headings[field.name]} if field.name in headings else None
        columns.append(pa.field(field.name, kind, metadata=told))
    for one in own:
        kind = {"yuan": pa.int64(), "usd": pa.int64(), "mu": pa.float64(), "sqm": pa.float64(), "number": pa.float64()}
        told = {"heading": headings[one.field]}
        columns.append(pa.field(one.field, kind.get(one.ending, pa.string()), metadata=told))
    return pa.schema(columns)
