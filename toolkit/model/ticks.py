"""Which of several choices did a person tick, and is a named choice denied?"""

from collections.abc import Callable

from msgspec import Struct

from toolkit.model.expressions import expression

# A box that is filled or crossed is Word's own way of ticking one; a bare × strikes a choice out.
_ON, _OFF, _TICK, _CROSS = "☑☒■◼▣●◉⊙🗹", "□☐◻○◯▢", "√✓✔", "×✗✘"
_BRACKETED_ON = expression(r"[\[(（【〔]\s*[√✓✔xXｘＸvV☑■●]\s*[\])）】〕]")
_BRACKETED_OFF = expression(r"[\[(（【〔]\s*[\])）】〕]")
_TOKEN = expression(
    rf"[{_ON}{_OFF}{_TICK}{_CROSS}]|[\s\u3000、，,；;/|。]+|[^{_ON}{_OFF}{_TICK}{_CROSS}\s\u3000、，,；;/|。]+"
)
_ANSWERED = expression(r"(.+?)[：:(（](是|有|对|否|无|没有|不是)[)）]?")
_ASKED = expression(r"^(?:是否|是不是|有无|有没有)")
_CLAUSE = expression(r"[、，,；;。\s\u3000]+")
# Words before a choice that deny it, or say that it is still to come.
_DENIED = expression(r"[未没无不非否]|暂缺|待|拟|将|争取|力争|预计|计划|有望|希望|可能|准备|如能|若")
_NONE_OF_IT = expression(r"^[：:为]?(?:0|０|零|无|失败|未成|未果|不成)")


class Ticks(Struct, frozen=True):
    """The choices of a text: ticked, left open or struck out, and those with no sign at them at all."""

    on: tuple[str, ...]
    off: tuple[str, ...]
    plain: tuple[str, ...]

    @property
    def marked(self) -> bool:
        """True where any choice has a sign; a choice without one is then not chosen."""
        return bool(self.on or self.off)


def ticks_of(text: str) -> Ticks:
    """Return what is ticked in a text; a sign stands before its choice, or right behind it.

    >>> ticks_of("□获取线索 ☑推进签约").on, ticks_of("获取线索√ 推进签约").on, ticks_of("[ ]A [x]B").on
    (('推进签约',), ('获取线索',), ('B',))
    """
    text = _BRACKETED_OFF.sub("□", _BRACKETED_ON.sub("☑", text))
    found: list[tuple[str, bool | None]] = []
    waiting: bool | None = None
    behind_word = False
    for token in _TOKEN.findall(text):
        if token in _TICK + _CROSS and behind_word:
            found[-1] = (found[-1][0], token in _TICK)
        elif token in _ON + _TICK:
            waiting = True
        elif token in _OFF + _CROSS:
            # A tick beside an empty box ticks it.
            waiting = waiting is True and token in _OFF
        elif not _CLAUSE.fullmatch(token):
            found.append(_answered(token, waiting))
            waiting, behind_word = None, True
            continue
        behind_word = False
    groups = {sign: tuple(word for word, own in found if own is sign) for sign in (True, False, None)}
    return Ticks(groups[True], groups[False], groups[None])


def _answered(word: str, sign: bool | None) -> tuple[str, bool | None]:
    """Return a choice with its sign; 获取线索：是, 是否获取线索：是 and 推进签约（否） are ticks in words."""
    match = _ANSWERED.fullmatch(word)
    if sign is None and match:
        return _ASKED.sub("", match[1]), match[2] in ("是", "有", "对")
    return word, sign


def chosen(text: str) -> str:
    """Return the ticked choices of a text, or the text itself where nothing is marked.

    >>> chosen("□火车 ☑飞机 ☑租车"), chosen("□火车 □飞机"), chosen("火车、租车")
    ('飞机、租车', '', '火车、租车')
    """
    ticks = ticks_of(text)
    return "、".join(ticks.on) if ticks.marked else text


def has_own_words(text: str, is_offered: Callable[[str], bool]) -> bool:
    """Tell whether beside the boxes of a text stands what is none of the choices offered and was not ticked.

    >>> offered = "获取线索推进签约".__contains__
    >>> [has_own_words(text, offered) for text in ("□获取线索 ☑推进签约", "□获取线索 另约", "另约")]
    [False, True, False]
    """
    ticks = ticks_of(text)
    return ticks.marked and not all(map(is_offered, (*ticks.off, *ticks.plain)))


def affirms(text: str, choice: str) -> bool:
    """Tell whether a text says that a choice came true: named, ticked where there are boxes, and not denied.

    >>> affirms("获取线索2条", "获取线索"), affirms("未获取线索", "获取线索"), affirms("□获取线索", "获取线索")
    (True, False, False)
    """
    for clause in _CLAUSE.split(chosen(text)):
        before, named, after = clause.partition(choice)
        if named and not _DENIED.search(before) and not _NONE_OF_IT.match(after):
            return True
    return False
