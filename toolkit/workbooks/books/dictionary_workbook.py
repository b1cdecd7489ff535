"""Where are meanings kept that hold for a text? 词典.xlsx: one text a line, which the office may edit and add to."""

from collections.abc import Mapping, Sequence
from datetime import date

from toolkit.model.decisions import OwnLine
from toolkit.model.dictionary import DICTIONARY_COLUMNS, KINDS, DictionaryLine
from toolkit.workbooks.books.shared_book import BookForm, BookLine, drawn_book

FORM = BookForm(
    name="词典",
    title="词典：一种写法是什么意思",
    how="同一写法，以后都按“意思”一列采用。可以改，也可以在下面添行；同一写法写了几行的，以最后一行为准。工具箱只添行，不删行。",
    columns=DICTIONARY_COLUMNS,
    widths=(9, 34, 40, 12, 13, 52),
    own_from=DICTIONARY_COLUMNS.index("意思"),
    spare=20,
    spare_answers={"种类": KINDS},
)


def drawn_dictionary(
    lines: Sequence[DictionaryLine],
    meanings: Mapping[str, Sequence[str]],
    as_of: date,
    own: Sequence[OwnLine] = (),
) -> bytes:
    """Return 词典.xlsx as bytes; ``meanings`` are what may stand under 意思, by 种类."""
    drawn = [BookLine(line.texts, _lists(meanings.get(line.kind, ()))) for line in lines]
    return drawn_book(FORM, drawn, as_of, own)


def _lists(meanings: Sequence[str]) -> dict[str, Sequence[str]]:
    return {"种类": KINDS, "意思": meanings}
