"""Which words name a sum, and which a figure beside it: of a page, of other months, of what came in, of a rise?"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.row_words import NUMBER, few_words
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression
from toolkit.model.submission import StatedTotal

_COUNT = r"(?:[:：(].*|共?-?\d+[个项家%].*)?"
TOTAL = expression(
    rf"(?:(?:[一二三四五六七八九十\d]+[、.])?.{{0,8}}(?:合计|总计|小计|共计)|(?:本月|本年|全年)?累计|.{{0,4}}汇总){_COUNT}"
)
ENGLISH = expression(r"(?:(?:grand|sub)?-?total|sum):?", re.IGNORECASE)
# What a figure may be of: a month or a year that ends with the table's, and one that does not.
_NOW = (
    r"(?:自|从|截至|截止|至|到)?(?:20\d\d年|[今本全]年)?(?:(?:本|当|今|全|年)(?:年度?|月份?|期|季度?|初)|\d{1,2}月份?|[上下]半年|第?[一二三四1-4]季度"
    r"|(?:1|一)月?(?:-|~|至|到)\d{1,2}月份?)(?:末|底|止|为止|以来)?|20\d\d年度?(?:以来)?"
)
_FORMER = (
    r"(?:(?:上|去|往|前|历)年度?|上(?:个|一)?(?:月|期|季度?)|(?:(?:上|去)年)?同期|历史|开工(?:至今|以来)|有史以来)"
)
_FORMER += r"(?:末|底|份)?"
_MORE = r"(?:净?(?:新增|增加|减少|增减|增长|下降|增幅|降幅))"
_OF = rf"(?:{_MORE}|新签约?|新引进|新开工|新入库|完成"
_OF += r"|引进|签约|开工|投产|入库|情况|金额|投资|项目|总?额|[数个率]|\(?%\)?)"
_SUM = r"(?:合计|总计|小计|累计|共计)?"
RUNNING = expression(rf"(?:其中:?)?(?:{_NOW})?累计{_OF}*{_COUNT}")
OF_THE_YEAR = expression(r"(?:本|全)年(?:度)?累计.*")
ASIDE = expression(
    rf"(?:其中:?)?(?:(?:{_FORMER})(?:{_NOW})?(?:{_OF}|累计)*{_SUM}|(?:{_NOW})?{_MORE}{_OF}*{_SUM}|(?:{_NOW}){_OF}*"
    rf"|(?:与|同|比|较)(?:{_FORMER}|{_NOW})(?:相比)?(?:{_OF}|持平|[:+-])*|[同环]比(?:{_OF}|持平|[:+-])*"
    r"|(?:[承接续]|转|过)[前上次下]一?页.{0,2}|[上前每]页(?:合计|小计|数)?|平均(?:每个)?(?:项目)?(?:投资)?(?:数|值|总?额)?|均值)"
    rf"{_COUNT}"
)
COUNTED_ONLY = expression(r"共?计?\d+[个项家](?:项目)?")
LEADING = 3  # texts in which a row says that it is a sum
LONGEST = 30
NEARLY = 0.01  # so near to the rows' own sum, a sum is meant to be it


def is_sum(texts: Mapping[int, str], *, of_projects: bool) -> bool:
    """Tell whether a row states the table's sum, or that of a part; ``of_projects``: in a statistics table.

    >>> [is_sum({1: text}, of_projects=True) for text in ("合计（3个）", "Total", "1-6月累计", "上年合计", "会计培训")]
    [True, True, True, False, False]
    """
    for text in islice(texts.values(), LEADING):
        if "计" in text or "汇总" in text:
            words = compact(text)
            if of_projects and _says(ASIDE, words):
                continue
            if TOTAL.fullmatch(words) or (of_projects and _says(RUNNING, words)):
                return True
        elif text.isascii() and ENGLISH.fullmatch(compact(text)):
            return True
    return False


def is_aside(texts: Mapping[int, str], name: str) -> bool:
    """Tell whether a row of few words states a figure that is neither a project nor the table's sum.

    ``name`` is the compact text where a project has its name.

    >>> is_aside({1: "本月新增", 3: "3个", 5: "4.3"}, "3个"), is_aside({3: "本月新增产线", 5: "4.3"}, "本月新增产线")
    (True, False)
    """
    words, counted = few_words(texts), COUNTED_ONLY.fullmatch(name) is not None
    if not words:
        return counted and all(NUMBER.fullmatch(compact(text)) for text in texts.values())
    return len(words) < len(texts) and (counted or any(_says(ASIDE, word) for word in words))


def _says(what: re.Pattern[str], words: str) -> bool:
    return len(words) <= LONGEST and what.fullmatch(words) is not None


def sums_of_more(sheet: RawSheet, totals: Iterable[StatedTotal], summed: int) -> list[StatedTotal]:
    """Return those of a sheet's stated totals that speak of more than the table's rows, whose sum is ``summed``."""
    stated = {total.ref.row: total for total in totals}
    labels = {row: dict(sheet.row_texts(row)).values() for row in stated}
    values = {row: total.values.get("investment_yuan") for row, total in stated.items()}
    return [stated[row] for row in sorted(_rows_of_more(labels, values, summed))]


def _rows_of_more(
    labels: Mapping[int, Iterable[str]], values: Mapping[int, int | float | None], summed: int
) -> set[int]:
    """Return those of the rows that state a sum which speak of more than the table's rows: a 累计 beside its 合计.

    ``labels`` are each row's texts, ``values`` what each states of the sum that its projects have (``summed``).
    """
    words = {row: [compact(text) for text in islice(texts, LEADING)] for row, texts in labels.items()}
    running = {row for row, said in words.items() if any(_says(RUNNING, word) for word in said)}
    if running < words.keys():
        return running
    agreeing = {row for row in running if abs((values.get(row) or 0) - summed) <= NEARLY * summed}
    return running - (agreeing or {row for row in running if any(map(OF_THE_YEAR.fullmatch, words[row]))})
