"""Every sentence a finding can say: code, kind, severity and wording, in one place.

Families: F file, H header, V value, X cross-check, T trip, S score, N notice.  A sentence has three parts: the problem
quotes what was typed, the effect says whether it counts, the action is one imperative; ``{placeholders}`` are filled by
:func:`toolkit.model.findings.found`.
"""

from toolkit.model.book_sentences import BOOK_SENTENCES
from toolkit.model.document_sentences import DOCUMENT_SENTENCES
from toolkit.model.file_sentences import FILE_SENTENCES
from toolkit.model.header_sentences import HEADER_SENTENCES
from toolkit.model.money_sentences import MONEY_SENTENCES
from toolkit.model.own_sentences import OWN_SENTENCES
from toolkit.model.private_sentences import PRIVATE_SENTENCES
from toolkit.model.row_sentences import ROW_SENTENCES
from toolkit.model.trip_sentences import TRIP_SENTENCES
from toolkit.model.value_sentences import VALUE_SENTENCES
from toolkit.model.wording import Wording

CATALOGUE: dict[str, Wording] = {
    **FILE_SENTENCES,
    **HEADER_SENTENCES,
    **VALUE_SENTENCES,
    **ROW_SENTENCES,
    **MONEY_SENTENCES,
    **PRIVATE_SENTENCES,
    **OWN_SENTENCES,
    **TRIP_SENTENCES,
    **BOOK_SENTENCES,
    **DOCUMENT_SENTENCES,
}
