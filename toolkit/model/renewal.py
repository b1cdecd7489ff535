"""What becomes of each clause and rule of last year's document in this year's? One line each of 续订对照.xlsx."""

from msgspec import Struct

SAME, CHANGED, GONE, MOVED, NEW, WAITING = "不变", "有改动", "找不到", "年份顺延", "新增", "等新文件"
RESULTS = (CHANGED, GONE, NEW, MOVED, WAITING, SAME)


class RenewalLine(Struct, frozen=True):
    """One clause or rule: its kind and id, what it said and on which line (0 none), what it says now, what is to do."""

    kind: str
    id: str
    name: str
    result: str
    before: str = ""
    before_line: int = 0
    after: str = ""
    after_line: int = 0
    to_do: str = ""
