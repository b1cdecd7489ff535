"""Where does a title break? Between words, so that the lines form a trapezoid or a diamond (GB/T 9704 7.3.1)."""

import re
from itertools import combinations, pairwise

from toolkit.model.expressions import expression

# A line of the 版心's 156 mm takes 20 characters of 22 pt.
LINE = 20
# Words of the trade that may stand at either side of a break; longer ones come first.
_WORDS = [
    "招商引资",
    "目标任务",
    "完成情况",
    "项目统计表",
    "统计表",
    "项目",
    "工作经费",
    "经费预算",
    "经费使用",
    "工作情况",
    "工作会议",
    "工作督查",
    "督查情况",
    "联席会议",
    "领导小组",
    "调度会",
    "推进会",
    "动员会",
    "总结会",
    "主要负责人",
    "分管负责人",
    "投资促进",
    "工作方案",
    "工作",
    "情况",
    "会议",
    "分解表",
    "人民政府",
    "办公室",
    "关于",
    "下达",
    "报送",
    "催报",
    "改正",
    "申请",
    "报销",
    "召开",
    "约谈",
    "印发",
    "转发",
    "加强",
    "改进",
    "开展",
    "做好",
    "全县",
    "全区",
]
# Never broken: a book title, bracketed text, a date or period, a number and its measure, the 文种 and its 的.
_TOGETHER = (
    r"《[^《》]{1,18}》|〈[^〈〉]{1,18}〉|（[^（）]{1,18}）|“[^“”]{1,18}”"
    r"|\d{4}年(?:\d{1,2}(?:[—-]\d{1,2})?月(?:\d{1,2}日)?|第[一二三四]季度|[上下]半年|度)?"
    r"|第[一二三四五六七八九十\d]+(?:季度|次|届|期|批)"
    r"|\d+(?:[.,]\d+)*[%％]?[年月日个家亿万元次届期]*|[A-Za-z]+"
    r"|的?(?:若干意见|实施意见|通知|通报|报告|请示|批复|意见|公告|决定|纪要|函)$"
)
_ANY_WORD = "|".join(map(re.escape, _WORDS))
# A name is broken nowhere, though words of the trade stand in it: 鹿寨县投资促进委员会办公室.
_NAME = (
    rf"(?!{_ANY_WORD})(?:(?![、的，])[\u4e00-\u9fff]){{2,18}}?(?:委员会办公室|领导小组办公室|工作委员会|管理委员会|委员会"
    r"|管委会|有限责任公司|有限公司|股份公司|集团公司|集团|促进中心|投促中心|服务中心|招商局|促进局|开发区|产业园|工业园)"
)
_TOKEN = expression(f"{_TOGETHER}|{_NAME}|{_ANY_WORD}")
_BEGINS_NO_LINE = "的、，。；：）》〉”年月和与及等"
_ENDS_NO_LINE = "（《〈“和与及"


def words(title: str) -> list[str]:
    """Return the pieces of a title between which a line may end; unknown text is not broken.

    >>> words("关于下达鹿寨县2022年招商引资目标任务的通知")
    ['关于', '下达', '鹿寨县', '2022年', '招商引资', '目标任务', '的通知']
    >>> words("关于约谈鹿寨县投资促进委员会办公室、平山镇、中渡镇的通知")
    ['关于', '约谈', '鹿寨县投资促进委员会办公室、', '平山镇、', '中渡镇', '的通知']
    """
    pieces: list[str] = []
    end = 0
    for match in _TOKEN.finditer(title):
        pieces += [*_items(title[end : match.start()]), match[0]]
        end = match.end()
    pieces += _items(title[end:])
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and ((piece[0] in _BEGINS_NO_LINE and len(piece) < 3) or joined[-1][-1] in _ENDS_NO_LINE):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _items(text: str) -> list[str]:
    """Return the items of a list, each with its 、: a line may end there."""
    return re.findall(r"[^、]+、?|、", text)


def broken(title: str) -> str:
    r"""Return a title with its line breaks; one that fits a line, or has breaks already, stays as it is.

    >>> broken("关于下达鹿寨县2022年招商引资目标任务的通知")
    '关于下达鹿寨县2022年\n招商引资目标任务的通知'
    >>> broken("会议通知")
    '会议通知'
    """
    if "\n" in title or width(title) <= LINE:
        return title
    pieces = words(title)
    for count in range(2, len(pieces) + 1):
        choices = [
            lines
            for cuts in combinations(range(1, len(pieces)), count - 1)
            if max(map(width, lines := _cut(pieces, cuts))) <= LINE
        ]
        if choices:
            best: list[str] = min(choices, key=_ugliness)
            return "\n".join(best)
    return title


def width(text: str) -> float:
    """Return how many characters wide a text is set; two digits or Latin letters are as wide as one.

    Where digits meet characters some programs leave a quarter of one free, whatever the document says.
    """
    meetings = sum(a.isascii() != b.isascii() for a, b in pairwise(text))
    return sum(0.5 if character.isascii() else 1 for character in text) + meetings / 4


def _cut(pieces: list[str], cuts: tuple[int, ...]) -> list[str]:
    return ["".join(pieces[start:end]) for start, end in zip((0, *cuts), (*cuts, len(pieces)), strict=True)]


def _ugliness(lines: list[str]) -> float:
    """Return how far from a trapezoid or a diamond the lines are; lower is better."""
    widths = [width(line) for line in lines]
    steps = [after - before for before, after in pairwise(widths)]
    hourglass = any(a < 0 < b for a, b in pairwise(steps))
    rectangle = all(abs(step) < 1 for step in steps)
    short = sum(1 for w in widths if w < max(widths) / 3)
    return max(widths) - min(widths) + 50 * hourglass + 1.5 * rectangle + 8 * short
