"""What does a returned Word form hold? Its trip, and the words by label or by visit."""

from collections.abc import Mapping

from msgspec import Struct

from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding


class FormBand(Struct, frozen=True):
    """The words of one visit in a 信息记录表, by field of :class:`toolkit.model.trips.Visit`; '' where left empty."""

    number: str
    row: int
    values: Mapping[str, str]
    edited: frozenset[str] = frozenset()


class ReturnedForm(Struct, frozen=True):
    """One form: ``kind`` is 信息记录表 or 审批表, ``id`` the trip's, ``values`` by field of the approval form.

    ``signed`` are the words in the signature boxes, (who, words); ``edited`` the fields in which Word tracked a change,
    ``struck`` the words that were struck through; ``printed`` is the form as it
    was printed, where it carries that.  ``standing`` are the texts that are no entries: labels, and lines beside the
    table.
    """

    ref: CellRef
    kind: str
    id: str
    values: Mapping[str, str]
    bands: tuple[FormBand, ...]
    signed: tuple[tuple[str, str], ...]
    edited: frozenset[str] = frozenset()
    struck: str = ""
    printed: "ReturnedForm | None" = None
    standing: tuple[str, ...] = ()


class FormsRead(Struct, frozen=True):
    """The forms of one Word file, and what is wrong with it."""

    forms: tuple[ReturnedForm, ...]
    findings: tuple[Finding, ...]
