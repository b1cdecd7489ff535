"""Which targets does a rulebook set: for the county, for every unit, for the units of a class?"""

from toolkit.schemes.criteria import amount, columns_with
from toolkit.schemes.toml_table import TomlTable

# A whole number of 元 this small beside 亿元 was meant in 亿元, and a share above this in per cent.
MUCH = 5


def target(table: TomlTable, key: str, aggregate: str, column: str, scale: int) -> int | float | None:
    """Return a target in ledger units: a number in them, or an amount with its unit (``"20亿元"``)."""
    if column in columns_with(table.slips.own).measures and isinstance(table.raw(key), str):
        return amount(table, key, column, table.text(key))
    said = table.quantity(key)
    if said is not None:
        _check(table, key, said, aggregate, scale)
    return said


def _check(table: TomlTable, key: str, said: int | float, aggregate: str, scale: int) -> None:
    if said < 0:
        table.note(key, f"写作 {said}，不能是负数。")
    elif aggregate in ("ratio", "growth") and said > MUCH:
        table.note(key, f"写作 {said}，比例要写小数：30% 写 0.3。")
    elif scale > 1 and 0 < said * 100 < scale:
        unit, how = table.text("unit"), "" if key == "class_targets" else f"{key} = "
        table.note(key, f'写作 {said}，不到百分之一{unit}。请连单位一起写，例如 {how}"{said}{unit}"。')
    elif aggregate in ("count", "sum") and said != int(said) and scale == 1:
        table.note(key, f"写作 {said}，应是整数。")


def class_targets(table: TomlTable, aggregate: str, column: str, scale: int) -> tuple[tuple[str, int | float], ...]:
    """Return what each unit of a kind has to reach, written as ``[["园区", "5亿元"], ["乡镇", "1亿元"]]``."""
    key = "class_targets"
    read: list[tuple[str, int | float]] = []
    said: int | float | None
    for kind, written in table.sizes(key, '[["园区", "5亿元"], ["乡镇", "1亿元"]]'):
        if isinstance(written, str):
            said = amount(table, key, column, written) if column in columns_with(table.slips.own).measures else None
            if column not in columns_with(table.slips.own).measures:
                table.note(key, f"里的“{written}”应是数字。")
        else:
            said = written
            _check(table, key, written, aggregate, scale)
        read += [(kind, said)] if said is not None else []
    return tuple(read)
