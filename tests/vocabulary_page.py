"""How is a rulebook written? docs/规则怎么写.md, made by ``python -m tests.vocabulary_page`` from the vocabulary.

Its examples are cut from rulebooks that tests load and count with, so that each is known to work.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.rulebook import written_block
from toolkit.schemes.loader import scheme_ids, shipped_folder
from toolkit.schemes.vocabulary import KINDS, SOURCES_SAID

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "规则怎么写.md"
COMMAND = "python -m tests.vocabulary_page"
HEAD = """# 规则怎么写

一份规则是一个文件夹，三个文件：`document.txt`（文件原文，一行一段）、`units.csv`（单位名单）、`scheme.toml`（规则）。
先抄一份最像的：`zhaoshang schemes export luzhai-2022 本县规则`；改一处查一次：`zhaoshang schemes check 本县规则`。
写错的地方一次列出，写明第几行、可能想写什么；都对了，编几行数试算给您看。整个过程见 [CONTRIBUTING.md](../CONTRIBUTING.md#add-a-county)。

下面的例子都是从测试里真用着的规则抄来的。

## 条件怎么写

一行一个条件，写成“列 条件 值”；`criteria` 里的几行要全部满足。列可以写台账的列名（投资总额），也可以写英文名（investment_yuan）。

| 写法 | 意思 |
|---|---|
"""
# A written condition and what it means; a test reads each.
CONDITIONS = (
    ("region = 区外", "投资来源在区外（区内到哪里为止，由 [region] 的 within 定）；还有 区内、境外"),
    ("region = 省外", "按行政区划：县外、市外、省外；分不出来的，检查时说明缺什么"),
    ("region in 区外、境外", "几个里的一个"),
    ("region != 区内", "不是区内：待定、未填的不算"),
    ("投资总额 >= 1亿元", "金额连单位写：亿元、万元、百万元、元都行；只写数字的是元"),
    ("1亿元 <= 投资总额 < 5亿元", "范围"),
    ("contract_usd >= 1000万美元", "外资写美元"),
    ("land_mu >= 100亩", "面积写亩、公顷、平方米"),
    ("stage >= 开工", "阶段：在谈、签约、注册、开工、投产，到了这一步就算"),
    ("stage in 签约、开工", "正好在这几步"),
    ("sector = 工业", "是不是工业；emerging = 是 是不是新兴产业"),
    ("year = 2023", "签约（没有签约日期的，入驻）在这一年"),
    ("签约日期 >= 2021-12-01", "日期：只写到月份的不算满足"),
    ("2021-12-01 <= signed_on <= 2022-11-30", "日期的范围，例如上年12月到本年11月"),
    ("in_statistics = 是", "入统；fortune500 世界500强，packaged 策划包装"),
    ("unit != 县招商中心", "单位、行业、省份等文字，只能 =、!=、in、not in"),
    ("投资总额 >= 5亿元 or contract_usd >= 1000万美元", "两种有一种就算；也可以写“或”"),
    ("region = 境外 and 投资总额 >= 5000万元 or 投资总额 >= 1亿元", "and（且）先算，or（或）后算；最多四种"),
)


def page() -> str:
    """Return the page as Markdown."""
    lines = [f"| `{text}` | {meaning} |" for text, meaning in CONDITIONS]
    sources = [f"| `{source}` | {said} |" for source, said in SOURCES_SAID.items()]
    text = HEAD + "\n".join(lines) + "\n\n## 分从哪里来\n\n总分是各项 `[[score]]` 的和；名次、红黑榜、后果都按总分。"
    text += "每一项的 `source` 写分从哪里来：\n\n| source | 意思 |\n|---|---|\n" + "\n".join(sources)
    text += (
        "\n\n登记的事在 `考核/计分台账.xlsx`，打分在 `考核/评分表.xlsx`，各季度已经定了的得分在 `考核/上年考核.xlsx`"
    )
    text += "（年度写“2023年第1季度”）；空白的用 `zhaoshang assess --books` 生成。\n\n## 每一种表\n\n"
    return text + "\n".join(_kinds())


def _kinds() -> Iterator[str]:
    for name, kind in KINDS.items():
        yield f"### {_header(name)}\n\n{kind.words}。\n"
        if kind.keys:
            yield "| 写什么 | 意思 |\n|---|---|"
            yield from (f"| `{key}` | {said.replace('|', '、')} |" for key, said in kind.keys.items())
            yield ""
        elif kind.free != ("*",):
            yield f"可写：{'、'.join(kind.free)}。\n"
        yield f"```toml\n{example(name)}\n```\n"


def _header(name: str) -> str:
    plural = name not in ("", "region", "sector", "quoted", "reading.choices")
    return "文件开头" if not name else f"[[{name}]]" if plural else f"[{name}]"


def rulebooks() -> list[str]:
    """Return the texts that examples are cut from, the plainest first."""
    made = HERE / "rulebooks" / "wanxian_2023" / "scheme.toml"
    shipped = [shipped_folder(id) / "scheme.toml" for id in scheme_ids()]
    return [written_block("scheme.toml"), *(path.read_text("utf-8") for path in (made, *shipped))]


def example(name: str) -> str:
    """Return a table of a kind as a rulebook writes it, with what stands inside it."""
    for text in rulebooks():
        if not name:
            return text.partition("\nclause = [")[0].strip()
        if name == "clause":
            return "\n".join([*re.findall(r"^clause = \[\n(?:.*\n){2}", text, re.MULTILINE)[0].splitlines(), "]"])
        top = name.partition(".")[0]
        for block in re.split(r"\n(?=\[\[?" + re.escape(top) + r"\]\]?\n)", text)[1:]:
            own = re.split(r"\n(?=#|(?!\[\[?" + re.escape(top) + r"\.)\[)", block)[0].strip()
            if re.search(rf"^\[\[?{re.escape(name)}\]", own, re.MULTILINE) and (name != "quoted" or "=" in own):
                return own
    raise LookupError(f"no rulebook has an example of {name}")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
