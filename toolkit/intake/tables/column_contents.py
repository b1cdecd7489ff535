"""What do the cells of a column hold: words, numbers, days, telephones? Where its heading alone does not tell."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from itertools import islice

from toolkit.files.grid import RawCell, RawSheet
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression

SAMPLED_ROWS = 40
ENOUGH_CELLS = 8
LONGEST_DEGREE = 8
ENOUGH = 0.6  # so large a share of the cells says what a column holds
NUMBER = expression(r"[-+]?\d[\d.,]*(?:[%％‰]|[十百千]?[万亿]?元?)?")
DEGREE = expression(r"(?:已|约|完成)*+\d[\d.]*(?:[%％‰]|成)?(?:左右)?")
PHONE = expression(r"(?:\+?86-?)?1[3-9]\d{9}|\(?0\d{2,3}\)?-?\d{7,8}")
DAY = expression(r"(?:19|20)\d\d(?:[年./-]\d{1,2}(?:月|[./-])?(?:\d{1,2}日?)?|年)")
STAGE = expression(
    r"签约|签订|开工|动工|投产|注册|竣工|试产|试运行|在谈|洽谈|接洽|前期|施工|在建|终止|停工|停滞|投入使用"
)


class Contents(Enum):
    """What most cells of a column are."""

    NOTHING = ""
    WORDS = "文字"
    NUMBERS = "数字"
    DAYS = "日期"
    PHONES = "电话"


def contents(sheet: RawSheet, last_row: int, column: int) -> Contents:
    """Return what most of the first cells below a heading, which ends in ``last_row``, are."""
    kinds = [_kind(cell) for cell in _sampled(sheet, last_row, column)]
    if not kinds:
        return Contents.NOTHING
    most = max(dict.fromkeys(kinds), key=kinds.count)
    return most if kinds.count(most) >= ENOUGH * len(kinds) else Contents.WORDS


def holds_degrees(sheet: RawSheet, last_row: int, column: int) -> bool:
    """Tell whether a column says how much is done, as numbers or per cent, and not what is done."""
    texts = [cell.text for cell in islice(_sampled(sheet, last_row, column), ENOUGH_CELLS)]
    short = [text for text in texts if len(text) <= LONGEST_DEGREE]
    if len(short) < ENOUGH * len(texts):
        return False  # words, as nearly always
    return bool(texts) and sum(DEGREE.fullmatch(compact(text)) is not None for text in short) >= ENOUGH * len(texts)


def holds_stages(sheet: RawSheet, last_row: int, column: int) -> bool:
    """Tell whether most cells of a column name a step that a project takes: 已签约, 正在施工."""
    texts = [cell.text for cell in _sampled(sheet, last_row, column)]
    return bool(texts) and sum(STAGE.search(text) is not None for text in texts) >= ENOUGH * len(texts)


def _sampled(sheet: RawSheet, last_row: int, column: int) -> Iterator[RawCell]:
    for row in range(last_row + 1, last_row + 1 + SAMPLED_ROWS):
        cell = sheet.own(row, column)
        if cell is not None and cell.text:
            yield cell


def _kind(cell: RawCell) -> Contents:
    if isinstance(cell.value, datetime):
        return Contents.DAYS
    text = compact(cell.text)
    for pattern, kind in ((PHONE, Contents.PHONES), (DAY, Contents.DAYS), (NUMBER, Contents.NUMBERS)):
        if pattern.fullmatch(text):
            return kind
    return Contents.WORDS
