"""Does a rulebook write keys that nobody reads? Each is a slip, with the nearest that there is."""

from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import TomlTable
from toolkit.schemes.vocabulary import KINDS, TOP


def note_unknown(table: TomlTable, name: str = "") -> None:
    """Enter a slip for every key that does not exist: a mistyped key must not switch a rule off in silence."""
    kind = KINDS[name]
    known = [*kind.keys, *kind.free, *(TOP if not name else ())]
    for key in table.written:
        table.ask(key)
        if key not in known and "*" not in kind.free:
            table.note(key, f"不认识。{meant(key, known)}可写的有：{'、'.join(sorted(known))}。")
        inside = f"{name}.{key}" if name else key
        if inside in KINDS:
            for inner in table.inner(key):
                note_unknown(inner, inside)
