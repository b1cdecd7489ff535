"""What is each row under the heading? A project, or one of the things clerks leave around it."""

from collections.abc import Mapping
from itertools import islice

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.header import Header
from toolkit.intake.tables.row_words import (
    is_caption_with_sum,
    is_closing,
    is_code_row,
    is_counted,
    is_of_which,
    is_signature,
)
from toolkit.intake.tables.sum_words import is_aside, is_sum
from toolkit.intake.values.nil_report import tells_of_projects
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression
from toolkit.model.submission import RowRole

EXAMPLE = expression(r"\(?(?:例|示例|样例|范例|例如|填写示例|填表示例)\d*[:：).、]?.*")
DOT_LETTERS = ".．…⋯。·"
DOTS = expression(r"[.…⋯。·]{2,}|…|⋯")
NOTE = expression(
    r"(?:注|备注|说明|填表说明|填报说明|附注|附|提示|报送材料|填报人|填表人|制表|审核|单位负责人|分管领导|主要领导|联系人|经办人|负责人签字|报送时间|填报时间|填报日期|填报单位|报送单位|单位[(（]盖章)[:：;；(（包]?.*"
)
NUMBERED_NOTE = expression(r"(?:\d+[.、)]|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\))\D.*")
NIL = expression(
    r"(?:本月|本期|本季度|6月|\d+月份?)?(?:无新增|无新引进|暂无|没有|无项目|零报告|无数据|无)(?:新签约|新增|引进|招商引资)?(?:项目|情况)?(?:变化|上报|报送)?[。.]?|零报告|.*(?:本月无|本期无|零报告).*"
)
CELLS_OF_A_NOTE = 2
CELLS_OF_A_SUM = 6
LONGEST_CAPTION = 8
SHORTEST_NAME = 4


def row_role(sheet: RawSheet, row: int, header: Header, in_notes: bool) -> RowRole:
    """Return the role of a filled row below the heading.

    ``in_notes``: a 「注：」 stands above; short rows then go on being notes. A row that fits nothing else
    is a project: nothing is dropped because it looks odd.
    """
    texts = dict(sheet.row_texts(row))
    if not texts:
        return RowRole.PLACEHOLDER
    first = compact(next(iter(texts.values())))
    if _is_plainly_a_project(texts, first, header):
        return RowRole.PROJECT
    if is_sum(texts, of_projects="investment_yuan" in header.columns):
        return RowRole.TOTAL
    if _is_repeated_header(texts, header) or _repeats_heading(sheet, texts, header) or is_code_row(texts):
        return RowRole.HEADER
    if EXAMPLE.fullmatch(first) and len(texts) > CELLS_OF_A_NOTE:
        return RowRole.EXAMPLE
    if _is_placeholder(texts, header):
        return RowRole.PLACEHOLDER
    if (
        first.isdigit()
        and len(texts) > CELLS_OF_A_SUM
        and "其中" not in texts.get(header.columns.get("name", 0), "其中")
    ):
        return RowRole.PROJECT  # numbered, named and filled in, as nearly every row: no need to ask what else it may be
    return RowRole.NOTE if _is_note(sheet, row, texts, header, in_notes) else RowRole.PROJECT


def _is_plainly_a_project(texts: Mapping[int, str], first: str, header: Header) -> bool:
    """Numbered, named and filled in, as nearly every row: what else a row may be need not be asked."""
    if not first.isdigit() or len(texts) <= CELLS_OF_A_SUM:
        return False
    return "计" not in "".join(islice(texts.values(), 3)) and is_plain_name(
        texts.get(header.columns.get("name", 0), ""), header
    )


def is_plain_name(name: str, header: Header) -> bool:
    """Tell whether a text names a project, and is neither part of a sum nor a heading."""
    if len(name) < SHORTEST_NAME or not name[0].isalpha() or "其中" in name:
        return False
    return header.known is None or not header.known.field(name)


def _is_note(sheet: RawSheet, row: int, texts: Mapping[int, str], header: Header, in_notes: bool) -> bool:
    first, short = compact(next(iter(texts.values()))), len(texts) <= CELLS_OF_A_NOTE
    name, investment = header.columns.get("name"), header.columns.get("investment_yuan")
    if is_part_sum(texts, header) or (NOTE.fullmatch(first) and (short or investment not in texts)):
        return True
    if is_signature(texts) and (len(texts) > 1 or name not in texts):
        return True
    if short and (is_nil(first) or is_closing(first) or tells_of_projects(first)):
        return True
    if name in texts and investment in texts:
        return False  # two cells, but these: a caption or a note above takes nothing from it
    return short and (in_notes or _is_caption(sheet, row, first, header))


def is_part_sum(texts: Mapping[int, str], header: Header) -> bool:
    """Tell whether a row of a statistics table gives the sum of a part: a caption with its sum, or 「其中：」."""
    columns = header.columns
    if "investment_yuan" not in columns:
        return False  # a target table's lines are sums themselves
    if is_of_which(texts):
        return True
    name = compact(texts.get(columns.get("name", 0), ""))
    if name and compact(texts.get(columns.get("number", 0), "")).isdigit():
        return False  # numbered like a project, and it has a name: ask for the rest
    if is_aside(texts, name):
        return True
    return is_caption_with_sum(texts) and (len(name) <= LONGEST_CAPTION or is_counted(name))


def is_nil(text: str) -> bool:
    """Tell whether a text, alone in a row of our own table, is a nil report.

    >>> is_nil("本月无"), is_nil("零报告"), is_nil("本月无新增项目"), is_nil("无锡某公司")
    (True, True, True, False)
    """
    return NIL.fullmatch(compact(text)) is not None and not tells_of_projects(text)


def _is_repeated_header(texts: Mapping[int, str], header: Header) -> bool:
    if len(texts) < 3 or header.known is None:
        return False
    unknown = 0
    for text in texts.values():
        if not header.known.field(text):
            unknown += 1
            if unknown * 2 >= len(texts):
                return False  # nearly every row ends here, after half of its cells
    return len(texts) - unknown >= 3


def _repeats_heading(sheet: RawSheet, texts: Mapping[int, str], header: Header) -> bool:
    """Tell whether a row is one of the heading's own, printed again on the next page: the lower one of two, too."""
    rows = range(header.first_row, header.last_row + 1)
    return any(len(sheet.columns(r)) == len(texts) and texts == dict(sheet.row_texts(r)) for r in rows)


def _is_placeholder(texts: Mapping[int, str], header: Header) -> bool:
    """``3 | ...`` of the printed form, or a row that holds nothing but its number."""
    dotted = [text for text in texts.values() if text[0] in DOT_LETTERS and DOTS.fullmatch(compact(text))]
    if dotted and len(dotted) + sum(compact(text).isdigit() for text in texts.values()) == len(texts):
        return True
    return len(texts) == 1 and compact(texts.get(header.columns.get("number", 0), "")).isdigit()


def _is_caption(sheet: RawSheet, row: int, first: str, header: Header) -> bool:
    """A line such as 「一、工业项目」 across the table, between its rows."""
    if len(sheet.columns(row)) > 1:
        return False
    column = sheet.columns(row)[0]
    wide = any(
        top <= row <= bottom and left <= column <= right and right - left >= 2
        for top, left, bottom, right in sheet.merges
    )
    if column == header.columns.get("number"):
        return True  # what stands alone where a number belongs names no project
    return wide or NUMBERED_NOTE.fullmatch(first) is not None or column not in header.headings


def is_dots(text: str) -> bool:
    """Tell whether a cell holds the form's ``...``."""
    return DOTS.fullmatch(compact(text)) is not None
