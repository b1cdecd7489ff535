"""Which columns of the statistics table does a rulebook declare itself? The tables [[column]]."""

from toolkit.model.expressions import expression
from toolkit.model.known_columns import STATISTICS
from toolkit.model.ledger_columns import LEDGER_COLUMNS
from toolkit.model.own_columns import AMOUNT, CHOICE, NUMBER, OWN_KINDS, OwnColumn
from toolkit.model.units import AREA, DOLLAR, YUAN, parse_unit
from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import TomlTable

# What a heading may be made of: a criterion names the column by it, and a unit's brackets are no part of it.
_HEADING = expression(r"[A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff]{1,19}")
_UNIT = expression(r"[%‰]|[A-Za-z\u4e00-\u9fff²㎡]{1,6}")
_MOST_WORDS, _LONGEST_WORD = 30, 20
DEFAULT_UNIT = "亿元"
# Every way in which a column of every county is written, and what the ledger makes of them: none can be declared anew.
_KNOWN = {word.lower(): one.heading for one in STATISTICS for word in (*one.synonyms, one.heading)} | {
    one.heading.partition("（")[0].lower(): one.heading.partition("（")[0] for one in LEDGER_COLUMNS
}


def own_columns(tables: tuple[TomlTable, ...]) -> tuple[OwnColumn, ...]:
    """Return the declared columns; what is no heading, no kind, or known already is a slip with the nearest word."""
    taken: dict[str, str] = {}
    result = []
    for table in tables:
        heading, before = table.text("heading"), len(table.slips.found)
        one = OwnColumn(
            heading,
            (kind := table.one_of("kind", OWN_KINDS)),
            _unit(table, kind),
            table.texts("synonyms"),
            _words(table, kind),
            table.text("hint", ""),
            table.flag("required"),
        )
        for key, word in _names(one):
            _take(table, key, word, heading, taken)
        if len(table.slips.found) == before and heading and not table.awaits("heading"):
            result.append(one)
        else:
            table.slips.lose(heading)  # who names it has made no slip
    return tuple(result)


def _names(one: OwnColumn) -> list[tuple[str, str]]:
    return [("heading", one.heading), *(("synonyms", word) for word in one.synonyms)]


def _take(table: TomlTable, key: str, word: str, heading: str, taken: dict[str, str]) -> None:
    """Take a heading or a synonym for a column, and enter a slip where it cannot be."""
    plain = word.lower()
    if not word or table.awaits(key):
        return
    if not _HEADING.fullmatch(word):
        table.note(key, f"里的“{word}”应是2到20个汉字、字母或数字，不带括号和单位；单位写在 unit 里。")
    elif plain in _KNOWN:
        known = _KNOWN[plain]
        also = f"（就是“{known}”）" if known != word else ""
        table.note(key, f"里的“{word}”本来就有这一列{also}，不用再写；是另一列的，请换一个说法。")
    elif plain in taken:
        table.note(key, f"里的“{word}”写了两次，已经是“{taken[plain]}”的列名。请删去一个，或者换一个说法。")
    else:
        taken[plain] = heading


def _unit(table: TomlTable, kind: str) -> str:
    """Return the unit that the form prints: of money for an amount (亿元 where none is written), any for a number."""
    written = table.text("unit", "").strip()
    unit = parse_unit(written)
    if kind == AMOUNT:
        if not written:
            return DEFAULT_UNIT
        if unit is None or unit.measure not in (YUAN, DOLLAR):
            table.note("unit", f"写作“{written}”，金额的单位只能是：亿元、万元、元、亿美元、万美元、美元等。")
            return DEFAULT_UNIT
        return written
    if kind != NUMBER:
        if written:
            table.note("unit", f"写作“{written}”：kind = {AMOUNT}、{NUMBER} 的才有单位。")
        return ""
    if unit is not None and unit.measure != AREA:
        table.note("unit", f"写作“{written}”，是金额：kind 请写 {AMOUNT}。")
        return ""
    if written and unit is None and not _UNIT.fullmatch(written):
        table.note("unit", f"写作“{written}”，应是一个单位，例如 人、户、吨、亩、%。")
        return ""
    return written


def _words(table: TomlTable, kind: str) -> tuple[str, ...]:
    words = table.texts("words")
    if kind != CHOICE:
        if words:
            table.note("words", f"只有 kind = {CHOICE} 的可以写。{meant(CHOICE, [kind])}")
        return ()
    if not 2 <= len(words) <= _MOST_WORDS or len(set(words)) < len(words):
        table.note("words", f'应是2到{_MOST_WORDS}个不同的词，例如 ["独资", "合资", "并购"]。')
    for word in words:
        if len(word) > _LONGEST_WORD or word != word.strip() or "," in word or "、" in word:
            table.note("words", f"里的“{word}”太长，或者带有空格、逗号、顿号。")
    return words
