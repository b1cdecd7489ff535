"""What is a proposed rule? A table with the sentence that it was read from, and what to ask about it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

SETTLED = "看过，对的删去这一句，不对的改好再删，不要的整条删去"
SETTLED_IN_CELLS = "看过，对的清空这一格，不对的改好再清空，不要的整行删去"


class Proposal(Struct, frozen=True):
    """One table: its kind (``indicator``), its keys, the line and the words that it rests on, and the question.

    ``ask`` '' is a proposal that another one asks about (the parts of a ratio); ``words`` are those of the quote that
    it was read from, where they are fewer.
    """

    kind: str
    values: Mapping[str, Any]
    line: int
    quote: str
    ask: str = ""
    words: str = ""

    @property
    def question(self) -> str:
        """What a person is asked, with line and words; '' where nothing is."""
        return f"第{self.line}行“{shortened(self.words or self.quote)}”：{self.ask}" if self.ask else ""


def shortened(quote: str, most: int = 40) -> str:
    """Return a quote short enough for a sentence about it."""
    return quote if len(quote) <= most else f"{quote[: most - 1]}…"
