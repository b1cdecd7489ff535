"""What did a form say when it was printed? The form carries it, unseen, so that reading can tell who changed what."""

import base64
import hashlib
import json

from msgspec.structs import replace

from toolkit.files.package import Package
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.trip_returns import FormBand, ReturnedForm

NAMESPACE = "urn:zhaoshang:printed-form:1"
_PART = expression(r"customxml/item\d+\.xml")
_RECORD = expression(rb'<printed [^>]*?sha256="([0-9a-f]{64})"[^>]*>([A-Za-z0-9+/=\s]+)</printed>')
# A record longer than this is none of ours.
_MOST = 2_000_000


def record_of(form: ReturnedForm) -> bytes:
    """Return a form's words as the part that it carries; a sum over them tells whether somebody changed it."""
    bands = [[band.number, band.row, dict(band.values)] for band in form.bands]
    words = {"kind": form.kind, "id": form.id, "values": dict(form.values), "bands": bands, "signed": form.signed}
    words["standing"] = form.standing
    packed = base64.b64encode(json.dumps(words, ensure_ascii=False, sort_keys=True).encode())
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        + f'<printed xmlns="{NAMESPACE}" sha256="{_sum(packed)}">'.encode()
        + packed
        + b"</printed>"
    )


def printed_in(package: Package) -> ReturnedForm | None:
    """Return the form that a Word file says it was printed as; ``None`` where it says nothing, or was changed."""
    for name in package.names():
        if not _PART.fullmatch(name):
            continue
        part = b"".join(package.chunks(name))
        match = _RECORD.search(part) if NAMESPACE.encode() in part and len(part) < _MOST else None
        if match and (packed := b"".join(match[2].split())) and _sum(packed).encode() == match[1]:
            return _form(json.loads(base64.b64decode(packed)))
    return None


def _sum(packed: bytes) -> str:
    return hashlib.sha256(NAMESPACE.encode() + packed).hexdigest()


def _form(words: dict[str, object]) -> ReturnedForm | None:
    """Return the form of a record, ``None`` where it has another shape."""
    match words:
        case {"kind": str(kind), "id": str(id), "values": dict(values), "bands": list(bands), "signed": list(signed)}:
            form = ReturnedForm(CellRef(""), kind, id, values, (), tuple((who, said) for who, said in signed))
            standing = words.get("standing", ())
            standing = tuple(map(str, standing)) if isinstance(standing, list) else ()
            bands = [FormBand(number, row, own) for number, row, own in bands]
            return replace(form, bands=tuple(bands), standing=standing)
    return None
