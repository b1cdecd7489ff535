"""鹿寨县's target table (annex 1) as it is printed: a test draws the lines, the heading stands here."""

_HEAD = """
  | A | B | C | D | E | F | G | H | I
1 | 2022年鹿寨县各产业招商组招商引资目标任务分解表
2 | 产业招商组 | 责任领导 | 牵头单位 | 协办单位 | 内资到位资金目标（亿元） | 新签约项目数（个） | 新引进工业项目（个） | 亿元工业项目（个） | 备注
3 |  |  |  |  | 区外境内
4 | 合  计 |  |  |  | {total}
merge A1:I1
merge A2:A3
merge B2:B3
merge C2:C3
merge D2:D3
merge F2:F3
merge G2:G3
merge H2:H3
merge I2:I3
merge A4:D4
"""


def target_table(total: str, lines: str) -> str:
    """Return the drawing of a target table: the four cells of its 合计 (E4 to H4), and its lines from row 5 on."""
    return _HEAD.format(total=total) + lines
