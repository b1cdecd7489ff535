"""How is a sentence about a key of toml said to somebody who sees sheets and headings only?"""

from collections.abc import Mapping

from toolkit.model.expressions import expression
from toolkit.schemes.vocabulary import KINDS
from toolkit.schemes.workbook import words
from toolkit.schemes.workbook.forms import form
from toolkit.schemes.workbook.words import inner_kinds

_TOKEN = expression(r"(?<![\w“.=])[a-z][a-z_]+(?![\w”(.])")
_TABLE = expression(r"“?\[\[?([\w.]+)\]\]?”?( 里| 的编号)?")
# What the readers' sentences say of toml, and what it is on a sheet.
_SAID = {
    '例如 [["县长", "批准"]]': "例如 县长：批准",
    '例如 target = "': "例如 ",
    '例如 each_target = "': "例如 ",
    '[["园区", "5亿元"], ["乡镇", "1亿元"]]': "园区：5亿元",
    "units.csv 里": "“单位”页里",
    "units.csv": "“单位”页",
    "应是带引号的文字": "应是文字",
    "document.txt": "“原文”页",
    "true：": "是：",
    "true": "是",
    '"20亿元"': "20亿元",
    "；不写时就是 id": "；不写时就是编号",
    '[["县长", "批准"]]': "县长：批准",
    '[["100%", 100], ["80%", 75]]': "100%：100",
}


def in_sheet_words(kind: str, what: str) -> str:
    """Return a sentence about a table's key with headings and drop-down words in place of toml's.

    >>> in_sheet_words("score", "没有写：source = ledger 的要写 any。")
    '没有写：分从哪里来 = 项目台账 的要写 满足其中一组条件就算。'
    """
    for old, new in _SAID.items():
        what = what.replace(old, new)
    named = [found[1] for found in _TABLE.finditer(what) if found[1] in KINDS]
    what = _TABLE.sub(
        lambda found: f"“{words.sheet_name(found[1])}”页{found[2] or ''}" if found[1] in KINDS else found[0], what
    )
    known = {word: said for one in (*named, kind) for word, said in _words_of(one).items()}
    return _TOKEN.sub(lambda found: known.get(found[0], found[0]), what)


def _words_of(kind: str) -> Mapping[str, str]:
    keys = KINDS[kind].keys if kind in KINDS else {}
    codes = {code: shown for key in keys for code, shown in form(kind, key).words.items()}
    inner = {name.rpartition(".")[2]: words.inner_name(name) for name in inner_kinds(kind)}
    return codes | {key: words.heading(kind, key) for key in keys} | inner
