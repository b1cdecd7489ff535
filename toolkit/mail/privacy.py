"""Which fields of a table may other units see? All but telephone, identity and bank card numbers, and paths."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from toolkit.model.findings import Finding
from toolkit.model.ledger import Consolidation, LedgerEntry
from toolkit.model.scheme import Scheme
from toolkit.model.sensitive import HIDDEN, without_sensitive

MOBILE = re.compile(r"(?<![\dA-Za-z])(?:\+?86[- ]?)?[1１][3-9３-９]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
LANDLINE = re.compile(r"(?<![\dA-Za-z.])[(（]?[0０]\d{2,3}[)）]?[-－— ]?\d{7,8}(?!\d)")
DIGITS = re.compile(r"\d[\d\- ]{3,}\d")


def masked_text(text: str) -> str:
    """Return a text in which telephone, identity and bank card numbers keep only their beginning.

    >>> masked_text("已开工，联系韦某某19900001234或0772-0000123"), masked_text("统一代码91450223MA0000357N")
    ('已开工，联系韦某某199×××或0772×××', '统一代码91450223MA0000357N')
    """
    if not any(letter.isdigit() for letter in text):
        return text
    text = without_sensitive(text)
    return LANDLINE.sub(_hidden, MOBILE.sub(_hidden, text))


def masked_phone(text: str) -> str:
    """Return the text of a telephone column with every number masked.

    >>> masked_phone("19900001234、0000123"), masked_phone("1990000123"), masked_phone("180×××")
    ('199×××、000×××', '199×××', '180×××')
    """
    return DIGITS.sub(lambda found: found[0][:3] + HIDDEN, masked_text(text))


def _hidden(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    digits = digits.removeprefix("86") if digits.startswith("86") else digits
    return (digits[:4] if digits.startswith(("0", "０")) else digits[:3]) + HIDDEN


def masked(result: Consolidation, own_unit: str = "") -> Consolidation:
    """Return the result as others than ``own_unit`` may see it: phones masked, no paths of the office's folders.

    It walks through all nouns of the result, so that a noun added later is masked as well.
    """
    copy: Consolidation = _Mask(own_unit).of(result)
    return copy


class _Mask:
    def __init__(self, own_unit: str) -> None:
        self._own = own_unit
        self._done: dict[int, Any] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, str) and not isinstance(value, Enum):
            return masked_text(value)
        if isinstance(value, tuple):
            return tuple(self.of(item) for item in value)
        if isinstance(value, Mapping):
            return {key: self.of(item) for key, item in value.items()}
        if not is_dataclass(value) or isinstance(value, (type, Scheme)):
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
        changed: dict[str, Any] = {}
        for spec in fields(noun):
            value = getattr(noun, spec.name)
            if spec.name == "path":
                changed["path"] = ""
            elif spec.name == "phone" and value:
                changed["phone"] = masked_phone(value)
            elif spec.name == "credit_code":
                if value and (new := without_sensitive(value)) != value:
                    changed["credit_code"] = new
            elif (new := self.of(value)) is not value:
                changed[spec.name] = new
        return replace(noun, **changed)
