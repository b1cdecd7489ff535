"""Which words make a row no project? Sums of a part, captions, codes of columns, signatures, notes below the table."""

from collections.abc import Mapping

from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression

FEWEST_CODES = 3
MOST_WORDS = 2
OF_WHICH = expression(r"(?:[一二三四五六七八九十\d]+[、.])?\(?其中[:：)]?.*")
ORDINAL = expression(r"\(?(?:第?[一二三四五六七八九十]{1,3}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4})(?:部分|类)?[)、.,:]?")
CAPTION = expression(r"(?:\(?[一二三四五六七八九十]{1,3}[)、.,]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][、.]?)\D.*")
COUNTED = expression(r".*\(?共?计?\d+[个项家](?:项目)?\)?[:：]?")
NUMBER = expression(r"-?\d[\d.,]*(?:亿元?|万元?|元|亩|%|个|项|家)?")
LETTER_CODE = expression(r"[甲乙丙丁戊己庚辛壬癸]|[A-Z]|栏次|列次|代码|-+|—+")
NUMBER_CODE = expression(r"[(\[]?(\d{1,2})[)\]]?(?:[=＝][\d+\-×*/÷()]+)?")
CIRCLED = {chr(0x2460 + number): str(number + 1) for number in range(20)}
# 「填表人：王五」: what stands before the colon is short, and no cell of the row says anything else.
LABEL = expression(r"[^:]{1,14}:.*")
SIGNED = expression(r"[★☆※*●◆▲△■□◎#]\s*\D.*")
CLOSING = expression(
    r"\(?(?:以下|此处以下|下面)?(?:空白|无内容|无正文)\)?|\(?(?:本|此)(?:表|页|报表).{1,30}|一式[一二两三四五六\d]+份.*|\(?完\)?"
)


def is_of_which(texts: Mapping[int, str]) -> bool:
    """Tell whether a row says how much of the sum is of a kind: 「其中：区外项目 3.1」."""
    words = few_words(texts)
    return any(OF_WHICH.fullmatch(word) for word in words)


def is_caption_with_sum(texts: Mapping[int, str]) -> bool:
    """Tell whether a row opens a part of the table and says its sum: 「一 | 工业项目（2个） | 2.8」."""
    words = few_words(texts)
    if not words or len(words) == len(texts):
        return False  # without a number it is a plain caption
    if ORDINAL.fullmatch(words[0]) and len(words) == MOST_WORDS:
        return compact(next(iter(texts.values()))) == words[0]
    return len(words) == 1 and (CAPTION.fullmatch(words[0]) is not None or is_counted(words[0]))


def few_words(texts: Mapping[int, str]) -> list[str]:
    """Return the compact texts of a row that are no numbers, or nothing if there are more than two, as in a project."""
    words: list[str] = []
    for text in map(compact, texts.values()):
        if not NUMBER.fullmatch(text):
            if len(words) == MOST_WORDS:
                return []
            words.append(text)
    return words


def is_counted(text: str) -> bool:
    """Tell whether a compact text ends by saying how many there are: 「工业项目(2个)」."""
    return COUNTED.fullmatch(text) is not None


def is_code_row(texts: Mapping[int, str]) -> bool:
    """Tell whether a row numbers the columns: 「甲 乙 丙 1 2 3」; its numbers follow each other.

    >>> is_code_row(dict(enumerate("甲乙丙123"))), is_code_row(dict(enumerate("甲乙丙132")))
    (True, False)
    """
    numbers: list[int] = []
    letters: set[str] = set()
    for text in map(compact, texts.values()):
        plain = CIRCLED.get(text, text)
        if match := NUMBER_CODE.fullmatch(plain):
            numbers.append(int(match[1]))
        elif LETTER_CODE.fullmatch(plain):
            letters.add(plain)
        else:
            return False  # nearly every row ends here, at its first or second cell
    if len(texts) < FEWEST_CODES or (not numbers and len(letters) < len(texts)):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def is_signature(texts: Mapping[int, str]) -> bool:
    """Tell whether every cell names something before a colon, or is what such a cell to its left asks for."""
    asked = False
    for text in map(compact, texts.values()):
        labelled = LABEL.fullmatch(text) is not None
        if not (labelled or asked):
            return False
        asked = labelled and text.endswith(":")
    return True


def is_closing(first: str) -> bool:
    """Tell whether a compact text is no project's: 「※ 请于每月5日前报送」, 「以下空白」, 「本表一式两份」."""
    return SIGNED.fullmatch(first) is not None or CLOSING.fullmatch(first) is not None
