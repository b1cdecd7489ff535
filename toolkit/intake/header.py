"""Where is the table's heading, and which column holds which field?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.intake.fields import SENSITIVE, bare
from toolkit.intake.grid import RawSheet
from toolkit.intake.reading import compact

SEARCHED_ROWS = 60
MIN_FIELDS = 3
MAX_DEPTH = 4
LONGEST_HEADING = 24
SHORTEST_PART = 3
NUMBERLIKE = re.compile(r"[\d.,%]+")


@dataclass(slots=True)
class Header:
    """A found heading: its rows, the column of each field, and what it says column by column."""

    first_row: int
    last_row: int
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)

    def heading(self, name: str) -> str:
        """Return what stands over a field's column, or ''."""
        return self.headings.get(self.columns.get(name, 0), "")

    @property
    def sensitive(self) -> dict[int, str]:
        """Columns that hold what must not travel with the table (LZ: 单独报送)."""
        return {column: text for column, text in self.unknown.items() if SENSITIVE.search(text)}


def find_header(sheet: RawSheet, index: Mapping[str, str], required: set[str]) -> Header | None:
    """Return the heading that knows most fields, or ``None`` if no row knows three and the required one.

    ``index`` maps bare headings to field names; one of ``required`` must be among them.
    """
    best: tuple[int, int] | None = None
    for row in sheet.rows[:SEARCHED_ROWS]:
        texts = _row_texts(sheet, row)
        if not any(bare(text) in index for text in texts.values()):
            continue  # a data row: its texts are not worth comparing with every heading
        known = set(_match(texts, index).values())
        score = len(known)
        if score >= MIN_FIELDS and known & required and (best is None or score > best[0]):
            best = (score, row)
    return _header_at(sheet, best[1], index) if best else None


def _row_texts(sheet: RawSheet, row: int) -> dict[int, str]:
    """Return the texts of a row by column, merged cells included."""
    columns = set(sheet.columns(row))
    columns.update(
        column
        for top, left, bottom, right in sheet.merges
        if top <= row <= bottom and bottom - top < MAX_DEPTH
        for column in range(left, min(right, left + 60) + 1)
    )
    texts = {column: sheet.cell(row, column).text for column in sorted(columns)}
    return {column: text for column, text in texts.items() if text}


def _match(texts: Mapping[int, str], index: Mapping[str, str]) -> dict[int, str]:
    """Return column → field: exact headings first, then headings that contain a known one."""
    result: dict[int, str] = {}
    taken: set[str] = set()
    for column, text in texts.items():
        name = index.get(bare(text))
        if name and name not in taken:
            result[column] = name
            taken.add(name)
    for column, text in texts.items():
        if column not in result and len(text) <= LONGEST_HEADING and not SENSITIVE.search(text):
            heading = bare(text)
            word = max((w for w in index if len(w) >= SHORTEST_PART and w in heading), key=len, default="")
            if word and index[word] not in taken:
                result[column] = index[word]
                taken.add(index[word])
    return result


def _header_at(sheet: RawSheet, row: int, index: Mapping[str, str]) -> Header:
    first, last = row, row
    for top, _, bottom, _ in sheet.merges:
        if top <= row <= bottom and bottom - top < MAX_DEPTH:
            first, last = min(first, top), max(last, bottom)
    while last - first < MAX_DEPTH and _continues(sheet, last + 1, index):
        last += 1
    header = Header(first, last)
    labels: dict[int, list[str]] = {}
    for number in range(first, last + 1):
        for column, text in _row_texts(sheet, number).items():
            if text not in labels.setdefault(column, []):
                labels[column].append(text)
    header.headings = {column: "".join(texts) for column, texts in labels.items()}
    lowest = {column: texts[-1] for column, texts in labels.items()}
    matched = _match(lowest, index)
    # A second-level label may mean nothing alone (姓名 under 项目负责人): try the labels joined, then the top.
    for candidates in (header.headings, {column: texts[0] for column, texts in labels.items()}):
        rest = {column: text for column, text in candidates.items() if column not in matched}
        for column, name in _match(rest, index).items():
            if name not in matched.values():
                matched[column] = name
    header.columns = {name: column for column, name in matched.items()}
    header.unknown = {column: text for column, text in header.headings.items() if column not in matched}
    return header


def _continues(sheet: RawSheet, row: int, index: Mapping[str, str]) -> bool:
    """Tell whether an unmerged row below still belongs to the heading: only known labels, no data."""
    own = dict(sheet.row_texts(row))
    if not own:
        return False
    known = {"姓名", "单位", "职务", "区外境内", "亿元", "万元", "元", "个", "年月", "年月日"}
    return all(
        bare(text) in index or compact(text).strip("()") in known
        for text in own.values()
        if not NUMBERLIKE.fullmatch(text)
    ) and not all(NUMBERLIKE.fullmatch(text) for text in own.values())
