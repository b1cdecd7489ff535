"""What does a column's heading say beside its field? Period, mode, and whether anything in it takes the field away.

A heading is field × period (本月, 本年, 累计, another year) × mode (实际, 计划, 未) × unit.  A qualifier decides or
vetoes: 未到位资金, 资金到位率 and 计划到位资金 are no money that came; 计划开工时间 is no day on which work began;
2022年计划投资 is a part of 总投资额.
"""

import re
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from toolkit.intake.values.typed import MONTHS
from toolkit.model.expressions import expression


class Span(Enum):
    """The time that a column's figures cover."""

    UNSAID = ""
    MONTH = "本月"
    YEAR = "本年"
    SINCE_START = "开工至今"
    CUMULATIVE = "累计"
    OTHER_YEAR = "其他年份"
    PART_OF_YEAR = "一段时间"


class Mode(Enum):
    """What kind of figure or day a column holds."""

    UNSAID = ""
    ACTUAL = "实际"
    PLANNED = "计划"
    DENIED = "未发生"
    PART = "其中一部分"
    RATE = "比率"


_MODES = (
    (Mode.RATE, expression(r"率|占比|比例|比重|百分比|[%％‰]|完成进度|同比|环比|增速|增长|增减|排名|名次")),
    (Mode.DENIED, expression(r"(?:尚未|还未|未|待|应|欠|缺口|缺)(?=到位|到资|开工|动工|投产|签|注册|完成|供地|缴|入)|缺口|欠缺|尚需|剩余|还需")),
    (Mode.PART, expression(r"开[(（、/]?竣[)）]?工|其中(?![:：,，、]?(?:\d|[本当今年自已一]|实际|累计|开工|到位|到资|项目|资金))(?=.{1,9}(?:到位|到资))")),
    (Mode.PLANNED, expression(r"计划|预计|预期|预定|(?:预|可|即将|将)(?=到位|到资)|拟(?!建设内容)|目标|任务|力争|约定|规划|设计|下[月年季]|明年|次年|后续")),
    (Mode.ACTUAL, expression(r"实际|已(?=到位|完成|开工|投产|签|注册|供)|完成|实到")),
)  # fmt: skip
_MONTHS = expression(
    r"(?:20\d\d年?)?(?:1|0?1|一)月?[-—–~～至到](?:\d{1,2}|[一二三四五六七八九十]+)月(?:份)?|1[-—–~～至到]本月|年初(?:至今|以来)|(?:一|1)(?:季度)?[-—–~～至到、]第?[二三2-3]季度|前[二三2-3]个?季度|一季度|上半年"
)
_SPANS = (
    (Span.SINCE_START, expression(r"(?:开工|建设|项目|签约|落地|启动|立项)(?:以来|至今|起)|历年|历史|自(?:开工|建设|启动|签约|立项)|(?:开工|建设|启动|签约)后累计|总到位|到位总")),
    (Span.PART_OF_YEAR, expression(r"[二三四2-4]季度|[本当上这]个?季|下半年|Q[2-4]|[本当上]周|[本上中下]旬|近[一二三四五六两\d]{1,2}个?月|上个?月")),
    (Span.MONTH, expression(r"本月(?![末底止])|当月|这个月|月度|本期|当期|(?<![\d\-—–~～至到])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?!底|末|止|累计)")),
    (Span.YEAR, expression(r"本年|当年|今年|年内|年度|全年|本年度")),
    (Span.OTHER_YEAR, expression(r"上年|去年|上一年|往年|以前年度|前几年|上年度|年前|期初|历年结转|结转")),
    (Span.PART_OF_YEAR, expression(r"新增(?=.{0,3}(?:到位|到资))")),
    (Span.CUMULATIVE, expression(r"累计|合计|总计|截至|截止|总额(?=到位)")),
)  # fmt: skip
# Until which month a year's sum goes: 1-5月, 截至5月底, 一季度, 前三季度, 上半年.
_UNTIL = (
    (expression(r"(?:1|0?1|一)月?[-—–~～至到](\d{1,2}|[一二三四五六七八九十]{1,2})月"), 1),
    (expression(r"(?<!\d)(\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:底|末|止)"), 1),
    (expression(r"(?:一|1)(?:季度)?[-—–~～至到、]第?([二三23])季度|前([二三23])个?季度"), 3),
)
# What a year's number before it (2022年二季度) does not make a year's figure.
_WITHIN = (Span.MONTH, Span.PART_OF_YEAR, Span.SINCE_START)
_YEAR = expression(r"(20\d\d)年?(?:度|底|末)?")


class Qualifiers(Struct, frozen=True):
    """What a heading says of its figures: the time they cover, and whether they happened."""

    span: Span
    mode: Mode

    @property
    def happened(self) -> bool:
        """True where nothing says that the figures are planned, missing, a rate, or a part of the field's (其中：区外…)."""
        return self.mode in (Mode.UNSAID, Mode.ACTUAL)


@lru_cache(maxsize=4096)
def qualifiers(heading: str, year: int) -> Qualifiers:
    """Return the qualifiers of a heading (all its rows joined) of a table for ``year``.

    >>> qualifiers("2021年底累计到位资金（亿元）", 2022).span.name, qualifiers("资金到位率", 2022).mode.name
    ('OTHER_YEAR', 'RATE')
    >>> qualifiers("2022年1-6月到位资金（万元）", 2022).span.name, qualifiers("本年累计到位资金", 2022).span.name
    ('YEAR', 'YEAR')
    """
    mode = next((mode for mode, pattern in _MODES if pattern.search(heading)), Mode.UNSAID)
    if _MONTHS.search(heading):
        named = _YEAR.search(heading)
        return Qualifiers(Span.YEAR if not named or int(named[1]) == year else Span.OTHER_YEAR, mode)
    rest = heading
    if re.search(r"截[至止].*累计", heading):
        return Qualifiers(Span.CUMULATIVE, mode)  # since January, or since the start?
    if named := _YEAR.search(heading):
        if int(named[1]) != year:
            return Qualifiers(Span.OTHER_YEAR, mode)
        rest = heading.replace(named[0], "")
        if not any(pattern.search(rest) for span, pattern in _SPANS if span in _WITHIN):
            return Qualifiers(Span.YEAR, mode)
    found = [span for span, pattern in _SPANS if pattern.search(rest)]
    if Span.CUMULATIVE in found and Span.YEAR in found:
        return Qualifiers(Span.YEAR, mode)
    return Qualifiers(found[0] if found else Span.UNSAID, mode)


@lru_cache(maxsize=4096)
def until_month(heading: str) -> int | None:
    """Return the month (1 to 12) that a heading says its sum of the year goes up to, ``None`` where it says none.

    >>> [until_month(one) for one in ("1-5月到位", "截至5月底到位", "首季到位", "前三季度到位", "上半年到位", "本年到位")]
    [5, 5, 3, 9, 6, None]
    """
    for pattern, months in _UNTIL:
        if match := pattern.search(heading):
            written = next(filter(None, match.groups()))
            number = int(written) if written.isdecimal() else MONTHS.index(written) + 1 if written in MONTHS else 0
            return number * months if 1 <= number * months <= 12 else None
    return 6 if "上半年" in heading else 3 if re.search(r"(?<![二三四\d])(?:一|1|首)季", heading) else None
