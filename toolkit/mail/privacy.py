"""Which fields of a table may other units see? All but telephone, identity and bank card numbers, and paths."""

from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.findings import Finding
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.scheme import Scheme
from toolkit.model.sensitive import without_sensitive
from toolkit.model.telephones import masked_phone, masked_text


def masked(result: Consolidation, own_unit: str = "", open_columns: Collection[str] = ()) -> Consolidation:
    """Return the result as others than ``own_unit`` may see it: phones masked, no paths of the office's folders.

    ``open_columns`` are the fields whose telephone numbers everybody may see.  It walks through all nouns of the
    result, so that a noun added later is masked as well.
    """
    # What the office keeps for itself of its projects goes to nobody: 项目库.xlsx, and its own columns in the ledger.
    entries = tuple(replace(one, own=()) if one.own else one for one in result.ledger.entries)
    shown = replace(result, library=None, own_headings=(), ledger=replace(result.ledger, entries=entries))
    copy: Consolidation = _Mask(own_unit, open_columns).of(shown)
    return copy


def masked_noun(noun: Any) -> Any:
    """Return any noun as everybody may see it."""
    return _Mask().of(noun)


class _Mask:
    def __init__(self, own_unit: str = "", open_columns: Collection[str] = ()) -> None:
        self._own = own_unit
        self._open = open_columns
        self._done: dict[int, Any] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, Enum):
            return masked_text(value)
        if isinstance(value, tuple):
            return tuple(self.of(item) for item in value)
        if isinstance(value, Mapping):
            return {key: self.of(item) for key, item in value.items()}
        if not isinstance(value, Struct) or isinstance(value, Scheme):
            return value
        # A project stands in the ledger and in a suspicion of duplicates: it is masked once.
        if id(value) not in self._done:
            self._done[id(value)] = (value, self._noun(value))
        return self._done[id(value)][1]

    def _noun(self, noun: Any) -> Any:
        if isinstance(noun, LedgerEntry) and noun.unit == self._own:
            return replace(noun, path="")
        if isinstance(noun, Finding) and noun.kind.startswith("phone_"):
            return replace(noun, details=tuple((key, masked_phone(value)) for key, value in noun.details))
        masked: dict[str, Any] = {}
        for name in noun.__struct_fields__:
            value = getattr(noun, name)
            if (new := self._field(name, value)) is not value:
                masked[name] = new
        return replace(noun, **masked)

    def _field(self, name: str, value: Any) -> Any:
        if name == "path":
            return ""
        if isinstance(value, str) and (name in self._open or name == "credit_code"):
            return without_sensitive(value)
        if name == "phone" and value:
            return masked_phone(value)
        return self.of(value)
