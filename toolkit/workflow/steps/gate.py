"""What may leave the office, and to whom? Every letter, attachment, notice and extract passes here and nowhere else.

A unit gets its own table back as it wrote it.  What goes to anybody else shows no identity or bank card number and no
telephone number, but in the columns that 设置.toml opens.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from toolkit.files.outgoing_texts import outgoing_texts, place_of
from toolkit.mail.privacy import masked, masked_noun
from toolkit.model.catalogue import CATALOGUE
from toolkit.model.errors import ToolkitError
from toolkit.model.ledger import Consolidation
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.letters import Letter
from toolkit.model.notices import Notice
from toolkit.model.sensitive import may_hold_sensitive, sensitive_numbers
from toolkit.model.submission import Submission
from toolkit.model.telephones import masked_text, telephone_numbers

SEARCHED = (".xlsx", ".xlsm", ".docx")


def leaving(result: Consolidation, unit: str = "", open_columns: Collection[str] = ()) -> Consolidation:
    """Return a result as ``unit`` may see it, as everybody may without one; ``open_columns`` are fields that pass."""
    return masked(result, unit, open_columns)


def leaving_notice(notice: Notice) -> Notice:
    """Return a notice as everybody may see it; head and foot are the office's own words and stay as they are."""
    copy: Notice = replace(masked_noun(notice), head=notice.head)
    return copy


def leaving_letters(
    letters: Sequence[Letter], result: Consolidation, office_words: str, open_columns: Collection[str] = ()
) -> tuple[Letter, ...]:
    """Return the letters once every one of them has been searched, and every file that it carries.

    ``office_words`` are the office's own: its 联系人 line, whose numbers are meant to be called.  Raises
    ``ToolkitError``, before anything is sent, naming the letter or file that still holds such a number.
    """
    examples = (wording.message for wording in CATALOGUE.values())
    passing = _numbers([office_words, *examples, *_open_texts(result, open_columns)])
    searched: set[Path] = set()
    for letter in letters:
        words = (letter.subject, letter.text, letter.html)
        for found, _ in _private(words, passing, telephones=False):
            raise ToolkitError(_held(f"给“{letter.to.unit}”的邮件", found))
        for path in letter.attachments:
            if path in letter.own or path.suffix.lower() not in SEARCHED:
                continue
            if path in searched:
                continue
            searched.add(path)
            # A notice has the office's own template around it, with the office's own telephone.
            for found, number in _private(outgoing_texts(path), passing, telephones=path.suffix.lower() != ".docx"):
                place = place_of(path, number)
                raise ToolkitError(_held(f"附件“{path.name}”{place and '的'}{place}", found))
    return tuple(letters)


def without_open(submission: Submission, open_columns: Collection[str]) -> Submission:
    """Return a file without the findings about telephone numbers in columns that may pass."""
    if not open_columns:
        return submission
    opened = {(one.sheet, one.column) for one in submission.columns if one.field in open_columns}
    kept = tuple(
        one
        for one in submission.findings
        if one.kind != "telephone_in_cell" or (one.cell.sheet, one.cell.column) not in opened
    )
    return replace(submission, findings=kept)


def _open_texts(result: Consolidation, open_columns: Collection[str]) -> list[str]:
    values = (
        getattr(entry, name)
        for entry in result.ledger.entries
        for name in LedgerEntry.__struct_fields__
        if name in open_columns
    )
    return [value for value in values if isinstance(value, str)]


def _numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_digits(text[one.start : one.end]) for text in texts for one in telephone_numbers(text))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _private(texts: Iterable[str], passing: frozenset[str], telephones: bool) -> Iterator[tuple[str, str]]:
    """Yield what texts still hold: in words and masked, and as it stands there."""
    for text in texts:
        if may_hold_sensitive([text]) and (numbers := sensitive_numbers(text)):
            number = text[numbers[0].start : numbers[0].end]
            yield f"{numbers[0].what} {masked_text(number)}", number
        for one in telephone_numbers(text) if telephones else ():
            number = text[one.start : one.end]
            if _digits(number) not in passing:
                yield f"{one.what} {masked_text(number)}", number


def _held(where: str, found: str) -> str:
    return f"{where}里有{found}，不能发给别的单位，一封也没有发。请查一下是从哪张表、哪个模板来的，删去后再运行一次。"
