"""Which column is this? Every heading that units have been seen to write for a field."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression
from toolkit.model.known_columns import Field
from toolkit.model.own_columns import OwnColumn
from toolkit.model.units import PATTERN as UNIT
from toolkit.model.units import units_in

SHORTEST_PART = 3
NO_HEADINGS: Mapping[str, str] = MappingProxyType({})
REMEMBERED = 4096
BRACKETS = expression(r"\([^()]*\)|\[[^\]]*\]|【[^】]*】")
# Behind a known word these make something else of it: 投资人次 is no 投资人, 投资总额占比 no amount.
MEASURED = expression(r"次|率|占比|比例|比重|排名|排序|(?:个|家|人|件|户|项|宗)数|数量|编号|编码|代码|序号|照片|附件")
UNIT_TAIL = expression(rf"[:/\\-]?(?:{UNIT}|[万亿])$", re.IGNORECASE)
# 本年到位, 1-3月累计到位金额, 资金情况 over 实际到位: money that came, however its time and its kind are ordered.
CAME = expression(
    r"(?:投资|资金|情况|实际|已经?|累计|合计|总|本年度?|当年度?|今年|年度|年内|全年|年初|自|以来|至今|本月|当月|本期|当期|开工|历年"
    r"|截[至止](?:目前)?|20\d\d年?度?|\d{1,2}月?份?(?:[-—–~～至到]\d{1,2})?月份?底?|底|末)*+"
    r"(?:到位|到资)(?:资金|金额|数额|数|额|总额)?"
)
# Without one of these 到位 may be said of machines or people.
OF_MONEY = expression(r"资|金额|年|月|累计")
PAID_IN = "paid_in_yuan"
# What a heading of such money may be: is it what this year's came to? It is asked, as 引进 may be what a contract says.
_SPEAKS_OF = {
    PAID_IN: expression(r"到位|到资|到账|引资|引进.{0,6}资|资金.{0,2}(?:投入|落实)"),
    "fdi_usd": expression(r"(?<!合同)(?<!协议)(?:外资|外商投资|境外资金)"),
}


TARGETS: tuple[Field, ...] = (
    Field("number", "序号", ("编号",)),
    Field(
        "group",
        "产业招商组",
        ("招商组", "组别", "招商小组", "产业组", "招商组名称", "产业招商组名称")
        + ("招商小分队", "小分队", "单位类别", "责任主体"),
        required=True,
    ),
    Field(
        "leader",
        "责任领导",
        ("组长", "责任县领导", "牵头领导", "挂点领导", "包抓领导", "挂点处级领导", "主要负责人", "联系领导"),
    ),
    Field("deputies", "副组长", ("副责任领导",), base=False),
    Field("since", "起始月份", ("执行月份", "生效月份", "自何月起", "执行起始月", "起始时间", "生效时间"), base=False),
    Field("scope", "范围", ("项目范围", "分工范围", "子项"), base=False),
    Field("lead_unit", "牵头单位", ("牵头部门", "责任单位", "牵头责任单位", "第一责任单位", "落户地"), required=True),
    Field("supporting", "协办单位", ("配合单位", "协同单位", "成员单位", "协办部门", "联合责任单位")),
    Field("remark", "备注", ("招商引资方向", "招商方向", "说明")),
)

SENSITIVE = expression(r"身份证|银行(?![贷融授信]|机构|资金|授信|借款)|账号|帐号|开户|户口|家庭住址|护照")


@lru_cache(maxsize=4096)
def bare(heading: str) -> str:
    """Return a heading without spaces, brackets and unit.

    >>> bare("投资总额（亿元）"), bare("项 目 名 称"), bare("总投资：万元")
    ('投资总额', '项目名称', '总投资')
    """
    text = BRACKETS.sub("", compact(heading)).strip(":：*、.").lower()
    return UNIT_TAIL.sub("", text) or text


@lru_cache(maxsize=4096)
def came_in(heading: str) -> bool:
    """Tell whether a heading says of nothing but money that it came; the time it covers is not judged here.

    >>> [came_in(text) for text in ("本年到位（亿元）", "资金情况（万元）本年累计到位", "实际到位", "资金到位率")]
    [True, True, False, False]
    """
    plain = bare(heading)
    if not CAME.fullmatch(plain):
        return False
    return bool(OF_MONEY.search(plain)) or any(unit.is_money for unit in units_in(compact(heading)))


def speaks_of(name: str, headings: Iterable[str]) -> bool:
    """Tell whether a heading may mean money that the county adds up, without saying it clearly."""
    words = _SPEAKS_OF.get(name)
    return words is not None and any(words.search(compact(heading)) for heading in headings)


class Headings:
    """The known headings of one kind of table, bare, and the field that each means.

    ``exact`` are headings that count as a whole only; ``own`` the columns that the rulebook declares.
    """

    def __init__(
        self, fields: Mapping[str, str], exact: Mapping[str, str] = NO_HEADINGS, own: tuple[OwnColumn, ...] = ()
    ) -> None:
        self._fields, self._exact, self.own = dict(fields), {**fields, **exact}, own
        self._within: dict[str, str | None] = {}
        self._has_money = PAID_IN in self._fields.values()
        letters = {word[0] for word in self._exact}
        # What a heading can begin with: a known word's letter, or what bare() takes off.
        self.starts = frozenset("([【:*、.") | letters | {letter.upper() for letter in letters}

    def field(self, text: str) -> str | None:
        """Return the field that a heading names; most texts of a table are ruled out by their first letter."""
        first = text[:1]
        if (first in self.starts or "\uff01" <= first <= "\uff5e") and (name := self._exact.get(bare(text))):
            return name
        return PAID_IN if self._has_money and ("到位" in text or "到资" in text) and came_in(text) else None

    def field_within(self, heading: str) -> str | None:
        """Return the field of the longest known word that stands somewhere in a heading."""
        plain = bare(heading)
        if plain not in self._within:
            words = (word for word in self._fields if len(word) >= SHORTEST_PART and word in plain)
            if len(self._within) > REMEMBERED:
                self._within.clear()
            word = max(words, key=len, default="")
            counts = MEASURED.match(plain, plain.find(word) + len(word))
            self._within[plain] = None if counts else self._fields.get(word)
        return self._within[plain]


def headings_of(fields: tuple[Field, ...]) -> dict[str, str]:
    """Return every bare heading of a table's fields with its field's name."""
    named = (field for field in fields if not field.qualified)
    return {bare(word): field.name for field in named for word in (field.heading, *field.synonyms)}
