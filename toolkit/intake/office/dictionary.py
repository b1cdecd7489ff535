"""Which meanings has the office fixed? 词典.xlsx, line by line, and what a person added beside it."""

from pathlib import Path

from toolkit.intake.office.written_lines import written_lines
from toolkit.model.decisions import OwnLine
from toolkit.model.dictionary import DICTIONARY_COLUMNS, DictionaryLine


def read_dictionary(path: Path) -> tuple[tuple[DictionaryLine, ...], tuple[OwnLine, ...]]:
    """Return the lines of a 词典.xlsx in their order, and the lines of a person's own sheets; a missing file has none.

    Raises ``ToolkitError`` naming the file where it is no such workbook.
    """
    lines: list[DictionaryLine] = []
    own: list[OwnLine] = []
    for line in written_lines(path, DICTIONARY_COLUMNS, "写法"):
        if not line.in_table:
            own.append(line)
            continue
        texts = dict(line.texts)
        kind, text, meaning, by, on, note = (texts.get(heading, "") for heading in DICTIONARY_COLUMNS)
        more = tuple((heading, text) for heading, text in texts.items() if heading not in DICTIONARY_COLUMNS)
        lines.append(DictionaryLine(kind, text, meaning, by, on, note, more, line.row))
    return tuple(lines), tuple(own)
