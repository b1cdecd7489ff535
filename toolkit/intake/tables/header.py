"""Where is the table's heading, and which column holds which field?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.files.grid import LOW, RawSheet
from toolkit.intake.tables.column_choice import Choice, Claim, choose, qualifying
from toolkit.intake.tables.fields import SENSITIVE, Headings
from toolkit.intake.values.typed import compact
from toolkit.model.decisions import compared
from toolkit.model.units import parse_unit

SEARCHED_ROWS = 60
MIN_FIELDS = 3
LONGEST_HEADING = 24
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
NUMBERLIKE = re.compile(r"[\d.,%]+")


@dataclass(slots=True)
class Header:
    """A found heading: its rows, the column of each field, and what it says column by column.

    ``known`` is what it was found with; ``doubles`` are hidden columns of a field that a visible column holds;
    ``choice`` says why a column holds a field, or none, where qualifiers were looked at.
    """

    first_row: int
    last_row: int
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    doubles: dict[int, str] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    known: Headings | None = None

    def heading(self, name: str) -> str:
        """Return what stands over a field's column, or ''."""
        return self.headings.get(self.columns.get(name, 0), "")

    @property
    def sensitive(self) -> dict[int, str]:
        """Columns that hold what must not travel with the table (LZ: 单独报送)."""
        return {column: text for column, text in self.unknown.items() if SENSITIVE.search(text)}


def find_header(
    sheet: RawSheet,
    known: Headings,
    required: set[str],
    year: int | None = None,
    *,
    by_year: bool = False,
    told: Mapping[str, str] = NOTHING_TOLD,
) -> Header | None:
    """Return the heading that knows most fields, or ``None`` if no row knows three and one of ``required``.

    With a ``year``, qualifiers decide: what a heading says of time and plan may take its field away.
    """
    best: tuple[int, int] | None = None
    for row in sheet.rows[:SEARCHED_ROWS]:
        spans = sheet.low_spans(row)
        if best and not spans and len(sheet.columns(row)) <= best[0]:
            continue  # too few cells to name more fields than the best row does
        if not _may_be_heading(sheet, row, known):
            continue  # a data row: its texts are not worth comparing with every heading
        fields = set(_match(_row_texts(sheet, row), known).values())
        score = len(fields)
        if score >= MIN_FIELDS and fields & required and (best is None or score > best[0]):
            best = (score, row)
    return header_at(sheet, best[1], known, year, by_year=by_year, told=told) if best else None


def _may_be_heading(sheet: RawSheet, row: int, known: Headings) -> bool:
    if sheet.low_spans(row):
        return any(known.field(text) for text in _row_texts(sheet, row).values())
    texts = sheet.by_first_letter(row)
    return any(known.field(text) for letter in known.starts & texts.keys() for text in texts[letter])


def _row_texts(sheet: RawSheet, row: int) -> dict[int, str]:
    """Return the texts of a row by column, merged cells included."""
    spans = sheet.low_spans(row)
    if not spans:
        return dict(sheet.row_texts(row))
    columns = set(sheet.columns(row))
    for _, left, _, right in spans:
        columns.update(range(left, min(right, left + 60) + 1))
    texts = {column: sheet.cell(row, column).text for column in sorted(columns)}
    return {column: text for column, text in texts.items() if text}


def _match(texts: Mapping[int, str], known: Headings) -> dict[int, str]:
    """Return column → field: exact headings first, then headings that contain a known one."""
    result: dict[int, str] = {}
    taken: set[str] = set()
    for exact in (True, False):
        for column, text in texts.items():
            name = _named(text, known, exact=exact) if column not in result else None
            if name and name not in taken:
                result[column] = name
                taken.add(name)
    return result


def _named(text: str, known: Headings, *, exact: bool) -> str | None:
    if exact:
        return known.field(text)
    return known.field_within(text) if len(text) <= LONGEST_HEADING and not SENSITIVE.search(text) else None


def header_at(
    sheet: RawSheet,
    row: int,
    known: Headings,
    year: int | None,
    *,
    by_year: bool = False,
    told: Mapping[str, str] = NOTHING_TOLD,
) -> Header:
    """Return the heading that a row belongs to, with the rows above and below that go with it; ``year`` as above.

    ``told`` holds what the office said of headings (:attr:`toolkit.model.scheme.Scheme.told_columns`).
    """
    first, last = row, row
    for top, _, bottom, _ in sheet.low_spans(row):
        first, last = min(first, top), max(last, bottom)
    while last - first < LOW and _continues(sheet, last + 1, known):
        last += 1
    header = Header(first, last, known=known)
    labels: dict[int, list[str]] = {}
    for number in range(first, last + 1):
        for column, text in _row_texts(sheet, number).items():
            if text not in labels.setdefault(column, []):
                labels[column].append(text)
    header.headings = {column: "".join(texts) for column, texts in labels.items()}
    if year is None:
        matched = _match_labels(labels, header, sheet.hidden_columns, known)
        header.columns = {name: column for column, name in matched.items()}
    else:
        header.choice = _choose(labels, sheet.hidden_columns, known, year, told, by_year=by_year)
        header.columns = dict(header.choice.columns)
        _note_doubles(header, sheet.hidden_columns, known)
    read = set(header.columns.values())
    header.unknown = {column: text for column, text in header.headings.items() if column not in read}
    return header


def _choose(
    labels: Mapping[int, list[str]],
    hidden: set[int],
    known: Headings,
    year: int,
    told: Mapping[str, str],
    *,
    by_year: bool,
) -> Choice:
    """Return which column holds which field, by what each column's heading says as a whole."""
    claims = []
    for column, texts in labels.items():
        # A second-level label may mean nothing alone (姓名 under 项目负责人): try the labels joined, then the top.
        candidates = [(text, exact) for text in (texts[-1], "".join(texts), texts[0]) for exact in (True, False)]
        named = ((place, _named(text, known, exact=exact)) for place, (text, exact) in enumerate(candidates))
        plainness, name = next(((place, name) for place, name in named if name), (0, None))
        if name:
            heading = qualifying(labels, column)
            if span := told.get(compared("".join(texts))) if told else None:
                heading = span + heading.replace("累计", "")
            claims.append(Claim(column, name, plainness, heading, column in hidden))
    return choose(claims, year, by_year=by_year)


def _note_doubles(header: Header, hidden: set[int], known: Headings) -> None:
    """Note the hidden columns whose field a visible one holds."""
    for column in hidden & header.headings.keys() - set(header.columns.values()):
        for name in _match({column: header.headings[column]}, known).values():
            if name in header.columns:
                header.doubles[column] = name


def heading_row(sheet: RawSheet, header: Header, column: int) -> int:
    """Return the first row of the heading in which a column has a cell of its own."""
    return next(
        (row for row in range(header.first_row, header.last_row + 1) if (row, column) in sheet.cells), header.first_row
    )


def _match_labels(labels: Mapping[int, list[str]], header: Header, hidden: set[int], known: Headings) -> dict[int, str]:
    """Return column → field, what a person sees before what is hidden."""
    matched: dict[int, str] = {}
    for seen in (True, False):
        part = {column: texts for column, texts in labels.items() if (column not in hidden) is seen}
        lowest = {column: texts[-1] for column, texts in part.items()}
        joined = {column: header.headings[column] for column in part}
        # A second-level label may mean nothing alone (姓名 under 项目负责人): try the labels joined, then the top.
        for candidates in (lowest, joined, {column: texts[0] for column, texts in part.items()}):
            rest = {column: text for column, text in candidates.items() if column not in matched}
            for column, name in _match(rest, known).items():
                if name not in matched.values():
                    matched[column] = name
    return matched


def _continues(sheet: RawSheet, row: int, known: Headings) -> bool:
    """Tell whether an unmerged row below still belongs to the heading: only known labels, no data."""
    own = dict(sheet.row_texts(row))
    if not own:
        return False
    parts = {"姓名", "单位", "职务", "区外境内", "个", "年月", "年月日"}
    return all(
        known.field(text) or compact(text).strip("()") in parts or parse_unit(compact(text).strip("()"))
        for text in own.values()
        if not NUMBERLIKE.fullmatch(text)
    ) and not all(NUMBERLIKE.fullmatch(text) for text in own.values())
