"""Which registers, rosters and forms does a scheme.toml ask for, and which of them are books of the office?"""

from collections.abc import Mapping

from toolkit.model.clause import Citation
from toolkit.model.kept_books import PAPERS, ROWS, keys_of
from toolkit.model.rules import Register
from toolkit.schemes.criteria import conditions
from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import TomlTable

Chosen = Mapping[str, str]
KINDS = ("library", "roster", "form", "checklist")
EVERY = ("", "month", "quarter", "half_year", "year")
OF_BOOKS = ("names", "kinds", "criteria", "needed", "every", "dated", "due", "done", "unit", "paper", "signed")


def read_register(table: TomlTable, citation: Citation, _: Chosen) -> Register:
    """Return a register, roster or form; with ``rows`` it is a book that the office keeps."""
    kind = table.one_of("kind", KINDS)
    columns, rows = table.texts("columns"), table.one_of("rows", ("", *ROWS), "")
    register = Register(
        id=table.text("id"),
        name=table.text("name"),
        kind=kind,
        columns=columns,
        citation=citation,
        rows=rows,
        names=table.texts("names"),
        kinds=table.texts("kinds"),
        criteria=conditions(table, "criteria"),
        needed=table.texts("needed"),
        every=table.one_of("every", EVERY, ""),
        dated=table.text("dated", ""),
        due=table.text("due", ""),
        done=table.text("done", ""),
        unit=table.text("unit", ""),
        paper=table.one_of("paper", PAPERS, ""),
        signed=table.texts("signed"),
    )
    if register.rows:
        _check_columns(table, register)
        _check_rows(table, register)
    else:
        for key in OF_BOOKS:
            if table.has(key):
                table.note(key, "只在办公室自己记的台账里有用，请先写 rows。")
    return register


def _check_columns(table: TomlTable, register: Register) -> None:
    """Enter a slip for a column that the book has not got."""
    named = {key: (getattr(register, key),) for key in ("dated", "due", "done", "unit")} | {"needed": register.needed}
    for key, columns in named.items():
        for column in columns:
            if column and column not in register.columns:
                table.note(key, f"里的“{column}”不是本表的列。{meant(column, register.columns)}")


def _check_rows(table: TomlTable, register: Register) -> None:
    """Enter a slip for lines that cannot be known again, that nobody names, or that nothing closes."""
    keys = keys_of(register)
    if not keys:
        table.note("columns", "里要有“招商组”或“小分队”：rows = groups 的每一行按它认。")
    for key in keys:
        if key not in register.columns:
            table.note("columns", f"里要有“{key}”：rows = {register.rows} 的每一行按它认。")
    if (register.rows == "names") != bool(register.names):
        table.note("names", "和 rows = names 要一起写：每个名称一行。")
    for key, wanted in (("dated", "every"), ("due", "done")):
        if getattr(register, key) and not getattr(register, wanted):
            table.note(key, f"要和 {wanted} 一起写。")
