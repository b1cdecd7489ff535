"""What stands in the Word templates of the office's books?  ``python templates/build_books.py`` writes them."""

from typing import cast

from build import write
from docx.document import Document as DocumentObject
from official import FORM_STYLES, blank_document
from paper import Cell, Row, add, add_table
from trip_tables import ENTRY, LABEL, LIST, SMALL, Line, form_page, form_table, tag

SIGN_BOX = "签字（盖章）：" + "　" * 10 + "年　　月　　日　"


def kept_table() -> DocumentObject:
    """Return a book of the office as one table, to be signed or hung up: as many columns as the book has."""
    document = blank_document("台账", FORM_STYLES)
    form_page(document, landscape=True, id="")
    add(document, "公文标题", "{{ title }}")
    add(document, "表头说明", "{{ head }}")
    wide = 15130
    table = [
        Row([*_each_column("{{ column.heading }}", SMALL)], heading=True),
        Row([Cell("", "{%tr for line in lines %}", wide)]),
        Row([*_each_column("{{ line[column.number] }}", LIST)]),
        Row([Cell("", "{%tr endfor %}", wide)]),
    ]
    add_table(document, [wide], table)
    add(document, "依据", "{% if basis %}依据：{{ basis }}{% endif %}")
    add(document, "", "{%p if signed %}")
    add(document, "表头说明", "{{ signed }}")
    add(document, "", "{%p endif %}")
    return document


def _each_column(text: str, style: str) -> tuple[Cell, ...]:
    # The width is filled in with the text: a column of sentences takes more of the page than one of dates.
    width = cast("int", "{{ column.width }}")
    return Cell("", "{%tc for column in columns %}", 10), Cell(style, text, width), Cell("", "{%tc endfor %}", 10)


def kept_sheet() -> DocumentObject:
    """Return one line of a book as a form of its own: a row for each column, then who signs."""
    document = blank_document("台账单页", FORM_STYLES)
    form_page(document, id="")
    add(document, "公文标题", "{{ title }}")
    add(document, "表头说明", "{{ head }}")
    form_table(
        document,
        (1900, 7400),
        [
            tag(2, "for row in rows"),
            Line(600, [(1, (LABEL, "{{ row.heading }}")), (1, (ENTRY, "{{ row.text }}"))]),
            tag(2, "endfor"),
            tag(2, "for who in signers"),
            Line(1100, [(1, (LABEL, "{{ who }}")), (1, ("签字留白", ""), ("签字盖章", SIGN_BOX))]),
            tag(2, "endfor"),
        ],
    )
    add(document, "依据", "{% if basis %}依据：{{ basis }}{% endif %}")
    return document


def documents() -> dict[str, DocumentObject]:
    """Return every shipped template of a book by its name."""
    return {"台账": kept_table(), "台账单页": kept_sheet()}


if __name__ == "__main__":
    write(documents())
