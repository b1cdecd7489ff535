"""What can be found in a table, and how is it said? docs/问题代码.md, written by ``python -m tests.codes_page``.

Level and sentence are the catalogue's. ``codes.toml`` holds for each kind when it appears, and what stood in the table of
a test, so that the page shows whole sentences: no blank to be imagined.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from toolkit.model.catalogue import CATALOGUE
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding
from toolkit.model.wording import Wording

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "问题代码.md"
EXAMPLES = HERE / "codes.toml"
COMMAND = "python -m tests.codes_page"
HEAD = """# 问题代码

退回修改稿、问题清单、邮件里每个问题都有一个代码。这里一个代码一行：什么时候出现，原话是怎么说的（例句中的名称和数是编的）。打电话怎么说，见[使用手册](使用手册.md#怎么跟单位说)。

表中写的是通常的级别；同一个问题落在要紧的栏目上会重一级，例如缺“投资总额”列重于缺“联系电话”列。
"""
FAMILIES = (
    ("F", "F　整个文件"),
    ("H", "H　表头"),
    ("V", "V　一个单元格的内容"),
    ("X1", "X1　前后对不上，裁定、词典、更正"),
    ("X2", "X2　目标任务分解表、自有列"),
    ("X3", "X3　考核的台账"),
    ("T", "T　外出招商"),
    ("N", "N　公文"),
)


def page() -> str:
    """Return the page as Markdown; ``KeyError`` names a kind, or a word of its sentence, that codes.toml lacks."""
    return "\n".join([HEAD, *_families(examples())]).rstrip() + "\n"


def examples() -> dict[str, dict[str, str]]:
    """Return what codes.toml says: by kind, ``when`` it appears and the words of its sentence."""
    return tomllib.loads(EXAMPLES.read_text("utf-8"))


def blanks(wording: Wording) -> set[str]:
    """Return the names of what a kind's sentence is filled with."""
    return {name for _, name, _, _ in Formatter().parse(wording.message) if name}


def _families(known: dict[str, dict[str, str]]) -> Iterator[str]:
    for family, title in FAMILIES:
        kinds = sorted((w.code, kind) for kind, w in CATALOGUE.items() if w.code.startswith(family))
        yield f"## {title}\n\n| 代码 | 级别 | 什么时候出现 | 原话 |\n|---|---|---|---|"
        yield from (_line(kind, known[kind]) for _, kind in kinds)
        yield ""


def _line(kind: str, example: dict[str, str]) -> str:
    one = Finding(kind, CellRef(""), tuple(example.items()))
    return f"| {one.code} | {one.severity.label} | {_safe(example['when'])} | {_safe(one.message)} |"


def _safe(text: str) -> str:
    # What would be a table's border, a tag or a field of the page itself.
    return text.replace("|", "｜").replace("<", "&lt;").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
