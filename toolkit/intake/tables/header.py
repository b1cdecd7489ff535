"""Where is the table's heading, and which column holds which field?"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from toolkit.files.grid import LOW, RawSheet
from toolkit.intake.tables.column_choice import Choice, Claim, choose, qualifying
from toolkit.intake.tables.column_contents import holds_degrees
from toolkit.intake.tables.fields import SENSITIVE, Headings, bare
from toolkit.intake.values.typed import compact
from toolkit.model.column_answers import FIELDS, NONE_OF_THEM, NOT_USED, rival_answers, rivals_text, same
from toolkit.model.columns import TakenColumn
from toolkit.model.decisions import COLUMN_SPANS, compared
from toolkit.model.expressions import expression
from toolkit.model.units import parse_unit

SEARCHED_ROWS = 60
MIN_FIELDS = 3
LONGEST_HEADING = 24
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})
NUMBERLIKE = expression(r"[\d.,%]+")
# 「联系人及电话」, 「姓名/电话」, 「负责人（手机）」: two fields in one column.
PERSON, CALL = r"(?:联系人|负责人|联络人|经办人|姓名)(?:姓名)?", r"(?:联系)?(?:电话|手机|方式|号码)"
JOINED = r"(?:及其?|和|与|、|/|\\|,|;|\||\+|兼|\(|-)"
COMBINED = expression(rf"{PERSON}{JOINED}{CALL}|{CALL}(?:号码)?{JOINED}{PERSON}")
COMBINED_PLAINNESS = 9  # a column of one field's own wins
SHORTEST_HALF = 3  # so many headings, said twice in the same order, are two tables side by side
GROUP_TAIL = expression(r"(?:(?:基本)?(?:情况|信息|概况|资料|内容))?(?:\(.*\))?$")
NAMES = frozenset(("名称", "姓名", "全称", "名字"))  # what these name, the group above says
# What may stand below a group's name, and means nothing alone.
LOWER_LABELS = frozenset(
    (*NAMES, "单位", "职务", "区外境内", "个", "年月", "年月日", "总额", "金额", "数额", "额度", "规模", "时间", "日期")
    + (
        "来源",
        "来源地",
        "电话",
        "手机",
        "性质",
        "本月",
        "本年",
        "累计",
        "其中",
        "计划",
        "实际",
        "情况",
        "类别",
        "类型",
        "地址",
    )
)


class Header(Struct):
    """A found heading: its rows, the column of each field, and what it says column by column.

    ``known`` is what it was found with; ``doubles`` are hidden columns of a field that a visible column holds;
    ``choice`` says why a column holds a field, or none, where qualifiers were looked at.  ``told`` is what the office
    said of headings, as it is compared; ``applied`` which of its answers this heading was read by, by column.
    """

    first_row: int
    last_row: int
    columns: dict[str, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    doubles: dict[int, str] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    known: Headings | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    applied: dict[int, str] = field(default_factory=dict)

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
    least: int = MIN_FIELDS,
) -> Header | None:
    """Return the heading that knows most fields, or ``None`` if no row knows ``least`` and one of ``required``.

    With a ``year``, qualifiers decide: what a heading says of time and plan may take its field away.
    """
    best: tuple[int, int] | None = None
    for row in sheet.rows[:SEARCHED_ROWS]:
        spans = sheet.low_spans(row)
        if best and not spans and len(sheet.columns(row)) <= best[0]:
            continue  # too few cells to name more fields than the best row does
        if not spans and not _may_be_heading(sheet, row, known):
            continue  # a data row: its texts are not worth comparing with every heading
        texts = sheet.merged_texts(row)
        if spans and not any(map(known.field, texts.values())):
            continue
        fields = _fields(tuple(texts.items()), known)
        score = len(fields)
        if score >= least and fields & required and (best is None or score > best[0]):
            best = (score, row)
    return header_at(sheet, best[1], known, year, by_year=by_year, told=told) if best else None


def _may_be_heading(sheet: RawSheet, row: int, known: Headings) -> bool:
    texts = sheet.by_first_letter(row)
    return any(known.field(text) for letter in known.starts & texts.keys() for text in texts[letter])


@lru_cache(maxsize=1024)
def _fields(texts: tuple[tuple[int, str], ...], known: Headings) -> frozenset[str]:
    """Return the fields that a row names; most tables of a month have the same heading."""
    return frozenset(_match(dict(texts), known).values())


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
    header = Header(first, last, known=known, told=told)
    labels: dict[int, list[str]] = {}
    for number in range(first, last + 1):
        for column, text in sheet.merged_texts(number).items():
            if text not in labels.setdefault(column, []):
                labels[column].append(text)
    header.headings = {column: "".join(texts) for column, texts in labels.items()}
    if year is None:
        matched = _match_labels(labels, header, sheet.hidden_columns, known)
        header.columns = {name: column for column, name in matched.items()}
    else:
        choice = _choose(sheet, last, labels, known, year, told, by_year=by_year)
        header.choice = _as_told(choice, header) if told else choice
        header.columns = dict(header.choice.columns)
        _note_doubles(header, sheet.hidden_columns, known)
    read = set(header.columns.values())
    header.unknown = {column: text for column, text in header.headings.items() if column not in read}
    return header


def _as_told(choice: Choice, header: Header) -> Choice:
    """Return the choice with the rivals between which the office has decided, and note what its answers were."""
    for column, heading in header.headings.items():
        if answer := header.told.get(compared(heading)):
            header.applied[column] = answer
    columns, rivals = dict(choice.columns), dict(choice.rivals)
    for name, places in choice.rivals.items():
        headings = [header.headings[column] for column in places]
        answer = header.told.get(compared(rivals_text(headings)))
        chosen = next(
            (one for one, said in zip(places, rival_answers(headings), strict=True) if same(said, answer or "")), 0
        )
        if chosen or answer == NONE_OF_THEM:
            del rivals[name]
            header.applied.update(dict.fromkeys(places, answer or ""))
        if chosen:
            columns[name] = chosen
    return replace(choice, columns=columns, rivals=rivals)


def _choose(
    sheet: RawSheet,
    last_row: int,
    labels: Mapping[int, list[str]],
    known: Headings,
    year: int,
    told: Mapping[str, str],
    *,
    by_year: bool,
) -> Choice:
    """Return which column holds which field, by what each column's heading says as a whole."""
    as_key = tuple((column, tuple(texts)) for column, texts in labels.items())
    spans = tuple(sorted(told.items())) if told else ()
    claims = _claims(as_key, frozenset(sheet.hidden_columns.intersection(labels)), known, spans)
    if degrees := {one for one in claims if one.name == "progress" and holds_degrees(sheet, last_row, one.column)}:
        claims = tuple(replace(one, degrees=one in degrees) for one in claims)
    return _chosen(claims, year, by_year)


@lru_cache(maxsize=256)
def _chosen(claims: tuple[Claim, ...], year: int, by_year: bool) -> Choice:
    """Most tables of a month have the same heading."""
    return choose(claims, year, by_year=by_year)


@lru_cache(maxsize=256)
def _claims(
    labels: tuple[tuple[int, tuple[str, ...]], ...],
    hidden: frozenset[int],
    known: Headings,
    told: tuple[tuple[str, str], ...],
) -> tuple[Claim, ...]:
    by_column, answers = {column: list(texts) for column, texts in labels}, dict(told)
    claims = []
    for column, texts in by_column.items():
        heading = qualifying(by_column, column)
        if COMBINED.search(compact(texts[-1])):
            names = ("contact", "phone")
            claims += [Claim(column, name, COMBINED_PLAINNESS, heading, column in hidden) for name in names]
            continue
        answer = answers.get(compared("".join(texts)), "") if answers else ""
        if answer == NOT_USED:
            continue
        if answer in FIELDS and (told_name := known.field(answer)):
            claims.append(Claim(column, told_name, 0, answer, column in hidden))
            continue
        named = ((place, _named(text, known, exact=exact)) for place, (text, exact) in enumerate(_candidates(texts)))
        plainness, name = next(((place, name) for place, name in named if name), (0, None))
        if name:
            if answer in COLUMN_SPANS:
                heading = COLUMN_SPANS[answer] + heading.replace("累计", "")
            claims.append(Claim(column, name, plainness, heading, column in hidden))
    return tuple(claims)


def _candidates(texts: list[str]) -> list[tuple[str, bool]]:
    """Return what may name a column's field, the plainest first, and whether it must be a known heading as a whole.

    A lower label may mean nothing alone (姓名 under 项目负责人, 总额 under 投资情况) or something else (名称 under
    项目方): then the labels are tried joined, with and without the 情况 of the upper one, before the lower one.
    """
    if len(texts) == 1:
        return [(texts[0], True), (texts[0], False)]
    texts = [text for text in texts if parse_unit(compact(text).strip("()")) is None] or texts
    first, last, joined = texts[0], texts[-1], "".join(texts)
    group = GROUP_TAIL.sub("", compact(first), count=1)
    grouped, lower = group + last, bare(last)
    if lower in NAMES:
        wholes = dict.fromkeys((grouped, joined, group, last))
    else:
        wholes = dict.fromkeys((grouped, joined, last) if lower in LOWER_LABELS else (last, joined, grouped))
    parts = dict.fromkeys((last, joined, grouped))
    return [*((text, True) for text in wholes), *((text, False) for text in parts), (first, True), (first, False)]


def _note_doubles(header: Header, hidden: set[int], known: Headings) -> None:
    """Note the hidden columns whose field a visible one holds."""
    for column in hidden & header.headings.keys() - set(header.columns.values()):
        for name in _match({column: header.headings[column]}, known).values():
            if name in header.columns:
                header.doubles[column] = name


def heading_row(sheet: RawSheet, header: Header, column: int) -> int:
    """Return the first row of the heading in which a column has a cell of its own."""
    return next(
        (row for row in range(header.first_row, header.last_row + 1) if sheet.entry(row, column)), header.first_row
    )


def second_half(header: Header) -> int:
    """Return the column from which the heading repeats what it said from its first column on, 0 where it does not."""
    columns = sorted(header.headings)
    texts = [bare(header.headings[column]) for column in columns]
    for start in range(SHORTEST_HALF, len(texts) - SHORTEST_HALF + 1):
        if texts[start : start + SHORTEST_HALF] == texts[:SHORTEST_HALF]:
            return columns[start]
    return 0


def taken_columns(
    sheet: RawSheet, header: Header, means: Mapping[str, str], units: Mapping[str, str]
) -> list[TakenColumn]:
    """Return every column under the heading with the field it was taken for; ``means`` and ``units`` are by field."""
    fields: dict[int, list[str]] = {}
    for name, column in header.columns.items():
        fields.setdefault(column, []).append(name)
    return [
        TakenColumn(
            sheet.name,
            heading_row(sheet, header, column),
            column,
            heading,
            name,
            means.get(name, ""),
            units.get(name, ""),
        )
        for column, heading in sorted(header.headings.items())
        for name in fields.get(column, [""])
    ]


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
    """Tell whether an unmerged row below still belongs to the heading: only known labels, or labels below groups."""
    own = dict(sheet.row_texts(row))
    if not own:
        return False
    groups = [span for span in sheet.low_spans(row - 1) if span[3] > span[1]]
    if groups and len(own) > 1 and all(any(left <= column <= right for _, left, _, right in groups) for column in own):
        return not any(NUMBERLIKE.fullmatch(text) for text in own.values())
    return all(
        known.field(text) or bare(text) in LOWER_LABELS or parse_unit(compact(text).strip("()"))
        for text in own.values()
        if not NUMBERLIKE.fullmatch(text)
    ) and not all(NUMBERLIKE.fullmatch(text) for text in own.values())
