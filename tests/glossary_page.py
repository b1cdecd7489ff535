"""Compiles docs/术语.md and the words of the map, toolkit/README.md, from docs/术语.toml: ``python -m tests.glossary_page``."""

from tests.glossary import Term, terms
from tests.map_page import PAGE as MAP
from tests.map_page import ROOT

COMMAND = "python -m tests.glossary_page"
PAGE = ROOT / "docs" / "术语.md"
BEGIN, END = f"<!-- compiled: {COMMAND} -->", "<!-- /compiled -->"
HEAD = """# 术语

一事一名：同一件事处处用同一个词。界面、提示、公文、邮件、表格和手册都照这一页写，测试逐句检查。
要改一个词，改 [术语.toml](术语.toml)，再运行 `python -m tests.glossary_page`。

| 用词 | 指什么 | 不写成 | 可以写的例外 | 代码里的名称 |
|---|---|---|---|---|
"""
TAIL = """
标点：汉字之间用全角标点；并列的引号、书名号之间不加顿号；句号后面不接分号；层级不用箭头一类的符号，
位置写“Sheet1 表 E5 单元格”；完成率与序时进度之差写“个百分点”。各县方案的原话照抄，不在此列。
"""


def page() -> str:
    """Return docs/术语.md."""
    return HEAD + "".join(f"{_line(one)}\n" for one in terms()) + TAIL


def _line(one: Term) -> str:
    allowed = f"{''.join(f'“{word}”' for word in one.allowed)}：{one.why}" if one.allowed else ""
    return f"| {one.term} | {one.means} | {'、'.join(one.instead)} | {allowed} | {one.code} |"


def map_page() -> str:
    """Return the map with its table of words compiled anew."""
    head, _, rest = MAP.read_text("utf-8").partition(BEGIN)
    rows = [f"| {one.term} | {one.code} | {one.is_} |" for one in terms() if one.code]
    table = "\n".join(["| Chinese | in the code | is |", "|---|---|---|", *rows])
    return f"{head}{BEGIN}\n\n{table}\n\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    MAP.write_text(map_page(), "utf-8")
